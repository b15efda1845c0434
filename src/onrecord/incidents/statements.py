"""Who said that what holds where: the statements that timelines are made of.

In: codings of many reports, each report told whether it is a copy. Out: statements with the words they rest on, each
once: what copies of one story repeat is one voice. Read are situations ('X holds P'), events that change who holds a
place (``clash.territory_gained``, ``transfer``) and displacement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from onrecord.incidents.spots import name_key
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Claim,
    ClaimKind,
    Coding,
    Effect,
    Place,
    Report,
    Role,
    Situation,
    Span,
    Stage,
    Toll,
    When,
)
from onrecord.places import fold

CLAIM_TYPES = ("control", "siege", "movement", "displacement", "clash.territory_gained", "transfer")
"""The types of the claims that statements are made of."""
NEWS = timedelta(7)
"""A capture told within so many days is told as news: who took the place is stated to hold it on the day of the report.
Chosen, not tuned: a week, as in a weekly report. Longer would let an old capture speak for a later day."""

_TAKING = ("recaptur", "retak", "retook", "captur", "liberat", "seiz", "recover")
"""Beginnings of the words by which ``claims/situations.py`` reads a holding from a capture."""
_ENTERING = (*_TAKING, "enter", "overr", "took", "take", "bloodless")
_LEAVING = ("withdr", "evacuat", "hand", "ced", "retreat", "pull")
"""Beginnings of the words of a ``transfer`` by which its doer gains a place, and by which he gives it up."""
_NO_HOLDERS = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})
_MOVED = frozenset({Effect.DISPLACED, Effect.STRANDED})
_HAD = re.compile(r"\bhad\s(?:\w+\s){0,2}$", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:no longer|not (?:\w+ )?any ?more)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_NOT = re.compile(r"(?:\b(?:not|never|neither)|n['’]t)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_UNTIL = re.compile(r"^[^,;.]{0,80}\buntil\b", re.IGNORECASE)
_TO = re.compile(r"(?<!managed )(?<!able )(?<!helped )\bto\s(?:\w+ly\s)?$", re.IGNORECASE)
_BY = re.compile(r"\s+by\b", re.IGNORECASE)
_PAST = frozenset("held controlled occupied ruled administered".split())
_SINCE = re.compile(r"since\b", re.IGNORECASE)
_YEARS = frozenset({"dates.year", "dates.ucdp.last_year"})
_DAYS = frozenset({"dates.full_date", "dates.lasting", "dates.yesterday"})
_A_PART = re.compile(
    r"\b(?:(?:part|district|quarter|area|zone|sector|suburb|neighbou?rhood|pocket|swathe?|portion|stretch)(?:s|es)?|halve?s?|"
    r"sides?|outskirts|villages|towns|(?:north|south|east|west)(?:ern)?|"
    r"(?:town|village|city|base|camp|checkpoint|airport|hospital|hill)s?\s(?:in|on|near|inside|outside))\b",
    re.IGNORECASE,
)
"""Words between a holder and a place by which he holds a part of it: 'rebel-held districts of Homs'."""


class Tells(StrEnum):
    """What a statement says of what holds."""

    HOLDS = "holds"
    """It holds on the day of the report; ``told``, where known, is since when."""
    HELD = "held"
    """It held before something else that the report tells of: 'the town, which IS had held since May, was retaken'."""
    BEGAN = "began"
    """It began at ``told``: a town was taken, people fled."""
    ENDED = "ended"
    """It ended at ``told``: the holder left, or holds it no longer."""
    DENIED = "denied"
    """Somebody denies or doubts it, or says that it is not known."""


@dataclass(frozen=True, slots=True)
class Days:
    """One day between two, both inclusive; ``first`` None is open. Raises ValueError when reversed."""

    first: date | None
    last: date

    def __post_init__(self) -> None:
        if self.first is not None and self.first > self.last:
            raise ValueError(f"days from {self.first} to {self.last} are reversed")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report says of what holds at a place. ``words`` are the report's text at ``span``, exactly.

    Raises ValueError when the time that is told lies after the report.
    """

    type: str
    """'control', 'siege', 'displacement' or 'movement'."""
    tells: Tells
    place: Place
    report_id: str
    claims: tuple[str, ...]
    span: Span
    words: str
    attribution: Attribution
    holder: Actor | None = None
    is_partly: bool = False
    """Said of a part of the place: 'rebel-held districts of Homs'."""
    told: Days | None = None
    """The time that is told, none of it after the report: since when, or when it began or ended."""
    published: date | None = None
    outlet: str | None = None
    tolls: tuple[Toll, ...] = ()
    story: str = ""
    """The report that this one is a copy of, or itself: one voice."""
    copies: tuple[str, ...] = ()
    """The reports that repeat it, being copies of one story."""

    def __post_init__(self) -> None:
        if self.told is not None and self.published is not None and self.told.last > self.published:
            raise ValueError(
                f"report {self.report_id} of {self.published} tells of {self.told.last}, which is after it"
            )

    @property
    def sure(self) -> tuple[date, date] | None:
        """The first and the last day for which it is stated to hold; None where no day is known."""
        told = self.told
        if self.tells is Tells.HOLDS:
            days = [day for day in (told.last if told else None, self.published) if day is not None]
            return (days[0], days[-1]) if days else None
        if self.tells is Tells.HELD:
            return None if told is None else (told.last, told.last)
        if told is None:
            return None if self.published is None else (self.published, self.published)
        is_news = self.published is not None and self.published - told.last <= NEWS
        return (told.last, self.published) if self.published is not None and is_news else (told.last, told.last)

    @property
    def order(self) -> tuple[object, ...]:
        """By day, then by report and words: the same for the same statements, however they came."""
        first, last = self.sure or (date.max, date.max)
        return (first, last, self.report_id, self.span, self.type, self.tells, self.holder.id if self.holder else "")


