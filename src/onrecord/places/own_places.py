"""A desk's own list of places, as CSV: how a recorder closes the gaps of every gazetteer.

In: a CSV with a header; name, lat and lon are required, country (two letters) too unless one is given for all; admin1,
admin2, aliases (parted by '|'), kind, population and radius_km are optional, other columns are not read. Out: drafts.
A wrong row refuses the file, with its line and what to do: half a list would be worse than none.
"""

from __future__ import annotations

import csv
import io
import math

from onrecord.errors import InputError
from onrecord.places.drafts import Draft
from onrecord.places.names import bare, fold
from onrecord.places.tables import packed_rows

REQUIRED = ("name", "lat", "lon")
OWN_SOURCE = "own list"
"""Source of these places, as entries show it."""
KINDS = ("city", "area", "region", "admin2")
OWN_WEIGHT = 3.5
"""As a town of 3,000: a place that a desk lists is one that its reports name, and outranks a hamlet elsewhere."""


def read_own_places(text: str, country: str | None, where: str) -> tuple[Draft, ...]:
    """Read a list. ``country`` stands where a row has none; ``where`` names the file in errors. Raises InputError."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in REQUIRED if name not in columns]
        if missing:
            raise InputError(f"{where}: has no column {', '.join(missing)}; its first line must name them")
        reader.fieldnames = columns
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as fault:
        raise InputError(f"{where}, line {reader.line_num}: is no CSV ({fault}); save it as UTF-8 CSV") from fault
    if not rows:
        raise InputError(f"{where}: holds no places, only a header")
    units = _Units()
    return tuple(_draft(row, country, units, f"{where}, line {line}") for line, row in rows)


class _Units:
    """First-level units by country and bare name."""

    def __init__(self) -> None:
        self._found = {
            (row[0][:2], bare(fold(name))): (row[0], row[1])
            for row in packed_rows("admin1")
            for name in (row[1], row[2], *row[-1].split("|"))
        }

    def find(self, country: str, name: str) -> tuple[str | None, str | None]:
        """Code and name of a unit; the name alone where no table has it."""
        return self._found.get((country, bare(fold(name))), (None, name or None))


def _draft(row: dict[str, str], country: str | None, units: _Units, where: str) -> Draft:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    name, code = cells["name"], (cells.get("country") or country or "").upper()
    if not fold(name):
        raise InputError(f"{where}: has no name")
    if len(code) != 2 or not code.isalpha():
        raise InputError(f"{where}: '{code}' is no country code; add a column country, or give one with --country")
    kind = cells.get("kind") or "city"
    if kind not in KINDS:
        raise InputError(f"{where}: kind '{kind}' is none of {', '.join(KINDS)}")
    people = int(_number(cells, "population", 0, 10**8, where) or 0)
    weight = max(OWN_WEIGHT, math.log10(people + 100))
    names = [name, *(alias.strip() for alias in cells.get("aliases", "").split("|") if alias.strip())]
    lat, lon = _number(cells, "lat", -90, 90, where), _number(cells, "lon", -180, 180, where)
    draft = Draft(name, kind, code, lat, lon, weight, OWN_SOURCE, names, population=people or None)
    draft.admin1_code, draft.admin1 = units.find(code, cells.get("admin1", ""))
    draft.admin2 = cells.get("admin2") or None
    draft.radius_km = _number(cells, "radius_km", 0, 20_000, where)
    return draft


def _number(cells: dict[str, str], name: str, least: float, most: float, where: str) -> float | None:
    """A number in its bounds; None for an empty cell of a column that is not required."""
    words = cells.get(name, "")
    if not words and name not in REQUIRED:
        return None
    try:
        value = float(words)
    except ValueError:
        raise InputError(f"{where}: {name} '{words}' is no number; write degrees as 33.42") from None
    if not least <= value <= most:
        raise InputError(f"{where}: {name} {words} is not between {least:g} and {most:g}")
    return value
