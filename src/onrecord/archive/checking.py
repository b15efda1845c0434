"""An archive checked whole: every text, quote and record against its document, every original against its SHA-256,
persons against their ids, and the chain of custody.

In: an open archive. Out: a Verdict with each fault in one line; nothing is written. Requirement A3: re-verified when
asked, as each record is whenever it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from onrecord.archive.archive import Archive
from onrecord.capture.journal import START
from onrecord.errors import ArchiveError

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class ArchiveVerdict:
    """What a check found; ``head`` is the digest of the newest entry in the chain of custody."""

    reports: int
    originals: int
    entries: int
    head: str
    faults: tuple[str, ...]


def check(archive: Archive) -> ArchiveVerdict:
    """Read all that an archive holds and hold it against its digests."""
    faults: list[str] = []
    reports, originals = archive.report_ids(), archive.originals()
    for report_id in reports:
        _try(partial(archive.coding, report_id), faults)
    for sha256 in originals:
        _try(partial(archive.original, sha256), faults)
    _try(archive.person_rows, faults)
    entries = _try(archive.custody, faults) or ()
    head = entries[-1].sha256 if entries else START
    return ArchiveVerdict(len(reports), len(originals), len(entries), head, tuple(faults))


def _try(read: Callable[[], Found], faults: list[str]) -> Found | None:
    try:
        return read()
    except ArchiveError as fault:
        faults.append(str(fault))
        return None
