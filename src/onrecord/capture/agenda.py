"""The agenda of a watch: what is to be asked for, and when.

In: tasks with their times. Out: the next one. Kept in a temporary SQLite database that spills to disk; when a watch
starts again, it is made anew from the evidence, so that nothing is asked for twice or forgotten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onrecord.capture.clock import read_stamp
from onrecord.capture.index import Seen

HOUR = 3600.0
CHECKED_AGAIN_HOURS = (1, 6, 24, 168)
"""After which a page is asked for again: most silent edits and removals come within a week."""
TRIED_AGAIN_HOURS = (0.25, 1, 6, 24)
"""After which a page that could not be had is tried again, by how often it failed; then it is given up."""
HOPELESS = frozenset({"bad_address", "refused_address", "refused_port"})
"""Failures that another day does not mend."""


@dataclass(frozen=True, slots=True)
class Task:
    """One address that is to be asked for."""

    address: str
    at: float
    """Seconds since 1970; 0 for 'now'."""
    kind: str
    context: str | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


class Agenda:
    """Tasks in order of time, one an address."""

    def __init__(self) -> None:
        self._tables = sqlite3.connect("", isolation_level=None)
        self._tables.execute("PRAGMA cache_size = -4000")
        self._tables.executescript(
            "CREATE TABLE task (address TEXT PRIMARY KEY, at REAL, kind TEXT, context TEXT, told TEXT) WITHOUT ROWID;"
            "CREATE INDEX by_time ON task (at, address);"
        )

    def close(self) -> None:
        """Drop it."""
        self._tables.close()

    def put(self, task: Task) -> None:
        """Add a task; one for the same address is replaced."""
        values = (task.address, task.at, task.kind, task.context, json.dumps(dict(task.told)))
        self._tables.execute("INSERT OR REPLACE INTO task VALUES (?, ?, ?, ?, ?)", values)

    def next(self) -> Task | None:
        """The task whose time comes first; it stays until it is done."""
        row = self._tables.execute("SELECT address, at, kind, context, told FROM task ORDER BY at, address").fetchone()
        return None if row is None else Task(row[0], row[1], row[2], row[3], json.loads(row[4]))

    def done(self, address: str) -> None:
        """Take a task out."""
        self._tables.execute("DELETE FROM task WHERE address = ?", (address,))

    def __contains__(self, address: str) -> bool:
        return self._tables.execute("SELECT 1 FROM task WHERE address = ?", (address,)).fetchone() is not None

    def __len__(self) -> int:
        return int(self._tables.execute("SELECT count(*) FROM task").fetchone()[0])


def next_time(seen: Seen) -> float | None:
    """When a page is asked for next, in seconds since 1970; None where never again."""
    tried = _seconds(seen.tried)
    if seen.item is None or seen.first is None:
        if seen.reason in HOPELESS or seen.failures > len(TRIED_AGAIN_HOURS):
            return None
        return tried + TRIED_AGAIN_HOURS[max(0, seen.failures - 1)] * HOUR
    first = _seconds(seen.first)
    times = [first + hours * HOUR for hours in CHECKED_AGAIN_HOURS]
    return next((at for at in times if at > tried), None)


def next_poll(seen: Seen | None, every_minutes: float) -> float:
    """When a feed is asked for next; one that keeps failing is asked less and less often, daily at the least."""
    if seen is None:
        return 0.0
    minutes = min(every_minutes * 2.0 ** min(seen.failures, 20), max(every_minutes, 24.0 * 60))
    return _seconds(seen.tried) + minutes * 60


def _seconds(stamp: str) -> float:
    return read_stamp(stamp).timestamp()


def seconds(when: datetime) -> float:
    """A time in seconds since 1970."""
    return when.timestamp()
