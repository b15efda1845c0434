"""One honest range from several reports' figures: what sets its ends, what counts for none, and by which rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_by import (
    GAO,
    KIDAL,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    at_least,
    body,
    dozens,
    on,
    says,
    somebody,
    telling,
    toll,
)

from onrecord.linking.figures import (
    ASIDE,
    ELSEWHERE,
    FAR_ABOVE,
    HEADLINE,
    IN_ANOTHER,
    OF_SEVERAL,
    ONE_SIDE,
    OTHER_DAY,
    PART,
    ROUND,
    RUNNING,
    SOME_PEOPLE,
)
from onrecord.linking.reconciling import Reconciled, Rule, reconcile
from onrecord.linking.tellings import Telling
from onrecord.linking.voices import find_voices
from onrecord.model import Claim, Effect, Group, Toll

MONITOR, POLICE, HOSPITAL = body("Peace Monitor"), body("Gao Police"), body("Gao Hospital")


def reconciled(*tellings: Telling, rule: Rule = Rule.ONRECORD) -> Reconciled:
    return reconcile(tellings, find_voices(tellings), rule)


def ends(*tellings: Telling, group: Group | None = None, rule: Rule = Rule.ONRECORD) -> tuple[int | None, ...]:
    """Low, best and high of the killed."""
    found = reconciled(*tellings, rule=rule).of(Effect.KILLED, group)
    assert found is not None
    return tuple(None if end is None else end.figure for end in (found.low, found.best, found.high))


def why_left(*tellings: Telling) -> dict[int, str]:
    """The figures left out, with the reason."""
    return {one.figure.most: one.why for one in reconciled(*tellings).left_out if one.figure.group is None}


# ---------------------------------------------------------------- ends


def test_rivals_make_a_range_and_the_figure_most_tell_is_best() -> None:
    tellings = (
        telling("a", says(toll(9), by=MONITOR)),
        telling("b", says(toll(7), by=POLICE)),
        telling("c", says(toll(9), by=HOSPITAL)),
    )
    assert ends(*tellings) == (7, 9, 9)


def test_a_rival_within_one_report_counts() -> None:
    assert ends(telling("a", says(toll(9), by=MONITOR), says(toll(7), by=POLICE)), telling("b", says(toll(9)))) == (
        7,
        9,
        9,
    )


def test_each_end_cites_its_claim() -> None:
    found = reconciled(telling("a", says(toll(9), by=MONITOR)), telling("b", says(toll(7), by=POLICE)))
    killed = found.of(Effect.KILLED)
    assert killed is not None
    assert killed.low is not None
    assert killed.high is not None
    assert (killed.low.cited.report_id, killed.low.cited.claim_id) == ("b", "c-i-b-0")
    assert (killed.high.cited.report_id, killed.high.cited.claim_id) == ("a", "c-i-a-0")


def test_a_toll_that_grows_has_its_newest_figure_as_best() -> None:
    days = (("a", MONDAY, 8), ("b", TUESDAY, 12), ("c", TUESDAY, 12), ("d", WEDNESDAY, 15))
    assert ends(*(telling(name, says(toll(best)), day=day) for name, day, best in days)) == (8, 15, 15)


def test_a_toll_that_falls_keeps_what_most_tell() -> None:
    days = (("a", MONDAY, 15), ("b", MONDAY, 15), ("c", TUESDAY, 12))
    assert ends(*(telling(name, says(toll(best)), day=day) for name, day, best in days)) == (12, 15, 15)


def test_at_least_is_open_above_until_somebody_tells_the_number() -> None:
    first = telling("a", says(at_least(5), by=MONITOR))
    open_, closed = (telling("b", says(one, by=POLICE)) for one in (at_least(7), toll(7)))
    for other, is_open in ((open_, True), (closed, False)):
        found = reconciled(first, other).of(Effect.KILLED)
        assert found is not None
        assert found.open_above is is_open
        assert ends(first, other)[::2] == (5, 7)


def test_a_word_sets_no_end_where_a_number_is_told() -> None:
    assert ends(telling("a", says(dozens())), telling("b", says(toll(9)))) == (9, 9, 9)


def test_words_alone_keep_their_range() -> None:
    assert ends(telling("a", says(dozens())), telling("b", says(dozens()))) == (12, None, 24)


def test_one_person_told_of_is_no_count_of_all() -> None:
    one = toll(1, rule="tolls.one_named")
    assert ends(telling("a", says(one)), telling("b", says(toll(9)))) == (9, 9, 9)


def test_nobody_tells_anything() -> None:
    assert reconciled(telling("a", says()), telling("b", says())).ranges == ()


def test_one_report_stands_as_it_told_it() -> None:
    own = (toll(9, low=7, high=12),)
    assert ends(telling("a", says(toll(9), by=MONITOR), says(toll(7), by=POLICE), tolls=own)) == (7, 9, 12)


# ---------------------------------------------------------------- a series for each voice


def test_a_voices_later_figure_replaces_its_earlier_one() -> None:
    found = reconciled(
        telling("a", says(toll(8), by=MONITOR), day=MONDAY),
        telling("b", says(toll(15), by=MONITOR), day=TUESDAY),
        telling("c", says(toll(12), by=POLICE), day=MONDAY),
    )
    (line,) = (one for one in found.series if one.voice == "body:peace monitor")
    assert [(one.day, one.best, one.cited.report_id) for one in line.figures] == [(MONDAY, 8, "a"), (TUESDAY, 15, "b")]
    assert [one.best for one in line.current] == [15]
    killed = found.of(Effect.KILLED)
    assert killed is not None
    assert killed.low is not None
    assert killed.low_now is not None
    assert (killed.low.figure, killed.low_now.figure) == (8, 12)


def test_what_two_reports_of_one_day_tell_is_not_replaced() -> None:
    found = reconciled(telling("a", says(toll(8), by=MONITOR)), telling("b", says(toll(15), by=MONITOR)))
    assert [one.best for one in found.series[0].current] == [8, 15]


def test_a_report_of_an_unknown_day_replaces_nothing() -> None:
    told = says(toll(8), by=MONITOR)
    found = reconciled(telling("a", told), telling("b", says(toll(15), by=MONITOR), day=None))
    assert [one.best for one in found.series[0].current] == [8, 15]


# ---------------------------------------------------------------- what counts for no end


def test_a_running_total_is_listed_apart() -> None:
    lead = says(toll(9), by=MONITOR)
    since = says(toll(300, cumulative=True), by=MONITOR)
    tellings = (telling("a", lead, since), telling("b", says(toll(9))))
    assert ends(*tellings) == (9, 9, 9)
    assert why_left(*tellings)[300] == RUNNING


def test_a_sum_over_several_incidents_is_listed_apart() -> None:
    tellings = (telling("a", says(toll(9)), says(toll(38), aggregate=True)), telling("b", says(toll(9))))
    assert ends(*tellings) == (9, 9, 9)
    assert why_left(*tellings)[38] == RUNNING


def test_what_is_told_for_a_month_is_no_days_toll() -> None:
    month = says(toll(350), by=MONITOR, when=on(MONDAY - timedelta(28), 28))
    tellings = (telling("a", says(toll(52), by=POLICE), month), telling("b", says(toll(50))))
    assert why_left(*tellings)[350] == RUNNING


def test_other_days_and_places_are_other_events() -> None:
    before = says(toll(30), by=MONITOR, when=on(MONDAY - timedelta(9)))
    away = says(toll(40), by=MONITOR, where=KIDAL)
    tellings = (telling("a", says(toll(9), by=POLICE), before, away, where=GAO), telling("b", says(toll(9))))
    assert ends(*tellings) == (9, 9, 9)
    assert why_left(*tellings) == {30: OTHER_DAY, 40: ELSEWHERE}


def test_a_figure_far_above_the_reports_own_is_of_something_else() -> None:
    passing = says(at_least(170), by=body("Islamic State"))
    tellings = (telling("a", says(at_least(1), by=MONITOR), passing), telling("b", says(toll(5))))
    assert ends(*tellings)[::2] == (1, 5)
    assert why_left(*tellings)[170] == FAR_ABOVE


def test_a_lead_far_above_all_others_is_kept() -> None:
    assert ends(telling("a", says(toll(2))), telling("b", says(toll(60)), day=TUESDAY)) == (2, 60, 60)


def test_what_two_other_reports_tell_together_does_not_raise_the_high() -> None:
    """'38 killed in strikes across the province', where the first report tells 33 here and 5 elsewhere."""
    elsewhere = telling("x", says(toll(5)), where=KIDAL).incident
    tellings = (telling("a", says(toll(33)), beside=(elsewhere,)), telling("b", says(toll(38)), day=TUESDAY))
    assert ends(*tellings) == (33, 33, 33)
    assert why_left(*tellings)[38] == OF_SEVERAL


def test_an_incident_inside_another_adds_nothing() -> None:
    whole = telling("a", says(toll(38)), incident_id="i-whole")
    inside = telling("a", says(toll(33)), incident_id="i-part", part_of="i-whole", primary=False)
    other = telling("b", says(toll(38)))
    assert ends(whole, inside, other) == (38, 38, 38)
    assert why_left(whole, inside, other)[33] == IN_ANOTHER


def test_a_total_over_two_towns_gives_way_to_its_part_where_one_town_alone_is_meant() -> None:
    whole = telling("a", says(toll(20)), incident_id="i-whole")
    here = telling("a", says(toll(13)), incident_id="i-here", part_of="i-whole", primary=False)
    there = telling("a", says(toll(7)), incident_id="i-there", part_of="i-whole", primary=False)
    whole = replace(whole, parts=(here.incident, there.incident))
    other = telling("b", says(toll(10)))
    assert ends(whole, here, other)[::2] == (10, 13)
    assert why_left(whole, here, other)[20] == OF_SEVERAL
    assert ends(whole, here, there, other)[::2] == (10, 20)


@pytest.mark.parametrize(("rough", "count"), [(50, 47), (50, 45), (300, 260), (80, 84), (25, 25)])
def test_a_round_number_is_no_end_beside_a_count_that_gives_it(rough: int, count: int) -> None:
    about = telling("a", says(toll(rough, rule="tolls.about")))
    counted = telling("b", says(toll(count)))
    assert ends(about, counted) == (count, count, count)
    assert why_left(about, counted)[rough] == ROUND


@pytest.mark.parametrize(("rough", "count"), [(50, 44), (50, 56), (300, 240), (25, 27)])
def test_a_round_number_is_an_end_beside_another(rough: int, count: int) -> None:
    about = telling("a", says(toll(rough, rule="tolls.about")))
    assert ends(about, telling("b", says(toll(count))))[::2] == (min(rough, count), max(rough, count))


def test_what_a_report_tells_in_passing_gives_way_to_its_main_account() -> None:
    main = telling("a", says(toll(126)), incident_id="i-main")
    passing = telling("a", says(toll(98)), incident_id="i-passing", primary=False)
    other = telling("b", says(toll(112)))
    low, _, high = ends(main, passing, other)
    assert (low, high) == (112, 126)
    assert why_left(main, passing, other)[98] == ASIDE
    assert ends(passing, other)[0] == 98


def test_a_report_led_by_two_places_tells_their_people_together() -> None:
    """Only what one report leads with is added up; never across reports."""
    here = telling("a", says(toll(14)), incident_id="i-1")
    there = telling("a", says(toll(12)), incident_id="i-2")
    assert ends(here, there, telling("b", says(toll(12)))) == (12, 12, 26)
    assert ends(here, there, telling("b", says(toll(26)))) == (26, 26, 26)


def test_the_lower_of_two_figures_by_one_teller_is_a_part() -> None:
    tellings = (telling("a", says(toll(18), by=MONITOR), says(toll(3), by=MONITOR)), telling("b", says(toll(18))))
    assert ends(*tellings) == (18, 18, 18)
    assert why_left(*tellings)[3] == PART


def test_the_unnamed_of_one_report_are_told_apart_by_their_words() -> None:
    told = (says(toll(18), by=somebody("activists")), says(toll(12), by=somebody("a doctor")))
    assert ends(telling("a", *told, tolls=(toll(18, low=12),)), telling("b", says(toll(18)))) == (12, 18, 18)


def test_a_headline_does_not_count_where_the_report_does() -> None:
    tellings = (
        telling("a", says(at_least(200), in_title=True), says(toll(213), by=MONITOR)),
        telling("b", says(toll(213))),
    )
    assert ends(*tellings) == (213, 213, 213)
    assert why_left(*tellings)[200] == HEADLINE


def test_a_headline_that_alone_tells_of_all_counts() -> None:
    named = toll(9, Group.CIVILIAN)
    tellings = (telling("a", says(toll(13), in_title=True), says(named)), telling("b", says(toll(13))))
    assert ends(*tellings) == (13, 13, 13)


def test_a_headline_by_another_voice_counts() -> None:
    tellings = (
        telling("a", says(toll(10), by=MONITOR, in_title=True), says(at_least(6), by=POLICE)),
        telling("b", says(toll(6))),
    )
    assert ends(*tellings)[::2] == (6, 10)


# ---------------------------------------------------------------- groups


def test_groups_have_ranges_of_their_own_and_are_not_added_to_the_whole() -> None:
    first = telling("a", says(toll(12), toll(3, Group.CHILDREN, of=Group.UNKNOWN), by=MONITOR))
    second = telling("b", says(toll(12), toll(5, Group.CHILDREN, of=Group.UNKNOWN), by=POLICE))
    assert ends(first, second) == (12, 12, 12)
    assert ends(first, second, group=Group.CHILDREN)[::2] == (3, 5)


def test_the_dead_of_one_side_are_no_total() -> None:
    """'Five soldiers were killed', where another report tells 25 killed, five of them soldiers."""
    tellings = (
        telling("a", says(toll(5, Group.SECURITY), by=POLICE)),
        telling("b", says(toll(25), toll(5, Group.SECURITY, of=Group.UNKNOWN), by=MONITOR)),
    )
    assert ends(*tellings) == (25, 25, 25)
    assert why_left(*tellings)[5] == ONE_SIDE


def test_children_alone_are_no_total() -> None:
    children = (toll(25, Group.CIVILIAN), toll(25, Group.CHILDREN, of=Group.CIVILIAN))
    tellings = (telling("a", says(*children, by=MONITOR)), telling("b", says(toll(82), by=POLICE)))
    assert ends(*tellings) == (82, 82, 82)
    assert why_left(*tellings)[25] == SOME_PEOPLE


def test_children_alone_count_where_nobody_tells_of_more() -> None:
    children = (toll(4, Group.CIVILIAN), toll(4, Group.CHILDREN, of=Group.CIVILIAN))
    tellings = (telling("a", says(*children)), telling("b", says(*children)))
    assert ends(*tellings) == (4, 4, 4)


def test_effects_are_kept_apart() -> None:
    hurt = toll(20, effect=Effect.INJURED)
    found = reconciled(telling("a", says(toll(3), hurt)), telling("b", says(toll(4))))
    assert {one.effect for one in found.ranges} == {Effect.KILLED, Effect.INJURED}


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule.ONRECORD, (8, 15, 15)),
        (Rule.UCDP, (10, 10, 15)),
        (Rule.ACLED, (10, 10, 10)),
        (Rule.AIRWARS, (10, None, 15)),
    ],
)
def test_a_codebook_chooses_the_rule(rule: Rule, expected: tuple[int | None, ...]) -> None:
    """The monitor's eight of Monday was replaced; the record keeps it in its range."""
    tellings = (
        telling("a", says(toll(8), by=MONITOR), day=MONDAY),
        telling("b", says(toll(10), by=MONITOR), day=TUESDAY),
        telling("c", says(toll(10), by=POLICE), day=TUESDAY),
        telling("d", says(toll(15), by=HOSPITAL), day=WEDNESDAY),
    )
    assert ends(*tellings, rule=rule) == expected


