"""Names of persons, compared across spellings.

In: two names as written. Out: a likeness from 0 to 1, and why in words. Names in Latin letters are compared by sound
(sounds.py), others letter by letter, each within its own script: a name is kept as written, and never transliterated.

The rules. Words are paired as they fit best, in any order; two neighbours may stand for one word (Nour al-Din,
Noureddine), and an initial for a name. Articles, titles and 'son of' do not count; 'Abd' and 'Abu' are one with the
next word. A word that only the longer name has costs little: fathers' names and patronymics are often left out. A
word of the shorter name that the longer lacks costs most: brothers share all other names. A single word is never
enough beside a longer name; a name that lacks only the other's first word may be the father's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from onrecord.persons import sounds
from onrecord.persons.name_words import (
    ARTICLES,
    FATHERS,
    FIRST_TITLES,
    LINKS,
    SERVANTS,
    SUN_ARTICLES,
    TITLES,
    UNNAMED,
    VARIANTS,
)

WORD_ALIKE = 0.87
"""From here on two words are one name. Set on the pairs of test_persons_names.py: at .85 Hamad is Hamid, at .9 Qasim
is not Kassem."""
VARIANT = 0.95
"""How alike two forms of one given name are: Sergei, Serhii."""
INITIAL = 0.8
SINGLE_BESIDE_MORE, SINGLE_EACH = 0.5, 0.8
"""The most that one word can reach, beside a longer name and beside another single word."""
EXTRA_WORD, MOST_EXTRA = 0.03, 0.09
OTHER_ORDER = 0.06
FATHER_AND_CHILD = 0.2
MOST_WORDS = 8
"""Words of a name that are compared; a name of more is most likely a sentence."""

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ß": "ss",
    "ة": "ه", "ى": "ي", "ـ": "", "ی": "ي", "ک": "ك", "ё": "е", "ґ": "г", "і": "и", "ї": "и", "ы": "и", "є": "е",
    "э": "е", "ь": "", "ъ": "",
}  # fmt: skip
_DROPPED = frozenset("'’‘`´ʻʼʽʾʿˈ′\"\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_SERVANT = re.compile(r"^abd[aeiou]?(?:[aeiou]l(?=\w\w)|([^aeiou])(?=\1))")
_FATHER = re.compile(r"^(?:abu|abou|abo)(?=[^aeiou]\w{2})")
_SUN = re.compile(r"^a(?:(sh)(?=sh)|([srndtz])(?=\2))")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 1, and why, in words for a person."""

    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in words fit for comparing, and the script of most of its letters."""

    words: tuple[str, ...]
    script: str


def is_named(name: str) -> bool:
    """Whether a cell holds a name at all, and no 'unidentified man'."""
    words = _folded(name).split()
    return any(any(char.isalpha() for char in word) for word in words) and _unnamed().isdisjoint(words)


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(word for words in UNNAMED for word in _folded(words).split() if len(word) > 2)


def same_words(name: str) -> str:
    """A name without case, accents, signs and spaces to spare: equal for one name written by one hand."""
    return " ".join(_folded(name).split()) or " ".join(name.split())


def compare(a: str, b: str) -> Likeness:
    """Compare two names. Names in different scripts are not compared: their likeness is 0."""
    if same_words(a) == same_words(b):
        likeness = _of_equals(_name(a))
    else:
        likeness = _compared(*sorted((_name(a), _name(b)), key=lambda name: (len(name.words), name.words)))
    return Likeness(round(likeness.score, 3), likeness.why)


def keys(name: str) -> tuple[str, ...]:
    """A rough key for each word, which other spellings share; initials as '.a'. In order, each once."""
    split = _name(name)
    return tuple(dict.fromkeys(_key(word, split.script) for word in split.words))


def _key(word: str, script: str) -> str:
    if len(word) == 1 and script == "LATIN":
        return f".{word}"
    if script == "LATIN":
        return f"={VARIANTS[word]}" if word in VARIANTS else sounds.skeleton(word)
    return _without_article(word)[:3]


def first_letters(name: str) -> tuple[str, ...]:
    """What each word would be as an initial."""
    return tuple(dict.fromkeys(f".{word[0]}" for word in _name(name).words))


def _of_equals(name: _Name) -> Likeness:
    if len(name.words) == 1 and name.script not in ("CJK", "HANGUL"):
        return Likeness(SINGLE_EACH, "the same name, but of one word only")
    return Likeness(1.0, "the same name")


def _compared(shorter: _Name, longer: _Name) -> Likeness:
    if not shorter.words or not longer.words:
        return Likeness(0.0, "one of them has no letters")
    if shorter.script != longer.script:
        return Likeness(0.0, "written in different scripts, not compared")
    if shorter.words == longer.words:
        return _of_equals(shorter)
    most = _most(len(shorter.words), len(longer.words))
    found = [_aligned(shorter.words, longer.words, shorter.script, most)]
    found += [_aligned(shorter.words, words, shorter.script, most) for words in _with_joined(longer.words)]
    found += [_aligned(words, longer.words, shorter.script, most) for words in _with_joined(shorter.words)]
    return max(found, key=lambda likeness: likeness.score)


def _most(words: int, others: int) -> tuple[float, float]:
    """The most that names of so many words can reach where nothing is left over, and where something is."""
    if words > 1:
        return 1.0, 1.0
    return (SINGLE_EACH if others == 1 else 1.0), SINGLE_BESIDE_MORE


def _with_joined(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words with each two neighbours as one."""
    for at in range(len(words) - 1):
        if len(words[at]) > 1 and len(words[at + 1]) > 1:
            yield (*words[:at], words[at] + words[at + 1], *words[at + 2 :])


