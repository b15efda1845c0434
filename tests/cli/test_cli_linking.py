"""Linking from the command line: three reports of two strikes, explained, decided on, and a source discredited.

One of the reports is the seed report of the shared material; the other two are our own, and one cites its colonel.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_runs import onrecord

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "data" / "seed" / "000_9f37995f73953197.txt"
COLONEL = """Coalition jets hit Islamic State camp near Qaim, army says

BAGHDAD - Aircraft of the US-led coalition bombed a training camp of the Islamic State in the al-Rabt area of Qaim in
western Anbar on Monday, killing 33 militants, Colonel Walid al-Dailami of the army's Anbar Operations said.

A second air strike hit Wadi Muweil, west of Ramadi, on Monday, killing four militants, a tribal fighters' commander,
Sheikh Nasser al-Fahdawi, told reporters.
"""
MONITOR = """At least 36 fighters dead in air strike on Anbar training camp, monitors say

An air strike by the international coalition on Monday killed at least 36 Islamic State fighters at a training camp in
al-Rabt, in the Qaim district of Iraq's Anbar province, the Euphrates Monitoring Group said.

The group, which follows the war in western Iraq, said that the camp was destroyed.

In a separate raid on Monday, coalition warplanes struck a workshop for booby traps in Wadi Muweil, west of the city of
Ramadi, killing five militants, the group said.
"""
DECIDED = ("--by", "R. Haddad", "--why", "read both")


def _report(name: str, text: str) -> str:
    title, _, body = text.partition("\n\n")
    held = {"id": name, "title": title, "text": body, "published": "2017-02-14", "outlet": name, "country_hint": "IQ"}
    return json.dumps(held) + "\n"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the three reports."""
    if not SEED.is_file():
        pytest.skip(f"no seed report: {SEED} is missing; point ONRECORD_SHARED at the shared data")
    folder = tmp_path_factory.mktemp("linked")
    lines = folder / "reports.jsonl"
    lines.write_text(_report("Tigris Post", COLONEL) + _report("Gulf Wire", MONITOR), encoding="utf-8")
    archive = folder / "a.db"
    assert onrecord("ingest", lines, "--archive", archive).exit_code == 0
    stored = onrecord("ingest", SEED, "--archive", archive, "--published", "2017-02-14", "--country", "IQ")
    assert stored.exit_code == 0
    return archive


