"""Addresses and evidence folders as sources: pages fetched for a run, or captured before, and where each is kept.

In: an address, or an evidence folder. Out: items with the folder and SHA-256 that each is kept under. An address is
captured as ``onrecord fetch`` does it: into the folder that the settings name, else into one that is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.capture.collecting import How, collecting
from onrecord.capture.fetching import Captured, Failed
from onrecord.capture.fetching import Settings as FetchSettings
from onrecord.capture.items import captured_items
from onrecord.errors import CaptureError, EvidenceError, UnreadableReport
from onrecord.reports import Item
from onrecord.runs.outcomes import Kept, Settings


def fetched(address: str, settings: Settings) -> tuple[Item, Kept | None]:
    """Fetch one address. Raises UnreadableReport with the reason of a CaptureError, or 'evidence'."""
    with _folder(settings) as folder:
        how = How(folder, picture=settings.evidence is not None, allow_loopback=settings.allow_loopback)
        try:
            with collecting(how, FetchSettings("onrecord ingest" if settings.evidence else "onrecord code")) as fetcher:
                outcome = fetcher.fetch(address)
        except (EvidenceError, CaptureError) as fault:
            raise UnreadableReport(address, "evidence", str(fault)) from fault
        if not isinstance(outcome, Captured):
            raise _refusal(address, outcome.message if isinstance(outcome, Failed) else "the page was taken down")
        item = _newest(folder, outcome.sha256, address)
        return item, None if settings.evidence is None else Kept(folder, outcome.sha256, outcome.missing)


def evidence_items(folder: Path) -> Iterator[tuple[Item | UnreadableReport, Kept]]:
    """Every version of every page of an evidence folder, with where it is kept."""
    try:
        for stored, item in captured_items(folder):
            yield item, Kept(folder, "", ()) if stored is None else Kept(folder, stored.sha256 or "", stored.missing)
    except EvidenceError as fault:
        raise UnreadableReport(str(folder), "evidence", str(fault)) from fault


@contextmanager
def _folder(settings: Settings) -> Iterator[Path]:
    if settings.evidence is not None:
        yield settings.evidence
        return
    with TemporaryDirectory(prefix="onrecord-") as folder:
        yield Path(folder) / "evidence"


def _newest(folder: Path, sha256: str, address: str) -> Item:
    """The item of a payload as it was last captured."""
    found = [item for stored, item in captured_items(folder) if stored is not None and stored.sha256 == sha256]
    if not found:
        raise _refusal(address, "it is no page: it holds no text to read")
    if isinstance(found[-1], UnreadableReport):
        raise found[-1]
    return found[-1]


def _refusal(address: str, message: str) -> UnreadableReport:
    return UnreadableReport(address, "fetch", message)
