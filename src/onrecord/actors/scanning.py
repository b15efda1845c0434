"""All phrases of a text that may refer to a party, in text order and without overlap.

In: the words of a text and the registry. Out: Phrases. The longest name wins; then nouns, then what points back.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from onrecord.actors.descriptions import are_of_several, called_names, leader_names, told_names
from onrecord.actors.named import leader_at, leader_surname_at, name_at
from onrecord.actors.nameless import (
    anaphor_at,
    coalition_at,
    crowd_at,
    followers_at,
    observer_at,
    short_form_at,
    they_at,
)
from onrecord.actors.noun_phrases import ARMED, any_head_at, heads_behind, joins_name, noun_phrase_at
from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, capital_at, follows, nation_at
from onrecord.actors.registry import Registry
from onrecord.actors.relations import behind_kin, kin_before, kin_behind, relation_at
from onrecord.actors.unregistered import introduced_at, unregistered_at
from onrecord.actors.words import Gap, Word
from onrecord.model import ActorKind

_NAMELESS = frozenset({"rebels", "militia", "paramilitary", "criminals", "opposition", "vigilantes"})
_MAY_MERGE = frozenset({Form.NAMED, Form.ANAPHOR, Form.UNREGISTERED, Form.COALITION, Form.GENERIC, Form.NATION})


def find_phrases(words: Sequence[Word], registry: Registry) -> list[Phrase]:
    """Read a text from left to right."""
    phrases: list[Phrase] = []
    at = 0
    starts = nouns().starts | registry.first_words
    while at < len(words):
        if not _may_start(words, at, starts):
            at += 1
            continue
        acronym = _acronym_of(words, at, phrases)
        if acronym is not None:
            phrases.append(acronym)
            at += 1
            continue
        phrase, at = _step(words, at, registry)
        if phrase is None:
            continue
        if phrases and _introduces(words, phrases[-1], phrase):
            phrases.pop()
        phrases.append(_described(words, phrase, registry))
    return _coordinated(words, phrases)


_LEAST_ACRONYM = 3


def _acronym_of(words: Sequence[Word], at: int, phrases: Sequence[Phrase]) -> Phrase | None:
    """'The SSDF' behind a name that no table has and whose initials it is, or which had it in brackets."""
    word = words[at]
    letters = word.text[: word.stem_end - word.start]
    if word.caps or len(letters) < _LEAST_ACRONYM or not (letters.isupper() and letters.isalpha()):
        return None
    for phrase in reversed(phrases):
        if phrase.form is Form.UNREGISTERED and phrase.name_first is not None and phrase.name_last is not None:
            name = words[phrase.name_first : phrase.name_last]
            behind = words[phrase.name_last] if phrase.name_last < len(words) else None
            given = behind is not None and behind.bracketed and behind.text == letters
            if given or "".join(each.text[0] for each in name if each.capital) == letters:
                return replace(phrase, first=at, last=at + 1, attributive=None)
    return None


def _may_start(words: Sequence[Word], at: int, starts: Set[str]) -> bool:
    """Whether a phrase can start at a word: a capital, a word of the lists, or an adjective behind 'the'."""
    word = words[at]
    if word.capital or word.key in starts or word.base in starts:
        return True
    if at == 0 or words[at - 1].key not in ("the", "his", "her"):
        return False
    sets = nouns().sets
    return word.key in sets["neutral"] or (words[at - 1].key != "the" and word.key in sets["context.followers"])


def _described(words: Sequence[Word], phrase: Phrase, registry: Registry) -> Phrase:
    """A phrase without a name, with the names that the words behind it tell it by."""
    if phrase.attributive:
        kin = phrase.form is Form.NAMED and phrase.attributive == "backer"
        return replace(phrase, told=told_names(words, behind_kin(words, phrase.last), registry)) if kin else phrase
    if phrase.form is Form.GENERIC and phrase.kind not in _NAMELESS:
        return replace(phrase, told=called_names(words, phrase.last, registry))
    if phrase.form in (Form.ANAPHOR, Form.COALITION, Form.SHORT, Form.GENERIC):
        return replace(phrase, told=told_names(words, phrase.last, registry))
    return phrase


def _step(words: Sequence[Word], at: int, registry: Registry) -> tuple[Phrase | None, int]:
    """The phrase at a word, or None, and where to read on."""
    if words[at].key in ("anti", "pro") and follows(words, at + 1) and not name_at(words, at, registry):
        prefixed = _prefixed(words, at, registry)
        if prefixed:
            return prefixed
    phrase = phrase_at(words, at, registry)
    if phrase is None:
        return None, at + 1
    return phrase, max(phrase.last, at + 1)


def phrase_at(words: Sequence[Word], at: int, registry: Registry, *, loyal: bool = False) -> Phrase | None:
    """The phrase that starts at a word; None where none does."""
    named = _named(words, at, registry, loyal=loyal)
    longer = _longer_name(words, at, named)
    if named and not longer:
        return named
    unregistered = longer or unregistered_at(words, at)
    if unregistered and (longer or not _holds_name(words, at, unregistered, registry)):
        last = heads_behind(words, unregistered)
        related = relation_at(words, unregistered)
        end = unregistered if related else last
        return Phrase(at, end, Form.UNREGISTERED, attributive=related, name_first=at, name_last=unregistered)
    return (
        _joined(words, at, registry)
        or anaphor_at(words, at, registry)
        or followers_at(words, at)
        or they_at(words, at)
        or crowd_at(words, at)
        or coalition_at(words, at)
        or _unless_overrun(words, _whose(words, _nouns(words, at), registry), registry)
        or short_form_at(words, at)
        or _nation(words, at)
        or _leader(words, at, registry)
        or observer_at(words, at)
    )


def _longer_name(words: Sequence[Word], at: int, named: Phrase | None) -> int | None:
    """Where a name ends that the words beside it call a group's, if it only starts or ends as a known one: 'a leaflet
    signed [Phalange] of the Broken Oath'."""
    word = words[at]
    if not word.capital or word.caps or word.titled or word.opens:
        return None
    last = introduced_at(words, at)
    if last is None or any(each.owns for each in words[at : last - 1]):
        return None
    return last if named is None or last > named.last else None


