"""From a number to a toll: its group, its words, its rule.

Comes in: a harm and a number. Goes out: the toll of everybody the number counts, and for women, children and the like
the part of it that they are. Numbers of one group joined by 'and' add up; status follows the report's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.actors import Mention
from onrecord.claims.counts import ALONG, AND, Count, link_before
from onrecord.claims.harms import Harm, is_also
from onrecord.language import Reading
from onrecord.model import DEMOGRAPHIC, ActorKind, Basis, Effect, Group, How, Span, StatusRule, Toll

_SURE = {"tolls.exact": 0.95, "tolls.at_least": 0.95, "tolls.one": 0.85, "tolls.range": 0.9, "tolls.vague": 0.7}


@dataclass(frozen=True, slots=True)
class ToldToll:
    """A toll as a sentence tells it: the harm word's token, whether it is an earlier figure now superseded."""

    toll: Toll
    at: int
    part: bool = False
    earlier: bool = False


_SURE_OF_SUM = 0.85


def tolls_of(
    reading: Reading, harm: Harm, count: Count, mentions: Sequence[Mention], *, cumulative: bool, earlier: bool = False
) -> list[ToldToll]:
    """The toll of a number, and for women, children and the like the part of it that they are."""
    span = _cited(reading, harm, count)
    status, by = status_of(reading, count, mentions)
    vague = count.rule == "tolls.vague"
    basis = Basis(How.INFERRED if vague else How.STATED, count.rule, _SURE.get(count.rule, 0.9))
    best = None if vague else count.best
    whole = Toll(
        harm.effect,
        status,
        count.low,
        best,
        count.high,
        span,
        basis,
        hedge=count.hedge,
        cumulative=cumulative,
        status_by=by,
    )
    told = [ToldToll(whole, harm.at, earlier=earlier)]
    for group in sorted(count.groups & DEMOGRAPHIC):
        told.append(
            ToldToll(replace(whole, group=group, of=status, status_by=None), harm.at, part=True, earlier=earlier)
        )
    return told


def added(told: list[ToldToll], *, joined: bool) -> list[ToldToll]:
    """'ten children and five women': numbers of one group joined by 'and' add up to one toll, whose words hold both;
    'a commander as well as five others': of two numbers that are ``joined`` so, the one of no group is not the whole,
    but added to the other."""
    wholes = [item for item in told if not item.part]
    parts = together([item for item in told if item.part])
    by_group = ([item for item in wholes if item.toll.group is group] for group in Group)
    sums = [same[0] if len(same) == 1 else as_one(same) for same in by_group if same]
    unknown = [item for item in sums if item.toll.group is Group.UNKNOWN]
    known = [item for item in sums if item.toll.group is not Group.UNKNOWN]
    if joined and unknown and known:
        return [as_one([*unknown, *known]), *known, *parts]
    return [*sums, *parts] if len(sums) < len(wholes) else [*wholes, *parts]


def together(parts: Sequence[ToldToll]) -> list[ToldToll]:
    """'two girls and three boys', 'five were soldiers and three were policemen': parts of one group add up."""
    by_group: dict[tuple[Effect, Group, Group | None], list[ToldToll]] = {}
    for part in parts:
        by_group.setdefault((part.toll.effect, part.toll.group, part.toll.of), []).append(part)
    return [as_one(same) if len(same) > 1 else same[0] for same in by_group.values()]


_AND = (*AND, *ALONG, ("plus",))


def is_and(reading: Reading, counts: Sequence[Count]) -> bool:
    """Whether there are numbers with nothing between them but words that add the one to the other: 'a man, his wife
    and two children'."""
    links = [link_before(reading, one.phrase_last, other) for one, other in pairwise(counts)]
    return bool(links) and links[-1] in _AND and all(link in (*_AND, (",",)) for link in links)


def and_also(reading: Reading, told: list[ToldToll]) -> list[ToldToll]:
    """'assassinated in an attack in which two of his escort were also killed': more people than those told before."""
    killed = [item for item in told if item.toll.effect is Effect.KILLED and not (item.part or item.earlier)]
    killed.sort(key=lambda item: item.toll.span)
    more = [item for item in killed if item.at != killed[0].at and is_also(reading, item.at)]
    if not more:
        return told
    first = killed[0]
    return [*added([first, *more], joined=True), *(item for item in told if item is not first and item not in more)]


