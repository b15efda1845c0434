"""Printing: results on stdout, everything else on stderr, and the count of what was read and refused."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from onrecord.contract import Json, coding_to_json, error_to_json
from onrecord.formats import GEOJSON_END, GEOJSON_START, csv_header, csv_row, geojson_feature, json_line
from onrecord.model import Coding, Incident
from onrecord.runs.outcomes import Coded, Outcome, Placed, Refused
from onrecord.runs.sources import expected_reports
from onrecord.show.incidents import LEGEND, coding_view, header
from onrecord.show.words import one_line


@dataclass(slots=True)
class Tally:
    """What a run came to; read = coded + refused. ``unanchored``: numbers and times that no value took."""

    coded: int = 0
    refused: int = 0
    unanchored: int = 0

    @property
    def read(self) -> int:
        """How many reports were met."""
        return self.coded + self.refused

    @property
    def exit_status(self) -> int:
        """0 where all was read, 1 where something was refused."""
        return 1 if self.refused else 0

    def watch(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, counting them and naming the refused on stderr, one line each."""
        for outcome in outcomes:
            self.note(outcome)
            yield outcome

    def note(self, outcome: Outcome | Placed) -> None:
        """Count one outcome."""
        if isinstance(outcome, Refused):
            self.refused += 1
            click.echo(f"onrecord: {one_line(str(outcome.error))}", err=True)
            return
        self.coded += 1
        if isinstance(outcome, Coded):
            self.unanchored += len(outcome.coding.report.unanchored)

    def close(self) -> None:
        """Say on stderr how many of many were refused, and how much was read that no value took."""
        if self.refused and self.read > 1:
            click.echo(f"onrecord: {self.refused} of {self.read} reports could not be read", err=True)
        if self.unanchored:
            click.echo(f"onrecord: numbers or times tied to no value: {self.unanchored}; see 'unanchored'", err=True)


def say(line: str) -> None:
    """Tell a person who watches why nothing happens for a while."""
    if sys.stderr.isatty():
        click.echo(line, err=True)


def codings(outcomes: Iterable[Outcome]) -> Iterator[Coding]:
    """What was coded, without the refused."""
    return (outcome.coding for outcome in outcomes if isinstance(outcome, Coded))


def outcome_to_json(outcome: Outcome, *, text: bool) -> Json:
    """The contract's object for a report, read or not."""
    if isinstance(outcome, Refused):
        return error_to_json(outcome.error, outcome.report_id)
    return coding_to_json(outcome.coding, text=text)


def echo_json(found: Json) -> None:
    """One object on one line of stdout, always UTF-8."""
    echo_line(json_line(found))


def echo_line(line: str) -> None:
    """A line on stdout, always UTF-8, whatever the terminal's encoding: programs read it."""
    click.echo(line.encode("utf-8") + b"\n", nl=False)


def terminal(*, force_colour: bool = False) -> Console:
    """Stdout as rich draws on it: coloured only on a terminal, nothing of a report's text taken as markup."""
    return Console(
        force_terminal=True if force_colour else None,
        color_system="256" if force_colour else "auto",
        markup=False,
        highlight=False,
        emoji=False,
    )


def print_codings(outcomes: Iterable[Outcome]) -> int:
    """Reports with their incidents and quotes, as a table; gives back how many incidents there were."""
    console = terminal()
    count = 0
    for coding in codings(outcomes):
        if not count:
            console.print(header(console.width))
        console.print(coding_view(coding, console.width))
        count += max(1, len(coding.incidents))
    if count:
        console.print(LEGEND, style="dim")
    return count


def print_csv(incidents: Iterable[Incident]) -> None:
    """Incidents as CSV, a header first."""
    echo_line(csv_header())
    for incident in incidents:
        echo_line(csv_row(incident))


def print_geojson(incidents: Iterable[Incident]) -> None:
    """Incidents as one GeoJSON FeatureCollection, a feature a line."""
    echo_line(GEOJSON_START)
    before = ""
    for incident in incidents:
        echo_line(before + json_line(geojson_feature(incident)))
        before = ","
    echo_line(GEOJSON_END)


@contextmanager
def progress_over(sources: tuple[str, ...], *, stdout_is_free: bool) -> Iterator[Progress | None]:
    """A progress bar on stderr, for more than one report, where a person watches and no results run through it."""
    if not sys.stderr.isatty() or (not stdout_is_free and sys.stdout.isatty()):
        yield None
        return
    expected = expected_reports(sources)
    if expected == 1:
        yield None
        return
    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task("coding", total=expected)
        yield progress


def advancing(outcomes: Iterable[Outcome], progress: Progress | None) -> Iterator[Outcome]:
    """Pass outcomes on, moving the bar, where there is one."""
    for outcome in outcomes:
        if progress is not None:
            progress.advance(progress.task_ids[0])
        yield outcome
