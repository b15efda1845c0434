"""Numbers of people in a sentence, and numbers that count something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from toll_lines import counts_in

from onrecord.language import Reading
from onrecord.model import Group

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("sentence", "words", "figures"),
    [
        ("Gunmen killed 33 villagers near Kaduna.", "33 villagers", (33, 33, 33)),
        ("Thirty-eight miners were trapped in Tolima.", "Thirty-eight miners", (38, 38, 38)),
        ("More than 1,200 people have been killed in Haiti.", "More than 1,200 people", (1200, 1200, None)),
        ("At least 12 soldiers died in Mopti.", "At least 12 soldiers", (12, 12, None)),
        ("No fewer than 15 persons were killed in Benue.", "No fewer than 15 persons", (15, 15, None)),
        ("Five or more guards were hurt in Kandahar.", "Five or more guards", (5, 5, None)),
        ("Up to 40 villagers were killed in Sagaing.", "Up to 40 villagers", (None, 40, 40)),
        ("Fewer than ten rebels held the hill in Ituri.", "Fewer than ten rebels", (None, 10, 10)),
        ("About 300 people were killed in El Geneina.", "About 300 people", (None, 300, None)),
        ("An estimated 3,000 people left Goma.", "An estimated 3,000 people", (None, 3000, None)),
        ("Two to three civilians were killed in Lviv.", "Two to three civilians", (2, 2, 3)),
        ("Six or seven people were hurt in Jos.", "Six or seven people", (6, 6, 7)),
        ("Between 20 and 30 people were killed in Basra.", "Between 20 and 30 people", (20, 20, 30)),
        ("Some 20-25 fighters were killed in Marib.", "Some 20-25 fighters", (20, 20, 25)),
        ("A dozen shepherds were held in Arauca.", "A dozen shepherds", (12, 12, 12)),
        ("Half a dozen nurses were held in Cauca.", "Half a dozen nurses", (6, 6, 6)),
        ("Over a hundred people were killed in Plateau.", "Over a hundred people", (100, 100, None)),
        ("Two hundred and five prisoners were freed in Kano.", "Two hundred and five prisoners", (205, 205, 205)),
        ("A woman was killed in Jenin.", "A woman", (1, 1, 1)),
        ("Another soldier was killed in Arakan.", "Another soldier", (1, 1, 1)),
        ("One of the guards was killed in Herat.", "One of the guards", (1, 1, 1)),
        ("A 7-year-old girl was killed in Donetsk.", "A 7-year-old girl", (1, 1, 1)),
        ("A nine-year-old boy was hurt in Gaza.", "A nine-year-old boy", (1, 1, 1)),
        ("The strike killed five members of the same family.", "five members of the same family", (5, 5, 5)),
        ("There were 17 deaths in Odesa.", "17 deaths", (17, 17, 17)),
        ("In March 12 people were killed in Kidal.", "12 people", (12, 12, 12)),
        ("Ten Houthis were killed near Hodeidah.", "Ten Houthis", (10, 10, 10)),
    ],
)
def test_a_number_of_people_is_read_with_its_hedge_and_its_noun(
    read: Read, sentence: str, words: str, figures: tuple[int | None, ...]
) -> None:
    reading = read(sentence)
    (count,) = counts_in(reading)
    assert reading.words(count.first, count.phrase_last) == words
    assert (count.low, count.best, count.high) == figures


@pytest.mark.parametrize(
    ("sentence", "hedge", "low", "high"),
    [
        ("Several civilians were killed in Bamyan.", "several", 3, None),
        ("A few pilgrims were hurt in Najaf.", "a few", 3, None),
        ("Dozens of villagers were wounded in Kachin.", "dozens", 12, 24),
        ("Scores were killed in Jonglei.", "scores", 20, None),
        ("Hundreds of protesters were held in Minsk.", "hundreds", 100, None),
        ("Thousands of residents left Khan Yunis.", "thousands", 2000, None),
        ("Tens of thousands of people left Bakhmut.", "tens of thousands", 20000, None),
        ("Hundreds of thousands of people fled Darfur.", "hundreds of thousands", 200000, None),
        ("Several hundred people were killed in Tigray.", "several hundred", 300, None),
        ("A few dozen people were hurt in Lagos.", "a few dozen", 36, None),
        ("A couple of hundred people were held in Harare.", "a couple of hundred", 200, 200),
    ],
)
def test_a_vague_word_keeps_its_words_and_becomes_a_documented_range(
    read: Read, sentence: str, hedge: str, low: int, high: int | None
) -> None:
    (count,) = counts_in(read(sentence))
    assert (count.hedge, count.low, count.high, count.rule) == (hedge, low, high, "tolls.vague")


@pytest.mark.parametrize(
    "sentence",
    [
        "The village lies 40 km north of Gao.",
        "Five kilometres from there, shells fell.",
        "Shells hit 14 villages in the region.",
        "Twelve vehicles were burned in Ituri.",
        "The fire destroyed three houses.",
        "The blast came at 10 a.m. in Kabul.",
        "The truce began at 7 p.m. in Aden.",
        "He was jailed for 20 years in Cairo.",
        "Ten per cent of the town was in ruins.",
        "They paid 5,000 dollars for each.",
        "Police asked how many people were there.",
        "No one was hurt in the explosion.",
        "The war began in 2014 in Donbas.",
        "The attack of 12 March 2022 was the first.",
        "On March 12, 2022, shells fell.",
        "A Su-24 crashed near Kherson.",
        "The 101 brigade held the line.",
        "Flight 17 was shot down.",
        "Article 12 of the law was quoted.",
        "Twins aged eight were there.",
        "It was one of the deadliest attacks of the war.",
        "One of several groups was blamed.",
        "A number 9 bus was hit.",
        "A group was seen at the border.",
        "An attack was reported in Juba.",
        "A 3,000-strong crowd gathered in Dakar.",
        "Two-thirds of Rakhine is held by the group.",
    ],
)
def test_a_number_of_anything_else_is_no_count_of_people(read: Read, sentence: str) -> None:
    assert counts_in(read(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("The toll rose from 47 to 82 on Tuesday.", [47, 82]),
        ("Five people, aged 16 to 60, were killed.", [5]),
        ("A father of five was killed in Hebron.", [1]),
        ("On March 12 gunmen killed three people in Niger.", [3]),
        ("In 2014 rebels killed ten people there.", [10]),
        ("The rocket killed two shepherds 40 km north of Tikrit.", [2]),
        ("The attack killed three in Burkina Faso on 12 March 2022.", [3]),
        ("Three killed 12 others injured in Quetta blast.", [3, 12]),
        ("One man was killed and another wounded in Cali.", [1, 1]),
        ("A doctor said four people were killed.", [1, 4]),
        ("Four attackers and one of the guards were killed.", [4, 1]),
    ],
)
def test_only_the_numbers_of_people_are_counted(read: Read, sentence: str, figures: list[int]) -> None:
    assert [count.best for count in counts_in(read(sentence))] == figures


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        ("Four soldiers were killed.", {Group.SECURITY}),
        ("Fourteen Kenyan police officers were killed.", {Group.SECURITY}),
        ("Two gunmen were killed.", {Group.COMBATANT}),
        ("Nine villagers were killed.", {Group.CIVILIAN}),
        ("Ten children were killed.", {Group.CHILDREN}),
        ("Three women were killed.", {Group.WOMEN}),
        ("Two nurses were killed.", {Group.MEDICS}),
        ("Five health workers were killed.", {Group.CIVILIAN, Group.MEDICS}),
        ("Four aid workers were killed.", {Group.CIVILIAN, Group.AID_WORKERS}),
        ("Three journalists were killed.", {Group.JOURNALISTS}),
        ("Six rebel commanders were killed.", {Group.COMBATANT}),
        ("Twelve anti-government fighters were killed.", {Group.COMBATANT}),
        ("Five members of the security forces were killed.", {Group.SECURITY}),
        ("Seven people were killed.", set()),
        ("Seven men were killed.", {Group.MEN}),
        ("Seven drivers were killed.", set()),
        ("Seven were killed.", set()),
    ],
)
def test_the_words_of_a_count_say_whom_it_counts(read: Read, sentence: str, groups: set[Group]) -> None:
    (count,) = counts_in(read(sentence))
    assert count.groups == groups


def test_a_count_cites_its_number(read: Read) -> None:
    reading = read("Police in Lahore said that at least twenty-two pilgrims had been killed.")
    (count,) = counts_in(reading)
    span = count.span(reading)
    assert reading.report.quote(span) == "at least twenty-two pilgrims"


def test_a_thousand_hedges_are_read_without_running_out_of_stack(read: Read) -> None:
    (count,) = counts_in(read("some " * 250 + "at least five people were killed."))
    assert (count.low, count.high) == (5, None)
