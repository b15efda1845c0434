"""Distances and offsets on the sphere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.earth import BEARINGS, distance_km, offset


def test_one_degree_of_latitude_is_about_111_km() -> None:
    assert distance_km(33.0, 43.0, 34.0, 43.0) == pytest.approx(111.2, abs=0.1)


def test_west_means_a_smaller_longitude() -> None:
    lat, lon = offset(33.42, 43.31, "west", 100)
    assert lat == pytest.approx(33.42, abs=0.02)
    assert lon < 42.4


@given(st.floats(-80, 80), st.floats(-179, 179), st.sampled_from(sorted(BEARINGS)), st.floats(1, 500))
def test_an_offset_lies_as_far_away_as_asked(lat: float, lon: float, direction: str, km: float) -> None:
    moved = offset(lat, lon, direction, km)
    assert distance_km(lat, lon, *moved) == pytest.approx(km, abs=0.1)
    assert -180 <= moved[1] <= 180
