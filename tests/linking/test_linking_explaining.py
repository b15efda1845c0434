"""An explanation of two tellings says what grouping does with the two when nothing else is known."""

from __future__ import annotations

from datetime import date

import pytest
from accounts_by_hand import account, at, killed, on

from onrecord.linking.accounts import Account
from onrecord.linking.explaining import explain
from onrecord.linking.groups import bounds_of, group
from onrecord.linking.scoring import score

MISRATA = at("Misrata", 32.38, 15.09)
DAY = on(date(2019, 4, 3))
STRIKE = {**DAY, **MISRATA, **killed(11)}
ALIKE = [
    pytest.param(account(1, **STRIKE), account(2, **STRIKE), id="all the same"),
    pytest.param(account(1, **STRIKE), account(2, **{**STRIKE, **killed(14)}), id="another toll"),
    pytest.param(account(1, **DAY, **MISRATA), account(2, **DAY), id="never compared"),
    pytest.param(account(1, **STRIKE), account(2, **MISRATA, **killed(2)), id="a place alone"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_lone_tellings_join_just_where_their_weight_says_so(one: Account, other: Account) -> None:
    told = [one, other]
    groups = group([bounds_of(each) for each in told], score(told))
    assert explain(one, other).joins == (len(groups) == 1)


def test_two_tellings_that_are_never_compared_are_said_to_be_so() -> None:
    one, other = ALIKE[2].values
    assert isinstance(one, Account)
    assert isinstance(other, Account)
    (why,) = explain(one, other).apart
    assert "never compared" in why


def test_some_of_these_join_and_some_do_not() -> None:
    joined = [explain(*case.values).joins for case in ALIKE]  # type: ignore[arg-type]
    assert set(joined) == {True, False}
