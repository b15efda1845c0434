"""Lists of persons: a CSV to a record a row.

In: the bytes of a table, what the list is called, and the user's word on its columns. Out: row by row a PersonRecord,
or an InputError that names the line and what to do; one bad row does not stop the rest. Columns are known by their
names, in any order; what they may be called and what their cells may say stands in the tables below.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from onrecord.errors import InputError
from onrecord.persons.names import is_named
from onrecord.persons.records import Fate, PersonRecord, Sex
from onrecord.reports.table_columns import Columns, located, shown
from onrecord.reports.table_days import Order, day_in_cell, order_of
from onrecord.reports.table_rows import Row, TableText, csv_rows, delimiter_of, separator_in

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "ref", "number", "no", "no.", "#", "record_id", "person_id", "victim_id", "case_id", "code", "serial"),
    "name": ("name", "full_name", "fullname", "victim_name", "victim", "person", "name_en", "english_name",
             "name_english", "name_latin", "الاسم", "имя", "фио"),
    "other_names": ("other_names", "other_name", "aliases", "alias", "aka", "also_known_as", "name_variants",
                    "other_spellings", "native_name", "original_name", "name_ar", "arabic_name", "name_arabic"),
    "age": ("age", "age_at_death", "العمر"),
    "sex": ("sex", "gender", "الجنس"),
    "effect": ("effect", "outcome", "fate", "harm"),
    "date": ("date", "day", "date_of_death", "death_date", "date_died", "incident_date", "date_of_incident", "when"),
    "place": ("place", "location", "place_of_death", "town", "city", "village", "where"),
    "source": ("source", "sources", "reported_by", "url", "link"),
}  # fmt: skip
"""What a column can hold, and what it may be called, the surest first."""

_EFFECTS = {
    Fate.KILLED: "killed dead died deceased death fatality martyr martyred murdered executed",
    Fate.INJURED: "injured wounded hurt injury",
    Fate.MISSING: "missing disappeared",
    Fate.DETAINED: "detained arrested imprisoned detainee prisoner",
    Fate.ABDUCTED: "abducted kidnapped hostage",
    Fate.DISPLACED: "displaced",
    Fate.STRANDED: "stranded",
    Fate.ALIVE: "alive survived survivor freed released rescued found_alive",
}
_SEXES = {
    Sex.FEMALE: "female f woman girl women w أنثى انثى ж жен женский жінка",
    Sex.MALE: "male m man boy men ذكر м муж мужской чоловік",
}
_EFFECT_OF = {word: effect for effect, words in _EFFECTS.items() for word in words.split()}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words.split()}
_UNKNOWN = frozenset(("", "-", "--", "?", "unknown", "n/a", "na", "none", "not known", "unk", "u", "غير معروف"))
"""Cells that say nothing."""
_AGE = re.compile(r"(\d{1,3})(?:\.\d+)?(?:\s*-?\s*(years?|yrs?|y|months?|weeks?|days?)(?:[\s-]old)?)?", re.I)
_NAMES_APART = re.compile(r"\s*[|;]\s*")
_MOST_ROW_BYTES = 1_000_000
_SNIFFED_LINES = 20
_SHOWN = 40

Kind = TypeVar("Kind", Sex, Fate)


@dataclass(frozen=True, slots=True)
class List:
    """What the user says of a list: what it is called, which columns hold what, what became of those of whom no row
    says, and today's date: nothing that lies ahead is taken."""

    name: str
    today: date
    columns: Columns = ()
    effect: Fate | None = None


def read_list(raw: bytes, given: List, where: str) -> Iterator[PersonRecord | InputError]:
    """A record for each row, or what is wrong with it. Raises InputError where there is no table with names."""
    first = list(itertools.islice(TableText(io.BytesIO(raw), where, _MOST_ROW_BYTES), _SNIFFED_LINES))
    separator = separator_in(first[0]) if first else None
    delimiter = separator or delimiter_of(first)
    header, *_ = [*itertools.islice(_rows(raw, where, delimiter, skip=separator is not None), 1), None]
    if not isinstance(header, Row):
        raise header or InputError(f"{where}: is empty; give a table whose first line names its columns")
    places = located(header.cells, given.columns, COLUMNS, where)
    if "name" not in places:
        raise InputError(f"{where}: has no column with names; name it with --map name=COLUMN; {shown(header.cells)}")
    dates = (
        _cell(row, places, "date")
        for row in _rows(raw, where, delimiter, skip=separator is not None)
        if isinstance(row, Row)
    )
    reader = _Reader(given, places, order_of(itertools.islice(dates, 1, None)), len(header.cells))
    for row in itertools.islice(_rows(raw, where, delimiter, skip=separator is not None), 1, None):
        yield reader.read(row, f"{where}, line {row.line}") if isinstance(row, Row) else row


