"""``onrecord verify``: an evidence folder checked, byte for byte."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.capture.evidence import Evidence
from onrecord.capture.journal import Act
from onrecord.capture.verify import Verdict
from onrecord.capture.verify import verify as verify_folder
from onrecord.commands.printing import echo_json


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--head", metavar="DIGEST", help="A head of the log that you noted earlier; it must still be there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--actor", metavar="NAME", help="Write the check into the folder's log, as done by NAME.")
def verify(folder: Path, head: str | None, as_json: bool, actor: str | None) -> None:
    """Check that nothing in an evidence folder was changed since it was collected.

    Every record is read again and held against its digests, every line of the log against the one before.
    A fault is one line that names the item. The folder is only read, unless --actor is given.

    \b
        onrecord verify evidence
    The head of the log that it prints stands for all that is there. Note it elsewhere; later:
        onrecord verify evidence --head DIGEST

    \b
    Exit status: 0 all as it was; 1 something was changed, each named; 2 wrong use.
    """
    verdict = verify_folder(folder, head=None if head is None else head.strip().lower())
    if actor is not None and verdict.is_sound:
        with Evidence(folder, actor=actor) as evidence:
            evidence.note(Act.VERIFIED, facts=verdict_facts(verdict))
    if as_json:
        faults = [{"item": fault.item, "message": fault.message} for fault in verdict.faults]
        echo_json({"folder": str(folder), **verdict_facts(verdict), "head": verdict.head, "faults": faults})
    else:
        for fault in verdict.faults:
            click.echo(str(fault))
        click.echo(_summary(folder, verdict))
    click.get_current_context().exit(0 if verdict.is_sound else 1)


def verdict_facts(verdict: Verdict) -> dict[str, object]:
    """What the log says of a check."""
    return {
        "sound": verdict.is_sound,
        "entries": verdict.entries,
        "records_read": verdict.records,
        "items": verdict.items,
        "incomplete": verdict.incomplete,
        "fault_count": len(verdict.faults),
    }


def _summary(folder: Path, verdict: Verdict) -> str:
    count = len(verdict.faults)
    found = "all as it was" if verdict.is_sound else f"{count} {'fault' if count == 1 else 'faults'}"
    return (
        f"{folder}: {found}; {verdict.entries} entries, {verdict.records} records, {verdict.items} items, "
        f"{verdict.incomplete} incomplete captures; head of the log: {verdict.head}"
    )
