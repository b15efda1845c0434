"""Which countries a report speaks of, and where its places lie: what tells one Homs from another.

In: the candidates for each name of a report, its demonyms, and the country the user hinted at. Out: each country's
share of the evidence, and scores that prefer candidates in those countries, inside the unit named beside them, and
near the report's other places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.places.earth import distance_km
from onrecord.places.gazetteer import Entry

HINT = 4.0
"""A country hint counts as much as this many names."""
COUNTRY_NAMED = 1.5
DEMONYM = 1.0
MOST_MENTIONS = 3
"""Mentions of one name that count: a report on one place says its name a dozen times."""
SHARE = 3.0
"""Weight gained by lying in a country that has all the evidence."""
SHARED_BY = 10
"""Candidates of one name that its evidence is spread over."""

IN_UNIT, OUT_OF_UNIT = 3.5, -3.0
IN_COUNTRY, OUT_OF_COUNTRY = 2.5, -2.5
NEARBY_KM, FAR_KM = 60.0, 150.0
NEIGHBOUR_KM = 200.0
NEIGHBOUR, SAME_UNIT, NEIGHBOURS = 0.5, 1.0, 2.0
"""What one other place next door adds, what the unit around it adds, and the most that all add together."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate for one name: the place, what its spelling costs, and how alike a fuzzy match sounds (else None)."""

    entry: Entry
    cost: float = 0.0
    alike: float | None = None

    @property
    def weight(self) -> float:
        """Likelihood before any context, in powers of ten of people."""
        return self.entry.weight - self.cost


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much a report speaks of each country, and how much of that each name brought."""

    total: dict[str, float]
    by_name: dict[tuple[str, str], dict[str, float]]
    ground: dict[str, float]
    """The part that towns, units and regions brought: countries with none are parties, not scenes."""

    def shares(self, but: tuple[str, str] | None = None) -> dict[str, float]:
        """Each country's share (0 to 1, summing to 1, or empty), without what one name itself brought."""
        own = self.by_name.get(but, {}) if but else {}
        left = {country: max(0.0, points - own.get(country, 0.0)) for country, points in self.total.items()}
        whole = sum(left.values())
        return {country: left[country] / whole for country in sorted(left)} if whole > 1e-9 else {}


def gather(
    names: Iterable[tuple[tuple[str, str], Sequence[Choice], int]], demonyms: Mapping[str, int], hint: str | None
) -> Evidence:
    """Add up the evidence for countries.

    ``names`` brings each distinct name, its choices, likeliest first, and its mentions; ``demonyms`` the mentions of
    each country's people.
    """
    total: dict[str, float] = defaultdict(float)
    by_name: dict[tuple[str, str], dict[str, float]] = {}
    ground: dict[str, float] = defaultdict(float)
    for name, choices, mentions in names:
        by_name[name] = {country: _counted(mentions) * part for country, part in _spread(choices)}
        for country, points in by_name[name].items():
            total[country] += points
            if choices[0].entry.kind != "country":
                ground[country] += points
    for country, mentions in demonyms.items():
        total[country] += DEMONYM * _counted(mentions)
    if hint:
        total[hint] += HINT
    return Evidence(dict(total), by_name, dict(ground))


def _counted(mentions: int) -> float:
    return 1.0 + 0.5 * (min(mentions, MOST_MENTIONS) - 1)


def _spread(choices: Sequence[Choice]) -> list[tuple[str, float]]:
    """The countries a name speaks for, with parts by likelihood; a country's own name speaks for it alone."""
    likely = choices[:SHARED_BY]
    if not likely:
        return []
    best = likely[0].entry
    if best.kind == "country" and best.country:
        return [(best.country, COUNTRY_NAMED)]
    top = likely[0].weight
    parts = [(choice.entry.country, 10 ** (choice.weight - top)) for choice in likely]
    total = sum(part for _, part in parts)
    spread: dict[str, float] = defaultdict(float)
    for country, part in parts:
        if country:
            spread[country] += part / total
    return list(spread.items())


def kind_points(entry: Entry, kinds: Sequence[str]) -> float:
    """Points for being what the words beside the name say: 'Idlib province', 'the city of Idlib'."""
    points = 0.0
    for kind in kinds:
        if kind == entry.kind:
            points += 2.5
        elif (kind, entry.kind) in {("admin1", "city"), ("city", "admin1"), ("city", "region"), ("city", "country")}:
            points -= 1.0
        elif (kind, entry.kind) in {
            ("quarter", "city"),
            ("admin2", "city"),
            ("facility", "area"),
            ("natural", "area"),
            ("site", "area"),
            ("site", "city"),
            ("region", "admin1"),
        }:
            points += 0.5
    return points


def containment(entry: Entry, holder: Entry) -> float:
    """Points for lying in, or right beside, the place that the report names as holding it."""
    if entry.id == holder.id:
        return OUT_OF_UNIT
    if holder.kind == "country":
        return IN_COUNTRY if entry.country == holder.country and entry.kind != "country" else OUT_OF_COUNTRY
    if holder.kind == "admin1":
        inside = entry.admin1_code == holder.admin1_code and entry.kind not in ("admin1", "country")
        return IN_UNIT if inside else OUT_OF_UNIT
    apart = between(entry, holder)
    if apart is None:
        return 0.0 if None in (entry.country, holder.country) or entry.country == holder.country else OUT_OF_UNIT
    reach = holder.radius_km or 0.0
    if apart <= NEARBY_KM + reach:
        return IN_UNIT
    return 0.0 if apart <= FAR_KM + reach else OUT_OF_UNIT


def neighbours(entry: Entry, others: Iterable[Entry]) -> float:
    """Points for the report's other places close by; countries and unplaced ones do not count."""
    points = 0.0
    for other in others:
        if other.kind == "admin1" and other.admin1_code == entry.admin1_code and entry.kind != "admin1":
            points += SAME_UNIT
            continue
        apart = between(entry, other) if other.kind != "country" and other.id != entry.id else None
        if apart is not None and apart < NEIGHBOUR_KM:
            points += NEIGHBOUR * (1.0 - apart / NEIGHBOUR_KM)
    return min(points, NEIGHBOURS)


def between(one: Entry, other: Entry) -> float | None:
    """Kilometres between two places; None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
