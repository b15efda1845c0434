from __future__ import annotations

import pytest

from onrecord.bench.figures import Figure, Kind, Measure, bootstrap, cell, figure_of, share_of, table, wilson

HALF = Measure("half", "half", target=0.5)
ERROR = Measure("error", "error", Kind.MEAN, 0.08, lower_is_better=True)


def test_wilson_gives_the_textbook_interval() -> None:
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.4902, abs=1e-4)
    assert high == pytest.approx(0.9433, abs=1e-4)


@pytest.mark.parametrize(("right", "n"), [(0, 1), (1, 1), (0, 60), (60, 60)])
def test_wilson_stays_inside_zero_and_one_and_never_closes(right: int, n: int) -> None:
    low, high = wilson(right, n)
    assert 0 <= low < high <= 1
    assert low <= right / n <= high


def test_the_bootstrap_is_the_same_every_time_and_holds_the_mean() -> None:
    parts = [(0.5, 1), (1.0, 1), (0.0, 1), (0.8, 1), (1.0, 2)]
    low, high = bootstrap(parts)
    assert (low, high) == bootstrap(parts)
    assert low < sum(value for value, _ in parts) / 6 < high


def test_the_bootstrap_of_equal_values_is_a_point() -> None:
    assert bootstrap([(0.25, 1)] * 9) == (0.25, 0.25)


def test_a_report_without_values_does_not_count() -> None:
    found = figure_of([(1.0, 1), (0.0, 0), (2.0, 3)])
    assert found is not None
    assert (found.value, found.n) == (0.75, 4)


def test_nothing_measured_is_no_figure() -> None:
    assert figure_of([(0.0, 0)]) is None
    assert share_of([]) is None
    assert cell(None) == "-"


@pytest.mark.parametrize(
    ("measure", "value", "missed"),
    [(HALF, 0.49, True), (HALF, 0.5, False), (ERROR, 0.09, True), (ERROR, 0.08, False), (ERROR, 0.01, False)],
)
def test_a_missed_target_is_marked(measure: Measure, value: float, missed: bool) -> None:
    assert measure.missed_by(value) is missed
    assert ("!" in cell(Figure(value, 10, 0.0, 1.0), measure)) is missed


def test_a_measure_without_target_is_never_missed() -> None:
    assert not Measure("free", "free").missed_by(0.0)


def test_columns_are_as_wide_as_their_longest_cell() -> None:
    assert table(["a", "b"], [["long", "x"], ["c", "yy"]]).splitlines() == ["a     b", "long  x", "c     yy"]
