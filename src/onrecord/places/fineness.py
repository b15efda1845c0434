"""How finely a place is told, apart from how exactly its point is known.

Comes in: a resolved place. Goes out: a rank, the finest first. A village that no gazetteer has is told as finely as one
that it has, though only the unit or the country around it gives it a point.
"""

from __future__ import annotations

from onrecord.model import Place, PlacePrecision
from onrecord.places.cues import without_direction

_RANK = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.NEAR: 0,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    PlacePrecision.COUNTRY: 5,
    PlacePrecision.UNKNOWN: 6,
}
_SPOT = 1
_BY_WAY = 1.5
"""'near Raqqa', 'west of Aleppo': told by its way to a town, and so less finely than by a name of its own."""
_PART_OF_COUNTRY = 4
_HELD_ELSEWHERE = frozenset(
    {"places.unit_of_sentence", "places.unit_before", "places.country_of_report", "places.held_by_unit"}
)
"""Rules by which a named spot without a point of its own is given its unit's or country's."""


def fineness(place: Place) -> float:
    """0 for a named point, 1 for a named spot held by a larger unit, then what is told by its way to a town, then units
    by size, with 'northern Syria' before 'Syria'; 6 for unknown."""
    if place.basis.rule in _HELD_ELSEWHERE:
        return _SPOT
    if place.basis.rule == "places.relation":
        return _BY_WAY
    if place.precision is PlacePrecision.COUNTRY and without_direction(place.name) != place.name:
        return _PART_OF_COUNTRY
    return _RANK[place.precision]
