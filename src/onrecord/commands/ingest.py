"""``onrecord ingest``: code reports and store them in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.capture.journal import Act
from onrecord.commands.options import actor_option, archive_option, settings_of, settings_options, sources_argument
from onrecord.commands.printing import Tally, advancing, progress_over, say
from onrecord.errors import ArchiveError
from onrecord.reports.relating import Relation
from onrecord.runs.outcomes import Coded, Kept, Outcome, Refused

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.capture.evidence import Evidence

BATCH = 200
"""Reports stored in one transaction: at ten a second, an interruption costs at most some 20 seconds of work."""


class CannotOpen(click.ClickException):
    """The archive that was named cannot be used: wrong use, one line, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the line on stderr."""
        click.echo(f"onrecord: {self.message}", err=True, file=file)


@contextmanager
def open_archive(path: Path, *, create: bool = False) -> Iterator[Archive]:
    """An open archive; one that cannot be opened is wrong use."""
    from onrecord.archive import Archive  # noqa: PLC0415 - the database library loads slowly

    try:
        archive = Archive.open(path, create=create)
    except ArchiveError as error:
        raise CannotOpen(str(error)) from error
    with archive:
        yield archive


@dataclass(slots=True)
class Stored:
    """What storing came to; coded = new + known + conflicts that the tally refuses."""

    actor: str
    tally: Tally = field(default_factory=Tally)
    new: int = 0
    known: int = 0
    copies: int = 0
    versions: int = 0
    incidents: int = 0
    incomplete: int = 0
    """New web reports without address, response or picture."""
    taken: list[tuple[Kept, str]] = field(default_factory=list)
    """What was taken from evidence folders into the archive, with the report's id: to be noted there."""
    evidence: Evidence | None = None
    """The evidence folder that this process has open, where it has one."""


def store_all(archive: Archive, outcomes: Iterable[Outcome], stored: Stored) -> None:
    """Store what was coded, a transaction a batch; evidence folders are told what was taken from them.

    Raises ArchiveError, and the batch in hand is then rolled back whole; or EvidenceError, once it is stored.
    """
    waiting = iter(outcomes)
    while batch := list(islice(waiting, BATCH)):
        with archive.writing():
            for outcome in batch:
                _store(archive, outcome, stored)
        _note_copies(archive.path, stored)


def _store(archive: Archive, outcome: Outcome, stored: Stored) -> None:
    if isinstance(outcome, Coded):
        coding = outcome.coding
        try:
            is_new = archive.store(coding)
        except ArchiveError as error:
            outcome = Refused(f"report {coding.report.id}", "conflict", str(error), coding.report.id)
        else:
            _keep(archive, outcome, stored, is_new=is_new)
    stored.tally.note(outcome)


def _keep(archive: Archive, outcome: Coded, stored: Stored, *, is_new: bool) -> None:
    """Keep a stored report's bytes, its relations and how it came here."""
    report = outcome.coding.report
    item = archive.keep_original(outcome.raw)
    for link in archive.relate(report):
        stored.copies += link.relation is Relation.COPY_OF
        stored.versions += link.relation is Relation.SUPERSEDES
    if is_new:
        missing = missing_of(outcome)
        facts: dict[str, object] = {"report": report.id, "source": outcome.source}
        if missing is not None:
            facts["capture"] = {"complete": not missing, "missing": list(missing)}
            stored.incomplete += bool(missing)
        if outcome.kept is not None:
            facts["evidence"] = str(outcome.kept.folder)
            stored.taken.append((outcome.kept, report.id))
        archive.note(Act.COLLECTED, actor=stored.actor, item=item, address=report.url, facts=facts)
    stored.new += is_new
    stored.known += not is_new
    stored.incidents += len(outcome.coding.incidents)


NOT_FETCHED = ("response: it was read from a file, not fetched", "picture: it was read from a file, not fetched")


def missing_of(outcome: Coded) -> tuple[str, ...] | None:
    """What a web report lacks of address, response and picture (requirement A1); None where it is no web report."""
    if outcome.kept is not None:
        return outcome.kept.missing
    report = outcome.coding.report
    if report.url is None and not any(step.what == "extract" and step.tool != "pypdfium2" for step in report.steps):
        return None
    return NOT_FETCHED if report.url else ("address: nothing tells it", *NOT_FETCHED)


def _note_copies(archive: Path, stored: Stored) -> None:
    """Write into each evidence folder's chain of custody what was taken from it."""
    for folder in sorted({kept.folder for kept, _ in stored.taken}):
        with _opened(folder, stored) as evidence:
            for kept, report_id in stored.taken:
                if kept.folder == folder:
                    evidence.note("copied", item=kept.sha256, facts={"archive": str(archive), "report": report_id})
    stored.taken.clear()


@contextmanager
def _opened(folder: Path, stored: Stored) -> Iterator[Evidence]:
    if stored.evidence is not None and stored.evidence.folder == folder:
        yield stored.evidence
        return
    from onrecord.capture.evidence import Evidence  # noqa: PLC0415 - few runs take from evidence

    with Evidence(folder, actor=stored.actor) as evidence:
        yield evidence


@click.command()
@sources_argument()
@archive_option("The archive to store in; made where there is none.")
@click.option(
    "--evidence",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the pages of addresses are kept as evidence.  [default: beside the archive]",
)
@actor_option()
@settings_options
def ingest(sources: tuple[str, ...], archive_path: Path, evidence: Path | None, actor: str, **options: Any) -> None:
    """Code reports and store them in an archive. Storing the same reports again changes nothing.

    Copies of one story are known again, and a changed page is a new version of the old report.

    A SOURCE is a file or folder of texts, pages, PDFs, JSON lines, feeds, web archives, mail or tables;
    an address, or a folder of evidence that fetch or watch filled; or -.

    \b
    Into a new archive:
        onrecord ingest reports/ --archive onrecord.db --country SY
    Then:
        onrecord incidents --archive onrecord.db
        onrecord show ID --archive onrecord.db

    Reports are stored in batches of 200: if the disk fills up or you press Ctrl-C, the batch in hand is
    left out whole, the ones before it are kept, and the same command can be given again.

    \b
    Exit status: 0 all read; 1 some not, each named on stderr; 2 wrong use.
    """
    from onrecord.runs.batch import code_sources  # noqa: PLC0415 - loads the language model; --help need not
    from onrecord.runs.linking import link  # noqa: PLC0415 - loads Splink and DuckDB

    stored = Stored(actor)
    settings = replace(settings_of(**options), evidence=evidence or archive_path.with_suffix(".evidence"))
    with open_archive(archive_path, create=True) as archive, progress_over(sources, stdout_is_free=True) as progress:
        store_all(archive, advancing(code_sources(sources, settings, say), progress), stored)
        linked = link(archive)
    stored.tally.close()
    click.echo(
        f"{archive_path}: {stored.new} reports stored, {stored.known} there already, "
        f"{stored.tally.refused} refused; {stored.incidents} incidents in what was read"
    )
    if stored.incomplete:
        lacking = "no address, response or picture as fetch and watch keep them"
        click.echo(f"{archive_path}: {stored.incomplete} are incomplete captures ({lacking})")
    if stored.copies or stored.versions:
        click.echo(f"{archive_path}: {stored.copies} are copies of others, {stored.versions} newer versions of others")
    click.echo(f"{archive_path}: {linked.incidents} incidents in all, over all its reports")
    click.get_current_context().exit(stored.tally.exit_status)
