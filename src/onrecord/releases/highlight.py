"""A report's text cut into stretches, each with the values that cite it.

In: citations, spans with what they say. Out: segments in text order whose texts join to the whole text. Where citations
overlap, the shortest gives the colour and all are named. Linear in the number of cuts and what covers each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import BlockKind, Report, Span

SENTENCE = "sentence"
"""The field of a claim's whole sentence: it is marked as read, not coloured."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """Words that support a value: ``field`` picks the colour, ``says`` is shown, ``incident`` is its key or ''."""

    span: Span
    field: str
    says: str
    incident: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same citations cover; ``field`` is '' where none does."""

    text: str
    block: str
    field: str = ""
    says: str = ""
    incidents: str = ""
    anchors: tuple[str, ...] = ()
    words: str = ""


def anchor(report_key: str, span: Span) -> str:
    """The name under which a span of a report can be linked to."""
    return f"w-{report_key}-{span.start}-{span.end}"


def segments(report: Report, report_key: str, citations: Iterable[Citation]) -> tuple[Segment, ...]:
    """Cut a report's text at every citation and block. Joined, the segments are the text."""
    cited = sorted(set(citations))
    cuts = sorted({0, len(report.text), *_edges(report, cited)})
    found: list[Segment] = []
    open_: list[Citation] = []
    upcoming = 0
    for start, end in pairwise(cuts):
        open_ = [citation for citation in open_ if citation.span.end > start]
        begun = upcoming
        while begun < len(cited) and cited[begun].span.start == start:
            begun += 1
        new = cited[upcoming:begun]
        upcoming = begun
        open_ += new
        found.append(_segment(report, report_key, (start, end), open_, new))
    return tuple(found)


def _edges(report: Report, cited: Sequence[Citation]) -> Iterable[int]:
    for citation in cited:
        report.quote(citation.span)
        yield from (citation.span.start, citation.span.end)
    for block in report.blocks:
        yield from (min(block.start, len(report.text)), min(block.end, len(report.text)))


def _segment(
    report: Report, report_key: str, ends: tuple[int, int], covering: Sequence[Citation], begun: Sequence[Citation]
) -> Segment:
    text, block = report.text[slice(*ends)], report.block_at(ends[0])
    if not covering:
        return Segment(text, _block(block))
    coloured = [citation for citation in covering if citation.field != SENTENCE]
    first = min(coloured, key=lambda citation: (citation.span.end - citation.span.start, citation), default=None)
    return Segment(
        text,
        _block(block),
        first.field if first else SENTENCE,
        "; ".join(_once(citation.says for citation in coloured)),
        " ".join(_once(citation.incident for citation in covering if citation.incident)),
        tuple(_once(anchor(report_key, citation.span) for citation in begun)),
        " ".join(_once(anchor(report_key, citation.span) for citation in covering)),
    )


def _block(kind: BlockKind) -> str:
    return "" if kind is BlockKind.BODY else kind.value


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
