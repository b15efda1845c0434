"""The role of one party in one event, read from the parse and from the words right before it.

Comes in: the event's words and the tokens of a party. Goes out: a Role or None. The way leads from the party's noun
upwards: over the nouns that stand for it ('X's planes', 'fighters of X') to the verb or event noun that takes it. A
thing of the party ('an X checkpoint') can only be hit. Where the parse is poor, the preposition before it decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.claims.parties import EventWords, is_deed, is_force, is_place, is_suffered, party_words
from onrecord.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STEPS = 8
"""Nouns climbed from a party to what takes it; more makes no sentence of news prose."""
_AGENT_REACH = 14
"""Tokens from a deed to the 'by' of its doer: a clause of news prose with time and place between."""
_MODIFIES = frozenset({"compound", "amod", "nmod", "poss", "nn", "npadvmod"})
MUTUAL = frozenset(
    ["clash", "fight", "battle", "fighting", "skirmish", "combat", "gunbattle", "firefight", "shootout", "gunfight",
     "engage", "exchange"]
)  # fmt: skip
"""Words for a fight that has two sides rather than one who attacks another."""
_ON = frozenset(["on", "against", "at", "targeting", "upon", "into"])
_BESIDE = frozenset(["near", "outside", "inside", "in"])
_SAME_AS = frozenset(["including", "like", "alongside"])
_LOYAL = frozenset(["loyal", "belong", "ally", "allied", "link", "affiliate", "affiliated"])
_HOLDS = frozenset(["held", "run", "controlled", "owned", "used", "occupied", "manned"])
_SKIPPED = frozenset(
    ["the", "a", "an", "either", "both", "suspected", "so", "-", "called", "alleged", "armed", "local", "members", '"']
)
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PRON"])


@dataclass(frozen=True, slots=True)
class _Step:
    """A way upwards: the noun reached, whether it is only a thing of the party, and how many more may follow."""

    token: Token
    thing: bool
    left: int = _STEPS

    def to(self, token: Token, *, thing: bool | None = None) -> _Step:
        """The next step."""
        return _Step(token, self.thing if thing is None else thing, self.left - 1)


def role_of(doc: Doc, event: EventWords, first: int, last: int) -> Role | None:
    """The role of the party named by the tokens [first, last); None where its words give it no part in the event."""
    head = doc[first:last].root
    if _is_label(doc, event, last):
        return None
    by_parse = _by_parse(event, _Step(head, thing=False))
    if by_parse is not None:
        return by_parse
    return _by_words(doc, event, first, last)


def _is_label(doc: Doc, event: EventWords, last: int) -> bool:
    """'Syria 20 civilians killed', 'Nigeria: ...': a name set before a headline."""
    return last < event.last and (doc[last].text == ":" or (doc[last].like_num and doc[last].dep_ != "appos"))


# ---------------------------------------------------------------- by the parse


def _by_parse(event: EventWords, step: _Step) -> Role | None:
    while step.left > 0:
        token, head = step.token, step.token.head
        found = _relative(event, step)
        if found is not None:
            return found
        if head is token or not event.holds(head):
            return None
        dep = token.dep_
        if dep in ("pobj", "agent"):
            return _by_preposition(event, step)
        if dep in ("nsubj", "csubj"):
            return _as_subject(event, step, head)
        if dep == "nsubjpass":
            if not step.thing and _takes_part(event, head):
                return Role.PERPETRATOR
            return Role.TARGET if is_deed(event, head) or _passive_conjunct(event, head) else None
        if dep in ("dobj", "obj"):
            return _as_object(event, head)
        if dep in _MODIFIES:
            role, following = _as_modifier(event, step, head)
            if following is None:
                return role
            step = following
        elif dep in ("conj", "appos", "nummod", "quantmod", "dep") and head.pos_ in _NOMINAL:
            step = step.to(head)
        else:
            return None
    return None


def _relative(event: EventWords, step: _Step) -> Role | None:
    """'gunmen who opened fire', 'rebels shelling the town': a clause on the party tells what it did."""
    if step.thing:
        return None
    for child in step.token.children:
        if child.dep_ == "relcl" and event.holds(child) and is_deed(event, child):
            subject = next((one for one in child.children if one.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.tag_ in ("WP", "WDT"):
                return Role.PERPETRATOR if subject.dep_ == "nsubj" else Role.TARGET
    return None


def _as_subject(event: EventWords, step: _Step, verb: Token) -> Role | None:
    if not step.thing and (_takes_part(event, verb) or _answers_with(event, verb)):
        return Role.PERPETRATOR
    verbs = [verb, *(child for child in verb.children if child.dep_ in ("xcomp", "conj") and not _has_subject(child))]
    for one in verbs:
        if event.holds(one) and is_deed(event, one):
            if one.lemma_ in MUTUAL and event.is_clash:
                return Role.SIDE
            if any(child.dep_ == "auxpass" for child in one.children):
                return Role.TARGET
            return None if step.thing else Role.PERPETRATOR
    return None


def _takes_part(event: EventWords, verb: Token) -> bool:
    """'took part in the raid', 'were engaged in looting', 'were behind the attack'."""
    has_part = any(child.lower_ == "part" for child in verb.children)
    if not (has_part or verb.lemma_.lower() in ("engage", "participate", "involve")):
        return False
    links = (child for child in verb.subtree if child.lower_ == "in" and child.dep_ == "prep")
    return any(event.names(one) for link in links for one in link.subtree if one.i != link.i)


def _answers_with(event: EventWords, verb: Token) -> bool:
    """'responded with stepping up attacks', 'retaliated by shelling the town'."""
    if verb.lemma_.lower() not in ("respond", "retaliate", "react", "answer", "reply"):
        return False
    means = (child for child in verb.children if child.dep_ == "prep" and child.lower_ in ("with", "by"))
    return any(event.names(one) or event.holds(one) for link in means for one in link.subtree)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _passive_conjunct(event: EventWords, verb: Token) -> bool:
    return any(child.dep_ == "conj" and not _has_subject(child) and is_deed(event, child) for child in verb.children)


def _as_object(event: EventWords, verb: Token) -> Role | None:
    if verb.lemma_ == "pit":
        return Role.SIDE
    if verb.lemma_ == "accuse" or not is_deed(event, verb):
        return None
    return Role.SIDE if verb.lemma_ in MUTUAL and event.is_clash else Role.TARGET


def _as_modifier(event: EventWords, step: _Step, noun: Token) -> tuple[Role | None, _Step | None]:
    """'X air strikes' (X did them), 'X planes' (X itself), 'X checkpoint' (a thing of X)."""
    if noun.lemma_.lower() in party_words().voices:
        return None, None
    stands_for_deed = event.names(noun) and noun.dep_ not in _MODIFIES and not _is_weapon_subject(event, noun)
    if is_force(noun) and not stands_for_deed:
        return None, step.to(noun)
    if event.names(noun) or _names_event(event, noun):
        if step.thing:
            return Role.TARGET, None
        if step.token.dep_ == "poss" and is_suffered(noun) and not any(child.lower_ == "of" for child in noun.children):
            return Role.TARGET, None
        return (Role.SIDE if noun.lemma_.lower() in MUTUAL else Role.PERPETRATOR), None
    return None, step.to(noun, thing=step.thing or not is_force(noun))


def _is_weapon_subject(event: EventWords, noun: Token) -> bool:
    return noun.dep_ in ("nsubj", "csubj") and is_deed(event, noun.head)


def _names_event(event: EventWords, noun: Token) -> bool:
    """'military offensive': a noun between the party and the event word belongs to the event's name."""
    return noun.dep_ in _MODIFIES and event.names(noun.head) and not is_place(noun) and not is_force(noun)


