"""A report as the later stages read it: its text, its sentences and their syntax."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import BlockKind, Report, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open token range [first, last), its characters, and the kind of block it stands in."""

    index: int
    first: int
    last: int
    span: Span
    block: BlockKind
    paragraph: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with its parsed text. Character offsets of ``doc`` index ``report.text``; its words may differ
    in case from the report's, so quote with ``words``, never with ``token.text``."""

    report: Report
    doc: Doc
    sentences: tuple[Sentence, ...]
    lower: tuple[str, ...]
    """The words of ``doc`` in lower case, '&' as 'and', by token: these and the lemmas are asked for far more often
    than the rest."""
    lemmas: tuple[str, ...]
    """Their lemmas in lower case."""
    offsets: tuple[int, ...]
    """Where each token starts."""

    def tokens(self, sentence: Sentence) -> Tokens:
        """The tokens of a sentence."""
        return self.doc[sentence.first : sentence.last]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence a token stands in. Raises KeyError for white space between sentences."""
        return self.sentence_at(token.idx)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that covers a character offset; raises KeyError where none does."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].span.start <= offset:
            return self.sentences[low]
        raise KeyError(offset)

    def forms(self, first: int, last: int) -> frozenset[str]:
        """The words of the token range [first, last) and their lemmas, in lower case."""
        return frozenset(self.lower[first:last]) | frozenset(self.lemmas[first:last])

    def token_at(self, sentence: Sentence, offset: int) -> int:
        """The first token of a sentence that starts at a character offset or behind it; else its last token."""
        at = bisect.bisect_left(self.offsets, offset, sentence.first, sentence.last)
        return min(at, sentence.last - 1)

    def token_behind(self, sentence: Sentence, span: Span) -> int:
        """The first token of a sentence behind a span of characters; where there is none, the sentence's end."""
        return bisect.bisect_left(self.offsets, span.end, sentence.first, sentence.last)

    def words(self, first: int, last: int) -> str:
        """The report's own words for the token range [first, last)."""
        return self.report.quote(self.span(first, last))

    def span(self, first: int, last: int) -> Span:
        """The characters of the token range [first, last)."""
        end = self.doc[last - 1]
        return Span(self.doc[first].idx, end.idx + len(end.text))