def statements_of(codings: Iterable[Coding]) -> tuple[Statement, ...]:
    """Every statement of the reports on what holds, each story's once, by day; those without a day last."""
    every = [statement for coding in codings for statement in _statements(coding)]
    voices: dict[tuple[object, ...], list[Statement]] = {}
    for statement in every:
        voices.setdefault(_voice(statement), []).append(statement)
    return tuple(sorted((_once(same) for same in voices.values()), key=lambda statement: statement.order))


def _voice(statement: Statement) -> tuple[object, ...]:
    """What makes two statements one: the story, what is said of whom and where, and the sentence."""
    holder = statement.holder.id if statement.holder else None
    place = (name_key(statement.place.name), statement.place.country)
    return (statement.story, statement.type, statement.tells, holder, place, fold(statement.words))


def _once(same: list[Statement]) -> Statement:
    """The first report's statement, with the claims that say the same in it and the reports that repeat it."""
    first = min(same, key=lambda one: (one.report_id != one.story, one.told is None, one.order))
    claims = {claim for one in same if one.report_id == first.report_id for claim in one.claims}
    copies = {one.report_id for one in same} - {first.report_id}
    return replace(first, claims=tuple(sorted(claims)), copies=tuple(sorted(copies)))


def _statements(coding: Coding) -> Iterator[Statement]:
    claims = {claim.id: claim for claim in coding.claims}
    for situation in coding.situations:
        for claim in (claims[claim_id] for claim_id in situation.claims if claim_id in claims):
            yield from _of_situation(coding.report, situation, claim)
    for claim in coding.claims:
        if claim.kind is ClaimKind.EVENT and claim.where is not None and not claim.aggregate:
            yield from _of_event(coding.report, claim)


def _of_situation(report: Report, situation: Situation, claim: Claim) -> Iterator[Statement]:
    holder = situation.holder
    is_control = situation.type == "control"
    if claim.where is None or (holder is not None and holder.kind in _NO_HOLDERS):
        return
    if is_control and _is_of_another(report, claim):
        return
    tells = _holding(report, claim) if is_control else Tells.HOLDS
    yield _statement(report, claim, situation.type, tells, holder)
    if situation.until is not None:
        ended = _statement(report, claim, situation.type, Tells.ENDED, holder)
        yield replace(ended, told=_told(report, situation.until))


def _holding(report: Report, claim: Claim) -> Tells:
    """What the words around a verb of holding or taking say: 'had held', 'no longer holds', 'held until'."""
    sentence, verb = claim.spans[-1], claim.spans[0]
    before, after = report.text[sentence.start : verb.start], report.text[verb.end : sentence.end]
    if _NO_LONGER.search(before):
        return Tells.ENDED
    if _NOT.search(before):
        return Tells.DENIED
    if _word(report, claim).startswith(_TAKING):
        return Tells.BEGAN
    if _word(report, claim) in _PAST and _UNTIL.search(after):
        return Tells.ENDED
    return Tells.HELD if _HAD.search(before) else Tells.HOLDS


