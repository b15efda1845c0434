"""One range for how many people an incident killed, injured and so on, from the tolls it holds.

A part is never added to its whole, running totals are left out, and figures that disagree are not averaged: the
range reaches from the lowest to the highest and has no best.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import DEMOGRAPHIC, Effect, Group, Toll


@dataclass(frozen=True, slots=True)
class Range:
    """Persons: low <= best <= high; None is unknown, and open above where it is ``high``."""

    low: int | None
    best: int | None
    high: int | None


def total(tolls: Iterable[Toll], effect: Effect) -> Range | None:
    """The range over all people of one effect; None where no toll tells of it.

    A figure for everybody stands for itself. Without one, civilians, combatants and security forces are added, since
    nobody is two of these. Children, women, medics and the like are parts of an untold whole: it is at least so many.
    """
    told = [toll for toll in tolls if toll.effect is effect and toll.of is None and not toll.cumulative]
    groups = {group: _widest([toll for toll in told if toll.group is group]) for group in Group}
    known = {group: found for group, found in groups.items() if found is not None}
    if Group.UNKNOWN in known:
        return known[Group.UNKNOWN]
    apart = [found for group, found in known.items() if group not in DEMOGRAPHIC]
    if apart:
        return _added(apart)
    lows = [found.low for found in known.values() if found.low is not None]
    return Range(max(lows), None, None) if lows else next(iter(known.values()), None)


def _widest(tolls: list[Toll]) -> Range | None:
    if not tolls:
        return None
    lows = [toll.low for toll in tolls]
    highs = [toll.high for toll in tolls]
    bests = {toll.best for toll in tolls}
    return Range(
        None if None in lows else min(low for low in lows if low is not None),
        bests.pop() if len(bests) == 1 else None,
        None if None in highs else max(high for high in highs if high is not None),
    )


def _added(ranges: list[Range]) -> Range:
    return Range(
        _sum([found.low for found in ranges]),
        _sum([found.best for found in ranges]),
        _sum([found.high for found in ranges]),
    )


def _sum(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None
