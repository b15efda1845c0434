"""What stands in an archive's tables, seen without Onrecord."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def every_row(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows by table, in the order of their keys."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1")]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in names}


def change(path: Path, statement: str, *values: object) -> None:
    """Change an archive from outside, as one could with any SQLite tool, its triggers taken away first."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement, values)
