"""Every full calendar day that a line states, in many languages, scripts and calendars: for date lines of pages.

In: a short line, the languages it may be in, and whether figures are day or month first. Out: the days, each with
where it stands. A day without its year counts only where the caller knows the year. Running text is read by
``finding.py``, which knows English and relative days; here is what templates print: 'Pubblicato il 3 maggio 2021',
'٢٤ آبان ۱۴۰۱', '2018. július 2.', '2021年5月3日', '03.05.21'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.dates.hijri import from_lunar, from_solar
from onrecord.dates.month_names import MOST_WORDS, Calendar, Month, folded, month_named, weekdays_named
from onrecord.dates.stretch import valid_day

MOST_CHARACTERS = 400
"""A longer line is prose."""
_TIME = re.compile(
    r"(?<![\d.:])\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s?[ap]\.?m\b\.?)?(?:\s[a-z]{3,4}(?=\s\d))?",
    re.I,
)
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"(?<![\d:/.-])(\d{1,4})(\s?[./-]\s?)(\d{1,2})\2(\d{1,4})(?![\d]|[:/-]\d|\.\d)")
_NUMBERED_MONTHS = (
    re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"),
    re.compile(r"(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}),?(?: năm)? (?P<y>\d{4})", re.I),
    re.compile(r"(?P<y>\d{4}) оны (?P<m>\d{1,2})(?:[ -]\w{1,6})? сарын (?P<d>\d{1,2})", re.I),
)
"""Chinese, Japanese and Korean; Vietnamese; Mongolian."""
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T\d{4}")
_LINKS = frozenset(
    map(
        folded,
        "de del da do of the th st nd rd er re eme г року року́ года р d den le ta ga ng ika dia bulan tahun"
        " an a em ya la nam mwezi"
        " m d gada оны сарын жылы йил ж k kk ق ل من عام سنة سال مه م ی ê en an هـ ခုနှစ် လ ရက် พ ศ ค ቀን ዓ"
        " watan shekara کال د eko mwaka ci il yil yilgi жылғы жылдын жылдың сал соли вид ý ya an".split(),
    )
)
"""Words between the parts of a day."""
_MARKS = frozenset(".,،-/'’()|ﻡ")
_MOST_TOKENS = MOST_WORDS + 1
"""Of a month's name: two words, or letters with dots ('พ.ค.')."""
_MOST_BETWEEN = 4
"""Marks and such words between two parts of a day."""
_CENTURY_PIVOT = 69
"""Two-digit years from 69 on are of the 1900s. Source: POSIX strptime, %y."""
_BUDDHIST = 543
"""Thai years are counted from 543 BCE."""
_HIJRI_YEARS = range(1300, 1500)
_ETHIOPIC_EPOCH = 2796
"""1 Meskerem 1 as an ordinal of Python's calendar. Source: Reingold and Dershowitz, Calendrical Calculations."""
_WEEKDAY_REACH = 16
_PERSIAN_DIGITS = re.compile("[\u06f0-\u06f9]")


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day and the characters that state it, half-open; ``sure`` is False where figures could be another day."""

    day: date
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page writes days: its languages (ISO 639-1), and whether the day comes first in figures, where known."""

    languages: frozenset[str] = frozenset()
    day_first: bool | None = None
    year: int | None = None
    """The year of days that are written without one, where something else on the page tells it."""


