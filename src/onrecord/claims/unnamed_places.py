"""Places that an event leaves unnamed: 'a village' that the next sentences name, 'the town' that those before did,
'here' of the dateline.

In: the words that tell of an event, and the places and parties of the report. Out: the Place that they mean, with the
rule that found it; None where the report names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.actors import Mention
from onrecord.claims.stretches import Stretch
from onrecord.claims.whereabouts import as_the_events, inside_party
from onrecord.language import Reading
from onrecord.model import Basis, BlockKind, How, Place, PlacePrecision, Span
from onrecord.places import distance_km, fineness, without_direction

LATER = 3
"""Sentences behind the event's in which the village that it leaves unnamed is looked for."""
PART_OF_TOWN_KM = 20.0
"""A district lies within this of the point of its town; towns seldom reach farther."""
_SETTLEMENTS = "village|town|city|hamlet|enclave"
_QUARTERS = "district|neighbou?rhood|suburb|quarter"
_PARTS = f"{_QUARTERS}|area"
_SITES = "airbase|base|airport|camp|checkpoint|crossing|market|prison|hospital|school|mosque|church"
_UNNAMED = re.compile(
    r"(?:\b(?:in|at|on|near|into|inside|outside|of|hit|hits|struck|targeted|targeting|bombed|shelled|attacked|stormed|"
    r"raided|seized|seizing|captured|capturing|took|taking|overran|entered)\s+)"
    rf"(?:an?|one|two|three|four|five|six|several|\d{{1,2}})\s+(?:[\w'’-]+\s+){{0,4}}?(?P<noun>(?:{_SETTLEMENTS}|{_PARTS}|{_SITES}))s?\b",
)
_AT_IT = re.compile(
    rf"\b(?:(?:in|at|on|near|around|inside|outside|hit|struck|targeted|targeting|bombed|shelled|attacked|stormed|"
    rf"seized|seizing|captured|capturing|took|taking|overran|entered|surrounded|besieged|reopen)|(?:{_SETTLEMENTS}|{_PARTS})s?(?:\s+of)?)\s+"
    rf"(?:the\s+)?(?:[a-z][\w'’-]*\s+){{0,3}}$"
)
_NOT_AT_IT = re.compile(
    r"\b(?:hospitals?|reporters?|statement|headquartered|based|residents\s+of)\b[^.;]{0,40}$"
    r"|\bfrom\b(?:(?!\b(?:in|at|on|near)\b)[^.;]){0,60}$"
)


def place_told_later(
    reading: Reading, stretch: Stretch, places: Sequence[Place], mentions: Sequence[Mention], where: Place | None
) -> Place | None:
    """The spot that an event leaves unnamed ('in a village in Idlib province') and the next sentences name.

    News tells first what kind of place it was and then which: the first spot named behind it, or one of its sort (a
    base or a school must be called so); a title tells the unit, the first sentence the spot. None where that lies
    elsewhere, is a party's or where the wounded were taken.
    """
    if stretch.sentence.block is BlockKind.TITLE and where is not None and fineness(where) > _BY_WAY:
        return _spot_of_lead(reading, places, mentions, where)
    own = reading.span(stretch.first, stretch.last)
    left_open = [
        found
        for found in _UNNAMED.finditer(reading.report.text, own.start, own.end)
        if _leaves_open(found["noun"], where)
    ]
    if not left_open:
        return _spot_gone_on_with(reading, stretch, places, mentions, where)
    unnamed = min(left_open, key=lambda found: re.fullmatch(_SETTLEMENTS, found["noun"]) is None)
    is_site = re.fullmatch(_SITES, unnamed["noun"]) is not None
    is_part = re.fullmatch(_SETTLEMENTS, unnamed["noun"]) is None
    first = not is_site
    for place in _spots_behind(reading, stretch, places, unnamed.end()):
        if place.span is None or inside_party(place.span, mentions) or not _is_at_it(reading, place.span):
            continue
        fits = where is None or _lies_in(place, where, is_part=is_part)
        if fits and (first or _is_called(reading, place.span, unnamed["noun"])):
            return _as_named_later(place)
        first = False
    return _spot_gone_on_with(reading, stretch, places, mentions, where)


