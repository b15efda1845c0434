"""Captured pages as items: what an evidence folder holds, ready to be read as reports.

In: an evidence folder. Out: an Item for each version of each page, in the order in which they were captured, with what
the server and the feed said of it. Each payload is checked against its digests as it is read; what fails is blocked as
evidence and comes out as an UnreadableReport in its place (requirement A3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.capture.evidence import Evidence
from onrecord.capture.fetching import Captured
from onrecord.capture.folder import LOG
from onrecord.capture.journal import Act, Entry, JournalError, Stored, lines_of, read_entry
from onrecord.capture.stored import check_payload, read_record, stored_in
from onrecord.errors import EvidenceError, UnreadableReport
from onrecord.reports import Item, Kind, kind_of
from onrecord.reports.http_bodies import KINDS, charset_of, day_of
from onrecord.reports.items import Origin

_CONTENT_TYPE = re.compile(rb"^content-type:([^\r\n]{0,200})", re.I | re.M)
_OUTCOMES = ("new", "changed")
"""Of a capture: one that is unchanged is the same report."""


def captured_items(folder: Path) -> Iterator[tuple[Stored | None, Item | UnreadableReport]]:
    """Every version of every page, each with its line of the manifest. Raises EvidenceError: the folder is none."""
    held = {one.sha256: one for one in stored_in(folder) if one.sha256 and one.payload_bytes is not None}
    for entry in _captures(folder):
        where = f"{folder}, entry {entry.seq}"
        stored = held.get(entry.item or "")
        if stored is None or entry.item is None:
            yield None, UnreadableReport(where, "evidence", "its bytes are not in the folder; run onrecord verify")
            continue
        yield stored, captured_item(folder, entry, stored, where)


def captured_item(folder: Path, entry: Entry, stored: Stored, where: str) -> Item | UnreadableReport:
    """One captured page, its digests checked."""
    try:
        record = read_record(folder, stored)
        payload = check_payload(record, stored)
    except EvidenceError as fault:
        return UnreadableReport(where, "evidence", str(fault))
    content_type = _CONTENT_TYPE.search(record.block.partition(b"\r\n\r\n")[0])
    charset = None if content_type is None else charset_of(content_type[1].decode("latin-1"))
    told = entry.facts.get("told")
    origin = _origin(entry, told if isinstance(told, dict) else {}, charset)
    return Item(payload, where, _kind(stored, payload), origin)


def item_just_captured(
    evidence: Evidence, captured: Captured, told: Mapping[str, Any], time: str
) -> Item | UnreadableReport:
    """The item of a page that was captured a moment ago, with what its feed tells of it."""
    where = f"{evidence.folder}, entry {captured.entry}"
    stored = evidence.index.payload(captured.sha256)
    if stored is None:
        return UnreadableReport(where, "evidence", "its bytes are not in the folder; run onrecord verify")
    facts = {"final": captured.final, "told": dict(told)}
    entry = Entry(captured.entry, time, evidence.actor, Act.COLLECTED, captured.sha256, captured.address, facts, "")
    return captured_item(evidence.folder, entry, stored, where)


def _captures(folder: Path) -> Iterator[Entry]:
    for number, (_, line) in enumerate(lines_of(folder / LOG), start=1):
        if not line.endswith(b"\n"):
            return
        try:
            entry = read_entry(line)
        except JournalError as fault:
            raise EvidenceError(f"{folder}: {LOG}, line {number}: {fault}; run onrecord verify") from None
        is_capture = entry.act in (Act.COLLECTED, Act.CHANGED) and entry.facts.get("kind") == "page"
        if is_capture and entry.facts.get("outcome") in _OUTCOMES:
            yield entry


def _kind(stored: Stored, payload: bytes) -> Kind:
    known = KINDS.get((stored.media_type or "").partition(";")[0].strip().lower())
    return known or kind_of(stored.address or "", payload)


def _origin(entry: Entry, told: dict[str, Any], charset: str | None) -> Origin:
    final = entry.facts.get("final")
    return Origin(
        url=final if isinstance(final, str) else entry.address,
        outlet=_words(told.get("outlet")),
        country=_words(told.get("country")),
        published=_day(told.get("published")),
        dated_by="feed",
        charset=charset,
        last_modified=day_of(_words(entry.facts.get("last_modified"))),
        retrieved=datetime.fromisoformat(entry.time),
    )


def _words(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
