from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_coding import TEXT, coding
from sqlite_rows import every_row

from onrecord.archive import Archive
from onrecord.errors import ArchiveError


def refusal(path: Path, *, create: bool) -> str:
    """What a person is told: one line that names the file."""
    with pytest.raises(ArchiveError) as caught:
        Archive.open(path, create=create)
    message = str(caught.value)
    assert message.startswith(f"archive {path}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_something_else_is_refused_and_left_as_it_is(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"not a database\n" * 20)
    assert "it is not an Onrecord archive" in refusal(path, create=create)
    assert path.read_bytes() == b"not a database\n" * 20
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    assert "it is not an Onrecord archive" in refusal(path, create=create)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_archive_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Archive.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    assert "it has version 99, newer than this Onrecord's 3" in refusal(path, create=True)
    assert path.read_bytes() == before


def test_a_missing_file_is_said_and_not_made(tmp_path: Path) -> None:
    assert "there is no such file; ingest reports first" in refusal(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_archive_to_read_but_can_become_one(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    assert "it is empty, not an archive" in refusal(path, create=False)
    with Archive.open(path, create=True) as archive:
        assert archive.store(coding())


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    assert "it is a folder; name a file in it" in refusal(tmp_path, create=True)


def test_a_device_is_no_archive() -> None:
    assert "it is no ordinary file" in refusal(Path("/dev/null"), create=True)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be written" in refusal(tmp_path / "none" / "a.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_archive_is_said_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding())
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + b"\xaa" * (len(raw) - 4096))
    with Archive.open(path, create=False) as archive, pytest.raises(ArchiveError) as caught:
        list(archive.codings())
    assert "\n" not in str(caught.value)


def test_an_archive_can_be_read_by_any_sqlite_tool(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding())
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT country, killed_best FROM incidents").fetchall() == [("LY", 12)]


@pytest.fixture
def read_only_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with an archive that may not be written: by its rights, or for a user above rights by a mount."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    with Archive.open(folder / "a.db", create=True) as archive:
        archive.store(coding())
    folder.chmod(0o555)
    mounted = os.access(folder, os.W_OK) and _mount("--bind", str(folder), str(folder))
    if mounted and not _mount("-o", "remount,ro,bind", str(folder)):
        _unmount(folder)
        mounted = False
    if os.access(folder, os.W_OK):
        folder.chmod(0o755)
        pytest.skip("this user may write to any folder, and may not mount one read-only")
    yield folder
    if mounted:
        _unmount(folder)
    folder.chmod(0o755)


def test_a_read_only_folder_is_said_before_anything_is_stored(read_only_folder: Path) -> None:
    before = (read_only_folder / "a.db").read_bytes()
    assert "cannot be written; choose another place" in refusal(read_only_folder / "new.db", create=True)
    assert "cannot be written; choose another place" in refusal(read_only_folder / "a.db", create=True)
    assert (read_only_folder / "a.db").read_bytes() == before


def test_an_archive_in_a_read_only_folder_can_still_be_read(read_only_folder: Path) -> None:
    with Archive.open(read_only_folder / "a.db", create=False) as archive:
        assert list(archive.codings()) == [coding()]
        with pytest.raises(ArchiveError, match="it can only be read"):
            archive.store(coding(report_id="r-2"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)):
        pytest.skip("this user may not mount a small disk")
    yield disk
    _unmount(disk)


def test_a_full_disk_takes_the_whole_batch_back(small_disk: Path) -> None:
    path = small_disk / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding(report_id="kept"))
        with pytest.raises(ArchiveError, match=r"the disk is full|cannot be read or written"), archive.writing():
            _fill(archive)
        assert list(archive.codings()) == [coding(report_id="kept")]
    with Archive.open(path, create=True) as archive:
        assert archive.store(coding(report_id="after"))


def test_a_disk_too_full_for_a_new_archive_is_left_as_it_was(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(490_000))
    with pytest.raises(ArchiveError, match=r"the disk is full|cannot be read or written"):
        Archive.open(small_disk / "a.db", create=True)
    assert [held.name for held in small_disk.iterdir()] == ["filler"]


def test_a_database_that_may_not_grow_takes_the_whole_batch_back(tmp_path: Path) -> None:
    from sqlalchemy import event

    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding(report_id="kept"))
        before = every_row(path)
        event.listen(archive._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=90"))
        with pytest.raises(ArchiveError, match="the disk is full; free some space"), archive.writing():
            _fill(archive)
        assert every_row(path) == before


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.archive.opening.BUSY_MS", 50)
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as one, Archive.open(path, create=True) as other, one.writing():
        one.store(coding())
        with pytest.raises(ArchiveError, match="another process is writing to it"):
            other.store(coding())


def test_a_killed_process_leaves_nothing_of_its_batch(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        archive.store(coding(report_id="kept"))
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from small_coding import coding; from onrecord.archive import Archive\n"
        f"archive = Archive.open(Path({str(path)!r}), create=True)\n"
        "with archive.writing():\n"
        "    for number in range(50): archive.store(coding(report_id=f'r-{number}'))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], check=False)
    assert killed.returncode == -signal.SIGKILL
    with Archive.open(path, create=True) as archive:
        assert [report.id for report in archive.reports()] == ["kept"]
        assert archive.store(coding(report_id="after"))


def _fill(archive: Archive) -> None:
    for number in range(2000):
        archive.store(coding(TEXT + " More of it." * 500, report_id=f"r-{number}"))


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)
