"""B6: what could not be tied to a value is listed, nothing is dropped silently, and each run tells how much it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import cli
from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.model import BlockKind

PUBLISHED = date(2023, 5, 17)
LEFT = "Shelling killed nine people in Kharkiv on Monday. Of the 30 men in the cellar, none died."


def test_a_number_beside_harm_that_no_toll_took_is_listed_with_its_words(coder: Coder) -> None:
    found = coding_to_json(coder.code(LEFT, published=PUBLISHED))["unanchored"]
    assert [(one["what"], one["words"]) for one in found] == [("number", "30 men")]
    assert LEFT[found[0]["start"] : found[0]["end"]] == "30 men"
    assert found[0]["why"]


def test_every_number_of_people_beside_harm_is_a_toll_or_listed(coder: Coder) -> None:
    text = (
        "A bomb killed 12 people and wounded 40 in Mosul on Sunday, including five children. Police had named 22 men "
        "before the killings. At least 70 people have died since March."
    )
    coding = coder.code(text, published=PUBLISHED)
    tolls = [toll.span for claim in coding.claims for toll in claim.tolls]
    left = [one.span for one in coding.report.unanchored]
    for number in ("12", "40", "five", "22", "70"):
        at = text.index(number)
        assert any(span.start <= at < span.end for span in (*tolls, *left)), number
    assert coding.report.block_at(0) is BlockKind.BODY


def test_a_time_that_cannot_be_resolved_is_listed(coder: Coder) -> None:
    coding = coder.code("Two days after the truce, shelling killed nine people in Kharkiv.", published=None)
    assert [one.what for one in coding.report.unanchored] == ["time"]


def test_each_run_says_how_much_was_left(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(LEFT, encoding="utf-8")
    result = CliRunner().invoke(cli, ["code", str(report), "--published", "2023-05-17", "--format", "jsonl"])
    assert "numbers or times tied to no value: 1" in result.stderr
