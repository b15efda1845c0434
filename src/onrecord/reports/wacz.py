"""WACZ: a ZIP file with web archives in it.

In: a seekable stream. Out: the items of every WARC under archive/, in order of their names. Nothing is written to disk
and no name in the ZIP is used as a path; ZIP files that blow up, overlap or are encrypted are refused.
Source: Web Archive Collection Zipped, 1.1.1.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Limits, has_own_kind
from onrecord.reports.inflate import Measured
from onrecord.reports.items import Item
from onrecord.reports.warc import WarcReader

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAGIC = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
MOST_FILES = 100_000
"""In one ZIP file; a WACZ has some ten."""
_ENCRYPTED = 1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError)
"""What zipfile raises on files that are none, or that it can't unpack."""


class WaczReader:
    """WACZ files as a container; other ZIP files are refused with what to do."""

    name = "web archive (WACZ)"
    seeks = True

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is a ZIP file."""
        return name.lower().endswith(".wacz") or (not has_own_kind(name) and head.startswith((_MAGIC, _EMPTY)))

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """The items of its web archives."""
        try:
            size = stream.seek(0, io.SEEK_END)
            with zipfile.ZipFile(stream) as opened:
                inside = _archives(opened, name, size)
                for info in inside:
                    yield from _items(opened, info, name, limits)
        except UnreadableReport as fault:
            yield fault
        except _FAULTS as fault:
            yield UnreadableReport(name, "broken", f"is no whole ZIP file ({fault}); get it again")


def _archives(opened: zipfile.ZipFile, name: str, size: int) -> list[zipfile.ZipInfo]:
    """The web archives in a ZIP file. Raises UnreadableReport."""
    files = opened.infolist()
    if len(files) > MOST_FILES:
        raise UnreadableReport(name, "too_large", f"holds {len(files):,} files; the limit is {MOST_FILES:,}")
    found = [info for info in files if info.filename.startswith("archive/") and _is_warc(info.filename)]
    if not found:
        raise UnreadableReport(
            name,
            "zip",
            "is a ZIP or office file, and no web archive (WACZ); unpack it and name the folder or its files",
        )
    if sum(info.compress_size for info in found) > size:
        raise UnreadableReport(name, "bomb", "its files overlap, which none do that is made in good faith")
    return sorted(found, key=lambda info: info.filename)


def _is_warc(filename: str) -> bool:
    return filename.lower().endswith((".warc", ".warc.gz"))


def _items(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits
) -> Iterator[Item | UnreadableReport]:
    where = f"{name}, {info.filename}"
    if info.flag_bits & _ENCRYPTED:
        yield UnreadableReport(where, "encrypted", "is encrypted; unpack it with its password first")
        return
    try:
        with opened.open(info) as member:
            bounded = io.BufferedReader(_Bounded(member, info, where))
            yield from WarcReader().items(bounded, where, limits)
    except UnreadableReport as fault:
        yield fault
    except _FAULTS as fault:
        yield UnreadableReport(where, "broken", f"cannot be unpacked whole ({fault}); get it again")


class _Bounded(io.RawIOBase):
    """A file in a ZIP, refused when it blows up."""

    def __init__(self, member: object, info: zipfile.ZipInfo, where: str) -> None:
        super().__init__()
        self._member: BinaryIO = member  # type: ignore[assignment]
        self._measured = Measured(where)
        self._measured.count(info.compress_size, 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self._member.read(len(view))
        self._measured.count(0, len(data))
        view[: len(data)] = data
        return len(data)
