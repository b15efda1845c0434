"""The nouns: valid by being there."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError, SpanError
from onrecord.model import (
    DEMOGRAPHIC,
    HAPPENED,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Coding,
    Effect,
    Group,
    How,
    Incident,
    Published,
    Report,
    Span,
    Stage,
    Status,
    Toll,
    content_id,
    in_text_order,
)

BASIS = Basis(How.STATED, "made.up")


def toll(low: int | None, best: int | None, high: int | None) -> Toll:
    return Toll(Effect.KILLED, Group.UNKNOWN, low, best, high, Span(0, 1), BASIS)


# ---------------------------------------------------------------- spans


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 0)])
def test_a_negative_empty_or_reversed_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"{start}:{end}"):
        Span(start, end)


def test_a_span_error_is_an_onrecord_error() -> None:
    assert issubclass(SpanError, OnrecordError)


@pytest.mark.parametrize(
    ("one", "other", "covers", "overlaps"),
    [
        (Span(0, 10), Span(2, 5), True, True),
        (Span(0, 10), Span(0, 10), True, True),
        (Span(2, 5), Span(0, 10), False, True),
        (Span(0, 5), Span(4, 9), False, True),
        (Span(0, 5), Span(5, 9), False, False),
        (Span(0, 5), Span(7, 9), False, False),
    ],
)
def test_spans_are_half_open(one: Span, other: Span, covers: bool, overlaps: bool) -> None:
    assert one.covers(other) is covers
    assert one.overlaps(other) is overlaps


spans = st.tuples(st.integers(0, 500), st.integers(1, 50)).map(lambda pair: Span(pair[0], sum(pair)))


@given(spans, spans)
def test_joined_spans_cover_both_and_overlap_goes_both_ways(one: Span, other: Span) -> None:
    assert one.join(other) == other.join(one)
    assert one.join(other).covers(one)
    assert one.join(other).covers(other)
    assert one.overlaps(other) is other.overlaps(one)


@given(st.lists(spans))
def test_text_order_is_sorted_without_repetition_whatever_the_order_given(given_spans: list[Span]) -> None:
    ordered = in_text_order(given_spans)
    assert list(ordered) == sorted(set(given_spans))
    assert in_text_order(reversed(given_spans)) == ordered


# ---------------------------------------------------------------- reports

TEXT = "قُتل 5 في حلب 🔥 e\u0301 five died"
REPORT = Report("r", TEXT, (Block(0, 15, BlockKind.TITLE),), Published(date(2021, 3, 8), "given"))


@pytest.mark.parametrize("words", ["قُتل", "حلب", "🔥", "e\u0301", "five died"])
def test_a_quote_is_the_exact_code_points_of_its_span(words: str) -> None:
    start = TEXT.index(words)
    assert REPORT.quote(Span(start, start + len(words))) == words


def test_a_span_past_the_end_of_the_text_is_refused_with_the_reports_name() -> None:
    with pytest.raises(SpanError, match=f"report r: span 3:{len(TEXT) + 1} ends past the text"):
        REPORT.quote(Span(3, len(TEXT) + 1))


@pytest.mark.parametrize(("offset", "kind"), [(0, BlockKind.TITLE), (14, BlockKind.TITLE), (15, BlockKind.BODY)])
def test_what_stands_in_no_block_is_body(offset: int, kind: BlockKind) -> None:
    assert REPORT.block_at(offset) is kind


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        REPORT.text = "changed"  # type: ignore[misc]


# ---------------------------------------------------------------- tolls


@pytest.mark.parametrize(
    "figures",
    [(5, 5, 5), (5, 5, None), (None, 40, 40), (None, 300, None), (12, None, 24), (0, 0, 0), (None, None, None)],
)
def test_a_toll_may_leave_ends_open(figures: tuple[int | None, int | None, int | None]) -> None:
    made = toll(*figures)
    assert (made.low, made.best, made.high) == figures


@pytest.mark.parametrize("figures", [(5, 4, 6), (5, 5, 4), (7, None, 6), (-1, 0, 0), (None, -3, None)])
def test_a_toll_out_of_order_or_below_zero_is_refused(figures: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="0 <= low <= best <= high"):
        toll(*figures)


def test_groups_that_cut_across_status_are_always_parts() -> None:
    assert {Group.CIVILIAN, Group.COMBATANT, Group.SECURITY, Group.UNKNOWN}.isdisjoint(DEMOGRAPHIC)
    assert len(DEMOGRAPHIC) + 4 == len(Group)


def test_what_is_planned_denied_or_only_possible_did_not_happen() -> None:
    assert HAPPENED.isdisjoint({Stage.PLANNED, Stage.THREATENED, Stage.CALLED_FOR, Stage.DENIED, Stage.HYPOTHETICAL})


# ---------------------------------------------------------------- ids and codings


@given(st.lists(st.one_of(st.text(), st.integers(), st.none())))
def test_an_id_follows_from_its_content_alone(parts: list[object]) -> None:
    assert content_id("c", *parts) == content_id("c", *parts)
    assert len(content_id("c", *parts)) == len("c-") + 16


def test_ids_tell_apart_kinds_parts_and_their_borders() -> None:
    made = {content_id("c", "ab", "c"), content_id("c", "a", "bc"), content_id("i", "ab", "c"), content_id("c", "abc")}
    assert len(made) == 4


def test_an_id_can_be_made_of_broken_text() -> None:
    assert content_id("r", "\ud800").startswith("r-")


def claim(name: str) -> Claim:
    return Claim(name, "r", ClaimKind.EVENT, "attack", Stage.ACCOMPLISHED, (Span(0, 1),), Attribution())


def test_a_coding_gives_its_claims_by_id_and_by_incident_in_text_order() -> None:
    incident = Incident("i", "attack", Stage.ACCOMPLISHED, True, ("b", "a"), (), Status.SINGLE_SOURCE)
    coding = Coding(REPORT, (claim("a"), claim("b"), claim("x")), (incident,))
    assert coding.claim("b").id == "b"
    assert [one.id for one in coding.claims_of(incident)] == ["a", "b"]
    with pytest.raises(KeyError, match="nobody"):
        coding.claim("nobody")
