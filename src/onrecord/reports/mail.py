"""Mail: EML and MBOX to the newsletters in them and the documents attached.

In: a stream of one message, or of many in a row. Out: an Item for each message with words in it, the HTML before the
plain text, and one for each attached page, text or PDF. The raw bytes of an item are the whole message's: headers are
evidence. One message at most is in memory. Sources: RFC 5322 and 2045 to 2049 (by Python's email), RFC 4155 (mbox),
RFC 2919 (List-Id).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePath
from typing import BinaryIO, cast

from onrecord.errors import UnreadableReport
from onrecord.reports.feed_entries import written_day
from onrecord.reports.given import Kind, Limits, has_own_kind
from onrecord.reports.items import Item, Origin

MOST_PARTS = 200
"""Of one message; newsletters have two to five."""
MOST_LEVELS = 8
"""Messages and multiparts in one another; a forwarded newsletter has four."""
MOST_HEADER_CHARS = 2_000
"""Of a header that are read: subjects have some 60."""
MOST_LINES = 1_000_000
"""Of one message: 50 MB in base64 have some 650,000."""
_BOUNDARY = re.compile(rb"\bboundary\s*=\s*\"?([^\"\s;]{1,100})", re.I)
_KINDS = {"text/html": Kind.HTML, "text/plain": Kind.TEXT, "application/pdf": Kind.PDF}
_SUFFIXES = {".html": Kind.HTML, ".htm": Kind.HTML, ".txt": Kind.TEXT, ".pdf": Kind.PDF}
_HEADERS = re.compile(
    rb"(?:(?:from|to|subject|date|received|return-path|delivered-to|mime-version|message-id):.*\r?\n)", re.I
)
_FIELD = re.compile(rb"[!-9;-~]{1,60}:[ \t]|[ \t]")
_STARTS = re.compile(rb"From (?:- |\S{1,300} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{0,40}\d\d:\d\d)")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_SKIPPED_AT_ONCE = 1 << 20
_UNSEEN = re.compile(r"<(?:script|style)\b", re.I)
_MARKUP = re.compile(r"<[^<>]*>|&\w{1,30};|[\s\u200b\u200c\u00ad\u034f]+")
_MIN_LETTERS = 20


class MailReader:
    """Messages and mailboxes as a container."""

    name = "mailbox"

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is a message or a mailbox, by its name or its first lines."""
        if PurePath(name).suffix.lower() in (".eml", ".mbox"):
            return True
        return not has_own_kind(name) and (bool(_STARTS.match(head)) or _is_message(head))

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """The items of every message, in order."""
        for number, raw in enumerate(_messages(stream, limits.max_bytes), start=1):
            where = f"{name}, message {number}"
            if raw is None:
                message = f"has more than {limits.max_bytes:,} bytes; raise the limit with --max-bytes"
                yield UnreadableReport(where, "too_large", message)
            elif raw.strip():
                yield from message_items(raw, where)


def message_items(raw: bytes, where: str) -> Iterator[Item | UnreadableReport]:
    """The items of one message."""
    try:
        _check_parts(raw, where)
        message = message_from_bytes(raw)
        origin = _origin(message)
        parts = list(_parts(message, where))
        words = _words(parts)
        attached = [part for part in parts if part is not words and _is_attached(part)]
        items = [*([_item(words, raw, where, origin)] if words is not None else [])]
        for number, part in enumerate(attached, start=1):
            items.append(_attachment(part, raw, f"{where}, attachment {number}", origin))
    except UnreadableReport as fault:
        yield fault
        return
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError, OverflowError) as fault:
        yield UnreadableReport(
            where, "broken", f"is no message that can be read ({type(fault).__name__}); save its text"
        )
        return
    yield from items
    if not items:
        yield UnreadableReport(where, "no_body", "the message holds no text, page or PDF; save what it shows")


def _is_message(head: bytes) -> bool:
    """Whether the first lines are header fields, one of them a mail's, to the end of the head or an empty line."""
    lines = head.split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()
    fields = [bool(_FIELD.match(line)) for line in lines[:-1] or lines]
    return bool(fields) and all(fields) and len(_HEADERS.findall(b"\n".join(lines) + b"\n")) >= 2


# ---------------------------------------------------------------- one message after the other


