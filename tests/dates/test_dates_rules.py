"""Each rule of reading, with the near misses it must not fire on. The report is of Tuesday, 14 February 2017."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.dates import find_times
from onrecord.dates.hijri import from_lunar, from_solar
from onrecord.dates.holidays import easter
from onrecord.dates.stretch import Stretch, months_before
from onrecord.model import DatePrecision, How

R = date(2017, 2, 14)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def days(text: str, published: date | None = R) -> list[tuple[str | None, str | None]]:
    """First and last day of each phrase."""
    return [(iso(phrase.when.start), iso(phrase.when.end)) for phrase in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("14 January", "2017-01-14", "2017-01-14", "day"),
        ("today", "2017-02-14", "2017-02-14", "day"),
        ("yesterday", "2017-02-13", "2017-02-13", "day"),
        ("last Tuesday", "2017-02-07", "2017-02-07", "day"),
        ("Monday night", "2017-02-13", "2017-02-13", "day"),
        ("last night", "2017-02-13", "2017-02-13", "day"),
        ("the other day", "2017-02-13", "2017-02-13", "day"),
        ("recently", "2017-02-11", "2017-02-13", "range"),
        ("the past few days", "2017-02-11", "2017-02-13", "range"),
        ("around 2 July", "2016-07-01", "2016-07-03", "range"),
        ("over the weekend", "2017-02-11", "2017-02-12", "range"),
        ("late last week", "2017-02-10", "2017-02-12", "range"),
        ("this week", "2017-02-13", "2017-02-14", "range"),
        ("since the beginning of the week", "2017-02-13", "2017-02-14", "range"),
        ("since Thursday", "2017-02-09", "2017-02-14", "range"),
        ("the night between Sunday and Monday", "2017-02-12", "2017-02-13", "range"),
        ("a night-long battle", "2017-02-13", "2017-02-14", "range"),
        ("the past 24 hours", "2017-02-13", "2017-02-14", "range"),
        ("the past 48 hours", "2017-02-12", "2017-02-14", "range"),
        ("the past 72 hours", "2017-02-12", "2017-02-14", "range"),
        ("the past 2 days", "2017-02-12", "2017-02-13", "range"),
        ("a five-day offensive", "2017-02-10", "2017-02-14", "range"),
        ("last week", "2017-02-06", "2017-02-12", "week"),
        ("the past week", "2017-02-08", "2017-02-14", "week"),
        ("a week-old offensive", "2017-02-08", "2017-02-14", "week"),
        ("the first week of August", "2016-08-01", "2016-08-07", "week"),
        ("early March 2016", "2016-03-01", "2016-03-10", "month"),
        ("mid-March 2016", "2016-03-10", "2016-03-20", "month"),
        ("late March 2016", "2016-03-15", "2016-03-31", "month"),
        ("recent weeks", "2017-01-25", "2017-02-14", "month"),
        ("a number of weeks ago", "2017-01-25", "2017-02-14", "month"),
        ("a fortnight ago", "2017-02-01", "2017-02-14", "month"),
        ("earlier this month", "2017-02-01", "2017-02-13", "month"),
        ("last month", "2017-01-01", "2017-01-31", "month"),
        ("in 1995", "1995-01-01", "1995-12-31", "year"),
        ("last year", "2016-01-01", "2016-12-31", "year"),
        ("early 1999", "1999-01-01", "1999-04-30", "season"),
        ("mid 1999", "1999-05-01", "1999-08-31", "season"),
        ("the past year", "2017-01-01", "2017-02-14", "season"),
        ("the past few months", "2017-01-01", "2017-02-14", "season"),
    ],
)
def test_the_expressions_of_ucdp_are_read_as_ucdp_does(text: str, start: str, end: str, precision: str) -> None:
    (phrase,) = find_times(f"It happened {text}.", R)
    assert days(f"It happened {text}.") == [(start, end)]
    assert phrase.when.precision == precision


def test_late_in_a_month_is_cut_at_the_report() -> None:
    assert days("in late February", date(2017, 2, 20)) == [("2017-02-15", "2017-02-20")]


def test_late_in_a_year_is_its_last_quarter() -> None:
    (phrase,) = find_times("fully retaken late 2015", R)
    assert (phrase.when.start, phrase.when.end) == (date(2015, 10, 1), date(2015, 12, 31))
    assert phrase.when.basis.rule == "dates.late_year"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Monday", "2017-02-13"),
        ("Tuesday", "2017-02-14"),
        ("on Wednesday", "2017-02-08"),
        ("Sunday morning", "2017-02-12"),
        ("Wednesday before dawn", "2017-02-08"),
        ("on late Sunday", "2017-02-12"),
        ("Sunday's raid", "2017-02-12"),
        ("Sundays raid killed two", "2017-02-12"),
        ("after Friday prayers", "2017-02-10"),
        ("next Monday", "2017-02-20"),
        ("Monday last week", "2017-02-06"),
        ("ON SUNDAY", "2017-02-12"),
    ],
)
def test_a_weekday_is_the_latest_one_up_to_publication(text: str, day: str) -> None:
    assert days(text) == [(day, day)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on the 5th of January", "2017-01-05"),
        ("January 5", "2017-01-05"),
        ("Jan. 5th, 2017", "2017-01-05"),
        ("5 January, 2017", "2017-01-05"),
        ("the fifth of January", "2017-01-05"),
        ("ON 3 JANUARY", "2017-01-03"),
        ("19 MAR 89 (RADIO)", "1989-03-19"),
        ("30 December", "2016-12-30"),
        ("16 February", "2017-02-16"),
        ("5 May", "2016-05-05"),
        ("29 February", "2016-02-29"),
        ("Saturday, September 21, 2024", "2024-09-21"),
        ("Sunday (5 February)", "2017-02-05"),
        ("Sept. 30 of last year", "2016-09-30"),
        ("5.1.2017", "2017-01-05"),
        ("2017-01-05", "2017-01-05"),
        ("2017-01-05T12:30", "2017-01-05"),
        ("21/09/2016", "2016-09-21"),
        ("9/21/2016", "2016-09-21"),
        ("05-Jan-2017", "2017-01-05"),
        ("on the 3rd", "2017-02-03"),
        ("on the 3rd of last month", "2017-01-03"),
        ("On 5 January forces loyal to him left", "2017-01-05"),
    ],
)
def test_a_date_is_read_in_many_layouts(text: str, day: str) -> None:
    assert days(text) == [(day, day)]


def test_a_weekday_beside_a_date_picks_the_year() -> None:
    assert days("on Saturday 13 February") == [("2016-02-13", "2016-02-13")]


def test_a_weekday_that_contradicts_its_date_lowers_the_confidence() -> None:
    right, wrong = find_times("Saturday, September 21, 2024; Monday, September 21, 2024", R)
    assert right.when.basis.confidence == 1.0 > wrong.when.basis.confidence


def test_slashes_with_two_readings_need_publication_to_decide() -> None:
    assert days("5/1/2017", date(2017, 1, 9)) == [("2017-01-05", "2017-01-05")]
    assert days("5/1/2017", date(2017, 5, 3)) == [("2017-05-01", "2017-05-01")]
    assert days("5/1/2017", date(2018, 5, 3)) == [(None, None)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3-5 May 2016", "2016-05-03", "2016-05-05"),
        ("May 3-5, 2016", "2016-05-03", "2016-05-05"),
        ("3, 4 and 5 May", "2016-05-03", "2016-05-05"),
        ("on 15 and 16 January", "2017-01-15", "2017-01-16"),
        ("in March", "2016-03-01", "2016-03-31"),
        ("last January", "2017-01-01", "2017-01-31"),
        ("In December 2015", "2015-12-01", "2015-12-31"),
        ("in January last year", "2016-01-01", "2016-01-31"),
        ("last summer", "2016-06-01", "2016-08-31"),
        ("the winter of 2013", "2012-12-01", "2013-02-28"),
        ("in the first half of 2014", "2014-01-01", "2014-06-30"),
        ("the 2011 uprising", "2011-01-01", "2011-12-31"),
        ("overnight", "2017-02-13", "2017-02-14"),
        ("three weeks ago", "2017-01-21", "2017-01-27"),
        ("two days ago", "2017-02-12", "2017-02-12"),
        ("the past three days", "2017-02-11", "2017-02-13"),
        ("for the second consecutive day", "2017-02-13", "2017-02-14"),
        ("two months ago", "2016-12-01", "2016-12-31"),
        ("five years ago", "2012-01-01", "2012-12-31"),
        ("earlier this week", "2017-02-13", "2017-02-13"),
        ("next week", "2017-02-20", "2017-02-26"),
        ("the day before yesterday", "2017-02-12", "2017-02-12"),
        ("in the last week", "2017-02-08", "2017-02-14"),
        ("in recent months", "2017-01-01", "2017-02-14"),
        ("On Christmas Eve", "2016-12-24", "2016-12-24"),
    ],
)
def test_other_stretches(text: str, start: str, end: str) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("The next day", "2017-01-04"),
        ("A day later", "2017-01-04"),
        ("Two days earlier", "2017-01-01"),
        ("The previous day", "2017-01-02"),
        ("The same day", "2017-01-03"),
        ("That night", "2017-01-03"),
        ("The following Friday", "2017-01-06"),
        ("Two days after the attack", "2017-01-05"),
    ],
)
def test_some_phrases_count_from_the_day_named_last(text: str, then: str) -> None:
    found = find_times(f"On 3 January 2017 a mine went off. {text}, troops came.", R)
    assert (found[1].when.start, found[1].when.anchor) == (date.fromisoformat(then), date(2017, 1, 3))


def test_without_an_earlier_day_they_are_unknown() -> None:
    assert days("The next day, troops came.") == [(None, None)]


def test_a_distance_between_two_events_dates_neither() -> None:
    assert days("On Monday he fled. It came a day after rebels took the town.") == [
        ("2017-02-13", "2017-02-13"),
        (None, None),
    ]


@pytest.mark.parametrize("text", ["every Friday", "on Fridays", "almost daily", "daily strikes", "each night"])
def test_what_recurs_has_no_days(text: str) -> None:
    (phrase,) = find_times(f"Planes come {text}.", R)
    assert (phrase.kind, phrase.when.precision) == ("recurring", DatePrecision.UNKNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels may have left; he may 5 times",
        "the march on the city and soldiers who march 15 km a day",
        "April Jones said; he was killed by April Jones",
        "June Smith met August Miller",
        "an august body",
        "the second division came a second later for a second time",
        "the March 15 brigade",
        "the 14 March alliance",
        "Martyrs of 17 July Battalion",
        "a house on 25 May Street",
        "the September 11 attacks",
        "Black Friday sales and Bloody Sunday",
        "the Sunday Times wrote",
        "Governor Sunday Okoro spoke",
        "2012 residents fled and 2014 people died, of 2000 homes",
        "the Good Friday agreement",
        "in the 1990s, in the early 1980's",
        "the state-run daily said, the Daily Star wrote",
        "a five-year-old boy on a two-day visit under a 10-day truce",
        "Ramadan Shallah met Rajab Safar",
        "31 April, 45 March",
        "the 3rd Division at the 2nd attempt",
        "a ratio of 3.5.12.2016",
        "the sun sat on a mar in dec",
        "$2014 and No. 1999",
    ],
)
def test_near_misses_are_no_times(text: str) -> None:
    assert [text[phrase.span.start : phrase.span.end] for phrase in find_times(text, R)] == []


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [(1438, 9, 1, date(2017, 5, 27)), (1445, 1, 1, date(2023, 7, 19)), (1421, 1, 1, date(2000, 4, 6))],
)
def test_the_tabular_islamic_calendar(year: int, month: int, day: int, gregorian: date) -> None:
    assert from_lunar(year, month, day) == gregorian


@pytest.mark.parametrize(
    ("year", "gregorian"),
    [
        (1357, date(1978, 3, 21)),
        (1395, date(2016, 3, 20)),
        (1396, date(2017, 3, 21)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
    ],
)
def test_the_solar_hijri_new_year(year: int, gregorian: date) -> None:
    assert from_solar(year, 1, 1) == gregorian


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 15 Ramadan 1437", "2016-06-20", "2016-06-22"),
        ("12 Aqrab 1395", "2016-11-02", "2016-11-02"),
        ("during the holy month of Ramadan", "2016-06-07", "2016-07-06"),
        ("on the first day of Eid al-Fitr", "2016-07-06", "2016-07-08"),
    ],
)
def test_islamic_dates(text: str, start: str, end: str) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize("day", [date(2013, 3, 31), date(2016, 3, 27), date(2017, 4, 16), date(2024, 3, 31)])
def test_easter(day: date) -> None:
    assert easter(day.year) == day


def test_a_reversed_stretch_is_refused() -> None:
    with pytest.raises(ValueError, match="reversed"):
        Stretch(date(2017, 2, 2), date(2017, 2, 1))


def test_months_back_from_a_long_month_end_in_the_short_one() -> None:
    assert months_before(date(2017, 3, 31), 1) == date(2017, 2, 28)


def test_a_stated_date_is_stated_and_one_without_its_year_inferred() -> None:
    assert [phrase.when.basis.how for phrase in find_times("5 May 2016, 5 May", R)] == [How.STATED, How.INFERRED]
