"""Parties told without their name: by their leader, by what they are called, by what the press of the country says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.actors import Mention
from onrecord.model import How

Reader = Callable[..., tuple[Mention, ...]]
Told = Callable[..., list[tuple[str, str]]]


def actors(read: list[tuple[str, str]]) -> list[str]:
    return [actor for _, actor in read]


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("They blamed the sect, whose founder Mohammed Yusuf is dead.", "NG", 2010, "boko-haram"),
        ("The outlawed outfit led by Nnamdi Kanu called a strike.", "NG", 2021, "ipob"),
        ("The movement of the medium Alice Lakwena was beaten.", "UG", 1988, "holy-spirit-movement"),
        ("The group's commander, Abdolmalek Rigi, was hanged.", "IR", 2010, "jundallah-iran"),
        ("The mutineers now call themselves the Patriotic Movement.", "CI", 2002, "mpci"),
        ("The coalition, the CPC, took three towns.", "CF", 2021, "cpc-car"),
        ("Prigozhin spoke. He said that his men had left.", "UA", 2023, "wagner-group"),
        ("The UN troops were held by fighters answering to Foday Sankoh.", "SL", 2000, "ruf"),
        ("Militiamen under Johnny Paul Koroma took Lunsar.", "SL", 1998, "afrc"),
        (
            "A spokesman for the UPDF said rebels had fled. 'We lost two of our men,' he said.",
            "UG",
            2002,
            "military-ug",
        ),
        (
            "Alexander Zakharchenko spoke. The separatist authorities hold 200 men.",
            "UA",
            2014,
            "donetsk-peoples-republic",
        ),
        ("Unlike Boko Haram, which burned it, ISWAP spared the town. The group taxes farmers.", "NG", 2020, "iswap"),
    ],
)
def test_words_beside_a_noun_tell_who_is_meant(told: Told, text: str, country: str, year: int, actor: str) -> None:
    assert actor in actors(told(text, country, year))


def test_a_leader_of_somebody_else_is_not_theirs(told: Told) -> None:
    text = "The rebels burned a school. Mourners buried the preacher Mohammed Yusuf."
    assert actors(told(text, "SY", 2010))[0] == "rebels-sy"


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("The sect burned a church.", "NG", 2012, "boko-haram"),
        ("The alliance denied it.", "LY", 2011, "nato"),
        ("The rebels fired a missile.", "YE", 2018, "houthis"),
        ("Somali militants crossed the border.", "KE", 2015, "al-shabaab"),
        ("The separatist group phoned in a warning.", "ES", 2004, "eta"),
    ],
)
def test_an_epithet_means_the_party_of_its_country_and_time(
    actors_of: Reader, text: str, country: str, year: int, actor: str
) -> None:
    mention = actors_of(text, country, year)[0]
    assert mention.actor.id == actor
    assert (mention.basis.how, mention.basis.rule) == (How.INFERRED, "actors.epithet")
    assert mention.basis.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("Rebels fired a missile.", "YE", 2018, "rebels-ye"),
        ("The rebels fired a missile.", "YE", 1994, "rebels-ye"),
        ("The rebels fired a missile.", "SY", 2018, "rebels-sy"),
    ],
)
def test_no_epithet_without_article_or_out_of_its_time_and_country(
    told: Told, text: str, country: str, year: int, actor: str
) -> None:
    assert actors(told(text, country, year)) == [actor]


def test_who_opened_the_sentence_before_goes_on(told: Told) -> None:
    text = "The Syrian Democratic Forces beat back Islamic State. The group said it lost two men."
    assert told(text, "SY", 2017)[-1] == ("group", "syrian-democratic-forces")


def test_an_affiliate_is_the_one_named_before(told: Told) -> None:
    text = "JNIM fighters raided Bamba. The al Qaeda affiliate besieges Timbuktu."
    assert actors(told(text, "ML", 2023))[-1] == "jnim"


@pytest.mark.parametrize(
    ("text", "country", "actor"),
    [
        ("Shells fell on the beach. The army in Nairobi said it would stay.", "SO", "military-ke"),
        ("Rockets fell on a camp; in Bogota the minister thanked the army.", "EC", "military-co"),
        ("Turkish jets struck. Ankara denied it. The army gave no toll.", "SY", "military-tr"),
        ("Eritrean soldiers fired. Addis Ababa said the troops had left.", "ET", "military-er"),
        ("A bomb went off. The army said two men died.", "SO", "military-so"),
    ],
)
def test_the_army_is_that_of_the_capital_that_speaks(told: Told, text: str, country: str, actor: str) -> None:
    assert actors(told(text, country, 2017))[-1] == actor


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("A leaflet signed Phalange of the Broken Oath threatened them.", "DZ", "Phalange of the Broken Oath"),
        ("It was the work of Lashkar-e-Neela Dariya, police said.", "PK", "Lashkar-e-Neela Dariya"),
        ("The Barak Lantern Tigers, an outfit nobody knows, called.", "IN", "Barak Lantern Tigers"),
    ],
)
def test_a_name_that_only_starts_or_ends_like_a_known_one_is_new(
    actors_of: Reader, text: str, country: str, name: str
) -> None:
    new = [each for each in actors_of(text, country, 2010) if not each.actor.registered]
    assert [text[each.span.start : each.span.end] for each in new] == [name]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Army won the hockey title by beating Wapda.", "PK"),
        ("CSKA, the army side, drew with Terek.", "RU"),
        ("He honked outside the offices at Naxal, in the capital.", "NP"),
        ("The M23 near Gatwick will close for Congolese guests.", "GB"),
        ("The bloc won most seats in the election. The coalition will open talks.", "IQ"),
    ],
)
def test_teams_places_roads_and_blocs_are_no_party(told: Told, text: str, country: str) -> None:
    assert told(text, country, 2015) == []


def test_crowds_are_protesters_by_what_they_do(told: Told) -> None:
    assert told("Crowds waving flags filled the square.", "CM", 2017) == [("Crowds", "protesters-cm")]
    assert told("Crowds filled the market.", "CM", 2017) == []


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("Police surrounded a compound in Prekaz.", "XK", 1998, "police-rs"),
        ("Police surrounded a compound in Prekaz.", "XK", 2008, "police-xk"),
        ("Tanks of the Republican Guard fired at Basra.", "IQ", 1991, "military-iq"),
        ("The kidnappers of the Abu Sayyaf fled. The kidnappers want money.", "PH", 2000, "abu-sayyaf"),
        ("Hizb-ul Mujahedin fighters met them.", "IN", 2000, "hizbul-mujahideen"),
    ],
)
def test_country_time_and_spelling_tell_who_is_meant(
    told: Told, text: str, country: str, year: int, actor: str
) -> None:
    assert actors(told(text, country, year))[-1] == actor


def test_initials_are_those_of_the_unknown_group_named_before(actors_of: Reader) -> None:
    text = "Clashes hit the Somali Salvation Democratic Front. The SSDF lost two men. The SSDX did not."
    read = actors_of(text, "SO", 1992)
    assert [text[each.span.start : each.span.end] for each in read] == [
        "Somali Salvation Democratic Front",
        "SSDF",
    ]
    assert read[0].actor == read[1].actor


def test_what_was_told_to_an_agency_is_not_told_to_an_army(told: Told) -> None:
    assert told("A witness told AFP that a bomb fell.", "PH", 2017) == []
    assert told("The AFP shelled Marawi.", "PH", 2017) == [("AFP", "military-ph")]


@pytest.mark.parametrize(
    "text",
    [
        "An army of volunteers pulled bodies from the mud.",
        "The list asks for AA batteries and rice.",
        "MAYOR OF CITY IS NAMED HEAD OF FLOOD BODY. It takes effect on Sunday, he said.",
    ],
)
def test_words_that_only_look_like_a_party(told: Told, text: str) -> None:
    assert told(text, "MM", 2022) == []


def test_men_of_two_leaders_are_rebels(told: Told) -> None:
    text = "The rebels of Mahamat Nouri and Timane Erdimi came from Darfur."
    assert actors(told(text, "TD", 2008)) == ["rebels-td"]


def test_a_band_that_nobody_knows_is_a_party_of_its_own(told: Told) -> None:
    read = told("The Akot Spear Guard ambushed traders; the Coast Guard was told.", "SS", 2021)
    assert actors(read)[0] == "unregistered-akot-spear-guard"
    assert all("coast-guard" not in actor for actor in actors(read))


@pytest.mark.parametrize(
    ("text", "country", "year", "actor"),
    [
        ("A committee of the Communist Party of India (Maoist) owned up to it.", "IN", 2010, "cpi-maoist"),
        ("A raid caught Mullah Baradar. He was second in the Taliban only to Mullah Omar.", "PK", 2010, "taliban"),
        ("Men of the AUC called out names of Farc helpers. The paramilitaries left at noon.", "CO", 2000, "auc"),
        ("In Tel Aviv the army said it had hit dozens of launch sites in Bint Jbeil.", "LB", 2006, "military-il"),
        ("Students demanding an end to the quota held the road.", "BD", 2024, "protesters-bd"),
        ("The police of Haiti stood by. The Kenyan officers fired.", "HT", 2024, "police-ke"),
    ],
)
def test_what_the_report_tells_besides_decides(told: Told, text: str, country: str, year: int, actor: str) -> None:
    assert actors(told(text, country, year))[-1] == actor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A tract of the Mouvement pour la dignité des lagunes lay there.", "mouvement-pour-la-dignite-des-lagunes"),
        ("They blamed Los Garfios del Muelle, a gang that broke away.", "los-garfios-del-muelle"),
        ("The Salamat Front of Braves (RBS) struck. The RBS lost nobody.", "salamat-front-of-braves"),
    ],
)
def test_names_that_no_table_has(told: Told, text: str, name: str) -> None:
    assert {actor for actor in actors(told(text, "TD", 2007)) if actor.startswith("unreg")} == {f"unregistered-{name}"}


@pytest.mark.parametrize(
    "text",
    ["Boat 2 diverted, ETA 04:30.", "The KIA showroom sold no car.", "RSF, the Paris-based defender of the press."],
)
def test_letters_of_somebody_or_something_else(told: Told, text: str) -> None:
    assert told(text, "SD", 2023) == []


def test_they_are_who_opened_the_sentence_before(told: Told) -> None:
    assert actors(told("JNIM fighters burned the post. They left at dawn.", "ML", 2021))[-1] == "jnim"
    assert "military-ml" not in actors(told("A witness saw soldiers. They left at dawn.", "ML", 2021))[1:]
