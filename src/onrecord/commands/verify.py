"""``onrecord verify``: an evidence folder, an archive or an export checked, byte for byte."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.capture.evidence import Evidence
from onrecord.capture.journal import Act
from onrecord.capture.verify import Verdict
from onrecord.capture.verify import verify as verify_folder
from onrecord.commands.ingest import open_archive
from onrecord.commands.printing import echo_json

SUMS = "SHA256SUMS"
"""What an export is told by."""


@click.command()
@click.argument("folder", metavar="FOLDER|FILE", type=click.Path(path_type=Path))
@click.option("--head", metavar="DIGEST", help="A head of the log that you noted earlier; it must still be there.")
@click.option(
    "--timestamp-root",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The certificate (PEM) of the authority that stamped captures; its signatures are checked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--actor", metavar="NAME", help="Write the check into the folder's log, as done by NAME.")
def verify(folder: Path, head: str | None, timestamp_root: Path | None, as_json: bool, actor: str | None) -> None:
    """Check that nothing in an evidence folder, an archive or an export was changed.

    Every record is read again and held against its digests, every line of the log against the one before.
    A fault is one line that names the item. What is checked is only read, unless --actor is given.

    \b
        onrecord verify evidence
        onrecord verify onrecord.db
        onrecord verify exported
    The head of the log that it prints stands for all that is there.
    Note it elsewhere; later:
        onrecord verify evidence --head DIGEST

    \b
    Exit status: 0 all as it was; 1 something was changed, each named;
    2 wrong use.
    """
    if (folder / SUMS).is_file() or folder.is_file():
        if head is not None or actor is not None:
            raise click.UsageError("--head and --actor go with an evidence folder")
        told, faults = _export_checked(folder) if folder.is_dir() else _archive_checked(folder)
        _tell(folder, told, faults, as_json=as_json)
        click.get_current_context().exit(1 if faults else 0)
    head = None if head is None else head.strip().lower()
    verdict = verify_folder(folder, head=head, timestamp_root=timestamp_root)
    if actor is not None and verdict.is_sound:
        with Evidence(folder, actor=actor) as evidence:
            evidence.note(Act.VERIFIED, facts=verdict_facts(verdict))
    if as_json:
        told_faults = [{"item": fault.item, "message": fault.message} for fault in verdict.faults]
        echo_json({"folder": str(folder), **verdict_facts(verdict), "head": verdict.head, "faults": told_faults})
    else:
        for fault in verdict.faults:
            click.echo(str(fault))
        click.echo(_summary(folder, verdict))
    click.get_current_context().exit(0 if verdict.is_sound else 1)


def _export_checked(folder: Path) -> tuple[dict[str, object], tuple[str, ...]]:
    from onrecord.runs.exporting import check_export  # noqa: PLC0415 - the database library loads slowly

    files, faults = check_export(folder)
    return {"files": files}, faults


def _archive_checked(path: Path) -> tuple[dict[str, object], tuple[str, ...]]:
    from onrecord.archive.checking import check  # noqa: PLC0415 - the same

    with open_archive(path) as archive:
        found = check(archive)
    told: dict[str, object] = {"reports": found.reports, "originals": found.originals, "entries": found.entries}
    return {**told, "head": found.head}, found.faults


def _tell(path: Path, told: dict[str, object], faults: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        echo_json({"folder": str(path), **told, "faults": [{"item": None, "message": fault} for fault in faults]})
        return
    for fault in faults:
        click.echo(fault)
    found = "all as it was" if not faults else f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}"
    counts = ", ".join(f"{count} {name}" for name, count in told.items() if name != "head")
    head = f"; head of the chain of custody: {told['head']}" if "head" in told else ""
    click.echo(f"{path}: {found}; {counts}{head}")


def verdict_facts(verdict: Verdict) -> dict[str, object]:
    """What the log says of a check."""
    return {
        "sound": verdict.is_sound,
        "entries": verdict.entries,
        "records_read": verdict.records,
        "items": verdict.items,
        "incomplete": verdict.incomplete,
        "timestamps": verdict.timestamps,
        "fault_count": len(verdict.faults),
    }


def _summary(folder: Path, verdict: Verdict) -> str:
    count = len(verdict.faults)
    found = "all as it was" if verdict.is_sound else f"{count} {'fault' if count == 1 else 'faults'}"
    return (
        f"{folder}: {found}; {verdict.entries} entries, {verdict.records} records, {verdict.items} items, "
        f"{verdict.incomplete} incomplete captures, {verdict.timestamps} timestamps; head of the log: {verdict.head}"
    )