def _rows(raw: bytes, where: str, delimiter: str, *, skip: bool) -> Iterator[Row | InputError]:
    """The rows; where no more can be told apart, the fault as the last."""
    try:
        text = TableText(io.BytesIO(raw), where, _MOST_ROW_BYTES)
        if skip:
            next(text)
            text.row()
        yield from csv_rows(text, delimiter, where)
    except InputError as fault:
        yield fault


def _cell(row: Row, places: Mapping[str, int], field: str) -> str:
    place = places.get(field)
    cell = "" if place is None or place >= len(row.cells) else " ".join(row.cells[place].split())
    return "" if cell.casefold() in _UNKNOWN and field != "id" else cell


class _Wrong(Exception):
    """What is wrong with a row, and what to do."""


class _Reader:
    """Reads the rows of one list; it remembers which ids stood where, and how often a row without one said the same."""

    def __init__(self, given: List, places: Mapping[str, int], order: Order, width: int) -> None:
        self._given, self._places, self._order, self._width = given, places, order, width
        self._lines: dict[str, int] = {}
        self._said = Counter[str]()

    def read(self, row: Row, where: str) -> PersonRecord | InputError:
        try:
            record = self._record(row)
        except (_Wrong, ValueError) as wrong:
            return InputError(f"{where}: {wrong}")
        if record.external_id is not None:
            before = self._lines.setdefault(record.external_id, row.line)
            if before != row.line:
                again = f"id '{record.external_id[:_SHOWN]}' stood in line {before} already"
                return InputError(f"{where}: {again}; give each person an id of its own, or take one of the rows out")
            return record
        self._said[record.id] += 1
        return replace(record, occurrence=self._said[record.id])

    def _record(self, row: Row) -> PersonRecord:
        if any(cell.strip() for cell in row.cells[self._width :]):
            raise _Wrong("it has more cells than the header; put a cell with commas in quotation marks")
        cells = {field: _cell(row, self._places, field) for field in COLUMNS}
        if not is_named(cells["name"]):
            raise _Wrong("it has no name; count persons without one in a toll")
        names = (name for name in _NAMES_APART.split(cells["other_names"]) if is_named(name))
        return PersonRecord(
            list_name=self._given.name,
            name=cells["name"],
            external_id=cells["id"] or None,
            other_names=tuple(dict.fromkeys(name for name in names if name != cells["name"])),
            age=_age(cells["age"]),
            sex=_one_of(cells["sex"], _SEX_OF, "sex", Sex),
            effect=_one_of(cells["effect"], _EFFECT_OF, "effect", Fate) or self._given.effect,
            day=self._day(cells["date"]),
            place=cells["place"] or None,
            source=cells["source"] or None,
        )

    def _day(self, words: str) -> date | None:
        day, why = day_in_cell(words, self._order)
        if why is not None:
            raise _Wrong(f"date '{words[:_SHOWN]}' is not one certain day; give it as YYYY-MM-DD or leave it out")
        if day is not None and day > self._given.today + timedelta(days=1):
            raise _Wrong(f"date {day} lies ahead; mend it or leave it out")
        return day


def _age(words: str) -> int | None:
    if not words:
        return None
    found = _AGE.fullmatch(words)
    if found is None:
        raise _Wrong(f"age '{words[:_SHOWN]}' is no number of years; give one, such as 34, or leave it out")
    number, unit = int(found[1]), (found[2] or "y")[0].casefold()
    return number // {"y": 1, "m": 12, "w": 52, "d": 365}[unit]


def _one_of(words: str, known: Mapping[str, Kind], what: str, kind: type[Kind]) -> Kind | None:
    if not words:
        return None
    found = known.get("_".join(words.casefold().split()))
    if found is None:
        raise _Wrong(f"{what} '{words[:_SHOWN]}' is none of {', '.join(kind)}; say one of these or leave it out")
    return found
