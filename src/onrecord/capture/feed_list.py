"""The list of feeds to watch: a TOML file, checked whole before anything is asked for.

In: the file's text. Out: a Feed for each [[feed]], or an InputError that names every fault at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from onrecord.capture.addresses import read_address
from onrecord.codebooks.countries import country_code
from onrecord.errors import CaptureError, InputError

EVERY_MINUTES = 30
LONGEST_MINUTES = 7 * 24 * 60
MOST_FEEDS = 10_000
_KEYS = ("url", "outlet", "country", "every_minutes")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to watch."""

    url: str
    outlet: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2 code of where its events are likely to be."""
    every_minutes: float = EVERY_MINUTES

    @property
    def told(self) -> dict[str, str]:
        """What the list says of it, for the evidence of its items."""
        named = {"outlet": self.outlet, "country": self.country}
        return {name: value for name, value in named.items() if value is not None}


def read_feed_list(text: str, where: str) -> tuple[Feed, ...]:
    """The feeds of a list, in its order. Raises InputError with all that is wrong."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise InputError(f'{where}: is no TOML ({fault}); write [[feed]] and under it url = "https://..."') from None
    faults = [_unknown(key, ("feed",)) for key in found if key != "feed"]
    listed = found.get("feed", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise InputError(f"{where}: write each feed as [[feed]], in two brackets")
    if not listed:
        faults.append('names no feed; write [[feed]] and under it url = "https://..."')
    if len(listed) > MOST_FEEDS:
        faults.append(f"names more than {MOST_FEEDS:,} feeds")
    feeds: dict[str, Feed] = {}
    for number, table in enumerate(listed[:MOST_FEEDS], start=1):
        feed, wrong = _read_one(table)
        if feed is not None and feed.url in feeds:
            wrong.append(f"{feed.url} is named twice")
        faults += [f"feed {number}: {one}" for one in wrong]
        if feed is not None:
            feeds[feed.url] = feed
    if faults:
        raise InputError(f"{where}: {'; '.join(faults[:20])}")
    return tuple(feeds.values())


def _read_one(table: dict[str, Any]) -> tuple[Feed | None, list[str]]:
    faults = [_unknown(key, _KEYS) for key in table if key not in _KEYS]
    url, outlet, country = table.get("url"), table.get("outlet"), table.get("country")
    minutes = table.get("every_minutes", EVERY_MINUTES)
    address = None
    if not isinstance(url, str):
        faults.append("has no url")
    else:
        try:
            address = read_address(url).address
        except CaptureError as fault:
            faults.append(str(fault))
    if outlet is not None and not (isinstance(outlet, str) and outlet.strip() and len(outlet) <= 200):
        faults.append("outlet is a name of up to 200 letters")
    if country is not None:
        code = country_code(country) if isinstance(country, str) else None
        if code is None:
            faults.append(f"country '{country}' is no country code; give two letters (ISO 3166), such as IQ or UA")
        country = code
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 1 <= minutes <= LONGEST_MINUTES:
        faults.append(f"every_minutes is a number from 1 to {LONGEST_MINUTES}")
    if faults or address is None:
        return None, faults
    return Feed(address, outlet, country, float(minutes)), []


def _unknown(key: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"'{key[:50]}' is no setting; " + (f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}")
