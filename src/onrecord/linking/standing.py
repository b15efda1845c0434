"""What an incident's sources amount to: status, coherence of each account, and what to make of the incident.

Comes in: the tellings of one incident, their voices and their reconciled figures. Goes out: the status with its reason,
the faults of accounts that are not coherent in themselves (requirement E1 of the casualty-recording standards), and a
proposal, which a person confirms or not. How harm and responsibility are graded is in ``grading.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from onrecord.actors.nations import generic_by_id
from onrecord.incidents.sameness import Match, days_match, places_match
from onrecord.incidents.totals import total
from onrecord.linking.figures import STATUS, Figure
from onrecord.linking.reconciling import Reconciled
from onrecord.linking.tellings import Telling, when_told, where_told
from onrecord.linking.voices import Voice, Voices
from onrecord.model import Actor, ActorKind, Effect, Place, PlacePrecision, Role, Stage, Status, When


@dataclass(frozen=True, slots=True)
class Standing:
    """A status and why, in a sentence."""

    status: Status
    reason: str


def standing_of(tellings: Sequence[Telling], voices: Voices, found: Reconciled) -> Standing:
    """The status of an incident; the first of the rows that holds.

    single source nobody is left who is believed
    denied        nobody says that it happened, and somebody denies it
    contested     somebody denies it; or sides that did it are named with none in common; or voices tell ranges of the
                  killed that do not overlap, and no growth from day to day explains it
    corroborated  two or more independent voices say that it happened
    single source all else
    """
    if not tellings:
        return Standing(Status.SINGLE_SOURCE, "Only discredited voices tell it.")
    asserting = [voice for voice in voices.each if voice.asserts]
    origins = [voice for voice in asserting if voice.independent]
    denying = [voice for voice in voices.each if voice.denies]
    if not asserting and (denying or all(one.incident.stage is Stage.DENIED for one in tellings)):
        return Standing(
            Status.DENIED, f"{_names(denying) or 'The report'} denies it, and nobody says that it happened."
        )
    if denying:
        return Standing(Status.CONTESTED, f"{_names(denying)} denies it.")
    opposed = opposed_doers(tellings)
    if opposed:
        return Standing(Status.CONTESTED, f"{opposed[0].name} and {opposed[1].name} are each told to have done it.")
    rivals = _rivals(found)
    if rivals:
        one, other = (voices.voice(name).name for name in rivals)
        return Standing(Status.CONTESTED, f"{one} and {other} tell numbers of killed that cannot both be true.")
    if len(tellings) == 1 and tellings[0].incident.status is Status.CONTESTED:
        return Standing(Status.CONTESTED, "The report tells figures that cannot all be true.")
    if len(origins) > 1:
        kinds = sorted({voice.kind for voice in origins})
        return Standing(Status.CORROBORATED, f"{len(origins)} independent voices agree ({', '.join(kinds)}).")
    return Standing(Status.SINGLE_SOURCE, f"All comes from {_names(origins) or 'one report'}.")


def is_uncorroborated(status: Status) -> bool:
    """Whether one origin alone stands behind an incident, so that totals can leave it out (requirement E7)."""
    return status is Status.SINGLE_SOURCE


def _names(voices: Iterable[Voice]) -> str:
    return ", ".join(voice.name for voice in voices)


# ---------------------------------------------------------------- rival figures


def _rivals(found: Reconciled) -> tuple[str, str] | None:
    """Two voices whose present figures for all the killed do not overlap, and neither grew out of the other."""
    told = [one for one in found.series if one.effect is Effect.KILLED and one.group is None]
    for one, other in combinations(told, 2):
        if not any(_agree(figure, another) for figure in one.current for another in other.current):
            return one.voice, other.voice
    return None


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures can both be true: their ranges overlap, or the later one is the higher. A word such as
    'dozens' contests no number."""
    if not one.is_number or not other.is_number:
        return True
    low, high = sorted((one, other), key=lambda figure: (figure.most, figure.least))
    return low.is_open or high.least <= low.most or _is_earlier(low.day, high.day)


def _is_earlier(day: date | None, later: date | None) -> bool:
    return day is not None and later is not None and day < later


# ---------------------------------------------------------------- opposed sides


_STATE = (ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT)


def doers_of(telling: Telling) -> tuple[Actor, ...]:
    """The named parties that a telling says did it; of a fight of two sides neither did it alone."""
    told = [one.actor for one in telling.incident.participants if one.role is Role.PERPETRATOR]
    return tuple(actor for actor in told if not _is_unnamed(actor))


def _is_unnamed(actor: Actor) -> bool:
    """'rebels', 'gunmen', 'a gang': a kind of party in a country, which may be any of that kind; a state's are not."""
    return actor.kind not in _STATE and generic_by_id(actor.id) is not None


