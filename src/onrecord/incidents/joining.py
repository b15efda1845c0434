"""Which of the incidents told so far a telling joins, and when it opens another.

Comes in: the told events of a report in text order. Goes out: drafts, each the told events of one incident, the one
the report leads with first. A claim joins the draft it fits best; it opens a new one when its place, day, type or
toll clash with every draft, or when the words say that another event begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.claims import GENERIC, ToldEvent
from onrecord.incidents.drafts import (
    COUNTRY,
    Draft,
    adds_up,
    are_of_two_sides,
    is_attack,
    is_long,
    is_part_figure,
    is_rival,
    is_title,
    total_of,
    voices_of,
)
from onrecord.incidents.parties import doers_clash, is_charge, sides_turn
from onrecord.incidents.sameness import Match, days_match, is_finer, places_match, types_match
from onrecord.model import DEMOGRAPHIC, HAPPENED, Claim, Effect, PlacePrecision, Stage
from onrecord.places import fineness

JOIN_SCORE = 0.75
"""Least fit for a claim to join a draft: one sign of sameness and no clash."""
TITLED_SENTENCES = 3
"""A title tells of what the first sentences tell: the inverted pyramid of news writing."""
NEWS_DAYS = 4
"""An untold time is within this many days before publication."""
POINTED_AT_DAYS = 14
"""So is one that words point back to: 'gave no day for the engagement, which a group said was on Friday'."""
NEAR_SENTENCES = 3
"""A toll told this soon after the last telling, with nothing that clashes, goes on about the same incident."""
_KILLED_OR_HURT = (Effect.KILLED, Effect.INJURED, Effect.ABDUCTED, Effect.CASUALTIES, Effect.DETAINED)


def draft_incidents(
    events: Sequence[ToldEvent], published: date | None, apart: Sequence[ToldEvent] = ()
) -> list[Draft]:
    """The drafts of a report, in the order in which the body tells them. The title joins the draft it fits best, or
    opens one when the body tells nothing like it. The tellings ``apart`` are known to be of different incidents."""
    drafts: list[Draft] = []
    happened = [event for event in events if event.claim.stage in HAPPENED and not event.claim.aggregate]
    for event in sorted(happened, key=lambda event: (is_title(event), event.telling.sentence)):
        alone = event in apart or (is_title(event) and _sums_up(event, drafts))
        best = None if alone else _best_draft(event, drafts, published)
        if best is not None:
            best.events.append(event)
        elif _stands_alone(event):
            drafts.append(Draft([event]))
    return drafts


def _sums_up(title: ToldEvent, drafts: Sequence[Draft]) -> bool:
    """Whether a title tells more killed than any of several incidents of the body: it is the total of a round-up."""
    own = total_of(title.claim, Effect.KILLED)
    told = [max(toll.best or 0 for _, toll in figures) for draft in drafts if (figures := draft.figures(Effect.KILLED))]
    several = len([killed for killed in told if killed > 0]) >= 2
    return own is not None and own.hedge is None and title.telling.plural and several and (own.best or 0) > max(told)


def _stands_alone(event: ToldEvent) -> bool:
    """Whether a claim says enough to be an incident of its own: harm, a telling type with a time or a place, or a deed
    of any kind with a day and a place finer than its country, or that no table has and parties met at."""
    claim = event.claim
    harmed = any(toll.effect in _KILLED_OR_HURT for toll in claim.tolls)
    if event.telling.retold:
        return False
    told = claim.when is not None or claim.where is not None or event.telling.timed
    spot = claim.where is not None and claim.where.precision is PlacePrecision.UNKNOWN and bool(claim.participants)
    placed = claim.when is not None and claim.where is not None and (spot or fineness(claim.where) < COUNTRY)
    if claim.type == GENERIC and placed and not event.telling.looks_back and claim.stage is Stage.ACCOMPLISHED:
        return True
    return harmed or (claim.type != GENERIC and (told or is_title(event)))


def _best_draft(event: ToldEvent, drafts: Sequence[Draft], published: date | None) -> Draft | None:
    scored = [
        (score, -at, draft)
        for at, draft in enumerate(drafts)
        if not _is_older(event, draft, published)
        and not (is_title(event) and _is_history(draft, published))
        and (score := _fit(event, draft, lead=at == 0, latest=at == len(drafts) - 1)) is not None
    ]
    score, _, draft = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    if draft is not None and score >= JOIN_SCORE:
        return draft
    lead = next(iter(drafts), None)
    return lead if lead is not None and (_counts_anew(event, lead) or _only_wounded(event, lead)) else None


def _only_wounded(event: ToldEvent, lead: Draft) -> bool:
    """'Seven customers were still in hospital': wounded told alone, with no place, no time and no other deed, are those
    of what the report leads with."""
    claim = event.claim
    wounded = total_of(claim, Effect.INJURED) is not None and total_of(claim, Effect.KILLED) is None
    return wounded and claim.when is None and _only_counts(event) and bool(lead.figures(Effect.KILLED))


def _only_counts(event: ToldEvent) -> bool:
    """Whether a telling has no place and no deed of its own, and is not set apart as another's or as history."""
    claim, telling = event.claim, event.telling
    apart = telling.contrast or telling.looks_back or telling.retold
    return claim.where is None and claim.type == GENERIC and not apart


