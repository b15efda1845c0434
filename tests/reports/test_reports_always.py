"""What always holds, for any bytes and any text."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableReport
from onrecord.model import BlockKind, Report
from onrecord.reports import Given, Kind, Limits, read_source
from onrecord.reports.blocks import find_blocks

REASONS = {"empty", "binary", "too_large", "encoding", "no_body", "no_content", "bad_json", "bad_date", "missing"}
REASONS |= {"broken", "encrypted", "no_text", "too_slow"}
PIECES = [
    "Five people died in Kano.",
    "KANO (AFP) -",
    "Anbar (",
    "Saturday, May 1, 2021",
    "Photo: Ann Example",
    "Tags Kano police",
    "Related Ten Dead",
    "Get short URL 12",
    "Copyright 2021",
    "By Ann Example",
    "UPDATED: Five dead",
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "...",
    "مقتل",
    "🚨",
    "e\u0301",
]
page_like = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map(" ".join)
patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def check(report: Report) -> None:
    assert report.text.strip()
    assert report.blocks
    for block in report.blocks:
        assert 0 <= block.start < block.end <= len(report.text)
    for before, after in pairwise(report.blocks):
        assert before.end <= after.start
    assert (report.published.day is None) == (report.published.how == "unknown")
    assert report.title is None or any(block.kind is BlockKind.TITLE for block in report.blocks)
    if report.published.span is not None:
        report.quote(report.published.span)


@patient
@given(st.binary(max_size=400), st.sampled_from([None, *Kind]))
def test_any_bytes_give_reports_or_errors(data: bytes, kind: Kind | None) -> None:
    found = list(read_source(data, "any", given=Given(), limits=Limits(), kind=kind))
    assert found
    for item in found:
        if isinstance(item, UnreadableReport):
            assert item.reason in REASONS
            assert "\n" not in str(item)
        else:
            check(item)


@patient
@given(page_like, st.none() | st.sampled_from(PIECES))
def test_blocks_are_in_order_and_the_text_is_untouched(text: str, title: str | None) -> None:
    (found,) = read_source(text.encode(), "any.txt", given=Given(title=title), limits=Limits(), kind=Kind.TEXT)
    if isinstance(found, Report):
        check(found)
        assert found.text.removeprefix("\ufeff").startswith(text.removeprefix("\ufeff"))


@patient
@given(page_like)
def test_blocks_leave_out_nothing_but_space_and_stray_marks(text: str) -> None:
    covered = "".join(text[block.start : block.end] for block in find_blocks(text))
    assert [letter for letter in text if letter.isalnum()] == [letter for letter in covered if letter.isalnum()]


@patient
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_any_values_in_a_line_give_a_report_or_an_error(value: object) -> None:
    line = json.dumps(
        {"text": "Five people died.", "id": value, "title": value, "published": value, "country_hint": value}
    )
    (found,) = read_source(line.encode(), "any.jsonl", given=Given(), limits=Limits())
    assert isinstance(found, Report | UnreadableReport)


@patient
@given(page_like)
def test_reading_twice_is_the_same(text: str) -> None:
    first = list(read_source(text.encode(), "any", given=Given(), limits=Limits()))
    again = list(read_source(text.encode(), "any", given=Given(), limits=Limits()))
    assert [str(item) for item in first] == [str(item) for item in again]


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        '."\n',
        "\n",
        " ",
        "1 ",
        "Tags ",
        "A-",
        "AFP ",
        "(AFP",
        "copyright ",
        "Published 1 ",
        "x\n",
        "[a]",
        "Get short URL ",
        "<p",
        "By A ",
    ],
)
def test_no_pattern_runs_away_on_repetition(unit: str) -> None:
    (found,) = read_source((unit * 20_000).encode(), "any", given=Given(), limits=Limits(), kind=Kind.TEXT)
    assert isinstance(found, Report | UnreadableReport)