_GOES_ON = re.compile(
    r"(?:[\"“]\s*)?(?:The|Their)\s+(?!(?:other|first|second|third|next|latest|previous)\b)(?:[a-z-]+\s+){0,2}?(?:remains|bodies|corpses|victims|dead|attackers?|gunmen|assailants|"
    r"raiders|bomb|bomber|explosion|explosives|device|blast|attack|assault|ambush|raid|massacre|killings?|shootings?|"
    r"incident|clash(?:es)?|fighting|vehicle|convoy|strikes?|mine|abductions?|kidnapping)\b"
    r"|\bAmong\s+(?:them|the\s+(?:[a-z-]+\s+){1,3}?[a-z]+ed)\b"
)
"""A sentence that goes on about what was told before: 'The bodies were found in X', 'Among the villages
seized was X'."""
_AMONG_THEM = re.compile(r"\bAmong\s+(?:them|the\s+[a-z]+)\b[^.;]{0,50}\b(?:was|were|is|are)\s+(?:the\s+\w+\s+of\s+)?$")


def _spot_gone_on_with(
    reading: Reading, stretch: Stretch, places: Sequence[Place], mentions: Sequence[Mention], where: Place | None
) -> Place | None:
    """The spot that the title names, or the next sentences that go on about the event, where the report's first
    sentence tells no more than a unit or the country."""
    lead = next((one for one in reading.sentences if one.block is BlockKind.BODY), None)
    if lead is None or stretch.sentence.index != lead.index or (where is not None and fineness(where) <= _BY_WAY):
        return None
    if where is not None and fineness(where) > _UNIT_OR_LESS:
        titled = _only_spot(reading, places, mentions, where)
        if titled is not None:
            return _as_named_later(titled)
    for place in _spots_behind(reading, stretch, places, stretch.sentence.span.end):
        if place.span is None or inside_party(place.span, mentions):
            continue
        told = next(one.span for one in reading.sentences if one.span.covers(place.span))
        goes_on = _GOES_ON.match(reading.report.text, told.start)
        among = _AMONG_THEM.search(reading.report.text[told.start : place.span.start])
        if goes_on and (among or _is_at_it(reading, place.span)):
            fits = where is None or _lies_in(place, where, is_part=False)
            return _as_named_later(place) if fits else None
    return None


_UNIT_OR_LESS = 2.0
"""Fineness of a unit of the second level: what is told more coarsely may be told more finely by a title."""


def _only_spot(reading: Reading, places: Sequence[Place], mentions: Sequence[Mention], where: Place) -> Place | None:
    """The one spot that the title names, by its name, if it lies in what the report's first sentence tells."""
    titles = [one.span for one in reading.sentences if one.block is BlockKind.TITLE]
    spots = {
        place.name: place
        for place in places
        if place.span is not None
        and any(title.covers(place.span) for title in titles)
        and fineness(place) <= 1
        and place.basis.rule == "places.name"
        and not inside_party(place.span, mentions)
    }
    spot = next(iter(spots.values()), None)
    return spot if len(spots) == 1 and spot is not None and _lies_in(spot, where, is_part=False) else None


def _spot_of_lead(reading: Reading, places: Sequence[Place], mentions: Sequence[Mention], where: Place) -> Place | None:
    """The one spot that the report's first sentence names in the unit or country of its title."""
    lead = next((one for one in reading.sentences if one.block is not BlockKind.TITLE), None)
    spots = {
        without_direction(place.name): (place, place.span)
        for place in places
        if lead is not None
        and place.span is not None
        and lead.span.covers(place.span)
        and fineness(place) <= _BY_WAY
        and not inside_party(place.span, mentions)
    }
    if len(spots) != 1:
        return None
    spot, span = next(iter(spots.values()))
    held = spot.relation is not None and spot.relation.kind == "in"
    fits = (held or _is_at_it(reading, span)) and _lies_in(spot, where, is_part=False)
    return _as_named_later(spot) if fits else None


_BY_WAY = 1.5
"""Fineness of what is told by its way to a town."""


def _leaves_open(noun: str, where: Place | None) -> bool:
    """Whether the place told may hold an unnamed one: a town its districts, a unit its villages. 'A market in
    Kadhimiya' and 'a camp in the municipality of X' are placed as they are."""
    if where is None or re.fullmatch(_PARTS, noun):
        return True
    if re.fullmatch(_SETTLEMENTS, noun):
        return fineness(where) > 1
    return fineness(where) > 1 and where.precision is not PlacePrecision.ADMIN2


def _is_called(reading: Reading, span: Span, noun: str) -> bool:
    """Whether a type word of the same sort stands right beside a name, or one of a quarter: 'the Shahba district'."""
    text = reading.report.text
    beside = f"{text[max(0, span.start - 24) : span.start]} {text[span.start : span.end + 16]}"
    sort = next(words for words in (_SETTLEMENTS, _PARTS, _SITES) if re.fullmatch(words, noun))
    return re.search(rf"\b(?:{sort}|{_QUARTERS})s?\b", beside) is not None


