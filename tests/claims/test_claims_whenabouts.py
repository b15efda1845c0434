"""When an event was, where its own words leave that open."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder

FRIDAY = date(2011, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen seized three teachers near Mora, the army confirmed on Friday. They were stopped on Thursday at dusk.",
        "A helicopter was seen over Mora on Thursday. Three members of a family died in a basement, a group said.",
        "Three rebels were killed near Mora, a spokesman told the agency on Friday. On Thursday a house was ringed.",
    ],
)
def test_a_day_told_beside_it_is_the_events(coder: Coder, text: str) -> None:
    incident = next(one for one in coder.code(text, published=FRIDAY).incidents if one.primary)
    assert incident.when is not None
    assert (incident.when.start, incident.when.basis.rule) == (date(2011, 11, 17), "claims.when_around")


def test_an_old_day_beside_it_is_another_events(coder: Coder) -> None:
    text = "Gunmen killed three teachers near Mora, the army said. A school was opened there on 2 November."
    incident = next(one for one in coder.code(text, published=FRIDAY).incidents if one.primary)
    assert incident.when is not None
    assert incident.when.basis.rule != "claims.when_around"


def day_of(coder: Coder, text: str) -> tuple[date | None, date | None]:
    """First and last day of what a report of Friday, 18 November 2011, is about."""
    when = next(one for one in coder.code(text, published=FRIDAY).incidents if one.primary).when
    assert when is not None
    return when.start, when.end


WEDNESDAY = date(2011, 11, 16)


@pytest.mark.parametrize(
    "text",
    [
        "On Thursday a monitor said nine villagers were killed near Mora on Wednesday.",
        "Shells killed nine villagers near Mora on Wednesday, the mayor told reporters in Garoua on Thursday.",
        "Shells hit Mora on Wednesday. Its mayor told a Garoua-based news website on Thursday that nine had died.",
        "A rights group said in a report on Thursday that shells killed nine villagers near Mora on Wednesday.",
        "The mayor said that on Wednesday gunmen had shot dead nine villagers near Mora.",
        "Nine villagers who were gunned down on Wednesday near Mora were buried on Thursday.",
    ],
)
def test_the_day_of_saying_is_not_the_events(coder: Coder, text: str) -> None:
    assert day_of(coder, text) == (WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "The bishop on Thursday condemned the murder of nine villagers near Mora. Gunmen shot them on Wednesday.",
        "Mourners in Mora on Thursday buried nine villagers who were shot dead. Gunmen attacked them on Wednesday.",
        "Police were on Thursday questioning two men about the murder of a nurse in Mora. She was shot on Wednesday.",
        "A nurse died in hospital on Thursday. She had been hit when gunmen opened fire in Mora on Wednesday.",
        "A nurse shot in Mora on Wednesday succumbed to her wounds on Thursday, doctors said.",
    ],
)
def test_the_day_of_what_was_done_about_it_is_not_the_events(coder: Coder, text: str) -> None:
    assert day_of(coder, text) == (WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "A boy of ten died in a Garoua hospital on Thursday, a day after soldiers opened fire on a crowd in Mora.",
        "Rescuers were still digging in Mora on Thursday, a day after a truck bomb tore down a row of houses.",
    ],
)
def test_a_cause_is_dated_by_the_days_between(coder: Coder, text: str) -> None:
    assert day_of(coder, text) == (WEDNESDAY, WEDNESDAY)


def test_the_day_before_with_a_comma_dates_what_follows(coder: Coder) -> None:
    text = "Shells hit Mora on Thursday and killed two. The day before, army aircraft bombed a market in Kousseri."
    found = {
        (one.where.name if one.where else None): one.when.start if one.when else None
        for one in coder.code(text, published=FRIDAY).incidents
    }
    assert found == {"Mora": date(2011, 11, 17), "Kousseri": WEDNESDAY}


def test_days_of_fighting_are_one_event(coder: Coder) -> None:
    text = "Fighting between militias around Mora has claimed 30 lives since Tuesday, aid workers said."
    assert day_of(coder, text) == (date(2011, 11, 15), FRIDAY)


def test_the_time_of_an_aside_is_not_the_events(coder: Coder) -> None:
    text = "Jets bombed a camp in Mora on Wednesday. We counted 11 dead, and three were boys taken away in June."
    assert {one.when.start for one in coder.code(text, published=FRIDAY).incidents if one.when} == {WEDNESDAY}


def test_a_time_beside_a_mere_reference_is_not_the_events(coder: Coder) -> None:
    text = "A bomb killed nine in Mora on Wednesday. After the bombing it was unclear on Thursday if a convoy had left."
    assert day_of(coder, text) == (WEDNESDAY, WEDNESDAY)


def test_a_day_borrowed_from_another_event_says_so(coder: Coder) -> None:
    text = "Shells hit Mora on Wednesday and killed two. In Kousseri a grenade wounded three people."
    other = next(one for one in coder.code(text, published=FRIDAY).incidents if not one.primary)
    assert other.when is not None
    assert (other.when.start, other.when.basis.rule) == (WEDNESDAY, "incidents.time_elsewhere")
    assert other.when.basis.confidence <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine villagers near Mora, a police source told the agency late on Thursday.",
        "Earlier on Thursday a police source told the agency that gunmen killed nine villagers near Mora.",
    ],
)
def test_news_told_late_on_a_day_is_of_that_day(coder: Coder, text: str) -> None:
    assert day_of(coder, text) == (date(2011, 11, 17), date(2011, 11, 17))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A bomb went off at a branch of the bank located in the suburb of Belen last night.", date(2011, 11, 17)),
        ("The state declared war on the cartels last week, following the murder of Luis Galan on 10 November.", None),
        ("It is the worst attack since 10 November, when Rosa Diaz was murdered.", None),
        ("According to first reports, on 10 November at 1930, gunmen ambushed a car near Gao.", None),
        ("Today, 10 November, rebels murdered a mayor in Gao, the front said.", None),
        ("It recalls the murder of six priests perpetrated in Gao on 10 November.", None),
    ],
)
def test_a_day_is_that_of_the_deed_it_stands_with(coder: Coder, text: str, day: date | None) -> None:
    (incident,) = coder.code(text, published=FRIDAY).incidents
    assert incident.when is not None
    assert (incident.when.start, incident.when.end) == (day or date(2011, 11, 10),) * 2


def test_the_day_a_toll_rose_is_no_day_of_the_deed(coder: Coder) -> None:
    toll = "The death toll from a string of bombings in Colombo rose to 290 on Monday, police said. "
    bombers = "The bombers struck three churches on Sunday in the deadliest violence since the war ended a decade ago."
    assert day_of(coder, toll + bombers) == (date(2011, 11, 13), date(2011, 11, 13))


@pytest.mark.parametrize(
    "text",
    [
        "The death toll from air strikes on a market in Gao on Monday rose to eleven, a monitor said.",
        "Ten soldiers were killed in an ambush near Gao on Monday. The convoy struck a bomb at around midday.",
        "Ten were killed in Gao on Monday. It was the first massacre in Gao since the elections of 5 June.",
        "A councillor was abducted in Gao on Monday. His body was found on Wednesday by the road.",
        "Three soldiers were killed in an ambush near Gao on Monday. On May 18, gunmen killed a colonel in Lahj.",
    ],
)
def test_the_day_of_the_deed_outlives_the_days_told_around_it(coder: Coder, text: str) -> None:
    assert day_of(coder, text) == (date(2011, 11, 14), date(2011, 11, 14))


def test_what_led_up_to_the_news_does_not_date_it(coder: Coder) -> None:
    text = "Karim Haddad, a labourer, died under torture in a prison in Gao, a monitor said. "
    before = "He was arrested by the police in Gao on 6 August."
    incident = coder.code(text + before, published=FRIDAY).incidents[0]
    assert incident.when is not None
    assert incident.when.start is not None
    assert incident.when.start > date(2011, 11, 1)
