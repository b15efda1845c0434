"""Which words tell of an event, and of which type: verbs with their objects, words read together, near misses."""

from __future__ import annotations

import pytest
from reading_texts import reading_of

from onrecord.claims.triggers import find_triggers


def types(text: str) -> list[str]:
    """The event types of a text's triggers, the highest-ranked of each sentence first."""
    reading = reading_of(text)
    return [
        trigger.type
        for sentence in reading.sentences
        for trigger in sorted(find_triggers(reading, sentence), key=lambda trigger: -trigger.rank)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warplanes struck a depot outside Taiz.", "strike.air"),
        ("A roadside bomb hit a minibus near Ghazni.", "bombing.ied"),
        ("A missile had hit a school near Minab.", "strike.missile"),
        ("Another device has gone off in the market.", "bombing.ied"),
        ("Gunmen sprayed a bar with bullets.", "attack.shooting"),
        ("Rebels seized the town of Farol after a long battle.", "clash.territory_gained"),
        ("Soldiers retook the village from the insurgents.", "clash.territory_gained"),
        ("The town fell to rebels on Friday.", "clash.territory_gained"),
        ("Soldiers raped two women near the well.", "attack.sexual"),
        ("Militants took six engineers hostage.", "abduction"),
        ("Rioters smashed the windows of a bank.", "riot"),
        ("A mob beat a driver to death in the market.", "mob"),
        ("Sappers defused a car bomb outside the ministry.", "disrupted_weapons"),
        ("Air defences shot down three drones over the port.", "disrupted_weapons"),
        ("Soldiers seized power and suspended parliament.", "coup"),
        ("Troops set up an outpost on the ridge.", "base"),
        ("The two factions merged under one commander.", "movement"),
        ("The two sides agreed on a ceasefire.", "ceasefire"),
        ("Bandits stole 40 camels from the village.", "looting"),
    ],
)
def test_a_verb_with_its_object_tells_the_type(text: str, expected: str) -> None:
    assert types(text)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The committee shot down the proposal.",
        "The director shot the scene in one take.",
        "The board executed the plan on time.",
        "Nurses went on strike for better pay.",
        "He died of a heart attack.",
        "The paper ran an attack ad.",
        "Firefighters battled the blaze for hours.",
        "Shares hit a record high.",
        "A hurricane hit the coast.",
        "Riot police stood by.",
        "Gold mine workers voted for the deal.",
        "Lawmakers debated a bill on rape.",
        "The minister tossed a verbal grenade at his rivals.",
        "The museum parades its rockets every May.",
        "Police arrested a man for shoplifting.",
        "The striker shot wide and the match ended in a draw.",
    ],
)
def test_words_of_violence_in_another_sense_tell_of_no_event(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police opened fire on a march in the old town.", "protest.shot_at"),
        ("Troops shot dead two people at a protest.", "protest.shot_at"),
        ("Police used tear gas on demonstrators.", "protest.dispersed"),
        ("Police broke up a sit-in by students.", "protest.dispersed"),
        ("Officers detained 30 people at a rally.", "protest.dispersed"),
        ("Hundreds rallied against the arrest of the mayor.", "protest"),
        ("Mothers gathered outside the court to call for justice.", "protest"),
        ("Gunmen opened fire on a bus.", "attack.shooting"),
    ],
)
def test_a_protest_met_with_force_is_one_event(text: str, expected: str) -> None:
    assert types(text)[:1] == [expected]


def test_what_a_protest_is_against_does_not_happen_at_it() -> None:
    assert "arrest" not in types("Hundreds rallied against the arrest of the mayor.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels took over the town without a fight.", "transfer"),
        ("Soldiers entered the town after the rebels withdrew.", "transfer"),
        ("Rebels took over the town after fierce clashes.", "clash.territory_gained"),
    ],
)
def test_a_place_that_changes_hands_quietly_is_no_battle(text: str, expected: str) -> None:
    assert types(text)[:1] == [expected]


def test_an_arrest_counts_by_who_is_held() -> None:
    assert types("Police arrested the opposition leader.") == ["arrest"]
    assert types("Police arrested a drunk driver.") == []
