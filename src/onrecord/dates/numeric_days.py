"""Days in figures only: '2017-01-05', '5.1.2017', '21/09/2024', '13/11/15'; and months: '11/2014'.

Comes in: a match at a number. Goes out: an atom for the day. Knowledge: ISO 8601; dots and dashes put the day before
the month; slashes are used both ways, so '5/1/2017' is the one reading that lies in the month before publication.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, NoAnchor, Rule, TimeKind
from onrecord.dates.stretch import Stretch, month_of, one_day, valid_day
from onrecord.dates.words import END, continues_a_number, pattern

_ISO = pattern(
    rf"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?:{END}|(?=t\d\d:))(?![./-]\d)"
)
_NUMERIC = pattern(
    rf"(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>(?:19|20)\d\d|(?<=/)\d\d){END}(?![./-]\d)"
)
_MONTH = pattern(rf"(?P<b>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d){END}(?![./-]\d)")


def _read_iso(m: re.Match[str]) -> Atom | None:
    day = valid_day(int(m["y"]), int(m["m"]), int(m["d"]))
    if day is None or continues_a_number(m):
        return None
    return _full_date(m, day, 1.0)


def numeric_days(first: int, second: int, year: int, separator: str) -> tuple[date, ...]:
    """The days that '5.1.2017' or '5/1/2017' can be, likeliest first: dots and dashes put the day first."""
    readings = [valid_day(year, second, first)]
    if separator == "/":
        readings.append(valid_day(year, first, second))
    return tuple(dict.fromkeys(day for day in readings if day is not None))


def _read_numeric(m: re.Match[str]) -> Atom | None:
    year = int(m["y"]) if len(m["y"]) == 4 else (1900 if int(m["y"]) >= 70 else 2000) + int(m["y"])
    days = numeric_days(int(m["a"]), int(m["b"]), year, m["sep"])
    if not days or continues_a_number(m):
        return None
    if len(days) == 1:
        return _full_date(m, days[0], 0.95)

    def resolve(anchors: Anchors) -> Stretch:
        """The one reading within a month before publication; where both or neither are, the order is not known."""
        near = [day for day in days if 0 <= (anchors.report - day).days <= 31]
        if len(near) != 1:
            raise NoAnchor
        return one_day(near[0])

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.numeric_by_publication", resolve, confidence=0.7)


def _read_month(m: re.Match[str]) -> Atom | None:
    """'11/2014', as logs and tables write a month."""
    if continues_a_number(m):
        return None
    days = month_of(int(m["y"]), int(m["b"]))
    return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.month", lambda _: days, CountsFrom.NOTHING, 0.9)


def _full_date(m: re.Match[str], day: date, confidence: float) -> Atom:
    days = one_day(day)
    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.full_date", lambda _: days, CountsFrom.NOTHING, confidence)


RULES = (
    Rule(("#",), _ISO, _read_iso),
    Rule(("#",), _NUMERIC, _read_numeric),
    Rule(("#",), _MONTH, _read_month),
)
