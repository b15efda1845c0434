"""Reading: sources in, reports out, one by one and in order, each with the bytes it was read from.

In: paths of files and folders, addresses, evidence folders, or '-', and Settings. Out: ReadReport, or Refused in its
place; no source's failure stops the rest. Containers and JSONL files are read as streams, so that they may be of any
size; what is packed with gzip is unpacked on the way.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports import Given, Item, Kind, Limits, Reader, kind_of, read_item, read_jsonl_lines, read_source
from onrecord.reports.given import SNIFFED_BYTES, has_own_kind
from onrecord.reports.inflate import GZIP, gunzipped
from onrecord.reports.readers import Say, built_in_readers, reader_for
from onrecord.reports.streams import headed
from onrecord.runs.folders import files_in
from onrecord.runs.outcomes import Kept, ReadReport, Refused, Settings
from onrecord.runs.plug_ins import plug_in_readers
from onrecord.runs.sources import (
    is_address,
    is_evidence,
    is_folder,
    lines_of,
    name_of,
    open_source,
    say_on_stderr,
    seekable,
    whole,
)

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of text whose lines do not end in one byte."""
_TEXT_SUFFIXES = {".txt", ".text"}


def read_all(sources: Iterable[str], settings: Settings, say: Say = say_on_stderr) -> Iterator[ReadReport | Refused]:
    """Every report of the sources; ``say`` is told how a table is read, and of plug-ins that cannot be used."""
    reading = _reading(settings, say)
    for source in sources:
        if is_address(source):
            yield from reading.address(source)
        elif is_folder(source) and is_evidence(Path(source)):
            yield from reading.evidence(Path(source))
        elif is_folder(source):
            yield from reading.folder(Path(source))
        else:
            yield from reading.source(source)


def read_data(data: bytes, name: str, settings: Settings, say: Say = say_on_stderr) -> Iterator[ReadReport | Refused]:
    """Every report of bytes in memory; ``name`` stands in messages, and its suffix helps to tell what they are."""
    yield from _reading(settings, say).opened(io.BytesIO(data), name)


