"""Spellings of one place name, brought to one key.

In: a name as a report or a gazetteer writes it, in Latin, Cyrillic or Arabic script. Out: keys that different
spellings share. ``fold`` is exact but for case, accents and punctuation; ``bare`` also drops the Arabic article and
words for kinds of places; ``skeleton`` keeps the consonants alone, for romanised names whose vowels nobody agrees on
(Deir ez-Zor, Dayr az Zawr). The rules follow the common romanisations of Arabic (BGN/PCGN, ALA-LC, French press usage).
"""

from __future__ import annotations

import re
import unicodedata

from onrecord.places.tables import word_list

ARTICLES = word_list("article")
"""Romanised forms of the Arabic article, the sun letters' among them."""

KIND_WORDS = word_list("kind")
"""Words that tell what a place is and often stand with its name."""

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n",
    "ة": "ه", "ى": "ي", "ـ": "", "ё": "е", "ґ": "г",
}  # fmt: skip
_DROPPED = "'’‘`´ʻʼʽʾʿˈ′.\u200c\u200d\u200e\u200f"
_SAINTS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


class _Folding(dict[int, str]):
    """Maps a decomposed, casefolded character to what stays of it; fills itself as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _LETTERS:
            kept = _LETTERS[char]
        elif char in _DROPPED or unicodedata.combining(char) or unicodedata.category(char) == "Lm":
            kept = ""
        else:
            kept = char if char.isalnum() else " "
        self[code] = kept
        return kept


_FOLDING = _Folding()


def fold(name: str) -> str:
    """Fold case, accents, apostrophes, dots, hyphens: 'Dar‘ā' and "Dar'a" -> 'dara'; 'St. Louis' -> 'saint louis'.

    Dots and apostrophes vanish, every other sign becomes a space. The result may be empty.
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
        if folded != folded.casefold():
            folded = unicodedata.normalize("NFKD", folded.casefold())
    words = folded.translate(_FOLDING).split()
    if len(words) > 1 and words[0] in _SAINTS:
        words[0] = _SAINTS[words[0]]
    return " ".join(words)


def bare(key: str) -> str:
    """Drop articles, and kind words at either end, from a folded name: 'al qaim district' -> 'qaim'.

    A name that consists of such words alone keeps its last one.
    """
    words = key.split()
    if ARTICLES.isdisjoint(words) and KIND_WORDS.isdisjoint(words) and "ال" not in key:
        return key
    words = [word for word in words[:-1] if word not in ARTICLES] + words[-1:]
    while len(words) > 1 and words[-1] in KIND_WORDS:
        words.pop()
    while len(words) > 1 and (words[0] in KIND_WORDS or words[0] == "of"):
        words.pop(0)
    if words and len(words[0]) > 4 and words[0].startswith("ال"):
        words[0] = words[0][2:]
    return " ".join(words)


_DIGRAPHS = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("zh", "z"), ("ph", "f"), ("dj", "j"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("ts", "s"), ("tz", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_NO_VOWELS = str.maketrans("", "", "aeiouyw")
_NOT_LATIN = re.compile(r"[^a-z0-9 ]")


def _single(word: str) -> str:
    """Write every doubled letter once."""
    return _DOUBLE.sub(r"\1", word)


TRANSLITERATED = frozenset(
    "AE AF AM BD BG BH BT BY CN CY DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MD ME MK "
    "MM MN MR MV NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TW UA UZ XK YE".split()
)
"""Countries whose names reach English from another script, or have no settled spelling there, so that one name is
written in many ways (ISO 3166; official scripts after Unicode CLDR, with Somalia, Chad, South Sudan and the Balkans and
Central Asia in Latin letters added). Elsewhere a like sound is another name: 'Raqa' is no Racine."""


def plain_sounds(key: str) -> str:
    """Bring a folded Latin name to one spelling of its consonants, vowels kept: 'dayr az zawr' -> 'dayrzawr'."""
    joined = "".join(bare(key).split())
    for written, sound in _DIGRAPHS:
        if written in joined:
            joined = joined.replace(written, sound)
    return _single(joined)


def skeleton(key: str) -> str | None:
    """The consonants of a folded Latin name: 'deir ez zor', 'dayr az zawr' -> 'drzr'; a first vowel stays as 'a'.

    Names of fewer than two consonants keep their vowels: 'foua', 'fuah' -> '=fua'. None for a name in another script,
    or of one letter.
    """
    if _NOT_LATIN.search(key):
        return None
    sounds = plain_sounds(key)
    if not sounds:
        return None
    first = "a" if sounds[0] in "aeiouy" else ""
    consonants = _single(sounds.rstrip("h").translate(_NO_VOWELS))
    if len(consonants) >= 2:
        return first + consonants
    voiced = _voiced(sounds)
    return f"={voiced}" if len(voiced) >= 3 else None


_VOWELS = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u"})


def _voiced(sounds: str) -> str:
    """Sounds with their vowels told apart in three only."""
    return _single(sounds.rstrip("h").translate(_VOWELS))


def closeness(one: str, other: str) -> float:
    """How alike two folded names sound, 0 to 1: one less the edit distance over the longer length.

    e/i/y and o/u/w count as the same vowel, a final h as none.
    """
    first, second = _voiced(plain_sounds(one)), _voiced(plain_sounds(other))
    longer = max(len(first), len(second))
    return 1.0 - _edits(first, second) / longer if longer else 0.0


def _edits(one: str, other: str) -> int:
    """Levenshtein distance; names are short, so the plain table will do."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one[:60], 1):
        previous, row[0] = row[0], i
        for j, partner in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (letter != partner))
    return row[-1]
