"""Stored items: records read back from an evidence folder, and every digest checked on the way.

In: a folder and what its manifest says of a record. Out: the record or its payload; or an EvidenceError that blocks it
as evidence. Nothing is written, and the folder need not be open: who only reads needs no lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.capture.folder import LOG, MANIFEST
from onrecord.capture.journal import JournalError, Stored, lines_of, read_stored
from onrecord.capture.records import Record, RecordError, hex_digest, payload_of, unpack_record
from onrecord.errors import EvidenceError


def read_record(folder: Path, stored: Stored) -> Record:
    """Read a stored record and check every digest that the manifest has of it. Raises EvidenceError."""
    try:
        with (folder / stored.file).open("rb") as stream:
            stream.seek(stored.offset)
            member = stream.read(stored.length)
    except OSError as fault:
        raise _blocked(stored, f"{stored.file} cannot be read ({fault.strerror})") from None
    return check_record(member, stored)


def check_record(member: bytes, stored: Stored) -> Record:
    """The record of some bytes, which must be those that the manifest tells of. Raises EvidenceError."""
    if hex_digest(member) != stored.stored_sha256:
        raise _blocked(stored, "its stored bytes were altered")
    try:
        record = unpack_record(member, stored.block_bytes)
    except RecordError as fault:
        raise _blocked(stored, f"its record {fault}") from None
    told = (stored.record_type, stored.record_id, stored.address, stored.time, stored.block_sha256)
    if told != (record.type, record.id, record.address, record.time, hex_digest(record.block)):
        raise _blocked(stored, "its record is another than the manifest tells of")
    return record


def read_payload(folder: Path, stored: Stored) -> bytes:
    """The payload of a stored record, all digests checked. Raises EvidenceError."""
    return check_payload(read_record(folder, stored), stored)


def check_payload(record: Record, stored: Stored) -> bytes:
    """The payload of a record, which must be the one that the manifest tells of. Raises EvidenceError."""
    try:
        payload = payload_of(record, max(1, stored.payload_bytes or 0))
    except RecordError as fault:
        raise _blocked(stored, f"its record {fault}") from None
    if hex_digest(payload) != stored.sha256 or len(payload) != stored.payload_bytes:
        raise _blocked(stored, "its payload does not match its digest")
    return payload


def _blocked(stored: Stored, words: str) -> EvidenceError:
    item = stored.sha256 or stored.record_id
    return EvidenceError(
        f"item {item} ({stored.address or stored.file}): {words}; it is blocked as evidence: restore {stored.file} "
        "from a copy"
    )


def stored_in(folder: Path) -> Iterator[Stored]:
    """Every record of a folder as its manifest tells, without opening it for writing. Raises EvidenceError."""
    if not (folder / LOG).exists():
        raise EvidenceError(f"{folder}: is no evidence folder; it has no {LOG}")
    for number, (_, line) in enumerate(lines_of(folder / MANIFEST), start=1):
        if not line.endswith(b"\n"):
            return
        try:
            yield read_stored(line)
        except JournalError as fault:
            raise EvidenceError(f"{folder}: {MANIFEST}, line {number}: {fault}; run onrecord verify") from None
