"""Copies: is one story known again in many outlets, and are two stories kept apart?

In: the reports on the Syrian war and the groups that tell of one incident. Out: figures. Forty reports, each of
another incident, are given up to twelve copies each as outlets make them: cut, retitled, lightly edited, a paragraph
left out, a standfirst put before, site furniture in any order. All 384 are compared as they are, as well.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from onrecord.bench.figures import Figure, Measure, share_of, wilson
from onrecord.bench.material import Json, Material, read_jsonl
from onrecord.model import Report
from onrecord.reports import Given, Limits, read_jsonl_lines
from onrecord.reports.copies import CopyIndex, Fingerprint, fingerprint
from onrecord.reports.relating import Relating, Relation, known

STORIES = 40
MOST_COPIES = 12
STORED = 100_000
LOOKUPS_PER_SECOND = 2_000.0
"""Asked, with 100,000 reports stored."""
_SEED = 20
_LEAST_WORDS = 120
"""A story to cut from is a whole report."""
_LEAST_COPY_WORDS = 50
"""What is left of it is a report still."""
_FURNITURE = (
    "Share this article on Facebook",
    "Tweet  Print  Email",
    "Advertisement",
    "Subscribe to our newsletter for the morning briefing",
    "Read also: Council approves the budget for roads",
    "Tags: region, security, latest",
    "Follow us on Telegram and X",
    "Copyright 2019 Example Valley Press. All rights reserved.",
    "Most read: Ten recipes for the summer",
    "Home | News | World | Sport | Opinion",
    "By our correspondent",
    "Comments (14)",
)
_STANDFIRST = "Residents and officials gave accounts of what happened; this is what is known so far."
_SENTENCE_END = re.compile(r"(?<=[.!?\"”]) +(?=[A-Z\"“])")

MEASURES = (
    Measure("f1", "copies known, pairwise F1", target=0.99),
    Measure("precision", "  precision"),
    Measure("recall", "  recall"),
    Measure("apart", "pairs merged that are one incident", target=1.0),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of comparing: the story of each copy and what was found, and the pairs merged among the 384."""

    stories: dict[str, str]
    """The story that a report is of, by the report's id."""
    groups: dict[str, str]
    """The original that a report was linked to, itself where it was not."""
    merged: tuple[tuple[str, str, bool], ...]
    """Pairs of the 384 that were linked, and whether they are known to tell of one incident."""


def judge(material: Material) -> Judged:
    """Make the copies, relate them in a mixed order, and relate the 384 as they are."""
    articles = read_jsonl(material.syria_news / "articles.jsonl")
    incidents = _incidents(material)
    lines = list(_syndicated(articles, incidents))
    groups = _related(line for line, _ in lines)
    pairs = [(one, root) for one, root in _related(articles).items() if one != root]
    merged = tuple((one, root, bool(incidents[one] & incidents[root])) for one, root in sorted(pairs))
    return Judged({line["id"]: story for line, story in lines}, groups, merged)


def figures(judged: Judged) -> dict[str, Figure]:
    """Pairwise precision, recall and F1 over the copies; the share of merged pairs of the 384 that are one incident."""
    pairs = list(combinations(sorted(judged.stories), 2))
    same = {pair for pair in pairs if judged.stories[pair[0]] == judged.stories[pair[1]]}
    found = {pair for pair in pairs if judged.groups[pair[0]] == judged.groups[pair[1]]}
    f1 = 2 * len(same & found) / (len(same) + len(found))
    shares = {
        "precision": share_of(pair in same for pair in sorted(found)),
        "recall": share_of(pair in found for pair in sorted(same)),
        "f1": Figure(f1, len(same), *wilson(f1 * len(same), len(same))),
        "apart": share_of(is_one for _, _, is_one in judged.merged),
    }
    return {name: figure for name, figure in shares.items() if figure is not None}


def error_lines(judged: Judged) -> Iterator[str]:
    """Copies linked to another story or to none, and pairs of two incidents that were merged."""
    firsts: dict[str, str] = {}
    for report_id, group in judged.groups.items():
        story = judged.stories[report_id]
        if firsts.setdefault(story, group) != group:
            yield f"{report_id}: linked to {group}, its story to {firsts[story]}"
    yield from (
        f"{one} and {root}: merged, and not known as one incident" for one, root, is_one in judged.merged if not is_one
    )


def _incidents(material: Material) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for group in read_jsonl(material.syria_news / "clusters.jsonl"):
        for member in group["members"]:
            found[member["id"]].add(group["id"])
    return found


def _related(lines: Iterable[Json]) -> dict[str, str]:
    """The original of each report by id, as the reports come in this order."""
    relating = Relating()
    roots = {}
    for report in _read(lines):
        links = relating.relate(known(report))
        copy = next((link for link in links if link.relation is Relation.COPY_OF), None)
        roots[report.id] = report.id if copy is None else copy.other_id
    return roots


