"""Distances and offsets on the sphere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.earth import BEARINGS, distance_km, offset


def test_one_degree_of_latitude_is_about_111_km() -> None:
    assert distance_km(33.0, 43.0, 34.0, 43.0) == pytest.approx(111.2, abs=0.1)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_the_same_both_ways_and_never_more_than_half_way_round(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    there = distance_km(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_km(lat2, lon2, lat1, lon1))
    assert 0 <= there <= 20_040


def test_west_means_a_smaller_longitude() -> None:
    lat, lon = offset(33.42, 43.31, "west", 100)
    assert lat == pytest.approx(33.42, abs=0.02)
    assert lon < 42.4


@given(st.floats(-80, 80), st.floats(-179, 179), st.sampled_from(sorted(BEARINGS)), st.floats(1, 500))
def test_an_offset_lies_as_far_away_as_asked(lat: float, lon: float, direction: str, km: float) -> None:
    moved = offset(lat, lon, direction, km)
    assert distance_km(lat, lon, *moved) == pytest.approx(km, abs=0.1)
    assert -180 <= moved[1] <= 180
