"""All phrases of a text that may refer to a party, in text order and without overlap.

In: the words of a text and the registry. Out: Phrases. The longest name wins; then nouns, then what points back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.named import leader_at, name_at
from onrecord.actors.noun_phrases import ARMED, any_head_at, heads_behind, joins_name, noun_phrase_at
from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, capital_at, follows, is_definite, nation_at
from onrecord.actors.registry import Registry
from onrecord.actors.unregistered import unregistered_at
from onrecord.actors.words import Gap, Word
from onrecord.model import ActorKind

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
_MAY_MERGE = frozenset({Form.NAMED, Form.ANAPHOR, Form.UNREGISTERED, Form.COALITION, Form.GENERIC, Form.NATION})


def find_phrases(words: Sequence[Word], registry: Registry) -> list[Phrase]:
    """Read a text from left to right."""
    phrases: list[Phrase] = []
    at = 0
    starts = nouns().starts | registry.first_words
    while at < len(words):
        word = words[at]
        if not word.capital and word.key not in starts and word.base not in starts:
            at += 1
            continue
        phrase, at = _step(words, at, registry)
        if phrase is None:
            continue
        if phrases and _introduces(words, phrases[-1], phrase):
            phrases.pop()
        phrases.append(phrase)
    return _coordinated(words, phrases)


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
    if named:
        return named
    unregistered = unregistered_at(words, at)
    if unregistered and not _holds_name(words, at, unregistered, registry):
        last = heads_behind(words, unregistered)
        related = _relation(words, unregistered)
        end = unregistered if related else last
        return Phrase(at, end, Form.UNREGISTERED, attributive=related, name_first=at, name_last=unregistered)
    return (
        _joined(words, at, registry)
        or _anaphor(words, at)
        or _coalition(words, at)
        or _unless_overrun(words, _whose(words, _nouns(words, at), registry), registry)
        or _short_form(words, at)
        or _nation(words, at)
        or _leader(words, at, registry)
        or _observer(words, at)
    )


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
    names = leader_at(words, start, registry)
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
    related = _relation(words, found.last) or _kin(words, found.last)
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


def _relation(words: Sequence[Word], at: int) -> str | None:
    """'holder' or 'backer' where '-held', '-backed' and the like stand at a word."""
    word = follows(words, at)
    after = follows(words, at + 1)
    if word is None:
        return None
    sets = nouns().sets
    for relation in ("holder", "backer"):
        if word.key in sets[f"relation.{relation}"]:
            if word.gap is Gap.HYPHEN:
                return relation
            if after and after.gap is Gap.SPACE and _takes_relation(words, at + 1, relation):
                return relation
    return None


def _kin(words: Sequence[Word], at: int) -> str | None:
    """'backer' before "'s Syrian affiliate", 'offshoot': the party is what follows, not the one named."""
    kin = nouns().sets["context.kin"]
    for index in range(at, at + 3):
        word = follows(words, index)
        if word is None:
            return None
        if word.key in kin:
            return "backer"
    return None


def _takes_relation(words: Sequence[Word], at: int, relation: str) -> bool:
    """Whether a participle that lost its hyphen still goes with the noun behind it: 'rebel held areas'."""
    if relation == "holder":
        return words[at].key in nouns().sets["context.land"]
    if words[at - 1].key not in ("backed", "supported", "led", "sponsored"):
        return False
    return nouns().head_at(words, at) is not None or nouns().owner_at(words, at) is not None


def _nouns(words: Sequence[Word], at: int) -> Phrase | None:
    nation = nation_at(words, at)
    if words[at].key not in nouns().starts and words[at].base not in nouns().starts and not nation:
        return None
    if nation and (related := _relation(words, nation[2])):
        kind = "government" if related == "backer" else "military"
        return Phrase(at, nation[2], Form.GENERIC, kind=kind, country=nation[0], attributive=related)
    owner = nouns().owner_at(words, at)
    if owner and words[at].key != "state" and (related := _relation(words, owner[1])):
        kind = "rebels" if owner[0].kind == "opposition" else owner[0].kind
        return Phrase(at, owner[1], Form.GENERIC, kind=kind, attributive=related)
    phrase = noun_phrase_at(words, at)
    if phrase and (related := _relation(words, phrase.last)):
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
    if whose is None or whose.attributive or not _can_own(whose):
        return None
    return replace(whose, first=at)


def _can_own(whose: Phrase) -> bool:
    if whose.form is Form.GENERIC:
        return whose.kind in ARMED | {"government"} and not whose.plain
    return whose.form in _MAY_MERGE and whose.form is not Form.NATION


def _anaphor(words: Sequence[Word], at: int) -> Phrase | None:
    found = nouns().anaphor_at(words, at)
    if found is None or not is_definite(words, at) or words[at - 1].owns:
        return None
    noun, last = found
    after = follows(words, last)
    if noun.kind == "alliance" or (after and after.key in ("of", "s") and not words[last - 1].owns):
        return None
    related = _relation(words, last)
    return Phrase(at, last if related else heads_behind(words, last), Form.ANAPHOR, kind=noun.kind, attributive=related)


def _coalition(words: Sequence[Word], at: int) -> Phrase | None:
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
    if not (head or speaks or is_definite(words, at) or _is_international(words, at)):
        return None
    related = _relation(words, at + 1)
    last = at + 1 if related else heads_behind(words, at + 1)
    return Phrase(at, last, Form.COALITION, kind=words[at].base, attributive=related)


def _is_international(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].key in ("international", "military", "s", "of", "and", "by", "from")


def _nation(words: Sequence[Word], at: int) -> Phrase | None:
    nation = nation_at(words, at)
    if nation is None:
        return None
    code, adjective, last = nation
    return Phrase(at, last, Form.NATION, kind="adjective" if adjective else "name", country=code)


def _leader(words: Sequence[Word], at: int, registry: Registry) -> Phrase | None:
    names = leader_at(words, at, registry) if words[at].capital and not words[at].caps else ()
    return Phrase(at, at + 1, Form.LEADER, names) if names else None


def _short_form(words: Sequence[Word], at: int) -> Phrase | None:
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


def _observer(words: Sequence[Word], at: int) -> Phrase | None:
    """An organisation that reports: a name with a capital, or 'monitoring group'."""
    if words[at].key not in nouns().sets["observers"]:
        return None
    after = follows(words, at + 1)
    if words[at].capital or (after and after.key in ("group", "organisation", "organization")):
        return Phrase(at, at + 2 if not words[at].capital else at + 1, Form.OBSERVER)
    return None


def _prefixed(words: Sequence[Word], at: int, registry: Registry) -> tuple[Phrase | None, int] | None:
    """'anti-X ...' is not X; 'pro-X militia' is backed by X; 'pro-government' is an owner and read as one."""
    owner = nouns().owner_at(words, at)
    if owner:
        return None if noun_phrase_at(words, at) or _relation(words, owner[1]) else (None, owner[1])
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
