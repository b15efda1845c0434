"""The parts of a page, as plain text and keys that a template only has to lay out.

What makes them is in view.py and compare.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.releases.highlight import Segment
from onrecord.releases.map import Drawing


@dataclass(frozen=True, slots=True)
class Value:
    """One coded value of a claim: what it says, the words it rests on, and where they stand ('' if nowhere)."""

    field: str
    label: str
    text: str
    note: str
    quote: str
    target: str


@dataclass(frozen=True, slots=True)
class Told:
    """One claim's figure among those to compare: low to high on a scale of 0 to 100; ``end`` None is open above."""

    figure: str
    said: str
    quote: str
    target: str
    start: float | None
    best: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the claims say of one effect on one group of people; ``apart`` where two of them cannot both hold."""

    label: str
    scale: int
    apart: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim: who said it, in which words, and its values."""

    id: str
    type: str
    stage: str
    said: str
    report: str
    report_key: str
    quote: str
    target: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident as a row of the list and as a page of its own."""

    key: str
    id: str
    type: str
    when: str
    when_note: str
    where: str
    where_note: str
    who: str
    toll: str
    damage: str
    weapons: str
    status: str
    status_key: str
    stage: str
    primary: bool
    mapped: bool
    search: str
    comparisons: tuple[Comparison, ...]
    claims: tuple[ClaimView, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report: its text with every cited word marked."""

    key: str
    id: str
    title: str
    published: str
    outlet: str
    url: str
    link: str
    warnings: tuple[str, ...]
    incidents: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything on the page."""

    title: str
    incidents: tuple[IncidentView, ...]
    reports: tuple[ReportView, ...]
    drawing: Drawing | None
    unplaced: int
    statuses: tuple[tuple[str, str, int], ...]
