"""Tellings of one event by several reports, built by hand: each case names the facts it needs and no others.

A report's title lies in its first hundred characters, its body behind them; the claims of a telling stand one after
another, a hundred characters each. What the report leads with is the tolls of its first claim.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.linking.tellings import Telling
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    DatePrecision,
    Effect,
    Group,
    How,
    Incident,
    Participant,
    Place,
    PlacePrecision,
    Published,
    Report,
    ReportClaims,
    Role,
    Span,
    Speaker,
    Stage,
    Status,
    Toll,
    When,
)

MONDAY = date(2021, 3, 8)
TUESDAY, WEDNESDAY = MONDAY + timedelta(1), MONDAY + timedelta(2)
STATED = Basis(How.STATED, "made.up", 0.9)
TEXT = "x" * 3_000
BLOCKS = (Block(0, 100, BlockKind.TITLE), Block(100, 3_000, BlockKind.BODY))


def toll(
    best: int | None,
    group: Group = Group.UNKNOWN,
    *,
    effect: Effect = Effect.KILLED,
    low: int | None = None,
    high: int | None = None,
    of: Group | None = None,
    rule: str = "tolls.exact",
    cumulative: bool = False,
) -> Toll:
    """An exact toll; low and high where they are given."""
    ends = (best if low is None else low, best, best if high is None else high)
    return Toll(effect, group, *ends, Span(0, 1), Basis(How.STATED, rule, 0.9), of=of, cumulative=cumulative)


def at_least(best: int, group: Group = Group.UNKNOWN) -> Toll:
    return Toll(Effect.KILLED, group, best, best, None, Span(0, 1), Basis(How.STATED, "tolls.at_least"), "at least")


def dozens() -> Toll:
    return Toll(Effect.KILLED, Group.UNKNOWN, 12, None, 24, Span(0, 1), Basis(How.INFERRED, "tolls.vague"), "dozens")


def body(organisation: str, *, role: str | None = None, side: str | None = None) -> Speaker:
    return Speaker(Span(0, 1), organisation=organisation, role=role, side=side)


def person(name: str, organisation: str | None = None, *, role: str | None = None, side: str | None = None) -> Speaker:
    return Speaker(Span(0, 1), name=name, organisation=organisation, role=role, side=side)


def somebody(role: str) -> Speaker:
    """One of whom the report gives no name: 'activists'."""
    return Speaker(Span(0, 1), role=role, anonymous=True)


def did(name: str, kind: ActorKind = ActorKind.ARMED_GROUP, *, role: Role = Role.PERPETRATOR) -> Participant:
    return Participant(role, Actor(name.lower().replace(" ", "-"), name, kind), Span(0, 1), STATED)


def on(day: date, days: int = 1, *, how: How = How.STATED) -> When:
    precision = DatePrecision.DAY if days == 1 else DatePrecision.RANGE
    return When(day, day + timedelta(days - 1), precision, Basis(how, "made.up"), Span(0, 1))


def at(
    name: str, lat: float | None = None, lon: float | None = None, *, precision: PlacePrecision = PlacePrecision.EXACT
) -> Place:
    return Place(name, precision, STATED, Span(0, 1), lat=lat, lon=lon, country="ML")


GAO, KIDAL = at("Gao", 16.27, -0.04), at("Kidal", 18.44, 1.41)


def says(
    *tolls: Toll,
    by: Speaker | tuple[Speaker, ...] = (),
    verb: str | None = "said",
    via: str | None = None,
    in_title: bool = False,
    aggregate: bool = False,
    stage: Stage = Stage.ACCOMPLISHED,
    when: When | None = None,
    where: Place | None = None,
    participants: tuple[Participant, ...] = (),
) -> Claim:
    """What one sentence claims, in the report's own voice where nobody is told to say it."""
    speakers = by if isinstance(by, tuple) else (by,)
    start = 0 if in_title else 100
    return Claim(
        id="",
        report_id="",
        kind=ClaimKind.EVENT,
        type="strike.air",
        stage=stage,
        spans=(Span(start, start + 10), Span(start, start + 90)),
        attribution=Attribution(verb if speakers else None, speakers, via),
        aggregate=aggregate,
        when=when,
        where=where,
        participants=participants,
        tolls=tolls,
    )


def telling(
    report_id: str,
    *claims: Claim,
    outlet: str | None = None,
    day: date | None = MONDAY,
    kind: str = "strike.air",
    when: When | None = None,
    where: Place | None = GAO,
    participants: tuple[Participant, ...] = (),
    tolls: tuple[Toll, ...] | None = None,
    primary: bool = True,
    part_of: str | None = None,
    copy_of: str | None = None,
    incident_id: str | None = None,
    status: Status = Status.SINGLE_SOURCE,
    beside: tuple[Incident, ...] = (),
) -> Telling:
    """A report's telling; its outlet is named after the report where none is given."""
    incident_id = incident_id or f"i-{report_id}"
    placed = tuple(_placed(one, report_id, incident_id, number) for number, one in enumerate(claims))
    published = Published(day, "given" if day else "unknown")
    report = Report(report_id, TEXT, BLOCKS, published, outlet=outlet or f"Outlet{report_id}", copy_of=copy_of)
    lead = next((one for one in placed if one.spans[0].start >= 100 and one.tolls), placed[0] if placed else None)
    names = tuple(one.id for one in placed)
    incident = Incident(
        id=incident_id,
        type=kind,
        stage=placed[0].stage if placed else Stage.ACCOMPLISHED,
        primary=primary,
        claims=names,
        reports=(ReportClaims(report_id, names),),
        status=status,
        when=when or on(MONDAY),
        where=where,
        participants=participants,
        tolls=(lead.tolls if lead else ()) if tolls is None else tolls,
        part_of=part_of,
    )
    return Telling(report, incident, placed, copy_of or report_id, beside)


def _placed(claim: Claim, report_id: str, incident_id: str, number: int) -> Claim:
    start = claim.spans[0].start if claim.spans[0].start < 100 else 100 * (number + 1)
    return replace(
        claim,
        id=f"c-{incident_id}-{number}",
        report_id=report_id,
        spans=(Span(start, start + 10), Span(start, start + 90)),
        tolls=tuple(replace(one, span=Span(start + 5 * n, start + 5 * n + 5)) for n, one in enumerate(claim.tolls)),
    )
