"""Make the gazetteer file from the place tables.

In: the tables that ship with the package. Out: one SQLite file, as ``drafts`` writes it. Weights are powers of ten of
people, so that a country, a province and a town of one name can be ranked together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.places.drafts import Draft, garbage_kept, write_gazetteer
from onrecord.places.earth import distance_km
from onrecord.places.names import bare, fold
from onrecord.places.tables import SOURCES, Row, own_rows, packed_rows

CAPITAL = 0.5
"""Added to the weight of a country's capital: Washington is the city before it is the state."""
UNIT = -1.0
"""Added to the weight of a first-level unit, so that a town outranks the province named after it."""
SUBUNIT = -1.5
SUBDISTRICT = 1.0
"""Weight of a subdistrict: less than that of the town it is named after."""
COUNTRY = 1.0
COUNTRY_LEAST = 7.5
REGION_WEIGHT = 6.5
SEA_WEIGHT = 6.0
SAME_PLACE_KM = 10.0
"""A UCDP place this close to a GeoNames town of its name is the same one."""
ASTRAY_KM = 7000.0
"""No country's middle lies farther from its capital (Russia's is 3,500 km off, French Polynesia's less)."""
SETTLEMENTS = frozenset(("village", "town", "city", "suburb", "neighbourhood", "neighborhood", "quarter", ""))


@dataclass(slots=True)
class Drafts:
    """All places drafted so far, and the indexes needed to join the tables."""

    places: list[Draft] = field(default_factory=list)
    admin1: dict[str, Draft] = field(default_factory=dict)
    admin2: dict[str, Draft] = field(default_factory=dict)
    countries: dict[str, Draft] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)

    def add(self, draft: Draft) -> Draft:
        """Keep a draft; returns it."""
        self.places.append(draft)
        return draft


def build(path: Path) -> None:
    """Write the gazetteer to ``path``, which must be empty or not exist: some 20 s on one core, 90 MB of disk."""
    with garbage_kept():
        demonyms = {fold(word): country for word, country in own_rows("demonyms")}
        write_gazetteer(path, _all_places(), demonyms=demonyms.items(), sources=SOURCES)


def _all_places() -> list[Draft]:
    drafts = Drafts()
    _countries(drafts)
    _admin1(drafts)
    _admin2(drafts)
    _cities(drafts)
    _syria(drafts)
    _ged(drafts)
    _seas(drafts)
    _regions(drafts)
    return drafts.places


