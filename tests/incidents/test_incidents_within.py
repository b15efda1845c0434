"""From told events to the incidents of one report: primary and background, status, and what follows from the whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from made_up_tellings import (
    FRIDAY,
    GAO,
    KIDAL,
    MALI,
    MONDAY,
    TUESDAY,
    at,
    did,
    killed,
    on,
    report,
    said_by,
    telling,
    told,
)

from onrecord.claims import ToldEvent
from onrecord.incidents import incidents_of
from onrecord.model import Claim, Effect, Group, How, Incident, Role, Span, Stage, Status, Weapon

BAMAKO = at("Bamako", 12.65, -8.0, admin1="Bamako", country="ML")
LEAD = told(0, "strike.air", killed(12), where=GAO, when=on(MONDAY))


def coded(*events: ToldEvent) -> tuple[tuple[Claim, ...], tuple[Incident, ...]]:
    return incidents_of(report(), events)


def incidents(*events: ToldEvent) -> tuple[Incident, ...]:
    return coded(*events)[1]


def test_a_report_without_events_has_no_incidents() -> None:
    assert coded() == ((), ())


def test_every_incident_has_claims_and_every_claim_comes_back() -> None:
    claims, found = coded(LEAD, told(6, "abduction", killed(2), where=KIDAL, when=on(FRIDAY)))
    assert [claim.id for claim in claims] == ["c0", "c6"]
    assert [incident.claims for incident in found] == [("c0",), ("c6",)]
    assert all(incident.reports[0].claims == incident.claims for incident in found)


def test_what_the_report_leads_with_is_primary_and_comes_first() -> None:
    other = told(7, "abduction", killed(2), where=KIDAL, when=on(MONDAY))
    claims, found = coded(LEAD, other)
    assert [(incident.claims, incident.primary) for incident in found] == [(("c0",), True), (("c7",), False)]
    assert [claim.primary for claim in claims] == [True, False]


def test_what_the_title_tells_is_primary_even_if_told_late() -> None:
    late = told(7, "abduction", killed(2), where=KIDAL, when=on(MONDAY))
    title = told(9, "abduction", killed(2), how=telling(9, title=True))
    assert [incident.claims for incident in incidents(LEAD, late, title) if incident.primary] == [("c7", "c9")]


def test_an_event_told_late_or_long_past_leads_nothing() -> None:
    assert not incidents(told(8, "strike.air", killed(12), where=GAO))[0].primary
    old = told(0, "strike.air", killed(12), where=GAO, when=on(TUESDAY - timedelta(60)))
    assert not incidents(old)[0].primary


def test_a_total_makes_no_third_incident_and_its_parts_are_primary() -> None:
    head = told(0, "strike.air", killed(12), where=MALI, when=on(MONDAY))
    claims, found = coded(head, told(1, "strike.air", killed(8), where=GAO), told(2, "attack", killed(4), where=KIDAL))
    assert [(incident.claims, incident.primary) for incident in found] == [(("c1",), True), (("c2",), True)]
    assert [claim.aggregate for claim in claims] == [True, False, False]


def test_a_total_told_behind_other_dead_is_not_what_the_report_leads_with() -> None:
    total = told(1, "bombing.suicide", killed(12), where=MALI)
    parts = told(2, "bombing.suicide", killed(8), where=GAO), told(3, "bombing.suicide", killed(4), where=KIDAL)
    title = told(9, "strike.air", how=telling(9, title=True))
    found = incidents(told(0, "strike.air", killed(26), where=BAMAKO), total, *parts, title)
    assert [(incident.claims, incident.primary) for incident in found] == [
        (("c0", "c9"), True),
        (("c2",), False),
        (("c3",), False),
    ]


def test_parts_inherit_the_day_the_type_and_the_doer_of_their_total() -> None:
    head = told(0, "strike.air", killed(12), where=MALI, when=on(MONDAY), participants=(did("Red Brigade"),))
    found = incidents(head, told(1, "strike.air", killed(8), where=GAO), told(2, "attack", killed(4), where=KIDAL))
    assert [incident.type for incident in found] == ["strike.air", "strike.air"]
    assert [incident.when for incident in found] == [on(MONDAY), on(MONDAY)]
    assert [[one.actor.name for one in incident.participants] for incident in found] == [["Red Brigade"]] * 2


def test_parts_that_do_not_add_up_leave_the_total_contested() -> None:
    head = told(0, "strike.air", killed(12), where=MALI, how=telling(0, plural=True))
    found = incidents(head, told(1, "strike.air", killed(8), where=GAO), told(2, "strike.air", killed(3), where=KIDAL))
    assert {incident.status for incident in found} == {Status.CONTESTED}
    (total,) = (incident for incident in found if incident.claims == ("c0",))
    assert [(toll.low, toll.best, toll.high) for toll in total.tolls] == [(11, 12, 12)]


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([LEAD], Status.SINGLE_SOURCE),
        (
            [
                told(0, "strike.air", killed(12), where=GAO, attribution=said_by("army")),
                told(1, "strike.air", killed(12), where=GAO, attribution=said_by("hospital")),
            ],
            Status.CORROBORATED,
        ),
        (
            [
                told(0, "strike.air", killed(12), where=GAO, attribution=said_by("army")),
                told(1, "strike.air", killed(30), where=GAO, attribution=said_by("hospital")),
            ],
            Status.CONTESTED,
        ),
        (
            [
                told(0, "strike.air", killed(12), where=GAO, attribution=said_by("army")),
                told(1, "strike.air", killed(12), where=GAO, attribution=said_by("army")),
            ],
            Status.SINGLE_SOURCE,
        ),
        ([LEAD, told(1, "strike.air", stage=Stage.DENIED)], Status.CONTESTED),
        ([LEAD, told(1, "strike.air", where=KIDAL, stage=Stage.DENIED)], Status.SINGLE_SOURCE),
        ([LEAD, told(1, "attack.chemical", stage=Stage.DENIED)], Status.CONTESTED),
        ([LEAD, told(1, "abduction", stage=Stage.DENIED)], Status.SINGLE_SOURCE),
    ],
)
def test_status_says_what_the_voices_amount_to(events: list[ToldEvent], status: Status) -> None:
    assert incidents(*events)[0].status is status


def test_a_denial_is_among_the_claims_of_what_it_denies() -> None:
    assert incidents(LEAD, told(1, "strike.air", stage=Stage.DENIED))[0].claims == ("c0", "c1")


def test_an_untold_time_is_the_documented_default_and_says_so() -> None:
    (incident,) = incidents(told(0, "strike.air", killed(12), where=GAO))
    assert incident.when is not None
    assert incident.when.basis.how is How.DEFAULTED
    assert incident.when.span is None


def test_without_a_publication_day_an_untold_time_stays_unknown() -> None:
    _, (incident,) = incidents_of(report(published=None), [told(0, "strike.air", killed(12), where=GAO)])
    assert incident.when is None


def test_a_part_by_a_bare_number_counts_the_people_of_its_total() -> None:
    head = told(0, "strike.air", killed(12, Group.COMBATANT), where=MALI)
    found = incidents(head, told(1, "strike.air", killed(8), where=GAO), told(2, "strike.air", killed(4), where=KIDAL))
    assert {toll.group for incident in found for toll in incident.tolls} == {Group.COMBATANT}


def test_weapons_and_tolls_of_all_tellings_are_kept_once() -> None:
    jet = (Weapon("aircraft", Span(0, 1)),)
    (incident,) = incidents(
        told(0, "strike.air", killed(12), where=GAO, weapons=jet),
        told(1, "strike.air", killed(12), killed(30, effect=Effect.INJURED), where=GAO, weapons=jet),
    )
    assert [weapon.name for weapon in incident.weapons] == ["aircraft"]
    assert [(toll.effect, toll.best) for toll in incident.tolls] == [(Effect.KILLED, 12), (Effect.INJURED, 30)]


def test_an_incident_inside_the_leads_total_is_marked_as_its_part() -> None:
    lead = told(0, "clash", killed(12), where=MALI, when=on(MONDAY))
    inside = told(7, "clash", killed(5), where=GAO, when=on(MONDAY), how=telling(7, contrast=True))
    found = incidents(lead, inside)
    assert [incident.part_of for incident in found] == [None, found[0].id]


def test_the_same_told_events_give_the_same_ids() -> None:
    assert incidents(LEAD) == incidents(LEAD)


def test_one_doer_named_twice_is_one_participant() -> None:
    doer = (did("Red Brigade"),)
    (incident,) = incidents(
        told(0, "strike.air", killed(12), where=GAO, participants=doer),
        told(1, "strike.air", killed(12), where=GAO, participants=doer),
    )
    assert [(one.role, one.actor.name) for one in incident.participants] == [(Role.PERPETRATOR, "Red Brigade")]


def test_a_denial_contests_the_incident_it_fits_and_no_other() -> None:
    other = told(2, "strike.shelling", killed(3), where=KIDAL, when=on(FRIDAY))
    denial = told(3, "strike.air", stage=Stage.DENIED, attribution=said_by("army"))
    found = incidents(LEAD, other, denial)
    assert [(incident.type, incident.status is Status.CONTESTED) for incident in found] == [
        ("strike.air", True),
        ("strike.shelling", False),
    ]


def test_dozens_contest_no_number() -> None:
    vague = told(1, "strike.air", killed(None, rule="tolls.vague", low=12), where=GAO, attribution=said_by("police"))
    (incident,) = incidents(LEAD, vague)
    assert incident.status is not Status.CONTESTED
