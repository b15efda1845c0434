"""Bodies: HTTP's framing and packing undone, within limits.

In: the bytes of a response as they were on the wire, and its headers. Out: the head, the body as sent (chunks joined)
and the payload (unpacked). Both the client and the one who verifies evidence later read by these rules, so that the
same record gives the same payload. Source: RFC 9112 (messages, chunked), RFC 9110 section 8.4 (content codings).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_MOST_CODINGS = 3
_MOST_MEMBERS = 1000
"""Gzip members in one body; real servers send one. Each costs time to open, however small."""
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b\x08"
_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d[ \r\n]")
_SIZE = re.compile(rb"([0-9a-fA-F]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")


class BodyError(ValueError):
    """A body that does not keep to HTTP; ``reason`` is 'truncated', 'too_large', 'protocol' or 'encoding'."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Message:
    """One HTTP message in two parts that joined are its bytes."""

    head: bytes
    """Start line and headers with the blank line that ends them."""
    rest: bytes


def split_message(data: bytes) -> Message:
    """Part a message at its blank line. Raises BodyError where it has none."""
    ends = [place + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (place := data.find(mark)) >= 0]
    if not ends:
        raise BodyError("truncated", "the headers have no end")
    return Message(data[: min(ends)], data[min(ends) :])


def final_message(data: bytes) -> Message:
    """The final response of what a server sent, without the interim ones (1xx) before it."""
    message = split_message(data)
    while _INTERIM.match(message.head):
        message = split_message(message.rest)
    return message


def headers_of(head: bytes) -> tuple[tuple[str, str], ...]:
    """Names in lower case and values, in order; lines that are no header are left out."""
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).split(b"\n")[1:]
    pairs = (line.split(b":", 1) for line in lines if b":" in line)
    return tuple((name.strip().decode("latin-1").lower(), value.strip().decode("latin-1")) for name, value in pairs)


def header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    """All values of a header, joined by commas; None where it is not there."""
    values = [value for key, value in headers if key == name]
    return ", ".join(values) if values else None


def is_chunked(headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether the body comes in chunks."""
    return "chunked" in (header(headers, "transfer-encoding") or "").lower()


def unchunk(data: bytes) -> tuple[bytes, int]:
    """The body that chunks carry, and where in ``data`` the last one ends, trailers included.

    Raises BodyError: 'truncated', 'protocol'.
    """
    pieces: list[bytes] = []
    place = 0
    while True:
        size = _SIZE.match(data, place)
        if size is None:
            short = len(data) - place < 20
            raise BodyError("truncated" if short else "protocol", "a chunk does not start with its size")
        place, length = size.end(), int(size[1], 16)
        if length == 0:
            break
        pieces.append(data[place : place + length])
        place += length
        if place >= len(data):
            raise BodyError("truncated", "the last chunk is cut off")
        place += 2 if data[place : place + 2] == b"\r\n" else 1
    while True:
        end = data.find(b"\n", place)
        if end < 0:
            raise BodyError("truncated", "the end of the last chunk is cut off")
        line, place = data[place:end].strip(), end + 1
        if not line:
            return b"".join(pieces), place


def unpack(body: bytes, content_encoding: str | None, most_bytes: int) -> bytes:
    """Undo gzip and deflate, last applied first, never holding more than ``most_bytes``.

    Raises BodyError: 'too_large', 'truncated', 'encoding'.
    """
    codings = [coding.strip().lower() for coding in (content_encoding or "").split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if len(codings) > _MOST_CODINGS:
        raise BodyError("encoding", f"is packed {len(codings)} times over")
    for coding in reversed(codings):
        if coding in ("gzip", "x-gzip"):
            body = _inflate(body, zlib.MAX_WBITS | 16, most_bytes)
        elif coding == "deflate":
            body = _inflate(body, _deflate_bits(body), most_bytes)
        else:
            raise BodyError("encoding", f"is packed as '{coding[:20]}', which was not asked for")
    if len(body) > most_bytes:
        raise BodyError("too_large", f"unpacks to more than {most_bytes:,} bytes")
    return body


def _deflate_bits(body: bytes) -> int:
    """Deflate is sent with zlib's two bytes before it, as the standard says, or raw, as some servers do."""
    has_header = len(body) >= 2 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


def _inflate(data: bytes, bits: int, most_bytes: int) -> bytes:
    """All members of a packed stream. What follows the last one and is none is passed over, as browsers do."""
    out = bytearray()
    place = 0
    for _ in range(_MOST_MEMBERS):
        if place and not data.startswith(_GZIP, place):
            return bytes(out)
        if not data:
            return b""
        try:
            place = _inflate_member(zlib.decompressobj(bits), data, place, out, most_bytes)
        except zlib.error as fault:
            raise BodyError("encoding", f"is not packed as its headers say ({fault})") from None
    raise BodyError("encoding", f"is packed in more than {_MOST_MEMBERS} pieces")


def _inflate_member(machine: zlib._Decompress, data: bytes, place: int, out: bytearray, most_bytes: int) -> int:
    """Unpack the member that starts at ``place`` onto ``out``; where it ends."""
    while not machine.eof:
        packed = machine.unconsumed_tail
        if not packed:
            packed = data[place : place + _PIECE]
            place += len(packed)
            if not packed:
                raise BodyError("truncated", "breaks off in the middle of its packed body")
        out += machine.decompress(packed, _PIECE)
        if len(out) > most_bytes:
            raise BodyError("too_large", f"unpacks to more than {most_bytes:,} bytes")
    return place - len(machine.unused_data)
