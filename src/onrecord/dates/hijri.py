"""Days of the Islamic calendars: '15 Ramadan 1438', 'during Ramadan', '12 Aqrab 1396', 'the first day of Eid al-Fitr'.

Comes in: a match at a month's or feast's name or at a number. Goes out: an atom; lunar days are a day uncertain at
either side, since months begin when the moon is seen. Knowledge: the tabular Islamic calendar (30-year cycle with
eleven leap years, civil epoch 16 July 622 Julian) and the solar Hijri calendar of Iran and Afghanistan by its 33-year
cycle, which agrees with the observed equinox from 1800 to 2100. Names such as Ramadan, Rajab and Asad are also
people's: they need a day and a year, or 'the month of'.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.dates.calendar_days import SLACK_DAYS
from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind
from onrecord.dates.stretch import Stretch, one_day
from onrecord.dates.words import DAY_NUMBER, END, ORDINALS, S, either, number, pattern

LUNAR: dict[str, int] = {
    "muharram": 1,
    "safar": 2,
    "rabi al-awwal": 3,
    "rabi al-awal": 3,
    "rabi i": 3,
    "rabi al-thani": 4,
    "rabi al-akhir": 4,
    "rabi ii": 4,
    "jumada al-awwal": 5,
    "jumada al-ula": 5,
    "jumada i": 5,
    "jumada al-thani": 6,
    "jumada al-akhirah": 6,
    "jumada ii": 6,
    "rajab": 7,
    "shaaban": 8,
    "shaban": 8,
    "sha'ban": 8,
    "ramadan": 9,
    "ramadhan": 9,
    "ramazan": 9,
    "shawwal": 10,
    "shawal": 10,
    "dhu al-qidah": 11,
    "dhul qadah": 11,
    "dhul-qadah": 11,
    "zulqada": 11,
    "dhu al-hijjah": 12,
    "dhul hijjah": 12,
    "dhul-hijjah": 12,
    "dhul hijja": 12,
    "zulhijja": 12,
}
SOLAR: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("farvardin", "hamal"),
            ("ordibehesht", "sawr", "saur"),
            ("khordad", "jawza"),
            ("tir", "saratan"),
            ("mordad", "asad"),
            ("shahrivar", "sonbola", "sunbula"),
            ("mehr", "mizan"),
            ("aban", "aqrab"),
            ("azar", "qaws"),
            ("dey", "jadi"),
            ("bahman", "dalw"),
            ("esfand", "hut"),
        ),
        start=1,
    )
    for name in names
}
FEASTS: dict[str, tuple[int, int, int]] = {
    "eid al-fitr": (10, 1, 3),
    "eid ul-fitr": (10, 1, 3),
    "eid-ul-fitr": (10, 1, 3),
    "eid al-adha": (12, 10, 4),
    "eid ul-adha": (12, 10, 4),
    "eid-ul-adha": (12, 10, 4),
    "ashura": (1, 10, 1),
    "ashoura": (1, 10, 1),
    "arbaeen": (2, 20, 1),
    "arbain": (2, 20, 1),
    "prophet muhammad's birthday": (3, 12, 1),
    "prophet's birthday": (3, 12, 1),
    "mawlid": (3, 12, 1),
}
"""Lunar month, first day, length in days."""

_YEAR = r"(?P<year>1[34]\d\d)"
_LUNAR_DAY = pattern(rf"(?:the{S})?(?P<day>{DAY_NUMBER}){S}(?:of{S})?(?P<month>{either(LUNAR)}){END},?{S}{_YEAR}{END}")
_SOLAR_DAY = pattern(
    rf"(?:the{S})?(?P<day>{DAY_NUMBER}){S}(?:of{S})?(?P<month>{either(SOLAR)}){END}(?:,?{S}{_YEAR}{END})?"
)
_MONTH = pattern(
    rf"(?P<of>(?:holy{S}|fasting{S})?month{S}of{S})?(?P<month>{either(LUNAR)}){END}(?:,?{S}(?:{_YEAR}|(?P<greg>20\d\d|19\d\d)){END})?"
)
_FEAST = pattern(
    rf"(?:(?P<nth>first|second|third|fourth|last){S}day{S}of{S})?(?:the{S})?(?P<feast>{either(FEASTS)}){END}(?:,?{S}(?P<greg>(?:19|20)\d\d){END})?"
)
_IN_BEFORE = re.compile(
    r"\b(?:in|during|throughout|since|before|on|until|at|of|last|this)\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE
)

_ISLAMIC_EPOCH = 227_014
_SOLAR_EPOCH = 226_894


def from_lunar(year: int, month: int, day: int) -> date:
    """The Gregorian day of a tabular Islamic date. Raises ValueError or OverflowError outside the years 1 to 9999."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_ISLAMIC_EPOCH + before + day)


def from_solar(year: int, month: int, day: int) -> date:
    """The Gregorian day of a solar Hijri date: six months of 31 days, five of 30, one of 29 or 30."""
    before = 365 * (year - 1) + (8 * year + 21) // 33
    days = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return date.fromordinal(_SOLAR_EPOCH + before + days + day)


