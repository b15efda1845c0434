"""Where an event was, when its own words leave that open or name places that are not it."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder
from onrecord.model import PlacePrecision

MONDAY = date(2016, 10, 24)


def place_of(coder: Coder, text: str) -> tuple[str, str | None, PlacePrecision] | None:
    """Name, unit and precision of the place of what the report is about."""
    incident = next(one for one in coder.code(text, published=MONDAY, country="SY").incidents if one.primary)
    where = incident.where
    return None if where is None else (where.name, where.admin1, where.precision)


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        (
            "Air strikes killed at least 22 people in a village in Idlib province on Sunday. "
            "The planes struck the village of Haas, a monitor said.",
            "Haas",
            "Idlib",
        ),
        (
            "Six people were killed by a car bomb in a district of Homs on Sunday. "
            "The blast tore through the Zahraa district, police said.",
            "Zahraa",
            "Homs",
        ),
        (
            "Militants killed 20 soldiers at an airbase in Raqqa province on Sunday. "
            "The men had been seized at Tabqa airbase, activists said.",
            "Tabqa",
            "Raqqa",
        ),
    ],
)
def test_a_spot_left_unnamed_is_named_by_the_next_sentences(coder: Coder, text: str, name: str, unit: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[:2] == (name, unit)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A bomb killed nine people near a market in Aleppo on Sunday. "
            "Two were killed at a checkpoint in Damascus, police said.",
            "Aleppo",
        ),
        (
            "Shells killed five people in a village in Idlib province on Sunday. "
            "The wounded were taken to a hospital in Latakia.",
            "Idlib",
        ),
        (
            "Air strikes killed ten people in a town in Idlib province on Sunday. "
            "Families from Saraqib buried them, a monitor said.",
            "Idlib",
        ),
    ],
)
def test_a_place_of_something_else_is_not_its_name(coder: Coder, text: str, name: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == name


def test_whence_somebody_came_is_not_where(coder: Coder) -> None:
    found = place_of(
        coder,
        "A bomb killed 70 evacuees from the besieged towns of Fua and Kefraya on Saturday in Aleppo, police said.",
    )
    assert found is not None
    assert found[0] == "Aleppo"


def test_where_only_the_country_is_told_the_unit_of_the_opening_holds_it(coder: Coder) -> None:
    text = (
        "Air strikes killed 12 people in Syria on Sunday. A monitor in Idlib said rescuers were at work. "
        "Residents of Saraqib heard planes."
    )
    found = place_of(coder, text)
    assert found is not None
    assert found == ("Idlib", "Idlib", PlacePrecision.ADMIN1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb killed 12 pilgrims on their way to Damascus on Sunday near Homs, police said.", "Homs"),
        ("Shells killed three people in Aleppo on Sunday. Smoke was seen from Azaz.", "Aleppo"),
        ("Shells killed nine people in Homs on Sunday despite Damascus' promises of a truce, activists said.", "Homs"),
        ("A blast killed nine people in Homs on Sunday, the worst attack since the bombing in Latakia.", "Homs"),
        (
            "Shells killed four people in Homs on Sunday. "
            "Ten of the wounded were treated in a hospital in Tartus in western Syria.",
            "Homs",
        ),
        ("Warplanes hit a hospital in Aleppo on Sunday, killing six people, a monitor said.", "Aleppo"),
        ("Rebels in Douma on Sunday fired shells at the centre of Damascus and killed nine people.", "Damascus"),
        ("Damascus bombed rebel positions in Douma on Sunday and killed nine people.", "Douma"),
        ("A source in Tartus told the Homs News correspondent that a bomb in Douma killed nine on Sunday.", "Douma"),
    ],
)
def test_places_of_speakers_travellers_and_earlier_events_are_not_where(coder: Coder, text: str, name: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Activists in Idlib province said air strikes killed 13 people on the province on Sunday "
            "in parallel with an onslaught on Aleppo.",
            "Idlib",
        ),
        ("The town of Saraqib has been without water for a week. Shells killed five people in the town.", "Saraqib"),
    ],
)
def test_a_place_that_the_words_point_back_to(coder: Coder, text: str, name: str) -> None:
    incident = next(one for one in coder.code(text, published=MONDAY, country="SY").incidents if one.primary)
    assert incident.where is not None
    assert (incident.where.name, incident.where.basis.rule) == (name, "claims.place_again")


def test_a_town_left_unnamed_outweighs_a_market_in_it(coder: Coder) -> None:
    found = place_of(
        coder,
        "Air strikes on a market killed 29 people in a town in northern Syria on Sunday. "
        "The strikes on rebel-held Atareb came at noon, a monitor said.",
    )
    assert found is not None
    assert found[0] == "Atareb"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen shot dead four people in Homs on Sunday. Another man was wounded and admitted to Tartus Hospital.",
        "A bomb killed six people in Homs on Sunday. In a call to a Latakia newsroom a group said it had planted it.",
        "Shells killed six in Homs on Sunday. A monitor said by phone from Damascus that two more had died.",
        "Shells killed six in Homs on Sunday. A source at the National Hospital, Tartus, counted nine dead.",
    ],
)
def test_hospitals_newsrooms_and_telephones_are_elsewhere(coder: Coder, text: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == "Homs"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two soldiers were killed near Aleppo, a spokesman told a briefing in Damascus on Sunday.", "Aleppo"),
        ("Nine people were killed in Haas in Idlib province on Sunday, an aid group said in Geneva.", "Haas"),
        ("NATO confirmed in Brussels that jets killed nine people in Haas in Idlib province on Sunday.", "Haas"),
        ("A spokesman, reached by telephone in Beirut, said nine people were killed in Haas on Sunday.", "Haas"),
        (
            "In Damascus, a government spokesman maintained that six gunmen had been killed on Sunday. "
            "They were shot in Palmyra.",
            "Palmyra",
        ),
        (
            "A bomb killed nine people on Sunday. Hospitals in Hama and Tartus took in 40 wounded, police said. "
            "The bomb went off in Homs.",
            "Homs",
        ),
        (
            "Six people were shot dead on Sunday, said a colonel who speaks for the army in Hama. "
            "The shooting was in Palmyra.",
            "Palmyra",
        ),
        (
            "Residents who reached Hama said 30 people had been shot dead on Sunday. The shooting was in Palmyra.",
            "Palmyra",
        ),
        (
            "The governor of Hama announced six dead in a shooting on Sunday. The shooting was in Palmyra.",
            "Palmyra",
        ),
    ],
)
def test_a_speakers_seat_and_a_ward_are_elsewhere(coder: Coder, text: str, name: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HOMS, Syria - Gunmen killed six people here on Sunday, officials in Damascus said.", "HOMS"),
        (
            "HAMA, Syria - A truck bomb killed 20 people on Sunday in this mainly Sunni city. "
            "The army sent troops from Homs.",
            "HAMA",
        ),
        ("HOMS, Syria - Police said here on Sunday that gunmen had killed six people in Palmyra.", "Palmyra"),
    ],
)
def test_here_and_this_town_mean_the_datelines_place(coder: Coder, text: str, name: str) -> None:
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == name


def test_the_first_sentence_names_the_spot_of_a_title(coder: Coder) -> None:
    text = "A crowd in Salamiyah, in central Syria, pulled eight men from a bus and stoned them, a judge said."
    coding = coder.code(text, published=MONDAY, title="Crowd kills eight men in central Syria")
    incident = next(one for one in coding.incidents if one.primary)
    assert incident.where is not None
    assert incident.where.name == "Salamiyah"


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        (
            "Militants have beheaded at least 13 people in Syria, officials said on Tuesday. The remains were found on "
            "Monday in woodland outside Saraqib, in the Idlib region.",
            None,
            "Saraqib",
        ),
        (
            "Rebels drove soldiers out of 11 villages in Idlib province on Sunday, killing 20. Among the settlements "
            "seized, they said, was the town of Saraqib.",
            None,
            "Saraqib",
        ),
        (
            "At least 14 people have been killed in and around the capital of Idlib province since Saturday.",
            "Fighting in Saraqib leaves at least 14 dead",
            "Saraqib",
        ),
    ],
)
def test_what_goes_on_names_the_spot_of_a_first_sentence(coder: Coder, text: str, title: str | None, name: str) -> None:
    incidents = coder.code(text, published=MONDAY, country="SY", title=title).incidents
    where = next(one for one in incidents if one.primary).where
    assert where is not None
    assert where.name == name


def test_a_village_again_is_not_the_town_that_people_were_brought_to(coder: Coder) -> None:
    text = (
        "Nine farmers were shot dead at Zarbatu, north-east of Saraqib, on Sunday. The wounded were carried to Saraqib "
        "on carts. Two of the dead were killed in the village, a medic said."
    )
    assert {one.where.name for one in coder.code(text, published=MONDAY, country="SY").incidents if one.where} == {
        "Zarbatu"
    }


def test_a_spot_on_a_road_is_told_more_finely_than_the_road(coder: Coder) -> None:
    found = place_of(coder, "A bomb hit a bus on the Homs-Hama highway at Zarbatu on Sunday, killing ten.")
    assert found is not None
    assert found[0] == "Zarbatu"


def test_where_a_ministry_sits_is_no_unit_of_the_event(coder: Coder) -> None:
    text = "MOSCOW - Some 120 fighters were killed in air strikes in Syria, the defence ministry in Moscow said."
    found = place_of(coder, text)
    assert found is not None
    assert found[1] is None


def test_another_strike_does_not_go_on_about_the_whole(coder: Coder) -> None:
    text = "Jets killed 40 militants in Idlib province on Sunday. The other strike killed eleven in Saraqib."
    found = place_of(coder, text)
    assert found is not None
    assert found[0] == "Idlib"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen abducted 61 villagers from Tabqa on Sunday.", "Tabqa"),
        ("Gunmen killed 61 villagers from Tabqa on Sunday.", None),
        ("The army murdered a mayor, a party said at a news conference held in Tabqa.", None),
        ("Gunmen attacked a meeting held in Tabqa, killing two.", "Tabqa"),
    ],
)
def test_who_is_taken_from_a_place_was_there_and_who_speaks_there_was_not(
    coder: Coder, text: str, name: str | None
) -> None:
    found = place_of(coder, text)
    assert (found and found[0]) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "OMAGH, Northern Ireland - A car bomb tore through this market town on Saturday, killing 28.",
            ("OMAGH", "GB"),
        ),
        ("LAHORE: Gunmen shot dead a trader on Monday, police said.", ("LAHORE", "PK")),
        ("KABUL (AFP) - A bomb killed four policemen in the south on Monday.", None),
        ("BEIRUT (AFP) - Syrian rebels killed five soldiers on Monday.", None),
        (
            "Drones hit a U.S. base in northeastern Jordan near the Syrian border, killing three.",
            ("northeastern Jordan", "JO"),
        ),
    ],
)
def test_a_place_is_the_datelines_only_where_no_other_is_spoken_of(
    coder: Coder, text: str, expected: tuple[str, str] | None
) -> None:
    (incident,) = coder.code(text, published=MONDAY).incidents
    assert (incident.where and (incident.where.name, incident.where.country)) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Iran struck the Iraqi town of Zarkoya with missiles on Sunday, killing 15.", "IQ"),
        ("Gunmen killed ten in the Syrian border town of Zarahmar on Sunday.", "SY"),
    ],
)
def test_a_town_is_in_the_country_of_the_adjective_before_it(coder: Coder, text: str, country: str) -> None:
    (incident,) = coder.code(text, published=MONDAY).incidents
    assert incident.where is not None
    assert incident.where.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A car bomb exploded in Baghdad's Karrada district on Monday, killing ten.", "Karrada"),
        (
            "Blasts outside a school in the Afghan capital's Dasht-e-Barchi area killed 50 on Monday.",
            "Dasht-e-Barchi",
        ),
        ("In Idlib, a sniper killed a boy in the Karam al-Zaytoun district on Monday.", "Karam al-Zaytoun"),
        ("In Urus-Martan, southwest of the regional capital Grozny, gunmen shot two men on Monday.", "Urus-Martan"),
        ("In Dhamar, south of the Yemeni capital Sanaa, a man threw a grenade on Monday, killing two.", "Dhamar"),
        ("A resident of the Zarfan area in Tripoli said shells had fallen on homes there on Monday.", "Zarfan"),
        ("Gunmen shot farmers in the Gawa Qanqa village of Ethiopia's Oromia region on Monday.", "Gawa Qanqa"),
        ("A detachment at Zargadji in Burkina Faso repelled an attack on Monday, killing six.", "Zargadji"),
        ("In Beledweyne, Somalia, rebels killed four near the bridge over the Shabelle river on Monday.", "Beledweyne"),
        ("Raiders shot herders in Zarkargi, Laisamis sub-county, in Kenya's Marsabit County on Monday.", "Zarkargi"),
        ("BAGHDAD / NINA / The army took the town of Kubaysa in Anbar on Monday after clashes.", "Kubaysa"),
        ("Gunmen killed ten in Souagui, Algeria, on Monday. Fifteen people were in hospital in Medea.", "Souagui"),
    ],
)
def test_the_finest_place_of_the_press_is_the_events(coder: Coder, text: str, name: str) -> None:
    incident = coder.code(text, published=MONDAY).incidents[0]
    assert incident.where is not None
    assert incident.where.name == name


def test_a_part_is_in_the_country_of_its_town_and_not_of_who_attacks_it(coder: Coder) -> None:
    text = "An Israeli air strike on the Tal al-Sultan neighbourhood of Rafah killed at least 45 people on Monday."
    (incident,) = coder.code(text, published=MONDAY).incidents
    assert incident.where is not None
    assert (incident.where.name, incident.where.country) == ("Tal al-Sultan", "PS")


def test_a_district_that_only_sounds_alike_is_in_the_reports_town(coder: Coder) -> None:
    text = "Rockets hit the Midan district on Monday, killing four people in Aleppo, Syria."
    (incident,) = coder.code(text, published=MONDAY).incidents
    assert incident.where is not None
    assert (incident.where.name, incident.where.admin1) == ("Midan", "Aleppo")


def test_where_who_speaks_sits_is_not_where(coder: Coder) -> None:
    fight = "Three people were killed in an exchange of fire at Moirang in Manipur on Monday, police said. "
    claim = "A women's committee at Lamsang, however, claimed that four people had lost their lives."
    (incident,) = coder.code(fight + claim, published=MONDAY, country="IN").incidents
    assert incident.where is not None
    assert incident.where.name == "Moirang"
    assert [(toll.low, toll.high) for toll in incident.tolls] == [(3, 4)]
