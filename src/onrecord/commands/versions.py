"""``onrecord versions``: what a publisher changed in a report."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import click

from onrecord.archive import Archive
from onrecord.commands.ingest import open_archive
from onrecord.commands.options import archive_option, format_option
from onrecord.commands.printing import echo_json
from onrecord.contract import Json
from onrecord.errors import ArchiveError
from onrecord.incidents.changed import IncidentChange, changed_incidents
from onrecord.incidents.totals import Range
from onrecord.model import Coding, Incident, Report, Span
from onrecord.reports.versions import changes
from onrecord.show.words import one_line, when_words


@click.command()
@click.argument("wanted_id", metavar="ID")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
def versions(wanted_id: str, archive_path: Path, output_format: str) -> None:
    """Show the versions of a report, and what changed from each to the next: tolls first, then the words.

    ID is a report's, or its beginning where that is enough; any version will do.

    \b
        onrecord versions r-9f2e --archive onrecord.db
        onrecord versions r-9f2e --format jsonl | jq '.tolls'
    """
    with open_archive(archive_path) as archive:
        codings = _codings(archive, wanted_id)
    if output_format == "jsonl":
        for old, new in pairwise(codings):
            echo_json(_to_json(old, new))
        return
    click.echo(_heading(codings[0].report))
    for old, new in pairwise(codings):
        click.echo(_heading(new.report))
        for line in _lines(old, new):
            click.echo(f"  {line}")
    if len(codings) == 1:
        click.echo("  no other version of it is in the archive")


def _codings(archive: Archive, wanted_id: str) -> list[Coding]:
    try:
        found = archive.find(wanted_id)
    except ArchiveError as error:
        raise click.BadParameter(str(error), param_hint="ID") from error
    return [archive.coding(one) for one in archive.versions(found.report_id)]


def _heading(report: Report) -> str:
    day = "day unknown" if report.published.day is None else report.published.day.isoformat()
    fetched = f", fetched {report.retrieved}" if report.retrieved else ""
    return f"{one_line(report.id)}  {day}{fetched}  {one_line(report.title or 'untitled')}"


def _lines(old: Coding, new: Coding) -> list[str]:
    lines = [line for change in changed_incidents(old, new) for line in _incident_lines(change)]
    for change in changes(old.report, new.report):
        lines += [
            f"{sign} {one_line(words)}" for sign, words in _words(old.report, new.report, change.before, change.after)
        ]
    return lines or ["the same words"]


def _words(old: Report, new: Report, before: Span | None, after: Span | None) -> list[tuple[str, str]]:
    told = (("-", old, before), ("+", new, after))
    return [(sign, report.quote(span)) for sign, report, span in told if span is not None]


def _incident_lines(change: IncidentChange) -> list[str]:
    incident = change.after or change.before
    if incident is None:
        return []
    what = "told anew" if change.before is None else "no longer told" if change.after is None else ""
    lines = [f"{_name(incident)}: {what}"] if what else []
    return lines + [
        f"{_name(incident)}: {toll.effect.value} {_range(toll.before)} -> {_range(toll.after)}" for toll in change.tolls
    ]


def _name(incident: Incident) -> str:
    return f"{incident.type}, {when_words(incident.when)}"


def _range(told: Range | None) -> str:
    """'38', '30-40', 'at least 5', 'not told'."""
    if told is None:
        return "not told"
    if told.best is not None and told.low == told.high:
        return str(told.best)
    if told.high is None:
        return f"at least {told.low}" if told.low is not None else "unknown"
    return f"{told.low}-{told.high}"


def _to_json(old: Coding, new: Coding) -> Json:
    return {
        "report": {"id": new.report.id, "supersedes": old.report.id, "retrieved": new.report.retrieved},
        "tolls": [
            {
                "incident": change.after.id if change.after else None,
                "before": change.before.id if change.before else None,
                "type": (change.after or change.before or new.incidents[0]).type,
                "effect": toll.effect.value,
                "from": _range_to_json(toll.before),
                "to": _range_to_json(toll.after),
            }
            for change in changed_incidents(old, new)
            for toll in change.tolls
        ],
        "words": [
            {"before": _span_to_json(old.report, change.before), "after": _span_to_json(new.report, change.after)}
            for change in changes(old.report, new.report)
        ],
    }


def _range_to_json(told: Range | None) -> Json | None:
    return None if told is None else {"low": told.low, "best": told.best, "high": told.high}


def _span_to_json(report: Report, span: Span | None) -> Json | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": report.quote(span)}
