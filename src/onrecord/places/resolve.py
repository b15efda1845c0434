"""From toponyms to places: coordinates, units, and how exactly they are known.

In: the toponyms of one report and the gazetteer. Out: a Place for each, in the same order. A name that the gazetteer
lacks gets the point of what holds it, and says so by its precision; nothing gets a point that the report does not give.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.model import Basis, How, Place, PlacePrecision, Relation, Span
from onrecord.places.cues import without_direction
from onrecord.places.earth import BEARINGS, distance_km, offset
from onrecord.places.gazetteer import Entry, Gazetteer
from onrecord.places.names import fold
from onrecord.places.senses import Sense, Senses, find_senses
from onrecord.places.toponym import Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

PART_OF_TOWN_KM = 10.0
"""Uncertainty of an unknown part of a known town, and of its outskirts."""
FAR_FROM_TOWN_KM = 40.0
"""No quarter lies so far from its town: a place there only bears its name."""
DIRECTION_KM = 25.0
"""Uncertainty of 'west of X' without a distance: UCDP's 'near' (where_prec 2) is up to about 25 km."""
PART_OF_COUNTRY_KM = 150.0
"""'northern Syria', 'eastern Ukraine': no table bounds them; a third of the way across a middle-sized country."""
NEAR_KM = 15.0
FAR_FROM_IT_KM = 40.0
"""From this distance on, a place may well lie in another unit than the one that it is counted from."""
DISTANCE_SHARE, DISTANCE_LEAST_KM = 0.15, 5.0
"""Uncertainty of a stated distance: 15 % of it, at least 5 km."""
UNIT_KM = {"admin2": 30.0, "admin1": 100.0, "country": 400.0, "sea": 300.0, "region": 100.0, "area": 5.0}
"""Uncertainty where the table has no reach for the place."""
UNIT_REACH = 600
"""Characters back, some four sentences, within which an unknown place is likely in the unit named last."""
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|according|spokes\w+|officials?|reporters?|based|monitors?|website)\b"
)
"""Words of a speaker and what he does, between the name of a street and that of a town where he sits."""
_OFFICE_IN = re.compile(
    r"\b(?:[Mm]inistry|[Oo]fficials?|[Cc]ommand|[Hh]eadquarters|[Ss]taff|[Gg]overnment|[Ee]mbassy|[Ss]ources?|[Oo]ffice|"
    r"spokes\w+|diplomats?|authorities)\s+in\s+(?:the\s+)?$"
)
_SAYS = re.compile(r"\s+(?:has\s+|have\s+|had\s+)?(?:said|says?|announced|reported|told|claimed|confirmed)\b")
_TOLD_REPORTERS_IN = re.compile(
    r"\b(?:told\s+(?:\w+\s+)?(?:reporters|journalists)|news\s+conference|briefing)\s+in\s+$"
)
SMALL_REGION_KM = 60.0
"""A region that reaches no farther is 'near', a larger one only a unit."""


def resolve_places(
    doc: Doc, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, country_hint: str | None = None
) -> tuple[Place, ...]:
    """The place that each toponym means, same length and order.

    Demonyms give their country. Directions and distances move the point: '30 km west of Ramadi' lies 30 km west. What
    cannot be placed has precision UNKNOWN and no coordinates. ``country_hint`` is an ISO 3166 alpha-2 code.
    """
    senses = find_senses(toponyms, gazetteer, country_hint)
    marked = doc.sents if doc.has_annotation("SENT_START") else ()
    sentences = tuple((sentence.start_char, sentence.end_char) for sentence in marked)
    end = doc[-1].idx + len(doc[-1]) if len(doc) else 0
    resolver = _Resolver(end, tuple(toponyms), senses, gazetteer, country_hint, sentences, doc.text)
    return tuple(resolver.place(index) for index in range(len(toponyms)))


