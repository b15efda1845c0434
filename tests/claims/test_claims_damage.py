"""Things destroyed or damaged, and what is no thing or was not harmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.claims.damage import find_damage
from onrecord.language import Reading

Read = Callable[[str], Reading]


def damage_in(reading: Reading) -> list[tuple[str, int | None, str]]:
    return [(d.what, d.count, d.extent) for sentence in reading.sentences for d in find_damage(reading, sentence)]


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        (
            "The strike destroyed a workshop, two vehicles and a rocket launcher.",
            [("workshop", 1, "destroyed"), ("vehicles", 2, "destroyed"), ("rocket launcher", 1, "destroyed")],
        ),
        ("Twelve houses were destroyed in Kutum.", [("houses", 12, "destroyed")]),
        ("Twenty-two vehicles were torched in Cali.", [("vehicles", 22, "destroyed")]),
        ("The army destroyed 1,200 mines near Kherson.", [("mines", 1_200, "destroyed")]),
        ("Several homes were damaged in Lashio.", [("homes", None, "damaged")]),
        ("The shelling damaged the hospital's power station.", [("hospital's power station", None, "damaged")]),
        ("Drones destroyed at least four armoured vehicles.", [("armoured vehicles", 4, "destroyed")]),
        ("Some 30 shops were razed in Jos.", [("shops", 30, "destroyed")]),
        ("The bridge was levelled.", [("bridge", 1, "destroyed")]),
        (
            "Two schools were destroyed and a clinic was damaged.",
            [("schools", 2, "destroyed"), ("clinic", 1, "damaged")],
        ),
        ("The clinic, which was looted last year, was destroyed on Monday.", [("clinic", 1, "destroyed")]),
    ],
)
def test_things_destroyed_or_damaged_are_named_and_counted(
    read: Read, sentence: str, things: list[tuple[str, int | None, str]]
) -> None:
    assert damage_in(read(sentence)) == things


@pytest.mark.parametrize(
    "sentence",
    [
        "The tank was not destroyed.",
        "The attack destroyed everything.",
        "The attack destroyed all hope.",
        "They vowed to destroy the group.",
        "The bombing caused damage to trade.",
        "The bodies were destroyed.",
        "The blast destroyed 40 per cent of the town.",
        "It destroyed part of the wall.",
        "The two leaders spoke of destruction.",
    ],
)
def test_what_is_no_thing_or_was_not_harmed_is_no_damage(read: Read, sentence: str) -> None:
    assert damage_in(read(sentence)) == []


def test_damage_cites_the_thing(read: Read) -> None:
    reading = read("Rockets destroyed two fuel depots in Feodosia.")
    (damage,) = find_damage(reading, reading.sentences[0])
    assert reading.report.quote(damage.span) == "fuel depots"