def _holds_name(words: Sequence[Word], first: int, last: int, registry: Registry) -> bool:
    """Whether a known name stands inside: what goes before it is not part of it ('Meanwhile Nusra Front')."""
    found = (name_at(words, at, registry) for at in range(first + 1, last))
    return any(each is not None and not all(name.cued for name in each.names) for each in found)


def _whose(words: Sequence[Word], phrase: Phrase | None, registry: Registry) -> Phrase | None:
    """'The opposition forces of Riek Machar' are his party; 'troops from Kigali' are Rwanda's."""
    if phrase is None or phrase.country or phrase.attributive:
        return phrase
    start = joins_name(words, phrase.last)
    if start is None:
        return phrase
    capital = capital_at(words, start) if words[phrase.last].key == "from" else None
    if capital is not None:
        return replace(phrase, last=capital[1], country=capital[0])
    names = leader_names(words, start, registry)
    return Phrase(phrase.first, start + 1, Form.NAMED, names) if names else phrase


def _unless_overrun(words: Sequence[Word], phrase: Phrase | None, registry: Registry) -> Phrase | None:
    """None where a longer name starts inside: 'Colombian [Army of National Liberation]'."""
    if phrase is None:
        return None
    for at in range(phrase.first + 1, phrase.last):
        found = name_at(words, at, registry)
        if found and found.last > phrase.last:
            return None
    return phrase


def _named(words: Sequence[Word], at: int, registry: Registry, *, loyal: bool) -> Phrase | None:
    found = name_at(words, at, registry, loyal=loyal)
    if found is None:
        return None
    related = relation_at(words, found.last) or kin_behind(words, found.last) or kin_before(words, at)
    if related:
        return Phrase(at, found.last, Form.NAMED, found.names, attributive=related)
    last = found.last if words[found.last - 1].owns and not _heads_after(words, found.last) else 0
    last = last or heads_behind(words, found.last)
    kinds = {actor.kind for name in found.names if (actor := registry.get(name.actor))}
    if kinds <= {ActorKind.COALITION}:
        last = _behind_purpose(words, last, registry)
    return Phrase(at, last, Form.NAMED, found.names, kind=_head_kind(words, found.last))


def _heads_after(words: Sequence[Word], at: int) -> bool:
    return heads_behind(words, at) > at


def _head_kind(words: Sequence[Word], at: int) -> str:
    """The kind of party the first noun behind a name tells, such as 'government' in 'Assad regime'."""
    head = nouns().head_at(words, at) if follows(words, at) else None
    return head[0].kind if head and head[0].rank == "strong" else ""


def _behind_purpose(words: Sequence[Word], last: int, registry: Registry) -> int:
    """'coalition [against the Islamic State group]': whom a coalition fights is part of its name."""
    word = follows(words, last)
    if word is None or word.key not in nouns().sets["relation.against"]:
        return last
    at = last + 1
    while (word := follows(words, at)) and word.key in ("the", "so", "called"):
        at += 1
    found = name_at(words, at, registry) if word else None
    return heads_behind(words, found.last) if found else last


def _nouns(words: Sequence[Word], at: int) -> Phrase | None:
    nation = nation_at(words, at)
    if words[at].key not in nouns().starts and words[at].base not in nouns().starts and not nation:
        return None
    if nation and (related := relation_at(words, nation[2])):
        kind = "government" if related == "backer" else "military"
        return Phrase(at, nation[2], Form.GENERIC, kind=kind, country=nation[0], attributive=related)
    owner = nouns().owner_at(words, at)
    if owner and words[at].key != "state" and (related := relation_at(words, owner[1])):
        kind = "rebels" if owner[0].kind == "opposition" else owner[0].kind
        return Phrase(at, owner[1], Form.GENERIC, kind=kind, attributive=related)
    phrase = noun_phrase_at(words, at)
    if phrase and (related := relation_at(words, phrase.last)):
        return replace(phrase, attributive=related)
    return phrase


