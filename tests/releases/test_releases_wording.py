from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import (
    Actor,
    ActorKind,
    Basis,
    DatePrecision,
    Effect,
    Group,
    How,
    Participant,
    Place,
    PlacePrecision,
    Relation,
    Role,
    Span,
    Toll,
    When,
)
from onrecord.releases.wording import (
    figure_words,
    hedge_words,
    place_note,
    toll_words,
    tolls_words,
    type_words,
    when_words,
    where_words,
    who_words,
)

STATED = Basis(How.STATED, "test")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((33, 33, 33), "33"),
        ((5, 5, None), "at least 5"),
        ((5, 7, None), "at least 5 (best 7)"),
        ((None, None, 9), "up to 9"),
        ((12, None, 31), "12–31"),
        ((12, 14, 31), "12–31 (best 14)"),
        ((2000, None, None), "at least 2,000"),
        ((0, 0, 0), "0"),
        ((None, None, None), "an unknown number"),
        ((None, 4, None), "about 4"),
    ],
)
def test_a_figure_is_a_range_and_unknown_is_not_zero(figures: tuple[int | None, ...], words: str) -> None:
    assert figure_words(*figures) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2017, 2, 13), date(2017, 2, 13), DatePrecision.DAY, "Mon 13 Feb 2017"),
        (date(2017, 2, 11), date(2017, 2, 12), DatePrecision.RANGE, "11–12 Feb 2017"),
        (date(2017, 1, 30), date(2017, 2, 5), DatePrecision.WEEK, "30 Jan – 5 Feb 2017"),
        (date(2017, 2, 1), date(2017, 2, 28), DatePrecision.MONTH, "Feb 2017"),
        (date(2015, 10, 1), date(2015, 12, 31), DatePrecision.SEASON, "1 Oct – 31 Dec 2015"),
        (date(2015, 12, 30), date(2016, 1, 2), DatePrecision.RANGE, "30 Dec 2015 – 2 Jan 2016"),
        (date(2014, 1, 1), date(2014, 12, 31), DatePrecision.YEAR, "2014"),
        (None, None, DatePrecision.UNKNOWN, "date unknown"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(
    start: date | None, end: date | None, precision: DatePrecision, words: str
) -> None:
    assert when_words(When(start, end, precision, STATED)) == words


def test_a_place_says_where_it_is_and_how_exactly_that_is_known() -> None:
    basis = Basis(How.INFERRED, "test")
    near = Place("Wadi Zeit", PlacePrecision.NEAR, basis, None, 33.4, 43.2, 25.0, None, "IQ", "Anbar")
    assert where_words(near) == "Wadi Zeit, Anbar, Iraq"
    assert place_note(near) == "near there, within 25 km · inferred"


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (Relation("west", "Ramadi"), "Tell (west of Ramadi)"),
        (Relation("north-west", "Ramadi", 30.0), "Tell (30 km north-west of Ramadi)"),
        (Relation("near", "the border"), "Tell (near the border)"),
        (Relation("outskirts", "Homs"), "Tell (outskirts of Homs)"),
    ],
)
def test_a_relation_is_kept(relation: Relation, words: str) -> None:
    assert where_words(Place("Tell", PlacePrecision.UNKNOWN, STATED, relation=relation)) == words


def test_a_relation_to_the_place_itself_names_it_once() -> None:
    place = Place("Ramadi", PlacePrecision.NEAR, STATED, relation=Relation("east", "Ramadi", 40.0), country="IQ")
    assert where_words(place) == "40 km east of Ramadi, Iraq"


def test_a_country_under_another_name_stands_as_the_report_has_it() -> None:
    assert where_words(Place("Ivory Coast", PlacePrecision.COUNTRY, STATED, country="CI")) == "Ivory Coast"


def test_the_short_line_of_an_incident_has_ranges_only() -> None:
    dozens = Toll(Effect.INJURED, Group.UNKNOWN, 12, 14, 24, Span(0, 1), STATED)
    several = Toll(Effect.KILLED, Group.UNKNOWN, None, 4, None, Span(0, 1), STATED)
    assert tolls_words((several, dozens)) == "about 4 killed, 12–24 injured"


def test_a_country_told_as_the_place_stands_once() -> None:
    assert where_words(Place("Iraq", PlacePrecision.COUNTRY, STATED, country="IQ")) == "Iraq"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("strike.air", "Air strike"),
        ("attack.shooting", "Shooting attack"),
        ("clash", "Clash"),
        ("kind.of_later", "Of later kind"),
    ],
)
def test_a_type_reads_as_words(kind: str, words: str) -> None:
    assert type_words(kind) == words


def participant(role: Role, name: str, *, suspected: bool = False) -> Participant:
    return Participant(role, Actor(name, name, ActorKind.UNKNOWN), Span(0, 1), STATED, suspected)


@pytest.mark.parametrize(
    ("participants", "words"),
    [
        ((participant(Role.PERPETRATOR, "A"), participant(Role.TARGET, "B")), "A against B"),
        ((participant(Role.PERPETRATOR, "A", suspected=True),), "A (suspected)"),
        ((participant(Role.SIDE, "A"), participant(Role.SIDE, "B")), "A and B"),
        ((participant(Role.VICTIM, "C"),), "against C"),
        ((participant(Role.TARGET, "B"), participant(Role.TARGET, "B")), "against B"),
        ((participant(Role.SUPPORTER, "D"),), ""),
        ((), ""),
    ],
)
def test_who_did_what_to_whom(participants: tuple[Participant, ...], words: str) -> None:
    assert who_words(participants) == words


def test_a_toll_keeps_its_group_its_whole_and_its_hedge() -> None:
    part = Toll(Effect.KILLED, Group.CHILDREN, 24, None, 72, Span(0, 1), STATED, hedge="dozens", of=Group.CIVILIAN)
    assert toll_words(part) == "24–72 children of the civilians killed"
    assert hedge_words(part) == "worded “dozens”"


def test_a_hedge_that_the_figure_says_already_is_not_said_twice() -> None:
    assert hedge_words(Toll(Effect.KILLED, Group.UNKNOWN, 5, 5, None, Span(0, 1), STATED, hedge="at least")) == ""


def test_one_is_a_person() -> None:
    assert toll_words(Toll(Effect.KILLED, Group.UNKNOWN, 1, 1, 1, Span(0, 1), STATED)) == "1 person killed"