def written_days(line: str, habits: Habits = Habits()) -> list[WrittenDay]:
    """The days in a line, in order; none from a line of over 400 characters, or without a figure."""
    if len(line) > MOST_CHARACTERS or _DIGIT.search(line) is None:
        return []
    plain = _TIME.sub(lambda match: " " * len(match.group()), _with_plain_digits(line))
    found = [*_numbered(plain), *_numeric(plain, line, habits), *_named(plain, habits)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[WrittenDay] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def numeric_orders(line: str) -> Iterator[bool]:
    """What each day in figures of a line shows of the order: True for day first, False for month first."""
    for match in _NUMERIC.finditer(_with_plain_digits(line)):
        first, second = int(match[1]), int(match[3])
        if len(match[1]) <= 2 and first != second and (first > 12) != (second > 12) and max(first, second) <= 31:
            yield first > 12


def _with_plain_digits(line: str) -> str:
    """The line with the digits of every script as 0 to 9, character by character."""
    if line.isascii():
        return line
    return "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in line)


def _numbered(line: str) -> Iterator[WrittenDay]:
    for pattern in _NUMBERED_MONTHS:
        for match in pattern.finditer(line):
            day = valid_day(int(match["y"]), int(match["m"]), int(match["d"]))
            if day is not None:
                yield WrittenDay(day, *match.span())


def _numeric(line: str, written: str, habits: Habits) -> Iterator[WrittenDay]:
    for match in _NUMERIC.finditer(line):
        parts = (match[1], match[3], match[4])
        days = _readings(
            parts, match[2].strip(), habits, persian=bool(_PERSIAN_DIGITS.search(written[slice(*match.span())]))
        )
        named = [day for day in days if day.weekday() in _weekdays_beside(line, match)]
        if days:
            yield WrittenDay((named or days)[0], match.start(), match.end(), sure=len(named or days) == 1)
    for match in _COMPACT.finditer(line):
        day = valid_day(*map(int, match.groups()))
        if day is not None:
            yield WrittenDay(day, *match.span())


def _weekdays_beside(line: str, match: re.Match[str]) -> frozenset[int]:
    """The weekdays named right before or behind figures."""
    beside = (
        line[max(0, match.start() - _WEEKDAY_REACH) : match.start()] + line[match.end() : match.end() + _WEEKDAY_REACH]
    )
    return frozenset(day for word in re.findall(r"[^\W\d_]+", beside) for day in weekdays_named(folded(word)))


def _readings(parts: tuple[str, str, str], mark: str, habits: Habits, *, persian: bool) -> list[date]:
    """The days that three numbers can be, likelier first."""
    first, second, third = map(int, parts)
    if len(parts[0]) >= 3:
        return _year_first(first, second, third, habits, persian=persian) if len(parts[2]) <= 2 else []
    if len(parts[2]) not in (2, 4):
        return []
    if third in _HIJRI_YEARS:
        return _year_first(third, second, first, habits, persian=persian)
    year = _full_year(parts[2])
    day_first, month_first = valid_day(year, second, first), valid_day(year, first, second)
    known = habits.day_first if mark != "." else True
    order = {True: [day_first], False: [month_first], None: [day_first, month_first]}[known]
    readable = [day for day in dict.fromkeys(order) if day is not None]
    return readable or [day for day in (day_first, month_first) if day is not None]


def _year_first(year: int, month: int, day: int, habits: Habits, *, persian: bool) -> list[date]:
    if year in _HIJRI_YEARS:
        solar = persian or bool(habits.languages & {"fa", "ps", "ckb"})
        found = _in_calendar(Calendar.SOLAR if solar else Calendar.LUNAR, year, month, day)
    else:
        found = valid_day(year - _BUDDHIST if "th" in habits.languages and year > 2400 else year, month, day)
    return [] if found is None or not 1000 <= year <= 2700 else [found]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    number: int | None


def _named(line: str, habits: Habits) -> Iterator[WrittenDay]:
    """Days with the month's name: '3 May 2021', 'May 3, 2021', '2018. július 2.'."""
    tokens = list(_tokens(line))
    for place in range(len(tokens)):
        for words in range(_MOST_TOKENS, 0, -1):
            month = _month_at(tokens, place, words, habits)
            if month is not None:
                found = _around(tokens, place, place + words, month, habits)
                if found is not None:
                    yield found
                break


def _tokens(line: str) -> Iterator[_Token]:
    """Numbers, words with their vowel signs, and single marks."""
    place = 0
    while place < len(line):
        end = place + 1
        kind = _kind(line[place])
        while kind and end < len(line) and _kind(line[end]) == kind:
            end += 1
        text = line[place:end]
        if not text.isspace():
            yield _Token(text, place, end, int(text) if kind == "number" and len(text) <= 4 else None)
        place = end


def _kind(mark: str) -> str:
    if mark.isdecimal():
        return "number"
    return "word" if mark.isalpha() or unicodedata.category(mark)[0] == "M" else ""


def _month_at(tokens: list[_Token], place: int, words: int, habits: Habits) -> Month | None:
    taken = tokens[place : place + words]
    if len(taken) < words or not taken[0].text[0].isalpha() or any(token.number is not None for token in taken):
        return None
    if words == _MOST_TOKENS:
        dotted = taken[1].text == "." and taken[2].text[0].isalpha()
        return month_named(folded("".join(token.text for token in taken)), habits.languages) if dotted else None
    return month_named(" ".join(folded(token.text) for token in taken), habits.languages, declined=words == 1)


def _around(tokens: list[_Token], start: int, end: int, month: Month, habits: Habits) -> WrittenDay | None:
    """The day whose month stands at tokens [start, end): day before and year behind, or both behind, or both before."""
    end = _behind_second_name(tokens, end, month, habits)
    before, behind = _number_before(tokens, start), _number_behind(tokens, end)
    if before is not None and tokens[before].number is not None and _is_day(tokens[before]):
        if behind is not None and _is_year(tokens[behind], beside_month=True):
            return _day(tokens[before], month, tokens[behind], habits)
        year = _number_before(tokens, before)
        if behind is None and year is not None and _is_year(tokens[year], beside_month=False):
            return _day(tokens[before], month, tokens[year], habits, tokens[end - 1])
        return _without_year(tokens[before], month, tokens[start:end], habits) if behind is None else None
    if behind is None or not _is_day(tokens[behind]):
        return None
    year = _number_behind(tokens, behind + 1)
    if year is not None and _is_year(tokens[year], beside_month=False):
        return _day(tokens[behind], month, tokens[year], habits, tokens[start])
    if before is not None and len(tokens[before].text) == 4:
        return _day(tokens[behind], month, tokens[before], habits)
    return _without_year(tokens[behind], month, tokens[start:end], habits)


def _behind_second_name(tokens: list[_Token], end: int, month: Month, habits: Habits) -> int:
    """Behind the same month's other name: '3 أيار/مايو 2021'."""
    if end < len(tokens) and tokens[end].text in "/-–(":
        for words in range(MOST_WORDS, 0, -1):
            second = _month_at(tokens, end + 1, words, habits)
            if second is not None and second.number == month.number:
                return end + 1 + words
    return end


def _number_behind(tokens: list[_Token], place: int) -> int | None:
    for here in range(place, min(place + _MOST_BETWEEN + 1, len(tokens))):
        if tokens[here].number is not None:
            return here
        if not _is_between(tokens[here]):
            return None
    return None


def _number_before(tokens: list[_Token], place: int) -> int | None:
    for here in range(place - 1, max(place - _MOST_BETWEEN - 2, -1), -1):
        if tokens[here].number is not None:
            return here
        if not _is_between(tokens[here]):
            return None
    return None


def _is_between(token: _Token) -> bool:
    return token.text in _MARKS or folded(token.text).strip(".") in _LINKS


def _is_day(token: _Token) -> bool:
    return token.number is not None and 1 <= token.number <= 31 and len(token.text) <= 2


def _is_year(token: _Token, *, beside_month: bool) -> bool:
    """Four figures, or two right behind the month ('3 Jan 90')."""
    return token.text.isdecimal() and len(token.text) in ((2, 4) if beside_month else (4,))


def _day(day: _Token, month: Month, year: _Token, habits: Habits, first: _Token | None = None) -> WrittenDay | None:
    number = _full_year(year.text)
    if (
        month.calendar is Calendar.GREGORIAN
        and (month.languages == {"th"} or "th" in habits.languages)
        and number > 2400
    ):
        number -= _BUDDHIST
    found = _in_calendar(month.calendar, number, month.number, day.number or 0)
    ends = [token for token in (day, year, first) if token is not None]
    start, end = min(token.start for token in ends), max(token.end for token in ends)
    return None if found is None else WrittenDay(found, start, end)


def _without_year(day: _Token, month: Month, name: list[_Token], habits: Habits) -> WrittenDay | None:
    if habits.year is None or month.calendar is not Calendar.GREGORIAN:
        return None
    found = valid_day(habits.year, month.number, day.number or 0)
    start, end = min(day.start, name[0].start), max(day.end, name[-1].end)
    return None if found is None else WrittenDay(found, start, end, sure=False)


def _in_calendar(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    if calendar is Calendar.GREGORIAN:
        return valid_day(year, month, day) if 1000 <= year <= 2700 else None
    if calendar is Calendar.ETHIOPIC:
        return _from_ethiopic(year, month, day)
    if year not in _HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return from_solar(year, month, day) if calendar is Calendar.SOLAR else from_lunar(year, month, day)


def _from_ethiopic(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of an Ethiopian one: months of thirty days, a leap day every fourth year."""
    if not 1900 <= year <= 2100 or not 1 <= day <= 30:
        return None
    return date.fromordinal(_ETHIOPIC_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else (1900 if year >= _CENTURY_PIVOT else 2000) + year
