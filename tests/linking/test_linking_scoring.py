"""A pair's weight is of its two accounts and the model alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from accounts_by_hand import account, at, killed, on

from onrecord.linking.accounts import Account
from onrecord.linking.explaining import explain
from onrecord.linking.groups import Pair, pair
from onrecord.linking.scoring import WORDS, score, with_words

DAY = date(2021, 5, 3)
MARKET = {**at("beni walad", 31.75, 13.98), **killed(12), "words": ("market", "shell", "trader", "morning")}
ACCOUNTS = [
    account(1, **on(DAY), **MARKET),
    account(2, **on(DAY, 2), **{**MARKET, "names": ("hadid",)}),
    account(3, **on(DAY + timedelta(1)), **{**MARKET, **killed(15)}),
    account(4, **on(DAY), **at("zamzam", 31.8, 14.0), words=("checkpoint", "convoy", "rifle", "driver")),
    account(5, **on(DAY), **at("tall khadra", 32.1, 23.9, admin1="butnan")),
]


def weights(accounts: list[Account]) -> dict[Pair, int]:
    found = score(accounts)
    rows = zip(found.one.tolist(), found.other.tolist(), found.weight.tolist(), strict=True)
    return {pair(accounts[one].id, accounts[other].id): weight for one, other, weight in rows}


@pytest.fixture(scope="module")
def known() -> dict[Pair, int]:
    return weights(ACCOUNTS)


def test_the_order_of_accounts_does_not_change_weights(known: dict[Pair, int]) -> None:
    assert weights(ACCOUNTS[::-1]) == known
    assert weights([ACCOUNTS[number] for number in (3, 0, 4, 2, 1)]) == known


def test_a_weight_does_not_hang_on_other_accounts(known: dict[Pair, int]) -> None:
    assert weights(ACCOUNTS[:2]) == {("i-1", "i-2"): known["i-1", "i-2"]}


def test_more_accounts_leave_the_weights_of_the_others(known: dict[Pair, int]) -> None:
    more = [replace(one, id=f"{one.id}x", report_id=f"{one.report_id}x") for one in ACCOUNTS]
    found = weights([*more, *ACCOUNTS])
    assert {one: weight for one, weight in found.items() if one in known} == known


def test_positions_come_in_order_the_smaller_first() -> None:
    found = score(ACCOUNTS)
    rows = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert rows == sorted(rows)
    assert all(one < other for one, other in rows)


def test_one_event_told_alike_weighs_more_than_told_otherwise(known: dict[Pair, int]) -> None:
    assert known["i-1", "i-2"] > 0
    assert known["i-1", "i-2"] > known["i-1", "i-3"] > known.get(("i-1", "i-4"), -99_000)


def test_what_shares_no_block_is_not_compared(known: dict[Pair, int]) -> None:
    assert not any("i-5" in one for one in known)


@pytest.mark.parametrize("accounts", [[], ACCOUNTS[:1]])
def test_fewer_than_two_make_no_pair(accounts: list[Account]) -> None:
    assert weights(accounts) == {}


def test_ranges_that_share_one_end_weigh_the_same_from_either_side() -> None:
    narrow = account(1, **on(DAY), **{**MARKET, "killed_low": 8, "killed_high": 9})
    wide = account(2, **on(DAY), **{**MARKET, "killed_low": 8, "killed_high": 12})
    assert weights([narrow, wide]) == weights([wide, narrow])


def test_what_words_tell_is_what_the_steps_of_an_explanation_say() -> None:
    accounts = [*ACCOUNTS, account(6, **on(DAY), **{**MARKET, "words": ()})]
    found = with_words(accounts, score(accounts))
    assert found.words is not None
    assert {bool(words) for words in found.words.tolist()} == {True, False}
    for one, other, words in zip(found.one.tolist(), found.other.tolist(), found.words.tolist(), strict=True):
        steps = explain(accounts[one], accounts[other]).steps
        assert words == pytest.approx(1000 * sum(step.bits for step in steps if step.comparison in WORDS), abs=2)


def test_where_all_accounts_have_words_nobody_asks_what_they_tell() -> None:
    found = score(ACCOUNTS[:4])
    assert with_words(ACCOUNTS[:4], found) is found
