"""Captures: what one act of collecting brings, and the records it is stored in.

In: a Capture - an Answer, who collected it and how, what is missing. Out: its WARC records, each with its part: the
response and the request of every hop, the picture, and the facts of collection. A body that is stored already becomes
a revisit record that names the first one. Source: requirements A1 and A2 of the casualty-recording standards; ISO
28500:2017, sections 5 and 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from onrecord.capture.client import Answer, Exchange
from onrecord.capture.clock import stamp
from onrecord.capture.journal import Act, Json, canonical
from onrecord.capture.records import (
    HTTP_REQUEST,
    HTTP_RESPONSE,
    IDENTICAL,
    NOT_MODIFIED,
    Record,
    hex_digest,
    record_id,
    warc_digest,
)

TOOL = "onrecord"
_MOST_FACT_CHARS = 2000


@dataclass(frozen=True, slots=True)
class Picture:
    """A full-page picture of a page."""

    png: bytes
    time: str
    """When it was taken, as ``clock.stamp`` writes it."""
    how: str
    """The browser and its version, and the size of the window."""


@dataclass(frozen=True, slots=True)
class First:
    """Where a body was stored first; what a revisit record points to."""

    address: str
    time: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Capture:
    """One address as it was found."""

    act: Act
    answer: Answer
    kind: str
    """'page', 'media' or 'feed'."""
    method: str
    """How it was collected: 'onrecord fetch'."""
    context: str | None = None
    """The page that embeds it, or the feed whose item it is."""
    picture: Picture | None = None
    missing: tuple[str, ...] = ()
    """What the capture lacks, a sentence each; complete where there is nothing."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """More that the log entry should say."""
    not_modified: str | None = None
    """SHA-256 of the payload that the server says is unchanged (304)."""

    @property
    def item(self) -> str:
        """SHA-256 of the payload."""
        return self.not_modified or hex_digest(self.answer.payload)


@dataclass(frozen=True, slots=True)
class Piece:
    """A record, and what the manifest says of it."""

    part: str
    record: Record
    payload: bytes | None = None
    sha256: str | None = None
    body: bytes | None = None
    media_type: str | None = None


def pieces_of(capture: Capture, seed: str, actor: str, first: Callable[[str], First | None]) -> tuple[Piece, ...]:
    """The records of a capture, in order. ``seed`` makes their ids; ``first`` knows where a body (by its SHA-256) is.

    ``actor``: who collected it.
    """
    pieces: list[Piece] = []
    for number, exchange in enumerate(capture.answer.exchanges, start=1):
        is_final = number == len(capture.answer.exchanges)
        response = _response(capture, exchange, record_id(seed, str(number)), first, is_final=is_final)
        pieces += [response, _request(exchange, record_id(seed, str(number), "request"), response.record.id)]
    main = pieces[-2].record.id
    if capture.picture is not None:
        pieces.append(_picture(capture, capture.picture, record_id(seed, "picture"), main))
    pieces.append(_facts(capture, record_id(seed, "facts"), main, actor))
    return tuple(pieces)


def _response(
    capture: Capture, exchange: Exchange, name: str, first: Callable[[str], First | None], *, is_final: bool
) -> Piece:
    payload = capture.answer.payload if is_final else None
    part, media_type = (capture.kind, capture.answer.media_type) if is_final else ("hop", None)
    fields = [("WARC-IP-Address", exchange.ip)] if exchange.ip else []
    if is_final and capture.not_modified is not None:
        record = _record("revisit", name, exchange, exchange.head, [*fields, ("WARC-Profile", NOT_MODIFIED)])
        return Piece(part, record, sha256=capture.not_modified, media_type=media_type)
    sha256 = None if payload is None else hex_digest(payload)
    known = first(hex_digest(exchange.body)) if exchange.body else None
    if known is not None and payload is not None:
        refers = [
            ("WARC-Profile", IDENTICAL),
            ("WARC-Refers-To", f"<{known.record_id}>"),
            ("WARC-Refers-To-Target-URI", known.address),
            ("WARC-Refers-To-Date", known.time),
            ("WARC-Payload-Digest", warc_digest(exchange.body)),
        ]
        record = _record("revisit", name, exchange, exchange.head, [*fields, *refers])
        return Piece(part, record, sha256=sha256, media_type=media_type)
    if exchange.body_on_wire is exchange.body:
        # Tools take chunk framing for part of the payload: for a chunked body they would report a false digest.
        fields.append(("WARC-Payload-Digest", warc_digest(exchange.body)))
    record = _record("response", name, exchange, exchange.head + exchange.body_on_wire, fields)
    return Piece(part, record, payload, sha256, exchange.body if is_final else None, media_type)


def _record(kind: str, name: str, exchange: Exchange, block: bytes, fields: list[tuple[str, str]]) -> Record:
    return Record(kind, name, stamp(exchange.time), HTTP_RESPONSE, block, exchange.address, tuple(fields))


def _request(exchange: Exchange, name: str, response: str) -> Piece:
    fields = (("WARC-Concurrent-To", f"<{response}>"),)
    record = Record("request", name, stamp(exchange.time), HTTP_REQUEST, exchange.request, exchange.address, fields)
    return Piece("request", record)


def _picture(capture: Capture, picture: Picture, name: str, response: str) -> Piece:
    address = f"urn:fullPage:{capture.answer.final.address}"
    fields = (("WARC-Concurrent-To", f"<{response}>"), ("WARC-Payload-Digest", warc_digest(picture.png)))
    record = Record("resource", name, picture.time, "image/png", picture.png, address, fields)
    return Piece("picture", record, picture.png, hex_digest(picture.png), picture.png, "image/png")


def _facts(capture: Capture, name: str, response: str, actor: str) -> Piece:
    answer = capture.answer
    found = {
        "actor": actor,
        "tool": TOOL,
        "version": version(TOOL),
        "method": capture.method,
        "time": stamp(answer.exchanges[0].time),
        "requested": answer.requested,
        "final": answer.final.address,
        "redirects": [
            {"address": hop.address, "ip": hop.ip, "status": hop.status, "time": stamp(hop.time)}
            for hop in answer.exchanges
        ],
        "context": capture.context,
        "kind": capture.kind,
        "complete": not capture.missing,
        "missing": list(capture.missing),
        "picture": None if capture.picture is None else {"time": capture.picture.time, "how": capture.picture.how},
        "facts": dict(capture.facts),
    }
    fields = (("WARC-Refers-To", f"<{response}>"),)
    time = stamp(answer.final.time)
    record = Record("metadata", name, time, "application/json", canonical(found), answer.final.address, fields)
    return Piece("facts", record)


def facts_of(capture: Capture) -> Json:
    """What the log entry of a capture says beside its act and item."""
    final = capture.answer.final
    found = {
        "kind": capture.kind,
        "status": final.status,
        "final": final.address,
        "bytes": len(capture.answer.payload),
        "media_type": capture.answer.media_type,
        "etag": _short(final.header("etag")),
        "last_modified": _short(final.header("last-modified")),
        "context": capture.context,
        "method": capture.method,
        "complete": not capture.missing,
        "missing": list(capture.missing),
    }
    return {**found, **capture.facts}


def _short(value: str | None) -> str | None:
    """A header that fits the log; one that is absurdly long is of no use as a condition."""
    return value if value is not None and len(value) <= _MOST_FACT_CHARS else None
