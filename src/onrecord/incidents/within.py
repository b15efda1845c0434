"""Claims of one report to incidents: linked, totals told from parts, tolls reconciled, primary from background.

Comes in: the told events of a report. Goes out: its claims, now knowing whether they are primary or aggregate, and its
incidents, primary ones first, each with at least one claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.claims import GENERIC, ToldEvent
from onrecord.dates import untold
from onrecord.incidents.drafts import Draft, is_long, is_title, is_vague_means
from onrecord.incidents.joining import draft_incidents
from onrecord.incidents.parties import parties_of
from onrecord.incidents.sameness import Match, places_match, types_match
from onrecord.incidents.sources import cited_near
from onrecord.incidents.tolls import STATUS, is_contested, reconcile
from onrecord.incidents.wholes import Total, contained_in, find_total
from onrecord.model import (
    HAPPENED,
    Basis,
    Claim,
    Damage,
    Effect,
    Group,
    How,
    Incident,
    Place,
    PlacePrecision,
    Report,
    ReportClaims,
    Span,
    Stage,
    Status,
    StatusRule,
    Toll,
    Weapon,
    When,
    content_id,
)

LEAD_SENTENCES = 5
"""What a report is about is told in its title or first sentences (the inverted pyramid of news writing). Tuned on
the adjudicated reports' tune half; 4 to 7 give the same answers."""
ELSEWHERE = "incidents.time_elsewhere"
"""The rule by which an incident takes the time told of another: of the total or the lead, or in the opening."""
SURE_OF_ELSEWHERE = 0.5
OLD_DAYS = 14
"""An event told to be more than two weeks older than the report is background, unless the title tells it."""


def incidents_of(report: Report, events: Sequence[ToldEvent]) -> tuple[tuple[Claim, ...], tuple[Incident, ...]]:
    """The claims and incidents of one report."""
    total = find_total(events)
    added = _with_title(total, events) if total and total.exact else ()
    drafts = draft_incidents(
        [event for event in events if event not in added], report.published.day, total.parts if total else ()
    )
    whole = Draft(list(added)) if added else None
    parts = [draft for draft in drafts if total and draft.first in total.parts]
    lead = _lead(report, drafts, whole, parts)
    primaries = parts if whole is not None and lead is whole else [lead] if lead is not None else []
    story = _Story(report, events, lead, whole, tuple(parts), drafts, _denials(events, drafts))
    incidents = [_incident(story, draft, primary=any(draft is one for one in primaries)) for draft in drafts]
    incidents = _contained(incidents, drafts, lead, [part for part in parts if part is not lead])
    return _claims(story, drafts, primaries), tuple(sorted(incidents, key=lambda incident: not incident.primary))


def _with_title(total: Total, events: Sequence[ToldEvent]) -> tuple[ToldEvent, ...]:
    """The tellings of the total; a title with no exact figure of its own speaks of the whole too, and so does what is
    told of no means before the parts, unless the report leads with other dead."""
    counted = [event for event in events if _is_counted(event) and not is_title(event)]
    opens = min(event.telling.sentence for event in (*total.events, *total.parts))
    if counted and counted[0] not in (*total.events, *total.parts) and counted[0].telling.sentence < opens:
        return total.events
    first = min(event.telling.sentence for event in total.parts)
    vague = [
        event
        for event in events
        if event.claim.stage in HAPPENED
        and not _is_counted(event)
        and event not in total.events
        and (is_title(event) or (event.telling.sentence < first and event.claim.type == GENERIC))
    ]
    return (*total.events, *vague)


def _is_counted(event: ToldEvent) -> bool:
    return any(toll.effect is Effect.KILLED and toll.basis.rule != "tolls.vague" for toll in event.claim.tolls)