def _joined(words: Sequence[Word], at: int, registry: Registry) -> Phrase | None:
    """'fighters of the Free Army', 'forces loyal to Haftar': nouns for the armed, then whose they are."""
    if words[at].key not in nouns().starts and words[at].base not in nouns().starts:
        return None
    head_end = any_head_at(words, at)
    if head_end is None:
        return None
    more = any_head_at(words, head_end) if follows(words, head_end) else None
    start = joins_name(words, more or head_end)
    if start is None:
        return None
    loyal = any(words[at].key in ("to", "of") for at in range(head_end, start))
    whose = phrase_at(words, start, registry, loyal=loyal)
    if (whose is None or whose.form is Form.LEADER) and (names := leader_names(words, start, registry)):
        return Phrase(at, start, Form.NAMED, names)
    if whose is None or whose.attributive or not _can_own(whose):
        return None
    if whose.names and all(name.cued for name in whose.names) and are_of_several(words, start, registry):
        return None
    return replace(whose, first=at)


def _can_own(whose: Phrase) -> bool:
    if whose.form is Form.GENERIC:
        return whose.kind in ARMED | {"government"} and not whose.plain
    return whose.form in _MAY_MERGE and whose.form is not Form.NATION


def _nation(words: Sequence[Word], at: int) -> Phrase | None:
    nation = nation_at(words, at)
    if nation is None:
        return None
    code, adjective, last = nation
    return Phrase(at, last, Form.NATION, kind="adjective" if adjective else "name", country=code)


def _leader(words: Sequence[Word], at: int, registry: Registry) -> Phrase | None:
    if not words[at].capital or words[at].caps:
        return None
    names, surname = leader_at(words, at, registry), leader_surname_at(words, at, registry)
    return Phrase(at, at + 1, Form.LEADER, names or surname, plain=not names) if names or surname else None


def _prefixed(words: Sequence[Word], at: int, registry: Registry) -> tuple[Phrase | None, int] | None:
    """'anti-X ...' is not X; 'pro-X militia' is backed by X; 'pro-government' is an owner and read as one."""
    owner = nouns().owner_at(words, at)
    if owner:
        return None if noun_phrase_at(words, at) or relation_at(words, owner[1]) else (None, owner[1])
    found = name_at(words, at + 1, registry, loyal=True)
    nation = nation_at(words, at + 1)
    if found is None and nation is None:
        return None
    last = found.last if found else nation[2] if nation else at + 1
    if words[at].key == "anti":
        return None, last
    if found and any(name.cued and name.actor.startswith("military-") for name in found.names):
        return Phrase(at, heads_behind(words, last), Form.NAMED, found.names), max(last, heads_behind(words, last))
    if found:
        return Phrase(at + 1, last, Form.NAMED, found.names, attributive="backer"), last
    country = nation[0] if nation else None
    return Phrase(at + 1, last, Form.GENERIC, kind="government", country=country, attributive="backer"), last


def _introduces(words: Sequence[Word], before: Phrase, name: Phrase) -> bool:
    """'the rebel group X', 'militia X': the noun says what X is and is no second party."""
    return (
        before.last == name.first
        and words[name.first].gap is Gap.SPACE
        and name.form in (Form.NAMED, Form.UNREGISTERED)
        and name.attributive is None
        and before.attributive is None
        and (before.form is Form.ANAPHOR or (before.form is Form.GENERIC and before.singular and before.kind in ARMED))
    )


def _coordinated(words: Sequence[Word], phrases: list[Phrase]) -> list[Phrase]:
    """'Russian or Syrian jets', 'Iraqi and coalition forces': the first nation has forces too."""
    read: list[Phrase] = []
    for index, phrase in enumerate(phrases):
        following = phrases[index + 1] if index + 1 < len(phrases) else None
        if phrase.form is Form.NATION and following and _shares_noun(words, phrase, following):
            kind = following.kind if following.form is Form.GENERIC else "military"
            read.append(replace(phrase, form=Form.GENERIC, kind=kind))
        else:
            read.append(phrase)
    return read


def _shares_noun(words: Sequence[Word], nation: Phrase, following: Phrase) -> bool:
    if nation.kind != "adjective" or following.first != nation.last + 1 or words[nation.last].key not in ("and", "or"):
        return False
    if words[nation.last].gap is Gap.BREAK or words[following.first].gap is Gap.BREAK:
        return False
    return (following.form is Form.GENERIC and following.kind in ARMED) or following.form in (
        Form.COALITION,
        Form.NAMED,
    )
