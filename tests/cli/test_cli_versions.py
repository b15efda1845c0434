"""Copies and versions through the command: what is linked, what changed, whose incidents are listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_runs import onrecord

FIRST = (
    "A blast at the bus station of Kandahar killed 33 people on Monday, the provincial governor said.\n\n"
    "The station was crowded with families on their way to a wedding. Ambulances from three districts came.\n\n"
    "No group has said that it was behind the blast."
)
SECOND = FIRST.replace("33", "38") + " Police held two drivers."


def _line(report_id: str, text: str, url: str, title: str = "Blast at bus station in Kandahar") -> str:
    return json.dumps({"id": report_id, "url": url, "published": "2021-05-04", "title": title, "text": text})


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("versions") / "reports.jsonl"
    lines = [
        _line("v1", FIRST, "https://example.org/a"),
        _line("v2", SECOND, "https://example.org/a?utm_source=x"),
        _line("c1", FIRST[: FIRST.index("No group")], "https://example.net/b", "Dozens dead"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def archive(reports: Path) -> Path:
    path = reports.with_name("onrecord.db")
    result = onrecord("ingest", reports, "--archive", path)
    assert "1 are copies of others, 1 newer versions of others" in result.stdout
    return path


def test_code_tells_copies_and_versions_within_its_input(reports: Path) -> None:
    told = [json.loads(line)["report"] for line in onrecord("code", reports).stdout.splitlines()]
    assert [(one["id"], one["copy_of"], one["supersedes"]) for one in told] == [
        ("v1", None, None),
        ("v2", None, "v1"),
        ("c1", "v1", None),
    ]


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_toll_that_rose_is_shown_as_such(archive: Path, version: str) -> None:
    printed = onrecord("versions", version, "--archive", archive, "--format", "text").stdout
    assert "killed 33 -> 38" in printed
    assert "  + Police held two drivers." in printed


def test_changes_are_cited_by_their_characters(archive: Path) -> None:
    (line,) = onrecord("versions", "v1", "--archive", archive, "--format", "jsonl").stdout.splitlines()
    found = json.loads(line)
    assert found["report"]["supersedes"] == "v1"
    assert [(toll["effect"], toll["from"]["best"], toll["to"]["best"]) for toll in found["tolls"]] == [
        ("killed", 33, 38)
    ]
    added = found["words"][-1]["after"]
    assert SECOND[added["start"] : added["end"]] == added["text"] == "Police held two drivers."


def test_one_incident_is_listed_for_all_versions_and_copies(archive: Path) -> None:
    listed = onrecord("incidents", "--archive", archive, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["toll"][0]["best"] for line in listed] == [38]
    every = onrecord("incidents", "--archive", archive, "--format", "jsonl", "--every").stdout.splitlines()
    assert len(every) == 3


def test_a_report_without_other_versions_says_so(archive: Path) -> None:
    assert "no other version" in onrecord("versions", "c1", "--archive", archive, "--format", "text").stdout


def test_an_unknown_report_is_wrong_use(archive: Path) -> None:
    result = onrecord("versions", "nowhere", "--archive", archive)
    assert result.exit_code == 2
    assert "there is no report, claim or incident 'nowhere'" in result.stderr
