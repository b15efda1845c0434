"""The nouns of Onrecord: what a report, a claim and an incident are made of.

Every record is frozen and valid by being there: the constructors check what must always hold
(spans are not reversed, low <= best <= high). Unknown is ``None`` or a member named UNKNOWN,
never an empty string, zero or a point in the sea. Offsets are half-open and count Unicode code
points of ``Report.text``. This is the one module that every other module may import.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.errors import SpanError


def content_id(prefix: str, *parts: object) -> str:
    """Derive an id from content, so that the same content always has the same id.

    Returns ``prefix-`` and the first 16 hexadecimal digits of a SHA-256 over the parts.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class How(StrEnum):
    """How a value came to be (requirement B4 of casualty recording)."""

    GIVEN = "given"
    """The user said so."""
    STATED = "stated"
    """The words of the report say it."""
    INFERRED = "inferred"
    """It follows from the words by a rule."""
    DEFAULTED = "defaulted"
    """Nothing says it: a documented default stands in."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value rests on: how it was made, by which rule, and how sure that is (0 to 1)."""

    how: How
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of one report: half-open [start, end), Unicode code points of ``Report.text``.

    Raises SpanError when negative, empty or reversed.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"span {self.start}:{self.end} is negative, empty or reversed")

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


# ---------------------------------------------------------------- reports


class BlockKind(StrEnum):
    """What a stretch of a report is for."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    DATELINE = "dateline"
    FURNITURE = "furniture"
    """Site clock, menus, share counts, tag lists, 'related' headlines, and repetitions of other blocks."""


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of a report with one purpose; blocks are in text order and do not overlap."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published and how that is known.

    ``how`` is 'given', 'metadata', 'feed', 'mail', 'table', 'document', 'url', 'dateline', 'header' or 'unknown';
    ``day`` is None exactly if 'unknown'.
    """

    day: date | None
    how: str
    span: Span | None = None
    confidence: float = 1.0
    """How sure the day is, 0 to 1; of an unknown day, how sure it is that none is told."""


@dataclass(frozen=True, slots=True)
class Unanchored:
    """Words that look like a value and were tied to none: kept in sight, not dropped (requirement B6)."""

    span: Span
    what: str
    """'number' or 'time'."""
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One conversion on the way from the raw bytes to a report's text (requirement A4 of casualty recording).

    ``what`` was done: 'unpack', 'decode', 'take_field', 'extract', 'append_title'. The hashes are SHA-256 of what
    went in and what came out, of bytes as they are and of text in UTF-8.
    """

    what: str
    tool: str
    version: str
    parameters: str
    input_sha256: str
    output_sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """One retrieved version of one published text.

    ``text`` is never changed after reading; where a title was given apart from the text and does not stand in
    it, it follows the text as the last block, so that offsets into the given text hold.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    published: Published
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    country_hint: str | None = None
    """ISO 3166 alpha-2 code the user gave for where the report's events are likely to be."""
    is_update: bool = False
    supersedes: str | None = None
    copy_of: str | None = None
    sha256: str = ""
    retrieved: str | None = None
    """When it was fetched, in UTC as ISO 8601; None for what was not fetched by Onrecord."""
    warnings: tuple[str, ...] = ()
    unanchored: tuple[Unanchored, ...] = ()
    """What coding found in the text and tied to no value."""
    steps: tuple[Step, ...] = ()
    """How the text was made of the raw bytes: the first input is ``sha256``, the last output that of ``text``."""

    def quote(self, span: Span) -> str:
        """The exact words of a span. Raises SpanError past the end of the text."""
        if span.end > len(self.text):
            raise SpanError(f"report {self.id}: span {span.start}:{span.end} ends past the text ({len(self.text)})")
        return self.text[span.start : span.end]

    def block_at(self, offset: int) -> BlockKind:
        """The kind of block that holds an offset; body where no block does."""
        for block in self.blocks:
            if block.start <= offset < block.end:
                return block.kind
        return BlockKind.BODY


# ---------------------------------------------------------------- when, where, who


