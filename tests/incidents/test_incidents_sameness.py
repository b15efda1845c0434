"""Whether types, days and places of two tellings agree, clash, or leave it open."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from made_up_tellings import FRIDAY, GAO, KIDAL, MALI, MONDAY, TUESDAY, at, on

from onrecord.claims import GENERIC
from onrecord.incidents.sameness import Match, days_match, is_finer, places_match, types_match
from onrecord.model import How, Place, PlacePrecision, When

AGREE, OPEN, CLASH = Match.AGREE, Match.OPEN, Match.CLASH


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("strike.air", "strike.air", AGREE),
        ("attack", "bombing.suicide", OPEN),
        ("strike.air", "strike.shelling", OPEN),
        ("bombing.vehicle", "bombing.suicide", OPEN),
        ("attack.shooting", "execution", OPEN),
        ("strike.air", "attack.shooting", CLASH),
        ("protest", "strike.drone", CLASH),
        ("abduction", "bombing.ied", CLASH),
    ],
)
def test_types_clash_where_no_report_takes_one_for_the_other(one: str, other: str, match: Match) -> None:
    assert types_match(one, other) is match
    assert types_match(other, one) is match


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (on(MONDAY), on(MONDAY), AGREE),
        (on(MONDAY, 2), on(TUESDAY), AGREE),
        (on(MONDAY), on(TUESDAY), CLASH),
        (on(MONDAY), on(FRIDAY), CLASH),
        (on(MONDAY), None, OPEN),
        (on(MONDAY, how=How.DEFAULTED), on(FRIDAY), OPEN),
        (on(MONDAY, 30), on(FRIDAY), OPEN),
    ],
)
def test_days_agree_where_they_overlap_and_both_are_told(one: When, other: When | None, match: Match) -> None:
    assert days_match(one, other) is match
    assert days_match(other, one) is match


NEAR_GAO = at("Berrah", 16.30, 0.0, country="ML")
GAO_REGION = at("Gao Region", 16.9, 0.1, precision=PlacePrecision.ADMIN1, admin1="Gao Region", country="ML")
NIGER = at("Niger", 17.6, 8.0, precision=PlacePrecision.COUNTRY, country="NE")
NOWHERE = at("Tin-Aouker")


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (GAO, GAO, AGREE),
        (GAO, at("gao"), AGREE),
        (at("Al Qaim", 34.3, 41.0), at("al-Qa'im", 34.4, 41.1), AGREE),
        (GAO, NEAR_GAO, OPEN),
        (GAO, MALI, OPEN),
        (GAO, GAO_REGION, OPEN),
        (GAO, NOWHERE, OPEN),
        (GAO, None, OPEN),
        (GAO, KIDAL, CLASH),
        (GAO, NIGER, CLASH),
        (KIDAL, GAO_REGION, CLASH),
    ],
)
def test_places_clash_where_points_lie_apart_and_units_differ(one: Place, other: Place | None, match: Match) -> None:
    assert places_match(one, other) is match
    assert places_match(other, one) is match


@pytest.mark.parametrize(
    ("one", "other", "finer"),
    [
        (GAO, MALI, True),
        (GAO, GAO_REGION, True),
        (GAO, None, True),
        (MALI, GAO, False),
        (GAO, KIDAL, False),
        (GAO, at("Berrah", precision=PlacePrecision.NEAR), False),
        (None, GAO, False),
        (None, None, False),
    ],
)
def test_a_point_is_finer_than_a_unit_and_any_place_than_none(
    one: Place | None, other: Place | None, finer: bool
) -> None:
    assert is_finer(one, other) is finer


def test_a_part_of_a_unit_may_be_said_of_all_of_it() -> None:
    north, south = (
        at(name, lat, 36.7, admin1="Idlib", country="SY") for name, lat in (("northern Idlib", 36.2), ("Hass", 35.2))
    )
    assert places_match(north, south) is OPEN
    assert places_match(north, replace(south, name="southern Idlib")) is CLASH


def test_the_generic_type_clashes_with_what_is_done_without_force_alone() -> None:
    kinds = ("strike.air", "bombing.ied", "clash", "abduction", "protest", "looting")
    assert all(types_match(one, other) is not CLASH for one, other in product((GENERIC,), kinds))
    assert all(types_match(GENERIC, other) is CLASH for other in ("displacement", "ceasefire", "arrest"))


def test_a_road_between_places_may_be_at_either() -> None:
    road = at("Gao-Kidal", 17.5, -0.2, country="ML")
    assert places_match(road, GAO) is OPEN
    assert places_match(KIDAL, road) is OPEN
