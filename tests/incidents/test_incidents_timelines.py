"""Timelines: statements of many reports joined into spells, gaps and contradictions, place by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_tellings import KIDAL, at, killed

from onrecord.actors.registry import load_registry
from onrecord.incidents.spots import group_places, is_area, spot_label
from onrecord.incidents.statements import Days, Statement, Tells, statements_of
from onrecord.incidents.timelines import Gap, Known, Line, Spell, Timeline, timelines
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Claim,
    ClaimKind,
    Coding,
    DatePrecision,
    Effect,
    How,
    Participant,
    Place,
    PlacePrecision,
    Published,
    Relation,
    Report,
    Role,
    Situation,
    Span,
    Speaker,
    Stage,
    Toll,
    When,
)

TOWN = replace(at("Gao", 16.27, -0.04, country="ML"), geonameid=1, uncertainty_km=5.0)
NORTH = Actor("north", "Northern Front", ActorKind.ARMED_GROUP)
WING = Actor("wing", "Front's Wing", ActorKind.ARMED_GROUP, parent="north")
ARMY = Actor("army", "Army", ActorKind.STATE_FORCE)
JANUARY = Days(date(2020, 1, 1), date(2020, 1, 31))


def kin(one: Actor, other: Actor) -> bool:
    return one.parent == other.id or other.parent == one.id


def day(month: int, number: int = 1, year: int = 2020) -> date:
    return date(year, month, number)


def on(month: int, number: int = 1) -> Days:
    return Days(day(month, number), day(month, number))


def said(
    holder: Actor | None,
    published: date | None,
    tells: Tells = Tells.HOLDS,
    told: Days | None = None,
    *,
    report: str | None = None,
    place: Place = TOWN,
    by: str | None = None,
    kind: str = "control",
) -> Statement:
    """One report's statement; the report is called after its day and holder unless named."""
    name = report or f"{published}-{holder.id if holder else ''}-{tells}"
    speakers = (Speaker(Span(0, 1), organisation=by),) if by else ()
    return Statement(
        type=kind,
        tells=tells,
        place=place,
        report_id=name,
        claims=(f"c-{name}",),
        span=Span(0, 9),
        words="they said",
        attribution=Attribution("said" if by else None, speakers),
        holder=holder,
        told=told,
        published=published,
        story=name,
    )


def line(*statements: Statement) -> Line:
    (timeline,) = timelines(statements, kin)
    (found,) = timeline.lines
    return found


def held(found: Line) -> list[tuple[str, date, date]]:
    return [(" ".join(holder.id for holder in spell.holders), spell.first, spell.last) for spell in found.spells]


# ---------------------------------------------------------------- spells and their ends


def test_a_spell_runs_from_since_when_to_the_last_report_that_states_it() -> None:
    (spell,) = line(said(NORTH, day(2), told=JANUARY), said(NORTH, day(2, 20))).spells
    assert (spell.start.how, spell.start.days) == (Known.SINCE, JANUARY)
    assert (spell.end.how, spell.end.days.last) == (Known.LAST, day(2, 20))
    assert [one.published for one in spell.end.statements] == [day(2, 20)]


def test_without_since_when_the_start_is_by_the_day_of_the_first_report() -> None:
    (spell,) = line(said(NORTH, day(3)), said(NORTH, day(3, 9))).spells
    assert (spell.start.how, spell.start.days) == (Known.BY, Days(None, day(3)))
    assert [one.published for one in spell.start.statements] == [day(3)]


def test_a_capture_by_another_ends_a_spell_and_is_cited() -> None:
    first, second = line(said(NORTH, day(2), told=JANUARY), said(ARMY, day(2, 12), Tells.BEGAN, on(2, 10))).spells
    assert (first.end.how, first.end.days) == (Known.TAKEN, on(2, 10))
    assert [one.holder for one in first.end.statements] == [ARMY]
    assert (second.start.how, second.start.days) == (Known.BEGAN, on(2, 10))


