"""How a place is told in one more report: another spelling, another gazetteer's point, the unit, the next village.

In: the spot where it happened, and dice. Out: the spot as a report tells it. The shares are those of SHARES; those
with a measure beside them were counted in 1,166 tellings that Onrecord coded from 384 reports on the war in Syria.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.bench.documented import COUNTRY, NEAR_KM, Documented, Spot
from onrecord.places import distance_km

UNIT = 0.10
"""Only the district or the governorate is told (counted: 0.14, those included that happened nowhere finer)."""
COUNTRY_ONLY = 0.01
"""(Counted: 0.03 of the incidents that reports are about.)"""
NEXT_VILLAGE = 0.02
"""Another place within NEXT_KM: the reporter's, or a namesake taken for it. UCDP's coders call such places near."""
NEXT_KM = 10.0
RESPELT = 0.4
"""Another spelling than UCDP's: two reports then share one in about four of ten pairs. (Counted among pairs of reports
on one incident: 0.33, quarters told for towns included.)"""
JITTERED = 0.5
JITTER_KM = 3.0
"""Half of the points are another gazetteer's. GeoNames and UCDP differ by up to so much for one village."""
TOLD_NEAR = 0.5
"""Of what UCDP places near a point, half of the reports say so; the others name the place alone."""

_KM_PER_DEGREE = 111.2
_CELL_DEGREES = 0.1

Respelling = Callable[[str, random.Random], str]

_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an) (?=\w)")


def _article(name: str, dice: random.Random) -> str:
    return _ARTICLE.sub(dice.choice(("al ", "el ", "")), name)


def _without_double(name: str, dice: random.Random) -> str:  # noqa: ARG001 - all have one form
    return re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", name)


def _ending(name: str, dice: random.Random) -> str:
    return re.sub(r"(?<=\w\w)(?:eh|ah|a|e)\b", dice.choice(("a", "ah", "eh", "e")), name)


def _swapped(usual: str, other: str) -> Respelling:
    def swap(name: str, dice: random.Random) -> str:  # noqa: ARG001 - all have one form
        return name.replace(usual, other)

    return swap


_RESPELLINGS: Sequence[Respelling] = (
    _article,
    _without_double,
    _ending,
    _swapped("kh", "h"),
    _swapped("dh", "d"),
    _swapped("sh", "ch"),
    _swapped("ou", "u"),
    _swapped("u", "ou"),
    _swapped("ee", "i"),
    _swapped("q", "k"),
    _swapped("ay", "ei"),
    _swapped("ei", "ay"),
    _swapped("tall ", "tel "),
)
"""How Arabic names differ between English, French and official romanisations (BGN/PCGN 1956 against the press)."""


def respell(name: str, dice: random.Random) -> str:
    """The name in another spelling, one or two rules applied: 'khan shaykhun' -> 'khan sheikhoun'; not all have one."""
    others = []
    for rule in dice.sample(_RESPELLINGS, len(_RESPELLINGS)):
        changed = rule(name, dice).strip()
        if changed and changed != name:
            others.append((rule, changed))
        if len(others) == 2:
            break
    if not others:
        return name
    first = others[0][1]
    return others[1][0](first, dice).strip() or first if len(others) == 2 and dice.random() < 0.5 else first


def moved(spot: Spot, dice: random.Random) -> tuple[float, float]:
    """The point somewhere within JITTER_KM."""
    way, angle = dice.random() * JITTER_KM, dice.random() * 2 * math.pi
    north, east = way * math.cos(angle) / _KM_PER_DEGREE, way * math.sin(angle) / _KM_PER_DEGREE
    return round(spot.lat + north, 4), round(spot.lon + east / math.cos(math.radians(spot.lat)), 4)


class Neighbours:
    """The settled places within NEXT_KM of each other, of all that happened in any."""

    def __init__(self, incidents: Iterable[Documented]) -> None:
        spots = sorted(dict.fromkeys(one.spot for one in incidents if one.spot.fineness == 0), key=_order)
        self._cells: dict[tuple[int, int], list[Spot]] = {}
        for spot in spots:
            self._cells.setdefault(_cell(spot), []).append(spot)
        self._found: Mapping[Spot, tuple[Spot, ...]] = {spot: tuple(self._near(spot)) for spot in spots}

    def _near(self, spot: Spot) -> Iterable[Spot]:
        row, column = _cell(spot)
        around = [(row + north, column + east) for north in (-1, 0, 1) for east in (-2, -1, 0, 1, 2)]
        for other in (other for cell in around for other in self._cells.get(cell, ())):
            if other.names[0] != spot.names[0] and distance_km(spot.lat, spot.lon, other.lat, other.lon) <= NEXT_KM:
                yield other

    def of(self, spot: Spot) -> tuple[Spot, ...]:
        """The other places near this one."""
        return self._found.get(spot, ())


def _order(spot: Spot) -> tuple[tuple[str, ...], float, float, float]:
    return spot.names, spot.lat, spot.lon, spot.radius_km


def _cell(spot: Spot) -> tuple[int, int]:
    return math.floor(spot.lat / _CELL_DEGREES), math.floor(spot.lon / _CELL_DEGREES)


def told_spot(incident: Documented, neighbours: Neighbours, dice: random.Random) -> Spot:
    """The spot as one report tells it, with one name."""
    how, spot = dice.random(), incident.spot
    if how < COUNTRY_ONLY:
        return COUNTRY
    if how < COUNTRY_ONLY + UNIT and incident.units:
        return dice.choice(incident.units)
    if spot.fineness == 2:
        return spot
    if how > 1 - NEXT_VILLAGE and neighbours.of(spot):
        spot = dice.choice(neighbours.of(spot))
    name = spot.names[0] if len(spot.names) == 1 else dice.choice(spot.names)
    name = respell(name, dice) if dice.random() < RESPELT else name
    lat, lon = moved(spot, dice) if spot.fineness == 0 and dice.random() < JITTERED else (spot.lat, spot.lon)
    is_near = incident.is_near and dice.random() < TOLD_NEAR
    return Spot((name,), lat, lon, NEAR_KM if is_near else spot.radius_km, spot.fineness, spot.admin1)
