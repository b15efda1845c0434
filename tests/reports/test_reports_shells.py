"""Pages that answer and hold no report (casualty recording, requirement A7), and reports that are near them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports import Given, Kind, Limits, read_source
from onrecord.reports.shell_words import shells
from onrecord.reports.shells import shell_reason, teaser_warning

PAGES: dict[str, list[dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "shell_pages.toml").read_text(encoding="utf-8")
)


def read(page: str) -> Report | UnreadableReport:
    (found,) = read_source(page.encode(), "page.html", given=Given(), limits=Limits(), kind=Kind.HTML)
    return found


def of(kind: str) -> list[object]:
    return [pytest.param(one, id=one["name"]) for one in PAGES[kind]]


def test_there_are_enough_pages_of_each_sort() -> None:
    assert len(PAGES["shell"]) >= 40
    assert len(PAGES["report"]) >= 30
    assert {one["kind"] for one in PAGES["shell"]} == {shell.name for shell in shells()}


@pytest.mark.parametrize("page", of("shell"))
def test_a_shell_is_refused_and_the_message_says_what_it_is(page: dict[str, str]) -> None:
    found = read(page["page"])
    assert isinstance(found, UnreadableReport), found.text
    assert (found.reason, "\n" in str(found)) == ("no_content", False)
    assert f"the page is {page['kind']}" in found.message
    assert "; " in found.message


@pytest.mark.parametrize("page", [*of("report"), *of("teaser"), *of("whole")])
def test_a_report_near_a_shell_is_read(page: dict[str, str]) -> None:
    found = read(page["page"])
    assert isinstance(found, Report), found


@pytest.mark.parametrize("page", of("teaser"))
def test_an_article_cut_by_a_wall_is_read_with_a_warning(page: dict[str, str]) -> None:
    found = read(page["page"])
    assert isinstance(found, Report)
    assert [warning for warning in found.warnings if warning.startswith("teaser: ")]


@pytest.mark.parametrize("page", [*of("report"), *of("whole")])
def test_a_whole_article_is_no_teaser(page: dict[str, str]) -> None:
    found = read(page["page"])
    assert isinstance(found, Report)
    assert not [warning for warning in found.warnings if warning.startswith("teaser: ")]


def test_a_shell_in_a_line_of_json_keeps_the_lines_id() -> None:
    line = b'{"id": "a7", "html": "<title>403 Forbidden</title><h1>403 Forbidden</h1>"}'
    (found,) = read_source(line, "x.jsonl", given=Given(), limits=Limits())
    assert isinstance(found, UnreadableReport)
    assert (found.reason, found.report_id) == ("no_content", "a7")


def test_the_wording_of_a_wall_is_nothing_beside_a_long_article() -> None:
    article = "The army shelled the town on Monday and killed nine people there, the mayor said. " * 20
    page = f"<title>Log in</title><input type=password><p>{article}</p><p>You must log in to continue.</p>"
    assert shell_reason(page, article) is None
    assert teaser_warning(page, article + "Subscribe to continue reading.") is None


@pytest.mark.parametrize(
    "unit", ["<script>", "<!--", "<h1>", "<input ", "<", "<div id=root ", "the page ", "cookies we use "]
)
def test_no_pattern_of_a_shell_runs_away(unit: str) -> None:
    page = unit * (400_000 // len(unit))
    assert shell_reason(page, "") is None or shell_reason(page, "")
