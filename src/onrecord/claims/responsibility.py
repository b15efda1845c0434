"""Who answers for an event by the words of others or by its own claim: claimed, blamed, accused, suspected, attributed.

Comes in: a Reading, a stretch and the tokens of a party. Goes out: the token of the word that charges the party, or
None. Sentences that say nothing else ('The group claimed responsibility on its channel') become claims that point
back to the event told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.actors import Mention
from onrecord.claims.parties import EventWords, is_force, party_words
from onrecord.claims.scenes import Trigger
from onrecord.claims.stretches import Stretch
from onrecord.claims.telling import Telling
from onrecord.claims.triggers import GENERIC
from onrecord.language import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

RANK = 0
"""Rank of a charge as an event word: below every word that tells of an event."""
_REACH = 14
"""Tokens from a party to the word that charges it: a clause of news prose with its asides."""
_GAP = 7
_SELVES = frozenset(["it", "they", "its", "their", "we"])


def charge_of(doc: Doc, event: EventWords, first: int, last: int) -> int | None:
    """The token that charges the party [first, last) with the event; None where none does or it is said of nobody."""
    cue = _before(doc, event, first, last)
    if cue is None:
        cue = _behind(doc, event, first, last)
    if cue is None or _is_of_another(doc, event, cue) or _is_nobody(doc, event, min(cue, first), max(cue + 1, last)):
        return None
    return cue


def _is_of_another(doc: Doc, event: EventWords, cue: int) -> bool:
    """'described the strike as a response to a missile': a charge is about the event word that comes first behind
    it, and says nothing of another one that the claim tells."""
    behind = [one for one in event.triggers if cue < one[0]]
    return doc[cue].lemma_.lower() in party_words().owning and event.main in behind and event.main != min(behind)


def with_charge(reading: Reading, stretch: Stretch, mentions: Sequence[Mention]) -> Stretch:
    """The stretch, told to be of an event where all it says is who answers for one."""
    if stretch.triggers or stretch.tolls:
        return stretch
    own, event = reading.span(stretch.first, stretch.last), EventWords(GENERIC, stretch.first, stretch.last, ())
    for mention in mentions:
        if mention.attributive is None and own.covers(mention.span):
            tokens = reading.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            cue = charge_of(reading.doc, event, tokens.start, tokens.end) if tokens is not None else None
            if cue is not None:
                return replace(stretch, triggers=(Trigger(cue, cue + 1, GENERIC, RANK, None, noun=False),))
    return stretch


def points_back(telling: Telling, trigger: Trigger | None) -> Telling:
    """A bare charge is about the event told before it."""
    if trigger is None or trigger.rank != RANK:
        return telling
    return replace(telling, definite=True, contrast=False)


def _is_nobody(doc: Doc, event: EventWords, first: int, last: int) -> bool:
    """'No group has claimed', 'the army denied it was behind', 'has not taken responsibility'."""
    words = party_words()
    within = [doc[at] for at in range(max(event.first, first - 4), last)]
    return any(word.lower_ in words.nobody or word.lemma_.lower() in words.refusing for word in within)


# ---------------------------------------------------------------- charges before the party


def _before(doc: Doc, event: EventWords, first: int, last: int) -> int | None:
    words, at = party_words(), first - 1
    while at > event.first and doc[at].lower_ in words.links and not _is_trace(doc, at):
        at -= 1
    if at <= event.first:
        return at if at == event.first and doc[at].lemma_.lower() in words.charging else None
    word, lemma = doc[at].lower_, doc[at].lemma_.lower()
    if (lemma in words.charging or (lemma == "suspect" and doc[at].pos_ == "VERB")) and not _is_passive(doc, event, at):
        return at
    if lemma == "hold" and any(doc[k].lower_ == "responsible" for k in range(last, min(event.last, last + 4))):
        return at
    if _is_trace(doc, at):
        return at - 1
    return _by_link(doc, event, at, word, lemma)


def _by_link(doc: Doc, event: EventWords, at: int, word: str, lemma: str) -> int | None:
    """'claimed by X', 'blamed on X', 'attributed to X', 'fired from areas held by X', 'believed to be X'."""
    if word == "by":
        claimed = _last_lemma(doc, event, at, ("claim", "responsibility"), stop_at_verbs=True)
        return claimed if claimed is not None else _fired_from(doc, event, at)
    if word == "on":
        return _last_lemma(doc, event, at, ("blame", "pin"), stop_at_verbs=False)
    if word == "to":
        found = _last_lemma(doc, event, at, ("attribute", "ascribe"), stop_at_verbs=True)
        return found if found is not None else _belonging(doc, event, at)
    return _belonging(doc, event, at) if lemma in ("be", "as") else None


def _is_trace(doc: Doc, at: int) -> bool:
    """'the hallmarks of', 'the work of'."""
    return at > 0 and doc[at].lower_ == "of" and doc[at - 1].lemma_.lower() in party_words().traces


def _is_passive(doc: Doc, event: EventWords, at: int) -> bool:
    return any(doc[k].lemma_ == "be" for k in range(max(event.first, at - 3), at))


def _last_lemma(
    doc: Doc, event: EventWords, before: int, lemmas: tuple[str, ...], *, stop_at_verbs: bool
) -> int | None:
    for at in range(before - 1, max(event.first, before - _REACH) - 1, -1):
        if doc[at].lemma_.lower() in lemmas:
            return at
        if stop_at_verbs and doc[at].pos_ == "VERB":
            return None
    return None


def _fired_from(doc: Doc, event: EventWords, by: int) -> int | None:
    """'rockets fired from areas controlled by X'."""
    near = [doc[at].lower_ for at in range(max(event.first, by - 6), by)]
    if "from" not in near or doc[by - 1].lower_ not in ("held", "controlled", "occupied", "run"):
        return None
    return _last_lemma(doc, event, by - 1, ("fire", "launch", "come"), stop_at_verbs=False)


def _belonging(doc: Doc, event: EventWords, at: int) -> int | None:
    """'The gunmen, believed to be X', 'the attackers were identified as X': belief about those who did it."""
    words = party_words()
    for cue in range(at - 1, max(event.first, at - 5) - 1, -1):
        if doc[cue].lemma_.lower() in words.belief:
            before = (doc[k] for k in range(max(event.first, cue - 6), cue))
            return cue if any({word.lemma_.lower(), word.lower_} & words.doers for word in before) else None
    return None


# ---------------------------------------------------------------- charges behind the party


def _behind(doc: Doc, event: EventWords, first: int, last: int) -> int | None:
    """The verb the party is the subject of, or the first verb behind it, where it takes or is given the blame."""
    top = _top(doc[first:last].root)
    if (
        top.dep_ in ("nsubj", "nsubjpass")
        and event.holds(top.head)
        and top.head.i >= last
        and _charges(doc, event, top.head.i)
    ):
        return top.head.i
    if top.dep_ in ("pobj", "dobj"):
        return None
    return _first_charge(doc, event, range(last, min(event.last, last + _GAP + 1)))


def _top(token: Token) -> Token:
    """The noun that a party's word stands under: 'IS' in 'the IS group', 'members of IS'."""
    for _ in range(6):
        modifies = token.dep_ in ("compound", "amod", "nmod", "conj", "appos")
        if not modifies or token.head is token:
            break
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "from") and is_force(token.head.head):
        return token.head.head
    return token


