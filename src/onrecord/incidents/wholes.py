"""Totals and their parts within one report: a total that other tellings add up to is no incident of its own.

Comes in: the told events of a report, or its drafts. Goes out: which tellings give a total, which of the others are
its parts, and whether the sum is exact. A toll split by side or group ('eleven soldiers and 17 rebels') is one
incident's; parts that are incidents of their own are told at places of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.claims import ToldEvent
from onrecord.incidents.drafts import COUNTRY, Draft, is_title, total_of
from onrecord.incidents.sameness import Match, days_match, is_finer, places_match, types_match
from onrecord.model import HAPPENED, Effect
from onrecord.places import fineness

NEAR_SUM = (0.75, 1.34)
"""Parts whose sum lies within these shares of the told total are meant to make it up: they contest it when the sum is
off. Below, the report tells only some of the parts. Chosen between round-ups that list under half of their total
and totals that two agencies count differently; 0.6 to 0.85 give the same answers on the tune half."""
ANNOUNCED_EARLY = 3
"""Sentences in which a report announces the events it then tells one by one."""
ANSWERED_WITHIN = 6
"""Sentences after an announcement in which its events are told."""
MOST_PARTS = 6
"""No lead total of the development reports is made of more parts; more would make chance sums likely."""


@dataclass(frozen=True, slots=True)
class Total:
    """Tellings of a total, the tellings of its parts, and whether the parts add up to it."""

    events: tuple[ToldEvent, ...]
    parts: tuple[ToldEvent, ...]
    exact: bool


def find_total(events: Sequence[ToldEvent]) -> Total | None:
    """The total that other tellings of the report add up to; None where there is none."""
    counted = [
        event for event in events if _killed(event) and event.claim.stage in HAPPENED and not event.claim.aggregate
    ]
    tried: set[int] = set()
    for head in counted:
        whole = _killed(head)
        if whole in tried or whole < 2:
            continue
        tried.add(whole)
        same = tuple(event for event in counted if _killed(event) == whole)
        if not any(_leads(event, counted) for event in same):
            continue
        parts = [event for event in _candidates(head, counted) if not _is_of_another_village(same, event)]
        exact = _adding_up(head, parts)
        if exact:
            return Total(same, exact, exact=True)
        rest = _with_the_rest(head, parts, events)
        if rest:
            return Total(same, rest, exact=True)
        if _contests(same, parts, whole):
            return Total(same, tuple(parts), exact=False)
    return _announced(events, counted)


def _with_the_rest(head: ToldEvent, parts: Sequence[ToldEvent], events: Sequence[ToldEvent]) -> tuple[ToldEvent, ...]:
    """'11 were killed. Seven died in X. The rest were killed in Y.': the parts and the rest, if one is told."""
    rest = [event for event in events if any(toll.basis.rule == "tolls.rest" for toll in event.claim.tolls)]
    placed = [event for event in parts if event.claim.where is not None]
    if (
        not rest
        or not placed
        or rest[0].claim.where is None
        or sum(_killed(event) for event in placed) >= _killed(head)
    ):
        return ()
    return (*placed, rest[0])


def _announced(events: Sequence[ToldEvent], counted: Sequence[ToldEvent]) -> Total | None:
    """'carried out two strikes ...' with no toll, then each with its own: the announcement is no incident."""
    if any(event.telling.sentence < 1 or is_title(event) for event in counted):
        return None
    for head in events:
        telling = head.telling
        if (
            _killed(head)
            or not telling.plural
            or telling.sentence >= ANNOUNCED_EARLY
            or head.claim.stage not in HAPPENED
        ):
            continue
        parts: list[ToldEvent] = []
        for event in counted:
            near = 0 < event.telling.sentence - telling.sentence <= ANSWERED_WITHIN
            if near and _answers(head, event) and (not parts or _places_apart([*parts, event])):
                parts.append(event)
        if len(parts) >= 2 and _places_apart(parts) and any(event.telling.contrast for event in parts):
            return Total((head,), tuple(parts), exact=True)
    return None


def _answers(head: ToldEvent, event: ToldEvent) -> bool:
    claim = event.claim
    clashes = (
        types_match(head.claim.type, claim.type),
        days_match(head.claim.when, claim.when),
        places_match(head.claim.where, claim.where),
    )
    own = claim.where is not None or event.telling.contrast
    return own and Match.CLASH not in clashes and not is_title(event)


def _killed(event: ToldEvent) -> int:
    total = total_of(event.claim, Effect.KILLED)
    return (total.best or 0) if total is not None else 0


def _candidates(head: ToldEvent, counted: Sequence[ToldEvent]) -> list[ToldEvent]:
    """Tellings of fewer killed that could be parts of the head's; the same number at the same place once."""
    found: list[ToldEvent] = []
    for event in counted:
        if _killed(event) >= _killed(head) or is_title(event):
            continue
        clashes = (
            types_match(head.claim.type, event.claim.type),
            days_match(head.claim.when, event.claim.when),
        )
        if Match.CLASH in clashes or any(_retold(event, other) for other in found):
            continue
        found.append(event)
    return found


