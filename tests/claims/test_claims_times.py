"""Which time in a sentence is the event's: not that of the saying, of a paper, or of another clause."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder
from onrecord.model import How, When

SUNDAY = date(2016, 7, 17)


def when(coder: Coder, text: str) -> When:
    """When the first incident of a text was."""
    found = coder.code(text, published=SUNDAY).incidents[0].when
    assert found is not None
    return found


def days(coder: Coder, text: str) -> tuple[int, int]:
    """The first and the last day of July of the first incident."""
    found = when(coder, text)
    assert found.start is not None
    assert found.end is not None
    return found.start.day, found.end.day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed ten people in Mora over the past 24 hours, the army said on Saturday.", (15, 16)),
        ("Shelling killed ten people in Mora overnight, the army said on Saturday.", (15, 16)),
        ("Shelling killed ten people in Mora overnight, the army said on Sunday.", (16, 17)),
    ],
)
def test_a_time_up_to_now_counts_from_the_day_of_saying(coder: Coder, text: str, expected: tuple[int, int]) -> None:
    assert days(coder, text) == expected


def test_an_untold_time_is_before_the_first_who_told_of_it(coder: Coder) -> None:
    text = "Shelling killed ten people in Mora, a monitor said on Friday."
    assert days(coder, text) == (14, 15)
    assert when(coder, text).basis.how is How.DEFAULTED


def test_the_day_of_a_paper_dates_no_event(coder: Coder) -> None:
    text = "Shelling killed ten people in Mora on Tuesday, a group said in a report issued on Friday."
    assert days(coder, text) == (12, 12)
    untold = "A group said in a report issued on Friday that shelling killed ten people in Mora."
    assert when(coder, untold).basis.how is How.DEFAULTED


def test_what_is_told_of_the_dead_in_the_next_sentence_dates_them(coder: Coder) -> None:
    text = "Troops killed more than 70 rebels in Mora province. The fatalities were caused on Wednesday in Kolofata."
    assert days(coder, text) == (13, 13)
