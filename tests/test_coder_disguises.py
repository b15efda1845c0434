"""Hostile text through the whole pipeline: a disguise hides no toll, and what is cited is the report's own text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.model import Coding, Span

TEXT = (
    "A bomb killed 3 people and injured 1,200 others in Kano, Nigeria on Friday, police spokesman Ali Musa said. "
    "Gunmen opened fire at a market in Maiduguri, killing five traders."
)
DAY = date(2021, 5, 4)


def told(coding: Coding) -> list[object]:
    """What was coded, without where it stands."""
    return [
        (
            incident.type,
            [(toll.effect, toll.low, toll.best, toll.high) for toll in incident.tolls],
            incident.where and (incident.where.lat, incident.where.lon),
            incident.when and (incident.when.start, incident.when.end),
            [one.actor.id for one in incident.participants],
        )
        for incident in coding.incidents
    ]


def cites(coding: Coding) -> list[tuple[str, str]]:
    """Every cited value with its words, by the printed offsets."""
    printed: dict[str, Any] = coding_to_json(coding)
    text = coding.report.text
    return [(one["field"], text[one["start"] : one["end"]]) for claim in printed["claims"] for one in claim["values"]]


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero-width spaces inside words": lambda text: text.replace("ll", "l\u200bl").replace("opened", "ope\u200bned"),
    "zero-width spaces in every word": lambda text: "".join(f"{one}\u200b" if one.isalnum() else one for one in text),
    "soft hyphens": lambda text: text.replace("Maiduguri", "Mai\xaddu\xadguri").replace("injured", "in\xadjured"),
    "right-to-left marks": lambda text: text.replace(" 3", " \u200f3\u200e").replace("Kano", "\u200fKano"),
    "overrides": lambda text: text.replace(" 3 ", " \u202e3\u202c ").replace("1,200", "\u202d1,200\u202c"),
    "isolates": lambda text: text.replace("Kano", "\u2066Kano\u2069").replace("five", "\u2067five\u2069"),
    "Cyrillic lookalikes": lambda text: text.replace("killed", "k\u0456ll\u0435d").replace("killing", "k\u0456lling"),
    "Greek lookalikes": lambda text: text.replace("Kano", "Kan\u03bf").replace("bomb", "b\u03bfmb"),
    "full-width letters": lambda text: text.replace("killing", "ｋｉｌｌｉｎｇ").replace("Kano", "Ｋａｎｏ"),
    "full-width digits": lambda text: text.replace("3", "３").replace("1,200", "１，２００"),
    "mathematical letters": lambda text: text.replace("killed", "𝐤𝐢𝐥𝐥𝐞𝐝").replace("five", "𝗳𝗶𝘃𝗲"),
    "ligatures": lambda text: text.replace("five", "ﬁve").replace("fire", "ﬁre"),
    "marks struck through letters": lambda text: text.replace("killed", "k\u0336i\u0336l\u0336l\u0336e\u0336d\u0336"),
    "spaces that do not break": lambda text: text.replace(" ", "\xa0"),
    "thin spaces in numbers": lambda text: text.replace("1,200", "1\u2009200"),
    "narrow spaces in numbers": lambda text: text.replace("1,200", "1\u202f200").replace("3 people", "3\u202fpeople"),
    "control characters": lambda text: text.replace("killed", "kil\x01led"),
    "byte order marks": lambda text: text.replace("killed", "\ufeffkilled").replace("Kano", "Ka\ufeffno"),
    "pictures of a font": lambda text: f"\ue001{text}".replace("killing", "\uf0b7killing"),
    "emoji with joiners": lambda text: f"🚨🕊️👩‍👩‍👧 {text}",
    "form feeds": lambda text: text.replace(" in ", "\x0cin "),
    "old line ends": lambda text: text.replace(". ", ".\r\r"),
    "line separators": lambda text: text.replace(". ", ".\u2028"),
    "mixed line ends": lambda text: text.replace(". ", ".\r\n\n\r"),
}


@pytest.fixture(scope="module")
def plain(coder: Coder) -> Coding:
    return coder.code(TEXT, published=DAY)


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_a_disguise_changes_nothing_of_what_is_coded(
    coder: Coder, plain: Coding, disguise: Callable[[str], str]
) -> None:
    text = disguise(TEXT)
    assert text != TEXT
    coding = coder.code(text, published=DAY)
    assert coding.report.text == text
    assert told(coding) == told(plain)
    assert len(cites(coding)) == len(cites(plain))


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("A bomb kil\u200bled 3 people in Kano.", "toll.killed", "kil\u200bled 3 people"),
        ("A bomb k\u0456lled 3 people in K\u0430no.", "place", "K\u0430no"),
        ("A bomb killed \u202e13\u202c people in Kano.", "toll.killed", "killed \u202e13\u202c people"),
        ("A bomb killed 1\xa0300 people in Kano.", "toll.killed", "killed 1\xa0300 people"),
        ("A bomb killed ﬁve people in Medelli\u0301n, Colombia.", "place", "Medelli\u0301n, Colombia"),
    ],
)
def test_what_is_cited_is_the_reports_own_text(coder: Coder, text: str, field: str, words: str) -> None:
    found = dict(cites(coder.code(text, published=DAY)))
    assert found[field] in words or words in found[field]
    assert found[field] in text


def test_curly_quotes_are_read_as_straight_ones(coder: Coder) -> None:
    straight = 'The mayor\'s office said: "Gunmen killed five people in Kano."'
    curly = "The mayor’s office said: “Gunmen killed five people in Kano.”"
    assert told(coder.code(straight, published=DAY)) == told(coder.code(curly, published=DAY))


def test_composed_and_parted_accents_are_the_same_place(coder: Coder) -> None:
    text = "Gunmen killed five people in Medellín, Colombia, on Monday, police said."
    parted = unicodedata.normalize("NFD", text)
    assert told(coder.code(parted, published=DAY)) == told(coder.code(text, published=DAY))


def test_half_surrogates_leave_every_offset_where_it_was(coder: Coder) -> None:
    text = "Gunmen\ud800 killed five people in Medellín, Colombia, on Monday."
    coding = coder.code(text, published=DAY)
    assert len(coding.report.text) == len(text)
    assert ("place", "Medellín") in [(field, words[:8]) for field, words in cites(coding)]


def test_places_asked_by_span_are_found_in_a_disguised_text(coder: Coder) -> None:
    text = "\u200bK\u0430no and Maidu\u200bguri \u200b were hit."
    report = coder.code(text).report
    asked = [Span(1, 5), Span(0, 1), Span(10, 20)]
    kano, nothing, maiduguri = coder.places(report, asked)
    assert kano is not None
    assert nothing is None
    assert maiduguri is not None
    assert maiduguri.span is not None
    assert report.quote(maiduguri.span) == "Maidu\u200bguri"
    assert {place.name for place in coder.places(report) if place} == {"Kano", "Maiduguri"}
