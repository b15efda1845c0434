"""Words that say people were harmed, and which way the harmed stand to them.

Comes in: a Reading and a sentence. Goes out: harms in text order. The small parser confuses 'killed' the past
tense with 'killed' the participle, more so in texts that lost their commas, so the form is read from what
follows: an object behind the verb makes it active, anything else makes it passive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from onrecord.claims.counts import Count
from onrecord.claims.words import harm_words
from onrecord.language import Reading, Sentence
from onrecord.model import Effect


class Form(StrEnum):
    """Where the harmed stand: behind an active verb or a noun, before everything else."""

    ACTIVE = "active"
    PASSIVE = "passive"
    HAPPENS = "happens"
    STATE = "state"
    NOUN = "noun"
    TOLL = "toll"


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm: tokens [at, last), what it does to people, and its form."""

    at: int
    last: int
    effect: Effect
    form: Form


_AUX = frozenset("be get".split())
_BETWEEN_VERB_AND_OBJECT = 5
"""Tokens that may stand between an active verb and the number of its object ('killing, according to police, ten')."""


def find_harms(reading: Reading, sentence: Sentence, counts: Sequence[Count]) -> tuple[Harm, ...]:
    """The words of harm in a sentence, in text order."""
    starts = {count.first for count in counts if not _has_own_state(reading.doc, count, sentence.last)}
    inside = {at for count in counts for at in range(count.first, count.phrase_last)}
    harms = []
    for at in range(sentence.first, sentence.last):
        harm = _harm_at(reading.doc, at, sentence, starts)
        if harm is not None and (at not in inside or harm.form in (Form.STATE, Form.NOUN)):
            harms.append(harm)
    return tuple(harms)


def _has_own_state(doc: Sequence[Token], count: Count, end: int) -> bool:
    """'Three killed 12 others injured': the number has a harm of its own behind it and is no object of the one before."""
    at = count.phrase_last
    return at < end and doc[at].lower_ in ("injured", "wounded", "killed", "dead", "hurt", "missing")


def _harm_at(doc: Sequence[Token], at: int, sentence: Sentence, starts: set[int]) -> Harm | None:
    token = doc[at]
    lemma, lower = token.lemma_.lower(), token.lower_
    words = harm_words()
    if lower == "toll" or _is_update(doc, at, sentence, starts) or (lower == "number" and _counts_the_harmed(doc, at, sentence.last)):
        return Harm(at, at + 1, _effect_of_toll(doc, at, sentence), Form.TOLL)
    if lemma == "claim" and at + 1 in starts:
        return Harm(at, at + 1, Effect.KILLED, Form.ACTIVE)
    lives = _lives(doc, at, sentence.last)
    if lives is not None:
        return lives
    if lemma in words.complements and token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return _with_complement(doc, at, sentence, starts)
    if lower in words.adjectives and not _is_verb_use(doc, at, lower, starts):
        return Harm(at, at + 1, words.adjectives[lower], Form.STATE)
    if lemma in words.verbs and (token.pos_ in ("VERB", "AUX", "ADJ") or token.tag_.startswith("VB")):
        return Harm(at, at + 1, words.verbs[lemma], _form(doc, at, sentence, starts))
    if lemma in words.happens and token.pos_ in ("VERB", "AUX"):
        return Harm(at, at + 1, words.happens[lemma], Form.HAPPENS)
    if lemma in words.verbs and at + 1 in starts:
        return Harm(at, at + 1, words.verbs[lemma], Form.ACTIVE)
    if lemma in words.nouns and token.pos_ in ("NOUN", "PROPN"):
        return Harm(at, at + 1, words.nouns[lemma], Form.NOUN)
    return None


def _is_update(doc: Sequence[Token], at: int, sentence: Sentence, starts: set[int]) -> bool:
    """'This was later updated to 82': a figure told before gets a new value."""
    if doc[at].lemma_.lower() not in ("update", "revise", "raise", "rise", "climb", "increase") or at + 2 not in starts:
        return False
    subject = {doc[i].lower_ for i in range(sentence.first, at)}
    return doc[at + 1].lower_ == "to" and bool(subject & {"this", "it", "figure", "count", "that"}) and "toll" not in subject


