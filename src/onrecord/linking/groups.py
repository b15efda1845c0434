"""Scored pairs of accounts to groups, each of one incident.

Comes in: what keeps accounts apart, the weights of pairs, and what people decided. Goes out: groups. They are joined
from the heaviest pair of groups down, by the mean weight over all pairs of their accounts, so that one account that
fits two incidents does not chain them together. Three things keep two groups apart whatever their weight: a person's
decision, two incidents that one report is mainly about, and days told exactly that do not meet. A person's 'same'
comes first, joins all the same, and then any of their days will do. The outcome depends on the set of accounts, weights and decisions alone, not on
their order: weights are whole numbers, and ties are broken by id.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.linking.accounts import Account

Pair = tuple[str, str]
"""Two account ids, the smaller first."""

THRESHOLD = 0
"""Mean weight from which two groups are one incident, in thousandths of a bit: as likely as not. Tried on the 384
development reports: -8,000 to 5,000."""
FLOOR = -15_000
"""No pair counts for less, and one that was not compared counts for this: it shares neither place nor time."""
CEILING = 12_000
"""No pair counts for more: one quotation in both does not outweigh all else in a large group."""
SAME_REPORT = 6_000
"""Taken off the weight of two accounts of one report: the report told them apart, though it may tell one incident
twice."""


NEAR_DAYS = 3
"""Days told by words within so many days keep accounts apart; longer times only weigh."""
_EVER = 10**9


@dataclass(frozen=True, slots=True)
class Bounds:
    """What keeps an account apart from others; see ``bounds_of``."""

    id: str
    report_id: str
    primary: bool
    first: int | None = None
    """The first and the last day on which it can have happened, where words tell that within a few days."""
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of accounts by their positions, the smaller first, with weights in thousandths of a bit; all of one length.

    Pairs below FLOOR are left out, as are those that were not compared.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    weight: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of pairs of accounts; every pair with the smaller id first."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def bounds_of(account: Account) -> Bounds:
    """What keeps an account apart from others."""
    first, last = account.day, account.last_day
    if first is None or last is None or not account.dated or last - first > NEAR_DAYS:
        first = last = None
    return Bounds(account.id, account.report_id, account.primary, first, last)


def pair(one: str, other: str) -> Pair:
    """Two ids as a Pair."""
    return (one, other) if one < other else (other, one)


def group(
    accounts: Sequence[Bounds],
    scored: Scored,
    decided: Decided = Decided(),
) -> list[tuple[str, ...]]:
    """The groups, each sorted, in the order of their first ids; an account that fits none is a group of its own.

    ``scored`` names accounts by their positions. A join needs a pair that reaches the threshold by itself, so groups
    are sought within the sets that such pairs and decisions connect.
    """
    positions = {one.id: position for position, one in enumerate(accounts)}
    same = [(positions[one], positions[other]) for one, other in decided.same if {one, other} <= positions.keys()]
    connected = _connected(len(accounts), scored, same)
    apart = [(positions[one], positions[other]) for one, other in decided.different if {one, other} <= positions.keys()]
    groups: list[tuple[str, ...]] = [(one.id,) for position, one in enumerate(accounts) if position not in connected]
    parts = _parts(connected, scored, same, apart)
    groups += [found for part in parts for found in _grouped(accounts, part)]
    return sorted(groups)


@dataclass(slots=True)
class _Part:
    """Accounts that may belong together, by position, with what is known of pairs of them."""

    members: list[int] = field(default_factory=list)
    weights: list[tuple[int, int, int]] = field(default_factory=list)
    same: list[tuple[int, int]] = field(default_factory=list)
    different: list[tuple[int, int]] = field(default_factory=list)


def _connected(count: int, scored: Scored, same: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The accounts that belong with any other, each to the smallest position that it is connected with."""
    lives_on = list(range(count))
    strong = scored.weight >= THRESHOLD
    for one, other in chain(zip(scored.one[strong].tolist(), scored.other[strong].tolist(), strict=True), same):
        into, gone = sorted((_root(lives_on, one), _root(lives_on, other)))
        lives_on[gone] = into
    roots = [_root(lives_on, number) for number in range(count)]
    large = {root for number, root in enumerate(roots) if root != number}
    return {number: root for number, root in enumerate(roots) if root in large}


