"""One honest range from the figures of one incident; parts stay beside their whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_tellings import draft, injured, killed, said_by, telling, told

from onrecord.claims import ToldEvent
from onrecord.incidents.tolls import is_contested, reconcile
from onrecord.model import DEMOGRAPHIC, Effect, Group, Toll

Line = tuple[str, str, int | None, int | None, int | None]


def lines(*events: ToldEvent) -> list[Line]:
    """The reconciled tolls: effect, group, low, best, high."""
    return [(str(t.effect), str(t.group), t.low, t.best, t.high) for t in reconcile(draft(*events))]


def test_one_figure_is_the_toll() -> None:
    assert lines(told(0, "attack", killed(9), injured(20))) == [
        ("killed", "unknown", 9, 9, 9),
        ("injured", "unknown", 20, 20, 20),
    ]


def test_a_figure_told_twice_counts_once() -> None:
    assert lines(told(0, "attack", killed(9)), told(1, "attack", killed(9))) == [("killed", "unknown", 9, 9, 9)]


def test_rival_figures_span_the_range_and_the_lead_is_best() -> None:
    nine = told(0, "attack", killed(9), attribution=said_by("army"))
    twelve = told(1, "attack", killed(12), attribution=said_by("hospital"))
    assert lines(nine, twelve) == [("killed", "unknown", 9, 9, 12)]
    assert lines(twelve, nine) == [("killed", "unknown", 9, 12, 12)]


def test_a_round_best_is_never_below_the_low() -> None:
    about = replace(killed(55), low=None, high=None)
    more = told(1, "attack", killed(62), attribution=said_by("hospital"))
    assert lines(told(0, "attack", about), more) == [("killed", "unknown", 55, 55, None)]


def test_a_grown_toll_is_best() -> None:
    assert [
        line[3]
        for line in lines(told(0, "attack", killed(9)), told(1, "attack", killed(12), how=telling(1, update=True)))
    ] == [12]


def test_a_number_stands_before_a_vague_word() -> None:
    vague = told(0, "attack", killed(None, low=12, rule="tolls.vague"))
    assert lines(vague, told(1, "attack", killed(31))) == [("killed", "unknown", 31, 31, 31)]


def test_a_vague_word_alone_keeps_its_low_and_has_no_best() -> None:
    assert lines(told(0, "attack", killed(None, low=12, rule="tolls.vague"))) == [("killed", "unknown", 12, None, None)]


def test_some_of_the_dead_told_apart_are_no_second_figure() -> None:
    assert lines(told(0, "attack", killed(9)), told(1, "attack", killed(4))) == [("killed", "unknown", 9, 9, 9)]


def test_those_told_as_killed_besides_are_added() -> None:
    minister = told(0, "attack", killed(1, rule="tolls.one_named"))
    guards = told(1, "attack", killed(2, Group.SECURITY), how=telling(1, also=True))
    assert lines(minister, guards)[0] == ("killed", "unknown", 3, 3, 3)
    assert not is_contested(draft(minister, guards))


@pytest.mark.parametrize(
    "events",
    [
        (told(0, "attack", killed(9)), told(4, "attack", killed(2), how=telling(4, also=True))),
        (told(0, "attack", killed(9)), told(1, "attack", killed(1, rule="tolls.one_named"), how=telling(1, also=True))),
        (
            told(0, "attack", killed(9), killed(2, Group.SECURITY, of=Group.UNKNOWN)),
            told(1, "attack", killed(2, Group.SECURITY), how=telling(1, also=True)),
        ),
        (
            told(0, "attack", killed(9)),
            told(1, "attack", killed(7)),
            told(2, "attack", killed(2), how=telling(2, also=True)),
        ),
    ],
    ids=["told far behind", "one named of many", "a part before", "a figure with room for them"],
)
def test_those_who_may_be_counted_already_are_not_added(events: tuple[ToldEvent, ...]) -> None:
    assert lines(*events)[0][3] == 9


def test_a_part_is_not_added_to_its_whole() -> None:
    event = told(0, "attack", killed(9), killed(3, Group.CHILDREN, of=Group.UNKNOWN))
    assert lines(event) == [("killed", "unknown", 9, 9, 9), ("killed", "children", 3, 3, 3)]


def test_a_part_larger_than_its_whole_is_left_out() -> None:
    event = told(0, "attack", killed(9), killed(30, Group.CHILDREN, of=Group.UNKNOWN))
    assert lines(event) == [("killed", "unknown", 9, 9, 9)]


def test_status_groups_that_would_exceed_the_whole_are_left_out() -> None:
    whole, civilians = told(0, "attack", killed(9)), told(1, "attack", killed(9), killed(7, Group.CIVILIAN))
    soldiers = told(2, "attack", killed(9), killed(5, Group.SECURITY))
    assert [line[1] for line in lines(whole, civilians, soldiers)] == ["unknown", "civilian"]


def test_groups_of_one_sentence_stand_side_by_side() -> None:
    found = lines(told(0, "attack", killed(3, Group.CIVILIAN), killed(2, Group.SECURITY)))
    assert ("killed", "civilian", 3, 3, 3) in found
    assert ("killed", "security", 2, 2, 2) in found


def test_a_running_total_is_no_incidents_toll() -> None:
    assert lines(told(0, "attack", killed(9_000, cumulative=True))) == []


def test_a_stated_zero_is_kept_and_silence_gives_none() -> None:
    assert lines(told(0, "attack", killed(0, rule="tolls.none"))) == [("killed", "unknown", 0, 0, 0)]
    assert lines(told(0, "attack")) == []


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [(9, 12, True), (9, 9, False), (12, 9, True)],
)
def test_rival_figures_that_do_not_overlap_contest_the_incident(one: int, other: int, contested: bool) -> None:
    army = told(0, "attack", killed(one), attribution=said_by("army"))
    medics = told(1, "attack", killed(other), attribution=said_by("hospital"))
    assert is_contested(draft(army, medics)) is contested


def test_figures_that_one_voice_tells_of_some_and_of_all_contest_nothing() -> None:
    assert not is_contested(draft(told(0, "attack", killed(9)), told(1, "attack", killed(4))))


figures = st.integers(0, 60)
groups = st.sampled_from(list(Group))
tolls = st.one_of(
    st.builds(killed, figures, groups),
    st.builds(killed, figures, st.sampled_from(sorted(DEMOGRAPHIC)), of=st.just(Group.UNKNOWN)),
    st.builds(injured, figures),
    st.builds(lambda low: killed(None, low=low, rule="tolls.vague"), figures),
)
tellings = st.lists(
    st.tuples(st.lists(tolls, max_size=3), st.sampled_from([(), ("army",), ("hospital",)]), st.booleans()), max_size=5
)


@given(tellings)
def test_whatever_is_told_the_range_is_ordered_and_parts_stay_within_the_whole(
    made: list[tuple[list[Toll], tuple[str, ...], bool]],
) -> None:
    events = [
        told(n, "attack", *own, attribution=said_by(*voices), how=telling(n, update=update))
        for n, (own, voices, update) in enumerate(made)
    ]
    found = reconcile(draft(*events))
    for toll in found:
        known = [figure for figure in (toll.low, toll.best, toll.high) if figure is not None]
        assert known == sorted(known)
    for effect in Effect:
        everybody = [t for t in found if t.effect is effect and t.group is Group.UNKNOWN and t.best is not None]
        parts = [t for t in found if t.effect is effect and t.of is Group.UNKNOWN and t.best is not None]
        assert all((part.best or 0) <= (whole.best or 0) for whole in everybody for part in parts)
        assert len({(t.group, t.of) for t in found if t.effect is effect}) == sum(t.effect is effect for t in found)
    assert found == reconcile(draft(*events))


def test_soldiers_and_rebels_told_apart_each_have_a_range() -> None:
    soldiers = told(0, "clash", killed(13, group=Group.SECURITY))
    rebels = told(1, "clash", killed(4, group=Group.COMBATANT))
    more = told(2, "clash", killed(15, group=Group.SECURITY), attribution=said_by("rebels"))
    assert lines(soldiers, rebels, more) == [
        ("killed", "security", 13, 13, 15),
        ("killed", "combatant", 4, 4, 4),
    ]


def test_a_total_of_all_holds_both_sides() -> None:
    everybody = told(0, "clash", killed(17))
    rebels = told(1, "clash", killed(4, group=Group.COMBATANT))
    assert ("killed", "unknown", 17, 17, 17) in lines(everybody, rebels)


def test_a_figure_of_the_first_hours_is_never_the_best() -> None:
    early = told(0, "attack", killed(14), how=replace(telling(0), early=True))
    later = told(1, "attack", killed(19), attribution=said_by("hospital"))
    assert lines(early, later) == [("killed", "unknown", 14, 19, 19)]
    assert lines(early) == [("killed", "unknown", 14, 14, 14)]
