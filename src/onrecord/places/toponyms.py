"""Finding place names in a report.

In: a text parsed by spaCy and the gazetteer. Out: its toponyms in text order, each with its kind hints, what it does in
the sentence and how it lies to another. Names are read from runs of capitalised words, weighed by ``evidence``; a name
that no gazetteer knows still counts where the words around it speak of a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.places import evidence
from onrecord.places.capitals import Word, is_all_caps, opens_with_article, reach, read_words
from onrecord.places.cues import (
    DIRECTIONS,
    PREPOSED,
    WINDOW,
    Cue,
    cue_before,
    is_border,
    is_dateline,
    is_speaking,
    kind_after,
    names_agreement,
    names_people,
    owns_a_name,
    type_kind,
)
from onrecord.places.evidence import ACCEPTED, GENERIC, MAY_OPEN_NAME, NON_PLACES, ORGANISATION_HEADS, Candidate, Scene
from onrecord.places.familiar import countries_of, is_code, sounds_known
from onrecord.places.gazetteer import Entry, Gazetteer
from onrecord.places.names import TRANSLITERATED, fold, skeleton
from onrecord.places.relations import relate
from onrecord.places.toponym import SEATED, Toponym, ToponymRole

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

LONGEST_UNKNOWN = 4
WELL_KNOWN = 4.5
"""Weight (about 30,000 people) from which a place ends the unknown name before it: 'Atman Daraa' is two."""
CITY = 5.5
"""Weight (about 300,000 people) from which a place is meant wherever it lies."""

_VILLAGE = "village"
_OF_VILLAGE = re.compile(r"\b(?:village|hamlet)\s+(?:of\s+)?$")
_VILLAGE_AFTER = re.compile(r"\s+(?:village|hamlet)\b")
SHORT_COUNTRIES = frozenset(("US", "UK", "UAE", "DRC", "CAR", "USA"))
"""Countries by their letters; in a text all in capitals, a car is a car."""
BASED = SEATED | {"area"}
"""Tails of compounds that leave a place name a place: 'Britain-based'; 'US-led' tells of a party."""


_OPENING_WORDS = frozenset(("At", "As", "An"))
"""English words that look like the Arabic article where a sentence opens with them: 'At Mambasa, crowds marched'."""
_OPENS_SENTENCE = re.compile(r"(?:^|\n|[.!?\"”’]\s)$")
_ROMANCE_JOINERS = frozenset("da das de del di do dos du las los".split())
TAKEN_FOR_A_PERSON = 0.5
"""Points by which the label of a person may outweigh 'in' before a name that sounds like a place of the report's."""
_SON_OF = frozenset(("bin", "ibn", "bint"))
_BORDER_WORDS = re.compile(r"(?:\s*[-–/]\s*\w+)?\s+(?:borders?|frontier)\b", re.IGNORECASE)
_OF_A_PART = re.compile(r"[A-Z][\w'’-]*\s+(?:neighbou?rhood|quarter|district|suburb|ward|section)\s+of\s+(?:the\s+)?$")
"""'the Tal al-Sultan neighbourhood of ': the town that has it follows."""
_OWNER = re.compile(r"(?:\s+(?P<type>[a-z]+))?['’]?s\s+(?:[a-z]+\s+)?$")
"""Between a holder and its part: 'Idlib province's ', 'Aleppo's eastern ', 'Aleppos ' where apostrophes were lost."""
_LIST = re.compile(r"(?:\s+[a-z]+)?\s*(?:,|,?\s*\band\b|,?\s*\bor\b|/|&)\s*(?:the\s+)?(?:(?:in|of)\s+)?$")


def find_toponyms(doc: Doc, gazetteer: Gazetteer, *, exclude: Sequence[DocSpan] = ()) -> tuple[Toponym, ...]:
    """The place names of a text, demonyms among them, in text order and without overlap.

    Spans are offsets into ``doc.text``. Nothing that overlaps ``exclude`` is returned.
    """
    text = doc.text
    words = read_words(text)
    scene = evidence.prepare(doc, text, words, all_caps=is_all_caps(words))
    barred = tuple((span.start_char, span.end_char) for span in exclude)
    reader = _Reader(scene, gazetteer, barred)
    first = reader.read(frozenset())
    reader.countries = countries_of(first, gazetteer)
    accepted = frozenset(fold(found.name) for found in first if not found.is_demonym)
    return relate(text, reader.read(accepted))


def _is_called(entry: Entry, name: str) -> bool:
    """Whether a name is a spelling of the place's main one: 'Daraa' of Dar'a, but not 'Ali' of Agri."""
    return skeleton(fold(entry.name)) == skeleton(fold(name))