class DatePrecision(StrEnum):
    """How exactly a time is told."""

    DAY = "day"
    RANGE = "range"
    """Two to six days: 'overnight', 'over the weekend'."""
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A time, as exactly as the text gives it: both ends inclusive; both None when it cannot be resolved."""

    start: date | None
    end: date | None
    precision: DatePrecision
    basis: Basis
    span: Span | None = None
    """The phrase it was read from; None only where it is defaulted."""
    anchor: date | None = None
    """The day a relative phrase was counted from."""


class PlacePrecision(StrEnum):
    """How exactly a place is known."""

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a place lies to another: 'west' of Ramadi, 210 km; 'near' the border; 'in' Qaem."""

    kind: str
    """'in', 'near', 'between', 'outskirts', or a compass direction such as 'north-west'."""
    of: str
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as exactly as the text gives it. lat and lon are both set or both None."""

    name: str
    """The name as the report writes it."""
    precision: PlacePrecision
    basis: Basis
    span: Span | None = None
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None
    geonameid: int | None = None
    country: str | None = None
    """ISO 3166 alpha-2."""
    admin1: str | None = None
    """Name of the first-level unit."""
    admin2: str | None = None
    relation: Relation | None = None


class ActorKind(StrEnum):
    """What kind of party an actor is."""

    STATE_FORCE = "state force"
    POLICE = "police"
    GOVERNMENT = "government"
    ARMED_GROUP = "armed group"
    MILITIA = "militia"
    COALITION = "coalition"
    PEACEKEEPERS = "peacekeepers"
    PARTY = "political party"
    CRIMINAL = "criminal group"
    PROTESTERS = "protesters"
    RIOTERS = "rioters"
    CIVILIANS = "civilians"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, as the registry knows it, or as the report names it where the registry does not."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    active_from: int | None = None
    active_to: int | None = None
    registered: bool = True
    """False for a party that only the report knows."""


class Role(StrEnum):
    """What a participant did in an event."""

    PERPETRATOR = "perpetrator"
    SIDE = "side"
    """One party of a two-sided clash."""
    TARGET = "target"
    VICTIM = "victim"
    SUPPORTER = "supporter"


@dataclass(frozen=True, slots=True)
class Participant:
    """A role filled by an actor, with the words that say so."""

    role: Role
    actor: Actor
    span: Span
    basis: Basis
    suspected: bool = False
    """The report voices doubt on the role ('suspected', 'blamed', 'believed')."""


# ---------------------------------------------------------------- harm


class Effect(StrEnum):
    """What happened to people."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    """Killed and injured told as one figure: not to be counted as either."""
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    STRANDED = "stranded"


class Group(StrEnum):
    """Whom a toll counts. UNKNOWN: everybody, status mixed or not told."""

    UNKNOWN = "unknown"
    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    SECURITY = "security"
    """Soldiers, police and guards of a state."""
    CHILDREN = "children"
    GIRLS = "girls"
    BOYS = "boys"
    WOMEN = "women"
    MEN = "men"
    ELDERLY = "elderly"
    JOURNALISTS = "journalists"
    MEDICS = "medics"
    AID_WORKERS = "aid workers"


DEMOGRAPHIC = frozenset(Group) - {Group.UNKNOWN, Group.CIVILIAN, Group.COMBATANT, Group.SECURITY}
"""Groups that cut across civilian and combatant, and one another: always a part of a total, never added to it."""


class StatusRule(StrEnum):
    """How it is known whether those whom a toll counts were civilians, combatants or security forces (requirement D7 of
    the casualty-recording standards)."""

    WORD = "status.word"
    """The noun says it: 'civilians', 'soldiers'."""
    PARTY = "status.party"
    """The party told with the number: 'members of the Azawad Movement'."""
    PEOPLE = "status.people"
    """Assumed: women, children, the elderly, journalists, medics and aid workers are civilians unless a military word
    stands with them."""
    WHOLE = "status.whole"
    """As the total is told that this figure is a part of."""


@dataclass(frozen=True, slots=True)
class Toll:
    """People harmed: low <= best <= high; None is unknown. 'At least 5' is 5, 5, None: open above.

    ``of`` names the group this figure is a part of; a part is never added to its whole.
    Raises ValueError when the order does not hold or a figure is negative.
    """

    effect: Effect
    group: Group
    low: int | None
    best: int | None
    high: int | None
    span: Span
    basis: Basis
    hedge: str | None = None
    of: Group | None = None
    cumulative: bool = False
    """A running total over several incidents ('since Monday', 'in the war so far')."""
    side: str | None = None
    """The actor id of the harmed, where told."""
    status_by: StatusRule | None = None
    """How the group is known, where it is civilian, combatant or security; None for others."""

    def __post_init__(self) -> None:
        known = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if known != sorted(known) or any(figure < 0 for figure in known):
            raise ValueError(f"toll needs 0 <= low <= best <= high, got {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True)
class Damage:
    """Things harmed: what, how many (None: not told), 'destroyed' or 'damaged'."""

    what: str
    count: int | None
    extent: str
    span: Span


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon or means, in Onrecord's own words ('aircraft', 'car bomb'), with the report's."""

    name: str
    span: Span


