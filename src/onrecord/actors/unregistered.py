"""Groups that no table knows, told by how their names are made: 'X Brigade', 'Ansar al-X', 'X Liberation Front'.

In: words. Out: where such a name ends. Only a name's shape is used; in lines of capitals, where shapes are lost, a name
must be made of the words such groups call themselves by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import nation_at
from onrecord.actors.words import Gap, Word, keys_of
from onrecord.language.case import common_words

_LONGEST = 7
_INTRODUCTION = 9
"""Words of 'an outfit that nobody had heard of' before a name."""
_TITLES = frozenset(["general", "gen", "colonel", "col", "major", "captain", "commander", "mr", "sheikh", "president"])
_ARABIC = frozenset(["al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul", "ud", "us", "e", "i"])
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "our",
        "its",
        "and",
        "but",
        "in",
        "on",
        "at",
    }
)
_LINKS = frozenset(["of", "for", "de", "del"])
_ROMANCE = frozenset("de del la las los le les des du da do dos das d l y e et pour para por".split())
_CONNECTORS = _ROMANCE | {"of", "for", "the"}
"""Words that go on a name without a capital."""
_ROMANCE_HEADS = frozenset(
    "mouvement front rassemblement union forces armee milice coordination alliance coalition conseil brigade frente "
    "movimiento ejercito comando comandos brigada brigadas fuerzas union alianza bloque movimento exercito forcas "
    "uniao".split()
)
"""First words of names of groups in French, Spanish and Portuguese, which write the rest small."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|d)?")


def unregistered_at(words: Sequence[Word], at: int) -> int | None:
    """The index behind the name of an unknown group that starts at a word; None where none does."""
    word = words[at]
    if word.caps:
        return _ideological(words, at)
    if word.titled or not word.capital or word.key in _ARTICLES | _TITLES or _starts_sentence_only(words, at):
        return None
    sets = nouns().sets
    introduced = introduced_at(words, at)
    if introduced is not None:
        return introduced
    if word.key in sets["unregistered.first"]:
        return _arabic(words, at)
    romance = _romance(words, at)
    if romance is not None:
        return romance
    last = _shaped(words, at)
    if last is None or _is_state_unit(words, at, last):
        return None
    return _with_of(words, last)


def introduced_at(words: Sequence[Word], at: int) -> int | None:
    """Where a name of two capitals or more ends that the words beside it call a group's: 'calling itself the Lions of
    the Khabur Bend', 'the Red Coconut Column, an outfit that nobody knows'."""
    if at + 1 >= len(words) or words[at + 1].gap is not Gap.SPACE:
        return None
    last = _capitals(words, at)
    if last - at < 2 or nation_at(words, at) or sum(word.capital for word in words[at:last]) < 2:
        return None
    return last if _called_so(words, at) or _called_a_group(words, last) else None


def _capitals(words: Sequence[Word], at: int) -> int:
    """The index behind a run of capitals, over 'of the', 'del' and the like."""
    last = at + 1
    while last < len(words) and words[last].gap is Gap.SPACE and last - at < _LONGEST:
        if words[last].capital:
            last += 1
            continue
        ahead = last
        while ahead < len(words) and words[ahead].key in _CONNECTORS and words[ahead].gap is Gap.SPACE:
            ahead += 1
        if ahead == last or ahead >= len(words) or not words[ahead].capital or words[ahead].gap is not Gap.SPACE:
            break
        last = ahead + 1
    return last


def _called_so(words: Sequence[Word], at: int) -> bool:
    """Whether 'calling itself the' stands before a word, or 'an unheard-of band, the'."""
    before = at - 1 if at and words[at - 1].key == "the" else at
    if before < at and words[before].gap is Gap.BREAK and not words[before].capital:
        told = [word.key for word in words[max(0, before - _INTRODUCTION) : before]]
        return bool({"a", "an"} & set(told)) and bool(nouns().sets["context.outfits"] & set(told))
    stretch = words[max(0, before - 2) : before]
    return any(word.key in nouns().sets["context.introduces"] for word in stretch) and words[at].gap is Gap.SPACE


def _called_a_group(words: Sequence[Word], last: int) -> bool:
    """Whether ', an outfit ...' or ', a previously unknown band' stands right behind."""
    if last >= len(words) or words[last].gap is not Gap.BREAK or words[last].key not in ("a", "an", "three"):
        return False
    stretch = [words[last]]
    for word in words[last + 1 : last + 6]:
        if word.gap is Gap.BREAK:
            break
        stretch.append(word)
    return any(word.key in nouns().sets["context.outfits"] for word in stretch)


