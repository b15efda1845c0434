"""Learn the weights of the linkage model and write ``src/onrecord/linking/data/model.json``.

Usage: python scripts/learn_linking.py SHARED [--cross-validate]

With --cross-validate nothing is written: the groups are dealt into four folds, each report is judged by what is linked
with the weights learned from the other three and from the tellings, and the mean over three deals is printed.

How often two random accounts agree (u) is counted by Splink over all pairs of the accounts that Onrecord itself makes
of the 384 development reports; how often two accounts of one incident agree (m) by Splink from the groups of
reports on one incident, as pairs of primary accounts. A level that was never seen among so few counts half a pair
(the Krichevsky-Trofimov estimator). The groups name only what reports are mainly about: how prominent an account is
cannot be learned from them, and its odds are set by hand. Then the weights are sharpened on made-up tellings of UCDP's
incidents in Syria; see ``onrecord/bench/told_weights.py``. Takes four minutes.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial
from itertools import combinations
from pathlib import Path
from statistics import fmean

import duckdb
import numpy as np
import pyarrow as pa

from onrecord.bench.coding import BenchCoder
from onrecord.bench.linking import gold_of, link, partners, shares, sums_by_incident
from onrecord.bench.material import REPOSITORY, Json, Material, read_jsonl
from onrecord.bench.syria_news import read_articles
from onrecord.bench.told_weights import COMPARED, Pairs, drawn_pairs, sharpened
from onrecord.linking.accounts import Account, accounts_of
from onrecord.linking.comparisons import COMPARISONS
from onrecord.linking.model import Settings, untrained
from onrecord.linking.scoring import linker_for, score, table_of
from onrecord.model import Coding

FOLDS = 4
DEALS = 3
MODEL = "src/onrecord/linking/data/model.json"
SEED = 1
MOST_PAIRS = 1e8
"""More than there are, so that none is left out: the weights hang on no drawing of lots."""
PROMINENCE = (1.0, 0.0, -1.0)
"""Bits for 'both reports are about it', 'one of the reports is about it', 'told in passing by both'. From 0 to
(3, -2, -4) gave pairwise F1 within .02 of each other on the 384."""


def with_u(accounts: Sequence[Account]) -> Settings:
    """The settings with how often two random accounts agree."""
    linker = linker_for(table_of(accounts), untrained())
    linker.training.estimate_u_using_random_sampling(max_pairs=MOST_PAIRS, seed=SEED, min_count_per_level=None)
    found: Settings = linker.misc.save_model_to_json()
    return found


def with_m(settings: Settings, accounts: Sequence[Account], same: Sequence[tuple[int, int]]) -> Settings:
    """The settings with how often two accounts of one incident agree as well, from pairs known to be of one."""
    linker = linker_for(table_of(accounts), deepcopy(settings))
    labels = pa.Table.from_pylist([{"number_l": one, "number_r": other} for one, other in same])
    linker.training.estimate_m_from_pairwise_labels(linker._db_api.register(labels))
    learned = smoothed(linker.misc.save_model_to_json(), told(accounts, same))
    learned["linker_uid"] = "onrecord"
    learned["probability_two_random_records_match"] = settings["probability_two_random_records_match"]
    return learned


def told(accounts: Sequence[Account], same: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Of how many of the pairs each comparison can be made: those where both accounts tell what is compared."""
    connection = duckdb.connect()
    connection.register("accounts", table_of(accounts))
    connection.register("same", pa.Table.from_pylist([{"one": one, "other": other} for one, other in same]))
    columns = ", ".join(f"{side}.{name} as {name}_{side}" for name in COMPARED for side in "lr")
    counts = ", ".join(f"count(*) filter (not ({one.levels[0].sql}))" for one in COMPARISONS)
    found = connection.execute(
        f"with pairs as (select {columns} from same"
        f" join accounts l on l.number = one join accounts r on r.number = other) select {counts} from pairs"
    ).fetchone()
    return dict(zip((one.name for one in COMPARISONS), found or (), strict=True))


def smoothed(learned: Settings, pairs: Mapping[str, int]) -> Settings:
    """The settings with half a pair more at every level, for those that no pair was at, and prominence as set."""
    for comparison in learned["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        made = pairs[comparison["output_column_name"]]
        if comparison["output_column_name"] == "prominence":
            odds = [2**bits * level["u_probability"] for bits, level in zip(PROMINENCE, levels, strict=True)]
            counts = [share * made / sum(odds) for share in odds]
        else:
            counts = [level.get("m_probability", 0.0) * made for level in levels]
        for level, count in zip(levels, counts, strict=True):
            level["m_probability"] = round((count + 0.5) / (sum(counts) + len(levels) / 2), 6)
            level["u_probability"] = round(level["u_probability"], 6)
    learned["retain_intermediate_calculation_columns"] = False
    return learned


def same_incident(accounts: Sequence[Account], clusters: Sequence[Json]) -> list[tuple[int, int]]:
    """The positions of pairs of primary accounts of reports on one incident, by the groups that are sure."""
    group = {
        member["id"]: cluster["id"]
        for cluster in clusters
        if cluster["kind"] == "sure"
        for member in cluster["members"]
        if member["role"] == "report"
    }
    members = defaultdict(list)
    for number, account in enumerate(accounts):
        if account.primary and account.report_id in group:
            members[group[account.report_id]].append(number)
    pairs = (pair for found in members.values() for pair in combinations(found, 2))
    return [(one, other) for one, other in pairs if accounts[one].report_id != accounts[other].report_id]


def cross_validated(
    codings: Sequence[Coding],
    accounts: Sequence[Account],
    clusters: Sequence[Json],
    settings: Settings,
    tellings: Pairs,
) -> dict[str, float]:
    """The figures where each report is judged with weights that its own group had no part in."""
    gold = gold_of(clusters)
    same = same_incident(accounts, clusters)
    deals = []
    for deal in range(DEALS):
        incidents = sorted({gold.of(coding.report.id) for coding in codings})
        random.Random(deal).shuffle(incidents)
        fold = {incident: number % FOLDS for number, incident in enumerate(incidents)}
        sums = np.zeros(6)
        for held_out in range(FOLDS):
            seen = [pair for pair in same if fold[gold.of(accounts[pair[0]].report_id)] != held_out]
            weights = sharpened(with_m(settings, accounts, seen), tellings)
            found = partners(link(codings, partial(score, settings=weights)), gold)
            for incident, part in sums_by_incident(found, gold).items():
                sums += np.array(part) * (fold[incident] == held_out)
        deals.append(shares(sums))
    return {name: fmean(deal[name] for deal in deals) for name in deals[0]}


def main(shared: Path, *, cross_validate: bool) -> None:
    """Code the reports, learn, and write or judge."""
    material = Material(REPOSITORY, shared)
    codings = BenchCoder().codings(read_articles(material))
    clusters = read_jsonl(material.syria_news / "clusters.jsonl")
    accounts = [one for coding in codings for one in accounts_of(coding)]
    same = same_incident(accounts, clusters)
    settings = with_u(accounts)
    chance = len(same) / (len(accounts) * (len(accounts) - 1) / 2)
    settings["probability_two_random_records_match"] = round(chance, 7)
    print(f"{len(accounts)} accounts, {len(same)} pairs of one incident")
    tellings = drawn_pairs(material)
    if cross_validate:
        for name, value in cross_validated(codings, accounts, clusters, settings, tellings).items():
            print(f"{name:8} {value:.3f}")
        return
    learned = sharpened(with_m(settings, accounts, same), tellings)
    (material.repository / MODEL).write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), cross_validate="--cross-validate" in sys.argv[2:])
