"""The benchmark of place names agrees with the reference scorer beside its data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.bench.figures import figure_of
from onrecord.bench.material import REPOSITORY, Material, load_place_scorer
from onrecord.bench.places import Judged, error_lines, figures

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared"))
MATERIAL = Material(REPOSITORY, SHARED)
TEXT = "Ramadi and Mosul and Syrian men in Nowhere"


@pytest.fixture(scope="module")
def scorer() -> Any:
    if not (MATERIAL.geoparsing / "score.py").is_file():
        pytest.skip(f"no geoparsing corpora at {MATERIAL.geoparsing}")
    return load_place_scorer(MATERIAL)


def toponym(name: str, lat: float | None, lon: float | None, rule: str = "places.name") -> dict[str, Any]:
    start = TEXT.index(name)
    return {
        **{"start": start, "end": start + len(name), "text": name, "lat": lat, "lon": lon},
        **{"geonameid": None, "rule": rule, "country": "IQ"},
    }


GOLD = (
    toponym("Ramadi", 33.4, 43.3),
    toponym("Mosul", 36.3, 43.1),
    toponym("Syrian", 35.0, 38.0),
    toponym("Nowhere", None, None),
)
FOUND = (
    toponym("Ramadi", 33.5, 43.3),
    toponym("Mosul", 10.0, 10.0),
    toponym("men", 1.0, 1.0),
    toponym("Nowhere", 2.0, 2.0),
)
ANSWERS = (FOUND[0], FOUND[1], toponym("Syrian", 35.0, 38.0, "places.demonym"), None)


def test_figures_are_those_of_the_reference_scorer(scorer: Any) -> None:
    judged = Judged(TEXT, GOLD, ANSWERS, FOUND)
    ours = {name: figure.value for name, figure in figures("tr-news", [judged], scorer).items()}
    gold = [{"id": "a", "text": TEXT, "toponyms": list(GOLD)}]
    theirs = scorer.score(gold, [{"id": "a", "toponyms": list(FOUND)}])
    spans = scorer.score(gold, [{"id": "a", "toponyms": [one for one in ANSWERS if one]}], gold_spans=True)[
        "resolution"
    ]
    assert round(ours["end_to_end"], 4) == theirs["end_to_end"]["f"]
    assert round(ours["found"], 4) == theirs["inexact"]["f"]
    assert round(ours["gold_spans"], 4) == spans["acc161"]
    assert round(ours["answered"], 4) == spans["resolved"]
    assert round(ours["right_of_answered"], 4) == spans["acc161_resolved"]


def test_adjectives_can_be_left_out(scorer: Any) -> None:
    found = figures("tr-news", [Judged(TEXT, GOLD, ANSWERS, FOUND)], scorer)
    part = figure_of([(2.0, 3 + 2)])
    assert part is not None
    assert found["no_adjectives"].value == part.value


def test_errors_are_listed_with_their_words(scorer: Any) -> None:
    listed = "\n".join(error_lines([Judged(TEXT, GOLD, ANSWERS, FOUND)], scorer))
    assert "missed     Ramadi and Mosul and [Syrian] men in Nowhere" in listed
    assert "unmarked   Ramadi and Mosul and Syrian [men] in Nowhere" in listed
    assert "elsewhere  Ramadi and [Mosul] and" in listed
