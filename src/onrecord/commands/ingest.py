"""``onrecord ingest``: code reports and store them in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.commands.options import archive_option, settings_of, settings_options, sources_argument
from onrecord.commands.printing import Tally, advancing, progress_over, say
from onrecord.errors import ArchiveError
from onrecord.reports.relating import Relation
from onrecord.runs.outcomes import Coded, Outcome, Refused

if TYPE_CHECKING:
    from onrecord.archive import Archive

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

    tally: Tally = field(default_factory=Tally)
    new: int = 0
    known: int = 0
    copies: int = 0
    versions: int = 0
    incidents: int = 0


def store_all(archive: Archive, outcomes: Iterable[Outcome], stored: Stored) -> None:
    """Store what was coded, a transaction a batch. Raises ArchiveError; the batch in hand is then rolled back whole."""
    waiting = iter(outcomes)
    while batch := list(islice(waiting, BATCH)):
        with archive.writing():
            for outcome in batch:
                _store(archive, outcome, stored)


def _store(archive: Archive, outcome: Outcome, stored: Stored) -> None:
    if isinstance(outcome, Coded):
        coding = outcome.coding
        try:
            is_new = archive.store(coding)
        except ArchiveError as error:
            outcome = Refused(f"report {coding.report.id}", "conflict", str(error), coding.report.id)
        else:
            archive.keep_original(outcome.raw)
            for link in archive.relate(coding.report):
                stored.copies += link.relation is Relation.COPY_OF
                stored.versions += link.relation is Relation.SUPERSEDES
            stored.new += is_new
            stored.known += not is_new
            stored.incidents += len(coding.incidents)
    stored.tally.note(outcome)


@click.command()
@sources_argument()
@archive_option("The archive to store in; made where there is none.")
@settings_options
def ingest(sources: tuple[str, ...], archive_path: Path, **options: Any) -> None:
    """Code reports and store them in an archive. Storing the same reports again changes nothing.

    A SOURCE is a file or folder of texts, pages, PDFs, JSON lines, feeds, web archives, mail or tables, or -.

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

    stored = Stored()
    with open_archive(archive_path, create=True) as archive, progress_over(sources, stdout_is_free=True) as progress:
        store_all(archive, advancing(code_sources(sources, settings_of(**options), say), progress), stored)
    stored.tally.close()
    click.echo(
        f"{archive_path}: {stored.new} reports stored, {stored.known} there already, "
        f"{stored.tally.refused} refused; {stored.incidents} incidents in what was read"
    )
    if stored.copies or stored.versions:
        click.echo(f"{archive_path}: {stored.copies} are copies of others, {stored.versions} newer versions of others")
    click.get_current_context().exit(stored.tally.exit_status)
