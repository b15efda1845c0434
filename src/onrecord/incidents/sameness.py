"""Can two tellings be of the same incident? Types, days and places compared, each with its own precision.

Every comparison gives one of three answers: they agree, they clash, or nothing can be said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum

from onrecord.claims import GENERIC
from onrecord.dates import PART_OF_DAY
from onrecord.model import How, Place, PlacePrecision, When
from onrecord.places import distance_km, fineness, fold, without_direction


class Match(Enum):
    """The answer of a comparison."""

    AGREE = 1
    OPEN = 0
    CLASH = -1


_FAMILIES = (
    frozenset({"strike.air", "strike.drone", "strike.missile", "strike.shelling", "attack.chemical"}),
    frozenset({"bombing.suicide", "bombing.vehicle", "bombing.ied", "bombing.mine", "bombing.grenade"}),
    frozenset({"clash", "clash.territory_gained", "attack.shooting"}),
    frozenset({"attack.shooting", "attack.assassination", "execution", "attack.melee", "mob"}),
    frozenset({"abduction", "execution", "arrest"}),
    frozenset({"protest", "protest.dispersed", "protest.shot_at", "riot", "mob"}),
    frozenset({"protest.shot_at", "attack.shooting"}),
    frozenset({"bombing.ied", "strike.air", "strike.shelling", "strike.missile", "bombing.grenade"}),
    frozenset({"bombing.suicide", "bombing.vehicle", "bombing.ied", "bombing.mine", "clash", "attack.shooting"}),
)
"""Types that reports use for one another: 'shelling' for air strikes, 'blast' for a strike's, a bomb that opens an
assault."""

_WITHOUT_FORCE = frozenset({"agreement", "arrest", "ceasefire", "displacement", "transfer"})
NEAR_KM = 30.0
"""Two points nearer than this may be one place told by two names: UCDP counts up to about 25 km as 'near'
(where_prec 2); 30 leaves room for a gazetteer's rounding."""


def families_of(kind: str) -> tuple[str, ...]:
    """The families a type belongs to, each named by its members, so that related types share one."""
    return tuple("|".join(sorted(family)) for family in _FAMILIES if kind in family)


def types_match(one: str, other: str) -> Match:
    """'attack' says only that there was force; the same type agrees; related types are open; others clash."""
    if one == other:
        return Match.AGREE
    if GENERIC in (one, other):
        return Match.CLASH if {one, other} & _WITHOUT_FORCE else Match.OPEN
    return Match.OPEN if any(one in family and other in family for family in _FAMILIES) else Match.CLASH


def days_match(one: When | None, other: When | None) -> Match:
    """Overlapping days agree if both are told; defaulted or untold days, or an hour without its day, say nothing."""
    if one is None or other is None or one.start is None or other.start is None:
        return Match.OPEN
    if How.DEFAULTED in (one.basis.how, other.basis.how) or PART_OF_DAY in (one.basis.rule, other.basis.rule):
        return Match.OPEN
    if _last(one) >= other.start and _last(other) >= one.start:
        return Match.AGREE if max(_days(one), _days(other)) <= 3 else Match.OPEN
    return Match.CLASH


def _last(when: When) -> date:
    return when.end or when.start or date.max


def _days(when: When) -> int:
    return ((_last(when) - (when.start or date.min)) + timedelta(1)).days


_GUESSED = frozenset({"places.unit_before"})
"""Rules that put a place unknown to the gazetteer where the report spoke of last: no reason to keep two apart."""


def places_match(one: Place | None, other: Place | None) -> Match:
    """Same or near points agree; a unit and a place inside it are open; points far apart clash."""
    if one is None or other is None:
        return Match.OPEN
    if fold(one.name) == fold(other.name) or (one.geonameid is not None and one.geonameid == other.geonameid):
        return Match.AGREE
    if _is_road_of(one, other) or _is_road_of(other, one):
        return Match.OPEN
    if _is_in(one, other) or _is_in(other, one) or _GUESSED & {one.basis.rule, other.basis.rule}:
        return Match.OPEN
    coarse = (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2, PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)
    if one.precision in coarse or other.precision in coarse:
        if one.country and other.country and one.country != other.country:
            return Match.CLASH
        both = one.admin1 and other.admin1 and PlacePrecision.COUNTRY not in (one.precision, other.precision)
        return Match.CLASH if both and one.admin1 != other.admin1 else Match.OPEN
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return Match.OPEN
    reach = max(NEAR_KM, (one.uncertainty_km or 0) + (other.uncertainty_km or 0))
    return Match.OPEN if distance_km(one.lat, one.lon, other.lat, other.lon) <= reach else Match.CLASH


def _is_road_of(one: Place, other: Place) -> bool:
    """Whether one name is a way between places, the other among them: 'the Uludere-Senoba highway'."""
    return fold(other.name) in {fold(end) for end in re.split(r"[-–]", one.name)} and one.name != other.name


def _is_in(one: Place, other: Place) -> bool:
    """'Idlib' as said of a village in Idlib province: a town's name stands for the unit it is the seat of. 'Northern
    Idlib' may be said of all of it: 'the northern Idlib province' is often the province, which is in the north."""
    units = {unit.casefold() for unit in (other.admin1, other.admin2) if unit}
    name = one.name if without_direction(other.name) != other.name else without_direction(one.name)
    return one.country == other.country and name.casefold() in units


def is_finer(one: Place | None, other: Place | None) -> bool:
    """Whether the first place is told more exactly than the second."""
    if one is None or other is None:
        return one is not None
    return fineness(one) < fineness(other)


def is_told_from(one: Place, other: Place) -> bool:
    """Whether the first place is told by its way to the second ('Hassia, 40 km south of Homs'), or lies in the unit
    that the second's name also stands for, so that it is the more exact of the two."""
    if one.name.casefold() == other.name.casefold():
        return False
    if one.relation is not None and one.relation.of.casefold() == other.name.casefold():
        return True
    settled = (PlacePrecision.EXACT, PlacePrecision.NEAR)
    return one.precision in settled and _is_in(other, one)
