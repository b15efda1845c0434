"""The gazetteer: which places go by a name.

In: a name, and the country it should lie in where that is known. Out: candidate entries, most likely first, in a
fixed order. A read-only SQLite file stands behind it, built once from the tables that ship with the package and kept
in the user's cache folder, with one more for each table that the user added; every process opens its own connections,
and a forked one opens anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from onrecord.errors import InputError
from onrecord.places.added import AddedTable, added_tables, build_added
from onrecord.places.build import build
from onrecord.places.earth import distance_km
from onrecord.places.names import bare, closeness, fold, skeleton
from onrecord.places.own_places import OWN_SOURCE
from onrecord.places.tables import digest

CACHE_VARIABLE = "ONRECORD_CACHE"
MOST_CANDIDATES = 80
"""Candidates kept for one name: San José has hundreds, those past the first dozens are hamlets."""
SHORTENED_LOSS = 0.5
UNLIKE_THE_FULL_LOSS = 2.0
"""Weight lost where only the name without its article or kind word is found; more where the full one is found too:
'Kaduna State' is the state, 'El Salvador' not Salvador."""
CLOSE_ENOUGH = 0.67
"""Least closeness of a fuzzy match. Of 59 incident places in the Syrian developers' half, 0.6 puts 46 within tolerance,
0.67 and 0.75 put 47: below, strangers come in; above, odd spellings go."""
CACHED_NAMES = 20_000
KEPT_SECONDS = 86_400.0
"""Age, against the newly built one, at which a gazetteer of another version is deleted."""

ADDED_IDS = 10_000_000
"""Ids of an added table's places start at multiples of this; the embedded gazetteer has some 300,000 places."""

_COLUMNS = (
    "e.id, e.geonameid, e.name, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.population, e.source, "
    "e.admin1_code, e.radius_km"
)
_BY_NAME = f"SELECT {_COLUMNS}, n.rank / -1000.0 FROM name n JOIN entry e ON e.id = n.entry WHERE n.key = ?"
_BY_PREFIX = (
    f"SELECT {_COLUMNS}, n.rank / -1000.0 FROM name n JOIN entry e ON e.id = n.entry WHERE n.key >= ? AND n.key < ?"
)
_BY_SOUND = f"SELECT {_COLUMNS}, e.weight, s.spelling FROM sound s JOIN entry e ON e.id = s.entry WHERE s.key = ?"


_NEARBY = (
    f"SELECT {_COLUMNS}, e.weight FROM entry e WHERE e.kind = 'city' AND e.country = ? AND e.lat BETWEEN ? AND ? "
    "AND e.lon BETWEEN ? AND ?"
)
NEAREST = 0.5
"""Degrees around a point within which the nearest town is looked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. Coordinates in degrees, both None where no table knows them."""

    id: int
    geonameid: int | None
    name: str
    kind: str
    """'city', 'admin1', 'admin2', 'country', 'area', 'sea' or 'region'."""
    country: str | None
    """ISO 3166 alpha-2."""
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int | None
    source: str
    admin1_code: str | None
    """GeoNames code of the first-level unit, such as 'IQ.01'."""
    radius_km: float | None
    """How far an extended place reaches from its point."""
    weight: float
    """How likely the name means this place when nothing else is known: powers of ten of people, less what the
    spelling found costs (an alias, a name without its article)."""

    @property
    def is_own(self) -> bool:
        """Whether it is of a list of the user's own."""
        return self.source == OWN_SOURCE


