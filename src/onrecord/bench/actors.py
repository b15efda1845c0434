"""Mentions of parties in context: is the right party named, and none where there is none?

In: the repository's own short texts, each with one mention and the party that a careful reader means by it: the id of a
registered one, 'new' for one that no registry knows, 'none' for words that name no party. Out: shares right. The texts
were written by readers who had not seen the rules, about conflicts since 1990; a mention counts as right where a party
found at its words is the one meant. Most cases have been worked with since. Those marked 'unread' have not: what is
wrong in them was never looked at, nor is it listed; they tell what to expect of texts that nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.actors import Mention, find_actors
from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Material, read_jsonl
from onrecord.coder import Coder
from onrecord.model import Published, Report, Span

MEASURES = (
    Measure("right", "right", target=0.95),
    Measure("registered", "parties of the registry"),
    Measure("near_misses", "near misses"),
    Measure("none", "words that name no party"),
    Measure("new", "groups that no registry knows"),
    Measure("unread", "cases never worked with"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with the parties found at its words."""

    case: Json
    found: tuple[str, ...]
    right: bool


def read_cases(material: Material) -> list[Json]:
    """The cases, in order."""
    return read_jsonl(material.actor_cases)


def judge(cases: Iterable[Json], coder: Coder) -> list[Judged]:
    """Read each case's text and put what was found at its mention beside what is meant."""
    return [_judged(case, coder) for case in cases]


def _judged(case: Json, coder: Coder) -> Judged:
    text, span = case["text"], span_of(case)
    doc = coder.reader.read(Report(case["id"], text, (), Published(None, "unknown"), language="en")).doc
    day = date.fromisoformat(case["published"])
    mentions = find_actors(doc, coder.registry, text=text, country=case["country"], day=day)
    over = [mention for mention in mentions if mention.span.overlaps(span)]
    return Judged(case, tuple(mention.actor.id for mention in over), _is_right(case["actor"], over))


def span_of(case: Json) -> Span:
    """Where the mention stands: its n-th occurrence in the text."""
    start = -1
    for _ in range(case["nth"]):
        start = case["text"].index(case["mention"], start + 1)
    return Span(start, start + len(case["mention"]))


def _is_right(meant: str, over: Sequence[Mention]) -> bool:
    if meant == "none":
        return not over
    if meant == "new":
        return any(not mention.actor.registered for mention in over)
    return any(mention.actor.id == meant for mention in over)


def figures(judged: Sequence[Judged]) -> Mapping[str, Figure]:
    """The shares right: over the cases worked with, over each sort of them, and over those never read."""
    read = [one for one in judged if not _is_unread(one)]
    sorts = {
        "right": read,
        "registered": [one for one in read if one.case["actor"] not in ("none", "new")],
        "near_misses": [one for one in read if one.case["near_miss"]],
        "none": [one for one in read if one.case["actor"] == "none"],
        "new": [one for one in read if one.case["actor"] == "new"],
        "unread": [one for one in judged if _is_unread(one)],
    }
    shares = {name: share_of(one.right for one in some) for name, some in sorts.items()}
    return {name: figure for name, figure in shares.items() if figure is not None}


def _is_unread(one: Judged) -> bool:
    return bool(one.case.get("unread"))


def error_lines(judged: Iterable[Judged]) -> Iterator[str]:
    """The cases that are wrong, with what was found; the unread stay so."""
    for one in judged:
        if not one.right and not _is_unread(one):
            case = one.case
            found = ", ".join(one.found) or "nothing"
            head = f"{case['id']}  {case['conflict']}, {case['country']} {case['published']}"
            yield f"{head}: [{case['mention']}] is {case['actor']}, found {found}\n  {case['text']}"
