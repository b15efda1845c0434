"""Scored pairs of accounts to groups, each of one incident.

Comes in: what keeps accounts apart, the weights of pairs, and what people decided. Goes out: groups. They are joined
from the heaviest pair of groups down, by the mean weight over all pairs of their accounts, so that one account that
fits two incidents does not chain them together; large groups need a greater one. Then single accounts move to groups
that they fit clearly better, or that are larger and fit well, for what was joined first was joined knowing least. Three
things keep two groups apart whatever their weight: a person's decision, two incidents that one report is mainly about,
and days told exactly that do not meet. A person's 'same' comes first, joins all the same, and then any of their days
will do; who was joined so never moves. The outcome depends on the set of accounts, weights and decisions alone, not on
their order: weights are whole numbers, ties are broken by id.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.linking.accounts import Account

Pair = tuple[str, str]
"""Two account ids, the smaller first."""

THRESHOLD = -3_000
"""Mean weight from which two groups are one incident, in thousandths of a bit. Below even odds, since a pair that tells
little weighs but what two accounts taken at random do, and that is no evidence against. Chosen by cross-validation on
the 384 development reports: -4,000 to -2,500 give pairwise F1 within 0.005 of each other, -2,000 0.07 less."""
SMALL = 4
RISE = 1_000
MOST_RISE = 6_000
"""Where the smaller group has more than SMALL accounts, the threshold rises by so much with each more, up to so much:
single pairs err, but the mean over many of two groups of one incident is well above even odds. Chosen on generated
tellings (bench/told_incidents.py): 500 to 1,500 give F1 within 0.01 of each other, no rise 0.05 less. Of the 384
reports it touches one group, which stays whole; in cross-validation it costs 0.005 of pairwise F1."""
FLOOR = -8_000
"""No pair counts for less, and one that was not compared counts for this: it shares neither place nor time. One report
in a large group that got the place wrong must not break it apart. Tried: -12,000 to -6,000, which is as good; from
-10,000 on pairwise F1 is 0.05 less."""
CEILING = 12_000
"""No pair counts for more: one quotation in both does not outweigh all else in a large group. Tried: 8,000 to
16,000."""
SAME_REPORT = 6_000
"""Taken off the weight of two accounts of one report: the report told them apart, though it may tell one incident
twice. Tried: 3,000 to 20,000; 3,000 and 20,000 are slightly worse."""

MOVES_TO = 4
"""An account moves only to groups of so many others: those of fewer are too little known. Tried: 3 to 5 are alike, with
1 pairwise F1 of the 384 reports is 0.01 less."""
CLEARLY = 1_000
"""It moves where its mean weight is so much above that to the others of its own group. Tried: 1,000 to 3,000, which
are within 0.002 of F1 on generated tellings; without it accounts go back and forth."""
EVEN = 0
"""From a group of up to SMALL accounts it moves to a larger one at even odds already, however much it weighs with the
few: two that were joined first, one of them told of the wrong day, would keep each other out of their incident. Tried
on generated tellings: -1,000 to 1,000, within 0.002 of F1. The figures of the 384 reports stay as they are."""
ROUNDS = 8
"""So often every account is looked at, at the most; mostly nothing moves after four."""


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
    worded: bool = True
    """Whether words are known that it is told in; a list has none."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of accounts by their positions, the smaller first, with weights in thousandths of a bit; all of one length.

    Pairs below FLOOR are left out, as are those that were not compared.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    weight: NDArray[np.int32]
    words: NDArray[np.int32] | None = None
    """What of each weight words tell, 0 where one of the two has none; only needed where some accounts have none (see
    ``scoring.with_words``)."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of pairs of accounts; every pair with the smaller id first."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()


def bounds_of(account: Account) -> Bounds:
    """What keeps an account apart from others: a day told exactly; of a few days told, a day more on either side, for
    'overnight' and 'in recent days' are soft at their ends."""
    first, last = account.day, account.last_day
    if first is None or last is None or not account.dated or last - first > NEAR_DAYS:
        first = last = None
    elif last > first:
        first, last = first - 1, last + 1
    return Bounds(account.id, account.report_id, account.primary, first, last, bool(account.words))


def needed(small: int) -> int:
    """The mean weight from which two groups are joined, the smaller of so many accounts."""
    return THRESHOLD + min(MOST_RISE, RISE * max(0, small - SMALL))


def mean_weight(total: int, words: int, pairs: int, worded: int) -> int:
    """The mean weight of so many pairs, given the sums over all of them: what words tell is shared among those pairs
    alone of which both accounts have words, so that accounts without words do not thin out what the others tell."""
    return ((total - words) * worded + words * pairs) // (worded * pairs) if worded else total // pairs


def pair(one: str, other: str) -> Pair:
    """Two ids as a Pair."""
    return (one, other) if one < other else (other, one)


def group(
    accounts: Sequence[Bounds],
    scored: Scored,
    decided: Decided = Decided(),
) -> list[tuple[str, ...]]:
    """The groups, each sorted, in the order of their first ids; an account that fits none is a group of its own.

    ``scored`` names accounts by their positions, in the order of both.
    """
    numbers = {one.id: number for number, one in enumerate(sorted(accounts, key=lambda one: one.id))}
    same = [(numbers[one], numbers[other]) for one, other in decided.same if {one, other} <= numbers.keys()]
    different = [(numbers[one], numbers[other]) for one, other in decided.different if {one, other} <= numbers.keys()]
    grouping = _Grouping(accounts, scored, [numbers[one.id] for one in accounts])
    for one, other in different:
        grouping.keep_apart(one, other)
    grouping.join_decided(same)
    moving = grouping.joined_by_weight(frozenset(number for both in same for number in both), different)
    moving.move()
    ids = list(numbers)
    return sorted(tuple(ids[number] for number in members) for members in moving.groups())


class _Weights:
    """The weights of pairs as they count, found by position: a row for each account, in the order of the other one."""

    def __init__(self, accounts: Sequence[Bounds], scored: Scored) -> None:
        self._scored = scored
        codes: dict[str, int] = {}
        self.reports = np.array([codes.setdefault(one.report_id, len(codes)) for one in accounts], np.int32)
        self.values = np.minimum(scored.weight, CEILING)
        self.values[self.reports[scored.one] == self.reports[scored.other]] -= SAME_REPORT
        self._starts = np.searchsorted(scored.one, np.arange(len(accounts) + 1)).tolist()
        self._others = np.ascontiguousarray(scored.other).data
        words = np.zeros(len(scored.one), np.int32) if scored.words is None else scored.words
        self._values, self._words = self.values.data, np.ascontiguousarray(words).data

    def strong(self) -> Iterator[tuple[int, int]]:
        """The pairs, by positions, that reach the threshold."""
        found = np.flatnonzero(self.values >= THRESHOLD)
        return zip(self._scored.one[found].tolist(), self._scored.other[found].tolist(), strict=True)

    def of(self, one: int, other: int) -> tuple[int, int]:
        """The weight of a pair by positions, and what of it words tell; FLOOR where it was not compared or weighed
        less."""
        if one > other:
            one, other = other, one
        end = self._starts[one + 1]
        at = bisect_left(self._others, other, self._starts[one], end)
        return (self._values[at], self._words[at]) if at < end and self._others[at] == other else (FLOOR, 0)

    def rows(self, numbers: Sequence[int]) -> _Rows:
        """The pairs again, each from both sides, by numbers."""
        at = np.array(numbers, np.int32)
        one, other = at[self._scored.one], at[self._scored.other]
        of = np.concatenate([one, other])
        order = np.argsort(of, kind="stable")
        columns = (np.concatenate([other, one]), np.tile(self.values, 2), np.tile(np.asarray(self._words), 2))
        others, values, words = (column[order].data for column in columns)
        return _Rows([0, *np.cumsum(np.bincount(of, minlength=len(numbers))).tolist()], others, values, words)


@dataclass(frozen=True, slots=True)
class _Rows:
    """For each account those that it was compared with, the weights, and what of them words tell."""

    starts: list[int]
    others: memoryview[int]
    values: memoryview[int]
    words: memoryview[int]

    def of(self, number: int) -> Iterator[tuple[int, int, int]]:
        """The row of an account: the other one, the weight, what words tell of it."""
        row = slice(self.starts[number], self.starts[number + 1])
        return zip(self.others[row], self.values[row], self.words[row], strict=True)

    def strong(self, number: int) -> Iterator[int]:
        """Those whose weight with an account reaches the threshold by itself."""
        return (other for other, weight, _ in self.of(number) if weight >= THRESHOLD)


_Sums = tuple[int, int]


def _added(one: _Sums, other: _Sums) -> _Sums:
    return one[0] + other[0], one[1] + other[1]


class _Grouping:
    """Groups by number: that of their first account in the order of ids, under which a joined group lives on."""

    def __init__(self, accounts: Sequence[Bounds], scored: Scored, numbers: Sequence[int]) -> None:
        self._weights = _Weights(accounts, scored)
        self._numbers = numbers
        self._positions: list[int] = np.argsort(numbers).tolist()
        self._accounts = ordered = [accounts[position] for position in self._positions]
        self._members: list[list[int]] = [[number] for number in range(len(accounts))]
        self._lives_on = list(range(len(accounts)))
        self._first = [-_EVER if one.first is None else one.first for one in ordered]
        self._last = [_EVER if one.last is None else one.last for one in ordered]
        reports = self._weights.reports.tolist()
        self._about: list[tuple[int, ...]] = [
            (reports[position],) if one.primary else () for position, one in zip(self._positions, ordered, strict=True)
        ]
        """The reports that are mainly about a group's incident."""
        self._worded = [int(one.worded) for one in ordered]
        """How many accounts of a group have words."""
        self._kept_apart: dict[int, set[int]] = defaultdict(set)
        self._near: dict[int, dict[int, _Sums]] = defaultdict(dict)
        """The groups that each group may be joined with, and the sums of the weights of all pairs between the two, and
        of what words tell of them."""

    def keep_apart(self, one: int, other: int) -> None:
        """Take in that a person called two accounts different."""
        self._kept_apart[one].add(other)
        self._kept_apart[other].add(one)

    def joined_by_weight(self, stay: frozenset[int], different: Iterable[tuple[int, int]]) -> _Moving:
        """Join by weight; the groups, whose accounts may move, but for those that stay."""
        accounts = list(self._accounts)
        for number in stay:
            root = _root(self._lives_on, number)
            accounts[number] = replace(accounts[number], first=self._first[root], last=self._last[root])
        self._join_by_weight()
        apart = defaultdict(set)
        for one, other in different:
            apart[one].add(other)
            apart[other].add(one)
        return _Moving(accounts, self._members, self._weights.rows(self._numbers), stay, apart)

    def join_decided(self, same: Iterable[tuple[int, int]]) -> None:
        """Join what a person called the same, whatever else is known."""
        for one, other in sorted(same):
            into, gone = sorted((_root(self._lives_on, one), _root(self._lives_on, other)))
            if into != gone:
                days = self._all_days(into, gone)
                self._join(into, gone)
                self._first[into], self._last[into] = days

    def _all_days(self, one: int, other: int) -> tuple[int, int]:
        """The days of two groups that a person joined: where they do not meet one of them is wrong, and either may be
        told by others."""
        first, last = max(self._first[one], self._first[other]), min(self._last[one], self._last[other])
        return (first, last) if first <= last else (last, first)

    def _join_by_weight(self) -> None:
        """Join the pair of groups whose mean weight is most above what they need, again and again, until none is."""
        self._find_near()
        heap = [
            (-above, one, other)
            for one, near in self._near.items()
            for other in near
            if one < other and (above := self._above(one, other)) >= 0
        ]
        heapq.heapify(heap)
        while heap:
            negative, one, other = heapq.heappop(heap)
            if other not in self._near[one] or self._above(one, other) != -negative:
                continue
            self._join_near(one, other)
            for neighbour in self._near[one]:
                above = self._above(one, neighbour)
                if above >= 0:
                    heapq.heappush(heap, (-above, min(one, neighbour), max(one, neighbour)))

    def _find_near(self) -> None:
        """Find the groups that may be joined: some pair of their accounts reaches the threshold by itself, and nothing
        keeps them apart. What is apart once remains so, since joining by weight only narrows a group's days."""
        for one, other in self._weights.strong():
            into, gone = (_root(self._lives_on, self._numbers[position]) for position in (one, other))
            if into != gone and gone not in self._near[into] and not self._are_apart(into, gone):
                self._near[into][gone] = self._near[gone][into] = self._sum(into, gone)

    def _above(self, one: int, other: int) -> int:
        """How far the mean weight of two groups is above what they need."""
        sizes = len(self._members[one]), len(self._members[other])
        worded = self._worded[one] * self._worded[other]
        return mean_weight(*self._near[one][other], sizes[0] * sizes[1], worded) - needed(min(sizes))

    def _sum(self, one: int, other: int) -> _Sums:
        """The weights of all pairs between two groups, and what words tell of them."""
        known = self._near[one].get(other)
        if known is not None:
            return known
        at = [self._positions[member] for member in self._members[other]]
        total = words = 0
        for member in self._members[one]:
            position = self._positions[member]
            for there in at:
                weight, of_words = self._weights.of(position, there)
                total, words = total + weight, words + of_words
        return total, words

    def _are_apart(self, one: int, other: int) -> bool:
        """Days of a whole group meet if the latest first day is no later than the earliest last one."""
        if max(self._first[one], self._first[other]) > min(self._last[one], self._last[other]):
            return True
        is_about_both = any(report in self._about[other] for report in self._about[one])
        return is_about_both or (one in self._kept_apart and other in self._kept_apart[one])

    def _join_near(self, into: int, gone: int) -> None:
        """Join two groups, and sum their weights with what is near either."""
        others = (self._near[into].keys() | self._near[gone].keys()) - {into, gone}
        sums = {other: _added(self._sum(into, other), self._sum(gone, other)) for other in others}
        self._join(into, gone)
        for one in (into, gone):
            for other in self._near.pop(one):
                self._near[other].pop(one, None)
        for other, found in sums.items():
            if not self._are_apart(into, other):
                self._near[into][other] = self._near[other][into] = found

    def _join(self, into: int, gone: int) -> None:
        self._members[into] = sorted(self._members[into] + self._members[gone])
        self._members[gone] = []
        self._lives_on[gone] = into
        self._first[into] = max(self._first[into], self._first[gone])
        self._last[into] = min(self._last[into], self._last[gone])
        self._about[into] += self._about[gone]
        self._worded[into] += self._worded[gone]
        for other in self._kept_apart.pop(gone, ()):
            self._kept_apart[other].discard(gone)
            if other != into:
                self._kept_apart[other].add(into)
                self._kept_apart[into].add(other)


