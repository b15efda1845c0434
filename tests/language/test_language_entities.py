"""The swift reading of names gives what the pipeline's own recogniser gives."""

from __future__ import annotations

import pytest
from spacy.pipeline import EntityRecognizer

from onrecord.language import EnglishReader
from onrecord.language.entities import read_entities

TEXTS = [
    "The Syrian Observatory for Human Rights said on Monday that at least 30 people died in Deir ez-Zor.",
    "Soldiers of the 1st Battalion killed two men near Port-au-Prince\n\nReuters reported it from New York on 3 May.",
    "أربعة مدنيين died; the U.N. Security Council met in Geneva",
    "Ali",
    "\n \n",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_those_of_the_recogniser(reader: EnglishReader, text: str) -> None:
    recogniser = reader.nlp.get_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer)
    swift = read_entities(recogniser)
    assert swift is not None
    facts = []
    for component in (recogniser, swift):
        doc = reader.nlp.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = doc[token.i - 1].text in (".", "\n\n")
        facts.append([(token.ent_iob_, token.ent_type_) for token in component(doc)])
    assert facts[0] == facts[1]
