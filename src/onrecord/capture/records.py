"""WARC records: what evidence is stored in, byte for byte.

In: a record's fields and block. Out: one gzip member of a WARC 1.1 file; and back. Blocks are stored as they are:
a library that parses HTTP headers and writes them anew would store what it understood, not what was sent. The files
are read by any WARC tool. Source: ISO 28500:2017 (WARC 1.1), sections 4 to 6.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
import zlib
from dataclasses import dataclass

from onrecord.capture.bodies import BodyError, header, headers_of, is_chunked, split_message, unchunk, unpack

VERSION = b"WARC/1.1"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
HTTP_RESPONSE = "application/http;msgtype=response"
HTTP_REQUEST = "application/http;msgtype=request"
MOST_HEAD_BYTES = 1 << 16
_END = b"\r\n\r\n"


class RecordError(ValueError):
    """Bytes that are no whole record; the message says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record. ``fields`` are named fields beside the ones that every record has, in order."""

    type: str
    id: str
    """'urn:uuid:...', without angle brackets."""
    time: str
    """WARC-Date, as ``clock.stamp`` writes it."""
    content_type: str
    block: bytes
    address: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


def record_id(*seeds: str) -> str:
    """An id that is the same for the same seeds."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(seeds))}"


def warc_digest(data: bytes) -> str:
    """A digest as WARC writes it: 'sha256:' and base 32."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")


def hex_digest(data: bytes) -> str:
    """A digest as the log and the manifest write it: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def pack(record: Record) -> bytes:
    """A record as one gzip member."""
    named = [
        ("WARC-Type", record.type),
        ("WARC-Record-ID", f"<{record.id}>"),
        ("WARC-Date", record.time),
        *([] if record.address is None else [("WARC-Target-URI", record.address)]),
        *record.fields,
        ("WARC-Block-Digest", warc_digest(record.block)),
        ("Content-Type", record.content_type),
        ("Content-Length", str(len(record.block))),
    ]
    lines = [f"{name}: {_on_one_line(value)}\r\n".encode() for name, value in named]
    machine = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    whole = b"".join([VERSION, b"\r\n", *lines, b"\r\n", record.block, _END])
    return machine.compress(whole) + machine.flush()


def _on_one_line(value: str) -> str:
    if not value.isprintable():
        raise RecordError(f"a field's value has characters that end a line: {value!r}")
    return value


def unpack_record(member: bytes, block_bytes: int) -> Record:
    """Read one gzip member whose block has just so many bytes. Raises RecordError."""
    whole = _inflated(member, block_bytes + MOST_HEAD_BYTES)
    end = whole.find(_END)
    if not whole.startswith(VERSION + b"\r\n") or end < 0:
        raise RecordError("is no WARC 1.1 record")
    head, rest = whole[: end + 2], whole[end + 4 :]
    try:
        lines = [line.split(": ", 1) for line in head.decode("utf-8").split("\r\n")[1:-1]]
        fields = {name: value for name, value in lines}  # noqa: C416 - says that each line is a pair
        length = int(fields["Content-Length"])
        kind, name, time = fields["WARC-Type"], fields["WARC-Record-ID"].strip("<>"), fields["WARC-Date"]
        content_type = fields["Content-Type"]
    except (ValueError, KeyError) as fault:
        raise RecordError(f"has a broken head ({fault})") from None
    if length != block_bytes or len(rest) != length + len(_END) or rest[length:] != _END:
        raise RecordError("is not as long as it says")
    block = rest[:length]
    if fields.get("WARC-Block-Digest") != warc_digest(block):
        raise RecordError("has a block that does not match its digest")
    return Record(kind, name, time, content_type, block, fields.get("WARC-Target-URI"), tuple(fields.items()))


def _inflated(member: bytes, most_bytes: int) -> bytes:
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = machine.decompress(member, most_bytes)
    except zlib.error as fault:
        raise RecordError(f"cannot be unpacked ({fault})") from None
    if not machine.eof or machine.unused_data:
        raise RecordError("cannot be unpacked as one piece")
    return whole


def payload_of(record: Record, most_bytes: int) -> bytes:
    """The payload of a record: of an HTTP response its body unpacked, of any other its block.

    Raises RecordError where the body does not unpack, or to more than ``most_bytes``.
    """
    if record.type != "response":
        return record.block
    try:
        message = split_message(record.block)
        headers = headers_of(message.head)
        body = unchunk(message.rest)[0] if is_chunked(headers) else message.rest
        return unpack(body, header(headers, "content-encoding"), most_bytes)
    except BodyError as fault:
        raise RecordError(f"holds a response whose body {fault}") from None
