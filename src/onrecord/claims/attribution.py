"""Who said it: the speech acts of a report, and which of them covers a stretch of text.

Comes in: a Reading. Goes out: speech acts in text order with their speakers in full, and, for a token, its Attribution:
the act that governs it in the parse; else the nearest act of its sentence on its side of a 'while' or 'but'; else a
bare 'he said.' in the next sentence; else who speaks the quotation it stands in; else the report's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.claims.speaker_links import link_speakers
from onrecord.claims.speaker_phrases import is_time
from onrecord.claims.speech_acts import SpeechAct, acts_in
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence
from onrecord.model import Attribution, Span

__all__ = ["SpeechAct", "attribution_of", "find_speech"]

_CONTRASTS = frozenset({"while", "but", "whereas", ";"})
_SUBORDINATE = frozenset(
    [
        "which",
        "who",
        "whom",
        "that",
        "where",
        "when",
        "after",
        "because",
        "although",
        "though",
        "since",
        "before",
        "until",
    ]
)
_REPORTIVE = frozenset(load_table("speech")["words"]["reportive"])
_HARM = frozenset(["kill", "dead", "die", "wound", "injure", "injured", "casualty", "death", "toll", "martyr"])
_LONGEST_QUOTE = 6
"""Sentences a quotation may run over before its marks are taken to be out of step."""


def find_speech(reading: Reading) -> tuple[SpeechAct, ...]:
    """All speech acts of a report, in text order, speakers in full."""
    return link_speakers(reading, [act for sentence in reading.sentences for act in acts_in(reading, sentence)])


def attribution_of(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence, at: int) -> Attribution:
    """The attribution of what stands at a token of a sentence; no speakers for the report's own voice, with the cue
    where the sentence says that it is told by others ('reportedly')."""
    act = _covering(reading, acts, sentence, at)
    if act is None:
        return _own_voice(reading, sentence)
    echoes = _echoes(reading, acts, sentence)
    speakers = tuple(dict.fromkeys((*act.speakers, *(speaker for echo in echoes for speaker in echo.speakers))))
    return replace(act, speakers=speakers).attribution(reading)


def _own_voice(reading: Reading, sentence: Sentence) -> Attribution:
    cue = next((at for at in range(sentence.first, sentence.last) if reading.lower[at] in _REPORTIVE), None)
    return Attribution() if cue is None else Attribution(cue=reading.span(cue, cue + 1))


def _covering(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence, at: int) -> SpeechAct | None:
    own = [
        act
        for act in acts
        if act.sentence == sentence.index
        and not act.speaker_first <= at < act.speaker_last
        and (act.figures or not _tells_figures(reading, sentence))
    ]
    above = _said_above(reading, sentence, own, at)
    if above is not None:
        return above
    beside = [act for act in own if _reaches(reading, sentence, act, at)]
    if beside:
        return min(beside, key=lambda act: (_crosses_contrast(reading, act.cue, at), _distance(act, at), act.cue))
    if own:
        return None
    return _bare_after(reading, acts, sentence) or _speaker_of_quote(reading, acts, sentence)


def _distance(act: SpeechAct, at: int) -> int:
    return min(abs(act.cue - at), abs(act.speaker_first - at), abs(act.speaker_last - at))


def _tells_figures(reading: Reading, sentence: Sentence) -> bool:
    words = [reading.doc[at] for at in range(sentence.first, sentence.last)]
    return any(word.like_num or word.ent_type_ == "CARDINAL" for word in words) and any(
        word.lemma_.lower() in _HARM for word in words
    )


def _said_above(reading: Reading, sentence: Sentence, acts: Sequence[SpeechAct], at: int) -> SpeechAct | None:
    """The speech act whose verb governs a token in the parse: in 'X said Y had learnt that families returned, which
    Z said was new' the return is told by X."""
    cues = {act.cue: act for act in acts}
    token = reading.doc[at]
    for _ in range(25):
        if token.i in cues:
            return cues[token.i]
        if token.head is token or not sentence.first <= token.head.i < sentence.last:
            return None
        token = token.head
    return None


