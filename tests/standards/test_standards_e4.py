"""E4: parties are marked; a claim of one's own, a denial and an accusation are different facts; harm and responsibility
are graded apart."""

from __future__ import annotations

from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.linking.grading import Grade

STRIKE = "A Russian air strike killed nine people in Kharkiv on Monday, Mayor Ihor Terekhov said."
DENIAL = (
    "A Russian air strike killed nine people in Kharkiv on Monday, residents said. "
    "Russia's defence ministry denied that its planes had carried out the air strike."
)
ADMITTED = "The US-led coalition admitted that its air strike killed nine civilians in Raqqa on Monday."
CLAIMED = "A car bomb killed nine people in Kabul on Monday. The Taliban claimed responsibility for the attack."
ACCUSED = "A car bomb killed nine people in Kabul on Monday. The Afghan government blamed the Taliban for the attack."


def test_a_party_is_marked_and_so_is_its_word_on_its_own_strike(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", STRIKE), Paper("Daily B", DENIAL))
    (ministry,) = (voice for voice in found.voices if "ministry" in voice.name)
    assert (ministry.side, ministry.own_strike) == ("military-ru", True)
    assert all(voice.side is None for voice in found.voices if voice is not ministry)


def test_a_denial_is_no_voice_for_it_and_contests_both_grades(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", STRIKE), Paper("Daily B", DENIAL))
    (ministry,) = (voice for voice in found.voices if "ministry" in voice.name)
    assert (ministry.asserts, ministry.denies) == (False, True)
    assert (found.grading.harm, found.grading.responsibility) == (Grade.CONTESTED, Grade.CONTESTED)


def test_an_admission_confirms_both(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", ADMITTED)).grading
    assert (found.harm, found.responsibility) == (Grade.CONFIRMED, Grade.CONFIRMED)


def test_a_claim_of_responsibility_confirms_who_did_it_and_no_toll(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", CLAIMED)).grading
    assert (found.harm, found.responsibility) == (Grade.WEAK, Grade.CONFIRMED)


def test_an_accusation_confirms_nothing(coder: Coder) -> None:
    assert joined(coder, Paper("Daily A", ACCUSED)).grading.responsibility is Grade.WEAK
