"""``onrecord sources``: who stands behind the incidents of an archive, and which sources count no more."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import click

from onrecord.commands.ingest import open_archive
from onrecord.commands.linking import by_option, why_option
from onrecord.commands.options import archive_option, format_option
from onrecord.commands.printing import echo_json
from onrecord.errors import InputError
from onrecord.show.words import one_line


@click.group()
def sources() -> None:
    """See who stands behind incidents, and discredit a source once for all that leans on it."""


@sources.command("list")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
def list_(archive_path: Path, output_format: str) -> None:
    """List every source, what kind it is, and how many incidents rest on it."""
    from onrecord.runs.incidents import standing  # noqa: PLC0415 - loads slowly

    with open_archive(archive_path) as archive:
        found = standing(archive)
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    alone: dict[tuple[str, str], set[str]] = defaultdict(set)
    out = {voice.name for one in found for voice in one.joined.discredited}
    for one in found:
        for voice in (*one.joined.voices, *one.joined.discredited):
            told[voice.name, voice.kind.value].add(one.joined.incident.id)
            if one.joined.independent == 1 and voice.independent:
                alone[voice.name, voice.kind.value].add(one.joined.incident.id)
    for key in sorted(told, key=lambda key: (-len(told[key]), key)):
        name, kind = key
        row = {
            "name": name,
            "kind": kind,
            "incidents": len(told[key]),
            "alone": len(alone[key]),
            "discredited": name in out,
        }
        if output_format == "jsonl":
            echo_json(row)
        else:
            mark = ", discredited" if name in out else ""
            click.echo(one_line(f"{row['incidents']:>6} {row['alone']:>6} alone  {name} ({kind}{mark})"))


@sources.command("leaning")
@click.argument("name")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
def leaning(name: str, archive_path: Path, output_format: str) -> None:
    """List every incident that leans on a source, and what is left of it without."""
    from onrecord.runs.incidents import leaning_on  # noqa: PLC0415 - loads slowly

    with open_archive(archive_path) as archive:
        found = leaning_on(archive, name)
    if not found:
        raise InputError(f"no incident of {archive_path} leans on '{name}'; see: onrecord sources list")
    for one in found:
        left = "nothing is left" if one.left == 0 else f"{one.left} of {one.independent} independent sources are left"
        if output_format == "jsonl":
            echo_json(
                {"id": one.incident_id, "reports": list(one.reports), "independent": one.independent, "left": one.left}
            )
        else:
            click.echo(one_line(f"{one.incident_id}  {left}; told in {', '.join(one.reports)}"))


@sources.command("discredit")
@click.argument("name")
@archive_option("The archive to write to.")
@by_option
@why_option
def discredit(name: str, archive_path: Path, by: str, why: str) -> None:
    """Mark an outlet or speaker, once: it counts no more for any status, toll or grade, and stays listed."""
    _mark(archive_path, name, is_discredited=True, by=by, why=why)


@sources.command("reinstate")
@click.argument("name")
@archive_option("The archive to write to.")
@by_option
@why_option
def reinstate(name: str, archive_path: Path, by: str, why: str) -> None:
    """Let a source that was discredited count again."""
    _mark(archive_path, name, is_discredited=False, by=by, why=why)


def _mark(archive_path: Path, name: str, *, is_discredited: bool, by: str, why: str) -> None:
    from onrecord.runs.incidents import leaning_on  # noqa: PLC0415 - loads slowly

    with open_archive(archive_path) as archive:
        found = leaning_on(archive, name)
        if not found:
            raise InputError(f"no incident of {archive_path} leans on '{name}'; see: onrecord sources list")
        archive.discredit(name, is_discredited=is_discredited, by=by, why=why)
    word = "discredited" if is_discredited else "reinstated"
    click.echo(f"{one_line(name)} {word} by {one_line(by)}; {len(found)} incidents lean on it:")
    for one in found:
        click.echo(f"  {one.incident_id}")
