"""E2: independence is counted by origin: copies, one official's words and one outlet are each one origin."""

from __future__ import annotations

from several_reports import Paper, joined

from onrecord.coder import Coder

WIRE = "Shelling killed nine people in Kharkiv on Monday."
COLONEL = "Shelling killed nine people in Kharkiv on Monday, Col. Ihor Koval said."


def test_fifteen_outlets_with_one_wire_story_give_an_independent_count_of_one(coder: Coder) -> None:
    copies = [Paper(f"Daily {number}", WIRE, copy_of=0) for number in range(1, 15)]
    assert joined(coder, Paper("Reuters", WIRE), *copies).independent == 1


def test_two_outlets_that_cite_the_same_colonel_are_one(coder: Coder) -> None:
    told = "Nine people were killed by shelling in Kharkiv on Monday, Ihor Koval told reporters."
    found = joined(coder, Paper("Daily A", COLONEL), Paper("Daily B", told))
    assert found.independent == 1
    assert found.uncorroborated


def test_an_outlet_that_adds_its_own_words_is_no_second_origin(coder: Coder) -> None:
    assert joined(coder, Paper("Daily A", f"Shelling hit Kharkiv on Monday. {COLONEL}")).independent == 1


def test_two_who_know_it_each_for_themselves_are_two(coder: Coder) -> None:
    other = "Shelling killed nine people in Kharkiv on Monday, the Kharkiv Human Rights Group said."
    assert joined(coder, Paper("Daily A", COLONEL), Paper("Daily B", other)).independent == 2
