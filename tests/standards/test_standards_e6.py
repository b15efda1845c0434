"""E6: disagreement is a range with a status, never an average; every claim stays with the incident."""

from __future__ import annotations

from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.model import Effect, Status

NINE = "Shelling killed nine people in Kharkiv on Monday, Mayor Ihor Terekhov said."
FORTY = "Shelling killed 40 people in Kharkiv on Monday, the Kharkiv Human Rights Group said."


def test_rival_figures_are_a_range_of_told_numbers_and_contested(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", NINE), Paper("Daily B", FORTY))
    (killed,) = (one for one in found.incident.tolls if one.effect is Effect.KILLED)
    assert (killed.low, killed.high) == (9, 40)
    assert killed.best in (9, 40), "a told number, and no average"
    assert found.status is Status.CONTESTED
    assert "cannot both be true" in found.standing.reason


def test_both_claims_stay_with_the_incident_each_end_with_its_own(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", NINE), Paper("Daily B", FORTY))
    assert len(found.incident.reports) == 2
    (killed,) = (one for one in found.bounds if one.effect is Effect.KILLED)
    assert killed.low is not None
    assert killed.high is not None
    assert [end.cited.report_id[:2] for end in (killed.low, killed.high)] == ["00", "01"]
    texts = {one.report.id: one.report.text for one in found.tellings}
    cited = [texts[end.cited.report_id][end.cited.span.start : end.cited.span.end] for end in (killed.low, killed.high)]
    assert ["nine" in cited[0], "40" in cited[1]] == [True, True]
