"""From the words for a speaker to name, rank, role and organisation, and the same speaker under two namings."""

from __future__ import annotations

import pytest
from reading_texts import reading_of

from onrecord.claims.attribution import find_speech
from onrecord.model import Speaker


def speakers(text: str) -> list[Speaker]:
    """The speakers of a text's acts, in text order."""
    return [speaker for act in find_speech(reading_of(text)) for speaker in act.speakers]


@pytest.mark.parametrize(
    ("words", "name", "rank", "organisation"),
    [
        ("Col. Omar Haddad of the army", "Omar Haddad", "Col.", "army"),
        ("Group Capt. Musa Danladi, spokesman of the command,", "Musa Danladi", "Group Capt.", "command"),
        ("Staff Maj. Gen. Ali Saadi", "Ali Saadi", "Staff Maj. Gen.", None),
        ("the mayor of Bria, Paul Ngoma,", "Paul Ngoma", None, None),
        ("Sahel Rights Network director Awa Traore", "Awa Traore", None, "Sahel Rights Network"),
    ],
)
def test_a_person_has_name_rank_and_organisation(
    words: str, name: str, rank: str | None, organisation: str | None
) -> None:
    (speaker,) = speakers(f"{words[0].upper()}{words[1:]} said nine farmers were killed.")
    assert (speaker.name, speaker.rank, speaker.organisation) == (name, rank, organisation)
    assert not speaker.anonymous


@pytest.mark.parametrize(
    ("words", "organisation"),
    [
        ("the interior ministry", "interior ministry"),
        ("the defence ministry in Moscow", "defence ministry in Moscow"),
        ("state television", "state television"),
        ("the news agency Firat", "Firat"),
        ("Lebanese TV channel Al-Qanal", "Al-Qanal"),
        ("state-run television", "state-run television"),
        ("Colombia's National Police", "Colombia's National Police"),
        ("the Sahel Network for Human Rights", "Sahel Network for Human Rights"),
    ],
)
def test_a_body_speaks_as_such(words: str, organisation: str) -> None:
    (speaker,) = speakers(f"Nine farmers were killed, {words} said.")
    assert (speaker.name, speaker.organisation, speaker.anonymous) == (None, organisation, False)


@pytest.mark.parametrize("words", ["a security source", "local residents", "activists in Idlib province", "officials"])
def test_the_unnamed_are_anonymous_in_the_reports_words(words: str) -> None:
    (speaker,) = speakers(f"Nine farmers were killed, {words} said.")
    assert (speaker.name, speaker.role, speaker.organisation, speaker.anonymous) == (None, words, None, True)


def test_a_source_in_a_body_is_anonymous_with_its_body() -> None:
    (speaker,) = speakers("Nine farmers were killed, a source at the Aleppo Police Command said.")
    assert (speaker.role, speaker.organisation, speaker.anonymous) == ("source", "Aleppo Police Command", True)


@pytest.mark.parametrize("day", ["Saturday", "on Monday"])
def test_a_day_is_not_part_of_the_speaker(day: str) -> None:
    found = speakers(f"Six farmers were killed near Bria {day} the interior ministry said.")
    assert [speaker.organisation for speaker in found] == ["interior ministry"]


def test_a_short_organisation_is_given_in_full() -> None:
    text = "The Sahel Observatory for Human Rights said nine died. Observatory director Awa Traore said it was at dawn."
    assert [speaker.organisation for speaker in speakers(text)] == ["Sahel Observatory for Human Rights"] * 2


def test_the_observatory_is_the_body_not_its_director() -> None:
    text = (
        "The Sahel Observatory for Human Rights said nine died. Observatory director Awa Traore said it was at dawn. "
        "Two more died later, the Observatory said."
    )
    assert speakers(text)[-1].name is None


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ahmed Berri", "Berry"),
        ("Rami Abdel Rahman", "Abdulrahman"),
        ("Omar al-Haddad", "Haddad"),
        ("Awa Traore", "Traore"),
    ],
)
def test_one_person_under_two_spellings_is_one(full: str, short: str) -> None:
    text = f"Spokesman {full} said nine farmers were killed. {short} said two more died."
    assert {speaker.name for speaker in speakers(text)} == {full}


def test_two_persons_of_different_names_stay_two() -> None:
    text = "Spokesman Omar Haddad said nine farmers were killed. Mayor Awa Traore said two more died."
    assert [speaker.name for speaker in speakers(text)] == ["Omar Haddad", "Awa Traore"]


def test_he_is_an_unnamed_mayor_before_a_colonel_named_earlier() -> None:
    text = "Colonel Omar Haddad said nine died. The mayor of Bria said two more died. A canoe was sunk, he said."
    assert speakers(text)[-1].role == "The mayor of Bria"
