"""What the event words of one sentence tell of together: police who shoot at a march, a town taken without a fight.

Comes in: the triggers of a sentence. Goes out: the triggers that tell of events, some of them of another type. The
rules follow ACLED's codebook (2024-10): a protest met with force is one event of its own sub-event type, a place that
changes hands with no fighting is no battle, a device that fails or is found is disrupted weapons use, arrests count
when they are of political meaning, and what a protest is against does not happen at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.claims.frames import noun_class
from onrecord.claims.protests import gathered, met_with_force, without_reasons
from onrecord.claims.scenes import Scene, Trigger
from onrecord.claims.silent import (
    HARM,
    political_arrests,
    without_mishaps,
    without_sport,
    without_stoppages,
    without_topics,
)
from onrecord.model import ActorKind

TRANSFER_RANK = 92
DISRUPTED_RANK = 94
_FIGHTING = frozenset(
    "clash fighting battle combat offensive assault firefight ambush gunfight shootout attack fight "
    "resistance shelling".split()
)
_LEAVING = frozenset(
    "withdraw withdrew withdrawal leave pull flee fled abandon retreat desert deserted evacuate vacate quit".split()
)
_QUIET = frozenset("unopposed peacefully bloodlessly".split())
_EARLY = frozenset("prematurely premature early".split())


def compose(scene: Scene, triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """The triggers as they stand together, in text order."""
    found = list(triggers)
    for rule in _RULES:
        found = rule(scene, found)
    return tuple(sorted(found, key=lambda trigger: trigger.first))


def _strikes_from_afar(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """'Strikes' and 'raids' of a coalition of states, with no means told, are from the air."""
    if not any(scene.sentence.first <= at < scene.sentence.last for at in scene.known.coalition):
        return triggers
    return [
        replace(trigger, type="strike.air", rank=62, weapon="aircraft")
        if trigger.type == "attack"
        and trigger.noun
        and scene.doc[trigger.last - 1].lemma_.lower() in ("strike", "raid", "bombing")
        else trigger
        for trigger in triggers
    ]


# ---------------------------------------------------------------- places and devices


def _without_a_fight(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A place that changes hands with no fighting told: the others had left, or let it happen."""
    moving = [trigger for trigger in triggers if trigger.type in ("clash.territory_gained", "movement")]
    if not moving:
        return triggers
    entering = [
        trigger
        for trigger in moving
        if trigger.type != "movement"
        or scene.doc[trigger.first].lemma_.lower() in ("enter", "move", "cross", "advance")
    ]
    left = scene.has(_LEAVING) and not scene.has(_FIGHTING - {"resistance", "fight"}) and not scene.has(HARM)
    if not entering or not (_is_quiet(scene) or left):
        return triggers
    return [
        replace(trigger, type="transfer", rank=TRANSFER_RANK) if trigger in entering else trigger
        for trigger in triggers
    ]


def _is_quiet(scene: Scene) -> bool:
    words = [token.lower_ for token in scene.tokens]
    without = any(
        word == "without"
        and {"fight", "fighting", "resistance", "firing", "battle", "shot", "bloodshed"} & set(words[at + 1 : at + 4])
        for at, word in enumerate(words)
    )
    return without or scene.has(_QUIET)


_MAKES = frozenset(
    "agree sign announce declare reach broker begin start come enter take extend renew accept mediate negotiate "
    "conclude pledge order implement restore resume secure establish approve offer observe respect commit agreement "
    "deal".split()
)
_BREAKS = frozenset(
    "collapse break breach violate fray fail expire shatter unravel crumble falter threaten undermine".split()
)


def _only_truces_made(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A truce that is only spoken of, or breaks down, is no agreement: ACLED codes the making of one."""
    broken = scene.has(_BREAKS) or {"call", "off"} <= scene.forms
    spoken_of = broken or not scene.has(_MAKES)
    return [trigger for trigger in triggers if not (trigger.type == "ceasefire" and trigger.noun and spoken_of)]


def _failed_devices(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """A bomb that goes off on those who make or plant it."""
    planted = scene.has(frozenset({"plant", "lay", "assemble", "make", "prepare"})) and scene.has(frozenset({"they"}))
    if not (scene.has(_EARLY) and planted):
        return triggers
    return [
        replace(trigger, type="disrupted_weapons", rank=DISRUPTED_RANK)
        if trigger.type.startswith("bombing")
        else trigger
        for trigger in triggers
    ]


def _ambushed_civilians(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """An ambush of people who bear no arms is no battle."""
    armed = any(
        kind is not ActorKind.CIVILIANS and kind is not ActorKind.UNKNOWN
        for at, kind in scene.known.parties.items()
        if scene.sentence.first <= at < scene.sentence.last
    )
    if (
        armed
        or scene.has(noun_class("armed") - {"gunman", "bandit", "attacker", "assailant"})
        or not scene.has(noun_class("politician") | noun_class("people"))
    ):
        return triggers
    return [
        replace(trigger, type="attack.shooting")
        if trigger.type == "clash" and scene.doc[trigger.first].lemma_.lower() == "ambush"
        else trigger
        for trigger in triggers
    ]


_GUARDED = frozenset(
    "army military police soldier troop gendarme security force peacekeeper paramilitary jawan ranger militia fighter "
    "patrol escort battalion brigade marine guard un".split()
)


def _convoys_of_civilians(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """'gunmen attacked a convoy of traders': none of soldiers, where no armed party but theirs is told."""
    if not scene.has(frozenset({"convoy"})) or scene.has(_GUARDED):
        return triggers
    return [
        replace(trigger, type="attack")
        if trigger.type == "clash"
        and scene.doc[trigger.first].lemma_.lower() in ("attack", "raid", "assault", "ambush")
        else trigger
        for trigger in triggers
    ]


def _went_home(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """'were persuaded to disperse peacefully': nobody was driven off."""
    if not scene.has(frozenset({"peacefully", "persuade", "voluntarily"})):
        return triggers
    return [
        trigger
        for trigger in triggers
        if not (trigger.type == "protest.dispersed" and scene.doc[trigger.first].lemma_.lower() == "disperse")
    ]


_SHELTERED = frozenset("displaced refugee idp evacuee migrant homeless internally".split())


def _camps_of_the_displaced(scene: Scene, triggers: list[Trigger]) -> list[Trigger]:
    """'an attack on a camp for displaced people' is none on soldiers."""
    return [
        replace(trigger, type="attack")
        if trigger.type == "clash" and scene.doc[trigger.last - 1].lemma_.lower() == "camp" and scene.has(_SHELTERED)
        else trigger
        for trigger in triggers
    ]


_RULES: tuple[Callable[[Scene, list[Trigger]], list[Trigger]], ...] = (
    without_reasons,
    without_topics,
    without_sport,
    without_mishaps,
    without_stoppages,
    _strikes_from_afar,
    met_with_force,
    political_arrests,
    gathered,
    _without_a_fight,
    _only_truces_made,
    _failed_devices,
    _ambushed_civilians,
    _camps_of_the_displaced,
    _convoys_of_civilians,
    _went_home,
)