def test_a_capture_from_a_third_side_ends_nothing() -> None:
    third = Actor("third", "Third", ActorKind.MILITIA)
    found = line(said(NORTH, day(2)), said(third, day(2, 20)), said(ARMY, day(3, 2), Tells.BEGAN, on(3, 1)))
    assert [spell.end.how for spell in found.spells] == [Known.LAST, Known.TAKEN, Known.LAST]


def test_an_end_that_is_told_ends_a_spell() -> None:
    (spell,) = line(said(NORTH, day(2)), said(NORTH, day(3), Tells.ENDED, on(2, 25))).spells
    assert (spell.end.how, spell.end.days) == (Known.ENDED, on(2, 25))


def test_an_end_of_what_nobody_tells_of_is_kept() -> None:
    found = line(said(NORTH, day(3), Tells.ENDED, on(2, 25)))
    assert found.spells == ()
    assert [one.told for one in found.ended] == [on(2, 25)]


def test_starts_that_agree_narrow_each_other() -> None:
    year = Days(day(1), day(12, 31))
    (spell,) = line(said(NORTH, day(1, 1, 2021), told=year), said(NORTH, day(1, 2, 2021), told=JANUARY)).spells
    assert (spell.start.days, spell.start.is_disputed) == (JANUARY, False)


def test_a_statement_without_a_start_bounds_the_start() -> None:
    year = Days(day(1), day(12, 31))
    (spell,) = line(said(NORTH, day(1, 1, 2021), told=year), said(NORTH, day(6, 1))).spells
    assert spell.start.days == Days(day(1), day(6, 1))


def test_starts_that_do_not_agree_are_disputed() -> None:
    (spell,) = line(said(NORTH, day(6), told=JANUARY), said(NORTH, day(6, 2), told=on(4, 1))).spells
    assert (spell.start.days, spell.start.is_disputed) == (Days(day(1), day(4, 1)), True)
    assert len(spell.start.statements) == 2


def test_parent_and_child_are_one_side() -> None:
    assert held(line(said(NORTH, day(2)), said(WING, day(2, 9)))) == [("wing north", day(2), day(2, 9))]


def test_a_capture_told_long_after_says_nothing_of_the_day_of_the_report() -> None:
    late = said(ARMY, day(6, 1, 2022), Tells.BEGAN, on(2, 10))
    assert held(line(late)) == [("army", day(2, 10), day(2, 10))]
    assert held(line(replace(late, published=day(2, 12)))) == [("army", day(2, 10), day(2, 12))]


@pytest.mark.parametrize(
    ("tells", "told", "sure"),
    [
        (Tells.HOLDS, None, (day(3), day(3))),
        (Tells.HOLDS, JANUARY, (day(1, 31), day(3))),
        (Tells.HELD, JANUARY, (day(1, 31), day(1, 31))),
        (Tells.HELD, None, None),
        (Tells.BEGAN, JANUARY, (day(1, 31), day(1, 31))),
        (Tells.BEGAN, None, (day(3), day(3))),
    ],
)
def test_what_is_sure_is_what_is_said(tells: Tells, told: Days | None, sure: tuple[date, date] | None) -> None:
    assert said(NORTH, day(3), tells, told).sure == sure


def test_statements_without_any_day_are_kept_apart() -> None:
    found = line(said(NORTH, None), said(NORTH, day(2)))
    assert len(found.undated) == 1
    assert len(found.spells) == 1


def test_no_statement_tells_of_a_day_after_its_report() -> None:
    with pytest.raises(ValueError, match="which is after it"):
        said(NORTH, day(1), told=on(2, 1))


def test_a_denial_holds_nothing() -> None:
    found = line(said(NORTH, day(2), Tells.DENIED))
    assert (found.spells, len(found.denied)) == ((), 1)


