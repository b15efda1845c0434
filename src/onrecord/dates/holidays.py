"""Days named by a feast or the turn of the year: 'on Christmas Day', 'Palm Sunday', 'Nowruz', 'New Year's Eve'.

Comes in: a match at a feast's name. Goes out: an atom for the day nearest before publication, or that of a stated
year. Knowledge: the Gregorian calendar's rule for Easter (Meeus, Jones and Butcher) and the Julian one's; Orthodox and
Coptic churches keep that, so a feast that hangs on Easter has a low confidence. Islamic feasts are in ``hijri``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.dates.calendar_days import SLACK_DAYS
from onrecord.dates.hijri import from_solar
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
    "christmas": (12, 25),
    "orthodox christmas": (1, 7),
    "valentine's day": (2, 14),
    "valentine’s day": (2, 14),
    "international women's day": (3, 8),
    "international women’s day": (3, 8),
    "may day": (5, 1),
}
_FROM_EASTER: dict[str, int] = {
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
}
_FROM_ORTHODOX_EASTER: dict[str, int] = {"orthodox easter": 0, "orthodox good friday": -2}


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November, as in the United States."""
    earliest = date(year, 11, 22)
    return earliest + timedelta((3 - earliest.weekday()) % 7)


def _nowruz(year: int) -> date:
    """The first day of the solar Hijri year."""
    return from_solar(year - 621, 1, 1)


_OTHER: dict[str, Callable[[int], date]] = {
    "thanksgiving day": _thanksgiving,
    "thanksgiving": _thanksgiving,
    "nowruz": _nowruz,
    "newroz": _nowruz,
}
_WITH_A_WORD = frozenset({"christmas", "may day", "thanksgiving"})
"""Feasts that count only behind a preposition: '"mayday", the pilot called', 'a Christmas market'."""
_PREPOSITION_BEFORE = re.compile(r"\b(?:on|at|over|since|until|till|before|after|by|during)\s{1,3}$", re.IGNORECASE)
_ALL = (*_FIXED, *_FROM_EASTER, *_FROM_ORTHODOX_EASTER, *_OTHER)
_FEAST = pattern(rf"(?P<feast>{either(_ALL)}){END}(?:,?{S}(?:in{S})?(?P<year>(?:19|20)\d\d){END})?")
_NAME_AFTER = re.compile(r"\s{1,3}(?:agreement|accords?|peace|deal|massacre|bombings?|attacks?)", re.IGNORECASE)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    century, of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian day, for 1900 to 2099 (Meeus's rule; 13 days apart)."""
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def feast_in(year: int, feast: str) -> date:
    """The day of a feast in a year. Raises KeyError for a feast that is not in the tables."""
    if feast in _FIXED:
        return date(year, *_FIXED[feast])
    if feast in _OTHER:
        return _OTHER[feast](year)
    if feast in _FROM_ORTHODOX_EASTER:
        return orthodox_easter(year) + timedelta(_FROM_ORTHODOX_EASTER[feast])
    return easter(year) + timedelta(_FROM_EASTER[feast])


def _read_feast(m: re.Match[str]) -> Atom | None:
    """Not 'the Good Friday agreement' nor 'the Easter Sunday bombings': those are names of what is past."""
    if _NAME_AFTER.match(m.string[m.end() : m.end() + 14]):
        return None
    feast = m["feast"].lower()
    if feast in _WITH_A_WORD and not _PREPOSITION_BEFORE.search(m.string[max(0, m.start() - 12) : m.start()]):
        return None
    if m["year"]:
        days = one_day(feast_in(int(m["year"]), feast))
        return Atom(m.start(), m.end(), TimeKind.DAY, "dates.feast", lambda _: days, CountsFrom.NOTHING, 0.8)

    def resolve(anchors: Anchors) -> Stretch:
        report = anchors.report
        days = (feast_in(year, feast) for year in (report.year + 1, report.year, report.year - 1))
        return one_day(next(day for day in days if (day - report).days <= SLACK_DAYS))

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.feast", resolve, confidence=0.7)


_FIRST_WORDS = tuple(
    dict.fromkeys(re.split(r"[\s'’]", feast)[0] for feast in (*_FIXED, *_FROM_EASTER, *_FROM_ORTHODOX_EASTER, *_OTHER))
)

RULES = (Rule(_FIRST_WORDS, _FEAST, _read_feast),)
