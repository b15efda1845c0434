"""B3: the chain of attribution in order, with the wording of each link and its stance."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.model import Status

PUBLISHED = date(2023, 5, 17)


def claim(coder: Coder, text: str) -> dict[str, Any]:
    found: dict[str, Any] = coding_to_json(coder.code(text, published=PUBLISHED))["claims"][0]
    return found


def test_the_chain_runs_from_the_speaker_over_the_relay_and_each_link_cites_its_words(coder: Coder) -> None:
    text = "Shelling killed nine people in Kharkiv on Monday, Col. Ihor Koval told Radio Svoboda."
    found = claim(coder, text)
    said = found["attribution"]
    assert (said["verb"], said["speakers"][0]["name"], said["via"]) == ("said", "Ihor Koval", "Radio Svoboda")
    links = [(value["field"], value["words"]) for value in found["values"] if value["field"] in LINKS]
    assert links == [("speaker", "Col. Ihor Koval"), ("attribution", "told"), ("via", "Radio Svoboda")]


LINKS = ("speaker", "attribution", "via")


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("The police said that nine people were killed", "said"),
        ("The police claimed that nine people were killed", "claimed"),
        ("The police denied that nine people were killed", "denied"),
        ("The police cast doubt on reports that nine people were killed", "doubted"),
        ("The police could not confirm that nine people were killed", "unknown"),
    ],
)
def test_the_stance_of_each_link_is_told(coder: Coder, words: str, stance: str) -> None:
    assert claim(coder, f"{words} by shelling in Kharkiv on Monday.")["attribution"]["verb"] == stance


def test_who_doubts_a_toll_or_does_not_know_it_corroborates_nothing(coder: Coder) -> None:
    text = (
        "Shelling killed nine people in Kharkiv on Monday, the mayor's office said. "
        "The Defence Ministry could not confirm that nine people were killed in the shelling."
    )
    (incident,) = coder.code(text, published=PUBLISHED).incidents
    assert incident.status is not Status.CORROBORATED


def test_a_speaker_taken_from_the_next_sentence_is_marked(coder: Coder) -> None:
    text = "Shelling killed nine people in Kharkiv on Monday. The police said the shelling also wounded three."
    first, second = coding_to_json(coder.code(text, published=PUBLISHED))["claims"]
    assert (first["attribution"]["inferred"], second["attribution"]["inferred"]) == (True, False)
    assert {value["how"] for value in first["values"] if value["field"] == "speaker"} == {"inferred"}