def _spots_behind(reading: Reading, stretch: Stretch, places: Sequence[Place], offset: int) -> Iterator[Place]:
    last = min(len(reading.sentences) - 1, stretch.sentence.index + LATER)
    end = reading.sentences[last].span.end
    return (place for place in places if place.span and offset <= place.span.start < end and fineness(place) <= 1)


def _is_at_it(reading: Reading, span: Span) -> bool:
    """Whether a name stands where something happened, and not only whence somebody came."""
    before = reading.report.text[max(0, span.start - 80) : span.start]
    return bool(_AT_IT.search(before)) and not _NOT_AT_IT.search(before)


def _lies_in(place: Place, where: Place, *, is_part: bool) -> bool:
    """Whether a spot may be the unnamed one in ``where``: in its unit or country, or by its town."""
    if place.country != where.country or without_direction(place.name) == without_direction(where.name):
        return False
    if where.precision is PlacePrecision.COUNTRY:
        return True
    if where.precision in (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2):
        return place.admin1 in (None, where.admin1)
    if place.lat is None or place.lon is None or where.lat is None or where.lon is None:
        return True
    reach = PART_OF_TOWN_KM if is_part else 3 * PART_OF_TOWN_KM
    return distance_km(place.lat, place.lon, where.lat, where.lon) <= reach + (place.uncertainty_km or 0.0)


def _as_named_later(place: Place) -> Place:
    return replace(place, basis=replace(as_the_events(place).basis, how=How.INFERRED, rule="claims.place_told_later"))


# ---------------------------------------------------------------- named before

BEFORE = 3
"""Sentences before the event's in which the place that it points back to is looked for."""
_UNITS = "province|governorate|state|oblast|region"
_LOCAL = "hamlet|vereda|barangay|kampung|kebele|aldea|sitio|commune|township|camp|compound"
_AGAIN = re.compile(
    r"\b(?:in|at|on|near|into|inside|outside|across|hit|hits|struck|targeted|targeting|bombed|shelled|attacked|stormed|"
    r"raided|pounded|seized|captured|took|overran|entered)\s+the\s+"
    rf"(?:same\s+|besieged\s+|whole\s+|entire\s+)?(?P<noun>town|city|village|{_LOCAL}|{_UNITS})(?!\s+(?:of\b|[A-Z])|['’-])\b"
)


def place_again(
    reading: Reading, stretch: Stretch, places: Sequence[Place], mentions: Sequence[Mention]
) -> Place | None:
    """The place that an event's words point back to: 'air strikes on the province' of the province named last.

    None where none of that kind was named in the sentence or the few before it.
    """
    own = reading.span(stretch.first, stretch.last)
    again = _AGAIN.search(reading.report.text, own.start, own.end)
    if again is None:
        return None
    first = reading.sentences[max(0, stretch.sentence.index - BEFORE)].span.start
    before = [
        place
        for place in places
        if place.span is not None
        and first <= place.span.start < again.start()
        and not inside_party(place.span, mentions)
        and not _BROUGHT_TO.search(reading.report.text[max(0, place.span.start - 60) : place.span.start])
        and _is_of_kind(reading, place, place.span, again["noun"])
    ]
    called = [place for place in before if place.span and _is_named_with(reading, place.span, again["noun"])]
    if re.fullmatch(_LOCAL, again["noun"]):
        before = called
    found = (called or before)[-1:]
    return next((replace(one, basis=Basis(How.INFERRED, "claims.place_again", SURE_OF_AGAIN)) for one in found), None)


def _is_named_with(reading: Reading, span: Span, noun: str) -> bool:
    """Whether the noun stands right beside a name: 'vereda X', 'the village of X', 'X camp'."""
    before, after = reading.report.text[max(0, span.start - 24) : span.start], reading.report.text[span.end :][:24]
    return bool(re.search(rf"\b{noun}\s+(?:of\s+)?$", before) or re.match(rf"\s+{noun}\b", after))


_BROUGHT_TO = re.compile(
    r"\b(?:carried|taken|rushed|brought|evacuated|transferred|flown|airlifted|fled|walked|moved|sent)\b[^.;]{0,30}\bto\s+$"
)
"""Before a place that people were brought to: no village of the event is meant by it."""


SURE_OF_AGAIN = 0.6


