"""Linking: which reports tell of one incident, and the range of their tolls, against groups that people made.

In: the 384 reports on the Syrian war and their groups. Out: figures by the reference scorer, which takes links between
reports: those whose account in a group is primary. *Strict* judges the groups that are sure and leaves out follow-ups
and battles that grow by the day; *lenient* judges these as well. Intervals are bootstrapped over incidents, since the
reports of one stand and fall together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.bench.coding import BenchCoder
from onrecord.bench.figures import ROUNDS, SEED, Figure, Kind, Measure, share_of, wilson
from onrecord.bench.material import Json, Material, Scores, load_scorer, read_jsonl
from onrecord.bench.syria_news import read_articles
from onrecord.incidents.totals import total
from onrecord.linking.accounts import Account, accounts_of
from onrecord.linking.groups import Scored, bounds_of, group
from onrecord.linking.joined import join
from onrecord.linking.scoring import score, with_words
from onrecord.linking.tellings import telling_of
from onrecord.model import Coding, Effect

MEASURES = (
    Measure("b3_f1", "B-cubed F1", Kind.MEAN, target=0.95),
    Measure("b3_p", "  precision", Kind.MEAN),
    Measure("b3_r", "  recall", Kind.MEAN),
    Measure("pair_f1", "pairwise F1", Kind.MEAN, target=0.80),
    Measure("pair_p", "  precision"),
    Measure("pair_r", "  recall"),
    Measure("mixed_days", "groups that mix days told exactly", target=0.0, lower_is_better=True),
    Measure("mixed_gold", "groups that mix incidents of different days", lower_is_better=True),
    Measure("range_low", "lowest toll, where tolls differ", target=0.70),
    Measure("range_high", "highest toll, where tolls differ", target=0.70),
    Measure("best_latest_or_most_reported", "best toll, where tolls differ"),
    Measure("lenient_b3_f1", "lenient: B-cubed F1", Kind.MEAN),
    Measure("lenient_pair_f1", "lenient: pairwise F1", Kind.MEAN),
)


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking made of codings."""

    codings: Mapping[str, Coding]
    """By the report's id."""
    accounts: tuple[Account, ...]
    scored: Scored
    groups: tuple[tuple[str, ...], ...]

    @property
    def by_id(self) -> dict[str, Account]:
        """The accounts by their ids."""
        return {one.id: one for one in self.accounts}


@dataclass(frozen=True, slots=True)
class Gold:
    """What people found: the incident that each report is mainly about, where others are about it too."""

    incident: Mapping[str, str]
    """Report id, to the id of its group."""
    left_out: frozenset[str]
    """Reports that are not judged."""
    passing: frozenset[tuple[str, str]]
    """Reports that tell in passing of a group's incident, with the group's id."""
    days: Mapping[str, tuple[str, str]]
    """The first and last day of each group, as ISO dates."""

    def of(self, report_id: str) -> str:
        """The incident a report is about: its group's, else one of its own."""
        return self.incident.get(report_id, report_id)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was linked, what people found, and the reference scorer's word on it."""

    linked: Linked
    strict: Gold
    lenient: Gold
    strict_scores: Scores
    lenient_scores: Scores


def judge(material: Material, coder: BenchCoder) -> Judged:
    """Code the 384 reports, link them, and score that."""
    clusters = read_jsonl(material.syria_news / "clusters.jsonl")
    linked = link(coder.codings(read_articles(material)))
    scorer, found, reports = load_scorer(material), links(linked), list(linked.codings)
    return Judged(
        linked,
        gold_of(clusters),
        gold_of(clusters, lenient=True),
        scorer.score_links(clusters, found, reports),
        scorer.score_links(clusters, found, reports, lenient=True),
    )


def link(codings: Collection[Coding], weigh: Callable[[Sequence[Account]], Scored] = score) -> Linked:
    """Accounts, their weights and their groups."""
    accounts = tuple(account for coding in codings for account in accounts_of(coding))
    scored = weigh(accounts)
    groups = group([bounds_of(account) for account in accounts], with_words(accounts, scored))
    return Linked({coding.report.id: coding for coding in codings}, accounts, scored, tuple(groups))


def links(linked: Linked) -> list[Json]:
    """The groups as the reference scorer takes them: the reports that are about each, and the toll of all its accounts;
    none for a group that no report is about."""
    accounts, found = linked.by_id, []
    for members in linked.groups:
        told = [accounts[member] for member in members]
        reports = sorted({one.report_id for one in told if one.primary})
        if reports:
            found.append({"cluster": members[0], "reports": reports, "toll": _toll(linked.codings, told)})
    return found


def _toll(codings: Mapping[str, Coding], told: Sequence[Account]) -> dict[str, int | None] | None:
    """The killed of a group; an open range ends at its highest known figure."""
    joined = join((telling_of(codings[one.report_id], one.id) for one in told), told[0].id)
    found = total(joined.incident.tolls, Effect.KILLED)
    if found is None:
        return None
    known = [figure for figure in (found.low, found.best, found.high) if figure is not None]
    return {"low": found.low, "best": found.best, "high": max(known, default=None)}


