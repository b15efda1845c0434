"""PDF to text, title and the day it was made.

In: the bytes of a PDF. Out: Pdf. PDFium reads it in a process of its own, bounded in time and memory: ten lines of PDF
can keep it busy for ever, or fill the memory, and nothing else could stop it. ``pdf_layout`` makes paragraphs of it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Limits
from onrecord.reports.pdf_layout import Line, lay_out
from onrecord.reports.steps import Conversion

EXTRACTION = Conversion("extract", "pypdfium2", version("pypdfium2"), "layout=onrecord")
"""The step from a PDF to its text."""
MOST_MEMORY = 1_500_000_000
"""Bytes that reading one PDF may take, where the system can hold a process to it."""
_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(
    r"\.(?:docx?|odt|pdf|indd|qxd|rtf|tex|pub)$|^(?:microsoft|untitled|\(|document\d*$|layout \d)", re.I
)
_MIN_WORDS = 3
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF's text in paragraphs with blank lines between, what its properties say, and what was left out."""

    text: str
    title: str | None
    created: date | None
    """The day on which the file was made: for a document saved again, long after it was published."""
    warnings: tuple[str, ...]


def read_pdf(data: bytes, where: str, limits: Limits) -> Pdf:
    """Read a PDF.

    Raises UnreadableReport: 'encrypted', 'broken', 'too_large' (pages or characters), 'too_slow' (time or memory),
    'no_text' (a scan).
    """
    properties, pages = _parsed(_run(data, where, limits), where, limits)
    layout = lay_out(pages)
    text = "\n\n".join(layout.paragraphs)
    if len(text.split()) < _MIN_WORDS:
        raise UnreadableReport(
            where,
            "no_text",
            f"holds no text on its {_counted(len(pages))}: a scan; run it through OCR (ocrmypdf) first",
        )
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    return Pdf(text, _title(properties), _created(properties), tuple(_warnings(empty, layout.left_out)))


def _warnings(empty: list[int], left_out: tuple[str, ...]) -> list[str]:
    found = []
    if empty:
        shown = ", ".join(map(str, empty[:_SHOWN])) + (" and others" if len(empty) > _SHOWN else "")
        found.append(f"no text on page {shown}: pictures, or scans to run through OCR")
    if left_out:
        shown = ", ".join(f"'{line[:60]}'" for line in left_out[:_SHOWN])
        found.append(f"left out as headers and footers: {shown}{' and others' if len(left_out) > _SHOWN else ''}")
    return found


def _run(data: bytes, where: str, limits: Limits) -> bytes:
    """What the program prints. Through files, since a pipe that fills up would hold both processes."""
    most = (limits.max_pages, limits.max_report_chars, max(1, round(limits.max_pdf_seconds)), MOST_MEMORY)
    command = [sys.executable, "-P", str(_PROGRAM), *map(str, most)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as printed:
        given.write(data)
        given.seek(0)
        try:
            ended = subprocess.run(
                command,
                stdin=given,
                stdout=printed,
                stderr=subprocess.DEVNULL,
                timeout=limits.max_pdf_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _too_slow(where, f"takes more than {limits.max_pdf_seconds:g} seconds") from None
        if ended.returncode != 0:
            raise _too_slow(where, "takes too much time or memory, or stops PDFium")
        return _all_of(printed)


def _all_of(printed: IO[bytes]) -> bytes:
    printed.seek(0)
    return printed.read()


def _parsed(printed: bytes, where: str, limits: Limits) -> tuple[dict[str, Any], list[list[Line]]]:
    head, *rest = [json.loads(line) for line in printed.splitlines()]
    for value in (head, *rest[-1:]):
        if isinstance(value, dict) and "error" in value:
            raise _refused(value, where, limits)
    return head["properties"], [[Line(*row) for row in page] for page in rest]


def _refused(said: dict[str, Any], where: str, limits: Limits) -> UnreadableReport:
    if said["error"] == "encrypted":
        return UnreadableReport(where, "encrypted", "is locked with a password; save a copy without one")
    if said["error"] == "pages":
        return UnreadableReport(
            where,
            "too_large",
            f"has {said['pages']:,} pages; the limit is {limits.max_pages:,}; split it into its reports",
        )
    if said["error"] == "chars":
        return UnreadableReport(
            where, "too_large", f"has more than {limits.max_report_chars:,} characters; split it into its reports"
        )
    return UnreadableReport(where, "broken", "is no whole PDF; get it again, or save its text as .txt")


def _too_slow(where: str, what: str) -> UnreadableReport:
    return UnreadableReport(where, "too_slow", f"{what}: a damaged PDF, or an attack; save its text as .txt")


def _title(properties: dict[str, Any]) -> str | None:
    words = " ".join(str(properties.get("Title") or "").split())
    return None if _NO_TITLE.search(words) or len(words.split()) < _MIN_WORDS else words


def _created(properties: dict[str, Any]) -> date | None:
    found = _DAY.match(str(properties.get("CreationDate") or ""))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _counted(pages: int) -> str:
    return "page" if pages == 1 else f"{pages} pages"
