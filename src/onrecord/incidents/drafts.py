"""An incident in the making: the told events of one report that are of one incident, and what they say together.

Comes in: told events, one by one (joining.py says which). Goes out: the draft's place, time, type and figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.claims import GENERIC, ToldEvent, summed
from onrecord.dates import PART_OF_DAY
from onrecord.incidents.sameness import is_finer, is_told_from
from onrecord.model import (
    BlockKind,
    Claim,
    Effect,
    Group,
    Place,
    PlacePrecision,
    Toll,
    When,
)
from onrecord.places import fineness

COUNTRY = 4
"""Fineness of a country and of its parts."""


@dataclass(slots=True)
class Draft:
    """An incident in the making: its told events in text order."""

    events: list[ToldEvent] = field(default_factory=list)

    @property
    def first(self) -> ToldEvent:
        """The telling that opened the draft."""
        return self.events[0]

    def where(self) -> Place | None:
        """The finest place told so far; among equals the earliest, unless a later one is told by its way to it."""
        best: Place | None = None
        for event in self.events:
            place = event.claim.where
            if is_title(event) and best is not None and best.precision is not PlacePrecision.COUNTRY:
                continue
            if place is not None and (best is None or is_finer(place, best) or is_told_from(place, best)):
                best = place
        return best

    def spot(self) -> Place | None:
        """The place, or the village or district in it that its telling leaves unnamed and a later one names."""
        told = self.where()
        coarse = told is None or fineness(told) > 1
        tellers = (event for event in self.events if event.named_later and (coarse or event.claim.where == told))
        return next((event.named_later for event in tellers), told)

    def unit(self, told: Place | None) -> Place | None:
        """The unit that the report's opening speaks of, where nothing finer than its country is told."""
        opening = self.first.opening
        if opening is None or (told is not None and (fineness(told) < COUNTRY or told.country != opening.country)):
            return told
        return opening

    def around(self) -> Place | None:
        """A place told near by, where none is told of the incident."""
        return next((event.around for event in self.events if event.around is not None), None)

    def when(self) -> When | None:
        """The time told first; a later one where it lies inside that and is shorter, or names the day of an hour."""
        best: When | None = None
        for event in self.events:
            when = event.claim.when
            if event is not self.first and is_long(when):
                continue
            if when is None or when.start is None:
                continue
            if best is None or best.basis.rule == PART_OF_DAY or _is_inside(when, best):
                best = when
        return best

    def day_around(self) -> When | None:
        """The day told in the sentences beside it, where none is told of the incident."""
        return next((event.day_around for event in self.events if event.day_around is not None), None)

    def type(self) -> str:
        """The first type that says how, refined by what later tellings say of the same means."""
        found = GENERIC
        killed = any(toll.low for _, toll in self.figures(Effect.KILLED))
        for event in self.events:
            lesser = killed and event.claim.type in _LESSER and total_of(event.claim, Effect.KILLED) is None
            if event is not self.first and (lesser or event.telling.looks_back):
                continue
            kind = GENERIC if is_vague_means(event.claim) else event.claim.type
            if found == GENERIC or kind in _REFINES.get(found, ()) or (found == "movement" and is_attack(kind)):
                found = kind
        vague = next((event.claim.type for event in self.events if is_vague_means(event.claim)), GENERIC)
        return vague if found == GENERIC else found

    def lacks_means(self) -> bool:
        """Whether no telling so far says how it was done."""
        return all(event.claim.type == GENERIC or is_vague_means(event.claim) for event in self.events)

    def figures(self, effect: Effect) -> list[tuple[ToldEvent, Toll]]:
        """Each total told for an effect, in text order."""
        return [(event, total) for event in self.events if (total := total_of(event.claim, effect)) is not None]


def is_title(event: ToldEvent) -> bool:
    """Whether a telling stands in the title."""
    return event.telling.block is BlockKind.TITLE


def is_vague_means(claim: Claim) -> bool:
    """'bombardment': from guns or from the air, and only other tellings say which."""
    return claim.type == "strike.shelling" and [weapon.name for weapon in claim.weapons] == ["artillery or aircraft"]


def is_attack(kind: str) -> bool:
    """Whether a type is of violence done: troops that enter a village and shoot there have not only moved."""
    return kind != GENERIC and kind.partition(".")[0] in _ATTACKS


