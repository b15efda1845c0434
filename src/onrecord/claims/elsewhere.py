"""Names in an event's words of places where it did not happen: whence people came, whither they went, who sat there.

In: a reading, the stretch that tells of an event, and the places of the report. Out: the spans of those that are not
the event's. A name that holds such a one ('a hospital in Gaziantep in southern Turkey') is none of the event's either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.claims.counts import person_lemma
from onrecord.claims.speaker_names import noun_set
from onrecord.claims.stretches import Stretch
from onrecord.claims.words import people
from onrecord.language import Reading
from onrecord.model import Place, PlacePrecision, Span

_TREATED = (
    r"\b(?:taken|rushed|brought|admitted|transferred|treated|carried|flown|airlifted|transported|died|dying|succumbed|arrived|bed"
    r"|treatment|source|official|doctor|nurse|director|spokes\w+|told)\b[^.;]{0,60}"
)
_SPOKEN_AT = r"\b(?:said|told|spoke|speaking|announced|denounced|condemned)"
_AT_A_DESK = re.compile(
    r"\b(?:reporters?|journalists?|based|headquartered|statement|newsroom|spokes\w+|correspondent|[Ss]ecurity\s+[Cc]ouncil"
    r"|(?:(?:news|press)\s+conference|briefing|[Tt]alks|negotiations|[Ss]ummit|[Gg]eneral\s+[Aa]ssembly"
    rf"|{_SPOKEN_AT}\b[^.;]{{0,60}}\b(?:meeting|conference|seminar|rally))(?:\s+held)?)\s+"
    r"(?:in|at|from|near)\s+(?:[\w'’-]+\s+){0,3}$"
    rf"|\bburied\b[^.;]{{0,30}}\bat\s+(?:[\w'’-]+\s+){{0,3}}$"
    rf"|\bin\s+hospital\s+(?:in|at)\s+(?:[\w'’-]+\s+){{0,3}}$"
    rf"|\b(?:tele)?phoned?\s+from\s+$|\b(?:reached|contacted)\s+(?:by\s+(?:tele)?phone\s+)?in\s+$|{_TREATED}\b(?:hospitals?|clinics?)\s*(?:,|in|at|near|across|of)"
    r"\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""Before a name: where words were said, states met or the wounded were treated. A hospital that was hit is the event's
place."""
_OF_SPEAKER = re.compile(
    r"\bwho\s+(?:speaks?|spoke)\s+(?:for|to|with)\b[^,.;]{0,50}$"
    r"|\bwho\s+(?:(?:had|have)\s+)?(?:reached|arrived\s+in|fled\s+to|escaped\s+to|made\s+it\s+to|crossed\s+into)\s+$",
    re.IGNORECASE,
)
"""Before a name in a clause on who speaks: 'the colonel, who speaks for the army in X', 'residents who reached X'."""
_SAID_IN = re.compile(
    r"\b(?:said|says|announced|confirmed|stated|acknowledged|admitted|declared|told\s+(?:[\w'’-]+\s+){1,4}?)\s*"
    r"\b(?:in|from)\s+$"
)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;]|$|\n|that\b|(?:on|late|early)\s+(?:on\s+)?[A-Z]\w+day\b)")
"""Before and behind where words were said: 'an aid group said in Geneva.'"""
_IN_WARDS = re.compile(r"\b[Hh]ospitals?\s+(?:in|at|across)\s+(?:[A-Z][\w'’-]*(?:\s+and|,)?\s+){0,4}$")
_TAKES_IN = re.compile(
    r"(?:(?:\s+and|,)\s+[A-Z][\w'’-]*){0,3}\s+(?:took\s+in|received|admitted|treated|(?:was|were)\s+treating|counted)\b"
)
"""'Hospitals in X and Y took in the wounded.'"""
_OPENING = re.compile(r"(?:^|[.\n\"”]\s*)In\s+$")
_GOVERNMENT_SPEAKS = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:government|foreign|defen[cs]e|ministry|presidential|alliance|embassy|UN|"
    r"U\.N\.)\s+(?:[\w-]+\s+)?(?:spokes\w+|officials?|minister|ministry|source)\s+(?!was\b|were\b)[a-z]+(?:ed|id)\b"
)
"""'In Tripoli, a government spokesman maintained that ...'"""
_TO_TREATMENT = re.compile(rf"{_TREATED}$", re.IGNORECASE)
_OF_TREATMENT = re.compile(
    r"(?:['’]s)?(?:\s+[\w-]+){0,3}\s+(?:hospital|clinic|infirmary|medical\s+cent(?:er|re))\b", re.IGNORECASE
)
"""Behind the name of a town in that of a hospital: 'admitted to Yala Hospital'."""
_OFFICE = re.compile(
    r"[\s-]*based\b|\s+(?:newsroom|bureau|newspaper|correspondent|radio\s+station)\b|\s(?:said|says|announced|told)\b"
    r"|['’]s?\s+(?:\w+\s+)?(?:ally|allies|promises?|pledges?|vows?|denials?|offers?|demands?|decisions?|backing|support"
    r"|envoys?|ambassadors?|diplomats?|spokes\w+|polic(?:y|ies)|proposals?)\b",
)
"""Behind the seat of who speaks or decides: 'the ministry in Moscow said', 'Paris-based', 'Kyiv's allies'."""
_CAME_BY = frozenset("fire launch flee evacuate travel drive return come arrive head walk transfer".split())
_SEEN_BY = frozenset("see film photograph capture visible hear watch".split())
_WENT_BY = frozenset(
    "journey way trip route bind bound head travel flee evacuate evacuation transfer take return withdraw retreat "
    "escape fly airlift rush transport relocate deport move refer".split()
)
_TO = frozenset({"to", "towards", "toward", "for"})
_OTHER_WAYS = frozenset("in at near on into inside outside around ; , while when as".split())
_DECIDES = frozenset(
    "carry support back accuse deny vow warn intervene send deploy demand reject agree insist call claim blame condemn "
    "denounce report announce order withdraw say tell promise pledge want".split()
)
"""Verbs of governments: 'Moscow has been carrying out air strikes' tells who, not where."""
_CHAINED = re.compile(
    r"\s*(?:,\s*)?(?:(?:in|of|and)\s+(?:the\s+)?(?:(?!(?:in|on|at|near|to|from|and)\s)[\w-]+\s+){0,4})?",
    re.IGNORECASE,
)


