"""Names of parties in capitals are found before it is known which words are names."""

from __future__ import annotations

from onrecord.actors import load_registry, shouted_parties


def test_names_of_several_words_are_found_without_the_possessive() -> None:
    text = "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT'S MEN AND THE ARMY FOUGHT"
    spans = shouted_parties(text, load_registry())
    assert [text[span.start : span.end] for span in spans] == ["FARABUNDO MARTI NATIONAL LIBERATION FRONT"]
