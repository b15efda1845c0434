"""Place names in a text written in capitals, before it is known which of its words are names.

In: the text and the gazetteer. Out: the stretches that name a place whatever stands around them: countries, towns of
some size, and names of several words that hold one that is no ordinary word ('SANTA ELENA', 'GUATEMALA CITY').
"""

from __future__ import annotations

from onrecord.language.case import spellings
from onrecord.model import Span
from onrecord.places.capitals import LONGEST_NAME, Word, read_words
from onrecord.places.evidence import MAY_OPEN_NAME, NON_PLACES, TOWN
from onrecord.places.gazetteer import Entry, Gazetteer
from onrecord.places.names import fold
from onrecord.places.tables import word_list
from onrecord.places.toponyms import CITY

LEAST_LETTERS = 4
"""Letters of a name of one word: shorter ones are as likely an abbreviation."""
KINDS = word_list("kind") - {"city"}
"""Words of units, which are no part of the name before them: 'USULUTAN DEPARTMENT', but 'GUATEMALA CITY'."""


def shouted_places(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The longest names, left to right, without overlap; offsets into ``text``."""
    words = read_words(text)
    found: list[Span] = []
    at = 0
    while at < len(words):
        last = _longest(text, words, at, gazetteer)
        if last is not None:
            found.append(Span(words[at].start, words[last - 1].end))
        at = last or at + 1
    return tuple(found)


def _longest(text: str, words: tuple[Word, ...], first: int, gazetteer: Gazetteer) -> int | None:
    within = [at for at in range(first, min(len(words), first + LONGEST_NAME)) if words[at].run == words[first].run]
    for last in range(within[-1] + 1, first, -1):
        if words[last - 1].text.lower() in KINDS:
            continue
        name = " ".join(text[words[first].start : words[last - 1].end].split())
        if _may_name(words[first:last]) and _are_meant(gazetteer.find(name), words[first:last]):
            return last
    return None


def _may_name(words: tuple[Word, ...]) -> bool:
    """Whether a place may be called so: neither one short word nor words that go on no name."""
    first = words[0].text.lower()
    if len(words) == 1:
        return len(first) >= LEAST_LETTERS and first not in NON_PLACES
    return first not in NON_PLACES or first in MAY_OPEN_NAME


def _are_meant(entries: tuple[Entry, ...], words: tuple[Word, ...]) -> bool:
    """Whether words are a place's name: of ordinary words, only a country, a unit or a city called just so
    ('CAPE TOWN')."""
    if not entries:
        return False
    best, name = entries[0], " ".join(word.text for word in words)
    unit = best.kind in ("country", "admin1")
    if all(word.text.lower() in spellings().small for word in words):
        return len(words) > 1 and (unit or best.weight >= CITY) and fold(best.name) == fold(name)
    return len(words) > 1 or unit or best.weight >= TOWN
