"""When an event was, where its own words leave that open."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder

FRIDAY = date(2011, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen seized three teachers near Mora, the army confirmed on Friday. They were stopped on Thursday at dusk.",
        "A helicopter was seen over Mora on Thursday. Three members of a family died in a basement, a group said.",
        "Three rebels were killed near Mora, a spokesman told the agency on Friday. On Thursday a house was ringed.",
    ],
)
def test_a_day_told_beside_it_is_the_events(coder: Coder, text: str) -> None:
    incident = next(one for one in coder.code(text, published=FRIDAY).incidents if one.primary)
    assert incident.when is not None
    assert (incident.when.start, incident.when.basis.rule) == (date(2011, 11, 17), "claims.when_around")


def test_an_old_day_beside_it_is_another_events(coder: Coder) -> None:
    text = "Gunmen killed three teachers near Mora, the army said. A school was opened there on 2 November."
    incident = next(one for one in coder.code(text, published=FRIDAY).incidents if one.primary)
    assert incident.when is not None
    assert incident.when.basis.rule != "claims.when_around"
