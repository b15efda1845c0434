"""Make the compressed place tables that ship in src/onrecord/places/data from open gazetteers.

    python scripts/make_place_tables.py SHARED_DATA_DIR

Reads SHARED_DATA_DIR/places/*.tsv(.gz) (GeoNames, UCDP GED, OpenSyria, Natural Earth; UTF-8, tab-separated, a header,
no quoting, lists separated by '|'). Writes NAME.tsv.xz, sorted and without header, and manifest.tsv with rows and
SHA-256 of each. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.places.earth import distance_km
from onrecord.places.names import bare, fold

OUT = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "places" / "data"
HEBREW = range(0x0590, 0x0600)
Row = tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Write every table; exit status 2 where the argument is missing or is no such folder."""
    folder = Path(arguments[0]) / "places" if len(arguments) == 1 else None
    if folder is None or not folder.is_dir():
        print("usage: make_place_tables.py SHARED_DATA_DIR (the folder that holds places/)", file=sys.stderr)
        return 2
    tables = {
        "cities": cities(folder),
        "admin1": admin1(folder),
        "admin2": admin2(folder),
        "countries": countries(folder),
        "ged": ged(folder),
        "seas": seas(folder),
        "syria": syria(folder),
    }
    manifest = [write(name, rows) for name, rows in tables.items()]
    (OUT / "manifest.tsv").write_text("".join(manifest), encoding="utf-8")
    return 0


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as dicts, by its header."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = raw.decode("utf-8").splitlines()
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def write(name: str, rows: Iterable[Row]) -> str:
    """Write one table; returns its line of the manifest: file, rows, SHA-256 of the compressed bytes."""
    lines = sorted("\t".join(row) for row in rows)
    packed = lzma.compress("".join(f"{line}\n" for line in lines).encode("utf-8"), preset=9)
    (OUT / f"{name}.tsv.xz").write_bytes(packed)
    return f"{name}.tsv.xz\t{len(lines)}\t{hashlib.sha256(packed).hexdigest()}\n"


def distinct(name: str, aliases: str) -> str:
    """The aliases that fold differently from the name and from one another; Hebrew ones are left out for size."""
    seen, kept = {fold(name)}, []
    for alias in aliases.split("|"):
        key = fold(alias)
        if key and key not in seen and not any(ord(char) in HEBREW for char in alias):
            seen.add(key)
            kept.append(alias.strip())
    return "|".join(kept)


def radius(box: str) -> str:
    """Half the diagonal of a west,south,east,north box, in whole km; empty where there is no box."""
    if not box:
        return ""
    west, south, east, north = (float(part) for part in box.split(","))
    return str(math.ceil(distance_km(south, west, north, east) / 2))


def cities(folder: Path) -> Iterator[Row]:
    """geonameid, name, country, admin1, admin2, lat, lon, population, aliases."""
    for row in read(folder / "cities500.tsv.gz"):
        fields = ("geonameid", "name", "country", "admin1", "admin2", "lat", "lon", "population")
        yield (*(row[field] for field in fields), distinct(row["name"], row["alternatenames"]))


ENGLISH_UNITS = (
    " Governorate", " Province", " State", " Oblast", " Region", " Department", " District", " County", " Prefecture",
)  # fmt: skip
ROMANISED = frozenset("āīūḩḥşţţḍḑẕz̧ġʻʼ‘’ʾʿ`¤")


ESTABLISHED = {
    "AF.09": "Ghor", "SD.38": "Gezira", "SD.39": "Gedaref", "SD.47": "West Darfur", "SD.49": "South Darfur",
    "SD.50": "South Kordofan", "SD.55": "North Darfur", "SD.58": "Sennar", "SD.60": "East Darfur",
    "SY.05": "As-Suwayda", "SY.08": "Rif Dimashq", "SY.13": "Damascus", "UA.12": "Kyiv", "UA.13": "Kyiv",
    "YE.04": "Hadramawt", "YE.08": "Hodeidah", "YE.15": "Saada", "YE.21": "Al Jawf", "YE.22": "Hajjah", "YE.25": "Taiz",
}  # fmt: skip
"""Units whose English name cannot be told from the table."""

VAGUE = frozenset(("Eastern", "Western", "Northern", "Southern", "Central"))


def english_name(name: str, ascii_name: str, aliases: str) -> str:
    """The name a reader of English expects: 'Al Anbar' -> 'Anbar', 'Dimashq' -> 'Damascus', 'Kaduna State' -> 'Kaduna'.

    Taken from an alias such as 'Damascus Governorate' where there is one, else the name; marks of scholarly
    romanisation are dropped, other accents stay.
    """
    labels = [
        label for label in (name, ascii_name, *aliases.split("|")) if label and not ROMANISED & set(label.casefold())
    ]
    stems = {label.removesuffix(unit) for label in labels for unit in ENGLISH_UNITS if label.endswith(unit)} - VAGUE
    plain = ascii_name if ROMANISED & set(name.casefold()) else name
    short = bare(fold(plain))
    alike = {stem for stem in stems if bare(fold(stem)) == short} | {label for label in labels if fold(label) == short}
    chosen = alike or {stem for stem in stems if stem.isascii() or not plain.isascii()} or {plain}
    return min(chosen, key=lambda label: (len(label), label != plain, label)).strip()


def admin1(folder: Path) -> Iterator[Row]:
    """code, English name, name, geonameid, lat, lon, radius_km, aliases."""
    for row in read(folder / "admin1.tsv.gz"):
        english = ESTABLISHED.get(row["code"]) or english_name(row["name"], row["asciiname"], row["aliases"])
        place = (row["geonameid"], row["lat"], row["lon"], radius(row["bbox_w_s_e_n"]))
        yield row["code"], english, row["name"], *place, distinct(row["name"], row["aliases"])


def admin2(folder: Path) -> Iterator[Row]:
    """code, name, geonameid, lat, lon, aliases."""
    for row in read(folder / "admin2.tsv.gz"):
        fields = ("code", "name", "geonameid", "lat", "lon")
        yield (*(row[field] for field in fields), distinct(row["name"], row["aliases"]))


def countries(folder: Path) -> Iterator[Row]:
    """iso2, name, capital, population, neighbours, geonameid, lat, lon, radius_km, aliases."""
    for row in read(folder / "countries.tsv"):
        fields = ("iso2", "name", "capital", "population", "neighbours", "geonameid", "lat", "lon")
        yield (*(row[field] for field in fields), radius(row["bbox_w_s_e_n"]), distinct(row["name"], row["aliases"]))


def ged(folder: Path) -> Iterator[Row]:
    """country, name, type word, unit 1, unit 2, lat, lon, where_prec, events."""
    for row in read(folder / "ged_places.tsv"):
        fields = ("country", "name", "type_word", "adm_1", "adm_2", "lat", "lon", "where_prec", "events")
        yield tuple(row[field] for field in fields)


def seas(folder: Path) -> Iterator[Row]:
    """name, lat, lon, radius_km."""
    for row in read(folder / "seas.tsv"):
        yield row["name"], row["lat"], row["lon"], radius(row["bbox_w_s_e_n"])


def syria(folder: Path) -> Iterator[Row]:
    """level, id, governorate id, name, lat, lon, geonameid, aliases."""
    for row in read(folder / "syria_admin_units.tsv"):
        fields = ("level", "id", "governorate_id", "name_en", "lat", "lon", "geonameid")
        yield (*(row[field] for field in fields), distinct(row["name_en"], f"{row['name_ar']}|{row['aliases']}"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
