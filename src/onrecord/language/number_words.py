"""Numbers as news writes them: '1,200', 'thirty-eight', 'two hundred and five', 'half a dozen', '3.5 million'.

Comes in: lower-cased words. Goes out: the value and how many words it took.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * (at + 2) for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
LARGEST = 100_000_000
"""No count of people in a report of violence is larger; a longer string of digits is something else."""


def read_number(words: Sequence[str]) -> tuple[int, int] | None:
    """Read a number at the start of lower-cased words: (value, words taken), or None.

    ['thirty', '-', 'eight', 'men'] -> (38, 3). ['two', 'hundred', 'and', 'five'] -> (205, 4).
    ['a', 'dozen'] -> (12, 2).
    """
    whole_words = _whole_words(words) or _half(words) or _decimal_millions(words)
    return whole_words if whole_words and whole_words[0] <= LARGEST else None


def _whole_words(words: Sequence[str]) -> tuple[int, int] | None:
    total = current = taken = at = 0
    while at < len(words):
        word = words[at]
        small = _small(words, at)
        if small is not None and (at == 0 or _fits(total, current, small)):
            current += small
        elif word in SCALES and at > 0:
            total, current = _scale(total, current, SCALES[word])
        elif word in ("-", "and") and at > 0 and _joins(words, at, current, word):
            at += 1
            continue
        else:
            break
        at += 1
        taken = at
    return (total + current, taken) if taken else None


def _small(words: Sequence[str], at: int) -> int | None:
    """The value of digits, of a word below a hundred, or of 'a' before 'dozen' and the like."""
    word = words[at]
    if at == 0 and _DIGITS.fullmatch(word) and len(word) <= 11:
        return int(word.replace(",", ""))
    if at == 0 and word == "a" and len(words) > 1 and words[1] in SCALES:
        return 1
    return UNITS.get(word, TENS.get(word))


def _fits(total: int, current: int, small: int) -> bool:
    """'thirty' takes 'eight', 'two hundred' takes 'five', 'two thousand' takes 'five'; 'five' takes nothing more."""
    if current == 0:
        return total > 0
    return (small < 10 and current % 100 in TENS.values()) or current % 100 == 0


def _scale(total: int, current: int, scale: int) -> tuple[int, int]:
    if scale >= 1_000:
        return total + max(current, 1) * scale, 0
    return total, max(current, 1) * scale


def _joins(words: Sequence[str], at: int, current: int, word: str) -> bool:
    """Whether '-' or 'and' goes on with the number: 'two hundred and five', not 'two thousand and five hundred'."""
    following = _small(words, at + 1) if at + 1 < len(words) else None
    if following is None:
        return False
    if word == "-":
        return following < 10 and current % 100 in TENS.values()
    starts_anew = words[at - 1] in ("thousand", "million") and at + 2 < len(words) and words[at + 2] in SCALES
    return words[at - 1] in SCALES and not starts_anew


def _half(words: Sequence[str]) -> tuple[int, int] | None:
    if len(words) > 2 and tuple(words[:2]) == ("half", "a") and words[2] in SCALES:
        return SCALES[words[2]] // 2, 3
    return None


def _decimal_millions(words: Sequence[str]) -> tuple[int, int] | None:
    if len(words) > 1 and len(words[0]) <= 11 and _DECIMAL.fullmatch(words[0]) and words[1] in ("million", "thousand"):
        return round(float(words[0]) * SCALES[words[1]]), 2
    return None
