"""Notes that a publisher puts on a changed report: kept, told from the news, and said."""

from __future__ import annotations

import pytest

from onrecord.model import BlockKind, Report
from onrecord.reports import Given, Limits, read_source
from onrecord.reports.update_notes import is_correction, is_update_note

TEXT = (
    "<p>Shelling killed seven people in the market town of Bar Elias on Tuesday, a hospital director said.</p>"
    "<p>Four of the dead were stall keepers who had opened early, and nine others were taken to the clinic.</p>"
    "<p>Witnesses counted six impacts within a quarter of an hour. The army said it had no units in the area.</p>"
)


def read(inside: str) -> Report:
    page = f"<!doctype html><html><head><title>Market hit</title></head><body><article><h1>Market hit</h1>{inside}"
    (found,) = read_source(f"{page}</article></body></html>".encode(), "x.html", given=Given(), limits=Limits())
    assert isinstance(found, Report)
    return found


def kind_of(report: Report, words: str) -> BlockKind:
    return report.block_at(report.text.index(words))


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE: The toll has risen to nine, the hospital says.",
        "Update (18:00): The toll has risen to nine.",
        "Updated - the road is open again.",
        "Editor's note: the number of dead has been updated to nine.",
    ],
)
def test_an_update_is_news_and_makes_the_report_one(words: str) -> None:
    report = read(f"<p class='update'>{words}</p>{TEXT}")
    assert kind_of(report, words) is BlockKind.BODY
    assert report.is_update
    assert any(one.startswith("the report says that it was changed") for one in report.warnings)


@pytest.mark.parametrize(
    "words",
    [
        "Correction: An earlier version of this report said five people were killed.",
        "This story was corrected on May 5 to say that seven people were killed, not five.",
        "Editor's note: this article has been amended to remove a name.",
        "An earlier version of this article gave a wrong number of dead.",
    ],
)
def test_a_correction_is_kept_and_its_old_figure_is_no_news(words: str) -> None:
    report = read(f"{TEXT}<p>{words}</p>")
    assert kind_of(report, words) is BlockKind.FURNITURE
    assert report.is_update


def test_a_note_in_an_aside_is_kept_though_extraction_drops_it() -> None:
    words = "Update: the number of dead has been put at nine."
    report = read(f"<aside class='update-note editors-note'>{words}</aside>{TEXT}")
    assert words in report.text
    assert report.text.count(words) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Officials updated the toll on Tuesday.",
        "The correction of the border took years.",
        "Prison officers: correction facilities are full.",
        "He corrected his statement, saying: nobody was hurt.",
        "The page was torn from the register.",
    ],
)
def test_news_about_updates_is_no_note(words: str) -> None:
    assert not is_update_note(words)
    assert not is_correction(words)
    assert not read(f"{TEXT}<p>{words}</p>").is_update
