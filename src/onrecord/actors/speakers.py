"""The side a speaker belongs to: 'army spokesman' speaks for the army.

In: the words that tell a speaker's role or organisation. Out: the id of an actor, or None. Civilians, witnesses and
those who only report are on no side.
"""

from __future__ import annotations

from datetime import date

from onrecord.actors.phrases import Form, nation_at
from onrecord.actors.registry import Registry
from onrecord.actors.resolving import Resolver
from onrecord.actors.scanning import find_phrases
from onrecord.actors.words import split_words
from onrecord.model import ActorKind

_NO_SIDE = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})
_OFFICES = {
    "defence": "military",
    "defense": "military",
    "pentagon": "military",
    "armed": "military",
    "army": "military",
    "military": "military",
    "centcom": "military",
    "police": "police",
    "gendarmerie": "police",
    "security": "security",
    "intelligence": "security",
    "government": "government",
    "interior": "government",
    "minister": "government",
    "ministry": "government",
    "president": "government",
    "presidential": "government",
    "official": "government",
    "governor": "government",
    "kremlin": "government",
    "rebel": "rebels",
    "insurgent": "rebels",
    "guerrilla": "rebels",
    "militant": "rebels",
    "opposition": "opposition",
}
"""Words of an office and the party that holds it; the earliest in this table decides."""


_HOUSES = {"kremlin": "RU", "elysee": "FR", "pentagon": "US", "centcom": "US"}
"""Houses of governments and general staffs, and whose they are."""


def side_of(words: str, registry: Registry, country: str | None, day: date | None = None) -> str | None:
    """The id of the actor a speaker speaks for: ("army's Anbar Operations", 'IQ') -> 'military-iq'.

    None for witnesses, residents, doctors, monitors, and where nothing tells.
    """
    read = split_words(words)
    phrases = find_phrases(read, registry)
    resolver = Resolver(read, phrases, registry, country=country, day=day)
    if any(phrase.form is Form.OBSERVER for phrase in phrases):
        return None
    for phrase in phrases:
        resolved = resolver.resolve(phrase) if phrase.form is not Form.NATION and not phrase.attributive else None
        if resolved:
            return None if resolved.actor.kind in _NO_SIDE else resolved.actor.id
    keys = {key for word in read for key in (word.key, word.base)}
    nation = next((found[0] for at in range(len(read)) if (found := nation_at(read, at))), country)
    nation = next((code for house, code in _HOUSES.items() if house in keys), nation)
    kind = next((kind for office, kind in _OFFICES.items() if office in keys), None)
    return registry.generic(kind, nation).id if kind else None
