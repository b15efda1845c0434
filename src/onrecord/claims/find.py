"""Find the claims of a report: what it says happened, where, when, to whom, how many, and who says so.

Comes in: a Reading with its times, places, parties and speech acts. Goes out: told events in text order, each a Claim
and what the telling says about how it hangs together with the others. Nothing is decided here about which claims
tell of the same incident: that is the incidents stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.actors import Mention
from onrecord.claims.attribution import SpeechAct, attribution_of
from onrecord.claims.damage import find_damage
from onrecord.claims.elsewhere import told_elsewhere
from onrecord.claims.executions import is_assassination, is_execution
from onrecord.claims.frames import known_in
from onrecord.claims.participants import find_participants
from onrecord.claims.parties import TIME_UNITS, EventWords, own_words
from onrecord.claims.report_unit import unit_of_opening
from onrecord.claims.responsibility import points_back, with_charge
from onrecord.claims.scenes import Trigger
from onrecord.claims.silent import is_mishap
from onrecord.claims.stance import is_looking_back, is_retold, stage_of
from onrecord.claims.stretches import Stretch, cut, is_what_came_before
from onrecord.claims.telling import Telling, read_telling
from onrecord.claims.told_tolls import ToldToll
from onrecord.claims.tolls import find_tolls
from onrecord.claims.triggers import GENERIC, find_triggers
from onrecord.claims.unnamed_places import place_again, place_here, place_of_dateline, place_there, place_told_later
from onrecord.claims.whenabouts import times_in, when_around, when_of
from onrecord.claims.whereabouts import place_around, where_of
from onrecord.dates import DAY_OF_CAUSE, PART_OF_DAY, TimeKind, TimePhrase
from onrecord.language import Reading
from onrecord.model import (
    HAPPENED,
    Basis,
    BlockKind,
    Claim,
    ClaimKind,
    Damage,
    Effect,
    How,
    Place,
    PlacePrecision,
    Span,
    Stage,
    Toll,
    Weapon,
    When,
    content_id,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_READ_BLOCKS = frozenset({BlockKind.BODY, BlockKind.TITLE, BlockKind.DATELINE})
_EVENT_EFFECTS = frozenset(
    {Effect.KILLED, Effect.INJURED, Effect.CASUALTIES, Effect.ABDUCTED, Effect.DETAINED, Effect.MISSING}
)
_SUBORDINATE = frozenset("since where which amid as during after following before who whose".split())


@dataclass(frozen=True, slots=True)
class Background:
    """What the other stages read in the report: all in text order."""

    times: tuple[TimePhrase, ...]
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    speech: tuple[SpeechAct, ...]
    dateline: Place | None = None
    """Where the report was written."""
    elsewhere: tuple[Place, ...] = ()
    """Places of which the words say that nothing happened there: who speaks sits there, or comes from there."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """A claim of an event with its telling."""

    claim: Claim
    telling: Telling
    around: Place | None = None
    """The place named last before it, or first behind it, within two sentences: the event's where no other is told."""
    opening: Place | None = None
    """The first-level unit that the report's opening speaks of."""
    named_later: Place | None = None
    """The name, told in the next sentences, of the village, district or base that it leaves unnamed."""
    day_around: When | None = None
    """The day told in the sentences beside it: the event's where no other is told."""


def find_claims(reading: Reading, known: Background) -> tuple[ToldEvent, ...]:
    """The event claims of a report, in text order."""
    found: list[tuple[Stretch, tuple[Damage, ...]]] = []
    speakers = tuple(
        sorted({span for act in known.speech for span in (*(one.span for one in act.speakers), act.via_span) if span})
    )
    around = known_in(reading.doc, known.mentions, known.places)
    for sentence in reading.sentences:
        if sentence.block not in _READ_BLOCKS:
            continue
        tolls = find_tolls(reading, sentence, known.mentions, speakers)
        damage = find_damage(reading, sentence)
        triggers = _outside_damage(reading, damage, find_triggers(reading, sentence, around))
        found += [(stretch, damage) for stretch in cut(reading, sentence, triggers, tolls)]
    known = _without_elsewhere(reading, [stretch for stretch, _ in found], known)
    opening = unit_of_opening(reading, known.places)
    told = (
        _told_event(reading, with_charge(reading, stretch, known.mentions), known, damage, speakers)
        for stretch, damage in found
    )
    return _retelling(replace(event, opening=opening) for event in told if event is not None)


