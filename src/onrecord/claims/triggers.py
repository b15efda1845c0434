"""Words that tell of an event: 'air strikes', 'a car bomb', 'opened fire', 'clashed'.

Comes in: a Reading and a sentence. Goes out: triggers in text order, each with Onrecord's event type, the means it
implies and a rank. The words are data (``data/triggers.toml``); longest match wins, then the higher rank. A verb that
fills a frame (``frames.py``) tells of what the frame says; ``composing.py`` reads the words of a sentence together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.claims.composing import compose
from onrecord.claims.frames import NOTHING_KNOWN, Framed, Known, find_frames
from onrecord.claims.scenes import Scene, Trigger
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GENERIC = "attack"
"""The type of words that say violence was done but not how: 'attack', 'killing'."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[frozenset[str], ...]
    kind: str
    type: str
    rank: int
    weapon: str | None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """Patterns by first word, longest and highest-ranked first."""
    by_first: dict[str, list[_Pattern]] = {}
    for entry in load_table("triggers")["type"]:
        for pattern in _entry_patterns(entry):
            for word in pattern.words[0]:
                by_first.setdefault(word, []).append(pattern)
    return {
        word: tuple(sorted(found, key=lambda pattern: (-len(pattern.words), -pattern.rank, pattern.type, pattern.kind)))
        for word, found in by_first.items()
    }


def _entry_patterns(entry: dict[str, Any]) -> list[_Pattern]:
    return [
        _Pattern(
            tuple(frozenset(word.split("|")) for word in phrase.split()),
            kind,
            entry["name"],
            entry.get("rank", 0),
            entry.get("weapon"),
        )
        for kind in ("phrases", "verbs", "nouns")
        for phrase in entry.get(kind, ())
    ]


def find_triggers(reading: Reading, sentence: Sentence, known: Known = NOTHING_KNOWN) -> tuple[Trigger, ...]:
    """The triggers of a sentence, in text order; none overlap. ``known``: the parties and places of the report."""
    words = _find_words(reading, sentence)
    triggers = _merge(words, find_frames(reading, sentence, known))
    return compose(Scene(reading, sentence, known), triggers)


def _merge(words: Sequence[Trigger], framed: Sequence[Framed]) -> list[Trigger]:
    """Words and frames together: a frame speaks for its verb and what it absorbs, unless a phrase of several words
    there tells more; words and frames that tell of no event are left out."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for one in framed:
        over = [word for word in words if word.first <= one.at < word.last]
        figurative = any(not word.type and one.nouns & set(range(word.first, word.last)) for word in words)
        if one.frame.type and (figurative or any(word.rank > one.rank or not word.type for word in over)):
            continue
        taken |= {one.at, *one.inside, *(at for word in over for at in range(word.first, word.last))}
        if one.frame.type:
            found.append(Trigger(one.at, one.at + 1, one.frame.type, one.rank, one.frame.weapon, noun=False))
    found += [word for word in words if word.type and not taken & set(range(word.first, word.last))]
    return sorted(found, key=lambda trigger: trigger.first)


def _find_words(reading: Reading, sentence: Sentence) -> list[Trigger]:
    visible = [at for at in range(sentence.first, sentence.last) if not _is_passed_over(reading.doc[at])]
    forms = [_forms(reading.lower[at], reading.lemmas[at]) for at in visible]
    triggers: list[Trigger] = []
    at = 0
    while at < len(visible):
        match = _match(reading.doc, visible, forms, at)
        if match is None:
            at += 1
            continue
        length, pattern = match
        first, last = visible[at], visible[at + length - 1] + 1
        triggers.append(
            Trigger(first, last, pattern.type, pattern.rank, pattern.weapon, _is_noun(reading.doc[last - 1]))
        )
        at += length
    return triggers


def _is_passed_over(token: Token) -> bool:
    """Marks inside a phrase, and 'had' in 'a missile had hit'."""
    return token.lower_ in ("-", "–", '"', "'") or (token.dep_ == "aux" and token.lower_ in ("has", "have", "had"))


def _forms(lower: str, lemma: str) -> frozenset[str]:
    """The word, its lemma, and its singular where the tagger took a plural for a name ('Airstrikes hit ...')."""
    singular = {lower[:-1]} if lower.endswith("s") and len(lower) > 4 else set()
    return frozenset({lower, lemma, *singular})


def _match(doc: Doc, visible: Sequence[int], forms: Sequence[frozenset[str]], at: int) -> tuple[int, _Pattern] | None:
    if _patterns().keys().isdisjoint(forms[at]):
        return None
    candidates = [pattern for form in sorted(forms[at]) for pattern in _patterns().get(form, ())]
    for pattern in sorted(candidates, key=lambda pattern: (-len(pattern.words), -pattern.rank, pattern.kind)):
        length = len(pattern.words)
        if at + length > len(visible) or any(not (pattern.words[k] & forms[at + k]) for k in range(length)):
            continue
        if pattern.kind == "phrases" or (pattern.kind == "nouns") == _is_noun(doc[visible[at]]):
            return length, pattern
    return None


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "X")
