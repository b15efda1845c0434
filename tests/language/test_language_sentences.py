"""Where sentences begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.sentences import LONGEST, is_wrapped, split_sentences


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Two men died. Three fled.", ["Two men died.", "Three fled."]),
        ('He said: "Go home." They went.', ['He said: "Go home."', "They went."]),
        ("Who fired? Nobody knows!", ["Who fired?", "Nobody knows!"]),
        ("Some waited… Others left.", ["Some waited…", "Others left."]),
        ("Clashes in Goma\nTwo people died", ["Clashes in Goma", "Two people died"]),
        ("Clashes in Goma\n\nTwo people died", ["Clashes in Goma", "Two people died"]),
        ("He died at 5 p.m. The army then left.", ["He died at 5 p.m.", "The army then left."]),
        ("It was road No. 5. Then they left.", ["It was road No. 5.", "Then they left."]),
        ("قُتل خمسة. ثم غادروا.", ["قُتل خمسة.", "ثم غادروا."]),
        ("Загинуло двоє. Поранено п'ять.", ["Загинуло двоє.", "Поранено п'ять."]),
    ],
)
def test_a_stop_or_a_line_ends_a_sentence(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Moussa Traore left Bamako.",
        "The U.S. Army left the base.",
        "Col. J. K. Mensah of the police spoke.",
        "He arrived on Jan. 5 in Kano.",
        "The attack in St. Petersburg killed one.",
        "Some 2.5 million people fled.",
        "Dr. Okello treated the wounded, e.g. burns.",
        "Acme Co. of Lagos lost two guards.",
    ],
)
def test_an_abbreviation_or_a_decimal_ends_no_sentence(text: str) -> None:
    assert sentences_of(text) == [text]


WRAPPED = (
    "Gunmen on motorcycles attacked a village in the north of the\n"
    "country before dawn on Sunday, killing eleven farmers who were\n"
    "on their way to the fields, a local official told reporters by\n"
    "telephone. He said that four more were still missing and that\n"
    "soldiers had been sent to look for them in the nearby forest.\n"
)


def test_the_lines_of_a_text_wrapped_at_a_fixed_width_end_no_sentence() -> None:
    assert is_wrapped(WRAPPED)
    assert [sentence.split()[0] for sentence in sentences_of(WRAPPED)] == ["Gunmen", "He"]


def test_a_long_line_in_a_text_of_paragraphs_may_break_inside_a_sentence() -> None:
    text = "It burned.\n\nPlanes struck a workshop in a valley west of the city and\nkilled five men. Two fled.\n\nA"
    assert [text[start:end].replace("\n", " ") for start, end in split_sentences(text)] == [
        "It burned.",
        "Planes struck a workshop in a valley west of the city and killed five men.",
        "Two fled.",
        "A",
    ]
    heading = "A first paragraph.\n\nThe war in brief\nPlanes struck a workshop."
    assert [heading[start:end] for start, end in split_sentences(heading)][1:] == [
        "The war in brief",
        "Planes struck a workshop.",
    ]


def test_a_text_of_short_and_long_paragraphs_is_not_wrapped() -> None:
    assert not is_wrapped(
        "Title\n" + "A paragraph that runs on and on for far more than a line. " * 4 + "\nEnd\nBy a reporter\n"
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\u00a0\u2028"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert sentences_of(text) == []


def test_what_runs_on_for_longer_than_any_sentence_is_cut_between_words() -> None:
    pieces = sentences_of("word " * 2_000)
    assert max(map(len, pieces)) <= LONGEST
    assert {word for piece in pieces for word in piece.split()} == {"word"}


@pytest.mark.parametrize("piece", [".", " ", "\n", ". ", "\n ", '." ', "a. ", "(", "\u0301"])
def test_long_runs_of_one_sign_cost_no_more_than_prose(piece: str) -> None:
    text = "x" + piece * (200_000 // len(piece)) + "y"
    assert sum(len(sentence) for sentence in sentences_of(text)) <= len(text)


@given(st.text(max_size=300))
def test_sentences_are_trimmed_in_order_and_hold_all_but_white_space(text: str) -> None:
    bounds = split_sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    assert "".join("".join(sentences_of(text)).split()) == "".join(text.split())