@dataclass(frozen=True, slots=True)
class _Story:
    """A report's telling: its lead, the total that others add up to, and the drafts of the parts. Without ``total``
    the parts come near the lead's figure without making it up, and contest it."""

    report: Report
    events: Sequence[ToldEvent]
    lead: Draft | None
    total: Draft | None
    parts: tuple[Draft, ...]
    drafts: Sequence[Draft]
    denials: Sequence[tuple[ToldEvent, Draft]]

    def is_part(self, draft: Draft) -> bool:
        """Whether a draft is one of those the total adds up."""
        return any(draft is part for part in self.parts)

    def type_of_parts(self) -> str:
        """The type of a series whose members are told partly without their means: a sibling's, else the total's."""
        whole = self.total or self.lead
        series = (*self.parts, *([whole] if whole else ()))
        exact = [draft.type() for draft in series if not all(is_vague_means(event.claim) for event in draft.events)]
        return next((kind for kind in [*exact, *(draft.type() for draft in series)] if kind != GENERIC), GENERIC)

    def context_of(self, draft: Draft) -> Draft | None:
        """What a draft's untold values follow from: the total for its parts, else the lead."""
        return self.total if self.is_part(draft) and self.total else self.lead

    def is_contested(self, draft: Draft) -> bool:
        """Whether a draft is a total, or a part of one, whose parts do not add up to it."""
        return self.total is None and bool(self.parts) and (draft is self.lead or self.is_part(draft))


def _lead(report: Report, drafts: Sequence[Draft], whole: Draft | None, parts: Sequence[Draft]) -> Draft | None:
    """The draft the report leads with: the one its title tells, else the first one told early; None when it leads
    with no event or with an old one. A total is told with the first of its parts, at the latest."""
    all_drafts = list(drafts)
    if whole:
        told = min(draft.first.telling.sentence for draft in (whole, *parts))
        all_drafts.insert(sum(draft.first.telling.sentence < told for draft in drafts), whole)
    early = [draft for draft in all_drafts if _told_early(draft)]
    fresh = [draft for draft in early if not _is_old(report, draft) and not _is_history(draft)]
    return next((draft for draft in fresh if _is_titled(draft)), None) or next(iter(fresh), None)


def _is_history(draft: Draft) -> bool:
    """Whether every telling puts the incident in the past: 'in 2002', 'ten years after'."""
    return all(event.telling.looks_back for event in draft.events)


def _told_early(draft: Draft) -> bool:
    return any(is_title(event) or event.telling.sentence < LEAD_SENTENCES for event in draft.events)


def _is_old(report: Report, draft: Draft) -> bool:
    when, published = draft.when(), report.published.day
    if when is None or published is None or when.end is None:
        return False
    return when.end < published - timedelta(days=OLD_DAYS) and not _is_titled(draft)


def _is_titled(draft: Draft) -> bool:
    return any(is_title(event) for event in draft.events)


# ---------------------------------------------------------------- one incident


def _incident(story: _Story, draft: Draft, *, primary: bool) -> Incident:
    report = story.report
    denials = [event for event, denied in story.denials if denied is draft]
    context = story.context_of(draft)
    backing = [*draft.events, *denials]
    claim_ids = tuple(event.claim.id for event in sorted(backing, key=lambda event: event.claim.spans[-1]))
    kind = draft.type()
    means_untold = kind == GENERIC or all(is_vague_means(event.claim) for event in draft.events)
    if means_untold and story.is_part(draft):
        kind = story.type_of_parts()
    return Incident(
        id=content_id("i", report.id, kind, *claim_ids),
        type=kind,
        stage=_stage(draft, denials),
        primary=primary,
        claims=claim_ids,
        reports=(ReportClaims(report.id, claim_ids),),
        status=_status(draft, denials, contested=story.is_contested(draft)),
        when=_when(story, draft),
        where=_where(draft, context, primary=primary),
        participants=parties_of(
            [event.claim for event in draft.events], _shared(story, draft) if primary or story.is_part(draft) else ()
        ),
        weapons=_weapons(draft),
        tolls=_tolls(story, draft),
        damage=_damage(draft),
    )


def _where(draft: Draft, context: Draft | None, *, primary: bool) -> Place | None:
    """The place told of the incident, else of what it belongs to, else one told near by; what the report is about is in
    the unit that it opens with, where only its country is told."""
    told = draft.spot() or (context.where() if context is not None else None) or draft.around()
    return draft.unit(told) if primary else told


def _tolls(story: _Story, draft: Draft) -> tuple[Toll, ...]:
    """The draft's tolls; a part told by a bare number counts the people its exact total counts."""
    tolls = reconcile(draft)
    if draft is story.lead and story.is_contested(draft):
        return tuple(_contested_by(toll, story.parts) for toll in tolls)
    if story.total is None or not story.is_part(draft):
        return tolls
    figures = story.total.figures(Effect.KILLED)
    whole = figures[0][1].group if figures else Group.UNKNOWN
    by = StatusRule.WHOLE if whole in STATUS else None
    return tuple(replace(toll, group=whole, status_by=by) if _is_bare(toll, tolls) else toll for toll in tolls)


