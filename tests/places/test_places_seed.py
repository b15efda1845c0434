"""The seed report: the two strikes lie where a careful reader puts them. Skipped where the shared data is missing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from onrecord.places import Gazetteer, ToponymRole, find_toponyms, resolve_places

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SEED = SHARED / "data" / "seed"


@pytest.mark.skipif(not SEED.is_dir(), reason=f"no seed report: {SEED} is missing (set ONRECORD_SHARED)")
def test_both_strikes_of_the_seed_report_are_placed(parse: Callable[[str], Doc], gazetteer: Gazetteer) -> None:
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    doc = parse((SEED / expected["file"]).read_text(encoding="utf-8"))
    toponyms = find_toponyms(doc, gazetteer)
    places = resolve_places(doc, toponyms, gazetteer)
    spans = {(place.span.start, place.span.end): place for place in places if place.span}
    for incident in expected["incidents"]:
        gold = incident["place"]
        place = spans[gold["start"], gold["end"]]
        assert (place.name, place.country, place.admin1) == (gold["name"], "IQ", "Anbar")
        assert place.precision.value == gold["precision"]
    syrian = [one for one in toponyms if "Syria" in one.name]
    assert {one.role for one in syrian} == {ToponymRole.BORDER}