def told_elsewhere(reading: Reading, stretch: Stretch, places: Sequence[Place]) -> frozenset[Span]:
    """Spans of the places named in a stretch that are not where its event was."""
    own = reading.span(stretch.first, stretch.last)
    inside = [(place, place.span) for place in places if place.span is not None and own.covers(place.span)]
    found: dict[Span, Place] = {}
    last: Span | None = None
    for place, span in inside:
        holds = last in found and last is not None and _holds(reading, place, span, found[last], last)
        others = any(span.end < other.start for _, other in inside)
        from_there = others and _is_where_they_fired_from(reading, stretch, span)
        if holds or from_there or _is_elsewhere(reading, stretch, span):
            found[span] = place
        last = span
    return frozenset(found)


def is_destination(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """Whether somebody had yet to arrive at a place: 'on their way to X', 'evacuated to X'.

    An army's move to X is at X. Else it is not where the event was, but as near to it as the words may tell.
    """
    at = _preposition(reading, stretch, span, _TO)
    if at is None:
        return False
    heads = {reading.doc[at - 1].i, reading.doc[at].head.i}
    if any(
        trigger.type.startswith("movement") and heads & set(range(trigger.first, trigger.last))
        for trigger in stretch.triggers
    ):
        return False
    return any(reading.doc[head].lemma_.lower() in _WENT_BY for head in heads)


def is_of_office(reading: Reading, span: Span) -> bool:
    """Whether a name tells only what a speaker heads: 'the administrator of Kalehe territory had announced'."""
    text = reading.report.text
    headed = _HEAD_OF.search(text[max(0, span.start - 60) : span.start])
    return headed is not None and bool(_OF_OFFICE_SAID.match(text, span.end))


_HEAD_OF = re.compile(
    r"\b(?:administrator|governor|mayor|prefect|commissioner|chairman|bishop|sultan|emir|representative|deputy)\s+"
    r"(?:of|for|from)\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?$",
    re.IGNORECASE,
)
_OF_OFFICE_SAID = re.compile(
    r"(?:\s+[a-z]+)?(?:,[^,.;]{1,50},)?\s+(?:has\s+|had\s+)?(?:said|says|told|announced|put|gave|confirmed|reported)\b"
)


def _is_elsewhere(reading: Reading, stretch: Stretch, span: Span) -> bool:
    text = reading.report.text
    own = reading.span(stretch.first, stretch.last)
    before = text[max(own.start, span.start - 120) : span.start]
    return bool(
        _AT_A_DESK.search(before)
        or _OFFICE.match(text, span.end)
        or (_OF_TREATMENT.match(text, span.end) and _TO_TREATMENT.search(before))
        or _OF_SPEAKER.search(before)
        or (_SAID_IN.search(before) and _CLAUSE_ENDS.match(text, span.end))
        or (_IN_WARDS.search(before) and _TAKES_IN.match(text, span.end))
        or (_OPENING.search(before) and _GOVERNMENT_SPEAKS.match(text, span.end))
        or _is_start_of_way(reading, stretch, span)
        or _is_of_the_past(reading, stretch, span)
        or _is_government(reading, stretch, span)
        or _is_of_who_speaks(reading, stretch, span)
    )


def _holds(reading: Reading, place: Place, span: Span, inner: Place, inner_span: Span) -> bool:
    """Whether a name goes on to say where the one before it lies, or stands beside it in a list."""
    between = reading.report.text[inner_span.end : span.start]
    if not _CHAINED.fullmatch(between):
        return False
    if re.search(r"\band\b", between):
        return True
    if place.precision is PlacePrecision.COUNTRY:
        return place.country == inner.country
    return place.admin1 is not None and place.admin1 == inner.admin1


_FIRES = frozenset("fire shell launch lob rain target".split())
_AT = frozenset("at on into against".split())


def _is_where_they_fired_from(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'armed groups in Eastern Ghouta fired shells at the Bab Sharqi area': where those stand who fire at a place."""
    name = reading.token_behind(stretch.sentence, span) - 1
    token = reading.doc[name]
    while token.head.i != token.i and token.dep_ != "nsubj":
        token = token.head
    verb = token.head
    fires = token.dep_ == "nsubj" and verb.i > name and verb.lemma_.lower() in _FIRES
    return fires and not _AT.isdisjoint(reading.lower[verb.i : stretch.last])


def _is_start_of_way(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'residents from X', 'rockets fired from X', 'smoke seen from X': seldom where it was hit; who is abducted from X
    was there."""
    at = _preposition(reading, stretch, span, frozenset({"from"}))
    if at is None:
        return False
    before = reading.doc[at - 1]
    taken = [trigger for trigger in stretch.triggers if trigger.type.startswith(("abduction", "arrest"))]
    if before.dep_ == "dobj" and any(trigger.first <= before.head.i < trigger.last for trigger in taken):
        return False
    return person_lemma(before) in people() or before.lemma_.lower() in _CAME_BY | _SEEN_BY


def _preposition(reading: Reading, stretch: Stretch, span: Span, words: frozenset[str]) -> int | None:
    """The token of the preposition that a name hangs on, with nothing done in between; None where it is another."""
    at = reading.token_at(stretch.sentence, span.start)
    while at > stretch.first and reading.lower[at] not in words:
        at -= 1
        token = reading.doc[at]
        acts = token.pos_ in ("VERB", "AUX", "PRON") and token.dep_ != "amod"
        if acts or reading.lower[at] in _OTHER_WAYS - words:
            return None
    return at if at > stretch.first else None


def _is_of_the_past(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'the deadliest since the attack in X': the place of the event it is measured by."""
    first = reading.token_at(stretch.sentence, span.start)
    since = next((at for at in range(first - 1, stretch.first, -1) if reading.lower[at] == "since"), None)
    if since is None:
        return False
    return any(trigger.first < since for trigger in stretch.triggers) and any(
        since < trigger.first < first for trigger in stretch.triggers
    )


_STRIKES = ("attack", "bombing", "strike")


_BODIES = frozenset("committee council union association office bureau branch chapter".split())
_WHO_SPEAKS = frozenset("claim say report insist announce deny confirm state declare maintain acknowledge put".split())


def _is_of_who_speaks(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'A women's body at Lamsang claimed that', 'the west Bastar committee claimed': where who speaks is."""
    token = reading.doc[reading.token_behind(stretch.sentence, span) - 1]
    while token.head.i != token.i and token.dep_ in ("pobj", "prep", "compound", "amod", "poss", "nmod"):
        token = token.head
    verb = token.head
    named = token.i >= reading.token_behind(stretch.sentence, span)
    outside = named or token.i < reading.token_at(stretch.sentence, span.start)
    speaks = token.lemma_.lower() in noun_set("people") | noun_set("institutions") | _BODIES
    return outside and speaks and token.dep_ == "nsubj" and verb.lemma_.lower() in _WHO_SPEAKS and verb.i > token.i


def _is_government(reading: Reading, stretch: Stretch, span: Span) -> bool:
    """'Moscow vowed', 'Damascus bombed', 'led Damascus to bomb': a name that does what governments do."""
    behind = reading.token_behind(stretch.sentence, span)
    struck = {one.first for one in stretch.triggers if one.type.startswith(_STRIKES)}
    if reading.lower[behind : behind + 1] == ("to",) and behind + 1 in struck:
        return reading.doc[behind + 1].tag_ == "VB"
    token = reading.doc[behind - 1]
    verb = token.head
    does = verb.lemma_.lower() in _DECIDES or (verb.pos_ == "VERB" and verb.i in struck)
    return token.dep_ == "nsubj" and does
