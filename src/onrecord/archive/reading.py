"""Reading from an archive, every row checked: what comes out is what was stored, or a clear refusal.

In: a connection with a transaction open, so that all is seen as of one moment. Out: records of the model. A record is
rebuilt from its document, the rows that it makes are compared with the rows that are stored, and each quote with the
text at its offsets (casualty recording, requirement B1).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, select
from sqlalchemy.sql import Select

from onrecord.archive import schema
from onrecord.archive.custody import entries
from onrecord.archive.opening import refuse
from onrecord.archive.records import Json, from_document, parse
from onrecord.archive.relations import all_links, links_of
from onrecord.archive.rows import (
    Owned,
    Record,
    Row,
    claim_rows,
    coding_id,
    incident_rows,
    kind_of,
    report_columns,
    report_parts,
    situation_rows,
    text_sha256,
)
from onrecord.capture.journal import Entry, JournalError
from onrecord.errors import ArchiveError, SpanError
from onrecord.model import Claim, Coding, Incident, Report, Situation
from onrecord.reports.relating import Link, passed_over, related, replaced, versions_of

Parts: TypeAlias = dict[tuple[str, str, str], list[RowMapping]]
"""The stored rows of parts by table, kind of owner and owner."""

Stored = TypeVar("Stored", Claim, Incident, Situation)

NEWEST = select(func.max(schema.codings.c.seq)).group_by(schema.codings.c.report_id)
"""The codings that count: the newest of each report."""

SHOWN = 4
"""How many records a refusal names when an id may stand for several."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an id or the beginning of one stands for: 'report', 'claim' or 'incident', and the report it is in."""

    kind: str
    id: str
    report_id: str


