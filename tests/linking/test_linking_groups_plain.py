"""Groups: the swift way gives what joining the best pair of groups again and again gives, in any order."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.bench.documented import documented
from onrecord.bench.told_incidents import told
from onrecord.linking import scoring
from onrecord.linking.groups import (
    CEILING,
    CLEARLY,
    EVEN,
    FLOOR,
    MOVES_TO,
    ROUNDS,
    SAME_REPORT,
    SMALL,
    THRESHOLD,
    Bounds,
    Decided,
    Scored,
    group,
    needed,
    pair,
)

Weights = dict[tuple[int, int], tuple[int, int]]
"""By position: the weight of a pair, and what words tell of it."""


def as_scored(weights: Weights) -> Scored:
    rows = np.array([(*both, *weight) for both, weight in sorted(weights.items())], np.int32).reshape(-1, 4)
    return Scored(*rows.T)


def grouped_plainly(accounts: Sequence[Bounds], weights: Weights, different: set[frozenset[str]]) -> list[list[str]]:
    """Join the two groups whose mean weight is most above what they need, of equal ones the first by id, until none
    is left to join; then let one account after the other move to the group that it fits better."""
    by_id = {one.id: one for one in accounts}
    at = {one.id: position for position, one in enumerate(accounts)}

    def weigh(one: str, other: str) -> tuple[int, int]:
        found, words = weights.get((min(at[one], at[other]), max(at[one], at[other])), (None, 0))
        if found is None:
            return FLOOR, 0
        return min(found, CEILING) - (SAME_REPORT if by_id[one].report_id == by_id[other].report_id else 0), words

    def mean(one: list[str], other: list[str]) -> int:
        both = [(a, b) for a in one for b in other]
        worded = [(a, b) for a, b in both if by_id[a].worded and by_id[b].worded]
        apart_from_words = Fraction(sum(weigh(a, b)[0] - weigh(a, b)[1] for a, b in both), len(both))
        of_words = Fraction(sum(weigh(a, b)[1] for a, b in worded), len(worded)) if worded else 0
        return math.floor(apart_from_words + of_words)

    def are_apart(both: list[str]) -> bool:
        firsts = [first for one in both if (first := by_id[one].first) is not None]
        lasts = [last for one in both if (last := by_id[one].last) is not None]
        about = [by_id[one].report_id for one in both if by_id[one].primary]
        decided = any(frozenset(found) in different for found in combinations(both, 2))
        return decided or len(about) > len(set(about)) or (bool(firsts) and max(firsts) > min(lasts))

    groups = [[one] for one in sorted(by_id)]
    while True:
        joins = [
            (needed(min(len(one), len(other))) - mean(one, other), one, other)
            for one, other in combinations(sorted(groups), 2)
            if not are_apart([*one, *other])
        ]
        best = min(joins, default=(1, [], []))
        if best[0] > 0:
            break
        groups = [one for one in groups if one not in best[1:]] + [sorted([*best[1], *best[2]])]

    def leaves_for(one: str, own: list[str], other: list[str]) -> bool:
        if len(other) < MOVES_TO or not any(weigh(one, member)[0] >= THRESHOLD for member in other):
            return False
        least = THRESHOLD
        if len(own) > 1:
            clearly = mean([one], [member for member in own if member != one]) + CLEARLY
            least = max(least, min(clearly, EVEN) if len(own) <= SMALL and len(own) < len(other) else clearly)
        return mean([one], other) >= least and not are_apart([one, *other])

    for _ in range(ROUNDS):
        for one in sorted(by_id):
            own = next(found for found in groups if one in found)
            offers = sorted(
                (-mean([one], other), other) for other in groups if other != own and leaves_for(one, own, other)
            )
            if offers:
                own.remove(one)
                offers[0][1].append(one)
                offers[0][1].sort()
                groups = [found for found in groups if found]
    return sorted(groups)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Bounds], Weights, set[frozenset[str]]]:
    days = draw(st.lists(st.sampled_from([None, None, None, 1, 2]), min_size=2, max_size=13))
    accounts = [
        Bounds(
            f"{draw(st.integers(0, 99)):02}-{number}",
            f"r{draw(st.integers(0, 9))}",
            draw(st.booleans()),
            day,
            day,
            draw(st.booleans()),
        )
        for number, day in enumerate(days)
    ]
    pairs = list(combinations(range(len(accounts)), 2))
    told, least = [draw(st.integers(0, 1)) for _ in accounts], draw(st.sampled_from([-9, 0]))
    weights = {}
    for one, other in draw(st.lists(st.sampled_from(pairs), unique=True)) if least else pairs:
        words = draw(st.integers(-5, 5)) if accounts[one].worded and accounts[other].worded else 0
        lower = 0 if told[one] == told[other] else draw(st.integers(0, 8))
        weights[one, other] = ((draw(st.integers(least, 14)) - lower) * 1000, words * 1000)
    apart = draw(st.lists(st.sampled_from(pairs), max_size=2))
    return accounts, weights, {frozenset((accounts[one].id, accounts[other].id)) for one, other in apart}


@settings(max_examples=120, deadline=None)
@given(cases())
def test_groups_are_those_of_joining_the_best_again_and_again(
    case: tuple[list[Bounds], Weights, set[frozenset[str]]],
) -> None:
    accounts, weights, different = case
    weights = {both: (max(weight, FLOOR), words) for both, (weight, words) in weights.items()}
    decided = Decided(different=frozenset(pair(*sorted(found)) for found in different))
    found = group(accounts, as_scored(weights), decided)
    assert [list(members) for members in found] == grouped_plainly(accounts, weights, different)


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_accounts_does_not_matter(
    case: tuple[list[Bounds], Weights, set[frozenset[str]]], dice: random.Random
) -> None:
    accounts, weights, _ = case
    order = list(range(len(accounts)))
    dice.shuffle(order)
    moved = {old: new for new, old in enumerate(order)}
    turned = {(min(moved[a], moved[b]), max(moved[a], moved[b])): weight for (a, b), weight in weights.items()}
    assert group(accounts, as_scored(weights)) == group([accounts[one] for one in order], as_scored(turned))


def row(number: int) -> dict[str, str]:
    return {
        "id": str(number),
        "date_start": f"2016-03-{number % 9 + 1:02}",
        "date_end": f"2016-03-{number % 9 + 1:02}",
        "date_prec": "1",
        "where_prec": "1",
        "where_coordinates": f"Village{number % 4} village",
        "latitude": f"{34 + number % 4 / 5}",
        "longitude": "38.27",
        "adm_1": "Homs Governorate",
        "adm_2": "",
        "type_of_violence": "1",
        "side_a": "Government of Syria",
        "side_b": "IS",
        "deaths_a": "0",
        "deaths_b": str(number),
        "deaths_civilians": "0",
        "low": str(number),
        "best": str(number),
        "high": str(number),
    }


def same_scored(one: Scored, other: Scored) -> bool:
    names = ("one", "other", "weight")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.fixture
def portions(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda size: monkeypatch.setattr(scoring, "PORTION", size)


def test_portions_give_the_weights_of_all_at_once(portions: Callable[[int], None]) -> None:
    accounts = [account for account, _ in told(documented([row(number) for number in range(1, 15)]), 90)]
    whole = scoring.score(accounts)
    fresh = frozenset(account.id for account in accounts[::3])
    some = scoring.score(accounts, fresh)
    portions(25)
    assert len(whole.one) > 100
    assert same_scored(scoring.score(accounts), whole)
    assert same_scored(scoring.score(accounts, fresh), some)
    held = np.array([account.id in fresh for account in accounts])
    touched = held[whole.one] | held[whole.other]
    assert same_scored(some, Scored(whole.one[touched], whole.other[touched], whole.weight[touched]))


@pytest.mark.parametrize("count", [0, 1])
def test_one_account_has_no_pair(count: int) -> None:
    accounts = [account for account, _ in told(documented([row(3)]), count)]
    assert len(scoring.score(accounts).one) == 0
    assert len(group([], scoring.score(accounts))) == 0
