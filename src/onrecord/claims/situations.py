"""What holds over time: who controls a place, sieges, people moving or displaced.

Comes in: a Reading, its sentences, places, parties, times. Goes out: situation claims in text order. A holding is read
from verbs ('IS has been holding Qaem'), from capture with nothing lost since ('security forces recaptured late
2015') and from 'X-held' before a place; a siege from 'stranded', 'besieged', 'under siege'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.actors import Mention
from onrecord.claims.attribution import attribution_of
from onrecord.claims.counts import find_counts, person_lemma
from onrecord.claims.find import Background
from onrecord.claims.words import people
from onrecord.dates import TimeKind
from onrecord.language import Reading, Sentence
from onrecord.model import (
    Basis,
    BlockKind,
    Claim,
    ClaimKind,
    Effect,
    Group,
    How,
    Participant,
    Place,
    Role,
    Stage,
    StatusRule,
    Toll,
    When,
    content_id,
)

_HOLD = frozenset("hold control occupy rule administer".split())
_TAKE = frozenset("recapture retake capture liberate seize recover".split())
_SIEGE = frozenset("strand besiege blockade encircle trap".split())
_RETURN = frozenset("return".split())
_TELLING = _HOLD | _TAKE | _SIEGE | _RETURN


def find_situations(reading: Reading, known: Background) -> tuple[Claim, ...]:
    """The situation claims of a report, in text order."""
    claims = [
        claim
        for sentence in reading.sentences
        if sentence.block is BlockKind.BODY
        for at in range(sentence.first, sentence.last)
        for claim in _situations_at(reading, sentence, at, known)
    ]
    held = [_held_place(reading, mention, known) for mention in known.mentions if mention.attributive == "holder"]
    return tuple(sorted([*claims, *(claim for claim in held if claim)], key=lambda claim: (claim.spans, claim.type)))


def _situations_at(reading: Reading, sentence: Sentence, at: int, known: Background) -> list[Claim]:
    lemma = reading.lemmas[at]
    if lemma not in _TELLING or reading.doc[at].pos_ not in ("VERB", "ADJ", "AUX"):
        return []
    if lemma in _HOLD or lemma in _TAKE:
        return _control(reading, sentence, at, known, taken=lemma in _TAKE)
    claim = None
    if lemma in _SIEGE:
        claim = _siege(reading, sentence, at, known)
    elif lemma in _RETURN:
        claim = _movement(reading, sentence, at, known)
    return [claim] if claim else []


def _control(reading: Reading, sentence: Sentence, at: int, known: Background, *, taken: bool) -> list[Claim]:
    """'X holds P'; a capture counts as holding only where a time since when is told with it."""
    mention = _nearest_before(reading, sentence, at, known.mentions)
    places = [place for place in _places_in(sentence, known) if _near(reading, at, place)]
    since = _time_in(reading, sentence, known, at)
    if mention is None or not places or (taken and since is None) or _is_other_use(reading, at):
        return []
    return [_claim(reading, sentence, known, _Told("control", at, place, since, (mention,))) for place in places]


def _is_other_use(reading: Reading, at: int) -> bool:
    """'held talks', 'hold responsible', 'a meeting held in Geneva' hold no place."""
    following = {reading.lower[i] for i in range(at + 1, min(at + 4, len(reading.doc)))}
    return bool(following & _NO_PLACES) or (at > 0 and reading.lower[at - 1] in _NO_PLACES)


_NO_PLACES = frozenset(
    "talks meeting meetings responsible elections conference rally protest demonstration hostage accountable".split()
)


def _siege(reading: Reading, sentence: Sentence, at: int, known: Background) -> Claim | None:
    """'Thousands of civilians are stranded': people who cannot leave."""
    if reading.doc[at].dep_ == "amod" and person_lemma(reading.doc[at].head) not in people():
        return None
    counts = [count for count in find_counts(reading, sentence) if count.first < at or count.first == at + 1]
    if not counts:
        return None
    count = counts[-1]
    group = Group.CIVILIAN if Group.CIVILIAN in count.groups else Group.UNKNOWN
    basis = Basis(How.STATED, count.rule, 0.8)
    toll = Toll(
        Effect.STRANDED,
        group,
        count.low,
        count.best,
        count.high,
        count.span(reading),
        basis,
        hedge=count.hedge,
        status_by=StatusRule.WORD if group is Group.CIVILIAN else None,
    )
    place = next(iter(_places_in(sentence, known)), None)
    holder = _nearest_after(reading, sentence, at, known.mentions)
    return _claim(
        reading, sentence, known, _Told("siege", at, place, holders=(holder,) if holder else (), tolls=(toll,))
    )


def _movement(reading: Reading, sentence: Sentence, at: int, known: Background) -> Claim | None:
    """'families had begun returning to the city': people on the move, told of by somebody."""
    subject = [
        reading.doc[i]
        for i in range(max(sentence.first, at - 12), at)
        if person_lemma(reading.doc[i]) in people() or reading.lower[i] == "families"
    ]
    places = [place for place in _places_in(sentence, known) if place.span and place.span.start > reading.doc[at].idx]
    if not subject or not places:
        return None
    return _claim(reading, sentence, known, _Told("movement", at, places[0]))


def _held_place(reading: Reading, mention: Mention, known: Background) -> Claim | None:
    """'IS-held Raqqa': the place right behind the word."""
    behind = [place for place in known.places if place.span and 0 <= place.span.start - mention.span.end <= 40]
    behind = [
        place
        for place in behind
        if place.span
        and "\n" not in reading.report.text[mention.span.end : place.span.start]
        and "." not in reading.report.text[mention.span.end : place.span.start]
    ]
    if not behind:
        return None
    try:
        sentence = reading.sentence_at(mention.span.start)
    except KeyError:
        return None
    at = reading.token_at(sentence, mention.span.start)
    return _claim(reading, sentence, known, _Told("control", at, behind[0], holders=(mention,)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a situation claim says: its kind, the token it hangs on, and where, since when, by whom, over how many."""

    kind: str
    at: int
    place: Place | None = None
    since: When | None = None
    holders: tuple[Mention, ...] = ()
    tolls: tuple[Toll, ...] = ()


