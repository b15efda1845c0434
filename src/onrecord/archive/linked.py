"""Linking in an archive: accounts, weights, decisions and which incident each account tells of, as rows only added.

In: a connection with a transaction open. Out: what linking needs of what is stored, and rows of what it found. Claims
and codings are never touched; of several rows for one thing the newest counts, so that every earlier state stays.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select
from sqlalchemy.sql import ColumnElement

from onrecord.archive import schema
from onrecord.archive.reading import NEWEST
from onrecord.archive.relations import all_links
from onrecord.linking.accounts import Account
from onrecord.linking.groups import Pair, pair
from onrecord.linking.identity import Became, Forward
from onrecord.persons import Judgement
from onrecord.reports.relating import Relation, replaced

_AT_ONCE = 500
"""How many ids one query names: SQLite takes at least 999 variables."""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """What a person decided of two accounts."""

    one: str
    other: str
    judgement: Judgement
    by: str
    why: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided of an incident: ``field`` is 'outcome', 'harm' or 'responsibility'."""

    incident_id: str
    field: str
    value: str
    by: str
    why: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Discredited:
    """That a source counts no more, or again."""

    name: str
    is_discredited: bool
    by: str
    why: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One change in an incident's life: an account came or went, or its id was forwarded."""

    run_seq: int
    recorded: str
    what: str
    detail: str