def opposed_doers(tellings: Sequence[Telling]) -> tuple[Actor, Actor] | None:
    """Two parties that different reports each say did it, without one in common. Parties of one state are one side, a
    coalition is on the side of any state that may belong to it, and so are those that any report names together."""
    each = [doers for telling in tellings if (doers := doers_of(telling))]
    allied = {frozenset((one.id, other.id)) for doers in each for one, other in combinations(doers, 2)}
    for ours, theirs in combinations(each, 2):
        if all(not _one_side(one, other, allied) for one in ours for other in theirs):
            return ours[0], theirs[0]
    return None


def _one_side(one: Actor, other: Actor, allied: set[frozenset[str]]) -> bool:
    related = {one.id, one.parent} & {other.id, other.parent} - {None}
    state = one.kind in _STATE and other.kind in _STATE and one.country == other.country
    coalition = {one.kind, other.kind} <= {ActorKind.COALITION, *_STATE} and ActorKind.COALITION in (
        one.kind,
        other.kind,
    )
    return bool(related) or state or coalition or frozenset((one.id, other.id)) in allied


# ---------------------------------------------------------------- coherence


class Incoherence(StrEnum):
    """What can be wrong with an account in itself."""

    PARTS_ABOVE_WHOLE = "parts above whole"
    AFTER_PUBLICATION = "after publication"
    PLACE_UNKNOWN = "place unknown"
    TIME_UNKNOWN = "time unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """One account that is not coherent in itself, and why."""

    report_id: str
    incident_id: str
    kind: Incoherence
    why: str


def faults_of(tellings: Iterable[Telling]) -> tuple[Fault, ...]:
    """The faults of each account, in the order of the tellings: the first of the two steps of requirement E1."""
    return tuple(
        Fault(telling.report.id, telling.incident.id, kind, why)
        for telling in tellings
        for kind, why in _faults(telling)
    )


def _faults(telling: Telling) -> Iterator[tuple[Incoherence, str]]:
    incident = telling.incident
    for effect in Effect:
        whole = total(incident.tolls, effect)
        most = None if whole is None or whole.high is None else max(whole.high, whole.best or 0)
        parts = [one for one in incident.tolls if one.effect is effect and one.group in STATUS]
        added = sum(one.low or 0 for one in parts)
        if most is not None and added > most:
            yield Incoherence.PARTS_ABOVE_WHOLE, f"{added} {effect} by status, and {most} in all"
    when, published = incident.when, telling.day
    if when is None or when.start is None:
        yield Incoherence.TIME_UNKNOWN, "no day can be told"
    elif published is not None and when.start > published:
        yield Incoherence.AFTER_PUBLICATION, f"told for {when.start}, and published on {published}"
    where = incident.where
    if where is None or where.precision is PlacePrecision.UNKNOWN:
        yield Incoherence.PLACE_UNKNOWN, "no place can be told"


def conflicts_of(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Where accounts contradict one another in time or place, in words; of reports that tell the same, the first."""
    first: dict[Spot, Telling] = {}
    for telling in tellings:
        first.setdefault(spot_of(telling), telling)
    return tuple(
        f"{first[one].report.id} and {first[other].report.id} tell different {what}"
        for one, other in combinations(first, 2)
        for what in apart(one, other)
    )


Spot = tuple[When | None, Place | None]
"""When and where an account says that it happened."""
NIGHT = timedelta(1)
"""What happens in a night is told of either day."""


def spot_of(telling: Telling) -> Spot:
    return when_told(telling), where_told(telling)


def apart(one: Spot, other: Spot) -> tuple[str, ...]:
    """Whether two accounts tell days that are more than a night apart, or places that are not near one another."""
    (ours, here), (theirs, there) = one, other
    found = []
    if days_match(ours, theirs) is Match.CLASH and ours and theirs and ours.start and theirs.start:
        first, second = sorted(((ours.start, ours.end or ours.start), (theirs.start, theirs.end or theirs.start)))
        found += ["days"] if second[0] - first[1] > NIGHT else []
    found += ["places"] if places_match(here, there) is Match.CLASH else []
    return tuple(found)


# ---------------------------------------------------------------- what to make of it


class Outcome(StrEnum):
    """What is to be made of an incident (requirement E1)."""

    CONFIRMED = "confirmed"
    UNDECIDED = "undecided"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposes to make of an incident, and why; a person decides."""

    outcome: Outcome
    reason: str


def propose(standing: Standing, faults: Sequence[Fault], conflict: str | None) -> Proposal:
    """Confirmed where independent voices agree and every account is coherent; rejected where all deny; undecided else.
    ``conflict``: in what the voices contradict one another."""
    if standing.status is Status.DENIED:
        return Proposal(Outcome.REJECTED, standing.reason)
    if standing.status is not Status.CORROBORATED:
        return Proposal(Outcome.UNDECIDED, standing.reason)
    if conflict:
        return Proposal(Outcome.UNDECIDED, f"{standing.reason} But {conflict}.")
    grave = [one for one in faults if one.kind in (Incoherence.PARTS_ABOVE_WHOLE, Incoherence.AFTER_PUBLICATION)]
    if grave:
        return Proposal(Outcome.UNDECIDED, f"{standing.reason} But in {grave[0].report_id}: {grave[0].why}.")
    return Proposal(Outcome.CONFIRMED, standing.reason)