def _told(report: Report, when: When | None) -> Days | None:
    """The days of a time, none after the report. 'Since January' comes as the days up to the report: it began in
    January."""
    if when is None or when.start is None:
        return None
    first, last = when.start, when.end or when.start
    if when.basis.rule == "dates.lasting" or (when.span is not None and _SINCE.match(report.quote(when.span))):
        last = min(last, _end_of_start(first, when.basis.rule) or last)
    published = report.published.day
    if published is None:
        return Days(first, last)
    return None if first > published else Days(first, min(last, published))


def _end_of_start(first: date, rule: str) -> date | None:
    """The last day of the day, month or year that a time since then begins in; None where the rule tells no such."""
    if rule in _YEARS:
        return first.replace(month=12, day=31)
    if rule == "dates.month":
        return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return first if "day" in rule or rule in _DAYS else None


def _is_of_another(report: Report, claim: Claim) -> bool:
    """Whether the words give the place to another than the party named before them, or to nobody yet.

    'The army shelled rebel-held Homs' and 'the army shelled Homs, held by rebels' say nothing of the army's holding;
    'the army vowed to retake Homs' tells of no capture.
    """
    word = claim.spans[0]
    ends = [participant.span.end for participant in claim.participants]
    if word.start > 0 and report.text[word.start - 1] in "-‐‑–" and word.start - 1 not in ends:
        return True
    if _BY.match(report.text, word.end) and all(end <= word.start for end in ends):
        return True
    before = report.text[claim.spans[-1].start : word.start]
    return _word(report, claim).startswith(_TAKING) and _TO.search(before) is not None


def _is_partly(report: Report, claim: Claim) -> bool:
    """Whether words between those that tell of the holding and the place say that it is a part."""
    place = None if claim.where is None else claim.where.span
    if place is None or place.start <= claim.spans[0].end:
        return False
    return _A_PART.search(report.text, claim.spans[0].end, place.start) is not None


def _of_event(report: Report, claim: Claim) -> Iterator[Statement]:
    """A capture by each who made it; a place given up; people who fled. Only of what happened, or is denied."""
    if claim.stage not in (Stage.ACCOMPLISHED, Stage.DENIED):
        return
    if claim.type == "displacement":
        yield _statement(report, claim, "displacement", Tells.BEGAN, None)
    tells = _change(report, claim)
    for participant in claim.participants:
        by_whom = participant.role is Role.PERPETRATOR and participant.actor.kind not in _NO_HOLDERS
        if tells is not None and by_whom:
            yield _statement(report, claim, "control", tells, participant.actor)


def _change(report: Report, claim: Claim) -> Tells | None:
    """Whether the doer of an event gains the place or gives it up; None where it is neither, or unclear."""
    if claim.type == "clash.territory_gained":
        return Tells.BEGAN
    word = _word(report, claim)
    if claim.type != "transfer" or not word.startswith((*_ENTERING, *_LEAVING)):
        return None
    return Tells.BEGAN if word.startswith(_ENTERING) else Tells.ENDED


def _word(report: Report, claim: Claim) -> str:
    """The words that tell it, in lower case."""
    return report.quote(claim.spans[0]).casefold()


def _statement(report: Report, claim: Claim, kind: str, tells: Tells, holder: Actor | None) -> Statement:
    if claim.where is None:
        raise ValueError(f"claim {claim.id} has no place: no statement of what holds where")
    is_against = claim.stage is Stage.DENIED or claim.attribution.verb in ("denied", "doubted", "unknown")
    return Statement(
        type=kind,
        tells=Tells.DENIED if is_against else tells,
        place=claim.where,
        report_id=report.id,
        claims=(claim.id,),
        span=claim.spans[-1],
        words=report.quote(claim.spans[-1]),
        attribution=claim.attribution,
        holder=holder,
        is_partly=kind == "control" and _is_partly(report, claim),
        told=_told(report, claim.when),
        published=report.published.day,
        outlet=report.outlet,
        tolls=tuple(toll for toll in claim.tolls if toll.effect in _MOVED),
        story=report.copy_of or report.id,
    )
