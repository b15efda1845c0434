"""Days in a table's column: '2017-02-14', '14 February 2017', and '14/02/2017' by the order that the column shows.

In: all the words of a column, then one cell. Out: Order, then a day, or why there is none. 03/04/2017 is the third of
April or the fourth of March: the other cells tell, where one has a number over 12, and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from onrecord.reports.feed_entries import written_day

_NUMERIC = re.compile(r"\s*(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?:[T,\s].{0,40})?\s*$")
_YEAR_FIRST = re.compile(r"\s*(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})(?:[T,\s].{0,40})?\s*$")
_CENTURY_PIVOT = 69
"""Two-digit years from 69 on are of the 1900s. Source: POSIX strptime, %y."""


class Order(StrEnum):
    """In which order a column writes day and month in figures."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNTOLD = "untold"
    MIXED = "mixed"


def order_of(cells: Iterable[str]) -> Order:
    """The order that all cells of a column allow."""
    is_day_first = is_month_first = False
    for cell in cells:
        found = _NUMERIC.match(cell)
        if found is not None:
            is_day_first |= int(found.group(1)) > 12
            is_month_first |= int(found.group(2)) > 12
    if is_day_first and is_month_first:
        return Order.MIXED
    if is_day_first or is_month_first:
        return Order.DAY_FIRST if is_day_first else Order.MONTH_FIRST
    return Order.UNTOLD


def day_in_cell(cell: str, order: Order) -> tuple[date | None, str | None]:
    """The day of a cell, or None and a warning that says why; neither for an empty cell."""
    if not cell.strip():
        return None, None
    found = _NUMERIC.match(cell)
    if found is None:
        year_first = _YEAR_FIRST.match(cell)
        day = _date(*map(int, year_first.groups())) if year_first else written_day(cell.strip())
        return day, None if day is not None else f"date '{cell.strip()[:40]}' is no day; it is not used"
    first, second, year = int(found.group(1)), int(found.group(2)), _full(found.group(3))
    if order in (Order.UNTOLD, Order.MIXED) and first != second:
        why = "nothing in its column tells" if order is Order.UNTOLD else "its column has both orders"
        return None, f"date '{cell.strip()[:40]}' may be day or month first, {why}: not used; write it as YYYY-MM-DD"
    day = _date(year, first, second) if order is Order.MONTH_FIRST else _date(year, second, first)
    return day, None if day is not None else f"date '{cell.strip()[:40]}' is no day; it is not used"


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _CENTURY_PIVOT else 2000)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
