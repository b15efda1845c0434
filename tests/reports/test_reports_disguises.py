"""Disguised text: what is analysed is plain, what is cited is the report's own."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UnreadableReport
from onrecord.model import BlockKind, Report, Span
from onrecord.reports import Given, Limits, read_text
from onrecord.reports.disguises import AS_LATIN, undisguised

ODD = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\xad\ufeff\xa0\u2009\u202f\u3000\x0b\x0c\x1c\r\n\u0085"
    "\u2028\u2029\ufb01\ufb03\u2163\uff11\uff41\U0001d400\u24b6\u0301\u0327\u0456\u0430\u0410\u03bf"
    "\ue000\ufe0f\x01 1a0Kk.,"
)
odd_texts = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=60)


def read(text: str, title: str | None = None) -> Report:
    found = read_text(text, "text", given=Given(title=title), limits=Limits())
    assert isinstance(found, Report), found
    return found


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("kil\u200bled 3", "killed 3"),
        ("kil\xadled \u202e13\u202c men", "killed 13 men"),
        ("\u2066Kano\u2069\u200f", "Kano"),
        ("k\u0456lled in K\u0430no", "killed in Kano"),
        ("\u039aano, \u0391den", "Kano, Aden"),
        ("k\u200b\u0456lled", "killed"),
        ("３ ｋｉｌｌｅｄ, 𝟏𝟐 𝐡𝐮𝐫𝐭, Ⓐ", "3 killed, 12 hurt, A"),
        ("Medelli\u0301n, S\u0327irnak", "Medellín, Şirnak"),
        ("ﬁve in oﬃce, part Ⅳ", "five in office, part IV"),
        ("1\xa0200 and 12\u2009345\u202f678 and 5\xa0people", "1,200 and 12,345,678 and 5 people"),
        ("2021\xa0300 men, 1\xa02000, 1.5\xa0000", "2021 300 men, 1 2000, 1.5 000"),
        ("one\rtwo\r\nthree\x0cfour\u2028five\u2029six", "one\ntwo\r\nthree four\nfive\n\nsix"),
        ("\ue001Five \uf0b7dead", " Five  dead"),
        ("kil\x01led", "killed"),
        ("e\u0301\u0301\u0301" + "\u0336" * 20 + "nd", "énd"),
    ],
)
def test_disguises_are_taken_off_for_analysis(text: str, plain: str) -> None:
    found = undisguised(text)
    assert found is not None
    assert found.text == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Five people were killed, “police” said – and 1,200 hurt.\r\nNobody's claimed it… 🚨 12 000",
        "У Харкові загинули 12 людей. Ο στρατός είπε. قُتل ١٢ شخصاً",
        "Café, Şırnak, Kraków, Đà Nẵng",
        "The С-300 hit the Т-72; Mi-8",
    ],
)
def test_an_ordinary_text_needs_no_copy(text: str) -> None:
    assert undisguised(text) is None


@pytest.mark.parametrize("word", ["Cирия", "Kыив", "USDжалоба", "μs", "α-ray"])
def test_words_that_are_no_latin_ones_in_disguise_stay(word: str) -> None:
    found = undisguised(word)
    assert (found is None or found.text == word) or word == "μs"


@given(odd_texts)
def test_every_letter_of_the_copy_goes_back_to_what_it_was_read_from(text: str) -> None:
    plain = undisguised(text)
    if plain is None:
        return
    for at, letter in enumerate(plain.text):
        there = plain.back(Span(at, at + 1))
        source = text[there.start : there.end]
        alone = undisguised(source)
        assert letter in {*source, *("" if alone is None else alone.text), ",", *source.translate(AS_LATIN)}


@given(odd_texts)
def test_spans_keep_their_order_and_do_not_overlap(text: str) -> None:
    plain = undisguised(text)
    if plain is None:
        return
    singles = [plain.back(Span(at, at + 1)) for at in range(len(plain.text))]
    for before, after in pairwise(singles):
        assert before.end <= after.start or before == after
    covered = {at for span in singles for at in range(span.start, span.end)}
    assert all(plain.into(Span(at, at + 1)) is None for at in set(range(len(text))) - covered)


@given(odd_texts)
@settings(deadline=None)
def test_the_text_of_a_report_is_what_was_given_and_its_blocks_index_it(text: str) -> None:
    whole = f"Five people were killed in Kano.\n\n{text}\n\nNobody claimed it."
    found = read_text(whole, "text", given=Given(), limits=Limits())
    if isinstance(found, Report):
        assert found.text == whole
        assert all(0 <= block.start < block.end <= len(whole) for block in found.blocks)


def test_a_dateline_with_hidden_characters_is_found_and_cited_exactly() -> None:
    text = "KA\u200bNO, Nigeria, 3 M\u0430y 2021 (AFP) - Five people were killed on Monday."
    found = read(text)
    dateline = next(block for block in found.blocks if block.kind is BlockKind.DATELINE)
    assert text[dateline.start : dateline.end] == "KA\u200bNO, Nigeria, 3 M\u0430y 2021 (AFP) -"
    assert found.published.day is not None
    assert found.published.span is not None
    assert found.quote(found.published.span) == "3 M\u0430y 2021"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("kil\u200bled three", "the text holds 1 hidden character (U+200B)"),
        ("kil\xadled \u200bthree", "the text holds 2 hidden characters (U+00AD, U+200B)"),
        ("killed \u202e31\u202c people", "turn the direction of writing (U+202C, U+202E)"),
        ("\u2067killed\u2069 three", "turn the direction of writing (U+2067, U+2069)"),
        ("k\u0456lled three", "look like Latin ones ('k\u0456lled'); they are read as Latin"),
        ("kill\u200ded three", "the text holds 1 hidden character (U+200D)"),
    ],
)
def test_what_is_hidden_is_warned_of(text: str, warning: str) -> None:
    assert any(warning in one for one in read(f"{text} in Kano.").warnings)


@pytest.mark.parametrize(
    "text",
    [
        "🚨🕊️👩‍👩‍👧 Five people were killed.",
        "می\u200cروند Five people were killed.",
        "Five\xa0people were killed in Medelli\u0301n.",
        "The ﬁve were killed.\x0c",
    ],
)
def test_what_hides_nothing_is_not_warned_of(text: str) -> None:
    assert not [one for one in read(text).warnings if one.startswith("the text holds")]


def test_a_text_of_hidden_characters_alone_is_empty() -> None:
    found = read_text("\u200b\u202e\u200b", "text", given=Given(), limits=Limits())
    assert isinstance(found, UnreadableReport)
    assert found.reason == "empty"


def test_half_surrogates_are_replaced_one_for_one_and_said() -> None:
    found = read("Five\ud800 people were kílled.\udfff")
    assert found.text == "Five\ufffd people were kílled.\ufffd"
    assert "half a surrogate pair is no character; shown as \ufffd" in found.warnings


def test_a_byte_order_mark_in_characters_keeps_its_place() -> None:
    assert read("\ufeffFive people were killed.").text == "\ufeffFive people were killed."


@pytest.mark.parametrize(
    "unit",
    ["\u200b", "a\u0301", "e" + "\u0301" * 9, "a\u0430", "1\xa0000", "\xa0", "a" * 99 + "\u0430", "\u202e", "ﬁ"],
)
def test_a_million_disguises_take_little_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    before = time.process_time()
    found = undisguised(text)
    assert time.process_time() - before < 5
    assert found is not None
