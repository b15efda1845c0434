"""One incident as several reports tell it: what joining it needs to know of each telling.

Comes in: reports' incidents that linking found to be one. Goes out: tellings in one order, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Claim, Coding, Incident, Place, Report, Span, When

UNDATED = date.max
"""Reports of an unknown day come last."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of an incident, with the claims that support it there."""

    report: Report
    incident: Incident
    claims: tuple[Claim, ...]
    """The claims of the report that support the incident, in text order."""
    story: str
    """The id of the report that this one is a copy of, else its own: copies are one voice."""
    beside: tuple[Incident, ...] = ()
    """The other incidents that the report is mainly about, where known: '38 killed' elsewhere may be theirs too."""
    parts: tuple[Incident, ...] = ()
    """The incidents of the report whose people this one counts as well: '20 killed in two towns'."""

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.report.published.day


@dataclass(frozen=True, slots=True)
class Cited:
    """The words behind a value: of which report, in which claim (None: told of the incident as a whole), and where."""

    report_id: str
    claim_id: str | None
    span: Span


def telling_of(coding: Coding, incident_id: str) -> Telling:
    """What a coded report tells of one of its incidents. Raises KeyError where the report has none of this id."""
    incident = coding.incident(incident_id)
    return Telling(
        coding.report,
        incident,
        coding.claims_of(incident),
        coding.report.copy_of or coding.report.id,
        tuple(one for one in coding.incidents if one.primary and one.id != incident_id),
        tuple(one for one in coding.incidents if one.part_of == incident_id),
    )


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """The tellings by day of publication, report and incident; each once."""
    each = {(one.report.id, one.incident.id): one for one in tellings}
    return tuple(each[key] for key in sorted(each, key=lambda key: (each[key].day or UNDATED, *key)))


def when_told(telling: Telling) -> When | None:
    """The time of an account without the words that tell it, so that equal times of many reports are one."""
    when = telling.incident.when
    return None if when is None else replace(when, span=None, anchor=None)


def where_told(telling: Telling) -> Place | None:
    """The place of an account without the words that tell it."""
    where = telling.incident.where
    return None if where is None else replace(where, span=None)
