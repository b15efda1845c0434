"""What really happened, as far as UCDP documented it: the incidents that told_incidents.py lets reports tell.

In: UCDP GED 19.1 for Syria, 2016 and 2017, 11,757 rows. Out: Documented, with the ids, names and tags that Onrecord
uses. What the columns mean is said in UCDP's codebook (Högbladh 2019).

Rows that cannot be told apart are one incident here: 322 rows have the days, the place and its precision, the sides,
low, best and high of another one and agree with it on whether civilians died; they make 151 incidents, so that 11,586
are left. No column that an account carries could keep them apart. All else stands: 1,762 incidents happened at one
place on the days of another one between the same sides and differ in their toll alone (1,471 pairs).
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.bench.material import Json, Material
from onrecord.errors import InputError
from onrecord.linking.accounts import EPOCH
from onrecord.places import fold
from onrecord.places.names import KIND_WORDS, bare

FIRST_DAY = date(2016, 1, 1)
DAYS = 731
"""Days in 2016 and 2017: after so many the incidents may happen once more, as densely as before."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a gazetteer gives it: folded names, the first of them usual; a point and how far off it may be."""

    names: tuple[str, ...]
    lat: float
    lon: float
    radius_km: float
    fineness: int
    """As in Account: 0 a settlement or finer, 1 a unit, 2 the country."""
    admin1: str | None


@dataclass(frozen=True, slots=True)
class Documented:
    """One incident. Days count from 1 January 1970."""

    id: str
    first: int
    last: int
    is_span: bool
    """Whether the source only gives a month, a year or the like for it (date_prec 4 and 5)."""
    spot: Spot
    units: tuple[Spot, ...]
    """The district and the governorate it is in, where they are known and the spot is finer."""
    is_near: bool
    """Whether it happened near the spot (where_prec 2)."""
    violence: int
    """UCDP's type_of_violence: 1 state-based, 2 between groups, 3 one-sided."""
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """Ids of both sides: more than one where UCDP names an alliance; civilians are civilians-sy."""
    deaths: tuple[int, int]
    """Best figures for the combatants of each side."""
    civilians: int
    low: int
    best: int
    high: int
    """In order, and high at least 1, which UCDP's need not be where the total of a longer time was divided."""


COUNTRY = Spot(("syria",), 35.0, 38.0, 412.0, 2, None)
"""Syria as Onrecord resolves it."""

_VILLAGE_KM, _TOWN_KM, _AREA_KM = 3.0, 10.0, 40.0
"""Radius of a village or suburb and of a town, as the embedded gazetteer has them; UCDP calls a place fuzzy
(where_prec 5) from 25 km on."""
NEAR_KM = 25.0
"""UCDP's 'near' (where_prec 2) reaches about so far."""
_DISTRICT_KM, _PROVINCE_KM = 30.0, 80.0
_TOWNS = ("town", "city")

_PARTIES = {
    "IS": "islamic-state",
    "SDF": "syrian-democratic-forces",
    "Syrian insurgents": "rebels-sy",
    "Hawar Kilis Operations Room": "hawar-kilis",
    "HTS": "hayat-tahrir-al-sham",
    "Rahman Corps": "faylaq-al-rahman",
    "FSA": "free-syrian-army",
    "Liwa al-Aqsa": "jund-al-aqsa",
    "NSA": "new-syrian-army",
    "Civilians": "civilians-sy",
    "Government of Syria": "military-sy",
    "Government of Turkey": "military-tr",
    "Government of Iraq": "military-iq",
    "Government of Israel": "military-il",
    "Government of Jordan": "military-jo",
    "Government of United States of America": "military-us",
}
"""UCDP's names to Onrecord's ids, where these are not the name with hyphens."""


def ucdp_path(material: Material) -> Path:
    """Where the rows lie in the shared data."""
    return material.shared / "data" / "ucdp-syria" / "ged_syria_2016-2017.csv.gz"


def read_rows(material: Material) -> list[Json]:
    """UCDP's rows, all text. Raises InputError where the file cannot be read."""
    path = ucdp_path(material)
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault}); name the folder of shared data with --shared") from fault


def read_documented(material: Material) -> tuple[Documented, ...]:
    """The incidents in order of time, those that cannot be told apart once."""
    return documented(read_rows(material))


