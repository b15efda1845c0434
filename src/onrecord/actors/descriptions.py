"""Parties told by the words behind a noun: who leads them, or what they are called.

'The sect, whose founder Mohammed Yusuf died in custody', 'the movement of the medium Alice Lakwena', 'the mutineers now
call themselves the Patriotic Movement', 'the elite force, RAB'. In: the words of a text, where the noun ends, and the
registry. Out: the names that are told so.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.named import name_at
from onrecord.actors.noun_phrases import is_armed_cue
from onrecord.actors.nouns import nouns
from onrecord.actors.registry import Name, Registry
from onrecord.actors.words import Gap, Word

_BEHIND = 16
"""Words behind the noun, in its own sentence, within which 'its leader X' tells who it is."""
_SENTENCE = 30
"""Words behind it, in its own sentence, within which its leader owns up to what it did."""
_NEAR = 4
"""Words behind it within which 'led by X' and 'called X' are still about it and not about a later noun."""
_ROLE = 5
"""Words between 'led by' and the name: 'the former army colonel'."""
_WHOSE = frozenset({"whose", "its", "their"})
_THEMSELVES = frozenset({"itself", "themselves"})


def told_names(words: Sequence[Word], last: int, registry: Registry) -> tuple[Name, ...]:
    """The names told behind a noun that ends before ``last``: in apposition, as what it is called, as its leader's."""
    if last > 1 and words[last - 1].key in nouns().sets["context.leader"] and words[last - 2].owns:
        last -= 1
    behind = _rest_of_sentence(words, last)
    return (
        _apposed(words, last, registry)
        or _called(words, behind, registry)
        or _led(words, behind, registry)
        or _claimed(words, last, registry)
    )


def called_names(words: Sequence[Word], last: int, registry: Registry) -> tuple[Name, ...]:
    """The names that the words behind a noun call it by: 'the death squad of army intelligence is known as Colina'."""
    return _called(words, _rest_of_sentence(words, last), registry)


def leader_names(words: Sequence[Word], at: int, registry: Registry) -> tuple[Name, ...]:
    """The parties whose leader is named at a word, or behind a few words that tell his office; none where the leader of
    another party is named with him: 'the rebels of Nouri and Erdimi'."""
    names, _ = _first_leader(words, at, registry)
    return () if are_of_several(words, at, registry) else names


def are_of_several(words: Sequence[Word], at: int, registry: Registry) -> bool:
    """Whether leaders of two parties are named at a word: 'Nouri and Erdimi'."""
    names, last = _first_leader(words, at, registry)
    if not names or last >= len(words) or words[last].key != "and" or words[last].gap is not Gap.SPACE:
        return False
    others, _ = _first_leader(words, last + 1, registry)
    return bool(others) and not {name.actor for name in names} & {name.actor for name in others}


def _first_leader(words: Sequence[Word], at: int, registry: Registry) -> tuple[tuple[Name, ...], int]:
    """The parties of the leader named first within a few words, and the index behind his name."""
    for index in range(at, min(at + _ROLE + 1, len(words))):
        if words[index].opens or (index > at and words[index].gap is Gap.BREAK):
            break
        names, last = _leader_at(words, index, registry)
        if names:
            return names, last
    return (), at


def _leader_at(words: Sequence[Word], at: int, registry: Registry) -> tuple[tuple[Name, ...], int]:
    """Whose leader the name at a word is, and the index behind it; a name before a word for fighters is that of a
    people or a place."""
    for found in registry.longest_at(words, at):
        leaders = tuple(name for name in found.names if name.cued)
        capitals = words[at].capital and words[found.last - 1].capital
        if leaders and capitals and not is_armed_cue(words, found.last):
            return leaders, found.last
    return (), at


def _rest_of_sentence(words: Sequence[Word], last: int) -> range:
    end = last
    while end < min(len(words), last + _BEHIND) and not words[end].opens:
        end += 1
    return range(last, end)


def _apposed(words: Sequence[Word], last: int, registry: Registry) -> tuple[Name, ...]:
    """'The coalition, the CPC, vowed ...'."""
    if last >= len(words) or words[last].opens or words[last].gap is not Gap.BREAK:
        return ()
    at = last + 1 if words[last].key == "the" and last + 1 < len(words) else last
    found = name_at(words, at, registry)
    closed = found and (found.last == len(words) or words[found.last].gap is Gap.BREAK)
    return found.names if found and closed else ()


def _called(words: Sequence[Word], behind: range, registry: Registry) -> tuple[Name, ...]:
    """'... is known to insiders as Colina', '... now call themselves the Patriotic Movement'."""
    for index in behind:
        key = words[index].key
        if not (key == "as" and any(words[at].key == "known" for at in range(behind.start, index))):
            reflexive = index + 1 in behind and words[index + 1].key in _THEMSELVES
            called = key in nouns().sets["context.introduces"] and index - behind.start < _NEAR
            if not (reflexive or called):
                continue
        for at in range(index + 1, min(index + _NEAR + 1, behind.stop)):
            names = next((found.names for found in registry.longest_at(words, at)), ())
            if names and words[at].capital:
                return names
    return ()


def _led(words: Sequence[Word], behind: range, registry: Registry) -> tuple[Name, ...]:
    """'... led by X', '... whose leader is X', "...'s emir, X", '... of the preacher X'."""
    for index in behind:
        if _tells_leader(words, behind.start, index):
            names = leader_names(words, index + 1, registry)
            if names:
                return names
    return ()


def _claimed(words: Sequence[Word], last: int, registry: Registry) -> tuple[Name, ...]:
    """'The insurgents tied them up first; Shekau claimed the killings': whose leader owns up in the same sentence."""
    claims = nouns().sets["context.claims"]
    for index in range(last, min(len(words), last + _SENTENCE)):
        if words[index].opens:
            return ()
        names = _leader_at(words, index, registry)[0] if words[index].capital else ()
        if names and any(word.key in claims for word in words[index + 1 : index + 1 + _ROLE]):
            return names
    return ()


def _tells_leader(words: Sequence[Word], last: int, index: int) -> bool:
    key = words[index].key
    sets = nouns().sets
    if key in ("of", "under"):
        return index == last and words[index].gap is Gap.SPACE
    if key in sets["context.led"]:
        passive = words[index - 1].key in ("is", "was", "are", "were")
        aside = words[last].gap is Gap.BREAK and index - last < 2 * _NEAR
        return (index - last < _NEAR or passive or aside) and index + 1 < len(words) and words[index + 1].key == "by"
    if key not in sets["context.leader"]:
        return False
    own = index == last and words[last - 1].owns
    return own or any(words[at].key in _WHOSE for at in range(max(last, index - 2), index))
