from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.bench.figures import Figure, Kind, Measure
from onrecord.bench.floors import Measured, Section, pinned, read_floors, shortfalls, write_floors
from onrecord.bench.material import REPOSITORY, Material
from onrecord.bench.measuring import BENCHMARKS
from onrecord.errors import InputError

MEASURES = (Measure("killed", "killed"), Measure("error", "log error", Kind.MEAN, lower_is_better=True))


def now(killed: float, error: float = 0.1, digest: str = "d1") -> Measured:
    values = {"killed": killed, "error": error}
    return Measured(digest, MEASURES, {name: Figure(value, 30, 0.0, 1.0) for name, value in values.items()})


PINNED = Section("d1", {"killed": 0.9, "error": 0.1})


def test_figures_at_or_above_their_floors_pass() -> None:
    assert not list(shortfalls("news", PINNED, now(0.9)))
    assert not list(shortfalls("news", PINNED, now(0.95, 0.05)))


def test_a_figure_below_its_floor_is_named_with_both_numbers() -> None:
    assert list(shortfalls("news", PINNED, now(0.8))) == ["news.killed: 0.8000 is below its floor of 0.9000 (n=30)"]


def test_an_error_above_its_ceiling_is_named() -> None:
    assert list(shortfalls("news", PINNED, now(0.9, 0.2))) == [
        "news.error: 0.2000 is above its ceiling of 0.1000 (n=30)"
    ]


def test_floors_say_nothing_about_other_data() -> None:
    (line,) = shortfalls("news", PINNED, now(0.1, digest="d2"))
    assert "data changed" in line


def test_a_figure_that_is_gone_is_a_shortfall() -> None:
    gone = Measured("d1", MEASURES, {"error": Figure(0.1, 30, 0.0, 1.0)})
    assert list(shortfalls("news", PINNED, gone)) == ["news.killed: is not measured any more; its floor is 0.9000"]


def test_pinning_raises_a_floor() -> None:
    assert pinned("news", PINNED, now(0.95, 0.05), ()).floors == {"killed": 0.95, "error": 0.05}


def test_pinning_refuses_to_lower_a_floor_even_where_the_data_changed() -> None:
    with pytest.raises(InputError, match=r"--lower news\.killed"):
        pinned("news", PINNED, now(0.8, digest="d2"), ())


def test_pinning_refuses_to_raise_a_ceiling() -> None:
    with pytest.raises(InputError, match=r"--lower news\.error"):
        pinned("news", PINNED, now(0.9, 0.3), ("news.killed",))


def test_a_floor_is_lowered_when_it_is_named() -> None:
    assert pinned("news", PINNED, now(0.8), ("news.killed",)).floors["killed"] == 0.8


def test_a_pinned_figure_meets_its_own_floor() -> None:
    measured = now(2 / 3, 1 / 3)
    assert not list(shortfalls("news", pinned("news", None, measured, ()), measured))


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    write_floors({"news": PINNED, "silence": Section("d3", {"clean": 1.0})}, path)
    assert read_floors(path) == {"news": PINNED, "silence": Section("d3", {"clean": 1.0})}


def test_nothing_is_pinned_at_first(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "none.toml") == {}


def test_a_broken_floors_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("[news\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"floors\.toml"):
        read_floors(path)


def test_every_benchmark_of_the_repository_is_pinned() -> None:
    assert set(read_floors(Material(REPOSITORY, Path()).floors)) == set(BENCHMARKS)
