"""Which edition of Onrecord made a value: the release, and a digest of the word lists and tables that its rules read.

Goes out: text to keep beside what was coded, so that a changed word list shows even within one release (requirements
B5 and D4 of the casualty-recording standards).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.places.added import added_digest

_TABLES = (".toml", ".tsv", ".txt")
"""Endings of what is read as data; the compressed tables of places are vouched for by their manifest, a '.tsv'."""
_DIGITS = 12


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """The first hex digits of the SHA-256 over the names and bytes of all word lists and tables, in order of names."""
    whole = hashlib.sha256()
    for name, table in tables():
        whole.update(name.encode() + b"\0" + hashlib.sha256(table.read_bytes()).digest())
    return whole.hexdigest()[:_DIGITS]


@lru_cache(maxsize=1)
def edition() -> str:
    """Release, rules and, where the user added places, those, in one word: '0.1.0+rules.1f3c….places.09ab…'."""
    added = added_digest()
    return f"{version('onrecord')}+rules.{rules_digest()}" + (f".places.{added}" if added else "")


def tables() -> list[tuple[str, Traversable]]:
    """The word lists and tables of the package, each with its path in it, in order."""
    return sorted(_tables_in(files("onrecord"), ""), key=lambda found: found[0])


def _tables_in(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found.extend(_tables_in(entry, name))
        elif entry.name.endswith(_TABLES):
            found.append((name, entry))
    return found
