"""What the event words of one sentence tell of together: police who shoot at a march, a town taken without a fight.

Comes in: the triggers of a sentence. Goes out: the triggers that tell of events, some of them of another type. The
rules follow ACLED's codebook (2024-10): a protest met with force is one event of its own sub-event type, a place that
changes hands with no fighting is no battle, a device that fails or is found is disrupted weapons use, arrests count
when they are of political meaning, and what a protest is against does not happen at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Token

from onrecord.claims.frames import Known, noun_class, subjects_of
from onrecord.claims.words import load_table
from onrecord.language import Sentence
from onrecord.model import ActorKind

SHOT_AT_RANK = 97
DISPERSED_RANK = 90
TRANSFER_RANK = 92
DISRUPTED_RANK = 94
GATHERED_RANK = 74

_PROTEST_NOUNS = frozenset("protest demonstration rally march sit-in protester protestor demonstrator marcher picket procession".split())
_PROTEST_VERBS = frozenset("protest demonstrate march rally".split())
_GATHER = frozenset("gather assemble form march walk stand rally parade converge camp picket".split())
_DEMANDS = frozenset("protest demand denounce oppose against condemn solidarity urge".split())
_REASONS = frozenset("against over demand demanding denounce denouncing condemn condemning oppose opposing decry decrying about".split())
_REASON_ENDS = frozenset({",", ";", ":", "as", "while", "when", "but", "before", "until", "where"})
_DISPERSAL = frozenset("disperse dispersed scatter scattered baton-charge tear teargas baton truncheon pepper rubber cannon".split())
_CUSTODY = frozenset("arrest detain detention".split())
_FIGHTING = frozenset("clash fighting battle combat offensive assault firefight ambush gunfight shootout attack fight resistance shelling".split())
_LEAVING = frozenset("withdraw withdrew withdrawal leave pull flee fled abandon retreat desert deserted evacuate vacate quit".split())
_QUIET = frozenset("unopposed peacefully bloodlessly".split())
_WITHIN = frozenset({"protest", "protest.dispersed", "arrest"})
"""What a protest met with force is made of."""
_EARLY = frozenset("prematurely premature early".split())
_SOFT = frozenset({"attack", "clash", "attack.shooting", "strike.air", "strike.missile", "bombing.ied", "looting", "disrupted_weapons", "movement", "mob", "riot"})
_BEATS = frozenset("beat defeat win lose draw thrash edge rout hammer".split())
_SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
_HARM = frozenset("kill wound injure die dead hurt injury death casualty victim behead".split())
_HARD = frozenset("gunman militant soldier rebel bomb bomber airstrike insurgent troop jihadist terrorist missile warplane shell shot shooting explosive grenade attack attacker ambush clash army".split())


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens [first, last) that tell of an event of one type."""

    first: int
    last: int
    type: str
    rank: int
    weapon: str | None
    noun: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence's tokens with the lemmas and forms they are known by."""

    doc: Doc
    sentence: Sentence
    known: Known

    @property
    def tokens(self) -> Iterable[Token]:
        """The tokens of the sentence."""
        return (self.doc[at] for at in range(self.sentence.first, self.sentence.last))

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in the sentence."""
        return any(token.lemma_.lower() in words or token.lower_ in words for token in self.tokens)

    def has_state(self) -> bool:
        """Whether police, soldiers or a state's party are named."""
        kinds = (ActorKind.STATE_FORCE, ActorKind.POLICE)
        if any(self.known.parties.get(at) in kinds for at in range(self.sentence.first, self.sentence.last)):
            return True
        return self.has(noun_class("state") - {"militia", "paramilitary"})


