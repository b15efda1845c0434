"""What holds over time: who holds a place, who is shut in, who moves back; and the other uses of the same words."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder
from onrecord.model import ClaimKind, Coding, Effect, Group, Situation

PUBLISHED = date(2022, 6, 15)


def coded(coder: Coder, text: str) -> Coding:
    return coder.code(text, published=PUBLISHED)


def only_situation(coder: Coder, text: str) -> Situation:
    (situation,) = coded(coder, text).situations
    return situation


@pytest.mark.parametrize(
    ("text", "holder", "places"),
    [
        ("The Islamic State holds the town of Derna, a resident said.", "Islamic State in Libya", ["Derna"]),
        ("Boko Haram controls the town of Baga.", "Boko Haram", ["Baga"]),
        ("The Houthis hold Sanaa and Hodeidah.", "Houthis", ["Sanaa", "Hodeidah"]),
        ("IS-held Sirte was bombed.", "Islamic State in Libya", ["Sirte"]),
        ("Taliban-held Kunduz was shelled.", "Taliban", ["Kunduz"]),
    ],
)
def test_who_holds_a_place_is_a_situation(coder: Coder, text: str, holder: str, places: list[str]) -> None:
    situation = only_situation(coder, text)
    assert situation.type == "control"
    assert situation.holder is not None
    assert situation.holder.name == holder
    assert [place.name for place in situation.places] == places


def test_a_capture_with_its_time_says_since_when_a_place_is_held(coder: Coder) -> None:
    situation = only_situation(coder, "The Taliban seized Kunduz in August 2021.")
    assert situation.since is not None
    assert (situation.since.start, situation.since.end) == (date(2021, 8, 1), date(2021, 8, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi forces recaptured Mosul.",
        "The army held talks with the Taliban in Kabul.",
        "The two sides held a meeting in Sirte.",
        "The opposition held a rally in Harare.",
        "The court held the group responsible in Tripoli.",
        "Shells hit Derna on Monday.",
    ],
)
def test_other_uses_of_the_words_hold_no_place(coder: Coder, text: str) -> None:
    assert coded(coder, text).situations == ()


@pytest.mark.parametrize(
    ("text", "place", "low", "hedge"),
    [
        ("Thousands of civilians are stranded in Mosul.", "Mosul", 2000, "thousands"),
        ("About 400 families are trapped in Bakhmut by shelling.", "Bakhmut", None, "about"),
        ("Over 2,000 civilians are besieged in Homs by rebels.", "Homs", 2000, "over"),
    ],
)
def test_people_who_cannot_leave_are_a_siege_with_their_number(
    coder: Coder, text: str, place: str, low: int | None, hedge: str
) -> None:
    situation = only_situation(coder, text)
    (toll,) = situation.tolls
    assert (situation.type, [p.name for p in situation.places]) == ("siege", [place])
    assert (toll.effect, toll.group, toll.low, toll.hedge) == (Effect.STRANDED, Group.CIVILIAN, low, hedge)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Families have begun to return to Tawergha, the mayor said.", "Tawergha"),
        ("Dozens of families returned to Mosul on Friday.", "Mosul"),
    ],
)
def test_people_who_come_back_are_a_movement(coder: Coder, text: str, place: str) -> None:
    situation = only_situation(coder, text)
    assert (situation.type, [p.name for p in situation.places]) == ("movement", [place])


@pytest.mark.parametrize("text", ["Refugees returned home.", "Calm returned to Mosul."])
def test_a_return_without_people_or_a_place_is_no_movement(coder: Coder, text: str) -> None:
    assert coded(coder, text).situations == ()


def test_a_situation_makes_no_incident_and_its_claim_says_who_told_it(coder: Coder) -> None:
    coding = coded(coder, "The Islamic State holds the town of Derna, a resident said.")
    (claim,) = coding.claims
    assert coding.incidents == ()
    assert claim.kind is ClaimKind.SITUATION
    assert [coding.report.quote(speaker.span) for speaker in claim.attribution.speakers] == ["a resident"]
    assert coding.report.quote(claim.spans[0]) == "holds"
