"""How well harm and responsibility are supported: grades after Airwars', by an open table of who reports and admits.

Comes in: facts about an incident's voices. Goes out: one grade for the harm and one for who did it, never one for both
(requirement E4 of the casualty-recording standards), each with its reason in a sentence (E5). The machine's grade is a
first one: a person may set another, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.linking.reconciling import Reconciled
from onrecord.linking.source_words import takes_responsibility
from onrecord.linking.standing import Spot, Standing, apart, conflicts_of, doers_of, opposed_doers, spot_of
from onrecord.linking.tellings import Telling
from onrecord.linking.voices import ClaimKey, Voice, Voices, asserts
from onrecord.model import Claim, Effect, Group, Role, Status


class Grade(StrEnum):
    """How well something is supported (Airwars, grading of civilian harm)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the grades rest on."""

    voices: int
    """Independent voices that say that it happened."""
    kinds: int
    """Of how many kinds they are."""
    denied_by: tuple[str, ...] = ()
    all_deny: bool = False
    combatants_only: bool = False
    """All that is told of the killed is that they were combatants or security forces."""
    admits_harm: str | None = None
    """Who, told to have done it, says that it harmed people."""
    admits_deed: str | None = None
    """Who, told to have done it, says so."""
    doer: str | None = None
    """The party that most voices name."""
    naming: int = 0
    """How many voices do."""
    opposed: tuple[str, str] | None = None
    """Two parties that are each told to have done it."""
    doer_denies: str | None = None
    """Who, told to have done it, denies it."""
    conflict: str | None = None
    """Where accounts contradict one another in time or place."""


@dataclass(frozen=True, slots=True)
class Grading:
    """Harm and responsibility, graded apart, each with its reason: first that of the harm."""

    harm: Grade
    responsibility: Grade
    reasons: tuple[str, str]


Row = tuple[Grade, Callable[[Facts], bool], Callable[[Facts], str]]
"""A grade, when it is given, and the reason in words."""

HARM: tuple[Row, ...] = (
    (Grade.DISCOUNTED, lambda f: f.all_deny, lambda f: f"{_and(f.denied_by)} denies it and nobody else tells it."),
    (Grade.DISCOUNTED, lambda f: f.combatants_only, lambda _: "All whom it is told to have killed were combatants."),
    (Grade.CONFIRMED, lambda f: f.admits_harm is not None, lambda f: f"{f.admits_harm} says that it harmed people."),
    (Grade.CONTESTED, lambda f: bool(f.denied_by), lambda f: f"{_and(f.denied_by)} denies what others tell."),
    (Grade.WEAK, lambda f: f.voices < 2, lambda _: "One independent voice tells it."),
    (Grade.WEAK, lambda f: f.conflict is not None, lambda f: f"{f.voices} voices tell it, but {f.conflict}."),
    (Grade.FAIR, lambda _: True, lambda f: f"{f.voices} independent voices of {_kinds(f.kinds)} tell it."),
)
"""The first row that holds gives the grade of the harm."""

RESPONSIBILITY: tuple[Row, ...] = (
    (Grade.DISCOUNTED, lambda f: f.all_deny, lambda f: f"{_and(f.denied_by)} denies it and nobody else tells it."),
    (
        Grade.CONTESTED,
        lambda f: f.opposed is not None,
        lambda f: f"{_and(f.opposed or ())} are each told to have done it.",
    ),
    (Grade.CONFIRMED, lambda f: f.admits_deed is not None, lambda f: f"{f.admits_deed} says that it did it."),
    (Grade.CONTESTED, lambda f: f.doer_denies is not None, lambda f: f"{f.doer_denies} denies having done it."),
    (Grade.WEAK, lambda f: f.doer is None, lambda _: "Nobody is named as having done it."),
    (Grade.WEAK, lambda f: f.naming < 2, lambda f: f"One independent voice says that it was {f.doer}."),
    (Grade.WEAK, lambda f: f.conflict is not None, lambda f: f"{f.naming} voices name {f.doer}, but {f.conflict}."),
    (Grade.FAIR, lambda _: True, lambda f: f"{f.naming} independent voices say that it was {f.doer}."),
)
"""The first row that holds gives the grade of who did it."""


def grade(facts: Facts) -> Grading:
    """The grades that the tables give."""
    harm, why_harm = _first(HARM, facts)
    responsibility, why_responsibility = _first(RESPONSIBILITY, facts)
    return Grading(harm, responsibility, (why_harm, why_responsibility))


def _first(table: Sequence[Row], facts: Facts) -> tuple[Grade, str]:
    return next((grade, reason(facts)) for grade, holds, reason in table if holds(facts))


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)


def _kinds(count: int) -> str:
    return "one kind" if count == 1 else f"{count} kinds"


# ---------------------------------------------------------------- the facts


def facts_of(tellings: Sequence[Telling], voices: Voices, found: Reconciled, standing: Standing) -> Facts:
    """What the grades rest on, from an incident's tellings and voices."""
    claims = {(one.report.id, claim.id): claim for one in tellings for claim in one.claims}
    asserting = [voice for voice in voices.each if voice.independent]
    denying = [voice for voice in voices.each if voice.denies]
    doer, naming = _most_named(tellings, voices)
    opposed = opposed_doers(tellings)
    admitting = [voice for voice in voices.each if voice.asserts and _admits(voice, claims)]
    return Facts(
        voices=len(asserting),
        kinds=len({voice.kind for voice in asserting}),
        denied_by=tuple(voice.name for voice in denying),
        all_deny=standing.status is Status.DENIED,
        combatants_only=_combatants_only(found),
        admits_harm=next((voice.name for voice in admitting if _tells_harm(voice, claims)), None),
        admits_deed=next((voice.name for voice in admitting), None) or _claimed_by(tellings),
        doer=doer,
        naming=naming,
        opposed=(opposed[0].name, opposed[1].name) if opposed else None,
        doer_denies=next((voice.name for voice in denying if voice.own_strike), None),
        conflict=conflict_of(tellings, voices),
    )


