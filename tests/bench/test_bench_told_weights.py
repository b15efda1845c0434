"""Weights sharpened on tellings: they move where pairs say so, and only there."""

from __future__ import annotations

import math
from copy import deepcopy
from datetime import date

import numpy as np
import pytest

from onrecord.bench.documented import documented
from onrecord.bench.material import Json
from onrecord.bench.told_incidents import told
from onrecord.bench.told_weights import COMPARED, FROM, Pairs, pairs_of, sharpened
from onrecord.linking.accounts import Account
from onrecord.linking.comparisons import COMPARISONS
from onrecord.linking.model import Settings, trained

NAMES = [comparison.name for comparison in COMPARISONS]


def bits(settings: Settings) -> dict[tuple[str, str], float]:
    return {
        (one["output_column_name"], level["label_for_charts"]): math.log2(
            level["m_probability"] / level["u_probability"]
        )
        for one in settings["comparisons"]
        for level in one["comparison_levels"]
        if not level.get("is_null_level")
    }


def at(name: str, label: str) -> int:
    return [level.label for level in COMPARISONS[NAMES.index(name)].levels].index(label)


def pairs(*rows: tuple[dict[str, str], bool, int]) -> Pairs:
    """So many pairs of the levels given, not told in all other comparisons, and whether they are of one incident."""
    found = []
    for levels, _, count in rows:
        row = [at(name, levels[name]) if name in levels else 0 for name in NAMES]
        found += [row] * count
    return Pairs(
        np.array(found, np.int64).reshape(-1, len(NAMES)), np.array([s for _, s, n in rows for _ in range(n)], bool)
    )


FAR, NEAR = {"place": "within 30 km"}, {"place": "within 6 km"}


def test_a_level_of_pairs_apart_counts_more_against_them_and_one_of_pairs_together_for_them() -> None:
    before, after = trained(), sharpened(trained(), pairs((FAR, False, 500), (NEAR, True, 500), (NEAR, False, 100)))
    assert bits(after)["place", "within 30 km"] < bits(before)["place", "within 30 km"] - 0.5
    assert bits(after)["place", "within 6 km"] > bits(before)["place", "within 6 km"]


def test_levels_that_no_pair_is_at_stay() -> None:
    after = bits(sharpened(trained(), pairs((FAR, False, 500), (NEAR, True, 500))))
    moved = {level for level, weight in bits(trained()).items() if abs(weight - after[level]) > 1e-3}
    assert moved == {("place", "within 30 km"), ("place", "within 6 km")}


def test_few_pairs_move_a_weight_less_than_many() -> None:
    def far(count: int) -> float:
        return bits(sharpened(trained(), pairs((FAR, False, count), (NEAR, True, count))))["place", "within 30 km"]

    assert far(1000) < far(30) < bits(trained())["place", "within 30 km"]


def test_how_frequent_pairs_of_one_incident_are_moves_nothing() -> None:
    """Where every pair looks the same, a constant of the tellings explains how many are of one incident."""
    after = sharpened(trained(), pairs((FAR, True, 400), (FAR, False, 100)))
    assert bits(after)["place", "within 30 km"] == pytest.approx(bits(trained())["place", "within 30 km"], abs=0.01)
    assert after["probability_two_random_records_match"] == trained()["probability_two_random_records_match"]


def test_prominence_stays_as_it_was_set() -> None:
    both, none = {"prominence": "both reports are about it"}, {"prominence": "told in passing by both"}
    after = sharpened(trained(), pairs((both, False, 500), (none, True, 500)))
    assert bits(after) == pytest.approx(bits(trained()), abs=1e-3)


def test_a_level_that_is_nearly_always_reached_keeps_its_share_below_one() -> None:
    usual = deepcopy(trained())
    level = usual["comparisons"][NAMES.index("weapons")]["comparison_levels"][1]
    level["m_probability"], level["u_probability"] = 0.98, 0.9
    same, other = {"weapons": "one weapon in both"}, {"weapons": "other weapons"}
    after = sharpened(usual, pairs((same, True, 2000), (other, False, 2000), (same, False, 10)))
    found = after["comparisons"][NAMES.index("weapons")]["comparison_levels"][1]
    assert 0 < found["u_probability"] < 0.9
    assert found["m_probability"] < 1
    assert math.log2(found["m_probability"] / found["u_probability"]) > math.log2(0.98 / 0.9) + 0.5


def test_what_came_in_is_left_as_it_was() -> None:
    settings = trained()
    sharpened(settings, pairs((FAR, False, 500), (NEAR, True, 500)))
    assert settings == trained()


ROW: Json = {
    "date_start": "2017-03-04",
    "date_end": "2017-03-04",
    "date_prec": "1",
    "where_prec": "1",
    "longitude": "38.27",
    "adm_1": "Homs Governorate",
    "adm_2": "",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "IS",
    "deaths_a": "0",
    "deaths_b": "4",
    "deaths_civilians": "0",
    "low": "4",
    "best": "4",
    "high": "4",
}


def tellings(count: int) -> tuple[list[Account], list[str]]:
    places = [
        {"id": str(n), "where_coordinates": f"Village{n} village", "latitude": f"{34 + n / 20}"} for n in range(4)
    ]
    found = list(told(documented([{**ROW, **place} for place in places]), count))
    return [account for account, _ in found], [incident for _, incident in found]


def test_pairs_are_those_that_share_a_block_each_with_its_levels() -> None:
    accounts, incidents = tellings(25)
    found = pairs_of(accounts, incidents, 10_000)
    true = sum(incidents[one] == incidents[other] for one in range(25) for other in range(one))
    assert 0 < found.same.sum() <= true
    assert (~found.same).sum() > 0
    assert found.levels.shape == (len(found.same), len(NAMES))
    assert (found.levels < [len(comparison.levels) for comparison in COMPARISONS]).all()
    near = np.isin(found.levels[:, NAMES.index("place")], [at("place", "elsewhere"), at("place", "within 100 km")])
    assert not (near & found.same).any()


def test_no_more_pairs_than_asked_and_the_same_every_time() -> None:
    accounts, incidents = tellings(25)
    first, second = (pairs_of(accounts, incidents, 30) for _ in range(2))
    assert len(first.same) == 30
    assert np.array_equal(first.levels, second.levels)
    assert np.array_equal(first.same, second.same)


def test_all_that_comparisons_use_is_taken_along() -> None:
    assert {"day", "place", "words", "primary", "killed_low"} <= set(COMPARED)
    assert not {"id", "story"} & set(COMPARED)


def test_the_day_from_which_is_learned_is_after_those_of_the_first_claims() -> None:
    assert date(2016, 6, 30) < FROM
