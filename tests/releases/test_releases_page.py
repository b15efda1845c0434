from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_codings import around_the_world, contested, hostile

from onrecord.errors import InputError
from onrecord.model import Coding
from onrecord.releases.page import render_page, write_page
from onrecord.releases.view import page_view


class Reading(HTMLParser):
    """What a browser finds in a page: elements with their attributes, and the text of each report."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.elements.append((tag, held))
        if tag == "div" and held.get("class") == "fulltext":
            self._depth = 1
            self.texts.append("")
        elif self._depth and tag == "div":
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag == "div":
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data

    def every(self, tag: str) -> list[dict[str, str]]:
        return [held for name, held in self.elements if name == tag]


def page_of(codings: tuple[Coding, ...], title: str = "A title") -> str:
    return render_page(page_view(codings, title=title))


def test_the_same_codings_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_page((*contested(), *around_the_world()), tmp_path / name, title="Twice")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_page_needs_nothing_from_outside() -> None:
    page = Reading(page_of((*contested(), *around_the_world(), hostile())))
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in page.elements}
    assert all("src" not in held for _, held in page.elements)
    outside = [held["href"] for held in page.every("a") if not held["href"].startswith("#")]
    assert outside == ["https://news.example/river-towns"]


def test_the_policy_lets_only_this_style_and_this_script_run() -> None:
    page = page_of(contested())
    policy = next(held for held in Reading(page).every("meta") if held.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"].startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'sha256-" in policy["content"]
    assert "unsafe" not in policy["content"]
    assert not re.search(r"<[^>]+ (style|on\w+)=", page)


def test_a_hostile_report_stays_text() -> None:
    page = Reading(page_of((hostile(),), title="<script>alert(1)</script>"))
    assert len(page.every("script")) == 1
    assert not page.every("img")
    assert all(not held["href"].startswith("javascript") for held in page.every("a"))
    assert not [name for _, held in page.elements for name in held if name.startswith("on")]


def test_half_a_surrogate_pair_can_be_written(tmp_path: Path) -> None:
    write_page((hostile(),), tmp_path / "page.html", title="Hostile")
    assert "{{ 7*7 }}" in (tmp_path / "page.html").read_text("utf-8")


def test_the_whole_text_of_each_report_stands_on_the_page_unchanged() -> None:
    codings = (*contested(), *around_the_world())
    assert Reading(page_of(codings)).texts == [coding.report.text for coding in codings]


def test_every_link_from_a_value_leads_to_its_words() -> None:
    page = Reading(page_of((*contested(), *around_the_world())))
    names = [held["id"] for _, held in page.elements if "id" in held]
    targets = [held["href"][1:] for held in page.every("a") if held["href"].startswith("#")]
    assert len(names) == len(set(names))
    assert len(targets) > 30
    assert set(targets) <= set(names)


def test_conflicting_tolls_stand_next_to_each_other() -> None:
    page = page_of(contested())
    assert "These figures cannot all hold" in page
    assert "killing 31 militants" in page
    assert "killed 12 civilians" in page


def test_the_page_says_that_figures_are_reported_and_where_its_data_is_from() -> None:
    page = page_of(around_the_world())
    assert "All figures are reported, not verified" in page
    assert "Made with Natural Earth; contains data from GeoNames (CC BY 4.0), UCDP GED (CC BY 4.0)." in page


def test_the_filter_searches_the_list_and_not_what_people_said() -> None:
    rows = [held["data-search"] for held in Reading(page_of(contested())).every("li") if "data-search" in held]
    assert any("tel marda" in row for row in rows)
    assert not any("sarhan" in row or "nurse" in row for row in rows)


def test_reports_without_an_incident_are_shown_too() -> None:
    page = page_of(around_the_world()[-1:])
    assert "These reports tell of no incident." in page
    assert "The council opened a new school" in page
    assert 'id="map"' not in page


def test_a_page_of_nothing_can_be_read() -> None:
    assert "<b>0</b> incidents" in page_of(())


def test_a_page_that_cannot_be_written_is_said_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(InputError, match=r"page .*taken/page.html: .*; name a file that can be written") as caught:
        write_page((), tmp_path / "taken" / "page.html", title="No")
    assert "\n" not in str(caught.value)
