"""How far an event got, and whether it is told as history or as the matter of something else."""

from __future__ import annotations

import pytest
from reading_texts import reading_of

from onrecord.claims.stance import is_looking_back, is_retold, stage_of
from onrecord.model import Stage


def stage(text: str, word: str, *, has_toll: bool = False) -> Stage:
    """The stage told of a word of a text."""
    reading = reading_of(text)
    sentence = reading.sentences[0]
    return stage_of(reading, sentence, _at(text, word), has_toll=has_toll)


def _at(text: str, word: str) -> int:
    return next(token.i for token in reading_of(text).doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels attacked the base on Monday.", "attacked", Stage.ACCOMPLISHED),
        ("Rebels killed nobody, but they attacked the base.", "attacked", Stage.ACCOMPLISHED),
        ("The rebels plan to attack the base.", "attack", Stage.PLANNED),
        ("The army is preparing an offensive.", "offensive", Stage.PLANNED),
        ("Fans look forward to the clash.", "clash", Stage.PLANNED),
        ("The group threatened to attack the base.", "attack", Stage.THREATENED),
        ("The senator called for air strikes.", "strikes", Stage.CALLED_FOR),
        ("The UN called for a ceasefire.", "ceasefire", Stage.CALLED_FOR),
        ("The two sides agreed on a ceasefire.", "ceasefire", Stage.ACCOMPLISHED),
        ("The army denied that it had attacked the village.", "attacked", Stage.DENIED),
        ("Sirens sounded but no strikes were reported.", "strikes", Stage.DENIED),
        ("The rebels could attack the town within days.", "attack", Stage.HYPOTHETICAL),
        ("If rebels attack the town, thousands will flee.", "attack", Stage.HYPOTHETICAL),
        ("Militants often attack the convoys.", "attack", Stage.RECURRING),
        ("Gunmen tried to attack the mayor.", "attack", Stage.ATTEMPTED),
    ],
)
def test_stage_follows_the_words_that_govern_the_event(text: str, word: str, expected: Stage) -> None:
    assert stage(text, word) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The trial of two men accused of the bombing opened.", "bombing", True),
        ("The film is about the siege and the shelling of the city.", "shelling", True),
        ("Prosecutors charged two men over the bombing.", "bombing", True),
        ("Survivors of the bombing met the minister.", "bombing", True),
        ("Prosecutors said gunmen attacked a court.", "attacked", False),
        ("The commission reported the killing of 12 people.", "killing", False),
        ("The director of the centre said the bombing killed ten people.", "bombing", False),
        ("A family of six died in the shelling.", "shelling", False),
        ("Gunmen attacked a museum in the capital.", "attacked", False),
    ],
)
def test_the_matter_of_a_trial_or_a_film_is_retold(text: str, word: str, expected: bool) -> None:
    reading = reading_of(text)
    assert is_retold(reading, reading.sentences[0], _at(text, word)) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The bombing of 2002 killed a hundred people.", "bombing", True),
        ("Ten years after a bombing shook the market, traders are back.", "bombing", True),
        ("The school where gunmen killed 40 children in May 2014 reopened on Monday.", "killed", True),
        ("A bombing shook the market on Monday.", "bombing", False),
        ("A market that opened in 2010 was bombed on Monday.", "bombed", False),
    ],
)
def test_a_past_year_or_long_time_makes_history(text: str, word: str, expected: bool) -> None:
    reading = reading_of(text)
    assert is_looking_back(reading, reading.sentences[0], _at(text, word)) is expected
