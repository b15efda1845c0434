"""``onrecord ingest``, ``incidents``, ``reports`` and ``show``: in once, out as it came."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from command_runs import onrecord, write_wire


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL of four reports, the third line broken."""
    return write_wire(tmp_path_factory.mktemp("wire"))


@pytest.fixture(scope="module")
def archive(wire: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds the wire's reports."""
    path = tmp_path_factory.mktemp("archive") / "onrecord.db"
    assert onrecord("ingest", wire, "--archive", path).exit_code == 1
    return path


def _listed(archive: Path, what: str = "incidents") -> list[dict[str, object]]:
    result = onrecord(what, "--archive", archive, "--format", "jsonl")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ingesting_says_what_was_stored_and_what_was_refused(wire: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    result = onrecord("ingest", wire, "--archive", archive)
    assert result.exit_code == 1
    assert "3 reports stored, 0 there already, 1 refused" in result.stdout
    assert f"{wire}, line 3" in result.stderr


def test_ingesting_twice_changes_nothing(wire: Path, archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(archive, copy)
    before = _listed(copy)
    result = onrecord("ingest", wire, "--archive", copy)
    assert "0 reports stored, 3 there already, 1 refused" in result.stdout
    assert _listed(copy) == before


def test_incidents_are_those_that_code_prints(wire: Path, archive: Path) -> None:
    coded = [json.loads(line) for line in onrecord("code", wire).stdout.splitlines()]
    printed = [incident for report in coded for incident in report.get("incidents", [])]
    stored = [json.loads(line) for line in onrecord("incidents", "--every", "--archive", archive).stdout.splitlines()]
    assert stored
    assert sorted(map(str, stored)) == sorted(map(str, printed))


def test_reports_are_listed_with_address_and_date(archive: Path) -> None:
    reports = {str(report["id"]): report for report in _listed(archive, "reports")}
    assert set(reports) == {"strike", "blast", "quiet"}
    assert reports["blast"]["url"] == "https://example.org/blast"
    assert {"title", "published", "copy_of", "supersedes"} <= set(reports["quiet"])
    table = onrecord("reports", "--archive", archive, "--format", "table").stdout
    assert "Library reopens after repairs" in table


def test_other_formats_hold_the_same_incidents(archive: Path) -> None:
    count = len(_listed(archive))
    rows = csv.DictReader(io.StringIO(onrecord("incidents", "--archive", archive, "--format", "csv").stdout))
    assert len(list(rows)) == count
    features = json.loads(onrecord("incidents", "--archive", archive, "--format", "geojson").stdout)["features"]
    assert len(features) == count
    table = onrecord("incidents", "--archive", archive, "--format", "table").stdout
    assert all(str(incident["id"]) in table for incident in _listed(archive))


def test_show_prints_exactly_the_stored_text(wire: Path, archive: Path) -> None:
    stored = json.loads(onrecord("code", wire, "--text").stdout.splitlines()[0])["report"]["text"]
    result = onrecord("show", "strike", "--archive", archive, "--format", "text")
    assert result.exit_code == 0
    assert result.stdout_bytes == stored.encode("utf-8")


def test_show_finds_a_report_by_its_incident_its_claim_or_the_beginning_of_an_id(archive: Path) -> None:
    incident = next(incident for incident in _listed(archive) if incident["type"] == "strike.air")
    claims = incident["claims"]
    assert isinstance(claims, list)
    whole = onrecord("show", "strike", "--archive", archive, "--format", "text").stdout
    for wanted in (str(incident["id"]), claims[0], str(incident["id"])[:-3], "stri"):
        assert onrecord("show", wanted, "--archive", archive, "--format", "text").stdout == whole


def test_show_marks_the_cited_words_in_colour(archive: Path) -> None:
    result = onrecord("show", "strike", "--archive", archive, "--format", "ansi")
    assert result.exit_code == 0
    assert "\x1b[" in result.stdout
    assert "what happened" in result.stdout


def test_an_id_that_is_not_there_is_wrong_use(archive: Path) -> None:
    result = onrecord("show", "nothing-like-it", "--archive", archive)
    assert result.exit_code == 2
    assert "nothing-like-it" in result.stderr


@pytest.mark.parametrize("command", [["incidents"], ["reports"], ["show", "x"]])
def test_an_archive_that_is_not_there_is_not_made(tmp_path: Path, command: list[str]) -> None:
    missing = tmp_path / "none.db"
    result = onrecord(*command, "--archive", missing)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "there is no such file" in result.stderr
    assert not missing.exists()


def test_a_file_that_is_no_archive_is_left_as_it_was(wire: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("just my notes")
    for command in (["ingest", wire], ["incidents"]):
        result = onrecord(*command, "--archive", other)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
        assert str(other) in result.stderr
    assert other.read_text() == "just my notes"


def test_a_folder_that_is_not_there_is_said(wire: Path, tmp_path: Path) -> None:
    result = onrecord("ingest", wire, "--archive", tmp_path / "none" / "a.db")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_an_id_that_stands_for_another_text_is_refused_and_the_rest_stored(archive: Path, tmp_path: Path) -> None:
    copy, lines = tmp_path / "copy.db", tmp_path / "more.jsonl"
    shutil.copy(archive, copy)
    clash = {"id": "strike", "text": "Another text altogether, in which nothing much happened to anybody at all."}
    fresh = {"id": "fresh", "text": "The harbour was quiet on Thursday, the fishermen said, and the boats came home."}
    lines.write_text(json.dumps(clash) + "\n" + json.dumps(fresh) + "\n")
    result = onrecord("ingest", lines, "--archive", copy)
    assert result.exit_code == 1
    assert "1 reports stored, 0 there already, 1 refused" in result.stdout
    assert "report strike is there with another text" in result.stderr
    assert "fresh" in {str(report["id"]) for report in _listed(copy, "reports")}
