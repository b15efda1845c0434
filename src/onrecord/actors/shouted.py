"""Names of parties in a text written in capitals, before it is known which of its words are names.

In: the text and the registry. Out: the stretches that name a party of the registry by more than one word.
"""

from __future__ import annotations

from onrecord.actors.registry import Registry
from onrecord.actors.words import split_words
from onrecord.model import Span


def shouted_parties(text: str, registry: Registry) -> tuple[Span, ...]:
    """The longest names, left to right, without overlap; offsets into ``text``."""
    words = split_words(text)
    found: list[Span] = []
    at = 0
    while at < len(words):
        longest = next((one for one in registry.longest_at(words, at) if one.last > at + 1), None)
        if longest is not None:
            found.append(Span(words[at].start, words[longest.last - 1].stem_end))
        at = longest.last if longest else at + 1
    return tuple(found)
