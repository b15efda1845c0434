"""Parts of a toll: 'including seven children', 'ten of those killed were civilians', 'six women were among the dead'.

Comes in: the numbers of a sentence and its told tolls. Goes out: parts, each tied to its whole and never added to it
(requirement D5). A part whose whole another sentence told is a part of everybody killed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from onrecord.actors import Mention
from onrecord.claims.counts import AND, Count, link_before, person_lemma
from onrecord.claims.told_tolls import ToldToll, status_of, together
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence
from onrecord.model import DEMOGRAPHIC, Basis, Effect, Group, How, Toll

if TYPE_CHECKING:
    from spacy.tokens import Token


def told_beside(counts: Sequence[Count]) -> set[Count]:
    """'15 civilians 3 children killed' in a headline: a smaller number of women or children right behind is a part."""
    return {
        later
        for earlier, later in pairwise(counts)
        if earlier.phrase_last == later.first
        and later.groups & DEMOGRAPHIC
        and later.best < earlier.best
        and not earlier.groups & DEMOGRAPHIC
    }


_ANYBODY = frozenset({"people", "person", "other", "victim", "member", None})
_OF_SOME_KIND = frozenset(
    "man woman civilian villager resident local relative brother sister sibling foreigner".split()
)


def told_one_by_one(reading: Reading, counts: Sequence[Count]) -> set[Count]:
    """'Three people, a woman, a man and a child, were killed': a list behind a comma says who the people are; who men
    or civilians are, where it adds up to them ('two men, a teacher and a cyclist', 'two civilians, a couple')."""
    found: set[Count] = set()
    for at, whole in enumerate(counts):
        listed: list[Count] = []
        for count in counts[at + 1 :]:
            before = listed[-1] if listed else whole
            link = link_before(reading, before.phrase_last, count)
            if link not in ((",",), *(AND if listed else ())):
                break
            listed.append(count)
        told = sum(count.best for count in listed)
        may_be_told = whole.noun in _ANYBODY or (whole.noun in _OF_SOME_KIND and told == whole.best)
        pair = len(listed) == 1 and listed[0].rule == "tolls.pair" and told == whole.best
        if (len(listed) > 1 or pair) and may_be_told and told <= whole.best:
            found.update(listed)
    return found


_OF_THE_HARMED = re.compile(
    r"\b(?:of|among|amongst) (?:them|whom|(?:the|those|these)(?: \S+)?(?: people| persons)?"
    r" (?:dead|killed|slain|wounded|injured|hurt|victims|casualties|fatalities|martyrs)"
    r"|the (?:dead|victims|fatalities|martyrs))\b"
)
_REACH_OF_WERE = 6
"""Tokens of 'five of the wounded people were' between the number and its verb."""


def harmed_spoken_of(reading: Reading, sentence: Sentence) -> str:
    """How a sentence calls the harmed whom it divides up: 'of the 20 killed', 'among the wounded'; empty for none."""
    found = _OF_THE_HARMED.search(" ".join(reading.lower[sentence.first : sentence.last]))
    return found[0] if found else ""


def said_to_be(reading: Reading, sentence: Sentence, counts: Sequence[Count], harmed: str) -> dict[Count, Count]:
    """'Of the 20 killed, 12 were civilians and eight were rebels': numbers of the harmed, each with the group that it
    is said to be of."""
    groups = {}
    for count, later in zip_longest(counts, counts[1:]):
        of_whole = later is not None and reading.lower[count.last : later.first] == ("of",)
        if count.noun in (None, "victim") and (harmed or of_whole):
            groups[count] = _said_group(reading, sentence, count, later.phrase_last if of_whole else count.last)
    return {count: replace(count, groups=found) for count, found in groups.items() if found}


def _said_group(reading: Reading, sentence: Sentence, count: Count, behind: int) -> frozenset[Group]:
    """The group named by the noun behind 'were'; empty where another verb follows, or where the number is the whole."""
    nobody = frozenset[Group]()
    if count.first > 0 and reading.lower[count.first - 1] in ("the", "those", "these", "among", "of"):
        return nobody
    near = range(behind, min(behind + _REACH_OF_WERE, sentence.last))
    verb = next((at for at in near if reading.lower[at] in ("were", "was", "are")), None)
    if verb is None or any(
        reading.doc[at].is_punct or reading.doc[at].pos_ == "CCONJ" for at in range(count.last, verb)
    ):
        return nobody
    for at in range(verb + 1, sentence.last):
        token = reading.doc[at]
        groups = people().groups_of(person_lemma(token))
        if groups or token.tag_.startswith("VB") or token.is_punct or token.pos_ in ("ADP", "CCONJ", "SCONJ"):
            return groups
    return nobody


def effect_on(harmed: str) -> Effect:
    """Killed or injured, by what a sentence calls those of whom it speaks."""
    return Effect.INJURED if harmed.endswith(("wounded", "injured", "hurt")) else Effect.KILLED


def part_cues(reading: Reading, sentence: Sentence) -> list[int]:
    """Tokens behind which parts of a toll are told: 'including', 'among them', 'of whom'."""
    cues = []
    for at in range(sentence.first, sentence.last):
        lower = reading.lower[at]
        following = reading.lower[at + 1] if at + 1 < sentence.last else ""
        if lower in ("including", "includes", "include", "included", "comprising") or (
            lower in ("among", "amongst")
            and (following in ("them", "whom", "those", "which") or _THE_HARMED & set(reading.lower[at + 2 : at + 4]))
        ):
            cues.append(at)
    return cues


def _tells_anew(token: Token) -> bool:
    """A verb behind the cue: 'six strikes, including on a school, killing at least 35'."""
    acts = token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN"
    return acts or token.lower_ in ("killing", "wounding", "injuring")


def part_cue_of(count: Count, cues: Sequence[int], reading: Reading) -> int | None:
    """The cue a number stands under, or its own 'of them'; None for a number that is no part."""
    doc = reading.doc
    behind = tuple(doc[at].lower_ for at in range(count.last, min(count.last + 2, len(doc))))
    if behind in (("of", "them"), ("of", "whom"), ("of", "those")) or (
        behind[:2] == ("of", "the") and _names_the_dead(reading, count)
    ):
        return count.last
    if _stands_among_more(reading, count):
        return count.last
    before = [cue for cue in cues if cue < count.first and not _is_whole_behind(reading, cue, count)]
    if not before:
        return None
    copula = ("were", "was", "are", "is") if doc[before[-1]].lower_ in ("among", "amongst") else ()
    between = [doc[at] for at in range(before[-1] + 1, count.first)]
    if any(_tells_anew(token) and token.lower_ not in copula for token in between):
        return None
    ends = count.phrase_last
    bare = count.noun in (None, "other", "more")
    verb = ends + 1 if ends + 1 < len(doc) and doc[ends].tag_ == "RB" else ends
    own_verb = (
        (bare or not _THE_HARMED.isdisjoint(reading.lower[before[-1] + 1 : before[-1] + 3]))
        and verb < len(doc)
        and doc[verb].lower_ in ("were", "was", "wounded", "injured")
        and _is_coordinated_clause(between)
    )
    return None if own_verb or len(between) > 16 else before[-1]


def _is_whole_behind(reading: Reading, cue: int, count: Count) -> bool:
    """'Two children were among the 14 killed': the number right behind 'among' is the whole."""
    between = reading.lower[cue : count.first]
    return between[0] in ("among", "amongst") and between[1:] in ((), ("the",), ("those",))


_REACH_OF_AMONG = 12
"""Tokens of 'five women and 13 rebels from the six families were among the dead'."""


def _stands_among_more(reading: Reading, count: Count) -> bool:
    """'Six civilians were among at least 22 people killed', 'five children were among the dead', '12 died, with five
    children among them': the smaller number is a part of the one behind 'among', or of the dead told before."""
    doc = reading.doc
    beside = count.first > 0 and reading.lower[count.first - 1] == "with"
    for at in range(count.phrase_last, min(count.phrase_last + _REACH_OF_AMONG, len(doc) - 1)):
        if doc[at].lower_ == "among" and doc[at + 1].lower_ in ("the", "those"):
            return bool({doc[ahead].lower_ for ahead in range(at + 2, min(at + 4, len(doc)))} & _THE_HARMED)
        if doc[at].lower_ == "among":
            if doc[at + 1].lower_ in ("them", "whom", "which"):
                return beside
            return any(doc[ahead].pos_ == "NUM" for ahead in range(at + 1, min(at + 5, len(doc))))
        tells = doc[at].pos_ in ("VERB", "SCONJ") and doc[at].lower_ != "including"
        if tells or doc[at].text in (".", ";") or doc[at].lower_ == "with":
            return False
    return False


