"""Records to documents and back: any frozen dataclass of the model as plain JSON, and the same record again.

In: dataclasses whose fields are dataclasses, enums, dates, text, numbers, booleans, tuples of these, or None.
Out: dicts, lists, text and numbers, with one canonical spelling. A field that is None is left out; every other
field is written, defaults too, so that a later change of a default cannot change what an old document says.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from onrecord.model import Span

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Reader: TypeAlias = Callable[[Json], object]
Record = TypeVar("Record")

PLAIN = frozenset({str, int, float, bool, types.NoneType})
"""Kinds of value that JSON has too."""


def to_document(value: object) -> Json:
    """Turn a record into JSON values. Raises TypeError for a kind of value that no record may hold."""
    kind: Any = type(value)
    if kind in PLAIN:
        return cast(Json, value)
    if kind is tuple:
        return [to_document(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Enum):
        return to_document(value.value)
    if isinstance(value, date):
        return value.isoformat()
    held = ((name, getattr(value, name)) for name in _field_names(kind))
    return {name: to_document(item) for name, item in held if item is not None}


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"a record cannot hold {kind.__name__}")
    return tuple(field.name for field in fields(kind))


def from_document(kind: type[Record], document: Json) -> Record:
    """Rebuild the record that ``to_document`` was given. Raises ValueError saying which field does not fit."""
    shape: Any = kind
    record = _dataclass_reader(shape)(document)
    if not isinstance(record, kind):
        raise ValueError(f"expected {kind.__name__}")
    return record


def canonical(document: Json) -> str:
    """The one spelling of a document: keys sorted, no spaces, characters as they are. Raises ValueError on NaN."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def parse(text: str) -> Json:
    """Read back what ``canonical`` wrote. Raises ValueError when it is no JSON."""
    document: Json = json.loads(text)
    return document


def spans_of(value: object, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every span in a record with the way to it: ('tolls[0].span', Span(557, 567)), in field order."""
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from spans_of(item, f"{path}[{index}]")
    elif type(value) not in PLAIN and is_dataclass(value):
        kind: Any = type(value)
        for name in _field_names(kind):
            yield from spans_of(getattr(value, name), f"{path}.{name}" if path else name)


@cache
def _dataclass_reader(kind: type[Any]) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(document: Json) -> object:
        if not isinstance(document, dict):
            raise ValueError(f"expected an object for {kind.__name__}")
        unknown = sorted(document.keys() - readers.keys())
        if unknown:
            raise ValueError(f"{kind.__name__} has no field {unknown[0]!r}")
        return kind(**{name: _named(name, reader, document.get(name)) for name, reader in readers.items()})

    return read


def _named(name: str, reader: Reader, document: Json) -> object:
    try:
        return reader(document)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}") from error


def _reader(hint: Any) -> Reader:
    """The reader for one annotation: a plain type, an enum, a dataclass, ``X | None`` or ``tuple[X, ...]``."""
    if get_origin(hint) in (Union, types.UnionType):
        return _optional_reader(hint)
    if get_origin(hint) is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if is_dataclass(hint):
        shape: Any = hint
        return _dataclass_reader(shape)
    if issubclass(hint, Enum):
        members: Reader = hint
        return members
    if issubclass(hint, date):
        return _read_date
    return _plain_reader((int, float) if hint is float else (hint,))


def _optional_reader(hint: Any) -> Reader:
    inner = [member for member in get_args(hint) if member is not types.NoneType]
    if len(inner) != 1:
        raise TypeError(f"a record's field may be one kind or None, not {hint}")
    reader = _reader(inner[0])
    return lambda document: None if document is None else reader(document)


def _tuple_reader(reader: Reader) -> Reader:
    def read(document: Json) -> object:
        if not isinstance(document, list):
            raise ValueError("expected a list")
        return tuple(reader(item) for item in document)

    return read


def _read_date(document: Json) -> object:
    if not isinstance(document, str):
        raise ValueError("expected a date")
    return date.fromisoformat(document)


def _plain_reader(kinds: tuple[type, ...]) -> Reader:
    def read(document: Json) -> object:
        if not isinstance(document, kinds) or (isinstance(document, bool) and bool not in kinds):
            raise ValueError(f"expected {kinds[-1].__name__}")
        return document

    return read