def _aligned(one: tuple[str, ...], other: tuple[str, ...], script: str, most: tuple[float, float]) -> Likeness:
    """Pair the words of two names, the most alike first, and say what the pairs amount to."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    ranked = sorted(
        (-_word_likeness(one, other, script), abs(i - j), i, j)
        for (i, one), (j, other) in product(enumerate(shorter), enumerate(longer))
    )
    pairs: dict[int, int] = {}
    scores: dict[int, float] = {}
    for negative, _, i, j in ranked:
        if i not in pairs and j not in pairs.values() and -negative >= INITIAL:
            is_initial = min(len(shorter[i]), len(longer[j])) == 1
            if is_initial or -negative >= WORD_ALIKE:
                pairs[i], scores[i] = j, -negative
    base = sum(scores.values()) / len(shorter)
    likeness = _amounts_to(base, pairs, shorter, longer)
    top = most[len(shorter) < len(longer)]
    if top == 1:
        return likeness
    return Likeness(likeness.score * top, f"{likeness.why}; a single word is not enough")


def _amounts_to(base: float, pairs: dict[int, int], shorter: tuple[str, ...], longer: tuple[str, ...]) -> Likeness:
    unlike = [shorter[i] for i in range(len(shorter)) if i not in pairs]
    reasons = [_pairs_in_words(pairs, shorter, longer)] if pairs else []
    if unlike:
        reasons.append(f"nothing like {', '.join(unlike)} in the other")
        return Likeness(base * 0.9, "; ".join(reasons))
    extra = [longer[j] for j in range(len(longer)) if j not in pairs.values()]
    if extra:
        base -= min(MOST_EXTRA, EXTRA_WORD * len(extra))
        reasons.append(f"only one has {', '.join(extra)}")
    order = [pairs[i] for i in sorted(pairs)]
    if order != sorted(order):
        base -= OTHER_ORDER
        reasons.append("in another order")
    if extra and 0 not in pairs.values() and pairs[0] == 1:
        base -= FATHER_AND_CHILD
        reasons.append("may be father and child")
    return Likeness(max(base, 0.0), "; ".join(reasons))


def _pairs_in_words(pairs: dict[int, int], shorter: tuple[str, ...], longer: tuple[str, ...]) -> str:
    spelled = [f"{shorter[i]} ~ {longer[j]}" for i, j in sorted(pairs.items()) if shorter[i] != longer[j]]
    same = [shorter[i] for i, j in sorted(pairs.items()) if shorter[i] == longer[j]]
    told = [f"the same {', '.join(same)}"] if same else []
    return ", ".join(told + spelled)


@lru_cache(maxsize=500_000)
def _word_likeness(one: str, other: str, script: str) -> float:
    if one == other:
        return 1.0
    if 1 in (len(one), len(other)):
        return INITIAL if one[0] == other[0] and script not in ("CJK", "HANGUL", "MYANMAR") else 0.0
    if script != "LATIN":
        return _letters_alike(_without_article(one), _without_article(other))
    group = VARIANTS.get(one)
    known = VARIANT if group is not None and group == VARIANTS.get(other) else 0.0
    bare = 0.995 * sounds.alike(_without_article(one), _without_article(other))
    return max(known, bare, sounds.alike(one, other))


def _without_article(word: str) -> str:
    """'alhassan' -> 'hassan', 'assayed' -> 'sayed'; short words stay."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if len(word) > 5 and word[:2] in ("al", "el") and word[2] not in "ly":
        return word[2:]
    found = _SUN.match(word)
    return word[found.end() :] if found and len(word) > 5 else word


