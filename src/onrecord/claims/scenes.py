"""A sentence as the rules see it: its tokens, the parties known in it, and the triggers found.

Knowledge: ``data/settings.toml`` lists the settings in which words of violence tell of none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from onrecord.claims.frames import Known, noun_class
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence
from onrecord.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens [first, last) that tell of an event of one type."""

    first: int
    last: int
    type: str
    rank: int
    weapon: str | None
    noun: bool


@dataclass(frozen=True)
class Scene:
    """A sentence's tokens with the lemmas and forms they are known by."""

    reading: Reading
    sentence: Sentence
    known: Known

    @property
    def doc(self) -> Doc:
        """The tokens of the report."""
        return self.reading.doc

    @property
    def tokens(self) -> Iterable[Token]:
        """The tokens of the sentence."""
        return (self.doc[at] for at in range(self.sentence.first, self.sentence.last))

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in the sentence."""
        return not words.isdisjoint(self.forms)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words of the sentence and their lemmas, in lower case."""
        return self.reading.forms(self.sentence.first, self.sentence.last)

    def has_state(self) -> bool:
        """Whether police, soldiers or a state's party are named."""
        kinds = (ActorKind.STATE_FORCE, ActorKind.POLICE)
        if any(self.known.parties.get(at) in kinds for at in range(self.sentence.first, self.sentence.last)):
            return True
        return self.has(noun_class("state") - {"militia", "paramilitary"})


@lru_cache(maxsize=1)
def settings() -> dict[str, dict[str, frozenset[str]]]:
    """The word lists of settings in which words of violence tell of none."""
    return {
        name: {key: frozenset(words.split()) for key, words in table.items()}
        for name, table in load_table("settings").items()
    }
