"""Place names in capitals are found before it is known which words are names."""

from __future__ import annotations

import pytest

from onrecord.places import Gazetteer, shouted_places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("BOMBS WENT OFF IN GUATEMALA CITY AND NEAR PUERTO BARRIOS.", ["GUATEMALA CITY", "PUERTO BARRIOS"]),
        ("CLASHES IN SANTA ANA DEPARTMENT, EL SALVADOR", ["SANTA ANA", "EL SALVADOR"]),
        ("THE TROOPS WENT UP THE HILL AND OPENED FIRE ON THE MARKET", []),
    ],
)
def test_names_of_places_are_found_without_their_units(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in shouted_places(text, gazetteer)] == names
