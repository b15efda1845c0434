"""Figures with their intervals, and tables of them.

In: what was measured, a report at a time. Out: Figure, and lines of text. Intervals are at 95 %: Wilson's for shares
(E. B. Wilson, JASA 22, 1927; it stays inside 0 and 1 and holds for few reports), the bootstrap's percentiles for means.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Z = 1.959964
"""The normal quantile that leaves 2.5 % on either side."""
ROUNDS = 1000
"""Bootstrap samples: the percentiles of 1000 are steady to about 0.01 here."""
SEED = 20
"""Of the bootstrap: the same figures give the same interval."""


class Kind(StrEnum):
    """What a figure's values are, which decides its interval."""

    SHARE = "share"
    """Each value is 0 or 1."""
    MEAN = "mean"
    """Values are F1s, shares within a report, errors."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something measured: its name in the scorer and in floors, how it is shown, and what is asked of it."""

    name: str
    label: str
    kind: Kind = Kind.SHARE
    target: float | None = None
    lower_is_better: bool = False

    def missed_by(self, value: float) -> bool:
        """Whether a value is worse than what is asked, by more than rounding."""
        if self.target is None:
            return False
        return value > self.target + 1e-9 if self.lower_is_better else value < self.target - 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value: the mean of ``n`` values, with the ends of its 95 % interval. ``n`` is at least 1."""

    value: float
    n: int
    low: float
    high: float


Part = tuple[float, int]
"""What one report adds to a figure: the sum of its values and how many they are."""


def figure_of(parts: Iterable[Part], kind: Kind = Kind.SHARE) -> Figure | None:
    """The figure over reports; None where no report adds to it."""
    counted = [part for part in parts if part[1]]
    total, n = sum(value for value, _ in counted), sum(count for _, count in counted)
    if not n:
        return None
    low, high = wilson(total, n) if kind is Kind.SHARE else bootstrap(counted)
    return Figure(total / n, n, low, high)


def share_of(truths: Iterable[bool]) -> Figure | None:
    """The share of what is true; None where there is nothing."""
    return figure_of((float(truth), 1) for truth in truths)


def wilson(right: float, n: int) -> tuple[float, float]:
    """Wilson's score interval of a share of ``n`` > 0."""
    share = right / n
    middle = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def bootstrap(parts: Sequence[Part]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of the mean when reports are drawn anew, with replacement."""
    dice = random.Random(SEED)
    means = []
    for _ in range(ROUNDS):
        drawn = dice.choices(parts, k=len(parts))
        means.append(sum(value for value, _ in drawn) / sum(count for _, count in drawn))
    means.sort()
    return means[round(0.025 * (ROUNDS - 1))], means[round(0.975 * (ROUNDS - 1))]


MISSED = "!"
"""Stands behind a figure that misses its target."""
LEGEND = f"value (95 % interval) n; {MISSED} = misses its target"


def cell(figure: Figure | None, measure: Measure | None = None) -> str:
    """A figure as a table shows it: '0.93  (0.84-0.97)  58', marked where it misses its target."""
    if figure is None:
        return "-"
    mark = MISSED if measure is not None and measure.missed_by(figure.value) else " "
    return f"{figure.value:.3f}{mark} ({figure.low:.2f}-{figure.high:.2f}) {figure.n:>3}"


def target_cell(measure: Measure) -> str:
    """What is asked of a measure."""
    if measure.target is None:
        return ""
    return f"{'<=' if measure.lower_is_better else '>='} {measure.target:.2f}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under a header, in columns as wide as they need."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
