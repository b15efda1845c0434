"""What is common to feeds of every kind: the entry, and how feeds write days, lines and addresses."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate

from onrecord.errors import UnreadableReport
from onrecord.reports.page_dates import stated_day

MAX_ENTRIES = 10_000
"""Of one feed: real ones list 10 to 500."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may have."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; None where it says nothing. Days are as written, in the feed's own time zone."""

    url: str | None
    title: str | None
    published: date | None
    updated: date | None
    id: str | None
    """The entry's guid or id: the outlet's, stable over edits, often an address."""
    html: str | None
    """Its content, or its summary where it has none, as HTML."""
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries in its own order."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def written_day(words: str) -> date | None:
    """The day of 'Tue, 14 Feb 2017 23:30:00 +0200' or '2017-02-14T23:30:00+02:00': the 14th. None where it is none."""
    day = stated_day(words[:100])
    if day is not None:
        return day
    try:
        parsed = parsedate(words[:100])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return None if parsed is None else day_or_none(*parsed[:3])


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def check_number(count: int, most: int, what: str, where: str) -> None:
    """Raises UnreadableReport ('too_large') for more than a feed may have."""
    if count > most:
        raise UnreadableReport(where, "too_large", f"is a feed of {count:,} {what}; the limit is {most:,}")


def paragraphs_as_html(text: str) -> str:
    """Plain text as HTML: a paragraph for each stretch between blank lines."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)


def one_line(value: object) -> str | None:
    """Words on one line; None where there are none."""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return NOT_XML.sub("\ufffd", words) or None


def web_address(value: object) -> str | None:
    """An address of the web; None for anything else."""
    words = value.strip() if isinstance(value, str) else ""
    return words if re.match(r"https?://\S{1,2000}$", words, re.I) else None


def no_feed(where: str) -> UnreadableReport:
    """What is said of bytes that hold no feed."""
    return UnreadableReport(where, "no_feed", "is no RSS, Atom or JSON feed; check that it was saved whole")
