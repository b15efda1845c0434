"""Codings made by hand from invented reports, cut out by their words, for the tests of releases."""

from __future__ import annotations

from datetime import date
from typing import Any

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
    Span,
    Speaker,
    Stage,
    Status,
    Toll,
    Weapon,
    When,
    content_id,
)

STATED = Basis(How.STATED, "test")
INFERRED = Basis(How.INFERRED, "test", 0.8)
DEFAULTED = Basis(How.DEFAULTED, "test", 0.5)


class Cutter:
    """One report's text, from which spans are cut by their words."""

    def __init__(self, text: str, *, name: str, title: str | None = None, day: date | None = None, **rest: Any) -> None:
        self.text = text
        published = Published(day, "given") if day else Published(None, "unknown")
        blocks: tuple[Block, ...] = ()
        if title and text.startswith(title):
            blocks = (Block(0, len(title), BlockKind.TITLE), Block(len(title), len(text), BlockKind.BODY))
        self.report = Report(name, text, blocks, published, title=title, **rest)

    def span(self, words: str) -> Span:
        """The first place of these words."""
        start = self.text.index(words)
        return Span(start, start + len(words))

    def toll(self, words: str, low: int | None, best: int | None, high: int | None, **rest: Any) -> Toll:
        group = rest.pop("group", Group.UNKNOWN)
        return Toll(rest.pop("effect", Effect.KILLED), group, low, best, high, self.span(words), STATED, **rest)

    def when(self, words: str, day: date, basis: Basis = STATED) -> When:
        return When(day, day, DatePrecision.DAY, basis, self.span(words), anchor=self.report.published.day)

    def place(self, words: str, lat: float, lon: float, country: str, admin1: str, **rest: Any) -> Place:
        precision = rest.pop("precision", PlacePrecision.EXACT)
        name = rest.pop("name", words)
        span = self.span(words)
        return Place(name, precision, STATED, span, lat, lon, rest.pop("km", 3.0), None, country, admin1, **rest)

    def actor(self, role: Role, words: str, name: str, **rest: Any) -> Participant:
        actor = Actor(name.lower().replace(" ", "-"), name, ActorKind.UNKNOWN)
        return Participant(role, actor, self.span(words), STATED, **rest)

    def said(self, words: str, verb: str = "said", via: str | None = None, **rest: Any) -> Attribution:
        via_span = self.span(via) if via else None
        return Attribution(verb, (Speaker(self.span(words), **rest),), via, via_span)

    def claim(self, kind: str, trigger: str, sentence: str, **rest: Any) -> Claim:
        spans = (self.span(trigger), self.span(sentence))
        rest.setdefault("attribution", Attribution())
        stage = rest.pop("stage", Stage.ACCOMPLISHED)
        name = content_id("c", self.report.id, spans, kind)
        return Claim(name, self.report.id, ClaimKind.EVENT, kind, stage, spans, primary=True, **rest)


def incident(claims: tuple[Claim, ...], status: Status = Status.SINGLE_SOURCE, **rest: Any) -> Incident:
    """The incident that these claims support; its values are the first claim's unless given."""
    first = claims[0]
    names = tuple(claim.id for claim in claims)
    by_report = {claim.report_id: tuple(c.id for c in claims if c.report_id == claim.report_id) for claim in claims}
    values = {field: getattr(first, field) for field in ("when", "where", "participants", "weapons", "tolls", "damage")}
    reports = tuple(ReportClaims(report, held) for report, held in by_report.items())
    type_ = rest.pop("type", first.type)
    stage = rest.pop("stage", first.stage)
    return Incident(content_id("i", *names), type_, stage, True, names, reports, status, **{**values, **rest})


