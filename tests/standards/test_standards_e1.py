"""E1: each account is checked for coherence, then accounts with one another; the outcome is proposed with its reason.

The author of an outcome is the machine, which only proposes; a person's decision is kept beside it.
"""

from __future__ import annotations

from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.linking.standing import Incoherence, Outcome

MAYOR = "Shelling killed nine people in Kharkiv on Monday, Mayor Ihor Terekhov said."
GROUP = "Shelling killed nine people in Kharkiv on Monday, the Kharkiv Human Rights Group said."


def test_an_account_that_is_not_coherent_in_itself_is_named(coder: Coder) -> None:
    parts = "Shelling killed 20 people in Kharkiv on Monday, the mayor said. Of those killed, 12 were civilians."
    nowhere = "Shelling killed nine people on Monday, the mayor said."
    found = joined(coder, Paper("Daily A", parts), Paper("Daily B", nowhere))
    assert [(one.report_id[:2], one.kind) for one in found.faults] == [("01", Incoherence.PLACE_UNKNOWN)]


def test_independent_sources_that_agree_are_proposed_as_confirmed(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", MAYOR), Paper("Daily B", GROUP))
    assert found.proposal.outcome is Outcome.CONFIRMED
    assert found.proposal.reason == "2 independent voices agree (monitor, official)."


def test_one_source_cannot_be_decided_yet(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", MAYOR))
    assert found.proposal.outcome is Outcome.UNDECIDED
    assert found.proposal.reason == "All comes from Ihor Terekhov."


def test_accounts_that_contradict_one_another_cannot_either(coder: Coder) -> None:
    elsewhere = "Shelling killed nine people in Odesa on Monday, the Kharkiv Human Rights Group said."
    found = joined(coder, Paper("Daily A", MAYOR), Paper("Daily B", elsewhere))
    assert found.proposal.outcome is Outcome.UNDECIDED
    assert "different places" in found.proposal.reason
