"""The lemmas that are kept are those of the pipeline's own lemmatizer."""

from __future__ import annotations

from spacy.pipeline import Lemmatizer

from onrecord.language import EnglishReader
from onrecord.language.lemmas import LemmaReader

TEXTS = [
    "Rockets hit the town; the rocket-launchers were destroyed, and 12 men died.",
    "The men were dying, he said. Militants' bodies lay in Jubb al-Jarrah. They've better houses, haven't they?",
    "The men died.\n\nMEN DIED.",
    "",
]


def test_lemmas_are_those_of_the_lemmatizer_also_when_asked_again(reader: EnglishReader) -> None:
    lemmatizer = reader.nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    swift = LemmaReader(lemmatizer)
    for text in (*TEXTS, *TEXTS):
        known, found = (reader.nlp(text) for _ in range(2))
        for token in found:
            token.lemma = 0
        for token in known:
            token.lemma = 0
        assert [token.lemma_ for token in swift(found)] == [token.lemma_ for token in lemmatizer(known)]
