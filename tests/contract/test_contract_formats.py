"""CSV, GeoJSON and JSON lines of incidents."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from made_up_coding import INCIDENT, make_toll

from onrecord.formats import csv_header, csv_row, geojson_feature, json_line, total_toll
from onrecord.model import Effect, Group, Incident


@pytest.fixture
def incident() -> Incident:
    """An air strike."""
    return INCIDENT


def _row(incident: Incident) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(f"{csv_header()}\n{csv_row(incident)}\n")))


def test_a_row_has_a_cell_for_every_column(incident: Incident) -> None:
    row = _row(incident)
    assert (row["type"], row["date_start"], row["lat"], row["country"]) == ("strike.air", "2017-02-13", "36.5", "IQ")
    assert (row["perpetrator"], row["target"], row["killed_low"], row["primary"]) == (
        "Army",
        "Hawk Brigade",
        "12",
        "true",
    )
    assert row["tolls"] == "killed 12–12–? combatant; of them killed 3 children"


def test_an_unknown_cell_is_empty_never_zero(incident: Incident) -> None:
    row = _row(replace(incident, when=None, where=None, tolls=(), type="made.up"))
    empty = ("date_start", "place", "lat", "killed_low", "killed_best", "killed_high", "acled_event_type")
    assert {row[column] for column in empty} == {""}


def test_an_open_end_is_an_empty_cell_beside_known_ones(incident: Incident) -> None:
    row = _row(incident)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("12", "12", "")


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "@cmd", "-2+3"])
def test_a_place_name_cannot_become_a_formula(incident: Incident, name: str) -> None:
    assert incident.where is not None
    row = _row(replace(incident, where=replace(incident.where, name=name)))
    assert row["place"] == f"'{name}"


def test_a_negative_longitude_stays_a_number(incident: Incident) -> None:
    assert incident.where is not None
    assert _row(replace(incident, where=replace(incident.where, lon=-74.5)))["lon"] == "-74.5"


def test_a_name_over_two_lines_stays_on_one(incident: Incident) -> None:
    assert incident.where is not None
    line = csv_row(replace(incident, where=replace(incident.where, name="Tal\r\nAmra, \ud800north")))
    assert "\n" not in line
    assert "Tal Amra, ?north" in line


def test_a_feature_puts_longitude_first_and_leaves_the_unlocated_without_a_point(incident: Incident) -> None:
    feature = geojson_feature(incident)
    assert feature["geometry"] == {"type": "Point", "coordinates": [42.25, 36.5]}
    assert feature["properties"]["id"] == feature["id"] == "incident-1"
    assert geojson_feature(replace(incident, where=None))["geometry"] is None


def test_letters_stay_as_they_are_and_lone_surrogates_are_escaped() -> None:
    assert json_line({"a": "الأنبار"}) == '{"a":"الأنبار"}'
    line = json_line({"a": "x\ud800"})
    assert line.encode("utf-8")
    assert json.loads(line) == {"a": "x\ud800"}


def test_parts_are_left_out_of_a_total(incident: Incident) -> None:
    assert total_toll(incident.tolls, Effect.KILLED) == (12, 12, None)
    assert total_toll(incident.tolls, Effect.INJURED) == (None, None, None)


def test_groups_that_exclude_each_other_are_added() -> None:
    tolls = (make_toll(3, 4, 5, Group.CIVILIAN), make_toll(10, 10, 10, Group.SECURITY))
    assert total_toll(tolls, Effect.KILLED) == (13, 14, 15)


def test_groups_are_not_added_to_the_figure_for_everybody() -> None:
    tolls = (make_toll(20, 20, 20), make_toll(3, 4, 5, Group.CIVILIAN))
    assert total_toll(tolls, Effect.KILLED) == (20, 20, 20)


def test_figures_that_disagree_make_a_range() -> None:
    assert total_toll((make_toll(20, 20, 20), make_toll(12, 12, 12)), Effect.KILLED) == (12, 20, 20)
    assert total_toll((make_toll(20, 20, 20), make_toll(12, 12, None)), Effect.KILLED) == (12, 20, None)


def test_a_running_total_and_another_effect_do_not_count() -> None:
    tolls = (replace(make_toll(900, 900, 900), cumulative=True), make_toll(7, 7, 7, effect=Effect.INJURED))
    assert total_toll(tolls, Effect.KILLED) == (None, None, None)
    assert total_toll(tolls, Effect.INJURED) == (7, 7, 7)


def test_nobody_killed_is_zero_and_not_unknown() -> None:
    assert total_toll((make_toll(0, 0, 0),), Effect.KILLED) == (0, 0, 0)
