"""Web archives: WARC, packed with gzip or not, to the pages, texts and PDFs in them.

In: a stream of any size. Out: an Item for each response with status 200, resource and conversion whose content can be a
report, with its address, time and headers; all else in a web archive is passed over. One record at most is in memory.
warcio reads the headers of records; lengths, lines and unpacking are bounded here, for archives lie.
Source: WARC 1.1 (ISO 28500:2017).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Limits, has_own_kind
from onrecord.reports.http_bodies import charset_of, day_of, decoded, kind_of_body, unchunked
from onrecord.reports.inflate import GZIP, gunzipped
from onrecord.reports.items import Item, Origin
from onrecord.reports.streams import headed

MOST_HEADER_BYTES = 1_000_000
"""Of one record's own and its HTTP headers together; a page's are some 2,000."""
_LONGEST_LINE = 65_536
_CHUNK = 1 << 16
_SUFFIXES = (".warc", ".warc.gz")
_READ = {"response", "resource", "conversion"}
_DIGESTS = ("md5", "sha1", "sha256", "sha512")
_HTTP = StatusAndHeadersParser([], verify=False)
_FAULTS = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What warcio raises on records that are none."""


class WarcReader:
    """Web archives as a container."""

    name = "web archive"

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is a WARC, packed or not."""
        if name.lower().endswith(_SUFFIXES):
            return True
        return not has_own_kind(name) and PurePath(name).suffix.lower() != ".gz" and head.startswith(b"WARC/")

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """An item for each report in it; after a broken record, an UnreadableReport that names it, and no more."""
        head, stream = headed(stream, len(GZIP))
        yield from records(gunzipped(stream, name) if head == GZIP else stream, name, limits)


def records(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
    """The items of an unpacked WARC."""
    loader, source = ArcWarcRecordLoader(arc2warc=False), _Headers(stream)
    number = 0
    while True:
        number += 1
        where = f"{name}, record {number}"
        try:
            record = _next_record(loader, source)
            if record is None:
                return
            found = _read(record, where, limits)
        except UnreadableReport as fault:
            yield UnreadableReport(where, fault.reason, f"{fault.message}; what came before it was read")
            return
        except _FAULTS as fault:
            yield UnreadableReport(where, "broken", _why_broken(fault))
            return
        if found is not None:
            yield found


def _next_record(loader: Any, source: _Headers) -> Any | None:
    """The next record, its content still to be read; None at the end."""
    source.begin()
    line = b"\r\n"
    while line and not line.strip():
        line = source.readline()
    if not line:
        return None
    return loader.parse_record_stream(source, statusline=line, known_format="warc", no_record_parse=True)


def _read(record: Any, where: str, limits: Limits) -> Item | UnreadableReport | None:
    """The item of a record, its content read to the end. Raises UnreadableReport where no more can follow it."""
    length = record.rec_headers.get_header("Content-Length")
    if length is None or not length.strip().isdecimal():
        raise UnreadableReport(where, "broken", "says no length of its content")
    wanted = record.rec_type in _READ
    content = _taken(record.raw_stream, limits.max_bytes + MOST_HEADER_BYTES if wanted else 0)
    while _taken(record.raw_stream, _CHUNK):
        pass
    missing = record.raw_stream.limit
    if missing > 0:
        raise UnreadableReport(where, "cut", f"ends {missing:,} bytes before the end of its content; get it again")
    try:
        return _item(record, content, where, limits) if wanted else None
    except UnreadableReport as fault:
        return fault


def _taken(stream: Any, most: int) -> bytes:
    parts, size = [], 0
    while size < most and (part := stream.read(min(_CHUNK, most - size))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _item(record: Any, content: bytes, where: str, limits: Limits) -> Item | None:
    """The item of a record, or None for what is no report. Raises UnreadableReport where it cannot be read."""
    own = record.rec_headers
    url = own.get_header("WARC-Target-URI")
    http, raw = None, content
    if record.rec_type == "response":
        if not (url or "").lower().startswith(("http:", "https:")):
            return None
        http, raw = _http(content, where)
        if http.get_statuscode() != "200":
            return None
    content_type = (http or own).get_header("Content-Type")
    kind = kind_of_body(content_type, url, raw[:4096])
    if kind is None or not raw:
        return None
    if len(raw) > limits.max_bytes:
        message = f"has more than {limits.max_bytes:,} bytes; raise the limit with --max-bytes"
        raise UnreadableReport(where, "too_large", message)
    unmarked = _without_chunks(raw, http, limits)
    body = unmarked if http is None else decoded(unmarked, http.get_header("Content-Encoding"), where, limits.max_bytes)
    origin = Origin(
        url=url,
        charset=charset_of(content_type),
        last_modified=day_of(http.get_header("Last-Modified")) if http else None,
        retrieved=_retrieved(own.get_header("WARC-Date")),
        warnings=(*_changed(own.get_header("WARC-Payload-Digest"), (raw, unmarked, body)), *_shortened(http, raw)),
    )
    return Item(raw, where, kind, origin, body=None if body == raw else body)


def _http(content: bytes, where: str) -> tuple[Any, bytes]:
    """The HTTP headers of a response, and what follows them."""
    stream = io.BytesIO(content)
    try:
        return _HTTP.parse(_Headers(stream)), stream.read()
    except _FAULTS as fault:
        raise UnreadableReport(where, "broken", f"its HTTP headers cannot be read ({fault}); get it again") from None


def _without_chunks(raw: bytes, http: Any, limits: Limits) -> bytes:
    is_chunked = http is not None and "chunked" in (http.get_header("Transfer-Encoding") or "").lower()
    return unchunked(raw, limits.max_bytes) if is_chunked else raw


def _changed(digest: str | None, forms: tuple[bytes, ...]) -> Iterator[str]:
    """A warning where the archive's own checksum fits no form of the content: as sent, unchunked, unpacked."""
    algorithm, _, wanted = (digest or "").strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in _DIGESTS or not wanted:
        return
    made = [hashlib.new(algorithm, form, usedforsecurity=False) for form in dict.fromkeys(forms)]
    written = {one.hexdigest() for one in made} | {base64.b32encode(one.digest()).decode().lower() for one in made}
    if wanted.lower() not in written:
        yield "the archive's checksum of this page does not fit its bytes: they were changed or damaged"


