"""Which side a speaker is on."""

from __future__ import annotations

import pytest

from onrecord.actors import Registry, side_of


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("army spokesman", "military-iq"),
        ("army's Anbar Operations", "military-iq"),
        ("Iraqi military", "military-iq"),
        ("police chief", "police-iq"),
        ("security source", "security-forces-iq"),
        ("Russian defence ministry", "military-ru"),
        ("Pentagon spokesman", "military-us"),
        ("Kurdish Peshmerga commander", "peshmerga"),
        ("coalition spokesman", "coalition-oir"),
        ("Islamic State", "islamic-state"),
        ("Taliban spokesman", "taliban"),
        ("interior ministry", "government-iq"),
        ("Kremlin spokesman", "government-ru"),
        ("rebel commander", "rebels-iq"),
    ],
)
def test_an_office_tells_the_side(registry: Registry, words: str, side: str) -> None:
    assert side_of(words, registry, "IQ") == side


@pytest.mark.parametrize(
    "words", ["resident", "doctor", "Syrian Observatory for Human Rights", "witness", "", "activist"]
)
def test_witnesses_and_monitors_are_on_no_side(registry: Registry, words: str) -> None:
    assert side_of(words, registry, "IQ") is None
