"""Whose account a report gives in its own voice: 'Shelling killed ten in X. A police source told SANA that ...'.

Comes in: the told events of a report and the drafts they make. Goes out: for claims told with no speaker, whom the
report cites next for the same event. The words of the claim name nobody, so such an attribution is marked inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.claims import ToldEvent
from onrecord.incidents.drafts import Draft
from onrecord.model import Attribution, Basis, BlockKind, How

CITED_WITHIN = 3
"""Sentences behind a telling in which the one it was taken from is cited: the lead and the paragraph behind it."""
_GIVES_ACCOUNT = frozenset({"said", "claimed", "confirmed"})
_BASIS = Basis(How.INFERRED, "attribution.cited_next", 0.7)


def cited_near(drafts: Sequence[Draft], wholes: Sequence[tuple[Draft, Sequence[Draft]]]) -> Mapping[str, Attribution]:
    """The inferred attributions by the claims' ids. ``wholes``: totals, each with the drafts whose people it counts:
    who tells the parts is behind the total too."""
    found: dict[str, Attribution] = {}
    for draft, parts in [*wholes, *((draft, ()) for draft in drafts)]:
        told = _in_body([draft, *parts])
        for event in _in_body([draft]):
            source = None if event.claim.attribution.speakers else _before(event, told) or _next(event, told)
            if source is not None:
                found[event.claim.id] = replace(source.claim.attribution, inferred=_BASIS)
    return found


def _in_body(drafts: Sequence[Draft]) -> list[ToldEvent]:
    events = [event for draft in drafts for event in draft.events if event.telling.block is not BlockKind.TITLE]
    return sorted(events, key=lambda event: event.telling.sentence)


def _before(event: ToldEvent, told: Sequence[ToldEvent]) -> ToldEvent | None:
    """The telling one sentence before that has a speaker: 'Ten were killed, X said. Another 20 were hurt.'"""
    return next(
        (other for other in told if other.telling.sentence == event.telling.sentence - 1 and _gives(other)), None
    )


def _next(event: ToldEvent, told: Sequence[ToldEvent]) -> ToldEvent | None:
    """The first telling that has a speaker, where it comes soon behind this one."""
    first = next((other for other in told if other.claim.attribution.speakers), None)
    if first is None or not 0 < first.telling.sentence - event.telling.sentence <= CITED_WITHIN:
        return None
    return first if _gives(first) else None


def _gives(event: ToldEvent) -> bool:
    return bool(event.claim.attribution.speakers) and event.claim.attribution.verb in _GIVES_ACCOUNT