def _shortened(http: Any, raw: bytes) -> Iterator[str]:
    stated = http.get_header("Content-Length") if http else None
    if (
        stated
        and stated.strip().isdecimal()
        and len(raw) < int(stated[:18])
        and not http.get_header("Transfer-Encoding")
    ):
        yield f"the server announced {int(stated[:18]):,} bytes, the archive holds {len(raw):,}: the page may be cut"


def _retrieved(words: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((words or "").strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _why_broken(fault: BaseException) -> str:
    words = " ".join(str(fault).split())[:120]
    advice = "a length before it may be wrong, or the file is damaged; what came before it was read"
    return f"is no WARC record ({words or type(fault).__name__}); {advice}"


class _Headers:
    """A stream as warcio reads it, whose lines are bounded: in a WARC only headers are read by line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._in_headers = self._position = 0

    def begin(self) -> None:
        """A new record begins."""
        self._in_headers = 0

    def readline(self, length: int | None = None) -> bytes:
        """A line. Raises ValueError when it, or all of a record's headers, are too long."""
        most = _LONGEST_LINE if length is None else min(length, _LONGEST_LINE)
        line = self._stream.readline(most)
        self._position += len(line)
        self._in_headers += len(line)
        if self._in_headers > MOST_HEADER_BYTES or (len(line) == _LONGEST_LINE and not line.endswith(b"\n")):
            raise ValueError("its headers are too long")
        return line

    def read(self, length: int) -> bytes:
        """Content."""
        data = self._stream.read(length)
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Bytes read."""
        return self._position
