"""Texts with no incident to code: is the coder silent?

In: the silence file (its README describes it) and what was coded. Out: figures and errors. A text that could not be
read is wrong: it was refused, not found to be silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.bench.coded import Coded
from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Material, read_jsonl

MEASURES = (
    Measure("clean", "clean: no incident", target=0.99),
    Measure("clean_no_claim", "clean: no claim either"),
    Measure("background", "background: no primary", target=0.95),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with what was coded from it."""

    kind: str
    """'clean' or 'background'."""
    words: str
    coded: Coded

    def right(self, measure: str) -> bool:
        """Whether the text is right in a measure."""
        if self.coded.error is not None:
            return False
        if measure == "clean_no_claim":
            return not self.coded.claims and not self.coded.incidents
        if measure == "background":
            return not any(incident["primary"] for incident in self.coded.incidents)
        return not self.coded.incidents


def read_texts(material: Material) -> list[Json]:
    """The texts, each with an id that tells its line."""
    return [{**line, "id": f"silence:{number}"} for number, line in enumerate(read_jsonl(material.silence), 1)]


def judge(texts: Iterable[Json], coded: Iterable[Coded]) -> list[Judged]:
    """Put texts beside what was coded from them."""
    return [Judged(text["kind"], text["text"], one) for text, one in zip(texts, coded, strict=True)]


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """The figures over all texts."""
    found = {
        one.name: share_of(text.right(one.name) for text in judged if one.name.startswith(text.kind))
        for one in MEASURES
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def error_lines(judged: Iterable[Judged]) -> list[str]:
    """The texts in which something was coded that is not there."""
    return [
        f"{text.coded.id}  {text.kind}\n  coded  {text.coded.error or _incidents(text.coded)}\n  {text.words}"
        for text in judged
        if not text.right(text.kind)
    ]


def _incidents(coded: Coded) -> str:
    return ", ".join(f"{'primary' if one['primary'] else 'further'} {one['type']}" for one in coded.incidents)
