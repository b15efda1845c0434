"""Persons in an archive: records of lists and reports, states and decisions, as rows that are only ever added.

In: a connection with a transaction open. Out: what was stored, each row held against the id that its content makes, so
that a row changed by another hand is named and not given out. What the rows amount to is told by ``persons/``, never
stored. Casualty recording, requirements D8 and D9.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, RowMapping, Table, insert, select

from onrecord.archive import schema
from onrecord.archive.opening import refuse
from onrecord.archive.rows import Row
from onrecord.model import Span
from onrecord.persons.records import Decision, Fate, Held, Judgement, PersonRecord, Sex, State

SHOWN = 4
"""How many records a refusal names when an id may stand for several."""


class PersonRows:
    """The persons' tables of one archive; all methods raise ArchiveError, one line that says what to do."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self._path = path
        self._connection = connection

    def add_record(self, record: PersonRecord, by: str, recorded: str, original: str | None) -> bool:
        """Keep a record; False where it is there. The name of one from a report is the report's words at its span."""
        table = schema.person_records
        if self._connection.execute(select(table.c.id).where(table.c.id == record.id)).first() is not None:
            return False
        self._check_span(record)
        row = {**_record_row(record), "raw_sha256": original, "by_whom": by, "recorded": recorded}
        self._connection.execute(insert(table), row)
        return True

    def add_state(self, state: State) -> bool:
        """Keep a state; False where just this is what was added last to the record."""
        self.check_is_there(state.record_id)
        last = [one for one in self.states() if one.record_id == state.record_id][-1:]
        if last and _said(last[0]) == _said(state):
            return False
        row = {
            "id": state.id,
            "record_id": state.record_id,
            "effect": state.effect.value,
            "day": _day(state.day),
            "source": state.source,
            "note": state.note,
            "by_whom": state.by,
            "recorded": state.recorded,
        }
        self._connection.execute(insert(schema.person_states), row)
        return True

    def add_decision(self, decision: Decision) -> bool:
        """Keep a decision; False where just this is what was decided last on the pair."""
        for name in decision.pair:
            self.check_is_there(name)
        last = [one for one in self.decisions() if one.pair == decision.pair][-1:]
        if last and _judged(last[0]) == _judged(decision):
            return False
        row = {
            "id": decision.id,
            "a": decision.a,
            "b": decision.b,
            "judgement": decision.judgement.value,
            "why": decision.why,
            "by_whom": decision.by,
            "recorded": decision.recorded,
        }
        self._connection.execute(insert(schema.person_decisions), row)
        return True

    def records(self) -> tuple[Held, ...]:
        """Every record, in the order in which they came."""
        return tuple(self._held(row) for row in self._all(schema.person_records))

    def states(self) -> tuple[State, ...]:
        """Every state that was added, in the order in which they came."""
        return tuple(self._state(row) for row in self._all(schema.person_states))

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, superseded ones too, in the order in which they came."""
        return tuple(self._decision(row) for row in self._all(schema.person_decisions))

    def find(self, wanted: str) -> str:
        """The id of the record that is called so, or the only one that begins so."""
        ids = schema.person_records.c.id
        query = select(ids).where(ids.startswith(wanted, autoescape=True)).order_by(ids)
        found = [str(name) for name in self._connection.execute(query.limit(SHOWN + 1)).scalars()]
        if wanted in found or (wanted and len(found) == 1):
            return wanted if wanted in found else found[0]
        if found:
            more = " and more" if len(found) > SHOWN else ""
            raise refuse(self._path, f"'{wanted}' may be {', '.join(found[:SHOWN])}{more}; give more of the id")
        raise refuse(self._path, f"there is no person '{wanted}'; see onrecord persons list")

    def check_is_there(self, record_id: str) -> None:
        """Raise ArchiveError where there is no such record."""
        ids = schema.person_records.c.id
        if self._connection.execute(select(ids).where(ids == record_id)).first() is None:
            raise refuse(self._path, f"there is no person '{record_id}'; see onrecord persons list")

    def _check_span(self, record: PersonRecord) -> None:
        if record.report_id is None or record.span is None:
            return
        reports = schema.reports.c
        text = self._connection.execute(select(reports.text).where(reports.id == record.report_id)).scalar()
        if text is None:
            raise refuse(self._path, f"there is no report '{record.report_id}'; ingest it before naming its persons")
        words = str(text)[record.span.start : record.span.end]
        if words != record.name:
            at = f"{record.span.start}:{record.span.end}"
            raise refuse(self._path, f"report {record.report_id} does not say '{record.name}' at {at}; mend the span")

    def _all(self, table: Table) -> Iterator[RowMapping]:
        return iter(self._connection.execute(select(table).order_by(table.c.seq)).mappings().all())

    def _held(self, row: RowMapping) -> Held:
        with self._sound(schema.person_records, row):
            record = _record(row)
            _check_id(row, record.id)
        return Held(record, int(row["seq"]), row["recorded"], row["by_whom"], row["raw_sha256"])

    def _state(self, row: RowMapping) -> State:
        with self._sound(schema.person_states, row):
            said = (row["source"], row["by_whom"], row["recorded"], row["note"], int(row["seq"]))
            state = State(row["record_id"], Fate(row["effect"]), _read_day(row["day"]), *said)
            _check_id(row, state.id)
        return state

    def _decision(self, row: RowMapping) -> Decision:
        with self._sound(schema.person_decisions, row):
            said = (row["by_whom"], row["why"], row["recorded"], int(row["seq"]))
            decision = Decision(row["a"], row["b"], Judgement(row["judgement"]), *said)
            _check_id(row, decision.id)
        return decision

    @contextmanager
    def _sound(self, table: Table, row: RowMapping) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError) as fault:
            changed = "it was changed outside Onrecord or damaged, restore a copy"
            raise refuse(self._path, f"table {table.name}, {row['id']}: {fault}; {changed}") from fault


def _check_id(row: RowMapping, made: str) -> None:
    if row["id"] != made:
        raise ValueError("it no longer says what its id was made of")


def _record_row(record: PersonRecord) -> Row:
    return {
        "id": record.id,
        "list_name": record.list_name,
        "external_id": record.external_id,
        "name": record.name,
        "other_names": json.dumps(record.other_names, ensure_ascii=False),
        "age": record.age,
        "sex": record.sex.value if record.sex else None,
        "effect": record.effect.value if record.effect else None,
        "day": _day(record.day),
        "place": record.place,
        "source": record.source,
        "report_id": record.report_id,
        "start": record.span.start if record.span else None,
        "end": record.span.end if record.span else None,
        "occurrence": record.occurrence,
    }


def _record(row: RowMapping) -> PersonRecord:
    return PersonRecord(
        list_name=row["list_name"],
        name=row["name"],
        external_id=row["external_id"],
        other_names=tuple(json.loads(row["other_names"])),
        age=row["age"],
        sex=None if row["sex"] is None else Sex(row["sex"]),
        effect=None if row["effect"] is None else Fate(row["effect"]),
        day=_read_day(row["day"]),
        place=row["place"],
        source=row["source"],
        report_id=row["report_id"],
        span=None if row["start"] is None else Span(row["start"], row["end"]),
        occurrence=row["occurrence"],
    )


def _said(state: State) -> tuple[object, ...]:
    return state.effect, state.day, state.source, state.note, state.by


def _judged(decision: Decision) -> tuple[object, ...]:
    return decision.judgement, decision.by, decision.why


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(words: str | None) -> date | None:
    return None if words is None else date.fromisoformat(words)
