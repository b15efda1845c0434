"""What an archive knows of copies and versions: it survives closing, and decides whose incidents are listed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from small_coding import TEXT, coding

from onrecord.archive import Archive, schema
from onrecord.model import Coding
from onrecord.reports.relating import Relation

STORY = (
    f"{TEXT} Families had come from three districts for the wedding, and ambulances took an hour to reach them. "
    "The governor said that the road would stay shut until sappers had gone over it, and nobody said who was behind it."
)


def _coding(text: str, report_id: str, url: str) -> Coding:
    held = coding(text)
    return replace(held, report=replace(held.report, id=report_id, url=url))


FIRST = _coding(STORY, "first", "https://example.org/a")
SHORT = _coding(STORY[: STORY.index("The governor")], "short", "https://example.net/b")
NEXT = _coding(STORY + " Two drivers were held.", "next", "https://example.org/a?utm_source=feed")


def _stored(path: Path, *codings: Coding) -> list[str]:
    found = []
    for one in codings:
        with Archive.open(path, create=True) as archive:
            archive.store(one)
            found += [f"{link.relation} {link.report_id} {link.other_id}" for link in archive.relate(one.report)]
    return found


def test_relations_are_found_across_runs(tmp_path: Path) -> None:
    assert _stored(tmp_path / "a.db", FIRST, SHORT, NEXT) == ["copy_of short first", "supersedes next first"]


def test_reports_tell_their_relations(tmp_path: Path) -> None:
    _stored(tmp_path / "a.db", FIRST, SHORT, NEXT)
    with Archive.open(tmp_path / "a.db", create=False) as archive:
        told = {report.id: (report.copy_of, report.supersedes) for report in archive.reports()}
        assert told == {"first": (None, None), "short": ("first", None), "next": (None, "first")}
        assert archive.coding("short").report.copy_of == "first"
        assert [link.relation for link in archive.links("next")] == [Relation.SUPERSEDES]


def test_relating_again_changes_nothing(tmp_path: Path) -> None:
    _stored(tmp_path / "a.db", FIRST, SHORT)
    assert _stored(tmp_path / "a.db", SHORT, FIRST) == []


def test_incidents_are_those_of_the_longest_copy_and_the_newest_version(tmp_path: Path) -> None:
    _stored(tmp_path / "a.db", SHORT, FIRST)
    with Archive.open(tmp_path / "a.db", create=False) as archive:
        assert list(archive.incidents()) == list(FIRST.incidents)
        assert len(list(archive.incidents(every=True))) == 2
    _stored(tmp_path / "a.db", NEXT)
    with Archive.open(tmp_path / "a.db", create=False) as archive:
        assert len(list(archive.incidents(every=True))) == 3
        assert list(archive.incidents()) == list(NEXT.incidents)


def test_links_are_never_changed(tmp_path: Path) -> None:
    _stored(tmp_path / "a.db", FIRST, SHORT)
    with sqlite3.connect(tmp_path / "a.db") as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute("UPDATE links SET other_id = 'short'")
    connection.close()


def _interrupted(archive: Archive) -> None:
    with archive.writing():
        archive.store(SHORT)
        archive.relate(SHORT.report)
        raise KeyboardInterrupt


def test_a_batch_that_fails_leaves_no_relation(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(FIRST)
        archive.relate(FIRST.report)
        with pytest.raises(KeyboardInterrupt):
            _interrupted(archive)
        archive.store(SHORT)
        assert [link.other_id for link in archive.relate(SHORT.report)] == ["first"]


def test_an_archive_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(FIRST)
    connection = sqlite3.connect(path)
    for table in reversed([table for _, tables in schema.ADDED for table in tables]):
        connection.execute(f"DROP TABLE {table.name}")
    connection.execute("PRAGMA user_version=1")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with Archive.open(path, create=True) as archive:
        assert archive.coding("first") == FIRST
        archive.store(SHORT)
        assert [link.other_id for link in archive.relate(SHORT.report)] == ["first"]


def test_places_are_not_those_told_by_a_version_that_was_replaced_nor_by_its_copies(tmp_path: Path) -> None:
    types = [claim.type for claim in FIRST.claims]
    for name, stored, telling in (
        ("a.db", (FIRST, SHORT), {"first", "short"}),
        ("b.db", (FIRST, SHORT, NEXT), {"next"}),
    ):
        _stored(tmp_path / name, *stored)
        with Archive.open(tmp_path / name, create=False) as archive:
            assert {told.report_id for told in archive.told_places(types)} == telling
            assert archive.told_places(["no.such.type"]) == ()
