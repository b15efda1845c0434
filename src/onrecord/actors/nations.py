"""Nations, and the parties every nation has: its military, its police, its government, its civilians, rebels in it.

In: two letters of a country and the kind of party. Out: an Actor. The knowledge is ``data/nationalities.tsv``, our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from onrecord.model import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Nation:
    """A country: ISO 3166 alpha-2, adjectives (the first names its parties), names, and what its military is called."""

    code: str
    adjectives: tuple[str, ...]
    names: tuple[str, ...]
    military: str


@dataclass(frozen=True, slots=True)
class _Template:
    prefix: str
    noun: str
    kind: ActorKind


_TEMPLATES: Mapping[str, _Template] = MappingProxyType(
    {
        "military": _Template("military", "military", ActorKind.STATE_FORCE),
        "police": _Template("police", "police", ActorKind.POLICE),
        "security": _Template("security-forces", "security forces", ActorKind.STATE_FORCE),
        "government": _Template("government", "government", ActorKind.GOVERNMENT),
        "opposition": _Template("opposition", "opposition", ActorKind.PARTY),
        "rebels": _Template("rebels", "rebels", ActorKind.ARMED_GROUP),
        "civilians": _Template("civilians", "civilians", ActorKind.CIVILIANS),
        "settlers": _Template("settlers", "settlers", ActorKind.CIVILIANS),
        "protesters": _Template("protesters", "protesters", ActorKind.PROTESTERS),
        "rioters": _Template("rioters", "rioters", ActorKind.RIOTERS),
        "peacekeepers": _Template("peacekeepers", "peacekeepers", ActorKind.PEACEKEEPERS),
        "tribal": _Template("tribal-fighters", "tribal fighters", ActorKind.MILITIA),
        "militia": _Template("militia", "militia", ActorKind.MILITIA),
        "pro-government": _Template("pro-government-militia", "pro-government militia", ActorKind.MILITIA),
        "paramilitary": _Template("paramilitaries", "paramilitaries", ActorKind.MILITIA),
        "vigilantes": _Template("vigilantes", "vigilantes", ActorKind.MILITIA),
        "herders": _Template("herders", "herders", ActorKind.MILITIA),
        "mercenaries": _Template("mercenaries", "mercenaries", ActorKind.ARMED_GROUP),
        "criminals": _Template("criminals", "armed gang", ActorKind.CRIMINAL),
        "pirates": _Template("pirates", "pirates", ActorKind.CRIMINAL),
    }
)
GENERIC_KINDS = tuple(sorted(_TEMPLATES))
UNIDENTIFIED = Actor("unidentified-armed-group", "Unidentified armed group", ActorKind.ARMED_GROUP)
"""Gunmen, assailants, attackers whom nobody has named."""


@cache
def nations() -> Mapping[str, Nation]:
    """All nations by code, in the order of the table."""
    text = files("onrecord.actors").joinpath("data/nationalities.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return MappingProxyType({row[0]: _nation(row) for row in rows})


@cache
def capitals() -> Mapping[str, tuple[str, ...]]:
    """The names of each country's capital, which stand for its government: 'Kigali' -> RW."""
    text = files("onrecord.actors").joinpath("data/capitals.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return MappingProxyType({code: tuple(names.split("|")) for code, names in rows})


def _nation(row: list[str]) -> Nation:
    code, adjectives, names, military = row
    adjective = adjectives.split("|")[0]
    return Nation(code, tuple(adjectives.split("|")), tuple(names.split("|")), military or f"{adjective} military")


def generic_actor(kind: str, country: str | None) -> Actor:
    """The party of a kind in a country: ('police', 'IQ') -> police-iq "Iraqi police". Without a country: 'police'.

    The military's parent is its government. Raises KeyError for a kind that is not in GENERIC_KINDS.
    """
    if kind == "unidentified":
        return UNIDENTIFIED
    template = _TEMPLATES[kind]
    nation = nations().get(country) if country else None
    if nation is None:
        return Actor(template.prefix, template.noun.capitalize(), template.kind)
    code = nation.code.lower()
    name = nation.military if kind == "military" else f"{nation.adjectives[0]} {template.noun}"
    parent = f"government-{code}" if kind in ("military", "police", "security") else None
    return Actor(f"{template.prefix}-{code}", name, template.kind, nation.code, parent)


def generic_by_id(actor_id: str) -> Actor | None:
    """The generic actor with this id, or None: 'military-sy' -> Syrian government forces."""
    prefix, _, code = actor_id.rpartition("-")
    if code.upper() in nations():
        for kind, template in _TEMPLATES.items():
            if template.prefix == prefix:
                return generic_actor(kind, code.upper())
    if actor_id == UNIDENTIFIED.id:
        return UNIDENTIFIED
    return next((generic_actor(kind, None) for kind, each in _TEMPLATES.items() if each.prefix == actor_id), None)
