"""Bytes in, reports out: the door of this room.

In: the bytes of a .txt, .html, .pdf or .jsonl source, or a container's item, and what the user says about it. Out: a
Report for each report in it, or an UnreadableReport in its place, in input order: one broken line never hides the
others. Pure: no file is opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.errors import UnreadableReport
from onrecord.model import Block, BlockKind, Report, Span, Step, content_id
from onrecord.reports.blocks import find_blocks
from onrecord.reports.disguises import Plain, undisguised
from onrecord.reports.encoding import Decoded, decode
from onrecord.reports.furniture import is_byline
from onrecord.reports.given import Given, Kind, Limits, kind_of
from onrecord.reports.html import read_page
from onrecord.reports.items import Item, Origin
from onrecord.reports.jsonl import HALF_SURROGATE, SURROGATE, Line, parse_line
from onrecord.reports.language_id import identify_language
from onrecord.reports.metadata import PageFacts
from onrecord.reports.page_dates import PageDays
from onrecord.reports.pdf import EXTRACTION, read_pdf
from onrecord.reports.published import Stamps, find_published
from onrecord.reports.steps import ONRECORD, PYTHON, Conversion, chain, extended, sha256_of
from onrecord.reports.titles import find_words, marks_update
from onrecord.reports.update_notes import notes_in

_OPENING = 1000
"""Characters at the top of a text in which a title that was given apart is looked for."""
_QUOTED = 120
"""Characters of a note that a warning quotes."""
_BY = re.compile(r"\s*(?:(?:written |reported |story |report |words )?by):?\s+", re.I)


_NO_FACTS = PageFacts()
_NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a report before its blocks and dates are found."""

    text: str
    given: Given
    sha256: str = ""
    facts: PageFacts = _NO_FACTS
    title: Span | None = None
    captions: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    origin: Origin = _NO_ORIGIN
    steps: tuple[Step, ...] = ()
    dates: PageDays | None = None
    """What a page says of its day; None for other sources."""


def read_source(
    data: bytes, source: str, *, given: Given, limits: Limits, kind: Kind | None = None
) -> Iterator[Report | UnreadableReport]:
    """Read every report of a source. ``source`` names it in errors; its suffix helps to tell what it is.

    Yields UnreadableReport as a value where a report can't be read, and never raises it.
    """
    try:
        _check_size(data, source, limits)
        found = kind or kind_of(source, data)
        if found is Kind.JSONL:
            yield from read_jsonl_lines(_json_lines(data, source), source, given=given, limits=limits)
        else:
            yield _READING.get(found, _read_text)(data, source, given, limits)
    except UnreadableReport as fault:
        fault.report_id = fault.report_id or given.id
        yield fault


def read_item(item: Item, *, given: Given, limits: Limits) -> Report | UnreadableReport:
    """Read one item of a container. What the user gave comes before what the container says."""
    origin = item.origin
    merged = Given(
        published=given.published,
        country=given.country or origin.country,
        title=given.title or origin.title,
        url=given.url or origin.url,
        id=given.id or origin.id,
    )
    body = item.raw if item.body is None else item.body
    try:
        _check_size(item.raw, item.where, limits)
        _check_size(body, item.where, limits)
        read = _READING.get(item.kind, _read_text)(body, item.where, merged, limits, origin)
        return read if item.body is None else _unpacked(read, item.raw)
    except UnreadableReport as fault:
        fault.report_id = fault.report_id or merged.id
        return fault


def read_text(text: str, source: str, *, given: Given, limits: Limits) -> Report | UnreadableReport:
    """Read characters that were never bytes; offsets index them as given. Half surrogates become U+FFFD one for one."""
    whole = SURROGATE.sub("\ufffd", text)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    origin = Origin(warnings=() if whole == text else (HALF_SURROGATE,))
    return read_item(Item((mark + whole).encode(), source, Kind.TEXT, origin), given=given, limits=limits)


def read_jsonl_lines(
    lines: Iterable[bytes], source: str, *, given: Given, limits: Limits
) -> Iterator[Report | UnreadableReport]:
    """Read a JSONL line by line, so that a file of any size passes; limits hold for each line. Blank lines are skipped.

    A line's own values come before the given ones. Errors name the line, counted from 1.
    """
    anything = False
    for number, raw in enumerate(lines, start=1):
        if not raw.strip().removeprefix(b"\xef\xbb\xbf"):
            continue
        anything = True
        where = f"{source}, line {number}"
        try:
            _check_size(raw, where, limits)
            yield _read_line(raw.rstrip(b"\r\n"), where, given, limits)
        except UnreadableReport as fault:
            yield fault
    if not anything:
        yield UnreadableReport(source, "empty", "is empty; give a file with one report a line")


