"""Days named by a Christian feast or the turn of the year: 'on Christmas Day', 'Palm Sunday', 'New Year's Eve'.

Comes in: a match at a feast's name. Goes out: an atom for the day nearest before publication, or that of a stated
year. Knowledge: the Gregorian calendar's rule for Easter (Meeus, Jones and Butcher); Orthodox and Coptic churches keep
another, so a feast that hangs on Easter has a low confidence. Islamic feasts are in ``hijri``.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.dates.calendar_days import SLACK_DAYS
from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind
from onrecord.dates.stretch import Stretch, one_day
from onrecord.dates.words import END, S, either, pattern

_FIXED: dict[str, tuple[int, int]] = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year’s eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new year’s day": (1, 1),
    "new years day": (1, 1),
}
_FROM_EASTER: dict[str, int] = {
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
}
_FEAST = pattern(rf"(?P<feast>{either((*_FIXED, *_FROM_EASTER))}){END}(?:,?{S}(?:in{S})?(?P<year>(?:19|20)\d\d){END})?")
_NAME_AFTER = re.compile(r"\s{1,3}(?:agreement|accords?|peace|deal|massacre|bombings?|attacks?)", re.IGNORECASE)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def feast_in(year: int, feast: str) -> date:
    """The day of a feast in a year. Raises KeyError for a feast that is not in the tables."""
    if feast in _FIXED:
        return date(year, *_FIXED[feast])
    return easter(year) + timedelta(_FROM_EASTER[feast])


def _read_feast(m: re.Match[str]) -> Atom | None:
    """Not 'the Good Friday agreement' nor 'the Easter Sunday bombings': those are names of what is past."""
    if _NAME_AFTER.match(m.string[m.end() : m.end() + 14]):
        return None
    feast = m["feast"].lower()
    if m["year"]:
        days = one_day(feast_in(int(m["year"]), feast))
        return Atom(m.start(), m.end(), TimeKind.DAY, "dates.feast", lambda _: days, CountsFrom.NOTHING, 0.8)

    def resolve(anchors: Anchors) -> Stretch:
        report = anchors.report
        days = (feast_in(year, feast) for year in (report.year + 1, report.year, report.year - 1))
        return one_day(next(day for day in days if (day - report).days <= SLACK_DAYS))

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.feast", resolve, confidence=0.7)


RULES = (Rule(("christmas", "boxing", "new", "palm", "maundy", "good", "easter"), _FEAST, _read_feast),)
