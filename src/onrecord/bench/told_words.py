"""The words in which one more report tells an incident: names, content words, quotations, speakers.

In: what the reports on an incident draw from, and dice. Out: what one report says. The words are made up; how many
they are and how many two reports share was measured on the tellings that Onrecord codes from 384 reports on the war
in Syria: 240 pairs of reports on one incident share half as many words as the shorter has (quartiles 0.34, 0.45,
0.58), pairs on different ones a fifth (0.12, 0.18, 0.26); 0.61 against 0.22 share a distinctive name, 0.65 against
0.01 of those that quote anything share a quotation, 0.66 against 0.30 of those that cite anybody share a speaker.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

WITHOUT_TEXT = 0.5
"""Half of the accounts have no words at all, as where they come from a list and not from a text. Harder than reports
are: of the tellings counted, all have words."""
WIRE = 0.15
"""Reports that use the wire's text nearly as it is (nine in ten pairs on one incident share at most 0.81)."""
_COMMON_SHARES = (
    0.87, 0.65, 0.61, 0.57, 0.44, 0.40, 0.38, 0.36, 0.35, 0.34, 0.32, 0.32, 0.31, 0.27, 0.26, 0.26, 0.26, 0.25, 0.25,
    0.24, 0.23, 0.22, 0.20, 0.19, 0.18, 0.17, 0.16, 0.16, 0.16, 0.16, 0.15, 0.15, 0.15, 0.15, 0.15, 0.14, 0.14, 0.14,
)  # fmt: skip
"""In which share of tellings the most frequent words stand ('kill', 'syrian', 'said', ...), as counted."""
_COMMON = tuple((f"common{number}", share) for number, share in enumerate(_COMMON_SHARES))
_VOCABULARY = tuple(f"word{number}" for number in range(2600))
"""As many different words as were counted."""
_LEAST, _MOST, _OF_WIRE, _OTHERS = 6, 13, 17, 4
_POOL = 18
"""A report has so many words of its incident's pool and so many of any other, so that it has 23 in all (counted:
quartiles 15, 23, 35)."""

_GENERAL_NAMES = tuple(f"general{number}" for number in range(20))
_NAMES = tuple(f"name{number}" for number in range(4000))
_NAME_POOL = 5
_NAMELESS = 0.15
_QUOTES, _QUOTES_IT = 0.16, 0.8
_UNCITED, _CITES_MAIN = 0.49, 0.7
_SPEAKERS = (
    "syrian observatory for human rights", "sana", "local coordination committees", "reuters", "syrian state media",
    "white helmets", "islamic state", "military", "activists", "unicef", "coalition", "shaam network",
)  # fmt: skip
_SPEAKER_WEIGHTS = (50, 9, 6, 5, 5, 5, 4, 4, 4, 3, 3, 2)
"""As often as they are cited: the Observatory in half of what cites anybody."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What all reports on one incident draw from."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    quotation: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says; as in Account."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    quotes: tuple[str, ...]
    speakers: tuple[str, ...]


def pool(incident_id: str, dice: random.Random) -> Pool:
    """What the reports on an incident draw from."""
    words = tuple(dice.sample(_VOCABULARY, _POOL))
    return Pool(words, tuple(dice.sample(_NAMES, _NAME_POOL)), f"quotation {incident_id}", _speaker(dice))


def said(of: Pool, dice: random.Random) -> Said:
    """What one report says of it."""
    main = dice.random() < _CITES_MAIN
    speakers = () if dice.random() < _UNCITED else (of.speaker if main else _speaker(dice),)
    if dice.random() < WITHOUT_TEXT:
        return Said((), (), (), speakers)
    return Said(_names(of, dice), _words(of, dice), _quotes(of, dice), speakers)


def _speaker(dice: random.Random) -> str:
    return dice.choices(_SPEAKERS, _SPEAKER_WEIGHTS)[0]


def _words(of: Pool, dice: random.Random) -> tuple[str, ...]:
    kept = _OF_WIRE if dice.random() < WIRE else dice.randint(_LEAST, _MOST)
    common = [word for word, share in _COMMON if dice.random() < share]
    return tuple(sorted({*common, *dice.sample(of.words, kept), *dice.sample(_VOCABULARY, _OTHERS)}))


def _names(of: Pool, dice: random.Random) -> tuple[str, ...]:
    if dice.random() < _NAMELESS:
        return ()
    own = dice.sample(of.names, dice.randint(0, 4))
    return tuple(sorted({*own, *dice.sample(_GENERAL_NAMES, dice.randint(1, 3))}))


def _quotes(of: Pool, dice: random.Random) -> tuple[str, ...]:
    if dice.random() >= _QUOTES:
        return ()
    which = of.quotation if dice.random() < _QUOTES_IT else f"other quotation {dice.randrange(10**9)}"
    return tuple(f"{which} run {number}" for number in range(3))
