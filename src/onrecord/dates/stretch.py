"""A stretch of days, and the arithmetic of weeks, months and years on it.

Comes in: days and counts. Goes out: ``Stretch``, first and last day, both inclusive, which knows its precision.
Knowledge: the proleptic Gregorian calendar of the standard library; weeks run from Monday to Sunday, as in UCDP GED.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model import DatePrecision


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``start`` to ``end``, both inclusive. Raises ValueError when reversed."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"stretch {self.start} to {self.end} is reversed: give the earlier day first")

    @property
    def precision(self) -> DatePrecision:
        """How exact the length is: 1 day, 2-6 range, 7 week, 8-31 month, up to half a year season, else year.

        Source: UCDP GED codebook 19.1, date_prec 1 to 5; the split of its class 5 into season and year is ours.
        """
        days = (self.end - self.start).days + 1
        for limit, precision in _LENGTHS:
            if days <= limit:
                return precision
        return DatePrecision.YEAR

    def until(self, last: date) -> Stretch:
        """The part up to and with ``last``; all of it where ``last`` lies before the start."""
        return Stretch(self.start, last) if self.start <= last < self.end else self

    def widened(self, days: int) -> Stretch:
        """The stretch with so many days more at either end."""
        return Stretch(self.start - timedelta(days), self.end + timedelta(days))


_LENGTHS = (
    (1, DatePrecision.DAY),
    (6, DatePrecision.RANGE),
    (7, DatePrecision.WEEK),
    (31, DatePrecision.MONTH),
    (184, DatePrecision.SEASON),
)


def one_day(day: date) -> Stretch:
    """Just this day."""
    return Stretch(day, day)


def days_before(day: date, first: int, last: int = 0) -> Stretch:
    """From ``first`` days before the day to ``last`` days before it: (R, 3, 1) is R-3 .. R-1."""
    return Stretch(day - timedelta(first), day - timedelta(last))


def week_of(day: date, *, shift: int = 0) -> Stretch:
    """Monday to Sunday of the day's week, moved by whole weeks."""
    monday = day - timedelta(day.weekday()) + timedelta(weeks=shift)
    return Stretch(monday, monday + timedelta(6))


def month_of(year: int, month: int) -> Stretch:
    """The whole month; ``month`` may lie outside 1 to 12 and then counts on into other years."""
    first = first_of_month(year, month)
    return Stretch(first, first_of_month(year, month + 1) - timedelta(1))


def first_of_month(year: int, month: int) -> date:
    """The first day of a month; ``month`` may lie outside 1 to 12."""
    years, index = divmod(month - 1, 12)
    return date(year + years, index + 1, 1)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months ago, or that month's last day where it has no such day."""
    whole = month_of(day.year, day.month - months)
    return min(whole.end, whole.start + timedelta(day.day - 1))


def year_of(year: int) -> Stretch:
    """1 January to 31 December."""
    return Stretch(date(year, 1, 1), date(year, 12, 31))


def valid_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
