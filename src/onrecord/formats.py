"""Formats: codings and incidents as lines of JSON, CSV rows and GeoJSON features.

In: the contract's dicts, or incidents. Out: text, UTF-8 safe whatever the report holds, the same bytes every time.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from onrecord.codebooks.acled import acled_type_of
from onrecord.contract import Json, incident_to_json
from onrecord.model import DEMOGRAPHIC, Effect, Group, Incident, Role, Toll
from onrecord.show.words import toll_words

TOLL_COLUMNS = (Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.ABDUCTED, Effect.DETAINED, Effect.DISPLACED)
ROLE_COLUMNS = tuple(Role)

CSV_COLUMNS = (
    *("id", "type", "stage", "primary", "status", "acled_event_type", "acled_sub_event_type"),
    *("date_start", "date_end", "date_precision", "date_how"),
    *("place", "place_precision", "place_how", "lat", "lon", "uncertainty_km", "geonameid"),
    *("country", "admin1", "admin2"),
    *(str(role) for role in ROLE_COLUMNS),
    "weapons",
    *(f"{effect}_{end}" for effect in TOLL_COLUMNS for end in ("low", "best", "high")),
    *("tolls", "damage", "reports", "claims"),
)

GEOJSON_START = '{"type":"FeatureCollection","features":['
GEOJSON_END = "]}"


def json_line(found: Json) -> str:
    """One JSON object on one line, letters as they are; lone surrogates, which UTF-8 cannot hold, are escaped."""
    line = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(found, separators=(",", ":"))
    return line


def geojson_feature(incident: Incident) -> Json:
    """An incident as a GeoJSON Feature (RFC 7946): longitude first; geometry null where it was not located."""
    place = incident.where
    located = place is not None and place.lat is not None and place.lon is not None
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if place is not None and located else None
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": incident_to_json(incident)}


def csv_header() -> str:
    """The names of the columns, as a CSV line."""
    return _csv_line(CSV_COLUMNS)


def csv_row(incident: Incident) -> str:
    """An incident as a CSV line (RFC 4180); an empty cell is unknown or not told, never zero."""
    cells = _cells(incident)
    return _csv_line([_cell(cells.get(column)) for column in CSV_COLUMNS])


def _cells(incident: Incident) -> dict[str, Any]:
    acled = acled_type_of(incident)
    return {
        "id": incident.id,
        "type": incident.type,
        "stage": incident.stage,
        "primary": incident.primary,
        "status": incident.status,
        "acled_event_type": acled and acled.event_type,
        "acled_sub_event_type": acled and acled.sub_event_type,
        **_when_cells(incident),
        **_place_cells(incident),
        **{str(role): _actors(incident, role) for role in ROLE_COLUMNS},
        "weapons": [weapon.name for weapon in incident.weapons],
        **_toll_cells(incident.tolls),
        "tolls": [toll_words(toll) for toll in incident.tolls],
        "damage": [f"{damage.what} {damage.extent}" for damage in incident.damage],
        "reports": [report.report_id for report in incident.reports],
        "claims": incident.claims,
    }


def _when_cells(incident: Incident) -> dict[str, Any]:
    when = incident.when
    if when is None:
        return {}
    ends = {"date_start": when.start, "date_end": when.end}
    return ends | {"date_precision": when.precision, "date_how": when.basis.how}


def _place_cells(incident: Incident) -> dict[str, Any]:
    place = incident.where
    if place is None:
        return {}
    same_names = ("lat", "lon", "uncertainty_km", "geonameid", "country", "admin1", "admin2")
    named = {"place": place.name, "place_precision": place.precision, "place_how": place.basis.how}
    return named | {name: getattr(place, name) for name in same_names}


def _actors(incident: Incident, role: Role) -> list[str]:
    return [participant.actor.name for participant in incident.participants if participant.role is role]


def _toll_cells(tolls: Sequence[Toll]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for effect in TOLL_COLUMNS:
        low, best, high = total_toll(tolls, effect)
        cells |= {f"{effect}_low": low, f"{effect}_best": best, f"{effect}_high": high}
    return cells


Figures = tuple[int | None, int | None, int | None]


def total_toll(tolls: Sequence[Toll], effect: Effect) -> Figures:
    """Persons harmed in all (low, best, high), None for unknown or open; parts and running totals are left out.

    A figure for everybody stands for all; without one, civilians, combatants and security forces, who exclude each
    other, are added. Where several figures for everybody were kept, the range spans them, the first giving the best.
    """
    wholes = [toll for toll in tolls if toll.effect is effect and toll.of is None and not toll.cumulative]
    everybody = [toll for toll in wholes if toll.group is Group.UNKNOWN]
    if everybody:
        low = min((toll.low for toll in everybody if toll.low is not None), default=None)
        return low, everybody[0].best, _highest(everybody)
    groups = [toll for toll in wholes if toll.group not in DEMOGRAPHIC]
    if not groups:
        groups = wholes[:1]
    return _sum([t.low for t in groups]), _sum([t.best for t in groups]), _sum([t.high for t in groups])


def _highest(tolls: Sequence[Toll]) -> int | None:
    highs = [toll.high for toll in tolls]
    return None if None in highs else max((high for high in highs if high is not None), default=None)


def _sum(figures: Sequence[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known and len(known) == len(figures) else None


def _cell(value: object) -> str:
    """A value as a cell, on one line; text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue().encode("utf-8", "replace").decode("utf-8")
