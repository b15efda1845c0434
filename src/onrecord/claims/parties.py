"""The words around a party that tell its role, from ``data/participants.toml``, and the event they bear on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.claims.words import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TIME_UNITS = frozenset(["minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"])
_BOUNDS = frozenset({"after", "since", "before"})
_SERVED = frozenset({("support", "of"), ("response", "to"), ("retaliation", "for"), ("revenge", "for")})
_ASIDE_REACH = 7
"""Tokens before an event noun within which its preposition stands: an article and its adjectives."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The event as the sentence tells it: type and the tokens [first, last) of its stretch and of its event words."""

    type: str
    first: int
    last: int
    triggers: tuple[tuple[int, int], ...]
    main: tuple[int, int] | None = None
    """The event word that gave the type; None where only harm tells of the event."""

    @property
    def is_clash(self) -> bool:
        """Whether the event has two sides that fight."""
        return self.type.split(".")[0] == "clash"

    def holds(self, token: Token) -> bool:
        """Whether a token stands in the stretch."""
        return self.first <= token.i < self.last

    def names(self, token: Token) -> bool:
        """Whether a token is one of the event's words."""
        return any(start <= token.i < end for start, end in self.triggers)


def own_words(
    doc: Doc, triggers: Iterable[tuple[int, int]], main: tuple[int, int] | None, first: int
) -> tuple[tuple[int, int], ...]:
    """The event words but those of another event, told as what came before or what it served: 'days after a chemical
    attack', 'in support of an offensive'."""
    return tuple(one for one in triggers if one == main or not _is_aside(doc, one[0], first))


def _is_aside(doc: Doc, at: int, first: int) -> bool:
    before = [doc[k].lower_ for k in range(max(first, at - _ASIDE_REACH), at)]
    return any(pair in _SERVED or (pair[0] in TIME_UNITS and pair[1] in _BOUNDS) for pair in pairwise(before))


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Lemmas by what they say of a party; see the data file for each list."""

    violence: frozenset[str]
    carrying: frozenset[str]
    battle: frozenset[str]
    backing: frozenset[str]
    places: frozenset[str]
    forces: frozenset[str]
    voices: frozenset[str]
    suffered: frozenset[str]
    lone: frozenset[str]
    doubt: frozenset[str]
    taking: frozenset[str]
    taken: frozenset[str]
    owning: frozenset[str]
    deeds: frozenset[str]
    charging: frozenset[str]
    nobody: frozenset[str]
    refusing: frozenset[str]
    belief: frozenset[str]
    doers: frozenset[str]
    traces: frozenset[str]
    links: frozenset[str]
    auxiliaries: frozenset[str]


@lru_cache(maxsize=1)
def party_words() -> PartyWords:
    """The word lists."""
    parts = load_table("participants").values()
    return PartyWords(**{name: frozenset(words.split()) for part in parts for name, words in part.items()})


def is_deed(event: EventWords, verb: Token) -> bool:
    """Whether a verb tells of violence, of carrying out the event, or, in a battle, of a fight for ground."""
    words, lemma = party_words(), verb.lemma_.lower()
    if event.names(verb) or lemma in words.violence:
        return True
    if lemma in words.carrying:
        if event.triggers and verb.tag_ == "VBN" and any(child.lower_ in ("out", "by") for child in verb.children):
            return True
        return any(_tells_of(event, child) for child in verb.subtree if child.i != verb.i)
    return event.is_clash and lemma in words.battle


def _tells_of(event: EventWords, token: Token) -> bool:
    return event.names(token) or token.lemma_.lower() in ("fire", "bomb", "shell", "missile", "rocket", "explosive")


def is_force(noun: Token) -> bool:
    """Whether a noun names what of a party does the deed: 'planes', 'fighters'. Plurals taken for names count."""
    return bool(_forms(noun) & party_words().forces)


def is_place(noun: Token) -> bool:
    """Whether a noun names what of a party can be hit but does nothing: 'base', 'convoy'."""
    return bool(_forms(noun) & party_words().places)


def is_suffered(noun: Token) -> bool:
    """Whether an event noun is one that its possessor suffers: 'murder'."""
    return bool(_forms(noun) & party_words().suffered)


def _forms(noun: Token) -> frozenset[str]:
    lower = noun.lower_
    return frozenset({lower, noun.lemma_.lower(), lower[:-1] if lower.endswith("s") else lower})