@pytest.fixture
def archive(linked: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    copy = tmp_path / "a.db"
    shutil.copy(linked, copy)
    return copy


def _incidents(archive: Path, *options: str) -> list[dict[str, Any]]:
    result = onrecord("incidents", "--archive", archive, "--format", "jsonl", *options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _strikes(archive: Path, *options: str) -> list[dict[str, Any]]:
    """What the reports are mainly about, the deadliest first."""
    found = [one for one in _incidents(archive, *options) if one["type"] == "strike.air"]
    return sorted(found, key=lambda one: -max((toll["high"] or toll["best"] or 0 for toll in one["toll"]), default=0))


def _killed(incident: dict[str, Any]) -> tuple[int | None, int | None]:
    toll = next(one for one in incident["toll"] if one["effect"] == "killed")
    return toll["low"], toll["high"] if toll["high"] is not None else toll["best"]


def test_three_reports_of_two_strikes_are_two_incidents_not_six(linked: Path) -> None:
    camp, workshop = _strikes(linked)
    assert [len(one["reports"]) for one in (camp, workshop)] == [3, 3]
    assert _killed(camp) == (33, 36)
    assert _killed(workshop) == (4, 5)


def test_the_colonel_whom_two_reports_cite_is_one_voice(linked: Path) -> None:
    camp, _ = _strikes(linked)
    assert camp["independent_sources"] == 2
    citing = [one for one in camp["sources"] if "Anbar Operations" in one["name"]]
    assert [len(one["reports"]) for one in citing] == [2]


def test_each_end_of_a_toll_has_the_claim_behind_it(linked: Path) -> None:
    camp, _ = _strikes(linked)
    killed = next(one for one in camp["bounds"] if one["effect"] == "killed")
    assert (killed["low"]["figure"], killed["high"]["figure"]) == (33, 36)
    shown = onrecord("show", killed["high"]["report"], "--archive", linked, "--format", "text").stdout
    assert "36" in shown[killed["high"]["start"] : killed["high"]["end"]]


def test_a_pair_is_explained_in_steps_that_add_up(linked: Path) -> None:
    camp, workshop = _strikes(linked)
    result = onrecord("explain", camp["id"], workshop["id"], "--archive", linked, "--format", "jsonl")
    told = json.loads(result.stdout)
    assert told["prior"] + sum(one["bits"] for one in told["steps"]) == pytest.approx(told["weight"], abs=0.02)
    assert not told["same_incident"]
    words = onrecord("explain", camp["id"], workshop["id"], "--archive", linked).stdout
    assert "They are two incidents.\n" in words
    assert "place: " in words


def test_a_decision_makes_one_incident_and_its_reversal_two(archive: Path) -> None:
    camp, workshop = _strikes(archive)
    assert onrecord("decide", "same", camp["id"], workshop["id"], "--archive", archive, *DECIDED).exit_code == 0
    (joined,) = _strikes(archive)
    assert joined["id"] in (camp["id"], workshop["id"])
    assert set(joined["claims"]) == set(camp["claims"]) | set(workshop["claims"])
    one, other = camp["claims"][0], workshop["claims"][0]
    told = onrecord("explain", one, other, "--archive", archive).stdout
    assert "They are one incident." in told
    gone = next(found for found in (camp["id"], workshop["id"]) if found != joined["id"])
    passed = onrecord("history", gone, "--archive", archive, "--format", "text").stdout
    assert f"merged: {gone} -> {joined['id']}" in passed
    assert "same, by R. Haddad: read both" in passed
    assert onrecord("decide", "different", one, other, "--archive", archive, *DECIDED).exit_code == 0
    assert len(_strikes(archive)) == 2


def test_an_outcome_is_kept_and_what_is_rejected_is_left_out(archive: Path) -> None:
    camp, workshop = (one["id"] for one in _strikes(archive))
    assert onrecord("decide", "outcome", workshop, "rejected", "--archive", archive, *DECIDED).exit_code == 0
    assert onrecord("decide", "grade", camp, "harm", "fair", "--archive", archive, *DECIDED).exit_code == 0
    left = _strikes(archive)
    assert [one["id"] for one in left] == [camp]
    assert [(one["field"], one["value"], one["by"]) for one in left[0]["decisions"]] == [("harm", "fair", "R. Haddad")]


def test_what_one_source_tells_can_be_left_out(linked: Path) -> None:
    every, corroborated = _incidents(linked), _incidents(linked, "--without-single")
    alone = [one["id"] for one in every if one["independent_sources"] < 2]
    assert alone
    assert {one["id"] for one in corroborated} == {one["id"] for one in every} - set(alone)


def test_the_most_conservative_rule_takes_the_lowest_figure(linked: Path) -> None:
    camp = next(one for one in _strikes(linked, "--rule", "acled") if one["place"]["name"] == "al-Rabt")
    assert _killed(camp) == (33, 33)


def test_a_discredited_source_is_marked_once_and_counts_nowhere(archive: Path) -> None:
    name = "Euphrates Monitoring Group"
    result = onrecord("sources", "discredit", name, "--archive", archive, *DECIDED)
    assert result.exit_code == 0
    assert "2 incidents lean on it" in result.stdout
    camp, _ = _strikes(archive)
    assert (_killed(camp), camp["independent_sources"]) == ((33, 33), 1)
    assert name in {one["name"] for one in camp["sources"]}
    leaning = onrecord("sources", "leaning", name, "--archive", archive, "--format", "jsonl").stdout.splitlines()
    assert {json.loads(line)["id"] for line in leaning} == {one["id"] for one in _strikes(archive)}
    assert onrecord("sources", "reinstate", name, "--archive", archive, *DECIDED).exit_code == 0
    assert _killed(_strikes(archive)[0]) == (33, 36)


def test_the_sheet_of_an_incident_shows_each_end_of_a_toll_with_words_and_speaker(linked: Path) -> None:
    camp, _ = _strikes(linked)
    sheet = onrecord("incident", camp["id"], "--archive", linked, "--format", "text").stdout
    assert "killed" in sheet
    assert "low 33: “killing 33" in sheet
    assert "high 36: “killed at least 36 Islamic State fighters” (said by Euphrates Monitoring Group)" in sheet
    assert "2 independent sources:" in sheet
    assert "3 tellings:" in sheet


def test_sources_are_listed_with_their_kind(linked: Path) -> None:
    lines = onrecord("sources", "list", "--archive", linked, "--format", "jsonl").stdout.splitlines()
    found = {one["name"]: one for one in map(json.loads, lines)}
    assert found["Euphrates Monitoring Group"]["kind"] == "monitor"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "nope", "nope"), "there is no report, claim or incident 'nope'"),
        (("sources", "discredit", "Nobody", *DECIDED), "leans on 'Nobody'; see: onrecord sources list"),
        (("history", "i-nope"), "ever had this whole id"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(linked: Path, words: tuple[str, ...], message: str) -> None:
    result = onrecord(*words, "--archive", linked)
    assert result.exit_code != 0
    assert message in result.stderr
