"""MUC-4's keys against what was coded: each slot by itself, right where any incident has it."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.bench.coded import Coded
from onrecord.bench.muc4 import figures, judge

Slots = dict[str, list[dict[str, Any]]]


def fill(*values: Any, of: list[str | None] | None = None) -> dict[str, Any]:
    return {"any_of": list(values), "of": of, "optional": False}


KEY: Slots = {
    "INCIDENT: TYPE": [fill("BOMBING")],
    "INCIDENT: DATE": [fill("12 DEC 89")],
    "INCIDENT: LOCATION": [
        fill({"country": "CHILE", "within": [{"place": "SANTIAGO", "kind": "CITY"}, {"place": ["PROVIDENCIA"]}]})
    ],
    "HUM TGT: NUMBER": [fill("2", of=["POLICEMEN"]), fill("1", of=["MAYOR"])],
    "HUM TGT: EFFECT OF INCIDENT": [fill("DEATH", of=["POLICEMEN"]), fill("DEATH", of=["MAYOR"])],
    "PERP: ORGANIZATION ID": [fill("ARMED FORCES", "CHILEAN ARMY")],
}
FOUND: dict[str, Any] = {
    "type": "bombing.vehicle",
    "date": {"start": "1989-12-11", "end": "1989-12-12"},
    "place": {"name": "Providencia", "country": "CL", "admin1": None, "admin2": None},
    "actors": [{"id": "military-cl", "name": "Chilean military"}],
    "toll": [{"effect": "killed", "best": 3}, {"effect": "injured", "best": 9}],
}


def right(slots: Slots, *incidents: dict[str, Any]) -> dict[str, bool]:
    template = {"id": "made-up", "template": 1, "slots": slots}
    coded = Coded("made-up", "", {"incidents": list(incidents), "claims": []})
    (judged,) = judge([template], {"made-up": coded})
    return dict(judged.right)


def test_all_that_is_asked_is_found() -> None:
    assert right(KEY, FOUND) == dict.fromkeys(
        ["incident", "type", "country", "place", "date", "killed", "organisation"], True
    )


def test_an_organisation_goes_by_any_name_of_the_registry() -> None:
    key = {**KEY, "PERP: ORGANIZATION ID": [fill("FMLN")]}
    party = {"id": "fmln", "name": "Farabundo Marti National Liberation Front"}
    assert right(key, {**FOUND, "actors": [party]})["organisation"]
    assert not right(key, FOUND)["organisation"]


def test_a_day_that_no_calendar_has_is_not_asked_for() -> None:
    assert "date" not in right({**KEY, "INCIDENT: DATE": [fill("31 NOV 89")]}, FOUND)


def test_nothing_coded_is_wrong_in_all() -> None:
    assert set(right(KEY).values()) == {False}


@pytest.mark.parametrize(
    ("slot", "other"),
    [
        ("type", {"type": "abduction"}),
        ("date", {"date": {"start": "1989-12-13", "end": "1989-12-13"}}),
        ("country", {"place": {**FOUND["place"], "country": "AR"}}),
        ("place", {"place": {**FOUND["place"], "name": "Santiago"}}),
        ("killed", {"toll": [{"effect": "injured", "best": 3}]}),
        ("organisation", {"actors": [{"id": "shining-path", "name": "Shining Path"}]}),
    ],
)
def test_each_slot_is_judged_by_itself(slot: str, other: dict[str, Any]) -> None:
    assert [name for name, good in right(KEY, {**FOUND, **other}).items() if not good] == [slot]


def test_a_further_incident_may_answer() -> None:
    assert right(KEY, {**FOUND, "type": "abduction"}, FOUND)["type"]


def test_what_the_key_leaves_open_is_not_asked() -> None:
    assert set(right({"INCIDENT: TYPE": [fill("ATTACK")]}, {**FOUND, "type": "clash"})) == {"incident", "type"}
    plural = {**KEY, "HUM TGT: NUMBER": [fill("PLURAL", of=["POLICEMEN"]), fill("1", of=["MAYOR"])]}
    assert "killed" not in right(plural, FOUND)


def test_figures_count_only_templates_that_ask() -> None:
    templates = [{"id": "made-up", "template": 1, "slots": KEY}, {"id": "made-up", "template": 2, "slots": {}}]
    coded = Coded("made-up", "", {"incidents": [FOUND], "claims": []})
    found = figures(judge(templates, {"made-up": coded}))
    assert (found["incident"].n, found["killed"].n, found["killed"].value) == (2, 1, 1.0)
