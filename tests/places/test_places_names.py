"""Spellings that must share a key, and near misses that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.names import bare, closeness, fold, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dar‘ā", "Dar'a"), ("AL-QA'IM", "Al Qāʼim"), ("St. Louis", "Saint Louis"), ("Łódź", "lodz"), ("U.S.", "US")],
)
def test_case_accents_and_signs_fold_away(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("al-Bab", "bab"),
        ("Ar Raqqah", "raqqah"),
        ("Deir ez-Zor", "deir zor"),
        ("Idlib province", "idlib"),
        ("Kaduna State", "kaduna"),
        ("the", "the"),
        ("province", "province"),
    ],
)
def test_articles_and_kind_words_are_dropped(name: str, kept: str) -> None:
    assert bare(fold(name)) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Qaem", "Kaim"),
        ("Raqa", "Raqqa"),
        ("Hassia", "Hisya"),
        ("Deir ezzor", "Deir ez-Zor"),
    ],
)
def test_romanisations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) == skeleton(fold(other)) is not None


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Mosul", "Basra"), ("Kafranbel", "Kafr Zita")])
def test_other_towns_do_not_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(fold(one)) != skeleton(fold(other))


def test_names_in_other_scripts_or_too_short_have_no_skeleton() -> None:
    assert skeleton(fold("حلب")) is None
    assert skeleton("ee") is None


def test_closeness_ranks_the_nearer_vowels_higher() -> None:
    assert closeness("manbij", "menbij") > closeness("manbij", "minabaja")
    assert closeness("qaem", "kaim") > closeness("qaem", "kamu")


@given(st.text(max_size=40))
def test_any_text_folds_to_a_fixed_point(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert 0.0 <= closeness(key, key) <= 1.0