class Gazetteer:
    """Read-only access to a gazetteer and to added tables. Raises InputError when a file is missing or is none."""

    def __init__(self, path: Path, added: Sequence[Path] = ()) -> None:
        self.path = path
        self.added = tuple(added)
        self._process = -1
        self._open()
        self._find = lru_cache(CACHED_NAMES)(self._look_up)
        self._similar = lru_cache(CACHED_NAMES)(self._look_up_similar)
        self._countries = lru_cache(CACHED_NAMES)(self._look_up_country)
        self._people = lru_cache(CACHED_NAMES)(self._look_up_demonym)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, tuple[Path, ...]]]:
        return Gazetteer, (self.path, self.added)

    def find(self, name: str, country: str | None = None) -> tuple[Entry, ...]:
        """The places that go by a name, likeliest first; those of one country alone where it is given.

        Spellings match but for case, accents, apostrophes, hyphens, the Arabic article and words such as 'province'.
        'Ky.' and 'KY' also find the unit that newspapers shorten so. No match gives ().
        """
        return self._find(name, country)

    def find_similar(self, name: str, country: str) -> tuple[tuple[Entry, float], ...]:
        """Places of one country whose name sounds like this one, closest first, with a closeness of 0.6 to 1.

        For names that ``find`` does not know: same consonants (Dayr az Zawr for Deir ez-Zor), vowels weighed.
        """
        return self._similar(name, country)

    def find_prefix(self, start: str, country: str | None = None) -> tuple[Entry, ...]:
        """The places one of whose names begins so, likeliest first, MOST_CANDIDATES at most; for looking up by hand."""
        key = fold(start)
        if not key:
            return ()
        query = f"{_BY_PREFIX} AND (? IS NULL OR e.country = ?) ORDER BY n.rank, n.entry LIMIT ?"
        values = (key, f"{key}\U0010ffff", country, country, MOST_CANDIDATES)
        return _ranked(_entry(row) for row in self._rows_everywhere(query, values))[:MOST_CANDIDATES]

    def explain(self, name: str, country: str | None = None) -> tuple[tuple[Entry, str], ...]:
        """What ``find`` gives, then in a country what ``find_similar`` gives, each with why it was found."""
        full = fold(name)
        known = [(entry, _why(entry, full)) for entry in self.find(name, country)]
        ids = {entry.id for entry, _ in known}
        similar = self.find_similar(name, country) if country else ()
        return (*known, *((entry, f"sounds {alike:.2f} alike") for entry, alike in similar if entry.id not in ids))

    def geonameids(self, country: str) -> frozenset[int]:
        """The GeoNames ids of a country's places in the embedded tables."""
        rows = self._rows("SELECT geonameid FROM entry WHERE country = ? AND geonameid IS NOT NULL", (country,))
        return frozenset(row[0] for row in rows)

    def nearest(self, lat: float, lon: float, country: str) -> Entry | None:
        """The town of a country nearest to a point, within half a degree or so."""
        values = (country, lat - NEAREST, lat + NEAREST, lon - NEAREST, lon + NEAREST)
        towns = [_entry(row) for row in self._rows(_NEARBY, values)]
        apart = [(distance_km(lat, lon, one.lat, one.lon), one.id, one) for one in towns if one.lat and one.lon]
        return min(apart)[2] if apart else None

    def some_names(self, number: int) -> list[str]:
        """About so many names of embedded places, drawn evenly in order of id."""
        (last,) = self._rows("SELECT max(id) FROM entry", ())[0]
        step = max(1, last // number)
        return [row[0] for row in self._rows("SELECT name FROM entry WHERE id % ? = 0 ORDER BY id", (step,))]

    def count(self) -> int:
        """How many places there are, the added ones included."""
        return sum(row[0] for row in self._rows_everywhere("SELECT count(*) FROM entry", (), shift=0))

    def demonym(self, word: str) -> str | None:
        """The country of a people or adjective: 'Syrian', 'Syrians' -> 'SY'; None for any other word."""
        return self._people(word)

    def country(self, code: str) -> Entry | None:
        """The country with an ISO 3166 alpha-2 code; None where there is none."""
        return self._countries(code)

    def sources(self) -> tuple[tuple[str, str, str], ...]:
        """Name, licence and credit of every source, by name."""
        rows = self._rows("SELECT name, licence, credit FROM source ORDER BY name", ())
        return tuple((str(row[0]), str(row[1]), str(row[2])) for row in rows)

    def _open(self) -> None:
        self._connections = tuple(_connect(path) for path in (self.path, *self.added))
        self._process = os.getpid()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Rows of the embedded gazetteer."""
        if self._process != os.getpid():
            self._open()
        return self._connections[0].execute(query, values).fetchall()

    def _rows_everywhere(
        self, query: str, values: tuple[object, ...], shift: int = ADDED_IDS
    ) -> Iterator[tuple[Any, ...]]:
        """Rows of all files; the first column, an id, is shifted for those of added tables."""
        yield from self._rows(query, values)
        for number, connection in enumerate(self._connections[1:], start=1):
            for row in connection.execute(query, values):
                yield (row[0] + number * shift, *row[1:])

    def _look_up(self, name: str, country: str | None) -> tuple[Entry, ...]:
        full = fold(name)
        short = bare(full)
        found = [*self._named(full, country), *self._short_form(name, country)]
        if short != full:
            loss = UNLIKE_THE_FULL_LOSS if found else SHORTENED_LOSS
            found += [_lighter(entry, loss) for entry in self._named(short, country)]
        return _ranked(found)

    def _short_form(self, name: str, country: str | None) -> list[Entry]:
        looks_short = len(name) <= 6 and (name.endswith(".") or (len(name) <= 3 and name.isupper()))
        return self._named(f"\t{name}", country) if looks_short else []

    def _named(self, key: str, country: str | None) -> list[Entry]:
        if not key:
            return []
        if country is None:
            rows = self._rows_everywhere(f"{_BY_NAME} ORDER BY n.rank, n.entry LIMIT ?", (key, MOST_CANDIDATES))
        else:
            query = f"{_BY_NAME} AND e.country = ? ORDER BY n.rank, n.entry LIMIT ?"
            rows = self._rows_everywhere(query, (key, country, MOST_CANDIDATES))
        return [_entry(row) for row in rows]

    def _look_up_similar(self, name: str, country: str) -> tuple[tuple[Entry, float], ...]:
        key = bare(fold(name))
        sound = skeleton(key)
        if sound is None:
            return ()
        best: dict[int, tuple[Entry, float]] = {}
        for row in self._rows_everywhere(_BY_SOUND, (f"{country}:{sound}",)):
            entry, alike = _entry(row[:-1]), closeness(key, str(row[-1]))
            if alike >= CLOSE_ENOUGH and (entry.id not in best or best[entry.id][1] < alike):
                best[entry.id] = entry, alike
        return tuple(sorted(best.values(), key=lambda found: (-found[1], -found[0].weight, found[0].id)))

    def _look_up_country(self, code: str) -> Entry | None:
        query = f"SELECT {_COLUMNS}, e.weight FROM entry e WHERE kind = 'country' "
        rows = self._rows(query + "AND country = ?", (code,))
        return _entry(rows[0]) if rows else None

    def _look_up_demonym(self, word: str) -> str | None:
        key = fold(word)
        for form in (key, key.removesuffix("s"), key.removesuffix("es")):
            rows = self._rows("SELECT country FROM demonym WHERE key = ?", (form,))
            if rows:
                return str(rows[0][0])
        return None


def _connect(path: Path) -> sqlite3.Connection:
    try:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM entry LIMIT 1")
    except sqlite3.Error as error:
        raise InputError(f"{path}: no gazetteer ({error}); delete the file to have it built again") from error
    return connection


def _entry(row: tuple[Any, ...]) -> Entry:
    """A row of _COLUMNS and a weight."""
    return Entry(*row)


def _why(entry: Entry, key: str) -> str:
    own = fold(entry.name)
    if own == key:
        return "its name"
    return "its name but for article or kind" if bare(own) == bare(key) else "another name of it"


def _lighter(entry: Entry, loss: float) -> Entry:
    return replace(entry, weight=round(entry.weight - loss, 3))


def _ranked(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each place once, at its best weight; heaviest first, ties by id."""
    best: dict[int, Entry] = {}
    for entry in found:
        if entry.id not in best or best[entry.id].weight < entry.weight:
            best[entry.id] = entry
    return tuple(sorted(best.values(), key=lambda entry: (-entry.weight, entry.id)))


def open_gazetteer(say: Callable[[str], None] | None = None, *, added: bool = True) -> Gazetteer:
    """Open the gazetteer with what the user added to it, building files on first use (about 20 s for the embedded one).

    The files lie in ONRECORD_CACHE, else the user's cache folder, else, where neither can be written, the folder for
    temporary files; their names carry a digest of all they are made from. ``say`` gets one line before a build.
    ``added``: False for the embedded tables alone.
    """
    embedded = _kept(f"gazetteer-{digest()}.sqlite", build, say)
    tables = added_tables() if added else ()
    if not tables:
        return Gazetteer(embedded)
    alone = Gazetteer(embedded)
    return Gazetteer(embedded, [_added_file(table, alone, say) for table in tables])


def _added_file(table: AddedTable, embedded: Gazetteer, say: Callable[[str], None] | None) -> Path:
    """The gazetteer file of an added table; its name tells the table, its bytes and the embedded tables it is for."""

    def build_table(path: Path) -> None:
        build_added(path, table, embedded.geonameids(table.name))

    made_from = hashlib.sha256(f"{table.digest}{digest()}".encode()).hexdigest()[:16]
    return _kept(f"added-{table.name}-{made_from}.sqlite", build_table, say)


def _kept(name: str, make: Callable[[Path], None], say: Callable[[str], None] | None) -> Path:
    """The file of this name in the first cache folder that has it; else made in the first that can be written."""
    folders = (_cache_folder(), Path(tempfile.gettempdir()) / f"onrecord-{os.getuid() if hasattr(os, 'getuid') else 0}")
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    refused: OSError | sqlite3.Error | None = None
    for folder in folders:
        try:
            return _build_in(folder, name, make, say)
        except (OSError, sqlite3.OperationalError) as error:
            refused = error
    raise InputError(f"no folder to keep the gazetteer in ({refused}); set {CACHE_VARIABLE} to one with 100 MB free")


def _cache_folder() -> Path:
    given = os.environ.get(CACHE_VARIABLE)
    return Path(given) if given else Path(platformdirs.user_cache_dir("onrecord"))


def _build_in(folder: Path, name: str, make: Callable[[Path], None], say: Callable[[str], None] | None) -> Path:
    """Build under a name of its own, then rename: a reader sees a whole file or none, whoever else is building."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=f"{name}.", suffix=".part", dir=folder)
    os.close(handle)
    try:
        if say is not None:
            say(f"Building the gazetteer in {folder} (once, about 20 seconds) ...")
        make(Path(draft))
        Path(draft).replace(folder / name)
    finally:
        Path(draft).unlink(missing_ok=True)
    _prune(folder, keep=name)
    return folder / name


def _prune(folder: Path, *, keep: str) -> None:
    """Delete the files of the same table's other versions that are older than a day; younger ones may be in use."""
    oldest = (folder / keep).stat().st_mtime - KEPT_SECONDS
    for path in sorted(folder.glob(f"{keep.rpartition('-')[0]}-*.sqlite")):
        with suppress(OSError):
            if path.name != keep and path.stat().st_mtime < oldest:
                path.unlink()