def _letters_alike(one: str, other: str) -> float:
    """One less the share of letters that must be changed, put in or left out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, against in enumerate(other, 1):
            following.append(min(row[j - 1] + (letter != against), row[j] + 1, following[-1] + 1))
        row = following
    return 1 - row[-1] / max(len(one), len(other), 1)


@lru_cache(maxsize=200_000)
def _name(name: str) -> _Name:
    words = _folded(_comma_turned(name)).split()[:MOST_WORDS]
    counted = Counter(_script(char) for word in words for char in word)
    script = min(counted, key=lambda one: (-counted[one], one)) if counted else ""
    return _Name(tuple(_joined(_kept(words))), script)


def _script(char: str) -> str:
    """'LATIN', 'ARABIC', 'CYRILLIC', 'MYANMAR' ...: the first word of the letter's name in Unicode."""
    return unicodedata.name(char, "UNKNOWN").split()[0]


def _comma_turned(name: str) -> str:
    """'Kovalenko, Ivan' -> 'Ivan Kovalenko'."""
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma and "," not in given and given.strip() and family.strip() else name


def _folded(name: str) -> str:
    """Case, accents, vowel points, apostrophes and signs away; vowel signs of Indic scripts and of Burmese kept."""
    letters = []
    plain = unicodedata.normalize("NFKD", name)
    for char in unicodedata.normalize("NFKD", plain.casefold()):
        if char in _LETTERS:
            letters.append(_LETTERS[char])
        elif char not in _DROPPED and not _is_point(char):
            letters.append(char if char.isalnum() or unicodedata.category(char)[0] == "M" else " ")
    return "".join(letters)


def _is_point(char: str) -> bool:
    """Marks that a name can do without: accents, and the points of Hebrew and Arabic (by combining class)."""
    level = unicodedata.combining(char)
    return 10 <= level <= 36 or level >= 200


def _kept(words: list[str]) -> list[str]:
    """The words that are names; titles stay where only one word would be left."""
    without_titles = [word for word in words if word not in TITLES]
    if len(without_titles) < 2:
        without_titles = words
    if len(without_titles) > 2 and without_titles[0] in FIRST_TITLES:
        without_titles = without_titles[1:]
    kept = []
    for at, word in enumerate(without_titles):
        following = without_titles[at + 1] if at + 1 < len(without_titles) else ""
        is_article = word in ARTICLES or (word in SUN_ARTICLES and len(word) > 1 and following.startswith(word[1:]))
        if not (following and is_article) and not (at and following and word in LINKS):
            kept.append(word)
    return kept


def _joined(words: list[str]) -> Iterator[str]:
    """'abd', 'rahman' -> 'abdrahman'; 'abu', 'zeid' -> 'abuzeid'; in one spelling where they are written as one."""
    waiting = ""
    for at, word in enumerate(words):
        has_next = at + 1 < len(words)
        if has_next and not waiting and word in SERVANTS:
            waiting = "عبد" if word == "عبد" else "abd"
        elif has_next and not waiting and word in FATHERS:
            waiting = FATHERS[word]
        else:
            yield _one_spelling(waiting + (_bare_after(waiting, word)))
            waiting = ""


def _bare_after(before: str, word: str) -> str:
    return word[2:] if before and word.startswith("ال") and len(word) > 3 else word


def _one_spelling(word: str) -> str:
    if word.startswith("عبدال") and len(word) > 6:
        return f"عبد{word[5:]}"
    if word.startswith("abd"):
        return re.sub(_SERVANT, "abd", word)
    return re.sub(_FATHER, "abu", word)
