"""``onrecord gazetteer``: what the gazetteer holds, and adding places to it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from onrecord.commands.options import country_option, format_option
from onrecord.commands.printing import echo_json, say, terminal
from onrecord.contract import Json
from onrecord.errors import InputError
from onrecord.show.words import one_line

if TYPE_CHECKING:
    from onrecord.places import Entry


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def gazetteer() -> None:
    """Look up places, and add those that the embedded gazetteer lacks.

    The embedded gazetteer knows towns of 500 people and more, all first- and second-level units, and places
    of past conflict. Wars happen in villages: add the full tables of the countries you work on, or your own.

    \b
        onrecord gazetteer find Qaem --country IQ
        onrecord gazetteer install IQ SY
        onrecord gazetteer add my-places.csv --country SY
    """


@gazetteer.command()
@click.argument("name")
@country_option()
@click.option("--admin1", metavar="UNIT", help="Only places in this province or state.")
@format_option("jsonl", "table", terminal="table", piped="jsonl")
def find(name: str, country: str | None, admin1: str | None, output_format: str) -> None:
    """Show which places go by NAME, in the order in which they are tried, and why in that order.

    The weight is a power of ten of people: 5 is a town of 100,000. A name spelled otherwise costs some of it, and a
    report's other words move it up or down: its country most of all. Names that only sound alike are looked for
    inside a country alone. With a star at its end, NAME is the beginning of one.

    \b
        onrecord gazetteer find Tripoli
        onrecord gazetteer find 'Kafr*' --country SY --admin1 Idlib
    """
    from onrecord.places import open_gazetteer  # noqa: PLC0415 - opens files; --help need not

    opened = open_gazetteer(say)
    if name.endswith("*"):
        found = [(entry, "begins so") for entry in opened.find_prefix(name[:-1], country)]
    else:
        found = list(opened.explain(name, country))
    if admin1 is not None:
        found = [(entry, why) for entry, why in found if (entry.admin1 or "").casefold() == admin1.casefold()]
    if output_format == "jsonl":
        for entry, why in found:
            echo_json(_to_json(entry, why))
    elif found:
        terminal().print(_entries_table(found))
    if not found:
        click.echo(f"onrecord: no place goes by '{one_line(name)}'{_advice(country)}", err=True)
    click.get_current_context().exit(0 if found else 1)


def _advice(country: str | None) -> str:
    if country is None:
        return "; with --country, names that sound alike are found too"
    return f" in {country}; its villages may come with: onrecord gazetteer install {country}"


def _to_json(entry: Entry, why: str) -> Json:
    return {
        "name": entry.name,
        "why": why,
        "weight": entry.weight,
        "kind": entry.kind,
        "country": entry.country,
        "admin1": entry.admin1,
        "admin2": entry.admin2,
        "lat": entry.lat,
        "lon": entry.lon,
        "population": entry.population,
        "geonameid": entry.geonameid,
        "source": entry.source,
    }


def _entries_table(found: list[tuple[Entry, str]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("WEIGHT", justify="right")
    table.add_column("NAME", overflow="fold")
    table.add_column("KIND")
    table.add_column("WHERE", overflow="fold", ratio=1)
    table.add_column("LAT, LON", justify="right")
    table.add_column("PEOPLE", justify="right")
    table.add_column("WHY", overflow="fold")
    table.add_column("SOURCE", style="dim")
    for entry, why in found:
        units = ", ".join(unit for unit in (entry.admin2, entry.admin1, entry.country) if unit)
        point = "" if entry.lat is None or entry.lon is None else f"{entry.lat:.3f}, {entry.lon:.3f}"
        people = "" if entry.population is None else f"{entry.population:,}"
        cells = (f"{entry.weight:.2f}", entry.name, entry.kind, units, point, people, why, entry.source)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


@gazetteer.command()
@click.argument("countries", metavar="CC...", nargs=-1, required=True)
@click.option(
    "--from",
    "origin",
    metavar="WHERE",
    help="A folder that holds XX.zip files downloaded already, or another address.  [default: GeoNames' own site]",
)
def install(countries: tuple[str, ...], origin: str | None) -> None:
    """Add all places of countries: villages, quarters, camps, airfields. CC are two letters, such as IQ SY.

    Downloads each country's dump from GeoNames (CC BY 4.0; 1 to 10 MB for most), checks it and keeps what
    places events. This is the one command that goes to the network; everything else works offline, and with
    --from FOLDER this one does too. Installing a country again replaces its older table.

    \b
        onrecord gazetteer install IQ SY
        onrecord gazetteer install IQ SY --from ~/Downloads
    """
    from onrecord.codebooks.countries import country_code  # noqa: PLC0415
    from onrecord.places.added import keep_dump  # noqa: PLC0415
    from onrecord.places.dumps import read_dump  # noqa: PLC0415
    from onrecord.runs.downloads import GEONAMES, fetch_dump  # noqa: PLC0415

    codes = []
    for given in countries:
        code = country_code(given)
        if code is None:
            raise click.BadParameter(f"'{given}' is no country code; give two letters (ISO 3166), such as IQ or UA")
        codes.append(code)
    for code in codes:
        data, where = fetch_dump(code, origin or GEONAMES)
        sha256 = hashlib.sha256(data).hexdigest()
        dump = read_dump(data, code, where)
        keep_dump(dump, sha256)
        click.echo(f"{code}: kept {len(dump.rows):,} of {dump.read:,} places, last changed {dump.newest}; {where}")


@gazetteer.command()
@click.argument("path", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@country_option()
@click.option("--name", help="What to call the list.  [default: the file's name]")
def add(path: Path, country: str | None, name: str | None) -> None:
    """Add a list of your own: a CSV with the columns name, lat, lon, and country unless --country gives it.

    Optional columns: admin1, admin2, aliases (parted by |), kind (city, area, region, admin2), population,
    radius_km. The list is checked whole, and kept as it is; adding one of the same name replaces the older.

    \b
        onrecord gazetteer add my-places.csv --country SY
    """
    from onrecord.places.added import keep_own_places  # noqa: PLC0415

    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise InputError(f"{path}: is no UTF-8 at byte {fault.start}; save it as UTF-8 CSV") from fault
    table, count = keep_own_places(name or path.stem, text, country, str(path))
    click.echo(f"{table.name}: kept {count:,} places")


@gazetteer.command()
@click.argument("name")
def remove(name: str) -> None:
    """Forget added places: NAME is a country's code or a list's name, as 'onrecord gazetteer info' shows it."""
    from onrecord.places.added import remove_added  # noqa: PLC0415

    remove_added(name)
    click.echo(f"{name}: removed")


@gazetteer.command()
@format_option("jsonl", "table", terminal="table", piped="jsonl")
def info(output_format: str) -> None:
    """Show what the gazetteer holds, from which sources and under which licences, and what was added."""
    from onrecord.places import open_gazetteer  # noqa: PLC0415
    from onrecord.places.added import about, added_tables  # noqa: PLC0415

    opened = open_gazetteer(say)
    added = [(table, *about(table)) for table in added_tables()]
    if output_format == "jsonl":
        echo_json(
            {
                "file": str(opened.path),
                "places": opened.count(),
                "sources": [
                    {"name": name, "licence": licence, "credit": words} for name, licence, words in opened.sources()
                ],
                "added": [{"name": table.name, "places": count, "about": words} for table, count, words in added],
            }
        )
        return
    click.echo(f"{opened.count():,} places in {opened.path}\n\nSources:")
    for name, licence, words in opened.sources():
        click.echo(f"  {name} ({licence}): {words}")
    click.echo("\nAdded:" if added else "\nNothing was added; see onrecord gazetteer install --help")
    for table, count, words in added:
        click.echo(f"  {table.name}: {count:,} places; {words}")
