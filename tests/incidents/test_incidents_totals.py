from __future__ import annotations

import pytest

from onrecord.incidents.totals import Range, total
from onrecord.model import Basis, Effect, Group, How, Span, Toll


def toll(
    group: Group,
    low: int | None,
    best: int | None,
    high: int | None,
    *,
    effect: Effect = Effect.KILLED,
    of: Group | None = None,
    cumulative: bool = False,
) -> Toll:
    return Toll(effect, group, low, best, high, Span(0, 1), Basis(How.STATED, "test"), of=of, cumulative=cumulative)


EVERYBODY, CIVILIAN, COMBATANT = Group.UNKNOWN, Group.CIVILIAN, Group.COMBATANT


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([], None),
        ([toll(EVERYBODY, 5, 5, None)], Range(5, 5, None)),
        ([toll(CIVILIAN, 3, 3, 3), toll(COMBATANT, 4, 4, 4)], Range(7, 7, 7)),
        ([toll(CIVILIAN, 3, 3, 3), toll(COMBATANT, 4, 4, None)], Range(7, 7, None)),
        ([toll(EVERYBODY, 9, 9, 9), toll(CIVILIAN, 3, 3, 3)], Range(9, 9, 9)),
        ([toll(EVERYBODY, 9, 9, 9), toll(Group.CHILDREN, 2, 2, 2, of=EVERYBODY)], Range(9, 9, 9)),
        ([toll(Group.CHILDREN, 2, 2, 2), toll(Group.WOMEN, 3, 3, 3)], Range(3, None, None)),
        ([toll(CIVILIAN, 3, 3, 3), toll(Group.CHILDREN, 2, 2, 2)], Range(3, 3, 3)),
        ([toll(CIVILIAN, 12, 12, 12), toll(CIVILIAN, 31, 31, 31)], Range(12, None, 31)),
        ([toll(CIVILIAN, 12, 12, 12), toll(CIVILIAN, 31, 31, None)], Range(12, None, None)),
        ([toll(CIVILIAN, 90, 90, 90, cumulative=True)], None),
        ([toll(CIVILIAN, 6, 6, 6, effect=Effect.INJURED)], None),
        ([toll(CIVILIAN, 0, 0, 0)], Range(0, 0, 0)),
    ],
    ids=[
        "nothing told is not zero",
        "at least is open above",
        "people apart are added",
        "a sum with an open end is open",
        "a part is not added to everybody",
        "a named part is not added",
        "parts of an untold whole are a lower bound",
        "children may be among the civilians",
        "figures that disagree make a range without a best",
        "an open end stays open",
        "a running total is left out",
        "the injured are not the killed",
        "nobody killed is zero",
    ],
)
def test_the_total_of_tolls(tolls: list[Toll], expected: Range | None) -> None:
    assert total(tolls, Effect.KILLED) == expected