# ---------------------------------------------------------------- who said it


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. ``name`` is None for the unnamed ('security sources'), who are anonymous."""

    span: Span
    name: str | None = None
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None
    anonymous: bool = False
    side: str | None = None
    """Id of the actor the speaker belongs to, where known."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The chain from the one who knows to the report.

    ``verb`` is 'said', 'claimed', 'confirmed', 'denied', 'doubted', 'accused', 'admitted', 'unknown' (says that it is
    not known), or None for the report's own voice (no speakers). Several speakers told it alike, each for themselves;
    ``via`` is the relaying outlet the text names.
    """

    verb: str | None = None
    speakers: tuple[Speaker, ...] = ()
    via: str | None = None
    via_span: Span | None = None
    cue: Span | None = None
    """The speech word ('said', 'according to')."""
    said_on: When | None = None
    """When it was said, where the text tells that apart from when it happened."""
    inferred: Basis | None = None
    """What the speakers rest on where the words of the claim name none; None where those words name them."""

    @property
    def asserts(self) -> bool:
        """Whether somebody is told to stand behind what is claimed, not against it and not in the dark about it."""
        return bool(self.speakers) and self.verb not in ("denied", "doubted", "unknown")


# ---------------------------------------------------------------- claims and incidents


class ClaimKind(StrEnum):
    """What a claim asserts."""

    EVENT = "event"
    SITUATION = "situation"


class Stage(StrEnum):
    """How far an event got."""

    ACCOMPLISHED = "accomplished"
    UNDER_WAY = "under_way"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    THREATENED = "threatened"
    CALLED_FOR = "called_for"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    RECURRING = "recurring"


HAPPENED = frozenset({Stage.ACCOMPLISHED, Stage.UNDER_WAY, Stage.ATTEMPTED})
"""The stages that make incidents."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion in a report that something happened or holds."""

    id: str
    report_id: str
    kind: ClaimKind
    type: str
    stage: Stage
    spans: tuple[Span, ...]
    """The trigger words first, then the sentence."""
    attribution: Attribution
    primary: bool = False
    aggregate: bool = False
    """Told over several incidents or a longer time: supports totals, makes no incident of its own."""
    when: When | None = None
    where: Place | None = None
    participants: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    tolls: tuple[Toll, ...] = ()
    damage: tuple[Damage, ...] = ()
    basis: Basis = Basis(How.STATED, "claims.trigger")


class Status(StrEnum):
    """What an incident's sources amount to."""

    SINGLE_SOURCE = "single source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class ReportClaims:
    """The claims of one report that support an incident."""

    report_id: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened at one place and time, as its claims support it."""

    id: str
    type: str
    stage: Stage
    primary: bool
    claims: tuple[str, ...]
    reports: tuple[ReportClaims, ...]
    status: Status
    when: When | None = None
    where: Place | None = None
    participants: tuple[Participant, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    tolls: tuple[Toll, ...] = ()
    damage: tuple[Damage, ...] = ()
    part_of: str | None = None
    """Id of the incident whose total already counts this one's people: never add the two."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What holds over time: 'control', 'siege', 'displacement', 'movement'."""

    id: str
    type: str
    claims: tuple[str, ...]
    holder: Actor | None = None
    places: tuple[Place, ...] = ()
    since: When | None = None
    until: When | None = None
    tolls: tuple[Toll, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was coded from one report: claims in text order, incidents primary first."""

    report: Report
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    situations: tuple[Situation, ...] = ()

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id. Raises KeyError where there is none."""
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        raise KeyError(claim_id)

    def incident(self, incident_id: str) -> Incident:
        """The incident with this id. Raises KeyError where there is none."""
        for incident in self.incidents:
            if incident.id == incident_id:
                return incident
        raise KeyError(incident_id)

    def claims_of(self, incident: Incident) -> tuple[Claim, ...]:
        """The claims that support an incident, in text order."""
        wanted = frozenset(incident.claims)
        return tuple(claim for claim in self.claims if claim.id in wanted)


def in_text_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The distinct spans, sorted by where they stand."""
    return tuple(sorted(set(spans)))
