"""Linking an archive: new accounts are compared with those stored near them, and their incidents named anew.

In: an archive. Out: what changed. Only what is new is compared, and only groups that something new, gone or decided
touches are formed again; since weights depend on two accounts alone and groups on connected ones, the outcome is that
of linking everything at once, whatever the order in which reports came. Claims and codings are never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.archive import Archive
from onrecord.archive.linked import LinkDecision, LinkRows
from onrecord.linking.accounts import Account, accounts_of
from onrecord.linking.blocks import blocks_of
from onrecord.linking.groups import THRESHOLD, Decided, Pair, Scored, bounds_of, group, pair
from onrecord.linking.identity import Became, Forward, Named, name_groups
from onrecord.linking.model import model_version
from onrecord.linking.scoring import score, with_words
from onrecord.persons import Judgement


@dataclass(frozen=True, slots=True)
class Linked:
    """What one linking did: accounts compared for the first time, incidents there are, ids that were forwarded."""

    accounts: int
    incidents: int
    forwards: tuple[Forward, ...]


def link(archive: Archive) -> Linked:
    """Bring the incidents of an archive up to date with its reports and decisions; done twice, the second changes
    nothing. Raises ArchiveError, the archive untouched, where it cannot be written."""
    with archive.writing():
        rows, run_seq = archive.link_rows()
        model = model_version()
        live = rows.live()
        fresh = sorted(live.keys() - rows.held(model))
        if fresh:
            _compare(archive, rows, live, fresh)
        now = _Now(rows, model, live, *_borne(rows, live), *_decided(rows, live))
        seeds = now.seeds() | set(fresh)
        if not seeds:
            return Linked(len(fresh), len(set(now.before.values())), ())
        affected = now.affected(seeds)
        named = now.named(affected)
        moves = now.moves(named, affected)
        if moves:
            rows.move(moves, run_seq())
            rows.add_forwards(_with_reasons(named.forwards, now.decided), run_seq())
        after = {**now.before, **moves}
        return Linked(len(fresh), len({one for one in after.values() if one}), named.forwards if moves else ())


def _compare(archive: Archive, rows: LinkRows, live: Mapping[str, str], fresh: Sequence[str]) -> None:
    """Keep new accounts, and the weights of every pair that holds one of them."""
    model, run_seq = model_version(), archive.link_rows()[1]()
    wanted = frozenset(fresh)
    for report_id in sorted({live[one] for one in fresh}):
        made = (account for account in accounts_of(archive.coding(report_id)) if account.id in wanted)
        rows.add_accounts(((account, blocks_of(account)) for account in made), model, run_seq)
    near = (rows.meeting(fresh, model) & live.keys()) | wanted
    accounts = rows.accounts(near, model)
    scored = score(accounts, fresh=wanted)
    pairs = zip(scored.one.tolist(), scored.other.tolist(), scored.weight.tolist(), strict=True)
    found = ((pair(accounts[one].id, accounts[other].id), weight) for one, other, weight in pairs)
    rows.add_weights(found, model, run_seq)


def _borne(rows: LinkRows, live: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The incident of each account before, and of each new one that stands for an account that counts no more."""
    before = rows.memberships()
    now = _successors(rows, before.keys() - live.keys(), live)
    inherited = {heir: before[old] for old, heir in sorted(now.items(), reverse=True) if heir not in before}
    return before, inherited


# ---------------------------------------------------------------- decisions


def _decided(rows: LinkRows, live: Mapping[str, str]) -> tuple[Decided, frozenset[str]]:
    """What people decided, of the accounts that count now: the newest of each pair; and all accounts that they looked
    at."""
    decisions = rows.decisions()
    now = _successors(rows, {one for found in decisions for one in (found.one, found.other)}, live)
    newest: dict[Pair, LinkDecision] = {}
    for found in decisions:
        one, other = now.get(found.one), now.get(found.other)
        if one is not None and other is not None and one != other:
            newest.pop(pair(one, other), None)
            newest[pair(one, other)] = found
    same, different = _effective(newest)
    return Decided(same, different), frozenset(one for found in newest for one in found)


