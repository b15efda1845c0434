"""One event, many tellings: the incident that several reports' accounts make together.

Comes in: the tellings of one incident and the id it is to have. Goes out: the merged incident, the voices behind it,
the range of its tolls with the claim behind each end, every voice's figures over time, its status, a grading, and what
is not coherent. The same tellings give the same answer in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.incidents.totals import total
from onrecord.linking.figures import LeftOut
from onrecord.linking.reconciling import Reconciled, Rule, Series, TollRange, reconcile
from onrecord.linking.standing import Fault, Grade, Grading, Outcome, Proposal
from onrecord.linking.tellings import Cited, Telling, in_order
from onrecord.linking.voices import Voice, Voices, find_voices
from onrecord.model import Basis, How, Incident, ReportClaims, Status, Toll

__all__ = ["Cited", "Joined", "Origins", "Telling", "join"]


@dataclass(frozen=True, slots=True)
class Origins:
    """The report that each value of a merged incident is from, whose text its span cites; lists go by position."""

    when: str | None
    where: str | None
    participants: tuple[str, ...]
    weapons: tuple[str, ...]
    damage: tuple[str, ...]
    tolls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A merged incident with all that its tellings amount to. ``incident.status`` is the status."""

    incident: Incident
    tellings: tuple[Telling, ...]
    """By day of publication, report and incident."""
    origins: Origins
    voices: tuple[Voice, ...]
    independent: int
    """How many origins say that it happened."""
    bounds: tuple[TollRange, ...]
    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]
    """Figures that count for no bound: running totals, sums over several incidents, parts."""
    grading: Grading
    proposal: Proposal
    faults: tuple[Fault, ...]

    @property
    def status(self) -> Status:
        return self.incident.status


def join(tellings: Iterable[Telling], incident_id: str, rule: Rule = Rule.ONRECORD) -> Joined:
    """The incident that tellings make together. Raises ValueError where there are none."""
    ordered = in_order(tellings)
    if not ordered:
        raise ValueError(f"incident {incident_id}: no tellings to join; give at least one")
    voices = find_voices(ordered)
    found = reconcile(ordered, voices, rule)
    first = next((one for one in ordered if one.incident.primary), ordered[0])
    from_report = first.report.id
    tolls, cited = _tolls(found)
    incident = Incident(
        id=incident_id,
        type=first.incident.type,
        stage=first.incident.stage,
        primary=any(one.incident.primary for one in ordered),
        claims=tuple(dict.fromkeys(claim.id for one in ordered for claim in one.claims)),
        reports=_reports(ordered),
        status=Status.CORROBORATED if voices.independent > 1 else Status.SINGLE_SOURCE,
        when=first.incident.when,
        where=first.incident.where,
        participants=first.incident.participants,
        weapons=first.incident.weapons,
        tolls=tolls,
        damage=first.incident.damage,
    )
    origins = Origins(
        from_report,
        from_report,
        (from_report,) * len(incident.participants),
        (from_report,) * len(incident.weapons),
        (from_report,) * len(incident.damage),
        cited,
    )
    grading = Grading(Grade.WEAK, Grade.WEAK, ())
    return Joined(
        incident,
        ordered,
        origins,
        voices.each,
        voices.independent,
        found.ranges,
        found.series,
        found.left_out,
        grading,
        Proposal(Outcome.UNDECIDED, ""),
        (),
    )


def _reports(ordered: tuple[Telling, ...]) -> tuple[ReportClaims, ...]:
    """Every report with its claims, the earliest first."""
    claims: dict[str, dict[str, None]] = {}
    for one in ordered:
        claims.setdefault(one.report.id, {}).update(dict.fromkeys(claim.id for claim in one.claims))
    return tuple(ReportClaims(report_id, tuple(found)) for report_id, found in claims.items())


def _tolls(found: Reconciled) -> tuple[tuple[Toll, ...], tuple[str, ...]]:
    """The ranges as tolls, and the report that each cites."""
    tolls, cited = [], []
    for one in found.ranges:
        ends = [end for end in (one.best, one.low, one.high) if end is not None]
        if not ends:
            continue
        low, best, high = (end.figure if end else None for end in (one.low, one.best, one.high))
        high = None if one.open_above and best == high else high
        from onrecord.model import Group
        tolls.append(Toll(one.effect, one.group or Group.UNKNOWN, low, best, high, ends[0].cited.span, Basis(How.INFERRED, f"reconciled.{one.rule}", 0.8)))
        cited.append(ends[0].cited.report_id)
    return tuple(tolls), tuple(cited)
