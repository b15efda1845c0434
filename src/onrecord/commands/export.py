"""``onrecord export``: an archive as files that any tool opens."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.commands.ingest import open_archive
from onrecord.commands.options import actor_option, archive_option


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@archive_option("The archive to export.")
@actor_option()
def export(folder: Path, archive_path: Path, actor: str) -> None:
    """Write all that an archive holds into a folder: originals, reports, claims, incidents, chain of custody.

    The files are plain bytes and JSON lines, with a README of the fields and the SHA-256 of each. The export is
    noted in the archive's chain of custody.

    \b
        onrecord export exported --archive onrecord.db
        onrecord verify exported
    """
    from onrecord.runs.exporting import export as export_archive  # noqa: PLC0415 - the database library loads slowly

    with open_archive(archive_path, create=True) as archive:
        done = export_archive(archive, folder, actor)
    click.echo(f"{folder}: {done.reports} reports and {done.originals} originals in {done.files} files")
