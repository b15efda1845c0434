"""What the user says about a source: its date, its country, its limits, and which kind of file it is.

In: options and the first bytes of a source. Out: frozen records that the other modules of this room read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """What the bytes of a source are."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about a source. None: not said; a JSONL line's own values come first."""

    published: date | None = None
    country: str | None = None
    """ISO 3166 alpha-2 code of where the report's events are likely to be."""
    title: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. Past a limit a source or a report is refused, never cut."""

    max_bytes: int = 50_000_000
    """Bytes of one source; of one line where a JSONL is read line by line."""
    max_report_chars: int = 2_000_000
    """Code points of one report's text: some 300,000 words, longer than any news report."""
    max_html_depth: int = 200
    """Elements inside elements; real news pages stay under 60. Deeper parts are read as if not nested."""
    max_html_elements: int = 20_000
    """Elements up to which the article is told from the rest of its page; of a larger page all paragraphs are read.
    News pages have 500 to 5,000. At the limit the worst page found takes 3 s, at three times as many 20 s."""
    max_pages: int = 2_000
    """Pages of one PDF."""
    max_pdf_seconds: float = 30.0
    """Time that reading one PDF may take: a page whose drawings call one another takes for ever."""


_SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}
SNIFFED_BYTES = 4096
"""Of a source's head, by which it is told what it is."""
_DOCUMENT = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html)\b", re.I)
_ELEMENT = re.compile(
    rb"\s*<(?:head|body|article|main|section|div|p|h1|meta|title|script|span|table)\b[^<>]{0,500}>", re.I
)
_JSON_OBJECT = re.compile(rb'\s*\{\s*(?:"|\})')


_NAMED = {*_SUFFIXES, ".txt"}


def has_own_kind(source: str) -> bool:
    """Whether a source's name says that it is a text, a page or JSON lines, and thus no container."""
    return PurePath(source).suffix.lower() in _NAMED


def kind_of(source: str, data: bytes) -> Kind:
    """Tell what a source is, by its name and its first 4096 bytes; text where nothing else fits.

    A web page saved as .txt is still a page; a .txt that starts with a brace is still text.
    """
    suffix = PurePath(source).suffix.lower()
    if suffix == ".pdf" or (suffix not in _NAMED and data.startswith(b"%PDF-")):
        return Kind.PDF
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = data[:SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    head = head.replace(b"\0", b"")
    if _DOCUMENT.match(head):
        return Kind.HTML
    if suffix == ".txt":
        return Kind.TEXT
    if _ELEMENT.match(head):
        return Kind.HTML
    return Kind.JSONL if _JSON_OBJECT.match(head) else Kind.TEXT
