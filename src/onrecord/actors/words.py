"""The words of a text as names are matched on them.

In: the text of a report, or a name from a table. Out: its words with their characters and a key that ignores case,
diacritics and apostrophes, so that "Assad's", 'Assads' and 'ASSAD' meet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from onrecord.language.case import is_all_caps, is_title_case

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’‘`ʼʿʾ][^\W_]+)*")
_STOP = re.compile(r"[.!?\u2026]|\n\s*\n")
_FULL_STOP = re.compile(r"[.!?]\s")
_ABBREVIATED = frozenset(
    ["mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "rev", "st", "sen", "gov", "no", "brig", "adm"]
)
_QUOTES = "'’‘`ʼ"
_MARKS = re.compile(r"['’‘`ʼʿʾ.]")
_LONGEST_TITLE = 200
"""Characters; a longer line is no headline."""
_GAP_CHARS = 40
"""A longer stretch between two words (indented lines) never joins them into one name."""


class Gap(Enum):
    """What stands before a word."""

    SPACE = "space"
    HYPHEN = "hyphen"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Word:
    """A word: characters [start, end) of the text.

    ``key`` has the possessive s joined on ('assads'); ``base`` is without it, and without a final s that may be one
    whose apostrophe was lost. ``stem_end`` is the end without "'s". ``caps``: it stands in a line or sentence of
    capitals; ``titled``: in a headline where most words have a capital. ``opens``: a sentence starts with
    it. ``bracketed``: a bracket opens right before it.
    """

    start: int
    end: int
    stem_end: int
    text: str
    key: str
    base: str
    gap: Gap
    caps: bool
    titled: bool
    opens: bool
    bracketed: bool

    @property
    def owns(self) -> bool:
        """Whether it carries a possessive "'s"."""
        return self.stem_end < self.end

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital or a figure."""
        return not self.text[0].islower()


def key_of(word: str) -> str:
    """Lower case, without diacritics, apostrophes and abbreviation points."""
    if word.isalnum() and word.isascii():
        return word.lower()
    bare = _MARKS.sub("", word)
    if bare.isascii():
        return bare.lower()
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of a name's words, as ``split_words`` gives them."""
    return tuple(key_of(word) for word in _WORD.findall(name))


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order. Hyphens part words and are remembered as the gap before the second."""
    words: list[Word] = []
    last_end = 0
    line_end, sentence_end, all_caps, caps, titled = 0, 0, False, False, False
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start >= line_end:
            line_end = _line_end(text, start)
            line = text[start:line_end]
            all_caps, titled = is_all_caps(line), _is_headline(line)
        if start >= sentence_end:
            sentence_end = _sentence_end(text, start, line_end)
            caps = all_caps or is_all_caps(text[start:sentence_end])
        between = text[last_end:start]
        gap = _gap(between) if words else Gap.BREAK
        opens = not words or (bool(_STOP.search(between)) and words[-1].key not in _ABBREVIATED)
        bracketed = between.endswith(" (")
        words.append(_word(match.group(), start, end, gap, caps=caps, titled=titled, opens=opens, bracketed=bracketed))
        last_end = end
    return tuple(words)


def _is_headline(line: str) -> bool:
    """Most words have a capital and no full stop ends the line."""
    return len(line) <= _LONGEST_TITLE and not line.rstrip().endswith(".") and is_title_case(line)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _sentence_end(text: str, start: int, line_end: int) -> int:
    found = _FULL_STOP.search(text, start, line_end)
    return found.end() if found else line_end


def _word(
    written: str, start: int, end: int, gap: Gap, *, caps: bool, titled: bool, opens: bool, bracketed: bool
) -> Word:
    key = key_of(written)
    if len(written) > 2 and written[-1] in "sS" and written[-2] in _QUOTES:
        return Word(start, end, end - 2, written, key, key[:-1], gap, caps, titled, opens, bracketed)
    base = key[:-1] if len(key) > 3 and key.endswith("s") else key
    return Word(start, end, end, written, key, base, gap, caps, titled, opens, bracketed)


def _gap(between: str) -> Gap:
    if between == " " or between in ("' ", "’ "):
        return Gap.SPACE
    if between in ("-", "‑", "–", "- "):
        return Gap.HYPHEN
    if between.isspace() and between.count("\n") < 2 and len(between) <= _GAP_CHARS:
        return Gap.SPACE
    return Gap.BREAK