# ---------------------------------------------------------------- gaps


def test_silence_of_a_season_is_a_gap() -> None:
    found = line(said(NORTH, day(2)), said(NORTH, day(6)))
    assert found.gaps == (Gap(day(2, 2), day(5, 31)),)
    assert len(found.spells) == 2


def test_a_months_silence_is_none_unless_another_side_holds_it_meanwhile() -> None:
    own = (said(NORTH, day(2)), said(NORTH, day(2, 20)))
    assert len(line(*own).spells) == 1
    assert [who for who, _, _ in held(line(*own, said(ARMY, day(2, 10))))] == ["north", "army", "north"]


def test_a_silence_before_a_change_of_hands_is_a_gap() -> None:
    assert line(said(NORTH, day(2)), said(ARMY, day(2, 20))).gaps == (Gap(day(2, 2), day(2, 19)),)
    assert line(said(NORTH, day(2)), said(ARMY, day(2, 20), Tells.BEGAN, on(2, 20))).gaps == ()


# ---------------------------------------------------------------- contradictions


def test_two_holders_at_once_stand_side_by_side() -> None:
    taken = said(ARMY, day(3, 12), Tells.BEGAN, on(3, 10), by="army")
    found = line(taken, said(NORTH, day(4), told=JANUARY, by="a councillor"))
    assert held(found) == [("north", day(1, 31), day(4)), ("army", day(3, 10), day(3, 12))]
    (contradiction,) = found.contradictions
    assert contradiction.spells == (0, 1)
    assert (contradiction.first, contradiction.last) == (day(3, 10), day(3, 12))
    assert [[one.holder for one in side] for side in contradiction.statements] == [[NORTH], [ARMY]]
    assert not contradiction.same_voice
    assert not contradiction.may_share


def test_one_speaker_who_contradicts_himself_is_told_as_such() -> None:
    (contradiction,) = line(said(NORTH, day(4), by="the mayor"), said(ARMY, day(4), by="The Mayor")).contradictions
    assert contradiction.same_voice


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(NORTH, day(3, 10)), said(ARMY, day(3, 12), Tells.BEGAN, on(3, 10))),
        (said(NORTH, day(3, 9)), said(ARMY, day(3, 12))),
        (said(NORTH, day(3, 12)), said(WING, day(3, 12))),
        (said(NORTH, day(3, 12), report="r"), said(ARMY, day(3, 12), report="r")),
        (
            said(NORTH, day(5), Tells.BEGAN, Days(day(3), day(3, 31))),
            said(ARMY, day(5, 2), Tells.BEGAN, Days(day(3), day(3, 31))),
        ),
    ],
    ids=["held until taken", "one after the other", "one side", "one sentence", "twice in a month"],
)
def test_what_does_not_contradict(one: Statement, other: Statement) -> None:
    assert line(one, other).contradictions == ()


@pytest.mark.parametrize(
    "partly",
    [
        {"is_partly": True},
        {"place": replace(TOWN, precision=PlacePrecision.ADMIN1)},
    ],
)
def test_of_a_part_or_an_area_each_may_hold_some(partly: dict[str, Any]) -> None:
    one, other = (replace(said(holder, day(3)), **partly) for holder in (NORTH, ARMY))
    (contradiction,) = line(one, other).contradictions
    assert contradiction.may_share


# ---------------------------------------------------------------- siege and displacement


def test_displacement_is_a_line_of_its_own_and_its_tolls_are_not_added() -> None:
    tolls = (killed(2000, effect=Effect.DISPLACED), killed(3000, effect=Effect.DISPLACED))
    fled = [
        replace(said(None, day(3, number), Tells.BEGAN, kind="displacement"), tolls=(toll,))
        for number, toll in enumerate(tolls, 1)
    ]
    (timeline,) = timelines([*fled, said(NORTH, day(3)), said(None, day(3), kind="siege")], kin)
    assert [one.type for one in timeline.lines] == ["control", "siege", "displacement"]
    (spell,) = timeline.lines[2].spells
    assert [one.tolls for one in spell.statements] == [(tolls[0],), (tolls[1],)]