def _claim(reading: Reading, sentence: Sentence, known: Background, told: _Told) -> Claim:
    word = reading.span(told.at, told.at + 1)
    participants = tuple(
        Participant(Role.SIDE, mention.actor, mention.span, Basis(mention.basis.how, f"situations.{told.kind}", 0.7))
        for mention in told.holders
    )
    return Claim(
        id=content_id("c", reading.report.id, told.kind, word.start, word.end, told.place.span if told.place else None),
        report_id=reading.report.id,
        kind=ClaimKind.SITUATION,
        type=told.kind,
        stage=Stage.UNDER_WAY,
        spans=(word, sentence.span),
        attribution=attribution_of(reading, known.speech, sentence, told.at),
        when=told.since,
        where=told.place,
        participants=participants,
        tolls=told.tolls,
        basis=Basis(How.STATED, f"situations.{told.kind}", 0.7),
    )


def _places_in(sentence: Sentence, known: Background) -> list[Place]:
    return [place for place in known.places if place.span and sentence.span.covers(place.span)]


def _near(reading: Reading, at: int, place: Place) -> bool:
    offset = reading.doc[at].idx
    return place.span is not None and abs(place.span.start - offset) <= 90


def _nearest_before(reading: Reading, sentence: Sentence, at: int, mentions: Sequence[Mention]) -> Mention | None:
    offset = reading.doc[at].idx
    inside = [m for m in mentions if sentence.span.covers(m.span) and m.span.end <= offset and m.attributive is None]
    return inside[-1] if inside else None


def _nearest_after(reading: Reading, sentence: Sentence, at: int, mentions: Sequence[Mention]) -> Mention | None:
    offset = reading.doc[at].idx
    inside = [m for m in mentions if sentence.span.covers(m.span) and m.span.start >= offset and m.attributive is None]
    return inside[0] if inside else None


def _time_in(reading: Reading, sentence: Sentence, known: Background, at: int) -> When | None:
    wanted = (TimeKind.SINCE, TimeKind.PERIOD)
    inside = [phrase for phrase in known.times if sentence.span.covers(phrase.span) and phrase.kind in wanted]
    offset = reading.doc[at].idx
    nearest = min(inside, key=lambda phrase: abs(phrase.span.start - offset), default=None)
    return nearest.when if nearest else None