def gold_of(clusters: Sequence[Json], *, lenient: bool = False) -> Gold:
    """The groups as the reference scorer reads them."""
    incident: dict[str, str] = {}
    told = [(one, member) for one in clusters for member in one["members"]]
    for one, member in told:
        follows, reports = member["role"] == "follow_up", member["role"] == "report"
        if (reports and (lenient or one["kind"] == "sure")) or (follows and lenient):
            incident[member["id"]] = one["id"]
    left_out = {member["id"] for _, member in told if member["role"] in ("follow_up", "report")} - incident.keys()
    passing = {(member["id"], one["id"]) for one, member in told if member["role"] == "secondary"}
    days = {one["id"]: (one["date"]["start"], one["date"]["end"]) for one in clusters}
    return Gold(incident, frozenset(left_out), frozenset(passing), days)


# ---------------------------------------------------------------- figures


def figures(judged: Judged) -> dict[str, Figure]:
    """All figures by name; those of a toll are left out where no group has one."""
    found = {
        **_with_intervals(judged.strict_scores, judged.linked, judged.strict),
        **{
            f"lenient_{name}": one
            for name, one in _with_intervals(judged.lenient_scores, judged.linked, judged.lenient).items()
        },
    }
    for name in ("range_low", "range_high", "best_latest_or_most_reported"):
        if name in judged.strict_scores:
            value, n = judged.strict_scores[name]
            found[name] = Figure(value, n, *wilson(value * n, n))
    large = [members for members in judged.linked.groups if len(members) > 1]
    accounts = judged.linked.by_id
    for name, mixes in (("mixed_days", _mixes_days), ("mixed_gold", _mixes_gold(judged.strict))):
        share = share_of(mixes([accounts[member] for member in members]) for members in large)
        if share is not None:
            found[name] = share
    wanted = {measure.name for measure in MEASURES}
    return {name: one for name, one in found.items() if name in wanted}


def _mixes_days(told: Sequence[Account]) -> bool:
    """Whether two accounts of a group tell different days, each by words and to the day."""
    return len({one.day for one in told if one.dated and one.day is not None and one.day == one.last_day}) > 1


def _mixes_gold(gold: Gold) -> Callable[[Sequence[Account]], bool]:
    def mixes(told: Sequence[Account]) -> bool:
        """Whether reports in a group are about incidents whose days, as people found them, do not meet."""
        about = {gold.incident[one.report_id] for one in told if one.primary and one.report_id in gold.incident}
        days = [gold.days[incident] for incident in about]
        return bool(days) and max(first for first, _ in days) > min(last for _, last in days)

    return mixes


def partners(linked: Linked, gold: Gold) -> dict[str, frozenset[str]]:
    """The judged reports, each with those that it is linked to, itself among them."""
    accounts = linked.by_id
    found: dict[str, set[str]] = {report: {report} for report in linked.codings if report not in gold.left_out}
    for members in linked.groups:
        reports = {accounts[member].report_id for member in members if accounts[member].primary} & found.keys()
        for report in reports:
            found[report] |= reports
    return {report: frozenset(others) for report, others in found.items()}


Sums = NDArray[np.float64]


def _with_intervals(scores: Scores, linked: Linked, gold: Gold) -> dict[str, Figure]:
    """The scorer's figures, with intervals from drawing incidents anew."""
    sums = np.array(list(sums_by_incident(partners(linked, gold), gold).values()))
    dice = np.random.default_rng(SEED)
    drawn = [shares(sums[dice.integers(0, len(sums), len(sums))].sum(axis=0)) for _ in range(ROUNDS)]
    found = {}
    for name in shares(sums.sum(axis=0)):
        low, high = np.nanpercentile([one[name] for one in drawn], [2.5, 97.5])
        value, n = scores[name]
        if n:
            found[name] = Figure(value, n, float(low), float(high))
    return found


def sums_by_incident(found: Mapping[str, frozenset[str]], gold: Gold) -> dict[str, tuple[float, ...]]:
    """For each incident, over its reports: how many, right partners, partners found, partners there are, and the sums
    of precision and recall."""
    about: dict[str, set[str]] = defaultdict(set)
    for report in found:
        about[gold.of(report)].add(report)
    return {incident: _sums(found, reports) for incident, reports in about.items()}


def _sums(found: Mapping[str, frozenset[str]], reports: set[str]) -> tuple[float, ...]:
    each = [(len(found[one] & reports), len(found[one]), len(reports)) for one in sorted(reports)]
    return (
        len(each),
        sum(right - 1 for right, _, _ in each),
        sum(linked - 1 for _, linked, _ in each),
        sum(there - 1 for _, _, there in each),
        sum(right / linked for right, linked, _ in each),
        sum(right / there for right, _, there in each),
    )


def shares(sums: Sums) -> dict[str, float]:
    """The figures by the scorer's names, from sums over incidents."""
    reports, right, linked, there, precision, recall = (float(one) for one in sums)
    found = {
        "pair_p": right / linked if linked else float("nan"),
        "pair_r": right / there if there else float("nan"),
        "pair_f1": 2 * right / (linked + there) if linked + there else float("nan"),
        "b3_p": precision / reports,
        "b3_r": recall / reports,
    }
    return {**found, "b3_f1": 2 * found["b3_p"] * found["b3_r"] / (found["b3_p"] + found["b3_r"])}
