"""Invented reports as hard as the seed report, against what a careful reader gets from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from careful_reader import Case, occurrences, problems, read_cases

from onrecord.coder import Coder

CASES = read_cases(Path(__file__).with_name("seed_variations.jsonl"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_variation_of_the_seed_report_says_what_a_careful_reader_gets_from_it(coder: Coder, case: Case) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    assert problems(coder.code(case["text"], published=published, title=None, country=None), case) == [], case["shape"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_quotes_of_an_expectation_stand_in_its_text(case: Case) -> None:
    assert all(occurrences(case["text"], quote) for facts in case["incidents"] for quote in facts.get("quotes", ()))


def test_half_of_the_variations_tell_when_they_were_published() -> None:
    given = [case for case in CASES if case["published"]]
    assert 2 * len(given) >= len(CASES) > len(given)
