"""The repository's own sentences: one for each way of telling ACLED's twenty-five sub-event types, and near misses.

In: the sentence files (their README describes them) and what was coded. Out: figures and errors. The incident listed
first is the one that is judged; a sentence that could not be read is wrong, a near miss that could not be read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.bench.coded import Coded
from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Material, read_jsonl

MEASURES = (
    Measure("sub_event_type", "sub-event type", target=0.95),
    Measure("sub_event_type_any", "sub-event type, any incident"),
    Measure("type", "accepted type"),
    Measure("near_miss", "near miss not coded", target=1.0),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with what was coded from it."""

    sentence: Json
    coded: Coded

    @property
    def is_near_miss(self) -> bool:
        """Whether nothing is to be coded."""
        return self.sentence["acled"] is None

    @property
    def sub_event_type(self) -> str:
        """The sub-event type that is told, or that a near miss looks like."""
        return str(self.sentence["near"] if self.is_near_miss else self.sentence["acled"])

    @property
    def found(self) -> list[str]:
        """The sub-event types of the incidents, in order; 'none' for one that ACLED does not record."""
        return [one["acled"]["sub_event_type"] if one["acled"] else "none" for one in self.coded.incidents]

    def right(self, measure: str) -> bool:
        """Whether the sentence is right in a measure."""
        if measure == "near_miss":
            return not self.coded.incidents and self.coded.error is None
        if measure == "type":
            return any(one["type"] in self.sentence["type"] for one in self.coded.incidents[:1])
        return self.sub_event_type in (self.found if measure == "sub_event_type_any" else self.found[:1])


def read_sentences(material: Material) -> list[Json]:
    """The sentences and near misses, each with an id that tells its file and line."""
    return [
        {**line, "id": f"{path.stem}:{number}"}
        for path in material.sentences
        for number, line in enumerate(read_jsonl(path), 1)
    ]


def judge(sentences: Iterable[Json], coded: Iterable[Coded]) -> list[Judged]:
    """Put sentences beside what was coded from them."""
    return [Judged(sentence, one) for sentence, one in zip(sentences, coded, strict=True)]


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """The figures over all sentences."""
    found = {
        one.name: share_of(case.right(one.name) for case in judged if case.is_near_miss == (one.name == "near_miss"))
        for one in MEASURES
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def by_type(judged: Sequence[Judged]) -> dict[str, dict[str, Figure]]:
    """The figures for each sub-event type, in order of name."""
    names = sorted({case.sub_event_type for case in judged})
    return {name: figures([case for case in judged if case.sub_event_type == name]) for name in names}


def error_lines(judged: Iterable[Judged]) -> list[str]:
    """The wrong sentences and the near misses that were coded."""
    return [_line(case) for case in judged if not case.right("near_miss" if case.is_near_miss else "sub_event_type")]


def _line(case: Judged) -> str:
    wanted = f"near {case.sub_event_type}" if case.is_near_miss else case.sub_event_type
    found = [f"{one['type']} = {name}" for one, name in zip(case.coded.incidents, case.found, strict=True)]
    stages = [f"{claim['type']} {claim['stage']}" for claim in case.coded.claims]
    got = case.coded.error or ", ".join(found) or f"no incident; claims {stages}"
    return f"{case.coded.id}  {wanted}\n  coded  {got}\n  {case.sentence['text']}"
