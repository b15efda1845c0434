"""Persons in an archive: only added, found again, and named where another hand changed them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_coding import TEXT, coding
from sqlalchemy import Table
from sqlite_rows import change, every_row

from onrecord.archive import Archive, schema
from onrecord.archive.checking import check
from onrecord.errors import ArchiveError
from onrecord.model import Span
from onrecord.persons import Fate, Judgement, PersonRecord, Sex

DAY = date(2021, 5, 4)
SAMIR = PersonRecord(
    "Ward 3", "Samir Nasser", "17", ("سمير ناصر",), 34, Sex.MALE, Fate.INJURED, DAY, "Kafr Sama", "nurse"
)
TWIN = PersonRecord("Memorial", "Sameer Naser")
SAME, DIFFERENT = Judgement.SAME, Judgement.DIFFERENT


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is read."""
    seconds = iter(range(10_000))
    return lambda: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True, clock=ticking()) as archive:
        original = archive.keep_original(b"name\nSamir Nasser\n")
        assert archive.add_person(SAMIR, by="ann", original=original)
        assert archive.add_person(TWIN, by="ann")
    return path


def test_what_goes_in_comes_out(path: Path) -> None:
    with Archive.open(path, create=True, clock=ticking()) as archive:
        archive.add_state(SAMIR.id, Fate.KILLED, DAY, source="register", by="ben", note="ward 4")
        archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="the family says so")
        records, (state,), (decision,) = archive.person_rows()
    assert [held.record for held in records] == [SAMIR, TWIN]
    assert [(held.seq, held.by) for held in records] == [(1, "ann"), (2, "ann")]
    assert records[0].original is not None
    assert (state.effect, state.day, state.source, state.by, state.note) == (
        Fate.KILLED,
        DAY,
        "register",
        "ben",
        "ward 4",
    )
    assert (decision.judgement, decision.by, decision.why) == (SAME, "ben", "the family says so")


def test_importing_twice_changes_nothing(path: Path) -> None:
    before = every_row(path)
    with Archive.open(path, create=True) as archive:
        assert not archive.add_person(SAMIR, by="zoe")
    assert every_row(path) == before


RECORDS = st.builds(
    PersonRecord,
    st.just("L") | st.text(min_size=1, max_size=5).filter(str.strip),
    st.text(min_size=1, max_size=9).filter(str.strip),
    st.none() | st.text(max_size=3),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.none() | st.integers(0, 130),
    st.none() | st.sampled_from(Sex),
    st.none() | st.sampled_from(Fate),
    st.none() | st.dates(),
    st.none() | st.text(max_size=5),
    st.none() | st.text(max_size=5),
)


@given(st.lists(RECORDS, max_size=6))
@settings(deadline=None, max_examples=20)
def test_any_list_comes_out_as_it_went_in_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory, records: list[PersonRecord]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.db"
    for _ in range(2):
        with Archive.open(path, create=True) as archive, archive.writing():
            for record in records:
                archive.add_person(record, by="ann")
        with Archive.open(path, create=False) as archive:
            held, _, _ = archive.person_rows()
            assert [one.record for one in held] == list({one.id: one for one in records}.values())


def test_the_same_decision_or_state_again_changes_nothing_another_is_added(path: Path) -> None:
    with Archive.open(path, create=True) as archive:
        assert archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="x")
        assert not archive.decide(TWIN.id, SAMIR.id, SAME, by="ben", why="x")
        assert archive.decide(SAMIR.id, TWIN.id, DIFFERENT, by="ben", why="x")
        assert archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="x")
        assert archive.add_state(SAMIR.id, Fate.KILLED, DAY, source="x", by="ben")
        assert not archive.add_state(SAMIR.id, Fate.KILLED, DAY, source="x", by="ben")
        assert [len(rows) for rows in archive.person_rows()] == [2, 1, 3]


