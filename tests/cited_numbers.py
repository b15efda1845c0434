"""Do the words that a toll cites hold its number? A reader of its own, apart from the one that is tested."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

Json = dict[str, Any]

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
NUMBERS = {word: value for value, word in enumerate(SMALL)}
NUMBERS |= {
    word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
ONE = frozenset("a an one another".split())
NONE = frozenset("no none nobody no-one without".split())
WORD = re.compile(r"\d+(?:,\d{3})+|\d+\.\d+|\d+|[^\W\d_]+")


def numbers_in(words: str) -> set[int]:
    """Every number that the words state: in digits, spelt, with its scale."""
    found: set[int] = set()
    total = current = 0
    running = False
    for word in [*WORD.findall(words.lower()), "end"]:
        value = _value(word)
        if word in SCALES:
            scaled = round((current or 1) * SCALES[word])
            total, current = (total + scaled, 0) if SCALES[word] >= 1_000 else (total, scaled)
            running = True
            found.add(total + current)
        elif value is not None:
            if running and not _goes_on(current, value):
                total = current = 0
            current, running = current + value, True
            found.update({int(value), int(total + current)})
        elif word not in ("and", "a"):
            total = current = 0
            running = False
    return found


def _value(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    return NUMBERS.get(word)


def _goes_on(current: float, value: float) -> bool:
    return (value < 10 and current % 100 in range(20, 100, 10)) or (value < 100 and current % 100 == 0)


def is_supported(toll: Json, words: str) -> bool:
    """Whether the words hold the toll's best figure, or for a vague or unnumbered toll, the words themselves."""
    said = set(re.findall(r"[\w-]+", words.lower()))
    best, rule = toll["best"], toll["rule"]
    if best is None:
        return toll["hedge"] is None or not said.isdisjoint(toll["hedge"].lower().split())
    if best == 0 and said & NONE:
        return True
    if best == 1 and (said & ONE or rule == "tolls.one_named"):
        return True
    numbers = numbers_in(words)
    return best in numbers or (rule == "tolls.sum" and _adds_up(best, numbers, len(said & ONE)))


def _adds_up(best: int, numbers: set[int], ones: int) -> bool:
    """Whether some of the numbers, each possibly told of more than one group, and some single persons make the sum."""
    told = sorted(numbers - {0}) * 2 + [1] * ones
    return any(sum(some) == best for size in range(2, 7) for some in combinations(told[:14], size))
