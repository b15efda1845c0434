"""Groups set beside the truth: pairs and B-cubed by hand; made-up reports linked end to end."""

from __future__ import annotations

import pytest

from onrecord.bench import linking_scale
from onrecord.bench.documented import ucdp_path
from onrecord.bench.linking_scale import Agreement, b_cubed, pairwise, scale_table
from onrecord.bench.material import REPOSITORY, Material

MATERIAL = Material(REPOSITORY, REPOSITORY.parent / "shared")
TRUTH = {"a": "x", "b": "x", "c": "x", "d": "y"}
FOUND = {"a": 0, "b": 0, "c": 1, "d": 1}


def test_pairs_are_counted_once_each() -> None:
    assert pairwise(FOUND, TRUTH) == Agreement(precision=1 / 2, recall=1 / 3)
    assert pairwise(FOUND, TRUTH).f1 == pytest.approx(0.4)


def test_b_cubed_counts_accounts_and_not_pairs() -> None:
    found = b_cubed(FOUND, TRUTH)
    assert found.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_the_truth_itself_is_right_and_singles_hold_no_pair() -> None:
    same = {"a": 0, "b": 0, "c": 0, "d": 1}
    assert pairwise(same, TRUTH).f1 == b_cubed(same, TRUTH).f1 == 1.0
    assert pairwise({"a": 0, "b": 1}, {"a": "x", "b": "y"}) == Agreement(1.0, 1.0)
    assert Agreement(0.0, 0.0).f1 == 0.0


@pytest.mark.skipif(
    not ucdp_path(MATERIAL).is_file(), reason="the shared data is not there: UCDP's rows of Syria, 2016 and 2017"
)
def test_a_few_claims_are_linked_in_a_process_of_their_own() -> None:
    found = linking_scale.measure(MATERIAL, 300)
    assert (found.claims, found.incidents) == (300, 37)
    assert found.groups >= 20
    assert found.pairwise.f1 > 0.5
    assert "300" in scale_table([found])
