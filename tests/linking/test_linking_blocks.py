"""Accounts of one incident share a block under what reports differ in; what is far apart does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from accounts_by_hand import account, at, killed, on
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.accounts import Account
from onrecord.linking.blocks import LEAST_TELLING_TOLL, blocks_of

DAY = date(2021, 5, 3)
MARKET = account(1, **on(DAY), **at("beni walad", 31.75, 13.98), **killed(12), names=("hadid",))


def meet(one: Account, other: Account) -> bool:
    return bool(set(blocks_of(one)) & set(blocks_of(other)))


@pytest.mark.parametrize(
    "other",
    [
        account(2, **on(DAY - timedelta(1)), **at("beni walad", 31.75, 13.98)),
        account(2, **on(DAY + timedelta(1)), **at("beni walad", 31.75, 13.98)),
        account(2, **on(DAY - timedelta(3), 7), **at("bani waleed", 31.76, 14.0)),
        account(2, **on(DAY), **at("zamzam", 31.5, 13.9, admin1="sirte")),
        account(2, **on(DAY), country="LY", admin1="misrata", fineness=1),
        account(2, **on(DAY), country="LY", fineness=2, **killed(12)),
        account(2, **on(DAY), country="LY", fineness=2, names=("hadid",)),
    ],
    ids=["the day before", "the day after", "that week", "the next town", "the unit", "the toll", "a name"],
)
def test_accounts_of_one_incident_share_a_block(other: Account) -> None:
    assert meet(MARKET, other)


@pytest.mark.parametrize(
    "other",
    [
        account(2, **on(DAY + timedelta(9)), **at("beni walad", 31.75, 13.98)),
        account(2, **on(DAY), **at("tall khadra", 32.1, 23.9, admin1="butnan")),
        account(2, **on(DAY), country="LY", fineness=2, **killed(13)),
        account(2, **on(DAY), country="TD", fineness=2, **killed(12)),
    ],
    ids=["a week later", "far away", "another toll", "another country"],
)
def test_what_is_far_apart_shares_none(other: Account) -> None:
    assert not meet(MARKET, other)


def test_a_toll_that_many_incidents_have_is_no_block() -> None:
    few = killed(LEAST_TELLING_TOLL - 1)
    one, other = (account(number, **on(DAY), country="LY", fineness=2, **few) for number in (1, 2))
    assert not meet(one, other)


@pytest.mark.parametrize(
    "lost",
    [account(), account(**at("beni walad", 31.75, 13.98)), account(**on(DAY)), account(**on(DAY, 400), **killed(12))],
)
def test_without_time_or_place_there_is_no_block(lost: Account) -> None:
    assert blocks_of(lost) == ()


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_points_within_fifteen_kilometres_share_a_block(lat: float, lon: float, north: float, east: float) -> None:
    one = account(1, **on(DAY), **at("x", lat, lon, admin1=None))
    other = account(2, **on(DAY), **at("y", lat + north, lon + east, admin1=None))
    assert meet(one, other)


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 39))
def test_blocks_come_once_in_order_and_are_few(lat: float, lon: float, days: int) -> None:
    found = blocks_of(account(**on(DAY, days), **at("x", lat, lon)))
    assert list(found) == sorted(set(found))
    assert all(-(2**63) <= one < 2**63 for one in found)
