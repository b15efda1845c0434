from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_coding import TEXT, coding
from sqlite_rows import change

from onrecord.archive import Archive
from onrecord.errors import ArchiveError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="r"))
        archive.keep_original(b"raw")
    return tmp_path / "a.db"


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE citations SET quote='killing 21 traders' WHERE field='tolls[0].span'", "table citations, .* quote is"),
        ("UPDATE citations SET start=start+1 WHERE field='tolls[0].span'", "table citations, .* start is"),
        ("DELETE FROM citations WHERE field='when.span'", "table citations, .*"),
        ("UPDATE reports SET text=replace(text, '12', '21')", "table reports, r: the text no longer has the SHA-256"),
        ("UPDATE reports SET text_sha256='0'", "table reports, r: the text no longer has the SHA-256"),
        ("UPDATE codings SET text_sha256='0'", "table reports, r: the text no longer has the SHA-256"),
        ("UPDATE tolls SET best=21, high=21", "table tolls, .* best is 21 where its record and text say 12"),
        ("UPDATE claims SET document=replace(document, '\"best\":12', '\"best\":13')", "table claims, c-"),
        ("UPDATE claims SET document='{}'", "table claims, c-.*: its document cannot be read back"),
        ("UPDATE claims SET document=hex(randomblob(9))", "table claims, c-.*: its document cannot be read back"),
        ("UPDATE claims SET stage='denied'", "table claims, c-.*: stage is 'denied'"),
        ("UPDATE incidents SET status='corroborated'", "table incidents, i-.*: status is 'corroborated'"),
        ("DELETE FROM incident_claims", "table incident_claims, i-"),
        ("DELETE FROM participants", "table participants, .*: it has 0 rows"),
        ("UPDATE codings SET title='Another'", "table codings, 1: title is 'Another'"),
        ("UPDATE codings SET id='coding-0'", "table codings, 1: its records are not those"),
    ],
)
def test_a_row_changed_outside_is_named_and_not_given_out(path: Path, statement: str, message: str) -> None:
    change(path, statement)
    with Archive.open(path, create=False) as archive, pytest.raises(ArchiveError, match=message) as caught:
        archive.coding("r")
    assert "\n" not in str(caught.value)


def test_text_and_hashes_changed_together_still_do_not_fit_the_quotes(path: Path) -> None:
    forged = TEXT.replace("12", "21")
    digest = hashlib.sha256(forged.encode()).hexdigest()
    change(path, "UPDATE reports SET text=?, text_sha256=?", forged, digest)
    change(path, "UPDATE codings SET text_sha256=?", digest)
    with Archive.open(path, create=False) as archive, pytest.raises(ArchiveError, match="table citations"):
        archive.coding("r")


def test_a_forged_toll_is_found_when_only_incidents_are_read(path: Path) -> None:
    change(path, "UPDATE incidents SET killed_best=21")
    with Archive.open(path, create=False) as archive, pytest.raises(ArchiveError, match="killed_best is 21"):
        list(archive.incidents())


def test_original_bytes_that_changed_are_named(path: Path) -> None:
    change(path, "UPDATE originals SET bytes=x'00'")
    with Archive.open(path, create=False) as archive, pytest.raises(ArchiveError, match="table originals"):
        archive.original(hashlib.sha256(b"raw").hexdigest())


@pytest.mark.parametrize("statement", ["UPDATE tolls SET best=1", "DELETE FROM citations", "DELETE FROM reports"])
def test_an_archive_refuses_to_be_changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute(statement)
