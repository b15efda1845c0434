"""``onrecord code`` on real input: order, words, formats, exit status, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_runs import onrecord, process, write_wire

STORY = "Government warplanes bombed the town of Saraqib on Monday, killing five civilians, a local doctor said.\n"


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL of four reports, the third line broken."""
    return write_wire(tmp_path_factory.mktemp("wire"))


def _objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def coded(wire: Path) -> list[dict[str, Any]]:
    """What the command prints for the wire, with the reports' texts."""
    return _objects(onrecord("code", wire, "--text").stdout)


def test_reports_come_in_input_order_and_a_broken_line_keeps_its_place(wire: Path) -> None:
    result = onrecord("code", wire)
    assert result.exit_code == 1
    found = _objects(result.stdout)
    assert [item["report"]["id"] for item in found] == ["strike", "blast", None, "quiet"]
    assert (found[2]["error"]["source"], found[2]["error"]["reason"]) == (f"{wire}, line 3", "bad_json")
    first, summary = result.stderr.splitlines()
    assert first.startswith(f"onrecord: {wire}, line 3: ")
    assert summary == "onrecord: 1 of 4 reports could not be read"


def test_an_incident_is_coded_with_its_words(coded: list[dict[str, Any]]) -> None:
    strike = coded[0]
    incident = next(found for found in strike["incidents"] if found["place"]["name"] == "Saraqib")
    assert (incident["type"], incident["date"]["start"], incident["place"]["country"]) == (
        "strike.air",
        "2019-05-06",
        "SY",
    )
    killed = next(toll for toll in incident["toll"] if toll["effect"] == "killed")
    assert (killed["group"], killed["low"], killed["best"], killed["high"]) == ("civilian", 5, 5, 5)
    text = strike["report"]["text"]
    assert "five civilians" in text[killed["start"] : killed["end"]]
    values = [value for claim in strike["claims"] for value in claim["values"]]
    assert values
    assert all(text[value["start"] : value["end"]] == value["words"] for value in values)


def test_a_report_without_an_event_has_no_incident(coded: list[dict[str, Any]]) -> None:
    assert coded[3]["incidents"] == []


def test_text_and_blocks_come_only_when_asked_for(wire: Path, coded: list[dict[str, Any]]) -> None:
    assert {"text", "blocks"} <= set(coded[0]["report"])
    assert "text" not in _objects(onrecord("code", wire).stdout)[0]["report"]


def test_standard_input_is_read() -> None:
    result = onrecord("code", "-", "--published", "2019-05-07", stdin=STORY.encode())
    assert result.exit_code == 0
    found = _objects(result.stdout)[0]
    assert found["report"]["published"]["start"] == "2019-05-07"
    assert found["incidents"][0]["date"]["start"] == "2019-05-06"


def test_without_a_publication_date_a_weekday_has_no_day() -> None:
    found = _objects(onrecord("code", "-", stdin=STORY.encode()).stdout)[0]
    assert found["report"]["published"] == {"start": None, "how": "unknown", "confidence": None, "span": None}
    assert (found["incidents"][0]["date"] or {"start": None})["start"] is None


def test_csv_has_a_row_an_incident(wire: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(onrecord("code", wire, "--format", "csv").stdout)))
    assert ("strike.air", "5", "SY", "strike") in [
        (row["type"], row["killed_best"], row["country"], row["reports"]) for row in rows
    ]


def test_geojson_is_one_collection_of_points(wire: Path) -> None:
    found = json.loads(onrecord("code", wire, "--format", "geojson").stdout)
    assert found["type"] == "FeatureCollection"
    points = [feature["geometry"] for feature in found["features"] if feature["geometry"]]
    assert points
    assert all(point["type"] == "Point" and len(point["coordinates"]) == 2 for point in points)


def test_geojson_of_nothing_is_an_empty_collection() -> None:
    result = onrecord("code", "nowhere.txt", "--format", "geojson")
    assert json.loads(result.stdout) == {"type": "FeatureCollection", "features": []}


def test_the_table_has_quotes_and_no_colour_when_piped(wire: Path) -> None:
    shown = " ".join(onrecord("code", wire, "--format", "table").stdout.split())
    assert "\x1b" not in shown
    for words in ("WHEN WHERE WHAT AND WHO TOLL SOURCES", "2019-05-06", "killed 5", "no incident found"):
        assert words in shown
    assert "“Government warplanes bombed the town of Saraqib" in shown


def test_two_runs_print_the_same_bytes_with_one_worker_or_two(wire: Path) -> None:
    here = onrecord("code", wire)
    alone, together = (process("code", wire, "--workers", count) for count in ("1", "2"))
    assert here.stdout_bytes == alone.stdout == together.stdout != b""
    assert here.stderr_bytes == alone.stderr == together.stderr != b""
    assert here.exit_code == alone.returncode == together.returncode == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n\t\n", "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0" + bytes(range(256)) * 8, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_holds_no_report_is_refused_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = onrecord("code", path)
    assert result.exit_code == 1
    assert _objects(result.stdout)[0]["error"]["reason"] == reason
    assert len(result.stderr.splitlines()) == 1
    assert str(path) in result.stderr


def test_a_page_without_a_body_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><head><title>x</title></head></html>")
    result = onrecord("code", path)
    assert result.exit_code == 1
    assert _objects(result.stdout)[0]["error"]["reason"] in ("no_body", "empty")


def test_legacy_letters_are_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    story = (
        "Gunmen shot dead José Núñez, a teacher, in Medellín on Friday, police said. Señor Núñez was 41 years old.\n"
    )
    path.write_bytes(story.encode("cp1252"))
    result = onrecord("code", path, "--text")
    assert result.exit_code == 0
    report = _objects(result.stdout)[0]["report"]
    assert "José Núñez" in report["text"]
    assert report["warnings"]


def test_a_language_that_cannot_be_read_is_said_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Бойцы обстреляли окраину города в понедельник вечером. По словам местных жителей, погибли пять человек, "
        "ещё двенадцать получили ранения. Городские власти объявили эвакуацию.\n"
    )
    result = onrecord("code", path)
    assert result.exit_code == 1
    found = _objects(result.stdout)[0]
    assert found["error"]["reason"] == "language"
    assert str(path) in found["error"]["source"]


def test_a_reader_that_stops_early_is_no_failure_to_shout_about(wire: Path) -> None:
    command = f"{sys.executable} -m onrecord.cli code {wire} {wire} --text | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=120)
    assert len(done.stdout) == 10
    assert b"Traceback" not in done.stderr
    assert b"Broken pipe" not in done.stderr
