"""Is this capitalised name a place? Evidence for and against, added up.

In: a name in its text, with what the language model and the gazetteer say. Out: a score; at ACCEPTED and above it is
taken for a place. The small language model misses many places and takes many for people or organisations, so no single
witness decides. Points were set by hand while reading the errors on TR-News, GeoVirus and the Syrian developers' half;
they were not searched for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.language.case import common_words
from onrecord.model import Span
from onrecord.places.capitals import Word
from onrecord.places.cues import (
    ATTACK_ON,
    DIRECTIONS,
    STRONG_STRENGTH,
    VERB_STRENGTH,
    WINDOW,
    Cue,
    is_attacked,
    is_money,
    is_mortal,
    is_placed,
    is_situated,
    is_speaking,
    is_spoken_by,
    is_titled,
    is_toll_told,
    names_disease,
    stands_at,
    type_kind,
)
from onrecord.places.gazetteer import Entry
from onrecord.places.names import fold
from onrecord.places.tables import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

ACCEPTED = 2.0
TOWN = 4.5
"""Weight (about 30,000 people) from which a place is known beyond its neighbours."""
REPEATED = 2.0
LISTED = 2.5
"""For a name already accepted elsewhere in the text, and for one in a list behind an accepted one."""
AT_HOME = 1.0
"""For the very name of a town in a country that the report speaks of most."""
OWNED, OWNED_BY_UNIT = 1.5, 3.5
"""After 'Syria's', which may also own people, and after 'Idlib province's'."""
UNKNOWN_NAME = -1.5
LOCATED = 2.5
"""Strength of the cues 'in', 'at' and stronger ones."""
ORGANISATION_FOLLOWS = -5.0
PERSON_TITLE = -4.0
INSIDE_LONGER_NAME = -2.5
NOT_A_NOUN = -2.0
TYPED = 3.5
"""For a type word right after the name: enough to accept an unknown one."""
SPEAKS = -2.0
DISEASE = -5.0
PLACED = 2.5
"""For words right after a name behind a preposition that say how it lies to another: 'at X, south of the town of Y'."""
SITUATED = 5.0
"""For the verb 'lies' or its like and a distance right after: only places have such a sentence."""
UNKNOWN_WITH_ARTICLE = -1.5
"""For an unknown name after 'the' with no type word: 'at the Olympics'."""
UNKNOWN_FULL_NAME = -2.0
"""For an unknown name of several words that the language model takes for a person."""
DATELINE, UNKNOWN_DATELINE = 2.5, 5.0
"""For a dateline's place, and for one that the gazetteer lacks, which has all marks of a dateline."""
ORDINARY = -3.0
"""For ordinary English words with capitals that is no place of some size: at the head of a sentence, in a title."""
ENDS_ORDINARY = -1.5
"""For an unknown name whose last word is one: 'Setton Farms'."""
PERSONS_NAME = -3.0
"""For a word of a person's full name elsewhere in the text: 'Harden' after 'Maya Harden'."""

_LABEL = {"GPE": 3.0, "LOC": 2.0, "FAC": 1.5, "NORP": -1.0, "PERSON": -3.0, "ORG": -2.5, "DATE": -4.0, "TIME": -4.0,
          "PRODUCT": -1.0, "EVENT": -2.0, "WORK_OF_ART": -2.0, "LAW": -3.0, "LANGUAGE": -3.0, "MONEY": -4.0,
          "PERCENT": -4.0, "QUANTITY": -2.0, "ORDINAL": -4.0, "CARDINAL": -2.0}  # fmt: skip
_WHOLE_LABEL = {"PERSON": -1.0, "ORG": -1.0, "NORP": -0.5, "PRODUCT": 0.0, "WORK_OF_ART": -1.0}
"""Weaker where the label covers the name exactly: single foreign names are mislabelled as often as not."""

ORGANISATION_HEADS = word_list("organisation_head")
"""Last words of names of organisations, outlets and events, not of places."""

FACILITY_HEADS = word_list("facility_head")
"""Last words of names of buildings and works."""

_NAME_BEFORE = re.compile(
    rf"\b[A-Z][\w'’-]+\s(?:{'|'.join(sorted(word.capitalize() for word in ORGANISATION_HEADS | {'state'}))})"
    r"\s(?:of|in|for)\s(?:the\s)?(?:[A-Z][\w'’-]+\sand\s(?:the\s)?)?$"
)
"""A name of two words, the last one for an organisation, and 'of' or 'in'; 'Islamic State in Iraq and' goes on."""

NON_PLACES = word_list("non_place")
"""Words that, alone, are no place name in news however a gazetteer of the world may spell its hamlets."""


MAY_OPEN_NAME = word_list("may_open_name")
"""Of those, the ones that a longer name may begin with: 'New Halfa', but not 'Islamic State'."""


