"""Numbers as news writes them: '1,200', 'thirty-eight', 'two hundred and five', '3.5 million'.

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
    """
    total = current = 0
    taken = at = 0
    while at < len(words):
        word = words[at]
        small = _small(word, at)
        if small is not None and (at == 0 or _fits(current, small)):
            current += small
        elif word in SCALES and at > 0:
            current, total = _scale(current, total, SCALES[word])
        elif word in ("-", "and") and at > 0 and _joins(words, at, current, word):
            at += 1
            continue
        else:
            break
        at += 1
        taken = at
    if not taken:
        return _decimal_millions(words)
    value = total + current
    return (value, taken) if value <= LARGEST else None


def _small(word: str, at: int) -> int | None:
    if at == 0 and _DIGITS.fullmatch(word) and len(word) <= 11:
        return int(word.replace(",", ""))
    return UNITS.get(word, TENS.get(word))


def _fits(current: int, small: int) -> bool:
    """'thirty' takes 'eight', 'two hundred' takes 'five', but 'five' takes nothing more."""
    return (small < 10 and current % 100 in TENS.values()) or (small < 100 and current > 0 and current % 100 == 0)


def _scale(current: int, total: int, scale: int) -> tuple[int, int]:
    if scale >= 1_000:
        return 0, total + max(current, 1) * scale
    return max(current, 1) * scale, total


def _joins(words: Sequence[str], at: int, current: int, word: str) -> bool:
    following = _small(words[at + 1], at + 1) if at + 1 < len(words) else None
    if following is None:
        return False
    if word == "-":
        return following < 10 and current % 100 in TENS.values()
    return words[at - 1] in SCALES and following < 100


def _decimal_millions(words: Sequence[str]) -> tuple[int, int] | None:
    if len(words) > 1 and _DECIMAL.fullmatch(words[0]) and words[1] in ("million", "thousand"):
        return int(float(words[0]) * SCALES[words[1]]), 2
    return None
