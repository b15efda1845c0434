from __future__ import annotations

import lzma
import os
import re
import runpy
from pathlib import Path

import pytest

from onrecord.releases.map import HEIGHT, UNITS, Dot, Drawing, draw, radius
from onrecord.releases.outlines import country_names, load_outlines

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "onrecord" / "releases" / "data" / "outlines.json.xz"


def dot(lon: float, lat: float, *, key: str = "i1", killed: int | None = 5, km: float | None = 3.0) -> Dot:
    return Dot(key, "A town", lon, lat, killed, km, "contested", "says", "IQ")


def drawn(*dots: Dot) -> Drawing:
    drawing = draw(dots, load_outlines())
    assert drawing is not None
    return drawing


@pytest.mark.parametrize(
    ("lon", "lat"), [(41.1, 34.4), (-179.9, -16.5), (179.9, 68.0), (0.0, 89.9), (0.0, -89.9), (-76.3, 2.9)]
)
def test_a_dot_anywhere_on_earth_is_on_its_map(lon: float, lat: float) -> None:
    (placed,) = drawn(dot(lon, lat)).dots
    assert 0 <= placed.x <= UNITS
    assert 0 <= placed.y <= HEIGHT


def test_east_is_right_and_north_is_up() -> None:
    drawing = drawn(dot(41.0, 34.0, key="a"), dot(44.0, 36.0, key="b"))
    a, b = sorted(drawing.dots, key=lambda placed: placed.dot.key)
    assert a.x < b.x
    assert a.y > b.y


def test_all_that_is_drawn_stays_near_the_map() -> None:
    for land in drawn(dot(41.1, 34.4)).land:
        for start in re.findall(r"M(-?\d+) ?(-?\d+)", land.path):
            assert -100 <= int(start[0]) <= UNITS + 100
            assert -100 <= int(start[1]) <= HEIGHT + 100


def test_the_country_of_an_incident_is_marked_and_named() -> None:
    drawing = drawn(dot(42.5, 33.0))
    assert [label.text for label in drawing.labels if label.marked] == ["Iraq"]
    assert "Syria" in [label.text for label in drawing.labels]
    assert sum(land.marked for land in drawing.land) == 1


def test_a_country_across_the_180th_meridian_is_not_smeared_over_the_map() -> None:
    drawing = drawn(dot(-100.0, 40.0, key="a"), dot(100.0, 45.0, key="b"))
    for land in drawing.land:
        for ring in land.path.split("z"):
            steps = [int(step) for step in re.findall(r"-?\d+", ring)][2:]
            assert all(abs(dx) < UNITS / 3 for dx in steps[0::2])


def test_dots_at_one_point_are_set_apart() -> None:
    drawing = drawn(*(dot(41.1, 34.4, key=f"i{number}") for number in range(20)))
    assert len({(placed.dx, placed.dy) for placed in drawing.dots}) == 20


def test_the_area_of_a_dot_grows_with_the_killed_and_unknown_is_small() -> None:
    sizes = [radius(killed) for killed in (None, 1, 10, 100)]
    assert sizes == sorted(sizes)
    assert radius(100_000) < 200


def test_a_small_dot_lies_above_a_large_one() -> None:
    drawing = drawn(dot(41.1, 34.4, key="small", killed=1), dot(41.2, 34.4, key="large", killed=90))
    assert [placed.dot.key for placed in drawing.dots] == ["large", "small"]


def test_where_a_place_may_be_is_as_wide_as_the_earth_says() -> None:
    (placed,) = drawn(dot(41.1, 0.0, km=111.32)).dots
    (north,) = drawn(dot(25.0, 60.0, km=111.32)).dots
    assert placed.rx == pytest.approx(placed.ry, rel=0.01)
    assert north.rx == pytest.approx(north.ry, rel=0.01)


def test_no_dots_make_no_map() -> None:
    assert draw((), load_outlines()) is None


def test_every_country_has_a_name() -> None:
    names = country_names()
    assert len(names) > 230
    assert (names["IQ"], names["AU"], names["SO"]) == ("Iraq", "Australia", "Somalia")


def test_the_outlines_are_what_the_script_makes() -> None:
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")) / "data"
    if not (shared / "places" / "countries_outlines_50m.geojsonl.gz").exists():
        pytest.skip("the shared place tables are not here: name their folder in ONRECORD_SHARED")
    script = runpy.run_path(str(ROOT / "scripts" / "make_outlines.py"))
    assert lzma.decompress(DATA.read_bytes()) == script["outlines"](shared)
    assert DATA.stat().st_size < 400_000
