"""Where an event was: the place that its own words tell, or one that stands near by.

In: the words that tell of the event, the parties of the report, and its places save those where nothing happened.
Out: a Place with how it was found, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors import Mention
from onrecord.claims.elsewhere import is_destination, is_of_office
from onrecord.claims.stretches import Stretch
from onrecord.language import Reading
from onrecord.model import Basis, How, Place, PlacePrecision, Span
from onrecord.places import fineness, fold


def where_of(
    reading: Reading,
    stretch: Stretch,
    places: Sequence[Place],
    mentions: Sequence[Mention],
    *,
    at: int,
    speakers: Sequence[Span],
) -> Place | None:
    """The place of the event: the finest one told in the stretch, then the nearest to the event word at ``at``."""
    own = reading.span(stretch.first, stretch.last)
    offset = reading.doc[at].idx
    candidates = [
        place
        for place in places
        if place.span is not None and own.covers(place.span)
        and not any(span.covers(place.span) for span in speakers)
        and not inside_party(place.span, mentions)
        and not is_destination(reading, stretch, place.span)
        and not is_of_office(reading, place.span)
        and not _RIVER.match(reading.report.text, place.span.end)
        and (_is_spot(place) or _is_country_it_happened_in(reading, stretch, place.span))
    ]  # fmt: skip
    found = min(
        candidates,
        key=lambda place: (
            _is_behind_saying(reading, offset, place),
            _rank(reading, place, candidates),
            abs(_start(place) - offset),
        ),
        default=None,
    )
    return as_the_events(found) if found else None


_SAYING = re.compile(
    r",\s(?:(?!,|\bthat\b)[^.;\n])*\b(?:said|told|announced|reported|confirmed)\b(?:(?!,|\bthat\b)[^.;\n])*$"
)
"""Between an event and a name: ', a spokesman told a meeting in '; what goes on behind a comma or 'that' is told."""


def _is_behind_saying(reading: Reading, offset: int, place: Place) -> bool:
    """Whether a place stands behind the verb of saying that follows an event."""
    return offset < _start(place) and bool(_SAYING.search(reading.report.text, offset, _start(place)))


_OF_A_UNIT = re.compile(r"\s+(?:region|province|state|oblast|governorate|department)\b")
_WAY_TO = re.compile(r"\b(?:road|highway|route|path|track|way)\s+(?:leading\s+)?(?:to|towards?)\s+(?:the\s+)?$")
_RIVER = re.compile(r"\s+(?:[Rr]iver|[Cc]reek|[Cc]anal)\b")
_AT_A_SPOT = re.compile(r"\s+(?:road|highway|route|axis|river)\s+(?:at|near|in)\s+(?:the\s+(?:\w+\s+){0,2}of\s+)?[A-Z]")
_OWNS = re.compile(r"['’]s?\s+")
_REACH_OF_WAY = 30
_UNIT, _BY_WAY, _DISTRICT = 2.0, 1.5, 2.5


def _rank(reading: Reading, place: Place, among: Sequence[Place] = ()) -> float:
    """How finely a place is told, the finest first; a town's name said of the land around it is a unit's, and a road or
    a town is told less finely than the spot on it or the district that it owns."""
    if place.span is not None and _AT_A_SPOT.match(reading.report.text, place.span.end):
        return max(fineness(place), _BY_WAY)
    before = reading.report.text[max(0, place.span.start - _REACH_OF_WAY) : place.span.start] if place.span else ""
    if _WAY_TO.search(before):
        return max(fineness(place), _BY_WAY)
    if any(_is_quarter_of(other, place) or _is_unit_of(reading, place, other) for other in among):
        return max(fineness(place), _BY_WAY)
    owned = [fineness(other) for other in among if _owns(reading, place, other)]
    if owned:
        return max(fineness(place), _BY_WAY, *(part + 0.5 for part in owned))
    if place.precision is PlacePrecision.ADMIN1 and fineness(place) > _DISTRICT and not _is_its_unit(place):
        return _DISTRICT
    of_a_unit = place.span is not None and _OF_A_UNIT.match(reading.report.text, place.span.end)
    return max(fineness(place), _UNIT) if of_a_unit else fineness(place)


def _is_its_unit(place: Place) -> bool:
    """'Kandahar' is its province; 'Panjwai', a district that only its province's point is known of, is not."""
    return fold(place.name) == fold(place.admin1 or "")


