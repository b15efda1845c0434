"""Which words are taken for place names, and which are not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from onrecord.places import Gazetteer, ToponymRole, find_toponyms, with_capitals
from onrecord.places.capitals import is_all_caps, read_words

Parse = Callable[[str], Doc]


def names(parse: Parse, gazetteer: Gazetteer, text: str) -> list[str]:
    return [found.name for found in find_toponyms(parse(text), gazetteer) if found.role is not ToponymRole.DEMONYM]


@pytest.mark.parametrize(
    "text",
    [
        "MOSCOW Some 120 fighters were killed in raids in Syria.",
        "BAGHDAD A bomb killed ten people in Mosul.",
        "BAGHDAD (Reuters) - A bomb killed ten people in Mosul.",
    ],
)
def test_a_dateline_is_known_with_or_without_its_marks(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    first = find_toponyms(parse(text), gazetteer)[0]
    assert (first.name, first.cue) == (text.split(maxsplit=1)[0], "dateline")


def test_who_has_died_is_a_person(parse: Parse, gazetteer: Gazetteer) -> None:
    assert names(parse, gazetteer, "Russia says raids in Syria killed 180 and claims Shishani's death.") == [
        "Russia",
        "Syria",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen raided the village of Zarbatu before dawn.", "Zarbatu"),
        ("Two mortar rounds landed near Umm Khashab on Friday.", "Umm Khashab"),
        ("Troops entered the al-Hamra neighbourhood after a week.", "al-Hamra"),
        ("Residents fled from Kobani to the border.", "Kobani"),
        ("A drone hit an army post south of Deir ez-Zor.", "Deir ez-Zor"),
        ("The strike in eastern Deir ezzor province killed ten.", "Deir ezzor"),
        ("Shelling of eastern Ghouta went on all night.", "eastern Ghouta"),
        ("MAIDUGURI, Nigeria (AP) - A bomb went off in a mosque.", "MAIDUGURI"),
        ("The convoy was ambushed at Wadi Sabta, east of Marib.", "Wadi Sabta"),
        ("The Britain-based group counted the dead.", "Britain"),
        ("Rockets were fired at a depot south of Sheikh Zarbat.", "Sheikh Zarbat"),
        ("Nine died in a second raid, at Zarbatu, south of the town of Djibo.", "Zarbatu"),
        ("Jets struck a base at Tel Qarnum Zarbat, 30 km west of the town of Barawe.", "Tel Qarnum Zarbat"),
        ("Two died in the town of Zarbatu. Militants had been holding Zarbatu, along with other villages.", "Zarbatu"),
        ("Gunmen attacked Garissa University College in Kenya.", "Garissa"),
        ("A bomb went off near Lahore High Court.", "Lahore"),
        ("Shells fell at the Zarbatu area and Damascus Sheraton Hotel.", "Damascus"),
    ],
)
def test_place_names_are_found(parse: Parse, gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert expected in names(parse, gazetteer, text)


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Col. Hassan al-Basri said the army would return.", "al-Basri"),
        ("The Anbar Operations said five soldiers died.", "Anbar"),
        ("The Aleppo Media Center posted the video.", "Aleppo"),
        ("The attack happened in March, officials said.", "March"),
        ("They fasted in Ramadan as the siege went on.", "Ramadan"),
        ("Health workers fought the West Nile virus.", "West Nile"),
        ("Protests were banned in Islamic State areas.", "Islamic State"),
        ("Gunmen abducted Sheikh Zarbat in a raid.", "Sheikh Zarbat"),
        ("He handed the note to Omar Zarbat, near Mosul.", "Omar Zarbat"),
        ("The news was broken by Zarbat, north of Mosul.", "Zarbat"),
        ("Air strikes kill ten in Idlib, says NGO", "NGO"),
        ("The tally came from the FDA and was not checked.", "FDA"),
        ("Fewer were killed, according to Zarbat, than before.", "Zarbat"),
        ("Moscow hit out at Johnson over the raids in Syria.", "Johnson"),
        ("They are called the so-called Islamic State in Iraq and Syria.", "Syria"),
        ("He teaches as a professor of Aberdeen University.", "Aberdeen"),
    ],
)
def test_people_organisations_and_dates_are_no_places(
    parse: Parse, gazetteer: Gazetteer, text: str, rejected: str
) -> None:
    assert rejected not in names(parse, gazetteer, text)


def test_a_name_known_once_is_found_again_where_words_govern_it(parse: Parse, gazetteer: Gazetteer) -> None:
    text = (
        "Two died in the town of Zarbatu. Militants had been holding Zarbatu, along with other villages. Zarbatu said."
    )
    assert names(parse, gazetteer, text) == ["Zarbatu", "Zarbatu"]


def test_towns_after_a_verb_of_speech_stay_towns(parse: Parse, gazetteer: Gazetteer) -> None:
    found = names(
        parse, gazetteer, "The army said Damascus was calm, and Mosul in Iraq too, as it had said Baghdad was."
    )
    assert found == ["Damascus", "Mosul", "Iraq", "Baghdad"]


def test_a_town_in_capitals_is_no_acronym(parse: Parse, gazetteer: Gazetteer) -> None:
    assert "GAO" in names(parse, gazetteer, "GAO, Mali (AP) - Soldiers of the mission arrived on Monday.")


def test_a_part_keeps_its_direction_beside_its_name(parse: Parse, gazetteer: Gazetteer) -> None:
    (anbar,) = find_toponyms(parse("Clashes went on in western Anbar."), gazetteer)
    assert (anbar.name, anbar.direction, anbar.shown) == ("Anbar", "west", "western Anbar")


def test_a_demonym_is_evidence_but_no_place(parse: Parse, gazetteer: Gazetteer) -> None:
    (syrian,) = find_toponyms(parse("Syrian troops moved at night."), gazetteer)
    assert syrian.is_demonym
    assert syrian.kinds == ("people:SY",)


@pytest.mark.parametrize(
    "text", ["A camp near the Syrian border was hit.", "A camp close to the border with Syria was hit."]
)
def test_a_border_is_no_place_inside_the_country(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    roles = {found.role for found in find_toponyms(parse(text), gazetteer)}
    assert roles == {ToponymRole.BORDER}


def test_us_led_tells_of_a_party(parse: Parse, gazetteer: Gazetteer) -> None:
    found = find_toponyms(parse("US-led jets bombed a depot in Mosul."), gazetteer)
    assert [(one.name, one.role) for one in found] == [("US", ToponymRole.DEMONYM), ("Mosul", ToponymRole.PLACE)]


def test_text_without_commas_or_apostrophes_still_reads(parse: Parse, gazetteer: Gazetteer) -> None:
    found = names(
        parse, gazetteer, "Shells fell on Douma and Harasta in Syrias Ghouta region near Damascus late Monday"
    )
    assert {"Douma", "Harasta", "Syria", "Damascus"} <= set(found)


def test_a_text_in_capitals_yields_places_and_no_cars(parse: Parse, gazetteer: Gazetteer) -> None:
    text = "A CAR BOMB EXPLODED NEAR SAN MIGUEL, EL SALVADOR, AND GUERRILLAS ATTACKED THE BARRACKS IN BOGOTA."
    assert is_all_caps(read_words(text))
    found = names(parse, gazetteer, text)
    assert {"SAN MIGUEL", "BOGOTA"} <= set(found)
    assert "CAR" not in found


def test_what_is_excluded_is_not_returned(parse: Parse, gazetteer: Gazetteer) -> None:
    doc = parse("The militia left Mosul for Kirkuk.")
    mosul = next(token for token in doc if token.text == "Mosul")
    found = find_toponyms(doc, gazetteer, exclude=[doc[mosul.i : mosul.i + 1]])
    assert [one.name for one in found] == ["Kirkuk"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ABab -'.,’\nالé(of)inthe Homs", max_size=120))
def test_any_text_gives_names_in_order_without_overlap(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    found: Any = find_toponyms(parse(text), gazetteer)
    assert all(text[one.span.start : one.span.end] == one.name for one in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Health Department and the Justice Department warned of shelling in Mosul.", ["Mosul"]),
        ("The fee rose to US$10,000 in Kabul.", ["Kabul"]),
        ("Numerous checkpoints stood in Idlib. Other roads were open.", ["Idlib"]),
        ("Maya Harden left Mosul. Harden was unhurt.", ["Mosul"]),
        ("Wounded children were taken to the Children's Hospital in Aleppo.", ["Aleppo"]),
        ("Fighters of the Revolutionary Armed Forces of Colombia crossed the river near Tame.", ["Tame"]),
        ("Zarbatu lies 14 km north of the town of Manbij.", ["Zarbatu", "Manbij"]),
        ("Rockets hit the Shahba al-Jadida district in Aleppo.", ["Shahba al-Jadida", "Aleppo"]),
    ],
)
def test_offices_sums_persons_and_ordinary_words_are_no_places(
    parse: Parse, gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert names(parse, gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "IMPHAL, India - Armed men attacked a Naga village in Tamenglong on Monday. Six Naga women were killed.",
        "IMPHAL, India - Naga tribesmen stormed a camp in Tamenglong on Monday. Forty have died in Naga-Kuki feuding.",
    ],
)
def test_whose_a_village_is_tells_no_place(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    found = names(parse, gazetteer, text)
    assert "Tamenglong" in found
    assert not any("Naga" in name for name in found)


def test_a_village_by_a_town_of_the_report_stays_a_place(parse: Parse, gazetteer: Gazetteer) -> None:
    found = names(
        parse, gazetteer, "The army shelled a Daraa village on Monday, killing five, activists in Syria said."
    )
    assert "Daraa" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven men were shot in the hamlet of Vuelta del Zarbo, in the rural zone of Tumaco.", "Vuelta del Zarbo"),
        ("Rebels raided Corner Zarbat trading centre in Pader district.", "Corner Zarbat"),
        ("Two bombs were dropped on Zar Bat Maw, in Pauktaw township, on Friday.", "Zar Bat Maw"),
        ("A jet bombed Daw Zar Khu village in Demoso Township.", "Daw Zar Khu"),
        ("Thirteen died in a raid by rebels at Zarbatu, on national road 4 in the territory of Irumu.", "Zarbatu"),
        ("Militants drove a car into an army post at Zarbatu, farther east along the coast.", "Zarbatu"),
        ("The assault on Rumah Zarbat, across the bay from Ambon city, started at dawn.", "Rumah Zarbat"),
        ("They were murdered in nearby Zarba Tucay, also in Tumaco.", "Zarba Tucay"),
        ("It followed a raid on June 19 on Zarbatu, a Christian village on the island.", "Zarbatu"),
    ],
)
def test_a_village_that_no_table_has_is_found_by_what_is_told_behind_it(
    parse: Parse, gazetteer: Gazetteer, text: str, expected: str
) -> None:
    assert expected in names(parse, gazetteer, text)


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Date: 26 November 2019. Subject: Iraq.", "Date"),
        ("Part of the campus in Ambon was burned.", "Part"),
        ("Car bomb wrecks a market in Boufarik.", "Car"),
        ("At Mambasa, a crowd marched on Monday.", "At Mambasa"),
    ],
)
def test_ordinary_words_that_open_a_line_are_no_places(
    parse: Parse, gazetteer: Gazetteer, text: str, rejected: str
) -> None:
    assert rejected not in names(parse, gazetteer, text)


@pytest.mark.parametrize(
    "text",
    ["Bamako, 8 October 2019. A post was attacked.", "Mosul / Erbil – Nine farmers died when men opened fire."],
)
def test_a_dateline_may_have_its_date_or_another_town(parse: Parse, gazetteer: Gazetteer, text: str) -> None:
    first = find_toponyms(parse(text), gazetteer)[0]
    assert first.cue == "dateline"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers ambushed a column at Zarbatu, killing 12 rebels and taking their guns.", "Zarbatu"),
        ("A bombing left eight people dead at Zarbatu during the blockade.", "Zarbatu"),
        ("More than fifty people were massacred at Zarbatu by rebels.", "Zarbatu"),
        ("Fighters raided Zarbatu at dawn on Monday.", "Zarbatu"),
        ("Nine people were killed in Barangay Zarbatan on Monday.", "Zarbatan"),
        ("Gunmen killed 45 people in the Chiapas community of Zarteal on Monday.", "Zarteal"),
        ("Attackers killed 14 people in Zarlungi ward of Pemba on Monday.", "Zarlungi"),
        ("A car bomb exploded in the Zaryuna quarter of eastern Baghdad on Monday.", "Zaryuna"),
        ("The jets struck Zafr Zarbat in Idlib's northern countryside, killing six.", "Zafr Zarbat"),
        ("A bus hit a landmine laid by the rebels at Zarbi in Chitwan district.", "Zarbi"),
    ],
)
def test_a_name_where_something_happened_is_a_places(
    parse: Parse, gazetteer: Gazetteer, text: str, expected: str
) -> None:
    assert expected in names(parse, gazetteer, text)


def test_who_is_fired_at_is_no_place(parse: Parse, gazetteer: Gazetteer) -> None:
    assert "Zarbatu" not in names(parse, gazetteer, "They fired at Zarbatu, killing him in Homs.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The gunmen attacked Zarbatu on Tuesday.", True),
        ("Bandits raided Zarbatu, killing ten people.", True),
        ("The senator attacked Zarbatu on Tuesday.", False),
        ("A bomb went off near a Baptist church in Homs.", False),
    ],
)
def test_what_armed_men_attack_at_an_hour_is_a_place(
    parse: Parse, gazetteer: Gazetteer, text: str, *, found: bool
) -> None:
    assert (bool({"Zarbatu", "Baptist"} & set(names(parse, gazetteer, text)))) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb went off in the Kenyan capital, killing ten.", ["Nairobi"]),
        ("A bomb went off in Somalia's capital on Monday.", ["Mogadishu"]),
        ("A bomb went off in the Syrian capital Damascus.", []),
        ("A bomb went off near the Syrian capital.", []),
        ("Jets hit the group's de facto Syrian capital.", []),
    ],
)
def test_a_capital_told_by_its_country_alone_is_known(
    parse: Parse, gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    found = with_capitals(text, find_toponyms(parse(text), gazetteer), gazetteer)
    assert [one.name for one in found if "capital" in one.kinds] == expected