def _counts_anew(event: ToldEvent, lead: Draft) -> bool:
    """'State radio put the number of dead at 25': somebody's figure for what the report leads with, however far behind,
    for it tells no place, no time and no other deed."""
    claim, telling = event.claim, event.telling
    own, told = total_of(claim, Effect.KILLED), lead.figures(Effect.KILLED)
    if own is None or not own.best or not told or not _only_counts(event):
        return False
    undated = claim.when is None or telling.recount
    alike = any(toll.best and not are_of_two_sides(own, toll) and _is_near(own.best, toll.best) for _, toll in told)
    return alike and undated and (bool(voices_of(claim)) or telling.recount or telling.early)


def _is_near(one: int, other: int) -> bool:
    """Whether two figures may be counts of the same dead: rival counts of one deed differ by less than this."""
    return max(one, other) <= MOST_RIVALRY * min(one, other)


MOST_RIVALRY = 4
"""Of the rival totals in the developers' reports none is more than four times the other."""


def _is_older(event: ToldEvent, draft: Draft, published: date | None) -> bool:
    """News whose time is not told is of the last days, or weeks where a telling points back to it: a telling of older
    days is of something else."""
    when = event.claim.when
    if published is None or when is None or when.end is None or draft.when() is not None:
        return False
    days = POINTED_AT_DAYS if event.telling.definite else NEWS_DAYS
    return when.end < published - timedelta(days=days) and _tolls_match(event, draft) is not Match.AGREE


def _is_history(draft: Draft, published: date | None) -> bool:
    """Whether a draft is told far down in the report and is older than its news: 'had captured the town in 2014'."""
    when = draft.when()
    if published is None or when is None or when.end is None or draft.first.telling.sentence < TITLED_SENTENCES:
        return False
    return when.end < published - timedelta(days=POINTED_AT_DAYS)


