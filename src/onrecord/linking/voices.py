"""Who stands behind what reports tell of one incident: independence by origin, not by pages.

Comes in: the tellings of one incident. Goes out: voices, each once, with what kind of source it is, whether it speaks
for a party of the incident, and what it told in which report. The rules (requirements E2 to E4 of the
casualty-recording standards; Airwars counts 'credible sources' likewise by who saw or said it):

- copies of one text are one voice, that of the outlet whose text they are;
- whoever is cited by name is one voice in whichever outlet: people count as their organisation, an organisation goes
  by all its names (``data/voices.toml``), a short form by the long one it is told beside;
- an outlet is one voice however often it reports, and passes on another outlet's voice where it names it;
- the unnamed ('activists', 'a police source') cannot be told apart: they are a voice of the outlet that cites them,
  unless the words name an agency;
- what a report tells in its own words, or has from the unnamed, is no origin of its own where it cites somebody by name
  for the same incident.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from onrecord.incidents.drafts import total_of
from onrecord.linking.source_words import body_in, body_of, is_common, kind_by_words, significant
from onrecord.linking.tellings import Telling, in_order
from onrecord.model import HAPPENED, ActorKind, Claim, Effect, Participant, Role, Speaker, Stage
from onrecord.places import fold


class SourceKind(StrEnum):
    """What kind of source a voice is (requirement E3)."""

    OFFICIAL = "official"
    ARMED_PARTY = "armed party"
    MONITOR = "monitor"
    MEDICAL = "medical"
    LOCAL_MEDIA = "local media"
    INTERNATIONAL_MEDIA = "international media"
    WITNESS = "witness"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


MEDIA = frozenset({SourceKind.LOCAL_MEDIA, SourceKind.INTERNATIONAL_MEDIA})
AGAINST = frozenset({"denied", "doubted"})
"""Verbs of those who speak against what is claimed."""
ClaimKey = tuple[str, str]
"""A report's id and a claim's."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a voice in one report."""

    report_id: str
    claim_id: str
    verb: str | None
    asserts: bool
    """Whether it says that the event happened; a denial or a doubt does not, nor who says that it is not known."""
    denies: bool = False
    leans: bool = False
    """Told by an outlet, or by somebody it leaves unnamed, beside others whom it cites by name for the same: they
    cannot be told apart, so it is no origin of its own."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin of what is told."""

    id: str
    name: str
    """The name that most reports give it."""
    keys: tuple[str, ...]
    """All that it goes by: 'body:sana', 'person:walid al dailami', 'story:...' for a text whose outlet is unknown."""
    kind: SourceKind
    statements: tuple[Statement, ...]
    cites: tuple[SourceKind, ...] = ()
    """The kinds of the unnamed whom an outlet cites ('a doctor'), which are no voices of their own."""
    side: str | None = None
    """Id of the party of the incident that the voice speaks for."""
    own_strike: bool = False
    """Speaks for a party that is told to have done it: a claim of its own deed, not a witness to another's."""

    @property
    def asserts(self) -> bool:
        """Whether it says that the event happened, in whatever it told."""
        return any(one.asserts for one in self.statements)

    @property
    def independent(self) -> bool:
        """Whether it says so as an origin of its own."""
        return any(one.asserts and not one.leans for one in self.statements)

    @property
    def denies(self) -> bool:
        """Whether it says that it did not happen."""
        return any(one.denies for one in self.statements)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that carry it."""
        return tuple(dict.fromkeys(one.report_id for one in self.statements))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims it stands behind."""
        return tuple(dict.fromkeys(one.claim_id for one in self.statements))


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of an incident, the independent first, and who stands behind each claim."""

    each: tuple[Voice, ...]
    of_claim: Mapping[ClaimKey, tuple[str, ...]]
    """The ids of the voices behind a claim; none for what is neither said nor told in anybody's own words."""

    @property
    def independent(self) -> int:
        """How many origins say that it happened (requirement E2)."""
        return sum(1 for voice in self.each if voice.independent)

    def voice(self, voice_id: str) -> Voice:
        """The voice with this id. Raises KeyError where there is none."""
        return next((one for one in self.each if one.id == voice_id), None) or _missing(voice_id)


def _missing(voice_id: str) -> Voice:
    raise KeyError(voice_id)


def find_voices(tellings: Iterable[Telling]) -> Voices:
    """The voices behind the tellings of one incident; the same whatever their order."""
    ordered = in_order(tellings)
    spoken = [one for telling in ordered for one in _spoken(telling, ordered)]
    alike = _alike(spoken)
    parties = [one for telling in ordered for one in telling.incident.participants]
    grouped: dict[str, list[_Spoken]] = defaultdict(list)
    for one in spoken:
        grouped[alike[one.keys[0]]].append(one)
    keys = {key: tuple(sorted(name for name in alike if alike[name] == key)) for key in grouped}
    voices = [_voice(keys[key], told, parties) for key, told in grouped.items()]
    of_claim: dict[ClaimKey, tuple[str, ...]] = {}
    for one in spoken:
        key = (one.report_id, one.claim.id)
        of_claim[key] = tuple(dict.fromkeys((*of_claim.get(key, ()), alike[one.keys[0]])))
    voices.sort(key=lambda voice: (not voice.independent, not voice.asserts, voice.id))
    return Voices(tuple(voices), of_claim)


