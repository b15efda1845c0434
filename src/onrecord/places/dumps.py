"""GeoNames' full country dumps: the villages, quarters, camps and airfields that the embedded tables lack.

In: the bytes of a dump as GeoNames publishes it (XX.zip), or of its text, gzipped or not; 19 tab-separated columns, no
header (geonames.org/export, readme.txt). Out: the rows that place events, checked and packed into one small table, and
drafts of them. Streets, hotels, channels and the like are left out: events are placed by what people live in or fight
over.
"""

from __future__ import annotations

import gzip
import io
import math
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.places.drafts import Draft
from onrecord.places.names import fold
from onrecord.places.tables import Row, packed_rows

COLUMNS = 19
MOST_BYTES = 2_000_000_000
"""Of a dump's text: that of the largest country, the United States, has 0.3 GB."""
SITES = frozenset(
    "AIRB AIRF AIRP AIRQ AIRS BDG CMP CMPRF CSTL DAM FRST FY GATE HBR INSM ISL ISLS LK LKS MFGR MILB MN MT MTS OAS "
    "OILF OILR PASS PEN PORT PRN PS RDJCT RGN RSV UPLD VAL WAD".split()
)
"""Codes of features, other than settlements and units, that are fought over: bases, camps, crossings, dams, oilfields,
prisons, mountains, islands, valleys."""
LEFT = frozenset(("PPLH", "PPLQ", "PPLW"))
"""Settlements of the past: historical, abandoned, destroyed."""
LEFT_LOSS = 0.7
"""Weight such a settlement loses against a living one of its size."""


@dataclass(frozen=True, slots=True)
class Dump:
    """What a country's dump holds of use: packed rows, and the day of its newest change."""

    country: str
    rows: tuple[Row, ...]
    newest: str
    read: int
    """Rows of the dump, those that were left out included."""


def read_dump(data: bytes, country: str, where: str) -> Dump:
    """Read and check a dump. ``where`` names it in errors.

    Raises InputError for bytes that are no dump: a broken archive, a line of other columns, points off the earth, or
    another country's.
    """
    rows: list[Row] = []
    newest, read, foreign = "", 0, 0
    for number, line in enumerate(_lines(data, country, where), start=1):
        fields = line.split("\t")
        _check(fields, where, number)
        read += 1
        newest = max(newest, fields[18])
        foreign += fields[8] not in (country, "")
        kind = _kind(fields[6], fields[7])
        if kind is not None and fields[8] == country:
            rows.append(_packed(fields, kind))
    if read == 0:
        raise InputError(f"{where}: holds no places; download it again")
    if foreign > read / 2:
        raise InputError(f"{where}: is another country's, not {country}'s; check the file's name")
    return Dump(country, tuple(sorted(rows)), newest, read)


def drafts_of(rows: Iterable[Row], country: str, known: frozenset[int]) -> Iterator[Draft]:
    """Drafts of a dump's packed rows, but for those whose geonameid the embedded gazetteer has."""
    units1 = {row[0]: row[1] for row in packed_rows("admin1") if row[0].startswith(f"{country}.")}
    units2 = {row[0]: row[1] for row in packed_rows("admin2") if row[0].startswith(f"{country}.")}
    for geonameid, name, kind, code1, code2, lat, lon, people, lost, aliases in rows:
        if int(geonameid) in known:
            continue
        weight = math.log10(int(people) + 100) - float(lost)
        names = [name, *(alias for alias in aliases.split("|") if alias)]
        draft = Draft(name, kind, country, float(lat), float(lon), weight, "GeoNames", names)
        draft.geonameid, draft.population = int(geonameid), int(people) or None
        code = f"{country}.{code1}"
        draft.admin1_code, draft.admin1 = (code, units1[code]) if code in units1 else (None, None)
        draft.admin2 = units2.get(f"{code}.{code2}")
        yield draft


def _lines(data: bytes, country: str, where: str) -> Iterator[str]:
    text = _text_of(data, country, where)
    try:
        for line in text.decode("utf-8").splitlines():
            if line.strip():
                yield line
    except UnicodeDecodeError as fault:
        raise InputError(f"{where}: is no UTF-8 at byte {fault.start}; download it again") from fault


def _text_of(data: bytes, country: str, where: str) -> bytes:
    if data.startswith(b"PK"):
        return _member(data, f"{country}.txt", where)
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                return _bounded(stream.read(MOST_BYTES + 1), where)
        except (OSError, EOFError, zlib.error) as fault:
            raise InputError(f"{where}: is a broken gzip file ({fault}); download it again") from fault
    return _bounded(data, where)


def _member(data: bytes, name: str, where: str) -> bytes:
    """The one file of a zip that is the dump; its checksum is verified as it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if name not in archive.namelist():
                raise InputError(f"{where}: holds no {name}; is it the dump of another country?")
            with archive.open(name) as stream:
                return _bounded(stream.read(MOST_BYTES + 1), where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
        raise InputError(f"{where}: is a broken zip file ({fault}); download it again") from fault


def _bounded(text: bytes, where: str) -> bytes:
    if len(text) > MOST_BYTES:
        raise InputError(f"{where}: holds more than {MOST_BYTES // 10**9} GB; no country's dump is so large")
    return text


def _check(fields: list[str], where: str, number: int) -> None:
    if len(fields) != COLUMNS:
        raise InputError(f"{where}, line {number}: has {len(fields)} columns, not {COLUMNS}; is it a GeoNames dump?")
    try:
        lat, lon = float(fields[4]), float(fields[5])
        sound = int(fields[0]) > 0 and int(fields[14] or 0) >= 0 and abs(lat) <= 90 and abs(lon) <= 180
    except ValueError:
        sound = False
    if not sound:
        raise InputError(f"{where}, line {number}: its id, point or population is no such number; download it again")


def _kind(feature_class: str, code: str) -> str | None:
    """The gazetteer's kind for a feature; None for what places no event. First- and second-level units are known."""
    if feature_class == "P":
        return "city"
    if feature_class == "A":
        return "admin2" if code in ("ADM3", "ADM4", "ADM5", "ADMD") else None
    return "area" if code in SITES else None


def _packed(fields: list[str], kind: str) -> Row:
    lost = LEFT_LOSS if fields[7] in LEFT else 0.0
    point = (f"{float(fields[4]):.5f}", f"{float(fields[5]):.5f}")
    aliases = "|".join(_aliases(fields[1], (fields[2], *fields[3].split(","))))
    return (fields[0], fields[1], kind, fields[10], fields[11], *point, fields[14] or "0", f"{lost:g}", aliases)


def _aliases(name: str, others: Iterable[str]) -> list[str]:
    """The other spellings that fold differently from the name and from one another; Latin, Arabic and Cyrillic only."""
    seen, kept = {fold(name)}, []
    for other in others:
        key = fold(other)
        if key and key not in seen and all(_is_read(char) for char in other):
            seen.add(key)
            kept.append(other.replace("|", " ").strip())
    return kept


def _is_read(char: str) -> bool:
    code = ord(char)
    return code < 0x530 or 0x600 <= code < 0x780 or 0x1E00 <= code < 0x2070
