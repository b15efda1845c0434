"""Forty stories in up to thirteen outlets each are forty; the 384 Syrian reports keep their incidents apart."""

from __future__ import annotations

import pytest

from onrecord.bench import copies
from onrecord.bench.copies import Judged
from onrecord.bench.material import REPOSITORY, Material

SHARED = REPOSITORY.parent / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not there")
def test_copies_are_known_again_and_no_two_incidents_are_merged() -> None:
    judged = copies.judge(Material(REPOSITORY, SHARED))
    found = copies.figures(judged)
    assert len(set(judged.stories.values())) == copies.STORIES
    assert found["f1"].value >= 0.99
    assert found["apart"].value == 1.0


JUDGED = Judged(
    stories={"a": "a", "a:1": "a", "a:2": "a", "b": "b"},
    groups={"a": "a", "a:1": "a", "a:2": "a:2", "b": "a:2"},
    merged=(("x", "y", True), ("x", "z", False)),
)


def test_pairs_are_scored_and_not_reports() -> None:
    found = copies.figures(JUDGED)
    assert found["precision"].value == 0.5
    assert found["recall"].value == pytest.approx(1 / 3)
    assert found["f1"].value == pytest.approx(0.4)
    assert found["apart"].value == 0.5


def test_errors_name_the_copies() -> None:
    assert list(copies.error_lines(JUDGED)) == [
        "a:2: linked to a:2, its story to a",
        "x and z: merged, and not known as one incident",
    ]
