"""An account: one report's telling of one incident, flat, as it is compared with those of other reports.

Comes in: a coding and one of its incidents. Goes out: an Account, whose fields are plain values with their uncertainty
beside them, so that the same comparison runs in Python, on DuckDB and on Spark. Unknown is None or an empty set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spacy.lang.en.stop_words import STOP_WORDS

from onrecord.claims.whenabouts import AROUND
from onrecord.incidents.joining import NEWS_DAYS
from onrecord.incidents.sameness import families_of
from onrecord.incidents.totals import Range, total
from onrecord.incidents.within import ELSEWHERE
from onrecord.language.case import common_words
from onrecord.model import (
    Actor,
    ActorKind,
    Claim,
    Coding,
    Effect,
    How,
    Incident,
    Participant,
    PlacePrecision,
    Role,
    When,
)
from onrecord.places import fold

EPOCH = date(1970, 1, 1)
"""Days are counted from here."""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's telling of one incident. ``id`` is that of the incident within its report."""

    id: str
    report_id: str
    story: str
    """The report that this one is a copy of, itself where it is none: copies are one voice."""
    type: str
    kinds: tuple[str, ...]
    """The families of types that reports use for one another; see ``incidents/sameness.py``."""
    day: int | None
    """First day, counted from 1 January 1970."""
    last_day: int | None
    """Last day, inclusive."""
    dated: bool
    """Whether words of the report tell the time; False where it is the documented default."""
    place: str | None
    """The name, folded."""
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    admin1: str | None
    fineness: int
    """0: a settlement or finer; 1: a unit of a country; 2: a country; 3: unknown."""
    doers: tuple[str, ...]
    """Ids of those who did it, and of both sides of a clash."""
    doers_wide: tuple[str, ...]
    """The same with what they belong to: their parents, and their kind of party in their country."""
    harmed: tuple[str, ...]
    """Ids of those it was done to, the sides of a clash among them."""
    killed_low: int | None
    killed_high: int | None
    """None is unknown; an open range ends at its best figure."""
    injured_low: int | None
    injured_high: int | None
    weapons: tuple[str, ...]
    names: tuple[str, ...]
    """Distinctive names in the sentences that tell it, without place and parties."""
    words: tuple[str, ...]
    """Content words of those sentences."""
    quotes: tuple[str, ...]
    """Runs of words that stand in quotation marks there."""
    speakers: tuple[str, ...]
    """Who is cited for it, people by their organisation."""
    primary: bool


def account_of(coding: Coding, incident: Incident) -> Account:
    """The account that a report gives of one of its incidents."""
    claims = coding.claims_of(incident)
    sentences = _sentences(coding, claims)
    killed, injured = (_ends(total(incident.tolls, effect)) for effect in (Effect.KILLED, Effect.INJURED))
    doers = [one.actor for one in incident.participants if one.role in (Role.PERPETRATOR, Role.SIDE)]
    harmed = [one for one in incident.participants if one.role in (Role.TARGET, Role.VICTIM, Role.SIDE)]
    day, last_day = _days(incident.when, coding.report.published.day)
    where = incident.where
    place = where.name if where else ""
    speakers = _speakers(claims)
    return Account(
        id=incident.id,
        report_id=coding.report.id,
        story=coding.report.copy_of or coding.report.id,
        type=incident.type,
        kinds=families_of(incident.type),
        day=day,
        last_day=last_day,
        dated=incident.when is not None
        and incident.when.basis.how is not How.DEFAULTED
        and not _is_lent(incident.when),
        place=fold(place) or None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        radius_km=where.uncertainty_km if where else None,
        country=where.country if where else None,
        admin1=fold(where.admin1) or None if where and where.admin1 else None,
        fineness=_FINENESS[where.precision] if where else _FINENESS[PlacePrecision.UNKNOWN],
        doers=_sorted(actor.id for actor in doers),
        doers_wide=_sorted(tag for actor in doers for tag in _belongs_to(actor)),
        harmed=_sorted(one.actor.id for one in harmed),
        killed_low=killed[0],
        killed_high=killed[1],
        injured_low=injured[0],
        injured_high=injured[1],
        weapons=_sorted(weapon.name for weapon in incident.weapons),
        names=_names(
            sentences, {place, *_speaker_names(claims), *_known_names(incident.participants)}, coding.report.text
        ),
        words=_content_words(sentences),
        quotes=_quotes(sentences),
        speakers=speakers,
        primary=incident.primary,
    )


