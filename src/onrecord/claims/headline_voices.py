"""Who says so in a headline: '20 killed in raid: monitor', 'Police: 20 killed', and '... NGO' where the mark was lost.

Comes in: a Reading and a title's sentence. Goes out: the cue's token and the token range of who speaks.
"""

from __future__ import annotations

from onrecord.claims.speaker_phrases import Range
from onrecord.claims.speakers import noun_set, speaking_nouns
from onrecord.language import Reading, Sentence

_VOICES = frozenset(["monitors", "activists", "officials", "sources", "reports", "media", "tv"])
_MARKS = frozenset({":", "-", "–", "—"})
_BARE = frozenset(["monitor", "ngo", "watchdog", "monitors"])
"""Words that end a headline only as its source: nobody is killed or shelled under these names."""
_BARE_PAIRS = frozenset({("state", "tv"), ("state", "media"), ("state", "television"), ("monitoring", "group")})
_LONGEST = 7
"""Words of a source behind its mark."""


def headline_voices(reading: Reading, sentence: Sentence) -> list[tuple[int, Range]]:
    """The sources that a headline names at its end or before a colon at its start."""
    last = sentence.last
    while last > sentence.first and (reading.doc[last - 1].is_punct or reading.doc[last - 1].is_space):
        last -= 1
    if last - sentence.first < 4:
        return []
    found = [_at_end(reading, sentence, last), _at_start(reading, sentence, last)]
    return [voice for voice in found if voice is not None]


def _at_end(reading: Reading, sentence: Sentence, last: int) -> tuple[int, Range] | None:
    voice = reading.doc[last - 1]
    earliest = max(sentence.first, last - _LONGEST)
    mark = next((at for at in range(last - 2, earliest, -1) if reading.doc[at].text in _MARKS), None)
    if mark is not None and _is_voice(voice.lower_, voice.lemma_.lower(), voice.ent_type_):
        return mark, (mark + 1, last)
    if voice.lower_ in _BARE:
        return last - 1, (last - 1, last)
    if (reading.lower[last - 2], voice.lower_) in _BARE_PAIRS:
        return last - 1, (last - 2, last)
    return None


def _is_voice(word: str, lemma: str, entity: str) -> bool:
    return word in _VOICES or lemma in noun_set("institutions") or word in _BARE or entity == "ORG"


def _at_start(reading: Reading, sentence: Sentence, last: int) -> tuple[int, Range] | None:
    opening = range(sentence.first + 1, min(sentence.first + 5, last))
    colon = next((at for at in opening if reading.doc[at].text == ":"), None)
    if colon is None or reading.doc[colon - 1].lemma_.lower() not in speaking_nouns():
        return None
    return colon, (sentence.first, colon)