def _by_preposition(event: EventWords, step: _Step) -> Role | None:
    link = step.token.head if step.token.dep_ == "pobj" else step.token
    taker, word = link.head, link.lower_
    if not event.holds(taker):
        return None
    if word == "by":
        return _as_agent(event, step, taker)
    if word == "of" and _is_event_noun(event, taker):
        return Role.TARGET
    if word in ("of", "from") and taker.pos_ in _NOMINAL and not _is_event_noun(event, taker):
        if taker.lemma_.lower() in party_words().voices:
            return None
        thing = step.thing or not (is_force(taker) or taker.pos_ in ("NUM", "PRON"))
        return _by_parse(event, step.to(taker, thing=thing))
    if word == "from":
        sent = _is_event_noun(event, taker) or taker.lemma_ in ("fire", "come", "launch")
        return Role.PERPETRATOR if sent and not step.thing else None
    return _by_other_link(event, step, taker, word)


def _by_other_link(event: EventWords, step: _Step, taker: Token, word: str) -> Role | None:
    if word in _ON:
        return _as_aim(event, taker)
    if word == "between":
        return Role.SIDE if event.names(taker) or taker.lemma_.lower() in MUTUAL else None
    if word in ("with", "against"):
        return Role.SIDE if event.is_clash and (taker.lemma_.lower() in MUTUAL or event.names(taker)) else None
    if word in _SAME_AS and taker.pos_ in ("NOUN", "PROPN"):
        return _by_parse(event, step.to(taker))
    if word == "to" and taker.lemma_.lower() in _LOYAL:
        return _by_parse(event, step.to(taker.head)) if taker.dep_ in ("acl", "amod", "relcl") else None
    return Role.TARGET if word in _BESIDE and step.thing and _hits(event, taker) and is_place(step.token) else None