# ---------------------------------------------------------------- on a day


@pytest.mark.parametrize(
    ("wanted", "stated"),
    [
        (date(2019, 12, 31), False),
        (day(1, 15), None),
        (day(1, 31), True),
        (day(2), True),
        (day(2, 5), None),
        (day(2, 10), False),
    ],
)
def test_what_is_stated_of_a_day(wanted: date, stated: bool | None) -> None:
    first, _ = line(
        said(NORTH, day(2), told=JANUARY), said(ARMY, day(2, 12), Tells.BEGAN, Days(day(2, 4), day(2, 10)))
    ).spells
    assert first.on(wanted) is stated


# ---------------------------------------------------------------- which places are one


def near(name: str, way: str, of: str) -> Place:
    return replace(at(name, 16.3, 0.0, country="ML", precision=PlacePrecision.NEAR), relation=Relation(way, of))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TOWN, replace(TOWN, name="Gawgaw"), True),
        (TOWN, replace(TOWN, name="al-Gao", geonameid=None), True),
        (TOWN, replace(TOWN, geonameid=None, lat=None, lon=None), True),
        (TOWN, replace(TOWN, geonameid=2, lat=11.0), False),
        (TOWN, replace(TOWN, geonameid=None, country="NE"), False),
        (TOWN, replace(TOWN, name="Sosso", geonameid=3), False),
        (TOWN, replace(TOWN, precision=PlacePrecision.ADMIN1, geonameid=4), False),
        (TOWN, replace(TOWN, name="eastern Gao"), False),
        (TOWN, near("Gao", "near", "Gao"), False),
        (TOWN, KIDAL, False),
    ],
    ids=["id", "name", "no point", "far namesake", "country", "suburb", "province", "part", "near", "another"],
)
def test_which_places_are_one(one: Place, other: Place, same: bool) -> None:
    assert (len(group_places([one, other])) == 1) is same
    assert group_places([one, other]) == group_places([other, one])


def test_a_place_without_a_point_joins_neither_of_two_namesakes() -> None:
    places = [TOWN, replace(TOWN, geonameid=2, lat=11.0), replace(TOWN, geonameid=None, lat=None, lon=None)]
    assert len(group_places(places)) == 3


def test_a_part_is_called_by_its_way() -> None:
    assert spot_label(near("Gao", "near", "Gao")) == "near Gao"
    assert spot_label(near("Gao", "outskirts", "Gao")) == "outskirts of Gao"
    assert spot_label(near("Wadi", "north", "Gao")) == "Wadi"
    assert is_area(near("Gao", "near", "Gao"))
    assert not is_area(TOWN)


# ---------------------------------------------------------------- from codings


