"""The words for kinds of sources and the names of bodies, loaded once from ``data/voices.toml``.

Comes in: a name or a role as a report writes it. Goes out: one key for a body under all its names, the kind of source
that the words tell, and whether a name is one that many bodies share.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.actors.nations import capitals, nations
from onrecord.places import fold

_SHORT = 4
"""Names of fewer letters stand as names only in capitals: 'AP', not 'ap'."""


@dataclass(frozen=True, slots=True)
class _Words:
    order: tuple[str, ...]
    kinds: dict[str, re.Pattern[str]]
    empty: frozenset[str]
    seats: frozenset[str]
    common: frozenset[str]
    spelled: dict[str, str]
    """British spellings with the American."""
    admits: re.Pattern[str]
    """Words by which a party takes a deed upon itself."""
    same: dict[str, str]
    """Every name of a body with the first of them."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = tomllib.loads(files("onrecord.linking").joinpath("data", "voices.toml").read_text("utf-8"))
    names = table["names"]
    same = {name: bodies[0] for bodies in table["same"]["bodies"] for name in bodies}
    kinds = {kind: _any_of(words) for kind, words in table["words"].items()}
    common = frozenset(word for words in names["common"] for word in words.split())
    return _Words(
        tuple(table["order"]["kinds"]),
        kinds,
        frozenset(names["empty"]),
        frozenset(names["seats"]),
        common,
        dict(names["spelled"]),
        _admitting(table["admits"]),
        same,
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def _admitting(words: dict[str, list[str]]) -> re.Pattern[str]:
    verbs, between = (_any_of(words[part]).pattern for part in ("verbs", "between"))
    return re.compile(rf"{verbs} (?:{between} )?responsibility\b")


def kind_by_words(words: str) -> str | None:
    """The kind of source that words tell ('the head of the hospital' -> 'medical'); None where they tell none."""
    folded = fold(words)
    found = _words()
    return next((kind for kind in found.order if found.kinds[kind].search(folded)), None)


def takes_responsibility(sentence: str) -> bool:
    """Whether a sentence tells that a party takes a deed upon itself: 'claimed responsibility for the blast'."""
    return bool(_words().admits.search(fold(sentence)))


def body_of(name: str) -> str:
    """One key for a body under all its names: 'SANA news agency' -> 'sana'."""
    folded = fold(re.sub(r"\([^()]*\)", " ", name)) or fold(name) or name
    same = _words().same
    for form in (folded, " ".join(significant(folded))):
        if form in same:
            return same[form]
    return " ".join(significant(folded))


def body_in(role: str | None) -> str | None:
    """The body that words for somebody name: 'SANA reporter' -> 'sana'; None where they name none."""
    if not role:
        return None
    folded = f" {fold(role)} "
    capitals = {fold(word) for word in re.findall(r"\b[A-Z]{2,}\b", role)}
    same = _words().same
    names = (name for name in same if f" {name} " in folded and (len(name) >= _SHORT or name in capitals))
    longest = max(names, key=lambda name: (len(name), name), default=None)
    return same[longest] if longest else None


def significant(name: str) -> tuple[str, ...]:
    """The words of a folded name that tell which body it is; all of them where none does. A country goes by one name:
    "russias defence ministry" and 'defense ministry in moscow' are ('defense', 'ministry', 'ru'), in order."""
    words = name.split()
    found = _words()
    based = "based" in words
    kept = [word for word in words if word not in found.empty and not (based and word in found.seats)] or words
    spelled = [_nation(found.spelled.get(word, word), kept) for word in kept]
    return tuple(sorted(spelled) if "ministry" in spelled else spelled)


def _nation(word: str, beside: list[str]) -> str:
    """The code of the country that a word names; a capital stands for its country where it is a ministry's."""
    known = _nations()
    for form in (word, word.removesuffix("s")):
        if form in known:
            return known[form]
        if "ministry" in beside and form in _capitals():
            return _capitals()[form]
    return word


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    each = nations().values()
    return {fold(name): one.code.lower() for one in each for name in (*one.adjectives, *one.names) if " " not in name}


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {fold(name): code.lower() for code, names in capitals().items() for name in names}


def is_common(name: str) -> bool:
    """Whether a name is made of words that many bodies share: 'the army', 'police command'."""
    return all(word in _words().common or word in _codes() for word in significant(name))


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_nations().values())
