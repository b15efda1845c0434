"""Numbers in digits and in words, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.number_words import LARGEST, SCALES, TENS, UNITS, read_number

UNIT_NAMES = {value: word for word, value in UNITS.items()}
TEN_NAMES = {value: word for word, value in TENS.items()}


def spelt(number: int) -> str:
    """A number below a million as a careful editor spells it, words and hyphens apart."""
    if number >= 1_000:
        rest = number % 1_000
        return f"{spelt(number // 1_000)} thousand" + (f"{' and' if rest < 100 else ''} {spelt(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{UNIT_NAMES[number // 100]} hundred" + (f" and {spelt(rest)}" if rest else "")
    if number >= 20:
        rest = number % 10
        return TEN_NAMES[number - rest] + (f" - {UNIT_NAMES[rest]}" if rest else "")
    return UNIT_NAMES[number]


@pytest.mark.parametrize(
    ("words", "number", "taken"),
    [
        ("7 farmers", 7, 1),
        ("1,200 people", 1_200, 1),
        ("12,345,678 people", 12_345_678, 1),
        ("thirty - eight miners", 38, 3),
        ("thirty eight miners", 38, 2),
        ("two hundred and five pilgrims", 205, 4),
        ("two thousand five hundred and thirty - one people", 2_531, 8),
        ("six thousand and five", 6_005, 4),
        ("fifty - five thousand refugees", 55_000, 4),
        ("3.5 million people", 3_500_000, 2),
        ("2 million people", 2_000_000, 2),
        ("a dozen shepherds", 12, 2),
        ("two dozen shepherds", 24, 2),
        ("half a dozen nurses", 6, 3),
        ("a hundred and fifty men", 150, 4),
        ("half a million people", 500_000, 3),
        ("zero", 0, 1),
    ],
)
def test_a_number_is_read_from_its_first_word_on(words: str, number: int, taken: int) -> None:
    assert read_number(words.split()) == (number, taken)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "people",
        "a man",
        "hundred",
        "dozens of people",
        "and five",
        "- five",
        "1,20",
        "1.5",
        "1.5 billion",
        "²",
        "①",
        "half a village",
        "21st",
    ],
)
def test_what_starts_with_no_number_is_none(words: str) -> None:
    assert read_number(words.split()) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("five six", 5),
        ("twenty thirteen", 20),
        ("ten and five", 10),
        ("thirty - people", 30),
        ("two hundred and", 200),
        ("seventy - 5", 70),
        ("two thousand and five hundred", 2_000),
        ("twelve and a child", 12),
    ],
)
def test_a_number_ends_where_the_next_one_begins(words: str, number: int) -> None:
    read = read_number(words.split())
    assert read is not None
    assert read[0] == number


@pytest.mark.parametrize("digits", ["100000001", "999999999999", "9" * 400])
def test_a_string_of_digits_too_long_for_a_count_is_none(digits: str) -> None:
    assert read_number([digits]) is None


def test_a_decimal_too_long_for_a_count_is_none() -> None:
    assert read_number(["9" * 400 + ".5", "million"]) is None


@given(st.integers(min_value=0, max_value=999_999))
def test_a_spelt_number_is_read_whole(number: int) -> None:
    words = spelt(number).split()
    assert read_number([*words, "people"]) == (number, len(words))


@given(st.integers(min_value=0, max_value=LARGEST))
def test_a_number_with_thousands_marked_is_the_number(number: int) -> None:
    assert read_number([f"{number:,}", "people"]) == (number, 1)


@given(
    st.lists(st.sampled_from([*UNITS, *TENS, *SCALES, "a", "half", "and", "-", "7", "1,200", "people"]), max_size=12)
)
def test_whatever_is_read_is_a_count_within_its_words(words: list[str]) -> None:
    read = read_number(words)
    if read is not None:
        value, taken = read
        assert 0 <= value <= LARGEST
        assert 0 < taken <= len(words)
