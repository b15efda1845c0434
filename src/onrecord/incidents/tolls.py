"""One honest range from the figures that claims of one incident tell.

Comes in: the told events of a draft. Goes out: tolls per effect and group. Best is the figure the report leads with,
unless a later one says that it updates it or the lead was a vague word and a number follows, and never one of the first
hours where another is told; low and high are the lowest and highest figures of rival speakers (after Airwars' minimum
and maximum over sources). Parts are kept beside their whole and never added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.claims import ToldEvent
from onrecord.incidents.drafts import (
    Draft,
    adds_up,
    all_together,
    are_of_two_sides,
    is_part_figure,
    is_title,
    total_of,
)
from onrecord.model import DEMOGRAPHIC, Effect, Group, How, Toll

STATUS = (Group.CIVILIAN, Group.COMBATANT, Group.SECURITY)


def reconcile(draft: Draft) -> tuple[Toll, ...]:
    """The tolls of an incident, in the order of effects and groups."""
    reconciled: list[Toll] = []
    for effect in Effect:
        reconciled.extend(_effect(draft, effect))
    return tuple(reconciled)


def is_contested(draft: Draft) -> bool:
    """Whether rival figures for the killed do not overlap as ranges. 'Dozens' contests no number, and the number of
    children killed not that of all."""
    figures = [toll for toll in _rival_figures(draft, Effect.KILLED) if toll.basis.rule != "tolls.vague"]
    figures = list(_of_everybody(draft, figures))
    return any(not _overlap(one, other) for one in figures for other in figures)


def _overlap(one: Toll, other: Toll) -> bool:
    if one.best == other.best:
        return True
    lows = [toll.low if toll.low is not None else 0 for toll in (one, other)]
    highs = [toll.high if toll.high is not None else float("inf") for toll in (one, other)]
    return lows[0] <= highs[1] and lows[1] <= highs[0]


def _effect(draft: Draft, effect: Effect) -> list[Toll]:
    totals = _rival_figures(draft, effect)
    if not totals:
        return []
    sides = _by_side(_whole_figures(draft, effect))
    if sides:
        ranges = [_as_range(_best(draft, side), side) for side in sides]
        parts = _parts(draft, effect, max(ranges, key=lambda toll: toll.best or 0))
        return [*ranges, *(part for part in parts if part.of is not None)]
    more = _also_killed(draft) if effect is Effect.KILLED else []
    best = _best(draft, totals)
    if more:
        totals = [all_together([best, *more]), *(toll for toll in totals if toll is not best)]
        best = totals[0]
    whole = _as_range(best, totals)
    parts = _parts(draft, effect, whole)
    status = [toll for toll in parts if toll.group in STATUS and toll.of is None and toll.group is not whole.group]
    if whole.group in STATUS and status:
        return [whole, *_beside(draft, best, parts)]
    return [whole, *parts]


def _by_side(totals: Sequence[Toll]) -> list[list[Toll]]:
    """The figures of soldiers and those of rebels, where both are told and none of all: each side has its own range."""
    groups = {toll.group: [other for other in totals if other.group is toll.group] for toll in totals}
    first = totals[0]
    apart = any(are_of_two_sides(first, other) for other in totals) and len(groups) == 2
    return list(groups.values()) if apart else []


def _beside(draft: Draft, best: Toll, parts: Sequence[Toll]) -> list[Toll]:
    """'three civilians and two soldiers were killed': groups told in one sentence stand side by side."""
    home = next((event for event in draft.events if best in event.claim.tolls), draft.first)
    return [toll for toll in parts if toll.of is not None or toll in home.claim.tolls]


def _rival_figures(draft: Draft, effect: Effect) -> list[Toll]:
    """The totals told for an effect, without those that count only some of the people or more people, in text order."""
    more = _also_killed(draft) if effect is Effect.KILLED else []
    return [toll for toll in _whole_figures(draft, effect) if toll not in more]


def _whole_figures(draft: Draft, effect: Effect) -> list[Toll]:
    """The totals told for an effect, without those that count only some of the people."""
    figures: list[Toll] = []
    seen = Draft()
    for event in draft.events:
        total = total_of(event.claim, effect)
        if total is None:
            continue
        if effect is Effect.KILLED and adds_up(event, seen):
            figures = [figure for figure in figures if figure is not seen.figures(effect)[-1][1]]
        elif effect is not Effect.KILLED or not seen.events or event.telling.update or not is_part_figure(event, seen):
            figures.append(total)
        seen.events.append(event)
    return figures


def _best(draft: Draft, totals: Sequence[Toll]) -> Toll:
    early = {toll for event in draft.events if event.telling.early for toll in event.claim.tolls}
    totals = [toll for toll in totals if toll not in early] or totals
    updates = [event for event in draft.events if event.telling.update and not is_title(event)]
    for event in reversed(updates):
        by_then = _told_by(draft, event)
        for toll in event.claim.tolls:
            if toll in totals and toll.best == max(other.best or 0 for other in totals if other in by_then):
                return toll
    in_title = {toll for event in draft.events if is_title(event) for toll in event.claim.tolls}
    told = [toll for toll in totals if toll not in in_title]
    totals = told if any(toll.basis.rule != "tolls.vague" for toll in told) else totals
    totals = _of_everybody(draft, totals)
    counted = [toll for toll in totals if toll.basis.rule != "tolls.vague"]
    stated = [toll for toll in counted if toll.basis.how is How.STATED or toll.basis.rule == "tolls.sum"]
    return (stated or counted or list(totals))[0]


def _told_by(draft: Draft, event: ToldEvent) -> set[Toll]:
    """The figures that a report has told up to and with an event, titles left aside."""
    until = event.telling.sentence
    told = (one for one in draft.events if one is event or (one.telling.sentence <= until and not is_title(one)))
    return {toll for one in told for toll in one.claim.tolls}


MORE_NEAR = 2
"""Sentences behind a figure within which 'his driver was also killed' adds to it."""
NAMED_ALONE = 3
"""Dead up to whom one who is named behind them is one more; of a larger number the named are some."""


def _also_killed(draft: Draft) -> list[Toll]:
    """Those told as more than the dead told right before: 'Two of the minister's bodyguards were also killed'. None
    where a figure told anywhere has room for them, or counts them as a part."""
    parts = {(toll.group, toll.best) for event in draft.events for toll in event.claim.tolls if toll.of is not None}
    more: list[Toll] = []
    before: list[tuple[ToldEvent, Toll]] = []
    for event, toll in draft.figures(Effect.KILLED):
        near = [other for one, other in before if event.telling.sentence - one.telling.sentence <= MORE_NEAR]
        named = toll.basis.rule == "tolls.one_named" and any((other.best or 0) > NAMED_ALONE for other in near)
        here = event.telling.also and event.claim.where in (None, draft.where())
        if here and near and toll.best and not named and (toll.group, toll.best) not in parts:
            more.append(toll)
        else:
            before.append((event, toll))
    told = sum(toll.best or 0 for toll in more) + min((toll.best or 0 for _, toll in before), default=0)
    has_room = any((toll.best or 0) >= told for toll in _whole_figures(draft, Effect.KILLED) if toll not in more)
    return [] if has_room else more


def _of_everybody(draft: Draft, totals: Sequence[Toll]) -> Sequence[Toll]:
    """'22 children were killed ... 35 people in total': a figure of children gives way to a larger one of all."""
    some = {
        toll
        for event in draft.events
        for toll in event.claim.tolls
        if any(
            part.of is not None and part.group in DEMOGRAPHIC and part.best == toll.best for part in event.claim.tolls
        )
    }
    largest = max((toll.best or 0 for toll in some), default=0)
    larger = [toll for toll in totals if toll not in some and (toll.best or 0) > largest]
    return larger if larger and totals and totals[0] in some else totals


def _as_range(best: Toll, totals: Sequence[Toll]) -> Toll:
    """Low and high over the rival figures; open above if the highest is."""
    if best.low is None and best.best is None:
        return best
    exact = [toll for toll in totals if toll.basis.rule not in ("tolls.vague", "tolls.rest")] or list(totals)
    lows = [toll.low for toll in exact if toll.low is not None]
    highs = [toll.high for toll in exact]
    tops = [figure for toll in exact for figure in (toll.high, toll.best) if figure is not None]
    open_above = any(high is None for high in highs) and best.high is None
    low = min(lows, default=None)
    if low is not None and best.best is not None:
        low = min(low, best.best)
    return replace(best, low=low, high=None if open_above else max(tops))


def _parts(draft: Draft, effect: Effect, whole: Toll) -> list[Toll]:
    """Groups within the whole: the first figure told of each, never above the whole's best."""
    found: dict[Group, Toll] = {}
    for event in _lead_first(draft, whole):
        for toll in event.claim.tolls:
            if toll.effect is not effect or toll.cumulative or toll is whole or toll.group is Group.UNKNOWN:
                continue
            if toll.group is whole.group and toll.of is None:
                continue
            if (
                whole.best is not None
                and (toll.best or 0) > whole.best
                and (toll.of is not None or whole.group is Group.UNKNOWN)
            ):
                continue
            if toll.group in STATUS and whole.group is Group.UNKNOWN and _status_sum(found, toll) > (whole.best or 0):
                continue
            found.setdefault(
                toll.group, replace(toll, of=None) if toll.group in STATUS and whole.group is Group.UNKNOWN else toll
            )
    return [_counted_rest(found[group], whole, found) for group in Group if group in found]


def _counted_rest(part: Toll, whole: Toll, found: dict[Group, Toll]) -> Toll:
    """'22 were killed, six of them civilians. The rest were fighters.': what the total leaves, where it is exact."""
    others = [other.best for group, other in found.items() if group in STATUS and group is not part.group]
    if part.basis.rule != "tolls.rest" or whole.best is None or not others or None in others:
        return part
    rest = whole.best - sum(other for other in others if other is not None)
    return replace(part, low=rest, best=rest, high=None if whole.high is None else rest) if rest > 0 else part


def _status_sum(found: dict[Group, Toll], toll: Toll) -> int:
    """The sum of the status groups with one more: parts of a whole never exceed it."""
    others = (part.best or 0 for group, part in found.items() if group in STATUS and group is not toll.group)
    return sum(others) + (toll.best or 0)


def _lead_first(draft: Draft, whole: Toll) -> list[ToldEvent]:
    """The telling of the total first, then the others in text order: its parts belong to it most surely."""
    return sorted(draft.events, key=lambda event: not any(toll.span == whole.span for toll in event.claim.tolls))
