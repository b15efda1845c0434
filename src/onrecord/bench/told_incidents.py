"""Documented incidents told by made-up reports: accounts whose true incident is known, as many as are asked for.

In: UCDP's incidents of Syria in 2016 and 2017 (documented.py) and a seed. Out: accounts with the id of the incident
that each tells. The same seed gives the same accounts.

*How many.* Told by MANY, one pass over the 11,586 incidents gives about 100,000 accounts, 8.6 an incident: each is told
1 to 12 times, mostly often, one in ten once or twice. Told by FEW, half are told once and the mean is 2.6, as reports
really do (the groups that come with the 384 Syrian reports: 40 pairs, 12 of three, 8 of four, one of 24). Fewer
accounts are the first days of it, not a thinned sample, and more of them are further passes, two years later each with
new draws: so the accounts of a day are as many whatever the number, and so is what they can be taken for. The last
report is cut where the number is reached.

*Noise.* What is told otherwise than it was, how often, and why, stands beside the constants here, in told_places.py,
told_parties.py and told_words.py. 'Counted' means: in 1,166 tellings (407 of them what their report is about) that
Onrecord coded from 384 reports on the war in Syria, and in 240 pairs of such tellings of one incident. No share was set
by what comes out of linking.
"""

from __future__ import annotations

import hashlib
import random
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, groupby, islice

from onrecord.bench.documented import DAYS, Documented, Spot
from onrecord.bench.told_parties import Act, act, told_act
from onrecord.bench.told_places import Neighbours, told_spot
from onrecord.bench.told_words import Pool, pool, said
from onrecord.linking.accounts import EPOCH, Account

Tellings = tuple[int, ...]
"""How many incidents in a hundred are told once, twice, ... twelve times."""
MANY: Tellings = (5, 5, 3, 3, 3, 4, 5, 7, 11, 15, 18, 21)
FEW: Tellings = (48, 20, 10, 6, 4, 3, 2, 2, 2, 1, 1, 1)
SEED = 20

ROUND_UP = 0.10
"""Reports that tell two to four incidents of the day; the first is what they are about."""
_DELAYS = (0, 1, 2, 3)
_DELAY_WEIGHTS = (65, 28, 5, 2)
"""Days from the incident to publication (counted where the day is known: 50, 19, 4 and 1 of 74)."""

DEFAULTED = 0.13
"""No words tell the day: it is the day of publication or the one before, the documented default (counted: 0.10 and
0.14)."""
FEW_DAYS = 0.05
"""Two or three days around it (counted: 0.08)."""
WRONG_DAY = 0.03
"""A day off, told as if it were known (Onrecord's days of adjudicated reports: 0.02 to 0.04 off by one)."""
MONTH = 0.02
"""(Counted: 0.05; 0.002 of the incidents that reports are about.)"""

UNTOLD = 0.15
"""No number killed is told (counted: 0.38; 0.07 of the incidents that reports are about)."""
EXACT = 0.50
"""The best figure."""
EARLY = 0.10
"""An early figure, half to nine tenths of it: tolls grow (33, then 38)."""
OTHER = 0.12
"""Another source's figure, between low and high; where UCDP knows but one, a tenth more or less, one at least."""
ROUNDED = 0.08
"""'Some 40', 'about 15': to fives from 8, to tens from 30; smaller ones are told as they are."""
RANGE = 0.05
"""'15 to 18': low to high, or up to a fifth more (counted: 0.05 and 0.09)."""
INJURED_KNOWN = 0.6
INJURED = 0.45
"""Told of those that have injured known: 0.27 of all (counted: 0.25 and 0.37)."""
INJURED_EXACT = 0.6


@dataclass(frozen=True, slots=True)
class Drawn:
    """An incident with all that UCDP does not say of it, drawn once a pass."""

    incident: Documented
    id: str
    shift: int
    """Days later than documented."""
    day: int | None
    """The day on which it happened; None where only a month or more is known."""
    killed: int
    injured: int | None
    act: Act
    pool: Pool
    told: int
    """How many accounts tell it."""


_Days = tuple[int, int, bool]
"""First and last day as told, and whether words tell them."""


@dataclass(frozen=True, slots=True)
class _ToldIn:
    report: str
    number: int
    """The report's first incident is what it is about."""


def told(
    incidents: Sequence[Documented], claims: int, tellings: Tellings = MANY, seed: int = SEED
) -> Iterator[tuple[Account, str]]:
    """So many accounts, each with the id of its true incident, in the order of the days they happened."""
    neighbours = Neighbours(incidents)
    return islice(_endless(incidents, neighbours, tellings, seed), claims)


def _endless(
    incidents: Sequence[Documented], neighbours: Neighbours, tellings: Tellings, seed: int
) -> Iterator[tuple[Account, str]]:
    for turn in count():
        dice = random.Random(f"{seed}:{turn}")
        for _, of_day in groupby(incidents, key=lambda one: one.first):
            drawn = [_draw(incident, turn, tellings, dice) for incident in of_day]
            for number, report in enumerate(_reports(drawn, dice)):
                yield from _accounts(report, f"{seed}:{turn}:{drawn[0].id}:{number}", neighbours, dice)


