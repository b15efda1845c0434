"""Phrases that tell a party without its name: 'the group', 'the coalition', 'the Front', 'his men', 'crowds'.

In: words and where such a phrase may start. Out: a Phrase, or None. Whom it means is resolved later.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.descriptions import leader_names, told_names
from onrecord.actors.noun_phrases import heads_behind
from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, follows, is_definite, nation_at
from onrecord.actors.registry import Registry
from onrecord.actors.relations import relation_at
from onrecord.actors.words import Gap, Word

_POLITICAL_COALITION = frozenset(
    {
        "ruling",
        "governing",
        "opposition",
        "political",
        "electoral",
        "parliamentary",
        "centre",
        "center",
    }
)
_ADJECTIVES = 4
"""Words between 'the' and 'group'."""
_DOING = 8
"""Words behind 'crowds' within which 'chanting' is theirs."""
_LINKED = 6
"""Words of a name before '-linked'."""


def anaphor_at(words: Sequence[Word], at: int, registry: Registry) -> Phrase | None:
    """'the group', 'the Islamist movement', 'the al-Qaeda-linked group'."""
    if not _is_definite_over_link(words, at) or words[at - 1].owns:
        return None
    noun_at, country = _behind_adjectives(words, at)
    found = nouns().anaphor_at(words, noun_at) if noun_at < len(words) else None
    if found is None:
        return None
    noun, last = found
    after = follows(words, last)
    if noun.kind == "alliance" or (after and after.key == "s" and not words[last - 1].owns):
        return None
    if noun.kind == "opposition" and not told_names(words, last, registry):
        return None
    if after and after.key == "of" and not leader_names(words, last + 1, registry):
        return None
    related = relation_at(words, last)
    end = last if related else heads_behind(words, last)
    return Phrase(at, end, Form.ANAPHOR, kind=noun.kind, country=country, attributive=related, definite=True)


def followers_at(words: Sequence[Word], at: int) -> Phrase | None:
    """'his men', "the colonel's fighters": those of the leader who was named last; 'our men': those of who speaks."""
    last = at
    titled = words[at].owns and words[at].base in nouns().sets["context.ranks"] and is_definite(words, at)
    if titled:
        last = at + 1
    elif at == 0 or words[at - 1].key not in ("his", "her", "our") or words[at].gap is not Gap.SPACE:
        return None
    while (word := follows(words, last)) and word.key in nouns().sets["neutral"]:
        last += 1
    if word is None or word.key not in nouns().sets["context.followers"]:
        return None
    return Phrase(at, last + 1, Form.FOLLOWERS)


def they_at(words: Sequence[Word], at: int) -> Phrase | None:
    """'They' that opens a sentence, or a clause behind 'and', 'then' or a comma; 'they said' only speak."""
    after = follows(words, at + 1)
    if words[at].key != "they" or (after is not None and after.key in nouns().sets["context.speech"]):
        return None
    heads = words[at].opens or words[at].gap is Gap.BREAK or words[at - 1].key in ("and", "then", "but")
    return Phrase(at, at + 1, Form.THEY, definite=True) if heads else None


def crowd_at(words: Sequence[Word], at: int) -> Phrase | None:
    """'Crowds waving flags', 'people who had come to oppose the bill': protesters by what they do."""
    sets = nouns().sets
    if words[at].key not in sets["context.crowds"]:
        return None
    for index in range(at + 1, at + _DOING):
        word = follows(words, index)
        if word is None:
            return None
        if word.key in sets["context.protests"]:
            return Phrase(at, at + 1, Form.GENERIC, kind="protesters")
    return None


def _is_definite_over_link(words: Sequence[Word], at: int) -> bool:
    """Whether 'the' stands before a word, or before 'al-Qaeda-linked' that stands before it."""
    if is_definite(words, at):
        return True
    if at < 2 or words[at].gap is not Gap.SPACE or words[at - 1].gap is not Gap.HYPHEN:
        return False
    if words[at - 1].key not in nouns().sets["relation.backer"]:
        return False
    first = at - 2
    while first > 0 and words[first].gap is not Gap.BREAK and at - first < _LINKED:
        if is_definite(words, first):
            return True
        first -= 1
    return is_definite(words, first)


def _behind_adjectives(words: Sequence[Word], at: int) -> tuple[int, str | None]:
    """The index behind words that tell a party's creed, nation or fame, and the nation."""
    country, first = None, at
    while at < len(words) and at - first < _ADJECTIVES and (at == first or words[at].gap is not Gap.BREAK):
        owner, nation = nouns().owner_at(words, at), nation_at(words, at)
        if words[at].owns:
            break
        if owner and owner[0].kind in ("rebels", "paramilitary", "militia") and words[at].key != "opposition":
            if nouns().anaphor_at(words, at):
                break
            at = owner[1]
        elif nation and nation[1]:
            country, at = nation[0], nation[2]
        elif words[at].key in nouns().sets["neutral"]:
            at += 1
        else:
            break
    return at, country


def coalition_at(words: Sequence[Word], at: int) -> Phrase | None:
    """'the coalition', 'coalition warplanes', but not 'the ruling coalition' or 'a coalition of parties'."""
    if (words[at].base if words[at].owns else words[at].key) not in ("coalition", "alliance"):
        return None
    if at and words[at].gap is not Gap.BREAK and words[at - 1].key in _POLITICAL_COALITION:
        return None
    after = follows(words, at + 1)
    if after and after.key in nouns().sets["context.politics"] | {"of"}:
        return None
    head = nouns().head_at(words, at + 1) if after else None
    speaks = after is not None and after.key in nouns().sets["context.office"] | nouns().sets["context.deed"]
    adjective = words[at].gap is Gap.SPACE and not words[at - 1].capital and is_definite(words, at - 1)
    definite = is_definite(words, at) or (at > 0 and adjective)
    if not (head or speaks or definite or _is_international(words, at)):
        return None
    related = relation_at(words, at + 1)
    last = at + 1 if related else heads_behind(words, at + 1)
    return Phrase(at, last, Form.COALITION, kind=words[at].base, attributive=related, definite=definite)


def _is_international(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].key in ("international", "military", "s", "of", "and", "by", "from")


def short_form_at(words: Sequence[Word], at: int) -> Phrase | None:
    """'the Front said', 'the Tigers': a capital behind 'the' in a line of small letters, and no longer name."""
    word = words[at]
    if not word.capital or word.caps or word.titled or at == 0 or words[at - 1].key != "the":
        return None
    following = follows(words, at + 1)
    if word.key not in nouns().sets["context.short_forms"] or (
        following and (following.capital or following.key == "of")
    ):
        return None
    return Phrase(at, at + 1, Form.SHORT, kind=word.key, definite=True)


def observer_at(words: Sequence[Word], at: int) -> Phrase | None:
    """An organisation that reports: a name with a capital, or 'monitoring group'."""
    if words[at].key not in nouns().sets["observers"]:
        return None
    after = follows(words, at + 1)
    if words[at].capital or (after and after.key in ("group", "organisation", "organization")):
        return Phrase(at, at + 2 if not words[at].capital else at + 1, Form.OBSERVER)
    return None
