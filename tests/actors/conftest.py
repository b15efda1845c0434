"""The registry and the model are loaded once; ``actors_of`` reads a text as the runs do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.actors import Mention, Registry, find_actors, load_registry
from onrecord.language import EnglishReader
from onrecord.model import Published, Report

Reader = Callable[..., tuple[Mention, ...]]


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="session")
def english() -> EnglishReader:
    return EnglishReader()


@pytest.fixture(scope="session")
def actors_of(registry: Registry, english: EnglishReader) -> Reader:
    def read(text: str, country: str | None = "SY", year: int | None = 2016) -> tuple[Mention, ...]:
        doc = english.read(Report("r", text, (), Published(None, "unknown"))).doc
        day = date(year, 6, 1) if year else None
        return find_actors(doc, registry, text=text, country=country, day=day)

    return read


@pytest.fixture(scope="session")
def told(actors_of: Reader) -> Callable[..., list[tuple[str, str]]]:
    """(words, actor id) of each mention."""

    def read(text: str, country: str | None = "SY", year: int | None = 2016) -> list[tuple[str, str]]:
        found = actors_of(text, country, year)
        return [(text[each.span.start : each.span.end], each.actor.id) for each in found]

    return read
