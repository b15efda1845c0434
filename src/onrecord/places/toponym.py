"""A place name in a report, before anybody knows which place it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Relation, Span


class ToponymRole(StrEnum):
    """What a name does in its sentence."""

    PLACE = "place"
    """Names where something is or happens."""
    ANCHOR = "anchor"
    """Only locates another place: Ramadi in 'Wadi Muweil, west of Ramadi'."""
    DEMONYM = "demonym"
    """A people or adjective ('Syrian'): evidence of a country, never a place of an event."""
    BORDER = "border"
    """Tells which border or agreement is meant ('the Syrian border', 'the Minsk accords'): nothing happens there."""


SEATED = frozenset({"based", "born"})
"""Tails of compounds that tell where somebody sits or comes from: 'Britain-based'."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place name as the report writes it.

    ``span`` cuts out the name alone, ``phrase`` the words that place it too ('al-Rabt, a region of the town of Qaem').
    """

    span: Span
    name: str
    phrase: Span
    role: ToponymRole = ToponymRole.PLACE
    kinds: tuple[str, ...] = ()
    """Kinds that type words beside it tell, as in ``cues.KIND_OF_TYPE``."""
    relation: Relation | None = None
    anchor: Span | None = None
    """The name of the toponym that ``relation`` counts from; its own where the place has no name but that."""
    cue: str | None = None
    """The word that governs it, in lower case ('in', 'near', 'shelled'); None where it stands free."""
    direction: str | None = None
    """The part of it that is meant: 'west' in 'western Anbar'."""
    shown: str | None = None
    """The name with that word before it, as the report writes it; None where there is none."""

    of_country: str | None = None
    """The country (ISO 3166 alpha-2) of the adjective before its type word: 'the Iraqi town of Koya'."""
    listed: bool = False
    """Whether it goes on a list: only a comma, 'and' or 'or' parts it from the name before."""

    @property
    def is_demonym(self) -> bool:
        """Whether it is a people or adjective."""
        return self.role is ToponymRole.DEMONYM

    @property
    def people(self) -> str | None:
        """The country (ISO 3166 alpha-2) of a people or adjective; None for other names."""
        return next((kind.removeprefix("people:") for kind in self.kinds if kind.startswith("people:")), None)

    @property
    def is_seat(self) -> bool:
        """Whether it only tells where a speaker sits: 'Britain-based'."""
        return self.cue in SEATED
