"""Totals and their parts within one report: a lead total that later tellings add up to is no incident of its own.

Comes in: the drafts of a report, the leading one first. Goes out: what the lead's total is to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.incidents.drafts import Draft, total_of
from onrecord.incidents.sameness import Match, days_match, is_finer, places_match, types_match
from onrecord.model import BlockKind, Effect

NEAR_SUM = (0.75, 1.34)
"""Parts whose sum lies within these shares of the told total are meant to make it up: they contest it when the sum is
off. Below, the report tells only some of the parts. Chosen between round-ups that list under half of their total
and totals that two agencies count differently; 0.6 to 0.85 give the same answers on the tune half."""


@dataclass(frozen=True, slots=True)
class Wholes:
    """``total``: the draft that only adds up others, None if none does. ``parts``: those it adds up. ``exact``: the
    sum matches. ``container``: the draft whose total counts parts that the report tells only in part."""

    total: Draft | None = None
    container: Draft | None = None
    parts: tuple[Draft, ...] = ()
    exact: bool = True


def find_wholes(drafts: Sequence[Draft]) -> Wholes:
    """Read the lead's total against the drafts told after it."""
    if len(drafts) < 2:
        return Wholes()
    lead = _titled(drafts) or drafts[0]
    others = [draft for draft in drafts if draft is not lead]
    whole = next((toll for event in lead.events if (toll := total_of(event.claim, Effect.KILLED))), None)
    if whole is None or not whole.best:
        return Wholes()
    parts = [draft for draft in others if _may_be_part(lead, draft, whole.best)]
    exact = _adding_up(parts, whole.best)
    if exact:
        return Wholes(total=lead, parts=tuple(exact))
    added = sum(_killed(draft) for draft in parts)
    if len(parts) >= 2 and NEAR_SUM[0] <= added / whole.best <= NEAR_SUM[1] and _is_plural(lead):
        return Wholes(total=lead, parts=tuple(parts), exact=False)
    inside = tuple(draft for draft in parts if is_finer(draft.where(), lead.where()))
    return Wholes(container=lead, parts=inside)


def _titled(drafts: Sequence[Draft]) -> Draft | None:
    return next((draft for draft in drafts if any(event.telling.block is BlockKind.TITLE for event in draft.events)), None)


def _may_be_part(lead: Draft, draft: Draft, whole: int) -> bool:
    figure = _killed(draft)
    if not 0 < figure < whole:
        return False
    clashes = (
        types_match(lead.type(), draft.type()),
        days_match(lead.when(), draft.when()),
        places_match(lead.first.claim.where, draft.where()),
    )
    return Match.CLASH not in clashes


def _adding_up(parts: Sequence[Draft], whole: int) -> list[Draft]:
    """All parts, or the first ones in text order, whose killed add up to the whole; at least two; else none."""
    for count in range(len(parts), 1, -1):
        if sum(_killed(draft) for draft in parts[:count]) == whole:
            return list(parts[:count])
    return []


def _killed(draft: Draft) -> int:
    figures = draft.figures(Effect.KILLED)
    return (figures[0][1].best or 0) if figures else 0


def _is_plural(draft: Draft) -> bool:
    return any(event.telling.plural for event in draft.events)
