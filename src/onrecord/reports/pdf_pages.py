"""The lines of a PDF, each with its box: run as a program of its own, since PDFium cannot be stopped from within.

In: the PDF on standard input; pages, characters, seconds and bytes of memory that it may take as arguments. Out, one
JSON value a line: the properties, then for each page its lines [text, left, bottom, right, top] in points, in the order
in which they are drawn; or {"error": code} and nothing after it. Imports nothing of Onrecord: it has to start at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD."""
MOST_BYTES_OUT = 64_000_000
GAP = 1.2
"""Heights of a line between two words, from which on they stand in two columns or cells: word spaces stay under 1."""
Row = list[Any]


def main() -> None:
    """Read standard input, write standard output."""
    most_pages, most_chars, seconds, memory = map(int, sys.argv[1:5])
    _bound(seconds, memory)
    out = sys.stdout
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        pages = len(document)
    except pypdfium2.PdfiumError as fault:
        code = getattr(fault, "err_code", None)
        out.write(json.dumps({"error": "encrypted" if code == PASSWORD_ERROR else "broken"}) + "\n")
        return
    if pages > most_pages:
        out.write(json.dumps({"error": "pages", "pages": pages}) + "\n")
        return
    out.write(json.dumps({"properties": document.get_metadata_dict(), "pages": pages}) + "\n")
    chars = written = 0
    for number in range(pages):
        rows = list(_rows(document, number, most_chars - chars))
        chars += sum(len(row[0]) for row in rows)
        line = json.dumps(rows) + "\n"
        written += len(line)
        if chars >= most_chars or written > MOST_BYTES_OUT:
            out.write(json.dumps({"error": "chars"}) + "\n")
            return
        out.write(line)


def _bound(seconds: int, memory: int) -> None:
    """Have the system stop this program when it takes too much, where the system can."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - not on Windows

        for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def _rows(document: Any, number: int, most_chars: int) -> Iterator[Row]:
    """The lines of a page, cut where a gap parts columns; a page that can't be read has none."""
    try:
        text = document[number].get_textpage()
    except pypdfium2.PdfiumError:
        return
    line = _Line()
    for index in range(min(text.count_chars(), most_chars)):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if code in (10, 13):
            yield from line.ended()
            continue
        box = _box(text, index)
        if box is not None and not chr(code).isspace() and line.is_far(box):
            yield from line.ended()
        line.add(code, box, text, index)
    yield from line.ended()


class _Line:
    """A line while it is read."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._box: list[float] = []

    def is_far(self, box: list[float]) -> bool:
        """Whether a character stands in another column than the line so far."""
        if not self._box:
            return False
        height = self._box[3] - self._box[1]
        return box[0] - self._box[2] > GAP * height or box[2] < self._box[0]

    def add(self, code: int, box: list[float] | None, text: Any, index: int) -> None:
        """Take a character; a hyphen that PDFium marks at a line's end is given as a soft hyphen."""
        if code == 2:
            code = 0xAD
        character = chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        self._words.append(character)
        if not character.strip() or box is None:
            return
        if not self._box:
            bottom, top = _heights(text, index, box)
            self._box = [box[0], bottom, box[2], top]
        self._box[0], self._box[2] = min(self._box[0], box[0]), max(self._box[2], box[2])

    def ended(self) -> Iterator[Row]:
        """The line, if there is one; the next one begins."""
        words = " ".join("".join(self._words).split())
        if words and self._box:
            yield [words, *(round(edge, 2) for edge in self._box)]
        self._words, self._box = [], []


def _box(text: Any, index: int) -> list[float] | None:
    """A character's left, bottom, right and top."""
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    if not pdfium.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top):
        return None
    return [left.value, bottom.value, right.value, top.value]


def _heights(text: Any, index: int, box: list[float]) -> tuple[float, float]:
    """The bottom and top of a character's line, by its font; of its drawing where the font says nothing."""
    loose = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(text.raw, index, loose) and loose.top > loose.bottom:
        return loose.bottom, loose.top
    return box[1], box[3]


if __name__ == "__main__":
    main()