def _fit(event: ToldEvent, draft: Draft, *, lead: bool, latest: bool) -> float | None:
    """How well a claim fits a draft; None where they clash. Weights tuned on the adjudicated reports' tune half."""
    claim, telling = event.claim, event.telling
    near = telling.sentence - draft.events[-1].telling.sentence <= NEAR_SENTENCES
    draft_type = draft.type()
    kind = types_match(claim.type, draft_type)
    day = days_match(claim.when, draft.when())
    place = places_match(claim.where, draft.where())
    toll = Match.AGREE if _tells_a_part(event, draft) else _tolls_match(event, draft)
    if is_title(event):
        return _title_fit(claim, draft, kind, place, toll)
    goes_on = telling.by_them and telling.sentence == draft.events[-1].telling.sentence + 1
    kind = Match.OPEN if goes_on and kind is Match.CLASH else kind
    if telling.update or (telling.goes_on and kind is Match.AGREE):
        day = Match.OPEN
    if place is Match.CLASH and near and kind is not Match.CLASH and _points_back(event):
        place = Match.OPEN
    if Match.CLASH in (day, place) or (kind is Match.CLASH and not (toll is Match.AGREE or telling.definite)):
        return None
    if toll is Match.CLASH and not _may_be_part_or_rival(event, draft):
        return None
    if (
        telling.contrast
        and toll is not Match.AGREE
        and (claim.where is not None or claim.tolls)
        and place is not Match.AGREE
    ):
        return None
    elsewhere = claim.where is not None and place is not Match.AGREE and bool(claim.tolls)
    fight = telling.definite or claim.type.startswith("clash") or draft_type.startswith("clash")
    if elsewhere and not fight and sides_turn(claim, [one.claim for one in draft.events]):
        return None
    bare = is_charge(claim) and draft_type == GENERIC
    score = 2.0 * (toll is Match.AGREE) + 1.5 * (place is Match.AGREE) + 0.5 * (day is Match.AGREE)
    score += 0.75 * (kind is Match.AGREE) + 0.75 * telling.definite + 0.25 * (latest and not bare)
    score += 0.3 * (kind is Match.OPEN and GENERIC not in (claim.type, draft_type))
    score += 0.75 * (near and bool(claim.tolls) and kind is not Match.CLASH)
    score += 0.75 * (lead and near and kind is not Match.CLASH and _only_places_or_dates(event, draft))
    score += 0.5 * (lead and kind is not Match.CLASH and _tells_first_toll(claim, draft))
    score += 0.75 * (goes_on and latest)
    score += 0.75 * (near and latest and bool(claim.damage) and claim.type == GENERIC)
    score += 0.75 * (near and latest and kind is not Match.CLASH and _tells_how(event, draft))
    score -= 0.5 * (not lead and all(one.telling.looks_back for one in draft.events))
    score -= 0.75 * (not claim.tolls and doers_clash(claim, [one.claim for one in draft.events]))
    if toll is Match.CLASH:
        score -= 0.25 if near and _only_counts_anew(event) else 0.5
    return score - 0.5 * (kind is Match.CLASH)


def _only_counts_anew(event: ToldEvent) -> bool:
    """'A doctor spoke of 15 dead', 'six of the soldiers died on the spot', 'Mr Rios, 26, died in hospital on Friday',
    'a driver was also killed': somebody's figure, or some of the dead, with no place and no time of its own."""
    claim, telling = event.claim, event.telling
    anew = telling.recount or telling.early or telling.died_later or telling.some_of_them or telling.also
    whose = anew or bool(voices_of(claim))
    return claim.where is None and claim.when is None and whose


def _only_places_or_dates(event: ToldEvent, draft: Draft) -> bool:
    """'Three strikes hit the town of X', 'the column was caught in a long exchange of fire on Tuesday': a telling right
    behind the lead that adds the place or the day and no toll."""
    claim = event.claim
    early = event.telling.sentence <= TITLED_SENTENCES + 1
    near = claim.type == GENERIC and places_match(claim.where, draft.where()) is not Match.CLASH
    dates = (
        (claim.where is None or near) and claim.when is not None and draft.when() is None and not is_long(claim.when)
    )
    return early and not claim.tolls and not event.telling.contrast and (dates or is_finer(claim.where, draft.where()))


def _tells_how(event: ToldEvent, draft: Draft) -> bool:
    """'They were led to a canal and shot', 'a bomb had gone off near a school': the means of what was told before
    without them, with no day and no count of its own."""
    claim, telling = event.claim, event.telling
    bare = claim.when is None and not claim.tolls and not telling.looks_back and not telling.contrast
    return bare and claim.stage is Stage.ACCOMPLISHED and is_attack(claim.type) and draft.lacks_means()


