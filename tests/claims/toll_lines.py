"""Tolls in one line each, so that a table of cases can be read: 'killed civilian 33', 'injured unknown 12/-/24'."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.actors import find_actors
from onrecord.claims import find_speech
from onrecord.claims.counts import Count, find_counts
from onrecord.claims.told_tolls import ToldToll
from onrecord.claims.tolls import find_tolls
from onrecord.coder import Coder
from onrecord.language import Reading
from onrecord.model import Block, BlockKind, Published, Report, Toll


def report_of(text: str) -> Report:
    """A report that is all body."""
    return Report("made-up", text, (Block(0, len(text), BlockKind.BODY),), Published(None, "unknown"), language="en")


def in_a_line(toll: Toll, *, earlier: bool = False) -> str:
    """Effect, group and figures, one where low, best and high agree; then what it is a part of."""
    figures = (toll.low, toll.best, toll.high)
    told = str(toll.best) if len(set(figures)) == 1 else "/".join("-" if f is None else str(f) for f in figures)
    whole = f" of {toll.of}" if toll.of is not None else ""
    return f"{toll.effect} {toll.group} {told}{whole}{' running' * toll.cumulative}{' earlier' * earlier}"


def told_in(coder: Coder, text: str) -> Iterator[ToldToll]:
    """What the sentences of a text tell, in text order."""
    reading = coder.reader.read(report_of(text))
    mentions = find_actors(reading.doc, coder.registry, text=text, country=None, day=None)
    speakers = tuple(sorted({speaker.span for act in find_speech(reading) for speaker in act.speakers}))
    for sentence in reading.sentences:
        yield from find_tolls(reading, sentence, mentions, speakers)


def tolls_in(coder: Coder, text: str) -> list[str]:
    """The tolls of a text, a line each, sorted."""
    return sorted(in_a_line(told.toll, earlier=told.earlier) for told in told_in(coder, text))


def counts_in(reading: Reading) -> list[Count]:
    """The counts of people of a text, in text order."""
    return [count for sentence in reading.sentences for count in find_counts(reading, sentence)]
