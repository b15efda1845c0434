"""How a romanised name sounds, and how far two such words are apart.

In: a folded Latin word ('mohammed', 'othman', 'kovalskyi'). Out: its sounds, a letter for each; a likeness of two words
from 0 to 1; a key that spellings of one name share. Vowels weigh less than consonants, since no two romanisations
agree on them, but they count: Hassan is not Hussein, Hamad not Hamid. The tables follow the common romanisations of
Arabic (ALA-LC, BGN/PCGN, French usage in the Maghreb and Syria), Persian, Ukrainian and Russian (BGN/PCGN, passports)
and Burmese (MLC, and how people write it).
"""

from __future__ import annotations

import re
from functools import lru_cache

_WRITTEN = {
    "shch": "S", "tsch": "C", "tch": "C", "sch": "S", "sh": "S", "ch": "C", "kh": "x", "gh": "g", "dh": "d",
    "th": "T", "zh": "J", "ph": "f", "dj": "J", "ck": "k", "q": "k", "x": "ks", "j": "J", "ce": "se", "ci": "sI",
    "cy": "sI", "c": "k", "aou": "U", "ou": "U", "oo": "U", "au": "U", "aw": "U", "ow": "U", "uw": "U", "oe": "U",
    "u": "U", "o": "U", "w": "U", "aei": "E", "aee": "E", "ayi": "E", "eyi": "E", "ai": "E", "ay": "E", "ei": "E",
    "ey": "E",     "ae": "E", "ij": "I", "iy": "I", "yi": "I", "ii": "I", "ee": "I", "ie": "I", "i": "I", "y": "I",
}  # fmt: skip
"""Letters to sounds. U, I, E (the diphthong of Zaid) and a, e are vowels; S, C, T, J, x: sh, ch, th, j, kh."""
_LETTERS = re.compile("|".join(sorted(_WRITTEN, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")
_BREATHED = re.compile(r"^h(?=[lmnptks])")
"""Burmese Htun, Hlaing, Hnin are written Tun, Laing, Nin as well."""
VOWELS = frozenset("aeIUE")

_NEAR = {
    "ae": 0.15, "eI": 0.15, "EI": 0.2, "Ee": 0.15, "Ea": 0.4, "eU": 0.4, "vU": 0.25, "JI": 0.3,
    "xk": 0.15, "xh": 0.25, "Tt": 0.1, "Ts": 0.3, "Ss": 0.3, "SC": 0.15, "Ck": 0.3, "Cs": 0.4, "CJ": 0.4, "Jg": 0.25,
    "Jz": 0.3, "Jd": 0.4, "JS": 0.4, "sz": 0.3, "dz": 0.35, "dt": 0.4, "bp": 0.4, "bv": 0.4, "vf": 0.4, "gk": 0.4,
    "gh": 0.35,
}  # fmt: skip
"""What it costs to take one sound for another, where that happens between romanisations or dialects."""
_COST = {**_NEAR, **{pair[::-1]: cost for pair, cost in _NEAR.items()}}
_VOWEL_WEIGHT = 0.6
_A_WOMANS_A = 0.8
"""At most so alike are Samir and Samira, Amin and Amina: a final a makes another name."""

_TAKEN_AS_ONE = ("", "aeIUEh"), ("b", "pvf"), ("k", "gxJ"), ("d", "tTszSC")
"""For the rough key alone: what spellings take for one another, vowels and h for nothing."""
_SKELETON = str.maketrans({sound: one for one, others in _TAKEN_AS_ONE for sound in others})


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """The sounds of a folded Latin word: 'mohammed' -> 'mUhamed', 'hussein' -> 'hUsEn'."""
    written = _DOUBLE.sub(r"\1", _LETTERS.sub(lambda found: _WRITTEN[found[0]], _BREATHED.sub("", word)))
    return written.rstrip("h") or written


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """A rough key: consonants alone, those that are taken for one another as one; of a word without any, its vowels."""
    spoken = sounds(word)
    return _DOUBLE.sub(r"\1", spoken.translate(_SKELETON)) or f"~{spoken[:1]}"


@lru_cache(maxsize=500_000)
def alike(a: str, b: str) -> float:
    """How alike two folded Latin words sound, 0 to 1: 1 less the cheapest alignment's cost by weight."""
    one, other = sorted((sounds(a), sounds(b)))
    if one == other:
        return 1.0
    likeness = max(0.0, 1 - _cost(one, other) / max(_weight(one), _weight(other)))
    return min(likeness, _A_WOMANS_A) if other == f"{one}a" else likeness


def _weight(spoken: str) -> float:
    return sum(_VOWEL_WEIGHT if sound in VOWELS else 1.0 for sound in spoken)


def _cost(one: str, other: str) -> float:
    """The cheapest way from one to the other: sounds kept, taken for another, left out or put in."""
    row = [0.0]
    for at in range(len(other)):
        row.append(row[-1] + _gap(other, at))
    for i, sound in enumerate(one):
        left = _gap(one, i)
        following = [row[0] + left]
        for j, heard in enumerate(other):
            taken = row[j] + _taken(sound, heard, is_first=i == 0 and j == 0)
            following.append(min(taken, row[j + 1] + left, following[-1] + _gap(other, j)))
        row = following
    return row[-1]


def _taken(sound: str, heard: str, *, is_first: bool) -> float:
    if sound == heard:
        return 0.0
    both_vowels = sound in VOWELS and heard in VOWELS
    if is_first and both_vowels and "I" in (sound, heard) and "e" not in (sound, heard):
        return _VOWEL_WEIGHT
    return _COST.get(sound + heard, _VOWEL_WEIGHT if both_vowels else 1.0)


def _gap(spoken: str, at: int) -> float:
    """What a sound costs that the other word has not."""
    sound, is_last = spoken[at], at == len(spoken) - 1
    if sound == "h":
        return 0.45
    if sound not in VOWELS:
        return 1.0
    if is_last:
        return {"a": 1.0, "e": 0.2}.get(sound, _VOWEL_WEIGHT)
    return 0.4 if at == 0 else 0.35
