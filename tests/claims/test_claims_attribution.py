"""Which speaker covers which words: speech, relays, quotations, pronouns, headlines, near misses."""

from __future__ import annotations

import pytest
from reading_texts import reading_of

from onrecord.claims.attribution import attribution_of, find_speech
from onrecord.model import Attribution, Speaker


def told(text: str, words: str, title: str | None = None) -> Attribution:
    """The attribution of the first token of some words of a text."""
    reading = reading_of(text, title)
    offset = reading.report.text.index(words)
    token = next(token for token in reading.doc if token.idx >= offset)
    return attribution_of(reading, find_speech(reading), reading.sentence_at(offset), token.i)


def names(attribution: Attribution) -> list[str]:
    """Name, else organisation, else role."""
    return [_name(speaker) for speaker in attribution.speakers]


def _name(speaker: Speaker) -> str:
    return speaker.name or speaker.organisation or speaker.role or ""


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The governor, Amina Diallo, said nine farmers were killed near Djibo on Monday.", "killed", "Amina Diallo"),
        ("Nine farmers were killed near Djibo on Monday, the governor, Amina Diallo, said.", "killed", "Amina Diallo"),
        ("Nine farmers were killed near Djibo, said Colonel Amina Diallo of the army.", "killed", "Amina Diallo"),
        ("Nine farmers, a doctor in Djibo said, were killed on Monday.", "killed", "a doctor in Djibo"),
        ("Nine farmers were killed near Djibo, according to local residents.", "killed", "local residents"),
        ("According to the interior ministry, nine farmers were killed near Djibo.", "killed", "interior ministry"),
        ("Gunmen killed nine farmers near Djibo, a security source said on Monday.", "killed", "a security source"),
        ("Activists in Jonglei state said that nine farmers were killed.", "killed", "Activists in Jonglei state"),
        ("In a statement posted on Telegram, the army said nine fighters were killed.", "killed", "army"),
        ("A statement by the Sahel Rights Network said nine farmers were killed.", "killed", "Sahel Rights Network"),
        ("The Sahel Rights Network counted 24 dead in the raid on Djibo.", "raid", "Sahel Rights Network"),
        ("Ankara says its jets killed nine fighters near Qandil.", "killed", "Ankara"),
        ("A TANA reporter said nine farmers were killed near Djibo.", "killed", "TANA"),
        ("Nine farmers were killed in northern Burkina Faso TANA news agency reports.", "killed", "TANA news agency"),
        ("Tana quoted a police source as saying nine farmers were killed.", "killed", "a police source"),
    ],
)
def test_a_claim_has_its_speaker(text: str, words: str, speaker: str) -> None:
    assert names(told(text, words)) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Six people died in a raid on Saturday and Sunday a monitor said.", "a monitor"),
        ("Two more soldiers were killed by mortar fire in Izium, the police chief, Ihor Koval, said.", "Ihor Koval"),
        ("Several houses were hit by shells and burned, a member of the council said.", "a member of the council"),
    ],
)
def test_a_trailing_speaker_is_not_the_subject_of_the_sentence(text: str, speaker: str) -> None:
    assert names(told(text, text.split(maxsplit=1)[0])) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("Police captain Omar Haddad told Radio Noor that six men were killed.", "Omar Haddad", "Radio Noor"),
        ("Six men were killed, a military source told Reuters by telephone.", "a military source", "Reuters"),
        ("Colonel Omar Haddad was quoted by Al-Nahda as saying that six men were killed.", "Omar Haddad", "Al-Nahda"),
        ("Six were killed, Tigris FM reported, citing local residents.", "local residents", "Tigris FM"),
        ("Six men were killed, Omar Haddad said in comments carried by Radio Noor.", "Omar Haddad", "Radio Noor"),
        ("A source at Taiz Police Command said in a statement to SANA six were killed.", "Taiz Police Command", "SANA"),
        ("The site Tihama Today was told by Major Omar Haddad that six were killed.", "Omar Haddad", "Tihama Today"),
        ("Britain said six men were killed in the raid, Reuters reported.", "Britain", "Reuters"),
    ],
)  # fmt: skip
def test_who_relays_does_not_speak(text: str, speaker: str, via: str) -> None:
    found = told(text, "killed")
    assert (names(found), found.via) == ([speaker], via)
    assert found.via_span is not None
    assert reading_of(text).report.quote(found.via_span) == via


