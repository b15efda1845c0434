"""Numbers with the words that loosen them: 'at least five', 'up to 40', 'dozens of', 'between 20 and 30'.

Comes in: the lower-cased words of a sentence. Goes out: a hedged number with low, best and high, or None. The hedges
and the unexact numbers are data (``data/vague.toml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.claims.words import Vague, number_words
from onrecord.language.number_words import SCALES, TENS, UNITS, read_number

_GROWS = frozenset(
    "toll number count figure rise rises rose risen climb climbs climbed jump jumps jumped grow grows grew raise "
    "raised increase increased up went revise revised updated fall falls fell drop dropped down".split()
)
_OF_THE = frozenset("the those these his her its our my their them whom".split())
_REACH_OF_RANGE = 8
_REACH_OF_NUMBER = 12
"""Words read for a number: 'nine hundred and ninety-nine thousand nine hundred' has ten."""


@dataclass(frozen=True, slots=True)
class HedgedNumber:
    """A number that ends before word ``last`` of the sentence; low, best, high and hedge as in Toll."""

    last: int
    low: int | None
    best: int
    high: int | None
    hedge: str | None
    rule: str


def hedged_number_at(words: Sequence[str], at: int) -> HedgedNumber | None:
    """The number whose hedge, or first word where it has none, stands exactly at ``at``; None where none does."""
    if not (words[at][:1].isdigit() or words[at] in _first_words()):
        return None
    if words[at] == "between":
        return _between(words, at + 1)
    hedge, start = _hedge_before(words, at)
    vague = _vague_at(words, start)
    if vague is not None:
        return vague
    read = read_number(words[start : start + _REACH_OF_NUMBER])
    if read is None or _is_one_of_a_kind(words, start):
        return None
    low, taken = read
    high, last = low, start + taken
    if not _grew_from(words, start):
        high, last = _range_end(words, start, last, low)
    after = _hedge_after(words, last)
    if after:
        last, hedge = after
    kind = number_words().hedges.get(tuple(hedge.split())) if hedge else None
    return _bounded(last, low, high, kind, hedge)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The words, other than digits, that a hedged number can start with."""
    phrases = (*number_words().hedges, *number_words().vague)
    return frozenset({*UNITS, *TENS, *SCALES, "a", "an", "half", "between", *(phrase[0] for phrase in phrases)})


def _between(words: Sequence[str], start: int) -> HedgedNumber | None:
    """'between 20 and 30', from its first number on."""
    read = read_number(words[start : start + _REACH_OF_NUMBER])
    if read is None:
        return None
    low, taken = read
    high, last = _range_end(words, start, start + taken, low)
    return _bounded(last, low, high, None, None) if high != low else None


def _is_one_of_a_kind(words: Sequence[str], start: int) -> bool:
    """'one of several groups' counts nobody; 'one of the guards' counts one."""
    following = tuple(words[start + 1 : start + 3])
    return words[start] in ("one", "zero") and following[:1] == ("of",) and not set(following[1:]) & _OF_THE


def _bounded(last: int, low: int, high: int, kind: str | None, hedge: str | None) -> HedgedNumber:
    if high != low:
        return HedgedNumber(last, low, low, high, hedge or "range", "tolls.range")
    if kind == "at_least":
        return HedgedNumber(last, low, low, None, hedge, "tolls.at_least")
    if kind == "at_most":
        return HedgedNumber(last, None, low, low, hedge, "tolls.at_most")
    if kind == "about":
        return HedgedNumber(last, None, low, None, hedge, "tolls.about")
    return HedgedNumber(last, low, low, low, None, "tolls.exact")


def _hedge_before(words: Sequence[str], at: int) -> tuple[str | None, int]:
    """The innermost of the hedges that start at ``at``, and where the number behind them starts."""
    hedge, start = None, at
    while (length := _hedge_length(words, start)) > 0:
        hedge, start = " ".join(words[start : start + length]), start + length
    return hedge, start


def _hedge_length(words: Sequence[str], at: int) -> int:
    return next((length for length in (4, 3, 2, 1) if tuple(words[at : at + length]) in number_words().hedges), 0)


def _hedge_after(words: Sequence[str], last: int) -> tuple[int, str] | None:
    phrase = tuple(words[last : last + 2])
    if phrase in (("or", "more"), ("at", "least"), ("or", "so")):
        return last + 2, " ".join(phrase)
    return None


def _grew_from(words: Sequence[str], start: int) -> bool:
    """'rose from 47 to 82': an earlier figure and a new one, no range."""
    return start > 0 and words[start - 1] == "from" and not _GROWS.isdisjoint(words[:start])


def _range_end(words: Sequence[str], start: int, last: int, low: int) -> tuple[int, int]:
    """The upper end of a range and where it ends: 'two to three', 'between 20 and 30'."""
    if last < len(words) and words[last] in ("to", "or", "-", "–", "and"):
        read = read_number(words[last + 1 : last + _REACH_OF_RANGE])
        between = start > 0 and words[start - 1] == "between"
        joins = words[last] != "and" or between
        if read and joins and low < read[0] and (between or read[0] <= 3 * low + 3):
            return read[0], last + 1 + read[1]
    return low, last


_AS_OR_HOW = ("as", "how", "so", "too")


def _vague_at(words: Sequence[str], start: int) -> HedgedNumber | None:
    for length in (3, 2, 1):
        phrase = tuple(words[start : start + length])
        entry = number_words().vague.get(phrase)
        if entry is not None and len(phrase) == length:
            return _vague(words, start, start + length, entry)
    return None


_REACH_OF_BOTH = 4
"""Words of 'both young soldiers and civilians', which says of which kinds and not how many."""


def _vague(words: Sequence[str], start: int, last: int, entry: Vague) -> HedgedNumber | None:
    """'several' -> 3 or more; 'several hundred' -> 300 or more; 'both' -> 2; 'a couple' counts people only as 'a couple
    of', and 'as many as possible' counts nobody."""
    hedge, of = " ".join(words[start:last]), list(words[last : last + 1]) == ["of"]
    if not of and hedge in ("a couple", "a number", "couple"):
        return None
    if hedge == "many" and start and words[start - 1] in _AS_OR_HOW:
        return None
    if hedge == "both":
        listed = "and" in words[last : last + _REACH_OF_BOTH]
        return None if listed else HedgedNumber(last + of, entry.low, entry.low, entry.high, None, "tolls.exact")
    last, scale = last + of, 1
    if last < len(words) and words[last] in SCALES:
        last, scale = last + 1, SCALES[words[last]]
        hedge = " ".join(words[start:last])
    high = None if entry.high is None else entry.high * scale
    return HedgedNumber(last, entry.low * scale, entry.low * scale, high, hedge, "tolls.vague")
