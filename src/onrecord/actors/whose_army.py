"""Whose army 'the army' is, by the capital that speaks of it: 'Islamabad said the army ...', 'the army in Nairobi'.

In: the words of a text, a definite phrase for a state's force, and the parties told of before. Out: two letters of a
country, or None.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Phrase, capital_at, follows, nation_at
from onrecord.actors.words import Gap, Word

_SPEAKS_WITHIN = 16
"""Words back within which a capital that speaks tells whose army is meant."""
_SENTENCE_BEFORE = 80
"""Words back within which the sentence before opens."""
_BEFORE = 2
"""The sentence before is the second that opens, counted back."""


def country_of_army(words: Sequence[Word], phrase: Phrase, told: Set[str]) -> str | None:
    """The country whose force is meant, by the capital behind it, before it or at the head of the sentence before.

    ``told``: ids of the parties told of before.
    """
    return _capital_behind(words, phrase) or _speaking_capital(words, phrase) or _speaker_before(words, phrase, told)


def _capital_behind(words: Sequence[Word], phrase: Phrase) -> str | None:
    """'the army in Nairobi'."""
    link = follows(words, phrase.last)
    if link is None or link.key != "in" or not follows(words, phrase.last + 1):
        return None
    capital = capital_at(words, phrase.last + 1)
    return capital[0] if capital else None


def _speaking_capital(words: Sequence[Word], phrase: Phrase) -> str | None:
    """'Islamabad said the army ...', 'in Bogota the minister thanked the army'."""
    speech, spoken = nouns().sets["context.speech"], False
    for at in range(phrase.first - 1, max(-1, phrase.first - _SPEAKS_WITHIN), -1):
        word = words[at]
        spoken = spoken or word.key in speech
        capital = capital_at(words, at)
        if capital and (spoken or _opens_with_in(words, at - 1)):
            return capital[0]
        if word.opens:
            return None
    return None


def _opens_with_in(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].key == "in" and words[at].gap is Gap.BREAK


def _speaker_before(words: Sequence[Word], phrase: Phrase, told: Set[str]) -> str | None:
    """'Pakistan said ... The army said', 'Ankara denied ... The army': who opens the sentence before, if it speaks
    there and the army speaks here, or if its army was told of."""
    speech = nouns().sets["context.speech"]
    opened = 0
    for at in range(phrase.first, max(-1, phrase.first - _SENTENCE_BEFORE), -1):
        if not words[at].opens:
            continue
        opened += 1
        nation = (capital_at(words, at) or _nation_name_at(words, at)) if opened == _BEFORE else None
        if nation is None:
            continue
        country, last = nation
        both_speak = _is_next(words, last, speech) and _is_next(words, phrase.last, speech)
        return country if both_speak or f"{phrase.kind}-{country.lower()}" in told else None
    return None


def _is_next(words: Sequence[Word], at: int, keys: Set[str]) -> bool:
    word = follows(words, at)
    return word is not None and word.key in keys


def _nation_name_at(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """The nation whose name, not adjective, stands at a word: (ISO code, index behind it)."""
    nation = nation_at(words, at)
    return (nation[0], nation[2]) if nation and not nation[1] else None
