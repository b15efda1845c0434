"""The index: what an evidence folder holds, to look up; made anew from its log and manifest whenever it is opened.

In: log entries and manifest lines in order. Out: what is known of an address, where a payload or a body is stored.
Kept in a temporary SQLite database that spills to disk, so that a folder of any size takes little memory and nothing
that could disagree with the evidence lies beside it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.capture.captures import First
from onrecord.capture.journal import Act, Entry, Stored, read_stored

_SCHEMA = """
CREATE TABLE address (
    address TEXT PRIMARY KEY, kind TEXT, context TEXT, first TEXT, last TEXT, item TEXT, etag TEXT, modified TEXT,
    gone INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, tried TEXT NOT NULL,
    complete INTEGER, reason TEXT
) WITHOUT ROWID;
CREATE TABLE payload (sha256 TEXT PRIMARY KEY, line BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE listed (address TEXT PRIMARY KEY, feed TEXT NOT NULL, told TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE body (sha256 TEXT PRIMARY KEY, address TEXT, time TEXT, record_id TEXT) WITHOUT ROWID;
"""
_COLUMNS = "address, kind, context, first, last, item, etag, modified, gone, failures, tried, complete, reason"
_FOUND = frozenset({Act.COLLECTED, Act.CHANGED})


@dataclass(frozen=True, slots=True)
class Seen:
    """What the evidence knows of an address. Times are as ``clock.stamp`` writes them."""

    address: str
    kind: str | None
    context: str | None
    first: str | None
    """When it was captured first; None where it never was."""
    last: str | None
    """When it was last found, changed or not."""
    item: str | None
    """SHA-256 of its newest payload."""
    etag: str | None
    last_modified: str | None
    is_gone: bool
    failures: int
    """Failed tries since it was last found."""
    tried: str
    """When it was last asked for."""
    is_complete: bool
    reason: str | None
    """Why the last try failed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a feed listed, and what the feed told of it (title, id, days), as JSON."""

    address: str
    feed: str
    told: dict[str, Any]


class Index:
    """Look-ups over one evidence folder."""

    def __init__(self) -> None:
        self._tables = sqlite3.connect("", isolation_level=None)
        self._tables.execute("PRAGMA cache_size = -8000")
        self._tables.executescript(_SCHEMA)
        self._tables.execute("BEGIN")
        self.last_verified: str | None = None
        """When the folder was verified last, as ``clock.stamp`` writes it."""

    def close(self) -> None:
        """Drop it."""
        self._tables.close()

    def add_entry(self, entry: Entry) -> None:
        """Take in a log entry; notes of an address that say nothing of these things are passed over."""
        if entry.act is Act.VERIFIED:
            self.last_verified = entry.time
        if entry.act is Act.OPENED and entry.address is not None:
            rows = [(one["address"], entry.address, json.dumps(one)) for one in entry.facts.get("listed", ())]
            self._tables.executemany("INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", rows)
        if entry.address is None or "kind" not in entry.facts:
            return
        if entry.act in _FOUND:
            self._add_found(entry)
        elif entry.act is Act.GONE:
            self._add_missed(entry, is_gone=True)
        elif entry.act is Act.FAILED:
            self._add_missed(entry, is_gone=False)

    def _add_found(self, entry: Entry) -> None:
        facts = entry.facts
        self._tables.execute(
            "INSERT INTO address (address, kind, context, first, last, item, etag, modified, tried, complete)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET first = coalesce(first, excluded.first), last = excluded.last,"
            " item = excluded.item, etag = excluded.etag, modified = excluded.modified, tried = excluded.tried,"
            " complete = excluded.complete, gone = 0, failures = 0, reason = NULL",
            (
                entry.address,
                facts["kind"],
                facts.get("context"),
                entry.time,
                entry.time,
                entry.item,
                facts.get("etag"),
                facts.get("last_modified"),
                entry.time,
                bool(facts.get("complete")),
            ),
        )

    def _add_missed(self, entry: Entry, *, is_gone: bool) -> None:
        self._tables.execute(
            "INSERT INTO address (address, kind, context, tried, gone, failures, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET tried = excluded.tried, gone = max(gone, excluded.gone),"
            " failures = failures + excluded.failures, reason = excluded.reason",
            (
                entry.address,
                entry.facts["kind"],
                entry.facts.get("context"),
                entry.time,
                is_gone,
                not is_gone,
                entry.facts.get("reason"),
            ),
        )

    def add_stored(self, stored: Stored) -> None:
        """Take in a manifest line."""
        if stored.sha256 is not None and stored.record_type != "revisit":
            values = (stored.sha256, stored.line())
            self._tables.execute("INSERT OR IGNORE INTO payload (sha256, line) VALUES (?, ?)", values)
        if stored.body_sha256 is not None and stored.record_type == "response":
            self._tables.execute(
                "INSERT OR IGNORE INTO body (sha256, address, time, record_id) VALUES (?, ?, ?, ?)",
                (stored.body_sha256, stored.address, stored.time, stored.record_id),
            )

    def seen(self, address: str) -> Seen | None:
        """What is known of an address, None where it was never asked for."""
        row = self._tables.execute(f"SELECT {_COLUMNS} FROM address WHERE address = ?", (address,)).fetchone()
        return None if row is None else _seen(row)

    def all_seen(self) -> Iterator[Seen]:
        """Every address, in order."""
        for row in self._tables.execute(f"SELECT {_COLUMNS} FROM address ORDER BY address"):
            yield _seen(row)

    def is_listed(self, address: str) -> bool:
        """Whether a feed that was read listed an address."""
        return self._tables.execute("SELECT 1 FROM listed WHERE address = ?", (address,)).fetchone() is not None

    def listed(self) -> Iterator[Listed]:
        """Every address that feeds listed, in order."""
        for address, feed, told in self._tables.execute("SELECT address, feed, told FROM listed ORDER BY address"):
            yield Listed(address, feed, json.loads(told))

    def told_of(self, address: str) -> Listed | None:
        """What a feed told of an address."""
        row = self._tables.execute("SELECT feed, told FROM listed WHERE address = ?", (address,)).fetchone()
        return None if row is None else Listed(address, row[0], json.loads(row[1]))

    def payload(self, sha256: str) -> Stored | None:
        """Where a payload is stored."""
        row = self._tables.execute("SELECT line FROM payload WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else read_stored(row[0])

    def body(self, sha256: str) -> First | None:
        """Where a body, as it was sent, is stored."""
        query = "SELECT address, time, record_id FROM body WHERE sha256 = ?"
        row = self._tables.execute(query, (sha256,)).fetchone()
        return None if row is None else First(*row)


def _seen(row: tuple[object, ...]) -> Seen:
    values = list(row)
    values[8], values[11] = bool(values[8]), bool(values[11])
    return Seen(*values)  # type: ignore[arg-type]
