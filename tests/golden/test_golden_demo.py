"""The demo reports, coded as they ship, against what a careful reader gets from them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from careful_reader import Case, occurrences, problems, read_cases

from onrecord.coder import Coder
from onrecord.demo import demo_source

EXPECTED = read_cases(Path(__file__).with_name("demo_expected.jsonl"))
REPORTS = {report["id"]: report for report in map(json.loads, demo_source().decode("utf-8").splitlines())}


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["id"])
def test_a_demo_report_says_what_a_careful_reader_gets_from_it(coder: Coder, case: Case) -> None:
    report = REPORTS[case["id"]]
    coding = coder.code(
        report["text"],
        published=date.fromisoformat(report["published"]),
        title=report["title"],
        country=report.get("country_hint"),
    )
    assert problems(coding, case) == []


def test_every_demo_report_has_an_expectation() -> None:
    assert [case["id"] for case in EXPECTED] == list(REPORTS)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["id"])
def test_the_quotes_of_an_expectation_stand_in_its_report(case: Case) -> None:
    text = REPORTS[case["id"]]["text"]
    assert all(occurrences(text, quote) for facts in case["incidents"] for quote in facts.get("quotes", ()))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_a_demo_report_is_short_and_says_where_its_facts_are_from(report: Case) -> None:
    assert 80 <= len(report["text"].split()) <= 220
    assert report["note"].startswith("Written for Onrecord; facts from ")