def test_reporters_and_councils_that_are_told_relay_nothing() -> None:
    assert told("General Omar Haddad told reporters in Paris that six men were killed.", "killed").via is None
    assert told("General Omar Haddad told the Security Council that six men were killed.", "killed").via is None


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("confirmed that the rebels killed nine farmers", "confirmed"),
        ("denied that its jets had killed nine farmers", "denied"),
        ("accused the rebels of killing nine farmers", "accused"),
        ("admitted that its jets had killed nine farmers", "admitted"),
        ("claimed that the rebels had killed nine farmers", "claimed"),
        ("cast doubt on reports that nine farmers had been killed", "doubted"),
        ("questioned the toll of nine farmers killed", "doubted"),
        ("could not confirm that nine farmers had been killed", "unknown"),
        ("was unable to verify that nine farmers had been killed", "unknown"),
        ("declined to say whether nine farmers had been killed", "unknown"),
        ("said it did not know who had killed nine farmers", "unknown"),
    ],
)
def test_a_verb_gives_its_kind(verb: str, kind: str) -> None:
    assert told(f"The army {verb} near Djibo.", "farmers").verb == kind


def test_who_is_questioned_doubts_nothing() -> None:
    assert told("Police questioned three men after nine farmers were killed near Djibo.", "farmers").speakers == ()


def test_reportedly_is_the_reports_own_voice_with_a_cue() -> None:
    text = "Nine farmers were reportedly killed near Djibo."
    found = told(text, "killed")
    assert (found.verb, found.speakers) == (None, ())
    assert found.cue is not None
    assert reading_of(text).report.quote(found.cue) == "reportedly"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The report was published after a bomb killed nine farmers in Djibo.", "killed"),
        ("The bombing claimed the lives of nine farmers in Djibo.", "bombing"),
        ("The army announced a ceasefire after nine farmers were killed.", "killed"),
        ("Nine farmers were reported killed in a raid near Djibo.", "raid"),
        ("No group has claimed the bombing that killed nine farmers.", "bombing"),
        ("Three people were reported missing after the raid.", "raid"),
    ],
)
def test_words_of_saying_that_say_nothing_give_no_speaker(text: str, words: str) -> None:
    assert told(text, words).speakers == ()


def test_a_group_that_says_on_its_website_does_speak() -> None:
    found = told("The group says on its website that its men killed nine soldiers.", "killed")
    assert (found.verb, len(found.speakers)) == ("said", 1)


def test_who_claims_a_deed_does_not_tell_its_toll() -> None:
    text = "Islamic State claimed responsibility for a bombing that killed nine people."
    assert told(text, "killed").speakers == ()
    assert names(told("Islamic State claimed responsibility for the bombing.", "bombing")) == ["Islamic State"]


def test_each_side_of_a_contrast_keeps_its_speaker() -> None:
    text = "The army said nine fighters were killed, while the rebels said four soldiers died."
    assert names(told(text, "killed")) == ["army"]
    assert names(told(text, "died")) == ["the rebels"]


def test_a_clause_of_its_own_does_not_speak_for_the_sentence() -> None:
    text = "Nine farmers were killed in a raid which the army said was aimed at a depot."
    assert told(text, "killed").speakers == ()


def test_two_speakers_of_one_figure_both_stand() -> None:
    text = "Nine farmers were killed, the Sahel Rights Network and the interior ministry said."
    assert names(told(text, "killed")) == ["Sahel Rights Network", "interior ministry"]


def test_who_tells_the_same_toll_is_added() -> None:
    text = (
        "Nine farmers were killed in Djibo, the interior ministry said. Radio Noor also reported the same death toll."
    )
    assert names(told(text, "killed")) == ["interior ministry", "Radio Noor"]


def test_an_and_inside_a_name_makes_no_second_speaker() -> None:
    text = "The Committee for Peace and Justice said nine farmers were killed."
    assert len(told(text, "killed").speakers) == 1


def test_pronouns_and_ranks_point_back() -> None:
    text = (
        "Colonel Omar Haddad said a raid hit Djibo. Nine farmers were killed, he said. "
        "Two houses were destroyed, the colonel added."
    )
    assert names(told(text, "killed")) == ["Omar Haddad"]
    assert names(told(text, "destroyed")) == ["Omar Haddad"]


