"""What a person sees in a terminal: tables that fit, marks on the right words, text that cannot misbehave."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from made_up_coding import CODING, make_toll
from rich.cells import cell_len
from rich.console import Console, RenderableType

from onrecord.contract import cited_values
from onrecord.model import Attribution, Coding, PlacePrecision, Span, Speaker, Weapon
from onrecord.show.incidents import coding_view, header, incidents_view
from onrecord.show.report import MARKS, claims_to_mark, marked_text, report_view
from onrecord.show.words import attribution_words, figures, one_line, place_words, printable, toll_words, when_words


@pytest.fixture
def coding() -> Coding:
    """One report, one claim, one incident, one situation."""
    return CODING


def _drawn(view: RenderableType, width: int, *, colour: bool = False) -> str:
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=colour, markup=False, highlight=False).print(view)
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_terminal(coding: Coding, width: int) -> None:
    drawn = _drawn(header(width), width) + _drawn(coding_view(coding, width), width)
    assert max(cell_len(line.rstrip()) for line in drawn.splitlines()) <= width
    for words in ("2017-02-13", "Tal Amra", "Army → Hawk Brigade", "killed 12–12–?", "single source"):
        assert words in drawn


def test_quotes_are_the_reports_words_with_who_said_them(coding: Coding) -> None:
    drawn = " ".join(_drawn(coding_view(coding, 200), 200).split())
    assert "“Army jets bombed a Hawk Brigade camp" in drawn
    assert "(said by Col. Omar Said, spokesman, northern command, through Radio Dawn)" in drawn


def test_there_is_no_colour_where_nobody_watches(coding: Coding) -> None:
    assert "\x1b" not in _drawn(coding_view(coding, 80), 80)
    assert "\x1b" in _drawn(coding_view(coding, 80), 80, colour=True)


def test_an_incident_without_facts_says_unknown_and_not_told(coding: Coding) -> None:
    bare = replace(coding.incidents[0], when=None, where=None, tolls=(), participants=())
    drawn = _drawn(incidents_view([bare], 80, ids=True), 80)
    assert "unknown" in drawn
    assert "not told" in drawn
    assert "incident-1" in drawn


def test_a_report_without_incidents_says_so(coding: Coding) -> None:
    assert "no incident found" in _drawn(coding_view(replace(coding, incidents=()), 80), 80)


def test_markup_in_a_title_is_only_words(coding: Coding) -> None:
    hostile = replace(coding, report=replace(coding.report, title="[bold]x[/bold] \x1b[31m :smile:"))
    assert "[bold]x[/bold] ␛[31m :smile:" in _drawn(coding_view(hostile, 80), 80)


def test_marks_stand_exactly_on_the_cited_words(coding: Coding) -> None:
    marked = marked_text(coding.report, cited_values(coding.claims[0]))
    assert marked.plain == coding.report.text
    words = {marked.plain[span.start : span.end] for span in marked.spans}
    assert {"at least 12 fighters", "on Monday", "Col. Omar Said", "Tal Amra"} <= words


def test_of_two_marks_on_the_same_words_what_happened_shows(coding: Coding) -> None:
    span = coding.claims[0].spans[0]
    claim = replace(coding.claims[0], weapons=(Weapon("bomb", span),))
    marked = marked_text(coding.report, cited_values(claim))
    styles = [str(mark.style) for mark in marked.spans if (mark.start, mark.end) == (span.start, span.end)]
    assert len(styles) == 2
    assert styles[-1] == MARKS["type"][1]


def test_the_report_comes_with_a_legend_and_its_claims(coding: Coding) -> None:
    drawn = _drawn(report_view(coding, coding.claims), 120)
    for words in ("what happened", "who said it", "report-1", "published 2017-02-14 (given)", "claim-1"):
        assert words in drawn


@pytest.mark.parametrize("wanted", ["report-1", "claim-1", "incident-1"])
def test_an_id_stands_for_its_claims(coding: Coding, wanted: str) -> None:
    assert [claim.id for claim in claims_to_mark(coding, wanted)] == ["claim-1"]


def test_another_id_marks_nothing(coding: Coding) -> None:
    assert claims_to_mark(coding, "claim-2") == ()


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\x07\x08\x7f\x9bb", "a\u202eb\u2066c", "tab\tline\nend\r", "x\ud800"])
def test_hostile_text_keeps_its_length_and_loses_its_power(text: str) -> None:
    for shown in (printable(text), one_line(text)):
        assert len(shown) == len(text)
        assert not any(hostile in shown for hostile in "\x1b\x07\x08\x7f\x9b\u202e\u2066\r\ud800")
    assert "\n" not in one_line(text)


def test_a_toll_reads_low_best_high() -> None:
    assert figures(make_toll(33, 33, 33)) == "33"
    assert figures(make_toll(12, 18, 24)) == "12–18–24"
    assert figures(make_toll(5, 5, None)) == "5–5–?"
    assert figures(make_toll(None, None, None)) == "?"
    assert toll_words(make_toll(0, 0, 0)) == "killed 0"


def test_times_and_places_read_as_words(coding: Coding) -> None:
    incident = coding.incidents[0]
    assert when_words(incident.when) == "2017-02-13"
    assert when_words(None) == place_words(None) == "unknown"
    assert place_words(incident.where) == "Tal Amra, Nineveh, IQ"


def test_a_country_is_not_told_twice(coding: Coding) -> None:
    where = coding.incidents[0].where
    assert where is not None
    assert place_words(replace(where, name="Iraq", precision=PlacePrecision.COUNTRY)) == "Iraq"


@pytest.mark.parametrize(
    ("kept", "said"), [([0, 1], "Army → Hawk Brigade"), ([0], "by Army"), ([1], "on Hawk Brigade"), ([], "strike.air")]
)
def test_who_acted_on_whom_is_told_as_far_as_it_is_known(coding: Coding, kept: list[int], said: str) -> None:
    incident = coding.incidents[0]
    told = replace(incident, participants=tuple(incident.participants[at] for at in kept))
    assert said in _drawn(incidents_view([told], 120), 120)


def test_a_chain_of_speakers_reads_from_the_report_inwards() -> None:
    witness = Speaker(Span(0, 5), role="a witness", anonymous=True)
    police = Speaker(Span(6, 9), "Musa Bello", organisation="state police")
    chain = Attribution("said", (witness, police))
    assert attribution_words(chain) == "said by a witness and Musa Bello, state police"
    assert attribution_words(Attribution()) == "in the report's own voice"
    assert attribution_words(Attribution("denied", (Speaker(Span(0, 1)),))) == "denied by an unnamed speaker"
