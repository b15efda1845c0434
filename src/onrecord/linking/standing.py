"""What an incident's sources amount to: its status, a grading of harm and of responsibility, and faults of coherence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How well something is supported, after Airwars' grading of civilian harm."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Outcome(StrEnum):
    """What is to be made of an incident (requirement E1)."""

    CONFIRMED = "confirmed"
    UNDECIDED = "undecided"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Grading:
    """Harm and responsibility, graded apart (requirement E4), each with the reason in a sentence."""

    harm: Grade
    responsibility: Grade
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposes to make of an incident; a person decides."""

    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One account that is not coherent in itself."""

    report_id: str
    kind: str
    why: str
