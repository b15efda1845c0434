"""Scored pairs of accounts to groups, each of one incident.

Comes in: what keeps accounts apart, the weights of pairs, and what people decided. Goes out: groups. Groups are joined
from the heaviest pair of groups down, by the mean weight over all pairs of their accounts, so that one account that
fits two incidents does not chain them together. Three things keep two groups apart whatever their weight: a person's
decision, two incidents that one report is mainly about, and days told exactly that do not meet. A person's 'same'
comes first and joins all the same. The outcome depends on the set of accounts, weights and decisions alone, not on their order: weights are whole
numbers, and ties are broken by id.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
"""Two account ids, the smaller first."""

THRESHOLD = 3_000
"""Mean weight from which two groups are one incident, in thousandths of a bit. Range tried: see docs/benchmarks.md."""
UNSCORED = -10_000
"""The weight of a pair that was not compared, since it shares neither place nor time: strong evidence against."""
CEILING = 20_000
"""No pair counts for more: one quotation in both does not outweigh all else in a large group."""


SAME_REPORT = 6_000
"""Taken off the weight of two accounts of one report: the report told them apart, though it may tell one incident
twice."""


_EVER = 10**9


@dataclass(frozen=True, slots=True)
class Bounds:
    """What keeps an account apart from others."""

    id: str
    report_id: str
    primary: bool
    first: int | None = None
    """The first and the last day on which it can have happened, where words tell that within a few days."""
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of pairs of accounts; every pair with the smaller id first."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def pair(one: str, other: str) -> Pair:
    """Two ids as a Pair."""
    return (one, other) if one < other else (other, one)


def group(
    accounts: Iterable[Bounds],
    weights: Mapping[Pair, int],
    decided: Decided = Decided(),  # noqa: B008 - frozen
    threshold: int = THRESHOLD,
) -> list[tuple[str, ...]]:
    """The groups, each sorted, in the order of their first ids; an account that fits none is a group of its own."""
    ordered = sorted(accounts, key=lambda one: one.id)
    grouping = _Grouping(ordered, weights, decided, threshold)
    grouping.join_decided()
    grouping.join_by_weight()
    return sorted(grouping.groups())


class _Grouping:
    """Groups by number; a joined group lives on under the smaller number."""

    def __init__(
        self, accounts: Sequence[Bounds], weights: Mapping[Pair, int], decided: Decided, threshold: int
    ) -> None:
        self._threshold = threshold
        self._number = {one.id: number for number, one in enumerate(accounts)}
        self._members: list[list[str]] = [[one.id] for one in accounts]
        self._primaries: list[set[str]] = [{one.report_id} if one.primary else set() for one in accounts]
        self._first = [-_EVER if one.first is None else one.first for one in accounts]
        self._last = [_EVER if one.last is None else one.last for one in accounts]
        self._sums: list[dict[int, int]] = [{} for _ in accounts]
        self._counts: list[dict[int, int]] = [{} for _ in accounts]
        self._kept_apart: list[set[int]] = [set() for _ in accounts]
        self._same = [self._numbers(one) for one in sorted(decided.same) if self._knows(one)]
        for one, other in (self._numbers(one) for one in decided.different if self._knows(one)):
            self._kept_apart[one].add(other)
            self._kept_apart[other].add(one)
        for (first, second), weight in weights.items():
            if self._knows((first, second)):
                one, other = self._numbers((first, second))
                weight = min(weight, CEILING)
                if accounts[one].report_id == accounts[other].report_id:
                    weight -= SAME_REPORT
                self._sums[one][other] = self._sums[other][one] = weight
                self._counts[one][other] = self._counts[other][one] = 1

    def _knows(self, found: Pair) -> bool:
        return found[0] in self._number and found[1] in self._number

    def _numbers(self, found: Pair) -> tuple[int, int]:
        return self._number[found[0]], self._number[found[1]]

    def groups(self) -> Iterator[tuple[str, ...]]:
        """The groups as they are now."""
        return (tuple(sorted(members)) for members in self._members if members)

    def join_decided(self) -> None:
        """Join what a person called the same, whatever else is known."""
        lives_on = list(range(len(self._members)))
        for one, other in self._same:
            into, gone = sorted((_root(lives_on, one), _root(lives_on, other)))
            if into != gone:
                self._join(into, gone)
                lives_on[gone] = into

    def join_by_weight(self) -> None:
        """Join the pair of groups with the greatest mean weight, again and again, until none reaches the threshold."""
        heap: list[tuple[int, str, str, int, int]] = []
        for one, others in enumerate(self._sums):
            for other in others:
                if one < other:
                    self._offer(heap, one, other)
        while heap:
            negative, first, second, one, other = heapq.heappop(heap)
            if not self._is_current(negative, first, second, one, other):
                continue
            self._join(one, other)
            for neighbour in self._sums[one]:
                self._offer(heap, *sorted((one, neighbour)))

    def _offer(self, heap: list[tuple[int, str, str, int, int]], one: int, other: int) -> None:
        mean = self._mean(one, other)
        if mean >= self._threshold and not self._are_apart(one, other):
            heapq.heappush(heap, (-mean, self._members[one][0], self._members[other][0], one, other))

    def _is_current(self, negative: int, first: str, second: str, one: int, other: int) -> bool:
        """Whether both groups still are what they were when the pair was offered."""
        there = bool(self._members[one]) and bool(self._members[other])
        if not there or (self._members[one][0], self._members[other][0]) != (first, second):
            return False
        return self._mean(one, other) == -negative and not self._are_apart(one, other)

    def _mean(self, one: int, other: int) -> int:
        pairs = len(self._members[one]) * len(self._members[other])
        unscored = pairs - self._counts[one].get(other, 0)
        return (self._sums[one].get(other, 0) + unscored * UNSCORED) // pairs

    def _are_apart(self, one: int, other: int) -> bool:
        """Days of a whole group meet if the latest first day is no later than the earliest last one."""
        first, last = max(self._first[one], self._first[other]), min(self._last[one], self._last[other])
        both_told = not self._primaries[one].isdisjoint(self._primaries[other])
        return other in self._kept_apart[one] or first > last or both_told

    def _join(self, into: int, gone: int) -> None:
        self._members[into] = sorted(self._members[into] + self._members[gone])
        self._members[gone] = []
        self._primaries[into] |= self._primaries[gone]
        self._first[into] = max(self._first[into], self._first[gone])
        self._last[into] = min(self._last[into], self._last[gone])
        for found in (self._sums, self._counts):
            for neighbour, value in found[gone].items():
                del found[neighbour][gone]
                if neighbour != into:
                    found[into][neighbour] = found[neighbour][into] = found[into].get(neighbour, 0) + value
            found[gone] = {}
        for neighbour in self._kept_apart[gone]:
            self._kept_apart[neighbour].discard(gone)
            if neighbour != into:
                self._kept_apart[neighbour].add(into)
                self._kept_apart[into].add(neighbour)
        self._kept_apart[gone] = set()


def _root(lives_on: list[int], number: int) -> int:
    while lives_on[number] != number:
        number = lives_on[number]
    return number
