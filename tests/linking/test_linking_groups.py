"""What a person said comes first, then days and what reports are about, then weights; the order of input is nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from accounts_by_hand import account
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.groups import (
    CLEARLY,
    EVEN,
    MOVES_TO,
    RISE,
    SMALL,
    THRESHOLD,
    Bounds,
    Decided,
    Pair,
    Scored,
    bounds_of,
    group,
    mean_weight,
    pair,
)

Weights = Mapping[Pair, int]
STRONG, WEAK = 9_000, -5_000
NOTHING = Decided()


def scored(accounts: Sequence[Bounds], weights: Weights) -> Scored:
    """The weights as ``score`` gives them: by positions, in their order."""
    at = {one.id: position for position, one in enumerate(accounts)}
    rows = sorted((*sorted((at[one], at[other])), weight) for (one, other), weight in weights.items())
    one, other, weight = np.array(rows, np.int32).reshape(-1, 3).T
    return Scored(np.ascontiguousarray(one), np.ascontiguousarray(other), np.ascontiguousarray(weight))


def grouped(accounts: Sequence[Bounds], weights: Weights, decided: Decided = NOTHING) -> list[tuple[str, ...]]:
    return group(accounts, scored(accounts, weights), decided)


def told(*ids: str) -> list[Bounds]:
    return [Bounds(one, f"r-{one}", primary=True) for one in ids]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Bounds], dict[Pair, int], Decided]:
    ids = [f"a{number}" for number in range(draw(st.integers(1, 9)))]
    days = st.integers(1, 4)
    accounts = []
    for one in ids:
        first, last = sorted((draw(days), draw(days)))
        told_days = (first, last) if draw(st.booleans()) else (None, None)
        accounts.append(Bounds(one, f"r{draw(st.integers(0, 6))}", draw(st.booleans()), *told_days))
    pairs = [(one, other) for one in ids for other in ids if one < other]
    some = st.lists(st.sampled_from(pairs), max_size=3, unique=True) if pairs else st.just([])
    is_dense = draw(st.booleans())
    """Groups large enough for accounts to move to need most of the weights."""
    least = -3_000 if is_dense else -9_000
    weights = {one: draw(st.integers(least, 15_000)) for one in pairs if is_dense or draw(st.booleans())}
    same = frozenset(draw(some))
    return accounts, weights, Decided(same, frozenset(draw(some)) - same)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_changes_nothing(
    case: tuple[list[Bounds], dict[Pair, int], Decided], dice: random.Random
) -> None:
    accounts, weights, decided = case
    mixed = accounts[:]
    dice.shuffle(mixed)
    assert grouped(mixed, weights, decided) == grouped(accounts, weights, decided)


@given(cases())
def test_every_account_is_in_one_group(case: tuple[list[Bounds], dict[Pair, int], Decided]) -> None:
    accounts, weights, decided = case
    found = grouped(accounts, weights, decided)
    assert sorted(one for members in found for one in members) == sorted(one.id for one in accounts)


@given(cases())
def test_what_a_person_called_the_same_is_one(case: tuple[list[Bounds], dict[Pair, int], Decided]) -> None:
    accounts, weights, decided = case
    of = {one: members for members in grouped(accounts, weights, decided) for one in members}
    assert all(of[one] == of[other] for one, other in decided.same)


def chained(accounts: Sequence[Bounds], decided: Decided) -> dict[str, str]:
    """Each account, with the one that stands for all that decisions of 'same' chain it to."""
    of = {one.id: one.id for one in accounts}
    for one, other in decided.same:
        of = {member: of[one] if root == of[other] else root for member, root in of.items()}
    return of


@given(cases())
def test_weights_join_nothing_that_is_kept_apart(case: tuple[list[Bounds], dict[Pair, int], Decided]) -> None:
    accounts, weights, decided = case
    held, chain = {one.id: one for one in accounts}, chained(accounts, decided)
    for members in grouped(accounts, weights, decided):
        for one, other in ((one, other) for one in members for other in members if one < other):
            if chain[one] == chain[other]:
                continue
            assert (one, other) not in decided.different
            first, second = held[one], held[other]
            assert not (first.primary and second.primary and first.report_id == second.report_id)


@given(cases())
def test_days_of_a_group_meet_where_no_person_joined_it(case: tuple[list[Bounds], dict[Pair, int], Decided]) -> None:
    accounts, weights, decided = case
    held = {one.id: one for one in accounts}
    for members in grouped(accounts, weights, Decided(different=decided.different)):
        days = [(held[one].first, held[one].last) for one in members]
        firsts, lasts = [one for one, _ in days if one is not None], [one for _, one in days if one is not None]
        assert not firsts or max(firsts) <= min(lasts)


def test_one_account_that_fits_two_groups_does_not_chain_them() -> None:
    first, second = ("a", "b", "c"), ("x", "y", "z")
    within = {pair(one, other): STRONG for side in (first, second) for one in side for other in side if one < other}
    bridge = {("c", "m"): 2_000, ("m", "x"): 2_000}
    found = grouped(told(*first, "m", *second), {**within, **bridge})
    assert first in found
    assert second in found


def test_pairs_that_were_not_compared_speak_against_a_group() -> None:
    weights = {("a", "b"): STRONG, ("b", "c"): 1_000}
    assert grouped(told("a", "b", "c"), weights) == [("a", "b"), ("c",)]


def test_one_weak_pair_does_not_break_a_group() -> None:
    weights = {("a", "b"): STRONG, ("a", "c"): STRONG, ("b", "c"): WEAK}
    assert grouped(told("a", "b", "c"), weights) == [("a", "b", "c")]


def test_the_threshold_itself_joins() -> None:
    assert grouped(told("a", "b"), {("a", "b"): THRESHOLD}) == [("a", "b")]
    assert grouped(told("a", "b"), {("a", "b"): THRESHOLD - 1}) == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("size", "between", "groups"),
    [
        (SMALL, THRESHOLD, 1),
        (SMALL + 1, THRESHOLD, 2),
        (SMALL + 1, THRESHOLD + RISE, 1),
        (SMALL + 2, THRESHOLD + RISE, 2),
    ],
)
def test_large_groups_need_more_to_be_joined(size: int, between: int, groups: int) -> None:
    sides = [[f"{side}{number}" for number in range(size)] for side in "ab"]
    within = {pair(one, other): STRONG for side in sides for one in side for other in side if one < other}
    across = {pair(one, other): between for one in sides[0] for other in sides[1]}
    assert len(grouped(told(*sides[0], *sides[1]), {**within, **across})) == groups


def test_one_account_joins_a_large_group_at_the_threshold() -> None:
    many = [f"a{number}" for number in range(3 * SMALL)]
    within = {pair(one, other): STRONG for one in many for other in many if one < other}
    across = {pair(one, "b"): THRESHOLD for one in many}
    assert len(grouped(told(*many, "b"), {**within, **across})) == 1


def test_two_events_that_one_report_is_about_stay_two() -> None:
    both = [Bounds("a", "r", primary=True), Bounds("b", "r", primary=True)]
    assert grouped(both, {("a", "b"): STRONG}) == [("a",), ("b",)]


def test_a_report_may_tell_one_event_twice() -> None:
    twice = [Bounds("a", "r", primary=True), Bounds("b", "r", primary=False)]
    assert grouped(twice, {("a", "b"): STRONG}) == [("a", "b")]


def test_a_person_joins_even_what_days_keep_apart() -> None:
    apart = [Bounds("a", "r1", True, 1, 1), Bounds("b", "r2", True, 5, 5)]
    assert grouped(apart, {("a", "b"): STRONG}) == [("a",), ("b",)]
    assert grouped(apart, {}, Decided(same=frozenset({("a", "b")}))) == [("a", "b")]


def test_a_person_keeps_apart_what_weighs_most() -> None:
    assert grouped(told("a", "b"), {("a", "b"): STRONG}, Decided(different=frozenset({("a", "b")}))) == [("a",), ("b",)]


def test_an_exact_day_keeps_apart_a_few_days_with_a_day_more_and_longer_times_not() -> None:
    assert (bounds_of(account(day=10, last_day=10)).first, bounds_of(account(day=10, last_day=10)).last) == (10, 10)
    few = bounds_of(account(day=10, last_day=11))
    assert (few.first, few.last) == (9, 12)
    assert bounds_of(account(day=10, last_day=20)).first is None


def test_a_day_that_no_word_tells_keeps_nothing_apart() -> None:
    assert bounds_of(account(day=10, last_day=10, dated=False)).first is None


def test_nothing_is_no_group() -> None:
    assert grouped([], {}) == []


# ---------------------------------------------------------------- what only some tell


def test_what_words_tell_is_shared_among_those_that_have_words() -> None:
    assert mean_weight(total=-1_000, words=-9_000, pairs=4, worded=4) == -250
    assert mean_weight(total=-1_000, words=-9_000, pairs=4, worded=1) == 8_000 // 4 - 9_000
    assert mean_weight(total=-1_000, words=0, pairs=4, worded=0) == -250


@pytest.mark.parametrize(("worded", "groups"), [(True, 1), (False, 2)])
def test_accounts_without_words_do_not_thin_out_that_words_differ(worded: bool, groups: int) -> None:
    accounts = [Bounds(one, f"r-{one}", True, worded=worded or one in "ac") for one in "abcd"]
    weights = {("a", "b"): STRONG, ("c", "d"): STRONG, ("a", "d"): 2_000, ("b", "c"): 2_000, ("b", "d"): 2_000}
    found = scored(accounts, {**weights, ("a", "c"): -7_000})
    words = np.where(found.weight == -7_000, -9_000, 0).astype(np.int32)
    assert len(group(accounts, replace(found, words=words))) == groups


# ---------------------------------------------------------------- moving


def trapped(mean: int, size: int = MOVES_TO, day: int | None = None) -> tuple[list[Bounds], dict[Pair, int]]:
    """'a' joins 'b' first, which is told of the wrong day and cannot join the group whose accounts 'a' fits so well."""
    many = [f"m{number}" for number in range(size)]
    accounts = [Bounds("a", "r-a", True, day, day), Bounds("b", "r-b", True, 2, 2)]
    accounts += [Bounds(one, f"r-{one}", True, 1, 1) for one in many]
    within = {pair(one, other): STRONG - 1_000 for one in many for other in many if one < other}
    return accounts, {("a", "b"): STRONG, **within, **{("a", one): mean for one in many}}


MOVED, STAYED = [("a", "m0", "m1", "m2", "m3"), ("b",)], [("a", "b"), ("m0", "m1", "m2", "m3")]


@pytest.mark.parametrize(("mean", "groups"), [(EVEN, MOVED), (EVEN - 1, STAYED)])
def test_an_account_leaves_a_few_for_a_larger_group_at_even_odds(mean: int, groups: list[tuple[str, ...]]) -> None:
    assert grouped(*trapped(mean)) == groups


def test_an_account_leaves_a_few_for_no_group_as_small() -> None:
    assert grouped(*trapped(8_000, size=MOVES_TO - 1))[0] == ("a", "b")


def test_an_account_moves_nowhere_where_days_or_a_person_keep_it_out() -> None:
    assert grouped(*trapped(8_000, day=2)) == STAYED
    assert grouped(*trapped(8_000), Decided(different=frozenset({("a", "m1")}))) == STAYED


def test_an_account_moves_to_no_second_event_of_its_report() -> None:
    accounts, weights = trapped(5_000)
    accounts = [replace(one, report_id="r-a") if one.id == "m2" else one for one in accounts]
    assert grouped(accounts, weights) == STAYED


def test_what_a_person_joined_does_not_move() -> None:
    assert grouped(*trapped(8_000), Decided(same=frozenset({("a", "b")}))) == STAYED


def test_an_account_moves_to_what_a_person_joined_on_any_of_its_days() -> None:
    accounts, weights = trapped(5_000)
    accounts = [replace(one, first=9, last=9) if one.id == "m0" else one for one in accounts]
    assert grouped(accounts, weights, Decided(same=frozenset({("m0", "m1")}))) == MOVED


@pytest.mark.parametrize(("mean", "moves"), [(750 + CLEARLY, True), (750 + CLEARLY - 1, False)])
def test_an_account_leaves_many_only_for_a_group_that_it_fits_clearly_better(mean: int, moves: bool) -> None:
    few, many = [f"f{number}" for number in range(SMALL)], [f"m{number}" for number in range(SMALL + 1)]
    within = {pair(one, other): 8_000 for side in (few, many) for one in side for other in side if one < other}
    own = {("a", one): STRONG if one == "f0" else -2_000 for one in few}
    found = grouped(told("a", *few, *many), {**within, **own, **{("a", one): mean for one in many}})
    assert found == ([("a", *many), tuple(few)] if moves else [("a", *few), tuple(many)])


@given(cases(), cases(), st.integers(-9_000, THRESHOLD - 1))
def test_accounts_that_no_weight_reaches_change_nothing(
    one: tuple[list[Bounds], dict[Pair, int], Decided], other: tuple[list[Bounds], dict[Pair, int], Decided], weak: int
) -> None:
    """Linking anew only what is connected with something new relies on it."""
    (accounts, weights, decided), (others, more, also) = one, other
    away = {found.id: f"{found.id}+" for found in others}
    others = [replace(found, id=away[found.id], report_id=f"{found.report_id}+") for found in others]
    more = {(away[first], away[second]): weight for (first, second), weight in more.items()}
    same, apart = (frozenset((away[a], away[b]) for a, b in pairs) for pairs in (also.same, also.different))
    between = {pair(first.id, second.id): weak for first in accounts for second in others}
    together = Decided(decided.same | same, decided.different | apart)
    alone = [*grouped(accounts, weights, decided), *grouped(others, more, Decided(same, apart))]
    assert grouped([*accounts, *others], {**weights, **more, **between}, together) == sorted(alone)
