"""``onrecord situation``: reports in an archive, and who is stated to hold a place from when to when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_runs import onrecord

SINCE = (
    "The Islamic State has held the town of Ramadi since January, residents said.\n\n"
    "Shops open for one hour a day, and the bridge over the river is closed."
)
RETAKEN = (
    "Iraqi forces recaptured the town of Ramadi on Tuesday, a military spokesman said.\n\n"
    "Soldiers raised a flag over the courthouse, and engineers began to clear the road."
)
STILL = (
    "The Islamic State has held the town of Ramadi since January, councillor Adnan Salih said.\n\n"
    "At least 2,000 people have fled the town of Ramadi this month, the United Nations said."
)
HOSTILE = (
    "The Islamic State has held the town of Tikrit since January, residents said, \x1b]0;owned\x07 and \u202e left."
)


def _line(report_id: str, published: str, text: str, **more: str) -> str:
    return json.dumps({"id": report_id, "published": published, "text": text, "country_hint": "IQ", **more})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("situation") / "reports.jsonl"
    lines = [
        _line("first", "2015-02-10", SINCE, outlet="Demo Wire", url="https://example.org/first"),
        _line("copy", "2015-02-10", SINCE, outlet="Other Paper", url="https://example.net/copy"),
        _line("second", "2015-03-12", RETAKEN),
        _line("third", "2015-03-20", STILL),
        _line("hostile", "2015-02-10", HOSTILE, outlet="Wire\x1b[2J"),
        _line(
            "old",
            "2015-04-01",
            "The Islamic State holds the town of Haditha, police said.",
            url="https://example.org/h",
        ),
        _line(
            "new",
            "2015-04-02",
            "The army holds the town of Haditha, police said. Islamic State was never there.",
            url="https://example.org/h",
        ),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    made = path.with_name("onrecord.db")
    assert onrecord("ingest", path, "--archive", made).exit_code == 0
    return made


def told(archive: Path, place: str, *more: str) -> dict[str, Any]:
    (line,) = onrecord("situation", place, "--archive", archive, "--format", "jsonl", *more).stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def printed(archive: Path, place: str, *more: str) -> str:
    return onrecord("situation", place, "--archive", archive, "--format", "text", *more).stdout


def control(archive: Path, place: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = next(line for line in told(archive, place, *more)["lines"] if line["type"] == "control")
    return found


def test_spells_have_their_holders_and_days(archive: Path) -> None:
    spells = control(archive, "Ramadi")["spells"]
    assert [(spell["holders"][0]["id"], spell["first"], spell["last"]) for spell in spells] == [
        ("islamic-state", "2015-01-31", "2015-03-20"),
        ("military-iq", "2015-03-10", "2015-03-12"),
    ]
    assert spells[0]["start"]["how"] == "since"
    assert (spells[1]["start"]["how"], spells[1]["start"]["first"]) == ("began", "2015-03-10")


def test_the_third_report_contradicts_the_second(archive: Path) -> None:
    (contradiction,) = control(archive, "Ramadi")["contradictions"]
    assert contradiction["spells"] == [1, 2]
    assert (contradiction["first"], contradiction["last"]) == ("2015-03-10", "2015-03-12")
    assert [[one["report"] for one in side] for side in contradiction["statements"]] == [["third"], ["second"]]
    assert "1 and 2 contradict each other" in printed(archive, "Ramadi")


def test_every_statement_cites_exact_words_and_copies_are_one_voice(archive: Path) -> None:
    texts = {"first": SINCE, "second": RETAKEN, "third": STILL}
    cited = [one for spell in control(archive, "Ramadi")["spells"] for one in spell["statements"]]
    assert {one["report"] for one in cited} == set(texts)
    assert all(texts[one["report"]][one["start"] : one["end"]] == one["words"] for one in cited)
    assert [one["copies"] for one in cited if one["report"] == "first"] == [["copy"]]
    assert "repeated by copy" in " ".join(printed(archive, "Ramadi").split())


def test_displacement_is_a_line_with_its_toll(archive: Path) -> None:
    (line,) = (line for line in told(archive, "Ramadi")["lines"] if line["type"] == "displacement")
    (toll,) = line["spells"][0]["statements"][0]["toll"]
    assert (toll["effect"], toll["low"], toll["high"]) == ("displaced", 2000, None)


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ("2014-12-31", []),
        ("2015-01-15", [("islamic-state", None)]),
        ("2015-02-20", [("islamic-state", True)]),
        ("2015-03-11", [("islamic-state", True), ("military-iq", True)]),
        ("2015-06-01", []),
    ],
)
def test_on_a_day_only_what_is_stated_of_it(archive: Path, wanted: str, held: list[tuple[str, bool | None]]) -> None:
    spells = control(archive, "Ramadi", "--on", wanted)["spells"]
    assert [(spell["holders"][0]["id"], spell["stated"]) for spell in spells] == held


def test_a_day_of_which_nothing_is_stated_says_what_was_stated_last(archive: Path) -> None:
    text = printed(archive, "Ramadi", "--on", "2015-06-01")
    assert "nothing is stated for this day" in text
    assert "before: Islamic State, last stated 2015-03-20" in text
    assert "after: Islamic State, since between 2015-01-01" in printed(archive, "Ramadi", "--on", "2014-06-01")
    assert "(perhaps on this day)" in printed(archive, "Ramadi", "--on", "2015-01-15")


@pytest.mark.parametrize("name", ["Ramadi", "ramadi", "al-Ramadi", "Ar Ramadi"])
def test_a_place_is_found_by_any_of_its_names(archive: Path, name: str) -> None:
    assert told(archive, name)["name"] == "Ramadi"


def test_a_version_that_was_replaced_is_passed_over(archive: Path) -> None:
    (spell,) = control(archive, "Haditha")["spells"]
    assert [one["report"] for one in spell["statements"]] == ["new"]


def test_an_unknown_place_is_one_line_with_the_nearest_names(archive: Path) -> None:
    result = onrecord("situation", "Ramadee\x1b[1m", "--archive", archive)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "states what holds at 'Ramadee␛[1m'; nearest names: Ramadi" in result.stderr


def test_hostile_text_does_not_reach_the_terminal(archive: Path) -> None:
    text = printed(archive, "Tikrit")
    assert "Wire␛[2J" in text
    assert "since January" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_a_day_that_is_none_is_wrong_use(archive: Path) -> None:
    result = onrecord("situation", "Ramadi", "--archive", archive, "--on", "2015-02-30")
    assert result.exit_code == 2
    assert "is no date" in result.stderr


def test_an_archive_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert onrecord("situation", "Ramadi", "--archive", tmp_path / "none.db").exit_code == 2
