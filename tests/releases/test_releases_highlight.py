from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_codings import Cutter

from onrecord.errors import SpanError
from onrecord.model import Span
from onrecord.releases.highlight import SENTENCE, Citation, segments

TEXT = "Shells killed 12 of 40 traders in Beni Walad."
REPORT = Cutter(TEXT, name="r").report


def cited(words: str, field: str, incident: str = "i1") -> Citation:
    start = TEXT.index(words)
    return Citation(Span(start, start + len(words)), field, f"says {words}", incident)


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)), st.sampled_from(["toll", "who"]))))
def test_segments_join_to_the_text_whatever_overlaps(drawn: list[tuple[int, int, str]]) -> None:
    citations = [Citation(Span(a, max(b, a + 1)), field, "x", "i1") for a, b, field in drawn]
    found = segments(REPORT, "r1", citations)
    assert "".join(segment.text for segment in found) == TEXT
    at = 0
    for segment in found:
        covering = [one for one in citations if one.span.start <= at < one.span.end]
        assert bool(segment.field) == bool(covering)
        at += len(segment.text)


def test_of_citations_that_overlap_the_shortest_gives_the_colour_and_all_are_named() -> None:
    found = segments(REPORT, "r1", [cited("killed 12 of 40 traders", "toll"), cited("40 traders", "who")])
    marked = [(segment.text, segment.field, segment.says) for segment in found if segment.field]
    assert marked == [
        ("killed 12 of ", "toll", "says killed 12 of 40 traders"),
        ("40 traders", "who", "says killed 12 of 40 traders; says 40 traders"),
    ]


def test_a_sentence_is_marked_as_read_and_takes_no_colour() -> None:
    found = segments(REPORT, "r1", [cited(TEXT, SENTENCE), cited("Beni Walad", "where")])
    assert [(segment.text, segment.field) for segment in found] == [
        ("Shells killed 12 of 40 traders in ", SENTENCE),
        ("Beni Walad", "where"),
        (".", SENTENCE),
    ]


def test_each_citation_can_be_linked_to_where_it_begins() -> None:
    found = segments(REPORT, "r1", [cited("killed 12", "toll"), cited("killed 12 of 40", "toll")])
    assert [segment.anchors for segment in found if segment.anchors] == [("w-r1-7-16", "w-r1-7-22")]


def test_words_of_two_incidents_name_both() -> None:
    found = segments(REPORT, "r1", [cited("Shells", "means", "i1"), cited("Shells", "means", "i2")])
    assert found[0].incidents == "i1 i2"


def test_a_span_past_the_text_is_our_bug() -> None:
    with pytest.raises(SpanError):
        segments(REPORT, "r1", [Citation(Span(0, len(TEXT) + 1), "toll", "x", "i1")])


def test_an_empty_text_has_no_segments() -> None:
    assert segments(Cutter("", name="r").report, "r1", []) == ()
