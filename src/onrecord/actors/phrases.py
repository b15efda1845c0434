"""What the words say of parties before anybody asks which party it is.

A Phrase is a stretch of words that names, describes or points back to a party. Resolving it to an Actor needs what
stands before it and is done in ``resolving``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from onrecord.actors.registry import Name, capital_names, nation_names
from onrecord.actors.words import Gap, Word


class Form(Enum):
    """How a phrase refers to its party."""

    NAMED = "named"
    GENERIC = "generic"
    ANAPHOR = "anaphor"
    NATION = "nation"
    """A country's name alone: a party only where it acts."""
    COALITION = "coalition"
    """'the coalition', 'coalition jets': whichever is meant here."""
    UNREGISTERED = "unregistered"
    SHORT = "short"
    """'the Front', 'the Committees': the last word of a party's name, with its capital."""
    LEADER = "leader"
    """A party's leader, named in full: no party, but 'the rebels' may be his."""
    FOLLOWERS = "followers"
    """'his men', "the colonel's fighters"."""
    THEY = "they"
    """'They' at the head of a sentence or clause: who was told of at the head of the one before."""
    OBSERVER = "observer"
    """An organisation that only reports; no party, but 'the group' may mean it."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words [first, last) that refer to a party.

    ``kind`` is that of the generic party or the anaphor's noun; ``country`` the one the words name. ``plain``: the word
    may also be an adjective ('the military ...') or, of a leader, be somebody else's surname.
    """

    first: int
    last: int
    form: Form
    names: tuple[Name, ...] = ()
    kind: str = ""
    country: str | None = None
    attributive: str | None = None
    definite: bool = False
    plain: bool = False
    adjectival: bool = False
    """Its last word is an adjective too ('rebel', 'civilian'): a party only alone or before a deed."""
    singular: bool = False
    told: tuple[Name, ...] = ()
    """Names that the words behind tell it by: its leader's, or what it is called."""
    name_first: int | None = None
    name_last: int | None = None
    """Where the name itself stands inside the phrase, for a party that only its name tells."""


_NATION_WORDS = 5
_CAPITAL_WORDS = 3
_ADJECTIVE_ENDS = ("ed", "ic", "ous", "ish", "less", "ern", "ful")
_DEFINITE = frozenset(["the", "this", "these", "those", "its", "their", "both"])


def nation_at(words: Sequence[Word], at: int) -> tuple[str, bool, int] | None:
    """The nation named at a word: (ISO code, whether by an adjective, index behind it); None where none is.

    'us' is the United States only in capitals with points or in mixed-case text.
    """
    if not _may_be_nation(words[at]):
        return None
    owner = capital_at(words, at)
    if owner is not None and words[owner[1] - 1].owns:
        return owner[0], True, owner[1]
    table, first_words = nation_names(), _first_words()
    if words[at].key not in first_words and words[at].base not in first_words:
        return None
    keys: list[str] = []
    best: tuple[str, bool, int] | None = None
    for index in range(at, min(len(words), at + _NATION_WORDS)):
        word = words[index]
        if index > at and word.gap is Gap.BREAK:
            break
        found = table.get((*keys, word.key)) or (table.get((*keys, word.base)) if word.owns or not keys else None)
        if found:
            best = found[0], found[1] or word.owns, index + 1
        keys.append(word.key)
    return best


def capital_at(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """The capital named at a word: (ISO code of its country, index behind it); None where none is. "Kigali's troops"
    are Rwanda's."""
    first = words[at]
    if not first.capital or not {first.key, first.base} & _first_words_of_capitals():
        return None
    table = capital_names()
    for last in range(min(len(words), at + _CAPITAL_WORDS), at, -1):
        stretch = words[at:last]
        if any(word.gap is Gap.BREAK for word in stretch[1:]):
            continue
        keys = tuple(word.base if word.owns else word.key for word in stretch)
        if keys in table:
            return table[keys], last
    return None


def _may_be_nation(word: Word) -> bool:
    if word.key == "us":
        return "." in word.text or (word.text == "US" and not word.caps)
    if word.key in ("car", "uk", "drc", "uae", "usa"):
        return word.text.replace(".", "").isupper() and not (word.caps and word.key == "car")
    return word.capital


@cache
def _first_words_of_capitals() -> frozenset[str]:
    return frozenset(keys[0] for keys in capital_names())


@cache
def _first_words() -> frozenset[str]:
    return frozenset(keys[0] for keys in nation_names())


def is_definite(words: Sequence[Word], at: int) -> bool:
    """Whether 'the', 'the same', 'the turbaned', 'these', 'its' or a possessive stands before a word."""
    if at == 0 or words[at].gap is Gap.BREAK:
        return False
    if words[at - 1].key == "same":
        return is_definite(words, at - 1)
    before = words[at - 1]
    if before.key in _DEFINITE or before.owns:
        return True
    described = before.gap is Gap.SPACE and at > 1 and before.text.islower() and before.key.endswith(_ADJECTIVE_ENDS)
    return described and words[at - 2].key in _DEFINITE


def follows(words: Sequence[Word], at: int) -> Word | None:
    """The word at an index if it belongs to the same phrase as the one before it."""
    return words[at] if at < len(words) and words[at].gap is not Gap.BREAK else None
