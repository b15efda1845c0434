"""How a claim hangs together with the rest of its report, as the words signal it.

Comes in: a Reading, a stretch and its trigger. Goes out: a Telling. 'The attack' speaks of one told before; 'a second
blast', 'meanwhile', 'elsewhere' speak of another; 'on the rise to', 'brought the toll to' updates a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.claims.harms import is_also
from onrecord.claims.ordinals import ORDINAL
from onrecord.claims.other_days import is_later_death
from onrecord.claims.scenes import Trigger
from onrecord.claims.speech_verbs import verb_kinds
from onrecord.claims.stretches import Stretch, is_what_came_before
from onrecord.language import Reading
from onrecord.model import BlockKind, Effect, Span

_CONTRAST = frozenset("earlier meanwhile elsewhere separately similarly simultaneously also".split())
_MORE_OF_IT = frozenset({"also"})
"""'The attack also wounded 30': beside a definite event word, more of the same event."""
_OTHERS = re.compile(r"\b(?:other|another|remaining|more(?!\s+than)|rest|further)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?!(?:number|figure|count|total|toll|bod(?:y|ies)|corpses?|remains|deaths?|lives|killings?|members?)\b)\w+"
    r"\s+of\s+(?:the|them|those|these|its|our|whom)\b",
    re.IGNORECASE,
)
_DEFINITE = frozenset("the this that these those its their his".split())
_RISES = frozenset(
    "rise rises rose risen climb climbs climbed reach reached revise revised updated raise raised raising bring "
    "brought bringing taking increase increased jump jumped".split()
)


_GOES_ON = re.compile(
    r"\bcontinu(?:e|es|ed|ing)\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r" (?:(?:consecutive|straight|successive) )?day\b",
    re.IGNORECASE,
)
_COUNTS = frozenset("buried counted tallied documented recorded listed logged registered".split())
_ACCOUNTS = re.compile(
    r"\b(?:spoke|speak|speaks|talked)\s+of\s+(?:at\s+least\s+|around\s+|about\s+|some\s+)?(?:\d[\d,.]*|\w+)\s+(?:dead|killed|deaths|bodies)"
    r"|\b(?:saw|seen|counted)\s+(?:[\w-]+\s+){0,4}(?:bodies|corpses)\b"
    r"|\b(?:other|some)\s+(?:accounts?|reports?|counts?|estimates?|figures?)\b"
    r"|\b(?:toll|figure|count|number)\s+of\s+(?:around\s+|about\s+|some\s+|at\s+least\s+)?(?:\d[\d,.]*|\w+\s+(?:dead|killed))"
)
"""'other accounts spoke of nine dead', 'advanced a toll of around 60'."""
_EARLY_ACCOUNTS = re.compile(
    r"\b(?:initial|early|first|preliminary)\s+(?:accounts?|reports?|counts?|estimates?|figures?)\b|\binitially\b"
)
_PUTS = frozenset("put puts placed estimated".split())
_FIGURES = frozenset("toll number dead killed death casualties".split())


@dataclass(frozen=True, slots=True)
class Telling:
    """Where and how a claim is told.

    ``definite``: the event word points back. ``contrast``: the sentence opens another event. ``update``: a figure is
    said to have grown. ``recount``: somebody counted the dead anew. ``goes_on``: it lasts since days
    before. ``plural``: several events at once ('strikes').
    """

    sentence: int
    paragraph: int
    block: BlockKind
    definite: bool
    contrast: bool
    update: bool
    plural: bool
    specific: bool
    timed: bool = False
    """A day or an hour is told."""
    looks_back: bool = False
    """The event is told as history."""
    recount: bool = False
    early: bool = False
    """A figure of the first hours: 'initial accounts had spoken of four dead'."""
    goes_on: bool = False
    retold: bool = False
    """The event is the matter of a trial, a memorial or a work of art."""
    died_later: bool = False
    """Somebody died of it in hospital."""
    also: bool = False
    """More people are killed than those told before: 'his driver was also killed'."""
    some_of_them: bool = False
    """Those counted are some of people told before: 'six of the soldiers'."""
    by_them: bool = False
    """The sentence opens with 'They', those told of in the one before."""


def read_telling(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> Telling:
    """The telling of one stretch."""
    sentence = stretch.sentence
    words = [reading.lower[at] for at in range(stretch.first, stretch.last)]
    said, text = frozenset(words), " ".join(words)
    opens = _opens(stretch)
    opening = [
        word for at, word in enumerate(words[: 4 if opens else 3], stretch.first) if not _is_of_saying(reading, at)
    ]
    definite = _points_back(reading, trigger, stretch)
    killed = [item for item in stretch.tolls if item.toll.effect is Effect.KILLED and not item.part]
    also = any(is_also(reading, item.at) for item in killed)
    noun = trigger is not None and reading.doc[trigger.last - 1].pos_ in ("NOUN", "PROPN")
    return Telling(
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        block=sentence.block,
        definite=definite,
        contrast=bool(set(opening) & (_CONTRAST - _MORE_OF_IT if definite or also else _CONTRAST))
        or _numbered(words)
        or _another(reading, trigger, stretch)
        or (not definite and _other_dead(reading, stretch))
        or is_what_came_before(reading, stretch)
        or _verbless(reading, stretch),
        update=(bool(_rises(words)) and bool(_FIGURES & said))
        or any(reading.lower[item.at] in _RISES or item.toll.basis.rule == ORDINAL for item in stretch.tolls),
        goes_on=bool(_GOES_ON.search(text)),
        recount=bool(_COUNTS & said) or bool(_PUTS & said and _FIGURES & said) or bool(_ACCOUNTS.search(text)),
        died_later=any(is_later_death(reading, sentence, item.at) for item in stretch.tolls),
        also=also,
        some_of_them=any(_is_of_them(reading, item.toll.span) for item in stretch.tolls),
        plural=trigger is not None and noun and reading.doc[trigger.last - 1].tag_ in ("NNS", "NNPS"),
        specific=trigger is not None,
        by_them=opens and words[0] == "they",
    )


def _is_of_them(reading: Reading, toll: Span) -> bool:
    """'six of the soldiers', 'killing five of them'."""
    return bool(_SOME.search(reading.report.text, toll.start, toll.end + len(" of them ")))


def _rises(words: list[str]) -> frozenset[str]:
    """The words of a figure that rose; 'a spokesman, reached by telephone' is none."""
    return frozenset(
        word
        for word, behind in pairwise([*words, ""])
        if word in _RISES and not (word.startswith("reach") and behind in ("by", "in", "on"))
    )


def _is_of_saying(reading: Reading, at: int) -> bool:
    """'according to earlier reports', 'the agency had earlier reported': the words are earlier, not what they tell."""
    token = reading.doc[at]
    return token.dep_ == "amod" or (token.dep_ == "advmod" and token.head.lemma_.lower() in verb_kinds())


def _numbered(words: list[str]) -> bool:
    """'In the first, ...', 'The other, in Surkh Rod, ...': one of several that were announced."""
    return any(
        one in ("first", "second", "third", "other", "another") and other in (",", "one")
        for one, other in pairwise(words[:6])
    )


VERB_REACH = 7
"""Tokens behind a number within which its own verb would stand."""


def _verbless(reading: Reading, stretch: Stretch) -> bool:
    """'..., and five in the area of Zap': a number that borrows the verb of the one before tells of another event."""
    told = max((reading.token_behind(stretch.sentence, item.toll.span) for item in stretch.tolls[:1]), default=0)
    near = range(stretch.first, min(stretch.last, max(told, stretch.first + VERB_REACH)))
    tokens = [reading.doc[at] for at in near]
    verbs = any(token.pos_ in ("VERB", "AUX") and token.dep_ != "amod" for token in tokens)
    return bool(stretch.tolls) and not verbs and stretch.first > stretch.sentence.first


def _other_dead(reading: Reading, stretch: Stretch) -> bool:
    """'seven other fighters were killed', 'the remaining six died': dead who are not those told before."""
    killed = [item.toll.span for item in stretch.tolls if item.toll.effect is Effect.KILLED and not item.part]
    return any(_OTHERS.search(reading.report.text[max(0, span.start - 14) : span.end]) for span in killed)


def _before(reading: Reading, trigger: Trigger, stretch: Stretch) -> list[str]:
    return [reading.lower[at] for at in range(max(stretch.first, trigger.first - 4), trigger.first)]


_THE_DEAD = frozenset(("the", dead) for dead in ("deceased", "dead", "victims", "victim", "slain", "fatalities"))


def _opens(stretch: Stretch) -> bool:
    return stretch.first == stretch.sentence.first


def _points_back(reading: Reading, trigger: Trigger | None, stretch: Stretch) -> bool:
    """'the attack', 'these strikes', 'the deceased', 'the bombs went off': a noun for an event, its means or its dead,
    with a definite article or a demonstrative."""
    if reading.lower[stretch.sentence.first : stretch.sentence.first + 2] in _THE_DEAD and _opens(stretch):
        return True
    if trigger is None:
        return False
    named = reading.lemmas[trigger.first] in _MEANS and trigger.first > stretch.first
    if named and reading.lower[trigger.first - 1] in _DEFINITE:
        return True
    if reading.doc[trigger.last - 1].pos_ not in ("NOUN", "PROPN"):
        return False
    before = _before(reading, trigger, stretch)
    for word in reversed(before):
        if word in _DEFINITE:
            return True
        if word in ("a", "an", "in", "by", "of", "on", ","):
            return False
    return False


_MEANS = frozenset("bomb device blast explosion shell missile rocket grenade mine explosive projectile".split())


def _another(reading: Reading, trigger: Trigger | None, stretch: Stretch) -> bool:
    return trigger is not None and bool(
        {"another", "second", "third", "separate", "other", "similar"} & set(_before(reading, trigger, stretch)[-3:])
    )
