"""The copy that the parser reads: same length, in the case it expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.case import LONGEST_WORD, for_parser, is_all_caps, is_title_case
from onrecord.model import Span


@pytest.mark.parametrize(
    ("wire", "reading"),
    [
        (
            "GUNMEN KILL TEN IN MAIDUGURI, POLICE SAY. THE ATTACK WAS IN NIGERIA'S NORTH.",
            "Gunmen kill ten in Maiduguri, police say. The attack was in Nigeria's north.",
        ),
        (
            "BOGOTA (WIRE) -- A BOMB WENT OFF IN MEDELLIN.",
            "Bogota (wire) -- a bomb went off in Medellin.",
        ),
    ],
)
def test_a_wire_in_capitals_is_read_in_sentence_case(wire: str, reading: str) -> None:
    assert for_parser(wire, []) == reading


@pytest.mark.parametrize(
    ("wire", "reading"),
    [
        (
            "REBELS OF THE FREE PEASANT FRONT (FPF) HELD LUIS DIAZ, A MAYOR.",
            "of the Free Peasant Front (FPF) held Luis Diaz, a mayor.",
        ),
        ("TROOPS OF THE FPF FOUGHT IN BLACK RIVER ON FRIDAY.", "fought in Black River on Friday."),
        ("THE FPF'S FIGHTERS LEFT MARIA CRUZ UNHARMED.", "FPF's fighters left Maria Cruz unharmed."),
    ],
)
def test_names_in_capitals_keep_theirs(wire: str, reading: str) -> None:
    def names_in(text: str) -> list[Span]:
        at = text.find("BLACK RIVER")
        return [Span(at, at + len("BLACK RIVER"))] if at >= 0 else []

    assert reading in for_parser(wire, [], names_in)


def test_a_headline_in_title_case_is_read_in_sentence_case_but_keeps_its_names() -> None:
    title = "Gunmen Kill Ten Villagers Near Maiduguri"
    text = f"{title}\nGunmen on Friday killed ten."
    assert for_parser(text, [(0, len(title))]).splitlines()[0] == "Gunmen kill ten villagers near Maiduguri"


def test_prose_stays_as_it_is() -> None:
    text = "Gunmen on Friday killed ten villagers near Maiduguri, the UN said."
    assert for_parser(text, []) == text


@pytest.mark.parametrize(
    "text",
    ["IS fighters attacked Kirkuk.", "Troops expelled IS from the town.", "Jets bombed IS positions near Derna."],
)
def test_the_name_is_is_read_as_a_name(text: str) -> None:
    assert "IS" not in for_parser(text, []).split()


@pytest.mark.parametrize(
    "text",
    [
        "The man is a fighter.",
        "This IS a fight, he said, and we will win it.",
        "He IS not among the dead, they said.",
        "Sadly it is IS's town no more.".replace("IS's", "is"),
    ],
)
def test_the_verb_is_stays_a_verb(text: str) -> None:
    assert for_parser(text, []) == text


def test_in_a_line_of_capitals_is_stays_a_verb() -> None:
    text = "WAR IS OVER SAYS GENERAL\nThe general spoke in Juba on Monday of an end to the fighting with rebels."
    assert for_parser(text, [(0, 24)]).splitlines()[0] == "War is over says general"


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("BOMB KILLS TWELVE", True),
        ("Bomb kills twelve", False),
        ("UN SAYS NO", False),
        ("THE BOMB KILLED 12, said the police of the town", False),
        ("١٢ 300", False),
        ("ЗАГИНУЛО ДВАНАДЦЯТЬ ЛЮДЕЙ", True),
    ],
)
def test_capitals_are_told_by_their_share_of_a_long_enough_line(text: str, capitals: bool) -> None:
    assert is_all_caps(text) is capitals


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Suicide Bomber Kills Twelve in Market", True),
        ("Suicide bomber kills twelve in market", False),
        ("Kabul Blast", False),
    ],
)
def test_a_headline_is_in_title_case_where_nearly_all_longer_words_are(line: str, title: bool) -> None:
    assert is_title_case(line) is title


def test_a_run_too_long_for_a_word_is_blotted_out() -> None:
    run = "(" * (LONGEST_WORD + 1)
    assert for_parser(f"Two died. {run} Three fled.", []) == f"Two died. {'x' * len(run)} Three fled."


def test_a_long_address_within_the_limit_stays() -> None:
    address = "https://news.example.org/" + "a" * 100
    assert for_parser(f"See {address} for more.", []) == f"See {address} for more."


@given(st.text(max_size=400), st.booleans())
def test_the_copy_is_as_long_as_the_text(text: str, titled: bool) -> None:
    titles = [(0, len(text) // 2)] if titled and len(text) > 1 else []
    assert len(for_parser(text, titles)) == len(text)
    assert len(for_parser(text.upper(), titles)) == len(text.upper())
