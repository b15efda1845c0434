"""Which accounts are compared at all: those that share a block, a stretch of days at a place.

Comes in: an account. Goes out: its blocks, as whole numbers. Two accounts of one incident nearly always share one, and
the number of accounts in a block does not grow with the archive, so that the pairs to compare grow as the archive does.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator

from onrecord.linking.accounts import Account

STRETCH_DAYS = 3
"""Days are counted in stretches; an account is in those that its own days and the day on either side touch."""
LONGEST_DAYS = 40
"""A time longer than a month and a bit holds too many incidents to compare with: such accounts meet by their toll."""
CELL_DEGREES = 0.5
"""Some 55 km from north to south: wider than most uncertainties, so that an account touches few cells."""
LEAST_TELLING_TOLL = 5
"""So many killed tell incidents apart that only the country is known of."""
KM_PER_DEGREE = 111.2
SLACK_KM = 15.0
"""How far apart two gazetteers may put one place."""


def blocks_of(account: Account) -> tuple[int, ...]:
    """The blocks of an account, each once, in order; none for one without time or place."""
    places = tuple(_places(account))
    found = {_number(f"{place}@{stretch}") for stretch in _stretches(account) for place in places}
    return tuple(sorted(found))


def _stretches(account: Account) -> range:
    if account.day is None or account.last_day is None or account.last_day - account.day > LONGEST_DAYS:
        return range(0)
    return range((account.day - 1) // STRETCH_DAYS, (account.last_day + 1) // STRETCH_DAYS + 1)


def _places(account: Account) -> Iterator[str]:
    """The unit it is in, the cells that its circle touches; its toll and the names told with it, in the country."""
    if account.admin1 and account.country:
        yield f"{account.country}/{account.admin1}"
    if account.fineness == 0 and account.lat is not None and account.lon is not None:
        yield from _cells(account.lat, account.lon, (account.radius_km or 0) + SLACK_KM)
    if account.country and account.killed_high is not None and account.killed_high >= LEAST_TELLING_TOLL:
        yield f"{account.country}#{account.killed_high}"
    if account.country:
        yield from (f"{account.country}~{name}" for name in account.names)


def _cells(lat: float, lon: float, km: float) -> Iterator[str]:
    north = km / KM_PER_DEGREE
    east = north / max(0.05, math.cos(math.radians(lat)))
    for row in range(math.floor((lat - north) / CELL_DEGREES), math.floor((lat + north) / CELL_DEGREES) + 1):
        for column in range(math.floor((lon - east) / CELL_DEGREES), math.floor((lon + east) / CELL_DEGREES) + 1):
            yield f"{row}:{column}"


def _number(block: str) -> int:
    """A block as a signed 64-bit number: joins and indexes on numbers are small and fast."""
    return int.from_bytes(hashlib.blake2b(block.encode(), digest_size=8).digest(), "big", signed=True)
