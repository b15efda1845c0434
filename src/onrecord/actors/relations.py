"""What stands between a party and what it holds, backs or has brought forth: 'IS-held', 'Turkish-backed', 'affiliate'.

In: words and where a party's name or noun ends. Out: 'holder' or 'backer', or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import follows
from onrecord.actors.words import Gap, Word


def relation_at(words: Sequence[Word], at: int) -> str | None:
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


def kin_behind(words: Sequence[Word], at: int) -> str | None:
    """'backer' before "'s Syrian affiliate", 'offshoot': the party is what follows, not the one named."""
    kin = nouns().sets["context.kin"]
    for index in range(at, at + 3):
        word = follows(words, index)
        if word is None:
            return None
        if word.key in kin:
            return "backer"
    return None


def kin_before(words: Sequence[Word], at: int) -> str | None:
    """'backer' behind 'the Sahara offshoot of the'."""
    before = at
    while before > 0 and words[before].gap is Gap.SPACE and words[before - 1].key in nouns().sets["neutral"]:
        before -= 1
    before = before - 1 if before and words[before - 1].key == "the" else before
    kin = nouns().sets["context.kin"]
    return "backer" if before > 1 and words[before - 1].key == "of" and words[before - 2].key in kin else None


def _takes_relation(words: Sequence[Word], at: int, relation: str) -> bool:
    """Whether a participle that lost its hyphen still goes with the noun behind it: 'rebel held areas'."""
    if relation == "holder":
        return words[at].key in nouns().sets["context.land"]
    if words[at - 1].key not in ("backed", "supported", "led", "sponsored"):
        return False
    return nouns().head_at(words, at) is not None or nouns().owner_at(words, at) is not None


def behind_kin(words: Sequence[Word], last: int) -> int:
    """The index behind 'former Syrian branch' where it stands behind a name that ends before ``last``."""
    kin = nouns().sets["context.kin"]
    for index in range(last, last + 3):
        word = follows(words, index)
        if word is None:
            return last
        if word.key in kin:
            return index + 1
    return last
