"""Permanent ids of incidents: which id a group of accounts bears, now that accounts came, went or were decided on.

Comes in: the groups of now, and which id each account bore before. Goes out: the id of each group, and forwards: what
became of an id that no group bears any more, or of one that was split (requirement F1 of casualty recording).

An id goes to the group that holds most of the accounts that bore it, of equals to the one with the account it is named
after; a group that several ids come to keeps the one given first, and the others are forwarded to it. A group that no
id comes to is named after its first account, so that an incident told by one report has the id that the report's own
coding gives it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import content_id


class Became(StrEnum):
    """What became of an id."""

    MERGED = "merged"
    """Its accounts belong to the other id."""
    SPLIT = "split"
    """It lives on, and some of its accounts belong to the other id."""
    WITHDRAWN = "withdrawn"
    """No account that counts bears it; there is no other id."""


@dataclass(frozen=True, slots=True)
class Forward:
    """What became of an id."""

    old: str
    became: Became
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The groups by their ids, and what became of the ids that were borne before."""

    groups: Mapping[str, tuple[str, ...]]
    forwards: tuple[Forward, ...]


def name_groups(
    groups: Iterable[Sequence[str]], before: Mapping[str, str], age: Mapping[str, int], taken: Iterable[str] = ()
) -> Named:
    """The ids of groups.

    ``before`` gives the id that each account bore, of the accounts in question and of those that count no more;
    ``age`` orders those ids, the first given first; ``taken`` are ids that other groups bear.
    """
    ordered = sorted(tuple(sorted(group)) for group in groups)
    heirs = _heirs(ordered, before)
    names: dict[int, str] = {}
    for old in sorted(heirs, key=lambda one: (age[one], one)):
        names.setdefault(heirs[old], old)
    used = set(taken) | set(names.values())
    for number, group in enumerate(ordered):
        if number not in names:
            names[number] = _new_name(group, used)
            used.add(names[number])
    return Named(
        {names[number]: group for number, group in enumerate(ordered)}, _forwards(ordered, names, before, heirs)
    )


def _heirs(groups: Sequence[Sequence[str]], before: Mapping[str, str]) -> dict[str, int]:
    """The group that holds most of the accounts that bore an id; of equals the one with the account it is named after,
    then the first."""
    held: dict[str, Counter[int]] = defaultdict(Counter)
    for number, group in enumerate(groups):
        for account in group:
            if account in before:
                held[before[account]][number] += 1
    return {
        old: min(counts, key=lambda number: (-counts[number], old not in groups[number], number))
        for old, counts in held.items()
    }


def _new_name(group: Sequence[str], used: set[str]) -> str:
    free = (account for account in group if account not in used)
    return next(free, None) or content_id("i", *group)


def _forwards(
    groups: Sequence[Sequence[str]], names: Mapping[int, str], before: Mapping[str, str], heirs: Mapping[str, int]
) -> tuple[Forward, ...]:
    found = {Forward(old, Became.MERGED, names[heir]) for old, heir in heirs.items() if names[heir] != old}
    for number, group in enumerate(groups):
        for old in {before[account] for account in group if account in before}:
            if heirs[old] != number and names[heirs[old]] == old:
                found.add(Forward(old, Became.SPLIT, names[number]))
    found |= {Forward(old, Became.WITHDRAWN) for old in set(before.values()) - heirs.keys()}
    return tuple(sorted(found, key=lambda one: (one.old, one.became, one.new or "")))
