"""Numbers of people in a sentence: 'at least five soldiers', 'dozens of villagers', 'a woman', 'two others'.

Comes in: a Reading and a sentence. Goes out: counts in text order, with the noun they count and whom it names.
Numbers of anything else (kilometres, houses, dollars, years of age) are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.claims.words import number_words, people
from onrecord.language import Reading, Sentence
from onrecord.language.number_words import read_number
from onrecord.model import Group, Span

_STATES = frozenset("dead killed wounded injured hurt missing martyred slain".split())
_DETERMINERS = frozenset("of the those his her their its".split())
_TRADE_ENDINGS = ("ists", "ians", "ees", "smen", "eers", "keepers", "workers", "drivers", "holders", "seekers")
_NOT_TRADES = frozenset("committees trees degrees fees knees bees guarantees".split())
_ARTICLES = frozenset("a an one another".split())
_NOT_PEOPLE_AFTER = frozenset(
    "km kilometers kilometres kilometer kilometre miles mile meters metres percent % per cent years year months month weeks "
    "week days day hours hour minutes am pm a.m. p.m. - – / o'clock gmt mm kg tons tonnes dollars euros".split()
)
_AFTER_NOT = frozenset("- / ° % : – .".split())
_BEFORE_NOT = frozenset("how aged age no. number $ € £ article resolution flight highway route km brigade division battalion".split())
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "PART", "ADV"})
_PARTICIPLES = frozenset({"VBN", "VBG", "JJ"})
_LONGEST_NOUN_PHRASE = 9
"""Tokens between a number and the noun it counts; the longest seen in the development reports is seven."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: token range [first, last) of hedge and number, [first, phrase_last) with its noun.

    low, best, high as in Toll. ``noun`` is the lemma counted, None where it is left out ('two killed').
    ``words`` are the lower-cased words of the whole phrase.
    """

    first: int
    last: int
    phrase_last: int
    low: int | None
    best: int
    high: int | None
    hedge: str | None
    rule: str
    noun: str | None
    groups: frozenset[Group]
    words: tuple[str, ...]

    def span(self, reading: Reading) -> Span:
        """The characters of number and noun."""
        return reading.span(self.first, self.phrase_last)


@dataclass(frozen=True, slots=True)
class _Number:
    last: int
    low: int | None
    best: int
    high: int | None
    hedge: str | None
    rule: str


def find_counts(reading: Reading, sentence: Sentence) -> tuple[Count, ...]:
    """The numbers of people in a sentence, in text order."""
    tokens = reading.tokens(sentence)
    words = [token.lower_ for token in tokens]
    counts: list[Count] = []
    at = 0
    while at < len(words):
        count = _count_at(reading, sentence, words, at)
        if count is None:
            at += 1
        else:
            counts.append(count)
            at = count.last - sentence.first
    return tuple(counts)


def _count_at(reading: Reading, sentence: Sentence, words: Sequence[str], at: int) -> Count | None:
    number = _hedged_number(words, at)
    if number is None:
        return _single_person(reading, sentence, words, at)
    if not _may_count_people(words, at, number) or _is_glued(reading.doc, sentence, at):
        return None
    first, last = sentence.first + at, sentence.first + number.last
    head = _noun_after(reading.doc, last, sentence.last)
    if not head.people:
        return None
    phrase_last = last if head.at is None else head.at + 1
    noun = None if head.at is None else person_lemma(reading.doc[head.at])
    if noun == "family":
        return None
    count = Count(
        first, last, phrase_last, number.low, number.best, number.high, number.hedge, number.rule, noun, frozenset(), ()
    )
    return _with_people(reading, sentence, count)


def _with_people(reading: Reading, sentence: Sentence, count: Count) -> Count:
    """Add whom the noun names, reading on through 'of ...' behind 'members' and 'people'."""
    phrase_last = count.phrase_last
    words = tuple(reading.doc[i].lower_ for i in range(count.first, phrase_last))
    groups = people().groups_of(count.noun) if count.noun else frozenset[Group]()
    if count.noun in _CONTAINERS or count.noun in _BROAD:
        phrase_last = _of_phrase_end(reading.doc, phrase_last, sentence.last)
        words = tuple(reading.doc[i].lower_ for i in range(count.first, phrase_last))
        groups = groups or _groups_in(reading.doc, count.phrase_last, phrase_last)
    groups = groups | _demographic_modifiers(words)
    return replace(count, phrase_last=phrase_last, groups=groups, words=words)


_CONTAINERS = frozenset("member element body corpse number group total remains family".split())
_BROAD = frozenset("people person man individual other".split())
_AGE_AND_SEX = {
    "female": Group.WOMEN,
    "children": Group.CHILDREN,
    "child": Group.CHILDREN,
    "underage": Group.CHILDREN,
    "elderly": Group.ELDERLY,
    "civilian": Group.CIVILIAN,
    "unarmed": Group.CIVILIAN,
    "armed": Group.COMBATANT,
    "rebel": Group.COMBATANT,
    "militant": Group.COMBATANT,
    "terrorist": Group.COMBATANT,
    "insurgent": Group.COMBATANT,
    "government": Group.SECURITY,
    "army": Group.SECURITY,
    "military": Group.SECURITY,
    "police": Group.SECURITY,
}

def _demographic_modifiers(words: Sequence[str]) -> frozenset[Group]:
    found = {_AGE_AND_SEX[word] for word in words[1:] if word in _AGE_AND_SEX}
    return frozenset(found)


def _groups_in(doc: Sequence[Token], first: int, last: int) -> frozenset[Group]:
    for at in range(last - 1, first - 1, -1):
        if doc[at].pos_ == "PROPN":
            continue
        found = people().groups_of(person_lemma(doc[at]))
        if found:
            return found
    return frozenset()


def _of_phrase_end(doc: Sequence[Token], at: int, end: int) -> int:
    """Where 'of the same family' ends after 'members'; ``at`` itself where there is no such phrase."""
    if at >= end or doc[at].lower_ not in ("of", "from"):
        return at
    last = at + 1
    while last < end and last - at < _LONGEST_NOUN_PHRASE and (doc[last].pos_ in _MODIFIERS or doc[last].pos_ == "DET"):
        last += 1
    return last if last > at + 1 else at


def _hedged_number(words: Sequence[str], at: int) -> _Number | None:
    """A number with the hedge before and after it, starting exactly at ``at``; positions are within the sentence."""
    hedge, start = _hedge_before(words, at)
    vague = _vague_at(words, start)
    if vague is not None:
        return vague
    read = read_number(words[start : start + 12])
    if read is None or (words[start] in ("one", "zero") and start + 1 < len(words) and words[start + 1] == "of"):
        return None
    low, taken = read
    high, last = _range_end(words, start + taken, low)
    after = _hedge_after(words, last)
    if after:
        last, hedge = after
    hedge_words = hedge
    kind = number_words().hedges.get(tuple(hedge.split())) if hedge else None
    return _bounded(last, low, high, kind, hedge_words)


def _bounded(last: int, low: int, high: int, kind: str | None, hedge: str | None) -> _Number:
    if high != low:
        return _Number(last, low, low, high, hedge or "range", "tolls.range")
    if kind == "at_least":
        return _Number(last, low, low, None, hedge, "tolls.at_least")
    if kind == "at_most":
        return _Number(last, None, low, low, hedge, "tolls.at_most")
    if kind == "about":
        return _Number(last, None, low, None, hedge, "tolls.about")
    return _Number(last, low, low, low, None, "tolls.exact")


def _hedge_before(words: Sequence[str], at: int) -> tuple[str | None, int]:
    for length in (4, 3, 2, 1):
        phrase = tuple(words[at : at + length])
        if len(phrase) == length and phrase in number_words().hedges:
            nested, start = _hedge_before(words, at + length)
            return (nested or " ".join(phrase)), start
    return None, at


def _hedge_after(words: Sequence[str], last: int) -> tuple[int, str] | None:
    phrase = tuple(words[last : last + 2])
    if phrase in (("or", "more"), ("at", "least"), ("or", "so")):
        return last + 2, " ".join(phrase)
    return None


def _range_end(words: Sequence[str], last: int, low: int) -> tuple[int, int]:
    if last < len(words) and words[last] in ("to", "or", "-", "–", "and"):
        read = read_number(words[last + 1 : last + 8])
        joins = words[last] != "and" or (words[last - 2 : last - 1] == ["between"])
        if read and low < read[0] <= 3 * low + 3 and joins:
            return read[0], last + 1 + read[1]
    return low, last


def _vague_at(words: Sequence[str], start: int) -> _Number | None:
    for length in (3, 2, 1):
        phrase = tuple(words[start : start + length])
        entry = number_words().vague.get(phrase)
        if entry is not None and len(phrase) == length:
            last = start + length
            if last < len(words) and words[last] == "of":
                last += 1
            elif phrase in (("a", "couple"), ("a", "number"), ("couple",)):
                return None
            return _Number(last, entry.low, entry.low, entry.high, " ".join(phrase), "tolls.vague")
    return None


def _may_count_people(words: Sequence[str], at: int, number: _Number) -> bool:
    before = words[at - 1] if at else ""
    after = words[number.last] if number.last < len(words) else ""
    return before not in _BEFORE_NOT and after not in _NOT_PEOPLE_AFTER


def _is_glued(doc: Sequence[Token], sentence: Sentence, at: int) -> bool:
    """'Grad-21', '2014/15': a number that hangs on a sign before it with no space between."""
    here = sentence.first + at
    return at > 0 and doc[here - 1].text in _AFTER_NOT and not doc[here - 1].whitespace_


@dataclass(frozen=True, slots=True)
class _Noun:
    """What a number counts: the token of the noun, None where it is left out; and whether it can be people."""

    at: int | None
    people: bool


def _noun_after(doc: Sequence[Token], last: int, end: int) -> _Noun:
    """The noun a number counts: the last noun of the phrase that starts behind it."""
    noun: int | None = None
    for at in range(last, min(end, last + _LONGEST_NOUN_PHRASE)):
        token = doc[at]
        if noun is None and token.lower_ in _DETERMINERS:
            continue
        if token.lower_ in _STATES and not _noun_follows(doc, at, end):
            break
        if token.lower_ == "more":
            return _Noun(at, people=True)
        if person_lemma(token) in people() or token.pos_ in ("NOUN", "PROPN"):
            noun = at
            if person_lemma(token) in people() and not _noun_follows(doc, at, end):
                break
        elif not (token.pos_ in _MODIFIERS or token.tag_ in _PARTICIPLES or token.text in ("-", "'", "’", '"')):
            break
    return _Noun(noun, noun is None or _is_people(doc[noun]))


def _noun_follows(doc: Sequence[Token], at: int, end: int) -> bool:
    if at + 1 >= end:
        return False
    after = doc[at + 1]
    return person_lemma(after) in people() or (after.pos_ == "NOUN" and after.dep_ != "npadvmod" and after.tag_ != "NNP")


def _is_people(token: Token) -> bool:
    """A noun for people from the list, a name in the plural ('Houthis'), or a trade by its ending."""
    if person_lemma(token) in people() or token.lower_ in ("lives", "more"):
        return True
    if token.tag_ == "NNPS" or (token.pos_ == "PROPN" and token.text.endswith("s")):
        return True
    return token.lower_.endswith(_TRADE_ENDINGS) and token.lower_ not in _NOT_TRADES


def _single_person(reading: Reading, sentence: Sentence, words: Sequence[str], at: int) -> Count | None:
    """'a woman', 'another soldier', 'one civilian': one person, where the noun is a singular noun for people."""
    if words[at] not in _ARTICLES:
        return None
    first = sentence.first + at
    head = _noun_after(reading.doc, first + 1, sentence.last)
    if head.at is None or not head.people or reading.doc[head.at].tag_ not in ("NN", "NNP", "JJ"):
        return None
    noun = person_lemma(reading.doc[head.at])
    if noun not in people() or noun in ("group", "number", "total", "family"):
        return None
    count = Count(first, first + 1, head.at + 1, 1, 1, 1, None, "tolls.one", noun, frozenset(), ())
    return _with_people(reading, sentence, count)


_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "people", "policemen": "policeman", "others": "other"}


def person_lemma(token: Token) -> str:
    lower = token.lower_
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower in people():
        return lower
    lemma = token.lemma_.lower()
    if lemma in people():
        return lemma
    for ending, singular in (("ies", "y"), ("men", "man"), ("s", "")):
        stem = lower[: -len(ending)] + singular
        if lower.endswith(ending) and stem in people():
            return stem
    return lemma
