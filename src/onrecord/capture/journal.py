"""The journal: the log (chain of custody) and the manifest (what is stored where), line by line.

In: entries and stored records. Out: lines of canonical JSON, and back. A log entry carries the digest of the entry
before it and of the manifest lines that belong to it, so that no line of either can be changed, taken out or moved
without all later digests failing. Source: Berkeley Protocol, chapter on preservation; requirements A3 and A5 of the
casualty-recording standards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.capture.records import hex_digest

Json: TypeAlias = Mapping[str, Any]
START = "0" * 64
"""What the first entry has for the digest of the one before."""
MOST_LINE_BYTES = 4_000_000


class Act(StrEnum):
    """What was done to an item."""

    COLLECTED = "collected"
    CHANGED = "changed"
    GONE = "gone"
    FAILED = "failed"
    COPIED = "copied"
    OPENED = "opened"
    EXPORTED = "exported"
    VERIFIED = "verified"
    TIMESTAMPED = "timestamped"
    REDACTED = "redacted"
    DECIDED = "decided"
    """A person decided something of what the item tells."""


class JournalError(ValueError):
    """A line that is no entry, or not the one that belongs there; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    seq: int
    time: str
    actor: str
    act: Act
    item: str | None
    """SHA-256 of the payload that the act was done to."""
    address: str | None
    facts: Json
    before: str
    """The entry before this one, by its own digest."""
    sha256: str = ""
    """Of this entry's canonical JSON without this field."""

    def sealed(self) -> Entry:
        """The same with its own digest."""
        return Entry(**{**_fields(self), "sha256": hex_digest(canonical(self._unsealed()))})

    def line(self) -> bytes:
        """The line, newline included."""
        return canonical({**self._unsealed(), "sha256": self.sha256}) + b"\n"

    def _unsealed(self) -> dict[str, Any]:
        return {name: value for name, value in _fields(self).items() if name != "sha256"}


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


@dataclass(frozen=True, slots=True)
class Stored:
    """One line of the manifest: a WARC record and where it is."""

    log_seq: int
    """The log entry that tells how it came here."""
    part: str
    """'page', 'media', 'feed': what was asked for; 'hop', 'request', 'picture', 'facts', 'info': what goes with it."""
    record_type: str
    record_id: str
    address: str | None
    time: str
    file: str
    offset: int
    length: int
    """Bytes of the record as stored (one gzip member)."""
    stored_sha256: str
    """Of those bytes."""
    block_bytes: int
    block_sha256: str
    sha256: str | None
    """Of the payload: a page as a browser reads it, unpacked. None where there is none."""
    payload_bytes: int | None
    """Of the payload, unpacked."""
    body_sha256: str | None
    """Of the body as sent, chunks joined, before it was unpacked."""
    media_type: str | None
    complete: bool | None
    """Whether address, response and picture are all there; None for what goes with a page."""
    missing: tuple[str, ...] = ()

    def line(self) -> bytes:
        """The line, newline included."""
        return canonical({name: getattr(self, name) for name in Stored.__slots__}) + b"\n"


def canonical(value: Json) -> bytes:
    """JSON in one spelling: keys in order, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def read_entry(line: bytes) -> Entry:
    """The entry of a line, whose digest is its own. Raises JournalError."""
    found = _object(line, set(Entry.__slots__))
    try:
        entry = Entry(**{**found, "act": Act(found["act"])})
    except ValueError:
        raise JournalError(f"'{found['act']}' is no act") from None
    if entry.line() != line:
        raise JournalError("it was altered: it is not spelt as it was written")
    if hex_digest(canonical({name: value for name, value in found.items() if name != "sha256"})) != entry.sha256:
        raise JournalError("it was altered: it does not match its digest")
    return entry


def follows(entry: Entry, seq: int, before: str) -> None:
    """Check that an entry is the next one of a chain. Raises JournalError."""
    if entry.seq != seq:
        raise JournalError(f"it is entry {entry.seq} where entry {seq} belongs: an entry was taken out or added")
    if entry.before != before:
        raise JournalError("it does not follow the entry before it: an entry was altered, taken out or added")


def read_stored(line: bytes) -> Stored:
    """The stored record of a manifest line. Raises JournalError."""
    found = _object(line, set(Stored.__slots__))
    whole = all(isinstance(found[name], int) for name in ("log_seq", "offset", "length", "block_bytes"))
    if not whole or not isinstance(found["missing"], list) or not isinstance(found["file"], str):
        raise JournalError("its values are not of the kinds they should be")
    stored = Stored(**{**found, "missing": tuple(found["missing"])})
    if stored.line() != line:
        raise JournalError("it was altered: it is not spelt as it was written")
    return stored


def _object(line: bytes, names: set[str]) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise JournalError("it is no JSON") from None
    if not isinstance(found, dict) or set(found) != names:
        raise JournalError("it does not have the fields of its kind")
    return found


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """Every line of a file with where it starts; the last may lack its newline. None where there is no file."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        place = 0
        while line := stream.readline(MOST_LINE_BYTES):
            yield place, line
            place += len(line)
