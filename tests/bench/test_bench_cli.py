"""The commands, with the real coder on reports of our own, and on one report of the shared data."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.bench import speed
from onrecord.bench.cli import bench_group
from onrecord.bench.coding import BenchCoder
from onrecord.bench.material import Material
from onrecord.bench.measuring import run_syria
from onrecord.bench.syria_news import read_records

REPORTS = [
    {"id": "b1", "text": "Shelling killed six people in Tarhuna on Monday, a medic said.", "published": "2019-04-09"},
    {"id": "b2", "text": "Parliament passed the budget on Monday by a wide margin, officials said.", "label": "x"},
]


@pytest.fixture(scope="module")
def coder() -> BenchCoder:
    return BenchCoder()


def test_reports_come_back_under_their_ids_in_order(coder: BenchCoder) -> None:
    coded = coder.code(REPORTS)
    assert [one.prediction["report"]["id"] for one in coded] == ["b1", "b2"]
    assert coded[0].text == REPORTS[0]["text"]
    assert coded[0].prediction["report"]["published"]["start"] == "2019-04-09"


def test_a_report_is_coded_once_in_a_process(coder: BenchCoder) -> None:
    assert all(a is b for a, b in zip(coder.code(REPORTS), coder.code(REPORTS), strict=True))


def test_a_report_that_cannot_be_read_is_told(coder: BenchCoder) -> None:
    (coded,) = coder.code([{"id": "b3", "text": " "}])
    assert coded.error
    assert coded.incidents == []


def test_speed_is_measured_for_each_report() -> None:
    measured = speed.measure(REPORTS)
    assert len(measured.reports_s) == 2
    assert min(measured.reports_s) <= measured.median_s <= measured.p95_s == max(measured.reports_s)
    assert any(line.startswith("reports/s") for line in speed.speed_lines(measured))


def test_without_the_shared_data_a_command_says_what_it_missed(tmp_path: Path) -> None:
    found = CliRunner().invoke(bench_group, ["syria-news", "--shared", str(tmp_path)])
    assert found.exit_code != 0
    assert str(tmp_path) in str(found.exception)


def test_adjudicated_reports_are_coded_and_scored(material: Material, coder: BenchCoder) -> None:
    run = run_syria(material, coder, read_records(material, "own")[:2])
    assert [score.id for score in run.scores] == [record["id"] for record in run.records]
    assert all("primary_detected" in score.parts for score in run.scores)
