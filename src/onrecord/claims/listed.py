"""People told one after the other: 'a colonel, a judge and Senator Luis Galan', 'six priests and their cook'.

Comes in: a sentence and its numbers. Goes out: the lists of people in it, each with its numbers and single persons. A
name and an office with a comma between ('Rosa Diaz, a judge,') are one person. The small parser takes such lists for
appositions as often as not, so they are read from the words between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.claims.counts import Count, person_lemma
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS = {(",",): False, ("and",): True, (",", "and"): True, ("along", "with"): True, (",", "along", "with"): True}
"""Words between two of a list, and whether they end it."""
LONGEST_LIST = 30
"""People told one by one; what hostile text strings together beyond that is a new list."""
_OFFICE = 4
"""Tokens of 'of public order' behind 'the third judge'."""
_DETERMINERS = frozenset("a an the his her their its another".split())
_ASIDES = frozenset("one who whose".split())
"""', one of the country's most senior clerics,', ', who led the committee,': more of the person just named."""
_LONGEST_ASIDE = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One of a list: tokens [first, last), and the number or the single person's head that they hold."""

    first: int
    last: int
    count: Count | None = None
    person: Token | None = None
    named: bool = False


def lists_of_people(reading: Reading, sentence: Sentence, counts: Sequence[Count]) -> list[list[Listed]]:
    """The lists of two or more, in text order; each ends with 'and' or 'along with'."""
    numbers = [Listed(count.first, count.phrase_last, count=count) for count in counts]
    items = sorted([*numbers, *_persons(reading, sentence, counts)], key=lambda item: (item.first, item.last))
    lists: list[list[Listed]] = []
    open_list: list[Listed] = []
    for item in items:
        link = reading.lower[open_list[-1].last : item.first] if open_list else ()
        if link not in _LINKS or len(open_list) == LONGEST_LIST:
            open_list = [item]
        elif link == (",",) and _are_one(open_list[-1], item):
            open_list[-1] = _as_one(open_list[-1], item)
        else:
            open_list.append(item)
            if _LINKS[link] and not _names_the_counted(open_list):
                lists.append(list(open_list))
    return lists


def counted_beside(lists: Sequence[Sequence[Listed]], found: Sequence[Count], free: Sequence[Count]) -> list[Count]:
    """The free numbers that a list has beside those found: 'one policeman, Ali Omar, and two civilians'."""
    own = [listed for listed in lists if any(item.count in found for item in listed if item.count)]
    return [item.count for listed in own for item in listed if item.count in free and item.count is not None]


def _names_the_counted(listed: Sequence[Listed]) -> bool:
    """'two journalists, Ahmed Ali and Omar Hassan', 'five people, Ali and four soldiers': behind a number stand those
    it counts, where they are names or add up to it."""
    first, *others = listed
    if first.count is None or first.count.best < 2:
        return False
    named = len(others) > 1 and all(item.person is not None and item.named for item in others)
    return named or sum(item.count.best if item.count else 1 for item in others) == first.count.best


def _are_one(one: Listed, other: Listed) -> bool:
    """A name and an office: 'Rosa Diaz, a judge'."""
    single = all(item.count is None or item.count.best == 1 for item in (one, other))
    return single and one.named != other.named


def _as_one(one: Listed, other: Listed) -> Listed:
    """The one person of both, as the number 'a judge' where that is one."""
    count = one.count or other.count
    name = one if one.named else other
    return Listed(one.first, other.last, count=count, person=None if count else name.person, named=True)


def _persons(reading: Reading, sentence: Sentence, counts: Sequence[Count]) -> Iterator[Listed]:
    counted = {at for count in counts for at in range(count.first, count.phrase_last)}
    for at in range(sentence.first, sentence.last):
        token = reading.doc[at]
        if at in counted or token.tag_ not in ("NN", "NNP") or any(c.dep_ == "nummod" for c in token.children):
            continue
        named = token.ent_type_ == "PERSON"
        goes_on = at + 1 < sentence.last and reading.doc[at + 1].tag_ in ("NN", "NNS", "NNP", "NNPS", "POS")
        if goes_on or not (named or person_lemma(token) in people()):
            continue
        first = _first_of(reading, token, sentence.first)
        office = not named and first > sentence.first and reading.lower[first - 1] == ","
        if named or office or reading.lower[first] in _DETERMINERS:
            behind = _end_of_office(reading, at + 1, sentence.last)
            yield Listed(first, _end_of_aside(reading, behind, sentence.last), person=token, named=named)


def _first_of(reading: Reading, token: Token, least: int) -> int:
    """Where the words before a noun begin: its article or owner, its titles."""
    first = token.i
    while first > least and reading.doc[first - 1].pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "PUNCT"):
        before = reading.doc[first - 1]
        if before.is_punct and before.text != "-":
            break
        first -= 1
    return first - (first > least and reading.lower[first - 1] in _DETERMINERS)


def _end_of_office(reading: Reading, at: int, end: int) -> int:
    """Behind 'of public order' in 'the third judge of public order, and ...'."""
    if at >= end or reading.lower[at] != "of":
        return at
    for last in range(at + 1, min(at + 1 + _OFFICE, end)):
        if reading.doc[last].text == ",":
            return last
    return at


def _end_of_aside(reading: Reading, at: int, end: int) -> int:
    """Behind ', one of Iraq's clerics' in 'X, one of Iraq's clerics, and three others'; ``at`` where no aside ends with
    a comma and 'and'."""
    if reading.lower[at : at + 1] != (",",) or _ASIDES.isdisjoint(reading.lower[at + 1 : at + 2]):
        return at
    for last in range(at + 2, min(at + _LONGEST_ASIDE, end - 1)):
        if reading.doc[last].text == ",":
            return last if reading.lower[last + 1] in ("and", "along") else at
    return at
