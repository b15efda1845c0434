"""What place a name means, and how exactly that is known."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from onrecord.model import How, Place, PlacePrecision, Relation, Span
from onrecord.places import Gazetteer, Toponym, ToponymRole, find_toponyms, read_places, resolve_places
from onrecord.places.earth import distance_km

Read = Callable[..., dict[str, tuple[Toponym, Place]]]
QAIM = (34.39, 40.99)
RAMADI = (33.42, 43.31)


def km(place: Place, point: tuple[float, float]) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return distance_km(place.lat, place.lon, *point)


def test_an_unknown_part_of_a_known_town_gets_its_point_and_says_so(read: Read) -> None:
    text = "Iraqi jets hit Zarbatu, a region of the town of Qaem, near the Syrian border."
    place = read(text)["Zarbatu"][1]
    assert km(place, QAIM) < 5
    assert (place.precision, place.uncertainty_km) == (PlacePrecision.NEAR, 10.0)
    assert (place.name, place.country, place.admin1) == ("Zarbatu", "IQ", "Anbar")
    assert place.relation == Relation("in", "Qaem")
    assert place.basis.how is How.INFERRED
    assert place.span is not None
    assert text[place.span.start : place.span.end] == "Zarbatu, a region of the town of Qaem, near the Syrian border"


def test_nothing_happens_in_the_country_of_the_border(read: Read) -> None:
    found = read("Rockets struck a base near the Syrian border in Anbar, Iraq.")
    assert found["Syrian"][0].role is ToponymRole.BORDER
    assert found["Anbar"][1].country == "IQ"


def test_a_direction_without_distance_is_near(read: Read) -> None:
    place = read("Five died at Wadi Sabta, west of the city of Ramadi in Iraq.")["Wadi Sabta"][1]
    assert place.relation == Relation("west", "Ramadi")
    assert (place.precision, place.uncertainty_km) == (PlacePrecision.NEAR, 25.0)
    assert km(place, RAMADI) < 1


def test_a_part_of_a_country_is_no_point(read: Read) -> None:
    place = read("Air strikes killed ten people in northern Syria on Monday.")["northern Syria"][1]
    assert (place.precision, place.country) == (PlacePrecision.COUNTRY, "SY")
    assert place.uncertainty_km is not None
    assert place.uncertainty_km >= 100


def test_a_distance_and_direction_move_the_point(read: Read) -> None:
    place = read("A convoy was hit 210 km west of Ramadi, Iraqi officers said.")["Ramadi"][1]
    assert place.relation == Relation("west", "Ramadi", 210.0)
    assert km(place, RAMADI) == pytest.approx(210, abs=1)
    assert place.lon is not None
    assert place.lon < 41.5


def test_miles_are_read_as_kilometres(read: Read) -> None:
    relation = read("Gunmen killed nine 30 miles south of Maiduguri.")["Maiduguri"][1].relation
    assert relation == Relation("south", "Maiduguri", 48.3)


def test_a_distance_behind_the_unit_still_places_the_village(read: Read) -> None:
    place = read("Raiders burned the village of Zarbatu in Borno State, 150 kilometers south of Maiduguri.")["Zarbatu"][
        1
    ]
    assert place.relation == Relation("south", "Maiduguri", 150.0)
    assert place.precision is PlacePrecision.NEAR


def test_between_two_towns_is_half_way(read: Read) -> None:
    place = read("An ambush between Dori and Gorom-Gorom in Burkina Faso killed eleven.")["Dori"][1]
    assert place.relation == Relation("between", "Dori and Gorom-Gorom")
    assert place.basis.rule == "places.between"


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Clashes broke out in Idlib province in Syria.", "Idlib", PlacePrecision.ADMIN1),
        ("Clashes broke out in the city of Idlib in Syria.", "Idlib", PlacePrecision.EXACT),
        ("Clashes broke out in Homs city in Syria.", "Homs", PlacePrecision.EXACT),
        ("Clashes broke out in Syria.", "Syria", PlacePrecision.COUNTRY),
    ],
)
def test_type_words_tell_the_province_from_the_town(
    read: Read, text: str, name: str, precision: PlacePrecision
) -> None:
    assert read(text)[name][1].precision is precision


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Lebanese soldiers clashed with gunmen in Tripoli, near Beirut.", "Tripoli", "LB"),
        ("Libyan militias fought in Tripoli and Misrata.", "Tripoli", "LY"),
        ("Police in London, Ontario arrested a man; Toronto officers helped.", "London", "CA"),
        ("Two people were shot in Paris, Texas.", "Paris", "US"),
        ("Georgian troops moved from Tbilisi towards the capital of Georgia.", "Georgia", "GE"),
    ],
)
def test_the_rest_of_the_report_tells_namesakes_apart(read: Read, text: str, name: str, country: str) -> None:
    assert read(text)[name][1].country == country


def test_a_hint_tells_namesakes_apart_too(read: Read) -> None:
    assert read("A bomb exploded in Tripoli.", "LB")["Tripoli"][1].country == "LB"


def test_an_unknown_village_has_the_precision_of_what_is_known(read: Read) -> None:
    found = read("Gunmen stormed the village of Zarbatu in Kaduna State, Nigeria.")
    place = found["Zarbatu"][1]
    assert (place.precision, place.admin1, place.country) == (PlacePrecision.ADMIN1, "Kaduna", "NG")
    assert place.geonameid is None
    assert place.uncertainty_km is not None
    assert place.uncertainty_km > 50


def test_a_village_nobody_knows_has_no_point(read: Read) -> None:
    place = read("Gunmen stormed the village of Zarbatu.")["Zarbatu"][1]
    assert (place.precision, place.lat, place.lon) == (PlacePrecision.UNKNOWN, None, None)


def test_a_quarter_lies_in_the_town_of_the_report(read: Read) -> None:
    place = read("Shells hit the Zarbatu neighbourhood on Sunday. Aleppo in Syria has seen weeks of fighting.")[
        "Zarbatu"
    ][1]
    assert (place.precision, place.admin1) == (PlacePrecision.NEAR, "Aleppo")


def test_a_quarter_lies_in_the_town_that_a_unit_is_named_after_not_in_the_capital_of_who_speaks(read: Read) -> None:
    text = (
        "Raids killed nine in Aleppo, Syria. The embassy in London was picketed. A market in Zarbat district was hit."
    )
    quarter = read(text)["Zarbat"][1]
    assert (quarter.country, quarter.admin1) == ("SY", "Aleppo")


def test_a_hill_is_no_part_of_a_town(read: Read) -> None:
    hill = read("Troops left the city of Daraa in Syria. Rebels seized the strategic Tal al-Zarbat hill.")
    assert hill["Tal al-Zarbat"][1].basis.rule != "places.town_of_report"


def test_a_namesake_outside_the_country_that_holds_the_name_is_refused(read: Read) -> None:
    place = read("A bomb hit Springfield in Kenya on Monday.")["Springfield"][1]
    assert (place.country, place.precision) == ("KE", PlacePrecision.COUNTRY)


def test_a_name_without_its_article_is_found_in_the_country_of_the_report(read: Read) -> None:
    assert read("A bomb hit Libertad in El Salvador on Monday.")["Libertad"][1].country == "SV"


def test_the_same_text_gives_the_same_places(parse: Callable[[str], Doc], gazetteer: Gazetteer) -> None:
    doc = parse("Fighting in Homs, Hama and Idlib provinces left Syrian civilians dead near Salamiyah.")
    toponyms = find_toponyms(doc, gazetteer)
    first = resolve_places(doc, toponyms, gazetteer)
    assert first == resolve_places(doc, toponyms, gazetteer)
    assert len(first) == len(toponyms)


def test_given_spans_are_resolved_in_their_order(parse: Callable[[str], Doc], gazetteer: Gazetteer) -> None:
    text = "Troops drove from Mosul to a hill 30 km west of Ramadi."
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in ("Ramadi", "Mosul", "Troops")]
    ramadi, mosul, _ = read_places(parse(text), gazetteer, spans=spans)
    assert ramadi is not None
    assert mosul is not None
    assert (ramadi.span, mosul.span) == (spans[0], spans[1])
    assert km(ramadi, RAMADI) < 1


def test_a_given_span_that_cannot_be_placed_is_none(parse: Callable[[str], Doc], gazetteer: Gazetteer) -> None:
    text = "Gunmen stormed Qwxzvk at night."
    assert read_places(parse(text), gazetteer, spans=[Span(15, 21)]) == (None,)


def test_a_report_is_read_within_milliseconds(parse: Callable[[str], Doc], gazetteer: Gazetteer) -> None:
    text = " ".join(
        f"Rebels shelled Homs, Hama and village {n} west of Idlib city in Syria on Monday." for n in range(24)
    )
    doc = parse(text)
    resolve_places(doc, find_toponyms(doc, gazetteer), gazetteer)
    started = time.perf_counter()
    resolve_places(doc, find_toponyms(doc, gazetteer), gazetteer)
    assert time.perf_counter() - started < 0.25


def test_a_place_known_only_by_direction_is_near_its_town(read: Read) -> None:
    place = read("In North Sinai, Egyptian jets bombed hideouts south of Sheikh Zuweid.")["Sheikh Zuweid"][1]
    assert place.relation == Relation("south", "Sheikh Zuweid")
    assert (place.precision, place.country) == (PlacePrecision.NEAR, "EG")


def test_an_unknown_name_is_held_by_the_town_its_comma_ties_it_to(read: Read) -> None:
    found = read("Fifteen were killed in a second raid, at Zarbatu, south of the town of Djibo.")
    assert found["Djibo"][0].role is ToponymRole.ANCHOR
    assert (found["Zarbatu"][1].country, found["Zarbatu"][1].precision) == ("BF", PlacePrecision.NEAR)


def test_an_area_of_an_old_town_lies_in_the_town(read: Read) -> None:
    found = read("Shells fell on the Zarbatu area of Old Damascus, Syrian media said.")
    assert found["Zarbatu"][1].relation == Relation("in", "Damascus")
    assert found["Zarbatu"][1].precision is PlacePrecision.NEAR
    assert found["Damascus"][0].kinds == ()


def test_a_town_named_after_and_holds_no_country_before_it(read: Read) -> None:
    assert read("They spoke of Syria, and the town of Tadmur was lost.")["Syria"][1].relation is None


def test_a_border_names_no_country_of_the_event(read: Read) -> None:
    text = "Malian troops killed four in Mali near Tin-Zarbaten, on the border with Algeria. Gao and Kidal were quiet."
    found = read(text)
    assert found["Algeria"][0].role is ToponymRole.BORDER
    assert found["Tin-Zarbaten"][1].country == "ML"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in Dora, a district of Baghdad, on Monday.",
        "A bomb went off in Dora, in the south of the capital, on Monday. Officials in Baghdad spoke of ten dead.",
        "Medics at the Yarmouk hospital counted ten dead. A bomb went off in Dora district. Baghdad in Iraq was tense.",
    ],
)
def test_a_quarter_lies_in_its_town_whatever_namesakes_there_are(read: Read, text: str) -> None:
    found = read(text)
    assert (found["Dora"][1].country, found["Dora"][1].precision) == ("IQ", PlacePrecision.NEAR)
    assert all(place.country == "IQ" for _, place in found.values())


def test_a_quarter_that_the_gazetteer_has_keeps_its_point(read: Read) -> None:
    place = read("Shells hit the Yarmouk camp, in the south of the capital. Damascus, in Syria, was tense.")["Yarmouk"][
        1
    ]
    assert (place.country, place.precision, place.geonameid is None) == ("SY", PlacePrecision.EXACT, False)


def test_a_town_by_another_name_in_a_country_not_spoken_of_is_refused(read: Read) -> None:
    place = read("Syrian buses left the town of Fua for Aleppo. Syrian media showed Homs and Hama.")["Fua"][1]
    assert place.country == "SY"


def test_a_town_far_from_its_stated_neighbour_is_refused(read: Read) -> None:
    found = read("French helicopters hit a camp in the Adrar, north-east of Tessalit, in Mali. Algeria said nothing.")
    assert found["Adrar"][1].country == "ML"


def test_a_country_that_owns_a_ministry_holds_no_place_before_the_comma(read: Read) -> None:
    found = read("Five were killed in the area of Zarbat, Turkey's Defence Ministry said. Iraq and Mosul were quiet.")
    assert found["Zarbat"][0].relation is None


def test_what_one_mention_tells_of_an_unknown_name_holds_for_all(
    parse: Callable[[str], Doc], gazetteer: Gazetteer
) -> None:
    doc = parse(
        "Shots were heard in the village of Zarbatu. Later a bomb hit Zarbatu, west of the city of Ramadi in Iraq."
    )
    toponyms = find_toponyms(doc, gazetteer)
    places = [place for place in resolve_places(doc, toponyms, gazetteer) if place.name == "Zarbatu"]
    assert [(place.admin1, place.precision) for place in places] == [("Anbar", PlacePrecision.NEAR)] * 2


def test_a_part_of_a_unit_is_named_as_the_report_names_it(read: Read) -> None:
    text = "Clashes went on in western Anbar."
    assert read(text)["Anbar"][1].name == "western Anbar"


def test_a_region_is_the_unit_of_that_name_in_the_country_of_the_report(read: Read) -> None:
    place = read("Burkina Faso's army hit a column in the Sahel region, near Djibo and Dori.")["Sahel"][1]
    assert (place.country, place.precision) == ("BF", PlacePrecision.ADMIN1)
    assert read("Droughts trouble the Sahel.")["Sahel"][1].country is None


def test_a_unit_among_units_is_the_unit(read: Read) -> None:
    found = read("Cases were counted in Ohio, Oregon, Tennessee, Utah, Washington and Wisconsin.")
    assert (found["Washington"][1].precision, found["Washington"][1].admin1) == (PlacePrecision.ADMIN1, "Washington")


def test_a_holder_of_a_holder_holds(read: Read) -> None:
    found = read("A bomb went off in the village of Zarbatu in Syria's border province of Idlib.")
    assert (found["Zarbatu"][1].country, found["Zarbatu"][1].admin1) == ("SY", "Idlib")


def test_a_bare_name_is_the_province_where_the_report_says_so(read: Read) -> None:
    assert read("Planes bombed Idlib province. Ten died in Idlib.")["Idlib"][1].precision is PlacePrecision.ADMIN1


def test_a_river_or_a_sea_is_no_point(read: Read) -> None:
    for name in ("Mediterranean", "Euphrates"):
        found = read(f"A boat sank in the {name} off Syria.")[name][1]
        assert found.precision is PlacePrecision.COUNTRY
        assert (found.uncertainty_km or 0) > 100


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen killed nine people in eastern Congo on Monday, the army said.", "Congo", "CD"),
        ("BUNIA, Congo - Militiamen killed nine people near Mahagi on Monday.", "Congo", "CD"),
        ("BRAZZAVILLE - Troops shelled villages near Kinkala, in the Pool region of Congo.", "Congo", "CG"),
        ("PYONGYANG - Korea accused the South of firing shells near Kaesong on Monday.", "Korea", "KP"),
        ("SEOUL - A drone was shot down near Paju. Korea has seen no such clash for years.", "Korea", "KR"),
    ],
)
def test_a_name_of_two_countries_means_the_one_of_the_other_places(
    read: Read, text: str, name: str, country: str
) -> None:
    assert read(text)[name][1].country == country


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Raiders killed ten in Zurbi Local Government Area of Katsina State, Nigeria.", "Zurbi", "Katsina"),
        ("Gunmen attacked Batsari LGA of Katsina State on Monday, killing ten.", "Batsari", "Katsina"),
        ("Five people died in Kwandu sub-county in Lamwo district, Uganda, police said.", "Kwandu", "Northern"),
        ("Soldiers killed four villagers in the commune of Tabango, near Mopti in Mali.", "Tabango", "Mopti"),
    ],
)
def test_an_unknown_name_beside_a_unit_word_is_held_by_the_unit_named_with_it(
    read: Read, text: str, name: str, unit: str
) -> None:
    place = read(text)[name][1]
    assert place.admin1 == unit
    assert place.precision is not PlacePrecision.EXACT


def test_the_beginning_of_a_longer_name_is_no_place_abroad(read: Read) -> None:
    found = read("Missiles hit a compound near Mir Kalay in South Waziristan, Pakistani officials said.")
    assert "Mir" not in found
    assert found["Mir Kalay"][1].country == "PK"


def test_a_square_lies_in_the_town_spoken_of_not_in_a_speakers_seat(read: Read) -> None:
    text = (
        "Five men were put to death in Mosul on Monday. They were shot in Bab al-Shams square, an official told a "
        "website in Erbil."
    )
    assert read(text)["Bab al-Shams"][1].admin1 == "Nineveh"


def test_a_dateline_in_capitals_is_a_place_whatever_its_spelling(read: Read) -> None:
    found = read("TUZ KHURMATO, Iraq - A truck bomb killed 20 people on Monday.")["TUZ KHURMATO"]
    assert (found[0].cue, found[1].admin1) == ("dateline", "Salah ad Din")


def test_an_agreement_brings_no_country(read: Read) -> None:
    found = read("A shell banned under the Minsk accords killed a soldier near Avdiivka on Monday.")
    assert found["Minsk"][0].role is ToponymRole.BORDER
    assert found["Avdiivka"][1].country == "UA"


def test_an_area_that_a_country_owns_lies_in_it(read: Read) -> None:
    place = read("Rebels killed ten in Sri Lanka's north-central Zarbatu area, police in Colombo said.")["Zarbatu"][1]
    assert (place.precision, place.country, place.admin1) == (PlacePrecision.COUNTRY, "LK", None)


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Five died at Zarbatu, on national road 4 in the territory of Irumu (Ituri), on Monday.", "Zarbatu", "Ituri"),
        ("The assault on Rumah Zarbat, across the bay from Ambon city, started at dawn.", "Rumah Zarbat", "Maluku"),
        ("Place: vereda La Esperanza, corregimiento Zar, municipality of Cumbitara, Nariño", "La Esperanza", "Nariño"),
        ("A depot burned in Proletarsk, southern Russia, after a drone strike. Donetsk in Ukraine was quiet.",
         "Proletarsk", "Rostov"),
        ("The attack was in Zarbatu, in Trincomalee District, about 140 miles northeast of Colombo.", "Zarbatu",
         "Eastern Province"),
        ("Shells fell 140 miles northeast of Colombo.", "Colombo", "Eastern Province"),
        ("Police said 14 people died in the Kabati slum. Gangs had hunted people in Naivasha, in Kenya.", "Kabati",
         "Nakuru"),
        ("A drone struck a minibus in the Dniprovskyi district of Kherson in Ukraine on Monday.", "Dniprovskyi",
         "Kherson"),
        ("Bamako, 8 October 2019. A post at Zarbatu, in the cercle of Koro, was attacked.", "Zarbatu", "Mopti"),
    ],
)  # fmt: skip
def test_a_place_lies_in_the_unit_that_is_told_of_it(read: Read, text: str, name: str, unit: str) -> None:
    assert read(text)[name][1].admin1 == unit


def test_where_a_ministry_sits_is_not_where_an_unknown_village_is(read: Read) -> None:
    found = read(
        "BAKU, June 15 - Troops took villages in the north of Nagorno-Karabakh, the Defence Ministry in Baku said. "
        "Among them was the village of Zarbatu, in the Zarbakert district."
    )
    assert found["Zarbatu"][1].admin1 is None


def test_a_name_that_goes_on_is_no_town_abroad(read: Read) -> None:
    found = read("A jet bombed Daw Zar Khu village in Demoso Township, Kayah State.")
    assert found["Daw Zar Khu"][1].country == "MM"


def test_a_town_in_a_country_that_the_report_never_names_is_refused(read: Read) -> None:
    text = "Troops in Bamako, Mopti and Gao in Mali were on alert. Gunmen raided the village of Limoges on Monday."
    assert read(text)["Limoges"][1].country == "ML"
    assert read("Gunmen raided Limoges on Monday. Officials in Paris and Lyon spoke.")["Limoges"][1].country == "FR"


def test_a_people_that_is_a_party_takes_no_town_out_of_its_country(read: Read) -> None:
    assert read("The US-led coalition admitted that its air strike killed nine in Raqqa.")["Raqqa"][1].country == "SY"


def test_a_quarter_that_only_bears_a_far_towns_name_lies_in_the_town_told(read: Read) -> None:
    text = "Two people were shot in Gao, Mali, on Monday. Gunmen opened fire in the Hombori neighbourhood of the city."
    gao = read(text)["Gao"][1]
    assert gao.lat is not None
    assert gao.lon is not None
    assert km(read(text)["Hombori"][1], (gao.lat, gao.lon)) < 10
    assert km(read(text.replace("neighbourhood of the city", "area"))["Hombori"][1], (gao.lat, gao.lon)) > 100
