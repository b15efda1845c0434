"""Compressed bytes to plain ones, bounded: what a few bytes blow up to is refused, not unpacked.

In: a stream or bytes in gzip, zlib or raw deflate. Out: the same unpacked, as a stream or as bytes. Errors are
UnreadableReport: 'bomb' (it unpacks to far more than real texts do), 'cut' (it ends within), 'broken' (not gzip).
Source: RFC 1950 to 1952; deflate packs at most 1032 to 1, news pages some 5 to 1, lists of alike lines up to 100 to 1.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import UnreadableReport

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
FREE_BYTES = 64_000_000
"""Unpacked before the ratio counts."""
MOST_TIMES = 200
"""How many times its packed size an unpacked stream may have."""
_CHUNK = 1 << 16
_WINDOW_BITS = (31, 15, -15)
"""gzip; zlib; deflate without a header, which some servers send for 'deflate'."""


class Measured:
    """Counts bytes packed and unpacked, and raises 'bomb' when they grow apart."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._packed = self._unpacked = 0

    def count(self, packed: int, unpacked: int) -> None:
        """Add to both. Raises UnreadableReport past the bound."""
        self._packed += packed
        self._unpacked += unpacked
        if self._unpacked > FREE_BYTES + MOST_TIMES * self._packed:
            raise UnreadableReport(
                self._where,
                "bomb",
                f"unpacks to more than {MOST_TIMES} times its size; unpack it first if you trust it",
            )


class Gunzipped(io.RawIOBase):
    """A gzip stream, of one member or several, unpacked as it is read; zero bytes after a member are passed over."""

    def __init__(self, stream: BinaryIO, where: str) -> None:
        super().__init__()
        self._stream, self._where = stream, where
        self._measured = Measured(where)
        self._member: zlib._Decompress | None = None
        self._waiting = b""
        self._started = False

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer as far as one step goes; 0 at the end. Raises UnreadableReport."""
        view = memoryview(buffer).cast("B")
        while True:
            if not self._waiting:
                self._waiting = self._stream.read(_CHUNK)
                self._measured.count(len(self._waiting), 0)
                if not self._waiting:
                    return self._ended()
            unpacked = self._step(len(view))
            if unpacked:
                view[: len(unpacked)] = unpacked
                return len(unpacked)

    def _step(self, most: int) -> bytes:
        if self._member is None:
            self._waiting = self._waiting.lstrip(b"\0") if self._started else self._waiting
            if not self._waiting:
                return b""
            self._member, self._started = zlib.decompressobj(31), True
        try:
            unpacked = self._member.decompress(self._waiting, most)
        except zlib.error:
            raise UnreadableReport(self._where, "broken", "is no whole gzip file; get it again") from None
        self._waiting = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        if self._member.eof:
            self._member = None
        self._measured.count(0, len(unpacked))
        return unpacked

    def _ended(self) -> int:
        if self._member is not None:
            raise UnreadableReport(self._where, "cut", "ends within its compressed data; get it again")
        return 0


def gunzipped(stream: BinaryIO, where: str) -> BinaryIO:
    """A gzip stream as a stream of what it holds."""
    return io.BufferedReader(Gunzipped(stream, where), _CHUNK)


def inflate(data: bytes, where: str, most: int) -> bytes:
    """Unpack bytes in gzip, zlib or raw deflate, to ``most`` bytes.

    Raises UnreadableReport: 'bomb' past the bound, 'broken' where no form fits; what a cut end leaves is given back.
    """
    for bits in _WINDOW_BITS:
        unpacking = zlib.decompressobj(bits)
        try:
            unpacked = unpacking.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(unpacked) > most:
            raise UnreadableReport(
                where, "bomb", f"unpacks to more than {most:,} bytes; raise --max-bytes if you trust it"
            )
        return unpacked
    raise UnreadableReport(where, "broken", "its compressed content cannot be unpacked; get it again")