def compose(scene: Scene, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """The triggers as they stand together, in text order."""
    found = list(triggers)
    for rule in _RULES:
        found = rule(scene, found)
    return tuple(sorted(found, key=lambda trigger: trigger.first))


@lru_cache(maxsize=1)
def settings() -> dict[str, dict[str, frozenset[str]]]:
    """The word lists of settings in which words of violence tell of none."""
    return {name: {key: frozenset(words.split()) for key, words in table.items()} for name, table in load_table("settings").items()}


# ---------------------------------------------------------------- no event


def _without_reasons(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what a protest is against: 'a rally against the arrest of the governor'."""
    hidden: set[int] = set()
    reason = protest = False
    for token in scene.tokens:
        word = token.lower_
        if word in _REASON_ENDS or (word in ("and", "after") and token.head.pos_ == "VERB" and not reason):
            reason = False
        elif protest and (word in _REASONS or token.lemma_.lower() in _REASONS):
            reason = True
        elif word == "and" and token.head.pos_ == "VERB" and any(child.dep_ == "conj" and child.pos_ == "VERB" for child in token.head.children):
            reason = False
        elif reason:
            hidden.add(token.i)
        protest = protest or _is_protest_word(token)
    return [trigger for trigger in triggers if trigger.first not in hidden]


def _is_protest_word(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.ent_type_ == "DATE":
        return False
    return (token.pos_ in ("NOUN", "PROPN", "ADJ") and lemma in _PROTEST_NOUNS) or (token.pos_ in ("VERB", "NOUN") and lemma in _PROTEST_VERBS)


def _without_sport(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop 'clash', 'strike', 'shot' and their like where the sentence talks of sport and of nobody harmed."""
    sport = settings()["sport"]
    forms = {form for token in scene.tokens for form in (token.lemma_.lower(), token.lower_)}
    score = 2 * len(forms & sport["sure"]) + len(forms & sport["likely"]) + 2 * (bool(forms & _BEATS) and _SCORE.search(scene.doc[scene.sentence.first : scene.sentence.last].text) is not None)
    if score < 2 or forms & _HARM:
        return triggers
    return [trigger for trigger in triggers if trigger.type not in _SOFT]


def _without_mishaps(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what nature or an accident did."""
    if not triggers or not is_mishap(scene.doc, scene.sentence.first, scene.sentence.last):
        return triggers
    return [trigger for trigger in triggers if trigger.type not in ("attack", "bombing.ied", "attack.arson", "clash", "attack.shooting")]


def is_mishap(doc: Doc, first: int, last: int) -> bool:
    """Whether the tokens [first, last) tell of an accident, a disaster or a disease and of no armed party."""
    forms = {form for at in range(first, last) for form in (doc[at].lemma_.lower(), doc[at].lower_)}
    if forms & _HARD:
        return False
    return any(_tells_of_mishap(doc[at], at + 1 < last) for at in range(first, last))


def _tells_of_mishap(token: Token, has_next: bool) -> bool:
    words, lemma = settings()["mishap"], token.lemma_.lower()
    if token.pos_ == "VERB":
        return lemma in words["doing"]
    if lemma == "gas":
        return has_next and token.nbor(1).lemma_.lower() in words["gas"]
    return lemma in words["words"] or (lemma in words["causes"] and token.dep_ in ("nsubj", "ROOT", "pobj") and token.pos_ == "NOUN")


def _without_topics(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what a law, a debate or a campaign is about: 'a bill on rape', 'the ban on landmines'."""
    nouns = settings()["topics"]["nouns"]
    return [trigger for trigger in triggers if not _is_topic(scene.doc[trigger.last - 1], nouns)]


def _is_topic(token: Token, nouns: frozenset[str]) -> bool:
    head = token.head if token.dep_ in ("compound", "conj") else token
    return head.dep_ == "pobj" and head.head.lower_ in ("on", "of", "about", "against") and head.head.head.lemma_.lower() in nouns


def _political_arrests(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Keep arrests of political meaning: who is held, or how many, says so; ordinary crimes are left out."""
    if all(trigger.type != "arrest" for trigger in triggers):
        return triggers
    politics = settings()["politics"]
    armed = (ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.PARTY, ActorKind.PROTESTERS, ActorKind.STATE_FORCE, ActorKind.GOVERNMENT)
    party = any(scene.known.parties.get(at) in armed for at in range(scene.sentence.first, scene.sentence.last))
    many = any(token.like_num and token.text.isdigit() and int(token.text) >= 10 and token.ent_type_ != "DATE" for token in scene.tokens)
    if not scene.has(politics["ordinary"]) and (party or many or scene.has(politics["words"])):
        return triggers
    return [trigger for trigger in triggers if trigger.type != "arrest"]


def _strikes_from_afar(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """'Strikes' and 'raids' of a coalition of states, with no means told, are from the air."""
    if not any(scene.sentence.first <= at < scene.sentence.last for at in scene.known.coalition):
        return triggers
    return [
        replace(trigger, type="strike.air", rank=62, weapon="aircraft")
        if trigger.type == "attack" and trigger.noun and scene.doc[trigger.last - 1].lemma_.lower() in ("strike", "raid", "bombing")
        else trigger
        for trigger in triggers
    ]


# ---------------------------------------------------------------- protests


def _gathered(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """People who gather to demand something protest, though no word of protest names it."""
    if any(trigger.type.startswith(("protest", "riot")) and not _is_purpose(scene.doc, trigger) for trigger in triggers):
        return triggers
    for token in scene.tokens:
        if token.pos_ == "VERB" and token.lemma_.lower() in _GATHER and _demands_after(scene, token):
            return [*triggers, Trigger(token.i, token.i + 1, "protest", GATHERED_RANK, None, False)]
    return triggers


def _is_purpose(doc: Doc, trigger: Trigger) -> bool:
    return trigger.first > 0 and doc[trigger.first - 1].lower_ == "to"


def _demands_after(scene: Scene, verb: Token) -> bool:
    after = [scene.doc[at].lemma_.lower() for at in range(verb.i + 1, scene.sentence.last)]
    calls = any(one == "call" and other == "for" for one, other in zip(after, after[1:], strict=False))
    return calls or any(word in _DEMANDS for word in after)


def _met_with_force(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A protest that the state shoots at, breaks up or arrests people at."""
    named = {at for trigger in triggers if trigger.type == "protest" for at in range(trigger.first, trigger.last)}
    protest = [token for token in scene.tokens if (token.i in named or _is_protest_word(token)) and not _is_timed_by(scene.doc, token)]
    if not protest or any(trigger.type in ("riot", "mob") for trigger in triggers) or not _may_be_force(scene):
        return triggers
    fired = [] if _in_the_air(scene) else [token for token in scene.tokens if _fires_at(scene, token, protest) or _kills(token)]
    triggers = triggers + [Trigger(token.i, token.i + 1, "protest.shot_at", SHOT_AT_RANK, "firearms", False) for token in fired[:1] if all(token.i != one.first for one in triggers)]
    shots = [trigger for trigger in triggers if _is_shooting(scene, trigger)]
    if shots and not _in_the_air(scene):
        return [replace(one, type="protest.shot_at", rank=SHOT_AT_RANK, weapon="firearms") for one in shots] + [
            one for one in triggers if one not in shots and one.type not in _WITHIN
        ]
    for token in scene.tokens:
        if _scatters(token) or (_takes_away(scene, token) and any(not _is_on_the_way(scene.doc, one) for one in protest)):
            return [*(one for one in triggers if one.first != token.i and one.type not in _WITHIN), Trigger(token.i, token.i + 1, "protest.dispersed", DISPERSED_RANK, None, False)]
    return triggers


def _may_be_force(scene: Scene) -> bool:
    return scene.has_state() or scene.has(_CUSTODY) or scene.has(_DISPERSAL)


def _is_timed_by(doc: Doc, token: Token) -> bool:
    """'arrested after a protest', 'ahead of the rally': told for its time alone."""
    return bool({"after", "before", "ahead", "following", "since"} & {doc[at].lower_ for at in range(max(0, token.i - 4), token.i)})


def _is_shooting(scene: Scene, trigger: Trigger) -> bool:
    if trigger.type == "attack.shooting":
        return scene.has_state()
    return trigger.type == "protest.shot_at"


def _in_the_air(scene: Scene) -> bool:
    words = [token.lower_ for token in scene.tokens]
    return any(words[at : at + 3] in (["into", "the", "air"], ["in", "the", "air"]) for at in range(len(words)))


def _fires_at(scene: Scene, token: Token, protest: Sequence[Token]) -> bool:
    """'Forces fire on Oromo protesters', also where a headline hides the verb."""
    if token.lemma_.lower() not in ("fire", "shoot") or token.i + 1 >= scene.sentence.last or token.nbor(1).lower_ not in ("on", "at", "into"):
        return False
    return any(token.i < one.i <= token.i + 5 for one in protest)


def _kills(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() == "kill" and any(noun.lemma_.lower() in noun_class("state") for noun in subjects_of(token))


def _is_on_the_way(doc: Doc, token: Token) -> bool:
    """'as he left for a rally', 'for planning a protest': the protest is no place of the arrest."""
    return bool({"for", "to", "planning", "planned", "organising", "organizing", "calling", "join"} & {doc[at].lower_ for at in range(max(0, token.i - 4), token.i)})


def _scatters(token: Token) -> bool:
    return token.lemma_.lower() in _DISPERSAL or token.lower_ in _DISPERSAL


def _takes_away(scene: Scene, token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ == "VERB" and lemma in _CUSTODY and (scene.has_state() or lemma == "detain")


# ---------------------------------------------------------------- places and devices


def _without_a_fight(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A place that changes hands with no fighting told: the others had left, or let it happen."""
    moving = [trigger for trigger in triggers if trigger.type in ("clash.territory_gained", "movement")]
    if not moving:
        return triggers
    entering = [trigger for trigger in moving if trigger.type != "movement" or scene.doc[trigger.first].lemma_.lower() in ("enter", "move", "cross", "advance")]
    left = scene.has(_LEAVING) and not scene.has(_FIGHTING - {"resistance", "fight"}) and not scene.has(_HARM)
    if not entering or not (_is_quiet(scene) or left):
        return triggers
    return [replace(trigger, type="transfer", rank=TRANSFER_RANK) if trigger in entering else trigger for trigger in triggers]


def _is_quiet(scene: Scene) -> bool:
    words = [token.lower_ for token in scene.tokens]
    without = any(
        word == "without" and {"fight", "fighting", "resistance", "firing", "battle", "shot", "bloodshed"} & set(words[at + 1 : at + 4])
        for at, word in enumerate(words)
    )
    return without or scene.has(_QUIET)


def _failed_devices(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A bomb that goes off on those who make or plant it."""
    planted = scene.has(frozenset({"plant", "lay", "assemble", "make", "prepare"})) and scene.has(frozenset({"they"}))
    if not (scene.has(_EARLY) and planted):
        return triggers
    return [replace(trigger, type="disrupted_weapons", rank=DISRUPTED_RANK) if trigger.type.startswith("bombing") else trigger for trigger in triggers]


def _ambushed_civilians(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """An ambush of people who bear no arms is no battle."""
    armed = any(kind is not ActorKind.CIVILIANS and kind is not ActorKind.UNKNOWN for at, kind in scene.known.parties.items() if scene.sentence.first <= at < scene.sentence.last)
    if armed or scene.has(noun_class("armed") - {"gunman", "bandit", "attacker", "assailant"}) or not scene.has(noun_class("politician") | noun_class("people")):
        return triggers
    return [
        replace(trigger, type="attack.shooting") if trigger.type == "clash" and scene.doc[trigger.first].lemma_.lower() == "ambush" else trigger
        for trigger in triggers
    ]


_RULES: tuple[Callable[[Scene, list[Trigger]], list[Trigger]], ...] = (
    _without_reasons,
    _without_topics,
    _without_sport,
    _without_mishaps,
    _strikes_from_afar,
    _met_with_force,
    _political_arrests,
    _gathered,
    _without_a_fight,
    _failed_devices,
    _ambushed_civilians,
)
