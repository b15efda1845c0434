"""Streams looked into before they are read: what a source is has to be known by its first bytes, also in a pipe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import UnreadableReport

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _Chained(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._step = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        taken = self._head[: len(view)] or self._step(len(view))
        self._head = self._head[len(taken) :]
        view[: len(taken)] = taken
        return len(taken)


def headed(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream with them still to be read."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = _first(stream, size)
    return head, io.BufferedReader(_Chained(head, stream))


def _first(stream: BinaryIO, size: int) -> bytes:
    """The first bytes, in small steps: what stands before a fault is given, and the fault comes when it is reached."""
    head = b""
    step = getattr(stream, "read1", stream.read)
    try:
        while len(head) < size and (part := step(size - len(head))):
            head += part
    except UnreadableReport:
        if not head:
            raise
    return head
