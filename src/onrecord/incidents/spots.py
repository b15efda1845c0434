"""Which place names of many reports mean one place.

In: places as reports tell them. Out: the same places in groups. One GeoNames id is one place; so is one name in one
country, where the points lie within the sum of their uncertainties or one of them has no point. A town is never its
province, and 'eastern Damascus' or 'near Damascus' never Damascus: who holds the one need not hold the other. Different
names are never joined for lying close together: a suburb is not its city.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

from onrecord.model import Place, PlacePrecision
from onrecord.places import distance_km, fold, without_direction
from onrecord.places.names import bare

_TOWN = "town"
_Groups = dict[Place, Place]
"""Each place to another of its group, the first of a group to itself."""


def group_places(places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The distinct places in groups of one and the same, in a fixed order, whatever the order they came in."""
    distinct = sorted(set(places), key=_order)
    parent: _Groups = {place: place for place in distinct}
    for same_id in _by(distinct, [_id_key(place) for place in distinct]):
        _join_all(parent, same_id)
    for namesakes in _by(distinct, [_name_key(place) for place in distinct]):
        _join_namesakes(parent, namesakes)
    return _by(distinct, [_first(parent, place) for place in distinct])


def is_area(place: Place) -> bool:
    """Whether a place is a unit, a country or a part told by its way to a town: several parties may each hold some."""
    return _level(place) != _TOWN or bool(_part(place))


def spot_label(place: Place) -> str:
    """What to call a place: 'Ramadi', 'eastern Damascus', 'near Damascus', '25 km south of Homs'."""
    relation = place.relation
    if relation is None or relation.kind == "in" or not _is_told_by_way(place):
        return place.name
    distance = "" if relation.distance_km is None else f"{relation.distance_km:g} km "
    joined = relation.kind if relation.kind in ("near", "between") else f"{relation.kind} of"
    return f"{distance}{joined} {place.name}"


def name_key(name: str) -> str:
    """What two spellings of one name share: case, accents, hyphens, the article and words such as 'city' left out."""
    return bare(fold(name))


def _order(place: Place) -> tuple[str, ...]:
    return (fold(place.name), place.name, place.country or "", str(place.geonameid), repr(place))


def _by(places: Sequence[Place], keys: Sequence[Hashable]) -> list[tuple[Place, ...]]:
    """The places that share a key, those without one left out, in the order of the first of each."""
    found: dict[Hashable, list[Place]] = {}
    for place, key in zip(places, keys, strict=True):
        if key is not None:
            found.setdefault(key, []).append(place)
    return [tuple(group) for group in found.values()]


def _id_key(place: Place) -> Hashable:
    return None if place.geonameid is None else (place.geonameid, _level(place), _part(place))


def _name_key(place: Place) -> Hashable:
    return (name_key(without_direction(place.name)), place.country, _level(place), _part(place))


def _level(place: Place) -> str:
    """'town' for a spot, else the size of the unit. A village that no gazetteer has is a spot, though it got the point
    of its unit."""
    if place.precision in (PlacePrecision.EXACT, PlacePrecision.NEAR):
        return _TOWN
    units = {fold(unit) for unit in (place.admin1, place.admin2) if unit}
    is_unit = place.geonameid is not None or fold(without_direction(place.name)) in units
    return place.precision.value if is_unit or place.precision is PlacePrecision.COUNTRY else _TOWN


def _part(place: Place) -> str:
    """'eastern' of 'eastern Damascus', 'near' of 'near Damascus'; '' for the whole."""
    stripped = without_direction(place.name)
    direction = place.name[: len(place.name) - len(stripped)].strip().casefold()
    relation = place.relation
    if relation is None or relation.kind == "in" or not _is_told_by_way(place):
        return direction
    return f"{direction} {relation.distance_km or ''} {relation.kind}".strip()


def _is_told_by_way(place: Place) -> bool:
    return place.relation is not None and name_key(place.relation.of) == name_key(place.name)


def _join_namesakes(parent: _Groups, places: Sequence[Place]) -> None:
    """Join places of one name and country that lie together; one without a point goes with the others where these are
    one group, and stays apart where they are several."""
    located = [place for place in places if _has_point(place)]
    for one, other in combinations(located, 2):
        if _lie_together(one, other):
            _join_all(parent, (one, other))
    unlocated = [place for place in places if not _has_point(place)]
    _join_all(parent, unlocated)
    if unlocated and len({_first(parent, place) for place in located}) == 1:
        _join_all(parent, (located[0], unlocated[0]))


def _has_point(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def _lie_together(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    reach = (one.uncertainty_km or 0.0) + (other.uncertainty_km or 0.0)
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= reach


def _first(parent: _Groups, place: Place) -> Place:
    while parent[place] is not place:
        place = parent[place]
    return place


def _join_all(parent: _Groups, places: Sequence[Place]) -> None:
    firsts = sorted({_first(parent, place) for place in places}, key=_order)
    for other in firsts[1:]:
        parent[other] = firsts[0]