def test_airwars_gives_a_best_where_all_agree() -> None:
    assert ends(telling("a", says(toll(9))), telling("b", says(toll(9))), rule=Rule.AIRWARS) == (9, 9, 9)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_holds_for_one_report_too(rule: Rule) -> None:
    low, best, high = ends(telling("a", says(toll(9, low=7, high=12))), rule=rule)
    assert (low, best, high) == {
        Rule.ONRECORD: (7, 9, 12),
        Rule.UCDP: (7, 9, 12),
        Rule.ACLED: (7, 7, 7),
        Rule.AIRWARS: (7, None, 12),
    }[rule]


# ---------------------------------------------------------------- what always holds

GROUPS = st.sampled_from([Group.UNKNOWN, Group.CIVILIAN, Group.SECURITY, Group.CHILDREN])
TOLLS = st.one_of(
    st.builds(toll, st.integers(0, 400), GROUPS),
    st.builds(at_least, st.integers(1, 400), GROUPS),
    st.just(dozens()),
    st.builds(lambda best: toll(best, rule="tolls.one"), st.just(1)),
)
SPEAKERS = st.sampled_from([(), MONITOR, POLICE, HOSPITAL, somebody("activists")])
CLAIMS = st.builds(
    lambda tolls, by, title, whole: says(*tolls, by=by, in_title=title, aggregate=whole),
    st.lists(TOLLS, max_size=2),
    SPEAKERS,
    st.booleans(),
    st.sampled_from([False, False, False, True]),
)
DAYS = st.one_of(st.none(), st.sampled_from([MONDAY, TUESDAY, WEDNESDAY]))
EVENTS = st.lists(st.tuples(DAYS, st.lists(CLAIMS, min_size=1, max_size=3)), min_size=1, max_size=5)


