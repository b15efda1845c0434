"""``onrecord situation``: who holds a place from when to when, as the reports of an archive state it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.ingest import open_archive
from onrecord.commands.options import archive_option, day, format_option
from onrecord.commands.printing import echo_json, say, terminal
from onrecord.contract import Json, actor_to_json, attribution_to_json, place_to_json, toll_to_json
from onrecord.incidents.spots import name_key
from onrecord.incidents.statements import CLAIM_TYPES, Days, Statement, statements_of
from onrecord.incidents.timelines import Contradiction, End, Line, Spell, Timeline, timelines
from onrecord.places import distance_km, without_direction
from onrecord.show.timelines import lines_on, timeline_lines
from onrecord.show.words import one_line

if TYPE_CHECKING:
    from onrecord.archive import Archive, ToldPlace

SAME_POINT_KM = 1.0
"""Claims whose points lie closer may be of one place under two names; which are is decided by ``spots.py``."""
NEAREST_NAMES = 5


@click.command()
@click.argument("place", metavar="PLACE")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
@click.option("--on", "on_day", callback=day, metavar="DATE", help="Only what is stated to hold on this day.")
def situation(place: str, archive_path: Path, output_format: str, on_day: date | None) -> None:
    """Show who is stated to hold PLACE from when to when, sieges, and people who fled or came back.

    PLACE is a name as a report writes it, or another name of the same place that the gazetteer knows. Every
    spell stands with the words it rests on; where reports contradict one another, both stand.

    \b
        onrecord situation Ramadi --archive onrecord.db
        onrecord situation Ramadi --on 2015-12-01
        onrecord situation Ramadi --format jsonl | jq '.lines[].spells[].holders[].name'
    """
    with open_archive(archive_path) as archive:
        told = archive.told_places(CLAIM_TYPES)
        found = _named(archive, told, place) or _by_another_name(archive, told, place)
    if not found:
        click.echo(f"onrecord: {_nothing(archive_path, told, place)}", err=True)
        click.get_current_context().exit(1)
    width = terminal().width
    for number, timeline in enumerate(found):
        if output_format == "jsonl":
            echo_json(_to_json(timeline, on_day))
            continue
        if number:
            click.echo()
        lines = timeline_lines(timeline, width) if on_day is None else lines_on(timeline, on_day, width)
        for line in lines:
            click.echo(line)


def _nothing(path: Path, told: Sequence[ToldPlace], wanted: str) -> str:
    """One line: that nothing is known of the place, and the names in the archive that are nearest to it."""
    names: dict[str, str] = {}
    for one in told:
        names.setdefault(name_key(one.name), one.name)
    near = get_close_matches(name_key(wanted), names, n=NEAREST_NAMES)
    hint = f"; nearest names: {', '.join(one_line(names[key]) for key in near)}" if near else ""
    return f"no report in {path} states what holds at '{one_line(wanted)}'{hint}"


# ---------------------------------------------------------------- which reports, which places


def _named(archive: Archive, told: Sequence[ToldPlace], wanted: str) -> list[Timeline]:
    """The timelines of the places that reports call so."""
    key, bare = name_key(wanted), name_key(without_direction(wanted))

    def is_wanted(one: ToldPlace) -> bool:
        name = name_key(without_direction(one.name))
        return bool(name) and (name == bare or f" {key}".endswith(f" {name}"))

    made = _timelines(archive, told, is_wanted)
    return [timeline for timeline in made if key in {name_key(name) for name in timeline.names}]


def _by_another_name(archive: Archive, told: Sequence[ToldPlace], wanted: str) -> list[Timeline]:
    """The timelines of the places that the gazetteer knows by this name."""
    from onrecord.places import open_gazetteer  # noqa: PLC0415 - opens files; --help need not

    entries = open_gazetteer(say).find(wanted)
    points = [(entry.lat, entry.lon) for entry in entries if entry.lat is not None and entry.lon is not None]
    ids = {entry.geonameid for entry in entries} - {None}
    made = _timelines(archive, told, lambda one: any(_is_near(one, lat, lon) for lat, lon in points))
    return [timeline for timeline in made if timeline.place.geonameid in ids]


def _timelines(
    archive: Archive, told: Sequence[ToldPlace], is_wanted: Callable[[ToldPlace], bool]
) -> tuple[Timeline, ...]:
    """The timelines of the reports that tell of wanted places, or of places at the same points."""
    from onrecord.actors.registry import load_registry  # noqa: PLC0415 - reads tables; --help need not

    wanted = {one for one in told if is_wanted(one)}
    points = {(one.lat, one.lon) for one in wanted if one.lat is not None and one.lon is not None}
    wanted |= {one for one in told if any(_is_near(one, lat, lon) for lat, lon in points)}
    codings = [archive.coding(report_id) for report_id in sorted({one.report_id for one in wanted})]
    return timelines(statements_of(codings), load_registry().are_kin) if codings else ()


def _is_near(one: ToldPlace, lat: float, lon: float) -> bool:
    return one.lat is not None and one.lon is not None and distance_km(one.lat, one.lon, lat, lon) <= SAME_POINT_KM


# ---------------------------------------------------------------- as JSON


def _to_json(timeline: Timeline, on_day: date | None) -> Json:
    found: Json = {
        "name": timeline.name,
        "names": list(timeline.names),
        "area": timeline.is_area,
        "place": place_to_json(timeline.place),
    }
    if on_day is not None:
        found["on"] = on_day.isoformat()
    return {**found, "lines": [_line_to_json(line, on_day) for line in timeline.lines]}


def _line_to_json(line: Line, on_day: date | None) -> Json:
    """A line; of one day, only the spells that are, or may be, stated to hold on it: ``stated`` true, or None."""
    spells = [_spell_to_json(number, spell) for number, spell in enumerate(line.spells, 1)]
    if on_day is not None:
        held = [(found, spell.on(on_day)) for found, spell in zip(spells, line.spells, strict=True)]
        return {
            "type": line.type,
            "spells": [{**found, "stated": is_stated} for found, is_stated in held if is_stated is not False],
            "contradictions": [
                _contradiction_to_json(found) for found in line.contradictions if found.first <= on_day <= found.last
            ],
        }
    return {
        "type": line.type,
        "spells": spells,
        "gaps": [{"first": gap.first.isoformat(), "last": gap.last.isoformat()} for gap in line.gaps],
        "contradictions": [_contradiction_to_json(found) for found in line.contradictions],
        "ended": [_statement_to_json(one) for one in line.ended],
        "denied": [_statement_to_json(one) for one in line.denied],
        "undated": [_statement_to_json(one) for one in line.undated],
    }


def _spell_to_json(number: int, spell: Spell) -> Json:
    return {
        "number": number,
        "holders": [actor_to_json(holder) for holder in spell.holders],
        "start": _end_to_json(spell.start),
        "end": _end_to_json(spell.end),
        "first": spell.first.isoformat(),
        "last": spell.last.isoformat(),
        "statements": [_statement_to_json(one) for one in spell.statements],
    }


def _end_to_json(end: End) -> Json:
    return {
        **_days_to_json(end.days),
        "how": end.how.value,
        "disputed": end.is_disputed,
        "statements": [_cited_to_json(one) for one in end.statements],
    }


def _contradiction_to_json(found: Contradiction) -> Json:
    return {
        "spells": [number + 1 for number in found.spells],
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "may_share": found.may_share,
        "same_voice": found.same_voice,
        "statements": [[_cited_to_json(one) for one in side] for side in found.statements],
    }


def _cited_to_json(statement: Statement) -> Json:
    return {
        "report": statement.report_id,
        "claims": list(statement.claims),
        "start": statement.span.start,
        "end": statement.span.end,
        "words": statement.words,
    }


def _statement_to_json(statement: Statement) -> Json:
    return {
        **_cited_to_json(statement),
        "tells": statement.tells.value,
        "holder": statement.holder and actor_to_json(statement.holder),
        "partly": statement.is_partly,
        "told": statement.told and _days_to_json(statement.told),
        "published": statement.published and statement.published.isoformat(),
        "outlet": statement.outlet,
        "copies": list(statement.copies),
        "attribution": attribution_to_json(statement.attribution),
        "toll": [toll_to_json(toll) for toll in statement.tolls],
    }


def _days_to_json(days: Days) -> Json:
    return {"first": days.first and days.first.isoformat(), "last": days.last.isoformat()}