def _messages(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The messages of a mailbox, or the one message of a file; None for one over the limit."""
    lines: list[bytes] = []
    size, is_box, after_blank, is_first = 0, False, True, True
    while line := stream.readline(_SKIPPED_AT_ONCE):
        if is_first:
            is_box, is_first = bool(_STARTS.match(line)), False
        if is_box and after_blank and _STARTS.match(line):
            if lines or size:
                yield _unescaped(lines) if size <= most else None
            lines, size = [], 0
            after_blank = False
            continue
        size += len(line)
        if size <= most:
            lines.append(line)
        after_blank = not line.strip()
    if size > most:
        yield None
    elif lines:
        yield _unescaped(lines) if is_box else b"".join(lines)


def _unescaped(lines: list[bytes]) -> bytes:
    """A message as it was before the mailbox put '>' before lines that begin with 'From '."""
    return _ESCAPED.sub(rb"\1", b"".join(lines))


# ---------------------------------------------------------------- what a message says


def _origin(message: Message) -> Origin:
    return Origin(
        title=_header(message, "Subject"),
        outlet=_outlet(message),
        published=_day(message),
        dated_by="mail",
        url=_address(message),
    )


def _header(message: Message, name: str) -> str | None:
    """A header's words, decoded; None where there is none. What cannot be decoded stays as it is written."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    written = raw[:MOST_HEADER_CHARS].encode("utf-8", "surrogateescape")
    try:
        words = written.decode("utf-8")
    except UnicodeDecodeError:
        words = written.decode("cp1252", "replace")
    return _decoded(words) or None


def _decoded(words: str) -> str:
    with suppress(ValueError, LookupError, MessageError):
        words = str(make_header(decode_header(words)))
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in " ".join(words.split()))


def _day(message: Message) -> date | None:
    """The day of the Date header: the sender's own, in the sender's zone."""
    return written_day(_header(message, "Date") or "")


def _outlet(message: Message) -> str | None:
    """The list's name, else the sender's, else the sender's address."""
    listed = (_header(message, "List-Id") or "").partition("<")[0].strip(' "')
    name, address = parseaddr(_header(message, "From") or "")
    return listed or name or address or None


def _address(message: Message) -> str | None:
    """Where the message stands on the web, when it says so."""
    words = (_header(message, "Archived-At") or "").strip("<> ")
    return words if re.fullmatch(r"https?://\S{1,2000}", words) else None


# ---------------------------------------------------------------- what a message holds


def _check_parts(raw: bytes, where: str) -> None:
    """Refuse what takes long to parse, by counting the marks between parts: the parser takes 0.4 ms for each."""
    if raw.count(b"\n") > MOST_LINES:
        raise UnreadableReport(where, "too_large", f"has more than {MOST_LINES:,} lines; save what it shows")
    boundaries = set(_BOUNDARY.findall(raw))
    if len(boundaries) > MOST_PARTS // 4 or sum(raw.count(b"\n--" + one) for one in boundaries) > 2 * MOST_PARTS:
        raise UnreadableReport(where, "too_deep", f"holds more than {MOST_PARTS} parts; save what it shows")


def _parts(message: Message, where: str) -> Iterator[Message]:
    """The parts that hold something themselves, in order. Raises UnreadableReport past the limits."""
    waiting, count = [(message, 0)], 0
    while waiting:
        part, level = waiting.pop(0)
        count += 1
        if count > MOST_PARTS or level > MOST_LEVELS:
            limit = f"{MOST_LEVELS} levels" if level > MOST_LEVELS else f"{MOST_PARTS} parts"
            raise UnreadableReport(where, "too_deep", f"holds more than {limit}; save what it shows")
        if part.is_multipart():
            inside = [(cast(Message, one), level + 1) for one in part.get_payload()]
            waiting = [*inside, *waiting]
        else:
            yield part


def _words(parts: list[Message]) -> Message | None:
    """The part that is the message: the first HTML with letters in it, else the first such plain text."""
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind and not _is_attached(part) and _has_letters(part):
                return part
    return None


def _is_attached(part: Message) -> bool:
    """Whether a part is a document by itself. A picture or a calendar is none."""
    if _kind(part) is None:
        return False
    return part.get_content_disposition() == "attachment" or bool(_filename(part)) or _kind(part) is Kind.PDF


def _kind(part: Message) -> Kind | None:
    known = _KINDS.get(part.get_content_type())
    return known or _SUFFIXES.get(PurePath(_filename(part)).suffix.lower())


def _filename(part: Message) -> str:
    """The name that a part is given, on one line; '' where it has none."""
    return _decoded(str(part.get_filename() or "")[:MOST_HEADER_CHARS])[:100]


def _has_letters(part: Message) -> bool:
    text = _body(part).decode(_charset(part) or "utf-8", "replace") if _known(_charset(part)) else ""
    text = text or _body(part).decode("latin-1")
    first, *styled = _UNSEEN.split(text)
    seen = [first, *(part.partition("</")[2] for part in styled)]
    return sum(len(_MARKUP.sub("", part)) for part in seen) >= _MIN_LETTERS


def _known(charset: str | None) -> bool:
    try:
        "".encode(charset or "utf-8")
    except (LookupError, ValueError):
        return False
    return True


def _charset(part: Message) -> str | None:
    found = part.get_content_charset()
    return None if found is None else str(found)


def _body(part: Message) -> bytes:
    """The part's bytes, with quoted-printable and base64 undone."""
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _item(part: Message, raw: bytes, where: str, origin: Origin) -> Item:
    return Item(raw, where, _kind(part) or Kind.TEXT, replace(origin, charset=_charset(part)), body=_body(part))


def _attachment(part: Message, raw: bytes, where: str, origin: Origin) -> Item:
    """A document of its own: its sender and day are the message's, its title is not."""
    named = _filename(part)
    return _item(part, raw, f"{where} ({named})" if named else where, replace(origin, title=None, url=None))