@dataclass(frozen=True, slots=True)
class _Resolver:
    """One report's toponyms with their senses; makes each into a Place."""

    text_end: int
    toponyms: tuple[Toponym, ...]
    senses: Senses
    gazetteer: Gazetteer
    hint: str | None
    sentences: tuple[tuple[int, int], ...]
    text: str

    def place(self, index: int) -> Place:
        toponym, sense = self.toponyms[index], self.senses.each[index]
        people = next((kind[7:] for kind in toponym.kinds if kind.startswith("people:")), None)
        if people:
            return self._country(toponym, people, Basis(How.STATED, "places.demonym", 0.95))
        if sense.entry is None or self._is_namesake_of_quarter(index, sense.entry):
            return self._unknown(index)
        found = self._known(toponym, sense, sense.entry)
        return self._moved(index, found)

    def _is_namesake_of_quarter(self, index: int, entry: Entry) -> bool:
        """Whether a name told as a quarter means no part of the town told beside it, but a place far from that."""
        town = self._town_beside(index) if "quarter" in self.toponyms[index].kinds else None
        if town is None or town.lat is None or town.lon is None or entry.lat is None or entry.lon is None:
            return False
        return distance_km(town.lat, town.lon, entry.lat, entry.lon) > FAR_FROM_TOWN_KM

    def _known(self, toponym: Toponym, sense: Sense, entry: Entry) -> Place:
        rule = "places.name" if sense.alike is None else "places.sound"
        how = How.STATED if sense.alike is None else How.INFERRED
        if "capital" in toponym.kinds:
            how, rule = How.INFERRED, "places.capital"
        placed = self._at(entry, toponym, Basis(how, rule, sense.confidence))
        return replace(placed, relation=self._shown(toponym, entry))

    def _shown(self, toponym: Toponym, entry: Entry | None = None) -> Relation | None:
        """The relation to report; a bare comma is 'in' where the place behind it holds this one."""
        if toponym.relation is None or toponym.relation.kind != ",":
            return toponym.relation
        holder = self._anchor(toponym)
        units = ("country", "admin1", "admin2", "region")
        country = entry is not None and entry.kind == "country"
        return Relation("in", toponym.relation.of) if holder and holder.kind in units and not country else None

    def _anchor(self, toponym: Toponym) -> Entry | None:
        """The known place that a toponym is tied to, or that holds the unknown one it is tied to."""
        for other, sense in zip(self.toponyms, self.senses.each, strict=True):
            if other.span == toponym.anchor:
                further = sense.entry is None and other.span.start > toponym.span.start
                return self._anchor(other) if further else sense.entry
        return None

    def _at(self, entry: Entry, toponym: Toponym, basis: Basis) -> Place:
        """A place at an entry's own point, or at its first-level unit's where the table has none for it."""
        if entry.lat is None:
            upper = self._unit(entry)
            if upper is not None and upper.id != entry.id:
                return self._at(upper, toponym, replace(basis, confidence=basis.confidence * 0.8))
        precision = precision_of(entry)
        placed = entry.lat is not None
        return Place(
            toponym.shown or toponym.name,
            precision if placed else PlacePrecision.UNKNOWN,
            basis,
            toponym.phrase,
            entry.lat,
            entry.lon,
            uncertainty_of(entry) if placed else None,
            entry.geonameid,
            entry.country,
            entry.admin1,
            entry.admin2,
        )

    def _unit(self, entry: Entry) -> Entry | None:
        """The first-level unit of an entry."""
        if entry.admin1 is None or entry.country is None:
            return None
        for found in self.gazetteer.find(entry.admin1, entry.country):
            if found.kind == "admin1" and entry.admin1_code in (None, found.admin1_code):
                return found
        return None

    def _country(self, toponym: Toponym, code: str, basis: Basis) -> Place:
        entry = self.gazetteer.country(code)
        if entry is None:
            return Place(toponym.shown or toponym.name, PlacePrecision.UNKNOWN, basis, toponym.phrase, country=code)
        return self._at(entry, toponym, basis)

    # ------------------------------------------------------------ names that only locate

    def _moved(self, index: int, found: Place) -> Place:
        """Move a place that has no name but its relation: '30 km west of X', 'outskirts of X', 'between X and Y'."""
        toponym, relation = self.toponyms[index], self.toponyms[index].relation
        if relation is None or found.lat is None:
            return found
        if relation.kind == "between":
            return self._between(toponym, found)
        if toponym.anchor != toponym.span or found.precision not in (PlacePrecision.EXACT, PlacePrecision.NEAR):
            return found
        moved = self._in_unit_there(toponym, _displaced(found, relation, found.uncertainty_km or 0.0))
        return replace(moved, basis=Basis(How.INFERRED, "places.relation", found.basis.confidence))

    def _between(self, toponym: Toponym, found: Place) -> Place:
        other = self._anchor(toponym)
        if other is None or other.lat is None or other.lon is None or found.lat is None or found.lon is None:
            return found
        apart = distance_km(found.lat, found.lon, other.lat, other.lon)
        lat, lon = round((found.lat + other.lat) / 2, 4), round((found.lon + other.lon) / 2, 4)
        basis = Basis(How.INFERRED, "places.between", found.basis.confidence)
        near = replace(found, precision=PlacePrecision.NEAR, basis=basis, geonameid=None, lat=lat, lon=lon)
        return replace(near, uncertainty_km=round(max(DISTANCE_LEAST_KM, apart / 2), 1))

    # ------------------------------------------------------------ names the gazetteer lacks

    def _unknown(self, index: int) -> Place:
        """An unknown name: what holds it, else its town, its unit, its country, else nothing.

        What one mention tells holds for all of them: the first that has a holder, else the first beside a unit.
        """
        toponym = self.toponyms[index]
        teller = self._teller(index)
        if teller != index:
            told = self._unknown(teller)
            return replace(told, name=toponym.shown or toponym.name, span=toponym.phrase)
        holder = self._anchor(toponym) if toponym.anchor != toponym.span else None
        if holder is not None and toponym.relation is not None and toponym.relation.kind != "between":
            return self._held(toponym, holder)
        if {"quarter", "facility", "site", "admin2"} & set(toponym.kinds):
            town = self._town_beside(index)
            if town is not None:
                return self._in_town(toponym, town, "places.town_of_report", 0.5)
        unit = self._unit_around(index)
        rule = "places.unit_of_sentence"
        if unit is None:
            unit, rule = self._unit_before(index), "places.unit_before"
        if unit is not None and toponym.of_country in (None, unit.country):
            basis = Basis(How.INFERRED, rule, 0.5 if rule == "places.unit_of_sentence" else 0.4)
            return replace(self._at(unit, toponym, basis), geonameid=None, relation=self._shown(toponym))
        country = toponym.of_country or self.senses.top_country() or self.hint
        if country is None:
            basis = Basis(How.INFERRED, "places.unknown", 0.2)
            return Place(toponym.shown or toponym.name, PlacePrecision.UNKNOWN, basis, toponym.phrase)
        basis = Basis(How.INFERRED, "places.country_of_report", 0.5)
        return replace(self._country(toponym, country, basis), geonameid=None)

    def _teller(self, index: int) -> int:
        """The mention of an unknown name that tells most of where it lies."""
        name = fold(self.toponyms[index].name)
        mentions = [other for other, toponym in enumerate(self.toponyms) if fold(toponym.name) == name]
        return min(mentions, key=lambda other: (self._tells(other), other != index, other))

    def _tells(self, index: int) -> int:
        toponym = self.toponyms[index]
        if toponym.anchor not in (None, toponym.span) and self._anchor(toponym) is not None:
            return 0
        around = self._entries(*self._sentence(toponym.span))
        return 1 if any(entry.admin1_code for _, entry in around) else 2

    def _held(self, toponym: Toponym, holder: Entry) -> Place:
        """An unknown place that the report ties to a known one."""
        relation = toponym.relation or Relation("in", holder.name)
        if holder.kind == "admin1" and {"quarter", "facility", "site"} & set(toponym.kinds):
            holder = self._town_named(holder) or holder
        if holder.kind not in ("city", "area") and (holder.radius_km or 1000.0) > SMALL_REGION_KM:
            basis = Basis(How.INFERRED, "places.held_by_unit", 0.7)
            return replace(self._at(holder, toponym, basis), geonameid=None, relation=self._shown(toponym))
        town = self._in_town(toponym, holder, "places.held_by_town", 0.7)
        shown = self._shown(toponym) or relation
        if relation.kind in ("in", ","):
            return replace(town, relation=shown if shown.kind != "," else None)
        moved = replace(_displaced(town, relation, uncertainty_of(holder)), relation=relation)
        return self._in_unit_there(toponym, moved)

    def _in_unit_there(self, toponym: Toponym, moved: Place) -> Place:
        """A place told far from another one lies in the unit that is told too, else in that of the towns around it."""
        relation = moved.relation
        if relation is None or (relation.distance_km or 0.0) < FAR_FROM_IT_KM:
            return moved
        told = self._unit_told(toponym)
        if told is not None and told.country == moved.country:
            return replace(moved, admin1=told.admin1, admin2=told.admin2)
        if relation.kind not in BEARINGS or moved.lat is None or moved.lon is None or moved.country is None:
            return moved
        town = self.gazetteer.nearest(moved.lat, moved.lon, moved.country)
        return replace(moved, admin1=town.admin1, admin2=None) if town is not None and town.admin1 else moved

    def _unit_told(self, toponym: Toponym) -> Entry | None:
        """The unit between a place and the one that its distance is counted from: 'X, in Y district, 90 km from Z'."""
        if toponym.anchor is None:
            return None
        inside = self._entries(toponym.span.end, toponym.anchor.start)
        return next((entry for _, entry in inside if entry.kind in ("admin1", "admin2")), None)

    def _town_named(self, unit: Entry) -> Entry | None:
        """The town a unit is named after: quarters are of the town of Homs, not of the province."""
        found = self.gazetteer.find(unit.name, unit.country)
        return next((entry for entry in found if entry.kind == "city" and entry.admin1_code == unit.admin1_code), None)

    def _in_town(self, toponym: Toponym, town: Entry, rule: str, confidence: float) -> Place:
        placed = self._at(town, toponym, Basis(How.INFERRED, rule, confidence))
        reach = max(PART_OF_TOWN_KM, placed.uncertainty_km or 0.0)
        return replace(placed, precision=PlacePrecision.NEAR, uncertainty_km=reach, geonameid=None)

    def _sentence(self, span: Span) -> tuple[int, int]:
        """Start and end of the sentence a span stands in; the whole text where none is marked."""
        index = bisect_right(self.sentences, (span.start, self.text_end)) - 1
        return self.sentences[index] if index >= 0 else (0, self.text_end)

    def _told_of(self, start: int, end: int) -> list[tuple[int, Entry]]:
        """Places known in a stretch of text but for those of a dateline, or where somebody sits who said so; these too
        where there are no others."""
        known = self._entries(start, end)
        seats = {t.span.start for t in self.toponyms if t.cue == "dateline" or self._is_seat(t.span)}
        return [(at, entry) for at, entry in known if at not in seats] or known

    def _is_seat(self, span: Span) -> bool:
        """'the Defence Ministry in Baku said', 'told reporters in Kyiv'."""
        before = self.text[max(0, span.start - 60) : span.start]
        return bool(
            (_OFFICE_IN.search(before) and _SAYS.match(self.text, span.end)) or _TOLD_REPORTERS_IN.search(before)
        )

    def _entries(self, start: int, end: int) -> list[tuple[int, Entry]]:
        """Places known in a stretch of text, with where they stand."""
        pairs = zip(self.toponyms, self.senses.each, strict=True)
        return [(t.span.start, s.entry) for t, s in pairs if s.entry and start <= t.span.start < end]

    def _beside(self, span: Span) -> list[tuple[int, Entry]]:
        """Places known in the sentence of a name, with where they stand, but for those behind it where somebody sits
        who said so."""
        known = self._entries(*self._sentence(span))
        return [(at, e) for at, e in known if at < span.end or not _SAYING.search(self.text, span.end, at)]

    def _town_beside(self, index: int) -> Entry | None:
        """The town nearest in the sentence, else the one a unit there is named after, else the one that the report
        names most, before the name or anywhere."""
        span = self.toponyms[index].span
        sentence = self._beside(span)
        towns = [(abs(at - span.start), e.id, e) for at, e in sentence if e.kind == "city"]
        if towns:
            return min(towns)[2]
        units = [(abs(at - span.start), e.id, e) for at, e in sentence if e.kind == "admin1"]
        town = self._town_named(min(units)[2]) if units else None
        if town is not None:
            return town
        return self._town_of_report(span.start) or self._town_of_report(self.text_end)

    def _town_of_report(self, end: int) -> Entry | None:
        """The town named most before ``end`` in the report's country, where it has one; a unit counts for the town that
        it is named after."""
        home = self.senses.top_country() or self.hint
        named = (
            self._town_named(entry) if entry.kind == "admin1" else entry
            for _, entry in self._told_of(0, end)
            if entry.kind in ("city", "admin1") and home in (None, entry.country)
        )
        counted = Counter(entry for entry in named if entry is not None)
        return max(counted, key=lambda entry: (counted[entry], -entry.id), default=None)

    def _unit_around(self, index: int) -> Entry | None:
        """The first-level unit nearest in the sentence, else the report's only one."""
        span = self.toponyms[index].span
        inside = [(abs(at - span.start), e.id, e) for at, e in self._beside(span) if e.admin1_code]
        if inside:
            return self._unit(min(inside)[2])
        entries = [entry for _, entry in self._told_of(0, self.text_end) if entry.admin1_code]
        codes = {entry.admin1_code for entry in entries}
        return self._unit(entries[0]) if len(codes) == 1 else None

    def _unit_before(self, index: int) -> Entry | None:
        """The first-level unit named last before, in the country that the report is about."""
        start = self.toponyms[index].span.start
        before = [entry for _, entry in self._told_of(max(0, start - UNIT_REACH), start) if entry.admin1_code]
        return self._unit(before[-1]) if before and before[-1].country == self.senses.top_country() else None


