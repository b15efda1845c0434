"""What the words around a deed make of its type: captives killed, killings that those who did them film and show."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder


def types(coder: Coder, text: str) -> list[str]:
    """The types of the claims of a text, in its order."""
    return [claim.type for claim in coder.code(text, published=date(2016, 7, 13)).claims]


@pytest.mark.parametrize(
    "text",
    [
        "The army killed 12 captured rebels near Mora on Sunday.",
        "The group massacred 250 troops taken hostage at a base in Mora on Sunday.",
        "The group shot dead 15 hostages in Mora on Sunday.",
        "The group released a video on Sunday showing the murder of two activists in Mora.",
    ],
)
def test_who_kills_captives_executes_them(coder: Coder, text: str) -> None:
    assert types(coder, text) == ["execution"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two soldiers and took five hostages near Mora on Sunday.", "attack"),
        ("Gunmen killed two soldiers and captured three near Mora on Sunday.", "attack"),
        ("Rebels freed 12 prisoners and killed two guards in Mora on Sunday.", "attack"),
        ("Three hostages were killed in an air strike on Mora on Sunday.", "strike.air"),
        ("Eleven policemen, four prisoners and two passers-by were killed in Mora on Sunday.", "attack"),
        ("A video posted by residents showed an air strike that killed ten people in Mora on Sunday.", "strike.air"),
    ],
)
def test_captives_told_beside_the_dead_make_no_execution(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group put to death 13 people in Mora on Sunday.", "execution"),
        ("Five guards died on Sunday when rebels blew up their vehicle near Mora.", "bombing.ied"),
        ("An unmanned aircraft fired on a car near Mora on Sunday and killed seven men.", "strike.drone"),
        ("A homemade bomb made from a mortar shell exploded at a bus stop in Mora on Sunday.", "bombing.ied"),
        ("Gunmen opened fire on a row of open-air cafes in Mora on Sunday and killed 13 people.", "attack.shooting"),
        ("Rebels launched two missiles towards Mora on Sunday and killed three people.", "strike.missile"),
        ("Eighteen farmers were killed with swords and axes in Mora on Sunday.", "attack.melee"),
        ("The day before, army aircraft bombed a market in Mora and killed seven people.", "strike.air"),
    ],
)
def test_the_means_name_the_deed(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


def test_a_participle_that_only_describes_a_place_names_no_event(coder: Coder) -> None:
    text = "At least 18 people were killed on Sunday when gunmen attacked a town recently captured by Kurdish forces."
    assert types(coder, text)[0] == "attack"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 14 people and burned 30 houses in Mora on Sunday.", "attack"),
        ("Gunmen killed six herders and looted the market in Mora on Sunday.", "attack"),
        ("Gunmen set fire to a bus in Mora on Sunday and killed 14 people.", "attack.arson"),
        ("Gunmen burned 30 houses in Mora on Sunday.", "attack.arson"),
        ("Gunmen stormed a church in Mora on Sunday, killing 40.", "attack"),
        ("Rebels stormed a barracks in Mora on Sunday, killing 40 soldiers.", "clash"),
    ],
)
def test_what_was_done_to_people_comes_before_what_was_done_to_things(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An air strike killed a woman in Mora on Sunday, site of a suspected chemical attack last week.",
            "strike.air",
        ),
        ("The market in Mora was the scene of a suicide bombing on Sunday that killed 14.", "bombing.suicide"),
        ("The forces killed nine rebels near Mora on Sunday and recovered six rifles.", "attack"),
        ("Fighters ambushed a column near Mora on Sunday, killing 12 soldiers and seizing weapons.", "clash"),
        ("Nine people were killed and several others abducted in Mora on Sunday.", "attack"),
        ("Seven people were wounded in Mora on Sunday and were flown out by helicopter.", "attack"),
        ("An exchange of fire near Mora on Sunday left one person dead.", "clash"),
        ("Armed men slit the throats of 22 people in Mora on Sunday.", "attack.melee"),
        ("The army is accused of gassing hundreds of people in Mora on Sunday.", "attack.chemical"),
        ("Two men shot and killed a trader in Mora on Sunday.", "attack.shooting"),
        ("Rebels exploded a claymore mine in Mora on Sunday, killing four policemen.", "bombing.mine"),
    ],
)
def test_what_is_told_beside_a_deed_does_not_name_it(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen on a motorcycle killed an adviser to the ministry in Mora on Sunday.", "attack.assassination"),
        ("Gunmen shot dead Paul Biyong, a journalist, in Mora on Sunday.", "attack.assassination"),
        ("Gunmen killed a policeman guarding the governor in Mora on Sunday.", "attack"),
        ("Gunmen killed two councillors and a teacher in Mora on Sunday.", "attack"),
        ("A mayor was killed in an air strike on Mora on Sunday.", "strike.air"),
    ],
)
def test_one_person_of_public_life_killed_alone_is_assassinated(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both sides signed a truce in Mora on Sunday.", ["ceasefire"]),
        ("The truce in Mora collapsed on Sunday.", []),
        ("The president called off a limited ceasefire in Mora on Sunday.", []),
        ("A temporary ceasefire in Mora is not enough, he said on Sunday.", []),
    ],
)
def test_a_truce_is_told_where_it_is_made(coder: Coder, text: str, expected: list[str]) -> None:
    assert types(coder, text) == expected


def test_a_report_that_opens_with_a_trial_tells_no_news(coder: Coder) -> None:
    court = "A court in Mora sentenced five men on Monday over the petrol bomb attack in which eight died in May 2011. "
    case = "According to the case, the bus came under attack at night. Six were burned to death on the spot."
    assert not coder.code(court + case, published=date(2016, 7, 13)).incidents
    assert coder.code(case, published=date(2016, 7, 13)).incidents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen stormed a shopping mall in Mora on Sunday, killing 39 people.", "attack"),
        ("Gunmen stormed an army base in Mora on Sunday, killing 39 soldiers.", "clash"),
        ("Fighters stormed Mora on Sunday, seizing government buildings.", "clash.territory_gained"),
        ("Rebels seized a headmistress from a school in Mora on Sunday.", "abduction"),
        ("Rebels shot dead a helicopter pilot in Mora on Sunday.", "attack.shooting"),
        ("A helicopter shot dead a farmer in Mora on Sunday.", "strike.air"),
        ("Violence broke out in Mora on Sunday, 16 people were injured and 175 arrested.", "attack"),
    ],
)
def test_what_was_done_to_whom_tells_the_type(coder: Coder, text: str, expected: str) -> None:
    assert types(coder, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Militants attacked a police checkpoint in Mora on Sunday, killing six policemen.", ["clash"]),
        ("Six soldiers were killed in an attack on a military base in Mora on Sunday.", ["clash"]),
        ("Gunmen killed 44 people in an attack on a camp for displaced people in Mora on Sunday.", ["attack"]),
        ("A drone dropped two explosives on a house in Mora on Sunday, killing two.", ["strike.drone"]),
        ("Two gunmen killed a colonel in the air force in Mora on Sunday.", ["attack"]),
        ("Air force jets killed a colonel in Mora on Sunday.", ["strike.air"]),
        ("Armed men blew up an oil pipeline in Mora on Sunday.", ["bombing.ied"]),
        ("Fighters destroyed two trucks and killed 17 soldiers in Mora on Sunday.", ["attack"]),
        ("Hundreds of residents blocked a highway in Mora on Sunday to demand water.", ["protest"]),
        ("A strike was declared in Mora on Sunday.", []),
        ("Residents of Mora stayed at home on Sunday in a second day of strike.", []),
        ("Five soldiers were killed when a transport helicopter crashed in Mora on Sunday.", []),
        ("Reinforcements were sent to Mora on Sunday and killed nine rebels.", ["attack"]),
        ("Gunmen attacked a convoy of traders in Mora on Sunday, killing twelve.", ["attack"]),
        ("Planes fired two missiles at a market in Mora on Sunday.", ["strike.air"]),
        ("The army announced the liberation of the town of Mora on Sunday.", ["clash.territory_gained"]),
    ],
)
def test_the_press_tells_of_it_in_these_words(coder: Coder, text: str, expected: list[str]) -> None:
    assert types(coder, text) == expected
