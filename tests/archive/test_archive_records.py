from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from any_coding import codings
from hypothesis import given, settings
from small_coding import coding

from onrecord.archive.records import canonical, from_document, parse, spans_of, to_document
from onrecord.model import Claim, Coding, Span, Toll


@given(codings())
@settings(deadline=None, max_examples=25)
def test_a_document_rebuilds_an_equal_record(any_coding: Coding) -> None:
    text = canonical(to_document(any_coding))
    rebuilt = from_document(Coding, parse(text))
    assert rebuilt == any_coding
    assert canonical(to_document(rebuilt)) == text


def test_what_is_unknown_is_left_out_and_comes_back_unknown() -> None:
    document = to_document(coding().claims[0])
    assert isinstance(document, dict)
    assert "via" not in str(document)
    assert from_document(Claim, document).attribution.via is None


def test_defaults_are_written_so_that_a_later_default_changes_nothing() -> None:
    document = to_document(coding().claims[0])
    assert isinstance(document, dict)
    assert document["aggregate"] is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"low": "12"}, "low: expected int"),
        ({"low": True}, "low: expected int"),
        ({"effect": "hurt"}, "effect: 'hurt' is not a valid Effect"),
        ({"span": [1, 2]}, "span: expected an object for Span"),
        ({"weight": 3}, "Toll has no field 'weight'"),
        ({"low": 40}, "toll needs 0 <= low <= best <= high"),
        ({"cumulative": None}, "cumulative: expected bool"),
    ],
)
def test_a_document_that_does_not_fit_says_which_field(change: dict[str, Any], message: str) -> None:
    document = to_document(coding().claims[0].tolls[0])
    assert isinstance(document, dict)
    with pytest.raises(ValueError, match=message):
        from_document(Toll, {**document, **change})


def test_a_value_that_no_record_may_hold_is_refused() -> None:
    @dataclass(frozen=True)
    class Loose:
        names: frozenset[str]

    with pytest.raises(TypeError, match="cannot hold frozenset"):
        to_document(Loose(frozenset({"a"})))


def test_no_figure_is_no_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_each_span_is_found_with_the_way_to_it() -> None:
    found = dict(spans_of(coding().claims[0]))
    assert list(found) == [
        "spans[0]",
        "spans[1]",
        "attribution.speakers[0].span",
        "attribution.cue",
        "when.span",
        "where.span",
        "participants[0].span",
        "tolls[0].span",
    ]
    assert found["spans[0]"] == Span(0, 10)
