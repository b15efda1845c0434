"""An account says of an incident what its claims say, flat, and unknown is None or empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.accounts import EPOCH, Account, account_of, accounts_of
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    Basis,
    Claim,
    ClaimKind,
    Coding,
    DatePrecision,
    Effect,
    Group,
    How,
    Incident,
    Participant,
    Place,
    PlacePrecision,
    Published,
    Report,
    ReportClaims,
    Role,
    Span,
    Speaker,
    Stage,
    Status,
    Toll,
    Weapon,
    When,
)

STATED = Basis(How.STATED, "test")
LEAD = (
    "Shelling by Karsan troops killed 12 traders in Tall Khadra on 3 May near Hadid Mill, Doctor Samar Nouri of the "
    'Amal Clinic said. "We counted the wounded by candle light all night," she said.'
)
REST = " Market traders fled. Attacks on the market had stopped in April."
TEXT = LEAD + REST
DAY = (date(2021, 5, 3) - EPOCH).days
ARMY = Actor("army-kr", "Karsan troops", ActorKind.STATE_FORCE, country="KR", parent="government-kr")
TRADERS = Actor("civilians", "traders", ActorKind.CIVILIANS)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


REPORT = Report("r-1", TEXT, (), Published(date(2021, 5, 4), "given"), title="Shelling Kills Traders At Market")
WHEN = When(date(2021, 5, 3), date(2021, 5, 3), DatePrecision.DAY, STATED, span("on 3 May"))
WHERE = Place(
    "Tall Khadra", PlacePrecision.EXACT, STATED, span("Tall Khadra"), 32.1, 23.9, 2.5, country="KR", admin1="Butnān"
)
SAID = Attribution("said", (Speaker(span("Doctor Samar Nouri"), name="Samar Nouri", organisation="Amal Clinic"),))
TOLL = Toll(Effect.KILLED, Group.CIVILIAN, 12, 12, 12, span("12 traders"), STATED)
CLAIM = Claim(
    "c-1",
    "r-1",
    ClaimKind.EVENT,
    "strike.shelling",
    Stage.ACCOMPLISHED,
    (span("Shelling"), span(LEAD)),
    SAID,
    primary=True,
)
INCIDENT = Incident(
    "i-1",
    "strike.shelling",
    Stage.ACCOMPLISHED,
    True,
    ("c-1",),
    (ReportClaims("r-1", ("c-1",)),),
    Status.SINGLE_SOURCE,
    WHEN,
    WHERE,
    (
        Participant(Role.PERPETRATOR, ARMY, span("Karsan troops"), STATED),
        Participant(Role.VICTIM, TRADERS, span("traders"), STATED),
    ),
    (Weapon("artillery", span("Shelling")),),
    (TOLL,),
)


def told(incident: Incident = INCIDENT, report: Report = REPORT, claim: Claim = CLAIM) -> Account:
    return account_of(Coding(report, (claim,), (incident,)), incident)


def test_an_account_tells_time_place_and_parties() -> None:
    found = told()
    assert (found.id, found.report_id, found.story, found.primary) == ("i-1", "r-1", "r-1", True)
    assert (found.day, found.last_day, found.dated) == (DAY, DAY, True)
    assert (found.place, found.country, found.admin1, found.fineness) == ("tall khadra", "KR", "butnan", 0)
    assert (found.lat, found.lon, found.radius_km) == (32.1, 23.9, 2.5)
    assert found.doers == ("army-kr",)
    assert found.doers_wide == ("army-kr", "government-kr", "state:KR")
    assert found.harmed == ("civilians",)
    assert found.weapons == ("artillery",)
    assert found.speakers == ("amal clinic",)
    assert (found.killed_low, found.killed_high) == (12, 12)
    assert found.injured_low is None


@pytest.mark.parametrize("rule", ["incidents.time_elsewhere", "claims.when_around"])
def test_a_day_lent_by_something_beside_it_may_be_any_up_to_publication(rule: str) -> None:
    lent = replace(INCIDENT, when=replace(WHEN, basis=Basis(How.INFERRED, rule)))
    found = told(lent)
    assert (found.day, found.last_day, found.dated) == (DAY, DAY + 1, False)
    late = told(lent, report=replace(REPORT, published=Published(date(2021, 6, 4), "given")))
    assert (late.day, late.last_day, late.dated) == (DAY, DAY, False)


def test_both_sides_of_a_clash_did_it_and_were_harmed() -> None:
    side = Participant(Role.SIDE, ARMY, span("Karsan troops"), STATED)
    found = told(replace(INCIDENT, participants=(side,)))
    assert found.doers == found.harmed == ("army-kr",)


def test_names_are_neither_place_nor_party_nor_speaker_nor_month() -> None:
    assert told().names == ("hadid",)


def test_a_headline_word_that_the_report_writes_small_is_no_name() -> None:
    text = "Rebels Flee Zanta Market As Karsan Troops Shell Qantara. " + TEXT
    headline = Span(0, text.index(" Shelling"))
    found = told(report=replace(REPORT, text=text), claim=replace(CLAIM, spans=(headline,)))
    assert found.names == ("qantara", "zanta")


def test_words_carry_meaning_without_their_endings() -> None:
    found = told().words
    assert {"kill", "trader", "shell"} <= set(found)
    assert "the" not in found


def test_only_long_quotations_are_known_again() -> None:
    found = told().quotes
    assert "we counted the wounded by" in found
    assert len(found) == len("We counted the wounded by candle light all night".split()) - 4


def test_an_open_toll_ends_at_its_best_figure() -> None:
    found = told(replace(INCIDENT, tolls=(replace(TOLL, high=None),)))
    assert (found.killed_low, found.killed_high) == (12, 12)


def test_a_day_that_no_word_tells_is_told_apart() -> None:
    found = told(replace(INCIDENT, when=replace(WHEN, basis=Basis(How.DEFAULTED, "test"))))
    assert (found.day, found.dated) == (DAY, False)


def test_an_unnamed_speaker_is_none() -> None:
    unnamed = replace(SAID, speakers=(Speaker(span("Doctor"), role="doctor", anonymous=True),))
    assert told(claim=replace(CLAIM, attribution=unnamed)).speakers == ()


def test_a_copy_is_of_its_story() -> None:
    assert told(report=replace(REPORT, copy_of="r-0")).story == "r-0"


def test_unknown_is_none_and_no_default() -> None:
    found = told(replace(INCIDENT, when=None, where=None, participants=(), weapons=(), tolls=()))
    untold = (found.day, found.last_day, found.place, found.lat, found.radius_km, found.country, found.killed_low)
    assert set(untold) == {None}
    assert (found.dated, found.fineness, found.doers) == (False, 3, ())


@pytest.mark.parametrize(
    ("precision", "fineness"),
    [
        (PlacePrecision.EXACT, 0),
        (PlacePrecision.NEAR, 0),
        (PlacePrecision.ADMIN2, 1),
        (PlacePrecision.ADMIN1, 1),
        (PlacePrecision.COUNTRY, 2),
        (PlacePrecision.UNKNOWN, 3),
    ],
)
def test_places_are_as_fine_as_told(precision: PlacePrecision, fineness: int) -> None:
    assert told(replace(INCIDENT, where=replace(WHERE, precision=precision))).fineness == fineness


def test_accounts_come_in_the_order_of_incidents() -> None:
    second = replace(INCIDENT, id="i-0", primary=False)
    assert [one.id for one in accounts_of(Coding(REPORT, (CLAIM,), (INCIDENT, second)))] == ["i-1", "i-0"]


@given(st.text(alphabet='Ab éß-’"“”.ىمن\n0 ', min_size=1, max_size=60))
def test_any_text_makes_an_account(words: str) -> None:
    report = replace(REPORT, text=TEXT + words)
    claim = replace(CLAIM, spans=(Span(len(TEXT), len(TEXT + words)),))
    found = told(report=report, claim=claim)
    for told_words in (found.names, found.words, found.quotes):
        assert list(told_words) == sorted(set(told_words))