def _contested_by(toll: Toll, parts: Sequence[Draft]) -> Toll:
    """The lead's figure with the sum of its parts as the other end of the range."""
    figures = [part.figures(toll.effect) for part in parts]
    if toll.of is not None or toll.effect is not Effect.KILLED or not all(figures):
        return toll
    added = sum(found[0][1].best or 0 for found in figures)
    low = min(added, toll.low if toll.low is not None else added)
    return replace(toll, low=low, high=None if toll.high is None else max(toll.high, added))


def _is_bare(toll: Toll, tolls: Sequence[Toll]) -> bool:
    killed = [other for other in tolls if other.effect is Effect.KILLED]
    return toll.effect is Effect.KILLED and toll.group is Group.UNKNOWN and len(killed) == 1


def _denials(events: Sequence[ToldEvent], drafts: Sequence[Draft]) -> tuple[tuple[ToldEvent, Draft], ...]:
    """The claims that deny an incident, each with the one it fits best: of its type, else of whatever type, of those
    told before it the one told last."""
    found = []
    for event in events:
        told = [draft for draft in drafts if event.claim.stage is Stage.DENIED and _may_deny(event, draft)]
        if told:
            found.append((event, max(told, key=lambda draft: _closeness(event, draft))))
    return tuple(found)


def _closeness(event: ToldEvent, draft: Draft) -> tuple[bool, int, int]:
    tellings = [one.telling.sentence for one in draft.events if one.telling.sentence <= event.telling.sentence]
    same = event.claim.type != GENERIC and event.claim.type in {one.claim.type for one in draft.events}
    return same, max(tellings, default=-1), -draft.first.telling.sentence


def _may_deny(event: ToldEvent, draft: Draft) -> bool:
    kinds = {one.claim.type for one in draft.events} | {GENERIC}
    related = types_match(event.claim.type, draft.type()) is not Match.CLASH
    fits = event.claim.type in kinds or related or event.telling.definite
    told_before = event.telling.sentence >= draft.first.telling.sentence
    return fits and told_before and _same_place(event.claim.where, draft.where())


def _same_place(told: Place | None, where: Place | None) -> bool:
    """Whether a denial with a place of its own is told of this very place."""
    if told is None or where is None or told.precision is PlacePrecision.COUNTRY:
        return True
    return places_match(told, where) is Match.AGREE


def _stage(draft: Draft, denials: Sequence[ToldEvent]) -> Stage:
    if denials and all(event.claim.stage is Stage.DENIED for event in draft.events):
        return Stage.DENIED
    stages = [event.claim.stage for event in draft.events]
    return Stage.ACCOMPLISHED if Stage.ACCOMPLISHED in stages else stages[0]


def _status(draft: Draft, denials: Sequence[ToldEvent], *, contested: bool) -> Status:
    if denials or contested or is_contested(draft):
        return Status.CONTESTED
    voices = {
        speaker.organisation or speaker.name or speaker.role
        for event in draft.events
        if event.claim.attribution.asserts
        for speaker in event.claim.attribution.speakers
        if not speaker.anonymous
    }
    return Status.CORROBORATED if len(voices) >= 2 and _agreed(draft) else Status.SINGLE_SOURCE


def _agreed(draft: Draft) -> bool:
    """Two named speakers who each tell a toll."""
    return sum(1 for event in draft.events if event.claim.tolls and event.claim.attribution.asserts) >= 2


def _when(story: _Story, draft: Draft) -> When | None:
    """The draft's own time; else that of the total or the lead, or the one the report opens with; else the day told
    beside it; else the documented default."""
    own = draft.when()
    if own is not None:
        return own
    context = story.context_of(draft)
    published = story.report.published.day
    elsewhere = (context.when() if context is not None else None) or _opening_time(story.events, published)
    if elsewhere is not None:
        basis = Basis(How.INFERRED, ELSEWHERE, min(elsewhere.basis.confidence, SURE_OF_ELSEWHERE))
        return elsewhere if story.is_part(draft) else replace(elsewhere, basis=basis)
    known_by = _said_by(draft, published)
    return draft.day_around() or _said_late(story.report, draft) or (untold(known_by) if known_by else None)


_LATE = re.compile(r"\b(?:late|earlier|evening|night)\b", re.IGNORECASE)
_EARLIER = len("Earlier ")


