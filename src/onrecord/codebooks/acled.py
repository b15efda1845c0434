"""Incidents to ACLED event and sub-event types.

In: an Incident, or the name of an Onrecord event type. Out: (event_type, sub_event_type) in ACLED's own spelling,
or None for what ACLED does not record. The knowledge is the table in ``acled_types.toml``, which names its edition.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from onrecord.model import ActorKind, Incident, Role


class AcledType(NamedTuple):
    """An ACLED event type with its sub-event type."""

    event_type: str
    sub_event_type: str


STATE = frozenset({ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT})
ARMED_NON_STATE = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL})
ARMED = STATE - {ActorKind.GOVERNMENT} | ARMED_NON_STATE | {ActorKind.COALITION, ActorKind.PEACEKEEPERS}


def acled_type(onrecord_type: str) -> AcledType | None:
    """The ACLED types of an event type, by its longest listed prefix: 'strike.air.x' is read as 'strike.air'."""
    return _longest_prefix(_table()["types"], onrecord_type)


def acled_type_of(incident: Incident) -> AcledType | None:
    """The ACLED types of an incident: its type's, unless who took part decides otherwise."""
    table = _table()
    exception: AcledType | None = None
    if _only_armed_targets(incident):
        exception = table["against_armed"].get(incident.type)
    elif kinds := _kinds(incident, Role.PERPETRATOR):
        if kinds <= STATE:
            exception = table["won_by_state"].get(incident.type)
        elif kinds <= ARMED_NON_STATE:
            exception = table["won_by_non_state"].get(incident.type)
    return exception or acled_type(incident.type)


def _only_armed_targets(incident: Incident) -> bool:
    kinds = _kinds(incident, Role.TARGET, Role.VICTIM)
    return incident.type.startswith("attack") and bool(kinds) and kinds <= ARMED


def _kinds(incident: Incident, *roles: Role) -> frozenset[ActorKind]:
    return frozenset(participant.actor.kind for participant in incident.participants if participant.role in roles)


def _longest_prefix(types: dict[str, AcledType], name: str) -> AcledType | None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if found := types.get(".".join(parts[:length])):
            return found
    return None


@cache
def _table() -> dict[str, dict[str, AcledType]]:
    text = resources.files("onrecord.codebooks").joinpath("acled_types.toml").read_text(encoding="utf-8")
    tables = {name: table for name, table in tomllib.loads(text).items() if isinstance(table, dict)}
    return {name: {key: AcledType(*pair) for key, pair in table.items()} for name, table in tables.items()}
