"""D9: who dies later, or is found alive, has another effect, is the same person, and keeps both states in history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.persons import Fate, Judgement, Person, PersonRecord

INJURED = PersonRecord("ward", "Huda Bitar", "17", effect=Fate.INJURED, day=date(2021, 5, 4), source="nurse")


def stored(tmp_path: Path, *records: PersonRecord) -> Path:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for record in records:
            archive.add_person(record, by="ann")
    return tmp_path / "a.db"


def persons(path: Path) -> tuple[Person, ...]:
    with Archive.open(path, create=False) as archive:
        return archive.persons().persons


@pytest.mark.parametrize(("first", "later"), [(Fate.INJURED, Fate.KILLED), (Fate.MISSING, Fate.ALIVE)])
def test_the_effect_changes_the_person_stays_and_both_states_are_kept(tmp_path: Path, first: Fate, later: Fate) -> None:
    record = PersonRecord("ward", "Huda Bitar", "17", effect=first, day=date(2021, 5, 4))
    path = stored(tmp_path, record)
    with Archive.open(path, create=True) as archive:
        archive.add_state(record.id, later, date(2021, 6, 2), source="hospital register", by="ben")
    (person,) = persons(path)
    assert person.id == record.id
    assert [(state.effect, state.day) for state in person.history] == [
        (first, date(2021, 5, 4)),
        (later, date(2021, 6, 2)),
    ]
    assert person.present is not None
    assert (person.present.effect, person.present.source, person.present.by) == (later, "hospital register", "ben")


def test_a_newer_edition_of_a_list_changes_the_effect_and_keeps_the_person(tmp_path: Path) -> None:
    newer = PersonRecord("ward", "Huda Bitar", "17", effect=Fate.KILLED, day=date(2021, 6, 2), source="nurse")
    (person,) = persons(stored(tmp_path, INJURED, newer))
    assert person.id == INJURED.id
    assert [state.effect for state in person.history] == [Fate.INJURED, Fate.KILLED]


def test_another_list_that_tells_of_the_death_is_one_history_once_decided(tmp_path: Path) -> None:
    other = PersonRecord("memorial", "Houda Bitar", "m-1", effect=Fate.KILLED, day=date(2021, 6, 2))
    path = stored(tmp_path, other, INJURED)
    with Archive.open(path, create=True) as archive:
        archive.decide(other.id, INJURED.id, Judgement.SAME, by="ben", why="the family says so")
    (person,) = persons(path)
    assert [state.effect for state in person.history] == [Fate.INJURED, Fate.KILLED]
    with Archive.open(path, create=True) as archive:
        archive.decide(other.id, INJURED.id, Judgement.DIFFERENT, by="ben", why="another Huda")
    assert {person.present.effect for person in persons(path) if person.present} == {Fate.INJURED, Fate.KILLED}


def test_what_is_learnt_late_of_an_earlier_day_does_not_become_the_present(tmp_path: Path) -> None:
    path = stored(tmp_path, INJURED)
    with Archive.open(path, create=True) as archive:
        archive.add_state(INJURED.id, Fate.KILLED, date(2021, 6, 2), source="register", by="ben")
        archive.add_state(INJURED.id, Fate.ABDUCTED, date(2021, 5, 20), source="neighbour", by="ben")
    (person,) = persons(path)
    assert [state.effect for state in person.history] == [Fate.INJURED, Fate.ABDUCTED, Fate.KILLED]
