"""Linking at scale: how right, how fast, in how much memory, as the accounts grow from thousands to a million.

In: documented incidents told by made-up reports (told_incidents.py). Out: Scale. Comparing and grouping run in a
process of their own, so that its memory is theirs; making the accounts and judging the groups are timed apart.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from onrecord.bench.documented import read_documented
from onrecord.bench.figures import table
from onrecord.bench.material import Material
from onrecord.bench.speed import peak_mb
from onrecord.bench.told_incidents import FEW, MANY, SEED, told
from onrecord.linking.groups import bounds_of, group
from onrecord.linking.scoring import score, with_words

F1 = 0.95
CLAIMS = 100_000
SECONDS = 300
MB = 2_000
"""Asked: this F1 at so many claims, in less than so many seconds and megabytes of 10^6 bytes."""
TELLINGS = {"many": MANY, "few": FEW}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two groupings of the same things set beside each other; shares."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where nothing agrees."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """What came of linking so many claims; times in seconds of the wall clock."""

    claims: int
    incidents: int
    groups: int
    pairs: int
    """Pairs whose weight is not below the least that counts."""
    made_s: float
    score_s: float
    group_s: float
    processor_s: float
    """Processor time of comparing and grouping, all threads together: steadier than the clock on a busy machine."""
    peak_mb: float
    pairwise: Agreement
    b_cubed: Agreement


def measure(material: Material, claims: int, tellings: str = "many", seed: int = SEED) -> Scale:
    """Link so many claims in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(_measure, material, claims, tellings, seed).result()


def _measure(material: Material, claims: int, tellings: str, seed: int) -> Scale:
    started = time.perf_counter()
    accounts, truth = [], {}
    for account, incident in told(read_documented(material), claims, TELLINGS[tellings], seed):
        accounts.append(account)
        truth[account.id] = incident
    made, made_processor = time.perf_counter(), time.process_time()
    scored = with_words(accounts, score(accounts))
    compared = time.perf_counter()
    groups = group([bounds_of(account) for account in accounts], scored)
    grouped, processor = time.perf_counter(), time.process_time() - made_processor
    peak = peak_mb()
    found = {account: number for number, members in enumerate(groups) for account in members}
    return Scale(
        claims=claims,
        incidents=len(set(truth.values())),
        groups=len(groups),
        pairs=len(scored.weight),
        made_s=made - started,
        score_s=compared - made,
        group_s=grouped - compared,
        processor_s=processor,
        peak_mb=peak,
        pairwise=pairwise(found, truth),
        b_cubed=b_cubed(found, truth),
    )


def pairwise(found: Mapping[str, int], truth: Mapping[str, str]) -> Agreement:
    """Of the pairs put together, those that belong together; of those that do, those put together. 1 where there are
    none."""
    cells = Counter((found[one], truth[one]) for one in truth)
    both = _pairs(cells.values())
    together, belonging = (_pairs(Counter(one.values()).values()) for one in (found, truth))
    return Agreement(both / together if together else 1.0, both / belonging if belonging else 1.0)


def b_cubed(found: Mapping[str, int], truth: Mapping[str, str]) -> Agreement:
    """For each account the share of its group that is of its incident, and of its incident that is in its group; means
    over all (Bagga and Baldwin 1998). Unlike pairs, it does not count an incident by the square of its accounts."""
    cells = Counter((found[one], truth[one]) for one in truth)
    groups, incidents = Counter(found.values()), Counter(truth.values())
    precision = sum(n * n / groups[one] for (one, _), n in cells.items()) / len(truth)
    recall = sum(n * n / incidents[other] for (_, other), n in cells.items()) / len(truth)
    return Agreement(precision, recall)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


HEADER = (
    "claims", "incidents", "groups", "pairs", "compare s", "group s", "processor s", "ms/claim", "peak MB",
    "precision", "recall", "F1", "B-cubed F1",
)  # fmt: skip


def scale_table(scales: Sequence[Scale]) -> str:
    """A row for each number of claims."""
    rows = [
        [
            f"{one.claims:,}",
            f"{one.incidents:,}",
            f"{one.groups:,}",
            f"{one.pairs:,}",
            f"{one.score_s:,.1f}",
            f"{one.group_s:,.1f}",
            f"{one.processor_s:,.1f}",
            f"{1000 * one.processor_s / one.claims:,.2f}",
            f"{one.peak_mb:,.0f}",
            f"{one.pairwise.precision:.3f}",
            f"{one.pairwise.recall:.3f}",
            f"{one.pairwise.f1:.3f}{'' if one.pairwise.f1 >= F1 else '!'}",
            f"{one.b_cubed.f1:.3f}",
        ]
        for one in scales
    ]
    return table(HEADER, rows)
