"""The news reports on the Syrian war (FA-KES): figures of the reference scorer, report by report.

In: adjudicated records or the original annotation, and what was coded. Out: figures. The README beside the data
defines each figure; the targets are this project's, and say what a second careful reader makes possible.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.bench.coded import Coded
from onrecord.bench.figures import Figure, Kind, Measure, Part, cell, figure_of, table, target_cell
from onrecord.bench.material import Json, Material, Scorer, Scores, read_jsonl

ADJUDICATED = (
    Measure("primary_detected", "primary incident", target=0.95),
    Measure("killed_exact", "killed exact", target=0.93),
    Measure("killed_within1", "killed within 1"),
    Measure("killed_logmae", "killed, log error", Kind.MEAN, 0.08, lower_is_better=True),
    Measure("killed_any_source", "killed, any source"),
    Measure("killed_civilian", "civilians killed", target=0.88),
    Measure("killed_combatant", "combatants killed", target=0.85),
    Measure("killed_children", "children killed", target=0.88),
    Measure("killed_women", "women killed"),
    Measure("group_left_empty", "no figure invented", target=0.97),
    Measure("injured_exact", "injured exact", target=0.88),
    Measure("place", "place", target=0.85),
    Measure("place_name", "place name", target=0.75),
    Measure("place_25km", "place within 25 km"),
    Measure("admin1", "governorate", target=0.95),
    Measure("date_exact", "date exact", target=0.93),
    Measure("date_pm1", "date within a day"),
    Measure("type_class", "type class", target=0.95),
    Measure("type_fine", "full type", target=0.92),
    Measure("actor_f1", "actor F1", Kind.MEAN, 0.80),
    Measure("actor_name_recall", "actor names", Kind.MEAN),
    Measure("contested_flagged", "contested kept", target=0.70),
    Measure("speaker_f1", "speaker F1", Kind.MEAN, 0.80),
    Measure("via_found", "relay named", Kind.MEAN),
    Measure("figure_speaker_recall", "figure with its speaker", Kind.MEAN, 0.75),
    Measure("provenance", "number in its cited span", target=1.0),
    Measure("other_incidents_recall", "other incidents", target=0.60),
)

ORIGINAL = (
    Measure("killed_exact", "killed exact", target=0.80),
    Measure("killed_within1", "killed within 1"),
    Measure("killed_logmae", "killed, log error", Kind.MEAN, lower_is_better=True),
    Measure("cause", "cause", target=0.90),
    Measure("actor", "actor"),
    Measure("admin1", "governorate", target=0.95),
    Measure("date_exact", "date exact"),
)
"""Against the original annotation, of which a perfect reader gets about 0.86 of killed and 0.94 of causes."""

DIFFER = 0.08
"""Two sets that differ by more in a figure ask for an explanation."""


@dataclass(frozen=True, slots=True)
class ReportScore:
    """What one report adds to each figure."""

    id: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def wrong(self, measure: Measure) -> bool:
        """Whether the report loses anything in a measure."""
        total, n = self.parts.get(measure.name, (0.0, 0))
        return total > 1e-9 if measure.lower_is_better else total < n - 1e-9


def split(records: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    """The half that rules are tuned on and the half that they are only tested on, by the order of hashed ids."""
    by_hash = sorted(records, key=lambda record: hashlib.sha256(str(record["id"]).encode()).hexdigest())
    tune = {record["id"] for record in by_hash[: (len(by_hash) + 1) // 2]}
    return [one for one in records if one["id"] in tune], [one for one in records if one["id"] not in tune]


def read_records(material: Material, name: str) -> list[Json]:
    """The adjudicated records of a set ('tune', 'test', 'given', 'own')."""
    if name == "own":
        return read_jsonl(material.own_records)
    given = read_jsonl(material.syria_news / "adjudicated.jsonl")
    return {"given": given, "tune": split(given)[0], "test": split(given)[1]}[name]


def read_articles(material: Material) -> list[Json]:
    """The reports, as lines that can be coded."""
    return read_jsonl(material.syria_news / "articles.jsonl")


def score_adjudicated(
    scorer: Scorer, records: Iterable[Json], coded: Mapping[str, Coded], texts: Mapping[str, str]
) -> list[ReportScore]:
    """Score each record by itself. ``texts`` are the articles' own, as the reference scorer takes them: a number that
    stands only in the title supports nothing."""
    scores = []
    for record in records:
        key = record["id"]
        found, _ = scorer.score_reports([record], {key: coded[key].prediction}, {key: texts[key]})
        scores.append(ReportScore(key, _parts(found)))
    return scores


def score_original(scorer: Scorer, annotations: Iterable[Json], coded: Mapping[str, Coded]) -> list[ReportScore]:
    """Score each report by itself against the original annotation."""
    return [
        ReportScore(one["id"], _parts(scorer.score_weak([one], {one["id"]: coded[one["id"]].prediction})))
        for one in annotations
    ]


def _parts(scores: Scores) -> dict[str, Part]:
    return {name: (mean * n, n) for name, (mean, n) in scores.items()}


def figures(scores: Sequence[ReportScore], measures: Sequence[Measure]) -> dict[str, Figure]:
    """The figures over reports, those without a value left out."""
    found = {one.name: figure_of((s.parts.get(one.name, (0.0, 0)) for s in scores), one.kind) for one in measures}
    return {name: figure for name, figure in found.items() if figure is not None}


def difference(measure: Measure, one: Mapping[str, Figure], other: Mapping[str, Figure]) -> str:
    """How far two sets lie apart in a figure, where that is more than ``DIFFER``; else empty."""
    a, b = one.get(measure.name), other.get(measure.name)
    return f"{b.value - a.value:+.2f}" if a and b and abs(b.value - a.value) > DIFFER else ""


def side_by_side(columns: Mapping[str, Mapping[str, Figure]], measures: Sequence[Measure]) -> str:
    """A table of figures, a set a column, with what is asked; 'differ' where the last two sets lie apart."""
    compared = list(columns.values())[-2:] if len(columns) > 1 else []
    rows = [
        [
            one.label,
            target_cell(one),
            *(cell(found.get(one.name), one) for found in columns.values()),
            *([difference(one, *compared)] if compared else []),
        ]
        for one in measures
    ]
    return table(["", "asked", *columns, *(["differ"] if compared else [])], rows)