def _retelling(told: Iterable[ToldEvent]) -> tuple[ToldEvent, ...]:
    """Where a report opens with a trial or a memorial, what it tells with no day of its own is the matter of that."""
    found = tuple(told)
    body = [event for event in found if event.telling.block is not BlockKind.TITLE]
    if not body or not body[0].telling.retold or body[0].telling.sentence > _OPENING_SENTENCES:
        return found
    return tuple(event if _tells_day(event.claim.when) else _retold(event) for event in found)


def _tells_day(when: When | None) -> bool:
    """Whether a time is told, and not only the hour of a day that is left untold."""
    return when is not None and when.basis.rule != PART_OF_DAY


def _retold(event: ToldEvent) -> ToldEvent:
    return replace(event, telling=replace(event.telling, retold=True))


_OPENING_SENTENCES = 2
"""A report opens with what it tells in its first sentences, the title left aside."""


def _without_elsewhere(reading: Reading, stretches: Sequence[Stretch], known: Background) -> Background:
    """The background without the places of which the words say that nothing happened there."""
    elsewhere = {span for stretch in stretches for span in told_elsewhere(reading, stretch, known.places)}
    apart = tuple(place for place in known.places if place.span in elsewhere)
    return replace(known, places=tuple(place for place in known.places if place not in apart), elsewhere=apart)


