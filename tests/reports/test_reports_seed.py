"""The seed report, and all Syrian reports, read as a careful reader reads them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import BlockKind, Published, Report, Span
from onrecord.reports import Given, Limits, read_source

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared")) / "data"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    file = SHARED / "seed" / "expected.json"
    if not file.exists():
        pytest.skip("the seed report of the shared data is not here; set ONRECORD_SHARED")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def read_seed(expected: dict[str, Any], given: Given) -> Report:
    data = (SHARED / "seed" / str(expected["file"])).read_bytes()
    (found,) = read_source(data, str(expected["file"]), given=given, limits=Limits())
    assert isinstance(found, Report)
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page_clock", BlockKind.FURNITURE),
        ("title", BlockKind.TITLE),
        ("caption", BlockKind.CAPTION),
        ("dateline", BlockKind.DATELINE),
    ],
)
def test_the_seeds_blocks_are_the_careful_readers(expected: dict[str, Any], name: str, kind: BlockKind) -> None:
    seed, fact = read_seed(expected, Given()), expected["report"][name]
    blocks = [(block.start, block.end) for block in seed.blocks if block.kind is kind]
    assert (fact["start"], fact["end"]) in blocks
    assert seed.quote(Span(fact["start"], fact["end"])) == fact["quote"]


def test_what_stands_twice_in_the_seed_is_furniture_the_second_time(expected: dict[str, Any]) -> None:
    seed = read_seed(expected, Given())
    for name in expected["report"]["repeated"]:
        words = expected["report"][name]["quote"]
        kinds = [block.kind.value for block in seed.blocks if seed.text[block.start : block.end] == words]
        assert kinds == [name, "furniture"]


def test_the_seed_is_an_update_of_unknown_date(expected: dict[str, Any]) -> None:
    seed = read_seed(expected, Given())
    assert seed.is_update is expected["report"]["is_update"]
    assert seed.outlet is expected["report"]["outlet"]
    assert seed.published == Published(None, "unknown")
    assert any("site's clock" in warning for warning in seed.warnings)
    assert seed.language == "en"


def test_the_seeds_date_is_the_given_one(expected: dict[str, Any]) -> None:
    seed = read_seed(expected, Given(published=date(2017, 2, 14)))
    assert seed.published == Published(date(2017, 2, 14), "given")


@pytest.fixture(scope="module")
def syrian() -> list[Report]:
    file = SHARED / "syria-news" / "articles.jsonl"
    if not file.exists():
        pytest.skip("the Syrian reports of the shared data are not here; set ONRECORD_SHARED")
    found = list(read_source(file.read_bytes(), "articles.jsonl", given=Given(), limits=Limits()))
    return [item for item in found if isinstance(item, Report)]


def test_every_syrian_report_is_read_and_kept(syrian: list[Report]) -> None:
    lines = (SHARED / "syria-news" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [json.loads(line) for line in lines]
    assert [report.id for report in syrian] == [line["id"] for line in wanted]
    assert all(report.text.startswith(line["text"]) for report, line in zip(syrian, wanted, strict=True))
    assert {report.language for report in syrian} == {"en"}


def test_no_number_of_an_adjudicated_toll_is_lost_in_furniture(syrian: list[Report]) -> None:
    """A careful reader's toll words stand in body, title or caption, but for second copies of the same sentence."""
    reports = {report.id: report for report in syrian}
    lost = []
    lines = (SHARED / "syria-news" / "adjudicated.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        for toll in (toll for incident in record["incidents"] for toll in incident["toll"]):
            report = reports[record["id"]]
            kinds = {report.block_at(span["start"]) for span in toll.get("spans", [])}
            if kinds and kinds <= {BlockKind.FURNITURE, BlockKind.DATELINE}:
                lost.append((record["id"], toll["spans"]))
    assert lost == []
