"""Capitalised words and the runs they form, straight from the characters of a text.

In: a text. Out: its words with offsets, and how far a name may reach from each. The small language model splits and
joins names of Arabic or Spanish form at random, so names are read from the characters: 'al-Rabt', 'Deir ez-Zor',
'Rio de Janeiro', 'U.S.'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.places.names import ARTICLES
from onrecord.places.tables import word_list

JOINERS = ARTICLES | word_list("joiner")
"""Small words inside names."""
LONGEST_NAME = 7
ALL_CAPS_SHARE = 0.7
"""A text is ALL-CAPS where more of its longer words than this are in capitals."""

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’‘`ʿʾ–][^\W_]+)*")
_COMPOUND = re.compile(r"(?P<name>[^\W_][\w.'’‘-]*?)[-–](?P<tail>[a-z]{3,})$")
_POSSESSIVE = re.compile(r"(?:['’]s?|['’])$", re.IGNORECASE)
_LOST_APOSTROPHE = re.compile(r"(?<=^[A-Z]{4})s$")
"""'SANAs correspondent': letters that own something, in texts whose apostrophes were lost; 'NGOs' are several."""
_FUSED_ARTICLE = re.compile(r"(?:ezz|azz|alz)\w+")
"""'Deir ezzor': the article written as one word with its noun, in small letters."""
_UNIT_WORDS = re.compile(r"Local\s+Government\b|LGA\b")
"""Words of a unit that have capitals and go on no name: 'Guma Local Government Area'."""
_JOINED = re.compile(r"[ \t]*(?:\r?\n)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: offsets without a possessive ending, its characters, and whether it may be part of a name."""

    start: int
    end: int
    text: str
    capital: bool
    possessive: bool
    tail: str | None
    """What it was compounded with: 'based' in 'Britain-based', 'led' in 'US-led'."""
    run: int
    """Number of the run of words parted by white space alone that this word stands in."""


def _is_capital(word: str) -> bool:
    return word[0].isupper() or opens_with_article(word)


def opens_with_article(word: str) -> bool:
    """Whether a word is a name or an adjective with the Arabic article before it: 'al-Jadida' in 'Shahba al-Jadida'."""
    head, _, rest = word.replace("’", "-").replace("'", "-").replace("–", "-").partition("-")
    return head in ARTICLES and rest[:1].isupper()


def read_words(text: str) -> tuple[Word, ...]:
    """All words of a text in order. A possessive ''s', an apostrophe, a compound's tail, a unit's words end the run."""
    words: list[Word] = []
    run, previous, broken = 0, 0, False
    for match in _WORD.finditer(text):
        if broken or not (text[previous : match.start()] == " " or _JOINED.fullmatch(text, previous, match.start())):
            run += 1
        shown = match.group()
        if shown[0] == "L" and _UNIT_WORDS.match(text, match.start()):
            run += 1
        marked = "'" in shown or "’" in shown
        ending = _POSSESSIVE.search(shown) if marked else _LOST_APOSTROPHE.search(shown)
        core = shown[: ending.start()] if ending else shown
        compound = _COMPOUND.match(core) if core[0].isupper() and "-" in core else None
        core, tail = (compound["name"], compound["tail"]) if compound else (core, None)
        possessive = bool(ending) or text[match.end() : match.end() + 1] in ("'", "’")
        words.append(Word(match.start(), match.start() + len(core), core, _is_capital(core), possessive, tail, run))
        previous, broken = match.end(), possessive or tail is not None
    return tuple(words)


def is_all_caps(words: tuple[Word, ...]) -> bool:
    """Whether the text is written in capitals throughout, so that capitals tell nothing."""
    longer = [word for word in words if len(word.text) > 3]
    shouted = sum(word.text.isupper() for word in longer)
    return len(longer) > 5 and shouted > ALL_CAPS_SHARE * len(longer)


def reach(words: tuple[Word, ...], first: int) -> int:
    """Index just past the last word that a name starting at ``first`` may take in: capitals, small words between."""
    end = last = first
    while end < len(words) and end - first < LONGEST_NAME and words[end].run == words[first].run:
        if words[end].capital or (end > first and _FUSED_ARTICLE.match(words[end].text)):
            last = end + 1
        elif words[end].text.lower() not in JOINERS:
            break
        end += 1
    return last
