"""Whose account a report gives in its own voice: 'Shelling killed ten in X. A police source told SANA that ...'.

Comes in: the told events of a report and the drafts they make. Goes out: for claims told with no speaker, whom the
report cites next for the same event. The words of the claim name nobody, so such an attribution is marked inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.claims import ToldEvent
from onrecord.incidents.drafts import Draft, is_title, total_of
from onrecord.model import Attribution, Basis, Effect, How

CITED_WITHIN = 3
"""Sentences behind a telling in which the one it was taken from is cited: the lead and the paragraph behind it."""
_BASIS = Basis(How.INFERRED, "attribution.cited_next", 0.7)


def cited_near(drafts: Sequence[Draft]) -> Mapping[str, Attribution]:
    """The inferred attributions by the claims' ids. A total that several incidents add up to keeps the report's own
    voice: who tells one of them need not be behind the others."""
    found: dict[str, Attribution] = {}
    for draft in drafts:
        told = [event for event in draft.events if not is_title(event)]
        for event in told:
            source = None if event.claim.attribution.speakers else _before(event, told) or _next(event, told)
            if source is not None:
                found[event.claim.id] = replace(source.claim.attribution, inferred=_BASIS)
    return found


def _before(event: ToldEvent, told: Sequence[ToldEvent]) -> ToldEvent | None:
    """The telling one sentence before that has a speaker: 'Ten were killed, X said. Another 20 were hurt.'"""
    sentence = event.telling.sentence - 1
    return next((other for other in told if other.telling.sentence == sentence and _gives(other)), None)


def _next(event: ToldEvent, told: Sequence[ToldEvent]) -> ToldEvent | None:
    """The first telling that has a speaker, where it comes soon behind this one and tells no other figure."""
    first = next((other for other in told if other.claim.attribution.speakers), None)
    if first is None or not 0 < first.telling.sentence - event.telling.sentence <= CITED_WITHIN:
        return None
    return first if _gives(first) and not first.telling.recount and not _is_larger(first, event) else None


def _gives(event: ToldEvent) -> bool:
    return event.claim.attribution.asserts and event.claim.attribution.verb != "accused"


def _is_larger(other: ToldEvent, event: ToldEvent) -> bool:
    """Whether another telling has more killed, which are no part of this one's."""
    killed = [total_of(one.claim, Effect.KILLED) for one in (other, event)]
    figures = [toll.best for toll in killed if toll is not None and toll.best is not None]
    return len(figures) == 2 and figures[0] > figures[1]