def _is_coordinated_clause(between: Sequence[object]) -> bool:
    """'including a child and five were wounded': behind 'and', a number with a verb of its own starts a new clause."""
    return bool(between) and str(between[-1]).lower() in ("and", "while")


def _names_the_dead(reading: Reading, count: Count) -> bool:
    near = [reading.lower[at] for at in range(count.last, min(count.last + 4, len(reading.doc)))]
    return bool(set(near) & _THE_HARMED)


_THE_HARMED = frozenset("dead victims killed wounded injured casualties fatalities slain deaths martyrs".split())


def parts_of(
    reading: Reading,
    parts: Sequence[Count],
    told: Sequence[ToldToll],
    mentions: Sequence[Mention],
    effect: Effect = Effect.KILLED,
) -> list[ToldToll]:
    """The parts, each tied to its whole; to all whom ``effect`` befell where the sentence tells no whole."""
    found = []
    for count in parts:
        span = count.span(reading)
        whole = [item for item in told if not item.part and item.toll.best != 0]
        enough = [item for item in whole if (item.toll.best or item.toll.low or 0) >= count.best] or whole
        wholes = [item for item in enough if item.toll.span.start < span.start] or enough
        if wholes:
            nearest = max(wholes, key=lambda item: (item.toll.span.start < span.start, item.toll.span.start))
            found.extend(_part(reading, count, nearest.toll, nearest.at, mentions))
        else:
            found.extend(_part_of_the_dead(reading, count, count.first, mentions, effect))
    return found