_IN_A_TOWN = frozenset({"places.held_by_town", "places.town_of_report"})


def _is_quarter_of(part: Place, town: Place) -> bool:
    """'In Homs, a sniper killed a boy in the Karam district': a part that is put at its town, and the town."""
    put = part.basis.rule in _IN_A_TOWN and town.basis.rule not in _IN_A_TOWN
    return put and part.name != town.name and (part.lat, part.lon) == (town.lat, town.lon)


_IS_A_UNIT = re.compile(
    r"\s+(?:sub-?count(?:y|ies)|local\s+government|LGA|area\s+council|district|tehsil|taluka|upazila|township|county|"
    r"municipality|commune|department|territory|locality|zone|woreda|cercle|subdivision)\b"
)


def _is_unit_of(reading: Reading, place: Place, part: Place) -> bool:
    """'in Kargi, Laisamis sub-county': the unit behind the name of what lies in it."""
    if place.span is None or part.span is None or part.precision is PlacePrecision.UNKNOWN:
        return False
    text = reading.report.text
    behind = text[part.span.end : place.span.start] == ", " or (
        part.span.end == place.span.end and text[place.span.start - 2 : place.span.start] == ", "
    )
    return behind and part.span.start < place.span.start and _IS_A_UNIT.match(text, place.span.end) is not None


def _owns(reading: Reading, place: Place, other: Place) -> bool:
    """'Baghdad's Karrada district', "Aleppo's eastern Tariq al-Bab"."""
    if place.span is None or other.span is None or place.span.end >= other.span.end:
        return False
    text = reading.report.text
    together = place.span.start == other.span.start and _OWNS.match(text, place.span.end) is not None
    apart = _OWNS.fullmatch(text, place.span.end, other.span.start) is not None
    return other.country == place.country and (together or apart)


SURE_OF_WHERE = 0.82
"""Share of the places told beside an event that a careful reader took for the event's own: 48 of 59 in the first
sixty adjudicated reports. That the name means this spot on earth is another question, with a confidence of its own."""


def as_the_events(place: Place) -> Place:
    """A place as the event's, as sure as that is."""
    return replace(place, basis=replace(place.basis, confidence=round(place.basis.confidence * SURE_OF_WHERE, 3)))


def place_around(
    reading: Reading,
    stretch: Stretch,
    places: Sequence[Place],
    mentions: Sequence[Mention],
    speakers: Sequence[Span],
) -> Place | None:
    """The place named last before the event's sentence ends, else first behind it, within AROUND sentences."""
    at = stretch.sentence.index
    first = reading.sentences[max(0, at - AROUND)].span.start
    last = reading.sentences[min(len(reading.sentences) - 1, at + AROUND)].span.end
    near = [
        place
        for place in places
        if place.span and first <= place.span.start < last and place.precision is not PlacePrecision.UNKNOWN
        and not any(span.covers(place.span) for span in speakers) and not inside_party(place.span, mentions)
    ]  # fmt: skip
    before = [place for place in near if _start(place) < stretch.sentence.span.end]
    found = (before or near)[-1 if before else 0 :][:1]
    return next((replace(place, basis=Basis(How.INFERRED, "claims.place_around", 0.4)) for place in found), None)


AROUND = 2
"""Sentences before and behind an event in which a place can stand for its untold one."""


def _start(place: Place) -> int:
    return place.span.start if place.span else 0


def inside_party(span: Span, mentions: Sequence[Mention]) -> bool:
    """Whether a name is part of a party's: 'the Aleppo Military Council'."""
    return any(mention.attributive is None and mention.span.covers(span) for mention in mentions)


def _is_spot(place: Place) -> bool:
    """Whether a place is more than a bare country, which may be named as a party: an unknown village may be known by
    its country alone."""
    return place.precision is not PlacePrecision.COUNTRY or place.geonameid is None or fineness(place) <= 1


def _is_country_it_happened_in(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'in Syria' is a place, 'its ally Russia' and 'in US air strikes' name a party."""
    first, behind = reading.token_at(stretch.sentence, span.start), reading.token_behind(stretch.sentence, span)
    before = [reading.lower[at] for at in range(max(stretch.first, first - 3), first)]
    locative = {"in", "inside", "across", "throughout", "within", "into", "near", "of"} & set(before)
    return bool(locative) and not any(trigger.first == behind for trigger in stretch.triggers)
