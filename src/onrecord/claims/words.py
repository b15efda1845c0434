"""The word lists of the claims stage, loaded once from the data files beside this module.

Words for people by group, words that say people were harmed, words for unexact numbers. Every list is data, so
that a reader of another trade can check and extend it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from onrecord.model import Effect, Group


def load_table(name: str) -> dict[str, Any]:
    """A TOML file of this stage as plain dictionaries."""
    return tomllib.loads(resources.files("onrecord.claims").joinpath(f"data/{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class People:
    """Nouns for people: each with the groups it belongs to (none: people of any status)."""

    groups: dict[str, frozenset[Group]]

    def __contains__(self, noun: str) -> bool:
        return noun in self.groups

    def groups_of(self, noun: str) -> frozenset[Group]:
        """The groups a noun names; empty for 'people', 'men' and for nouns not in the list."""
        return self.groups.get(noun, frozenset())


@lru_cache(maxsize=1)
def people() -> People:
    """The nouns for people."""
    table = load_table("people")
    groups: dict[str, set[Group]] = {noun: set() for noun in table["unknown"].split()}
    for name, nouns in table["groups"].items():
        for noun in nouns.split():
            groups.setdefault(noun, set()).add(Group(name))
    return People({noun: frozenset(found) for noun, found in groups.items()})


@lru_cache(maxsize=1)
def person_nouns() -> frozenset[str]:
    """Further nouns that first of all mean a person and tell nothing else of them ('supporter', 'librarian')."""
    lines = resources.files("onrecord.claims").joinpath("data/person_nouns.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words that say people were harmed: lemma to effect, by the way the word takes the harmed."""

    verbs: dict[str, Effect]
    happens: dict[str, Effect]
    adjectives: dict[str, Effect]
    nouns: dict[str, Effect]
    complements: dict[str, dict[str, Effect]]
    """By verb, the word behind it that makes it one of harm, and which harm."""


@lru_cache(maxsize=1)
def harm_words() -> HarmWords:
    """The words of harm."""
    table = load_table("harm")

    def by_lemma(part: str) -> dict[str, Effect]:
        return {lemma: Effect(effect) for effect, words in table.items() for lemma in words.get(part, ())}

    complements: dict[str, dict[str, Effect]] = {}
    for effect, words in table.items():
        for lemma, ends in words.get("with", {}).items():
            complements.setdefault(lemma, {}).update(dict.fromkeys(ends, Effect(effect)))
    return HarmWords(by_lemma("verbs"), by_lemma("happens"), by_lemma("adjectives"), by_lemma("nouns"), complements)


@dataclass(frozen=True, slots=True)
class Vague:
    """An unexact number: at least ``low`` people, at most ``high`` (None: open)."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words for unexact numbers and the hedges around exact ones; ``version`` names the edition of the rules."""

    version: str
    vague: dict[tuple[str, ...], Vague]
    hedges: dict[tuple[str, ...], str]


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """The words for unexact numbers."""
    table = load_table("vague")
    vague = {tuple(words.split()): Vague(entry["low"], entry.get("high")) for words, entry in table["words"].items()}
    hedges = {tuple(words.split()): kind for kind, phrases in table["hedges"].items() for words in phrases}
    return NumberWords(table["version"], vague, hedges)
