"""D2: every toll is low, best and high, per effect and per group: status on one side, age, sex, trade on the other."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder
from onrecord.model import DEMOGRAPHIC, Effect, Group, Toll


def tolls(coder: Coder, text: str) -> dict[tuple[Effect, Group], Toll]:
    (incident,) = coder.code(text, published=date(2023, 5, 17)).incidents
    return {(toll.effect, toll.group): toll for toll in incident.tolls}


def test_the_model_has_a_group_for_each_that_is_asked_for() -> None:
    assert {group.value for group in Group} >= {
        "civilian", "combatant", "security", "unknown", "women", "men", "girls", "boys", "children",
    }  # fmt: skip
    assert {effect.value for effect in Effect} >= {"killed", "injured", "missing", "abducted", "displaced"}


@pytest.mark.parametrize(
    ("words", "group", "number"),
    [
        ("four women", Group.WOMEN, 4),
        ("four men", Group.MEN, 4),
        ("four girls", Group.GIRLS, 4),
        ("four boys", Group.BOYS, 4),
        ("four children", Group.CHILDREN, 4),
        ("four soldiers", Group.SECURITY, 4),
        ("four rebels", Group.COMBATANT, 4),
        ("four villagers", Group.CIVILIAN, 4),
        ("four people", Group.UNKNOWN, 4),
    ],
)
def test_each_group_has_its_figure(coder: Coder, words: str, group: Group, number: int) -> None:
    found = tolls(coder, f"Shelling killed {words} in Kharkiv on Monday.")[Effect.KILLED, group]
    assert (found.low, found.best, found.high) == (number, number, number)


def test_girls_and_boys_are_children_and_nobody_is_counted_twice(coder: Coder) -> None:
    found = tolls(coder, "Shelling killed two girls and three boys in Kharkiv on Monday.")
    wholes = [toll for toll in found.values() if toll.group not in DEMOGRAPHIC]
    assert [(toll.group, toll.best) for toll in wholes] == [(Group.CIVILIAN, 5)]
    assert found[Effect.KILLED, Group.GIRLS].best == 2
    assert found[Effect.KILLED, Group.BOYS].best == 3
    assert found[Effect.KILLED, Group.CHILDREN].best == 5


def test_men_are_no_civilians_by_silence(coder: Coder) -> None:
    found = tolls(coder, "Gunmen shot dead four men in Kharkiv on Monday.")
    assert (Effect.KILLED, Group.CIVILIAN) not in found
    assert found[Effect.KILLED, Group.MEN].of is Group.UNKNOWN


@pytest.mark.parametrize(
    ("sentence", "effect", "range_"),
    [
        ("At least 12 people were wounded in Kharkiv on Monday.", Effect.INJURED, (12, 12, None)),
        ("Dozens of villagers were abducted in Kharkiv on Monday.", Effect.ABDUCTED, (12, None, 24)),
        ("Up to 30 people were missing in Kharkiv after shelling on Monday.", Effect.MISSING, (None, 30, 30)),
        (
            "Heavy shelling displaced between 200 and 300 people in Kharkiv on Monday.",
            Effect.DISPLACED,
            (200, 200, 300),
        ),
    ],
)
def test_each_effect_has_low_best_and_high(
    coder: Coder, sentence: str, effect: Effect, range_: tuple[int | None, int | None, int | None]
) -> None:
    (found,) = [toll for (told, _), toll in tolls(coder, sentence).items() if told is effect and toll.of is None]
    assert (found.low, found.best, found.high) == range_