def _is_verb_use(doc: Sequence[Token], at: int, lower: str, starts: set[int]) -> bool:
    """'wounded' and 'injured' as verbs: behind a form of 'be', or before an object."""
    if lower in ("dead", "missing", "slain", "stranded", "trapped", "displaced", "homeless", "besieged", "unaccounted"):
        return False
    behind_be = at > 0 and (doc[at - 1].lemma_ in _AUX or (doc[at - 1].pos_ == "ADV" and doc[at - 2].lemma_ in _AUX))
    return behind_be or _object_follows(doc, at, starts) or doc[at].tag_ in ("VBD", "VBN", "VB")


def _object_follows(doc: Sequence[Token], at: int, starts: set[int]) -> bool:
    if at + 1 in starts:
        return True
    following = doc[at + 1] if at + 1 < len(doc) else None
    return following is not None and following.dep_ in ("dobj", "det") and following.tag_ in ("DT", "PRP", "PRP$", "NNS")


def _form(doc: Sequence[Token], at: int, sentence: Sentence, starts: set[int]) -> Form:
    token = doc[at]
    if token.tag_ == "VBG" and not (at > 0 and doc[at - 1].lower_ == "being"):
        return Form.ACTIVE
    if token.tag_ in ("VB", "VBP", "VBZ") and not any(child.dep_ == "nsubjpass" for child in token.children):
        return Form.ACTIVE
    behind_be = any(doc[back].lemma_ in _AUX for back in range(max(sentence.first, at - 3), at))
    if behind_be:
        return Form.PASSIVE
    if any(child.dep_ in ("dobj", "obj") and child.i > at for child in token.children):
        return Form.ACTIVE
    for ahead in range(at + 1, min(at + 1 + _BETWEEN_VERB_AND_OBJECT, sentence.last)):
        if ahead in starts:
            return Form.ACTIVE
        if doc[ahead].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") or doc[ahead].text in (".", ";"):
            break
    return Form.PASSIVE


def _with_complement(doc: Sequence[Token], at: int, sentence: Sentence, starts: set[int]) -> Harm | None:
    """'shot dead', 'gunned down', 'beaten to death', 'left two dead', 'took ten people hostage'."""
    effect, ends = harm_words().complements[doc[at].lemma_.lower()]
    reach = 8 if doc[at].lemma_ in ("leave", "take", "hold") else 4
    for ahead in range(at + 1, min(at + 1 + reach, sentence.last)):
        if doc[ahead].lower_ in ends:
            if doc[at].lemma_ == "leave":
                return None  # 'dead' itself is the harm there, with its number before it
            return Harm(at, at + 1, effect, _form(doc, at, sentence, starts))
        if doc[ahead].text in (".", ";") or doc[ahead].pos_ == "CCONJ":
            break
    return None


def _lives(doc: Sequence[Token], at: int, end: int) -> Harm | None:
    """'claimed the lives of ten', 'cost ten lives', 'ten people lost their lives'."""
    lemma = doc[at].lemma_.lower()
    if lemma not in ("claim", "cost", "take", "lose"):
        return None
    near = [doc[ahead].lower_ for ahead in range(at + 1, min(at + 8, end))]
    if "lives" not in near and not ("life" in near and lemma in ("lose", "claim")):
        return None
    owned = lemma == "lose" and any(word in ("their", "his", "her") for word in near[: near.index("lives") if "lives" in near else 3])
    return Harm(at, at + 1, Effect.KILLED, Form.HAPPENS if owned else Form.ACTIVE)


def _counts_the_harmed(doc: Sequence[Token], at: int, end: int) -> bool:
    """'the number of dead', 'the number of people killed': a toll told as a number."""
    if at + 1 >= end or doc[at + 1].lower_ != "of":
        return False
    near = {doc[ahead].lower_ for ahead in range(at + 2, min(at + 6, end))}
    return bool(near & {"dead", "killed", "deaths", "victims", "casualties", "fatalities", "martyrs", "wounded", "injured"})


def _effect_of_toll(doc: Sequence[Token], at: int, sentence: Sentence) -> Effect:
    near = {doc[i].lower_ for i in range(max(sentence.first, at - 2), min(at + 6, sentence.last))}
    if near & {"injury", "injuries", "injured", "wounded"} and not near & {"death", "dead", "killed"}:
        return Effect.INJURED
    return Effect.CASUALTIES if near & {"casualty", "casualties"} and "death" not in near else Effect.KILLED
