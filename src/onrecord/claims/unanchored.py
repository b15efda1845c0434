"""What was read and tied to no value: numbers of people beside words of harm, times that could not be resolved.

Comes in: a Reading, the claims made of it and its times. Goes out: the words left over, in text order, so that nothing
is dropped silently (requirement B6 of the casualty-recording standards).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.claims.counts import find_counts
from onrecord.claims.harms import find_harms, first_words
from onrecord.dates import TimeKind, TimePhrase
from onrecord.language import Reading
from onrecord.model import BlockKind, Claim, Span, Unanchored

_READ_BLOCKS = frozenset({BlockKind.BODY, BlockKind.TITLE})
_UNRESOLVED_BY_NATURE = frozenset({TimeKind.RECURRING, TimeKind.CLOCK})
"""'Every Friday' and 'at dawn' name no day."""


def find_unanchored(reading: Reading, claims: Sequence[Claim], times: Sequence[TimePhrase]) -> tuple[Unanchored, ...]:
    """The words that no value took."""
    taken = [toll.span for claim in claims for toll in claim.tolls]
    speakers = [speaker.span for claim in claims for speaker in claim.attribution.speakers]
    found = [
        Unanchored(span, "number", "a number of people beside a word of harm, told of by no toll")
        for span in _numbers(reading)
        if not any(span.overlaps(other) for other in (*taken, *speakers))
    ]
    found += [
        Unanchored(phrase.span, "time", "a time that could not be resolved to days")
        for phrase in times
        if not phrase.is_resolved and phrase.kind not in _UNRESOLVED_BY_NATURE
    ]
    return tuple(sorted(found, key=lambda one: (one.span, one.what)))


def _numbers(reading: Reading) -> Iterator[Span]:
    for sentence in reading.sentences:
        words = {*reading.lower[sentence.first : sentence.last], *reading.lemmas[sentence.first : sentence.last]}
        if sentence.block not in _READ_BLOCKS or words.isdisjoint(first_words()):
            continue
        counts = [count for count in find_counts(reading, sentence) if count.rule != "tolls.one"]
        if counts and find_harms(reading, sentence, counts):
            yield from (count.span(reading) for count in counts)
