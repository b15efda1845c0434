"""What stands in a report's text for what: title, caption, furniture, body."""

from __future__ import annotations

import time

import pytest

from onrecord.model import BlockKind, Span
from onrecord.reports.blocks import find_blocks
from onrecord.reports.captions import is_caption
from onrecord.reports.furniture import is_furniture
from onrecord.reports.layout import paragraphs_of
from onrecord.reports.titles import marks_update

BODY = "Gunmen killed five farmers near the village of Tera on Tuesday, a local official said."
MORE = "The attackers fled towards the border before soldiers arrived, he added."


def words_by_kind(text: str, title: Span | None = None) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in find_blocks(text, title=title)]


def test_a_headline_above_the_body_is_the_title() -> None:
    assert words_by_kind(f"Five farmers killed in Tera\n\n{BODY}\n\n{MORE}") == [
        ("title", "Five farmers killed in Tera"),
        ("body", BODY),
        ("body", MORE),
    ]


def test_one_paragraph_a_line_is_read_as_paragraphs() -> None:
    assert [kind for kind, _ in words_by_kind(f"Five farmers killed in Tera\n{BODY}\n{MORE}")] == [
        "title",
        "body",
        "body",
    ]


def test_a_headline_over_two_lines_is_one_title() -> None:
    text = f"Five farmers killed in\nraid on border village\n\n{BODY}\n\n{MORE}"
    assert words_by_kind(text)[0] == ("title", "Five farmers killed in\nraid on border village")


@pytest.mark.parametrize("opening", [BODY, "On Tuesday, five farmers were killed.", "the raid killed five"])
def test_a_sentence_is_no_title(opening: str) -> None:
    assert BlockKind.TITLE not in {block.kind for block in find_blocks(f"{opening}\n\n{MORE} {MORE}")}


def test_a_text_of_one_paragraph_has_no_title() -> None:
    assert words_by_kind("Five farmers killed in Tera") == [("body", "Five farmers killed in Tera")]


def test_a_paragraph_broken_at_a_width_is_one_block() -> None:
    text = (
        "   NIAMEY, 4 MAY 91 (AFP) -- [TEXT] GUNMEN TODAY KILLED FIVE FARMERS NEAR\n"
        "THE VILLAGE OF TERA AND FLED TOWARDS THE BORDER BEFORE SOLDIERS COULD\n"
        "REACH THE AREA, A LOCAL OFFICIAL SAID IN THE CAPITAL.\n\n"
        "   THE OFFICIAL ADDED THAT A CURFEW HAD BEEN IMPOSED IN THE WHOLE REGION\n"
        "UNTIL FURTHER NOTICE.\n"
    )
    assert [kind for kind, _ in words_by_kind(text)] == ["dateline", "body", "body"]
    assert len(paragraphs_of(text)) == 2


def test_short_lines_of_their_own_are_not_joined() -> None:
    assert len(paragraphs_of("Two dead in Goma\nA grenade went off in a bar on Friday night, the army said.")) == 2


def test_a_title_and_a_caption_that_stand_twice_count_once() -> None:
    caption = "Soldiers on patrol near Tera. File photo."
    text = f"Five farmers killed in Tera\n\n Five farmers killed in Tera\n\n{caption}\n\n{caption}\n{BODY}\n\n{MORE}"
    assert [kind for kind, _ in words_by_kind(text)] == ["title", "furniture", "caption", "furniture", "body", "body"]


def test_a_long_sentence_that_stands_twice_counts_once() -> None:
    assert words_by_kind(f"{BODY} {BODY} {MORE}") == [
        ("body", BODY),
        ("furniture", BODY),
        ("body", MORE),
    ]


def test_a_short_sentence_may_stand_twice() -> None:
    text = f"Nobody was hurt. {BODY} Nobody was hurt. {MORE}"
    assert words_by_kind(text) == [("body", text)]


@pytest.mark.parametrize(
    "lead",
    [
        "Gunmen on motorbikes killed five farmers near the village of Tera on Tuesday, officials\nsaid. They fled.",
        "Gunmen on motorbikes killed five farmers near the village of\nTera on Tuesday. They fled.",
    ],
)
def test_a_line_break_inside_a_sentence_parts_nothing(lead: str) -> None:
    assert words_by_kind(f"{lead}\n\n{MORE} {MORE.replace('border', 'river')}")[0] == ("body", lead)


def test_a_name_in_lower_case_may_open_a_paragraph() -> None:
    text = f"Five soldiers killed in Mogadishu\nal-Shabaab fighters attacked a base on Tuesday, the army said.\n{MORE}"
    assert words_by_kind(text)[0] == ("title", "Five soldiers killed in Mogadishu")


def test_a_dateline_on_a_line_of_its_own_is_no_caption() -> None:
    assert words_by_kind(f"GOMA (AFP)\n\n{BODY}\n\n{MORE}")[0] == ("dateline", "GOMA (AFP)")


@pytest.mark.parametrize(
    "words",
    [
        "A woman walks past a burnt market stall in Goma. File photo.",
        "Photo: Ann Example",
        "Police at the scene of the blast (Photo by Ann Example)",
        "Residents look at a crater after a strike on Kramatorsk, May 3, 2022. (Reuters)",
        "A soldier stands guard in Mopti [AFP]",
        "Smoke rises over Khartoum. REUTERS/Ann Example",
        "Fighters on a pick-up near Sirte [File: Ann Example/AP]",
    ],
)
def test_captions_are_recognised(words: str) -> None:
    assert is_caption(words, is_last=False)


