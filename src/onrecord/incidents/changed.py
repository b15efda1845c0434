"""What a new version of a report tells otherwise: tolls that rose or fell, incidents that came or went.

In: the codings of two versions. Out: changes, in the order of the new version's incidents. Incidents are taken for the
same where their kind of event and their days meet; each has at most one counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.incidents.totals import Range, total
from onrecord.model import Coding, Effect, Incident


@dataclass(frozen=True, slots=True)
class TollChange:
    """How many one effect counts before and after; None where a version tells none."""

    effect: Effect
    before: Range | None
    after: Range | None


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """An incident in two versions; None where one of them does not tell it. Tolls that stayed are left out."""

    before: Incident | None
    after: Incident | None
    tolls: tuple[TollChange, ...]


def changed_incidents(old: Coding, new: Coding) -> tuple[IncidentChange, ...]:
    """The incidents that differ between two versions in their tolls, or that only one of them tells."""
    left = list(old.incidents)
    found = []
    for incident in new.incidents:
        before = next((one for one in left if _is_same(one, incident)), None)
        if before is not None:
            left.remove(before)
        found.append(IncidentChange(before, incident, _changed_tolls(before, incident)))
    found += [IncidentChange(one, None, _changed_tolls(one, None)) for one in left]
    return tuple(one for one in found if one.tolls or one.before is None or one.after is None)


def _is_same(one: Incident, other: Incident) -> bool:
    if one.type.split(".")[0] != other.type.split(".")[0]:
        return False
    mine, other_days = _days(one), _days(other)
    return mine is None or other_days is None or (mine[0] <= other_days[1] and other_days[0] <= mine[1])


def _days(incident: Incident) -> tuple[date, date] | None:
    when = incident.when
    return None if when is None or when.start is None or when.end is None else (when.start, when.end)


def _changed_tolls(before: Incident | None, after: Incident | None) -> tuple[TollChange, ...]:
    found = []
    for effect in Effect:
        old, new = (None if one is None else total(one.tolls, effect) for one in (before, after))
        if old != new:
            found.append(TollChange(effect, old, new))
    return tuple(found)
