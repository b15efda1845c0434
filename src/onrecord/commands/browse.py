"""``onrecord incidents``, ``reports`` and ``show``: what an archive holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from onrecord.commands.ingest import open_archive
from onrecord.commands.options import archive_option, format_option
from onrecord.commands.printing import echo_json, print_csv, print_geojson, terminal
from onrecord.contract import Json, incident_to_json, report_to_json
from onrecord.errors import ArchiveError
from onrecord.linking.as_json import joined_to_json
from onrecord.linking.reconciling import Rule
from onrecord.model import Incident, Report
from onrecord.show.incidents import LEGEND, incidents_view
from onrecord.show.report import claims_to_mark, report_view
from onrecord.show.words import one_line

if TYPE_CHECKING:
    from onrecord.archive import Archive


@click.command()
@archive_option("The archive to read.")
@format_option("jsonl", "table", "csv", "geojson", terminal="table", piped="jsonl")
@click.option("--every", is_flag=True, help="Each report's own, those of copies and old versions too, unlinked.")
@click.option(
    "--as-of", "run", type=click.IntRange(1), metavar="RUN", help="As a run left them; see: onrecord history."
)
@click.option(
    "--rule",
    type=click.Choice([one.value for one in Rule]),
    default=Rule.ONRECORD.value,
    show_default=True,
    help="How conflicting tolls are reconciled.",
)
@click.option("--without-single", is_flag=True, help="Leave out what only one independent source tells.")
def incidents(
    archive_path: Path, output_format: str, *, every: bool, run: int | None, rule: str, without_single: bool
) -> None:
    """Print the incidents of an archive over all its reports, oldest first, those without a date last.

    What several reports tell of is one incident; its toll ranges over what independent sources say. What a
    person rejected is left out.

    \b
    On a terminal, a table:
        onrecord incidents --archive onrecord.db
    For a spreadsheet, or a map:
        onrecord incidents --archive onrecord.db --format csv > out.csv
        onrecord incidents --archive onrecord.db --format geojson > out.geojson
    The ids of incidents in Iraq, with jq:
        onrecord incidents | jq -r 'select(.place.country == "IQ") | .id'
    """
    from onrecord.runs.incidents import standing  # noqa: PLC0415 - loads slowly

    with open_archive(archive_path) as archive:
        if every:
            _print_incidents(archive.incidents(every=True), output_format)
            return
        found = [one for one in standing(archive, run=run, rule=Rule(rule)) if not one.is_rejected]
    if without_single:
        found = [one for one in found if one.joined.independent > 1]
    if output_format == "jsonl":
        for one in found:
            echo_json({**joined_to_json(one.joined), "decisions": [asdict(verdict) for verdict in one.verdicts]})
    else:
        _print_incidents((one.joined.incident for one in found), output_format)


def _print_incidents(found: Iterable[Incident], output_format: str) -> None:
    if output_format == "csv":
        print_csv(found)
    elif output_format == "geojson":
        print_geojson(found)
    elif output_format == "table":
        console = terminal()
        console.print(incidents_view(found, console.width, ids=True))
        console.print(LEGEND, style="dim")
    else:
        for incident in found:
            echo_json(incident_to_json(incident))


@click.command()
@archive_option("The archive to read.")
@format_option("jsonl", "table", terminal="table", piped="jsonl")
def reports(archive_path: Path, output_format: str) -> None:
    """List the reports of an archive: id, title, publication date, address.

    \b
        onrecord reports --archive onrecord.db
        onrecord reports --archive onrecord.db --format jsonl | jq -r .url
    """
    with open_archive(archive_path) as archive:
        captures = _captures(archive)
        if output_format == "table":
            terminal().print(_reports_table(archive.reports(), captures))
        else:
            for report in archive.reports():
                echo_json({**report_to_json(report), "capture": captures.get(report.id)})


def _captures(archive: Archive) -> dict[str, Json]:
    """What the chain of custody says of each web report's capture: whether it is complete, and what it lacks."""
    facts = (entry.facts for entry in archive.custody() if "capture" in entry.facts)
    return {str(one["report"]): dict(one["capture"]) for one in facts}


def _reports_table(found: Iterable[Report], captures: Mapping[str, Json]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("ID", overflow="fold", style="dim")
    table.add_column("PUBLISHED", width=10)
    table.add_column("TITLE", overflow="fold", ratio=1)
    for report in found:
        published = "unknown" if report.published.day is None else report.published.day.isoformat()
        title = Text(one_line(report.title or "untitled"))
        is_incomplete = not captures.get(report.id, {}).get("complete", True)
        for line in (report.outlet, _relation(report), "incomplete capture" if is_incomplete else None):
            if line:
                title.append(f"\n{one_line(line)}", style="dim")
        table.add_row(Text(one_line(report.id)), published, title)
    return table


def _relation(report: Report) -> str | None:
    if report.copy_of is not None:
        return f"copy of {report.copy_of}"
    return None if report.supersedes is None else f"newer version of {report.supersedes}"


@click.command()
@click.argument("wanted_id", metavar="ID")
@archive_option("The archive to read.")
@format_option("ansi", "text", terminal="ansi", piped="text")
def show(wanted_id: str, archive_path: Path, output_format: str) -> None:
    """Print a report's text with the words that its claims cite marked.

    ID is a report's, an incident's or a claim's, or its beginning where that is enough. An incident's or a
    claim's id marks only its own words. With --format text, the text comes exactly as it was stored.

    \b
        onrecord incidents --archive onrecord.db
        onrecord show i-41c0 --archive onrecord.db
        onrecord show i-41c0 --archive onrecord.db --format ansi | less -R
        onrecord show r-9f2e --archive onrecord.db --format text > report.txt
    """
    with open_archive(archive_path) as archive:
        try:
            found = archive.find(wanted_id)
        except ArchiveError as error:
            raise click.BadParameter(str(error), param_hint="ID") from error
        coding = archive.coding(found.report_id)
    if output_format == "text":
        click.echo(coding.report.text.encode("utf-8", "surrogatepass"), nl=False)
        return
    terminal(force_colour=True).print(report_view(coding, claims_to_mark(coding, found.id)))