def _number(text: str) -> float | None:
    return float(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text and text != "0" else None


def _aliases(text: str) -> list[str]:
    return [alias for alias in text.split("|") if alias]


def _countries(drafts: Drafts) -> None:
    for code, name, capital, people, _near, geonameid, lat, lon, radius, aliases in packed_rows("countries"):
        weight = max(COUNTRY_LEAST, math.log10(int(people) + 1) + COUNTRY)
        draft = Draft(name, "country", code, _number(lat), _number(lon), weight, "GeoNames", [name, *_aliases(aliases)])
        draft.geonameid, draft.population, draft.radius_km = _whole(geonameid), _whole(people), _number(radius)
        drafts.countries[code] = drafts.add(draft)
        drafts.capitals[code] = fold(capital)


def _admin1(drafts: Drafts) -> None:
    short = defaultdict(list)
    for form, code in own_rows("abbreviations"):
        short[code].append(f"\t{form}")
    for code, english, name, geonameid, lat, lon, radius, aliases in packed_rows("admin1"):
        names = [english, name, *_aliases(aliases), *short[code]]
        draft = Draft(english, "admin1", code[:2], _number(lat), _number(lon), UNIT, "GeoNames", names)
        draft.geonameid, draft.radius_km = _whole(geonameid), _number(radius)
        draft.admin1_code, draft.admin1 = code, english
        drafts.admin1[code] = drafts.add(draft)


def _admin2(drafts: Drafts) -> None:
    for code, name, geonameid, lat, lon, aliases in packed_rows("admin2"):
        upper = drafts.admin1.get(code.rsplit(".", 1)[0])
        names = [name, *_aliases(aliases)]
        draft = Draft(name, "admin2", code[:2], _number(lat), _number(lon), SUBUNIT, "GeoNames", names)
        draft.geonameid, draft.admin2 = _whole(geonameid), name
        if upper:
            draft.admin1_code, draft.admin1 = upper.admin1_code, upper.name
        drafts.admin2[code] = drafts.add(draft)


def _cities(drafts: Drafts) -> None:
    """Towns; their people also make the weight of the units that hold them."""
    people_of: dict[str, int] = defaultdict(int)
    for geonameid, name, country, code1, code2, lat, lon, people, aliases in packed_rows("cities"):
        unit1, unit2 = f"{country}.{code1}", f"{country}.{code1}.{code2}"
        upper, lower = drafts.admin1.get(unit1), drafts.admin2.get(unit2)
        weight = math.log10(int(people) + 100)
        names = [name, *_aliases(aliases)]
        draft = Draft(name, "city", country, float(lat), float(lon), weight, "GeoNames", names)
        draft.geonameid, draft.population = int(geonameid), _whole(people)
        draft.admin1_code, draft.admin1 = (upper.admin1_code, upper.name) if upper else (None, None)
        draft.admin2 = lower.name if lower else None
        drafts.add(draft)
        people_of[unit1] += int(people)
        people_of[unit2] += int(people)
    for code, unit in (*drafts.admin1.items(), *drafts.admin2.items()):
        unit.weight += math.log10(people_of[code] + 10_000)
    _raise_capitals(drafts)


def _raise_capitals(drafts: Drafts) -> None:
    best: dict[str, Draft] = {}
    for draft in drafts.places:
        country = draft.country or ""
        if (
            draft.kind != "city"
            or country not in drafts.capitals
            or (country in best and best[country].weight >= draft.weight)
        ):
            continue
        if any(full == drafts.capitals[country] for full, _ in draft.folded()):
            best[country] = draft
    for code, draft in sorted(best.items()):
        draft.weight += CAPITAL
        _mend_point(drafts.countries[code], draft)


def _mend_point(country: Draft, capital: Draft) -> None:
    """Give a country across the 180th meridian, whose middle was worked out on the wrong side, its capital's point."""
    if None in (country.lat, country.lon, capital.lat, capital.lon):
        return
    if distance_km(country.lat or 0, country.lon or 0, capital.lat or 0, capital.lon or 0) > ASTRAY_KM:
        country.lat, country.lon = capital.lat, capital.lon


def _syria(drafts: Drafts) -> None:
    """Syrian units: aliases for those GeoNames has, and the subdistricts, which it lacks."""
    known = {draft.geonameid: draft for draft in drafts.places if draft.country == "SY" and draft.kind != "city"}
    governorates: dict[str, Draft] = {}
    for level, unit, governorate, name, lat, lon, geonameid, aliases in sorted(packed_rows("syria"), key=_syria_order):
        names = [name, *_aliases(aliases)]
        match = known.get(_whole(geonameid)) if level != "subdistrict" else None
        if match:
            match.names += names
        else:
            match = Draft(
                name, "admin2", "SY", _number(lat), _number(lon), SUBDISTRICT, "OpenSyria", names, admin2=name
            )
            upper = governorates.get(governorate)
            match.admin1_code, match.admin1 = (upper.admin1_code, upper.name) if upper else (None, None)
            drafts.add(match)
        if level == "governorate":
            governorates[unit] = match


def _syria_order(row: Row) -> tuple[int, str]:
    return ("governorate", "district", "subdistrict").index(row[0]), row[1]


def _split_label(name: str, kind: str) -> list[str]:
    """The names in a UCDP label: 'Tadmur/Palmyra' -> both; brackets are a second name for settlements alone,
    elsewhere they hold the place around it: 'Jabal Bishri mountain (Deir Ezzor)' -> the first."""
    outside, _, inside = name.partition("(")
    parts = [*outside.split("/"), inside.rstrip(") ") if kind in SETTLEMENTS - {""} else ""]
    return [part.strip() for part in parts if part.strip()]


def _units_by_key(drafts: Drafts) -> dict[tuple[str | None, str], Draft]:
    """First-level units by country and bare key."""
    return {(unit.country, short): unit for unit in drafts.admin1.values() for _, short in unit.folded()}


def _ged(drafts: Drafts) -> None:
    """UCDP places: points (where_prec 1, 2) and areas (5) that GeoNames has not already under that name nearby."""
    near: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    rows = sorted(packed_rows("ged"))
    wanted = {row[0] for row in rows}
    for draft in drafts.places:
        if draft.country in wanted and draft.kind == "city":
            for key in {short for _, short in draft.folded()}:
                near[draft.country, key].append(draft)
    units = _units_by_key(drafts)
    for row in rows:
        _ged_place(drafts, near, units, row)


def _ged_place(
    drafts: Drafts,
    near: dict[tuple[str, str], list[Draft]],
    units: dict[tuple[str | None, str], Draft],
    row: Row,
) -> None:
    country, label, kind, unit1, unit2, lat, lon, precision, events = row
    names = _split_label(label, kind)
    if precision not in ("1", "2", "5") or not names or names[0] == drafts.countries[country].name:
        return
    weight = math.log10(300 + 50 * int(events))
    for known in (place for name in names for place in near[country, bare(fold(name))]):
        if known.lat is not None and known.lon is not None and _same(known.lat, known.lon, lat, lon):
            known.weight = max(known.weight, weight)
            return
    sort = "area" if precision == "5" or kind not in SETTLEMENTS else "city"
    draft = Draft(names[0], sort, country, float(lat), float(lon), weight, "UCDP GED", names)
    upper = units.get((country, bare(fold(unit1))))
    draft.admin1_code = upper.admin1_code if upper else None
    draft.admin1 = upper.name if upper else unit1 or None
    draft.admin2 = unit2 or None
    draft.radius_km = 25.0 if precision == "5" else None
    drafts.add(draft)
    for _, short in draft.folded():
        near[country, short].append(draft)


def _same(lat1: float, lon1: float, lat2: str, lon2: str) -> bool:
    return distance_km(lat1, lon1, float(lat2), float(lon2)) <= SAME_PLACE_KM


def _seas(drafts: Drafts) -> None:
    for name, lat, lon, radius in packed_rows("seas"):
        draft = Draft(name, "sea", None, _number(lat), _number(lon), SEA_WEIGHT, "Natural Earth", [name])
        draft.radius_km = _number(radius)
        drafts.add(draft)


def _regions(drafts: Drafts) -> None:
    """Regions of our own; a row of kind 'country' brings further names for one."""
    units = _units_by_key(drafts)
    for name, kind, country, unit1, lat, lon, radius, aliases in own_rows("regions"):
        names = [name, *_aliases(aliases)]
        if kind == "country":
            drafts.countries[country].names += names
            continue
        weight = REGION_WEIGHT if kind == "region" else REGION_WEIGHT - 1.0
        draft = Draft(name, kind, country or None, float(lat), float(lon), weight, "Onrecord", names)
        upper = units.get((country, bare(fold(unit1)))) if unit1 else None
        draft.admin1_code = upper.admin1_code if upper else None
        draft.admin1 = upper.name if upper else unit1 or None
        draft.radius_km = float(radius)
        drafts.add(draft)
