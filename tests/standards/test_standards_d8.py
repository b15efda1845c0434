"""D8: named persons are one across spellings and lists by proposal and a person's decision, which can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.persons import Fate, Judgement, Person
from onrecord.persons.lists import List, read_list
from onrecord.persons.proposals import proposals
from onrecord.persons.records import PersonRecord

TODAY = date(2022, 1, 1)
WARD = """\
id,name,age,sex,effect,date
17,Abd al-Rahman Qasim,34,m,killed,2021-05-04
18,Hassan Qasim,30,m,killed,2021-05-04
"""
MEMORIAL = """\
ref,full name,age,gender,date of death
m-1,Abdulrahman Kassem,35,male,2021-05-04
m-2,Hussein Qasim,30,male,2021-05-04
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        for name, text in (("ward", WARD), ("memorial", MEMORIAL)):
            for found in read_list(text.encode(), List(name, TODAY, effect=Fate.KILLED), f"{name}.csv"):
                assert isinstance(found, PersonRecord)
                assert archive.add_person(found, by="ann")
    return path


def persons(path: Path) -> dict[str, Person]:
    """Persons by their first name as listed."""
    with Archive.open(path, create=False) as archive:
        return {person.names[0]: person for person in archive.persons().persons}


def decide(path: Path, judgement: Judgement) -> None:
    with Archive.open(path, create=True) as archive:
        ids = {held.record.external_id: held.record.id for held in archive.person_rows()[0]}
        archive.decide(ids["17"], ids["m-1"], judgement, by="ben", why="the family says so")


def test_spellings_across_lists_are_proposed_and_brothers_are_not(path: Path) -> None:
    with Archive.open(path, create=False) as archive:
        found = archive.persons()
        names = {held.record.id: held.record.name for person in found.persons for held in person.records}
        (proposal,) = proposals(found).pairs
    assert {names[proposal.a], names[proposal.b]} == {"Abd al-Rahman Qasim", "Abdulrahman Kassem"}
    assert "kassem ~ qasim" in proposal.why


def test_nobody_is_joined_without_a_decision(path: Path) -> None:
    assert len(persons(path)) == 4


def test_a_decision_joins_and_every_lists_id_is_kept(path: Path) -> None:
    decide(path, Judgement.SAME)
    found = persons(path)
    assert len(found) == 3
    joined = found["Abd al-Rahman Qasim"]
    assert joined.external_ids == (("ward", "17"), ("memorial", "m-1"))
    assert joined.names == ("Abd al-Rahman Qasim", "Abdulrahman Kassem")
    assert [(one.by, one.why) for one in joined.decisions] == [("ben", "the family says so")]


def test_a_decision_is_taken_back_by_a_later_one_and_both_are_kept(path: Path) -> None:
    before = persons(path)
    decide(path, Judgement.SAME)
    decide(path, Judgement.DIFFERENT)
    after = persons(path)
    assert {name: person.id for name, person in after.items()} == {name: person.id for name, person in before.items()}
    kept = [one.judgement for one in after["Abdulrahman Kassem"].decisions]
    assert kept == [Judgement.SAME, Judgement.DIFFERENT]


def test_the_id_of_a_joined_person_is_permanent_and_the_other_leads_to_it(path: Path) -> None:
    first, other = persons(path)["Abd al-Rahman Qasim"].id, persons(path)["Abdulrahman Kassem"].id
    decide(path, Judgement.SAME)
    with Archive.open(path, create=False) as archive:
        leads = archive.persons().by_record()
    assert leads[first].id == leads[other].id == first