def _part_of_the_dead(
    reading: Reading, count: Count, at: int, mentions: Sequence[Mention], effect: Effect = Effect.KILLED
) -> list[ToldToll]:
    """A part whose whole another sentence told: of everybody killed, or otherwise harmed."""
    basis = Basis(How.INFERRED, "tolls.part")
    dead = Toll(effect, Group.UNKNOWN, None, None, None, count.span(reading), basis)
    parts = _part(reading, count, dead, at, mentions)
    return [replace(item, toll=replace(item.toll, of=Group.UNKNOWN)) for item in parts]


def _part(reading: Reading, count: Count, whole: Toll, at: int, mentions: Sequence[Mention]) -> list[ToldToll]:
    groups = count.groups or (_groups_behind(reading, count) if count.noun is None else frozenset())
    status, by = status_of(reading, replace(count, groups=groups), mentions)
    base = Toll(
        whole.effect, status, count.low, None if count.rule == "tolls.vague" else count.best, count.high,
        count.span(reading),
        Basis(How.STATED, "tolls.part", 0.85), hedge=count.hedge, cumulative=whole.cumulative, status_by=by,
    )  # fmt: skip
    demographic = sorted(groups & DEMOGRAPHIC)
    if demographic:
        return [
            ToldToll(replace(base, group=group, of=whole.group, status_by=None), at, part=True) for group in demographic
        ]
    if status is Group.UNKNOWN:
        return []
    return [ToldToll(replace(base, of=None if whole.group is Group.UNKNOWN else whole.group), at, part=True)]


def _groups_behind(reading: Reading, count: Count) -> frozenset[Group]:
    """'three of them women', '10 of those killed were civilians': the groups named in the next few words."""
    for at in range(count.last, min(count.last + 12, len(reading.doc))):
        groups = people().groups_of(person_lemma(reading.doc[at]))
        if groups:
            return groups
        if reading.doc[at].text in (".", ";"):
            break
    return frozenset()


def _included_at(reading: Reading, sentence: Sentence) -> int:
    """Where 'included' stands in 'The victims included nine children'; the end of the sentence where it does not."""
    for at in range(sentence.first + 1, min(sentence.first + 4, sentence.last)):
        if reading.lemmas[at] == "include" and reading.lower[at - 1] in ("dead", "victims", "casualties", "fatalities"):
            return at
    return sentence.last


def opening_parts(
    reading: Reading, sentence: Sentence, counts: Sequence[Count], mentions: Sequence[Mention]
) -> tuple[ToldToll, ...]:
    """'Among the dead were five children.' has 'dead'; 'Five of them were children.' has no harm word: a part of
    the killed told before. The caller ties it to its whole."""
    harmed = harmed_spoken_of(reading, sentence) if counts else ""
    said, effect = said_to_be(reading, sentence, counts, harmed), effect_on(harmed)
    cue = _included_at(reading, sentence)
    found: list[ToldToll] = []
    for count in counts:
        of_them = reading.lower[count.last : count.last + 2] == ("of", "them")
        if count not in said and (of_them or count.first > cue):
            found.extend(_part_of_the_dead(reading, count, sentence.first, mentions))
    of_group = [
        part for count in said.values() for part in _part_of_the_dead(reading, count, sentence.first, mentions, effect)
    ]
    return (*found, *together(of_group))
