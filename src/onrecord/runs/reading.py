"""Reading: sources in, reports out, one by one and in order, each with the bytes it was read from.

In: paths or '-', and Settings. Out: ReadReport, or Refused in its place; no source's failure stops the rest. A JSONL
file is read line by line, so that it may be of any size.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports import Given, Kind, Limits, kind_of, read_jsonl_lines, read_source
from onrecord.runs.outcomes import ReadReport, Refused, Settings
from onrecord.runs.sources import STDIN, name_of, open_source, read_lines, read_whole

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of text whose lines do not end in one byte."""


def read_all(sources: Iterable[str], settings: Settings) -> Iterator[ReadReport | Refused]:
    """Every report of the sources."""
    for source in sources:
        try:
            if _has_lines(source):
                yield from _read_lines(read_lines(source, settings.max_bytes), source, settings)
            else:
                yield from read_data(read_whole(source, settings.max_bytes), name_of(source), settings)
        except UnreadableReport as error:
            yield Refused.of(error)


def read_data(data: bytes, name: str, settings: Settings) -> Iterator[ReadReport | Refused]:
    """Every report of bytes in memory; ``name`` stands in messages, and its suffix helps to tell what they are."""
    if kind_of(name, data) is Kind.JSONL and not data.startswith(_UTF_16):
        yield from _read_lines(io.BytesIO(data), name, settings)
        return
    for item in read_source(data, name, given=_given(settings), limits=_limits(settings)):
        yield _result(item, name, data)


def _has_lines(source: str) -> bool:
    """Whether a source can be read line by line."""
    if source == STDIN or kind_of(source, b"") is not Kind.JSONL:
        return False
    with open_source(source) as stream:
        return stream.read(2) not in _UTF_16


def _read_lines(lines: Iterable[bytes], name: str, settings: Settings) -> Iterator[ReadReport | Refused]:
    remembered = _LastLine(lines)
    for item in read_jsonl_lines(remembered, name, given=_given(settings), limits=_limits(settings)):
        yield _result(item, name, remembered.last)


class _LastLine:
    """Lines passed on, the last one remembered without its end: a report's SHA-256 is of just these bytes."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.last = b""

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.last = line.rstrip(b"\r\n")
            yield line


def _result(item: Report | UnreadableReport, source: str, raw: bytes) -> ReadReport | Refused:
    return Refused.of(item) if isinstance(item, UnreadableReport) else ReadReport(source, item, raw)


def _given(settings: Settings) -> Given:
    return Given(published=settings.published, country=settings.country)


def _limits(settings: Settings) -> Limits:
    return Limits(max_bytes=settings.max_bytes)
