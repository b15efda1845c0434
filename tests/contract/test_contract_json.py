"""The JSON contract: the design's fields in the design's places, each value with its words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from made_up_coding import CODING

from onrecord.contract import cited_values, coding_to_json, error_to_json, incident_to_json, report_to_json
from onrecord.errors import UnreadableReport
from onrecord.model import (
    Attribution,
    Basis,
    Claim,
    ClaimKind,
    Coding,
    DatePrecision,
    How,
    Published,
    Report,
    Span,
    Stage,
    When,
)


@pytest.fixture
def coding() -> Coding:
    """One report, one claim, one incident, one situation."""
    return CODING


def test_a_coding_has_the_four_parts_of_the_contract_and_what_was_added_to_it(coding: Coding) -> None:
    parts = list(coding_to_json(coding))
    assert parts[:4] == ["report", "incidents", "situations", "claims"]
    assert parts[4:] == ["tasks", "unanchored", "made_by"]


def test_an_incident_has_every_field_of_the_contract(coding: Coding) -> None:
    found = coding_to_json(coding)["incidents"][0]
    assert {key: found[key] for key in ("type", "primary", "stage", "weapons", "claims", "status")} == {
        "type": "strike.air",
        "primary": True,
        "stage": "accomplished",
        "weapons": ["aircraft"],
        "claims": ["claim-1"],
        "status": "single source",
    }
    assert found["acled"] == {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
    assert found["reports"] == [{"id": "report-1", "claims": ["claim-1"]}]
    assert found["actors"][0] == {
        "id": "army",
        "name": "Army",
        "role": "perpetrator",
        "kind": "state force",
        "suspected": False,
        "how": "stated",
        "rule": "claims.trigger",
        "confidence": 1.0,
    }


def test_dates_and_places_say_how_they_came_to_be(coding: Coding) -> None:
    found = coding_to_json(coding)["incidents"][0]
    assert found["date"] == {
        "start": "2017-02-13",
        "end": "2017-02-13",
        "precision": "day",
        "anchor": "2017-02-14",
        "how": "inferred",
        "rule": "dates.weekday",
        "confidence": 0.9,
    }
    place = found["place"]
    assert (place["lat"], place["lon"], place["geonameid"], place["country"]) == (36.5, 42.25, 99, "IQ")
    assert place["relation"] == {"kind": "near", "of": "Tal Amra", "distance_km": None}
    assert (place["precision"], place["how"], place["admin1"], place["admin2"]) == ("near", "inferred", "Nineveh", None)


def test_a_part_of_a_toll_names_its_whole_and_a_whole_names_none(coding: Coding) -> None:
    whole, part = coding_to_json(coding)["incidents"][0]["toll"]
    assert (whole["low"], whole["best"], whole["high"], whole["hedge"]) == (12, 12, None, "at least")
    assert "of" not in whole
    assert (part["group"], part["best"], part["of"]) == ("children", 3, "combatant")


def test_the_chain_of_attribution_has_rank_and_organisation_and_relay(coding: Coding) -> None:
    found = coding_to_json(coding)["claims"][0]["attribution"]
    speaker = found["speakers"][0]
    assert (found["verb"], found["via"]) == ("said", "Radio Dawn")
    assert (speaker["name"], speaker["role"], speaker["organisation"]) == ("Omar Said", "Col.", "northern command")
    assert (speaker["rank"], speaker["post"]) == ("Col.", "spokesman")
    assert coding.report.text[speaker["start"] : speaker["end"]] == "Col. Omar Said"


def test_the_reports_own_voice_has_no_verb_and_no_speakers(coding: Coding) -> None:
    own = replace(coding, claims=(replace(coding.claims[0], attribution=Attribution()),))
    found = coding_to_json(own)["claims"][0]["attribution"]
    assert found == {"verb": None, "speakers": [], "via": None, "inferred": False}


def test_every_value_cites_the_exact_words(coding: Coding) -> None:
    values = coding_to_json(coding)["claims"][0]["values"]
    assert [(value["field"], value["value"], value["words"]) for value in values] == [
        ("actor.perpetrator", "Army", "Army jets"),
        ("weapon", "aircraft", "jets"),
        ("type", "strike.air", "bombed"),
        ("actor.target", "Hawk Brigade", "Hawk Brigade"),
        ("place", "Tal Amra", "Tal Amra"),
        ("date", "2017-02-13", "on Monday"),
        ("toll.killed", 12, "at least 12 fighters"),
        ("toll.killed", 3, "three of them teenagers"),
        ("damage", "truck", "two trucks"),
        ("speaker", "Omar Said", "Col. Omar Said"),
        ("attribution", "said", "told"),
        ("via", "Radio Dawn", "Radio Dawn"),
    ]
    assert all(value["words"] == coding.report.text[value["start"] : value["end"]] for value in values)
    assert {value["how"] for value in values} == {"stated", "inferred"}


def test_a_defaulted_date_is_shown_but_cites_no_words(coding: Coding) -> None:
    day = date(2017, 2, 14)
    defaulted = When(day, day, DatePrecision.UNKNOWN, Basis(How.DEFAULTED, "dates.publication", 0.3))
    claim = replace(coding.claims[0], when=defaulted)
    assert "date" not in [value.field for value in cited_values(claim)]
    found = coding_to_json(replace(coding, claims=(claim,)))["claims"][0]["date"]
    assert found["how"] == "defaulted"


def test_unknown_is_null_never_zero_or_empty(coding: Coding) -> None:
    bare = replace(coding.incidents[0], when=None, where=None, participants=(), tolls=(), type="made.up")
    found = incident_to_json(bare)
    assert (found["date"], found["place"], found["acled"], found["toll"]) == (None, None, None, [])
    report = report_to_json(replace(coding.report, published=Published(None, "unknown"), title=None))
    assert report["published"] == {"start": None, "how": "unknown", "confidence": None, "span": None}
    assert report["title"] is None


def test_text_and_blocks_come_only_when_asked_for(coding: Coding) -> None:
    assert "text" not in coding_to_json(coding)["report"]
    found = coding_to_json(coding, text=True)["report"]
    assert found["text"] == coding.report.text
    assert found["blocks"][0] == {"start": 0, "end": 18, "kind": "title"}


def test_a_report_says_what_was_doubtful_about_it(coding: Coding) -> None:
    found = report_to_json(coding.report)
    assert found["warnings"] == ["the page's clock was not taken for the publication date"]
    assert found["published"] == {"start": "2017-02-14", "how": "given", "confidence": 1.0, "span": None}
    assert (found["is_update"], found["copy_of"], found["supersedes"]) == (False, None, None)


def test_a_situation_says_who_holds_what_since_when(coding: Coding) -> None:
    found = coding_to_json(coding)["situations"][0]
    assert (found["type"], found["holder"]["name"], found["where"][0]["name"]) == (
        "control",
        "Hawk Brigade",
        "Tal Amra",
    )
    assert (found["from"]["start"], found["to"], found["claims"]) == ("2017-02-13", None, ["claim-1"])


def test_an_unreadable_report_says_why_and_keeps_its_id() -> None:
    error = UnreadableReport("wire.jsonl, line 3", "bad_json", "is no JSON; mend or remove the line")
    assert error_to_json(error, "r-3") == {
        "error": {
            "source": "wire.jsonl, line 3",
            "reason": "bad_json",
            "message": "is no JSON; mend or remove the line",
        },
        "report": {"id": "r-3"},
    }


def test_an_unreadable_report_brings_its_id_itself_where_it_knows_it() -> None:
    error = UnreadableReport("wire.jsonl, line 3", "bad_date", "published 'soon' is no date", "r-3")
    assert error_to_json(error)["report"] == {"id": "r-3"}
    assert error_to_json(UnreadableReport("wire.txt", "empty", "holds no text"))["report"] == {"id": None}


def test_it_is_plain_json_and_the_same_every_time(coding: Coding) -> None:
    first, second = (json.dumps(coding_to_json(coding, text=True)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("قُتل اثنا عشر في ", "الأنبار"),
        ("၂၀၂၁ ခုနှစ် ", "မန္တလေး"),
        ("В Харькове ", "погибли пятеро"),
        ("周一在", "拉马迪"),
        ("🚨🇮🇶 breaking 👩‍👧: ", "five killed 🕯️"),
        ("Zu\u0308rich, Ange\u0301lica: ", "Bogota\u0301"),
    ],
)
def test_offsets_count_code_points_in_every_script(before: str, words: str) -> None:
    span = Span(len(before), len(before) + len(words))
    report = Report("r", f"{before}{words}.", (), Published(None, "unknown"))
    claim = Claim("c", "r", ClaimKind.EVENT, "clash", Stage.ACCOMPLISHED, (span,), Attribution())
    value = json.loads(json.dumps(coding_to_json(Coding(report, (claim,)))))["claims"][0]["values"][0]
    assert value["words"] == words == report.text[value["start"] : value["end"]]