def _is_of_kind(reading: Reading, place: Place, span: Span, noun: str) -> bool:
    """Whether a place can be called so; one that the report calls otherwise cannot."""
    if re.fullmatch(_UNITS, noun):
        return place.precision is PlacePrecision.ADMIN1
    if place.precision not in (PlacePrecision.EXACT, PlacePrecision.NEAR):
        return False
    called = re.search(
        rf"\b({_SETTLEMENTS}|{_QUARTERS})\s+of\s+$", reading.report.text[max(0, span.start - 24) : span.start]
    )
    return called is None or called[1] == noun


# ---------------------------------------------------------------- the dateline's

_HERE = re.compile(
    rf"(?<!of\s)(?<!from\s)(?<!to\s)\bhere\b"
    rf"|\b(?:in|of|on|near|through|across|around)\s+this\s+(?:[\w-]+\s+){{0,4}}?(?:{_SETTLEMENTS}|{_QUARTERS}|port|township)\b"
    rf"|\b(?:cent(?:er|re)|heart|middle|edge|outskirts)\s+of\s+town\b"
)
_SAID_HERE = re.compile(
    r"\b(?:said|says|told|announced|reporters|journalists|statement|conference|briefing|arrived|brought|taken|treated)\s+"
    r"(?:[\w-]+\s+){0,3}$"
)


def place_here(reading: Reading, stretch: Stretch, dateline: Place | None, told: Place | None) -> Place | None:
    """The dateline's place, where an event's words say 'here' or 'in this town'; None where words were said here, or a
    spot is ``told`` that lies in the same unit."""
    if dateline is None or fineness(dateline) > 1 or dateline.precision is PlacePrecision.UNKNOWN:
        return None
    own = reading.span(stretch.first, stretch.last)
    text = reading.report.text
    said = (one for one in _HERE.finditer(text, own.start, own.end) if not _is_said_here(text, own.start, one.start()))
    here = next(said, None)
    if here is None:
        return None
    finer = 2 if here[0] == "here" else 1
    inside = told is not None and (told.country, told.admin1) == (dateline.country, dateline.admin1)
    if told is not None and inside and fineness(told) <= finer:
        return None
    return replace(dateline, basis=Basis(How.INFERRED, "claims.place_of_dateline", SURE_OF_AGAIN))


_BROUGHT = frozenset("brought taken rushed admitted transferred treated arrived sent carried flown fled".split())


def place_there(reading: Reading, stretch: Stretch, places: Sequence[Place], speakers: Sequence[Span]) -> Place | None:
    """'A resident of the Furjan area said shells had fallen there': the place by which who speaks is told."""
    behind = range(stretch.first + 1, stretch.last)
    there = (at for at in behind if reading.lower[at] == "there" and reading.doc[at].tag_ == "RB")
    points = any(reading.lower[at - 1] not in _BROUGHT for at in there)
    own = stretch.sentence.span
    beside = [span for span in speakers if own.covers(span)] if points else []
    told = [place for place in places if place.span and any(span.covers(place.span) for span in beside)]
    found = min(told, key=fineness, default=None)
    return replace(found, basis=Basis(How.INFERRED, "claims.place_of_speaker", SURE_OF_AGAIN)) if found else None


def _is_said_here(text: str, first: int, at: int) -> bool:
    return _SAID_HERE.search(text[max(first, at - 60) : at]) is not None


SURE_OF_DATELINE = 0.4
DATELINE_KM = 50.0
"""A correspondent's town stands for the land around it: local news seldom comes from farther."""
_ELSEWHERE = re.compile(
    r"\b(?:north|south|east|west|central|north-?(?:east|west)|south-?(?:east|west))(?:ern)?\b", re.IGNORECASE
)


def place_of_dateline(
    reading: Reading, dateline: Place | None, places: Sequence[Place], mentions: Sequence[Mention]
) -> Place | None:
    """The dateline's place for the lead of a report that names no other, as defaulted; None where the report speaks of
    another country or of a part of this one."""
    lead = next((one for one in reading.sentences if one.block is BlockKind.BODY), None)
    if dateline is None or lead is None or dateline.precision is not PlacePrecision.EXACT:
        return None
    countries = {one.country for one in places} | {one.actor.country for one in mentions if one.actor.country}
    told = any(place.precision is not PlacePrecision.COUNTRY for place in places)
    if told or countries - {dateline.country} or _ELSEWHERE.search(reading.report.quote(lead.span)):
        return None
    basis = Basis(How.DEFAULTED, "claims.place_of_dateline", SURE_OF_DATELINE)
    return replace(dateline, precision=PlacePrecision.NEAR, uncertainty_km=DATELINE_KM, basis=basis)