def _outside_damage(reading: Reading, damage: Sequence[Damage], triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """'a bomb-making workshop was destroyed': an event word that names the thing harmed tells of no event."""
    return tuple(
        trigger
        for trigger in triggers
        if not any(thing.span.covers(reading.span(trigger.first, trigger.last)) for thing in damage)
    )


def _told_event(
    reading: Reading, stretch: Stretch, known: Background, harmed: Sequence[Damage], speakers: Sequence[Span]
) -> ToldEvent | None:
    """The event of a stretch; ``harmed``: the things its sentence says were damaged."""
    trigger = _main_trigger(reading, stretch) or _dated_cause(reading, stretch, known.times)
    own = reading.span(stretch.first, stretch.last)
    damage = tuple(thing for thing in harmed if own.covers(thing.span))
    counted = [item for item in stretch.tolls if item.toll.effect in _EVENT_EFFECTS]
    in_spite = trigger is not None and trigger.type in _WITHOUT_HARM and any(_tells_harm(item) for item in counted)
    trigger = None if in_spite else trigger
    if trigger is None and not counted and not damage:
        return _told_denial(reading, stretch, known)
    at = (
        trigger.first
        if trigger
        else (counted[0].at if counted else reading.token_at(stretch.sentence, damage[0].span.start))
    )
    if trigger is None and not in_spite and _is_no_violence(reading, stretch, counted, damage):
        return None
    event_type, basis = _event_type(reading, stretch, trigger)
    tolls = tuple(item.toll for item in stretch.tolls if not item.earlier)
    stage = _stage(reading, stretch, at, tolls)
    when, said_on = when_of(reading, stretch, known.times, known.speech, at, happened=stage in HAPPENED)
    attribution = replace(attribution_of(reading, known.speech, stretch.sentence, at), said_on=said_on)
    main = (trigger.first, trigger.last) if trigger else None
    told = own_words(reading.doc, ((one.first, one.last) for one in stretch.triggers), main, stretch.first)
    words = EventWords(event_type, stretch.first, stretch.last, told, main)
    spans = _spans(reading, stretch, trigger, counted, damage)
    claim = Claim(
        id=content_id("c", reading.report.id, event_type, *((span.start, span.end) for span in spans), stretch.first),
        report_id=reading.report.id,
        kind=ClaimKind.EVENT,
        type=event_type,
        stage=stage,
        spans=spans,
        attribution=attribution,
        aggregate=bool(tolls) and all(toll.cumulative for toll in tolls),
        when=when,
        where=_where(reading, stretch, known, at, speakers),
        participants=find_participants(reading, words, known.mentions, stretch.tolls, speakers),
        weapons=_weapons(reading, stretch),
        tolls=tolls,
        damage=damage,
        basis=basis,
    )
    telling = replace(
        points_back(read_telling(reading, stretch, trigger), trigger),
        timed=_is_timed(reading, stretch, known),
        looks_back=is_looking_back(reading, stretch.sentence, at) or is_what_came_before(reading, stretch),
        retold=is_retold(reading, stretch.sentence, at),
    )
    around = _place_beside(reading, stretch, known, speakers)
    later = place_told_later(reading, stretch, known.places, known.mentions, claim.where)
    day = when_around(reading, stretch, known.times, known.speech)
    return ToldEvent(claim, telling, around, named_later=later, day_around=day)


def _where(reading: Reading, stretch: Stretch, known: Background, at: int, speakers: Sequence[Span]) -> Place | None:
    told = where_of(reading, stretch, known.places, known.mentions, at=at, speakers=speakers)
    here = place_here(reading, stretch, known.dateline, told)
    named = tuple(sorted((*known.places, *known.elsewhere), key=lambda place: place.span or Span(0, 1)))
    there = place_there(reading, stretch, named, speakers)
    return here or told or there or place_again(reading, stretch, named, known.mentions)


def _place_beside(reading: Reading, stretch: Stretch, known: Background, speakers: Sequence[Span]) -> Place | None:
    """The place told near an event that tells none: one named beside it, or the dateline's."""
    around = place_around(reading, stretch, known.places, known.mentions, speakers)
    if around is not None and around.precision is not PlacePrecision.COUNTRY:
        return around
    return place_of_dateline(reading, known.dateline, known.places, known.mentions) or around


def _is_no_violence(reading: Reading, stretch: Stretch, counted: Sequence[ToldToll], damage: Sequence[Damage]) -> bool:
    """Whether a toll told without an event word is that of an accident, or of arrests that are no political event."""
    held = bool(counted) and not damage and {item.toll.effect for item in counted} <= {Effect.DETAINED}
    return held or is_mishap(reading, stretch.first, stretch.last)


def _is_timed(reading: Reading, stretch: Stretch, known: Background) -> bool:
    """Whether a day or an hour is told, even one that cannot be resolved ('on Monday' of an undated report)."""
    kinds = (TimeKind.DAY, TimeKind.RANGE, TimeKind.CLOCK)
    return any(phrase.kind in kinds for phrase in times_in(reading.span(stretch.first, stretch.last), known.times))


def _told_denial(reading: Reading, stretch: Stretch, known: Background) -> ToldEvent | None:
    """'The group denied that it had lost anyone in Zap': a denial that names no event speaks of the one told before."""
    sentence = stretch.sentence
    denied = [act for act in known.speech if act.sentence == sentence.index and act.verb == "denied"]
    if not denied:
        return None
    cue = reading.span(denied[0].cue, denied[0].cue + 1)
    when, said_on = when_of(reading, stretch, known.times, known.speech, denied[0].cue, happened=False)
    claim = Claim(
        id=content_id("c", reading.report.id, "denial", cue.start, cue.end),
        report_id=reading.report.id,
        kind=ClaimKind.EVENT,
        type=GENERIC,
        stage=Stage.DENIED,
        spans=(cue, _trimmed(reading, stretch.first, stretch.last)),
        attribution=replace(denied[0].attribution(reading), said_on=said_on),
        when=when,
        where=where_of(reading, stretch, known.places, known.mentions, at=denied[0].cue, speakers=()),
        basis=Basis(How.INFERRED, "claims.denial", 0.6),
    )
    return ToldEvent(claim, read_telling(reading, stretch, None))


def _stage(reading: Reading, stretch: Stretch, at: int, tolls: Sequence[Toll]) -> Stage:
    """The stage told of the main event word; recurring where any event word of the stretch is told as habit."""
    if tolls and all(toll.best == 0 for toll in tolls):
        return Stage.ACCOMPLISHED
    counted = _has_figures(tolls)
    stage = stage_of(reading, stretch.sentence, at, has_toll=counted)
    if stage is Stage.ACCOMPLISHED and not counted:
        others = [stage_of(reading, stretch.sentence, trigger.first, has_toll=False) for trigger in stretch.triggers]
        return Stage.RECURRING if Stage.RECURRING in others else stage
    return stage


def _has_figures(tolls: Sequence[Toll]) -> bool:
    return any(toll.low is not None or toll.best is not None for toll in tolls if toll.effect is not Effect.DISPLACED)


def _main_trigger(reading: Reading, stretch: Stretch) -> Trigger | None:
    """The trigger that names the event: the more telling the means the better, the main clause before asides."""
    if not stretch.triggers:
        return None
    toll_at = stretch.tolls[0].at if stretch.tolls else None
    candidates = [
        trigger
        for trigger in stretch.triggers
        if not (_is_earlier(reading, stretch, trigger) or _goes_with_killing(reading, stretch, trigger))
    ]

    def weight(trigger: Trigger) -> tuple[int, int]:
        aside = any(
            reading.lower[at] in _SUBORDINATE for at in range(max(stretch.first, trigger.first - 4), trigger.first)
        )
        between = range(0)
        if toll_at is not None:
            between = range(min(toll_at, trigger.last), max(toll_at, trigger.first))
        cut_off = any(reading.lower[at] in _SUBORDINATE for at in between)
        far = 20 if toll_at is not None and (cut_off or len(between) > 25) else 0
        less = 60 if _only_describes(reading, trigger) else 12 if aside and toll_at is None else 0
        return trigger.rank - far - less, -trigger.first

    return max(candidates, key=weight, default=None)


_LESSER = frozenset({"abduction", "arrest", "attack.arson", "disrupted_weapons", "looting"})


def _goes_with_killing(reading: Reading, stretch: Stretch, trigger: Trigger) -> bool:
    """'They killed 14 people and burned 30 houses', '... and abducted a teacher', 'violence broke out, 16 people
    were injured and 175 arrested': what was done to things, or to those who live, stands behind the violence."""
    violence = any(one.type not in _LESSER for one in stretch.triggers)
    effects = (Effect.KILLED, Effect.INJURED) if violence else (Effect.KILLED,)
    harmed = [item.at for item in stretch.tolls if item.toll.effect in effects and item.at < trigger.first]
    between = range(max(harmed), trigger.first) if harmed and trigger.type in _LESSER else range(0)
    return any(reading.lower[at] in ("and", "while") for at in between)


def _only_describes(reading: Reading, trigger: Trigger) -> bool:
    """'attacked a town recently captured by Kurdish forces', 'a town, scene of a massacre': words that tell which town.
    A participle that tells of the means ('shells filled with gas') does more."""
    token = reading.doc[trigger.first]
    means = reading.lower[trigger.first + 1 : trigger.first + 2] == ("with",)
    tells_which = token.tag_ == "VBN" and token.dep_ == "acl" and token.head.i < token.i and not means
    return tells_which or _is_of_a_site(reading, trigger)


_SITES = frozenset("site scene target launchpad pad cradle".split())
_REACH_OF_SITE = 6


def _is_of_a_site(reading: Reading, trigger: Trigger) -> bool:
    """'a raid on X, scene of a massacre last week': what a place is known for. 'X was the scene of' is the news."""
    near = range(max(1, trigger.first - _REACH_OF_SITE), trigger.first - 1)
    sites = [at for at in near if reading.lower[at] in _SITES and reading.lower[at + 1] in ("of", "for")]
    return any(reading.doc[at].dep_ != "attr" for at in sites)


def _dated_cause(reading: Reading, stretch: Stretch, times: Sequence[TimePhrase]) -> Trigger | None:
    """'rescuers were still digging on Thursday, a day after a truck bomb tore down a row of houses': where nothing else
    is told, the event that the rest is timed by, if that tells its day."""
    counted = [phrase for phrase in times_in(stretch.sentence.span, times) if phrase.when.basis.rule == DAY_OF_CAUSE]
    behind = [reading.token_behind(stretch.sentence, phrase.span) for phrase in counted if phrase.is_resolved]
    return next((trigger for trigger in stretch.triggers if any(at <= trigger.first for at in behind)), None)


def _is_earlier(reading: Reading, stretch: Stretch, trigger: Trigger) -> bool:
    """'days after a chemical attack': the event that another one is timed by; 'the day before, a chemical attack' is
    timed itself."""
    before = reading.lower[max(stretch.first, trigger.first - 7) : trigger.first]
    timed = zip(before, before[1:], (*before[2:], ""), strict=False)
    return any(unit in TIME_UNITS and at in ("after", "since", "before") and end != "," for unit, at, end in timed)


_WITHOUT_HARM = frozenset({"agreement", "ceasefire", "displacement", "movement"})


def _tells_harm(item: ToldToll) -> bool:
    """'in violation of a ceasefire, shells killed two': what killed them was no ceasefire."""
    return item.toll.effect in (Effect.KILLED, Effect.INJURED) and bool(item.toll.low) and not item.toll.cumulative


_AIRCRAFT = frozenset(
    "warplane warplanes jet jets aircraft helicopter helicopters plane planes airplane gunship gunships".split()
)
_SERVING_IN = (("in", "the"), ("from", "the"))
_OF_A_SERVICE = frozenset(
    "base colonel officer officers general major captain personnel pilot veteran headquarters".split()
)
_OF_THE_AIR = frozenset("force forces strike strikes raid raids attack attacks assault bombardment power".split())
_CARRIES = frozenset("fly evacuate airlift ferry transport rescue".split())
_DRONES = frozenset("drone uav".split())
_BLOWS_UP = frozenset({"blow", "dynamite"})
"""Verbs of destroying things, which are a bombing's where people died of it."""
_AIRBORNE = frozenset({GENERIC, "bombing.ied", "clash", "attack.shooting", "strike.shelling"})


def _event_type(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> tuple[str, Basis]:
    if is_execution(reading, stretch, trigger):
        return "execution", Basis(How.INFERRED, "claims.captives_killed", 0.7)
    if is_assassination(reading, stretch, trigger):
        return "attack.assassination", Basis(How.INFERRED, "claims.public_person_killed", 0.7)
    if trigger is None and stretch.tolls and _flies(reading, stretch):
        return "strike.air", Basis(How.INFERRED, "claims.means_in_sentence", 0.7)
    if trigger is None and stretch.tolls and {item.toll.effect for item in stretch.tolls} == {Effect.ABDUCTED}:
        return "abduction", Basis(How.INFERRED, "claims.toll_only", 0.7)
    if trigger is None:
        rule = "claims.toll_only" if stretch.tolls else "claims.damage_only"
        return GENERIC, Basis(How.INFERRED, rule, 0.5)
    if trigger.type == "looting" and any(map(_tells_harm, stretch.tolls)):
        if reading.lemmas[trigger.first] in _BLOWS_UP:
            return "bombing.ied", Basis(How.INFERRED, "claims.blown_up_with_people", 0.8)
        return _armed_type(stretch), Basis(How.INFERRED, "claims.people_harmed_in_looting", 0.7)
    if trigger.type in _AIRBORNE:
        if _lemmas(reading, stretch) & _DRONES:
            return "strike.drone", Basis(How.INFERRED, "claims.means_in_sentence", 0.75)
        if _flies(reading, stretch) and trigger.type != "clash":
            return "strike.air", Basis(How.INFERRED, "claims.means_in_sentence", 0.8)
    if trigger.type == GENERIC and trigger.noun and reading.lower[trigger.last - 1] in ("strike", "strikes"):
        return "strike.air", Basis(How.INFERRED, "claims.strike_from_the_air", 0.6)
    return trigger.type, Basis(How.STATED, "claims.trigger", 0.6 if trigger.type == GENERIC else 0.9)


def _armed_type(stretch: Stretch) -> str:
    """The most telling type beside looting: who kills herders and drives off their cattle attacks them."""
    others = [trigger for trigger in stretch.triggers if trigger.type not in ("", "looting")]
    return max(others, key=lambda trigger: trigger.rank).type if others else GENERIC


def _lemmas(reading: Reading, stretch: Stretch) -> set[str]:
    return {token.lemma_.lower() for token in reading.doc[stretch.first : stretch.last]}


def _flies(reading: Reading, stretch: Stretch) -> bool:
    """Whether aircraft are named that attack, or 'the air force': what they hit is hit from the air. 'Flown by
    helicopter' tells how the wounded came to a hospital."""
    told = range(stretch.first, stretch.last - 1)
    attack = any(_may_attack(token) for token in reading.doc[stretch.first : stretch.last])
    return (attack and not _lemmas(reading, stretch) & _CARRIES) or any(_is_of_the_air(reading, at) for at in told)


def _is_of_the_air(reading: Reading, at: int) -> bool:
    """'the air force', 'air strikes'; in 'a colonel in the air force' and 'an air force base' nobody flies."""
    if reading.lower[at] != "air" or reading.lower[at + 1] not in _OF_THE_AIR:
        return False
    behind = reading.lower[at + 2 : at + 3]
    return reading.lower[max(0, at - 2) : at] not in _SERVING_IN and not _OF_A_SERVICE.issuperset(behind or ("",))


def _may_attack(token: Token) -> bool:
    """Whether an aircraft is more than what somebody shot down ('downed a helicopter') or worked on ('the pilot of a
    helicopter', 'a helicopter crew')."""
    if token.lemma_.lower() not in _AIRCRAFT:
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in _OF_AIRCRAFT:
        return False
    done_to = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in _DONE_TO_AIRCRAFT
    return not done_to


_OF_AIRCRAFT = frozenset("pilot crew crewman navigator engineer passenger crash wreck wreckage base".split())
_DONE_TO_AIRCRAFT = frozenset("shoot down bring destroy hit damage attack target seize hijack burn".split())


def _spans(
    reading: Reading, stretch: Stretch, trigger: Trigger | None, counted: Sequence[ToldToll], damage: Sequence[Damage]
) -> tuple[Span, ...]:
    if trigger is not None:
        own = reading.span(_purpose_start(reading, trigger), trigger.last)
    else:
        own = counted[0].toll.span if counted else damage[0].span
    return (own, _trimmed(reading, stretch.first, stretch.last))


def _purpose_start(reading: Reading, trigger: Trigger) -> int:
    """'operations to retake': the words of an event with a purpose start at its noun."""
    at = trigger.first
    purpose = at >= 2 and reading.lower[at - 1] == "to" and reading.doc[at - 2].lemma_.lower() in _UNDERTAKINGS
    return at - 2 if purpose else at


_UNDERTAKINGS = frozenset("operation offensive campaign assault battle push effort attempt bid".split())


def _trimmed(reading: Reading, first: int, last: int) -> Span:
    while last - first > 1 and reading.doc[last - 1].is_space:
        last -= 1
    return reading.span(first, last)


def _weapons(reading: Reading, stretch: Stretch) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for trigger in stretch.triggers:
        if trigger.weapon:
            found.setdefault(trigger.weapon, Weapon(trigger.weapon, reading.span(trigger.first, trigger.last)))
    return tuple(found[name] for name in sorted(found))


# ---------------------------------------------------------------- when