def _effective(newest: Mapping[Pair, LinkDecision]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """The decisions that hold, the newest first: 'same' does not hold where older ones would join what newer ones keep
    apart by way of other accounts."""
    group_of: dict[str, frozenset[str]] = {}
    same: set[Pair] = set()
    different: set[Pair] = set()
    for found, decision in reversed(list(newest.items())):
        one, other = (group_of.get(account, frozenset({account})) for account in found)
        if decision.judgement is Judgement.DIFFERENT:
            if one != other:
                different.add(found)
        elif decision.judgement is Judgement.SAME and not any(
            {first, second} == set(apart) for apart in different for first in one for second in other
        ):
            same.add(found)
            group_of |= dict.fromkeys(one | other, one | other)
    return frozenset(same), frozenset(different)


def _successors(rows: LinkRows, accounts: Collection[str], live: Mapping[str, str]) -> dict[str, str]:
    """The accounts that stand for others now: for those that count themselves; where a report was coded anew, the
    account whose claims cite most of the same words; where a newer version replaced it, the one most like it there."""
    found = {account: account for account in accounts if account in live}
    gone = sorted(set(accounts) - found.keys())
    if not gone:
        return found
    of_report = defaultdict(list)
    for account, report_id in sorted(live.items()):
        of_report[report_id].append(account)
    reports, newest = rows.reports_of(gone), rows.newest_versions()
    for account in gone:
        report_id = reports.get(account, "")
        now = newest.get(report_id, report_id)
        heirs = of_report.get(now, [])
        heir = _by_words(rows, account, heirs) if now == report_id else _by_likeness(rows, account, heirs)
        if heir is not None:
            found[account] = heir
    return found


def _by_words(rows: LinkRows, account: str, heirs: Sequence[str]) -> str | None:
    spans = rows.spans([account, *heirs])
    shared = {heir: len(spans.get(account, set()) & spans.get(heir, set())) for heir in heirs}
    best = max(heirs, key=lambda heir: shared[heir], default=None)
    return best if best is not None and shared[best] else None


def _by_likeness(rows: LinkRows, account: str, heirs: Sequence[str]) -> str | None:
    """Of another text: an account of a related type whose days meet; rather as prominent, of as many killed."""
    known = {one.id: one for one in rows.accounts([account, *heirs], model_version())}
    if account not in known:
        return None
    old = known[account]
    fitting = [known[heir] for heir in heirs if heir in known and _may_be(old, known[heir])]
    best = max(
        fitting,
        key=lambda one: (one.primary == old.primary, one.type == old.type, one.killed_high == old.killed_high),
        default=None,
    )
    return None if best is None else best.id


def _may_be(one: Account, other: Account) -> bool:
    related = one.type == other.type or bool(set(one.kinds) & set(other.kinds))
    days = (one.day, other.day, one.last_day, other.last_day)
    if None in days:
        return related
    return related and max(one.day or 0, other.day or 0) <= min(one.last_day or 0, other.last_day or 0)


# ---------------------------------------------------------------- groups


@dataclass(frozen=True, slots=True)
class _Now:
    """What is known when groups are formed: the accounts that count with their reports, the incident that each bore
    before, those that new accounts take over from accounts they stand for, what people decided, and which accounts
    they looked at."""

    rows: LinkRows
    model: str
    live: Mapping[str, str]
    before: Mapping[str, str]
    inherited: Mapping[str, str]
    decided: Decided
    looked_at: frozenset[str]

    def seeds(self) -> set[str]:
        """The accounts that are new or gone, and those that people looked at: a decision may have been taken back."""
        return set(self.live.keys() ^ self.before.keys()) | self.looked_at

    def affected(self, seeds: Collection[str]) -> set[str]:
        """All accounts that a group may gain, lose or hold because of the seeds: those of their incidents, and those
        connected with them by a weight that reaches the threshold or by a decision, and so on."""
        members = defaultdict(set)
        for account, incident in self.before.items():
            members[incident].add(account)
        partners = defaultdict(set)
        for one, other in self.decided.same | self.decided.different:
            partners[one].add(other)
            partners[other].add(one)
        found: set[str] = set()
        waiting = set(seeds)
        while waiting:
            found |= waiting
            near = {one for account in waiting for one in partners[account]}
            near |= {one for account in waiting if account in self.before for one in members[self.before[account]]}
            for both, weight in self.rows.weights(waiting, self.model).items():
                near |= set(both) if weight >= THRESHOLD else set()
            waiting = {one for one in near if one in self.live or one in self.before} - found
        return found

    def named(self, affected: Collection[str]) -> Named:
        """The groups of the affected accounts with their ids."""
        accounts = self.rows.accounts(set(affected) & self.live.keys(), self.model)
        positions = {account.id: position for position, account in enumerate(accounts)}
        scored = with_words(accounts, _scored(self.rows.weights(positions, self.model), positions))
        groups = group([bounds_of(account) for account in accounts], scored, self.decided)
        every = {**self.inherited, **self.before}
        borne = {account: incident for account, incident in every.items() if account in affected}
        taken = {incident for account, incident in self.before.items() if account not in affected}
        return name_groups(groups, borne, self.rows.ages(), taken)

    def moves(self, named: Named, affected: Collection[str]) -> dict[str, str | None]:
        """The accounts whose incident is another one than before; None for those that count no more."""
        now: dict[str, str | None] = {account: name for name, members in named.groups.items() for account in members}
        now |= {account: None for account in affected if account not in self.live}
        return {account: incident for account, incident in now.items() if self.before.get(account) != incident}


def _scored(weights: Mapping[Pair, int], positions: Mapping[str, int]) -> Scored:
    known = sorted(
        (*sorted((positions[one], positions[other])), weight)
        for (one, other), weight in weights.items()
        if one in positions and other in positions
    )
    columns = np.array(known, dtype=np.int32).reshape(-1, 3)
    return Scored(columns[:, 0], columns[:, 1], columns[:, 2])


def _with_reasons(forwards: Iterable[Forward], decided: Decided) -> list[tuple[Forward, str]]:
    has_decisions = bool(decided.same or decided.different)
    because = "the accounts of now" + (" and people's decisions" if has_decisions else "")
    reasons = {
        Became.MERGED: f"told of one incident, by {because}",
        Became.SPLIT: f"told of two incidents, by {because}",
        Became.WITHDRAWN: "no report that counts tells of it any more",
    }
    return [(one, reasons[one.became]) for one in forwards]
