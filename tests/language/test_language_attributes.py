"""The look-up of parts of speech gives what the pipeline's own ruler gives."""

from __future__ import annotations

import pytest
from spacy.pipeline import AttributeRuler

from onrecord.language import EnglishReader
from onrecord.language.attributes import look_up_tags


@pytest.mark.parametrize(
    "text",
    [
        "The army's troops have been shelling two Syrian towns, officials said on Monday.",
        "Gunmen who'd fled weren't found; she isn't sure they'll return.",
        "Others were wounded in the worst attacks, and nobody's access to the news was better.",
        "He said nothin' and YOU know it: 'cause nobody told them but me,\n\nthough I'd gone.",
    ],
)
def test_the_look_up_gives_the_rulers_parts_of_speech_and_lemmas(reader: EnglishReader, text: str) -> None:
    nlp, ruler = reader.nlp, reader.nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    swift = look_up_tags(ruler)
    assert swift is not None
    ruled, looked_up = nlp(text), nlp.make_doc(text)
    for name, component in nlp.pipeline:
        looked_up = (swift if name == "attribute_ruler" else component)(looked_up)
    facts = [[(token.pos_, token.lemma_, str(token.morph)) for token in doc] for doc in (ruled, looked_up)]
    assert facts[0] == facts[1]