_LESSER = frozenset({"abduction", "arrest", "attack.arson", "looting", "movement"})
"""What was done to things, or to those who live, does not say how people were killed."""

_ATTACKS = ("attack", "bombing", "clash", "execution", "strike")

_REFINES = {
    "bombing.ied": ("bombing.vehicle", "bombing.suicide", "bombing.mine"),
    "bombing.vehicle": ("bombing.suicide",),
    "clash": ("clash.territory_gained",),
    "protest": ("protest.dispersed", "protest.shot_at"),
}
"""What a blast or a battle, told first without its means or outcome, may turn out to have been."""


LONG_DAYS = 10
"""A stretch longer than this ('this month') dates no incident that was told before without it."""


def is_long(when: When | None) -> bool:
    """Whether a told time is longer than LONG_DAYS."""
    return (
        when is not None
        and when.start is not None
        and when.end is not None
        and (when.end - when.start).days > LONG_DAYS
    )


def _is_inside(when: When, outer: When) -> bool:
    if when.start is None or when.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= when.start and when.end <= outer.end and when.end - when.start < outer.end - outer.start


def total_of(claim: Claim, effect: Effect) -> Toll | None:
    """The total a claim tells for an effect: the figure for everybody, else that of its group, or of its groups
    together ('14 civilians and two soldiers'); None where none is told."""
    wholes = [toll for toll in claim.tolls if toll.effect is effect and toll.of is None and not toll.cumulative]
    everybody = [toll for toll in wholes if toll.group is Group.UNKNOWN]
    if everybody or len({toll.group for toll in wholes}) < 2:
        return max(everybody or wholes, key=lambda toll: toll.best or 0, default=None)
    return all_together(wholes)


def all_together(tolls: Sequence[Toll]) -> Toll:
    """Different people as one toll, as sure as the least sure of theirs; of no group where theirs differ."""
    whole = summed(tolls, min(toll.basis.confidence for toll in tolls))
    return whole if len({toll.group for toll in tolls}) == 1 else replace(whole, group=Group.UNKNOWN, status_by=None)


_SIDES = frozenset({Group.COMBATANT, Group.SECURITY})


def are_of_two_sides(one: Toll, other: Toll) -> bool:
    """'13 soldiers died', 'four rebels were killed': neither a part of the other nor a rival figure."""
    return {one.group, other.group} == _SIDES


def is_part_figure(event: ToldEvent, draft: Draft) -> bool:
    """Whether a claim's killed are fewer than the draft's and no rival figure: some of its dead, told apart."""
    own = total_of(event.claim, Effect.KILLED)
    if own is None or own.best is None:
        return False
    others = [(other, toll) for other, toll in draft.figures(Effect.KILLED) if not are_of_two_sides(own, toll)]
    if not others:
        return False
    largest = max(toll.best or 0 for _, toll in others)
    return own.best < largest and not is_rival(event, others)


def adds_up(event: ToldEvent, draft: Draft) -> bool:
    """Whether a claim's killed and those told right before it are the whole that the draft told: 'two more passed away'
    behind 'five people died instantly', of seven."""
    own, told = total_of(event.claim, Effect.KILLED), [toll.best or 0 for _, toll in draft.figures(Effect.KILLED)]
    bare = event.claim.where is None and event.claim.when is None
    return own is not None and bool(own.best) and bare and len(told) > 1 and (own.best or 0) + told[-1] in told[:-1]


_ONE_PERSON = frozenset({"tolls.one", "tolls.one_named"})


def is_rival(event: ToldEvent, others: Sequence[tuple[ToldEvent, Toll]]) -> bool:
    """Another speaker's figure for the same incident; who counted anew also answers the report's own voice. Who tells
    of one person ('a rebel was shot dead'), of some of the dead or of those who were killed too, counts nothing."""
    figure, own = total_of(event.claim, Effect.KILLED), voices_of(event.claim)
    of_some = event.telling.also or event.telling.some_of_them
    if of_some or (figure is not None and figure.basis.rule in _ONE_PERSON):
        return False
    told = [voices_of(other.claim) for other, _ in others]
    return bool(own) and all((voices or event.telling.recount) and not own & voices for voices in told)


def voices_of(claim: Claim) -> frozenset[str]:
    """Who stands behind a claim."""
    if not claim.attribution.asserts:
        return frozenset()
    return frozenset(
        (speaker.organisation or speaker.name or speaker.role or "").casefold()
        for speaker in claim.attribution.speakers
    )