def accounts_of(coding: Coding) -> tuple[Account, ...]:
    """The accounts that a report gives, in the order of its incidents."""
    return tuple(account_of(coding, incident) for incident in coding.incidents)


_FINENESS = {
    PlacePrecision.EXACT: 0,
    PlacePrecision.NEAR: 0,
    PlacePrecision.ADMIN2: 1,
    PlacePrecision.ADMIN1: 1,
    PlacePrecision.COUNTRY: 2,
    PlacePrecision.UNKNOWN: 3,
}


_LENT = frozenset({AROUND, ELSEWHERE})
"""Rules by which an incident takes the day that its report tells of something beside it."""


def _is_lent(when: When) -> bool:
    return when.basis.rule in _LENT


def _days(when: When | None, published: date | None) -> tuple[int | None, int | None]:
    """The days on which it may have happened; where the report tells only the day of something beside it, from that
    day to publication."""
    if when is None or when.start is None:
        return None, None
    end = when.end or when.start
    if _is_lent(when) and published is not None and (published - when.start).days <= NEWS_DAYS:
        end = max(end, published)
    return (when.start - EPOCH).days, (end - EPOCH).days


def _ends(found: Range | None) -> tuple[int | None, int | None]:
    """Lowest and highest figure told: an open range ends at its best or lowest."""
    if found is None:
        return None, None
    known = [figure for figure in (found.low, found.best, found.high) if figure is not None]
    return (min(known), max(known)) if known else (None, None)


_STATE = (ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT)
_ARMED = (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL)


def _belongs_to(actor: Actor) -> tuple[str, ...]:
    """An actor, its parent, and the kind of party it is in its country: 'state:SY', 'armed:SY'."""
    kind = "state" if actor.kind in _STATE else "armed" if actor.kind in _ARMED else None
    wide = (f"{kind}:{actor.country}",) if kind and actor.country else ()
    return (actor.id, *((actor.parent,) if actor.parent else ()), *wide)


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def _sentences(coding: Coding, claims: tuple[Claim, ...]) -> list[str]:
    """The sentences in which the claims stand, each once, in text order."""
    spans = sorted({claim.spans[-1] for claim in claims})
    return [coding.report.quote(span) for span in spans]


def _speakers(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    told = (speaker for claim in claims if claim.attribution.asserts for speaker in claim.attribution.speakers)
    return _sorted(name for one in told if not one.anonymous and (name := fold(one.organisation or one.name or "")))


_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_LEAST_LETTERS = 4


def _content_words(sentences: list[str]) -> tuple[str, ...]:
    """Words that carry meaning, without endings that tell number and time."""
    told = (word for sentence in sentences for word in _WORD.findall(sentence))
    return _sorted(_stem(fold(word)) for word in told if len(word) >= _LEAST_LETTERS and word.lower() not in STOP_WORDS)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_LETTERS:
            return word[: -len(ending)]
    return word


def _names(sentences: list[str], known: set[str], text: str) -> tuple[str, ...]:
    """Capitalised words inside a sentence that name neither its place nor a party nor a speaker.

    A word that the report also writes small, or that is common, is a headline's and no name.
    """
    without = {part for name in known for part in fold(name).split()}
    found: set[str] = set()
    for sentence in sentences:
        for match in _WORD.finditer(sentence):
            word = match.group()
            if match.start() > 0 and word[0].isupper() and len(word) >= _LEAST_LETTERS:
                found.add(fold(word))
    small = {fold(word) for word in _WORD.findall(text) if word.islower()} if found else set()
    return _sorted(found - without - _CALENDAR - small - common_words())


def _speaker_names(claims: tuple[Claim, ...]) -> set[str]:
    told = [speaker for claim in claims for speaker in claim.attribution.speakers]
    return {name for one in told for name in (one.name, one.organisation, one.role) if name}


def _known_names(participants: tuple[Participant, ...]) -> set[str]:
    return {name for one in participants for name in (one.actor.name, *one.actor.aliases)}


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december".split()
)

_QUOTED = re.compile(r"[\"“]([^\"“”]{20,})[\"”]")
_RUN = 5


def _quotes(sentences: list[str]) -> tuple[str, ...]:
    """Every run of five words inside quotation marks: enough to know a quotation again where it is cut."""
    found: set[str] = set()
    for sentence in sentences:
        for quoted in _QUOTED.findall(sentence):
            words = fold(quoted).split()
            found.update(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return _sorted(found)