def _json_lines(data: bytes, source: str) -> Iterable[bytes]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data, source).text.encode("utf-8")
    return io.BytesIO(data)


def _read_text(data: bytes, source: str, given: Given, limits: Limits, origin: Origin = _NO_ORIGIN) -> Report:
    decoded = decode(data, source, charset=origin.charset)
    warnings = (*origin.warnings, *_some(decoded.warning))
    steps = _decoded(data, decoded)
    draft = _Draft(decoded.text, given, steps[0].input_sha256, warnings=warnings, origin=origin, steps=steps)
    return _report(draft, source, limits)


def _read_html(data: bytes, source: str, given: Given, limits: Limits, origin: Origin = _NO_ORIGIN) -> Report:
    decoded = decode(data, source, is_html=True, charset=origin.charset)
    draft = _page_draft(decoded.text, source, given, limits, _decoded(data, decoded))
    warnings = (*origin.warnings, *_some(decoded.warning), *draft.warnings)
    draft = replace(draft, sha256=draft.steps[0].input_sha256, warnings=warnings, origin=origin)
    return _report(draft, source, limits)


def _read_pdf(data: bytes, source: str, given: Given, limits: Limits, origin: Origin = _NO_ORIGIN) -> Report:
    pdf = read_pdf(data, source, limits)
    given = replace(given, title=given.title or pdf.title)
    if origin.published is None and pdf.created is not None:
        origin = replace(origin, published=pdf.created, dated_by="document")
    warnings = (*origin.warnings, *pdf.warnings)
    steps = chain(data, [(EXTRACTION, pdf.text)])
    draft = _Draft(pdf.text, given, steps[0].input_sha256, warnings=warnings, origin=origin, steps=steps)
    return _report(draft, source, limits)


_READING = {Kind.HTML: _read_html, Kind.PDF: _read_pdf}
"""How the bytes of each kind that holds one report are read; text for any other."""


def _read_line(raw: bytes, where: str, given: Given, limits: Limits) -> Report:
    decoded = decode(raw, where)
    line = parse_line(decoded.text, where)
    merged = _merged(line, given)
    warnings = (*_some(decoded.warning), *line.warnings)
    try:
        draft = _line_draft(line, where, merged, limits, _decoded(raw, decoded))
        warnings = (*warnings, *draft.warnings)
        return _report(replace(draft, sha256=draft.steps[0].input_sha256, warnings=warnings), where, limits)
    except UnreadableReport as fault:
        fault.report_id = merged.id
        raise


def _line_draft(line: Line, where: str, merged: Given, limits: Limits, decoded: tuple[Step, ...]) -> _Draft:
    name, words = ("text", line.text) if line.text is not None else ("html", line.html or "")
    steps = extended(decoded, "", [(Conversion("take_field", *PYTHON, f"json field={name}"), words)])
    draft = _Draft(words, merged, steps=steps) if name == "text" else _page_draft(words, where, merged, limits, steps)
    return replace(draft, facts=replace(draft.facts, outlet=line.outlet or draft.facts.outlet))


def _merged(line: Line, given: Given) -> Given:
    return Given(
        published=line.published or given.published,
        country=line.country or given.country,
        title=line.title or given.title,
        url=line.url or given.url,
        id=line.id or given.id,
    )


def _page_draft(page: str, source: str, given: Given, limits: Limits, steps: tuple[Step, ...]) -> _Draft:
    if not page.strip():
        raise _empty(source)
    read = read_page(page, source, limits, given.url)
    steps = extended(steps, "", [(read.how, read.text)])
    draft = _Draft(read.text, given, facts=read.facts, title=read.title, captions=read.captions)
    return replace(draft, warnings=read.warnings, steps=steps, dates=read.dates)