def _tells_first_toll(claim: Claim, draft: Draft) -> bool:
    """The lead told without a number, and now a number."""
    counted = draft.figures(Effect.KILLED) or draft.figures(Effect.ABDUCTED)
    return total_of(claim, Effect.KILLED) is not None and not counted


def _points_back(event: ToldEvent) -> bool:
    """'the rockets had been fired at the Vostochny district': another place's name in a telling of the same event."""
    return event.telling.definite and not event.telling.contrast and not event.claim.tolls


def _title_fit(title: Claim, draft: Draft, kind: Match, place: Match, toll: Match) -> float | None:
    """A title is short and often older or rounder than its body: only another kind of event with another toll clashes
    with it, and one that counts nobody ('Gunfire in Mora') with no early draft that does. Of the drafts it fits, the
    one told first wins."""
    early = draft.first.telling.sentence < TITLED_SENTENCES
    near = _counts_near(title, draft)
    if kind is Match.CLASH and toll is not Match.AGREE:
        loose = not title.tolls and bool(draft.figures(Effect.KILLED))
        return JOIN_SCORE if early and loose and place is not Match.CLASH else None
    signs = 2.0 * (toll is Match.AGREE) + 0.75 * (kind is Match.AGREE) + 0.5 * (place is Match.AGREE)
    unlike = 0.25 if near and place is not Match.CLASH else 0.75
    return signs + 1.0 * early - unlike * (toll is Match.CLASH) - 0.5 * (place is Match.CLASH)


def _counts_near(title: Claim, draft: Draft) -> bool:
    """Whether a title's killed may be an older or rounder count of a draft's: not much smaller, and never larger."""
    own = total_of(title, Effect.KILLED)
    counted = (own.best or 0) if own is not None else 0
    largest = max((toll.best or 0 for _, toll in draft.figures(Effect.KILLED)), default=0)
    return 0 < counted <= largest and _is_near(counted, largest)


def _tells_a_part(event: ToldEvent, draft: Draft) -> bool:
    """'School bombing kills 30 children': a telling of the women, children or the like among a draft's dead alone; or
    'two more died in hospital' behind 'five died at once' of seven."""
    if event.telling.sentence - draft.events[-1].telling.sentence <= 1 and adds_up(event, draft):
        return True
    told = {
        (toll.effect, toll.group, toll.best)
        for toll in event.claim.tolls
        if toll.group in DEMOGRAPHIC and (toll.best or 0) >= FEWEST_TOLD_ALONE
    }
    return any((toll.effect, toll.group, toll.best) in told for one in draft.events for toll in one.claim.tolls)


FEWEST_TOLD_ALONE = 3
"""One child or two may be another incident's."""


def _may_be_part_or_rival(event: ToldEvent, draft: Draft) -> bool:
    """A differing figure can still be of the same incident when the words point back, or add no place or day of
    their own and tell no larger number unless a speaker stands behind it."""
    claim, telling = event.claim, event.telling
    if telling.contrast or is_finer(claim.where, draft.where()):
        return False
    if telling.definite:
        return True
    places = places_match(claim.where, draft.where())
    if claim.where is not None and places is not Match.AGREE:
        return False
    return is_part_figure(event, draft) or bool(voices_of(claim))


def _tolls_match(event: ToldEvent, draft: Draft) -> Match:
    """Equal totals agree; totals that differ clash unless they grew or another speaker tells them."""
    for effect in (Effect.KILLED, Effect.ABDUCTED, Effect.INJURED):
        own = total_of(event.claim, effect)
        if own is None or own.best is None or own.basis.rule == "tolls.vague":
            continue
        others = [(other, toll) for other, toll in draft.figures(effect) if not are_of_two_sides(own, toll)]
        if not others:
            continue
        if any(toll.best == own.best for _, toll in others):
            return Match.AGREE
        if (
            event.telling.update
            or is_rival(event, others)
            or any(toll.hedge and toll.basis.rule == "tolls.vague" for _, toll in others)
        ):
            return Match.OPEN
        return Match.CLASH
    return Match.OPEN
