"""'the group', 'the militants', 'the army': which party stands before."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.actors import Mention
from onrecord.model import How

Reader = Callable[..., tuple[Mention, ...]]
Told = Callable[..., list[tuple[str, str]]]


def last(read: list[tuple[str, str]]) -> tuple[str, str]:
    return read[-1]


def test_the_group_is_the_group_named_last(told: Told, actors_of: Reader) -> None:
    text = "Coalition jets hit an IS camp. It was run by the group."
    assert last(told(text)) == ("group", "islamic-state")
    mention = actors_of(text)[-1]
    assert mention.how == "anaphor"
    assert mention.basis.how is How.INFERRED


def test_the_group_without_a_group_before_is_nobody(told: Told) -> None:
    assert told("Visitors came. The group had lunch.") == []


def test_a_monitoring_group_is_no_party(told: Told) -> None:
    text = "IS fled, the Observatory for Peace said. The group said ten died."
    assert told(text) == [("IS", "islamic-state")]


def test_a_tour_group_of_people_is_no_party(told: Told) -> None:
    assert told("IS fled. The group of tourists left.") == [("IS", "islamic-state")]


def test_the_militants_are_those_named_before(told: Told) -> None:
    text = "Boko Haram came at night. Soldiers met the militants."
    assert last(told(text, "NG", 2015)) == ("militants", "boko-haram")


def test_militants_without_article_are_a_party_of_their_own(told: Told) -> None:
    assert last(told("Boko Haram came. Elsewhere militants burned huts.", "NG", 2015)) == ("militants", "rebels-ng")


def test_more_of_the_same_are_the_same(told: Told) -> None:
    assert last(told("Ten IS men died. Five other militants died in Homs.")) == ("militants", "islamic-state")


def test_those_who_did_it_to_a_party_are_another(told: Told) -> None:
    text = "IS entered the town. Free Syrian Army officers were shot by the militants."
    assert last(told(text)) == ("militants", "islamic-state")


def test_the_army_is_the_army_named_before(told: Told) -> None:
    assert last(told("Turkish soldiers crossed. The soldiers then withdrew.")) == ("soldiers", "military-tr")


def test_an_army_without_article_is_that_of_the_country(told: Told) -> None:
    assert last(told("Turkish soldiers crossed. Elsewhere policemen fled.")) == ("policemen", "police-sy")


def test_the_coalition_is_the_one_named_before_or_at_work_there(told: Told) -> None:
    assert last(told("The Saudi-led coalition struck. The coalition denied it.", "YE", 2017))[1] == "coalition-yemen"
    assert last(told("The coalition denied it.", "IQ", 2017))[1] == "coalition-oir"
    assert told("The coalition denied it.", "FI", 2017) == []


def test_peacekeepers_are_the_mission_of_the_country(told: Told) -> None:
    assert told("Two peacekeepers died.", "ML", 2016) == [("peacekeepers", "minusma")]
    assert told("Two peacekeepers died.", "FI", 2016) == [("peacekeepers", "peacekeepers-fi")]
