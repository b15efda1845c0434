"""What a person should look at: parts that exceed their whole, and figures that contradict one another.

Comes in: a coding. Goes out: tasks, each naming the incident and the words, in the order of the incidents. A task
decides nothing: the figures stay as they were told (requirement D5 of the casualty-recording standards).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.incidents.tolls import STATUS
from onrecord.model import DEMOGRAPHIC, Claim, Coding, Effect, Group, Incident, Span, Status, Toll

PARTS_ABOVE_WHOLE = "parts_above_whole"
CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to review: of which incident, of what kind, why, and the words it is about."""

    incident: str
    kind: str
    why: str
    spans: tuple[Span, ...]


def tasks_of(coding: Coding) -> tuple[Task, ...]:
    """The tasks of a coding, incident by incident."""
    return tuple(task for incident in coding.incidents for task in _tasks(incident, coding.claims_of(incident)))


def _tasks(incident: Incident, claims: Sequence[Claim]) -> Iterator[Task]:
    for effect in Effect:
        whole = _whole(incident.tolls, effect)
        if whole is not None and whole.best is not None:
            yield from _too_large(incident, whole, whole.best, claims)
    if incident.status is Status.CONTESTED:
        totals = [toll for claim in claims for toll in claim.tolls if toll.effect is Effect.KILLED and toll.of is None]
        spans = tuple(sorted({toll.span for toll in totals}))
        yield Task(incident.id, CONTESTED, "speakers tell figures or facts that cannot both be true", spans)


def _whole(tolls: Sequence[Toll], effect: Effect) -> Toll | None:
    """The figure for everybody, else the largest of a status."""
    wholes = [toll for toll in tolls if toll.effect is effect and toll.of is None and toll.group not in DEMOGRAPHIC]
    everybody = [toll for toll in wholes if toll.group is Group.UNKNOWN]
    return next(iter(everybody), None) or (wholes[0] if len(wholes) == 1 else None)


def _too_large(incident: Incident, whole: Toll, best: int, claims: Sequence[Claim]) -> Iterator[Task]:
    """A part larger than the whole, and a sentence's statuses that together exceed it."""
    for toll in (toll for claim in claims for toll in _told(claim, whole.effect)):
        if toll.of is not None and (toll.low or toll.best or 0) > best:
            why = f"{toll.best or toll.low} {toll.group.value} {toll.effect.value} are told as part of {best}"
            yield Task(incident.id, PARTS_ABOVE_WHOLE, why, (toll.span, whole.span))
    for claim in claims:
        parts = [toll for toll in _told(claim, whole.effect) if toll.group in STATUS]
        total = sum(toll.best or 0 for toll in parts)
        if whole.group is Group.UNKNOWN and len(parts) > 1 and total > best:
            why = f"{total} {whole.effect.value} by status are more than {best} in all"
            yield Task(incident.id, PARTS_ABOVE_WHOLE, why, (*(toll.span for toll in parts), whole.span))


def _told(claim: Claim, effect: Effect) -> list[Toll]:
    return [toll for toll in claim.tolls if toll.effect is effect and not toll.cumulative]
