"""Who answers for an event by the words of others or by its own claim: claimed, blamed, accused, suspected, attributed.

Comes in: a Reading, a stretch and the tokens of a party. Goes out: the token of the word that charges the party, or
None. Sentences that say nothing else ('The group claimed responsibility on its channel') become claims that point
back to the event told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.actors import Mention
from onrecord.claims.parties import EventWords, party_words
from onrecord.claims.stretches import Stretch
from onrecord.claims.telling import Telling
from onrecord.claims.triggers import GENERIC, Trigger
from onrecord.language import Reading

RANK = 0
"""Rank of a charge as an event word: below every word that tells of an event."""
_REACH = 14
"""Tokens from a party to the word that charges it: a clause of news prose with its asides."""
_GAP = 7
_LINKS = frozenset("the a an either both so - called alleged \" “ ' local armed members member elements fighters militants of".split())
_AUXILIARIES = frozenset("have has had be is are was were been being later also immediately since quickly later on its and subsequently reportedly swiftly".split())
_BELIEF = frozenset("believe think suspect presume identify".split())
_DOERS = frozenset("gunman gunmen attacker assailant bomber perpetrator man men militant kidnapper abductor raider suspect assassin shooter".split())
_TRACES = frozenset("hallmark work handiwork trademark fingerprint".split())


def charge_of(doc: Doc, event: EventWords, first: int, last: int) -> int | None:
    """The token that charges the party [first, last) with the event; None where nothing does or it is said of nobody."""
    cue = _before(doc, event, first, last)
    if cue is None:
        cue = _behind(doc, event, last)
    if cue is None or _is_nobody(doc, event, min(cue, first), max(cue + 1, last)):
        return None
    return cue


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
    start = max(event.first, first - 4)
    return any(doc[at].lower_ in party_words().nobody or doc[at].lemma_.lower() in ("deny", "reject", "dismiss") for at in range(start, last))


# ---------------------------------------------------------------- charges before the party


def _before(doc: Doc, event: EventWords, first: int, last: int) -> int | None:
    at = first - 1
    while at > event.first and doc[at].lower_ in _LINKS and not (doc[at].lower_ == "of" and doc[at - 1].lemma_.lower() in _TRACES):
        at -= 1
    if at < event.first:
        return None
    word, lemma = doc[at].lower_, doc[at].lemma_.lower()
    if lemma in party_words().charging and not _is_passive(doc, event, at):
        return at
    if lemma == "suspect" and doc[at].pos_ == "VERB" and not _is_passive(doc, event, at):
        return at
    if lemma == "hold" and any(doc[k].lower_ == "responsible" for k in range(last, min(event.last, last + 4))):
        return at
    if word == "of" and doc[at - 1].lemma_.lower() in _TRACES:
        return at - 1
    if word == "by":
        return _last_lemma(doc, event, at, frozenset({"claim", "responsibility"}), stop_at_verbs=True)
    if word == "on":
        return _last_lemma(doc, event, at, frozenset({"blame", "pin"}), stop_at_verbs=False)
    if word == "to":
        return _last_lemma(doc, event, at, frozenset({"attribute", "ascribe"}), stop_at_verbs=True) or _belonging(doc, event, at)
    return _belonging(doc, event, at) if lemma in ("be", "as") else None


def _is_passive(doc: Doc, event: EventWords, at: int) -> bool:
    return any(doc[k].lemma_ == "be" for k in range(max(event.first, at - 2), at))


def _last_lemma(doc: Doc, event: EventWords, before: int, lemmas: frozenset[str], *, stop_at_verbs: bool) -> int | None:
    for at in range(before - 1, max(event.first, before - _REACH) - 1, -1):
        if doc[at].lemma_.lower() in lemmas:
            return at
        if stop_at_verbs and doc[at].pos_ == "VERB":
            return None
    return None


def _belonging(doc: Doc, event: EventWords, at: int) -> int | None:
    """'The gunmen, believed to be X', 'the attackers were identified as X': belief about those who did it."""
    for cue in range(at - 1, max(event.first, at - 5) - 1, -1):
        if doc[cue].lemma_.lower() in _BELIEF:
            doers = (doc[k].lemma_.lower() in _DOERS or doc[k].lower_ in _DOERS for k in range(max(event.first, cue - 6), cue))
            return cue if any(doers) else None
    return None


# ---------------------------------------------------------------- charges behind the party


def _behind(doc: Doc, event: EventWords, last: int) -> int | None:
    """The first verb behind the party, where it takes or is given the blame."""
    for at in range(last, min(event.last, last + _GAP + 1)):
        lemma = doc[at].lemma_.lower()
        if lemma in party_words().taking and _takes(doc, event, at):
            return at
        if _is_passive(doc, event, at) and (lemma in (*party_words().charging, "suspect", "responsible", "behind") and doc[at].tag_ != "VBG"):
            return at
        if doc[at].pos_ == "VERB" and doc[at].lower_ not in _AUXILIARIES:
            return None
        if doc[at].pos_ == "PRON" or doc[at].lower_ in (";", "while", "but", "that"):
            return None
    return None


def _takes(doc: Doc, event: EventWords, at: int) -> bool:
    """'claimed responsibility', 'took full credit', 'claimed the attack'; not 'claimed that', 'claimed the lives'."""
    following = range(at + 1, min(event.last, at + 6))
    if any(doc[k].lower_ in party_words().taken for k in following):
        return True
    if doc[at].lemma_ != "claim":
        return False
    return any(child.dep_ in ("dobj", "obj") and (event.names(child) or child.lemma_.lower() in ("attack", "it", "bombing", "blast")) for child in doc[at].children)
