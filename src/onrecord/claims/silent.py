"""Words of violence that tell of no event: sport, accidents, topics of debate, ordinary arrests.

Comes in: the triggers of a sentence. Goes out: those that may tell of political violence. ACLED's codebook (2024-10)
leaves out arrests for ordinary crimes; accidents and sport are no political violence at all.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.claims.scenes import Scene, Trigger, settings
from onrecord.language import Reading
from onrecord.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_SOFT = frozenset(
    {
        "attack",
        "clash",
        "attack.shooting",
        "strike.air",
        "strike.missile",
        "bombing.ied",
        "looting",
        "disrupted_weapons",
        "movement",
        "mob",
        "riot",
    }
)
_BEATS = frozenset("beat defeat win lose draw thrash edge rout hammer".split())
_SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
HARM = frozenset("kill wound injure die dead hurt injury death casualty victim behead".split())
_HARD = frozenset(
    "gunman militant soldier rebel bomb bomber airstrike insurgent troop jihadist terrorist missile warplane "
    "shell shot shooting explosive grenade attack attacker ambush clash army".split()
)


def without_sport(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop 'clash', 'strike', 'shot' and their like where the sentence talks of sport and of nobody harmed."""
    sport = settings()["sport"]
    forms = scene.forms
    score = (
        2 * len(forms & sport["sure"])
        + len(forms & sport["likely"])
        + 2
        * (
            bool(forms & _BEATS)
            and _SCORE.search(scene.doc[scene.sentence.first : scene.sentence.last].text) is not None
        )
    )
    if score < 2 or forms & HARM:
        return triggers
    return [trigger for trigger in triggers if trigger.type not in _SOFT]


_DOWN_TOOLS = frozenset("declare call observe stage hold join begin end suspend announce stay close shut".split())
_BY_ARMS = frozenset(
    "hit target kill wound injure die destroy damage launch carry conduct missile drone plane jet warplane aircraft "
    "air rocket artillery bomb shell convoy military force".split()
)


def without_stoppages(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop the strike of those who down tools: 'a strike was declared', 'they stayed at home on a day of strike'."""
    if not scene.has(_DOWN_TOOLS) or scene.has(_BY_ARMS):
        return triggers
    return [trigger for trigger in triggers if not _is_bare_strike(scene.doc[trigger.last - 1], trigger)]


def _is_bare_strike(token: Token, trigger: Trigger) -> bool:
    return token.lower_ == "strike" and trigger.noun and trigger.last - trigger.first == 1


def without_mishaps(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what nature or an accident did."""
    told = frozenset(at for trigger in triggers for at in range(trigger.first, trigger.last) if trigger.type == "clash")
    if not triggers or not is_mishap(scene.reading, scene.sentence.first, scene.sentence.last, told):
        return triggers
    return [
        trigger
        for trigger in triggers
        if trigger.type not in ("attack", "bombing.ied", "attack.arson", "clash", "attack.shooting")
    ]


def is_mishap(reading: Reading, first: int, last: int, told: frozenset[int] = frozenset()) -> bool:
    """Whether the tokens [first, last) tell of an accident, a disaster or a disease and of no armed party. ``told``:
    the tokens of event words, in which 'fire' is that of arms ('an exchange of fire')."""
    if ("heart", "attack") in pairwise(reading.lower[first:last]):
        return True
    if _is_crash(reading, first, last):
        return True
    if reading.forms(first, last) & _HARD:
        return False
    return any(_tells_of_mishap(reading.doc[at], at + 1 < last, armed=at in told) for at in range(first, last))


_CRAFT = frozenset("helicopter plane aircraft airplane airliner jet chopper bus truck lorry train minibus".split())
_BROUGHT_DOWN = frozenset(
    "shoot down missile rocket rpg gunfire fire hostile attack ambush bomb explosion blast mine ram detonate suicide "
    "strike target claim sabotage".split()
)


def _is_crash(reading: Reading, first: int, last: int) -> bool:
    """'five soldiers were killed when a transport helicopter crashed', where nobody is told to have brought it down."""
    crashes = (token for token in reading.doc[first:last] if token.lemma_.lower() == "crash" and token.pos_ == "VERB")
    crafts = any(
        child.lemma_.lower() in _CRAFT for token in crashes for child in token.children if child.dep_ == "nsubj"
    )
    return crafts and not reading.forms(first, last) & _BROUGHT_DOWN


def _tells_of_mishap(token: Token, has_next: bool, *, armed: bool) -> bool:
    words, lemma = settings()["mishap"], token.lemma_.lower()
    if lemma in words["causes"] and (armed or _ceases(token)):
        return False
    if token.pos_ == "VERB":
        return lemma in words["doing"]
    if lemma == "gas":
        return has_next and token.nbor(1).lemma_.lower() in words["gas"]
    return lemma in words["words"] or (
        lemma in words["causes"] and token.dep_ in ("nsubj", "ROOT", "pobj") and token.pos_ == "NOUN"
    )


def _ceases(token: Token) -> bool:
    """'cease-fire', 'cease fire'."""
    return "cease" in {before.lower_ for before in token.doc[max(0, token.i - 2) : token.i]}


def without_topics(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Drop what a law, a debate or a campaign is about: 'a bill on rape', 'the ban on landmines'."""
    nouns = settings()["topics"]["nouns"]
    return [trigger for trigger in triggers if not _is_topic(scene.doc[trigger.last - 1], nouns)]


def _is_topic(token: Token, nouns: frozenset[str]) -> bool:
    head = token.head if token.dep_ in ("compound", "conj") else token
    return (
        head.dep_ == "pobj"
        and head.head.lower_ in ("on", "of", "about", "against")
        and head.head.head.lemma_.lower() in nouns
    )


def political_arrests(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """Keep arrests of political meaning: who is held, or how many, says so; ordinary crimes are left out."""
    if all(trigger.type != "arrest" for trigger in triggers):
        return triggers
    politics = settings()["politics"]
    armed = (
        ActorKind.ARMED_GROUP,
        ActorKind.MILITIA,
        ActorKind.PARTY,
        ActorKind.PROTESTERS,
        ActorKind.STATE_FORCE,
        ActorKind.GOVERNMENT,
    )
    party = any(scene.known.parties.get(at) in armed for at in range(scene.sentence.first, scene.sentence.last))
    many = any(
        token.like_num and token.text.isdigit() and int(token.text) >= 10 and token.ent_type_ != "DATE"
        for token in scene.tokens
    )
    if not scene.has(politics["ordinary"]) and (party or many or scene.has(politics["words"])):
        return triggers
    return [trigger for trigger in triggers if trigger.type != "arrest"]
