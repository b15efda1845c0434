"""Situation claims of one report to situations: one for each holding, siege or move that is told."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Claim, Situation, content_id


def situations_of(claims: Sequence[Claim]) -> tuple[Situation, ...]:
    """The situations of a report, in the order in which they are first told."""
    grouped: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        holder = claim.participants[0].actor.id if claim.participants else ""
        grouped.setdefault((claim.type, holder, claim.spans), []).append(claim)
    return tuple(_situation(group) for group in grouped.values())


def _situation(claims: Sequence[Claim]) -> Situation:
    first = claims[0]
    since = next((claim.when for claim in claims if claim.when), None)
    return Situation(
        id=content_id("s", *(claim.id for claim in claims)),
        type=first.type,
        claims=tuple(claim.id for claim in claims),
        holder=first.participants[0].actor if first.participants else None,
        places=tuple(claim.where for claim in claims if claim.where),
        since=since,
        tolls=first.tolls,
    )
