"""Any coding at all, for properties: every field of every record drawn by its annotation, every span in its text."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from onrecord.archive.rows import text_sha256
from onrecord.model import Block, Claim, Coding, Incident, Report, Situation, Span, Toll

WORDS = st.text(alphabet=st.characters(exclude_categories=()), max_size=8)
"""Any characters: combining marks, emoji, NUL and lone surrogates too."""

FIGURES = st.none() | st.integers(0, 10**22)


def records(kind: Any, length: int) -> st.SearchStrategy[Any]:
    """Any record of a kind whose spans lie in a text of this length."""
    return by_hint(kind, length, depth=1)


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    """Any coding that holds together: its incidents and situations rest on its own claims."""
    text = draw(st.text(alphabet=st.characters(exclude_categories=()), min_size=1, max_size=60))
    report = _chained(replace(draw(records(Report, len(text))), text=text))
    claims = draw(st.lists(records(Claim, len(text)), min_size=1, max_size=3, unique_by=lambda claim: claim.id))
    support = st.lists(st.sampled_from([claim.id for claim in claims]), min_size=1, unique=True).map(tuple)
    incidents = draw(st.lists(records(Incident, len(text)), max_size=2, unique_by=lambda incident: incident.id))
    situations = draw(st.lists(records(Situation, len(text)), max_size=2, unique_by=lambda situation: situation.id))
    return Coding(
        report,
        tuple(claims),
        tuple(replace(incident, claims=draw(support)) for incident in incidents),
        tuple(replace(situation, claims=draw(support)) for situation in situations),
    )


def _chained(report: Report) -> Report:
    """The report with its step, if any, from its raw bytes to its text."""
    ends = {"input_sha256": report.sha256, "output_sha256": text_sha256(report.text)}
    return replace(report, steps=tuple(replace(step, **ends) for step in report.steps[:1]))


def by_hint(hint: Any, length: int, depth: int) -> st.SearchStrategy[Any]:
    if hint is Span:
        return st.tuples(st.integers(0, length - 1), st.integers(1, length)).map(_span)
    if hint is Block:
        return st.builds(Block, st.just(0), st.just(length), st.sampled_from(list(get_type_hints(Block)["kind"])))
    if hint is Toll:
        return _tolls(length, depth)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: by_hint(hints[field.name], length, depth) for field in fields(hint)})
    if get_origin(hint) is types.UnionType:
        inner = next(member for member in get_args(hint) if member is not types.NoneType)
        return st.none() | by_hint(inner, length, depth)
    if get_origin(hint) is tuple:
        items = st.lists(by_hint(get_args(hint)[0], length, depth - 1), max_size=max(depth, 0))
        return items.map(tuple)
    return _plain(hint)


def _plain(hint: type) -> st.SearchStrategy[Any]:
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    plain: dict[type, st.SearchStrategy[Any]] = {
        str: WORDS,
        bool: st.booleans(),
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False),
        date: st.dates(),
    }
    return plain[hint]


def _span(ends: tuple[int, int]) -> Span:
    low, high = min(ends), max(ends)
    return Span(low, high if high > low else low + 1)


def _tolls(length: int, depth: int) -> st.SearchStrategy[Toll]:
    hints = get_type_hints(Toll)
    rest = {name: by_hint(hint, length, depth) for name, hint in hints.items() if name not in ("low", "best", "high")}
    return (
        st.tuples(FIGURES, FIGURES, FIGURES)
        .map(_ordered)
        .flatmap(
            lambda range_: st.builds(
                Toll, low=st.just(range_[0]), best=st.just(range_[1]), high=st.just(range_[2]), **rest
            )
        )
    )


def _ordered(figures: tuple[int | None, ...]) -> list[int | None]:
    known = iter(sorted(figure for figure in figures if figure is not None))
    return [None if figure is None else next(known) for figure in figures]
