"""What becomes of a report in a run: it is coded, or refused with a reason; and the settings that a run is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.errors import UnreadableReport
from onrecord.model import Coding, Place, Report

DEFAULT_MAX_BYTES = 50_000_000
"""The largest source, or line of a JSONL, that is read unless told otherwise: far beyond any news report."""

COLUMN_FIELDS = ("text", "html", "title", "published", "url", "id", "outlet", "byline", "country")
"""What of a report a table's column can hold."""
Columns = tuple[tuple[str, str], ...]
"""Which column the user says holds what: (('text', 'Body'), ('published', 'Date'))."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to code a batch: what the user knows of the reports, and the limits to keep."""

    published: date | None = None
    country: str | None = None
    min_confidence: float = 0.0
    workers: int = 1
    max_bytes: int = DEFAULT_MAX_BYTES
    """Of one report, or item of a container."""
    columns: Columns = ()
    """Of tables; what is not said here is taken by its evident name."""
    evidence: Path | None = None
    """Where pages fetched for this run are kept as evidence; None: nowhere."""
    allow_loopback: bool = False
    """For tests: let servers of this very machine be read."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a report's bytes are kept as evidence: the folder, and the SHA-256 that it knows them by."""

    folder: Path
    sha256: str
    missing: tuple[str, ...] = ()
    """What the capture lacks of address, response and picture, a sentence each."""


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report that was read, the source it came from, and the bytes that its SHA-256 is of."""

    source: str
    report: Report
    raw: bytes
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A report that was coded, the bytes it was read from, and the source that held them."""

    coding: Coding
    raw: bytes
    source: str = ""
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A report and its places in text order; where spans were given, one for each, None for one without a place."""

    report: Report
    places: tuple[Place | None, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that could not be read or coded: where, a reason code, what to do; the input's id where it is known."""

    source: str
    reason: str
    message: str
    report_id: str | None = None

    @classmethod
    def of(cls, error: UnreadableReport) -> Refused:
        """The same as a value that can be passed between processes."""
        return cls(error.source, error.reason, error.message, error.report_id)

    @property
    def error(self) -> UnreadableReport:
        """The same as an exception."""
        return UnreadableReport(self.source, self.reason, self.message, self.report_id)


Outcome = Coded | Refused
