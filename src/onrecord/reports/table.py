"""Tables: CSV, TSV and mapped JSON lines to an item a row.

In: a seekable stream, and the user's word on columns. Out: an Item for each row with words in it, dated by the row
where its date can be read; how the table was read is said once. A table is read twice: its dates tell their order only
together.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Kind, Limits, has_own_kind, kind_of
from onrecord.reports.items import Item, Origin
from onrecord.reports.table_columns import EVIDENT, Columns, placed
from onrecord.reports.table_days import Order, day_in_cell, order_of
from onrecord.reports.table_rows import DELIMITERS, Row, TableText, csv_rows, delimiter_of, json_rows, separator_in

Say = Callable[[str], None]
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_JSON_SUFFIXES = (".jsonl", ".ndjson")
_SNIFFED_LINES = 20
_MOST_NAMES = 1_000
"""Keys of JSON lines that are looked at for columns."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a table is read: which column holds what, and in which order its dates are."""

    columns: dict[str, int]
    names: tuple[str, ...]
    order: Order

    def said(self) -> str:
        """The same for the user."""
        pairs = ",".join(f"{field}={self.names[place]}" for field, place in self.columns.items())
        told = self.order in (Order.DAY_FIRST, Order.MONTH_FIRST)
        return f"read with --map {pairs}" + (f"; its dates are {self.order}" if told else "")


class TableReader:
    """Tables as a container. With ``columns`` given, JSON lines are read by them too."""

    name = "table"
    seeks = True

    def __init__(self, columns: Columns = (), say: Say | None = None) -> None:
        self._columns, self._say = columns, say

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is a table, by its name, or by a first line with a column that is evidently a report's words."""
        suffix = PurePath(name).suffix.lower()
        if suffix in (".csv", ".tsv"):
            return True
        if self._columns and (suffix in _JSON_SUFFIXES or kind_of(name, head) is Kind.JSONL):
            return True
        return not has_own_kind(name) and not suffix and self._has_header(head)

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """An item a row."""
        before = csv.field_size_limit(limits.max_bytes)
        try:
            if PurePath(name).suffix.lower() in _JSON_SUFFIXES or stream.read(1) == b"{":
                yield from self._json_items(stream, name, limits)
            else:
                yield from self._csv_items(stream, name, limits)
        except UnreadableReport as fault:
            yield fault
        finally:
            csv.field_size_limit(before)

    def _has_header(self, head: bytes) -> bool:
        line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[0].decode("utf-8", "replace").strip().casefold()
        wanted = {*EVIDENT["text"], *EVIDENT["html"], *(name.casefold() for _, name in self._columns)}
        return any(
            len(cells := {cell.strip(' "') for cell in line.split(mark)}) > 1 and wanted & cells for mark in DELIMITERS
        )

    def _csv_items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        first = list(itertools.islice(TableText(stream, name, limits.max_bytes), _SNIFFED_LINES))
        separator = separator_in(first[0]) if first else None
        delimiter = separator or delimiter_of(first)

        def rows() -> Iterator[Row]:
            text = TableText(stream, name, limits.max_bytes)
            if separator:
                next(text)
                text.row()
            return csv_rows(text, delimiter, name)

        header = next(rows(), None)
        if header is None:
            raise UnreadableReport(name, "empty", "is a table without a header; check that it was saved whole")
        columns = placed(header.cells, self._columns, name)
        plan = self._planned(header.cells, columns, (row.cells for row in itertools.islice(rows(), 1, None)), name)
        for row in itertools.islice(rows(), 1, None):
            extra = len(row.cells) > len(header.cells) and any(cell.strip() for cell in row.cells[len(header.cells) :])
            yield _item(row, plan, name, ("the row has more cells than the header",) if extra else ())

    def _json_items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        def objects() -> Iterator[tuple[dict[str, object], Row] | UnreadableReport]:
            return json_rows(TableText(stream, name, limits.max_bytes), name)

        keys: dict[str, None] = {}
        for found in objects():
            if not isinstance(found, UnreadableReport) and len(keys) < _MOST_NAMES:
                keys.update(dict.fromkeys(found[0]))
        names = tuple(keys)
        columns = placed(names, self._columns, name)
        known = (found[0] for found in objects() if not isinstance(found, UnreadableReport))
        plan = self._planned(names, columns, (_cells(one, names) for one in known), name)
        for found in objects():
            if isinstance(found, UnreadableReport):
                yield found
            else:
                row = Row(_cells(found[0], names), found[1].raw, found[1].line, found[1].warning)
                yield _item(row, plan, name, ())

    def _planned(
        self, names: tuple[str, ...], columns: dict[str, int], rows: Iterator[tuple[str, ...]], name: str
    ) -> _Plan:
        place = columns.get("published")
        order = Order.UNTOLD if place is None else order_of(cells[place] for cells in rows if len(cells) > place)
        plan = _Plan(columns, names, order)
        if self._say is not None:
            self._say(f"{name}: {plan.said()}")
        return plan


def _item(row: Row, plan: _Plan, name: str, warnings: tuple[str, ...]) -> Item | UnreadableReport:
    where = f"{name}, line {row.line}"
    html, text = _cell(row, plan, "html"), _cell(row, plan, "text", keep=True)
    body = text if text.strip() else html
    if not body.strip():
        column = plan.names[plan.columns.get("text", plan.columns.get("html", 0))]
        return UnreadableReport(
            where, "missing", f"its column '{column[:60]}' is empty", _cell(row, plan, "id") or None
        )
    is_page = body is html or kind_of("", body[:4096].encode("utf-8", "replace")) is Kind.HTML
    day, why = day_in_cell(_cell(row, plan, "published"), plan.order)
    country, odd = _country(_cell(row, plan, "country"))
    origin = Origin(
        url=_cell(row, plan, "url") or None,
        id=_cell(row, plan, "id") or None,
        title=_cell(row, plan, "title") or None,
        outlet=_cell(row, plan, "outlet") or None,
        byline=_cell(row, plan, "byline") or None,
        country=country,
        published=day,
        dated_by="table",
        charset="utf-8",
        warnings=tuple(warning for warning in (row.warning, *warnings, why, odd) if warning),
    )
    kind = Kind.HTML if is_page else Kind.TEXT
    return Item(row.raw, where, kind, origin, body=body.encode("utf-8", "replace"))


def _cell(row: Row, plan: _Plan, field: str, *, keep: bool = False) -> str:
    """A field's words on one line, or as they stand; '' where there are none."""
    place = plan.columns.get(field)
    words = row.cells[place] if place is not None and place < len(row.cells) else ""
    return words if keep or field == "html" else " ".join(words.split())


def _country(words: str) -> tuple[str | None, str | None]:
    if not words:
        return None, None
    if _COUNTRY.fullmatch(words):
        return words.upper(), None
    return None, f"country '{words[:40]}' is no ISO 3166 code of two letters; it is not used"


def _cells(fields: dict[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_words(fields.get(name)) for name in names)


def _words(value: object) -> str:
    """A JSON value as a cell: a list of paragraphs with blank lines between; '' for an object."""
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return "" if value is None or isinstance(value, dict) else str(value)
