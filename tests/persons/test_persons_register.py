"""Records and decisions to persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_persons import DAY, SAMIR, decided, held, record, state

from onrecord.model import Effect, Span
from onrecord.persons import Decision, Fate, Held, Judgement, PersonRecord, Register, State, register

A, B, C = record("Samir Nasser"), record("Sameer Naser", "Ward 3"), record("S. Nasser", "Wire")
SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE


def groups(found: Register) -> list[list[str]]:
    return [[one.record.name for one in person.records] for person in found.persons]


def made(*decisions: Decision) -> Register:
    return register(held(A, B, C), [], decisions)


def test_nobody_is_joined_without_a_decision() -> None:
    assert groups(made()) == [["Samir Nasser"], ["Sameer Naser"], ["S. Nasser"]]


def test_records_judged_the_same_are_one_person_through_others_too() -> None:
    found = made(decided(A, C, SAME, 1), decided(C, B, SAME, 2))
    assert groups(found) == [["Samir Nasser", "Sameer Naser", "S. Nasser"]]
    assert found.contradictions == ()


def test_the_id_is_that_of_the_record_stored_first_and_the_others_lead_to_it() -> None:
    found = made(decided(C, B, SAME))
    assert [person.id for person in found.persons] == [A.id, B.id]
    assert found.by_record()[C.id].id == B.id


def test_the_newest_decision_on_a_pair_counts_either_way_round() -> None:
    assert len(made(decided(A, B, SAME, 1), decided(B, A, DIFFERENT, 2)).persons) == 3
    assert len(made(decided(A, B, DIFFERENT, 1), decided(B, A, SAME, 2)).persons) == 2
    assert len(made(decided(A, B, SAME, 1), decided(B, A, UNSURE, 2)).persons) == 3


def test_after_a_reversal_all_decisions_are_still_there() -> None:
    found = made(decided(A, B, SAME, 1), decided(A, B, DIFFERENT, 2))
    assert [one.judgement for one in found.persons[0].decisions] == [SAME, DIFFERENT]
    assert found.by_record()[B.id].id == B.id


def test_a_contradiction_is_said_with_its_path_and_nothing_is_joined() -> None:
    found = made(decided(A, B, SAME, 1), decided(B, C, SAME, 2), decided(A, C, DIFFERENT, 3))
    (contradiction,) = found.contradictions
    assert set(contradiction.path) == {A.id, B.id, C.id}
    assert contradiction.path[1] == B.id
    assert "decide one of these pairs anew" in str(contradiction)
    assert len(found.persons) == 3


def test_deciding_one_pair_anew_ends_the_contradiction() -> None:
    said = [decided(A, B, SAME, 1), decided(B, C, SAME, 2), decided(A, C, DIFFERENT, 3), decided(B, C, DIFFERENT, 4)]
    found = made(*said)
    assert found.contradictions == ()
    assert groups(found) == [["Samir Nasser", "Sameer Naser"], ["S. Nasser"]]


def test_a_newer_version_of_a_row_is_the_same_person_until_somebody_says_otherwise() -> None:
    newer = replace(SAMIR, effect=Fate.KILLED, name="SAMIR NASSER")
    (person,) = register(held(SAMIR, newer), [], []).persons
    assert [one.effect for one in person.history] == [Fate.INJURED, Fate.KILLED]
    assert person.external_ids == (("Ward 3", "17"),)
    assert len(register(held(SAMIR, newer), [], [decided(SAMIR, newer, DIFFERENT)]).persons) == 2


def test_a_row_whose_name_is_another_is_not_joined_by_its_id() -> None:
    assert len(register(held(SAMIR, replace(SAMIR, name="Huda Nasser")), [], []).persons) == 2


def test_all_names_and_list_ids_are_kept() -> None:
    other = record("Sameer Naser", "Memorial", external_id="m-4", other_names=("سمير ناصر",))
    (person,) = register(held(SAMIR, other), [], [decided(SAMIR, other, SAME)]).persons
    assert person.names == ("Samir Nasser", "Sameer Naser", "سمير ناصر")
    assert person.external_ids == (("Ward 3", "17"), ("Memorial", "m-4"))


def test_the_present_state_is_the_newest_by_its_day_then_by_when_it_was_recorded() -> None:
    june, may = date(2021, 6, 2), date(2021, 5, 20)
    added = [state(SAMIR, Fate.KILLED, june, 1), state(SAMIR, Fate.MISSING, may, 2)]
    (person,) = register(held(SAMIR), added, []).persons
    assert [one.effect for one in person.history] == [Fate.INJURED, Fate.MISSING, Fate.KILLED]
    assert person.present == added[0]
    mended = state(SAMIR, Fate.ALIVE, june, 3)
    assert register(held(SAMIR), [*added, mended], []).persons[0].present == mended


def test_a_state_of_unknown_day_counts_as_older() -> None:
    unknown = state(SAMIR, Fate.KILLED, None, 9)
    (person,) = register(held(SAMIR), [unknown], []).persons
    assert person.present is not None
    assert person.present.effect is Fate.INJURED


def test_who_says_nothing_of_an_effect_has_no_state() -> None:
    assert made().persons[0].present is None


@st.composite
def kept(draw: st.DrawFn) -> tuple[list[Held], list[State], list[Decision]]:
    """Some records, decisions at distinct times, and states."""
    count = draw(st.integers(1, 6))
    rows = [
        record(f"Person {number}", external_id=draw(st.sampled_from([None, "1", "2"])), age=number)
        for number in range(count)
    ]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from([SAME, DIFFERENT, UNSURE]))
    said = [one for one in draw(st.lists(pairs, max_size=12)) if one[0] != one[1]]
    decisions = [decided(rows[a], rows[b], judgement, minute) for minute, (a, b, judgement) in enumerate(said)]
    told = draw(st.lists(st.tuples(st.integers(0, count - 1), st.sampled_from(Fate), st.dates()), max_size=4))
    states = [state(rows[at], effect, day, minute) for minute, (at, effect, day) in enumerate(told)]
    return held(*rows), states, decisions


@given(kept(), st.randoms())
def test_the_order_of_records_states_and_decisions_does_not_matter(
    given_rows: tuple[list[Held], list[State], list[Decision]], dice: st.DataObject
) -> None:
    expected = register(*given_rows)
    shuffled = tuple(list(rows) for rows in given_rows)
    for rows in shuffled:
        dice.shuffle(rows)  # type: ignore[attr-defined]
    assert register(*shuffled) == expected  # type: ignore[arg-type]


@given(kept())
def test_every_record_is_in_one_person_and_no_person_holds_two_judged_different(
    given_rows: tuple[list[Held], list[State], list[Decision]],
) -> None:
    found = register(*given_rows)
    assert sorted(found.by_record()) == sorted({one.record.id for one in given_rows[0]})
    assert sum(len(person.records) for person in found.persons) == len(found.by_record())
    people = found.by_record()
    for (a, b), judgement in found.judgements.items():
        assert not (judgement is DIFFERENT and people[a] is people[b])
    for contradiction in found.contradictions:
        assert len(contradiction.path) > 2
        assert all(a != b for a, b in pairwise(contradiction.path))


# ---------------------------------------------------------------- records


def test_the_fates_are_the_effects_that_one_person_can_have() -> None:
    assert {one.value for one in Fate} == {one.value for one in Effect} - {"casualties"} | {"alive"}


def test_an_id_is_derived_from_all_that_is_said() -> None:
    assert SAMIR.id == replace(SAMIR).id == "p-752111df2cc2c25b"
    changes = [replace(SAMIR, age=35), replace(SAMIR, list_name="Ward 4"), replace(SAMIR, occurrence=2)]
    assert len({SAMIR.id, *(one.id for one in changes)}) == 4


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"name": " "}, "needs a name"),
        ({"list_name": ""}, "needs a name and the list"),
        ({"age": 131}, "not between 0 and 130"),
        ({"age": -1}, "not between 0 and 130"),
        ({"span": Span(0, 5)}, "both the report and the span"),
        ({"report_id": "r-1"}, "both the report and the span"),
    ],
)
def test_a_record_that_cannot_be_is_refused(facts: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(SAMIR, **facts)  # type: ignore[arg-type]


def test_a_decision_is_on_two_records_and_judges() -> None:
    with pytest.raises(ValueError, match="two records"):
        decided(A, A, SAME)
    with pytest.raises(ValueError, match="no decision"):
        decided(A, B, Judgement.NONE)


def test_a_naming_in_a_report_is_a_record_too() -> None:
    naming = PersonRecord("reports", "Samir Nasser", report_id="r-1", span=Span(3, 15), effect=Fate.KILLED, day=DAY)
    (person,) = register(held(naming), [], []).persons
    assert person.present is not None
    assert person.external_ids == ()
