"""Protests: who gathers, what they are against, and how the state meets them.

Comes in: the triggers of a sentence. Goes out: the triggers, with a protest that is shot at or broken up told as one
event of its own type (ACLED's codebook, 2024-10), and without what the protest is against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.claims.frames import noun_class, subjects_of
from onrecord.claims.scenes import Scene, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHOT_AT_RANK = 97
DISPERSED_RANK = 90
GATHERED_RANK = 74
_PROTEST_NOUNS = frozenset(
    "protest demonstration rally march sit-in protester protestor demonstrator marcher picket procession".split()
)
_PROTEST_VERBS = frozenset("protest demonstrate march rally".split())
_PROTEST_WORDS = _PROTEST_NOUNS | _PROTEST_VERBS
_GATHER = frozenset("gather assemble form march walk stand rally parade converge camp picket".split())
_DEMANDS = frozenset("protest demand denounce oppose against condemn solidarity urge".split())
_REASONS = frozenset(
    "against over demand demanding denounce denouncing condemn condemning oppose opposing decry decrying about".split()
)
_REASON_ENDS = frozenset({",", ";", ":", "as", "while", "when", "but", "before", "until", "where"})
_DISPERSAL = frozenset(
    "disperse dispersed scatter scattered baton-charge tear teargas baton truncheon pepper rubber cannon".split()
)
_CUSTODY = frozenset("arrest detain detention".split())
_WITHIN = frozenset({"protest", "protest.dispersed", "arrest"})
"""What a protest met with force is made of."""


def without_reasons(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what a protest is against: 'a rally against the arrest of the governor'."""
    if not triggers or not scene.has(_PROTEST_WORDS):
        return triggers
    hidden: set[int] = set()
    reason = protest = False
    for token in scene.tokens:
        word = token.lower_
        if word in _REASON_ENDS or (word in ("and", "after") and token.head.pos_ == "VERB" and not reason):
            reason = False
        elif protest and (word in _REASONS or token.lemma_.lower() in _REASONS):
            reason = True
        elif (
            word == "and"
            and token.head.pos_ == "VERB"
            and any(child.dep_ == "conj" and child.pos_ == "VERB" for child in token.head.children)
        ):
            reason = False
        elif reason:
            hidden.add(token.i)
        protest = protest or _is_protest_word(token)
    return [trigger for trigger in triggers if trigger.first not in hidden]


def _is_protest_word(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma not in _PROTEST_WORDS or token.ent_type_ == "DATE":
        return False
    return (token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in _PROTEST_NOUNS) or (
        token.pos_ in ("VERB", "NOUN") and lemma in _PROTEST_VERBS
    )


def gathered(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """People who gather to demand something protest, though no word of protest names it."""
    if any(
        trigger.type.startswith(("protest", "riot")) and not _is_purpose(scene.doc, trigger) for trigger in triggers
    ):
        return triggers
    for token in scene.tokens:
        if token.pos_ == "VERB" and token.lemma_.lower() in _GATHER and _demands_after(scene, token):
            return [*triggers, Trigger(token.i, token.i + 1, "protest", GATHERED_RANK, None, False)]
    return triggers


def _is_purpose(doc: Doc, trigger: Trigger) -> bool:
    return trigger.first > 0 and doc[trigger.first - 1].lower_ == "to"


def _demands_after(scene: Scene, verb: Token) -> bool:
    after = [scene.doc[at].lemma_.lower() for at in range(verb.i + 1, scene.sentence.last)]
    calls = any(one == "call" and other == "for" for one, other in pairwise(after))
    return calls or any(word in _DEMANDS for word in after)


def met_with_force(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A protest that the state shoots at, breaks up or arrests people at."""
    named = {at for trigger in triggers if trigger.type == "protest" for at in range(trigger.first, trigger.last)}
    protest = [
        token
        for token in scene.tokens
        if (token.i in named or _is_protest_word(token)) and not _is_timed_by(scene.doc, token)
    ]
    if not protest or any(trigger.type in ("riot", "mob") for trigger in triggers) or not _may_be_force(scene):
        return triggers
    fired = (
        []
        if _in_the_air(scene)
        else [token for token in scene.tokens if _fires_at(scene, token, protest) or _kills(token)]
    )
    triggers = triggers + [
        Trigger(token.i, token.i + 1, "protest.shot_at", SHOT_AT_RANK, "firearms", False)
        for token in fired[:1]
        if all(token.i != one.first for one in triggers)
    ]
    shots = [trigger for trigger in triggers if _is_shooting(scene, trigger)]
    if shots and not _in_the_air(scene):
        return [replace(one, type="protest.shot_at", rank=SHOT_AT_RANK, weapon="firearms") for one in shots] + [
            one for one in triggers if one not in shots and one.type not in _WITHIN
        ]
    for token in scene.tokens:
        if _scatters(token) or (
            _takes_away(scene, token) and any(not _is_on_the_way(scene.doc, one) for one in protest)
        ):
            return [
                *(one for one in triggers if one.first != token.i and one.type not in _WITHIN),
                Trigger(token.i, token.i + 1, "protest.dispersed", DISPERSED_RANK, None, False),
            ]
    return triggers


def _may_be_force(scene: Scene) -> bool:
    return scene.has_state() or scene.has(_CUSTODY) or scene.has(_DISPERSAL)


def _is_timed_by(doc: Doc, token: Token) -> bool:
    """'arrested after a protest', 'ahead of the rally': told for its time alone."""
    return bool(
        {"after", "before", "ahead", "following", "since"}
        & {doc[at].lower_ for at in range(max(0, token.i - 4), token.i)}
    )


def _is_shooting(scene: Scene, trigger: Trigger) -> bool:
    if trigger.type == "attack.shooting":
        return scene.has_state()
    return trigger.type == "protest.shot_at"


def _in_the_air(scene: Scene) -> bool:
    words = [token.lower_ for token in scene.tokens]
    return any(words[at : at + 3] in (["into", "the", "air"], ["in", "the", "air"]) for at in range(len(words)))


def _fires_at(scene: Scene, token: Token, protest: Sequence[Token]) -> bool:
    """'Forces fire on Oromo protesters', also where a headline hides the verb."""
    if (
        token.lemma_.lower() not in ("fire", "shoot")
        or token.i + 1 >= scene.sentence.last
        or token.nbor(1).lower_ not in ("on", "at", "into")
    ):
        return False
    return any(token.i < one.i <= token.i + 5 for one in protest)


def _kills(token: Token) -> bool:
    return (
        token.pos_ == "VERB"
        and token.lemma_.lower() == "kill"
        and any(noun.lemma_.lower() in noun_class("state") for noun in subjects_of(token))
    )


def _is_on_the_way(doc: Doc, token: Token) -> bool:
    """'as he left for a rally', 'for planning a protest': the protest is no place of the arrest."""
    return bool(
        {"for", "to", "planning", "planned", "organising", "organizing", "calling", "join"}
        & {doc[at].lower_ for at in range(max(0, token.i - 4), token.i)}
    )


def _scatters(token: Token) -> bool:
    if token.lemma_.lower() == "break" and token.i + 1 < len(token.doc):
        return token.nbor(1).lower_ == "up"
    return token.lemma_.lower() in _DISPERSAL or token.lower_ in _DISPERSAL


def _takes_away(scene: Scene, token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ == "VERB" and lemma in _CUSTODY and (scene.has_state() or lemma == "detain")
