"""A small coding in our own words, cut out by its words, for the tests of the archive."""

from __future__ import annotations

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

TEXT = "Shells hit the market of Beni Walad on 3 May, killing 12 traders, a clinic nurse said."
STATED = Basis(How.STATED, "test")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def coding(text: str = TEXT, *, report_id: str | None = None, day: date = date(2021, 5, 3), killed: int = 12) -> Coding:
    """One report that tells of one strike with one toll; the text must hold the words that are cut out here."""
    report = Report(
        report_id or content_id("r", text), text, (), Published(date(2021, 5, 4), "given"), sha256="ab" * 32
    )
    when = When(day, day, DatePrecision.DAY, STATED, span(text, "on 3 May"))
    where = Place("Beni Walad", PlacePrecision.EXACT, STATED, span(text, "Beni Walad"), 31.75, 13.98, 3.0, country="LY")
    toll = Toll(Effect.KILLED, Group.CIVILIAN, killed, killed, killed, span(text, "killing 12 traders"), STATED)
    army = Actor("army", "the army", ActorKind.STATE_FORCE)
    sides = (Participant(Role.PERPETRATOR, army, span(text, "Shells"), STATED, suspected=True),)
    nurse = Speaker(span(text, "a clinic nurse"), role="nurse", anonymous=True)
    claim = Claim(
        content_id("c", report.id, "strike"),
        report.id,
        ClaimKind.EVENT,
        "strike.shelling",
        Stage.ACCOMPLISHED,
        (span(text, "Shells hit"), Span(0, len(text))),
        Attribution("said", (nurse,), cue=span(text, "said")),
        primary=True,
        when=when,
        where=where,
        participants=sides,
        tolls=(toll,),
    )
    incident = Incident(
        content_id("i", claim.id),
        claim.type,
        claim.stage,
        True,
        (claim.id,),
        (ReportClaims(report.id, (claim.id,)),),
        Status.SINGLE_SOURCE,
        when,
        where,
        sides,
        tolls=(toll,),
    )
    return Coding(report, (claim,), (incident,))
