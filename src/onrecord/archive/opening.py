"""An archive file at the edge: what it is before it is touched, the connection, and SQLite's errors in plain words.

In: a path. Out: an SQLAlchemy engine on a file that is an archive of this version. Nothing is written to a file that
is something else: its header is read as bytes first (https://www.sqlite.org/fileformat.html, section 1.3).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from onrecord.archive import schema
from onrecord.errors import ArchiveError

BUSY_MS = 10_000
"""How long to wait for another process that is writing."""

REASONS = {
    "SQLITE_FULL": "the disk is full; free some space and run it again",
    "SQLITE_READONLY": "it cannot be written; check the rights of the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and can be written",
    "SQLITE_BUSY": "another process is writing to it; run it again when that is done",
    "SQLITE_LOCKED": "another process is writing to it; run it again when that is done",
    "SQLITE_NOTADB": "it is not an Onrecord archive; name another file",
    "SQLITE_CORRUPT": "it is damaged; restore it from a copy",
    "SQLITE_IOERR": "the disk cannot be read or written; check it and its free space",
    "SQLITE_PERM": "access to it is denied; check the rights of the file and its folder",
    "SQLITE_AUTH": "access to it is denied; check the rights of the file and its folder",
}


def refuse(path: Path, message: str) -> ArchiveError:
    """The one form of an archive's error: which file, and what to do."""
    return ArchiveError(f"archive {path}: {message}")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one clear line. Raises ArchiveError."""
    try:
        yield
    except DatabaseError as error:
        raise refuse(path, _reason(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise refuse(path, _reason(error)) from error


def _reason(error: BaseException | None) -> str:
    name = str(getattr(error, "sqlite_errorname", ""))
    for prefix, reason in REASONS.items():
        if name.startswith(prefix):
            return f"{reason}; nothing was changed"
    return f"{error}; nothing was changed"


def open_engine(path: Path, *, create: bool) -> tuple[Engine, bool]:
    """An engine on an archive, and whether it can be written; ``create`` makes one where there is none.

    With ``create`` the archive must be writable; without, one that cannot be written is opened for reading only.
    Raises ArchiveError for a folder, a missing or foreign file, or a version that this code does not know.
    """
    try:
        there = path.exists()
        if path.is_dir():
            raise refuse(path, "it is a folder; name a file in it")
        if there and not path.is_file():
            raise refuse(path, "it is no ordinary file; name another")
        size = path.stat().st_size if there else 0
    except OSError as error:
        raise refuse(path, f"{error.strerror or error}; nothing was changed") from error
    held = _version_of(path) if size else None
    if not size and not create:
        raise refuse(path, "it is empty, not an archive" if there else "there is no such file; ingest reports first")
    writable = _can_write(path)
    if create and not writable:
        raise refuse(path, "the file or its folder cannot be written; choose another place; nothing was changed")
    if not size:
        _create_tables(path, there=there)
    elif held is not None and held < schema.SCHEMA_VERSION:
        if not writable:
            raise refuse(path, f"it has version {held} and must be brought up to date; make it and its folder writable")
        _add_tables(path)
    return _engine(path, writable=writable, wal=True), writable


def _version_of(path: Path) -> int:
    """The version of an archive, by its file's header. Raises ArchiveError for no archive, or a newer one."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise refuse(path, f"{error.strerror or error}; check the rights of the file") from error
    application = int.from_bytes(header[68:72], "big")
    version = int.from_bytes(header[60:64], "big")
    if not header.startswith(b"SQLite format 3\x00") or application != schema.APPLICATION_ID or not version:
        raise refuse(path, "it is not an Onrecord archive; name another file; nothing was changed")
    if version > schema.SCHEMA_VERSION:
        known = schema.SCHEMA_VERSION
        raise refuse(path, f"it has version {version}, newer than this Onrecord's {known}; use the one that wrote it")
    return version


def _can_write(path: Path) -> bool:
    """Whether the file and its folder can be written: SQLite keeps its log beside the file."""
    folder = path.absolute().parent
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _engine(path: Path, *, writable: bool, wal: bool) -> Engine:
    access = "mode=rwc" if writable else "mode=ro" if _has_log(path) else "mode=ro&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?{access}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
        connection.execute("PRAGMA foreign_keys=ON")
        if writable and wal:
            connection.execute("PRAGMA journal_mode=WAL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _has_log(path: Path) -> bool:
    return path.with_name(f"{path.name}-wal").exists()


def _begin(connection: Connection) -> None:
    """Take the write lock at once where a batch is to be written, so that it cannot be lost halfway."""
    writing = connection.get_execution_options().get("onrecord_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _create_tables(path: Path, *, there: bool) -> None:
    """All tables or none, in one transaction; a file that was not there before is not left behind empty.

    The log ahead of writing is switched on only later, so that the header says at once what the file is.
    """
    engine = _engine(path, writable=True, wal=False)
    try:
        with plain_errors(path), engine.connect() as connection:
            writing = connection.execution_options(onrecord_writing=True)
            with writing.begin():
                if writing.exec_driver_sql("PRAGMA user_version").scalar_one():
                    return
                schema.metadata.create_all(writing, checkfirst=False)
                for statement in (*schema.append_only(), *_marks()):
                    writing.exec_driver_sql(statement)
    except ArchiveError:
        if not there and path.exists() and path.stat().st_size == 0:
            path.unlink()
        raise


def _add_tables(path: Path) -> None:
    """Give an older archive the tables that came later, all or none; what it holds is left as it is."""
    with plain_errors(path), _engine(path, writable=True, wal=False).connect() as connection:
        writing = connection.execution_options(onrecord_writing=True)
        with writing.begin():
            held = writing.exec_driver_sql("PRAGMA user_version").scalar_one()
            missing = [table for version, tables in schema.ADDED if version > held for table in tables]
            if not missing:
                return
            schema.metadata.create_all(writing, tables=missing, checkfirst=False)
            for statement in (*schema.append_only(missing), *_marks()):
                writing.exec_driver_sql(statement)


def _marks() -> tuple[str, str]:
    return (f"PRAGMA application_id={schema.APPLICATION_ID}", f"PRAGMA user_version={schema.SCHEMA_VERSION}")