@dataclass(frozen=True, slots=True)
class Run:
    """One batch that stored something: which edition of code and word lists, when (UTC, ISO 8601), how many."""

    seq: int
    code_version: str
    recorded: str
    codings: int


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place that a claim of a report tells of, as the tables have it."""

    report_id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Coded:
    """The number of a coding and its report, checked."""

    seq: int
    report: Report


class Reader:
    """One look into an archive; all its methods raise ArchiveError naming the row that is not what it was."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self._path = path
        self._connection = connection

    def report_ids(self) -> list[str]:
        """The ids of all reports, in order."""
        return self._ids(select(schema.reports.c.id).order_by(schema.reports.c.id))

    def coded(self, report_id: str, *, run: int | None = None) -> Coded:
        """A report as last coded, or as a run left it; its text has the hash it was stored and coded with."""
        codings = schema.codings.c
        query = select(*codings, schema.reports.c.text, schema.reports.c.text_sha256.label("held_sha256"))
        query = query.join(schema.reports, schema.reports.c.id == codings.report_id)
        query = query.where(codings.report_id == report_id).order_by(codings.seq.desc())
        row = self._first(query if run is None else query.where(codings.run_seq <= run))
        if row is None:
            raise refuse(self._path, f"there is no report '{report_id}'")
        text = str(row["text"])
        if not text_sha256(text) == row["held_sha256"] == row["text_sha256"]:
            raise self._changed(schema.reports, report_id, "the text no longer has the SHA-256 it was stored with")
        seq = int(row["seq"])
        with self._sound(schema.codings, str(seq)):
            report: Report = replace(from_document(Report, _with_steps(parse(str(row["document"])))), text=text)
            _check_steps(report, row["text_sha256"])
            expected = report_columns(report)
            parts = report_parts(report)
        self._compare_row(schema.codings, str(seq), row, expected)
        stored = self._stored_parts(seq, report.id)
        self._compare(schema.citations, report, stored, parts)
        return Coded(seq, report)

    def coding(self, report_id: str, *, run: int | None = None) -> Coding:
        """The newest coding of a report, or the one that a run left, equal to the one that was stored."""
        coded = self.coded(report_id, run=run)
        claims = self._checked(Claim, schema.claims, coded)
        incidents = self._checked(Incident, schema.incidents, coded)
        situations = self._checked(Situation, schema.situations, coded)
        owned = [made for _, made in (*claims, *incidents, *situations)]
        held = self._first(select(schema.codings.c.id).where(schema.codings.c.seq == coded.seq))
        if held is None or held["id"] != coding_id(coded.report, owned):
            raise self._changed(schema.codings, str(coded.seq), "its records are not those that were stored with it")
        return Coding(self.related(coded.report), _first_of(claims), _first_of(incidents), _first_of(situations))

    def related(self, report: Report) -> Report:
        """A report with its links filled in: what it is a copy of, which version it replaces."""
        links = self.links_of(report.id)
        return related(report, links) if links else report

    def links_of(self, report_id: str) -> list[Link]:
        """Every link that a report has to others, oldest first."""
        return links_of(self._connection, report_id)

    def versions_of(self, report_id: str) -> tuple[str, ...]:
        """The versions of a report, oldest first, itself among them."""
        return versions_of(report_id, all_links(self._connection))

    def passed_over(self) -> frozenset[str]:
        """The reports whose incidents another report tells: see ``relating.passed_over``."""
        return passed_over(all_links(self._connection), self._length)

    def _length(self, report_id: str) -> int:
        """How many words a report is recognised by."""
        table = schema.fingerprints.c
        row = self._first(select(func.length(table.shingles).label("n")).where(table.report_id == report_id))
        return 0 if row is None else int(row["n"])

    def incidents(self, *, every: bool) -> Iterator[Incident]:
        """The incidents of the newest codings, by date (unknown last), then id; ``every``: of all reports."""
        without = frozenset[str]() if every else self.passed_over()
        table = schema.incidents.c
        query = select(table.id, schema.codings.c.report_id)
        query = query.join(schema.codings, schema.codings.c.seq == table.coding_seq)
        query = query.where(table.coding_seq.in_(NEWEST))
        query = query.order_by(table.date_start.is_(None), table.date_start, table.id, schema.codings.c.report_id)
        for row in self.all(query):
            if str(row["report_id"]) in without:
                continue
            coded = self.coded(str(row["report_id"]))
            yield from self.records(Incident, schema.incidents, coded, only=str(row["id"]))

    def told_places(self, types: Sequence[str]) -> tuple[ToldPlace, ...]:
        """The places that claims of some types tell of, by report; without those of reports that were replaced."""
        without = replaced(all_links(self._connection))
        table = schema.claims.c
        query = select(schema.codings.c.report_id, table.place.label("name"), table.country, table.lat, table.lon)
        query = query.join(schema.codings, schema.codings.c.seq == table.coding_seq).distinct()
        query = query.where(table.coding_seq.in_(NEWEST), table.type.in_(types), table.place.is_not(None))
        query = query.order_by(schema.codings.c.report_id, table.place, table.country, table.lat, table.lon)
        return tuple(ToldPlace(**row) for row in self.all(query) if row["report_id"] not in without)

    def claims_of(self, incident_id: str) -> tuple[Claim, ...]:
        """The claims that an incident rests on, in text order."""
        found = self._located("incident", schema.incidents, schema.incidents.c.id == incident_id)
        if not found:
            raise refuse(self._path, f"there is no incident '{incident_id}'")
        coded = self.coded(found[0].report_id)
        links = schema.incident_claims.c
        query = select(links.claim_id).where(links.coding_seq == coded.seq, links.owner == incident_id)
        wanted = frozenset(str(row["claim_id"]) for row in self.all(query))
        return tuple(claim for claim in self.records(Claim, schema.claims, coded) if claim.id in wanted)

    def records(self, kind: type[Stored], table: Table, coded: Coded, *, only: str | None = None) -> tuple[Stored, ...]:
        """The records of one kind in a coding, or the one of an id."""
        return _first_of(self._checked(kind, table, coded, only=only))

    def find(self, wanted: str) -> Found:
        """The report, claim or incident of this id, or the only one whose id begins so."""
        for matches in (self._matching(wanted, exactly=True), self._matching(wanted, exactly=False)):
            if len(matches) == 1:
                return matches[0]
            if matches:
                names = ", ".join(f"{found.kind} {found.id}" for found in matches[:SHOWN])
                more = " and more" if len(matches) > SHOWN else ""
                raise refuse(self._path, f"'{wanted}' may be {names}{more}; give more of the id")
        raise refuse(self._path, f"there is no report, claim or incident '{wanted}'; list the incidents to see ids")

    def runs(self) -> tuple[Run, ...]:
        """Every batch that stored something, oldest first."""
        table = schema.runs.c
        query = select(*table, func.count(schema.codings.c.seq).label("codings"))
        query = query.join(schema.codings, schema.codings.c.run_seq == table.seq).group_by(table.seq)
        return tuple(Run(**row) for row in self.all(query.order_by(table.seq)))

    def originals(self) -> tuple[str, ...]:
        """The SHA-256 of every original, in order."""
        query = select(schema.originals.c.sha256).order_by(schema.originals.c.sha256)
        return tuple(str(row["sha256"]) for row in self.all(query))

    def custody(self) -> tuple[Entry, ...]:
        """The chain of custody, oldest first."""
        try:
            return tuple(entries(self._connection))
        except JournalError as fault:
            raise self._changed(schema.custody, "the chain", str(fault)) from fault

    def original(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256."""
        row = self._first(select(schema.originals.c.bytes).where(schema.originals.c.sha256 == sha256))
        if row is None:
            raise refuse(self._path, f"there are no original bytes with SHA-256 '{sha256}'")
        raw = bytes(row["bytes"])
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise self._changed(schema.originals, sha256, "the bytes no longer have this SHA-256")
        return raw

    def all(self, query: Select[Any]) -> Sequence[RowMapping]:
        """The rows that a query finds."""
        return self._connection.execute(query).mappings().all()

    def _checked(
        self, kind: type[Stored], table: Table, coded: Coded, *, only: str | None = None
    ) -> list[tuple[Stored, Owned]]:
        """Records with the rows that they make, which are those that are stored."""
        query = select(table).where(table.c.coding_seq == coded.seq).order_by(table.c.position)
        rows = self.all(query if only is None else query.where(table.c.id == only))
        stored = self._stored_parts(coded.seq, only)
        return [self._record(kind, table, coded.report, row, stored) for row in rows]

    def _record(
        self, kind: type[Stored], table: Table, report: Report, row: RowMapping, stored: Parts
    ) -> tuple[Stored, Owned]:
        name = str(row["id"])
        with self._sound(table, name):
            record: Stored = from_document(kind, parse(str(row["document"])))
            owned = _owned(record, int(row["position"]), report)
        self._compare_row(table, name, row, owned.row)
        for part, rows in owned.parts:
            self._compare(part, record, stored, rows)
        return record, owned

    def _stored_parts(self, seq: int, owner: str | None) -> Parts:
        """The rows of the parts of one record of a coding, or of all."""
        found: Parts = {}
        for table in schema.PARTS:
            query = select(table).where(table.c.coding_seq == seq).order_by(table.c.owner, table.c.position)
            for row in self.all(query if owner is None else query.where(table.c.owner == owner)):
                found.setdefault((table.name, row["owner_kind"], row["owner"]), []).append(row)
        return found

    def _compare(self, table: Table, record: Record | Report, stored: Parts, expected: Sequence[Row]) -> None:
        held = stored.get((table.name, kind_of(record), record.id), [])
        for one, row in zip(held, expected, strict=False):
            self._compare_row(table, f"{record.id} row {row['position']}", one, row)
        if len(held) != len(expected):
            raise self._changed(table, record.id, f"it has {len(held)} rows where its record makes {len(expected)}")

    def _compare_row(self, table: Table, name: str, held: RowMapping, expected: Row) -> None:
        for column, value in expected.items():
            if held[column] != value:
                message = f"{column} is {_short(held[column])} where its record and text say {_short(value)}"
                raise self._changed(table, name, message)

    @contextmanager
    def _sound(self, table: Table, name: str) -> Iterator[None]:
        """What a document that was changed by another hand raises when it is read, as one clear line."""
        try:
            yield
        except (ValueError, TypeError, SpanError, RecursionError) as error:
            raise self._changed(table, name, f"its document cannot be read back ({error})") from error

    def _changed(self, table: Table, name: str, what: str) -> ArchiveError:
        message = f"table {table.name}, {name}: {what}; it was changed outside Onrecord or damaged, restore a copy"
        return refuse(self._path, message)

    def _matching(self, wanted: str, *, exactly: bool) -> list[Found]:
        reports = schema.reports.c.id
        query = select(reports).where(_is(reports, wanted, exactly=exactly)).order_by(reports).limit(SHOWN + 1)
        found = [Found("report", report_id, report_id) for report_id in self._ids(query)]
        for kind, table in (("incident", schema.incidents), ("claim", schema.claims)):
            found += self._located(kind, table, _is(table.c.id, wanted, exactly=exactly))
        return found

    def _located(self, kind: str, table: Table, condition: Any) -> list[Found]:
        query = select(table.c.id, schema.codings.c.report_id)
        query = query.join(schema.codings, schema.codings.c.seq == table.c.coding_seq)
        query = query.where(condition, table.c.coding_seq.in_(NEWEST)).order_by(table.c.id, schema.codings.c.report_id)
        return [Found(kind, str(row["id"]), str(row["report_id"])) for row in self.all(query.limit(SHOWN + 1))]

    def _ids(self, query: Select[Any]) -> list[str]:
        return [str(row["id"]) for row in self.all(query)]

    def _first(self, query: Select[Any]) -> RowMapping | None:
        rows = self.all(query.limit(1))
        return rows[0] if rows else None


def _is(column: Any, wanted: str, *, exactly: bool) -> Any:
    """Compared as written: LIKE would take letters of either case, and '%' and '_' for anything."""
    return column == wanted if exactly else func.substr(column, 1, len(wanted)) == wanted


def _with_steps(document: Json) -> Json:
    """The document of a report that was stored before its steps were recorded has none."""
    return {"steps": [], **document} if isinstance(document, dict) else document


def _check_steps(report: Report, text_sha256: str) -> None:
    """Raise ValueError where a report's steps do not lead from its raw bytes to its text."""
    if report.steps:
        outputs = [report.sha256, *(step.output_sha256 for step in report.steps)]
        if [step.input_sha256 for step in report.steps] != outputs[:-1] or outputs[-1] != text_sha256:
            raise ValueError("its steps do not lead from the raw bytes to the text")


def _owned(record: Record, position: int, report: Report) -> Owned:
    if isinstance(record, Claim):
        return claim_rows(record, position, report)
    if isinstance(record, Incident):
        return incident_rows(record, position, report)
    return situation_rows(record, position, report)


def _first_of(pairs: Sequence[tuple[Stored, Owned]]) -> tuple[Stored, ...]:
    return tuple(record for record, _ in pairs)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
