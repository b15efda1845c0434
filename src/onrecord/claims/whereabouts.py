"""Where an event was: the place its own words tell, one named soon after, or one that stands near by.

In: the words that tell of the event, and the places and parties of the report. Out: a Place with how it was found, or
None. A place that only tells whence somebody came, where a speaker sat or where the wounded were taken is not the
event's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.actors import Mention
from onrecord.claims.counts import person_lemma
from onrecord.claims.stretches import Stretch
from onrecord.claims.words import people
from onrecord.language import Reading
from onrecord.model import Basis, BlockKind, How, Place, PlacePrecision, Span
from onrecord.places import distance_km, fineness, without_direction


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
        and not _inside_party(place.span, mentions)
        and not _names_a_party(reading, stretch, place.span)
        and (_is_spot(place) or _is_locative(reading, stretch, place.span))
        and not _is_origin(reading, stretch, place.span)
        and not _is_start_of_way(reading, stretch, place)
        and not _OFFICE.match(reading.report.text, place.span.end)
    ]  # fmt: skip
    found = min(candidates, key=lambda place: (fineness(place), abs(_start(place) - offset)), default=None)
    return _as_the_events(found) if found else None


_OFFICE = re.compile(r"[\s-]*based\b|\s(?:said|says|announced|told)\b")
"""Behind the seat of who speaks: 'the ministry in Moscow said', 'Paris-based'."""
SURE_OF_WHERE = 0.82
"""Share of the places told beside an event that a careful reader took for the event's own: 48 of 59 in the first
sixty adjudicated reports. That the name means this spot on earth is another question, with a confidence of its own."""


def _as_the_events(place: Place) -> Place:
    return replace(place, basis=replace(place.basis, confidence=round(place.basis.confidence * SURE_OF_WHERE, 3)))


def _is_start_of_way(reading: Reading, stretch: Stretch, place: Place) -> bool:
    """'residents from X', 'rockets fired from X': where somebody or something came from, which is seldom where it was
    hit."""
    at = reading.token_at(stretch.sentence, _start(place))
    while at > stretch.first and reading.lower[at] != "from":
        at -= 1
        token = reading.doc[at]
        acts = token.pos_ in ("VERB", "AUX", "PRON") and token.dep_ != "amod"
        if acts or reading.lower[at] in _OTHER_WAYS:
            return False
    before = reading.doc[at - 1]
    return at > stretch.first and (person_lemma(before) in people() or before.lemma_.lower() in _WAYS)


_WAYS = frozenset("fire launch flee evacuate travel drive return come arrive head walk transfer".split())
_OTHER_WAYS = frozenset("in at near on into to towards inside outside around ; , while when as".split())


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
        and not any(span.covers(place.span) for span in speakers) and not _inside_party(place.span, mentions)
    ]  # fmt: skip
    before = [place for place in near if _start(place) < stretch.sentence.span.end]
    found = (before or near)[-1 if before else 0 :][:1]
    return next((replace(place, basis=Basis(How.INFERRED, "claims.place_around", 0.4)) for place in found), None)


AROUND = 2
"""Sentences before and behind an event in which a place can stand for its untold one."""


def _start(place: Place) -> int:
    return place.span.start if place.span else 0


def _inside_party(span: Span, mentions: Sequence[Mention]) -> bool:
    return any(mention.attributive is None and mention.span.covers(span) for mention in mentions)


def _names_a_party(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'in US air strikes': a name right before an event word says whose it was, not where."""
    last = reading.token_at(stretch.sentence, span.end - 1) + 1
    return any(trigger.first == last for trigger in stretch.triggers)


def _is_spot(place: Place) -> bool:
    """Whether a place is more than a bare country, which may be named as a party."""
    return place.precision is not PlacePrecision.COUNTRY or fineness(place) <= 1


def _is_locative(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'in Syria' is a place, 'its ally Russia' a party."""
    first = reading.token_at(stretch.sentence, span.start)
    before = [reading.lower[at] for at in range(max(stretch.first, first - 3), first)]
    return bool({"in", "inside", "across", "throughout", "within", "into", "near", "of"} & set(before))


def _is_origin(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'taken to hospital in X', 'on the road from X', 'told reporters in X': places that are not the event's."""
    first = reading.token_at(stretch.sentence, span.start)
    before = [reading.lower[at] for at in range(max(stretch.first, first - 6), first)]
    return bool(
        {"hospital", "hospitals", "reporters", "conference", "based", "headquartered", "statement"} & set(before[-4:])
    )


# ---------------------------------------------------------------- the unit of the report

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


# ---------------------------------------------------------------- named later

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
    rf"(?:an?|one|two|three|several)\s+(?:[\w'’-]+\s+){{0,4}}?(?P<noun>(?:{_SETTLEMENTS}|{_PARTS}|{_SITES}))s?\b",
)
_AT_IT = re.compile(
    rf"\b(?:(?:in|at|on|near|around|inside|outside|hit|struck|targeted|targeting|bombed|shelled|attacked|stormed|"
    rf"seized|seizing|captured|capturing|took|taking|overran|entered|reopen)|(?:{_SETTLEMENTS}|{_PARTS})s?(?:\s+of)?)\s+"
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
    base or a school must be called so). None where that lies elsewhere, is a party's or where the wounded were taken.
    """
    own = reading.span(stretch.first, stretch.last)
    unnamed = _UNNAMED.search(reading.report.text, own.start, own.end)
    if unnamed is None or not _leaves_open(unnamed["noun"], where):
        return None
    is_site = re.fullmatch(_SITES, unnamed["noun"]) is not None
    is_part = re.fullmatch(_SETTLEMENTS, unnamed["noun"]) is None
    first = not is_site
    for place in _spots_behind(reading, stretch, places, unnamed.end()):
        if place.span is None or _inside_party(place.span, mentions) or not _is_at_it(reading, place.span):
            continue
        fits = where is None or _lies_in(place, where, is_part=is_part)
        if fits and (first or _is_called(reading, place.span, unnamed["noun"])):
            return _as_named_later(place)
        first = False
    return None


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
    confidence = round(place.basis.confidence * SURE_OF_WHERE, 3)
    return replace(place, basis=Basis(How.INFERRED, "claims.place_told_later", confidence))