@pytest.mark.parametrize(
    ("words", "is_last"),
    [
        (f"{BODY} (AFP)", True),
        ("The army said on Monday that its jets had struck three camps (Reuters)", False),
        ("Members of the Islamic State (IS)", False),
        ("The photo showed two bodies. He said it was taken on Friday. Police said they would study the image.", False),
    ],
)
def test_body_text_is_no_caption(words: str, is_last: bool) -> None:
    assert not is_caption(words, is_last=is_last)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Example and Bo Example in Beirut",
        "Saturday, May 1, 2021",
        "12:45 - 01.05.2021",
        "Share this article on Facebook",
        "Share | Tweet | Print | 12 Comments",
        "Views: 371",
        "Tags: Goma, grenade, police",
        "Read also: Ten killed in market fire",
        "Related stories",
        "Follow us on Telegram for updates",
        "Subscribe to our newsletter for daily news",
        "Community standards",
        "Copyright © 2021 Example Media. All rights reserved.",
        "Last updated: 3 May 2021 10:15",
        "Reporting by Ann Example; Editing by Bo Example",
        "ABC1-XY2-0123 (ORIGIN)",
        "Home  World  Opinion  Sport",
        "Home | News | Africa | Video",
        "News World Politics Business",
        "Example Valley Post | Last updated: Monday, 6 May 2019 08:15",
    ],
)
def test_furniture_lines_are_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday evening, troops had entered the town.",
        "Related violence killed ten people in the neighbouring district.",
        "Published reports say that five people died",
        "More than ten people died.",
        "Five dead",
        "IS",
        "On Saturday, May 1, 2021, five people died",
        "Source close to the army says five dead",
        "Section 12 of the law was suspended in the region.",
        "Terms of the truce were not made public.",
        "Published accounts spoke of 5 dead.",
        "Recommended truce terms rejected",
        "Sport in Africa",
        "Mosul | Raqqa | Idlib | Homs",
        "World News Day",
        "Killed 12  Wounded 30  Missing 4",
        "Twelve killed in Kano | police",
    ],
)
def test_news_lines_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_desk_initials_are_furniture_only_as_the_last_line() -> None:
    assert words_by_kind(f"{BODY}\n\n{MORE}\n\nMK/AB")[-1] == ("furniture", "MK/AB")
    assert words_by_kind(f"{BODY}\n\nFARC\n\n{MORE}")[1] == ("body", "FARC")


def test_page_tools_that_run_into_the_text_are_cut_off() -> None:
    text = f"(updated 1121 07.04.2021) Get short URL Topic Border raids (200) 2510 {BODY}"
    assert words_by_kind(text) == [
        ("furniture", "(updated 1121 07.04.2021) Get short URL Topic Border raids (200) 2510"),
        ("body", BODY),
    ]


def test_a_number_that_opens_the_text_is_no_counter() -> None:
    text = "Get short URL 12 soldiers were killed when a mine went off near Tera on Tuesday."
    assert words_by_kind(text)[1][1].startswith("12 soldiers")


def test_an_agency_and_a_day_between_standfirst_and_text_are_cut_out() -> None:
    standfirst = "Five farmers die in a raid on a village near the border"
    assert words_by_kind(f"{standfirst} AFP Tuesday 4 May 2021 {BODY}") == [
        ("body", standfirst),
        ("furniture", "AFP Tuesday 4 May 2021"),
        ("body", BODY),
    ]


def test_a_day_in_a_sentence_is_not_cut_out() -> None:
    text = "On Tuesday 4 May 2021 The Example Times said that five farmers had died."
    assert words_by_kind(text) == [("body", text)]


def test_a_tag_list_ends_where_a_sentence_begins() -> None:
    assert words_by_kind(f"Tags Niger Tera farmers At least five people died. {MORE}")[0] == (
        "furniture",
        "Tags Niger Tera farmers",
    )
    assert words_by_kind("Tags Niger Tera farmers Gunmen on motorbikes killed five.")[1] == (
        "body",
        "Gunmen on motorbikes killed five.",
    )


def test_the_foot_of_a_page_starts_with_what_leads_up_to_its_legal_lines() -> None:
    foot = "Related Ten Dead in Market Fire Minister Visits Goma Tags Niger raid Community standards Discussion"
    text = f"{BODY} {MORE} {BODY.replace('five', 'six')} {foot}\n\nCopyright 2021 Example"
    assert words_by_kind(text)[-2:] == [("furniture", foot), ("furniture", "Copyright 2021 Example")]


def test_related_in_the_middle_of_the_text_cuts_nothing() -> None:
    text = f"{BODY}\n\n{MORE} Related arrests followed. The governor said that ten men were held. He gave no names."
    assert {kind for kind, _ in words_by_kind(text)} == {"body"}


@pytest.mark.parametrize(
    "title",
    ["UPDATED: Five killed in Tera", "UPDATE 2-Five killed in Tera", "[Update] Five killed", "Five killed (updated)"],
)
def test_titles_that_mark_an_update(title: str) -> None:
    assert marks_update(title)


@pytest.mark.parametrize(
    "title", ["Army updates toll of Tera raid", "Five killed in Tera", "Updated weapons reach front", None]
)
def test_titles_that_mark_none(title: str | None) -> None:
    assert not marks_update(title)


def test_a_report_of_usual_length_takes_under_five_milliseconds() -> None:
    text = f"Five farmers killed in Tera\n\n{BODY}\n\n" + "\n\n".join(f"{MORE} Day {day} passed." for day in range(22))
    find_blocks(text)
    start = time.perf_counter()
    for _ in range(20):
        find_blocks(text)
    assert (time.perf_counter() - start) / 20 < 0.005 * 4, "four times the bound, for a busy machine"
