"""The place tables that ship with the package.

In: the files of ``onrecord/places/data`` (made by scripts/make_place_tables.py from GeoNames, UCDP GED, OpenSyria and
Natural Earth; regions, demonyms and abbreviations are our own). Out: their rows as tuples of strings, the sources to
credit, and one digest over everything that a built gazetteer depends on.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator
from importlib.resources import files

Row = tuple[str, ...]

_HOME = files("onrecord.places")
_DATA = _HOME / "data"
_OWN = ("regions.tsv", "demonyms.tsv", "abbreviations.tsv", "words.tsv")
_CODE = ("names.py", "drafts.py", "build.py", "tables.py", "dumps.py", "own_places.py")

SOURCES: tuple[tuple[str, str, str], ...] = (
    ("GeoNames", "CC BY 4.0", "Contains data from GeoNames (geonames.org)."),
    (
        "UCDP GED",
        "CC BY 4.0",
        "UCDP Georeferenced Event Dataset. Sundberg and Melander (2013), Introducing the UCDP Georeferenced Event "
        "Dataset, Journal of Peace Research 50(4); Davies, Pettersson and Öberg (2023), Organized violence 1989-2022 "
        "and the return of conflicts between states?, Journal of Peace Research 60(4); Högbladh (2019), UCDP GED "
        "Codebook version 19.1.",
    ),
    (
        "OpenSyria",
        "CC BY 4.0; parts CC BY 3.0 IGO",
        "OpenSyria Data Geography, with data from OCHA (HDX, CC BY 3.0 IGO), geoBoundaries, GeoNames and Wikidata.",
    ),
    ("Natural Earth", "public domain", "Made with Natural Earth."),
    ("Wikidata", "CC0", "Aliases of administrative units."),
    ("Unicode CLDR", "Unicode-3.0", "Aliases of administrative units."),
    ("Onrecord", "Apache-2.0", "Regions, demonyms and abbreviations."),
)
"""Name, licence and the words of credit, for every source of the tables."""


def packed_rows(name: str) -> Iterator[Row]:
    """The rows of one compressed table, in file order: 'cities' reads cities.tsv.xz."""
    raw = lzma.decompress((_DATA / f"{name}.tsv.xz").read_bytes())
    for line in raw.decode("utf-8").splitlines():
        yield tuple(line.split("\t"))


def own_rows(name: str) -> Iterator[Row]:
    """The rows of one table of our own, comment lines (#) left out: 'regions' reads regions.tsv."""
    for line in (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def word_list(name: str) -> frozenset[str]:
    """One of the word lists of words.tsv. Raises KeyError for a name it does not have."""
    lists = {row[0]: frozenset(row[1].split()) for row in own_rows("words")}
    return lists[name]


def digest() -> str:
    """16 hexadecimal digits over the manifest, our own tables and the code that turns them into a gazetteer."""
    hashed = hashlib.sha256()
    for name in ("manifest.tsv", *_OWN):
        hashed.update((_DATA / name).read_bytes())
    for name in _CODE:
        hashed.update((_HOME / name).read_bytes())
    return hashed.hexdigest()[:16]
