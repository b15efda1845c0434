"""E7: what one origin alone tells is flagged, and can be left out of every total."""

from __future__ import annotations

from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.model import Status

MAYOR = "Shelling killed nine people in Kharkiv on Monday, Mayor Ihor Terekhov said."
GROUP = "Shelling killed nine people in Kharkiv on Monday, the Kharkiv Human Rights Group said."


def test_one_origin_is_flagged_however_many_outlets_carry_it(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", MAYOR), Paper("Daily B", MAYOR))
    assert (found.status, found.uncorroborated) == (Status.SINGLE_SOURCE, True)


def test_two_origins_are_not(coder: Coder) -> None:
    assert not joined(coder, Paper("Daily A", MAYOR), Paper("Daily B", GROUP)).uncorroborated


def test_what_loses_its_second_source_is_flagged_again(coder: Coder) -> None:
    papers = (Paper("Daily A", MAYOR), Paper("Daily B", GROUP))
    found = joined(coder, *papers, discredited=["Kharkiv Human Rights Group"])
    assert found.uncorroborated
    assert len(found.incident.reports) == 2


def test_totals_can_leave_the_uncorroborated_out(coder: Coder) -> None:
    incidents = [
        joined(coder, Paper("Daily A", MAYOR)),
        joined(coder, Paper("Daily A", MAYOR), Paper("Daily B", GROUP)),
    ]
    assert sum(one.incident.tolls[0].best or 0 for one in incidents if not one.uncorroborated) == 9
