"""``onrecord demo``: what a newcomer sees first."""

from __future__ import annotations

from pathlib import Path

from command_runs import onrecord


def test_the_demo_shows_incidents_stores_them_writes_a_page_and_says_what_is_next(tmp_path: Path) -> None:
    archive, page = tmp_path / "onrecord.db", tmp_path / "demo" / "incidents.html"
    first = onrecord("demo", "--archive", archive, "--page", page)
    assert first.exit_code == 0
    for words in ("WHEN", "WHERE", "TOLL", "SOURCES", "killed", "said by", "What to type next:", " code "):
        assert words in first.stdout
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")
    assert onrecord("incidents", "--archive", archive).stdout.count("\n") > 5
    assert onrecord("demo", "--archive", archive, "--page", page).stdout == first.stdout


def test_a_page_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = onrecord("demo", "--archive", tmp_path / "a.db", "--page", tmp_path / "file" / "a.html")
    assert result.exit_code == 1
    assert "name a file that can be written" in result.stderr
    assert len(result.stderr.splitlines()) == 1