def built(event: list[tuple[date | None, list[Claim]]]) -> list[Telling]:
    return [telling(f"r{n}", *claims, day=day, tolls=_lead(claims)) for n, (day, claims) in enumerate(event)]


def _lead(claims: list[Claim]) -> tuple[Toll, ...]:
    tolls = next((one.tolls for one in claims if one.tolls and not one.aggregate), ())
    return tolls[:1]


@settings(deadline=None)
@given(EVENTS, st.sampled_from(Rule))
def test_low_best_and_high_are_in_order(event: list[tuple[date | None, list[Claim]]], rule: Rule) -> None:
    for found in reconciled(*built(event), rule=rule).ranges:
        figures = [end.figure for end in (found.low, found.best, found.high) if end is not None]
        assert figures == sorted(figures)


@settings(deadline=None)
@given(EVENTS, st.integers(0, 2**16))
def test_the_order_of_the_tellings_changes_nothing(event: list[tuple[date | None, list[Claim]]], seed: int) -> None:
    tellings = built(event)
    shuffled = list(tellings)
    Random(seed).shuffle(shuffled)
    assert reconciled(*shuffled) == reconciled(*tellings)


@settings(deadline=None)
@given(EVENTS)
def test_no_figure_is_above_what_one_report_tells(event: list[tuple[date | None, list[Claim]]]) -> None:
    """Nothing is added up across reports: every end is a number of one claim, or the sum within one."""
    tellings = built(event)
    for found in reconciled(*tellings).ranges:
        most = max(
            sum(one.high or one.best or one.low or 0 for one in claim.tolls if one.effect is found.effect)
            for telling in tellings
            for claim in telling.claims
        )
        assert found.high is None or found.high.figure <= most


@settings(deadline=None)
@given(EVENTS)
def test_every_end_cites_a_claim_of_the_tellings(event: list[tuple[date | None, list[Claim]]]) -> None:
    tellings = built(event)
    known = {(one.report.id, claim.id) for one in tellings for claim in one.claims}
    for found in reconciled(*tellings).ranges:
        for end in (found.low, found.best, found.high):
            assert end is None or (end.cited.report_id, end.cited.claim_id) in known


@settings(deadline=None)
@given(EVENTS)
def test_a_second_copy_of_a_report_changes_no_range(event: list[tuple[date | None, list[Claim]]]) -> None:
    tellings = built(event)
    if len(tellings) < 2:
        return
    first = tellings[0]
    copy = replace(first, report=replace(first.report, id="zz", copy_of=first.report.id), story=first.report.id)
    copy = replace(copy, claims=tuple(replace(one, report_id="zz") for one in copy.claims))
    before, after = (
        [(one.effect, one.group, one.low and one.low.figure, one.high and one.high.figure) for one in found.ranges]
        for found in (reconciled(*tellings), reconciled(*tellings, copy))
    )
    assert before == after