def lunar_month(year: int, month: int) -> Stretch:
    """First to last day of a lunar month, as the table has it."""
    after = from_lunar(year + month // 12, month % 12 + 1, 1)
    return Stretch(from_lunar(year, month, 1), after - timedelta(1))


def lunar_year_at(day: date) -> int:
    """The Islamic year that the day falls in, by the table."""
    year = (day.toordinal() - _ISLAMIC_EPOCH) * 30 // 10631 + 2
    while year > 1 and from_lunar(year, 1, 1) > day:
        year -= 1
    return year


def _read_lunar_day(m: re.Match[str]) -> Atom | None:
    day, month, year = number(m["day"]), LUNAR[m["month"].lower()], int(m["year"])
    if not 1 <= day <= 30:
        return None
    days = one_day(from_lunar(year, month, day)).widened(1)
    return Atom(m.start(), m.end(), TimeKind.RANGE, "dates.hijri_lunar", lambda _: days, CountsFrom.NOTHING, 0.8)


def _read_solar_day(m: re.Match[str]) -> Atom | None:
    day, month = number(m["day"]), SOLAR[m["month"].lower()]
    if not 1 <= day <= (31 if month <= 6 else 30) or not m["month"][0].isupper():
        return None
    if m["year"] is None:
        return _solar_day_without_year(m, month, day)
    year = int(m["year"])
    days = one_day(from_solar(year, month, day))
    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.hijri_solar", lambda _: days, CountsFrom.NOTHING, 0.9)


def _solar_day_without_year(m: re.Match[str], month: int, day: int) -> Atom:
    """'22 Bahman': the latest one not after the report."""

    def resolve(anchors: Anchors) -> Stretch:
        year = anchors.report.year - 621
        days = (from_solar(given, month, day) for given in (year, year - 1, year - 2))
        return one_day(next(there for there in days if (there - anchors.report).days <= SLACK_DAYS))

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.hijri_solar", resolve, confidence=0.7, floating=True)


def _last_begun(last: date, month: int, first: int, length: int, slack: int) -> Stretch:
    """The lunar days of that kind that began last before ``last``, or begin within ``slack`` days of it."""
    year = lunar_year_at(last)
    starts = [from_lunar(given, month, first) for given in (year + 1, year, year - 1)]
    start = next((there for there in starts if (there - last).days <= slack), starts[-1])
    return Stretch(start, start + timedelta(length - 1))


def _read_month(m: re.Match[str]) -> Atom | None:
    """'Ramadan 1438', 'during Ramadan', 'the month of Muharram'; not 'Ramadan Shallah' nor a bare 'Rajab'."""
    name, month = m["month"], LUNAR[m["month"].lower()]
    if not name[0].isupper():
        return None
    if m["year"]:
        days = lunar_month(int(m["year"]), month)
        return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.hijri_lunar", lambda _: days, CountsFrom.NOTHING, 0.8)
    greg = int(m["greg"]) if m["greg"] else None
    before = m.string[max(0, m.start() - 14) : m.start()]
    named = re.match(r"\s{1,3}[A-Z][a-z]", m.string[m.end() : m.end() + 5])
    if not (m["of"] or greg or (month in (1, 9) and _IN_BEFORE.search(before) and not named)):
        return None

    def resolve(anchors: Anchors) -> Stretch:
        last = anchors.report if greg is None else date(greg, 12, 31)
        days = _last_begun(last, month, 1, 30, 0 if greg else SLACK_DAYS)
        return days if greg else days.until(last)

    counts_from = CountsFrom.NOTHING if greg else CountsFrom.REPORT
    return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.hijri_lunar", resolve, counts_from, 0.6)


def _read_feast(m: re.Match[str]) -> Atom | None:
    month, first, length = FEASTS[m["feast"].lower()]
    greg = int(m["greg"]) if m["greg"] else None
    nth = (m["nth"] or "").lower()
    before = m.string[max(0, m.start() - 14) : m.start()]
    if not (nth or greg or _IN_BEFORE.search(before)):
        return None
    if nth:
        first, length = first + (length - 1 if nth == "last" else ORDINALS[nth] - 1), 1

    def resolve(anchors: Anchors) -> Stretch:
        last = anchors.report if greg is None else date(greg, 12, 31)
        days = _last_begun(last, month, first, length, 0 if greg else SLACK_DAYS).widened(1)
        return days if greg else days.until(last)

    counts_from = CountsFrom.NOTHING if greg else CountsFrom.REPORT
    return Atom(m.start(), m.end(), TimeKind.RANGE, "dates.islamic_feast", resolve, counts_from, 0.6)


def _first_words(names: dict[str, object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.split(r"[\s'-]", name)[0] for name in names))


_LUNAR_WORDS = _first_words(dict(LUNAR))

RULES = (
    Rule(("#", "the", *ORDINALS), _LUNAR_DAY, _read_lunar_day),
    Rule(("#", "the", *ORDINALS), _SOLAR_DAY, _read_solar_day),
    Rule(("holy", "fasting", "month", *_LUNAR_WORDS), _MONTH, _read_month),
    Rule(("first", "second", "third", "fourth", "last", *_first_words(dict(FEASTS))), _FEAST, _read_feast),
)
