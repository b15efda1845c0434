"""Told events, places, times and tolls built by hand, so that the incidents' tests need no model.

A telling is known by its sentence: its claim's id is ``c`` and the sentence's number, its spans lie in the sentence's
hundred characters.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.claims import Telling, ToldEvent
from onrecord.incidents.drafts import Draft
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    BlockKind,
    Claim,
    ClaimKind,
    Damage,
    DatePrecision,
    Effect,
    Group,
    How,
    Participant,
    Place,
    PlacePrecision,
    Published,
    Report,
    Role,
    Span,
    Speaker,
    Stage,
    Toll,
    Weapon,
    When,
)

MONDAY = date(2021, 3, 8)
TUESDAY, FRIDAY = MONDAY + timedelta(1), MONDAY + timedelta(4)
STATED = Basis(How.STATED, "made.up", 0.9)


def on(first: date, days: int = 1, *, how: How = How.STATED) -> When:
    """A told time of so many days."""
    last = first + timedelta(days - 1)
    return When(first, last, DatePrecision.DAY if days == 1 else DatePrecision.RANGE, Basis(how, "made.up"), Span(0, 1))


def at(
    name: str,
    lat: float | None = None,
    lon: float | None = None,
    *,
    precision: PlacePrecision = PlacePrecision.EXACT,
    admin1: str | None = None,
    country: str | None = None,
) -> Place:
    """A place, located where a point is given."""
    return Place(name, precision, STATED, Span(0, 1), lat=lat, lon=lon, admin1=admin1, country=country)


GAO = at("Gao", 16.27, -0.04, admin1="Gao Region", country="ML")
KIDAL = at("Kidal", 18.44, 1.41, admin1="Kidal Region", country="ML")
MALI = at("Mali", 17.0, -4.0, precision=PlacePrecision.COUNTRY, country="ML")


def killed(
    best: int | None,
    group: Group = Group.UNKNOWN,
    *,
    effect: Effect = Effect.KILLED,
    of: Group | None = None,
    low: int | None = None,
    rule: str = "tolls.exact",
    cumulative: bool = False,
) -> Toll:
    """An exact toll; a vague one where the rule says so, open above."""
    vague = rule == "tolls.vague"
    figures = (low if vague else best, best, None if vague else best)
    basis = Basis(How.STATED, rule, 0.9)
    return Toll(
        effect, group, *figures, Span(0, 1), basis, hedge="several" if vague else None, of=of, cumulative=cumulative
    )


def injured(best: int) -> Toll:
    return killed(best, effect=Effect.INJURED)


def said_by(*organisations: str) -> Attribution:
    """What these organisations said."""
    return Attribution("said", tuple(Speaker(Span(0, 1), organisation=name) for name in organisations))


def did(name: str, role: Role = Role.PERPETRATOR) -> Participant:
    return Participant(role, Actor(name.lower(), name, ActorKind.ARMED_GROUP), Span(0, 1), STATED)


def telling(
    sentence: int,
    *,
    title: bool = False,
    definite: bool = False,
    contrast: bool = False,
    update: bool = False,
    plural: bool = False,
    by_them: bool = False,
    also: bool = False,
) -> Telling:
    block = BlockKind.TITLE if title else BlockKind.BODY
    flags = {"specific": True, "by_them": by_them, "also": also}
    return Telling(sentence, sentence, block, definite, contrast, update, plural, **flags)


def told(
    sentence: int,
    kind: str = "attack",
    *tolls: Toll,
    how: Telling | None = None,
    where: Place | None = None,
    when: When | None = None,
    stage: Stage = Stage.ACCOMPLISHED,
    aggregate: bool = False,
    attribution: Attribution | None = None,
    participants: tuple[Participant, ...] = (),
    weapons: tuple[Weapon, ...] = (),
    damage: tuple[Damage, ...] = (),
) -> ToldEvent:
    """What one sentence tells: an event of a kind with its tolls."""
    start = 100 * sentence
    claim = Claim(
        id=f"c{sentence}",
        report_id="made-up",
        kind=ClaimKind.EVENT,
        type=kind,
        stage=stage,
        spans=(Span(start, start + 10), Span(start, start + 90)),
        attribution=attribution or Attribution(),
        aggregate=aggregate,
        when=when,
        where=where,
        participants=participants,
        weapons=weapons,
        tolls=tuple(replace(toll, span=Span(start + 5 * n, start + 5 * n + 5)) for n, toll in enumerate(tolls)),
        damage=damage,
    )
    return ToldEvent(claim, how or telling(sentence))


def draft(*events: ToldEvent) -> Draft:
    return Draft(list(events))


def report(published: date | None = TUESDAY) -> Report:
    how = "given" if published else "unknown"
    return Report("made-up", "x" * 2_000, (), Published(published, how), language="en")


def ids(drafts: list[Draft]) -> list[list[str]]:
    """The claims of each draft."""
    return [[event.claim.id for event in one.events] for one in drafts]
