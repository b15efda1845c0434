"""Speakers told unnamed first and named later: 'a monitor said', 'Ankara says', a surname in a headline.

Comes in: the words of a speaker and the speech acts that follow. Goes out: the speaker they name; None where none fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.claims.speakers import is_outlet
from onrecord.claims.speech_acts import SpeechAct
from onrecord.language import Reading
from onrecord.model import BlockKind, Speaker

_LATER = 6
"""Sentences within which a speaker first told unnamed is named: the lead and the paragraph that takes it up."""


_KINDS = (
    (
        frozenset(["monitor", "monitors", "watchdog", "monitoring", "ngo", "observatory", "rights"]),
        re.compile(r"observatory|network|monitor|rights|watch|committee|council|documentation", re.I),
    ),
    (frozenset(["agency", "media"]), re.compile(r"agency|news|press|\bTV\b|television")),
    (frozenset(["ministry"]), re.compile(r"ministry", re.I)),
)


def named_later(words: Sequence[str], act: SpeechAct, speaker: Speaker, later: Sequence[SpeechAct]) -> Speaker | None:
    """'a monitor said', 'Ankara says', a surname in a headline: the one whom the next sentences name."""
    near = [one for other in later if other.sentence - act.sentence <= _LATER for one in other.speakers]
    if len(words) <= 2 and speaker.name is None and speaker.role is not None and speaker.role[:1].isupper():
        return _government_of(speaker.role, near)
    if speaker.name and " " not in speaker.name:
        return next(
            (one for one in near if one.name and one.name.split()[-1] == speaker.name and one.name != speaker.name),
            None,
        )
    if speaker.name:
        return None
    for kinds, names in _KINDS:
        if set(words) & kinds and _is_general(words, speaker, kinds):
            found = next(
                (one for one in near if _is_named_body(one, names) and _holds_name(one.organisation or "", speaker)),
                None,
            )
            if found is not None:
                return replace(found, name=None, rank=None, role=None)
    return None


def _is_named_body(speaker: Speaker, names: re.Pattern[str]) -> bool:
    """Whether a speaker is a body with a name of its own that fits a kind; any outlet's name fits an agency."""
    body = speaker.organisation or ""
    return capitals_in(body) > 0 and bool(names.search(body) or (names is _KINDS[1][1] and is_outlet(body)))


def _holds_name(full: str, speaker: Speaker) -> bool:
    """'The Observatory' is no 'Rights Network': in capitals it is part of a name, which the full one has too."""
    return "Observatory" not in (speaker.organisation or "") or "Observatory" in full


def _is_general(words: Sequence[str], speaker: Speaker, kinds: frozenset[str]) -> bool:
    """Whether a phrase names a kind of body and none in particular: 'a monitor', 'an NGO', 'Syrian state media'."""
    words = words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words
    capitals = capitals_in(speaker.organisation or "")
    if "media" in words and "state" not in words:
        return False
    return capitals == 0 or (capitals == 1 and (words[0] in kinds or (words[-1] in kinds and "state" in words)))


def monitor_in_text(reading: Reading, words: Sequence[str], act: SpeechAct, speaker: Speaker) -> Speaker | None:
    """'a monitor said' where the next sentences name one without saying that it speaks."""
    kinds, names = _KINDS[0]
    if speaker.name or not set(words) & kinds or not _is_general(words, speaker, kinds):
        return None
    in_body = reading.sentences[act.sentence].block is not BlockKind.TITLE
    first = act.sentence if in_body else 0
    for sentence in reading.sentences[first : first + _LATER]:
        for entity in reading.tokens(sentence).ents:
            name = re.sub(r"^[Tt]he ", "", entity.text)
            if entity.label_ == "ORG" and capitals_in(name) > 1 and names.search(name) and _holds_name(name, speaker):
                span = reading.span(entity.end - len(entity) + (name != entity.text), entity.end)
                return Speaker(span, organisation=reading.report.quote(span))
    return None


def _government_of(country: str, near: Sequence[Speaker]) -> Speaker | None:
    """'Russia says' in a headline is 'the Russian defence ministry' of the text: the name's first letters tell."""
    stem = country[:4].lower()
    return next(
        (
            one
            for one in near
            if one.organisation
            and len(country) > 3
            and re.search(
                rf"\b{re.escape(stem)}\w*\W.*(?:ministry|army|military|government|staff)", one.organisation.lower()
            )
        ),
        None,
    )


def capitals_in(words: str) -> int:
    return sum(word[0].isupper() for word in words.split())
