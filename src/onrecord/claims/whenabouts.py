"""When an event was: the day that its own words tell, the day it was said, or one that the sentences beside it tell.

In: the words that tell of the event, the time phrases and the speech acts of the report. Out: a When, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest

from onrecord.claims.attribution import SpeechAct
from onrecord.claims.other_days import is_of_something_else, is_time_of_aftermath, is_time_of_speech
from onrecord.claims.stretches import Stretch
from onrecord.dates import TimeKind, TimePhrase, as_said
from onrecord.language import Reading
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
    sentence = stretch.sentence
    events = frozenset(token for trigger in stretch.triggers for token in range(trigger.first, trigger.last)) | {at}
    told = [
        _as_day_of(reading, phrase, at)
        for phrase in _without_echoes(reading, times_in(sentence.span, times))
        if not _dates_a_participle(reading, stretch, phrase, at)
    ]
    spoken = [phrase for phrase in told if is_time_of_speech(reading, sentence, speech, phrase, events)]
    own = [
        phrase
        for phrase in told
        if phrase not in spoken and not (happened and _is_to_come(reading, phrase))
        and not is_of_something_else(reading, sentence, at, events, phrase)
    ]  # fmt: skip
    best = _nearest(reading, stretch, at, [phrase for phrase in own if phrase.places_an_event])
    if best is None:
        best = next((phrase for phrase in own if _is_wide(phrase)), None)
    said = next((phrase.when for phrase in spoken if phrase.places_an_event), None)
    return (as_said(best.when, said) if best else None), said


def _nearest(reading: Reading, stretch: Stretch, at: int, own: Sequence[TimePhrase]) -> TimePhrase | None:
    """The phrase nearest to the event word, those of the stretch first, a bare time of day last."""
    in_stretch = [
        phrase
        for phrase in own
        if stretch.first <= reading.token_at(stretch.sentence, phrase.span.start) < stretch.last
    ]
    offset = reading.doc[at].idx
    answered = stretch.last < stretch.sentence.last and reading.lower[stretch.last] == "in"
    return min(
        in_stretch or ([] if answered else own),
        key=lambda phrase: (phrase.kind is TimeKind.CLOCK, abs(phrase.span.start - offset)),
        default=None,
    )


_WHEN = re.compile(r",?\s+when\b")
_TODAY = "dates.today"
_APPOSED = re.compile(r",\s+(?:on\s+)?")


def _as_day_of(reading: Reading, phrase: TimePhrase, at: int) -> TimePhrase:
    """'since 1 May, when X was murdered': the day of what the clause tells."""
    dates = phrase.kind is TimeKind.SINCE and phrase.when.start is not None and phrase.span.end <= reading.doc[at].idx
    if not dates or not _WHEN.match(reading.report.text, phrase.span.end):
        return phrase
    return replace(phrase, kind=TimeKind.DAY, when=replace(phrase.when, end=phrase.when.start))


def _without_echoes(reading: Reading, told: Sequence[TimePhrase]) -> list[TimePhrase]:
    """The phrases without 'today' where its day is told behind it: 'today, 30 June', told on the day before."""
    text = reading.report.text
    return [
        one
        for one, behind in zip_longest(told, told[1:])
        if behind is None
        or one.when.basis.rule != _TODAY
        or behind.kind is not TimeKind.DAY
        or not _APPOSED.fullmatch(text, one.span.end, behind.span.start)
    ]


def _is_wide(phrase: TimePhrase) -> bool:
    """A period, or the days since one of the last week, which date an event where no day does."""
    return phrase.is_resolved and (phrase.kind is TimeKind.PERIOD or _is_of_these_days(phrase))


_BATTLE_DAYS = 7


def _is_of_these_days(phrase: TimePhrase) -> bool:
    """'30 have died since Saturday': one event that goes on, where 'since March' would be many."""
    start, end = phrase.when.start, phrase.when.end
    return (
        phrase.kind is TimeKind.SINCE and start is not None and end is not None and (end - start).days <= _BATTLE_DAYS
    )


def _is_to_come(reading: Reading, phrase: TimePhrase) -> bool:
    """'a rally before the June 3 poll': a day behind the report's own is none of what it says happened. A day is
    allowed for where the clocks differ."""
    published, start = reading.report.published.day, phrase.when.start
    return published is not None and start is not None and start > published + timedelta(days=1)


def times_in(span: Span, times: Sequence[TimePhrase]) -> list[TimePhrase]:
    """The time phrases inside a span."""
    return [phrase for phrase in times if span.covers(phrase.span)]


def _dates_a_participle(reading: Reading, stretch: Stretch, phrase: TimePhrase, at: int) -> bool:
    """'mines killed ten in a town recently freed': a time right before a participle that is not the event's word."""
    behind = reading.token_at(stretch.sentence, phrase.span.end)
    token = reading.doc[behind]
    return behind != at and token.tag_ == "VBN" and token.dep_ in ("acl", "amod")


AROUND = "claims.when_around"
"""The rule by which an event takes the day told beside it."""
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
            if not told or start is None or end is None or is_time_of_speech(reading, sentence, speech, phrase):
                continue
            if is_time_of_aftermath(reading, sentence, frozenset(), phrase):
                continue
            if published - timedelta(days=NEWS_DAYS) <= start and end <= published:
                return replace(phrase.when, basis=Basis(How.INFERRED, AROUND, 0.5))
    return None