def conflict_of(tellings: Sequence[Telling], voices: Voices) -> str | None:
    """What keeps two voices from agreeing in time and place; None where two independent ones do, whoever differs."""
    conflicts = conflicts_of(tellings)
    reports: dict[Spot, set[str]] = {}
    for telling in tellings:
        reports.setdefault(spot_of(telling), set()).add(telling.report.id)
    for one in reports:
        alike = {report for other, told in reports.items() if not apart(one, other) for report in told}
        if sum(1 for voice in voices.each if voice.independent and alike & set(voice.reports)) > 1:
            return None
    return conflicts[0] if conflicts else None


def _most_named(tellings: Sequence[Telling], voices: Voices) -> tuple[str | None, int]:
    """The party that most voices name as the doer, and how many do. Where no claim names it, as in a report that tells
    it of a series as a whole, the voices of the report stand for it."""
    named: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for telling in tellings:
        for actor in doers_of(telling):
            names[actor.id] = actor.name
            own = [
                (telling.report.id, claim.id)
                for claim in telling.claims
                if asserts(claim)
                and any(one.actor.id == actor.id and one.role is Role.PERPETRATOR for one in claim.participants)
            ] or [(telling.report.id, claim.id) for claim in telling.claims if asserts(claim)]
            behind = {voice for key in own for voice in voices.of_claim.get(key, ())}
            named.setdefault(actor.id, set()).update(voice for voice in behind if voices.voice(voice).independent)
    if not named:
        return None, 0
    chosen = min(named, key=lambda actor: (-len(named[actor]), actor))
    return names[chosen], len(named[chosen])


def _admits(voice: Voice, claims: dict[ClaimKey, Claim]) -> bool:
    """Whether a party says itself that it did it: a claim of its own with itself as the doer."""
    return voice.own_strike and any(
        one.role in (Role.PERPETRATOR, Role.SIDE) and voice.side in (one.actor.id, one.actor.parent)
        for claim in _said_by(voice, claims)
        for one in claim.participants
    )


def _said_by(voice: Voice, claims: dict[ClaimKey, Claim]) -> list[Claim]:
    """What the voice says in words that name it; not what it is only cited next to, nor what it says of others."""
    said = [claims[one.report_id, one.claim_id] for one in voice.statements if one.asserts and one.verb != "accused"]
    return [claim for claim in said if claim.attribution.inferred is None]


def _claimed_by(tellings: Sequence[Telling]) -> str | None:
    """A party that a report's own words say claimed it: 'The group claimed responsibility for the blast.'"""
    for telling in tellings:
        for claim in telling.claims:
            charged = [one for one in claim.participants if one.basis.rule == "participants.responsibility"]
            if charged and asserts(claim) and takes_responsibility(telling.report.quote(claim.spans[-1])):
                return charged[0].actor.name
    return None


def _tells_harm(voice: Voice, claims: dict[ClaimKey, Claim]) -> bool:
    harmed = (Effect.KILLED, Effect.INJURED, Effect.CASUALTIES)
    tolls = [toll for claim in _said_by(voice, claims) for toll in claim.tolls]
    return any(toll.effect in harmed and (toll.best is None or toll.best > 0) for toll in tolls)


def _combatants_only(found: Reconciled) -> bool:
    """Whether every figure of the killed counts combatants or security forces alone."""
    killed = [one for series in found.series if series.effect is Effect.KILLED for one in series.figures]
    return bool(killed) and all(one.counts in (Group.COMBATANT, Group.SECURITY) for one in killed)