@dataclass(slots=True)
class _Reader:
    """Reads one text from left to right; a second reading knows the names that the first accepted."""

    scene: Scene
    gazetteer: Gazetteer
    barred: tuple[tuple[int, int], ...]
    weighed: dict[tuple[int, int], tuple[Cue, str | None, float]] = field(default_factory=dict)
    """Cue, kind told after, and points of candidates that no list leads to; the second reading needs them again."""

    openings: dict[int, tuple[Toponym | Candidate | None, int]] = field(default_factory=dict)
    """What opens at each word that was read; the same in both readings but for the ``unsettled``."""

    unsettled: set[int] = field(default_factory=set)
    """Words at which an unknown name opens that may go on, if the report is not set where its next word is a place."""

    opens_at: int = 0
    """The word that an opening is sought at."""

    peoples: set[str] = field(default_factory=set)
    """Names, folded, that words beside them tell to be peoples'."""

    countries: dict[str, frozenset[str]] = field(default_factory=dict)
    """Countries that the first reading speaks of most, each with the names that tell so."""

    def read(self, accepted: frozenset[str]) -> tuple[Toponym, ...]:
        found: list[Toponym] = []
        words, index = self.scene.words, 0
        while index < len(words):
            if not words[index].capital:
                index += 1
                continue
            toponym, index = self._at(index, accepted, found[-1] if found else None)
            if toponym and not self._is_barred(toponym.span):
                found.append(toponym)
        return tuple(found)

    def _is_barred(self, span: Span) -> bool:
        return any(start < span.end and span.start < end for start, end in self.barred)

    def _at(self, index: int, accepted: frozenset[str], previous: Toponym | None) -> tuple[Toponym | None, int]:
        """The toponym that starts at a word, if any, and the word to go on from."""
        if index not in self.openings or (index in self.unsettled and self.countries):
            self.unsettled.discard(index)
            self.opens_at = index
            self.openings[index] = self._opening(index)
        opening, after = self.openings[index]
        if not isinstance(opening, Candidate):
            return opening, after
        longer = self._longer_at_home(opening)
        toponym = self._weigh(longer, accepted, previous) if longer else None
        if toponym and longer:
            return toponym, longer.last
        toponym = self._weigh(opening, accepted, previous)
        return toponym, opening.last if toponym else after

    def _longer_at_home(self, known: Candidate) -> Candidate | None:
        """The longer unknown name that begins with the name of a small place abroad: 'Mir Ali' in Pakistan."""
        if not self.countries or not known.entries or not self._is_small_abroad(known):
            return None
        whole = self._unknown(known.first, reach(self.scene.words, known.first))
        return whole if whole is not None and whole.last > known.last else None

    def _opening(self, index: int) -> tuple[Toponym | Candidate | None, int]:
        """What opens at a word by the gazetteer and the lists, whatever stands around it; the word behind it."""
        limit = reach(self.scene.words, index) if self._may_start(index) else index
        if limit <= index:
            return None, index + 1
        unit = self._abbreviation(index)
        if unit is not None:
            return unit, index + 1
        candidate = self._known(index, limit)
        people = self._people(index, limit)
        if people and (candidate is None or candidate.last <= people[1]):
            return self._demonym(index, *people), people[1]
        if candidate is None and self._is_direction(index, limit):
            return None, index + 1
        return self._longer(index, limit, candidate), index + 1

    def _may_start(self, index: int) -> bool:
        word = self.scene.words[index]
        if word.text in _OPENING_WORDS and _OPENS_SENTENCE.search(self.scene.text, max(0, word.start - 3), word.start):
            return False
        following = self.scene.words[index + 1 : index + 2]
        if word.text.lower() in PREPOSED and following and following[0].capital and following[0].run == word.run:
            return False
        return not self.scene.all_caps or self.scene.parts.get(word.start, "PROPN") in ("PROPN", "NOUN", "ADJ", "DET")

    def _is_direction(self, index: int, limit: int) -> bool:
        return limit > index + 1 and self.scene.words[index].text.lower() in DIRECTIONS

    def _candidate(self, first: int, last: int, name: str | None = None) -> Candidate:
        words = self.scene.words
        cut = name or self.scene.text[words[first].start : words[last - 1].end]
        span = Span(words[first].start, words[first].start + len(cut))
        return Candidate(first, last, span, cut, self.gazetteer.find(" ".join(cut.split())))

    def _known(self, first: int, limit: int) -> Candidate | None:
        """The longest name from here that the gazetteer knows; one ordinary word is none."""
        words = self.scene.words
        for last in range(limit, first, -1):
            if (not words[last - 1].capital and last < limit) or (
                last - first == 1 and self._is_ordinary(words[first])
            ):
                continue
            candidate = self._candidate(first, last)
            if candidate.entries:
                return candidate
            shorter = self._without_lost_apostrophe(candidate)
            if shorter:
                return shorter
        return None

    def _longer(self, first: int, limit: int, known: Candidate | None) -> Candidate | None:
        """The known name, unless it is but the small beginning of a longer unknown one: 'Wadi' of 'Wadi Muweil'."""
        if known is not None and (known.last >= limit or not self._may_be_beginning(known)):
            return known
        whole = self._unknown(first, limit)
        return whole if whole is not None and (known is None or whole.last > known.last) else known

    def _may_be_beginning(self, known: Candidate) -> bool:
        generic = self.scene.words[known.first].text.lower() in GENERIC and known.last - known.first == 1
        best = known.entries[0]
        return generic or best.weight < WELL_KNOWN or fold(best.name) != fold(known.name)

    def _abbreviation(self, index: int) -> Toponym | None:
        """'Ky.' in 'London, Ky.': the short form of a unit, which counts right behind a comma alone."""
        word = self.scene.words[index]
        if not 1 < len(word.text) <= 5 or not self.scene.text[: word.start].endswith(", "):
            return None
        if is_speaking(self.scene.text[word.end : word.end + WINDOW]):
            return None
        dotted = self.scene.text[word.end : word.end + 1] == "."
        for form in (f"{word.text}.", word.text):
            units = [entry for entry in self.gazetteer.find(form) if entry.kind == "admin1"]
            if any(fold(unit.name) == fold(word.text) for unit in units):
                return None
            if units and (dotted or word.text.isupper()):
                span = Span(word.start, word.end + (form.endswith(".") and dotted))
                return Toponym(span, form if dotted else word.text, span, kinds=("admin1",))
        return None

    def _is_ordinary(self, word: Word) -> bool:
        low = word.text.lower()
        if word.text.upper() in SHORT_COUNTRIES:
            return self.scene.all_caps or not word.text.isupper()
        return low in NON_PLACES or (len(word.text) < 3 and "." not in word.text) or word.text.isdigit()

    def _without_lost_apostrophe(self, candidate: Candidate) -> Candidate | None:
        """'Syrias' for 'Syria's', in texts that lost their apostrophes: for well-known places only."""
        if not candidate.name.endswith("s") or len(candidate.name) < 5:
            return None
        shorter = self._candidate(candidate.first, candidate.last, candidate.name[:-1])
        known = bool(shorter.entries) and (
            shorter.entries[0].kind == "country" or shorter.entries[0].weight >= WELL_KNOWN
        )
        return shorter if known and not self.gazetteer.demonym(candidate.name) else None

    def _people(self, first: int, limit: int) -> tuple[str, int] | None:
        """A demonym of two words or one that starts here: its country and the word after it."""
        words = self.scene.words
        for last in range(min(limit, first + 2), first, -1):
            shown = self.scene.text[words[first].start : words[last - 1].end]
            country = self.gazetteer.demonym(" ".join(shown.split())) or self.gazetteer.demonym(shown.split("-")[0])
            if country:
                return country, last
        return None

    def _demonym(self, first: int, country: str, last: int) -> Toponym:
        span = Span(self.scene.words[first].start, self.scene.words[last - 1].end)
        border = is_border(self.scene.text[max(0, span.start - WINDOW) : span.start], self._after(span))
        role = ToponymRole.BORDER if border else ToponymRole.DEMONYM
        words_after = _BORDER_WORDS.match(self.scene.text, span.end)
        phrase = Span(span.start, words_after.end()) if words_after else span
        return Toponym(span, self.scene.text[span.start : span.end], phrase, role, (f"people:{country}",))

    def _unknown(self, first: int, limit: int) -> Candidate | None:
        """A name that the gazetteer lacks: as many capitalised words as belong together."""
        words = self.scene.words
        last = first
        longest = first + LONGEST_UNKNOWN + sum(word.text in _ROMANCE_JOINERS for word in words[first:limit])
        while last < min(limit, longest):
            word = words[last]
            joins = self._joins(first, last, limit)
            ends = not joins and last > first and self._ends_unknown(first, last, limit)
            if ends or (not word.capital and last + 1 != limit and not joins):
                break
            last += 1
            if word.possessive:
                break
        if last > first + 1 and words[first].text.lower() in NON_PLACES - MAY_OPEN_NAME - GENERIC:
            return None
        if last == first or any(words[i].text.lower() in ORGANISATION_HEADS for i in range(first, last)):
            return None
        if last - first == 1 and self._is_ordinary(words[first]):
            return None
        return self._candidate(first, last)

    def _joins(self, first: int, index: int, limit: int) -> bool:
        """Whether a small Romance word goes on a name: 'del' in 'Vuelta del Gallo'."""
        small = first < index < limit - 1 and self.scene.words[index].text in _ROMANCE_JOINERS
        return small and self.scene.words[index + 1].capital

    def _ends_unknown(self, first: int, index: int, limit: int) -> bool:
        """Whether a word cannot go on an unknown name: an ordinary one, a demonym, a word of a person, a well-known
        place; of other names than its main one those that may be spellings, in a country of the report."""
        word = self.scene.words[index].text
        if opens_with_article(word):
            return False
        if word.lower() in _SON_OF or word.lower() in NON_PLACES - MAY_OPEN_NAME or self.gazetteer.demonym(word):
            return True
        if index == first + 1 and self.scene.words[first].text.lower() in GENERIC:
            return False
        known = self._known(index, limit)
        if known is None or known.entries[0].weight < WELL_KNOWN:
            return False
        best = known.entries[0]
        if fold(best.name) == fold(known.name):
            return True
        if not self.countries:
            self.unsettled.add(self.opens_at)
        alone = frozenset((fold(known.name),))
        may_be_meant = not self.countries or self.countries.get(best.country or "", alone) != alone
        return may_be_meant and (_is_called(best, known.name) or best.country in TRANSLITERATED)

    def _after(self, span: Span) -> str:
        return self.scene.text[span.end : span.end + WINDOW]

    def _weigh(self, candidate: Candidate, accepted: frozenset[str], previous: Toponym | None) -> Toponym | None:
        before = self.scene.text[max(0, candidate.span.start - WINDOW) : candidate.span.start]
        if self._is_peoples(candidate, before) or self._is_agency(candidate, before, previous):
            return None
        cue, kind, points = self._points(candidate, before, previous)
        if fold(candidate.name) in accepted:
            points += evidence.REPEATED
        elif self._is_at_home(candidate):
            points += evidence.AT_HOME
        doubtful = ACCEPTED + evidence.UNKNOWN_NAME - (TAKEN_FOR_A_PERSON if cue.word in ("in", "near") else 0)
        if doubtful <= points < ACCEPTED and self._is_named_before(candidate, cue, accepted):
            points -= doubtful - ACCEPTED
        if evidence.heads_organisation(self.scene, candidate) or evidence.is_in_name(before, candidate):
            country = candidate.entries[0].country
            kinds = (f"people:{country}",)
            return Toponym(candidate.span, candidate.name, candidate.span, ToponymRole.DEMONYM, kinds)
        if points < ACCEPTED or (not self.scene.all_caps and cue.word != "dateline" and is_code(candidate, cue)):
            return None
        return self._toponym(candidate, cue, before, kind)

    def _is_agency(self, candidate: Candidate, before: str, previous: Toponym | None) -> bool:
        """'HAJJAH, Nov. 4 (Saba) - ', 'Hama, SANA - ': who sent the report, behind the place it was sent from."""
        line = self.scene.text[previous.span.end : candidate.span.start] if previous else "\n"
        if previous is None or previous.cue != "dateline" or "\n" in line:
            return False
        in_brackets = before.endswith("(") and self._after(candidate.span).startswith(")")
        shouted = candidate.name.isupper() and not previous.name.isupper() and line == ", "
        return in_brackets or (shouted and self._after(candidate.span).startswith((" –", " —", " -")))

    def _is_peoples(self, candidate: Candidate, before: str) -> bool:
        """Whether a name is a people's: told so here or before, and no place of the report's countries."""
        name = fold(candidate.name)
        if names_people(before, self._after(candidate.span)):
            self.peoples.add(name)
        told = name in self.peoples or (not candidate.entries and not self.peoples.isdisjoint(name.split()))
        return told and self._is_small_abroad(candidate)

    def _is_small_abroad(self, candidate: Candidate) -> bool:
        """Whether a name is that of no country, unit or city, and of no town where the report's other places are."""
        alone = {fold(candidate.name)}
        return not any(
            entry.kind in ("country", "admin1", "region", "sea")
            or entry.weight >= CITY
            or self.countries.get(entry.country or "", alone) != alone
            or entry.is_own
            for entry in candidate.entries
        )

    def _is_at_home(self, candidate: Candidate) -> bool:
        """Whether a place of some size in a country that the report speaks of most has this very name."""
        found = (entry for entry in candidate.entries if entry.country in self.countries)
        return any(entry.weight >= evidence.TOWN and fold(entry.name) == fold(candidate.name) for entry in found)

    def _points(self, candidate: Candidate, before: str, previous: Toponym | None) -> tuple[Cue, str | None, float]:
        where = candidate.span.start, candidate.span.end
        if where in self.weighed:
            return self.weighed[where]
        cue = self._cue(candidate, before, previous)
        following = kind_after(self._after(candidate.span))
        kind = following[0] if following else None
        typed = following is not None or self._own_kind(candidate) is not None
        points = evidence.score(self.scene, candidate, cue, typed_after=typed)
        if cue.strength != evidence.LISTED:
            self.weighed[where] = cue, kind, points
        return cue, kind, points

    def _own_kind(self, candidate: Candidate) -> str | None:
        """The kind told by a name's own last word: 'Castello Road'."""
        several = candidate.last - candidate.first > 1
        return type_kind(self.scene.words[candidate.last - 1].text) if several else None

    def _is_named_before(self, candidate: Candidate, cue: Cue, accepted: frozenset[str]) -> bool:
        """Whether an unknown name is one after all: found elsewhere and governed here, or known by its sound."""
        if candidate.entries:
            return False
        again = fold(candidate.name) in accepted and cue.strength > 0
        return again or sounds_known(candidate.name, self.countries, self.gazetteer)

    def _cue(self, candidate: Candidate, before: str, previous: Toponym | None) -> Cue:
        """The cue before a name; in a list, the one of the name before it."""
        cue = cue_before(before)
        if not cue.strength and self._may_be_dateline(candidate, before):
            return Cue("dateline", evidence.DATELINE if candidate.entries else evidence.UNKNOWN_DATELINE)
        if cue.word == "of" and cue.kind is None and _OF_A_PART.search(before):
            return Cue("of", evidence.OWNED_BY_UNIT)
        if cue.strength or previous is None or previous.is_demonym:
            return cue
        gap = self.scene.text[previous.span.end : candidate.span.start]
        if len(gap) < 12 and _LIST.match(gap) and not owns_a_name(self._after(candidate.span)):
            return Cue(previous.cue, evidence.LISTED)
        owner = _OWNER.fullmatch(gap)
        if owner:
            return Cue("of", evidence.OWNED_BY_UNIT if type_kind(owner["type"] or "") else evidence.OWNED)
        return cue

    def _may_be_dateline(self, candidate: Candidate, before: str) -> bool:
        whole = not self.scene.text[: max(0, candidate.span.start - WINDOW)] or bool(before)
        after = self._after(candidate.span)
        return whole and is_dateline(before, candidate.name, after, known=bool(candidate.entries))

    def _toponym(self, candidate: Candidate, cue: Cue, before: str, kind: str | None) -> Toponym:
        told = (self._own_kind(candidate), kind, cue.kind, _VILLAGE if self._is_village(candidate, before) else None)
        kinds = tuple(dict.fromkeys(word for word in told if word))
        after = self._after(candidate.span)
        role = ToponymRole.BORDER if is_border(before, after) or names_agreement(after) else ToponymRole.PLACE
        tail, best = self.scene.words[candidate.last - 1].tail, candidate.entries[:1]
        if tail is not None and tail not in BASED and best and best[0].kind == "country":
            role, kinds = ToponymRole.DEMONYM, (f"people:{best[0].country}",)
        elif tail is not None and tail != "area":
            role = ToponymRole.ANCHOR
        word = tail if tail in SEATED else cue.word
        found = Toponym(candidate.span, " ".join(candidate.name.split()), candidate.span, role, kinds, cue=word)
        return self._with_direction(found, candidate.first)

    def _is_village(self, candidate: Candidate, before: str) -> bool:
        return bool(_OF_VILLAGE.search(before) or _VILLAGE_AFTER.match(self._after(candidate.span)))

    def _with_direction(self, found: Toponym, first: int) -> Toponym:
        """Take in a direction word before the name: 'eastern Ghouta' is a place of its own, 'western Anbar' a part."""
        words = self.scene.words
        if not first or words[first - 1].run != words[first].run or words[first - 1].text.lower() not in DIRECTIONS:
            return found
        direction = words[first - 1]
        whole = " ".join(self.scene.text[direction.start : found.span.end].split())
        own_place = bool(self.gazetteer.find(whole))
        if own_place or direction.capital:
            span = Span(direction.start, found.span.end)
            found = replace(found, span=span, name=whole, phrase=span)
        if own_place:
            return found
        return replace(found, direction=DIRECTIONS[direction.text.lower()], shown=whole)
