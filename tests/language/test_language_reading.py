"""A parsed report: its sentences, its tokens, and the words they stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.language import EnglishReader, Reading
from onrecord.language.pipeline import PIECE_CHARS, load_model
from onrecord.model import Block, BlockKind, Published, Report, Span

Read = Callable[[str], Reading]

SCRIPTS = {
    "arabic": "قُتل خمسة أشخاص في حلب",
    "burmese": "စစ်ကိုင်းတိုင်း",
    "cyrillic": "Загинуло двоє людей у Харкові",
    "chinese": "五人死亡",
    "emoji": "🔥🇺🇦👩‍👩‍👧",
    "combining marks": "e\u0301 n\u0303 a\u0308",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_offsets_count_code_points_whatever_the_script(read: Read, script: str) -> None:
    text = f"A witness wrote '{SCRIPTS[script]}' on Monday. Gunmen killed seven farmers in Konduga."
    reading = read(text)
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in reading.doc)
    words = [reading.words(token.i, token.i + 1) for token in reading.doc if token.lower_ == "seven"]
    assert words == ["seven"]


def test_the_reports_own_words_are_quoted_not_the_parsers(read: Read) -> None:
    reading = read("GUNMEN KILLED SEVEN FARMERS IN KONDUGA.")
    assert [token.text for token in reading.doc][1] == "killed"
    assert reading.words(1, 3) == "KILLED SEVEN"


def test_a_stand_in_for_a_name_never_reaches_a_quote(read: Read) -> None:
    reading = read("IS fighters killed two guards near Sirte.")
    assert reading.words(0, 2) == "IS fighters"


def test_sentences_carry_their_block_and_paragraph(reader: EnglishReader) -> None:
    text = "Blast in Quetta\nTwo died. Five were hurt.\n\nShops closed."
    blocks = (Block(0, 15, BlockKind.TITLE), Block(16, len(text), BlockKind.BODY))
    reading = reader.read(Report("r", text, blocks, Published(None, "unknown")))
    found = [(text[s.span.start : s.span.end], s.block, s.paragraph) for s in reading.sentences]
    assert found == [
        ("Blast in Quetta", BlockKind.TITLE, 0),
        ("Two died.", BlockKind.BODY, 1),
        ("Five were hurt.", BlockKind.BODY, 1),
        ("Shops closed.", BlockKind.BODY, 2),
    ]


def test_a_sentence_never_crosses_the_border_of_a_block(reader: EnglishReader) -> None:
    text = "QUETTA (Wire) - Two people died on Monday"
    blocks = (Block(0, 16, BlockKind.DATELINE), Block(16, len(text), BlockKind.BODY))
    reading = reader.read(Report("r", text, blocks, Published(None, "unknown")))
    assert [text[s.span.start : s.span.end] for s in reading.sentences] == [
        "QUETTA (Wire) -",
        "Two people died on Monday",
    ]


def test_a_sentence_is_found_by_its_tokens_and_by_its_characters(read: Read) -> None:
    reading = read("Two died. Five were hurt.")
    for sentence in reading.sentences:
        assert all(reading.sentence_of(token) == sentence for token in reading.tokens(sentence))
        assert reading.sentence_at(sentence.span.start) == sentence


@pytest.mark.parametrize("offset", [9, 25, 400])
def test_no_sentence_covers_white_space_or_what_lies_past_the_end(read: Read, offset: int) -> None:
    with pytest.raises(KeyError):
        read("Two died. Five were hurt.").sentence_at(offset)


def test_a_long_report_is_parsed_in_pieces_whose_offsets_hold(read: Read) -> None:
    line = f"Shells fell on {'z' * 180}.\n"
    text = line * (PIECE_CHARS // len(line) + 5) + "Gunmen killed seven farmers in Konduga."
    reading = read(text)
    last = reading.sentences[-1]
    assert len(text) > PIECE_CHARS
    assert text[last.span.start : last.span.end] == "Gunmen killed seven farmers in Konduga."
    assert reading.words(last.first, last.last) == text[last.span.start : last.span.end]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_a_text_without_words_has_a_reading_too(read: Read, text: str) -> None:
    assert all(isinstance(sentence.span, Span) for sentence in read(text).sentences)


def test_reading_twice_gives_the_same(read: Read) -> None:
    text = "Gunmen killed seven farmers. Three were women, police said."
    one, other = read(text), read(text)
    assert [(t.text, t.tag_, t.dep_, t.head.i) for t in one.doc] == [
        (t.text, t.tag_, t.dep_, t.head.i) for t in other.doc
    ]
    assert one.sentences == other.sentences


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ImportError, match="no_such_model"):
        load_model("no_such_model")
