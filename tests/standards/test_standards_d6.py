"""D6: tolls are a series for each source; a later figure replaces, a sum across reports is never made, and a running
total belongs to no incident."""

from __future__ import annotations

from several_reports import TUESDAY, WEDNESDAY, Paper, joined

from onrecord.coder import Coder
from onrecord.linking.figures import RUNNING
from onrecord.linking.joined import Joined
from onrecord.model import Effect

FIRST = "Shelling killed eight people in Kharkiv on Monday, Kharkiv Hospital said."
LATER = "The death toll from shelling in Kharkiv on Monday rose to 12, Kharkiv Hospital said."
MAYOR = "Shelling killed nine people in Kharkiv on Monday, Mayor Ihor Terekhov said."


def killed(found: Joined) -> tuple[int | None, int | None, int | None]:
    (toll,) = (one for one in found.incident.tolls if one.effect is Effect.KILLED)
    return toll.low, toll.best, toll.high


def test_each_sources_figures_are_a_series_and_the_later_one_replaces(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", FIRST, TUESDAY), Paper("Daily B", LATER, WEDNESDAY))
    (hospital,) = (one for one in found.series if one.effect is Effect.KILLED and one.group is None)
    assert [(one.day, one.best) for one in hospital.figures] == [(TUESDAY, 8), (WEDNESDAY, 12)]
    assert [one.best for one in hospital.current] == [12]
    assert killed(found)[1] == 12


def test_a_sum_across_reports_is_never_made(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", FIRST), Paper("Daily B", MAYOR))
    assert killed(found)[0] == 8
    assert killed(found)[2] == 9


def test_a_running_total_belongs_to_no_incident(coder: Coder) -> None:
    running = f"{MAYOR} Shelling has killed 300 people in the city since March, he said."
    found = joined(coder, Paper("Daily A", FIRST), Paper("Daily B", running))
    assert killed(found)[2] == 9
    assert all(one.why == RUNNING for one in found.left_out if one.figure.most == 300)
