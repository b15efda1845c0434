"""Words that look like a party and are a thing: 'Hezbollah Street', 'Armed Forces Day', 'an ETA of half past nine'.

In: a phrase among the words of its text. Out: whether it only names something after a party, or is another word of the
same letters. Only the words beside it are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, follows
from onrecord.actors.words import Gap, Word

_APPOSITION = 7
"""Words behind a comma within which 'the press freedom watchdog' says what an acronym is."""
_SENTENCE = 30
_FULL_NAME = 3
"""Words of a name that no team shares."""
_CHURCHES = frozenset({"salvation"})
_COUNTED = frozenset({"a", "an", "new", "his", "her", "my", "your"})


def is_a_thing(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether the words name a street, a school, a day or a sum after a party, or are no party at all."""
    return (
        _names_a_thing(words, phrase)
        or _is_another_acronym(words, phrase)
        or _is_worn(words, phrase)
        or _is_benign(words, phrase)
        or _is_political(words, phrase)
        or _plays(words, phrase)
        or _is_where(words, phrase)
        or (phrase.first > 0 and words[phrase.first - 1].key in _CHURCHES and words[phrase.first].gap is Gap.SPACE)
    )


def _names_a_thing(words: Sequence[Word], phrase: Phrase) -> bool:
    """'Army Goodwill School', 'Armed Forces Day', "the People's Army museum": what follows the name is named so."""
    if phrase.form not in (Form.NAMED, Form.GENERIC) or not words[phrase.first].capital or words[phrase.first].caps:
        return False
    things = nouns().sets["context.things"]
    for index in range(phrase.last, phrase.last + 3):
        word = follows(words, index)
        if word is None or word.gap is not Gap.SPACE or words[index - 1].owns:
            return False
        if word.key in things and (word.capital or index == phrase.last):
            return True
        if not word.capital:
            return False
    return False


def _is_another_acronym(words: Sequence[Word], phrase: Phrase) -> bool:
    """'RSF, the Paris-based press freedom watchdog'; 'a new ETA of half past nine', 'saved in an IRA', 'ETA 04:30'."""
    if phrase.form is not Form.NAMED or not any(name.acronym for name in phrase.names):
        return False
    spoken_to = phrase.first > 0 and words[phrase.first - 1].key in ("told", "tells")
    if spoken_to and words[phrase.first].key in nouns().sets["context.agencies"]:
        return True
    bodies = nouns().sets["context.bodies"]
    after = words[phrase.last : phrase.last + _APPOSITION]
    if after and after[0].gap is Gap.BREAK and after[0].key in ("the", "a", "an"):
        told = [word.key for index, word in enumerate(after) if index == 0 or word.gap is not Gap.BREAK]
        if bodies & set(told):
            return True
    alone = phrase.first > 0 and words[phrase.first].text.isupper() and words[phrase.first].gap is Gap.SPACE
    counted = alone and words[phrase.first - 1].key in _COUNTED
    behind = follows(words, phrase.last)
    hour = behind is not None and behind.text.isdigit() and _is_next_figure(words, phrase.last + 1)
    return hour or (counted and (behind is None or behind.key in ("of", "and", "or", "at")))


def _is_next_figure(words: Sequence[Word], at: int) -> bool:
    """'ETA 04:30': two figures with no space between."""
    return at < len(words) and words[at].text.isdigit() and words[at].start == words[at - 1].end + 1


def _is_worn(words: Sequence[Word], phrase: Phrase) -> bool:
    """'men in army uniforms', 'disguised as policemen': what somebody looked like."""
    behind = follows(words, phrase.last)
    before = [word.key for word in words[max(0, phrase.first - 2) : phrase.first]]
    uniform = behind is not None and behind.key in nouns().sets["context.uniforms"]
    return uniform or before in (["disguised", "as"], ["dressed", "as"], ["posing", "as"])


def _is_benign(words: Sequence[Word], phrase: Phrase) -> bool:
    """'A gang of workers', 'an army of volunteers'."""
    army = words[phrase.last - 1].key == "army" and phrase.first > 0 and words[phrase.first - 1].key in ("a", "an")
    if phrase.form is not Form.GENERIC or not (phrase.kind == "criminals" or army):
        return False
    link, of_whom = follows(words, phrase.last), follows(words, phrase.last + 1)
    return (
        link is not None and of_whom is not None and link.key == "of" and of_whom.key in nouns().sets["context.benign"]
    )


def _is_political(words: Sequence[Word], phrase: Phrase) -> bool:
    """'The coalition demanded a recount': one of parties, by the words of its sentence."""
    if phrase.form is not Form.COALITION or phrase.told:
        return False
    votes, index = nouns().sets["context.votes"], phrase.last
    while index < min(len(words), phrase.last + _SENTENCE) and not _ends_sentence(words, index):
        if words[index].key in votes:
            return True
        index += 1
    return sum(word.key in votes for word in words[max(0, phrase.first - _SENTENCE) : phrase.first]) > 1


def _plays(words: Sequence[Word], phrase: Phrase) -> bool:
    """'The Tigers won the match', 'the army side drew': a team, by the words of its sentence."""
    if phrase.form not in (Form.NAMED, Form.SHORT, Form.GENERIC):
        return False
    behind = follows(words, phrase.last)
    team = behind is not None and behind.key in nouns().sets["context.teams"]
    if not (words[phrase.last - 1].capital or team):
        return False
    if phrase.last - phrase.first >= _FULL_NAME:
        return False
    first, last = phrase.first, phrase.last
    while first > 0 and not _ends_sentence(words, first) and phrase.first - first < _SENTENCE:
        first -= 1
    while last < min(len(words), phrase.last + _SENTENCE) and not _ends_sentence(words, last):
        last += 1
    sports = nouns().sets["context.sports"]
    return sum(word.key in sports for word in words[first:last]) + team > 1


def _is_where(words: Sequence[Word], phrase: Phrase) -> bool:
    """'the headquarters at Naxal': one word with a capital behind a preposition is a place."""
    word = words[phrase.first]
    if phrase.form is not Form.GENERIC or phrase.country or phrase.last - phrase.first > 1 or not phrase.singular:
        return False
    where = phrase.first > 0 and words[phrase.first - 1].key in ("at", "in", "near") and word.gap is Gap.SPACE
    return where and word.capital and not (word.caps or word.titled)


def _ends_sentence(words: Sequence[Word], index: int) -> bool:
    return words[index].gap is Gap.BREAK and words[index].capital
