"""The linking benchmark: its own sums give the reference scorer's figures, and every error has its class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from onrecord.bench import linking, linking_errors
from onrecord.bench.coding import BenchCoder
from onrecord.bench.linking import Gold, Judged, Linked, gold_of, partners, shares, sums_by_incident
from onrecord.bench.linking_errors import Why, wrong_pairs
from onrecord.bench.material import Material, Scorer
from onrecord.linking.accounts import EPOCH, Account
from onrecord.linking.groups import Scored

Json = dict[str, object]
PLAIN = Account(
    *("i", "r", "r", "strike.air", (), None, None, True, None, None, None, None, None, None, 3),
    *((), (), (), None, None, None, None, (), (), (), (), ()),
    primary=True,
)


def member(report: str, role: str = "report") -> Json:
    return {"id": report, "role": role}


def cluster(name: str, *members: Json, kind: str = "sure", day: str = "2021-05-03") -> Json:
    return {"id": name, "kind": kind, "date": {"start": day, "end": day}, "members": list(members), "reconciled": None}


CLUSTERS = [
    cluster("A", member("a"), member("b"), member("c"), member("f", "follow_up"), member("d", "secondary")),
    cluster("B", member("g"), member("h"), day="2021-05-09"),
    cluster("C", member("k"), member("l"), kind="rolling"),
]
REPORTS = ("a", "b", "c", "d", "e", "f", "g", "h", "k", "l")


def account(report: str, day: int | None = None, *, primary: bool = True) -> Account:
    at = None if day is None else (date(2021, 5, day) - EPOCH).days
    return replace(PLAIN, id=f"i-{report}", report_id=report, story=report, day=at, last_day=at, primary=primary)


def linked(
    groups: list[str], days: dict[str, int] | None = None, without: str = "", pairs: dict[str, int] | None = None
) -> Linked:
    """Groups of reports as 'ab', all others alone."""
    told = [account(one, (days or {}).get(one), primary=one not in without) for one in REPORTS]
    alone = [one for one in REPORTS if not any(one in group for group in groups)]
    found = tuple(tuple(f"i-{one}" for one in group) for group in (*groups, *alone))
    rows = sorted((REPORTS.index(one[0]), REPORTS.index(one[1]), weight) for one, weight in (pairs or {}).items())
    columns = np.array(rows, np.int32).reshape(-1, 3).T
    return Linked(dict.fromkeys(REPORTS), tuple(told), Scored(*columns), found)  # type: ignore[arg-type]


def judged(found: Linked) -> Judged:
    return Judged(found, gold_of(CLUSTERS), gold_of(CLUSTERS, lenient=True), {}, {})


def classes(found: Linked) -> dict[str, Why]:
    return {one.one + one.other: one.why for one in wrong_pairs(judged(found))}


@pytest.mark.parametrize("groups", [[], ["abc", "gh"], ["ab", "cd", "gh"], ["abcdefghkl"], ["ag", "bh", "ce"]])
@pytest.mark.parametrize("lenient", [False, True])
def test_sums_over_incidents_give_the_scorers_figures(scorer: Scorer, groups: list[str], lenient: bool) -> None:
    found, gold = linked(groups), gold_of(CLUSTERS, lenient=lenient)
    links = [{"cluster": group, "reports": list(group)} for group in groups]
    told = scorer.score_links(CLUSTERS, links, list(REPORTS), lenient=lenient)
    sums = np.array(list(sums_by_incident(partners(found, gold), gold).values())).sum(axis=0)
    for name, value in shares(sums).items():
        if not np.isnan(value):
            assert value == pytest.approx(told[name][0]), name


def test_strict_leaves_out_follow_ups_and_battles() -> None:
    gold = gold_of(CLUSTERS)
    assert gold.left_out == {"f", "k", "l"}
    assert gold.of("d") == "d"
    assert gold_of(CLUSTERS, lenient=True).left_out == frozenset()


def test_a_report_is_linked_by_its_primary_account_alone() -> None:
    gold = Gold({}, frozenset(), frozenset(), {})
    assert partners(linked(["ab"], without="b"), gold)["a"] == {"a"}


def test_missed_pairs_say_why() -> None:
    assert classes(linked(["gh"], without="c"))["ac"] is Why.NO_PRIMARY
    assert classes(linked(["gh"], {"a": 3, "b": 4}))["ab"] is Why.DAYS
    found = classes(linked(["gh"], pairs={"ab": -4_000, "bc": 4_000}))
    assert found == {"ac": Why.NOT_COMPARED, "ab": Why.BELOW, "bc": Why.GROUPED}


def test_false_merges_say_of_what() -> None:
    found = classes(linked(["abcde", "gh"]))
    assert found["ad"] is Why.PASSING
    assert found["ae"] is Why.ONE_GROUP
    assert found["de"] is Why.NO_GROUP
    assert classes(linked(["abcgh"]))["ag"] is Why.TWO_GROUPS


def test_what_is_right_is_no_error() -> None:
    assert classes(linked(["abc", "gh"])) == {}
    assert classes(linked(["abcf", "gh", "kl"])) == {}


def test_an_account_is_told_in_a_line() -> None:
    told = linking_errors.account_line(replace(account("a", 3), place="sidra", killed_low=2, killed_high=5), "Strike")
    assert told == "a: 2021-05-03; sidra; strike.air; killed 2-5; no doer; Strike"


def test_the_reports_on_syria_are_linked(material: Material) -> None:
    found = linking.figures(linking.judge(material, BenchCoder()))
    assert {measure.name for measure in linking.MEASURES} == set(found)
    assert found["b3_f1"].value >= 0.93
    assert found["pair_f1"].value >= 0.80
    assert found["mixed_days"].value == 0.0
    assert found["b3_f1"].low < found["b3_f1"].value < found["b3_f1"].high
