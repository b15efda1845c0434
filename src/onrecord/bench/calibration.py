"""Is a confidence what it says? Values of the primary incidents, by how sure the coder was and whether they are right.

In: adjudicated records and what was coded. Out: a reliability table. Judged are the values of the incident that the
reference scorer pairs with the record's primary: its dates, places, tolls of killed and injured, and perpetrating
actors whose side can be told. Where a record has no primary incident there is nothing to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.bench.coded import Coded
from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Scorer
from onrecord.bench.syria_errors import case_of

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Lower ends of the confidence bins; the last reaches to 1."""
SURE = Measure("sure", "confidence >= 0.90", target=0.90)
KINDS = ("toll", "date", "place", "actor")
"""What values are judged of."""
PERPETRATING = ("perpetrator", "side")
"""Role names of the contract that do harm."""


@dataclass(frozen=True, slots=True)
class Value:
    """A coded value: what it is of, how sure the coder was, whether a careful reader agrees."""

    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The values of one stretch of confidence."""

    low: float
    high: float
    confidence: float
    """The mean over the values."""
    right: Figure


def judged_values(scorer: Scorer, records: Iterable[Json], coded: Iterable[Coded]) -> list[Value]:
    """Every value that can be judged, in order of records."""
    values: list[Value] = []
    for record, one in zip(records, coded, strict=True):
        case = case_of(scorer, record, one, one.text)
        if case.gold and case.found:
            values.extend(_judge(scorer, case.gold, case.found))
    return values


def _judge(scorer: Scorer, gold: Json, found: Json) -> Iterator[Value]:
    if found["date"]:
        yield Value("date", found["date"]["confidence"], scorer.date_ok(gold, found))
    if found["place"]:
        yield Value("place", found["place"]["confidence"], scorer.place_ok(gold, found)[2])
    for toll in found["toll"]:
        if toll["effect"] in ("killed", "injured") and toll["best"] is not None:
            yield Value("toll", toll["confidence"], _toll_right(gold, toll))
    for actor in found["actors"]:
        if actor["role"] in PERPETRATING and scorer.sides(actor):
            yield Value("actor", actor["confidence"], _actor_right(scorer, gold, actor))


def _toll_right(gold: Json, toll: Json) -> bool:
    """Whether a careful reader found the same figure for the same people, from any speaker, and not superseded."""
    group = "combatant" if toll["group"] == "security" else toll["group"]
    told = {one["best"] for one in gold["toll"] if one["effect"] == toll["effect"] and _is_of(one, group)}
    return toll["best"] in told | set(_scored(gold["figures"], toll["effect"], group))


def _is_of(toll: Json, group: str) -> bool:
    if toll["kind"] == "earlier":
        return False
    return group in (toll["group"], toll["subgroup"]) or (group == "unknown" and toll["kind"] != "part")


def _scored(figures: Json, effect: str, group: str) -> Iterator[int | None]:
    if effect == "injured":
        yield figures["injured"]
    elif group == "unknown":
        killed = figures["killed"] or {"accept": [], "rival": []}
        yield from (*killed["accept"], *killed["rival"])
    else:
        yield figures.get(f"killed_{group}")


def _actor_right(scorer: Scorer, gold: Json, actor: Json) -> bool:
    """Whether the actor's sides are among the perpetrating ones, or it goes by a name that the record gives."""
    named = [one["name"] for one in gold["actors"] if one["role"] in ("perpetrator", "party")]
    wanted = set().union(*scorer.gold_perps(gold), *(scorer.sides({"name": name}) for name in named))
    return scorer.sides(actor) <= wanted or any(scorer.fuzzy(name, actor["name"]) for name in named)


def reliability(values: Sequence[Value]) -> list[Bin]:
    """The bins that hold values, from unsure to sure."""
    bins = []
    for low, high in zip(BINS, (*BINS[1:], 1.0), strict=True):
        held = [one for one in values if low <= one.confidence < high or one.confidence == high == 1.0]
        right = share_of(one.right for one in held)
        if right is not None:
            bins.append(Bin(low, high, sum(one.confidence for one in held) / len(held), right))
    return bins


def sure(values: Iterable[Value]) -> Figure | None:
    """The share right of the values with a confidence of at least 0.9."""
    return share_of(one.right for one in values if one.confidence >= 0.9)
