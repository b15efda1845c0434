"""Which words name a party, which party that is, and which words are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Mention, Registry, find_actors
from onrecord.language import EnglishReader
from onrecord.model import ActorKind, How

Reader = Callable[..., tuple[Mention, ...]]
Told = Callable[..., list[tuple[str, str]]]
PIECES = (
    "IS",
    "the",
    "group",
    "US-led",
    "coalition",
    "army's",
    "of",
    "Nusra",
    "Front",
    "anti",
    "-",
    "pro",
    "rebel",
    ".",
)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("A cell of IS fled.", "cell of IS", "islamic-state"),
        ("Two ISIL fighters died.", "ISIL fighters", "islamic-state"),
        ("Daesh claimed it.", "Daesh", "islamic-state"),
        ("The Isis convoy burned.", "Isis convoy", "islamic-state"),
        ("Jets from the US-led coalition bombed it.", "Jets from the US-led coalition", "coalition-oir"),
        ("Assad's forces entered.", "Assad's forces", "military-sy"),
        ("Assads forces entered.", "Assads forces", "military-sy"),
        (
            "Forces loyal to President Bashar al-Assad fired.",
            "Forces loyal to President Bashar al-Assad",
            "military-sy",
        ),
        ("Government warplanes struck Homs.", "Government warplanes", "military-sy"),
        ("The regime air force struck.", "regime air force", "military-sy"),
        ("Russian warplanes struck.", "Russian warplanes", "military-ru"),
        ("Unknown assailants fired.", "Unknown assailants", "unidentified-armed-group"),
        ("Rebel fighters fired.", "Rebel fighters", "rebels-sy"),
        ("Opposition fighters fired.", "Opposition fighters", "rebels-sy"),
        ("Fighters of the Free Syrian Army fled.", "Fighters of the Free Syrian Army", "free-syrian-army"),
        ("Hizbullah gunmen came.", "Hizbullah gunmen", "hezbollah"),
        ("Qa'idah men came.", "Qa'idah men", "al-qaeda"),
        ("Civilians fled.", "Civilians", "civilians-sy"),
        ("Demonstrators marched.", "Demonstrators", "protesters-sy"),
    ],
)
def test_words_are_read_as_their_party(told: Told, text: str, words: str, actor: str) -> None:
    if actor == "al-qaeda":
        text, words = text.replace("Qa", "al-Qa"), words.replace("Qa", "al-Qa")
    assert (words, actor) in told(text)


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("Soldiers of the Iraqi army fled.", "IQ", 2014, "military-iq"),
        ("Iraqi police found them.", "IQ", 2014, "police-iq"),
        ("Al-Shebab raided the camp.", "SO", 2012, "al-shabaab"),
        ("ELN guerrillas mined the road.", "CO", 1999, "eln"),
        ("The RSF took the market.", "SD", 2023, "rapid-support-forces"),
        ("JNIM fired on the post.", "ML", 2021, "jnim"),
        ("The Tamil Tigers fired.", "LK", 2006, "ltte"),
        ("Tamil rebels fired.", "LK", 2006, "ltte"),
        ("Pro-Russian separatists fired.", "UA", 2015, "donbas-separatists"),
        ("Fulani herdsmen came.", "NG", 2018, "fulani-militia"),
        ("Maoist rebels came.", "NP", 2003, "cpn-maoist"),
        ("Maoist rebels came.", "IN", 2010, "cpi-maoist"),
        ("Maoist rebels came.", "PH", 2010, "npa"),
        ("The SLA fired.", "LK", 2007, "military-lk"),
        ("The SLA fired.", "SD", 2007, "slm-a"),
        ("The SLA fired.", "LB", 1995, "south-lebanon-army"),
        ("The PDF fired.", "MM", 2022, "pdf-myanmar"),
        ("Kurdish militants fired.", "TR", 2016, "pkk"),
        ("Kurdish fighters fired.", "SY", 2014, "ypg"),
        ("Kurdish forces fired.", "IQ", 2016, "peshmerga"),
        ("US-led troops fired.", "AF", 2009, "isaf"),
        ("SHINING PATH GUERRILLAS KILLED A MAYOR IN PUNO.", "PE", 1989, "shining-path"),
        ("THE ELN KIDNAPPED TWO ENGINEERS IN ARAUCA.", "CO", 1989, "eln"),
    ],
)
def test_country_and_year_decide_between_bearers_of_a_name(
    told: Told, text: str, country: str, year: int, actor: str
) -> None:
    assert actor in [each for _, each in told(text, country, year)]


@pytest.mark.parametrize(
    "text",
    [
        "He IS a baker.",
        "What IS the matter?",
        "She wants an Islamic state.",
        "Where is the town?",
        "This is known to us.",
        "WHERE IS THE TOWN THAT HE LEFT LAST SUMMER?",
        "A support front for the roof broke.",
        "The military hospital is old.",
        "The local government met.",
        "The ruling coalition met.",
        "The coalition of parties met.",
        "They had turkey for dinner.",
        "He was in Turkey.",
        "The Islamist cleric wrote a book.",
        "It rained on the western front.",
    ],
)
def test_near_misses_are_no_party(told: Told, text: str) -> None:
    assert told(text) == []


def test_the_longest_name_wins(told: Told) -> None:
    text = "Jets of the US-led coalition against Islamic State struck."
    assert told(text) == [("Jets of the US-led coalition against Islamic State", "coalition-oir")]


def test_a_name_is_not_cut_by_an_army(told: Told) -> None:
    text = "The Colombian Army of National Liberation denied it."
    assert told(text, "CO", 1995) == [("Army of National Liberation", "eln")]


def test_holder_and_backer_are_told_apart_from_those_who_act(actors_of: Reader) -> None:
    text = "Turkish-backed rebels shelled an IS-held town in rebel held areas."
    read = [(each.actor.id, each.attributive) for each in actors_of(text)]
    assert read == [
        ("government-tr", "backer"),
        ("rebels-sy", None),
        ("islamic-state", "holder"),
        ("rebels-sy", "holder"),
    ]


def test_an_affiliate_is_not_its_parent(actors_of: Reader) -> None:
    text = "Gunmen of al-Qaeda's Syrian affiliate, the Nusra Front, fled."
    read = [each for each in actors_of(text, "SY", 2014) if each.actor.id != "unidentified-armed-group"]
    assert [(text[each.span.start : each.span.end], each.actor.id, each.attributive) for each in read] == [
        ("al-Qaeda's Syrian affiliate", "al-nusra-front", None),
        ("Nusra Front", "al-nusra-front", None),
    ]


def test_those_against_the_government_are_not_the_government(told: Told) -> None:
    assert told("Anti-government rebels fired.") == [("Anti-government rebels", "rebels-sy")]
    assert told("Anti-Taliban villagers armed themselves.", "AF") == [("villagers", "civilians-af")]
    assert [actor for _, actor in told("Anti-Balaka men came.", "CF", 2014)] == ["anti-balaka"]


def test_pro_government_militia_is_not_the_army(told: Told) -> None:
    assert told("Pro-government militiamen fired.") == [("Pro-government militiamen", "pro-government-militia-sy")]


def test_a_shared_noun_serves_both_nations(told: Told) -> None:
    assert [actor for _, actor in told("Russian or Syrian jets struck.")] == ["military-ru", "military-sy"]


def test_a_country_is_a_party_only_where_it_acts(told: Told) -> None:
    assert told("Turkey shelled the hills.") == [("Turkey", "military-tr")]
    assert told("They travelled to Turkey by bus.") == []


def test_a_country_behind_a_preposition_is_where_not_whose(told: Told) -> None:
    assert told("In Iraq Turkish troops fired.", "IQ") == [("Turkish troops", "military-tr")]


def test_unknown_groups_are_new_parties_and_never_a_known_one(actors_of: Reader) -> None:
    text = "The Popular Brigade of Lasta, the Sultan Kebede Battalion and Ansar al-Lasta fought."
    read = [(each.actor.id, each.actor.registered) for each in actors_of(text, "ET", 2021)]
    assert read == [
        ("unregistered-popular-brigade-of-lasta", False),
        ("unregistered-sultan-kebede-battalion", False),
        ("unregistered-ansar-al-lasta", False),
    ]


def test_an_unknown_militia_keeps_its_kind_and_country(actors_of: Reader) -> None:
    (militia,) = actors_of("The Kebele Militia came.", "ET", 2021)
    assert (militia.actor.kind, militia.actor.country) == (ActorKind.MILITIA, "ET")


def test_a_noun_that_introduces_a_name_is_no_second_party(told: Told) -> None:
    assert told("The rebel group Ahrar al-Sham denied it.") == [("Ahrar al-Sham", "ahrar-al-sham")]


def test_country_is_taken_from_the_text_where_none_is_given(told: Told) -> None:
    assert told("In Nigeria soldiers fired.", None, 2020) == [("soldiers", "military-ng")]
    assert told("Soldiers fired.", None, 2020) == [("Soldiers", "military")]


def test_a_guess_from_context_is_called_inferred_and_is_less_sure(actors_of: Reader) -> None:
    named, context = actors_of("Syrian soldiers fled while policemen stayed.")
    assert named.basis.how is How.STATED
    assert context.basis.how is How.INFERRED
    assert context.basis.confidence < named.basis.confidence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_gives_ordered_spans_without_overlap(english: EnglishReader, registry: Registry, text: str) -> None:
    doc = english.nlp.make_doc(text)
    mentions = find_actors(doc, registry, text=text, country="SY", day=None)
    ends = 0
    for mention in mentions:
        assert ends <= mention.span.start < mention.span.end <= len(text)
        ends = mention.span.end
    assert find_actors(doc, registry, text=text, country="SY", day=None) == mentions
