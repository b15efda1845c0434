"""Places that a user added to the embedded gazetteer: GeoNames' full dumps of countries, and lists of one's own.

In: dumps and CSV files. Out: tables kept in the user's data folder, one a country or list, each built on first use into
a file of its own beside the embedded one. What is added counts for every run from then on, and shows in ``made_by``.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from onrecord.errors import InputError
from onrecord.places.drafts import Draft, garbage_kept, write_gazetteer
from onrecord.places.dumps import Dump, drafts_of
from onrecord.places.own_places import read_own_places

DATA_VARIABLE = "ONRECORD_DATA"
_DUMP, _OWN = ".geonames.xz", ".csv"
_NAME = re.compile(r"[\w][\w.-]{0,60}")


@dataclass(frozen=True, slots=True)
class AddedTable:
    """One added table: its name ('IQ' for a country's dump), where it lies, and the digest of its bytes."""

    name: str
    path: Path
    digest: str

    @property
    def is_dump(self) -> bool:
        """Whether it is a country's dump, and no list of one's own."""
        return self.path.name.endswith(_DUMP)


def added_folder() -> Path:
    """Where added tables are kept: ONRECORD_DATA, else the user's data folder."""
    given = os.environ.get(DATA_VARIABLE)
    return (Path(given) if given else Path(platformdirs.user_data_dir("onrecord"))) / "places"


def added_tables() -> tuple[AddedTable, ...]:
    """The tables added so far, by name."""
    try:
        found = sorted(path for path in added_folder().iterdir() if path.name.endswith((_DUMP, _OWN)))
        return tuple(_table(path) for path in found)
    except FileNotFoundError:
        return ()


def added_digest() -> str | None:
    """Twelve hexadecimal digits over all added tables; None where there is none."""
    tables = added_tables()
    whole = "".join(f"{table.path.name}\0{table.digest}\n" for table in tables)
    return hashlib.sha256(whole.encode()).hexdigest()[:12] if tables else None


def keep_dump(dump: Dump, sha256: str) -> AddedTable:
    """Keep what a country's dump holds; ``sha256`` is that of the file it was read from. Replaces an older one."""
    head = f"# GeoNames {dump.country}\t{dump.newest}\t{sha256}\t{dump.read}\n"
    body = "".join("\t".join(row) + "\n" for row in dump.rows)
    return _keep(f"{dump.country}{_DUMP}", lzma.compress((head + body).encode(), preset=6))


def keep_own_places(name: str, text: str, country: str | None, where: str) -> tuple[AddedTable, int]:
    """Keep a list of one's own under a name, and say how many places it has. Raises InputError for a wrong row."""
    if not _NAME.fullmatch(name):
        raise InputError(f"'{name}' is no name for a list; use letters, digits, '-' and '_'")
    places = read_own_places(text, country, where)
    shown = name if country is None else f"{name}@{country}"
    for other in added_tables():
        if not other.is_dump and other.name == name:
            other.path.unlink()
    return _keep(f"{shown}{_OWN}", text.encode("utf-8")), len(places)


def remove_added(name: str) -> None:
    """Forget a table. Raises InputError where there is none of this name."""
    found = [table for table in added_tables() if table.name.casefold() == name.casefold()]
    if not found:
        names = ", ".join(table.name for table in added_tables()) or "none"
        raise InputError(f"no places were added under the name '{name}'; there are: {names}")
    for table in found:
        table.path.unlink()


def about(table: AddedTable) -> tuple[int, str]:
    """How many places a table has, and a line on where they are from."""
    if table.is_dump:
        head, *rows = _unpacked(table).splitlines()
        _, newest, sha256, read = head.split("\t")
        return len(rows), f"GeoNames dump of {read} rows, last changed {newest}, SHA-256 {sha256[:16]}..."
    return len(_own_drafts(table)), "a list of your own"


def build_added(path: Path, table: AddedTable, known: frozenset[int]) -> None:
    """Write the gazetteer file of one table, without the places whose geonameids are known already."""
    with garbage_kept():
        write_gazetteer(path, _dump_drafts(table, known) if table.is_dump else _own_drafts(table))


def _dump_drafts(table: AddedTable, known: frozenset[int]) -> list[Draft]:
    _, *lines = _unpacked(table).splitlines()
    return list(drafts_of((tuple(line.split("\t")) for line in lines), table.name, known))


def _own_drafts(table: AddedTable) -> tuple[Draft, ...]:
    _, _, country = table.path.name.removesuffix(_OWN).partition("@")
    return read_own_places(table.path.read_text(encoding="utf-8"), country or None, str(table.path))


def _unpacked(table: AddedTable) -> str:
    try:
        return lzma.decompress(table.path.read_bytes()).decode("utf-8")
    except (lzma.LZMAError, UnicodeDecodeError) as fault:
        advice = f"install it again with: onrecord gazetteer install {table.name}"
        raise InputError(f"{table.path}: is damaged ({fault}); {advice}") from fault


def _table(path: Path) -> AddedTable:
    name = path.name.removesuffix(_DUMP).removesuffix(_OWN).partition("@")[0]
    return AddedTable(name, path, hashlib.sha256(path.read_bytes()).hexdigest())


def _keep(name: str, data: bytes) -> AddedTable:
    """Write under another name, then rename: a reader sees a whole file or none."""
    folder = added_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.part"
        draft.write_bytes(data)
        draft.replace(folder / name)
    except OSError as fault:
        raise InputError(f"{folder}: cannot be written ({fault.strerror}); set {DATA_VARIABLE} to a folder") from fault
    return _table(folder / name)