def _reaches(reading: Reading, sentence: Sentence, act: SpeechAct, at: int) -> bool:
    """Whether an act that does not govern a token can still be of it: not from inside a clause of its own ('in a raid
    which Moscow said hit a depot'), and not across 'and' from a new sentence with a speaker ('..., and X said ...')."""
    start = min(act.speaker_first, act.cue)
    if at >= start or _closes_sentence(reading, sentence, act):
        return True
    before = reading.lower[start - 1] if start > sentence.first else ""
    if before in _SUBORDINATE or before in _CONTRASTS:
        return False
    return not (before == "and" and act.cue + 2 < sentence.last and act.cue > act.speaker_first)


def _closes_sentence(reading: Reading, sentence: Sentence, act: SpeechAct) -> bool:
    """Whether nothing but the time and place of saying follows an act: '..., a monitor said on Sunday.'"""
    end = max(act.cue + 1, act.speaker_last)
    if act.via_span is not None:
        while end < sentence.last and reading.doc[end].idx < act.via_span.end:
            end += 1
    rest = [word for word in reading.doc[end : sentence.last] if not word.is_punct and not is_time(word)]
    told = any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in rest)
    return not told and sum(1 for word in rest if word.pos_ not in ("ADP", "DET")) <= 4


def _crosses_contrast(reading: Reading, one: int, other: int) -> bool:
    return any(reading.lower[at] in _CONTRASTS for at in range(min(one, other), max(one, other)))


def _echoes(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence) -> list[SpeechAct]:
    """Acts of the next two sentences that say the same figure once more: 'X also reported the same death toll'."""
    if not _tells_figures(reading, sentence):
        return []
    return [act for act in acts if act.echo and 0 < act.sentence - sentence.index <= 2]


def _bare_after(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence) -> SpeechAct | None:
    """The act of a next sentence that is nothing but speech: 'he said.', 'Col. X said on Monday.'"""
    following = [act for act in acts if act.sentence == sentence.index + 1]
    if len(following) != 1 or reading.sentences[sentence.index + 1].paragraph != sentence.paragraph:
        return None
    act, other = following[0], reading.sentences[sentence.index + 1]
    rest = [
        reading.doc[at]
        for at in range(other.first, other.last)
        if at != act.cue and not act.speaker_first <= at < act.speaker_last
    ]
    return (
        act if sum(1 for word in rest if not word.is_punct and not word.is_space and not is_time(word)) <= 1 else None
    )


# ---------------------------------------------------------------- quotations


def _speaker_of_quote(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence) -> SpeechAct | None:
    """Who speaks the quotation that a sentence stands in: the act beside its end, else the one right before it."""
    quote = _quote_around(reading, sentence)
    if quote is None:
        return None
    near = [act for act in acts if abs(act.sentence - sentence.index) <= _LONGEST_QUOTE]
    closing = [
        act for act in near if act.sentence > sentence.index and reading.sentences[act.sentence].span.overlaps(quote)
    ]
    if closing:
        return closing[0]
    opening = [
        act for act in near if act.sentence < sentence.index and reading.sentences[act.sentence].span.overlaps(quote)
    ]
    if opening:
        return opening[-1]
    before = [act for act in near if act.sentence < sentence.index and _right_before(reading, act, quote)]
    return before[-1] if before else None


def _right_before(reading: Reading, act: SpeechAct, quote: Span) -> bool:
    """'"...," he said. "..."': a quotation that goes on behind its act."""
    sentence = reading.sentences[act.sentence]
    between = reading.report.text[sentence.span.end : quote.start]
    return not between.strip() and bool(re.search(r'["“”]', reading.report.quote(sentence.span)))


def _quote_around(reading: Reading, sentence: Sentence) -> Span | None:
    """The quotation that holds a sentence's start, within its paragraph; None outside any."""
    inside = [
        one
        for one in reading.sentences
        if one.paragraph == sentence.paragraph and abs(one.index - sentence.index) <= _LONGEST_QUOTE
    ]
    start, end = inside[0].span.start, inside[-1].span.end
    marks = [start + found.start() for found in re.finditer(r'["“”]', reading.report.text[start:end])]
    for opened, closed in zip(marks[::2], [*marks[1::2], end], strict=False):
        if opened < closed and opened <= sentence.span.start + 1 < closed:
            return Span(opened, closed + 1 if closed < end else end)
    return None
