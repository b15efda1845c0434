"""Place names in general news: are they found, and are they put where they are?

In: a geoparsing corpus and what ``onrecord places`` says of its texts. Out: figures for each corpus, as the README
beside it defines them. *Gold spans*: the marked words are given and only resolved; no answer counts as wrong. *End to
end*: names are found as well; a hit overlaps and lies within 161 km. Both corpora mark adjectives ('Syrian') and parts
of organisations' names, which are no places of events: what is asked counts them, one figure leaves adjectives out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.bench.figures import Figure, Kind, Measure, Part, figure_of
from onrecord.bench.material import Json, Material, PlaceScorer, read_jsonl
from onrecord.coder import Coder
from onrecord.contract import toponyms_to_json
from onrecord.reports import Given, Limits, read_source
from onrecord.reports import Kind as SourceKind
from onrecord.runs.outcomes import Placed, ReadReport
from onrecord.runs.placing import place_report

CORPORA = ("tr-news", "geovirus")
DEMONYM = "places.demonym"

MEASURES = {
    "tr-news": (
        Measure("gold_spans", "gold spans, within 161 km", target=0.86),
        Measure("answered", "gold spans, answered"),
        Measure("right_of_answered", "gold spans, right of the answered", target=0.90),
        Measure("end_to_end", "end to end, F1", Kind.MEAN, target=0.74),
        Measure("no_adjectives", "end to end, F1, adjectives left out", Kind.MEAN),
        Measure("found", "names found, F1 of any overlap", Kind.MEAN),
    ),
    "geovirus": (
        Measure("gold_spans", "gold spans, within 161 km", target=0.75),
        Measure("answered", "gold spans, answered"),
        Measure("right_of_answered", "gold spans, right of the answered"),
        Measure("end_to_end", "end to end, F1", Kind.MEAN, target=0.71),
        Measure("no_adjectives", "end to end, F1, adjectives left out", Kind.MEAN),
        Measure("found", "names found, F1 of any overlap", Kind.MEAN),
    ),
}
"""What is measured of each corpus, with what is asked of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One text of a corpus: its marked names, the answers to them, and the names found in it unasked."""

    text: str
    gold: Sequence[Json]
    answers: Sequence[Json | None]
    found: Sequence[Json]


def judge(material: Material, corpus: str, coder: Coder) -> list[Judged]:
    """Place the names of a corpus, once with its spans given and once without."""
    return [_judged(document, coder) for document in read_jsonl(material.geoparsing / f"{corpus}.jsonl")]


def _judged(document: Json, coder: Coder) -> Judged:
    gold = document["toponyms"]
    spans = [{"start": one["start"], "end": one["end"]} for one in gold]
    line = {"id": document["id"], "text": document["text"]}
    answers, found = _toponyms({**line, "spans": spans}, coder), _toponyms(line, coder)
    return Judged(document["text"], gold, answers, [one for one in found if one is not None])


def _toponyms(line: Json, coder: Coder) -> list[Json | None]:
    """What ``onrecord places`` prints for a line. Raises UnreadableReport where it refuses it."""
    raw = json.dumps(line, ensure_ascii=False).encode()
    report = next(read_source(raw, line["id"], given=Given(), limits=Limits(), kind=SourceKind.JSONL))
    if isinstance(report, Exception):
        raise report
    outcome = place_report(coder, ReadReport(line["id"], report, raw))
    if not isinstance(outcome, Placed):
        raise outcome.error
    toponyms: list[Json | None] = toponyms_to_json(outcome.report, outcome.places)["toponyms"]
    return toponyms


# ---------------------------------------------------------------- figures


def figures(corpus: str, judged: Iterable[Judged], scorer: PlaceScorer) -> dict[str, Figure]:
    """The figures of a corpus. Shares are over names; F1 is over all names, its interval over texts."""
    parts: dict[str, list[Part]] = {one.name: [] for one in MEASURES[corpus]}
    for one in judged:
        for name, part in _parts(one, scorer):
            parts[name].append(part)
    found = {one.name: figure_of(parts[one.name], one.kind) for one in MEASURES[corpus]}
    return {name: figure for name, figure in found.items() if figure is not None}


def _parts(one: Judged, scorer: PlaceScorer) -> Iterator[tuple[str, Part]]:
    for gold, answer in zip(one.gold, one.answers, strict=True):
        if scorer.has(gold):
            answered = answer is not None and scorer.has(answer)
            right = _is_right(gold, answer, scorer)
            yield "gold_spans", (float(right), 1)
            yield "answered", (float(answered), 1)
            if answered:
                yield "right_of_answered", (float(right), 1)
    pairs = scorer.pairs(list(one.gold), list(one.found))
    yield "found", (2.0 * len(pairs), len(one.gold) + len(one.found))
    yield "end_to_end", _end_to_end(one.gold, one.found, scorer)
    yield "no_adjectives", _end_to_end(*_without_adjectives(one), scorer)


def _end_to_end(gold: Sequence[Json], found: Sequence[Json], scorer: PlaceScorer) -> Part:
    """Twice the hits, and the points to be had: F1 is the one over the other. A name found that the corpus marks
    without a point counts for nothing."""
    pairs = scorer.pairs(list(gold), list(found))
    hits = sum(scorer.has(gold[i]) and _is_right(gold[i], found[j], scorer) for i, j in pairs)
    unplaced = {j for i, j in pairs if not scorer.has(gold[i])}
    counted = sum(scorer.has(one) for j, one in enumerate(found) if j not in unplaced)
    return 2.0 * hits, counted + sum(scorer.has(one) for one in gold)


def _without_adjectives(one: Judged) -> tuple[list[Json], list[Json]]:
    """The marked and the found names that are no people or adjectives."""
    marked = [gold for gold, answer in zip(one.gold, one.answers, strict=True) if not _is_adjective(answer)]
    return marked, [found for found in one.found if not _is_adjective(found)]


def _is_adjective(answer: Json | None) -> bool:
    return answer is not None and answer["rule"] == DEMONYM


def _is_right(gold: Json, answer: Json | None, scorer: PlaceScorer) -> bool:
    return answer is not None and scorer.has(answer) and scorer.km(gold, answer) <= scorer.NEAR_KM


# ---------------------------------------------------------------- errors

AROUND = 50
"""Characters of context on either side of a name that is listed."""


def error_lines(judged: Iterable[Judged], scorer: PlaceScorer) -> Iterator[str]:
    """The names that are missed, found where none is marked, or put elsewhere, with the words around them."""
    for one in judged:
        pairs = scorer.pairs(list(one.gold), list(one.found))
        paired, met = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, gold in enumerate(one.gold):
            if i not in paired:
                yield f"missed     {_in_context(one.text, gold)}"
        for j, found in enumerate(one.found):
            if j not in met and scorer.has(found):
                yield f"unmarked   {_in_context(one.text, found)}  {found['rule']}"
        for i, j in pairs:
            gold, found = one.gold[i], one.found[j]
            if scorer.has(gold) and not _is_right(gold, found, scorer):
                away = f"{scorer.km(gold, found):.0f} km off" if scorer.has(found) else "not placed"
                yield f"elsewhere  {_in_context(one.text, gold)}  {found['rule']}, {found['country']}, {away}"


def _in_context(text: str, toponym: Json) -> str:
    before, after = text[max(0, toponym["start"] - AROUND) : toponym["start"]], text[toponym["end"] :][:AROUND]
    return " ".join(f"{before}[{text[toponym['start'] : toponym['end']]}]{after}".split())