def _displaced(place: Place, relation: Relation, base_km: float) -> Place:
    """Move a point by a relation and widen it: a distance and direction move it, anything else only widens."""
    distance, reach = relation.distance_km, DIRECTION_KM if relation.kind in BEARINGS else NEAR_KM
    if relation.kind == "outskirts":
        reach = PART_OF_TOWN_KM
    near = replace(place, precision=PlacePrecision.NEAR, geonameid=None, relation=relation)
    if distance is None:
        return replace(near, uncertainty_km=max(reach, base_km))
    if relation.kind in BEARINGS and place.lat is not None and place.lon is not None:
        lat, lon = offset(place.lat, place.lon, relation.kind, distance)
        reach = max(DISTANCE_LEAST_KM, DISTANCE_SHARE * distance)
        return replace(near, lat=lat, lon=lon, uncertainty_km=round(max(reach, base_km), 1))
    return replace(near, uncertainty_km=round(max(distance, base_km), 1))


def precision_of(entry: Entry) -> PlacePrecision:
    """How exactly an entry's point stands for the place."""
    if entry.kind == "city" or (entry.kind == "area" and _radius_of(entry) is None):
        return PlacePrecision.EXACT
    if entry.kind in ("admin2", "admin1", "country"):
        return PlacePrecision(entry.kind)
    radius = _radius_of(entry)
    if radius is not None and radius <= SMALL_REGION_KM:
        return PlacePrecision.NEAR
    return PlacePrecision.ADMIN1 if entry.admin1 else PlacePrecision.COUNTRY


def _radius_of(entry: Entry) -> float | None:
    """The table's reach of an entry; a part of a unit told by a direction reaches far where the table has none, and a
    part of a country farther than the tables say."""
    if entry.kind != "area" or without_direction(entry.name) == entry.name:
        return entry.radius_km
    if entry.admin1 is None:
        return PART_OF_COUNTRY_KM
    return entry.radius_km or DIRECTION_KM


def uncertainty_of(entry: Entry) -> float:
    """Radius in km within which the place lies: a town's grows with the root of its people, 3 to 15."""
    radius = _radius_of(entry)
    if radius is not None:
        return radius
    if entry.kind == "city":
        return round(min(15.0, max(3.0, 2.0 + math.sqrt(entry.population or 0) / 150)), 1)
    return UNIT_KM[entry.kind]
