"""Which tellings are of one incident, and which open another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from made_up_tellings import (
    FRIDAY,
    GAO,
    KIDAL,
    MALI,
    MONDAY,
    TUESDAY,
    draft,
    ids,
    injured,
    killed,
    on,
    said_by,
    telling,
    told,
)

from onrecord.claims import ToldEvent
from onrecord.incidents.drafts import is_part_figure, total_of
from onrecord.incidents.joining import draft_incidents
from onrecord.incidents.tolls import is_contested, reconcile
from onrecord.model import BlockKind, Effect, Group, Stage

LEAD = told(0, "strike.air", killed(12), where=GAO, when=on(MONDAY))


def drafts_of(*events: ToldEvent, published: date | None = TUESDAY) -> list[list[str]]:
    return ids(draft_incidents(events, published))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(told(1, "strike.air", killed(12)), id="the same toll"),
        pytest.param(told(1, "strike.air", where=GAO), id="the same place"),
        pytest.param(told(1, "attack", how=telling(1, definite=True)), id="'the attack'"),
        pytest.param(told(1, "attack", injured(5)), id="the wounded told right behind"),
        pytest.param(told(1, "strike.air", killed(4)), id="some of the dead told apart"),
        pytest.param(told(9, "strike.air", killed(15), how=telling(9, update=True)), id="a grown toll"),
        pytest.param(told(1, "strike.air", killed(12), where=MALI), id="the country of the place"),
        pytest.param(told(1, "strike.shelling", killed(12), where=GAO), id="a related type"),
        pytest.param(told(1, "attack", killed(15), attribution=said_by("doctor")), id="somebody else's figure"),
        pytest.param(
            told(1, "attack", killed(1), how=replace(telling(1), died_later=True)), id="one of the dead, in hospital"
        ),
        pytest.param(
            told(2, "attack", killed(6), how=replace(telling(2), some_of_them=True)), id="some of those told before"
        ),
        pytest.param(told(9, "attack", killed(25), attribution=said_by("radio")), id="somebody's count far behind"),
    ],
)
def test_a_telling_with_a_sign_of_sameness_and_no_clash_joins(again: ToldEvent) -> None:
    assert drafts_of(LEAD, again) == [[LEAD.claim.id, again.claim.id]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(told(1, "strike.air", killed(7), where=KIDAL, when=on(MONDAY)), id="another place"),
        pytest.param(told(1, "strike.air", killed(12), where=GAO, when=on(FRIDAY)), id="another day"),
        pytest.param(told(1, "abduction", killed(3), where=GAO), id="another kind with another toll"),
        pytest.param(told(1, "strike.air", killed(30), where=GAO), id="more killed and nobody else who says so"),
        pytest.param(
            told(1, "strike.air", killed(3), where=MALI, how=telling(1, contrast=True)), id="'meanwhile' with a toll"
        ),
    ],
)
def test_a_clash_of_place_day_kind_or_toll_opens_another(other: ToldEvent) -> None:
    assert drafts_of(LEAD, other) == [[LEAD.claim.id], [other.claim.id]]


def test_rival_figures_of_two_speakers_are_of_one_incident() -> None:
    army = told(0, "strike.air", killed(12), where=GAO, attribution=said_by("army"))
    medics = told(1, "strike.air", killed(30), where=GAO, attribution=said_by("hospital"))
    assert drafts_of(army, medics) == [["c0", "c1"]]


def test_who_tells_of_one_dead_contests_no_toll() -> None:
    lead = told(0, "strike.air", killed(48), where=GAO, attribution=said_by("monitor"))
    one = told(1, "strike.air", killed(1, rule="tolls.one"), where=GAO, attribution=said_by("hospital"))
    (draft,) = draft_incidents((lead, one), None)
    assert [toll.low for toll in reconcile(draft)] == [48]


def test_what_goes_on_for_days_is_one_event() -> None:
    lead = told(0, "clash", where=GAO, when=on(MONDAY))
    later = told(2, "clash", killed(23), where=GAO, when=on(FRIDAY), how=replace(telling(2), goes_on=True))
    assert drafts_of(lead, later) == [["c0", "c2"]]


def test_who_counted_anew_answers_the_reports_own_figure() -> None:
    lead = told(0, "strike.air", killed(100), where=GAO)
    counted = told(1, "attack", killed(24), attribution=said_by("monitor"), how=replace(telling(1), recount=True))
    assert drafts_of(lead, counted) == [["c0", "c1"]]


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.THREATENED, Stage.HYPOTHETICAL, Stage.DENIED, Stage.RECURRING])
def test_what_did_not_happen_makes_no_incident(stage: Stage) -> None:
    assert drafts_of(told(0, "strike.air", killed(12), where=GAO, stage=stage)) == []


@pytest.mark.parametrize("stage", [Stage.ACCOMPLISHED, Stage.UNDER_WAY, Stage.ATTEMPTED])
def test_what_happened_or_was_tried_makes_one(stage: Stage) -> None:
    assert drafts_of(told(0, "strike.air", where=GAO, stage=stage)) == [["c0"]]


def test_a_running_total_makes_no_incident() -> None:
    assert drafts_of(told(0, "attack", killed(9_000, cumulative=True), aggregate=True)) == []


def test_a_bare_mention_of_violence_makes_no_incident() -> None:
    assert drafts_of(told(0, "attack", where=GAO)) == []
    assert drafts_of(told(0, "strike.air")) == []


def test_the_title_joins_the_body_whatever_its_place_in_the_text() -> None:
    title = told(9, "strike.air", killed(12), how=telling(9, title=True))
    assert drafts_of(title, LEAD) == [["c0", "c9"]]


def test_a_title_of_another_kind_with_another_toll_stands_apart() -> None:
    title = told(9, "abduction", killed(3), how=telling(9, title=True))
    assert drafts_of(LEAD, title) == [["c0"], ["c9"]]


def test_tellings_known_to_be_apart_stay_apart() -> None:
    again = told(1, "strike.air", killed(12), where=GAO)
    assert ids(draft_incidents([LEAD, again], TUESDAY, [LEAD, again])) == [["c0"], ["c1"]]


def test_older_days_than_news_are_of_something_else() -> None:
    undated = told(0, "strike.air", killed(12), where=GAO)
    last_month = told(1, "strike.air", killed(4), where=GAO, when=on(TUESDAY - timedelta(30)))
    assert drafts_of(undated, last_month) == [["c0"], ["c1"]]
    assert drafts_of(undated, last_month, published=None) == [["c0", "c1"]]


# ---------------------------------------------------------------- what a draft says


def test_the_finest_place_told_is_the_drafts() -> None:
    one = draft(told(0, where=MALI), told(1, where=GAO), told(2, where=MALI))
    assert one.where() == GAO


def test_the_first_time_is_the_drafts_unless_a_later_one_lies_inside_it() -> None:
    assert draft(told(0, when=on(MONDAY, 3)), told(1, when=on(TUESDAY))).when() == on(TUESDAY)
    assert draft(told(0, when=on(MONDAY)), told(1, when=on(FRIDAY))).when() == on(MONDAY)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("attack", "strike.air"), "strike.air"),
        (("bombing.ied", "bombing.vehicle"), "bombing.vehicle"),
        (("bombing.ied", "bombing.vehicle", "bombing.suicide"), "bombing.suicide"),
        (("clash", "clash.territory_gained"), "clash.territory_gained"),
        (("strike.air", "strike.shelling"), "strike.air"),
        (("attack", "attack"), "attack"),
    ],
)
def test_the_first_type_that_says_how_is_the_drafts_and_may_be_refined(kinds: tuple[str, ...], kind: str) -> None:
    assert draft(*(told(at, one) for at, one in enumerate(kinds))).type() == kind


def best_of(event: ToldEvent, effect: Effect = Effect.KILLED) -> int | None:
    total = total_of(event.claim, effect)
    return total.best if total is not None else None


def test_the_total_is_the_figure_for_everybody() -> None:
    event = told(0, "attack", killed(9), killed(3, Group.CHILDREN, of=Group.UNKNOWN), killed(4, Group.CIVILIAN))
    assert best_of(event) == 9


def test_groups_told_side_by_side_make_up_the_total() -> None:
    assert best_of(told(0, "attack", killed(14, Group.CIVILIAN), killed(2, Group.SECURITY))) == 16


def test_a_part_or_a_running_total_is_no_total() -> None:
    assert best_of(told(0, "attack", killed(3, Group.CHILDREN, of=Group.UNKNOWN))) is None
    assert best_of(told(0, "attack", killed(9_000, cumulative=True))) is None


def test_a_toll_of_another_effect_is_no_total() -> None:
    assert best_of(told(0, "attack", killed(9)), Effect.INJURED) is None


def test_fewer_dead_in_the_same_voice_are_some_of_them() -> None:
    assert is_part_figure(told(1, "attack", killed(4)), draft(told(0, "attack", killed(9))))
    assert not is_part_figure(told(1, "attack", killed(11)), draft(told(0, "attack", killed(9))))


def test_fewer_dead_by_another_speaker_are_a_rival_figure() -> None:
    nine = told(0, "attack", killed(9), attribution=said_by("army"))
    four = told(1, "attack", killed(4), attribution=said_by("hospital"))
    assert not is_part_figure(four, draft(nine))


def test_troops_that_enter_and_shell_have_not_only_moved() -> None:
    entered = told(0, "movement", where=GAO, when=on(MONDAY))
    assert draft(entered, told(1, "strike.shelling", killed(3))).type() == "strike.shelling"
    assert draft(entered, told(1, "agreement")).type() == "movement"


def test_what_they_did_goes_on_with_the_sentence_before() -> None:
    stormed = told(0, "clash", where=GAO, when=on(MONDAY))
    burned = told(1, "attack.arson", killed(14), how=telling(1, by_them=True))
    later = told(3, "attack.arson", killed(14), how=telling(3, by_them=True))
    assert drafts_of(stormed, burned) == [[stormed.claim.id, burned.claim.id]]
    assert drafts_of(stormed, later) == [[stormed.claim.id], [later.claim.id]]


def test_soldiers_and_rebels_told_apart_are_of_one_fight() -> None:
    soldiers = told(0, "clash", killed(13, group=Group.SECURITY), where=GAO, when=on(MONDAY))
    rebels = told(1, "attack", killed(4, group=Group.COMBATANT))
    assert drafts_of(soldiers, rebels) == [[soldiers.claim.id, rebels.claim.id]]


def test_a_title_that_counts_nobody_joins_the_lead_that_does() -> None:
    lead = told(0, "bombing.grenade", killed(12), where=GAO, when=on(MONDAY))
    title = told(9, "clash", how=replace(telling(9), block=BlockKind.TITLE))
    assert drafts_of(lead, title) == [[lead.claim.id, title.claim.id]]
    silent = told(0, "bombing.grenade", where=GAO, when=on(MONDAY))
    assert drafts_of(silent, title) == [[silent.claim.id], [title.claim.id]]


def test_an_older_day_that_the_words_point_back_to_is_the_events() -> None:
    lead = told(0, "clash", killed(8), where=GAO)
    pointed_at = told(1, "clash", when=on(TUESDAY - timedelta(days=6)), how=telling(1, definite=True))
    other = told(1, "clash", when=on(TUESDAY - timedelta(days=6)))
    assert drafts_of(lead, pointed_at) == [[lead.claim.id, pointed_at.claim.id]]
    assert drafts_of(lead, other) == [[lead.claim.id], [other.claim.id]]


def test_what_tells_how_it_was_done_joins_what_was_told_without() -> None:
    lead = told(0, "attack", killed(12), where=GAO, when=on(MONDAY))
    how = told(2, "attack.shooting")
    (found,) = draft_incidents([lead, how], TUESDAY)
    assert found.type() == "attack.shooting"
    assert drafts_of(LEAD, how) == [["c0"]]
    assert drafts_of(lead, told(2, "looting")) == [["c0"]]


def test_what_was_done_to_things_or_to_those_who_live_does_not_say_how_people_were_killed() -> None:
    lead = told(0, "attack", killed(12), where=GAO, when=on(MONDAY))
    (found,) = draft_incidents([lead, told(1, "attack.arson", where=GAO), told(2, "abduction", where=GAO)], TUESDAY)
    assert found.type() == "attack"
    (taken,) = draft_incidents([told(0, "abduction", where=GAO), told(1, "attack", killed(1), where=GAO)], TUESDAY)
    assert taken.type() == "abduction"


def test_what_is_told_as_history_says_nothing_of_how() -> None:
    lead = told(0, "attack", killed(12), where=GAO, when=on(MONDAY))
    history = told(1, "attack.chemical", where=GAO, how=replace(telling(1), looks_back=True))
    (found,) = draft_incidents([lead, history], TUESDAY)
    assert found.type() == "attack"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(told(9, "attack", killed(90), attribution=said_by("radio")), id="a figure of another size"),
        pytest.param(told(9, "attack", killed(25), where=KIDAL, attribution=said_by("radio")), id="another place"),
        pytest.param(told(9, "attack", killed(25)), id="nobody's figure"),
    ],
)
def test_a_figure_far_behind_that_may_be_of_others_stands_alone(other: ToldEvent) -> None:
    assert drafts_of(LEAD, other) == [["c0"], ["c9"]]


def test_the_day_told_right_behind_the_lead_is_the_leads() -> None:
    lead, day = told(0, "attack", killed(12), where=GAO), told(1, "clash", when=on(MONDAY))
    assert drafts_of(lead, day) == [["c0", "c1"]]
    assert drafts_of(lead, replace(day, telling=telling(1, contrast=True))) == [["c0"], ["c1"]]


def test_some_of_the_dead_told_by_another_are_no_rival_figure() -> None:
    lead = told(0, "attack", killed(13), where=GAO, attribution=said_by("officials"))
    some = told(1, "attack", killed(9), attribution=said_by("ministry"), how=replace(telling(1), some_of_them=True))
    (draft,) = draft_incidents([lead, some], TUESDAY)
    assert [toll.best for toll in reconcile(draft)] == [13]
    assert not is_contested(draft)


@pytest.mark.parametrize(("count", "drafts"), [(10, 1), (20, 2)])
def test_a_titles_older_count_is_the_leads_and_a_larger_one_is_not(count: int, drafts: int) -> None:
    lead = told(1, "bombing.ied", killed(13), where=GAO)
    title = told(0, "attack", killed(count), how=replace(telling(0), block=BlockKind.TITLE))
    assert len(draft_incidents([title, lead], TUESDAY)) == drafts


def test_figures_that_add_up_to_the_whole_are_its_parts_and_no_rivals() -> None:
    lead = told(0, "strike.drone", killed(7), where=GAO)
    at_once = told(1, "attack", killed(5), attribution=said_by("medic"))
    later = told(2, "attack", killed(2), attribution=said_by("medic"), how=telling(2, contrast=True))
    (draft,) = draft_incidents([lead, at_once, later], TUESDAY)
    assert [(toll.low, toll.best, toll.high) for toll in reconcile(draft)] == [(7, 7, 7)]


def test_a_title_does_not_join_history_told_far_down() -> None:
    history = told(9, "clash.territory_gained", when=on(MONDAY - timedelta(900)), where=GAO)
    title = told(0, "clash.territory_gained", how=replace(telling(0), block=BlockKind.TITLE))
    assert len(draft_incidents([title, history], TUESDAY)) == 2


def test_an_update_stands_whatever_a_rival_says_later() -> None:
    lead = told(0, "strike.shelling", killed(9), where=GAO, attribution=said_by("mayor"))
    update = told(1, "attack", killed(11), attribution=said_by("mayor"), how=replace(telling(1), update=True))
    rival = told(2, "attack", killed(14), attribution=said_by("rebels"))
    (draft,) = draft_incidents([lead, update, rival], TUESDAY)
    assert [(toll.best, toll.high) for toll in reconcile(draft)] == [(11, 14)]
