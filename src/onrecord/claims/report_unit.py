"""The first-level unit that a report is set in, for events of which it tells only the country.

In: a reading and its places. Out: the unit as a Place, or None where the report speaks of several alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import Reading
from onrecord.model import Basis, BlockKind, How, Place, PlacePrecision

OPENING = 6
"""Sentences at the start of a report, its title aside, that say where it is set."""
OF_OPENING = 0.6
"""Share of the places told there that must lie in one unit."""
UNIT_KM = 100.0
"""Reach of a first-level unit of which only a place inside is known."""


def unit_of_opening(reading: Reading, places: Sequence[Place]) -> Place | None:
    """The first-level unit that a report's opening and title speak of: where an event is of which only the country is
    told. None where they speak of several alike, or of none."""
    body = [sentence for sentence in reading.sentences if sentence.block is not BlockKind.TITLE]
    end = body[min(len(body), OPENING) - 1].span.end if body else 0
    titles = [sentence.span for sentence in reading.sentences if sentence.block is BlockKind.TITLE]
    told = [
        place
        for place in places
        if place.span and place.admin1 and (place.span.start < end or any(t.covers(place.span) for t in titles))
    ]
    counted = Counter((place.country, place.admin1) for place in told)
    if not counted:
        return None
    unit, times = counted.most_common(1)[0]
    if times < OF_OPENING * len(told):
        return None
    inside = [place for place in told if (place.country, place.admin1) == unit]
    best = next((place for place in inside if place.precision is PlacePrecision.ADMIN1), inside[0])
    return replace(
        best,
        name=best.admin1 or best.name,
        precision=PlacePrecision.ADMIN1,
        uncertainty_km=max(UNIT_KM, best.uncertainty_km or 0.0),
        geonameid=None,
        admin2=None,
        relation=None,
        basis=Basis(How.INFERRED, "claims.unit_of_opening", 0.4),
    )
