"""Weights learned from few reports, sharpened on made-up tellings whose true incident is known.

In: the linkage model's settings as the 384 reports give them, and pairs of tellings (told_incidents.py) that share a
block. Out: the settings with the weights that tell these pairs apart best and yet stay near the ones that came in:
logistic regression with a Gaussian prior around them. The 240 pairs of reports on one incident say little of what is
rare among them, such as villages 5 or 20 km apart on one day; the tellings, of UCDP's places and tolls, are full of it.
How frequent pairs of one incident are among the tellings is of no account: the odds of chance stay those of the news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, fields
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from onrecord.bench.documented import read_documented
from onrecord.bench.material import Json, Material
from onrecord.bench.told_incidents import told
from onrecord.linking.accounts import EPOCH, Account
from onrecord.linking.comparisons import COMPARISONS
from onrecord.linking.model import Settings
from onrecord.linking.scoring import NOT_COMPARED, levels_of, table_of

FROM = date(2017, 1, 1)
"""Learned on incidents from this day on: the first 30,000 claims of ``bench linking-scale`` tell earlier ones."""
CLAIMS = 10_000
SEED = 21
"""Another one than that of the benchmark, so that what is told of an incident is drawn anew."""
PAIRS = 40_000
"""So many of the million and a half that share a block, drawn at random."""
STAY = 3.3
"""What it costs, in nats over all pairs, to move a weight by one bit (by two bits four times as much). From 0.1 to this
pairwise F1 is within 0.01 on either set: of the reports, cross-validated, and of the tellings of the benchmark."""
BY_HAND = frozenset({"prominence"})
"""Comparisons whose weights are set by hand and stay."""
_STEPS = 30
_LARGEST = 0.99
"""A probability that a weight would drive above this is cut down with the one it is compared with: only their ratio
counts."""

COMPARED = tuple(one.name for one in fields(Account) if one.name not in NOT_COMPARED)
Levels = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of tellings: the level of each comparison by its number, a row for each pair, and which are of one
    incident."""

    levels: Levels
    same: NDArray[np.bool_]


def drawn_pairs(material: Material) -> Pairs:
    """The pairs that weights are sharpened on; the same every time."""
    later = [one for one in read_documented(material) if one.first >= (FROM - EPOCH).days]
    tellings = list(told(later, CLAIMS, seed=SEED))
    return pairs_of([account for account, _ in tellings], [incident for _, incident in tellings], PAIRS)


def pairs_of(accounts: Sequence[Account], incidents: Sequence[str], most: int) -> Pairs:
    """The pairs of accounts that share a block, at most so many of them; ``incidents`` are the true ones."""
    connection = duckdb.connect()
    connection.register("accounts", table_of(accounts))
    found = connection.execute(
        "with held as (select number, unnest(blocks) as block from accounts)"
        " select distinct l.number as one, r.number as other from held l join held r on l.block = r.block"
        " where l.number < r.number order by one, other"
    ).fetchnumpy()
    kept = np.random.default_rng(SEED).permutation(len(found["one"]))[:most]
    one, other = (np.asarray(found[name])[np.sort(kept)] for name in ("one", "other"))
    true = np.array(incidents)
    reached = levels_of(connection, one, other, COMPARISONS, COMPARED)
    return Pairs(reached.astype(np.int64), true[one] == true[other])


def sharpened(settings: Settings, pairs: Pairs) -> Settings:
    """The settings with weights moved so as to tell the pairs apart; those of missing levels and of BY_HAND stay."""
    comparisons = settings["comparisons"]
    starts = np.cumsum([0, *(len(one["comparison_levels"]) for one in comparisons)])
    levels = [(one["output_column_name"], level) for one in comparisons for level in one["comparison_levels"]]
    reached = np.zeros((len(pairs.same), len(levels)))
    for at, start in enumerate(starts[:-1]):
        reached[np.arange(len(pairs.same)), start + pairs.levels[:, at]] = 1.0
    chance = float(settings["probability_two_random_records_match"])
    known = reached @ np.array([_bits(level) for _, level in levels]) + math.log2(chance / (1 - chance))
    free = [at for at, (name, level) in enumerate(levels) if not _is_missing(level) and name not in BY_HAND]
    moved = dict(zip(free, _moves(reached[:, free], known, pairs.same).tolist(), strict=True))
    found = deepcopy(settings)
    flat = [level for one in found["comparisons"] for level in one["comparison_levels"]]
    for at, bits in moved.items():
        _set_bits(flat[at], _bits(flat[at]) + bits)
    return found


def _moves(reached: Floats, known: Floats, same: NDArray[np.bool_]) -> Floats:
    """By how many bits each weight moves: Newton's method on the penalised log-likelihood, with a constant of its own
    that is not kept, since it only tells how frequent pairs of one incident are among these."""
    design = np.column_stack([reached, np.ones(len(known))]) * math.log(2)
    cost = np.array([2 * STAY] * reached.shape[1] + [1e-6])
    moves = np.zeros(design.shape[1])

    def loss(at: Floats) -> float:
        odds = known * math.log(2) + design @ at
        return float((np.logaddexp(0, odds) - same * odds).sum() + (cost * at**2).sum() / 2)

    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(known * math.log(2) + design @ moves, -40, 40)))
        slope = design.T @ (likely - same) + cost * moves
        bend = (design * (likely * (1 - likely))[:, None]).T @ design + np.diag(cost)
        step, size = np.linalg.solve(bend, slope), 1.0
        while size > 1e-3 and loss(moves - size * step) > loss(moves):
            size /= 2
        moves = moves - size * step
        if np.abs(step).max() < 1e-6:
            break
    return moves[:-1]


def _is_missing(level: Json) -> bool:
    return bool(level.get("is_null_level"))


def _bits(level: Json) -> float:
    """The weight of a level; 0 for a missing one."""
    return 0.0 if _is_missing(level) else math.log2(level["m_probability"] / level["u_probability"])


def _set_bits(level: Json, bits: float) -> None:
    """Give a level so many bits: by chance (u) as often as before, where that leaves a probability."""
    chance = min(level["u_probability"], _LARGEST / 2**bits)
    level["m_probability"], level["u_probability"] = round(chance * 2**bits, 8), round(chance, 8)
