"""The cases of parties in context are sound, and right and wrong are told apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onrecord.actors import load_registry
from onrecord.bench.actors import error_lines, figures, judge, read_cases, span_of
from onrecord.bench.material import REPOSITORY, Material
from onrecord.coder import Coder

CASES = read_cases(Material(REPOSITORY, Path()))


def test_there_are_enough_of_them_of_many_conflicts() -> None:
    assert len(CASES) >= 300
    assert len({case["conflict"] for case in CASES}) >= 40
    assert sum(case["near_miss"] for case in CASES) >= 60
    assert max(Counter(case["id"] for case in CASES).values()) == 1


def test_each_mention_stands_in_its_text_and_each_party_is_known() -> None:
    registry = load_registry()
    for case in CASES:
        span = span_of(case)
        assert case["text"][span.start : span.end] == case["mention"]
        assert case["actor"] in ("none", "new") or registry.get(case["actor"]) is not None, case["id"]


def case(text: str, mention: str, actor: str) -> dict[str, Any]:
    return {
        **{"id": "made-up", "conflict": "Mali", "country": "ML", "published": "2019-04-12", "nth": 1},
        **{"text": text, "mention": mention, "actor": actor, "near_miss": actor == "none"},
    }


@pytest.mark.parametrize(
    ("mention", "actor", "right"),
    [
        ("JNIM", "jnim", True),
        ("JNIM", "islamic-state-sahel", False),
        ("JNIM", "none", False),
        ("village", "none", True),
        ("Sons of the Dune", "new", True),
        ("JNIM", "new", False),
    ],
)
def test_right_is_the_party_meant_at_the_words(coder: Coder, mention: str, actor: str, right: bool) -> None:
    text = "JNIM fighters burned the village, and a group calling itself the Sons of the Dune fled."
    (judged,) = judge([case(text, mention, actor)], coder)
    assert judged.right is right
    assert figures([judged])["right"].value == float(right)
    assert len(list(error_lines([judged]))) == (not right)


def test_cases_never_worked_with_are_counted_apart_and_not_shown(coder: Coder) -> None:
    judged = judge([{**case("JNIM fled.", "JNIM", "islamic-state-sahel"), "unread": True}], coder)
    assert {name: figure.value for name, figure in figures(judged).items()} == {"unread": 0.0}
    assert list(error_lines(judged)) == []
