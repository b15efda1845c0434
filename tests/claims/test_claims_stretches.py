"""A sentence that tells of two events is cut between them; one that tells of one is not."""

from __future__ import annotations

import pytest
from toll_lines import in_a_line, report_of

from onrecord.actors import find_actors
from onrecord.claims.stretches import Stretch, cut
from onrecord.claims.tolls import find_tolls
from onrecord.claims.triggers import find_triggers
from onrecord.coder import Coder
from onrecord.language import Reading


def stretches_of(coder: Coder, text: str) -> tuple[Reading, tuple[Stretch, ...]]:
    reading = coder.reader.read(report_of(text))
    (sentence,) = reading.sentences
    mentions = find_actors(reading.doc, coder.registry, text=text, country=None, day=None)
    tolls = find_tolls(reading, sentence, mentions)
    return reading, cut(reading, sentence, find_triggers(reading, sentence), tolls)


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "Two people were killed in Goma and three others were shot dead in Beni.",
            [["killed unknown 2"], ["killed unknown 3"]],
        ),
        (
            "An air strike killed four people in Taiz, while a car bomb killed six in Aden.",
            [["killed unknown 4"], ["killed unknown 6"]],
        ),
        ("Shells fell on Sumy; gunmen shot dead two guards in Lviv.", [[], ["killed security 2"]]),
    ],
)
def test_a_sentence_is_cut_between_two_events(coder: Coder, text: str, tolls: list[list[str]]) -> None:
    _, stretches = stretches_of(coder, text)
    assert [[in_a_line(item.toll) for item in stretch.tolls] for stretch in stretches] == tolls


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed two people and wounded five in Maiduguri.",
        "Two policemen and three gunmen were killed in a shootout in Cali.",
        "The bomb killed 16 people, including four children.",
        "The toll rose from 47 to 82 after the blast in Lahore.",
        "An air strike hit a market in Taiz while shoppers were there.",
        "Shelling and artillery fire hit Sumy; nobody was hurt.",
        "Police said the blast killed four, but gave no details.",
    ],
)
def test_a_sentence_that_tells_of_one_event_stays_whole(coder: Coder, text: str) -> None:
    _, stretches = stretches_of(coder, text)
    assert len(stretches) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in Goma and three others were shot dead in Beni.",
        "An air strike killed four people in Taiz, while a car bomb killed six in Aden.",
        "Nobody knows.",
    ],
)
def test_the_stretches_cover_the_sentence_and_each_trigger_once(coder: Coder, text: str) -> None:
    reading, stretches = stretches_of(coder, text)
    (sentence,) = reading.sentences
    borders = [stretch.first for stretch in stretches] + [sentence.last]
    assert borders[0] == sentence.first
    assert [stretch.last for stretch in stretches] == borders[1:]
    told = [trigger for stretch in stretches for trigger in stretch.triggers]
    assert tuple(told) == find_triggers(reading, sentence)
