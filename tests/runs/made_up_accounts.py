"""Reports in our own words on made-up strikes, as codings, for the tests of linking an archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Claim,
    ClaimKind,
    Coding,
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
    content_id,
)

STATED = Basis(How.STATED, "test")
TOWNS = {
    "Beni Walad": (31.75, 13.98, "Misrata"),
    "Sidra Port": (30.63, 18.35, "Sirte"),
    "Tall Khadra": (32.1, 23.9, "Butnan"),
}
ARMY = Actor("army", "the army", ActorKind.STATE_FORCE)


def told(
    town: str = "Beni Walad",
    killed: int = 12,
    *,
    day: int = 3,
    speaker: str = "Red Crescent",
    by: str = "a",
    kind: str = "strike.shelling",
) -> Coding:
    """One report of outlet ``by`` that tells of one event in May 2021."""
    text = (
        f"Shells hit the vegetable market of {town} on {day} May during the morning trade, killing {killed} traders, "
        f"{speaker} said. Outlet {by} has more."
    )
    lat, lon, admin1 = TOWNS[town]

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    at = date(2021, 5, day)
    sentence = Span(0, text.index("said.") + 5)
    report = Report(
        content_id("r", text),
        text,
        (),
        Published(date(2021, 5, day + 1), "given"),
        outlet=f"Outlet {by}",
        sha256="ab" * 32,
    )
    toll = Toll(Effect.KILLED, Group.CIVILIAN, killed, killed, killed, span(f"killing {killed} traders"), STATED)
    did = Participant(Role.PERPETRATOR, ARMY, span("Shells"), STATED)
    said = Attribution("said", (Speaker(span(speaker), name=speaker, organisation=speaker),), cue=span("said"))
    claim = Claim(
        content_id("c", report.id, kind),
        report.id,
        ClaimKind.EVENT,
        kind,
        Stage.ACCOMPLISHED,
        (span("Shells hit"), sentence),
        said,
        primary=True,
        when=When(at, at, DatePrecision.DAY, STATED, span(f"on {day} May")),
        where=Place(town, PlacePrecision.EXACT, STATED, span(town), lat, lon, 3.0, country="LY", admin1=admin1),
        participants=(did,),
        tolls=(toll,),
    )
    incident = Incident(
        content_id("i", claim.id),
        kind,
        claim.stage,
        True,
        (claim.id,),
        (ReportClaims(report.id, (claim.id,)),),
        Status.SINGLE_SOURCE,
        claim.when,
        claim.where,
        (did,),
        tolls=(toll,),
    )
    return Coding(report, (claim,), (incident,))


def recoded(coding: Coding, kind: str) -> Coding:
    """The same report as a later version of the code codes it: another type, so other ids."""
    claim = replace(coding.claims[0], id=content_id("c", coding.report.id, kind), type=kind)
    incident = replace(
        coding.incidents[0],
        id=content_id("i", claim.id),
        type=kind,
        claims=(claim.id,),
        reports=(ReportClaims(coding.report.id, (claim.id,)),),
    )
    return replace(coding, claims=(claim,), incidents=(incident,))