def documented(rows: Sequence[Json]) -> tuple[Documented, ...]:
    """Rows as incidents, in order of first day and id, those that cannot be told apart once."""
    units = _units(rows)
    firsts = {_told(row): row for row in reversed(rows)}
    return tuple(sorted((_incident(row, units) for row in firsts.values()), key=lambda one: (one.first, one.id)))


def _told(row: Json) -> tuple[str, ...]:
    """All that an account can carry of a row."""
    columns = "date_start date_end where_coordinates latitude longitude where_prec type_of_violence side_a side_b"
    tolls = "low best high"
    return (*(row[name] for name in f"{columns} {tolls}".split()), str(int(row["deaths_civilians"]) > 0))


def _incident(row: Json, units: dict[str, Spot]) -> Documented:
    first, last = (date.fromisoformat(row[end][:10]) for end in ("date_start", "date_end"))
    low, best, high = sorted(int(row[name]) for name in ("low", "best", "high"))
    spot = _spot(row)
    inside = [name for name in (row["adm_2"], row["adm_1"]) if name] if spot.fineness == 0 else []
    return Documented(
        id=row["id"],
        first=(first - EPOCH).days,
        last=(last - EPOCH).days,
        is_span=row["date_prec"] in "45",
        spot=spot,
        units=tuple(units[name] for name in inside),
        is_near=row["where_prec"] == "2",
        violence=int(row["type_of_violence"]),
        sides=(_parties(row["side_a"]), _parties(row["side_b"])),
        deaths=(int(row["deaths_a"]), int(row["deaths_b"])),
        civilians=int(row["deaths_civilians"]),
        low=max(low, 0),
        best=best,
        high=max(high, 1),
    )


def _parties(names: str) -> tuple[str, ...]:
    named = (name.strip() for name in names.split(","))
    return tuple(sorted({_PARTIES.get(name) or fold(name).replace(" ", "-") for name in named}))


# ---------------------------------------------------------------- places


def _spot(row: Json) -> Spot:
    precision, name = row["where_prec"], row["where_coordinates"]
    lat, lon = float(row["latitude"]), float(row["longitude"])
    admin1 = bare(fold(row["adm_1"])) or None
    if precision == "6":
        return COUNTRY
    if precision in "34" or name.endswith("Governorate"):
        return Spot((_unit(name),), lat, lon, _DISTRICT_KM if precision == "3" else _PROVINCE_KM, 1, admin1)
    last = name.split()[-1].casefold()
    radius = _AREA_KM if precision == "5" else _TOWN_KM if last in _TOWNS else _VILLAGE_KM
    return Spot(tuple(_names(name)), lat, lon, radius, 0, admin1)


def _unit(name: str) -> str:
    """'Mintaqat Azaz district' -> 'azaz': Markaz and Mintaqat are words for the district of a centre."""
    return re.sub(r"^(?:mintaqat )?(?:markaz )?", "", bare(fold(name)))


def _names(name: str) -> Iterator[str]:
    """'Tadmur/Palmyra town' -> 'tadmur', 'palmyra': folded, without the word for its kind."""
    for one in re.split(r"[/()]", name):
        words = fold(one).split()
        while len(words) > 1 and words[-1] in KIND_WORDS:
            words.pop()
        if words:
            yield " ".join(words)


def _units(rows: Iterable[Json]) -> dict[str, Spot]:
    """Districts and governorates by UCDP's names, each in the middle of what happened in it."""
    points: dict[tuple[str, str, float], list[tuple[float, float]]] = {}
    for row in rows:
        for name, radius in ((row["adm_2"], _DISTRICT_KM), (row["adm_1"], _PROVINCE_KM)):
            if name:
                point = float(row["latitude"]), float(row["longitude"])
                points.setdefault((name, row["adm_1"], radius), []).append(point)
    return {
        name: Spot((_unit(name),), _mean(at, 0), _mean(at, 1), radius, 1, bare(fold(admin1)) or None)
        for (name, admin1, radius), at in points.items()
    }


def _mean(points: Sequence[tuple[float, float]], axis: int) -> float:
    return round(sum(point[axis] for point in points) / len(points), 4)
