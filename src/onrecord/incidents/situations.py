"""Situation claims of one report to situations: one for each kind, holder and place."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Claim, Situation, content_id


def situations_of(claims: Sequence[Claim]) -> tuple[Situation, ...]:
    """The situations of a report, in the order in which they are first told."""
    grouped: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        holder = claim.participants[0].actor.id if claim.participants else ""
        place = claim.where.name.casefold() if claim.where else ""
        grouped.setdefault((claim.type, holder, place), []).append(claim)
    return tuple(_situation(group) for group in grouped.values())


def _situation(claims: Sequence[Claim]) -> Situation:
    first = claims[0]
    since = next((claim.when for claim in claims if claim.when), None)
    return Situation(
        id=content_id("s", *(claim.id for claim in claims)),
        type=first.type,
        claims=tuple(claim.id for claim in claims),
        holder=first.participants[0].actor if first.participants else None,
        places=(first.where,) if first.where else (),
        since=since,
        tolls=tuple(toll for claim in claims for toll in claim.tolls),
    )
