"""Who did it, to whom: roles read from one sentence, charges of responsibility, and what claims together bear out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import Registry, find_actors, load_registry
from onrecord.claims import Background, ToldEvent, find_claims, find_speech
from onrecord.incidents.parties import doers_clash, is_charge, parties_of
from onrecord.language import EnglishReader
from onrecord.model import Block, BlockKind, Published, Report, Role

Parties = set[tuple[str, str]]
Tell = Callable[..., tuple[ToldEvent, ...]]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="module")
def english() -> EnglishReader:
    return EnglishReader()


@pytest.fixture(scope="module")
def tell(registry: Registry, english: EnglishReader) -> Tell:
    """The told events of a text, without its times and places."""

    def read(text: str, country: str = "SY") -> tuple[ToldEvent, ...]:
        report = Report("r", text, (Block(0, len(text), BlockKind.BODY),), Published(None, "unknown"))
        reading = english.read(report)
        mentions = find_actors(reading.doc, registry, text=text, country=country, day=None)
        return find_claims(reading, Background((), (), mentions, find_speech(reading)))

    return read


@pytest.fixture(scope="module")
def parties(tell: Tell) -> Callable[..., Parties]:
    """(role, actor id) over all claims of a text."""

    def read(text: str, country: str = "SY") -> Parties:
        events = tell(text, country)
        return {(one.role.value, one.actor.id) for event in events for one in event.claim.participants}

    return read


IS = "islamic-state"


@pytest.mark.parametrize(
    ("text", "country", "role", "actor"),
    [
        ("Nine farmers were killed on Friday in a village east of the town by Islamic State.", "SY", "perpetrator", IS),
        ("Islamic State fighters shelled the old market, killing six people.", "SY", "perpetrator", IS),
        ("Taliban gunmen stormed the compound and killed four guards.", "AF", "perpetrator", "taliban"),
        ("Boko Haram's raid on the village left ten people dead.", "NG", "perpetrator", "boko-haram"),
        ("Air strikes by the Syrian army killed eight people in the suburb.", "SY", "perpetrator", "military-sy"),
        ("Militants from Islamic State opened fire on a bus, killing three people.", "SY", "perpetrator", IS),
        ("The strikes, carried out by Russian warplanes, killed 12 people.", "SY", "perpetrator", "military-ru"),
        ("Russian jets bombed a convoy of Islamic State near the river.", "SY", "target", IS),
        ("A drone strike hit Islamic State positions north of the town, killing two people.", "SY", "target", IS),
        ("Rockets hit the Taliban's headquarters, killing seven men.", "AF", "target", "taliban"),
        ("Seven Islamic State militants were killed in an air strike.", "SY", "target", IS),
        ("Two civilians were killed when a shell hit a school.", "SY", "victim", "civilians-sy"),
        ("Clashes between the Syrian army and Islamic State killed 20 people.", "SY", "side", IS),
        ("Clashes between the Syrian army and Islamic State killed 20 people.", "SY", "side", "military-sy"),
        ("The army clashed with Boko Haram near the lake on Monday.", "NG", "side", "boko-haram"),
    ],
)
def test_a_role_is_read_from_the_words_around_a_party(
    parties: Callable[..., Parties], text: str, country: str, role: str, actor: str
) -> None:
    assert (role, actor) in parties(text, country)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Air strikes on a town held by Islamic State killed nine people.", IS),
        ("A shell hit an Islamic State-held village, killing four people.", IS),
        ("The raids hit a depot run by Islamic State, killing nine men.", IS),
        ("Twelve people died in the blast, a spokesman for the Syrian army said.", "military-sy"),
        ("A suicide bomber blew himself up in a market, killing ten people.", "unidentified-armed-group"),
        ("Five people were killed days after an Islamic State attack in a town south of the city.", IS),
        ("A rocket hit Islamic State positions, killing three people.", IS),
    ],
)
def test_who_holds_speaks_or_is_hit_is_no_perpetrator(parties: Callable[..., Parties], text: str, actor: str) -> None:
    assert ("perpetrator", actor) not in parties(text)


def test_a_list_shares_its_role(parties: Callable[..., Parties]) -> None:
    found = parties("Six people were killed in strikes carried out by either Russian or Syrian warplanes.")
    assert {("perpetrator", "military-ru"), ("perpetrator", "military-sy")} <= found


def test_a_speaker_that_tells_of_its_own_deed_did_it(parties: Callable[..., Parties]) -> None:
    text = "The Syrian army said it had shelled a militant camp, killing nine people."
    assert ("perpetrator", "military-sy") in parties(text)


def test_a_man_of_a_party_who_tells_of_it_makes_no_perpetrator(parties: Callable[..., Parties]) -> None:
    text = "A blast shook the town. It killed six people, said Captain Samir Haddad of the Syrian army."
    assert ("perpetrator", "military-sy") not in parties(text)


def test_a_backer_supports_whom_it_backs(parties: Callable[..., Parties]) -> None:
    found = parties("Turkish-backed rebels shelled the village, killing three people.")
    assert {role for role, actor in found if actor.endswith("-tr")} == {"supporter"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Islamic State claimed responsibility for the blast.", IS),
        ("Responsibility for the attack was claimed by Islamic State.", IS),
        ("The Islamic State group has said that it was behind the attack.", IS),
        ("Officials blamed Islamic State for the bombing.", IS),
        ("Residents blamed the bombing on Islamic State.", IS),
        ("Activists accused the Syrian army of shelling the camp.", "military-sy"),
        ("The shelling was attributed to Islamic State.", IS),
        ("The attack bears the hallmarks of Islamic State.", IS),
        ("The gunmen who opened fire, believed to be members of Islamic State, fled.", IS),
        ("The rockets were fired from areas controlled by Islamic State.", IS),
        ("Islamic State posted a video showing the killing of two hostages.", IS),
    ],
)
def test_a_charged_party_is_a_suspected_perpetrator(tell: Tell, text: str, actor: str) -> None:
    told = [one for event in tell(text) for one in event.claim.participants if one.actor.id == actor]
    assert [(one.role, one.suspected) for one in told] == [(Role.PERPETRATOR, True)]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack on Islamic State fighters.",
        "Islamic State has not claimed responsibility for the blast.",
        "Islamic State denied that it was behind the attack.",
        "Islamic State claimed that the bombing had killed nobody.",
        "Islamic State blamed its rivals for the explosion.",
    ],
)
def test_who_denies_or_blames_others_is_not_charged(parties: Callable[..., Parties], text: str) -> None:
    assert ("perpetrator", IS) not in parties(text)


def test_a_bare_claim_of_responsibility_points_back(tell: Tell) -> None:
    events = tell("A car bomb killed nine people. The Islamic State group claimed responsibility in a statement.")
    assert events[-1].telling.definite
    assert [one.actor.id for one in events[-1].claim.participants] == [IS]


def test_a_sentence_without_a_charge_makes_no_claim(tell: Tell) -> None:
    assert tell("The Islamic State group issued a statement about the harvest.") == ()


def test_a_named_group_stands_for_the_gunmen(tell: Tell) -> None:
    events = tell("Gunmen killed nine people in the market. Islamic State claimed responsibility for the attack.")
    found = parties_of([event.claim for event in events])
    assert [one.actor.id for one in found if one.role is Role.PERPETRATOR] == [IS]


def test_gunmen_stay_where_nobody_is_named(tell: Tell) -> None:
    events = tell("Gunmen killed nine people in the market.")
    assert [one.role for one in parties_of([event.claim for event in events])] == [Role.PERPETRATOR]


def test_a_certain_telling_outweighs_a_doubted_one(tell: Tell) -> None:
    events = tell("Officials blamed Islamic State for the bombing. Islamic State fighters bombed the mosque.")
    found = parties_of([event.claim for event in events])
    assert [(one.actor.id, one.suspected) for one in found if one.role is Role.PERPETRATOR] == [(IS, False)]


def test_parts_take_their_doers_from_the_whole_as_inferred(tell: Tell) -> None:
    whole, part = tell("Russian jets carried out two air strikes. Six people were killed in the first raid.")
    found = parties_of([part.claim], [[whole.claim]])
    assert [(one.actor.id, one.basis.rule) for one in found] == [("military-ru", "parties.of_the_whole")]


def test_a_part_with_its_own_doer_takes_none(tell: Tell) -> None:
    whole, part = tell("Russian jets carried out two air strikes. Islamic State fighters shelled a school.")
    assert [one.actor.id for one in parties_of([part.claim], [[whole.claim]])] == [IS]


def test_different_certain_doers_clash_and_suspected_ones_do_not(tell: Tell) -> None:
    army, group, blamed = tell(
        "Syrian soldiers shot dead six men. Islamic State fighters shelled a school. "
        "Officials blamed Islamic State for the attack."
    )
    assert doers_clash(group.claim, [army.claim])
    assert not doers_clash(army.claim, [blamed.claim])
    assert not doers_clash(group.claim, [blamed.claim])


def test_a_charge_is_told_from_an_event_with_its_toll(tell: Tell) -> None:
    bare, counted = tell(
        "Islamic State claimed responsibility. Officials blamed Islamic State for an attack that killed six people."
    )
    assert is_charge(bare.claim)
    assert not is_charge(counted.claim)


def test_a_long_chain_of_nouns_ends_unread(parties: Callable[..., Parties]) -> None:
    text = "A bomb hit the wall " + "of the gate " * 400 + "of Islamic State, killing six people."
    assert ("perpetrator", IS) not in parties(text)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Boko Haram fighters stormed Dapchi on Monday. They killed 14 people, residents said.", "boko-haram"),
        ("Soldiers entered Bama, and then they shelled the market, a witness said.", "military-ng"),
        ("The army said rebels held Gwoza. They killed nine people there.", "rebels-ng"),
    ],
)
def test_they_are_the_armed_party_told_of_last(parties: Callable[..., Parties], text: str, doer: str) -> None:
    assert ("perpetrator", doer) in parties(text, "NG")


def test_they_who_are_harmed_do_nothing(parties: Callable[..., Parties]) -> None:
    found = parties("Rebels took Gwoza. Ten villagers fled. They were killed on the road.", "NG")
    assert not any(role == "perpetrator" and actor.startswith("civilians") for role, actor in found)