def _leads(event: ToldEvent, counted: Sequence[ToldEvent]) -> bool:
    """Whether a figure stands as a report's total does: in the title, before all others, as one of several events, of a
    whole unit, or brought up to date. Else it would be the sum of others by chance."""
    if is_title(event):
        return True
    telling, where = event.telling, event.claim.where
    is_first = event is next(one for one in counted if not is_title(one))
    return is_first or telling.plural or telling.update or (where is not None and fineness(where) > 0)


def _is_of_another_village(same: Sequence[ToldEvent], event: ToldEvent) -> bool:
    """Whether the tellings of the whole are all of one deed in a settlement ('a drone hit a clinic in X') and the other
    is told of a second settlement."""
    return all(_lies_apart(whole, event) for whole in same)


def _lies_apart(whole: ToldEvent, event: ToldEvent) -> bool:
    one, other = whole.claim.where, event.claim.where
    loose = whole.telling.plural or is_title(whole)
    if one is None or other is None or loose or fineness(one) >= COUNTRY:
        return False
    if one.country != other.country:
        return True
    match = places_match(one, other)
    apart = match is Match.CLASH or (match is Match.OPEN and one.admin2 != other.admin2)
    return fineness(one) == 0 and fineness(other) == 0 and apart


def _retold(event: ToldEvent, other: ToldEvent) -> bool:
    places = (event.claim.where, other.claim.where)
    return _killed(event) == _killed(other) and (None in places or places_match(*places) is Match.AGREE)


def _adding_up(head: ToldEvent, parts: Sequence[ToldEvent]) -> tuple[ToldEvent, ...]:
    """The parts, told at places of their own, whose killed add up to the whole; the most parts first; else none."""
    for chosen in _sums(parts, _killed(head)):
        if _places_apart(chosen) and not _counts_twice(chosen, parts) and not _tells_who(chosen):
            return chosen
    return ()


def _tells_who(parts: Sequence[ToldEvent]) -> bool:
    """'The toll of the raid rose to 82. It killed 58 civilians in X. Another 24 people were killed.': who the dead at
    one place were, not where others died."""
    bare = [
        part for part in parts if part.claim.where is None and part.claim.when is None and not part.telling.specific
    ]
    return bool(bare) and len(parts) - len(bare) <= 1


def _sums(parts: Sequence[ToldEvent], whole: int) -> Iterator[tuple[ToldEvent, ...]]:
    for count in range(min(len(parts), MOST_PARTS), 1, -1):
        for chosen in combinations(parts[: MOST_PARTS + 2], count):
            if sum(_killed(event) for event in chosen) == whole:
                yield chosen


def _counts_twice(chosen: Sequence[ToldEvent], parts: Sequence[ToldEvent]) -> bool:
    """Whether one of the chosen is made up of tellings of which another is chosen too: 'eight died in X. Five of them
    died in a strike. Another three died in shelling.' tells of eight, and 8 + 3 are no eleven."""
    return any(
        other in within
        for one in chosen
        for within in _sums(parts, _killed(one))
        for other in chosen
        if other is not one
    )


def _places_apart(parts: Sequence[ToldEvent]) -> bool:
    """Whether the parts are told at different places, on different days, or as others than those told before."""
    if any(days_match(one.claim.when, other.claim.when) is Match.CLASH for one, other in combinations(parts, 2)):
        return True
    placed = [event.claim.where for event in parts if event.claim.where is not None]
    if any(places_match(one, other) is Match.AGREE for one, other in combinations(placed, 2)):
        return False
    return len(placed) >= 2 or (bool(placed) and any(event.telling.contrast for event in parts))


def _contests(same: Sequence[ToldEvent], parts: Sequence[ToldEvent], whole: int) -> bool:
    """Whether parts at places of their own come near the total without making it up: both are kept, contested."""
    placed = [event for event in parts if event.claim.where is not None]
    several = any(event.telling.plural or event.telling.contrast for event in (*same, *parts))
    if len(parts) != len(placed) or len(placed) < 2 or not several:
        return False
    names = {event.claim.where.name.casefold() for event in placed if event.claim.where}
    share = sum(_killed(event) for event in parts) / whole
    return len(names) == len(placed) and NEAR_SUM[0] <= share <= NEAR_SUM[1]


def contained_in(drafts: Sequence[Draft], lead: Draft | None) -> tuple[Draft, ...]:
    """The drafts whose people the lead's total already counts: fewer killed, at finer places inside its own."""
    figures = lead.figures(Effect.KILLED) if lead is not None else []
    if lead is None or not figures:
        return ()
    whole = figures[0][1].best or 0
    return tuple(draft for draft in drafts if draft is not lead and _is_inside(draft, lead, whole))


def _is_inside(draft: Draft, lead: Draft, whole: int) -> bool:
    figures = draft.figures(Effect.KILLED)
    killed = (figures[0][1].best or 0) if figures else 0
    first = lead.first.claim.where
    matches = (
        types_match(lead.type(), draft.type()),
        days_match(lead.when(), draft.when()),
        places_match(first, draft.where()),
    )
    return 0 < killed < whole and Match.CLASH not in matches and is_finer(draft.where(), first)