def _report(draft: _Draft, source: str, limits: Limits) -> Report:
    """Find blocks, publication day and language, and put the report together."""
    _check_text(draft.text, source, limits)
    draft = _with_given_title(draft)
    plain = undisguised(draft.text)
    seen, title, captions = _seen(draft, plain)
    if not seen.strip():
        raise _empty(source)
    blocks = find_blocks(seen, title=title, captions=captions)
    url = draft.given.url or draft.facts.url
    origin = draft.origin
    stamps = Stamps(
        given=draft.given.published,
        page=draft.dates,
        container=origin.published,
        container_kind=origin.dated_by,
        last_modified=origin.last_modified,
        retrieved=None if origin.retrieved is None else origin.retrieved.date(),
    )
    published, warnings = find_published(seen, blocks, stamps=stamps, url=url)
    byline, language = _byline(seen, blocks), _language(seen, blocks)
    notes = notes_in(seen, blocks)
    warnings = (*warnings, *(f"the report says that it was changed: '{one[:_QUOTED]}'" for one in notes[:1]))
    is_update = bool(notes) or marks_update(_title(seen, blocks))
    if plain is not None:
        warnings = (*plain.warnings, *warnings)
        published = replace(published, span=published.span and plain.back(published.span))
        blocks = tuple(_back(block, plain) for block in blocks)
    return Report(
        id=draft.given.id or content_id("r", draft.text),
        text=draft.text,
        blocks=blocks,
        published=published,
        title=_title(draft.text, blocks),
        url=url,
        outlet=draft.facts.outlet or origin.outlet,
        byline=draft.facts.byline or origin.byline or byline,
        language=language,
        country_hint=draft.given.country,
        is_update=is_update,
        sha256=draft.sha256,
        retrieved=None if origin.retrieved is None else origin.retrieved.isoformat(timespec="seconds"),
        warnings=(*draft.warnings, *warnings),
        steps=draft.steps,
    )


def _seen(draft: _Draft, plain: Plain | None) -> tuple[str, Span | None, tuple[Span, ...]]:
    """The text that blocks and days are looked for in, with its title and captions."""
    if plain is None:
        return draft.text, draft.title, draft.captions
    captions = (plain.into(caption) for caption in draft.captions)
    title = draft.title and plain.into(draft.title)
    return plain.text, title, tuple(caption for caption in captions if caption is not None)


def _back(block: Block, plain: Plain) -> Block:
    span = plain.back(Span(block.start, block.end))
    return Block(span.start, span.end, block.kind)


def _with_given_title(draft: _Draft) -> _Draft:
    """Find the user's title in the text's opening; where it is not there, it follows the text as the last block."""
    words = " ".join((draft.given.title or "").split())
    if not words:
        return draft
    place = find_words(draft.text[:_OPENING], words)
    if place is not None and _is_whole_line(draft.text, *place):
        return replace(draft, title=Span(*place))
    start = len(draft.text) + 2
    text = f"{draft.text}\n\n{words}"
    steps = extended(draft.steps, draft.sha256, [(Conversion("append_title", *ONRECORD), text)])
    return replace(draft, text=text, title=Span(start, start + len(words)), steps=steps)


def _is_whole_line(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip(" \t\u00a0"), text[end:].lstrip(" \t\u00a0")
    return (not before or before[-1] in "\r\n") and (not after or after[0] in "\r\n")


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    found = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    return None if found is None else " ".join(text[found.start : found.end].split())


def _byline(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind is BlockKind.FURNITURE and is_byline(words):
            return _BY.sub("", words, count=1)
    return None


def _language(text: str, blocks: tuple[Block, ...]) -> str | None:
    body = " ".join(text[block.start : block.end] for block in blocks if block.kind is BlockKind.BODY)
    return identify_language(body) or identify_language(text)


def _check_size(data: bytes, source: str, limits: Limits) -> None:
    if len(data) > limits.max_bytes:
        raise UnreadableReport(
            source,
            "too_large",
            f"has {len(data):,} bytes, over the limit of {limits.max_bytes:,}; raise it with --max-bytes {len(data)}",
        )
    if not data.strip():
        raise _empty(source)


def _check_text(text: str, source: str, limits: Limits) -> None:
    if not text.strip():
        raise _empty(source)
    if len(text) > limits.max_report_chars:
        raise UnreadableReport(
            source,
            "too_large",
            f"has {len(text):,} characters, over the limit of {limits.max_report_chars:,} for one report; "
            "split it into its reports",
        )


def _empty(source: str) -> UnreadableReport:
    return UnreadableReport(source, "empty", "holds no text; check that the file was saved whole")


def _unpacked(report: Report, raw: bytes) -> Report:
    """The report of a body, as one of the bytes that a container held it in."""
    packed = sha256_of(raw)
    step = Step("unpack", *ONRECORD, "", packed, report.sha256)
    return replace(report, sha256=packed, steps=(step, *report.steps))


def _decoded(data: bytes, decoded: Decoded) -> tuple[Step, ...]:
    return chain(data, [(Conversion("decode", *PYTHON, f"encoding={decoded.encoding}"), decoded.text)])


def _some(warning: str | None) -> tuple[str, ...]:
    return () if warning is None else (warning,)