def _root(lives_on: list[int], number: int) -> int:
    """Where a number has gone to; the way there is made shorter for the next time."""
    while lives_on[number] != number:
        lives_on[number] = lives_on[lives_on[number]]
        number = lives_on[number]
    return number


class _Moving:
    """Groups whose accounts move, one after the other, in the order of their numbers."""

    def __init__(
        self,
        accounts: Sequence[Bounds],
        members: Sequence[list[int]],
        rows: _Rows,
        stay: frozenset[int],
        apart: Mapping[int, set[int]],
    ) -> None:
        """``stay`` are those that a person joined with others, their days those of all of them; ``apart`` are those
        that a person called different from each."""
        self._accounts, self._rows, self._stay, self._apart = accounts, rows, stay, apart
        self._members = {group: sorted(held) for group, held in enumerate(members) if held}
        self._of = {number: group for group, held in self._members.items() for number in held}
        self._worded = {group: sum(accounts[one].worded for one in held) for group, held in self._members.items()}

    def groups(self) -> Iterator[list[int]]:
        """The groups as they are now, each in the order of numbers."""
        return (members for members in self._members.values() if members)

    def move(self) -> None:
        """Look at every account, and again at those near a group that changed, until none moves or ROUNDS are over."""
        waiting = [number not in self._stay for number in range(len(self._accounts))]
        for _ in range(ROUNDS):
            if not any(waiting):
                return
            for number in range(len(waiting)):
                if waiting[number]:
                    waiting[number] = False
                    into = self._better(number)
                    for touched in () if into is None else self._moved(number, into):
                        waiting[touched] = touched not in self._stay

    def _better(self, number: int) -> int | None:
        """The group that an account moves to: the best of those that it may be in."""
        own, sums, near = self._of[number], *self._sums(number)
        fitting = [
            (-mean, self._members[group][0], group)
            for group in near - {own}
            if len(self._members[group]) >= MOVES_TO
            and (mean := self._mean(number, group, sums)) >= self._needed(number, group, sums)
        ]
        return next((group for *_, group in sorted(fitting) if self._may_be_in(number, group)), None)

    def _sums(self, number: int) -> tuple[dict[int, tuple[int, int, int]], set[int]]:
        """For each group that an account was compared with the sum of the weights, what words tell of them, and of how
        many; and the groups where one weight reaches the threshold by itself."""
        sums: dict[int, tuple[int, int, int]] = {}
        near = set()
        for other, weight, words in self._rows.of(number):
            group = self._of[other]
            known = sums.get(group, (0, 0, 0))
            sums[group] = (known[0] + weight, known[1] + words, known[2] + 1)
            if weight >= THRESHOLD:
                near.add(group)
        return sums, near

    def _mean(self, number: int, group: int, sums: Mapping[int, tuple[int, int, int]]) -> int:
        """The mean weight of an account and the others of a group."""
        is_own, is_worded = self._of[number] == group, self._accounts[number].worded
        pairs = len(self._members[group]) - is_own
        worded = self._worded[group] - is_own if is_worded else 0
        total, words, compared = sums.get(group, (0, 0, 0))
        return mean_weight(total + FLOOR * (pairs - compared), words, pairs, worded)

    def _needed(self, number: int, group: int, sums: Mapping[int, tuple[int, int, int]]) -> int:
        """The mean weight with a group at which an account leaves its own for it."""
        own = self._of[number]
        size = len(self._members[own])
        if size == 1:
            return THRESHOLD
        clearly = self._mean(number, own, sums) + CLEARLY
        is_small = size <= SMALL and size < len(self._members[group])
        return max(THRESHOLD, min(clearly, EVEN) if is_small else clearly)

    def _may_be_in(self, number: int, group: int) -> bool:
        """Whether neither days, nor what a report is about, nor a person keeps an account out of a group."""
        account, members = self._accounts[number], self._members[group]
        held = [self._accounts[one] for one in members]
        firsts = [one.first for one in (account, *held) if one.first is not None]
        lasts = [one.last for one in (account, *held) if one.last is not None]
        if firsts and max(firsts) > min(lasts):
            return False
        if account.primary and any(one.primary and one.report_id == account.report_id for one in held):
            return False
        return self._apart.get(number, set()).isdisjoint(members)

    def _moved(self, number: int, into: int) -> set[int]:
        """Move an account; all that may move because of it."""
        left = self._of[number]
        self._members[left].remove(number)
        insort(self._members[into], number)
        self._of[number] = into
        for group, more in ((left, -1), (into, 1)):
            self._worded[group] += more * self._accounts[number].worded
        changed = {*self._members[left], *self._members[into]}
        return changed | {other for one in changed for other in self._rows.strong(one)}
