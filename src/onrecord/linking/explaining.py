"""Why two accounts are, or are not, one incident: the steps from the odds of chance to the final weight.

Comes in: two accounts. Goes out: an Explanation whose steps add up to the weight that ``scoring`` gives the pair, each
with the words of its level and the two values that were compared, and what keeps the accounts apart whatever their
weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from onrecord.linking.accounts import EPOCH, Account
from onrecord.linking.blocks import blocks_of
from onrecord.linking.comparisons import COMPARISONS
from onrecord.linking.groups import SAME_REPORT, Scored, bounds_of, group
from onrecord.linking.model import trained
from onrecord.linking.scoring import linker_for, table_of

SHOWN = 6
"""How many words or names of a long list are shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison: its outcome in words, bits for (or, negative, against) one incident, and both values."""

    comparison: str
    outcome: str
    bits: float
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way from ``prior``, the bits that two accounts taken at random start with, to ``weight``."""

    prior: float
    steps: tuple[Step, ...]
    weight: float
    apart: tuple[str, ...]
    """What keeps the two apart, or counts against joining them, beside the weight; a sentence each."""
    joins: bool
    """Whether the two, if nothing else were known, would be one incident."""

    @property
    def probability(self) -> float:
        """The weight as a probability that both tell of one incident."""
        return 1 / (1 + 2**-self.weight) if self.weight > -1000 else 0.0


def explain(one: Account, other: Account) -> Explanation:
    """How two accounts compare, whether or not they share a block."""
    settings = trained()
    chance = float(settings["probability_two_random_records_match"])
    settings["blocking_rules_to_generate_predictions"] = [{"blocking_rule": "1=1", "sql_dialect": "duckdb"}]
    settings["retain_intermediate_calculation_columns"] = True
    settings["retain_matching_columns"] = True
    linker = linker_for(table_of((one, other)), settings)
    row = linker.inference.predict().as_record_list()[0]
    labels = {
        comparison["output_column_name"]: [level["label_for_charts"] for level in comparison["comparison_levels"]]
        for comparison in settings["comparisons"]
    }
    steps = []
    for comparison in COMPARISONS:
        outcome = _label(labels[comparison.name], int(row[f"gamma_{comparison.name}"]))
        values = _values(comparison.name, one), _values(comparison.name, other)
        steps.append(Step(comparison.name, outcome, round(float(row[f"mw_{comparison.name}"]), 3), *values))
    prior = math.log2(chance / (1 - chance))
    weight, compared = round(float(row["match_weight"]), 3), not set(blocks_of(one)).isdisjoint(blocks_of(other))
    apart = tuple(_apart(one, other, compared=compared))
    return Explanation(round(prior, 3), tuple(steps), weight, apart, _joins(one, other, weight if compared else None))


def _joins(one: Account, other: Account, weight: float | None) -> bool:
    """Whether the two alone are grouped, by their weight if they are compared at all."""
    rows = [] if weight is None else [(0, 1, round(weight * 1000))]
    columns = np.array(rows, np.int32).reshape(-1, 3).T
    return len(group([bounds_of(one), bounds_of(other)], Scored(*columns))) == 1


def _label(levels: list[str], outcome: int) -> str:
    """Splink numbers outcomes from the last level, 0, up to the first; -1 is the missing one, which comes first."""
    return levels[0] if outcome < 0 else levels[len(levels) - 1 - outcome]


def _apart(one: Account, other: Account, *, compared: bool) -> Iterator[str]:
    if one.report_id == other.report_id:
        if one.primary and other.primary:
            yield "one report is about both, as two incidents: never joined"
        else:
            yield f"one report tells both apart: {SAME_REPORT / 1000:g} bits against joining them"
    mine, others = bounds_of(one), bounds_of(other)
    days = (mine.first, mine.last, others.first, others.last)
    if None not in days and max(mine.first or 0, others.first or 0) > min(mine.last or 0, others.last or 0):
        yield "both are told of days that do not meet: never joined"
    if not compared:
        yield "no days and unit, place, toll or name in common: never compared when reports are linked"


def _values(comparison: str, account: Account) -> str:
    """What one account brings to a comparison, in words."""
    if comparison == "time":
        return _days(account)
    if comparison == "place":
        place = account.place or "not told"
        return place if account.radius_km is None else f"{place}, within {account.radius_km:g} km"
    if comparison == "type":
        return account.type
    if comparison == "prominence":
        return "what the report is about" if account.primary else "told in passing"
    if comparison in ("killed", "injured"):
        low, high = getattr(account, f"{comparison}_low"), getattr(account, f"{comparison}_high")
        return "not told" if low is None else str(low) if low == high else f"{low} to {high}"
    listed: tuple[str, ...] = getattr(account, comparison)
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more if listed else "not told"


def _days(account: Account) -> str:
    if account.day is None or account.last_day is None:
        return "not told"
    first, last = (EPOCH + timedelta(days) for days in (account.day, account.last_day))
    told = str(first) if first == last else f"{first} to {last}"
    return told if account.dated else f"{told} (not told, taken from the day of publication)"
