"""Who may be one person: what is proposed, in which order, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_persons import DAY, SAMIR, decided, held, record

from onrecord.persons import Fate, Held, Judgement, PersonRecord, Sex, register
from onrecord.persons.proposals import MOST_SHARING, proposals, propose

TWIN = record("Sameer Naser", age=34, sex=Sex.MALE, day=DAY)


def pairs(*records: PersonRecord) -> list[set[str]]:
    return [{one.a, one.b} for one in proposals(register(held(*records), [], [])).pairs]


def score(**facts: object) -> float:
    made = propose(replace(SAMIR, effect=Fate.KILLED), replace(TWIN, **facts))  # type: ignore[arg-type]
    return 0.0 if made is None else made.score


def test_a_proposal_says_why() -> None:
    proposal = propose(SAMIR, TWIN)
    assert proposal is not None
    assert proposal.score >= 0.95
    for words in ("sameer ~ samir", "both aged 34", "both male", "both on 2021-05-04"):
        assert words in proposal.why


def test_nothing_is_joined_by_a_proposal() -> None:
    found = register(held(SAMIR, TWIN), [], [])
    assert len(proposals(found).pairs) == 1
    assert len(found.persons) == 2


def test_the_likeliest_comes_first() -> None:
    less = record("Samir Nasser", "Wire")
    found = proposals(register(held(SAMIR, TWIN, less), [], [])).pairs
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert {found[0].a, found[0].b} == {SAMIR.id, TWIN.id}


@pytest.mark.parametrize(
    ("facts", "likelier"),
    [
        ({"age": 36}, {"age": None}),
        ({"age": None}, {"age": 39}),
        ({"day": DAY}, {"day": None}),
        ({"day": DAY + timedelta(2)}, {"day": DAY + timedelta(20)}),
        ({"sex": Sex.MALE}, {"sex": None}),
    ],
)
def test_what_agrees_lifts_and_what_does_not_sinks(facts: dict[str, object], likelier: dict[str, object]) -> None:
    assert score(**facts) > score(**likelier)


@pytest.mark.parametrize(
    "facts", [{"age": 60}, {"sex": Sex.FEMALE}, {"day": DAY + timedelta(90)}, {"name": "Omar Naser"}]
)
def test_what_cannot_be_one_person_is_not_proposed(facts: dict[str, object]) -> None:
    assert score(**facts) == 0


def test_who_was_injured_and_died_later_is_proposed() -> None:
    died = record("Samir Nasser", effect=Fate.KILLED, day=DAY + timedelta(29), age=34)
    proposal = propose(SAMIR, died)
    assert proposal is not None
    assert "injured on 2021-05-04, killed on 2021-06-02: could follow" in proposal.why
    assert propose(replace(SAMIR, effect=Fate.KILLED), died, Judgement.NONE) is not None
    before = propose(SAMIR, replace(died, day=DAY - timedelta(29)))
    assert before is None or "could follow" not in before.why


def test_two_rows_of_one_list_are_proposed_only_when_nearly_equal() -> None:
    cousin = replace(SAMIR, external_id="18", age=33)
    assert pairs(SAMIR, replace(cousin, name="Samir Naser"))
    assert pairs(SAMIR, replace(cousin, name="Samir K. Nasser")) == [
        {SAMIR.id, replace(cousin, name="Samir K. Nasser").id}
    ]
    assert pairs(SAMIR, replace(cousin, name="S. Nasser")) == []
    assert pairs(SAMIR, replace(cousin, age=38)) == []
    assert pairs(SAMIR, replace(cousin, age=None, day=None)) == []
    assert pairs(SAMIR, replace(cousin, list_name="Memorial", name="S. Nasser")) != []


def test_a_row_that_changed_its_name_is_proposed_first() -> None:
    (proposal,) = proposals(register(held(SAMIR, replace(SAMIR, name="Huda Bitar")), [], [])).pairs
    assert (proposal.score, proposal.why) == (1.0, "Ward 3 gives both the id 17, under other names")


@pytest.mark.parametrize("judgement", [Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE])
def test_what_was_decided_is_not_proposed_again(judgement: Judgement) -> None:
    found = register(held(SAMIR, TWIN), [], [decided(SAMIR, TWIN, judgement)])
    assert proposals(found).pairs == ()
    again = proposals(found, unsure=True).pairs
    assert [one.judgement for one in again] == ([Judgement.UNSURE] if judgement is Judgement.UNSURE else [])


def test_persons_are_proposed_once_and_not_where_a_decision_keeps_them_apart() -> None:
    third = record("Samir Nasser", "Wire", day=DAY)
    joined = decided(SAMIR, TWIN, Judgement.SAME)
    assert len(proposals(register(held(SAMIR, TWIN, third), [], [joined])).pairs) == 1
    apart = decided(TWIN, third, Judgement.DIFFERENT, 1)
    assert proposals(register(held(SAMIR, TWIN, third), [], [joined, apart])).pairs == ()


def test_other_names_count() -> None:
    native = record("سمير ناصر")
    assert pairs(replace(SAMIR, other_names=("سمير ناصر",)), native)
    assert pairs(SAMIR, native) == []


def test_one_word_spelled_beyond_its_key_is_found_by_the_day() -> None:
    assert pairs(record("Yousra Ghannam", day=DAY), record("Yusra Qannam", "Wire", day=DAY))


def test_an_initial_is_found() -> None:
    assert pairs(record("J. Karimi", age=40), record("Jawad Karimi", "Wire", age=40))


def test_crowds_of_one_name_are_parted_by_day_and_what_is_passed_over_is_counted() -> None:
    crowd = [
        record("Ali Hasan", str(number), day=date(2020, 1, 1) + timedelta(number % 400))
        for number in range(MOST_SHARING + 100)
    ]
    parted = proposals(register(held_many(crowd), [], []))
    assert parted.passed_over == 0
    assert parted.pairs
    on_one_day = proposals(register(held_many([replace(one, day=DAY) for one in crowd]), [], []))
    assert on_one_day.passed_over == MOST_SHARING + 100


def held_many(records: list[PersonRecord]) -> list[Held]:
    return [Held(one, seq, f"{seq:09}", "ann") for seq, one in enumerate(records, 1)]


@given(st.permutations([SAMIR, TWIN, record("Samir Nasser", "Wire"), record("Omar Naser"), replace(SAMIR, age=35)]))
def test_the_order_of_records_does_not_matter(records: list[PersonRecord]) -> None:
    found = pairs(*records)
    assert {frozenset(pair) for pair in found} == {
        frozenset(pair) for pair in pairs(SAMIR, TWIN, *(one for one in records if one not in (SAMIR, TWIN)))
    }
    assert propose(records[0], records[1]) == propose(records[1], records[0])
