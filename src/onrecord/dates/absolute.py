"""Read one full date in any of many layouts: '21 Sep 2024', 'Saturday, September 21, 2024', '21 сентября 2024 г.'.

Comes in: a short phrase, such as a page's date line. Goes out: the day, or None where it is no single full date.
Knowledge: month names of some seventy languages (``month_names.py``), weekday names of nine; ISO 8601. Where 5/1/2017
can be two days, it is neither.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.dates.month_names import Calendar, folded, month_named
from onrecord.dates.numeric_days import numeric_days
from onrecord.dates.stretch import valid_day
from onrecord.dates.words import ANY_WEEKDAY

_LIMIT = 200
"""A date line is short: what is longer is not read."""

_WEEKDAY_NAMES = (
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo "
    "segunda terca quarta quinta sexta feira montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "pazartesi sali carsamba persembe cuma cumartesi pazar "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "понеділок вівторок середа четвер пятниця субота неділя пн вт ср чт пт сб вс нд "
    "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد"
)
_FILLER = (
    "on the of at th st nd rd er le du de del a le as um den der am uhr г года год р року в o о "
    "gmt utc edt est et pt cet cest eet msk bst ist local time h hrs hours am pm z يوم في م هـ"
)


_IGNORED = frozenset(map(folded, (*_FILLER.split(), *_WEEKDAY_NAMES.split(), *ANY_WEEKDAY)))
_TWO_WORD_MONTH = re.compile(rf"({folded('كانون')}|{folded('تشرين')}) (?={folded('الثاني')}|{folded('الأول')})")
_TIME = re.compile(
    r"(?:\bt|\b)\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:z\b|[+-]\d{2}:?\d{2}))?"
)
_TWELVE_HOUR = re.compile(r"\b\d{1,2}\s?[ap]\.?m\b\.?")
_ISO = re.compile(r"\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=t\d|\D|$)")
_NUMERIC = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TOKEN = re.compile(r"\d+|[^\W\d]+")
_EDGES = " \t\r\n,.;:|()[]-–—"


def parse_day(phrase: str) -> date | None:
    """The one full date that the phrase is, or None.

    A weekday, a time of day and a zone may stand with it; any other word, a second date, a missing year, or a numeric
    date whose day and month could be exchanged (5/1/2017) makes it None. Two-digit years are read beside a named
    month only ('3 JAN 90'): 70 to 99 are 1900s.
    """
    if len(phrase) > _LIMIT:
        return None
    text = folded(phrase).strip(_EDGES)
    compact = _COMPACT.fullmatch(text)
    if compact:
        return valid_day(int(compact[1]), int(compact[2]), int(compact[3]))
    for shape, read in ((_ISO, _read_iso), (_NUMERIC, _read_numeric)):
        match = shape.search(text)
        if match:
            rest = _TWELVE_HOUR.sub(" ", _TIME.sub(" ", text[: match.start()] + " " + text[match.end() :]))
            return read(match) if _only_filler(rest) else None
    return _read_named(_TWELVE_HOUR.sub(" ", _TIME.sub(" ", text)))


def _only_filler(rest: str) -> bool:
    return all(token in _IGNORED for token in _TOKEN.findall(rest))


def _read_iso(match: re.Match[str]) -> date | None:
    return valid_day(int(match[1]), int(match[3]), int(match[4]))


def _read_numeric(match: re.Match[str]) -> date | None:
    days = numeric_days(int(match[1]), int(match[3]), int(match[4]), match[2])
    return days[0] if len(days) == 1 else None


def _read_named(text: str) -> date | None:
    """Day, month name and year in any order: the month must stand beside the day."""
    tokens = [token for token in _TOKEN.findall(_TWO_WORD_MONTH.sub(r"\1_", text)) if not _skipped(token)]
    if len(tokens) != 3:
        return None
    months = [index for index, token in enumerate(tokens) if _month(token) is not None]
    numbers = [token for token in tokens if token.isdecimal()]
    if len(months) != 1 or len(numbers) != 2:
        return None
    first, second = numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return valid_day(_full_year(year), _month(tokens[months[0]]) or 0, int(day))


def _month(token: str) -> int | None:
    month = month_named(token.replace("_", " "))
    return month.number if month is not None and month.calendar is Calendar.GREGORIAN else None


def _skipped(token: str) -> bool:
    """Filler and weekdays go, but not what can also be a month ('mar' is Tuesday in Spanish)."""
    return token in _IGNORED and _month(token) is None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else (1900 if year >= 70 else 2000) + year
