"""``onrecord places``: every place name of reports, with its point and how exactly it is known."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.table import Table
from rich.text import Text

from onrecord.commands.options import country_option, format_option, map_option, max_bytes_option, sources_argument
from onrecord.commands.printing import Tally, echo_json, say, terminal
from onrecord.contract import error_to_json, toponyms_to_json
from onrecord.model import Place
from onrecord.runs.outcomes import Columns, Placed, Refused, Settings
from onrecord.show.words import one_line


@click.command()
@sources_argument()
@country_option()
@max_bytes_option()
@map_option()
@format_option("jsonl", "table", terminal="table", piped="jsonl")
def places(sources: tuple[str, ...], country: str | None, max_bytes: int, columns: Columns, output_format: str) -> None:
    """Find the place names of reports and place them, whether or not anything happened there.

    Each name has its own point: Ramadi in '30 km west of Ramadi' is Ramadi. A people or an adjective
    ('Syrian') has its country's point and the rule 'places.demonym'. How far to trust a point is told by
    "precision" and "uncertainty_km"; a name that no gazetteer has gets the point of what holds it.

    \b
    On a terminal, a table:
        onrecord places report.txt --country IQ
    As JSON lines, a report a line:
        onrecord places reports.jsonl | jq '.toponyms[] | {text, lat, lon}'
    Only the words you mark, in that order, null for one that cannot be placed:
        echo '{"id": "a", "text": "Fire in Paris, Texas.", "spans": [{"start": 8, "end": 13}]}' | onrecord places -

    \b
    Exit status: 0 all read; 1 some not, each named on stderr; 2 wrong use.
    """
    from onrecord.runs.placing import place_sources  # noqa: PLC0415 - loads the language model; --help need not

    tally = Tally()
    settings = Settings(country=country, max_bytes=max_bytes, columns=columns)
    for outcome in place_sources(sources, settings, say):
        tally.note(outcome)
        if output_format == "table":
            _print_table(outcome)
        elif isinstance(outcome, Refused):
            echo_json(error_to_json(outcome.error, outcome.report_id))
        else:
            echo_json(toponyms_to_json(outcome.report, outcome.places))
    tally.close()
    click.get_current_context().exit(tally.exit_status)


def _print_table(outcome: Placed | Refused) -> None:
    if isinstance(outcome, Refused):
        return
    console = terminal()
    console.print(Text(one_line(outcome.report.title or outcome.report.id), style="bold"))
    console.print(_table(outcome.places))


def _table(found: Iterable[Place | None]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("NAME", overflow="fold")
    table.add_column("WHERE", overflow="fold", ratio=1)
    table.add_column("LAT, LON", justify="right")
    table.add_column("WITHIN", justify="right")
    table.add_column("HOW", overflow="fold", style="dim")
    for place in found:
        if place is not None:
            table.add_row(*_cells(place))
    return table


def _cells(place: Place) -> tuple[Text, ...]:
    units = ", ".join(unit for unit in (place.admin2, place.admin1, place.country) if unit)
    point = "" if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
    within = "" if place.uncertainty_km is None else f"{place.uncertainty_km:g} km"
    return tuple(Text(one_line(words)) for words in (place.name, units, point, within, place.basis.rule))
