"""The rows of a table as they stand in the file: CSV, TSV and their kin, or JSON lines.

In: a stream, and how many bytes a row may have. Out: Row by row its cells, its own bytes and its line; an
UnreadableReport in the place of a row that is none. Lines in another encoding than UTF-8 are read in the one that fits
them. Source: RFC 4180, and what spreadsheets write: semicolons, tabs, 'sep=;', UTF-16.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.errors import UnreadableReport
from onrecord.reports.encoding import MIXED, decode

DELIMITERS = ",;\t|"
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_RETURN = re.compile(rb"(?<=\r)(?!\n)")
_SEPARATOR = re.compile(r"sep=(.)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, the bytes it was read from, the line where it begins, counted from 1."""

    cells: tuple[str, ...]
    raw: bytes
    line: int
    warning: str | None = None
    """How it was decoded, where that is not UTF-8."""


class TableText:
    """A table's lines as text, one after the other; what was taken since the last row is kept as its bytes."""

    def __init__(self, stream: BinaryIO, name: str, most: int) -> None:
        """``stream`` is read from its start; raises UnreadableReport where it is UTF-16 and over ``most`` bytes."""
        self._name, self._most, self._size = name, most, 0
        self._taken: list[bytes] = []
        self._encoding: str | None = None
        self.line = 0
        """Lines taken so far."""
        self.warning: str | None = None
        """How the last line that is not UTF-8 was decoded."""
        stream.seek(0)
        mark = _UTF_16.get(stream.read(2))
        stream.seek(0)
        self._lines = self._narrow(stream) if mark is None else self._wide(stream, mark)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises UnreadableReport ('too_large') when the row that it is of grows over the limit."""
        raw, text = next(self._lines)
        self._size += len(raw)
        if self._size > self._most:
            message = f"the row there has more than {self._most:,} bytes, or a quotation mark is never closed; mend it"
            raise UnreadableReport(f"{self._name}, line {self.line}", "too_large", message)
        self._taken.append(raw)
        return text

    def row(self) -> bytes:
        """The bytes taken since this was last asked, without the line's end."""
        raw, self._size, self._taken = b"".join(self._taken), 0, []
        return raw.rstrip(b"\r\n")

    def _narrow(self, stream: BinaryIO) -> Iterator[tuple[bytes, str]]:
        """Lines in UTF-8, or where one is not, in the encoding that fits it and then all that are not."""
        while line := stream.readline(self._most + 2):
            for raw in _RETURN.split(line if self.line else line.removeprefix(b"\xef\xbb\xbf")):
                if raw:
                    self.line += 1
                    yield raw, self._text(raw)

    def _wide(self, stream: BinaryIO, mark: str) -> Iterator[tuple[bytes, str]]:
        data = stream.read(self._most + 1)
        if len(data) > self._most:
            message = f"is UTF-16 of more than {self._most:,} bytes; save it as UTF-8"
            raise UnreadableReport(self._name, "too_large", message)
        for text in io.StringIO(decode(data, self._name).text, newline=""):
            self.line += 1
            yield text.encode(mark, "surrogatepass"), text

    def _text(self, raw: bytes) -> str:
        for encoding in ("utf-8", self._encoding):
            if encoding is not None:
                try:
                    return raw.decode(encoding)
                except UnicodeDecodeError:
                    continue
        decoded = decode(raw, f"{self._name}, line {self.line}")
        self._encoding = None if decoded.encoding == MIXED else decoded.encoding
        self.warning = decoded.warning
        return decoded.text


def separator_in(line: str) -> str | None:
    """The mark that a spreadsheet names in a line before the header: 'sep=;'."""
    found = _SEPARATOR.match(line)
    return found.group(1) if found else None


def delimiter_of(lines: list[str]) -> str:
    """What parts the cells: the mark that cuts the most rows into as many cells as the header, and that into most."""

    def rank(mark: str) -> tuple[int, int]:
        try:
            header, *rest = [len(row) for row in csv.reader(lines, delimiter=mark)] or [0]
        except csv.Error:
            return -2, 0
        return (sum(count == header for count in rest) if header > 1 else -1), header

    return max(DELIMITERS, key=rank)


def csv_rows(text: TableText, delimiter: str, name: str) -> Iterator[Row]:
    """The rows of a CSV, empty ones left out. Raises UnreadableReport where no more can be told apart."""
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        start = text.line + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise UnreadableReport(
                f"{name}, line {start}", "broken", f"is no row of cells ({fault}); mend it"
            ) from None
        raw, warning, text.warning = text.row(), text.warning, text.warning
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(tuple(cells), raw, start, warning)


def json_rows(text: TableText, name: str) -> Iterator[tuple[dict[str, object], Row] | UnreadableReport]:
    """The objects of JSON lines; an UnreadableReport for a line that holds none."""
    for line in text:
        start, raw = text.line, text.row()
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield UnreadableReport(f"{name}, line {start}", "bad_json", "is no JSON; give one object a line")
            continue
        if isinstance(value, dict):
            yield value, Row((), raw, start, text.warning)
        else:
            yield UnreadableReport(f"{name}, line {start}", "bad_json", "is no JSON object; give one object a line")
