"""Parties told by nouns: 'Iraqi police', 'government warplanes', 'Syrian rebel fighters', 'gunmen'.

In: the words of a text and where a phrase may start. Out: the phrase with the kind of party and the country it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.actors.nouns import Noun, nouns
from onrecord.actors.phrases import Form, Phrase, follows, is_definite, nation_at
from onrecord.actors.words import Gap, Word

ARMED = frozenset(
    {
        "military",
        "police",
        "security",
        "rebels",
        "unidentified",
        "militia",
        "paramilitary",
        "tribal",
        "vigilantes",
        "criminals",
    }
)
"""Kinds of party that bear arms; a name behind them or behind their 'of' is theirs."""
_ADJECTIVES = frozenset(
    {
        "rebel",
        "insurgent",
        "guerrilla",
        "guerilla",
        "militant",
        "terrorist",
        "extremist",
        "jihadist",
        "jihadi",
        "islamist",
        "separatist",
        "subversive",
        "secessionist",
        "takfiri",
        "maoist",
        "criminal",
        "civilian",
        "student",
        "paramilitary",
        "resident",
        "vigilante",
    }
)
_FROM_OWNER = ("rebels", "paramilitary", "tribal", "militia", "police", "security")


@dataclass(frozen=True, slots=True)
class _Part:
    """A noun or owner of the phrase: words [first, last). ``head``: it can end the phrase."""

    first: int
    last: int
    noun: Noun
    owner: str | None


def noun_phrase_at(words: Sequence[Word], at: int) -> Phrase | None:
    """The party that nouns tell at a word; None where there is none."""
    nation = nation_at(words, at)
    if nation and not nation[1] and _is_scene(words, at):
        return None
    country, start = (nation[0], nation[2]) if nation else (None, at)
    if nation and (start >= len(words) or words[start].gap is Gap.BREAK):
        return None
    parts = _parts(words, start, inside=nation is not None)
    while parts and parts[-1].noun.rank == "owner" and parts[-1].noun.kind != "opposition":
        parts.pop()
    if not parts or _is_minor_government(words, at, parts):
        return None
    kind = _kind(parts, country, words)
    if kind is None:
        return None
    head = parts[-1]
    last = head.last
    if head.noun.rank == "attacks":
        last = parts[-2].last if len(parts) > 1 else start
    phrase = Phrase(at, last, Form.GENERIC, kind=kind, country=country, definite=is_definite(words, at))
    return replace(
        phrase,
        plain=_is_plain(parts, words),
        adjectival=words[last - 1].key in _ADJECTIVES and not words[last - 1].owns,
        singular=_is_singular(words[last - 1]),
    )


def _is_scene(words: Sequence[Word], at: int) -> bool:
    """'in Syria rebels ...': a country behind a preposition is where, not whose."""
    return (
        at > 0
        and words[at].gap is Gap.SPACE
        and words[at - 1].key in ("in", "inside", "across", "near", "to", "into", "from")
    )


def heads_behind(words: Sequence[Word], at: int) -> int:
    """Where the nouns end that belong to the name before: 'IS [group fighters]', 'Hamas [government]'."""
    tail = nouns().sets["tail"]
    last = at
    while (word := follows(words, at)) is not None and word.gap is Gap.SPACE:
        head = nouns().head_at(words, at)
        if (
            head
            and head[0].rank != "attacks"
            and word.key != "military"
            and (head[0].rank != "strong" or head[0].kind in _TAKEN)
        ):
            at = last = head[1]
        elif word.key in tail:
            at = last = at + 1
        elif word.key in nouns().sets["neutral"]:
            at += 1
        else:
            break
        if words[last - 1].owns:
            break
    return last


_TAKEN = ARMED | {"government"}


def is_armed_cue(words: Sequence[Word], at: int) -> bool:
    """Whether fighters, weapons or attacks of a party stand at a word, which make a word before them a party's name."""
    neutral = nouns().sets["neutral"]
    for index in range(at, min(at + 3, len(words))):
        if words[index].gap is Gap.BREAK:
            return False
        head = nouns().head_at(words, index)
        owner = nouns().owner_at(words, index)
        if head:
            return head[0].rank in ("forces", "means", "fighters", "attacks") or head[0].kind in _TAKEN
        if owner:
            return owner[0].kind in _TAKEN
        if words[index].key not in neutral:
            return False
    return False