def as_one(items: Sequence[ToldToll]) -> ToldToll:
    """Tolls of different people as one, in the place of the first."""
    if len(items) == 1:
        return items[0]
    return replace(items[0], toll=summed([item.toll for item in items], _SURE_OF_SUM))


def and_others(reading: Reading, told: list[ToldToll]) -> list[ToldToll]:
    """'crucifying two people and executing 23 others': killed in two ways, the second told as others than the first."""
    wholes = [item for item in told if not item.part and not item.earlier and item.toll.effect is Effect.KILLED]
    if len(wholes) != 2 or wholes[0].at == wholes[1].at or wholes[0].toll.group is not wholes[1].toll.group:
        return told
    first, second = sorted(wholes, key=lambda item: item.toll.span)
    between = reading.report.text[first.toll.span.end : second.toll.span.end]
    if len(between) > 60 or not re.match(r"\W*and\b", between) or not re.search(r"\b(?:others?|more)\b", between):
        return told
    return [as_one([first, second]), *(item for item in told if item not in wholes)]


def summed(tolls: Sequence[Toll], confidence: float) -> Toll:
    """One toll from several of one effect, in the group of the first; a bound that one of them leaves open is open."""

    def total(figures: list[int | None]) -> int | None:
        return None if None in figures else sum(figure for figure in figures if figure is not None)

    low, best, high = (total([getattr(toll, end) for toll in tolls]) for end in ("low", "best", "high"))
    span = Span(min(toll.span.start for toll in tolls), max(toll.span.end for toll in tolls))
    basis = Basis(How.INFERRED, "tolls.sum", confidence)
    return replace(tolls[0], low=low, best=best, high=high, span=span, basis=basis, hedge=None)


def _cited(reading: Reading, harm: Harm, count: Count) -> Span:
    """The words that say it: harm word and number when they are close, else the number with its noun."""
    own = count.span(reading)
    word = reading.span(harm.at, harm.last)
    gap = harm.at - count.phrase_last if harm.at >= count.phrase_last else count.first - harm.last
    return own.join(word) if gap <= 4 else own


def status_of(reading: Reading, count: Count, mentions: Sequence[Mention]) -> tuple[Group, StatusRule | None]:
    """Civilian, combatant, security or unknown, and how that is known: by the noun, then by the party in the phrase.

    Status follows the report's words (requirement D7): nobody is a civilian by silence except women, children and
    the elderly, journalists, medics and aid workers, who are unless a military word stands with them. Men are not.
    """
    for status in STATUS_ORDER:
        if status in count.groups and not (
            status is Group.CIVILIAN and _STATE_KINDS & _kinds_in(reading, count, mentions)
        ):
            return status, StatusRule.WORD
    if count.groups & DEMOGRAPHIC - {Group.MEN}:
        return Group.CIVILIAN, StatusRule.PEOPLE
    by_party = status_by_kind(_kinds_in(reading, count, mentions))
    return by_party, None if by_party is Group.UNKNOWN else StatusRule.PARTY


STATUS_ORDER = (Group.SECURITY, Group.COMBATANT, Group.CIVILIAN)
"""Which status a noun gives that could give several ('military police officers')."""


def status_by_noun(groups: Set[Group]) -> Group:
    """The status among the groups that a noun names; unknown where it names none."""
    return next((group for group in STATUS_ORDER if group in groups), Group.UNKNOWN)


def status_by_kind(kinds: Set[ActorKind]) -> Group:
    """The status of people by the party they are said to be of."""
    if kinds & {ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL}:
        return Group.COMBATANT
    return Group.SECURITY if kinds & _STATE_KINDS else Group.UNKNOWN


_STATE_KINDS = frozenset({ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.PEACEKEEPERS})


def _kinds_in(reading: Reading, count: Count, mentions: Sequence[Mention]) -> frozenset[ActorKind]:
    own = count.span(reading)
    return frozenset(mention.actor.kind for mention in mentions if own.overlaps(mention.span))