# ---------------------------------------------------------------- who speaks in a claim


@dataclass(frozen=True, slots=True)
class _Spoken:
    """That somebody stands behind a claim: the keys that name them, the first of them their own."""

    keys: tuple[str, ...]
    name: str
    report_id: str
    claim: Claim
    speaker: Speaker | None
    outlet: bool = False
    leans: bool = False

    @property
    def asserts(self) -> bool:
        return asserts(self.claim)

    @property
    def statement(self) -> Statement:
        verb = self.claim.attribution.verb
        denies = verb == "denied" or (self.claim.stage is Stage.DENIED and verb not in ("doubted", "unknown"))
        return Statement(self.report_id, self.claim.id, verb, self.asserts, denies, self.leans)


def asserts(claim: Claim) -> bool:
    """Whether who stands behind a claim says that it happened."""
    return claim.stage in HAPPENED and claim.attribution.verb not in (*AGAINST, "unknown")


def _spoken(telling: Telling, tellings: Sequence[Telling]) -> list[_Spoken]:
    """Who stands behind each claim of a telling."""
    named = [
        _by_name(telling, claim, speaker)
        for claim in telling.claims
        for speaker in claim.attribution.speakers
        if _names(speaker)
    ]
    cited = [one for one in named if one.asserts]
    backed = _figures(cited)
    found = list(named)
    for claim in telling.claims:
        unnamed = [speaker for speaker in claim.attribution.speakers if not _names(speaker)]
        found += [_by_outlet(telling, tellings, claim, speaker, leans=bool(cited)) for speaker in unnamed]
        if not claim.attribution.speakers and not (backed is not None and _figures_of(claim) <= backed):
            found.append(_by_outlet(telling, tellings, claim, None, leans=bool(cited)))
    return found


def _figures(named: Sequence[_Spoken]) -> frozenset[tuple[Effect, int | None]] | None:
    """The figures that those cited by name tell; None where nobody is."""
    if not named:
        return None
    return frozenset(figure for one in named for figure in _figures_of(one.claim))


def _figures_of(claim: Claim) -> frozenset[tuple[Effect, int | None]]:
    told = ((effect, total_of(claim, effect)) for effect in Effect)
    return frozenset((effect, toll.best if toll.best is not None else toll.low) for effect, toll in told if toll)


def _names(speaker: Speaker) -> bool:
    """Whether the words name who it is, by person, by body, or by the body whose man it is ('a SANA reporter')."""
    return bool(speaker.organisation or (speaker.name and not speaker.anonymous) or body_in(speaker.role))


def _by_name(telling: Telling, claim: Claim, speaker: Speaker) -> _Spoken:
    body = body_of(speaker.organisation) if speaker.organisation else body_in(speaker.role)
    person = fold(speaker.name) if speaker.name else None
    keys = [f"body:{body}"] if body else []
    keys += [f"person:{person}"] if person else []
    name = speaker.organisation or (body if body and not speaker.name else speaker.name) or "unknown"
    return _Spoken(tuple(keys) or ("body:unknown",), name, telling.report.id, claim, speaker)


def _by_outlet(
    telling: Telling, tellings: Sequence[Telling], claim: Claim, speaker: Speaker | None, *, leans: bool
) -> _Spoken:
    via = claim.attribution.via
    key, name = (f"body:{body_of(via)}", via) if via else _outlet(telling, tellings)
    return _Spoken((key,), name, telling.report.id, claim, speaker, outlet=True, leans=leans)


def _outlet(telling: Telling, tellings: Sequence[Telling]) -> tuple[str, str]:
    """The outlet whose text it is: of a copy the original's, where that is among the tellings."""
    own = next((one for one in tellings if one.report.id == telling.story), None)
    report = (own or telling).report
    name = report.outlet or (urlsplit(report.url).hostname if report.url else None)
    if own is None or not name:
        return f"story:{telling.story}", name or telling.story
    return f"body:{body_of(name)}", name


# ---------------------------------------------------------------- whose names are one


def _alike(spoken: Sequence[_Spoken]) -> Mapping[str, str]:
    """Every key with the key that stands for all that are of one voice."""
    lives_on: dict[str, str] = {key: key for one in spoken for key in one.keys}

    def root(key: str) -> str:
        while lives_on[key] != key:
            key = lives_on[key]
        return key

    together = [(one.keys[0], key) for one in spoken for key in one.keys[1:]]
    for one, other in sorted([*together, *_short_forms(spoken)]):
        into, gone = sorted((root(one), root(other)))
        lives_on[gone] = into
    return {key: root(key) for key in lives_on}


