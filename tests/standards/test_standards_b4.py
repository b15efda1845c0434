"""B4: what is stated, what was inferred and what stands in by default are told apart, wherever a value is shown."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.formats import csv_header, csv_row
from onrecord.model import Coding, How
from onrecord.releases.view import page_view
from onrecord.show.incidents import incidents_view

PUBLISHED = date(2023, 5, 17)
HIT = "A rocket hit a market in Kharkiv{day}, killing {toll}, the mayor said.\n"
DAYS = {"": "defaulted", " on Monday": "inferred", " on May 15, 2023": "stated"}


def code(coder: Coder, day: str = " on Monday", toll: str = "five people") -> Coding:
    return coder.code(HIT.format(day=day, toll=toll), published=PUBLISHED)


def only_incident(coding: Coding) -> dict[str, Any]:
    (incident,) = coding_to_json(coding)["incidents"]
    found: dict[str, Any] = incident
    return found


@pytest.mark.parametrize(("day", "how"), DAYS.items(), ids=DAYS.values())
def test_a_date_says_whether_words_give_it(coder: Coder, day: str, how: str) -> None:
    coding = code(coder, day)
    assert only_incident(coding)["date"]["how"] == how
    (row,) = csv.DictReader(io.StringIO(f"{csv_header()}\n{csv_row(coding.incidents[0])}\n"))
    assert row["date_how"] == how
    note = page_view((coding,), title="t").incidents[0].when_note
    assert note.startswith({"stated": "", "inferred": "inferred", "defaulted": "assumed"}[how])
    assert bool(note) == (how != "stated")


def test_a_country_hint_makes_no_stated_place(coder: Coder) -> None:
    text = "Gunmen killed two guards outside a warehouse on Monday, the mayor said.\n"
    coding = coder.code(text, published=PUBLISHED, country="UA")
    places = [incident.where for incident in coding.incidents if incident.where is not None]
    assert coding.incidents
    assert all(place.basis.how is not How.STATED for place in places)


def test_a_number_in_the_text_is_stated(coder: Coder) -> None:
    (toll,) = only_incident(code(coder))["toll"]
    assert (toll["best"], toll["how"]) == (5, "stated")


@pytest.mark.parametrize("words", ["dozens of people", "several people"])
def test_a_range_read_from_a_vague_word_is_inferred_and_keeps_the_word(coder: Coder, words: str) -> None:
    (toll,) = only_incident(code(coder, toll=words))["toll"]
    assert toll["low"] is not None
    assert (toll["hedge"], toll["how"]) == (words.split(maxsplit=1)[0], "inferred")


def test_an_inferred_toll_is_marked_in_the_table_and_the_csv(coder: Coder) -> None:
    coding = code(coder, toll="three soldiers and two villagers")
    incident = coding.incidents[0]
    assert any(toll.basis.how is How.INFERRED and toll.best == 5 for toll in incident.tolls)
    table = Console(width=200, file=io.StringIO(), record=True)
    table.print(incidents_view([incident], 200, ids=False))
    assert "killed 5*" in table.export_text()
    assert "killed 5*" in csv_row(incident)
