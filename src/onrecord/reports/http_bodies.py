"""What an HTTP response holds, as a web archive or a fetch kept it: which kind, in which encoding, unpacked.

In: headers and body. Out: the kind of report it is or None, its charset, its plain bytes. Sources: RFC 9110 (content
codings, media types), RFC 9112 (chunks).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from email.utils import parsedate_to_datetime
from importlib import import_module
from importlib.util import find_spec

from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Kind, kind_of
from onrecord.reports.inflate import inflate

KINDS = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "application/pdf": Kind.PDF,
    "application/x-pdf": Kind.PDF,
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.I)
_MACHINE_FILES = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms)\.txt(?:\?|$)", re.I)
"""Plain texts that servers keep for programs."""
_MOST_CODINGS = 2


def kind_of_body(content_type: str | None, url: str | None, head: bytes) -> Kind | None:
    """Which kind of report a response is; None for pictures, scripts, styles, feeds and what is for machines."""
    if url and _MACHINE_FILES.search(url):
        return None
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type:
        return KINDS.get(media_type)
    found = kind_of("", head)
    return found if found in (Kind.HTML, Kind.PDF) else None


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a Content-Type names."""
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def day_of(header: str | None) -> date | None:
    """The day of an HTTP date, such as Last-Modified; None where it is none."""
    try:
        return parsedate_to_datetime(header).date() if header else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def unchunked(body: bytes, most: int) -> bytes:
    """The body without HTTP's chunk marks; itself where it has none. At most ``most`` + 1 bytes."""
    plain: bytes = ChunkedDataReader(io.BytesIO(body)).read(most + 1)
    return plain


def decoded(body: bytes, coding: str | None, where: str, most: int) -> bytes:
    """The body with its content codings undone, to ``most`` bytes.

    Many archives keep the header of a body that they unpacked already: what is not packed stays as it is.
    Raises UnreadableReport: 'bomb', 'broken', or 'compressed' where the coding is unknown or its library is not there.
    """
    codings = [name for name in re.split(r"[\s,]+", (coding or "").lower()) if name not in ("", "identity")]
    if len(codings) > _MOST_CODINGS:
        raise UnreadableReport(
            where, "bomb", f"is compressed {len(codings)} times over; unpack it first if you trust it"
        )
    for name in reversed(codings):
        body = _undone(body, name, where, most)
    return body


def _undone(body: bytes, name: str, where: str, most: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return inflate(body, where, most) if body.startswith(b"\x1f\x8b") else body
    if name == "deflate":
        try:
            return inflate(body, where, most)
        except UnreadableReport as fault:
            if fault.reason == "bomb" or not _is_plain(body):
                raise
            return body
    if name == "br":
        return body if _is_plain(body) else _from_brotli(body, where, most)
    if _is_plain(body):
        return body
    raise UnreadableReport(where, "compressed", f"is compressed with '{name[:20]}', which is not read; save it plain")


def _is_plain(body: bytes) -> bool:
    head = body[:512].lstrip()
    return head.startswith((b"<", b"%PDF-")) or (bool(head) and all(9 <= byte < 127 for byte in head))


def _from_brotli(body: bytes, where: str, most: int) -> bytes:
    name = next((name for name in ("brotli", "brotlicffi") if find_spec(name)), None)
    if name is None:
        advice = "install the package brotli, or save the page again without compression"
        raise UnreadableReport(where, "compressed", f"is compressed with Brotli; {advice}")
    library = import_module(name)
    step: Callable[[bytes], bytes] = library.Decompressor().process
    plain = b""
    try:
        for start in range(0, len(body), 256):
            plain += step(body[start : start + 256])
            if len(plain) > most:
                raise UnreadableReport(
                    where, "bomb", f"unpacks to more than {most:,} bytes; raise --max-bytes if you trust it"
                )
    except library.error:
        raise UnreadableReport(where, "broken", "its compressed content cannot be unpacked; get it again") from None
    return plain