def _is_event_noun(event: EventWords, token: Token) -> bool:
    return event.names(token) and token.pos_ in ("NOUN", "PROPN")


def _hits(event: EventWords, taker: Token) -> bool:
    return event.names(taker) or is_deed(event, taker)


def _as_agent(event: EventWords, step: _Step, taker: Token) -> Role | None:
    if taker.lemma_.lower() in party_words().backing:
        return Role.SUPPORTER
    if step.thing:
        return None
    if _is_event_noun(event, taker) or (taker.pos_ in ("VERB", "AUX") and is_deed(event, taker)):
        return Role.PERPETRATOR
    return None


def _as_aim(event: EventWords, taker: Token) -> Role | None:
    """'strikes on X', 'fired at X', 'pitted Y against X'."""
    if taker.lemma_ == "pit":
        return Role.SIDE
    if _is_event_noun(event, taker) or (taker.pos_ == "VERB" and is_deed(event, taker)):
        mutual = taker.lemma_.lower() in MUTUAL and event.is_clash
        return Role.SIDE if mutual else Role.TARGET
    return None


# ---------------------------------------------------------------- by the words before


def _by_words(doc: Doc, event: EventWords, first: int, last: int) -> Role | None:
    """The preposition before the party, where an event word or a deed stands before that."""
    at = first - 1
    while at > event.first and (doc[at].lower_ in _SKIPPED or doc[at].pos_ in ("DET", "ADJ")):
        at -= 1
    if at <= event.first:
        return _before_event(doc, event, last)
    thing, word = _is_thing(doc, event, last), doc[at].lower_
    if word == "by":
        return None if thing else _agent_by_words(doc, event, at)
    near = [doc[k] for k in range(max(event.first, at - 3), at)]
    if word == "between":
        return Role.SIDE if any(event.names(one) for one in near) else None
    if word == "with" and event.is_clash and any(one.lemma_.lower() in MUTUAL for one in near):
        return Role.SIDE
    if word in _ON and any(event.names(one) for one in near):
        return Role.TARGET
    return None if thing else _before_event(doc, event, last)


def _is_thing(doc: Doc, event: EventWords, last: int) -> bool:
    """'X positions', 'X's headquarters': the words behind a party make it a thing of the party."""
    behind = [doc[at] for at in range(last, min(event.last, last + 2))]
    if behind and behind[0].lower_ in ("'s", "’s"):
        behind = behind[1:]
    return bool(behind) and is_place(behind[0])


def _agent_by_words(doc: Doc, event: EventWords, by: int) -> Role | None:
    """'strikes in X by Y', 'were killed on Monday by Y': the nearest verb or event noun before 'by' is the deed."""
    if doc[by - 1].tag_ in ("VBN", "VBD") or doc[by - 1].lower_ in _HOLDS:
        if doc[by - 1].lemma_.lower() in party_words().backing:
            return Role.SUPPORTER
        if not is_deed(event, doc[by - 1]):
            return None
    for at in range(by - 1, max(event.first, by - _AGENT_REACH) - 1, -1):
        token = doc[at]
        if event.names(token):
            return Role.PERPETRATOR
        if token.pos_ == "VERB":
            return Role.PERPETRATOR if is_deed(event, token) else None
    return None


def _before_event(doc: Doc, event: EventWords, last: int) -> Role | None:
    """'X air strikes', 'X's deadly shelling': nothing but modifiers between a party and an event noun; 'X kill 5'."""
    if last < event.last and event.names(doc[last]) and _is_present(doc[last]):
        return Role.PERPETRATOR
    for start, end in event.triggers:
        between = range(last, start)
        modifiers = all(doc[k].pos_ in ("NOUN", "ADJ", "PROPN", "PART") and not is_place(doc[k]) for k in between)
        if 0 <= start - last <= 3 and modifiers and doc[end - 1].pos_ not in ("VERB", "AUX"):
            return Role.PERPETRATOR
    return None


def _is_present(token: Token) -> bool:
    """'kill', 'kills': a deed in a title, where the past form may be a passive."""
    lemma = token.lemma_.lower()
    return lemma in party_words().violence and token.lower_ in (lemma, f"{lemma}s", f"{lemma}es")