def _reading(settings: Settings, say: Say) -> _Reading:
    return _Reading(settings, (*plug_in_readers(say), *built_in_readers(settings.columns, say)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a run reads: its settings, and the readers it asks, in order."""

    settings: Settings
    readers: tuple[Reader, ...]

    def folder(self, folder: Path) -> Iterator[ReadReport | Refused]:
        """Every report of the files in a folder."""
        anything = False
        for path in files_in(folder):
            anything = True
            if isinstance(path, Refused):
                yield path
            else:
                yield from self.source(path, in_folder=True)
        if not anything:
            yield Refused(str(folder), "empty", "is a folder with no files in it; check the path")

    def address(self, address: str) -> Iterator[ReadReport | Refused]:
        """The report, or reports, at an address on the web."""
        from onrecord.runs.fetched import fetched  # noqa: PLC0415 - the HTTP library; most runs need none

        try:
            item, kept = fetched(address, self.settings)
        except UnreadableReport as error:
            yield Refused.of(error)
            return
        head = item.raw[:SNIFFED_BYTES]
        name = item.origin.url or address
        reader = reader_for(name, head, self.readers)
        if reader is not None:
            yield from self.container(reader, io.BytesIO(item.raw), name)
        else:
            yield _with_kept(self._read(item), kept)

    def evidence(self, folder: Path) -> Iterator[ReadReport | Refused]:
        """Every version of every page that an evidence folder keeps."""
        from onrecord.runs.fetched import evidence_items  # noqa: PLC0415 - the same

        try:
            for item, kept in evidence_items(folder):
                yield _with_kept(self._read(item), kept)
        except UnreadableReport as error:
            yield Refused.of(error)

    def source(self, source: str, *, in_folder: bool = False) -> Iterator[ReadReport | Refused]:
        """Every report of a file or of standard input."""
        try:
            with open_source(source) as stream:
                yield from self.stream(stream, name_of(source), in_folder=in_folder)
        except UnreadableReport as error:
            yield Refused.of(error)

    def opened(self, stream: BinaryIO, name: str) -> Iterator[ReadReport | Refused]:
        """Every report of an open source."""
        try:
            yield from self.stream(stream, name)
        except UnreadableReport as error:
            yield Refused.of(error)

    def stream(
        self, stream: BinaryIO, name: str, *, in_folder: bool = False, unpacked: bool = False
    ) -> Iterator[ReadReport | Refused]:
        """The same, whatever it is. Raises UnreadableReport where nothing more can be read."""
        head, stream = headed(stream, SNIFFED_BYTES)
        reader = reader_for(name, head, self.readers)
        if reader is None and head.startswith(GZIP) and not has_own_kind(name) and not unpacked:
            inner = gunzipped(stream, name)
            yield from self.stream(inner, name.removesuffix(".gz"), in_folder=in_folder, unpacked=True)
            return
        kind = kind_of(name, head)
        if reader is not None:
            yield from self.container(reader, stream, name)
        elif in_folder and _is_unknown(name, kind):
            yield Refused(name, "kind", "is of a kind that is not read in a folder; name the file to read it as text")
        elif kind is Kind.JSONL and not head.startswith(_UTF_16):
            yield from self.lines(lines_of(stream, self.settings.max_bytes), name)
        else:
            data = whole(stream, name, self.settings.max_bytes)
            for read in read_source(data, name, given=self._given, limits=self._limits, kind=kind):
                yield _result(read, name, data)

    def container(self, reader: Reader, stream: BinaryIO, name: str) -> Iterator[ReadReport | Refused]:
        """Every report of a container. A reader's own bug ends it, and is named."""
        anything = False
        with seekable(stream, name, wanted=getattr(reader, "seeks", False)) as readable:
            items = iter(reader.items(readable, name, self._limits))
            while True:
                try:
                    item = next(items, None)
                except (UnreadableReport, OSError):
                    raise
                except Exception as error:
                    yield Refused(name, "internal", _bug(reader, error))
                    return
                if item is None:
                    break
                anything = True
                yield self._read(item)
        if not anything:
            yield Refused(
                name, "empty", f"is a {reader.name} that holds nothing to read; check that it is the right one"
            )

    def _read(self, item: Item | UnreadableReport) -> ReadReport | Refused:
        if isinstance(item, UnreadableReport):
            return Refused.of(item)
        return _result(read_item(item, given=self._given, limits=self._limits), item.where, item.raw)

    def lines(self, lines: Iterable[bytes], name: str) -> Iterator[ReadReport | Refused]:
        """Every report of a JSONL."""
        remembered = _LastLine(lines)
        for read in read_jsonl_lines(remembered, name, given=self._given, limits=self._limits):
            yield _result(read, name, remembered.last)

    @property
    def _given(self) -> Given:
        return Given(published=self.settings.published, country=self.settings.country)

    @property
    def _limits(self) -> Limits:
        return Limits(max_bytes=self.settings.max_bytes)


class _LastLine:
    """Lines passed on, the last one remembered without its end: a report's SHA-256 is of just these bytes."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = lines
        self.last = b""

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.last = line.rstrip(b"\r\n")
            yield line


def _is_unknown(name: str, kind: Kind) -> bool:
    """Whether a file in a folder is neither named for what it is nor a page or PDF by its first bytes."""
    suffix = Path(name).suffix.lower()
    return not (has_own_kind(name) or suffix in _TEXT_SUFFIXES or kind in (Kind.HTML, Kind.PDF))


def _with_kept(read: ReadReport | Refused, kept: Kept | None) -> ReadReport | Refused:
    """A report that was read, told where its bytes are kept."""
    return read if isinstance(read, Refused) else replace(read, kept=kept)


def _result(read: Report | UnreadableReport, source: str, raw: bytes) -> ReadReport | Refused:
    return Refused.of(read) if isinstance(read, UnreadableReport) else ReadReport(source, read, raw)


def _bug(reader: Reader, error: Exception) -> str:
    words = f"{type(error).__name__}: {error}"
    return f"the reader '{reader.name}' failed ({words[:200]}); what came before it was read; please tell its makers"
