"""The archive's chain of custody: who did what to which item, when, each entry sealed with the one before it.

In: a connection with a transaction open. Out: entries as rows, and back, checked. The entries are those of an evidence
folder's log (``capture/journal.py``); here they tell how items came into the archive and out of it. Requirement A5.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, insert, select

from onrecord.archive import schema
from onrecord.capture.journal import START, Act, Entry, JournalError, canonical, follows


def add_entry(batch: Connection, entry: Entry) -> Entry:
    """Seal an entry behind the newest one and keep it; ``seq``, ``before`` and ``sha256`` are given here."""
    last = batch.execute(select(schema.custody).order_by(schema.custody.c.seq.desc()).limit(1)).mappings().first()
    seq, before = (1, START) if last is None else (int(last["seq"]) + 1, str(last["sha256"]))
    sealed = Entry(seq, entry.time, entry.actor, entry.act, entry.item, entry.address, entry.facts, before).sealed()
    batch.execute(insert(schema.custody), _row(sealed))
    return sealed


def entries(connection: Connection) -> Iterator[Entry]:
    """Every entry, oldest first. Raises JournalError at the first that was altered, taken out or added."""
    before = START
    for number, row in enumerate(
        connection.execute(select(schema.custody).order_by(schema.custody.c.seq)).mappings(), 1
    ):
        entry = _entry(row)
        follows(entry, number, before)
        if entry.sealed().sha256 != entry.sha256:
            raise JournalError(f"entry {number} was altered: it does not match its digest")
        before = entry.sha256
        yield entry


def _row(entry: Entry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "time": entry.time,
        "actor": entry.actor,
        "act": entry.act.value,
        "item": entry.item,
        "address": entry.address,
        "facts": canonical(entry.facts).decode("ascii"),
        "before": entry.before,
        "sha256": entry.sha256,
    }


def _entry(row: RowMapping) -> Entry:
    try:
        return Entry(**{**row, "act": Act(row["act"]), "facts": json.loads(row["facts"])})
    except ValueError as fault:
        raise JournalError(f"entry {row['seq']} cannot be read ({fault})") from None