def _read(lines: Iterable[Json]) -> Iterator[Report]:
    raw = (json.dumps(line).encode() for line in lines)
    for item in read_jsonl_lines(raw, "copies", given=Given(), limits=Limits()):
        if not isinstance(item, Report):
            raise item
        yield item


# ---------------------------------------------------------------- copies as outlets make them


def _syndicated(articles: Sequence[Json], incidents: defaultdict[str, set[str]]) -> Iterator[tuple[Json, str]]:
    """Forty stories with their copies, mixed; each line with the id of its story."""
    dice = random.Random(_SEED)
    stories = _stories(articles, incidents, dice)
    titles = [article["title"] for article in articles]
    lines = [(story, story["id"]) for story in stories]
    for story in stories:
        for number in range(dice.randint(6, MOST_COPIES)):
            lines.append((_copy(story, f"{story['id']}:{number}", titles, dice), story["id"]))
    dice.shuffle(lines)
    yield from lines


def _stories(articles: Sequence[Json], incidents: defaultdict[str, set[str]], dice: random.Random) -> list[Json]:
    """Reports of which no two tell of one incident."""
    chosen: list[Json] = []
    seen: set[str] = set()
    for article in dice.sample(list(articles), len(articles)):
        if len(article["text"].split()) >= _LEAST_WORDS and not incidents[article["id"]] & seen:
            chosen.append(article)
            seen |= incidents[article["id"]]
    return chosen[:STORIES]


def _copy(story: Json, copy_id: str, titles: Sequence[str], dice: random.Random) -> Json:
    text = story["text"]
    changes = [_cut, _without_a_paragraph, _edited, _with_standfirst]
    for change in dice.sample(changes, dice.randint(0, 2)):
        changed = change(text, dice)
        text = changed if len(changed.split()) >= _LEAST_COPY_WORDS else text
    furniture = dice.sample(_FURNITURE, dice.randint(0, 6))
    split = dice.randint(0, len(furniture))
    return {
        "id": copy_id,
        "title": dice.choice([story["title"], story["title"].upper(), dice.choice(titles)]),
        "text": "\n\n".join([*furniture[:split], text, *furniture[split:]]),
        "outlet": f"Outlet {dice.randint(1, 30)}",
        "published": story["published"],
    }


def _cut(text: str, dice: random.Random) -> str:
    """The first sentences, a quarter of them at least."""
    sentences = _SENTENCE_END.split(text)
    return " ".join(sentences[: max(1, round(len(sentences) * dice.uniform(0.25, 0.9)))])


def _without_a_paragraph(text: str, dice: random.Random) -> str:
    parts = text.split("\n\n")
    if len(parts) > 2:
        del parts[dice.randrange(1, len(parts))]
    return "\n\n".join(parts)


def _edited(text: str, dice: random.Random) -> str:
    """One word in forty changed, as a sub-editor does."""
    words = text.split(" ")
    for place in dice.sample(range(len(words)), len(words) // 40):
        words[place] = dice.choice(["said", "Monday", "the", "officials", "area"])
    return " ".join(words)


def _with_standfirst(text: str, dice: random.Random) -> str:  # noqa: ARG001 - all changes have one form
    return f"{_STANDFIRST}\n\n{text}"


# ---------------------------------------------------------------- speed


@dataclass(frozen=True, slots=True)
class Speed:
    """Reports a second: those fingerprinted, those looked up among the stored ones and compared, those stored."""

    fingerprints: float
    lookups: float
    adds: float


def measure_speed(material: Material) -> Speed:
    """Time the look-up of the 384 among 100,000 stored fingerprints of made-up texts and the 384 themselves."""
    reports = list(_read(read_jsonl(material.syria_news / "articles.jsonl")))
    started = time.perf_counter()
    prints = [fingerprint(report) for report in reports]
    fingerprinted = time.perf_counter()
    index = CopyIndex()
    made_up = list(_made_up(STORED - len(prints)))
    adding = time.perf_counter()
    for one in [*made_up, *prints]:
        index.add(one)
    added = time.perf_counter()
    for one in prints:
        index.candidates(one)
    done = time.perf_counter()
    return Speed(len(prints) / (fingerprinted - started), len(prints) / (done - added), STORED / (added - adding))


def _made_up(count: int) -> Iterator[Fingerprint]:
    """Fingerprints as of reports of 80 to 700 words that share nothing."""
    dice = np.random.default_rng(_SEED)
    for _ in range(count):
        shingles = np.unique(dice.integers(0, 2**32, size=int(dice.integers(80, 700)), dtype=np.uint32))
        yield Fingerprint(shingles, shingles[:26])


def speed_lines(speed: Speed) -> list[str]:
    """The speeds, a line each."""
    return [
        f"look-ups among {STORED:,} stored   {speed.lookups:,.0f} reports/s (asked {LOOKUPS_PER_SECOND:,.0f})",
        f"fingerprints                    {speed.fingerprints:,.0f} reports/s",
        f"added                           {speed.adds:,.0f} reports/s",
    ]
