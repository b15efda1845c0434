"""When a report was published, and how that is known.

In: text, blocks, and what the user, the page's metadata and the address say. Out: Published and warnings. The order of
trust: given, metadata, address, dateline, header line. A bare day above the title is the site's clock on the day the
page was saved, and is never taken. Unknown stays unknown: relative days are then not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.dates.absolute import parse_day
from onrecord.model import Block, BlockKind, Published, Span
from onrecord.reports.written_days import MONTH, find_day, is_bare_day, is_site_clock

_CONFLICT_DAYS = 1
"""Dates a day apart are one publication seen from two time zones, or an event's eve; further apart is a conflict."""
_HEADER_CHARS = 250
_EARLIEST, _LATEST = 1980, 2099
"""Years that an address can mean: digits outside are an article's number."""
_URL_DAYS = (
    re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_SHORT_YEAR = re.compile(rf"\b(\d{{1,2}}) ({MONTH})\.? (\d{{2}})(?!\d)", re.I)
_CENTURY_PIVOT = 69
"""Two-digit years from 69 on are of the 1900s. Source: POSIX strptime, %y."""
_PUBLISHING = re.compile(r"\b(?:published|posted|released|issued)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that something says the report is of: how it is known, and where the words stand."""

    day: date
    how: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stamps:
    """Days that stand outside a report's text; None where there is none."""

    given: date | None = None
    """The user's own word."""
    metadata: date | None = None
    """What a page says of itself to machines."""
    container: date | None = None
    """The feed, mail, table or document it came in; ``container_kind`` says which."""
    container_kind: str | None = None
    last_modified: date | None = None
    """HTTP's header of that name."""
    retrieved: date | None = None
    """When it was fetched: nothing was published later."""


def find_published(
    text: str, blocks: tuple[Block, ...], *, stamps: Stamps, url: str | None
) -> tuple[Published, tuple[str, ...]]:
    """Find the publication day by the order of trust; the warnings name conflicts, a site clock, and an unknown day."""
    candidates = _candidates(text, blocks, stamps, url)
    warnings = [*_conflicts(candidates), *_clock_warnings(text, blocks)]
    if candidates:
        best = candidates[0]
        return Published(best.day, best.how, best.span), tuple(warnings)
    warnings.append(
        "publication date unknown: days told as 'on Monday' stay unresolved; give it with --published YYYY-MM-DD"
    )
    return Published(None, "unknown"), tuple(warnings)


def day_in_url(url: str) -> date | None:
    """The day in an address such as '/2017/02/14/title', '/2017-02-14-title' or '/20170214/'; None where none is."""
    for pattern in _URL_DAYS:
        for found in pattern.finditer(url):
            year, month, day = map(int, found.groups())
            if _EARLIEST <= year <= _LATEST:
                try:
                    return date(year, month, day)
                except ValueError:
                    continue
    return None


def _candidates(text: str, blocks: tuple[Block, ...], stamps: Stamps, url: str | None) -> list[Dated]:
    in_url = day_in_url(url) if url else None
    by_container = (stamps.container, stamps.container_kind or "table")
    is_weak = stamps.container_kind == "document"
    strong = [(stamps.given, "given"), (stamps.metadata, "metadata"), *([] if is_weak else [by_container])]
    known = [*_known([*strong, (in_url, "url")]), *_in_datelines(text, blocks), *_in_headers(text, blocks)]
    return [*known, *_known([by_container])] if is_weak else known


def _known(days: list[tuple[date | None, str]]) -> Iterator[Dated]:
    return (Dated(day, how) for day, how in days if day is not None)


def _in_datelines(text: str, blocks: tuple[Block, ...]) -> Iterator[Dated]:
    for block in blocks:
        if block.kind is BlockKind.DATELINE:
            words = text[block.start : block.end]
            short = _SHORT_YEAR.search(words)
            place = find_day(text, block.start, block.end)
            if place is not None:
                yield from _read(text, Span(*place), "dateline")
            elif short is not None:
                span = Span(block.start + short.start(), block.start + short.end())
                yield from _dated(parse_day(_with_century(*short.groups())), "dateline", span)


def _in_headers(text: str, blocks: tuple[Block, ...]) -> list[Dated]:
    """Days in lines that sign or stamp the report; those that say 'published' come before 'updated' ones."""
    lines = [
        block for block in blocks if block.kind is BlockKind.FURNITURE and block.end - block.start <= _HEADER_CHARS
    ]
    clocks = frozenset(_clocks(text, blocks))
    body = min((block.start for block in blocks if block.kind is BlockKind.BODY), default=0)
    stamped = [block for block in lines if block not in clocks and not _is_stray(text, block, body)]
    stamped.sort(key=lambda block: (not _PUBLISHING.search(text, block.start, block.end), block.start))
    found: list[Dated] = []
    for block in stamped:
        place = find_day(text, block.start, block.end)
        if place is not None:
            found.extend(_read(text, Span(*place), "header"))
    return found[:1]


def _clocks(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Bare days, and days with the site's name, above the title, or above all else where there is no title."""
    before = []
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE:
            break
        before.append(block)
    return [block for block in before if _is_clock(text[block.start : block.end])]


def _is_clock(words: str) -> bool:
    return is_bare_day(words) or is_site_clock(words)


def _is_stray(text: str, block: Block, body: int) -> bool:
    """A bare day below the start of the body: a letter's or a communique's own date."""
    return block.start > body and is_bare_day(text[block.start : block.end])


def _clock_warnings(text: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in _clocks(text, blocks)[:1]:
        words = text[block.start : block.end]
        yield f"'{words}' above the title is taken for the site's clock, not for the publication date"


def _conflicts(candidates: list[Dated]) -> Iterator[str]:
    for other in candidates[1:]:
        best = candidates[0]
        if abs((best.day - other.day).days) > _CONFLICT_DAYS:
            yield f"published {best.day} ({best.how}) is used, but the {_SAYS[other.how]} says {other.day}"


_SAYS = {
    "metadata": "page's metadata",
    "feed": "feed",
    "mail": "mail's date",
    "table": "table",
    "document": "document's properties",
    "url": "address",
    "dateline": "dateline",
    "header": "header line",
}


def _read(text: str, span: Span, how: str) -> Iterator[Dated]:
    return _dated(parse_day(text[span.start : span.end]), how, span)


def _dated(day: date | None, how: str, span: Span) -> Iterator[Dated]:
    if day is not None:
        yield Dated(day, how, span)


def _with_century(day: str, month: str, year: str) -> str:
    return f"{day} {month} {(1900 if int(year) >= _CENTURY_PIVOT else 2000) + int(year)}"
