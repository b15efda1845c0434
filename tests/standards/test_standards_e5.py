"""E5: a published grading by an explicit rule: the tables of ``linking/grading.py``, which the documentation repeats.

Overriding a grade with a reason is a person's decision, kept where decisions are.
"""

from __future__ import annotations

from pathlib import Path

from several_reports import Paper, joined

from onrecord.coder import Coder
from onrecord.linking.grading import HARM, RESPONSIBILITY, Facts, Grade

ROOT = Path(__file__).resolve().parents[2]


def test_each_grade_comes_from_the_first_row_that_holds_and_says_why() -> None:
    for table in (HARM, RESPONSIBILITY):
        assert {grade for grade, _, _ in table} == set(Grade)
        assert table[-1][1](Facts(voices=0, kinds=0)), "the last row holds always"


def test_the_published_tables_have_as_many_rows() -> None:
    text = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    for heading, table in (("Harm", HARM), ("Responsibility", RESPONSIBILITY)):
        section = text.split(f"| {heading} | when |")[1].split("\n\n")[0]
        grades = [line.split("|")[1].strip() for line in section.splitlines()[2:]]
        assert grades == [grade.value for grade, _, _ in table]


def test_an_incident_carries_both_grades_with_their_reasons(coder: Coder) -> None:
    found = joined(coder, Paper("Daily A", "Shelling killed nine people in Kharkiv on Monday, the mayor said.")).grading
    assert (found.harm, found.responsibility) == (Grade.WEAK, Grade.WEAK)
    assert found.reasons == ("One independent voice tells it.", "Nobody is named as having done it.")
