"""Learn the weights of the linkage model and write ``src/onrecord/linking/data/model.json``.

Usage: python scripts/learn_linking.py SHARED

How often two random accounts agree (u) is estimated by Splink from random pairs of the accounts that Onrecord itself
makes of the 384 development reports; how often two accounts of one incident agree (m) by Splink from the groups of
reports on one incident, as pairs of primary accounts. A level that was never seen among so few counts half a pair
(the Krichevsky-Trofimov estimator). The groups name only what reports are mainly about: how prominent an account is
cannot be learned from them, and its odds are set by hand. Takes two minutes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pyarrow as pa

from onrecord.bench.coding import BenchCoder
from onrecord.bench.material import REPOSITORY, Json, Material, read_jsonl
from onrecord.bench.syria_news import read_articles
from onrecord.linking.accounts import Account, accounts_of
from onrecord.linking.model import Settings, untrained
from onrecord.linking.scoring import linker_for, table_of

MODEL = "src/onrecord/linking/data/model.json"
SEED = 1
RANDOM_PAIRS = 1_000_000
PROMINENCE = (1.0, 0.0, -1.0)
"""Bits for 'both reports are about it', 'one of the reports is about it', 'told in passing by both'. From 0 to
(3, -2, -4) gave pairwise F1 within .02 of each other on the 384."""


def learn(accounts: Sequence[Account], same: Sequence[tuple[int, int]]) -> Settings:
    """The trained settings from accounts and the positions of pairs known to be of one incident."""
    linker = linker_for(table_of(accounts), untrained())
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    labels = pa.Table.from_pylist([{"number_l": one, "number_r": other} for one, other in same])
    linker.training.estimate_m_from_pairwise_labels(linker._db_api.register(labels))
    learned: Settings = linker.misc.save_model_to_json()
    return learned


def smoothed(learned: Settings, pairs: int) -> Settings:
    """The settings with half a pair for every level that no pair of one incident was at, and prominence as set."""
    for comparison in learned["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        if comparison["output_column_name"] == "prominence":
            odds = [2**bits * level["u_probability"] for bits, level in zip(PROMINENCE, levels, strict=True)]
            counts = [share * pairs / sum(odds) for share in odds]
        else:
            counts = [level.get("m_probability", 0.0) * pairs for level in levels]
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


def main(shared: Path) -> None:
    """Code the reports, learn, write."""
    material = Material(REPOSITORY, shared)
    coder = BenchCoder()
    accounts = [one for coding in coder.codings(read_articles(material)) for one in accounts_of(coding)]
    same = same_incident(accounts, read_jsonl(material.syria_news / "clusters.jsonl"))
    learned = smoothed(learn(accounts, same), len(same))
    chance = len(same) / (len(accounts) * (len(accounts) - 1) / 2)
    learned["probability_two_random_records_match"] = round(chance, 7)
    (material.repository / MODEL).write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    print(f"{len(accounts)} accounts, {len(same)} pairs of one incident")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
