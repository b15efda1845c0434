"""When an event was: the day that its own words tell, the day it was said, or one that the sentences beside it tell.

In: the words that tell of the event, the time phrases and the speech acts of the report. Out: a When, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.claims.attribution import SpeechAct
from onrecord.claims.stretches import Stretch
from onrecord.dates import TimeKind, TimePhrase, as_said
from onrecord.language import Reading, Sentence
from onrecord.model import Basis, BlockKind, How, Span, When


def when_of(
    reading: Reading,
    stretch: Stretch,
    times: Sequence[TimePhrase],
    speech: Sequence[SpeechAct],
    at: int,
    *,
    happened: bool,
) -> tuple[When | None, When | None]:
    """The time of the event told at token ``at`` and the time it was said, as far as the stretch tells them."""
    inside = [
        phrase
        for phrase in times_in(stretch.sentence.span, times)
        if not _dates_a_participle(reading, stretch, phrase, at)
    ]
    spoken = [phrase for phrase in inside if _is_time_of_speech(reading, stretch.sentence, speech, phrase)]
    own = [
        phrase
        for phrase in inside
        if phrase not in spoken and phrase.places_an_event and not (happened and _is_to_come(reading, phrase))
    ]
    in_stretch = [
        phrase
        for phrase in own
        if stretch.first <= reading.token_at(stretch.sentence, phrase.span.start) < stretch.last
    ]
    offset = reading.doc[at].idx
    answered = stretch.last < stretch.sentence.last and reading.lower[stretch.last] == "in"
    best = min(
        in_stretch or ([] if answered else own),
        key=lambda phrase: (phrase.kind is TimeKind.CLOCK, abs(phrase.span.start - offset)),
        default=None,
    )
    said = next((phrase.when for phrase in spoken if phrase.places_an_event), None)
    if best is None:
        best = next(
            (
                phrase
                for phrase in inside
                if phrase.kind is TimeKind.PERIOD and phrase.is_resolved and phrase not in spoken
            ),
            None,
        )
    return (as_said(best.when, said) if best else None), said


def _is_to_come(reading: Reading, phrase: TimePhrase) -> bool:
    """'a rally before the June 3 poll': a day behind the report's own is none of what it says happened. A day is
    allowed for where the clocks differ."""
    published, start = reading.report.published.day, phrase.when.start
    return published is not None and start is not None and start > published + timedelta(days=1)


def times_in(span: Span, times: Sequence[TimePhrase]) -> list[TimePhrase]:
    """The time phrases inside a span."""
    return [phrase for phrase in times if span.covers(phrase.span)]


def _is_time_of_speech(reading: Reading, sentence: Sentence, speech: Sequence[SpeechAct], phrase: TimePhrase) -> bool:
    """'said on Saturday', 'told AFP on Sunday': the time right behind the words of saying is that of the saying.

    'said on Monday three died' is open to both readings and is read as the saying.
    """
    first = reading.token_at(sentence, phrase.span.start)
    if _is_of_publication(reading, sentence, first):
        return True
    for act in speech:
        if act.sentence != sentence.index:
            continue
        if (
            0 <= act.speaker_first - reading.token_behind(sentence, phrase.span) <= 2
            and first - sentence.first <= 2
        ):
            return True
        edges = [act.cue + 1, act.speaker_last]
        if act.via_span is not None:
            edges.append(reading.token_behind(sentence, act.via_span))
        if any(0 <= first - edge <= 5 and _only_links(reading, edge, first) for edge in edges):
            return not (reading.lower[act.cue] == "according" and first < act.speaker_last)
    return False


_PUBLISHED = frozenset({"issue", "release", "publish", "post"})
_PUBLICATIONS = frozenset({"report", "statement", "study", "document", "communique", "video", "investigation"})


def _is_of_publication(reading: Reading, sentence: Sentence, first: int) -> bool:
    """'in a report issued Wednesday', 'a statement released on Friday': the day of the paper, not of what it tells."""
    at = first - 2 if reading.lower[first - 1] in ("on", "late", "early") else first - 1
    return at - 1 >= sentence.first and reading.lemmas[at] in _PUBLISHED and reading.lemmas[at - 1] in _PUBLICATIONS


def _dates_a_participle(reading: Reading, stretch: Stretch, phrase: TimePhrase, at: int) -> bool:
    """'mines killed ten in a town recently freed': a time right before a participle that is not the event's word."""
    behind = reading.token_at(stretch.sentence, phrase.span.end)
    token = reading.doc[behind]
    return behind != at and token.tag_ == "VBN" and token.dep_ in ("acl", "amod")


_LINKS = frozenset(
    "on in a the this statement late early earlier , to that agency reporters journalists newspaper".split()
)


def _only_links(reading: Reading, first: int, last: int) -> bool:
    return all(reading.lower[at] in _LINKS for at in range(first, last))


BEHIND = 2
"""Sentences behind an event in which the day that it leaves untold is looked for, and then the one before it."""
NEWS_DAYS = 4
"""A day told beside news is the news' own within this many days before publication."""


def when_around(
    reading: Reading, stretch: Stretch, times: Sequence[TimePhrase], speech: Sequence[SpeechAct]
) -> When | None:
    """The day told first in the sentences right behind an event, else in the one before it: where no other is told.

    None without a day of publication, or where the day told is none of the last ones.
    """
    published, at = reading.report.published.day, stretch.sentence.index
    if published is None:
        return None
    for sentence in (*reading.sentences[at + 1 : at + 1 + BEHIND], *reading.sentences[max(0, at - 1) : at]):
        if sentence.block is not BlockKind.BODY:
            continue
        for phrase in times_in(sentence.span, times):
            start, end = phrase.when.start, phrase.when.end
            told = phrase.places_an_event and phrase.kind in (TimeKind.DAY, TimeKind.RANGE)
            if not told or start is None or end is None or _is_time_of_speech(reading, sentence, speech, phrase):
                continue
            if published - timedelta(days=NEWS_DAYS) <= start and end <= published:
                return replace(phrase.when, basis=Basis(How.INFERRED, "claims.when_around", 0.5))
    return None