def _said_late(report: Report, draft: Draft) -> When | None:
    """'a police source told the agency late on Tuesday', 'Earlier on Tuesday a source said': news told when a day ends,
    or told again on it, is of that day."""
    said = (event.claim.attribution.said_on for event in draft.events)
    late = next((when for when in said if when and when.span and _is_late(report, when.span)), None)
    return replace(late, basis=Basis(How.INFERRED, "incidents.said_late", SURE_OF_ELSEWHERE)) if late else None


def _is_late(report: Report, day: Span) -> bool:
    return _LATE.search(report.text, max(0, day.start - _EARLIER), day.end) is not None


def _said_by(draft: Draft, published: date | None) -> date | None:
    """The day by which an incident had happened: that of the first who told of it, else of the report."""
    said = [event.claim.attribution.said_on for event in draft.events]
    days = [when.start for when in said if when is not None and when.start is not None and when.start == when.end]
    recent = [day for day in days if published is None or published - timedelta(days=OLD_DAYS) <= day <= published]
    return min(recent, default=published)


def _opening_time(events: Sequence[ToldEvent], published: date | None) -> When | None:
    """The time of an event told or denied in the first sentences, where it dates one day or a few, and not what led up
    to the news ('he was arrested in October')."""
    stages = (*HAPPENED, Stage.DENIED)
    opening = [
        event.claim for event in events if event.telling.sentence < LEAD_SENTENCES and event.claim.stage in stages
    ]
    times = (claim.when for claim in opening if claim.when and claim.when.start and not is_long(claim.when))
    return next((when for when in times if not _is_prelude(when, published)), None)


PRELUDE_DAYS, A_YEAR = 60, 365


def _is_prelude(when: When, published: date | None) -> bool:
    """Whether a day is too old for news and not old enough for a report on history, which opens with an anniversary."""
    age = None if published is None or when.end is None else published - when.end
    return age is not None and timedelta(PRELUDE_DAYS) < age < timedelta(A_YEAR)


def _shared(story: _Story, draft: Draft) -> list[list[Claim]]:
    """The claims that tell who did what a draft belongs to: the total's, the sister parts', and the report's opening
    words where they tell of no incident of their own."""
    told = {event.claim.id for one in story.drafts for event in one.events}
    opening = [
        event.claim
        for event in story.events
        if event.claim.id not in told and event.telling.sentence < LEAD_SENTENCES and event.claim.stage in HAPPENED
    ]
    shared = [opening]
    if story.is_part(draft):
        context = story.context_of(draft)
        total = [event.claim for event in context.events] if context else []
        sisters = [event.claim for part in story.parts for event in part.events]
        shared = [total, sisters, opening]
    return shared


def _weapons(draft: Draft) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for event in draft.events:
        for weapon in event.claim.weapons:
            found.setdefault(weapon.name, weapon)
    return tuple(found[name] for name in sorted(found))


def _damage(draft: Draft) -> tuple[Damage, ...]:
    found = {(damage.what.casefold(), damage.extent): damage for event in draft.events for damage in event.claim.damage}
    return tuple(sorted(found.values(), key=lambda damage: damage.span))


# ---------------------------------------------------------------- back to the claims


def _contained(
    incidents: list[Incident], drafts: Sequence[Draft], lead: Draft | None, parts: Sequence[Draft]
) -> list[Incident]:
    """Mark the incidents whose people the lead incident's total already counts."""
    inside = (*contained_in(drafts, lead), *parts) if any(draft is lead for draft in drafts) else ()
    if not inside:
        return incidents
    holder = next(incident for incident, draft in zip(incidents, drafts, strict=True) if draft is lead)
    return [
        replace(incident, part_of=holder.id) if any(draft is one for one in inside) else incident
        for incident, draft in zip(incidents, drafts, strict=True)
    ]


def _claims(story: _Story, drafts: Sequence[Draft], primaries: Sequence[Draft]) -> tuple[Claim, ...]:
    main = {event.claim.id for draft in drafts if any(draft is one for one in primaries) for event in draft.events}
    total = {event.claim.id for event in story.total.events} if story.total else set()
    sources = cited_near(drafts)
    return tuple(
        replace(
            event.claim,
            attribution=sources.get(event.claim.id, event.claim.attribution),
            primary=event.claim.id in main or (event.claim.id in total and story.lead is story.total),
            aggregate=event.claim.aggregate or event.claim.id in total,
        )
        for event in story.events
    )
