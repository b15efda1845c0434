"""Every mention of a party in a report.

In: the parsed text, the registry, the report's text, country and day. Out: Mentions in text order, not overlapping.
Words and offsets are those of the report's own text; the parse only decides whether a country acts and whether
'military' stands for the armed forces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, follows
from onrecord.actors.registry import Registry
from onrecord.actors.relations import behind_kin
from onrecord.actors.resolving import Resolver
from onrecord.actors.scanning import find_phrases
from onrecord.actors.things import is_a_thing
from onrecord.actors.words import Word, split_words
from onrecord.model import Actor, Basis, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_KIN = frozenset({"actors.branch", "actors.described"})
"""Rules by which "al-Qaeda's Syrian affiliate" is a party of its own."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to a party.

    ``how``: 'named', 'generic' ('Iraqi police', 'rebels') or 'anaphor' ('the group'). ``attributive``: 'holder' for
    'IS' in 'IS-held town', 'backer' for 'Turkish' in 'Turkish-backed rebels', None for one that acts or is acted on.
    """

    span: Span
    actor: Actor
    how: str
    basis: Basis
    attributive: str | None = None


def find_actors(
    doc: Doc, registry: Registry, *, text: str, country: str | None, day: date | None
) -> tuple[Mention, ...]:
    """Every mention of a party, in text order and without overlap.

    ``country`` (ISO 3166 alpha-2) is where the report's events are likely to be; where None, the country it names most
    stands in. ``day`` is about when they were. Character offsets of ``doc`` must index ``text``; its words may differ.
    """
    words = split_words(text)
    phrases = find_phrases(words, registry)
    resolver = Resolver(words, phrases, registry, country=country, day=day)
    tokens = {token.idx: token for token in doc}
    mentions = []
    for phrase in phrases:
        if not _is_party(phrase, words, tokens):
            continue
        resolved = resolver.resolve(phrase)
        if resolved:
            kin = resolved.basis.rule in _KIN and phrase.attributive == "backer"
            told = replace(phrase, last=behind_kin(words, phrase.last), attributive=None) if kin else phrase
            mentions.append(Mention(_span(told, words), resolved.actor, resolved.how, resolved.basis, told.attributive))
    return tuple(mentions)


def _span(phrase: Phrase, words: Sequence[Word]) -> Span:
    return Span(words[phrase.first].start, words[phrase.last - 1].stem_end)


def _is_party(phrase: Phrase, words: Sequence[Word], tokens: dict[int, Token]) -> bool:
    """Whether the syntax lets a doubtful phrase be a party: a country that acts, 'military' as a noun."""
    token = tokens.get(words[phrase.last - 1].start)
    if is_a_thing(words, phrase) or (token is not None and _is_verb_or_person(phrase, words, token)):
        return False
    if phrase.form is Form.NATION:
        return token is not None and phrase.kind == "name" and _acts(token)
    if phrase.attributive or token is None:
        return True
    modifies = token.dep_ in ("amod", "compound", "nmod")
    if phrase.plain:
        return not modifies and token.pos_ in ("NOUN", "PROPN")
    if phrase.adjectival and modifies and token.head.i > token.i:
        return token.head.lower_ in nouns().sets["context.deed"]
    return True


def _is_verb_or_person(phrase: Phrase, words: Sequence[Word], token: Token) -> bool:
    """'would rebel', 'Fatima Houthi': one word that the parse takes for a bare verb or for a part of a full name."""
    if phrase.last - phrase.first > 1:
        return False
    if phrase.form is Form.GENERIC:
        return token.tag_ == "VB" and not words[phrase.first].capital
    person = token.ent_type_ == "PERSON" and phrase.form is Form.NAMED
    armed = follows(words, phrase.last) is not None and nouns().head_at(words, phrase.last) is not None
    if not person or armed:
        return False
    beside = [token.doc[at] for at in (token.i - 1, token.i + 1) if 0 <= at < len(token.doc)]
    return any(other.ent_type_ == "PERSON" and other.is_alpha and other.text[0].isupper() for other in beside)


def _acts(token: Token) -> bool:
    """Whether a country is the subject of a deed ('Turkey shelled') or does it ('strikes by Turkey')."""
    head, deeds = token.head, nouns().sets["context.action"]
    if token.dep_ == "nsubj":
        return head.lemma_.lower() in deeds and head.pos_ == "VERB"
    if token.dep_ == "pobj" and head.lower_ == "by":
        return head.head.lemma_.lower() in deeds
    return False