def _short_forms(spoken: Sequence[_Spoken]) -> list[tuple[str, str]]:
    """'the Observatory' beside 'the Syrian Observatory for Human Rights', 'al-Dailami' beside 'Walid al-Dailami': a
    name of which only one longer one is told. Words that many bodies share ('the army') only within one report. The
    name that an outlet bears is no short form: 'The Times' is not 'The Jordan Times'."""
    full = {one.keys[0] for one in spoken if one.outlet and one.claim.attribution.via is None}
    reports: dict[str, set[str]] = defaultdict(set)
    for one in spoken:
        for key in one.keys:
            reports[key].add(one.report_id)
    found = []
    for key in sorted(reports.keys() - full):
        kind, _, name = key.partition(":")
        longer = [
            other
            for other in sorted(reports)
            if other.startswith(f"{kind}:") and other != key and _is_short_for(kind, name, other.partition(":")[2])
        ]
        if kind == "body" and is_common(name):
            longer = [other for other in longer if reports[other] & reports[key]]
        if len(longer) == 1:
            found.append((key, longer[0]))
    return found


def _is_short_for(kind: str, name: str, other: str) -> bool:
    if kind == "story":
        return False
    words, others = (tuple(word.removesuffix("s") for word in significant(one)) for one in (name, other))
    if kind == "person":
        return len(words) < len(others) and others[-len(words) :] == words
    initials = "".join(word[0] for word in others)
    return set(words) < set(others) or (len(name) >= 3 and name == initials)


# ---------------------------------------------------------------- what a voice is


def _voice(keys: tuple[str, ...], told: Sequence[_Spoken], parties: Sequence[Participant]) -> Voice:
    names = Counter(one.name for one in told)
    name = min(names, key=lambda name: (-names[name], -len(name), name))
    kind = _kind(name, told)
    speakers = [] if kind in MEDIA else [one.speaker for one in told if not one.outlet]
    side = next((party for speaker in speakers if (party := _party_of(speaker, parties)) is not None), None)
    cited = [one.speaker for one in told if one.outlet and one.speaker is not None]
    statements = {(one.report_id, one.claim.id): one.statement for one in sorted(told, key=lambda one: -one.leans)}
    return Voice(
        keys[0],
        name,
        keys,
        kind,
        tuple(statements[key] for key in dict.fromkeys((one.report_id, one.claim.id) for one in told)),
        cites=tuple(sorted({kind_of(speaker) for speaker in cited})),
        side=side.actor.id if side else None,
        own_strike=side is not None and any(_did(one) and one.actor.id == side.actor.id for one in parties),
    )


def _did(one: Participant) -> bool:
    return one.role in (Role.PERPETRATOR, Role.SIDE)


def _kind(name: str, told: Sequence[_Spoken]) -> SourceKind:
    """What the speakers are told to be; an outlet is international by the list in ``data/voices.toml``, else local."""
    kinds = Counter(kind_of(one.speaker) for one in told if one.speaker is not None and not one.outlet)
    known = {kind: count for kind, count in kinds.items() if kind is not SourceKind.UNKNOWN}
    if known:
        return min(known, key=lambda kind: (-known[kind], kind))
    if any(one.outlet for one in told):
        found = kind_by_words(name)
        nameless = all(one.keys[0].startswith("story:") and one.name == one.keys[0][6:] for one in told)
        media = SourceKind.INTERNATIONAL_MEDIA if found == SourceKind.INTERNATIONAL_MEDIA else SourceKind.LOCAL_MEDIA
        return SourceKind.UNKNOWN if nameless else media
    return SourceKind.UNKNOWN


_SIDES = re.compile(r"^(military|police|government|security|rebels|opposition)-")
_KIND_OF_SIDE = {
    "military": SourceKind.ARMED_PARTY,
    "rebels": SourceKind.ARMED_PARTY,
    "police": SourceKind.OFFICIAL,
    "government": SourceKind.OFFICIAL,
    "security": SourceKind.OFFICIAL,
}


def kind_of(speaker: Speaker) -> SourceKind:
    """What kind of source a speaker is: by the words of the role, else of the organisation, else by the side."""
    body = body_of(speaker.organisation) if speaker.organisation else None
    for words in (speaker.role, speaker.organisation, body):
        found = kind_by_words(words) if words else None
        if found is not None:
            return SourceKind(found)
    side = _SIDES.match(speaker.side or "")
    if side:
        return _KIND_OF_SIDE.get(side.group(1), SourceKind.UNKNOWN)
    return SourceKind.ARMED_PARTY if speaker.side or speaker.rank else SourceKind.UNKNOWN


_STATE = (ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT)
_STATE_SIDES = ("military", "police", "government", "security")


def _party_of(speaker: Speaker | None, parties: Sequence[Participant]) -> Participant | None:
    """The participant that a speaker speaks for: the same actor, one it belongs to, or a force of the same state."""
    if speaker is None or speaker.side is None:
        return None
    same = [one for one in parties if speaker.side in (one.actor.id, one.actor.parent)]
    kind, _, country = speaker.side.rpartition("-")
    if not same and kind in _STATE_SIDES:
        same = [
            one
            for one in parties
            if one.actor.kind in _STATE and one.actor.country is not None and one.actor.country.casefold() == country
        ]
    return min(same, key=lambda one: (not _did(one), one.actor.id), default=None)
