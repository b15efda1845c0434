"""Cut a sentence into stretches that each tell of one event: 'two killed in X and three shot dead in Y'.

Comes in: a Reading, a sentence, its triggers and its told tolls. Goes out: stretches in text order that together
cover the sentence. A sentence is cut only between two numbers of the same effect that are no part of one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.claims.scenes import Trigger
from onrecord.claims.told_tolls import ToldToll
from onrecord.claims.triggers import GENERIC
from onrecord.language import Reading, Sentence
from onrecord.model import BlockKind, Effect

_HARM_EFFECTS = (Effect.KILLED, Effect.ABDUCTED)
_OF_OTHERS = frozenset(
    {
        ("in", "response", "to"),
        ("in", "retaliation", "for"),
        ("in", "revenge", "for"),
        ("in", "parallel", "with"),
    }
)
"""Words before the event that another answers or goes along with."""
_CUTS = frozenset({"while", ";", "but", "meanwhile", "whereas"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens [first, last) of a sentence that tell of one event, with what was found in them."""

    sentence: Sentence
    first: int
    last: int
    triggers: tuple[Trigger, ...]
    tolls: tuple[ToldToll, ...]


def cut(
    reading: Reading, sentence: Sentence, triggers: Sequence[Trigger], tolls: Sequence[ToldToll]
) -> tuple[Stretch, ...]:
    """The stretches of a sentence, in text order."""
    borders = [sentence.first, *_borders(reading, sentence, triggers, tolls), sentence.last]
    stretches = []
    for first, last in pairwise(borders):
        inside = tuple(trigger for trigger in triggers if first <= trigger.first < last)
        told = tuple(item for item in tolls if first <= _token_at(reading, sentence, item) < last)
        stretches.append(Stretch(sentence, first, last, inside, told))
    return tuple(stretches)


def _token_at(reading: Reading, sentence: Sentence, item: ToldToll) -> int:
    return reading.token_at(sentence, item.toll.span.start)


def _borders(reading: Reading, sentence: Sentence, triggers: Sequence[Trigger], tolls: Sequence[ToldToll]) -> list[int]:
    anchors = [item for item in tolls if not item.part and not item.earlier and item.toll.effect in _HARM_EFFECTS]
    borders = []
    for one, other in pairwise(anchors):
        if one.at == other.at or one.toll.effect is not other.toll.effect:
            continue
        border = _border_between(reading, _token_at(reading, sentence, one) + 1, _token_at(reading, sentence, other))
        if border is not None:
            borders.append(border)
    borders.extend(_clause_borders(reading, sentence, triggers))
    borders.extend(_borders_of_others(reading, sentence))
    borders.extend(_borders_of_more_said(reading, sentence, triggers))
    borders.extend(_borders_of_what_came_before(reading, sentence, triggers))
    return sorted(set(borders))


def _border_between(reading: Reading, first: int, last: int) -> int | None:
    """The last break before the second number: 'while', ';', a comma or 'and'."""
    for breaks in (_CUTS, frozenset({",", "and"})):
        for at in range(last, first - 1, -1):
            if reading.lower[at] in breaks:
                return at + 1
    return None


def _borders_of_others(reading: Reading, sentence: Sentence) -> list[int]:
    """Cut before 'in response to', 'in parallel with': what a deed answers or goes along with is another event."""
    words = [reading.lower[at] for at in range(sentence.first, sentence.last)]
    found = (at for at in range(1, len(words) - 2) if tuple(words[at : at + 3]) in _OF_OTHERS)
    return [sentence.first + at for at in found]


_SAID_MORE = frozenset({("which", "said"), ("which", "added"), ("adding", "that"), ("who", "said"), ("who", "added")})


def _borders_of_more_said(reading: Reading, sentence: Sentence, triggers: Sequence[Trigger]) -> list[int]:
    """Cut before 'which said an air strike the same day ...', where both sides tell of events of their own kind."""
    for at in range(sentence.first + 1, sentence.last - 1):
        if reading.lower[at : at + 2] not in _SAID_MORE:
            continue
        before = {one.type.partition(".")[0] for one in triggers if one.last <= at and one.type != GENERIC}
        behind = {one.type.partition(".")[0] for one in triggers if one.first > at and one.type != GENERIC}
        if before and behind and before.isdisjoint(behind):
            return [at]
    return []


_COMES = frozenset({"come", "happen", "occur", "follow"})
_REACH_OF_AFTER = 6
"""Tokens of 'came less than a day after'."""


def _borders_of_what_came_before(reading: Reading, sentence: Sentence, triggers: Sequence[Trigger]) -> list[int]:
    """Cut before the clause of 'The attack came a day after a mob lynched two men': it tells of another event."""
    firsts = {trigger.first for trigger in triggers}
    for at in range(sentence.first + 1, sentence.last - 2):
        if reading.lemmas[at] not in _COMES or not any(first < at for first in firsts):
            continue
        for after in range(at + 1, min(at + 1 + _REACH_OF_AFTER, sentence.last - 1)):
            if reading.lower[after] == "after" and any(first > after for first in firsts):
                return [after]
    return []


def is_what_came_before(reading: Reading, stretch: Stretch) -> bool:
    """Whether a stretch is the clause that such a cut leaves: 'after a mob lynched two men'."""
    return stretch.first > stretch.sentence.first and reading.lower[stretch.first] == "after"


def _clause_borders(reading: Reading, sentence: Sentence, triggers: Sequence[Trigger]) -> list[int]:
    """Cut at 'while' or ';' where both sides tell of an event of their own kind; a title of two parts at its ';'."""
    borders = []
    for at in range(sentence.first + 1, sentence.last - 1):
        if reading.lower[at] not in _CUTS:
            continue
        if sentence.block is BlockKind.TITLE and reading.lower[at] == ";":
            borders.append(at + 1)
            continue
        before = {trigger.type.split(".")[0] for trigger in triggers if trigger.last <= at and trigger.type != GENERIC}
        after = {trigger.type.split(".")[0] for trigger in triggers if trigger.first > at and trigger.type != GENERIC}
        if before and after and before != after:
            borders.append(at + 1)
    return borders