def contested() -> tuple[Coding, ...]:
    """One air strike told by two reports with tolls that cannot both hold, and a second strike in the first."""
    one = Cutter(
        "Air strikes kill militants in river towns\n"
        "Jets of the northern alliance struck a bakery in Tel Marda on Monday, killing 31 militants, "
        "Brig. Nabil Sarhan of the alliance command said. Two vehicles were destroyed.\n"
        "In a further strike near Wadi Zeit, east of Kufra Dam, at least five fighters died, "
        "the commander was quoted as saying by Rafid Wire.",
        name="alliance-statement",
        title="Air strikes kill militants in river towns",
        day=date(2019, 3, 12),
        outlet="Northern Herald",
        url="https://news.example/river-towns",
    )
    two = Cutter(
        "A strike on a bakery in Tel Marda on 11 March killed 12 civilians, among them four children, "
        "a nurse at the town's clinic said. Residents denied that fighters had been there.",
        name="clinic-account",
        day=date(2019, 3, 13),
        outlet="Marda Monitor",
    )
    town = {"country": "IQ", "admin1": "Anbar"}
    jets = one.actor(Role.PERPETRATOR, "the northern alliance", "Northern Alliance")
    militants = one.actor(Role.TARGET, "militants", "River Front")
    bakery = one.claim(
        "strike.air",
        "struck",
        one.text.split("\n")[1].split(" Two vehicles")[0],
        attribution=one.said("Brig. Nabil Sarhan", name="Nabil Sarhan", rank="Brig.", organisation="alliance command"),
        when=one.when("on Monday", date(2019, 3, 11), INFERRED),
        where=one.place("Tel Marda", 34.37, 41.09, **town, km=10.0, precision=PlacePrecision.NEAR),
        participants=(jets, militants),
        weapons=(Weapon("aircraft", one.span("Jets")),),
        tolls=(one.toll("killing 31 militants", 31, 31, 31, group=Group.UNKNOWN),),
        damage=(Damage("vehicle", 2, "destroyed", one.span("Two vehicles were destroyed")),),
    )
    wadi = one.claim(
        "strike.air",
        "a further strike",
        one.text.split("\n")[2],
        attribution=one.said("the commander", via="Rafid Wire", anonymous=True),
        when=When(date(2019, 3, 11), date(2019, 3, 11), DatePrecision.DAY, DEFAULTED),
        where=one.place(
            "Wadi Zeit",
            33.42,
            43.3,
            **town,
            km=25.0,
            precision=PlacePrecision.NEAR,
            relation=Relation("east", "Kufra Dam"),
        ),
        participants=(jets,),
        tolls=(one.toll("at least five fighters", 5, 5, None, group=Group.COMBATANT, hedge="at least"),),
    )
    clinic = two.claim(
        "strike.air",
        "strike",
        two.text.split(" Residents")[0],
        attribution=two.said("a nurse at the town's clinic", role="nurse", anonymous=True),
        when=two.when("on 11 March", date(2019, 3, 11)),
        where=two.place("Tel Marda", 34.37, 41.09, **town),
        tolls=(
            two.toll("killed 12 civilians", 12, 12, 12),
            two.toll("four children", 4, 4, 4, group=Group.CHILDREN, of=Group.CIVILIAN),
        ),
    )
    tolls = (*bakery.tolls, clinic.tolls[0])
    both = incident((bakery, clinic), Status.CONTESTED, tolls=tolls)
    return Coding(one.report, (bakery, wadi), (both, incident((wadi,)))), Coding(two.report, (clinic,))


def around_the_world() -> tuple[Coding, ...]:
    """Short reports of other places: a shelling, an attack with a denial, one without a toll, one with no event."""
    told: list[tuple[Any, ...]] = [
        ("Shells hit the rail yard of Velyka Dolyna overnight, killing two workers and injuring nine, the mayor said.",
         "strike.shelling", "Shells hit", "Velyka Dolyna", (48.6, 37.9, "UA", "Donetsk"), "the mayor",
         [("killing two workers", 2, 2, 2, Effect.KILLED), ("injuring nine", 9, 9, 9, Effect.INJURED)],
         Status.CORROBORATED, date(2019, 2, 3)),
        ("Gunmen attacked the market of Gidan Rafi, leaving dozens dead, residents said. The army denied any attack.",
         "attack.shooting", "attacked", "Gidan Rafi", (12.9, 6.2, "NG", "Zamfara"), "residents",
         [("dozens dead", 24, None, 72, Effect.KILLED)], Status.DENIED, date(2019, 4, 20)),
        ("A car bomb went off at a police post in San Telmo, Colombia, a radio station reported.",
         "bombing.vehicle", "A car bomb", "San Telmo", (2.9, -76.3, "CO", "Cauca"), "a radio station",
         [], Status.SINGLE_SOURCE, date(2019, 1, 9)),
    ]  # fmt: skip
    codings = []
    for number, (text, kind, trigger, where, (lat, lon, country, admin1), who, tolls, status, day) in enumerate(told):
        cut = Cutter(text, name=f"report-{number}", day=day)
        claim = cut.claim(
            kind,
            trigger,
            text,
            attribution=cut.said(who, anonymous=True),
            when=When(day, day, DatePrecision.DAY, DEFAULTED),
            where=cut.place(where, lat, lon, country, admin1),
            tolls=tuple(cut.toll(words, *figures, effect=effect) for words, *figures, effect in tolls),
        )
        codings.append(Coding(cut.report, (claim,), (incident((claim,), status),)))
    quiet = Cutter("The council opened a new school on Friday.", name="quiet", day=date(2019, 5, 1))
    return (*codings, Coding(quiet.report))


def hostile() -> Coding:
    """A report whose every string tries to become a script, a tag or an address that runs."""
    evil = "</script><script>document.title='OWNED'</script><img src=x onerror=\"document.title='OWNED'\">"
    text = f"Soldiers shot {evil} three people in Kaso{evil}, {evil} said. \u202e{{{{ 7*7 }}}}\x00\ud800"
    cut = Cutter(text, name=f"x{evil}", day=date(2020, 1, 1), url="javascript:document.title='OWNED'", outlet=evil)
    claim = cut.claim(
        evil,
        evil,
        text,
        attribution=cut.said(evil, name=evil, rank=evil, organisation=evil),
        where=cut.place(f"Kaso{evil}", 12.0, 15.0, evil, evil),
        participants=(cut.actor(Role.PERPETRATOR, "Soldiers", evil),),
        tolls=(cut.toll("three people", 3, 3, 3, hedge=evil),),
        damage=(Damage(evil, None, evil, cut.span(evil)),),
    )
    return Coding(cut.report, (claim,), (incident((claim,)),))
