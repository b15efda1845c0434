"""A copy of the text that a parser trained on ordinary prose can read.

Comes in: the text of a report and its title blocks. Goes out: a string of exactly the same length, so that every
offset holds, in which ALL-CAPS wires and Title Case Headlines are put into sentence case, the name 'IS' is replaced
by a two-letter name that no parser takes for a verb, and what is too long to be a word by one letter over and over.
Only the parser sees the copy; what is cited is always the report's own text.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from onrecord.model import Span

CAPS_SHARE = 0.6
"""Share of capitals among letters above which a line counts as ALL CAPS. Read off wires of 1988-2017: prose has
under 0.15, capital wires over 0.9; the value lies between and also catches wires with lower-case bylines."""

STAND_IN = "UN"
"""Read in place of 'IS': an organisation of two capitals that the parser knows."""

LONGEST_ABBREVIATION = 4
"""Letters up to which an unknown word in capitals is left as it is: 'FARC', 'EPL'."""
_ARTICLES = frozenset("al da das de del do dos du el la las los van von y".split())
"""Small words of names, written small: 'San Luis de la Reina'."""
_OWNER = re.compile(r"['’]s?$")

_SPOKEN = re.compile(r"[^aeiouy]{0,2}(?:[aeiouy]+[^aeiouy])*[aeiouy]*")
"""Consonants and vowels in turn, as in 'cruz' and not in 'eln'."""
_INSIDE_NAMES = _ARTICLES | frozenset(("and", "for", "in", "of", "the"))
_BRACKETED = re.compile(r"\s*[\[(]\s?(?P<letters>[A-Z]{3,7})\s?[\])]")
_SENTENCE_END = re.compile(r"[.,;:!?()\[\]]")
_LONGEST_NAME = 120
"""Characters before an abbreviation within which the name is sought that it is of."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST_WORD = 200
"""Characters without white space; addresses of pages are longer than any word and may pass it. The tokenizer needs
time that grows with the square of the length of such a run."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_IS_NAME = re.compile(r"\bIS\b(?!\s+(?:a|an|the|not|it|this|that|there|he|she)\b)")


NamesIn = Callable[[str], Iterable[Span]]
"""Finds the known names of a text in capitals."""


def no_names(_: str) -> Iterable[Span]:
    """No name is known."""
    return ()


@dataclass(frozen=True, slots=True)
class Spellings:
    """How words are spelled inside a sentence: ``letters`` in capitals, all others given here in lower case."""

    common: frozenset[str]
    """The small words of everyday English and of news, without those that news writes mostly with a capital
    ('palace')."""
    small: frozenset[str]
    """Words, some of which are names as well."""
    names: frozenset[str]
    """Words that are names as well ('victor'), and names so short that capitals could be an abbreviation's ('jose')."""
    letters: frozenset[str]
    """Abbreviations ('FBI')."""


@lru_cache(maxsize=1)
def spellings() -> Spellings:
    """The list that ships with the package, made by scripts/make_spellings.py."""
    packed = resources.files("onrecord.language").joinpath("data/spellings.txt.xz").read_bytes()
    common, _, others = lzma.decompress(packed).decode().partition("\n\n")
    words = frozenset((*common.split(), *others.split()))
    small = frozenset(word for word in words if word.islower())
    names = frozenset(word.lower() for word in words if word.istitle())
    letters = frozenset(word for word in words if word.isupper())
    return Spellings(frozenset(common.split()), small, names, letters)


def common_words() -> frozenset[str]:
    """The words of everyday English and of news that stand in lower case inside a sentence."""
    return spellings().common


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


def _from_capitals(text: str, own_lower: frozenset[str], names_in: NamesIn) -> str:
    """A stretch of capitals with its common words small and the others as names or abbreviations."""
    listed = list(names_in(text))
    told = dict(_with_initials(text, {text[span.start : span.end] for span in listed}))
    known, initials = [*listed, *told], frozenset(told.values())
    inside = {at for span in known for at in range(span.start, span.end)}
    opens = {span.start for span in known}
    sentences: list[str] = []
    for start, end in _sentences_of_capitals(text):
        stretch = text[start:end]
        matches = list(_WORD.finditer(stretch))
        spelled = [_spelled(match.group(), own_lower, capitals=True) for match in matches]
        for at, match in enumerate(matches):
            where, lowered = start + match.start(), spelled[at].lower()
            goes_on = lowered in _INSIDE_NAMES and (where not in opens or (at and spelled[at - 1] in _ARTICLES))
            named = where in inside and not goes_on
            if match.group() in initials:
                spelled[at] = match.group()
            elif named or (_may_name(lowered) and any(map(_is_name, _beside(stretch, matches, spelled, at)))):
                spelled[at] = match.group()[0] + lowered[1:]
        sentences.append(_in_sentence(stretch, spelled))
    return "".join(sentences)


