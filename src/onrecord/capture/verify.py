"""Verifying: every byte of an evidence folder read again and held against its digests.

In: a folder. Out: a Verdict: every fault in one line that names the item, and the head of the log. Nothing is written.
The log's chain is followed, each manifest line is held against the log, each WARC record against the manifest, and no
byte may lie between them. A change of one bit in any file is found; a change of everything at once, all digests made
anew, is found by who noted the head elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.capture.folder import (
    ASIDE,
    LOCK,
    LOG,
    MANIFEST,
    README,
    WARC,
    aside_files,
    digest_of,
    is_being_written,
    size_of,
)
from onrecord.capture.journal import (
    START,
    Act,
    Entry,
    JournalError,
    Stored,
    follows,
    lines_of,
    read_entry,
    read_stored,
)
from onrecord.capture.records import hex_digest
from onrecord.capture.stored import check_payload, check_record
from onrecord.capture.timestamps import check_signature, is_of
from onrecord.errors import EvidenceError

MOST_FAULTS = 10_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. ``item``: the payload's SHA-256, or the record or line it is in."""

    item: str
    message: str

    def __str__(self) -> str:
        return f"{self.item}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying came to."""

    faults: tuple[Fault, ...]
    entries: int
    records: int
    items: int
    incomplete: int
    """Captures that lack something, as they say themselves."""
    timestamps: int
    head: str
    """Digest of the newest entry."""

    @property
    def is_sound(self) -> bool:
        """Whether all is as it was written."""
        return not self.faults


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    timestamp_root: Path | None = None
    timestamps: int = 0
    faults: list[Fault] = field(default_factory=list)
    seq: int = 0
    head: str = START
    heads: set[str] = field(default_factory=set)
    groups: dict[int, str] = field(default_factory=dict)
    aside: dict[str, tuple[int, str]] = field(default_factory=dict)
    readme: str | None = None
    records: int = 0
    incomplete: int = 0
    payloads: set[bytes] = field(default_factory=set)
    ends: dict[str, int] = field(default_factory=dict)

    def find(self, item: str, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(item, message))


def verify(
    folder: Path, *, head: str | None = None, is_own: bool = False, timestamp_root: Path | None = None
) -> Verdict:
    """Read a folder again, every byte of it. ``head``: an entry's digest that was noted elsewhere.

    ``timestamp_root``: the certificate (PEM) under which timestamps must be signed.

    ``is_own``: the caller holds the folder for writing and writes nothing meanwhile. While another process writes, its
    unfinished last entry is left out. Raises EvidenceError where the folder is no evidence folder.
    """
    if not (folder / LOG).exists():
        raise EvidenceError(f"{folder}: is no evidence folder, or its {LOG} was removed")
    is_moving = not is_own and is_being_written(folder)
    reading = _Reading(timestamp_root=timestamp_root)
    _read_log(folder, reading, is_moving=is_moving)
    _read_manifest(folder, reading, is_moving=is_moving)
    _check_files(folder, reading, is_moving=is_moving)
    if head is not None and head not in reading.heads:
        reading.find(head, f"{LOG} holds no entry of this digest: what it told of was taken out or changed")
    return Verdict(
        tuple(reading.faults),
        reading.seq,
        reading.records,
        len(reading.payloads),
        reading.incomplete,
        reading.timestamps,
        reading.head,
    )


def _read_log(folder: Path, reading: _Reading, *, is_moving: bool) -> None:
    for number, (_, line) in enumerate(lines_of(folder / LOG), start=1):
        if not line.endswith(b"\n"):
            if not is_moving:
                reading.find(f"{LOG}, line {number}", "is half written; open the folder once to set it aside")
            return
        try:
            entry = read_entry(line)
        except JournalError as fault:
            reading.find(f"{LOG}, line {number}", str(fault))
            reading.seq, reading.head = number, ""
            continue
        try:
            follows(entry, reading.seq + 1, reading.head or entry.before)
        except JournalError as fault:
            reading.find(f"{LOG}, line {number} ({entry.item or entry.act})", str(fault))
        _take_entry(entry, reading)
    if not reading.seq:
        reading.find(LOG, "holds no entry")


def _take_entry(entry: Entry, reading: _Reading) -> None:
    reading.seq, reading.head = entry.seq, entry.sha256
    reading.heads.add(entry.sha256)
    if "manifest_sha256" in entry.facts:
        reading.groups[entry.seq] = str(entry.facts["manifest_sha256"])
    if entry.seq == 1:
        reading.readme = entry.facts.get("readme_sha256")
    if entry.act is Act.TIMESTAMPED:
        _check_timestamp(entry, reading)
    for one in entry.facts.get("set_aside", ()):
        reading.aside[one["file"]] = (one["bytes"], one["sha256"])


