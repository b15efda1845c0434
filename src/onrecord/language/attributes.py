"""Parts of speech from tags, as spaCy's attribute ruler gives them, by look-up instead of by pattern search.

Comes in: the one-token patterns of a loaded pipeline's ruler. Goes out: a component with the same effect on part of
speech, lemma and morphology, in the same order of patterns, several times as fast. Its few patterns of two tokens
('gon na') are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

_READS = {
    "TAG": lambda token: token.tag_,
    "LOWER": lambda token: token.lower_,
    "DEP": lambda token: token.dep_,
    "IS_SPACE": lambda token: token.is_space,
}
_SETS = ("POS", "LEMMA", "MORPH")
_MOST_ROWS = 50_000
"""Answers kept, some 10 MB: they depend on tag, word and dependency alone, so keeping them changes none."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    order: int
    conditions: tuple[tuple[str, Any], ...]
    values: tuple[tuple[str, str], ...]

    def fits(self, token: Token) -> bool:
        return all(_holds(_READS[name](token), wanted) for name, wanted in self.conditions)


def _holds(value: object, wanted: object) -> bool:
    if not isinstance(wanted, Mapping):
        return value == wanted
    if "IN" in wanted:
        return value in wanted["IN"]
    if "NOT_IN" in wanted:
        return value not in wanted["NOT_IN"]
    return re.search(wanted["REGEX"], str(value)) is not None


class TagLookUp:
    """Sets part of speech and lemma by the patterns whose tag or word a token has; later patterns win."""

    def __init__(self, patterns: Sequence[Mapping[str, Any]]) -> None:
        self._by_tag: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._others: list[_Pattern] = []
        self._special_words: set[str] = set()
        self._special_forms: list[Mapping[str, Any]] = []
        self._rows: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        self._plain_rows: dict[tuple[int, int], tuple[int, int, int]] = {}
        for order, entry in enumerate(patterns):
            self._add(order, entry)

    def _add(self, order: int, entry: Mapping[str, Any]) -> None:
        values = tuple((name, entry["attrs"][name]) for name in _SETS if name in entry["attrs"])
        for tokens in entry["patterns"]:
            if len(tokens) != 1 or not values:
                continue
            pattern = _Pattern(order, tuple(tokens[0].items()), values)
            tag, word = tokens[0].get("TAG"), tokens[0].get("LOWER")
            if isinstance(word, str):
                self._special_words.add(word)
            elif word is not None:
                self._special_words.update(word.get("IN", ()))
                self._special_forms.extend([word] if "IN" not in word else [])
            if isinstance(tag, str):
                self._by_tag[tag].append(pattern)
            elif isinstance(word, str):
                self._by_word[word].append(pattern)
            else:
                self._others.append(pattern)

    def __call__(self, doc: Doc) -> Doc:
        keys: Any = doc.to_array(["TAG", "LOWER", "DEP"]).tolist()
        rows = [self._row(doc, at, tag, word, dep) for at, (tag, word, dep) in enumerate(keys)]
        values: Any = np.array(rows, dtype="uint64").reshape(len(rows), len(_SETS))
        doc.from_array(list(_SETS), values)
        return doc

    def _row(self, doc: Doc, at: int, tag: int, word: int, dep: int) -> tuple[int, int, int]:
        """The ids of a token's part of speech, lemma and morphology; 0 for what no pattern sets."""
        row = self._rows.get((tag, word, dep))
        if row is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            token = doc[at]
            row = self._look_up(token) if self._is_special(token) else self._plain_row(token)
            self._rows[tag, word, dep] = row
        return row

    def _is_special(self, token: Token) -> bool:
        """Whether a pattern asks for this very word or for white space; for other words tag and dependency tell all."""
        word = token.lower_
        return word in self._special_words or token.is_space or any(_holds(word, one) for one in self._special_forms)

    def _plain_row(self, token: Token) -> tuple[int, int, int]:
        key = (token.tag, token.dep)
        if key not in self._plain_rows:
            self._plain_rows[key] = self._look_up(token)
        return self._plain_rows[key]

    def _look_up(self, token: Token) -> tuple[int, int, int]:
        near = [*self._by_tag.get(token.tag_, ()), *self._by_word.get(token.lower_, ()), *self._others]
        fitting = sorted((pattern for pattern in near if pattern.fits(token)), key=lambda one: one.order)
        told = {name: value for pattern in fitting for name, value in pattern.values}
        strings, morphology = token.vocab.strings, token.vocab.morphology
        morph = told.get("MORPH", "_")
        return (
            strings.add(told["POS"]) if "POS" in told else 0,
            strings.add(told["LEMMA"]) if "LEMMA" in told else 0,
            morphology.add("" if morph == "_" else morph),
        )


def look_up_tags(ruler: AttributeRuler) -> TagLookUp | None:
    """The stand-in for an attribute ruler; None for one whose patterns read other attributes."""
    patterns: Any = ruler.patterns
    known = all(set(tokens[0]) <= set(_READS) for entry in patterns for tokens in entry["patterns"])
    return TagLookUp(patterns) if known else None