def _parts(words: Sequence[Word], at: int, *, inside: bool) -> list[_Part]:
    table, neutral = nouns(), nouns().sets["neutral"]
    parts: list[_Part] = []
    while at < len(words) and ((not parts and not inside) or words[at].gap is not Gap.BREAK):
        if parts and (_ends_phrase(words, parts[-1]) or (words[at].gap is Gap.HYPHEN and words[at].key == "backed")):
            break
        head, owner = table.head_at(words, at), table.owner_at(words, at)
        best = head if head and (not owner or head[1] >= owner[1]) else owner
        if best:
            parts.append(_Part(at, best[1], best[0], owner[0].kind if owner and owner[1] == best[1] else None))
            at = best[1]
            if best[0].rank == "attacks":
                break
        elif (parts or inside) and words[at].key in neutral and words[at].gap is not Gap.BREAK:
            at += 1
        else:
            break
    return parts


def _is_minor_government(words: Sequence[Word], at: int, parts: Sequence[_Part]) -> bool:
    """'the local government', 'eleven governments': no party of its own."""
    if len(parts) > 1 or parts[0].noun.kind != "government" or words[parts[0].first].base == "authoritie":
        return False
    minor = at > 0 and words[at].gap is not Gap.BREAK and words[at - 1].key in nouns().sets["context.own_government"]
    return minor or words[parts[0].last - 1].key in ("governments", "regimes")


def _ends_phrase(words: Sequence[Word], part: _Part) -> bool:
    """A noun in the plural or with a possessive s takes no further noun: 'rebels / soldiers', "army's / units"."""
    word = words[part.last - 1]
    if word.owns:
        return part.noun.rank == "strong" and part.noun.kind not in ("government",)
    return part.noun.rank != "owner" and word.key.endswith(("s", "men")) and word.key not in ("forces", "services")


def _kind(parts: Sequence[_Part], country: str | None, words: Sequence[Word]) -> str | None:
    head = parts[-1].noun
    owners = [part.owner or part.noun.kind for part in parts[:-1] if part.owner or part.noun.rank == "strong"]
    if "unidentified" in owners and (head.kind in ARMED or head.rank != "strong"):
        return None if head.rank == "people" and head.kind != "people" else "unidentified"
    if head.rank == "strong":
        return _strong(head.kind, owners, country)
    if head.rank == "owner":
        return "opposition"
    for owner in _FROM_OWNER:
        if owner in owners:
            return owner
    if "government" in owners:
        return "pro-government" if head.rank == "fighters" else "military"
    if "military" in owners:
        return "military"
    return _unowned(parts[-1], country, words)


def _strong(kind: str, owners: Sequence[str], country: str | None) -> str:
    if kind in ("military", "militia", "unidentified", "government") and "rebels" in owners:
        return "rebels"
    if kind in ("militia", "unidentified"):
        if "tribal" in owners:
            return "tribal"
        if "government" in owners:
            return "pro-government"
        if kind == "unidentified" and country:
            return "rebels"
    return kind


def _unowned(head: _Part, country: str | None, words: Sequence[Word]) -> str | None:
    if head.noun.rank == "fighters":
        return "rebels"
    if words[head.last - 1].key == "military":
        return "military"
    if words[head.last - 1].key == "officers" and not country:
        return "police"
    if country and head.noun.rank in ("forces", "means", "attacks"):
        return "military"
    return None


def _is_plain(parts: Sequence[_Part], words: Sequence[Word]) -> bool:
    return parts[-1].noun.rank == "owner" or words[parts[-1].last - 1].key == "military"


def _is_singular(word: Word) -> bool:
    return not word.key.endswith(("s", "men", "police"))


_OWED = frozenset("loyal belonging answering answerable faithful reporting allegiant obedient".split())
"""Words between fighters and 'to', and then whose they are."""
_BY_OFFICE = frozenset("president general gen colonel col major commander marshal field warlord imam sheikh".split())


def joins_name(words: Sequence[Word], at: int) -> int | None:
    """Where the name starts behind 'of the', 'from', 'under', 'loyal to' at a word; None where none stands."""
    word = follows(words, at)
    if word is None or word.gap is not Gap.SPACE:
        return None
    if word.key in ("of", "from", "under"):
        at += 1
    elif word.key in _OWED and (after := follows(words, at + 1)) and after.key == "to":
        at += 2
    else:
        return None
    skipped = nouns().sets["neutral"] | _BY_OFFICE | {"the"}
    while (word := follows(words, at)) and word.key in skipped and not (word.capital and word.key not in _BY_OFFICE):
        at += 1
    return at if follows(words, at) else None


def any_head_at(words: Sequence[Word], at: int) -> int | None:
    """The index behind a noun for armed people or their means at a word, owned or not: '[fighters] of ...'."""
    head = nouns().head_at(words, at)
    if head and (head[0].rank not in ("strong", "attacks") or head[0].kind in ARMED):
        return head[1]
    return None