def coding(
    text: str,
    verb: str,
    *,
    report: str = "r1",
    copy_of: str | None = None,
    since: str | None = None,
    rule: str = "dates.month",
    days: tuple[date, date] = (day(1), day(3)),
    kind: str = "control",
    holder: Actor = NORTH,
    stage: Stage = Stage.UNDER_WAY,
    verb_of_speech: str | None = None,
) -> Coding:
    """A report of one sentence with one claim at Gao: a situation, or an event where the kind says so."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    is_event = kind in ("clash.territory_gained", "transfer", "displacement")
    when = None
    if since is not None:
        when = When(*days, DatePrecision.MONTH, Basis(How.STATED, rule), span(since))
    claim = Claim(
        id=f"c-{report}",
        report_id=report,
        kind=ClaimKind.EVENT if is_event else ClaimKind.SITUATION,
        type=kind,
        stage=stage,
        spans=(span(verb), Span(0, len(text))),
        attribution=Attribution(verb_of_speech),
        when=when,
        where=replace(TOWN, span=span("Gao")),
        participants=(
            Participant(Role.PERPETRATOR if is_event else Role.SIDE, holder, span("Rebel"), Basis(How.STATED, "x")),
        ),
    )
    found = Report(report, text, (), Published(day(3), "given"), copy_of=copy_of)
    situations = () if is_event else (Situation(f"s-{report}", kind, (claim.id,), holder, (TOWN,)),)
    return Coding(found, (claim,), (), situations)


def only(made: Coding) -> Statement:
    (statement,) = statements_of([made])
    return statement


@pytest.mark.parametrize(
    ("text", "verb", "tells"),
    [
        ("Rebels hold Gao.", "hold", Tells.HOLDS),
        ("Rebels seized Gao.", "seized", Tells.BEGAN),
        ("Rebels managed to seize Gao.", "seize", Tells.BEGAN),
        ("Rebels no longer hold Gao.", "hold", Tells.ENDED),
        ("Rebels held Gao until May.", "held", Tells.ENDED),
        ("Rebels do not control Gao.", "control", Tells.DENIED),
        ("Rebels had held Gao.", "held", Tells.HELD),
    ],
)
def test_the_words_around_say_what_is_told(text: str, verb: str, tells: Tells) -> None:
    statement = only(coding(text, verb))
    assert statement.tells is tells
    assert statement.words == text


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Rebels shelled army-held Gao.", "held"),
        ("Rebels shelled Gao, held by the army.", "held"),
        ("Rebels vowed to retake Gao.", "retake"),
    ],
)
def test_who_only_stands_near_the_words_holds_nothing(text: str, verb: str) -> None:
    assert statements_of([coding(text, verb)]) == ()


@pytest.mark.parametrize(
    ("text", "is_partly"),
    [("Rebels hold Gao.", False), ("Rebels hold parts of Gao.", True), ("Rebels hold a town near Gao.", True)],
)
def test_a_part_is_no_whole(text: str, is_partly: bool) -> None:
    assert only(coding(text, "hold")).is_partly is is_partly


@pytest.mark.parametrize(
    ("since", "rule", "last"),
    [
        ("since January", "dates.month", day(1, 31)),
        ("since January", "dates.day_month", day(1)),
        ("since January", "dates.year", day(3)),
        ("since January", "dates.season", day(3)),
        ("in January", "dates.month", day(3)),
    ],
)
def test_since_january_began_in_january(since: str, rule: str, last: date) -> None:
    made = coding(f"Rebels hold Gao {since}.", "hold", since=since, rule=rule)
    assert only(made).told == Days(day(1), last)


def test_a_time_after_the_report_is_none() -> None:
    made = coding("Rebels hold Gao in May.", "hold", since="in May", days=(day(5), day(5, 31)))
    assert only(made).told is None


@pytest.mark.parametrize(
    ("kind", "verb", "stage", "tells"),
    [
        ("clash.territory_gained", "took", Stage.ACCOMPLISHED, [Tells.BEGAN]),
        ("clash.territory_gained", "took", Stage.DENIED, [Tells.DENIED]),
        ("clash.territory_gained", "took", Stage.PLANNED, []),
        ("transfer", "withdrew", Stage.ACCOMPLISHED, [Tells.ENDED]),
        ("transfer", "entered", Stage.ACCOMPLISHED, [Tells.BEGAN]),
        ("transfer", "met", Stage.ACCOMPLISHED, []),
    ],
)
def test_events_change_who_holds_a_place(kind: str, verb: str, stage: Stage, tells: list[Tells]) -> None:
    made = coding(f"Rebels {verb} Gao.", verb, kind=kind, stage=stage)
    assert [one.tells for one in statements_of([made])] == tells


def test_civilians_hold_no_town() -> None:
    people = Actor("people", "Civilians", ActorKind.CIVILIANS)
    assert statements_of([coding("Rebel hold Gao.", "hold", holder=people)]) == ()


def test_copies_of_one_story_are_one_voice() -> None:
    text = "Rebels hold Gao."
    copies = [coding(text, "hold", report=name, copy_of="r1") for name in ("r3", "r2")]
    statement = statements_of([copies[0], coding(text, "hold"), copies[1]])[0]
    assert (statement.report_id, statement.copies) == ("r1", ("r2", "r3"))
    assert len(statements_of([coding(text, "hold"), coding(text, "hold", report="r4")])) == 2


def test_the_registry_knows_who_is_of_one_side() -> None:
    registry = load_registry()

    def kin_ids(one: str, other: str) -> bool:
        first, second = registry.get(one), registry.get(other)
        assert first is not None
        assert second is not None
        return registry.are_kin(first, second)

    assert kin_ids("military-iq", "police-iq")
    assert kin_ids("islamic-state", "islamic-state-libya")
    assert kin_ids("islamic-state-libya", "islamic-state")
    assert not kin_ids("al-nusra-front", "aqap")
    assert not kin_ids("military-iq", "military-sy")
    assert not kin_ids("islamic-state", "military-iq")


# ---------------------------------------------------------------- what always holds

days = st.dates(day(1), day(12, 31))


def said_in_time(holder: Actor, published: date | None, tells: Tells, told: Days | None, **more: Any) -> Statement:
    """A statement whose time, where it is told, is none after the report."""
    if told is not None and published is not None:
        first = published if told.first is None else min(told.first, published)
        told = Days(first, min(told.last, published))
    return said(holder, published, tells, told, **more)


statements = st.builds(
    said_in_time,
    st.sampled_from([NORTH, WING, ARMY]),
    st.none() | days,
    st.sampled_from(list(Tells)),
    st.none() | st.builds(lambda first, more: Days(first, first + timedelta(more)), days, st.integers(0, 60)),
    report=st.sampled_from([f"r{number}" for number in range(9)]),
    place=st.sampled_from([TOWN, replace(TOWN, name="Gawgaw"), KIDAL]),
    by=st.none() | st.sampled_from(["army", "mayor"]),
)


def spells_of(found: tuple[Timeline, ...]) -> list[Spell]:
    return [spell for timeline in found for each in timeline.lines for spell in each.spells]


@given(st.lists(statements, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_statements_does_not_matter(told: list[Statement], chance: Random) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert timelines(told, kin) == timelines(shuffled, kin)


@given(st.lists(statements, max_size=12))
def test_every_spell_and_each_of_its_ends_cites_a_statement(told: list[Statement]) -> None:
    for spell in spells_of(timelines(told, kin)):
        assert spell.statements
        assert spell.start.statements
        assert spell.end.statements
        assert set(spell.statements) <= set(told)


@given(st.lists(statements, max_size=12))
def test_ends_are_in_order_and_nothing_is_lost(told: list[Statement]) -> None:
    found = timelines(told, kin)
    for spell in spells_of(found):
        assert spell.first <= spell.last <= spell.end.days.last
        assert spell.start.days.first is None or spell.start.days.first <= spell.start.days.last
    lines = [each for timeline in found for each in timeline.lines]
    kept = {one for each in lines for one in (*each.ended, *each.denied, *each.undated)}
    kept |= {one for spell in spells_of(found) for one in (*spell.statements, *spell.end.statements)}
    assert kept == set(told)


def test_a_toll_is_only_of_those_who_had_to_move() -> None:
    toll = Toll(Effect.KILLED, killed(1).group, 1, 1, 1, Span(0, 1), Basis(How.STATED, "x"))
    made = coding("Rebels hold Gao.", "hold")
    claim = replace(made.claims[0], tolls=(toll, killed(20, effect=Effect.DISPLACED)))
    assert [one.best for one in only(replace(made, claims=(claim,))).tolls] == [20]
