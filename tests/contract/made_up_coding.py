"""A coding built by hand, so that the contract's tests need no model: one strike, told by an officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Coding,
    Damage,
    DatePrecision,
    Effect,
    Group,
    How,
    Incident,
    Participant,
    Place,
    PlacePrecision,
    Published,
    Relation,
    Report,
    ReportClaims,
    Role,
    Situation,
    Span,
    Speaker,
    Stage,
    Status,
    Toll,
    Weapon,
    When,
)

TITLE = "Raid near Tal Amra"
BODY = (
    "Army jets bombed a Hawk Brigade camp near Tal Amra on Monday, killing at least 12 fighters, "
    "three of them teenagers, and destroying two trucks, Col. Omar Said of the northern command told Radio Dawn."
)
TEXT = f"{TITLE}\n{BODY}"
STATED = Basis(How.STATED, "claims.trigger")
JETS = Actor("army", "Army", ActorKind.STATE_FORCE, country="IQ")
HAWKS = Actor("hawk-brigade", "Hawk Brigade", ActorKind.ARMED_GROUP, registered=False)


def at(words: str) -> Span:
    """Where the words stand in the body; they must."""
    start = TEXT.index(words, len(TITLE))
    return Span(start, start + len(words))


REPORT = Report(
    id="report-1",
    text=TEXT,
    blocks=(Block(0, len(TITLE), BlockKind.TITLE), Block(len(TITLE) + 1, len(TEXT), BlockKind.BODY)),
    published=Published(date(2017, 2, 14), "given"),
    title=TITLE,
    url="https://example.org/raid",
    outlet="Radio Dawn",
    language="en",
    warnings=("the page's clock was not taken for the publication date",),
)
WHEN = When(
    date(2017, 2, 13),
    date(2017, 2, 13),
    DatePrecision.DAY,
    Basis(How.INFERRED, "dates.weekday", 0.9),
    at("on Monday"),
    date(2017, 2, 14),
)
WHERE = Place(
    "Tal Amra",
    PlacePrecision.NEAR,
    Basis(How.INFERRED, "places.near", 0.8),
    at("Tal Amra"),
    lat=36.5,
    lon=42.25,
    uncertainty_km=10,
    geonameid=99,
    country="IQ",
    admin1="Nineveh",
    relation=Relation("near", "Tal Amra"),
)
TOLLS = (
    Toll(Effect.KILLED, Group.COMBATANT, 12, 12, None, at("at least 12 fighters"), STATED, hedge="at least"),
    Toll(Effect.KILLED, Group.CHILDREN, 3, 3, 3, at("three of them teenagers"), STATED, of=Group.COMBATANT),
)
CLAIM = Claim(
    id="claim-1",
    report_id="report-1",
    kind=ClaimKind.EVENT,
    type="strike.air",
    stage=Stage.ACCOMPLISHED,
    spans=(at("bombed"), at(BODY)),
    attribution=Attribution(
        "said",
        (Speaker(at("Col. Omar Said"), "Omar Said", "Col.", "spokesman", "northern command"),),
        "Radio Dawn",
        at("Radio Dawn"),
        at("told"),
    ),
    primary=True,
    when=WHEN,
    where=WHERE,
    participants=(
        Participant(Role.PERPETRATOR, JETS, at("Army jets"), STATED),
        Participant(Role.TARGET, HAWKS, at("Hawk Brigade"), STATED),
    ),
    weapons=(Weapon("aircraft", at("jets")),),
    tolls=TOLLS,
    damage=(Damage("truck", 2, "destroyed", at("two trucks")),),
)
INCIDENT = Incident(
    id="incident-1",
    type="strike.air",
    stage=Stage.ACCOMPLISHED,
    primary=True,
    claims=("claim-1",),
    reports=(ReportClaims("report-1", ("claim-1",)),),
    status=Status.SINGLE_SOURCE,
    when=WHEN,
    where=WHERE,
    participants=CLAIM.participants,
    weapons=CLAIM.weapons,
    tolls=TOLLS,
    damage=CLAIM.damage,
)
SITUATION = Situation("situation-1", "control", ("claim-1",), holder=HAWKS, places=(WHERE,), since=WHEN)


CODING = Coding(REPORT, (CLAIM,), (INCIDENT,), (SITUATION,))


def make_toll(
    low: int | None, best: int | None, high: int | None, group: Group = Group.UNKNOWN, effect: Effect = Effect.KILLED
) -> Toll:
    """A toll of low, best, high; its span does not matter."""
    return replace(TOLLS[0], low=low, best=best, high=high, group=group, effect=effect, hedge=None)
