"""Status, coherence, proposal and grades: each by its rule, each with its reason (E1, E4 to E7)."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_by import (
    GAO,
    KIDAL,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    at_least,
    body,
    did,
    dozens,
    on,
    says,
    somebody,
    telling,
    toll,
)

from onrecord.linking.grading import Facts, Grade, Grading, facts_of, grade
from onrecord.linking.reconciling import reconcile
from onrecord.linking.source_words import takes_responsibility
from onrecord.linking.standing import (
    Incoherence,
    Outcome,
    Proposal,
    Standing,
    faults_of,
    is_uncorroborated,
    propose,
    standing_of,
)
from onrecord.linking.tellings import Telling
from onrecord.linking.voices import find_voices
from onrecord.model import ActorKind, Group, PlacePrecision, Stage, Status

MONITOR, POLICE = body("Peace Monitor"), body("Gao Police")
ARMY = did("Military-ML", ActorKind.STATE_FORCE)
REBELS, JIHADISTS = did("Azawad Movement"), did("Sahel Province")


def standing(*tellings: Telling) -> Standing:
    voices = find_voices(tellings)
    return standing_of(tellings, voices, reconcile(tellings, voices))


def graded(*tellings: Telling) -> Grading:
    voices = find_voices(tellings)
    found = reconcile(tellings, voices)
    return grade(facts_of(tellings, voices, found, standing_of(tellings, voices, found)))


def denial(report_id: str, by: str = "army") -> Telling:
    return telling(report_id, says(by=body(by, side="military-ml"), verb="denied", stage=Stage.DENIED))


# ---------------------------------------------------------------- status


def test_one_origin_is_a_single_source() -> None:
    found = standing(telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=MONITOR)))
    assert found == Standing(Status.SINGLE_SOURCE, "All comes from Peace Monitor.")
    assert is_uncorroborated(found.status)


def test_two_origins_that_agree_corroborate() -> None:
    found = standing(telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE)))
    assert found == Standing(Status.CORROBORATED, "2 independent voices agree (monitor, official).")
    assert not is_uncorroborated(found.status)


@pytest.mark.parametrize("other", [at_least(3), toll(6, low=4, high=8), dozens()])
def test_ranges_that_overlap_agree(other: object) -> None:
    tellings = (telling("a", says(toll(5), by=MONITOR)), telling("b", says(other, by=POLICE)))  # type: ignore[arg-type]
    assert standing(*tellings).status is Status.CORROBORATED


def test_a_later_higher_figure_is_growth() -> None:
    first = telling("a", says(toll(5), by=MONITOR), day=MONDAY)
    assert standing(first, telling("b", says(toll(9), by=POLICE), day=TUESDAY)).status is Status.CORROBORATED


@pytest.mark.parametrize(("day", "best"), [(MONDAY, 9), (TUESDAY, 3)])
def test_figures_that_cannot_both_be_true_contest(day: object, best: int) -> None:
    first = telling("a", says(toll(5), by=MONITOR), day=MONDAY)
    found = standing(first, telling("b", says(toll(best), by=POLICE), day=day))  # type: ignore[arg-type]
    assert found.status is Status.CONTESTED
    assert "Gao Police and Peace Monitor" in found.reason


def test_a_voice_that_corrects_itself_contests_nothing() -> None:
    tellings = (
        telling("a", says(toll(5), by=MONITOR), day=MONDAY),
        telling("b", says(toll(9), by=MONITOR), day=TUESDAY),
        telling("c", says(toll(9), by=POLICE), day=TUESDAY),
    )
    assert standing(*tellings).status is Status.CORROBORATED


def test_a_denial_contests() -> None:
    found = standing(telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE)), denial("c"))
    assert found == Standing(Status.CONTESTED, "army denies it.")


def test_a_doubt_contests_nothing() -> None:
    doubt = telling("c", says(toll(3), by=body("army"), verb="doubted"))
    tellings = (telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE)), doubt)
    assert standing(*tellings).status is Status.CORROBORATED


def test_denials_alone_are_denied() -> None:
    assert standing(denial("a"), denial("b")).status is Status.DENIED


def test_two_parties_that_each_are_said_to_have_done_it_contest() -> None:
    first = telling("a", says(toll(3), by=MONITOR), participants=(REBELS,))
    second = telling("b", says(toll(3), by=POLICE), participants=(JIHADISTS,))
    found = standing(first, second)
    assert found.status is Status.CONTESTED
    assert "Azawad Movement and Sahel Province" in found.reason


def test_parties_that_any_report_names_together_are_one_side() -> None:
    tellings = (
        telling("a", says(toll(3), by=MONITOR), participants=(REBELS,)),
        telling("b", says(toll(3), by=POLICE), participants=(JIHADISTS,)),
        telling("c", says(toll(3)), participants=(REBELS, JIHADISTS)),
    )
    assert standing(*tellings).status is Status.CORROBORATED


def test_the_unnamed_oppose_nobody() -> None:
    first = telling("a", says(toll(3), by=MONITOR), participants=(REBELS,))
    second = telling("b", says(toll(3), by=POLICE), participants=(did("rebels-ml"),))
    assert standing(first, second).status is Status.CORROBORATED


def test_one_report_that_contradicts_itself_stays_contested() -> None:
    assert standing(telling("a", says(toll(3)), status=Status.CONTESTED)).status is Status.CONTESTED


# ---------------------------------------------------------------- coherence


def test_a_coherent_account_has_no_fault() -> None:
    assert faults_of([telling("a", says(toll(5), toll(3, Group.CIVILIAN, of=Group.UNKNOWN)))]) == ()


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        (telling("a", says(), tolls=(toll(5), toll(4, Group.CIVILIAN), toll(3, Group.SECURITY))), "parts above whole"),
        (telling("a", says(toll(5)), when=on(WEDNESDAY)), "after publication"),
        (telling("a", says(toll(5)), where=None), "place unknown"),
        (telling("a", says(toll(5)), where=at("X", precision=PlacePrecision.UNKNOWN)), "place unknown"),
    ],
)
def test_what_is_not_coherent_is_a_fault(account: Telling, kind: str) -> None:
    (fault,) = faults_of([account])
    assert (fault.report_id, fault.kind) == ("a", Incoherence(kind))


# ---------------------------------------------------------------- proposals


def test_what_agrees_and_is_coherent_is_proposed_as_confirmed() -> None:
    assert propose(Standing(Status.CORROBORATED, "They agree."), (), None) == Proposal(Outcome.CONFIRMED, "They agree.")


@pytest.mark.parametrize("status", [Status.SINGLE_SOURCE, Status.CONTESTED])
def test_what_one_tells_or_some_contest_stays_undecided(status: Status) -> None:
    assert propose(Standing(status, "Why."), (), None).outcome is Outcome.UNDECIDED


def test_what_all_deny_is_proposed_as_rejected() -> None:
    assert propose(Standing(Status.DENIED, "Why."), (), None).outcome is Outcome.REJECTED


def test_faults_and_conflicts_keep_it_undecided() -> None:
    faults = faults_of([telling("a", says(toll(5)), when=on(WEDNESDAY))])
    agreed = Standing(Status.CORROBORATED, "They agree.")
    assert propose(agreed, faults, None).outcome is Outcome.UNDECIDED
    assert propose(agreed, (), "a and b tell different days") == Proposal(
        Outcome.UNDECIDED, "They agree. But a and b tell different days."
    )


# ---------------------------------------------------------------- grades: the tables


FAIR = Facts(voices=2, kinds=2, doer="X", naming=2)


@pytest.mark.parametrize(
    ("facts", "harm", "responsibility"),
    [
        (FAIR, Grade.FAIR, Grade.FAIR),
        (Facts(1, 1), Grade.WEAK, Grade.WEAK),
        (Facts(2, 2), Grade.FAIR, Grade.WEAK),
        (Facts(2, 2, doer="X", naming=1), Grade.FAIR, Grade.WEAK),
        (Facts(2, 2, doer="X", naming=2, conflict="a and b differ"), Grade.WEAK, Grade.WEAK),
        (Facts(1, 1, admits_deed="X", doer="X", naming=1), Grade.WEAK, Grade.CONFIRMED),
        (Facts(1, 1, admits_deed="X", admits_harm="X", doer="X", naming=1), Grade.CONFIRMED, Grade.CONFIRMED),
        (Facts(2, 2, denied_by=("Y",), doer="X", naming=2), Grade.CONTESTED, Grade.FAIR),
        (Facts(2, 2, denied_by=("X",), doer_denies="X", doer="X", naming=2), Grade.CONTESTED, Grade.CONTESTED),
        (Facts(2, 2, doer="X", naming=2, opposed=("X", "Y")), Grade.FAIR, Grade.CONTESTED),
        (Facts(2, 2, doer="X", naming=2, combatants_only=True), Grade.DISCOUNTED, Grade.FAIR),
        (Facts(0, 0, denied_by=("X",), all_deny=True), Grade.DISCOUNTED, Grade.DISCOUNTED),
    ],
)
def test_the_tables_of_grades(facts: Facts, harm: Grade, responsibility: Grade) -> None:
    found = grade(facts)
    assert (found.harm, found.responsibility) == (harm, responsibility)


TEXTS = st.one_of(st.none(), st.just("X"))
ANY_FACTS = st.builds(
    Facts,
    voices=st.integers(0, 4),
    kinds=st.integers(0, 4),
    denied_by=st.sampled_from([(), ("Y",), ("X", "Y")]),
    all_deny=st.booleans(),
    combatants_only=st.booleans(),
    admits_harm=TEXTS,
    admits_deed=TEXTS,
    doer=TEXTS,
    naming=st.integers(0, 4),
    opposed=st.sampled_from([None, ("X", "Y")]),
    doer_denies=TEXTS,
    conflict=st.sampled_from([None, "a and b tell different days"]),
)


@settings(deadline=None)
@given(ANY_FACTS)
def test_every_grade_gives_its_reason_in_a_sentence(facts: Facts) -> None:
    assert len(fields(facts)) == 12
    for reason in grade(facts).reasons:
        assert reason.endswith(".")
        assert "None" not in reason


# ---------------------------------------------------------------- grades: from tellings


def test_two_voices_that_name_the_same_party_are_fair() -> None:
    tellings = (
        telling("a", says(toll(3), by=MONITOR, participants=(REBELS,)), participants=(REBELS,)),
        telling("b", says(toll(3), by=POLICE, participants=(REBELS,)), participants=(REBELS,)),
    )
    found = graded(*tellings)
    assert (found.harm, found.responsibility) == (Grade.FAIR, Grade.FAIR)
    assert found.reasons[1] == "2 independent voices say that it was Azawad Movement."


def test_harm_may_be_fair_where_responsibility_is_weak() -> None:
    found = graded(telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE)))
    assert (found.harm, found.responsibility) == (Grade.FAIR, Grade.WEAK)


def test_a_party_that_says_that_it_did_it_confirms() -> None:
    claim = says(toll(3), by=body("army", side="military-ml"), verb="admitted", participants=(ARMY,))
    found = graded(telling("a", claim, participants=(ARMY,)))
    assert (found.harm, found.responsibility) == (Grade.CONFIRMED, Grade.CONFIRMED)


def test_a_party_that_admits_the_strike_and_no_harm_confirms_only_that() -> None:
    claim = says(by=body("army", side="military-ml"), participants=(ARMY,))
    told = says(toll(3), by=MONITOR)
    found = graded(telling("a", claim, told, participants=(ARMY,)))
    assert found.responsibility is Grade.CONFIRMED
    assert found.harm is Grade.FAIR


@pytest.mark.parametrize(
    ("sentence", "takes"),
    [
        ("The group claimed responsibility for the blast.", True),
        ("It has taken full responsibility.", True),
        ("Officials said the group bore responsibility.", False),
        ("Nobody was told of their responsibility, he claimed.", False),
    ],
)
def test_words_by_which_a_party_takes_a_deed_upon_itself(sentence: str, takes: bool) -> None:
    assert takes_responsibility(sentence) is takes


def test_an_accusation_confirms_nothing() -> None:
    claim = says(toll(3), by=body("army", side="military-ml"), verb="accused", participants=(REBELS,))
    assert graded(telling("a", claim, participants=(REBELS,))).responsibility is Grade.WEAK


def test_the_party_that_denies_contests_both() -> None:
    claim = says(toll(3), by=MONITOR, participants=(ARMY,))
    found = graded(telling("a", claim, participants=(ARMY,)), denial("b"))
    assert (found.harm, found.responsibility) == (Grade.CONTESTED, Grade.CONTESTED)


def test_combatants_alone_are_no_civilian_harm() -> None:
    tellings = (
        telling("a", says(toll(3, Group.COMBATANT), by=MONITOR)),
        telling("b", says(toll(3, Group.COMBATANT), by=POLICE)),
    )
    assert graded(*tellings).harm is Grade.DISCOUNTED


def test_different_places_make_two_voices_weak() -> None:
    tellings = (telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE), where=KIDAL))
    assert graded(*tellings).harm is Grade.WEAK


def test_two_that_agree_are_fair_whatever_a_third_tells() -> None:
    tellings = (
        telling("a", says(toll(3), by=MONITOR), where=GAO),
        telling("b", says(toll(3), by=POLICE), where=GAO),
        telling("c", says(toll(3), by=somebody("residents")), where=KIDAL),
    )
    assert graded(*tellings).harm is Grade.FAIR


def test_a_night_between_two_days_is_no_conflict() -> None:
    tellings = (
        telling("a", says(toll(3), by=MONITOR), when=on(MONDAY), day=WEDNESDAY),
        telling("b", says(toll(3), by=POLICE), when=on(TUESDAY), day=WEDNESDAY),
    )
    assert graded(*tellings).harm is Grade.FAIR
