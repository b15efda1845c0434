"""A coding whose spans index another text: from the copy that was analysed back to the report's own text.

In: records of the model and a rule for one span. Out: the same records with every span moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from onrecord.model import Span

Record = TypeVar("Record")


def moved(record: Record, move: Callable[[Span], Span]) -> Record:
    """A frozen record, or a tuple of such, with every Span in it moved; what holds no span is given back as it is."""
    return cast(Record, _moved(record, move))


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(item, move) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: _moved(one, move) for name, one in held.items() if isinstance(one, tuple) or is_dataclass(one)}
    return replace(value, **changed) if changed else value