def _parts(
    connected: Mapping[int, int],
    scored: Scored,
    same: Sequence[tuple[int, int]],
    different: Sequence[tuple[int, int]],
) -> Iterable[_Part]:
    parts: dict[int, _Part] = defaultdict(_Part)
    for member, root in connected.items():
        parts[root].members.append(member)
    for one, other, weight in zip(scored.one.tolist(), scored.other.tolist(), scored.weight.tolist(), strict=True):
        root = connected.get(one, -1)
        if root >= 0 and root == connected.get(other):
            parts[root].weights.append((one, other, weight))
    for one, other in same:
        parts[connected[one]].same.append((one, other))
    for one, other in different:
        root = connected.get(one, -1)
        if root >= 0 and root == connected.get(other):
            parts[root].different.append((one, other))
    return parts.values()


def _grouped(accounts: Sequence[Bounds], part: _Part) -> Iterator[tuple[str, ...]]:
    members = sorted((accounts[member] for member in part.members), key=lambda one: one.id)
    numbers = {one.id: number for number, one in enumerate(members)}

    def number(position: int) -> int:
        return numbers[accounts[position].id]

    grouping = _Grouping(members)
    for one, other, weight in part.weights:
        grouping.weigh(number(one), number(other), weight)
    for one, other in part.different:
        grouping.keep_apart(number(one), number(other))
    grouping.join_decided([(number(one), number(other)) for one, other in part.same])
    grouping.join_by_weight()
    return grouping.groups()


class _Grouping:
    """Groups by number; a joined group lives on under the smaller number."""

    def __init__(self, accounts: Sequence[Bounds]) -> None:
        self._accounts = accounts
        self._members: list[list[str]] = [[one.id] for one in accounts]
        self._primaries: list[set[str]] = [{one.report_id} if one.primary else set() for one in accounts]
        self._first = [-_EVER if one.first is None else one.first for one in accounts]
        self._last = [_EVER if one.last is None else one.last for one in accounts]
        self._sums: list[dict[int, int]] = [{} for _ in accounts]
        self._counts: list[dict[int, int]] = [{} for _ in accounts]
        self._kept_apart: list[set[int]] = [set() for _ in accounts]

    def weigh(self, one: int, other: int, weight: int) -> None:
        """Take in the weight of a pair."""
        weight = min(weight, CEILING)
        if self._accounts[one].report_id == self._accounts[other].report_id:
            weight -= SAME_REPORT
        self._sums[one][other] = self._sums[other][one] = weight
        self._counts[one][other] = self._counts[other][one] = 1

    def keep_apart(self, one: int, other: int) -> None:
        """Take in that a person called two accounts different."""
        self._kept_apart[one].add(other)
        self._kept_apart[other].add(one)

    def groups(self) -> Iterator[tuple[str, ...]]:
        """The groups as they are now."""
        return (tuple(sorted(members)) for members in self._members if members)

    def join_decided(self, same: Iterable[tuple[int, int]]) -> None:
        """Join what a person called the same, whatever else is known."""
        lives_on = list(range(len(self._members)))
        for one, other in sorted(same):
            into, gone = sorted((_root(lives_on, one), _root(lives_on, other)))
            if into != gone:
                days = self._all_days(into, gone)
                self._join(into, gone)
                self._first[into], self._last[into] = days
                lives_on[gone] = into

    def _all_days(self, one: int, other: int) -> tuple[int, int]:
        """The days of two groups that a person joined: where they do not meet one of them is wrong, and either may be
        told by others."""
        first, last = max(self._first[one], self._first[other]), min(self._last[one], self._last[other])
        return (first, last) if first <= last else (last, first)

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
        if mean >= THRESHOLD and not self._are_apart(one, other):
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
        return (self._sums[one].get(other, 0) + unscored * FLOOR) // pairs

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
    """Where a number has gone to; the way there is made shorter for the next time."""
    while lives_on[number] != number:
        lives_on[number] = lives_on[lives_on[number]]
        number = lives_on[number]
    return number
