"""The values of an incident that several reports tell: what most tell, as finely as any tells it without contradiction.

Comes in: tellings in order. Goes out: type, stage, time, place, parties, weapons and damage, each with the report whose
words it cites. No value is made up between two that differ: one of those told is chosen, by a rule that names it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.claims import GENERIC
from onrecord.incidents.parties import parties_of
from onrecord.incidents.sameness import Match, days_match, places_match
from onrecord.linking.tellings import Telling, when_told, where_told
from onrecord.model import Damage, How, Participant, Place, Stage, Weapon, When
from onrecord.places import fineness


def merged_type(tellings: Sequence[Telling]) -> str:
    """The type that most texts tell, copies counted once; 'attack' only where none says how. Of equals the more exact
    one, then the one told first."""
    stories: dict[str, set[str]] = defaultdict(set)
    for one in tellings:
        stories[one.incident.type].add(one.story)
    exact = {kind: told for kind, told in stories.items() if kind != GENERIC} or stories
    return min(exact, key=lambda kind: (-len(exact[kind]), -kind.count("."), list(stories).index(kind)))


def merged_stage(tellings: Sequence[Telling]) -> Stage:
    """Accomplished where any report tells it so; else as the first one does."""
    stages = [one.incident.stage for one in tellings]
    happened = [stage for stage in stages if stage is not Stage.DENIED]
    return Stage.ACCOMPLISHED if Stage.ACCOMPLISHED in stages else (happened or stages)[0]


def merged_when(tellings: Sequence[Telling]) -> tuple[When | None, str | None]:
    """The shortest time that agrees with what most texts tell; a default only where no report's words tell the time."""
    dated = [one for one in tellings if one.incident.when is not None and one.incident.when.start is not None]
    told = [one for one in dated if one.incident.when and one.incident.when.basis.how is not How.DEFAULTED]
    pool = told or dated
    if not pool:
        return None, None
    stories: dict[When | None, set[str]] = defaultdict(set)
    for one in pool:
        stories[when_told(one)].add(one.story)
    against = {
        when: len({story for other, told in stories.items() if _apart(when, other) for story in told})
        for when in stories
    }
    chosen = min(pool, key=lambda one: (against[when_told(one)], _length(one.incident.when)))
    return chosen.incident.when, chosen.report.id


def _apart(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None:
        return False
    if days_match(one, other) is Match.CLASH:
        return True
    return (one.end or one.start) < other.start or (other.end or other.start) < one.start


def _length(when: When | None) -> int:
    if when is None or when.start is None:
        return date.max.toordinal()
    return ((when.end or when.start) - when.start).days


def merged_where(tellings: Sequence[Telling]) -> tuple[Place | None, str | None]:
    """The finest place told; of equally fine ones that with which most texts agree, then one that has a point."""
    placed = [one for one in tellings if one.incident.where is not None]
    if not placed:
        return None, None

    stories: dict[Place | None, set[str]] = defaultdict(set)
    for one in placed:
        stories[where_told(one)].add(one.story)
    alike = {
        where: len({s for other, told in stories.items() if places_match(where, other) is Match.AGREE for s in told})
        for where in stories
    }

    def rank(one: Telling) -> tuple[float, int, bool]:
        where = one.incident.where
        return (fineness(where) if where else 0.0, -alike[where_told(one)], where is None or where.lat is None)

    chosen = min(placed, key=rank)
    return chosen.incident.where, chosen.report.id


def merged_participants(tellings: Sequence[Telling]) -> tuple[tuple[Participant, ...], tuple[str, ...]]:
    """Each party once in each role, by the rules that join the claims of one report, and the reports that tell them."""
    if len(tellings) == 1:
        alone = tellings[0].incident.participants
        return alone, (tellings[0].report.id,) * len(alone)
    own = [replace(one.claims[0], participants=one.incident.participants) for one in tellings if one.claims]
    found = parties_of(own)
    sources = tuple(
        next((one.report.id for one in tellings if party in one.incident.participants), None)
        or _teller(tellings, party)
        for party in found
    )
    return found, sources


def _teller(tellings: Sequence[Telling], party: Participant) -> str:
    """The report whose telling names a party whose role was settled anew."""
    return next(
        one.report.id
        for one in tellings
        for told in one.incident.participants
        if (told.actor.id, told.span) == (party.actor.id, party.span)
    )


def merged_weapons(tellings: Sequence[Telling]) -> tuple[tuple[Weapon, ...], tuple[str, ...]]:
    """Each weapon once, by name, and the first report that tells it."""
    found: dict[str, tuple[Weapon, str]] = {}
    for one in tellings:
        for weapon in one.incident.weapons:
            found.setdefault(weapon.name, (weapon, one.report.id))
    names = sorted(found)
    return tuple(found[name][0] for name in names), tuple(found[name][1] for name in names)


def merged_damage(tellings: Sequence[Telling]) -> tuple[tuple[Damage, ...], tuple[str, ...]]:
    """Each damage once, by what and how badly, and the first report that tells it; counts are not added up."""
    found: dict[tuple[str, str], tuple[Damage, str]] = {}
    for one in tellings:
        for damage in one.incident.damage:
            found.setdefault((damage.what.casefold(), damage.extent), (damage, one.report.id))
    keys = sorted(found)
    return tuple(found[key][0] for key in keys), tuple(found[key][1] for key in keys)
