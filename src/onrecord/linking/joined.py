"""One event, many tellings: the incident that several reports' accounts make together.

Comes in: the tellings of one incident and the id it is to have. Goes out: the merged incident, the voices behind it,
the range of its tolls with the claim behind each end, every voice's figures over time, its status, a grading, and what
is not coherent. The same tellings give the same answer in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from onrecord.linking.discredited import voices_without
from onrecord.linking.figures import STATUS, LeftOut
from onrecord.linking.grading import Grading, facts_of, grade
from onrecord.linking.merging import (
    merged_damage,
    merged_participants,
    merged_stage,
    merged_type,
    merged_weapons,
    merged_when,
    merged_where,
)
from onrecord.linking.reconciling import Reconciled, Rule, Series, TollRange, reconcile
from onrecord.linking.standing import (
    Fault,
    Proposal,
    Standing,
    conflicts_of,
    faults_of,
    is_uncorroborated,
    propose,
    standing_of,
)
from onrecord.linking.tellings import Cited, Telling, in_order
from onrecord.linking.voices import Voice, Voices, find_voices
from onrecord.model import DEMOGRAPHIC, Basis, Group, How, Incident, ReportClaims, Status, Toll

__all__ = ["Cited", "Joined", "Origins", "Telling", "join"]

SURE = 0.8
"""Confidence of a reconciled figure: as told, but chosen among others by a rule."""


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
    """Those that say that it happened first; discredited ones are not among them."""
    independent: int
    """How many origins say that it happened."""
    bounds: tuple[TollRange, ...]
    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]
    """Figures that count for no bound: running totals, sums over several incidents, parts."""
    standing: Standing
    """The status with its reason."""
    grading: Grading
    proposal: Proposal
    faults: tuple[Fault, ...]
    """Accounts that are not coherent in themselves."""
    conflicts: tuple[str, ...]
    """Accounts that contradict one another in time or place."""
    set_aside: tuple[Telling, ...] = ()
    """Tellings that only discredited voices stand behind: listed, and counted for nothing."""
    discredited: tuple[Voice, ...] = ()

    @property
    def status(self) -> Status:
        return self.incident.status

    @property
    def uncorroborated(self) -> bool:
        """One origin alone stands behind it: to be flagged, and to be left out of totals where asked."""
        return is_uncorroborated(self.status)


def join(
    tellings: Iterable[Telling],
    incident_id: str,
    rule: Rule = Rule.ONRECORD,
    *,
    discredited: Collection[str] = (),
) -> Joined:
    """The incident that tellings make together. ``discredited`` names voices that are not believed: what only they
    tell stays listed and counts for nothing. Raises ValueError where there are no tellings."""
    ordered = in_order(tellings)
    if not ordered:
        raise ValueError(f"incident {incident_id}: no tellings to join; give at least one")
    sifted = voices_without(ordered, discredited)
    counted = sifted.counted
    voices = _believed(find_voices(counted), [voice.id for voice in sifted.discredited])
    found = reconcile(counted, voices, rule)
    standing = standing_of(counted, voices, found)
    facts = facts_of(counted, voices, found, standing)
    faults = faults_of(ordered)
    incident, origins = _merged(incident_id, ordered, counted, found, standing)
    return Joined(
        incident,
        ordered,
        origins,
        voices.each,
        voices.independent,
        found.ranges,
        found.series,
        found.left_out,
        standing,
        grade(facts),
        propose(standing, faults, facts.conflict),
        faults,
        conflicts_of(counted),
        sifted.set_aside,
        sifted.discredited,
    )


def _believed(voices: Voices, discredited: Collection[str]) -> Voices:
    """The voices without the discredited, who may stand beside others behind one claim."""
    each = tuple(voice for voice in voices.each if voice.id not in discredited)
    of_claim = {
        key: tuple(voice for voice in behind if voice not in discredited) for key, behind in voices.of_claim.items()
    }
    return Voices(each, of_claim)


def _merged(
    incident_id: str,
    ordered: Sequence[Telling],
    counted: Sequence[Telling],
    found: Reconciled,
    standing: Standing,
) -> tuple[Incident, Origins]:
    told = counted or ordered
    when, when_from = merged_when(told)
    where, where_from = merged_where(told)
    participants, participants_from = merged_participants(told)
    weapons, weapons_from = merged_weapons(told)
    damage, damage_from = merged_damage(told)
    tolls, tolls_from = _tolls(found) if len(counted) != 1 else _of_one(counted[0])
    incident = Incident(
        id=incident_id,
        type=merged_type(told),
        stage=merged_stage(told),
        primary=any(one.incident.primary for one in told),
        claims=tuple(dict.fromkeys(claim.id for one in ordered for claim in one.claims)),
        reports=_reports(ordered),
        status=standing.status,
        when=when,
        where=where,
        participants=participants,
        weapons=weapons,
        tolls=tolls,
        damage=damage,
    )
    return incident, Origins(when_from, where_from, participants_from, weapons_from, damage_from, tolls_from)


def _reports(ordered: Sequence[Telling]) -> tuple[ReportClaims, ...]:
    """Every report with its claims, the earliest first."""
    claims: dict[str, dict[str, None]] = {}
    for one in ordered:
        claims.setdefault(one.report.id, {}).update(dict.fromkeys(claim.id for claim in one.claims))
    return tuple(ReportClaims(report_id, tuple(each)) for report_id, each in claims.items())


# ---------------------------------------------------------------- tolls of the merged incident


def _of_one(telling: Telling) -> tuple[tuple[Toll, ...], tuple[str, ...]]:
    """What one report tells stands as it told it."""
    return telling.incident.tolls, (telling.report.id,) * len(telling.incident.tolls)


def _tolls(found: Reconciled) -> tuple[tuple[Toll, ...], tuple[str, ...]]:
    """The ranges as tolls, of everybody and then of groups, and the report that each cites. A group that is told larger
    than everybody is left to the ranges: a part is never more than its whole."""
    tolls: list[tuple[Toll, str]] = []
    for one in found.ranges:
        whole = found.of(one.effect)
        counts = _counted(found, whole)
        if one.group is None or (one.group is not counts and not _is_above(one, whole)):
            tolls += _toll(one, counts)
    return tuple(toll for toll, _ in tolls), tuple(report for _, report in tolls)


def _counted(found: Reconciled, whole: TollRange | None) -> Group:
    """Whom the figures of everybody count: one status, where all tell it of that one, or the same figures are told of
    it, and nobody tells of another beside it."""
    if whole is None:
        return Group.UNKNOWN
    beside = {one.group: one for one in found.ranges if one.effect is whole.effect and one.group in STATUS}
    counts = whole.counts
    if counts is Group.UNKNOWN:
        counts = next((group for group, one in beside.items() if group and _ends(one) == _ends(whole)), counts)
    return counts if beside.keys() <= {counts} else Group.UNKNOWN


def _ends(one: TollRange) -> tuple[int | None, ...]:
    return tuple(None if end is None else end.figure for end in (one.low, one.best, one.high))


def _is_above(part: TollRange, whole: TollRange | None) -> bool:
    ends = (part.low, whole.high if whole else None)
    return ends[0] is not None and ends[1] is not None and ends[0].figure > ends[1].figure


def _toll(one: TollRange, whole: Group) -> list[tuple[Toll, str]]:
    """A range as a toll that cites its best figure, else its lowest. Where figures differ, its high is the highest that
    anybody tells, be it told as 'at least' (which the range says); 'at least 5' alone is open above."""
    behind = one.best or one.low or one.high
    if behind is None:
        return []
    low, best, high = (end.figure if end else None for end in (one.low, one.best, one.high))
    still_open = one.open_above and low == high
    toll = Toll(
        one.effect,
        whole if one.group is None else one.group,
        low,
        best,
        None if still_open else high,
        behind.cited.span,
        Basis(How.INFERRED, f"reconciled.{one.rule}", SURE),
        of=whole if one.group in DEMOGRAPHIC else None,
        status_by=behind.status_by if (one.group or whole) in STATUS else None,
    )
    return [(toll, behind.cited.report_id)]
