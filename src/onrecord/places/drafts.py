"""Places on their way into a gazetteer file, and how they are written there.

In: drafts, each with all its names. Out: an SQLite file with the tables ``entry`` (a row a place), ``name`` (folded
spellings, best place first), ``sound`` (consonant skeletons by country), ``demonym`` and ``source``.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.places.names import bare, fold, skeleton

SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
    admin1_code TEXT, admin1 TEXT, admin2 TEXT, lat REAL, lon REAL, population INTEGER, radius_km REAL,
    weight REAL NOT NULL, source TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, rank INTEGER NOT NULL, entry INTEGER NOT NULL,
    PRIMARY KEY (key, rank, entry)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT NOT NULL, entry INTEGER NOT NULL, spelling TEXT NOT NULL,
    PRIMARY KEY (key, entry, spelling)) WITHOUT ROWID;
CREATE INDEX entry_country ON entry (country) WHERE kind = 'country';
CREATE TABLE demonym (key TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, licence TEXT NOT NULL, credit TEXT NOT NULL);
"""

ALIAS_LOSS = 0.4
SHORTENED_LOSS = 0.8
"""Weight lost where an alias matches, and where a name matches only without article or kind word."""


@dataclass(slots=True)
class Draft:
    """A place on its way into the file: its columns, and the names it goes by (first the main one)."""

    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    weight: float
    source: str
    names: list[str] = field(default_factory=list)
    geonameid: int | None = None
    admin1_code: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    radius_km: float | None = None
    _keys: list[tuple[str, str]] = field(default_factory=list)

    def folded(self) -> list[tuple[str, str]]:
        """The folded and the bare key of each name, in the order of names; worked out once."""
        for name in self.names[len(self._keys) :]:
            full = name if name.startswith("\t") else fold(name)
            self._keys.append((full, full if full.startswith("\t") else bare(full)))
        return self._keys


def write_gazetteer(
    path: Path,
    places: Sequence[Draft],
    *,
    demonyms: Iterable[tuple[str, str]] = (),
    sources: Iterable[tuple[str, str, str]] = (),
) -> None:
    """Write the file; ``path`` must be empty or not exist. The same drafts give the same bytes."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        marks = ", ".join("?" * 14)
        rows = ((index, *_columns(draft)) for index, draft in enumerate(places))
        connection.executemany(f"INSERT INTO entry VALUES ({marks})", rows)
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(_name_rows(places)))
        connection.executemany("INSERT INTO sound VALUES (?, ?, ?)", sorted(_sound_rows(places)))
        connection.executemany("INSERT INTO demonym VALUES (?, ?)", sorted(demonyms))
        connection.executemany("INSERT INTO source VALUES (?, ?, ?)", sorted(sources))
        connection.commit()
    finally:
        connection.close()


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Let garbage collection rest: it would walk a million drafts over and over, and finds nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _columns(draft: Draft) -> tuple[object, ...]:
    place = (draft.geonameid, draft.name, draft.kind, draft.country, draft.admin1_code, draft.admin1, draft.admin2)
    return *place, draft.lat, draft.lon, draft.population, draft.radius_km, round(draft.weight, 3), draft.source


def _name_rows(places: Sequence[Draft]) -> Iterator[tuple[str, int, int]]:
    """Key, rank (lower is better), place; each key of a place once, at its best rank."""
    for index, draft in enumerate(places):
        best: dict[str, float] = {}
        main = draft.folded()[0][0]
        for full, short in draft.folded():
            weight = draft.weight if full == main or full.startswith("\t") else draft.weight - ALIAS_LOSS
            best[full] = max(best.get(full, -9.0), weight)
            if short != full:
                best[short] = max(best.get(short, -9.0), weight - SHORTENED_LOSS)
        for key, weight in best.items():
            if key:
                yield key, round(-1000 * weight), index


def _sound_rows(places: Sequence[Draft]) -> set[tuple[str, int, str]]:
    """Skeletons, prefixed by country ('SY:drzr'), of the Latin names of towns, areas and units."""
    found = set()
    for index, draft in enumerate(places):
        if draft.country is None or draft.kind == "country":
            continue
        for key in {short for _, short in draft.folded()}:
            sound = skeleton(key)
            if sound:
                found.add((f"{draft.country}:{sound}", index, key))
    return found
