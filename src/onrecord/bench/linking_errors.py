"""Why reports of one incident were not linked, and which were that are not of one.

In: what ``linking.judge`` found. Out: every wrong pair of judged reports with its class, and a line for each of the two
accounts that speak for it most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

from onrecord.bench.linking import Judged, Linked, partners
from onrecord.linking.accounts import EPOCH, Account
from onrecord.linking.groups import FLOOR, THRESHOLD, bounds_of


class Why(StrEnum):
    """What became of a pair of reports."""

    NO_PRIMARY = "missed: a report has no primary account"
    DAYS = "missed: told on days that do not meet"
    NOT_COMPARED = "missed: no block in common, or far below the threshold"
    BELOW = "missed: below the threshold"
    GROUPED = "missed: the groups they are in do not fit"
    PASSING = "merged: one of the reports tells of the incident in passing"
    TWO_GROUPS = "merged: two incidents of several reports each"
    ONE_GROUP = "merged: an incident of several reports and one of one"
    NO_GROUP = "merged: two incidents of one report each"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A pair of reports linked that should not be, or not linked that should."""

    why: Why
    one: str
    other: str
    accounts: tuple[Account, ...]
    """The primary account of each that speak for the pair most; empty where a report has none."""
    weight: int | None
    """Of the two, in thousandths of a bit; None where they were not compared or weigh less than counts."""


def wrong_pairs(judged: Judged) -> Iterator[Wrong]:
    """Every wrong pair of judged reports, by the strict reading, in order of ids."""
    gold, linked = judged.strict, judged.linked
    found = partners(linked, gold)
    weights = _weights(linked)
    primary: dict[str, list[Account]] = defaultdict(list)
    for account in linked.accounts:
        if account.primary:
            primary[account.report_id].append(account)
    for one, other in combinations(sorted(found), 2):
        are_linked, are_one = other in found[one], gold.of(one) == gold.of(other)
        if are_linked == are_one:
            continue
        pairs = [(a, b) for a in primary[one] for b in primary[other]]
        best = max(pairs, key=lambda pair: _weight(weights, *pair), default=())
        weight = weights.get(frozenset(account.id for account in best)) if best else None
        why = _merged(judged, one, other) if are_linked else _missed(best, weight)
        yield Wrong(why, one, other, best, weight)


def _weights(linked: Linked) -> dict[frozenset[str], int]:
    ids = [account.id for account in linked.accounts]
    pairs = zip(linked.scored.one.tolist(), linked.scored.other.tolist(), linked.scored.weight.tolist(), strict=True)
    return {frozenset((ids[one], ids[other])): weight for one, other, weight in pairs}


def _weight(weights: Mapping[frozenset[str], int], one: Account, other: Account) -> int:
    return weights.get(frozenset((one.id, other.id)), FLOOR)


def _missed(best: tuple[Account, ...], weight: int | None) -> Why:
    if not best:
        return Why.NO_PRIMARY
    if days_apart(*best):
        return Why.DAYS
    if weight is None:
        return Why.NOT_COMPARED
    return Why.BELOW if weight < THRESHOLD else Why.GROUPED


def days_apart(one: Account, other: Account) -> bool:
    """Whether the days that two accounts tell keep them apart."""
    first, second = bounds_of(one), bounds_of(other)
    if first.first is None or first.last is None or second.first is None or second.last is None:
        return False
    return max(first.first, second.first) > min(first.last, second.last)


def _merged(judged: Judged, one: str, other: str) -> Why:
    gold = judged.strict
    if (one, gold.of(other)) in gold.passing or (other, gold.of(one)) in gold.passing:
        return Why.PASSING
    grouped = (one in gold.incident) + (other in gold.incident)
    return (Why.NO_GROUP, Why.ONE_GROUP, Why.TWO_GROUPS)[grouped]


def breakdown(wrong: list[Wrong]) -> list[str]:
    """How many pairs of each class, the most first."""
    counted = Counter(one.why for one in wrong)
    return [f"{count:>4}  {why}" for why, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def error_lines(judged: Judged, wrong: list[Wrong]) -> Iterator[str]:
    """Each wrong pair: its class and weight, and a line for either account."""
    titles = {report: coding.report.title for report, coding in judged.linked.codings.items()}
    for one in wrong:
        weight = "" if one.weight is None else f", {one.weight / 1000:+.1f} bits"
        lines = [f"{one.why}{weight}; {judged.strict.of(one.one)}"]
        lines += [f"    {account_line(account, titles[account.report_id])}" for account in one.accounts]
        lines += [f"    {report}: {titles[report]}" for report in (one.one, one.other) if not one.accounts]
        yield "\n".join(lines)


def account_line(account: Account, title: str | None) -> str:
    """An account in a line: its report, days, place, type, tolls, doers, and the report's title."""
    days = " to ".join(dict.fromkeys(_day(day) for day in (account.day, account.last_day)))
    killed = "-".join(dict.fromkeys(str(figure) for figure in (account.killed_low, account.killed_high)))
    told = "" if account.dated else " (not told)"
    doers = ", ".join(account.doers) or "no doer"
    return f"{account.report_id}: {days}{told}; {account.place}; {account.type}; killed {killed}; {doers}; {title}"


def _day(day: int | None) -> str:
    return "no day" if day is None else (EPOCH + timedelta(day)).isoformat()