def test_ids_lead_to_the_person_and_stand_alone_again_after_a_reversal(path: Path) -> None:
    with Archive.open(path, create=True) as archive:
        archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="x")
        assert archive.persons().by_record()[TWIN.id].id == SAMIR.id
        archive.decide(TWIN.id, SAMIR.id, DIFFERENT, by="ben", why="cousins")
        assert archive.persons().by_record()[TWIN.id].id == TWIN.id


def test_an_id_may_be_given_by_its_beginning(path: Path) -> None:
    with Archive.open(path, create=False) as archive:
        assert archive.find_person(SAMIR.id[:8]) == SAMIR.id
        with pytest.raises(ArchiveError, match=r"'p-' may be p-.*, p-.*; give more of the id"):
            archive.find_person("p-")
        for nobody in ("p-0000", "", "%", "_"):
            with pytest.raises(ArchiveError, match=r"no person|give more"):
                archive.find_person(nobody)


def test_what_is_said_of_nobody_is_refused(path: Path) -> None:
    with Archive.open(path, create=True) as archive:
        with pytest.raises(ArchiveError, match="there is no person 'p-0'"):
            archive.add_state("p-0", Fate.KILLED, DAY, source="x", by="ben")
        with pytest.raises(ArchiveError, match="there is no person 'p-0'"):
            archive.decide("p-0", SAMIR.id, SAME, by="ben", why="x")


def test_a_naming_in_a_report_cites_its_exact_words(path: Path) -> None:
    start = TEXT.index("traders")
    naming = PersonRecord("reports", "traders", report_id="r", span=Span(start, start + 7))
    with Archive.open(path, create=True) as archive:
        with pytest.raises(ArchiveError, match="there is no report 'r'"):
            archive.add_person(naming, by="ann")
        archive.store(coding(report_id="r"))
        assert archive.add_person(naming, by="ann")
        with pytest.raises(ArchiveError, match="does not say 'trader' at"):
            archive.add_person(replace(naming, name="trader"), by="ann")
        assert archive.person_rows()[0][-1].record == naming


@pytest.mark.parametrize("table", [table.name for table in schema.PERSON_TABLES])
@pytest.mark.parametrize("statement", ["UPDATE {} SET by_whom='eve'", "DELETE FROM {}"])
def test_nothing_is_changed_or_deleted(path: Path, table: str, statement: str) -> None:
    with Archive.open(path, create=True) as archive:
        archive.add_state(SAMIR.id, Fate.KILLED, DAY, source="x", by="ben")
        archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="x")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person_records SET name='Omar Nasser'",
        "UPDATE person_records SET effect='vanished'",
        "UPDATE person_records SET other_names='['",
        "UPDATE person_states SET effect='alive'",
        "UPDATE person_states SET by_whom='eve'",
        "UPDATE person_decisions SET judgement='different'",
        "UPDATE person_decisions SET judgement='none'",
    ],
)
def test_a_row_changed_outside_is_named_and_not_given_out(path: Path, statement: str) -> None:
    with Archive.open(path, create=True) as archive:
        archive.add_state(SAMIR.id, Fate.KILLED, DAY, source="x", by="ben")
        archive.decide(SAMIR.id, TWIN.id, SAME, by="ben", why="x")
    change(path, statement)
    with Archive.open(path, create=False) as archive:
        with pytest.raises(ArchiveError, match="changed outside Onrecord") as caught:
            archive.persons()
        assert "\n" not in str(caught.value)
        assert check(archive).faults == (str(caught.value),)


@pytest.mark.parametrize(("version", "later"), [(1, (*schema.SINCE_2, *schema.SINCE_3)), (2, schema.SINCE_3)])
def test_an_older_archive_is_brought_up_to_date(tmp_path: Path, version: int, later: tuple[Table, ...]) -> None:
    path = tmp_path / "old.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding())
    with closing(sqlite3.connect(path)) as connection:
        for table in reversed(later):
            connection.execute(f"DROP TABLE {table.name}")
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Archive.open(path, create=False) as archive:
        assert list(archive.codings()) == [coding()]
        assert archive.persons().persons == ()
    with Archive.open(path, create=True) as archive:
        assert archive.add_person(SAMIR, by="ann")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute("DELETE FROM person_records")