def _draw(incident: Documented, turn: int, tellings: Tellings, dice: random.Random) -> Drawn:
    killed = incident.best or incident.high
    return Drawn(
        incident=incident,
        id=f"{incident.id}+{turn}",
        shift=turn * DAYS,
        day=None if incident.is_span else dice.randint(incident.first, incident.last) + turn * DAYS,
        killed=killed,
        injured=round(killed * dice.uniform(0.5, 3)) + 1 if dice.random() < INJURED_KNOWN else None,
        act=act(incident, dice),
        pool=pool(f"{incident.id}+{turn}", dice),
        told=dice.choices(range(1, len(tellings) + 1), tellings)[0],
    )


def _reports(drawn: Iterable[Drawn], dice: random.Random) -> Iterator[list[Drawn]]:
    """The tellings of a day as reports, each of one incident or, in round-ups, of two to four."""
    waiting = [one for one in drawn for _ in range(one.told)]
    dice.shuffle(waiting)
    while waiting:
        report = [waiting.pop()]
        wanted = dice.randint(2, 4) if dice.random() < ROUND_UP else 1
        while len(report) < wanted and waiting and waiting[-1] not in report:
            report.append(waiting.pop())
        yield report


def _accounts(
    report: Sequence[Drawn], name: str, neighbours: Neighbours, dice: random.Random
) -> Iterator[tuple[Account, str]]:
    delay = dice.choices(_DELAYS, _DELAY_WEIGHTS)[0]
    for number, one in enumerate(report):
        days, spot = _days(one, delay, dice), told_spot(one.incident, neighbours, dice)
        yield _account(one, _ToldIn(name, number), days, spot, dice), one.id


def _account(one: Drawn, told_in: _ToldIn, days: _Days, spot: Spot, dice: random.Random) -> Account:
    told_of, words = told_act(one.act, dice), said(one.pool, dice)
    killed_low, killed_high = _killed(one, dice) or (None, None)
    injured = _injured(one, dice)
    return Account(
        id=_digest("i", f"{told_in.report}:{told_in.number}"),
        report_id=_digest("r", told_in.report),
        story=_digest("r", told_in.report),
        type=told_of.type,
        kinds=told_of.kinds,
        day=days[0],
        last_day=days[1],
        dated=days[2],
        place=spot.names[0],
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        country="SY",
        admin1=spot.admin1,
        fineness=spot.fineness,
        doers=told_of.doers,
        doers_wide=told_of.doers_wide,
        harmed=told_of.harmed,
        killed_low=killed_low,
        killed_high=killed_high,
        injured_low=injured,
        injured_high=injured,
        weapons=told_of.weapons,
        names=words.names,
        words=words.words,
        quotes=words.quotes,
        speakers=words.speakers,
        primary=told_in.number == 0,
    )


def _digest(prefix: str, name: str) -> str:
    """An id as Onrecord makes them, which tells nothing."""
    return f"{prefix}-{hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}"


# ---------------------------------------------------------------- days


def _days(one: Drawn, delay: int, dice: random.Random) -> _Days:
    if one.day is None:
        return one.incident.first + one.shift, one.incident.last + one.shift, True
    how = dice.random()
    if how < DEFAULTED:
        return one.day + delay - 1, one.day + delay, False
    how -= DEFAULTED
    if how < FEW_DAYS:
        longer = dice.randint(1, 2)
        first = one.day - dice.randint(0, longer)
        return first, first + longer, True
    how -= FEW_DAYS
    if how < WRONG_DAY:
        day = one.day + dice.choice((-1, 1))
        return day, day, True
    return _month(one.day) if how < WRONG_DAY + MONTH else (one.day, one.day, True)


def _month(day: int) -> _Days:
    when = EPOCH + timedelta(day)
    first = (date(when.year, when.month, 1) - EPOCH).days
    return first, first + monthrange(when.year, when.month)[1] - 1, True


# ---------------------------------------------------------------- tolls


def _injured(one: Drawn, dice: random.Random) -> int | None:
    if one.injured is None or dice.random() >= INJURED:
        return None
    return one.injured if dice.random() < INJURED_EXACT else max(1, round(one.injured * dice.uniform(0.6, 1.4)))


def _killed(one: Drawn, dice: random.Random) -> tuple[int, int] | None:
    """The number killed as told, low and high."""
    how, killed, low, high = dice.random(), one.killed, one.incident.low, one.incident.high
    if how < UNTOLD:
        return None
    how -= UNTOLD
    if how < RANGE:
        return (low, high) if low < high else (killed, killed + max(1, killed // 5))
    how -= RANGE
    figure = killed
    if how < EARLY:
        figure = max(1, round(killed * dice.uniform(0.5, 0.9)))
    elif how < EARLY + OTHER:
        step = max(1, killed // 10)
        figure = dice.randint(max(1, low), high) if low < high else max(1, killed + dice.choice((-step, step)))
    elif how < EARLY + OTHER + ROUNDED:
        step = 10 if killed >= 30 else 5 if killed >= 8 else 1
        figure = max(1, round(killed / step) * step)
    return figure, figure
