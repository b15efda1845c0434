"""Times told by their place in a longer one: 'the last Friday of May', 'the second week of June', 'Q4 2014'.

Comes in: a match at an ordinal, at 'in', 'on' or 'the' before one, at a quarter or at 'before last'. Goes out: an atom.
Knowledge: English usage; 'first week of August' is 1-7 August (UCDP GED codebook 19.1, date_prec 3) and its further
weeks run on from there, the last being the last seven days. Quarters and halves are those of the calendar year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.dates.months_years import in_stated_or_nearest_year, year_of_month
from onrecord.dates.phrases import Atom, CountsFrom, Rule, TimeKind
from onrecord.dates.stretch import Stretch, month_of, one_day, week_of, year_of
from onrecord.dates.words import (
    ANY_MONTH,
    DASH,
    END,
    MONTH,
    WEEKDAYS,
    S,
    either,
    is_written_as_month,
    month_number,
    pattern,
)

_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": 0, "final": 0, "latter": 0}
_TO_IT = rf"(?:(?:in|on|during|over){S})?(?:the{S})?"
_YEAR = rf"(?:,?{S}(?:of{S}|in{S})?(?:(?P<year>(?:19|20)\d\d){END}|(?P<near>this|last){S}year{END}))?"

_OF_MONTH = pattern(
    rf"{_TO_IT}(?P<nth>{either(_ORDER)}){S}(?P<what>day|days|week|weekend|half|{either(WEEKDAYS)}){S}(?:of|in){S}",
    rf"(?P<month>{MONTH}){_YEAR}",
)
_OF_YEAR = pattern(rf"{_TO_IT}(?P<nth>first|last|final){S}day{S}of{S}(?:the{S}year|(?P<year>(?:19|20)\d\d)){END}")
_QUARTER = pattern(
    rf"(?:{_TO_IT}(?P<which>last|previous){S}quarter{END}(?!{S}of)|q(?P<nth>[1-4]){S}(?:of{S})?(?P<year>(?:19|20)\d\d){END})"
)
_BEFORE_LAST = pattern(rf"(?:the{S})?(?P<unit>night|week|weekend|month|year){S}before{S}last{END}(?!{S}\w)")
_MONTHS = pattern(
    rf"(?P<from>{MONTH})(?:{S})?(?:{DASH}|to{END}|and{END})(?:{S})?(?P<to>{MONTH}),?{S}(?P<year>(?:19|20)\d\d){END}"
)


def _read_of_month(m: re.Match[str]) -> Atom | None:
    if not is_written_as_month(m["month"]):
        return None
    month, nth, what = month_number(m["month"]), _ORDER[m["nth"].lower()], m["what"].lower()
    year, near = int(m["year"]) if m["year"] else None, (m["near"] or "").lower()
    days = _part_of_month(what, nth)
    if days is None:
        return None
    kind = TimeKind.DAY if what == "day" or what in WEEKDAYS else TimeKind.PERIOD
    rule = {"week": "dates.ucdp.week_of_month"}.get(what, "dates.part_of_month")

    def of(given: int) -> Stretch:
        return days(month_of(given, month))

    return in_stated_or_nearest_year(m, rule, year, of, lambda a: year_of_month(month, "", near, a), kind=kind)


def _part_of_month(what: str, nth: int) -> Callable[[Stretch], Stretch] | None:
    """The n-th day, days, week, weekend, half or weekday of a month; 0 is the last. None for what no month has."""
    if what == "half":
        return {1: _first_half, 2: _second_half, 0: _second_half}.get(nth)
    if what == "week":
        return lambda whole: _seven_days(whole, nth)
    if what == "days":
        return {1: lambda whole: _seven_days(whole, 1), 0: lambda whole: _seven_days(whole, 0)}.get(nth)
    if what == "day":
        return {
            1: lambda whole: one_day(whole.start),
            0: lambda whole: one_day(whole.end),
        }.get(nth)
    if what == "weekend":
        return lambda whole: _weekend(whole, nth)
    return lambda whole: one_day(_weekday(whole, WEEKDAYS[what], nth))


def _first_half(month: Stretch) -> Stretch:
    return Stretch(month.start, month.start.replace(day=15))


def _second_half(month: Stretch) -> Stretch:
    return Stretch(month.start.replace(day=16), month.end)


def _seven_days(month: Stretch, nth: int) -> Stretch:
    first = month.start + timedelta(7 * (nth - 1)) if nth else month.end - timedelta(6)
    return Stretch(first, first + timedelta(6)).until(month.end)


def _weekday(month: Stretch, weekday: int, nth: int) -> date:
    """The n-th such weekday of a month. Raises ValueError where the month has no fifth."""
    if not nth:
        return month.end - timedelta((month.end.weekday() - weekday) % 7)
    found = month.start + timedelta((weekday - month.start.weekday()) % 7 + 7 * (nth - 1))
    if found > month.end:
        raise ValueError(f"{month.start:%B %Y} has no weekday {weekday} number {nth}")
    return found


def _weekend(month: Stretch, nth: int) -> Stretch:
    saturday = _weekday(month, WEEKDAYS["saturday"], nth)
    return Stretch(saturday, saturday + timedelta(1))


def _read_of_year(m: re.Match[str]) -> Atom:
    first = m["nth"].lower() == "first"

    def day_of(year: int) -> Stretch:
        return one_day(date(year, 1, 1) if first else date(year, 12, 31))

    if m["year"]:
        days = day_of(int(m["year"]))
        return Atom(m.start(), m.end(), TimeKind.DAY, "dates.part_of_year", lambda _: days, CountsFrom.NOTHING, 0.9)

    def last_met(report: date) -> Stretch:
        days = day_of(report.year)
        return days if days.start <= report else day_of(report.year - 1)

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.part_of_year", lambda a: last_met(a.report), confidence=0.8)


def quarter_of(year: int, quarter: int) -> Stretch:
    """A quarter of the calendar year; ``quarter`` may lie outside 1 to 4 and then counts on into other years."""
    return Stretch(month_of(year, 3 * quarter - 2).start, month_of(year, 3 * quarter).end)


def _read_quarter(m: re.Match[str]) -> Atom:
    if m["year"]:
        days = quarter_of(int(m["year"]), int(m["nth"]))
        return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.quarter", lambda _: days, CountsFrom.NOTHING, 0.95)

    def before(report: date) -> Stretch:
        return quarter_of(report.year, (report.month - 1) // 3)

    return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.quarter", lambda a: before(a.report), confidence=0.7)


def _read_before_last(m: re.Match[str]) -> Atom:
    """'The week before last': one further back than the last."""
    unit = m["unit"].lower()

    def resolve(report: date) -> Stretch:
        if unit == "night":
            return one_day(report - timedelta(2))
        if unit == "week":
            return week_of(report, shift=-2)
        if unit == "weekend":
            sunday = week_of(report, shift=-2).end
            return Stretch(sunday - timedelta(1), sunday)
        return month_of(report.year, report.month - 2) if unit == "month" else year_of(report.year - 2)

    kind = TimeKind.DAY if unit == "night" else TimeKind.PERIOD
    return Atom(m.start(), m.end(), kind, "dates.before_last", lambda a: resolve(a.report), confidence=0.8)


def _read_months(m: re.Match[str]) -> Atom | None:
    """'May-June 2014', 'November and December 2015'."""
    if not (is_written_as_month(m["from"]) and is_written_as_month(m["to"])):
        return None
    first, last, year = month_number(m["from"]), month_number(m["to"]), int(m["year"])
    days = Stretch(month_of(year - (first > last), first).start, month_of(year, last).end)
    return Atom(m.start(), m.end(), TimeKind.RANGE, "dates.from_to", lambda _: days, CountsFrom.NOTHING, 0.95)


_ORDER_WORDS = ("in", "on", "during", "over", "the", *_ORDER)

RULES = (
    Rule(_ORDER_WORDS, _OF_MONTH, _read_of_month),
    Rule(_ORDER_WORDS, _OF_YEAR, _read_of_year),
    Rule(("in", "during", "over", "the", "last", "previous", "q1", "q2", "q3", "q4"), _QUARTER, _read_quarter),
    Rule(("the", "night", "week", "weekend", "month", "year"), _BEFORE_LAST, _read_before_last),
    Rule(tuple(ANY_MONTH), _MONTHS, _read_months),
)
