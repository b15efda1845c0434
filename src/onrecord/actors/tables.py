"""The tables of parties: their columns, and how a row is read.

In: the text of a .tsv file. Out: rows. Columns: id, name, aliases, acronyms, cued, kind, countries, parent,
active_from, active_to, ucdp, note. Lists are parted by '|'. ``cued`` are names that are common words, places or peoples
and count only beside a word for fighters ('Assad' in "Assad's forces", 'Kurdish' in 'Kurdish fighters'). ``countries``
are where a party fights, its own first; '*' is anywhere. A row whose id is already known adds its names and changes
nothing else. The knowledge is our own; UCDP ids are from the UCDP Georeferenced Event Dataset 19.1 (CC BY 4.0).
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.model import ActorKind

COLUMNS = (
    "id",
    "name",
    "aliases",
    "acronyms",
    "cued",
    "kind",
    "countries",
    "parent",
    "active_from",
    "active_to",
    "ucdp",
    "note",
)
_KINDS = {kind.value: kind for kind in ActorKind}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of parties; see the module's description for the columns."""

    id: str
    name: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    cued: tuple[str, ...]
    kind: ActorKind
    countries: tuple[str, ...]
    parent: str | None
    active_from: int | None
    active_to: int | None
    ucdp: int | None


def read_table(text: str, source: str) -> list[Row]:
    """The rows of a table, in order. Raises InputError that names the file, the line and what is wrong."""
    rows: list[Row] = []
    header_seen = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        where = f"{source}, line {number}"
        if not header_seen:
            _check_header(cells, where)
            header_seen = True
        else:
            rows.append(_row(cells, where))
    return rows


def _check_header(cells: list[str], where: str) -> None:
    if tuple(cells) != COLUMNS:
        raise InputError(f"{where}: the columns are {', '.join(cells)}; make them {', '.join(COLUMNS)}, parted by tabs")


def _row(cells: list[str], where: str) -> Row:
    if not 7 <= len(cells) <= len(COLUMNS):
        raise InputError(f"{where}: {len(cells)} cells; give {len(COLUMNS)}, parted by tabs, empty where unknown")
    cell = dict(zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False))
    if not cell["id"] or not cell["name"]:
        raise InputError(f"{where}: id and name must be given")
    if cell["kind"] not in _KINDS:
        raise InputError(f"{where}: kind '{cell['kind']}' is none of {', '.join(_KINDS)}")
    return Row(
        cell["id"],
        cell["name"],
        _listed(cell["aliases"]),
        _listed(cell["acronyms"]),
        _listed(cell["cued"]),
        _KINDS[cell["kind"]],
        _listed(cell["countries"]),
        cell["parent"] or None,
        _number(cell["active_from"], where),
        _number(cell["active_to"], where),
        _number(cell["ucdp"], where),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _number(cell: str, where: str) -> int | None:
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()):
        raise InputError(f"{where}: '{cell}' is no number; give a year or an id, or leave it empty")
    return int(cell)