def _starts_sentence_only(words: Sequence[Word], at: int) -> bool:
    """A common word with a capital because the sentence starts: 'Another militia', 'Local gangs'."""
    word = words[at]
    if word.gap is not Gap.BREAK or word.key not in common_words():
        return False
    return not _capital_next(words, at) or word.key not in nouns().sets["unregistered.ideology"]


def _capital_next(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].capital and words[at + 1].gap is not Gap.BREAK


def _shaped(words: Sequence[Word], at: int) -> int | None:
    """The index behind the last word of '<Name> Front', 'Liwa <Name> Brigade': capitals, then a word for a group."""
    ends = nouns().sets["unregistered.last"]
    named = 0
    last = None
    for index in range(at, min(len(words), at + _LONGEST)):
        word = words[index]
        if index > at and word.gap is Gap.BREAK:
            break
        if index > at and word.key in ends and named and (word.capital or word.key not in ("army", "front")):
            last = index + 1
            if not word.capital or word.owns:
                break
        elif not word.capital and word.key not in _ARABIC:
            break
        elif word.capital:
            named += 1
        if word.owns and not _capital_next(words, index):
            break
    return last


def _is_state_unit(words: Sequence[Word], first: int, last: int) -> bool:
    """'Iraqi Army', '3rd Brigade', 'Salvation Army', 'Eastern Front': a state's, or no group at all."""
    never = nouns().sets["unregistered.never"]
    plain = never | nouns().sets["unregistered.plain"] | nouns().sets["neutral"]
    if words[last - 1].key == "army" and last < len(words) and words[last].key in ("unit", "units"):
        return True
    if words[last - 2].key in never or _ORDINAL.fullmatch(words[last - 2].key):
        return True
    at = first
    while at < last - 1:
        nation = nation_at(words, at)
        if nation:
            at = nation[2]
        elif words[at].key in plain or _ORDINAL.fullmatch(words[at].key) or nouns().owner_at(words, at):
            at += 1
        else:
            return False
    return True


def _with_of(words: Sequence[Word], last: int) -> int:
    """'Popular Brigade of Lasta', 'Front for the Defence of the Delta': the name goes on behind 'of' and 'for'."""
    at = last
    while at + 1 < len(words) and words[at].gap is Gap.SPACE and words[at].key in _LINKS:
        following = at + 1
        if words[following].key == "the" and following + 1 < len(words):
            following += 1
        if not (words[following].capital and words[following].gap is Gap.SPACE):
            break
        while following < len(words) and words[following].capital and words[following].gap is not Gap.BREAK:
            following += 1
        at = last = following
    return last


def _arabic(words: Sequence[Word], at: int) -> int | None:
    """'Ansar al-Huda', 'Jaish Maghawir': a word such groups begin with, then names in capitals."""
    index, named, last = at + 1, 0, at + 1
    while index < min(len(words), at + _LONGEST) and words[index].gap is not Gap.BREAK:
        word = words[index]
        if word.capital:
            named, last = named + 1, index + 1
        elif word.key not in _ARABIC:
            break
        index += 1
        if word.owns or named >= 3:
            break
    return last if named else None


def _romance(words: Sequence[Word], at: int) -> int | None:
    """'Mouvement pour la dignité des lagunes': a head, then words that 'de' and its like tie on, in any case."""
    if words[at].key not in _ROMANCE_HEADS or at + 1 >= len(words) or words[at + 1].key not in _ROMANCE:
        return None
    index, tied = at + 1, True
    while index < min(len(words), at + _LONGEST) and words[index].gap is not Gap.BREAK:
        joins = words[index].key in _ROMANCE
        if not (joins or tied or words[index].capital):
            break
        tied = joins
        index += 1
    while words[index - 1].key in _ROMANCE:
        index -= 1
    return index if index > at + 1 else None


def _ideological(words: Sequence[Word], at: int) -> int | None:
    """In a line of capitals: two or more words of ideology, then a word for a group."""
    sets = nouns().sets
    if words[at].key not in sets["unregistered.ideology"]:
        return None
    index = at + 1
    while (
        index < len(words) and words[index].gap is not Gap.BREAK and words[index].key in sets["unregistered.ideology"]
    ):
        index += 1
    if index >= len(words) or words[index].gap is Gap.BREAK or index - at < 2:
        return None
    ends = sets["unregistered.last"] | {"forces", "command"}
    return index + 1 if words[index].key in ends else None


def slug(name: str) -> str:
    """A name as part of an id: small letters and figures, parted by hyphens."""
    return "-".join(keys_of(name))