def test_it_is_the_body_and_he_the_person() -> None:
    text = (
        "The interior ministry said a raid hit Djibo. Mayor Omar Haddad said it was at dawn. "
        "Nine farmers were killed, it said. Two houses were destroyed, he said."
    )
    assert names(told(text, "killed")) == ["interior ministry"]
    assert names(told(text, "destroyed")) == ["Omar Haddad"]


def test_a_bare_he_said_is_of_the_sentence_before() -> None:
    text = "Mayor Omar Haddad said a raid hit Djibo. A school and a depot were destroyed. he said."
    assert names(told(text, "destroyed")) == ["Omar Haddad"]


def test_a_quotation_over_several_sentences_is_its_speakers() -> None:
    text = '"Nine farmers were killed. Two houses were destroyed," said Mayor Omar Haddad. "Four boys were hurt."'
    assert names(told(text, "killed")) == ["Omar Haddad"]
    assert names(told(text, "hurt")) == ["Omar Haddad"]


def test_words_behind_a_closed_quotation_are_not_the_speakers() -> None:
    text = '"Nine farmers were killed," said Mayor Omar Haddad. A week earlier, a bomb wounded six people.'
    assert told(text, "wounded").speakers == ()


def test_a_monitor_first_told_unnamed_is_named_in_full() -> None:
    text = (
        "Nine farmers were killed near Djibo, a monitor said. "
        "The Sahel Network for Human Rights said the raid was at dawn."
    )
    assert names(told(text, "killed")) == ["Sahel Network for Human Rights"]


def test_a_source_is_not_a_monitor_named_later() -> None:
    text = "Nine farmers were killed, a hospital source said. The Sahel Network for Human Rights said it was at dawn."
    assert told(text, "killed").speakers[0].anonymous


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Nine farmers killed in raid: police", "police"),
        ("Nine farmers killed in raid near Djibo state TV", "state TV"),
        ("Nine farmers killed in raid, officials say", "officials"),
    ],
)
def test_a_headline_ends_in_who_says_so(title: str, speaker: str) -> None:
    assert names(told("A raid hit Djibo on Monday at dawn.", "killed", title)) == [speaker]


@pytest.mark.parametrize("title", ["Nine farmers killed in raid NGO", "Nine farmers killed in raid: monitor"])
def test_a_body_that_a_headline_leaves_unnamed_is_the_one_of_the_text(title: str) -> None:
    text = "Nine farmers were killed in Djibo, an NGO said. The Sahel Network for Human Rights said it was at dawn."
    assert names(told(text, "killed", title)) == ["Sahel Network for Human Rights"]
    assert names(told(text, "killed in raid", title)) == ["Sahel Network for Human Rights"]


def test_a_headline_about_police_is_not_said_by_them() -> None:
    assert told("A raid hit Djibo on Monday at dawn.", "Gunmen", "Gunmen kill nine local police").speakers == ()


def test_who_goes_on_is_relayed_by_the_same_outlet() -> None:
    text = "Three soldiers died near Djibo, a colonel told AFP. He added that nine farmers were killed."
    assert told(text, "farmers").via == "AFP"


def test_the_observatory_is_no_other_network() -> None:
    text = "The Observatory counted 24 dead. Awa Traore, head of the Rights Network, said nine farmers were killed."
    assert names(told(text, "dead")) == ["Observatory"]


def test_a_place_behind_a_preposition_does_not_speak() -> None:
    text = "Toll from the raid on Djibo rises to nine as more dead reported in Dori and Arbinda."
    assert names(told(text, "raid")) == []


def test_who_confirms_the_toll_tells_it_too() -> None:
    text = "Nine farmers were killed near Djibo, a monitor said. A doctor in Dori confirmed the death toll."
    assert names(told(text, "killed")) == ["a monitor", "A doctor in Dori"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Nine farmers were killed near Djibo, the security services said on Thursday.", ["security services"]),
        ("Nine farmers were killed near Djibo, a baker said.", ["a baker"]),
        ("Nine farmers killed near Djibo as at least 10 civilians said police.", ["police"]),
    ],
)
def test_people_by_their_trades_speak_but_not_those_who_are_counted(text: str, speakers: list[str]) -> None:
    assert names(told(text, "farmers")) == speakers
