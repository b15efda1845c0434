"""Nouns for parties without a name, and the words around them.

In: the words of a text. Out: which noun or phrase stands at a word, and what it says. The lists are
``data/nouns.toml``, our own; plurals are made here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from onrecord.actors.words import Gap, Word, key_of, keys_of

_OTHER_STARTS = frozenset({"anti", "pro", "coalition", "alliance", "they"})


@dataclass(frozen=True, slots=True)
class Noun:
    """What a phrase says: ``kind`` of party, and ``rank``: 'strong', 'owner', or the class of a weak head."""

    kind: str
    rank: str


@dataclass(frozen=True, slots=True)
class Node:
    """A word of a phrase: what the phrase says if it ends here, and how it may go on."""

    noun: Noun | None
    then: Mapping[str, Node]


Phrases = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Nouns:
    """The lists: phrases as trees of keys (plurals included), and plain sets of words."""

    heads: Phrases
    owners: Phrases
    anaphors: Phrases
    starts: frozenset[str]
    """Keys that a phrase without a name can start with."""
    sets: Mapping[str, frozenset[str]]

    def head_at(self, words: Sequence[Word], at: int) -> tuple[Noun, int] | None:
        """The longest head noun at a word, with the index behind it."""
        return _longest(self.heads, words, at)

    def owner_at(self, words: Sequence[Word], at: int) -> tuple[Noun, int] | None:
        """The longest word for an owner ('rebel', 'pro-government'), with the index behind it."""
        return _longest(self.owners, words, at)

    def anaphor_at(self, words: Sequence[Word], at: int) -> tuple[Noun, int] | None:
        """The longest noun that points back to a party ('group'), with the index behind it."""
        return _longest(self.anaphors, words, at)


def _longest(phrases: Phrases, words: Sequence[Word], at: int) -> tuple[Noun, int] | None:
    word = words[at]
    node = phrases.get(word.base if word.owns else word.key)
    best: tuple[Noun, int] | None = None
    while node is not None:
        at += 1
        if node.noun is not None:
            best = node.noun, at
        if word.owns or at == len(words) or words[at].gap is Gap.BREAK:
            break
        word = words[at]
        node = node.then.get(word.base if word.owns else word.key)
    return best


@cache
def nouns() -> Nouns:
    """The lists that ship with the package."""
    table = tomllib.loads(files("onrecord.actors").joinpath("data/nouns.toml").read_text(encoding="utf-8"))
    heads = {**_phrases(table["weak"], None), **_phrases(table["strong"], "strong")}
    owners = _phrases(table["owner"], "owner", plural=False)
    anaphors = _phrases(table["anaphor"], "anaphor", plural=False)
    sets = _word_sets(table)
    starts = (
        frozenset(phrase[0] for phrase in (*heads, *owners, *anaphors))
        | sets["observers"]
        | sets["context.crowds"]
        | _OTHER_STARTS
    )
    return Nouns(
        _tree(heads),
        _tree(owners),
        _tree(anaphors),
        starts,
        MappingProxyType(sets),
    )


def _tree(phrases: Mapping[tuple[str, ...], Noun]) -> Phrases:
    by_first: dict[str, dict[tuple[str, ...], Noun]] = {}
    for keys, noun in phrases.items():
        if keys:
            by_first.setdefault(keys[0], {})[keys[1:]] = noun
    return MappingProxyType({first: Node(rest.get(()), _tree(rest)) for first, rest in by_first.items()})


def _word_sets(table: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, frozenset[str]]:
    """The sections that are plain words, as 'section' or 'section.list'."""
    sets: dict[str, frozenset[str]] = {}
    for section in ("neutral", "relation", "observers", "tail", "unregistered", "context"):
        for name, listed in table[section].items():
            key = section if name == "words" else f"{section}.{name}"
            sets[key] = frozenset(key_of(word) for word in listed)
    return sets


def _phrases(
    lists: Mapping[str, Sequence[str]], rank: str | None, *, plural: bool = True
) -> dict[tuple[str, ...], Noun]:
    phrases: dict[tuple[str, ...], Noun] = {}
    for kind, listed in lists.items():
        noun = Noun(kind, rank or kind)
        for phrase in listed:
            keys = keys_of(phrase)
            phrases.setdefault(keys, noun)
            if plural:
                phrases.setdefault((*keys[:-1], _plural(keys[-1])), noun)
    return phrases


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "x")) else "s")
