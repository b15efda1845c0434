"""Lemmas by spaCy's rules, worked out once for each word with its part of speech and morphology.

Comes in: a pipeline's lemmatizer. Goes out: a component with the same effect, several times as fast; the lemmatizer
itself keeps the lemmas of inflected words alone and goes through its rules again for every other word.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Token

_MOST_LEMMAS = 100_000
"""Answers kept, some 20 MB: they depend on the key alone, so keeping them changes none."""


class LemmaReader:
    """Sets the lemma of each token that has none yet."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._lemmas: dict[tuple[int, ...], int] = {}
        if "lemma_index" in lemmatizer.lookups.tables:
            table = lemmatizer.lookups.get_table("lemma_index")
            for part in list(table):
                table[part] = frozenset(table[part])

    def __call__(self, doc: Doc) -> Doc:
        rows: Any = doc.to_array(["LEMMA", "ORTH", "POS", "MORPH"]).tolist()
        lemmas = [
            lemma or self._lemma(doc, at, (orth, pos, morph)) for at, (lemma, orth, pos, morph) in enumerate(rows)
        ]
        values: Any = np.array(lemmas, dtype="uint64")
        doc.from_array(["LEMMA"], values)
        return doc

    def _lemma(self, doc: Doc, at: int, key: tuple[int, ...]) -> int:
        lemma = self._lemmas.get(key)
        if lemma is None:
            if len(self._lemmas) >= _MOST_LEMMAS:
                self._lemmas.clear()
            lemma = self._lemmas[key] = self._worked_out(doc[at])
        return lemma

    def _worked_out(self, token: Token) -> int:
        return token.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
