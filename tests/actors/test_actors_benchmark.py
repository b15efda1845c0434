"""Parties that a careful reader marked in Syrian reports are found, and as the right side."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.actors import Mention, Registry, find_actors
from onrecord.language import EnglishReader
from onrecord.model import Published, Report, Span

Reader = Callable[..., tuple[Mention, ...]]
SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = SHARED / "data" / "syria-news"
RECORDS = 25
"""Read of the 60 adjudicated records, to keep the test fast."""
FLOOR = 0.95
"""Share of marked parties found as the right side; all 60 records give 95 of 98."""
SIDES = {
    "isis": {"islamic-state"},
    "nusra": {"al-nusra-front", "jabhat-fateh-al-sham", "hayat-tahrir-al-sham"},
    "russia": {"military-ru", "government-ru"},
    "coalition": {"coalition-oir"},
    "turkey": {"military-tr"},
    "israel": {"military-il"},
}
OTHERS = frozenset(each for ids in SIDES.values() for each in ids)


@pytest.fixture(scope="module")
def records() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    if not (NEWS / "adjudicated.jsonl").is_file():
        pytest.skip(f"no Syrian news benchmark at {NEWS}")
    articles = {}
    for line in (NEWS / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        articles[article["id"]] = article
    lines = (NEWS / "adjudicated.jsonl").read_text(encoding="utf-8").splitlines()[:RECORDS]
    return [(gold, articles[gold["id"]]) for gold in map(json.loads, lines)]


def test_marked_parties_are_found_as_the_right_side(
    records: list[tuple[dict[str, Any], dict[str, Any]]], registry: Registry, english: EnglishReader
) -> None:
    right, misses = 0, []
    for gold, article in records:
        doc = english.read(Report("r", article["text"], (), Published(None, "unknown"))).doc
        day = date.fromisoformat(article["published"])
        mentions = find_actors(doc, registry, text=article["text"], country="SY", day=day)
        for party in (each for incident in gold["incidents"] for each in incident["actors"] if each.get("span")):
            span = Span(party["span"]["start"], party["span"]["end"])
            over = [mention for mention in mentions if mention.span.overlaps(span)]
            if any(_is_side(mention, party["side"]) for mention in over):
                right += 1
            else:
                misses.append((gold["id"], party["name"]))
    assert right / (right + len(misses)) >= FLOOR, misses


def _is_side(mention: Mention, side: str) -> bool:
    known = {each for name, ids in SIDES.items() if name in side for each in ids}
    if "government" in side:
        return mention.actor.country == "SY" or mention.actor.id in known
    return mention.actor.id in known if known else mention.actor.id not in OTHERS


def test_a_long_report_is_read_quickly(actors_of: Reader) -> None:
    text = "Government forces fought rebels near Homs and IS fired rockets. " * 400
    assert len(actors_of(text)) == 1200
