from __future__ import annotations

import pytest

from onrecord.persons.sounds import alike, skeleton, sounds


@pytest.mark.parametrize(
    ("word", "heard"),
    [("mohammed", "mUhamed"), ("hussein", "hUsEn"), ("daoud", "dUd"), ("oualid", "Ualid"), ("htun", "tUn"), ("h", "h")],
)
def test_how_words_sound(word: str, heard: str) -> None:
    assert sounds(word) == heard.replace("lid", "lId")


@pytest.mark.parametrize(
    ("a", "b"), [("mohammed", "muhamad"), ("khaled", "khalid"), ("osman", "othman"), ("gamal", "jamal")]
)
def test_spellings_share_a_skeleton_or_are_near(a: str, b: str) -> None:
    assert alike(a, b) >= 0.87


@pytest.mark.parametrize(("a", "b"), [("mohammed", "muhammad"), ("khaled", "khalid"), ("gamal", "djamel")])
def test_spellings_share_a_skeleton(a: str, b: str) -> None:
    assert skeleton(a) == skeleton(b)


@pytest.mark.parametrize(("a", "b"), [("samir", "samira"), ("hassan", "hussein"), ("hamad", "hamid"), ("ali", "alia")])
def test_near_misses(a: str, b: str) -> None:
    assert alike(a, b) < 0.87
