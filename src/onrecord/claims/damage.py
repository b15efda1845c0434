"""Things destroyed or damaged: 'a workshop, two vehicles and a rocket launcher were destroyed'.

Comes in: a Reading and a sentence. Goes out: Damage records in text order, one a thing named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.claims.counts import person_lemma
from onrecord.claims.words import number_words, people
from onrecord.language import Reading, Sentence
from onrecord.language.number_words import read_number
from onrecord.model import Damage

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXTENT = {
    "destroy": "destroyed", "demolish": "destroyed", "raze": "destroyed", "level": "destroyed", "flatten": "destroyed",
    "obliterate": "destroyed", "gut": "destroyed", "ruin": "destroyed", "wreck": "destroyed", "torch": "destroyed",
    "damage": "damaged", "cripple": "damaged",
}  # fmt: skip
_VAGUE_THINGS = frozenset(
    "damage loss destruction it they them that this which who terrorism group state hope everything nothing part cent "
    "percent percentage".split()
)
_LONGEST_NUMBER = 8
"""Tokens: 'nine hundred and ninety-nine' has six."""
_MODIFIERS = ("compound", "amod", "nmod", "poss", "punct", "case")


def find_damage(reading: Reading, sentence: Sentence) -> tuple[Damage, ...]:
    """The things a sentence says were destroyed or damaged."""
    found = []
    for at in range(sentence.first, sentence.last):
        extent = _EXTENT.get(reading.lemmas[at])
        if extent is None:
            continue
        token = reading.doc[at]
        if token.pos_ not in ("VERB", "ADJ") or any(child.dep_ == "neg" for child in token.children):
            continue
        for thing in _things(token):
            if sentence.first <= thing.i < sentence.last and _is_thing(thing):
                found.append(_damage(reading, thing, extent))
    return tuple(sorted(set(found), key=lambda damage: (damage.span, damage.extent)))


def _things(verb: Token) -> Iterator[Token]:
    """What a verb of destruction takes: its object, or the subject of its passive; and all joined to it by 'and'."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    if not subjects and verb.dep_ in ("conj", "relcl") and not objects:
        subjects = [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    if not objects and not subjects and verb.dep_ == "acl":
        subjects = [verb.head]
    pending = objects or subjects
    while pending:
        thing = pending.pop(0)
        yield thing
        pending.extend(child for child in thing.children if child.dep_ in ("conj", "appos"))


def _is_thing(token: Token) -> bool:
    lemma = person_lemma(token)
    named = lemma in _VAGUE_THINGS or lemma in people()
    return (
        token.pos_ in ("NOUN", "PROPN") and not named and token.ent_type_ not in ("PERSON", "DATE", "TIME", "PERCENT")
    )


def _damage(reading: Reading, thing: Token, extent: str) -> Damage:
    own = [
        child
        for child in thing.children
        if child.dep_ in _MODIFIERS
        and child.i < thing.i
        and child.pos_ not in ("DET", "PUNCT", "PRON")
        and (child.lower_,) not in number_words().vague
    ]
    first = min((child.left_edge.i if child.dep_ != "poss" else child.i for child in own), default=thing.i)
    first = first if thing.i - first <= 5 else thing.i
    return Damage(reading.words(first, thing.i + 1), _count(thing), extent, reading.span(first, thing.i + 1))


def _count(thing: Token) -> int | None:
    for child in thing.children:
        lower = child.lower_
        if child.dep_ == "det" and lower in ("a", "an", "one"):
            return 1
        if child.dep_ == "nummod":
            return _number_ending_at(child)
        if (lower,) in number_words().vague:
            return None
    return 1 if thing.tag_ == "NN" and any(child.dep_ == "det" for child in thing.children) else None


def _number_ending_at(numeral: Token) -> int | None:
    """The number whose last word a token is: 22 for the 'two' of 'twenty-two vehicles'."""
    words = [word.lower_ for word in numeral.doc[max(0, numeral.i + 1 - _LONGEST_NUMBER) : numeral.i + 1]]
    reads = ((read_number(words[at:]), len(words) - at) for at in range(len(words)))
    return next((read[0] for read, left in reads if read is not None and read[1] == left), None)
