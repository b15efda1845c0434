"""The archive: codings in, the same codings out, in one SQLite file.

Storing the same coding twice changes nothing. A batch is stored whole or not at all. Nothing is overwritten: a report
that is coded otherwise by a later version of the code gets a further coding, and the newest counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Table, insert, select

from onrecord.archive import schema
from onrecord.archive.custody import add_entry
from onrecord.archive.linked import Discredited, LinkDecision, LinkRows, Verdict
from onrecord.archive.opening import open_engine, plain_errors, refuse
from onrecord.archive.persons import PersonRows
from onrecord.archive.reading import Found, Reader, Run, ToldPlace
from onrecord.archive.relations import add_known, add_link, all_known
from onrecord.archive.rows import Row, all_rows, coding_id, report_columns, report_parts, report_row
from onrecord.capture.journal import Act, Entry
from onrecord.edition import edition
from onrecord.model import Claim, Coding, Incident, Report
from onrecord.persons import Decision, Fate, Held, Judgement, PersonRecord, Register, State, register
from onrecord.reports.relating import Link, Relating
from onrecord.reports.relating import known as recognised


def _now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """An open archive; a context manager. Not to be shared between threads."""

    def __init__(self, path: Path, engine: Engine, *, writable: bool, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._engine = engine
        self._writable = writable
        self._clock = clock
        self._batch: Connection | None = None
        self._relating: Relating | None = None
        self._run_seq: int | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool, clock: Callable[[], datetime] = _now) -> Self:
        """Open an archive; with ``create``, make it where there is none and insist that it can be written.

        Raises ArchiveError, the file untouched, when it is missing, a folder, something else, newer, or read-only.
        """
        engine, writable = open_engine(path, create=create)
        return cls(path, engine, writable=writable, clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One batch: everything stored inside is kept when it ends well, and nothing of it when it does not.

        Raises ArchiveError when the archive cannot be written or the disk is full.
        """
        if not self._writable:
            raise refuse(self.path, "it can only be read; check the rights of the file and its folder")
        if self._batch is not None:
            raise ValueError("a batch is open already")
        with plain_errors(self.path), self._engine.connect() as connection:
            batch = connection.execution_options(onrecord_writing=True)
            try:
                with batch.begin():
                    self._batch = batch
                    yield
            except BaseException:
                self._relating = None
                raise
            finally:
                self._batch = None
                self._run_seq = None

    def store(self, coding: Coding) -> bool:
        """Keep a coding; False when it is there already, and nothing changes. Alone, it is a batch of its own.

        Raises ArchiveError when the report's id is there with another text, and SpanError for a span past its end.
        """
        if self._batch is None:
            with self.writing():
                return self.store(coding)
        batch = self._batch
        report = coding.report
        self._keep_text(batch, report)
        owned = all_rows(coding)
        name = coding_id(report, owned)
        if name == _newest(batch, report.id):
            return False
        row = {"id": name, "run_seq": self._run(batch), **report_columns(report)}
        seq = _insert_one(batch, schema.codings, row)
        _insert(batch, schema.citations, seq, report_parts(report))
        for table in (schema.claims, schema.incidents, schema.situations):
            _insert(batch, table, seq, [one.row for one in owned if one.table is table])
        for table in schema.PARTS:
            _insert(
                batch, table, seq, [row for one in owned for part, rows in one.parts if part is table for row in rows]
            )
        return True

    def relate(self, report: Report) -> list[Link]:
        """Tell which report of this archive a stored one is a copy or a newer version of, and keep that.

        A report that was related before brings nothing new. Raises ArchiveError when the archive cannot be written.
        """
        if self._batch is None:
            with self.writing():
                return self.relate(report)
        if self._relating is None:
            self._relating = Relating(all_known(self._batch))
            self._relate_older(self._batch, self._relating, report.id)
        return self._relate(self._batch, self._relating, report)

    def _relate_older(self, batch: Connection, relating: Relating, report_id: str) -> None:
        """Relate the reports that came in before this archive kept how reports relate."""
        reader = Reader(self.path, batch)
        for older in reader.report_ids():
            if older not in relating and older != report_id:
                self._relate(batch, relating, reader.coded(older).report)

    def _relate(self, batch: Connection, relating: Relating, report: Report) -> list[Link]:
        if report.id in relating:
            return []
        known = recognised(report)
        links = relating.relate(known)
        add_known(batch, known)
        for link in links:
            add_link(batch, link, self._run(batch))
        return links

    def note(
        self,
        act: Act,
        *,
        actor: str,
        item: str | None = None,
        address: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Entry:
        """Write an act into the archive's chain of custody. Raises ArchiveError when it cannot be written."""
        if self._batch is None:
            with self.writing():
                return self.note(act, actor=actor, item=item, address=address, facts=facts)
        time = self._clock().isoformat(timespec="seconds")
        return add_entry(self._batch, Entry(0, time, actor, act, item, address, dict(facts or {}), ""))

    def custody(self) -> tuple[Entry, ...]:
        """The chain of custody, oldest first, each entry checked. Raises ArchiveError where it was altered."""
        with self._reading() as reader:
            return reader.custody()

    def keep_original(self, raw: bytes) -> str:
        """Keep the bytes that a report was read from, once; gives back their SHA-256, by which they are found."""
        if self._batch is None:
            with self.writing():
                return self.keep_original(raw)
        digest = hashlib.sha256(raw).hexdigest()
        held = schema.originals.c.sha256
        if self._batch.execute(select(held).where(held == digest)).first() is None:
            self._batch.execute(insert(schema.originals), {"sha256": digest, "bytes": raw})
        return digest

    def add_person(self, record: PersonRecord, *, by: str, original: str | None = None) -> bool:
        """Keep what a list or a report says of a person; False when it is there already, and nothing changes.

        ``original`` is the SHA-256 of the list's bytes. Raises ArchiveError for a naming that its report does not hold.
        """
        with self._writing_persons() as rows:
            return rows.add_record(record, by, self._moment(), original)

    def add_state(
        self, record_id: str, effect: Fate, day: date | None, *, source: str, by: str, note: str | None = None
    ) -> bool:
        """Keep what became of a person; all earlier states stay. False when just this was added last."""
        with self._writing_persons() as rows:
            return rows.add_state(State(record_id, effect, day, source, by, self._moment(), note))

    def decide(self, a: str, b: str, judgement: Judgement, *, by: str, why: str) -> bool:
        """Keep what was judged of two records; earlier decisions stay. False when just this was decided last.

        Raises ArchiveError where a record is not there, ValueError for one record or no judgement.
        """
        with self._writing_persons() as rows:
            return rows.add_decision(Decision(a, b, judgement, by, why, self._moment()))

    def persons(self) -> Register:
        """All persons, as the decisions make them of the records. Raises ArchiveError where a row was altered."""
        with self._reading_persons() as rows:
            return register(rows.records(), rows.states(), rows.decisions())

    def person_rows(self) -> tuple[tuple[Held, ...], tuple[State, ...], tuple[Decision, ...]]:
        """Every record, added state and decision on persons, in the order in which they came."""
        with self._reading_persons() as rows:
            return rows.records(), rows.states(), rows.decisions()

    def find_person(self, id_or_prefix: str) -> str:
        """The id of the person's record that is called so or alone begins so. Raises ArchiveError, naming the first."""
        with self._reading_persons() as rows:
            return rows.find(id_or_prefix)

    def link_rows(self) -> tuple[LinkRows, Callable[[], int]]:
        """The tables of linking within the batch that is open, and what gives the number of its run.

        Raises ValueError outside a batch.
        """
        if self._batch is None:
            raise ValueError("linking is written within a batch")
        batch = self._batch
        return LinkRows(batch), lambda: self._run(batch)

    def decide_link(self, one: str, other: str, judgement: Judgement, *, by: str, why: str) -> None:
        """Keep what a person decided of two accounts; earlier decisions stay, the newest counts over every weight.

        Like every decision on incidents and sources, it is an entry in the chain of custody too, so that none can be
        changed or taken out unseen.
        """
        with self._deciding(by, why, {"accounts": [one, other], "judgement": judgement.value}) as rows:
            rows.add_decision(LinkDecision(one, other, judgement, by, why, self._moment()))

    def decide_incident(self, incident_id: str, field: str, value: str, *, by: str, why: str) -> None:
        """Keep what a person decided of an incident: its outcome, or its grade for harm or responsibility."""
        with self._deciding(by, why, {"incident": incident_id, "field": field, "value": value}) as rows:
            rows.add_verdict(Verdict(incident_id, field, value, by, why, self._moment()))

    def discredit(self, name: str, *, is_discredited: bool, by: str, why: str) -> None:
        """Keep that an outlet or speaker counts no more, or again; see ``linking/discredited.py`` for the names."""
        with self._deciding(by, why, {"source": name, "is_discredited": is_discredited}) as rows:
            rows.add_discredited(Discredited(name, is_discredited, by, why, self._moment()))

    @contextmanager
    def _deciding(self, by: str, why: str, facts: Mapping[str, object]) -> Iterator[LinkRows]:
        """Where a decision is written and noted."""
        with self._in_a_batch():
            rows, _ = self.link_rows()
            yield rows
            self.note(Act.DECIDED, actor=by, facts={**facts, "why": why})

    def _in_a_batch(self) -> AbstractContextManager[None]:
        """The batch that is open, or one of its own."""
        return nullcontext() if self._batch is not None else self.writing()

    @contextmanager
    def _writing_persons(self) -> Iterator[PersonRows]:
        with self._in_a_batch(), self._reading_persons() as rows:
            yield rows

    @contextmanager
    def linked(self) -> Iterator[LinkRows]:
        """A look at the tables of linking as of one moment."""
        with self._connected() as connection:
            yield LinkRows(connection)

    def report_ids(self) -> list[str]:
        """The ids of all reports, in order."""
        with self._reading() as reader:
            return reader.report_ids()

    def reports(self) -> Iterator[Report]:
        """Every report as last coded, by id."""
        with self._reading() as reader:
            for report_id in reader.report_ids():
                yield reader.related(reader.coded(report_id).report)

    def codings(self) -> Iterator[Coding]:
        """The newest coding of every report, by the report's id."""
        with self._reading() as reader:
            for report_id in reader.report_ids():
                yield reader.coding(report_id)

    def coding(self, report_id: str, *, run: int | None = None) -> Coding:
        """The newest coding of a report, equal to the one that was stored; with ``run``, as that run left it.

        Raises ArchiveError when there is no such report, or a stored row no longer says what its text does.
        """
        with self._reading() as reader:
            return reader.coding(report_id, run=run)

    def incidents(self, *, every: bool = False) -> Iterator[Incident]:
        """The incidents of the newest codings, by date (unknown last), then id.

        Of the copies of one report only those of the longest, and none of superseded versions, unless ``every``.
        """
        with self._reading() as reader:
            yield from reader.incidents(every=every)

    def told_places(self, types: Sequence[str]) -> tuple[ToldPlace, ...]:
        """The places that claims of some types tell of, by report; none of reports that a newer version replaced."""
        with self._reading() as reader:
            return reader.told_places(types)

    def claims(self, incident_id: str) -> tuple[Claim, ...]:
        """The claims that an incident rests on, in text order. Raises ArchiveError where there is no such incident."""
        with self._reading() as reader:
            return reader.claims_of(incident_id)

    def find(self, id_or_prefix: str) -> Found:
        """The report, claim or incident of this id, or the only one whose id begins so.

        Raises ArchiveError when there is none, or several: then it names the first few.
        """
        with self._reading() as reader:
            return reader.find(id_or_prefix)

    def links(self, report_id: str) -> list[Link]:
        """Every link that a report has to others, oldest first: what it is a copy of, which version it replaces."""
        with self._reading() as reader:
            return reader.links_of(report_id)

    def versions(self, report_id: str) -> tuple[str, ...]:
        """The versions of a report that the archive holds, oldest first, itself among them."""
        with self._reading() as reader:
            return reader.versions_of(report_id)

    def runs(self) -> tuple[Run, ...]:
        """Every batch that stored something, oldest first: by which edition, when, how many codings."""
        with self._reading() as reader:
            return reader.runs()

    def originals(self) -> tuple[str, ...]:
        """The SHA-256 of every original that is kept, in order."""
        with self._reading() as reader:
            return reader.originals()

    def original(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256. Raises ArchiveError when there are none or they no longer match it."""
        with self._reading() as reader:
            return reader.original(sha256)

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        with self._connected() as connection:
            yield Reader(self.path, connection)

    @contextmanager
    def _reading_persons(self) -> Iterator[PersonRows]:
        with self._connected() as connection:
            yield PersonRows(self.path, connection)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A look at the archive as of one moment; inside a batch, with what the batch has stored so far."""
        with plain_errors(self.path):
            if self._batch is not None:
                yield self._batch
                return
            with self._engine.connect() as connection, connection.begin():
                yield connection

    def _moment(self) -> str:
        """Now, finely enough that of two acts one is the later."""
        return self._clock().isoformat(timespec="microseconds")

    def _keep_text(self, batch: Connection, report: Report) -> None:
        held = batch.execute(select(schema.reports).where(schema.reports.c.id == report.id)).mappings().first()
        row = report_row(report)
        if held is None:
            batch.execute(insert(schema.reports), row)
        elif dict(held) != row:
            raise refuse(self.path, f"report {report.id} is there with another text; give this one another id")

    def _run(self, batch: Connection) -> int:
        if self._run_seq is None:
            recorded = self._clock().isoformat(timespec="seconds")
            self._run_seq = _insert_one(batch, schema.runs, {"code_version": edition(), "recorded": recorded})
        return self._run_seq


def _newest(batch: Connection, report_id: str) -> str | None:
    codings = schema.codings.c
    query = select(codings.id).where(codings.report_id == report_id).order_by(codings.seq.desc())
    return batch.execute(query.limit(1)).scalar_one_or_none()


def _insert(batch: Connection, table: Table, seq: int, rows: Sequence[Row]) -> None:
    if rows:
        batch.execute(insert(table), [{**row, "coding_seq": seq} for row in rows])


def _insert_one(batch: Connection, table: Table, row: Row) -> int:
    key = batch.execute(insert(table), row).inserted_primary_key
    return int(key[0]) if key else 0