class LinkRows:
    """The tables of linking in one archive."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ------------------------------------------------------------ accounts

    def live(self, run: int | None = None) -> dict[str, str]:
        """The accounts that count, with their reports: of newest codings, none of a report that was replaced; with
        ``run``, as that run left them."""
        without = replaced(all_links(self._connection, run))
        codings = schema.codings.c
        newest = NEWEST if run is None else NEWEST.where(codings.run_seq <= run)
        table = schema.incidents.c
        query = select(table.id, schema.codings.c.report_id)
        query = query.join(schema.codings, schema.codings.c.seq == table.coding_seq)
        query = query.where(table.coding_seq.in_(newest)).order_by(table.id)
        return {str(row["id"]): str(row["report_id"]) for row in self._all(query) if row["report_id"] not in without}

    def held(self, model: str) -> frozenset[str]:
        """The accounts that were compared under a model."""
        table = schema.accounts.c
        return frozenset(str(row["id"]) for row in self._all(select(table.id).where(table.model == model)))

    def add_accounts(self, accounts: Iterable[tuple[Account, Sequence[int]]], model: str, run_seq: int) -> None:
        """Keep accounts with their blocks."""
        for account, blocks in accounts:
            document = json.dumps(asdict(account), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            row = {
                "id": account.id,
                "model": model,
                "report_id": account.report_id,
                "document": document,
                "run_seq": run_seq,
            }
            self._connection.execute(insert(schema.accounts), row)
            held = [{"model": model, "block": block, "account_id": account.id} for block in blocks]
            if held:
                self._connection.execute(insert(schema.account_blocks), held)

    def accounts(self, ids: Iterable[str], model: str) -> list[Account]:
        """Accounts by their ids, in order of id."""
        table = schema.accounts.c
        rows = self._among(select(table.id, table.document).where(table.model == model), table.id, ids)
        return [_account(row) for row in sorted(rows, key=lambda row: str(row["id"]))]

    def meeting(self, ids: Iterable[str], model: str) -> frozenset[str]:
        """The accounts that share a block with any of these."""
        table = schema.account_blocks.c
        mine = self._among(select(table.block).distinct().where(table.model == model), table.account_id, ids)
        blocks = sorted({int(row["block"]) for row in mine})
        found = self._among(select(table.account_id).distinct().where(table.model == model), table.block, blocks)
        return frozenset(str(row["account_id"]) for row in found)

    def newest_versions(self) -> dict[str, str]:
        """The newest version of each report that was replaced."""
        links = all_links(self._connection)
        newer = {link.other_id: link.report_id for link in links if link.relation is Relation.SUPERSEDES}
        found = {}
        for old, next_one in newer.items():
            at, seen = next_one, {old}
            while at in newer and at not in seen:
                seen.add(at)
                at = newer[at]
            found[old] = at
        return found

    # ------------------------------------------------------------ weights

    def add_weights(self, weights: Iterable[tuple[Pair, int]], model: str, run_seq: int) -> None:
        """Keep the weights of pairs."""
        rows = (
            {"model": model, "one": one, "other": other, "weight": weight, "run_seq": run_seq}
            for (one, other), weight in weights
        )
        while batch := list(islice(rows, _AT_ONCE)):
            self._connection.execute(insert(schema.weights), batch)

    def weights(self, ids: Iterable[str], model: str) -> dict[Pair, int]:
        """The weights of all pairs that hold one of these accounts."""
        wanted = sorted(set(ids))
        table = schema.weights.c
        query = select(table.one, table.other, table.weight).where(table.model == model)
        rows = [row for column in (table.one, table.other) for row in self._among(query, column, wanted)]
        return {(str(row["one"]), str(row["other"])): int(row["weight"]) for row in rows}

    # ------------------------------------------------------------ decisions

    def add_decision(self, decision: LinkDecision) -> None:
        """Keep what a person decided of two accounts."""
        one, other = pair(decision.one, decision.other)
        self._connection.execute(
            insert(schema.link_decisions),
            {
                "one": one,
                "other": other,
                "judgement": decision.judgement.value,
                "by_whom": decision.by,
                "why": decision.why,
                "recorded": decision.recorded,
            },
        )

    def decisions(self) -> tuple[LinkDecision, ...]:
        """Every decision on accounts, oldest first."""
        query = select(schema.link_decisions).order_by(schema.link_decisions.c.seq)
        return tuple(
            LinkDecision(
                row["one"], row["other"], Judgement(row["judgement"]), row["by_whom"], row["why"], row["recorded"]
            )
            for row in self._all(query)
        )

    def add_verdict(self, verdict: Verdict) -> None:
        """Keep what a person decided of an incident."""
        row = asdict(verdict)
        row["by_whom"] = row.pop("by")
        self._connection.execute(insert(schema.verdicts), row)

    def verdicts(self, before: str | None = None) -> tuple[Verdict, ...]:
        """Every decision on incidents, oldest first; ``before`` a moment, where one is given."""
        query = select(schema.verdicts).order_by(schema.verdicts.c.seq)
        rows = self._all(query if before is None else query.where(schema.verdicts.c.recorded < before))
        return tuple(
            Verdict(row["incident_id"], row["field"], row["value"], row["by_whom"], row["why"], row["recorded"])
            for row in rows
        )

    def add_discredited(self, one: Discredited) -> None:
        """Keep that a source counts no more, or again."""
        row = asdict(one)
        row["by_whom"] = row.pop("by")
        self._connection.execute(insert(schema.discredited), row)

    def discredited(self) -> tuple[Discredited, ...]:
        """Every row on sources, oldest first."""
        rows = self._all(select(schema.discredited).order_by(schema.discredited.c.seq))
        return tuple(
            Discredited(row["name"], row["is_discredited"], row["by_whom"], row["why"], row["recorded"]) for row in rows
        )

    def discredited_now(self, before: str | None = None) -> frozenset[str]:
        """The names of the sources that do not count; as of a moment, where one is given."""
        rows = [one for one in self.discredited() if before is None or one.recorded < before]
        newest = {one.name: one.is_discredited for one in rows}
        return frozenset(name for name, is_so in newest.items() if is_so)

    def end_of(self, run: int | None) -> str | None:
        """When the run after this one began: what was decided before that belongs to the state that the run left."""
        runs = schema.runs.c
        if run is None:
            return None
        rows = self._all(select(runs.recorded).where(runs.seq > run).order_by(runs.seq).limit(1))
        return str(rows[0]["recorded"]) if rows else None

    # ------------------------------------------------------------ incidents

    def memberships(self, run: int | None = None) -> dict[str, str]:
        """The incident that each account tells of, now or as of a run."""
        table = schema.memberships.c
        newest = select(func.max(table.seq)).group_by(table.account_id)
        if run is not None:
            newest = newest.where(table.run_seq <= run)
        query = select(table.account_id, table.incident_id).where(table.seq.in_(newest))
        rows = self._all(query.order_by(table.account_id))
        return {str(row["account_id"]): str(row["incident_id"]) for row in rows if row["incident_id"] is not None}

    def ages(self) -> dict[str, int]:
        """Every incident id ever given, by when it was given first."""
        table = schema.memberships.c
        query = select(table.incident_id, func.min(table.seq).label("age")).where(table.incident_id.is_not(None))
        return {str(row["incident_id"]): int(row["age"]) for row in self._all(query.group_by(table.incident_id))}

    def move(self, accounts: Mapping[str, str | None], run_seq: int) -> None:
        """Keep which incident accounts tell of from now on; None for one that counts no more."""
        rows = [
            {"account_id": account, "incident_id": incident, "run_seq": run_seq}
            for account, incident in sorted(accounts.items())
        ]
        if rows:
            self._connection.execute(insert(schema.memberships), rows)

    def add_forwards(self, found: Iterable[tuple[Forward, str]], run_seq: int) -> None:
        """Keep what became of ids, with the reason."""
        rows = [
            {"old": one.old, "became": one.became.value, "new": one.new, "reason": reason, "run_seq": run_seq}
            for one, reason in found
        ]
        if rows:
            self._connection.execute(insert(schema.forwards), rows)

    def forwards(self) -> dict[str, Forward]:
        """The newest of what became of each id that was merged or withdrawn."""
        table = schema.forwards
        query = select(table).where(table.c.became != Became.SPLIT.value).order_by(table.c.seq)
        return {str(row["old"]): Forward(row["old"], Became(row["became"]), row["new"]) for row in self._all(query)}

    def history(self, incident_id: str) -> Iterator[Passed]:
        """What happened to an incident's id, oldest first: accounts that came and went, forwards from and to it."""
        runs = {int(row["seq"]): str(row["recorded"]) for row in self._all(select(schema.runs))}
        table = schema.memberships.c
        held = select(table.account_id).where(table.incident_id == incident_id)
        query = select(schema.memberships).where(table.account_id.in_(held)).order_by(table.seq)
        found: list[Passed] = []
        at: dict[str, str | None] = {}
        for row in self._all(query):
            account, now, run = str(row["account_id"]), row["incident_id"], int(row["run_seq"])
            if now == incident_id:
                found.append(Passed(run, runs[run], "account came", account))
            elif at.get(account) == incident_id:
                found.append(Passed(run, runs[run], "account went", f"{account} to {now or 'none: it counts no more'}"))
            at[account] = now
        forwards = schema.forwards
        either = (forwards.c.old == incident_id) | (forwards.c.new == incident_id)
        for row in self._all(select(forwards).where(either).order_by(forwards.c.seq)):
            detail = f"{row['old']} -> {row['new'] or 'none'}: {row['reason']}"
            found.append(Passed(int(row["run_seq"]), runs[int(row["run_seq"])], str(row["became"]), detail))
        return iter(sorted(found, key=lambda one: one.run_seq))

    def spans(self, account_ids: Iterable[str]) -> dict[str, set[tuple[int, int]]]:
        """The characters that the claims of accounts cite, in whichever coding they stood."""
        links, cited = schema.incident_claims.c, schema.citations.c
        query = select(links.owner, cited.start, cited.end).join(
            schema.citations,
            (cited.coding_seq == links.coding_seq) & (cited.owner == links.claim_id) & (cited.owner_kind == "claim"),
        )
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for row in self._among(query.where(cited.field.like("spans%")), links.owner, account_ids):
            found[str(row["owner"])].add((int(row["start"]), int(row["end"])))
        return found

    def reports_of(self, accounts: Iterable[str]) -> dict[str, str]:
        """The report of each account, in whichever coding it stood."""
        table = schema.incidents.c
        query = select(table.id, schema.codings.c.report_id).distinct()
        query = query.join(schema.codings, schema.codings.c.seq == table.coding_seq)
        return {str(row["id"]): str(row["report_id"]) for row in self._among(query, table.id, accounts)}

    def _among(self, query: Select[Any], column: ColumnElement[Any], values: Iterable[object]) -> list[RowMapping]:
        """The rows of a query whose column holds one of the values."""
        found: list[RowMapping] = []
        waiting = iter(sorted(set(values), key=str))
        while batch := list(islice(waiting, _AT_ONCE)):
            found += self._all(query.where(column.in_(batch)))
        return found

    def _all(self, query: Select[Any]) -> Sequence[RowMapping]:
        return self._connection.execute(query).mappings().all()


_TUPLES = frozenset(one.name for one in fields(Account) if str(one.type).startswith("tuple"))


def _account(row: RowMapping) -> Account:
    held: dict[str, Any] = json.loads(row["document"])
    made: dict[str, Any] = {name: tuple(value) if name in _TUPLES else value for name, value in held.items()}
    return Account(**made)
