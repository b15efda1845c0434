"""What happened and who did it to whom, and how one more report tells that.

In: a documented incident and dice. Out: a type of Onrecord's, the parties on both sides, weapons. UCDP does not say
with what it was done, so the type is drawn among those that its columns allow: dead on both sides are mostly a clash,
dead on one side the act of the other one. How often each of them is told was counted in 1,166 tellings that Onrecord
coded from 384 reports on the war in Syria.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.bench.documented import Documented
from onrecord.claims import GENERIC
from onrecord.incidents.sameness import families_of

RELATED = 0.10
PLAIN = 0.10
"""Types: another one that reports use for it, and 'attack', which says only that there was force (counted, with what
the coder makes of it: two reports on one incident agree in 0.70, and 0.23 say a related type)."""
NO_DOER = 0.20
"""(Counted: 0.28; 0.13 of the incidents that reports are about.)"""
NO_HARMED = 0.35
"""(Counted: 0.53 and 0.34.)"""
WIDER = 0.15
"""The parent, the kind alone, or for a kind one group of it: 'the government', 'rebels', 'gunmen'."""
WRONG = 0.02
NO_WEAPON, OTHER_WEAPON = 0.4, 0.05
"""(Counted: 0.37 tell none.)"""

CIVILIANS = "civilians-sy"
_CLASH = {"clash": 75, "clash.territory_gained": 15, "strike.shelling": 10}
_BY_STATE = {"strike.air": 60, "strike.shelling": 35, "strike.missile": 5}
_BY_IS = {
    "strike.shelling": 30, "bombing.vehicle": 15, "bombing.suicide": 15, "bombing.ied": 15, "bombing.mine": 10,
    "attack.shooting": 15,
}  # fmt: skip
_BY_OTHERS = {"strike.shelling": 50, "clash": 20, "attack.shooting": 20, "bombing.ied": 10}
_EXECUTES = {"execution": 40, "attack.shooting": 20, "bombing.ied": 10, "bombing.suicide": 15, "bombing.vehicle": 15}
_UNCLEAR = {"clash": 50, "strike.air": 30, "strike.shelling": 20}

_WEAPONS = {
    "strike.air": "aircraft",
    "strike.drone": "drone",
    "strike.missile": "missile",
    "strike.shelling": "artillery",
    "attack.chemical": "chemical agent",
    "bombing.suicide": "suicide bomb",
    "bombing.vehicle": "vehicle bomb",
    "bombing.ied": "bomb",
    "bombing.mine": "mine",
    "bombing.grenade": "grenade",
    "attack.shooting": "firearms",
    "clash": "firearms",
}

_GROUPS = ("ahrar-al-sham", "jaysh-al-islam", "free-syrian-army", "al-nusra-front", "southern-front")
_GUNMEN = "unidentified-armed-group"
_ALL = ("military-sy", "rebels-sy", "islamic-state", "syrian-democratic-forces", *_GROUPS)


@dataclass(frozen=True, slots=True)
class Act:
    """What happened: the type, who did it, to whom; in a clash both sides are either."""

    type: str
    doers: tuple[str, ...]
    harmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAct:
    """The same as one report tells it; as in Account."""

    type: str
    kinds: tuple[str, ...]
    doers: tuple[str, ...]
    doers_wide: tuple[str, ...]
    harmed: tuple[str, ...]
    weapons: tuple[str, ...]


def act(incident: Documented, dice: random.Random) -> Act:
    """What happened in an incident."""
    kind = _drawn(_possible(incident), dice)
    one, other = incident.sides
    if kind.startswith("clash"):
        harmed = {*one, *other, *([CIVILIANS] if incident.civilians else [])} - {CIVILIANS if other == one else ""}
        return Act(kind, tuple(sorted({*one, *other} - {CIVILIANS})), tuple(sorted(harmed)))
    doers, combatants = (other, one) if incident.deaths[0] > incident.deaths[1] else (one, other)
    hit = incident.civilians and not max(incident.deaths)
    return Act(kind, doers, (CIVILIANS,) if hit else combatants)


def _possible(incident: Documented) -> Mapping[str, int]:
    one, other = incident.deaths
    if incident.violence == 3:
        return _EXECUTES if "islamic-state" in incident.sides[0] else _of_doer(incident.sides[0])
    if one and other:
        return _CLASH
    if not one and not other and not incident.civilians:
        return _UNCLEAR
    return _of_doer(incident.sides[1] if one else incident.sides[0])


def _of_doer(doers: tuple[str, ...]) -> Mapping[str, int]:
    if any(party.startswith("military-") for party in doers):
        return _BY_STATE
    return _BY_IS if "islamic-state" in doers else _BY_OTHERS


def told_act(of: Act, dice: random.Random) -> ToldAct:
    """What one report tells of it."""
    kind = _told_type(of.type, dice)
    doers = () if dice.random() < NO_DOER else _told_parties(of.doers, dice)
    harmed = () if dice.random() < NO_HARMED else _told_parties(of.harmed, dice)
    wide = tuple(sorted({tag for party in doers for tag in belongs_to(party)}))
    return ToldAct(kind, families_of(kind), doers, wide, harmed, _told_weapons(of.type, dice))


def _told_type(kind: str, dice: random.Random) -> str:
    how = dice.random()
    if how < PLAIN:
        return GENERIC
    return dice.choice(_related(kind)) if how < PLAIN + RELATED else kind


@cache
def _related(kind: str) -> tuple[str, ...]:
    return tuple(sorted({other for family in families_of(kind) for other in family.split("|")} - {kind}))


def _told_parties(parties: tuple[str, ...], dice: random.Random) -> tuple[str, ...]:
    """All of them wider or all of them as they are; one report has one way of putting it."""
    how = dice.random()
    if how < WRONG:
        return (dice.choice([party for party in _ALL if party not in parties]),)
    if how < WRONG + WIDER:
        return tuple(sorted({_wider(party, dice) for party in parties}))
    return parties


def _wider(party: str, dice: random.Random) -> str:
    if party == CIVILIANS:
        return party
    if party.startswith("military-"):
        return party.replace("military-", "government-")
    if party == "rebels-sy":
        return dice.choice((*_GROUPS, _GUNMEN))
    if party == "syrian-democratic-forces":
        return "ypg"
    return _GUNMEN if party == "islamic-state" else "rebels-sy"


@cache
def belongs_to(party: str) -> tuple[str, ...]:
    """A party, its parent and its kind in its country, as accounts name them: 'state:SY', 'armed:SY'."""
    prefix, _, country = party.rpartition("-")
    if prefix == "military":
        return party, f"government-{country}", f"state:{country.upper()}"
    if prefix == "government":
        return party, f"state:{country.upper()}"
    if party == "al-nusra-front":
        return party, "al-qaeda", "armed:SY"
    return (party,) if party in (_GUNMEN, "islamic-state", CIVILIANS) else (party, "armed:SY")


def _told_weapons(kind: str, dice: random.Random) -> tuple[str, ...]:
    how = dice.random()
    if how < NO_WEAPON:
        return ()
    if how > 1 - OTHER_WEAPON:
        return (dice.choice(sorted(set(_WEAPONS.values()))),)
    weapon = _WEAPONS.get(kind)
    return (weapon,) if weapon else ()


def _drawn(weights: Mapping[str, int], dice: random.Random) -> str:
    kinds: Iterable[str] = weights
    return dice.choices(list(kinds), list(weights.values()))[0]
