"""A copy of the text that a parser trained on ordinary prose can read.

Comes in: the text of a report and its title blocks. Goes out: a string of exactly the same length, so that every
offset holds, in which ALL-CAPS wires and Title Case Headlines are put into sentence case, the name 'IS' is replaced
by a two-letter name that no parser takes for a verb, and what is too long to be a word by one letter over and over.
Only the parser sees the copy; what is cited is always the report's own text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise

CAPS_SHARE = 0.6
"""Share of capitals among letters above which a line counts as ALL CAPS. Read off wires of 1988-2017: prose has
under 0.15, capital wires over 0.9; the value lies between and also catches wires with lower-case bylines."""

STAND_IN = "UN"
"""Read in place of 'IS': an organisation of two capitals that the parser knows."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST_WORD = 200
"""Characters without white space; addresses of pages are longer than any word and may pass it. The tokenizer needs
time that grows with the square of the length of such a run."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_IS_NAME = re.compile(r"\bIS\b(?!\s+(?:a|an|the|not|it|this|that|there|he|she)\b)")


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that stand in lower case inside a sentence: the general vocabulary list that ships with the package."""
    listing = resources.files("onrecord.language").joinpath("data/common_words.txt").read_text("utf-8")
    return frozenset(word for line in listing.splitlines() if not line.startswith("#") for word in line.split())


def is_all_caps(text: str) -> bool:
    """Whether most letters are capitals, over at least twelve letters."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= 12 and upper / (upper + lower) > CAPS_SHARE


def is_title_case(line: str) -> bool:
    """Whether nearly all longer words of a headline start with a capital."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) >= 4 and sum(1 for word in words if word[0].isupper()) / len(words) > 0.75


def _lower(word: str) -> str:
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else word


def _lower_common(text: str, start: int, end: int, known_lower: frozenset[str], *, capitals: bool) -> str:
    """Lower-case the common words of a stretch; in capitals, write the other words with one capital."""

    def respell(match: re.Match[str]) -> str:
        word = match.group()
        lowered = _lower(word)
        if lowered in known_lower or (len(word) == 1 and word != "I"):
            return lowered
        return word[0] + _lower(word[1:]) if capitals and len(word) > 4 else word

    stretch = text[start:end]
    first = _WORD.search(stretch)
    respelled = _WORD.sub(respell, stretch)
    if first:
        at = first.start()
        respelled = respelled[:at] + stretch[at] + respelled[at + 1 :]
    return text[:start] + respelled + text[end:]


def for_parser(text: str, titles: Sequence[tuple[int, int]]) -> str:
    """The same text, same length, in the case a parser expects.

    ``titles`` are the (start, end) of headline blocks. Words that the report itself writes in lower case
    elsewhere count as common words too.
    """
    text = _LONG_RUN.sub(lambda run: "x" * len(run.group()), text)
    if is_all_caps(text):
        reading = text
        for start, end in _sentences_of_capitals(text):
            reading = _lower_common(reading, start, end, common_words(), capitals=True)
        return reading
    own_lower = frozenset(word for word in _WORD.findall(text) if word.islower())
    reading = "".join(map(_name_the_group, text.splitlines(keepends=True)))
    for start, end in titles:
        if is_all_caps(text[start:end]):
            reading = _lower_common(reading, start, end, common_words() | own_lower, capitals=True)
        elif is_title_case(text[start:end]):
            reading = _lower_common(reading, start, end, common_words() | own_lower, capitals=False)
    return reading


def _name_the_group(line: str) -> str:
    """'IS fighters' with the stand-in; in a line of capitals, 'IS' is the verb as likely as not and stays."""
    return line if is_all_caps(line) else _IS_NAME.sub(STAND_IN, line)


def _sentences_of_capitals(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in re.finditer(r"[.!?]\s+|\n\s*\n", text)]
    return list(pairwise([0, *ends, len(text)]))
