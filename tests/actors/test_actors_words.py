"""Words as names are matched on them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.words import Gap, key_of, split_words


def test_case_diacritics_and_apostrophes_do_not_matter() -> None:
    assert {key_of(word) for word in ("Kata'ib", "KATA’IB", "kataib")} == {"kataib"}
    assert key_of("Séléka") == "seleka"
    assert key_of("U.S.") == "us"


def test_a_possessive_is_kept_apart_from_its_word() -> None:
    (word,) = split_words("Assad's")
    assert (word.key, word.base, word.stem_end, word.end) == ("assads", "assad", 5, 7)


def test_gaps_tell_hyphens_and_breaks() -> None:
    assert [word.gap for word in split_words("IS-held town. Next")] == [Gap.BREAK, Gap.HYPHEN, Gap.SPACE, Gap.BREAK]


def test_a_line_break_inside_wrapped_text_does_not_part_a_name() -> None:
    assert [word.gap for word in split_words("Shining\n   Path")] == [Gap.BREAK, Gap.SPACE]
    assert [word.gap for word in split_words("Shining\n\nPath")] == [Gap.BREAK, Gap.BREAK]


@given(st.text(max_size=300))
def test_words_index_their_text_in_order(text: str) -> None:
    end = 0
    for word in split_words(text):
        assert end <= word.start < word.stem_end <= word.end
        assert text[word.start : word.end] == word.text
        end = word.end