GENERIC = word_list("generic")
"""First words of many place names ('valley', 'hill', 'father of', 'monastery', 'saint'), which name nothing alone when
another capitalised word follows."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a place: words [first, last) of the text, and what the gazetteer knows of it."""

    first: int
    last: int
    span: Span
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A text prepared for reading: its words, the language model's entities and parts of speech."""

    text: str
    words: tuple[Word, ...]
    entity_starts: tuple[int, ...]
    entities: tuple[tuple[int, int, str], ...]
    parts: dict[int, str]
    """Part of speech by offset of the token."""
    all_caps: bool
    persons: frozenset[str]
    """Words of the full names that the language model takes for persons'."""

    def entity_over(self, span: Span) -> tuple[int, int, str] | None:
        """The entity that holds the last character of a span, as start, end, label."""
        index = bisect_right(self.entity_starts, span.end - 1) - 1
        if index >= 0 and self.entities[index][1] >= span.end:
            return self.entities[index]
        return None


def prepare(doc: Doc, text: str, words: tuple[Word, ...], *, all_caps: bool) -> Scene:
    """Gather what scoring needs from a parsed text; ``text`` is ``doc.text``, which takes time to put together."""
    entities = tuple((entity.start_char, entity.end_char, entity.label_) for entity in doc.ents)
    parts = {token.idx: token.pos_ for token in doc}
    persons = frozenset(
        word for start, end, label in entities if label == "PERSON" for word in _words_of_name(text[start:end])
    )
    return Scene(text, words, tuple(start for start, _, _ in entities), entities, parts, all_caps, persons)


def _words_of_name(name: str) -> list[str]:
    """The words of a full name, the possessive left out; none for a single word."""
    words = name.removesuffix("'s").removesuffix("’s").split()
    return words if len(words) > 1 else []


def score(scene: Scene, candidate: Candidate, cue: Cue, *, typed_after: bool) -> float:
    """Points for a candidate's being a place, from its cue, its entity label, the gazetteer and its neighbours."""
    before = scene.text[max(0, candidate.span.start - WINDOW) : candidate.span.start]
    after = scene.text[candidate.span.end : candidate.span.end + WINDOW]
    placed = cue.strength >= VERB_STRENGTH and cue.word != "from" and is_placed(after)
    placed = placed or (cue.word == "at" and (is_toll_told(before, after) or stands_at(before)))
    placed = placed or is_attacked(before, after)
    total = cue.strength + _known(candidate)
    if not cue.strength or cue.word in ("of", "from", "to") or not opens_facility(scene, candidate):
        total += _label(scene, candidate, cue, typed_after, placed=placed) + _neighbours(scene, candidate, cue)
    if is_situated(after):
        total += SITUATED
    if typed_after or placed:
        total += TYPED if typed_after else PLACED
    if scene.parts.get(candidate.span.start, "PROPN") not in ("PROPN", "NOUN", "ADJ", "X", "DET") and not cue.strength:
        total += NOT_A_NOUN
    if is_titled(before) or _opens_with_title(scene, candidate, cue):
        total += PERSON_TITLE
    if _is_ordinary(candidate, cue, typed_after=typed_after):
        total += ORDINARY
    elif not candidate.entries and not typed_after and _ends_ordinary(candidate):
        total += ENDS_ORDINARY
    if _is_persons(scene, candidate, cue, typed_after=typed_after):
        total += PERSONS_NAME
    if _is_office(candidate, after) or is_money(after):
        total += ORGANISATION_FOLLOWS
    if names_disease(after):
        total += DISEASE
    letters = candidate.name.isupper() and not scene.all_caps
    if cue.word is None and is_speaking(after) and (letters or _may_be_a_city(candidate)):
        total += SPEAKS
    if cue.strength < LOCATED and is_mortal(after) and _may_be_a_city(candidate):
        total += PERSON_TITLE
    if is_spoken_by(before, after) and _may_be_a_city(candidate):
        total += SPEAKS
    if not candidate.entries and cue.kind is None and not typed_after and before.lower().endswith("the "):
        total += UNKNOWN_WITH_ARTICLE
    return total


def _may_be_a_city(candidate: Candidate) -> bool:
    return not candidate.entries or candidate.entries[0].kind == "city"


def _is_ordinary(candidate: Candidate, cue: Cue, *, typed_after: bool) -> bool:
    """Whether a name is but ordinary words, unless words beside it say that it is a place's or a town has it."""
    words = candidate.name.lower().split()
    typed = cue.kind is not None or (typed_after and (bool(candidate.entries) or len(words) > 1))
    if typed or not all(word in common_words() for word in words):
        return False
    best = candidate.entries[0] if candidate.entries else None
    if best is None:
        return True
    small = best.kind in ("city", "area") and best.weight < TOWN and not best.is_own
    by_other_name = (
        best.kind in ("city", "area") and fold(best.name) != fold(candidate.name) and not candidate.name.isupper()
    )
    return (small or by_other_name or cue.word == "dateline") and (cue.strength < LOCATED or cue.word == "dateline")


def _ends_ordinary(candidate: Candidate) -> bool:
    last = candidate.name.lower().split()[-1]
    return last in common_words() and last not in GENERIC


def _is_office(candidate: Candidate, after: str) -> bool:
    """Whether a name in '... Department' is a ministry's or the police's not a unit's ('Cauca Department')."""
    if not candidate.name.endswith(" Department"):
        return False
    unit = bool(candidate.entries) and candidate.entries[0].kind in ("admin1", "admin2")
    return not unit or after.split()[:1] in (["of"], ["for"])


