"""What the press of a country and time calls a party without its name: 'the sect' in Nigeria, 'the alliance' in Libya.

In: the words of a phrase, the country and the day. Out: a party's id, or None. The knowledge is ``data/epithets.tsv``,
our own. It says what is likely meant, never what is said: values that rest on it are inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import nation_at
from onrecord.actors.words import Word, split_words

_TELLING = frozenset({"foreign", "communist", "ethnic", "federal"})
"""Adjectives that stand before many a noun and still tell one party from another."""


@dataclass(frozen=True, slots=True)
class _Epithet:
    """A party, with the countries and years (both ends included; None is open) in which the words mean it."""

    actor: str
    countries: tuple[str, ...]
    first_year: int
    last_year: int | None


def party_by_epithet(words: Sequence[Word], country: str | None, day: date | None) -> str | None:
    """The id of the one party that the words mean in a country on a day; None without a day, or where two might be."""
    if country is None or day is None or not words:
        return None
    keys = [word.base if word.owns else word.key for word in words]
    meant = {
        epithet.actor
        for epithet in _epithets().get(tuple(keys[_creed_at(words) :]), ())
        if country in epithet.countries and epithet.first_year <= day.year <= (epithet.last_year or day.year)
    }
    return meant.pop() if len(meant) == 1 else None


def _creed_at(words: Sequence[Word]) -> int:
    """The index behind words that only praise, blame or tell the nation: 'notorious', 'Somali'."""
    at = 0
    while at < len(words) - 1:
        nation = nation_at(words, at)
        if nation and nation[1]:
            at = nation[2]
        elif words[at].key in nouns().sets["neutral"] and words[at].key not in _TELLING:
            at += 1
        else:
            break
    return min(at, len(words) - 1)


@cache
def _epithets() -> Mapping[tuple[str, ...], tuple[_Epithet, ...]]:
    """By keys, without the words that are skipped before them."""
    text = files("onrecord.actors").joinpath("data/epithets.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    table: dict[tuple[str, ...], tuple[_Epithet, ...]] = {}
    for actor, listed, countries, first, last in rows:
        epithet = _Epithet(actor, tuple(countries.split("|")), int(first), int(last) if last else None)
        for each in listed.split("|"):
            words = split_words(each)
            keys = tuple(word.key for word in words)[_creed_at(words) :]
            table[keys] = (*table.get(keys, ()), epithet)
    return MappingProxyType(table)