def _check_timestamp(entry: Entry, reading: _Reading) -> None:
    """Hold a timestamp against the entry it tells of and, where a root certificate is given, its signature."""
    reading.timestamps += 1
    stamped, reply = str(entry.facts.get("entry_sha256")), str(entry.facts.get("reply"))
    where = f"{LOG}, entry {entry.seq}"
    if stamped not in reading.heads or not is_of(reply, stamped):
        reading.find(where, "its timestamp is of no entry before it")
    elif reading.timestamp_root is not None:
        why = check_signature(reply, stamped, reading.timestamp_root)
        if why is not None:
            reading.find(where, why)


def _read_manifest(folder: Path, reading: _Reading, *, is_moving: bool) -> None:
    """Hold each group of lines against the log, and each record against its line."""
    told = set()
    for seq, number, lines in _groups(folder, reading, is_moving=is_moving):
        if seq > reading.seq and is_moving:
            break
        told.add(seq)
        where = f"{MANIFEST}, lines {number} to {number + len(lines) - 1}"
        if reading.groups.get(seq) != hex_digest(b"".join(line for line, _ in lines)):
            reading.find(where, f"do not match entry {seq} of {LOG}: a line was altered, taken out or added")
        for _, stored in lines:
            _check_stored(folder, stored, reading)
    for seq in sorted(set(reading.groups) - told):
        reading.find(f"{LOG}, entry {seq}", f"{MANIFEST} lacks its lines")


def _groups(
    folder: Path, reading: _Reading, *, is_moving: bool
) -> Iterator[tuple[int, int, list[tuple[bytes, Stored]]]]:
    """The lines of each log entry, with the number of the first."""
    group: list[tuple[bytes, Stored]] = []
    start = 1
    for number, (_, line) in enumerate(lines_of(folder / MANIFEST), start=1):
        if not line.endswith(b"\n") and is_moving:
            break
        try:
            stored = read_stored(line)
        except JournalError as fault:
            reading.find(f"{MANIFEST}, line {number}", str(fault))
            continue
        if group and group[0][1].log_seq != stored.log_seq:
            yield group[0][1].log_seq, start, group
            group = []
        start = start if group else number
        group.append((line, stored))
    if group:
        yield group[0][1].log_seq, start, group


def _check_stored(folder: Path, stored: Stored, reading: _Reading) -> None:
    reading.records += 1
    reading.incomplete += stored.complete is False
    end = reading.ends.get(stored.file, 0)
    if stored.offset != end:
        reading.find(stored.sha256 or stored.record_id, f"{stored.file} holds unknown bytes from {end} on")
    reading.ends[stored.file] = stored.offset + stored.length
    try:
        with (folder / stored.file).open("rb") as stream:
            stream.seek(stored.offset)
            member = stream.read(max(0, stored.length))
        record = check_record(member, stored)
        if stored.sha256 is not None and stored.record_type != "revisit":
            check_payload(record, stored)
            reading.payloads.add(bytes.fromhex(stored.sha256))
    except (OSError, ValueError) as fault:
        reading.find(stored.sha256 or stored.record_id, f"{stored.file} cannot be read ({fault})")
    except EvidenceError as fault:
        reading.find(stored.sha256 or stored.record_id, str(fault))
    if stored.record_type == "revisit" and bytes.fromhex(stored.sha256 or "") not in reading.payloads:
        reading.find(str(stored.sha256), f"{stored.record_id} tells of an item that is not in the folder")


def _check_files(folder: Path, reading: _Reading, *, is_moving: bool) -> None:
    """Hold the files against what the log and the manifest say is there: nothing less, nothing more."""
    last = max(reading.ends, default="")
    for path in sorted((folder / WARC).glob("*")):
        file = f"{WARC}/{path.name}"
        end = reading.ends.get(file, 0)
        if path.stat().st_size > end and not (is_moving and file >= last):
            reading.find(file, f"holds bytes from {end} on that no entry tells of")
    found = aside_files(folder)
    for name in sorted(reading.aside.keys() | found.keys()):
        if reading.aside.get(name) != found.get(name):
            reading.find(f"{ASIDE}/{name}", f"is not as {LOG} tells of it")
    if reading.readme is not None and (not (folder / README).is_file() or digest_of(folder / README) != reading.readme):
        reading.find(README, "is not as it was written")
    if size_of(folder / LOCK):
        reading.find(LOCK, "is not empty, as it should be")
    own = {LOG, MANIFEST, README, LOCK, WARC, ASIDE}
    for path in sorted(folder.iterdir()):
        if path.name not in own:
            reading.find(path.name, "is no part of the evidence; keep other files elsewhere")