def _first_charge(doc: Doc, event: EventWords, reach: range) -> int | None:
    words = party_words()
    for at in reach:
        if _charges(doc, event, at):
            return at
        if doc[at].pos_ == "VERB" and doc[at].lower_ not in words.auxiliaries:
            return _own_charge(doc, event, at) if doc[at].lemma_ in ("say", "announce") else None
        if doc[at].pos_ == "PRON" or doc[at].lower_ in (";", "while", "but", "that"):
            return None
    return None


def _own_charge(doc: Doc, event: EventWords, said: int) -> int | None:
    """'X said it was behind ...': the pronoun right behind the saying is the party's."""
    reach = range(said + 1, min(event.last, said + _REACH))
    selves = [at for at in reach if doc[at].lower_ in _SELVES]
    if not selves or any(doc[at].pos_ == "VERB" for at in range(said + 1, selves[0])):
        return None
    following = range(selves[0] + 1, min(event.last, selves[0] + 6))
    return next(
        (at for at in following if doc[at].lower_ in ("behind", "responsible") and _is_passive(doc, event, at)), None
    )


def _charges(doc: Doc, event: EventWords, at: int) -> bool:
    words, lemma = party_words(), doc[at].lemma_.lower()
    if lemma in words.taking and _takes(doc, event, at):
        return True
    if lemma in words.owning and _owns(doc, event, at):
        return True
    blamed = lemma in (*words.charging, "suspect", "responsible", "behind") and doc[at].tag_ != "VBG"
    return blamed and _is_passive(doc, event, at)


def _takes(doc: Doc, event: EventWords, at: int) -> bool:
    """'claimed responsibility', 'took full credit', 'claimed the attack'; not 'claimed that', 'claimed the lives'."""
    words = party_words()
    if any(doc[k].lower_ in words.taken for k in range(at + 1, min(event.last, at + 6))):
        return True
    objects = (child for child in doc[at].children if child.dep_ in ("dobj", "obj") and child.i > at)
    return doc[at].lemma_ == "claim" and any(event.names(one) or one.lemma_.lower() in words.deeds for one in objects)


def _owns(doc: Doc, event: EventWords, at: int) -> bool:
    """'admitted carrying out', 'defended the strike', 'described the raid as legitimate', 'posted a video of the
    killing'."""
    following = [doc[k] for k in range(at + 1, min(event.last, at + _REACH))]
    words, lemmas = party_words(), {word.lemma_.lower() for word in following}
    if doc[at].lemma_.lower() in ("release", "post", "publish", "distribute", "show"):
        shown = {"video", "footage", "film"} & ({doc[at - 1].lemma_.lower()} if doc[at].lemma_ == "show" else lemmas)
        return bool(shown) and bool(lemmas & (words.suffered | {"behead", "execute", "kill", "shoot", "burn"}))
    if doc[at].lemma_.lower() == "describe":
        return any(event.names(word) for word in following) and bool(lemmas & {"legitimate", "justified"})
    objects = [child for child in doc[at].children if child.dep_ in ("dobj", "obj", "xcomp")]
    return any(event.names(one) or one.lemma_.lower() in words.deeds for one in objects) or lemmas >= {"carry", "out"}
