"""A total that other tellings add up to is no incident; one that they do not add up to is contested."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_tellings import FRIDAY, GAO, KIDAL, MALI, MONDAY, at, draft, killed, on, telling, told

from onrecord.claims import ToldEvent
from onrecord.incidents.wholes import Total, contained_in, find_total
from onrecord.model import Group, Stage

TIMBUKTU = at("Timbuktu", 16.77, -3.0, admin1="Tombouctou", country="ML")
BOTH = told(0, "strike.air", killed(12), where=MALI)
FIRST = told(1, "strike.air", killed(8), where=GAO)
SECOND = told(2, "strike.air", killed(4), where=KIDAL)


def parts_of(total: Total | None) -> list[str]:
    assert total is not None
    return [event.claim.id for event in total.parts]


def test_a_total_is_found_from_its_parts() -> None:
    total = find_total([BOTH, FIRST, SECOND])
    assert total is not None
    assert total.exact
    assert [event.claim.id for event in total.events] == ["c0"]
    assert parts_of(total) == ["c1", "c2"]


def test_a_total_of_three_parts_is_found() -> None:
    third = told(3, "strike.air", killed(5), where=TIMBUKTU)
    head = told(0, "strike.air", killed(17), where=MALI)
    assert parts_of(find_total([head, FIRST, SECOND, third])) == ["c1", "c2", "c3"]


def test_a_part_of_a_part_is_counted_once() -> None:
    """'12 died in X. Elsewhere eight died in Gao, five of them in a raid, three in shelling. One died in Y.'"""
    head = told(0, "strike.air", killed(11), where=KIDAL)
    raid = told(2, "strike.air", killed(5))
    shelling = told(3, "strike.shelling", killed(3), where=KIDAL)
    assert find_total([head, told(1, "strike.air", killed(8), where=GAO), raid, shelling]) is None


def test_who_the_dead_of_one_place_were_is_no_set_of_parts() -> None:
    head = told(0, "strike.air", killed(82), where=GAO)
    civilians = told(1, "strike.air", killed(58), where=GAO)
    others = told(2, "attack", killed(24), how=replace(telling(2, contrast=True), specific=False))
    assert find_total([head, civilians, others]) is None
    assert parts_of(find_total([head, civilians, told(2, "attack", killed(24), how=telling(2, contrast=True))]))


def test_a_total_told_twice_is_one_total() -> None:
    again = told(5, "strike.air", killed(12))
    total = find_total([BOTH, FIRST, SECOND, again])
    assert total is not None
    assert [event.claim.id for event in total.events] == ["c0", "c5"]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([BOTH, FIRST], id="one part only"),
        pytest.param([BOTH, FIRST, told(2, "strike.air", killed(4), where=GAO)], id="the parts at one place"),
        pytest.param([BOTH, told(1, "strike.air", killed(8)), told(2, "strike.air", killed(4))], id="parts nowhere"),
        pytest.param([BOTH, FIRST, told(2, "abduction", killed(4), where=KIDAL)], id="a part of another kind"),
        pytest.param([BOTH, FIRST, told(2, "strike.air", killed(2), where=KIDAL)], id="a sum that is off"),
        pytest.param(
            [BOTH, FIRST, told(2, "strike.air", killed(4), where=KIDAL, stage=Stage.DENIED)], id="a denied part"
        ),
        pytest.param(
            [told(0, "attack", killed(8, Group.SECURITY), killed(4, Group.COMBATANT), where=GAO)], id="a split by side"
        ),
    ],
)
def test_no_total_is_made_of_what_is_no_set_of_parts(events: list[ToldEvent]) -> None:
    assert find_total(events) is None


def test_parts_of_another_day_than_the_total_are_not_its_parts() -> None:
    head = told(0, "strike.air", killed(12), where=MALI, when=on(MONDAY))
    friday = told(2, "strike.air", killed(4), where=KIDAL, when=on(FRIDAY))
    assert find_total([head, FIRST, friday]) is None


def test_parts_that_come_near_the_total_without_making_it_contest_it() -> None:
    head = told(0, "strike.air", killed(12), where=MALI, how=telling(0, plural=True))
    total = find_total([head, FIRST, told(2, "strike.air", killed(3), where=KIDAL)])
    assert total is not None
    assert not total.exact


def test_a_title_is_no_part() -> None:
    title = told(9, "strike.air", killed(4), where=KIDAL, how=telling(9, title=True))
    assert find_total([BOTH, FIRST, title]) is None


def test_an_announcement_without_a_toll_stands_for_the_events_it_announces() -> None:
    head = told(0, "strike.air", where=MALI, how=telling(0, plural=True))
    other = told(2, "strike.air", killed(4), where=KIDAL, how=telling(2, contrast=True))
    total = find_total([head, FIRST, other])
    assert total is not None
    assert [event.claim.id for event in total.events] == ["c0"]
    assert parts_of(total) == ["c1", "c2"]
    again = told(4, "strike.shelling", killed(1), where=GAO)
    assert parts_of(find_total([head, FIRST, other, again])) == ["c1", "c2"]


def test_the_leads_total_counts_the_dead_told_at_finer_places_inside_its_own() -> None:
    lead, inside = draft(BOTH), draft(told(3, "strike.air", killed(5), where=GAO))
    assert contained_in([lead, inside], lead) == (inside,)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(told(3, "strike.air", killed(20), where=GAO), id="more dead"),
        pytest.param(told(3, "strike.air", where=GAO), id="no toll"),
        pytest.param(told(3, "abduction", killed(5), where=GAO), id="another kind"),
        pytest.param(told(3, "strike.air", killed(5), where=MALI), id="no finer place"),
    ],
)
def test_what_the_leads_total_cannot_count_is_not_contained(other: ToldEvent) -> None:
    lead = draft(BOTH)
    assert contained_in([lead, draft(other)], lead) == ()
    assert contained_in([lead, draft(other)], None) == ()


def test_a_deed_in_one_village_is_no_total_of_others() -> None:
    head = told(0, "strike.air", killed(12), where=TIMBUKTU)
    assert find_total([head, FIRST, SECOND]) is None
    title = told(0, "strike.air", killed(12), where=TIMBUKTU, how=telling(0, title=True))
    assert parts_of(find_total([title, FIRST, SECOND])) == ["c1", "c2"]


def test_a_chance_sum_told_behind_other_dead_is_no_total() -> None:
    bare = told(4, "attack", killed(12))
    assert find_total([FIRST, SECOND, bare]) is None
    assert find_total([FIRST, SECOND, replace(bare, telling=telling(4, plural=True))]) is not None