def _in_sentence(stretch: str, spelled: Sequence[str]) -> str:
    """A sentence with its words spelled so, but for the capital that it opens with."""
    words = iter(spelled)
    respelled = _WORD.sub(lambda _: next(words), stretch)
    first = _WORD.search(stretch)
    at = first.start() if first else 0
    return respelled[:at] + stretch[at : at + 1] + respelled[at + 1 :]


def _with_initials(text: str, listed: Set[str]) -> Iterator[tuple[Span, str]]:
    """Names that have their abbreviation in brackets behind, with it: 'MORAZANIST PATRIOTIC FRONT (FPM)'. It may be
    that of the name in another tongue, so that one word in three may have another initial. What is ``listed`` as a
    name itself is none: 'MEXICO CITY (MEXICO)'."""
    for match in _BRACKETED.finditer(text):
        letters = match["letters"]
        if letters in listed:
            continue
        words = list(_WORD.finditer(text, max(0, match.start() - _LONGEST_NAME), match.start()))
        first, told, missing = None, 0, 0
        for word in reversed(words):
            lowered = word.group().lower()
            if _SENTENCE_END.search(text, word.end(), match.start()) or (lowered == "the" and told > 1):
                break
            if lowered in _INSIDE_NAMES:
                continue
            is_told = word.group()[0] in letters
            told, missing = told + is_told, missing + (not is_told)
            if missing > len(letters) // 3 or told > len(letters):
                break
            first = word.start()
        if first is not None and told > 1:
            yield Span(first, match.start()), letters


def _spelled(word: str, own_lower: frozenset[str], *, capitals: bool) -> str:
    """One word as it stands inside a sentence."""
    lowered = _lower(word)
    known = spellings()
    if len(word) == 1:
        return word if word == "I" else lowered
    stem = _OWNER.sub("", lowered)
    if lowered in known.small or stem in known.small or lowered in own_lower or lowered in _ARTICLES:
        return lowered
    if not capitals:
        return word
    abbreviated = stem.upper() in known.letters or (len(stem) <= LONGEST_ABBREVIATION and stem not in known.names)
    return word[: len(stem)] + lowered[len(stem) :] if abbreviated else word[0] + lowered[1:]


def _may_name(lowered: str) -> bool:
    """Whether a word beside a name goes with it: one that can be a name, or a short one that can be spoken ('Diaz')."""
    known = spellings()
    short = len(lowered) <= LONGEST_ABBREVIATION and lowered not in known.small and bool(_SPOKEN.fullmatch(lowered))
    return lowered in known.names or (short and lowered.upper() not in known.letters)


def _is_name(spelled: str) -> bool:
    return spelled[0].isupper() and not spelled.isupper()


def _beside(stretch: str, matches: Sequence[re.Match[str]], spelled: Sequence[str], at: int) -> list[str]:
    """The words right before and behind one, with nothing but white space between."""
    pairs = ((at - 1, at), (at, at + 1))
    inside = [pair for pair in pairs if pair[0] >= 0 and pair[1] < len(matches)]
    joined = [pair for pair in inside if stretch[matches[pair[0]].end() : matches[pair[1]].start()].isspace()]
    return [spelled[one if one != at else other] for one, other in joined]


def for_parser(text: str, titles: Sequence[tuple[int, int]], names_in: NamesIn = no_names) -> str:
    """The same text, same length, in the case a parser expects.

    ``titles`` are the (start, end) of headline blocks. Words that the report itself writes in lower case
    elsewhere count as common words too; ``names_in`` tells known names of a stretch of capitals.
    """
    text = _LONG_RUN.sub(lambda run: "x" * len(run.group()), text)
    if is_all_caps(text):
        return _from_capitals(text, frozenset(), names_in)
    own_lower = frozenset(word for word in _WORD.findall(text) if word.islower())
    reading = "".join(map(_name_the_group, text.splitlines(keepends=True)))
    for start, end in titles:
        title = text[start:end]
        if is_all_caps(title):
            title = _from_capitals(title, own_lower, names_in)
        elif is_title_case(title):
            title = _in_sentence(title, [_spelled(word, own_lower, capitals=False) for word in _WORD.findall(title)])
        reading = reading[:start] + title + reading[end:]
    return reading


def _name_the_group(line: str) -> str:
    """'IS fighters' with the stand-in; in a line of capitals, 'IS' is the verb as likely as not and stays."""
    return line if is_all_caps(line) else _IS_NAME.sub(STAND_IN, line)


def _sentences_of_capitals(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in re.finditer(r"[.!?]\s+|\n\s*\n", text)]
    return list(pairwise([0, *ends, len(text)]))