def _is_persons(scene: Scene, candidate: Candidate, cue: Cue, *, typed_after: bool) -> bool:
    """Whether a single word is a part of a person's full name, and nothing beside it speaks of a place."""
    if candidate.last - candidate.first > 1 or typed_after or cue.strength >= LOCATED:
        return False
    large = bool(candidate.entries) and (
        candidate.entries[0].kind not in ("city", "area") or candidate.entries[0].weight >= TOWN
    )
    return not large and candidate.name in scene.persons


def _opens_with_title(scene: Scene, candidate: Candidate, cue: Cue) -> bool:
    """Whether an unknown name opens with a word that is a person's title too, and no preposition of place is before:
    'Sheikh Zuweid' lies where 'near' stands before it."""
    title = scene.words[candidate.first].text.lower() in NON_PLACES & GENERIC
    located = cue.strength >= LOCATED and cue.word != ATTACK_ON
    return title and not candidate.entries and not located


def _capitals_after(words: tuple[Word, ...], last: int) -> list[Word]:
    """The capitalised words, three at most, that go on right after a name."""
    found: list[Word] = []
    while last + len(found) < len(words) and len(found) < 3:
        word = words[last + len(found)]
        if word.run != words[last - 1].run or not word.capital:
            break
        found.append(word)
    return found


def _label(scene: Scene, candidate: Candidate, cue: Cue, typed_after: bool, *, placed: bool) -> float:
    entity = scene.entity_over(candidate.span)
    if entity is None or (placed and entity[2] not in ("DATE", "TIME")):
        return 0.0
    start, end, label = entity
    if type_kind(scene.text[start : candidate.span.start].strip()) is not None:
        start = candidate.span.start
    whole = abs(start - candidate.span.start) <= 4 and end <= candidate.span.end + 2
    if typed_after and label in _WHOLE_LABEL:
        return 0.0
    owned = cue.word == "of" and cue.strength >= 3
    if label == "PERSON" and whole and not candidate.entries and candidate.last - candidate.first > 1:
        return 0.0 if cue.kind or owned or cue.strength >= STRONG_STRENGTH else UNKNOWN_FULL_NAME
    if label == "DATE" and (typed_after or (whole and cue.kind)):
        return 0.0
    if label in _WHOLE_LABEL and whole:
        trusted = cue.strength >= 3 and not (label == "ORG" and cue.word == ATTACK_ON)
        return 0.0 if trusted else _WHOLE_LABEL[label]
    return _LABEL.get(label, 0.0)


def _known(candidate: Candidate) -> float:
    """What the gazetteer adds: a country most, a hamlet nothing, an unknown name less than nothing."""
    if not candidate.entries:
        return UNKNOWN_NAME
    best = candidate.entries[0]
    if best.kind == "country":
        return 3.0
    if best.kind in ("admin1", "region", "sea") or any(entry.is_own for entry in candidate.entries):
        return 2.2
    single_word = candidate.last - candidate.first == 1
    return min(2.2, max(-0.5, (best.weight - 3.5) * 1.1)) + (0.0 if single_word else 0.5)


def heads_organisation(scene: Scene, candidate: Candidate) -> bool:
    """Whether a country's name only tells whose an organisation is: 'US Army', 'Kenya Red Cross Society'."""
    if not candidate.entries or candidate.entries[0].kind != "country":
        return False
    return any(word.text.lower() in ORGANISATION_HEADS for word in _capitals_after(scene.words, candidate.last))


def is_in_name(before: str, candidate: Candidate) -> bool:
    """Whether a country's name stands in an organisation's: 'Revolutionary Armed Forces of Colombia', 'Islamic State in
    Iraq'."""
    country = bool(candidate.entries) and candidate.entries[0].kind == "country"
    return country and _NAME_BEFORE.search(before) is not None


def opens_facility(scene: Scene, candidate: Candidate) -> bool:
    """Whether a town's name opens that of a building in it: 'Garissa University College', 'Mosul General Hospital'."""
    following = _capitals_after(scene.words, candidate.last)
    town = bool(candidate.entries) and candidate.entries[0].kind == "city" and candidate.entries[0].weight >= TOWN
    return town and bool(following) and following[-1].text.lower() in FACILITY_HEADS


def _neighbours(scene: Scene, candidate: Candidate, cue: Cue) -> float:
    """Points lost where the name looks like a piece of a longer one: a person's, an organisation's."""
    words = scene.words
    total = 0.0
    following = _capitals_after(words, candidate.last)
    if any(word.text.lower() in ORGANISATION_HEADS for word in following):
        return ORGANISATION_FOLLOWS
    if following and not scene.all_caps and not candidate.entries:
        total += INSIDE_LONGER_NAME
    before = words[candidate.first - 1] if candidate.first else None
    joined = before is not None and before.run == words[candidate.first].run and before.capital
    if joined and before and not scene.all_caps and cue.word is None and fold(before.text) not in DIRECTIONS:
        total += INSIDE_LONGER_NAME
    return total
