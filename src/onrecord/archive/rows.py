"""A coding as the rows of an archive's tables: one pure function, used to write and to check.

In: a Coding. Out: rows by table, without the number of the coding, which the archive gives. Reading rebuilds the
records from their documents and makes these rows again: where one differs from what is stored, a quote that is no
longer the text at its offsets included, the archive was changed by another hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from sqlalchemy import Table

from onrecord.archive import schema
from onrecord.archive.records import Json, canonical, spans_of, to_document
from onrecord.incidents.totals import Range, total
from onrecord.model import (
    Claim,
    Coding,
    Effect,
    Incident,
    Participant,
    Place,
    Report,
    Situation,
    Toll,
    When,
    content_id,
)

Row: TypeAlias = dict[str, object]
Record: TypeAlias = Claim | Incident | Situation

LARGEST = 2**63 - 1
"""The largest figure a column can hold; a larger one is unknown there and exact in the document."""


@dataclass(frozen=True, slots=True)
class Owned:
    """The rows of one record: its own, and those of its parts by table."""

    table: Table
    row: Row
    parts: tuple[tuple[Table, tuple[Row, ...]], ...]


def report_row(report: Report) -> Row:
    """What of a report never changes: its id and text."""
    return {"id": report.id, "text": report.text, "text_sha256": text_sha256(report.text)}


def report_columns(report: Report) -> Row:
    """What one run read about a report, beside its text."""
    return {
        "report_id": report.id,
        "text_sha256": text_sha256(report.text),
        "raw_sha256": report.sha256 or None,
        "published": _day(report.published.day),
        "title": report.title,
        "url": report.url,
        "outlet": report.outlet,
        "language": report.language,
        "copy_of": report.copy_of,
        "supersedes": report.supersedes,
        "document": canonical(_report_document(report)),
    }


def _report_document(report: Report) -> Json:
    """A report without its text; a report whose steps were not recorded says nothing of them."""
    document = to_document(replace(report, text=""))
    if isinstance(document, dict) and not report.steps:
        del document["steps"]
    return document


def coding_id(report: Report, owned: Iterable[Owned]) -> str:
    """The same for the same report, claims, incidents and situations, whoever coded them and when.

    When a report was fetched, and with which version of a tool its text was made, are no part of it: where the text is
    the same, they made no difference.
    """
    columns = report_columns(replace(report, retrieved=None, steps=()))
    records = ((one.table.name, one.row["document"]) for one in owned)
    return content_id("coding", columns["text_sha256"], columns["document"], *chain.from_iterable(records))


def text_sha256(text: str) -> str:
    """SHA-256 over a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_parts(report: Report) -> tuple[Row, ...]:
    """The quotes that a report's own fields rest on: where its date of publication stands."""
    return _citations(report, report)


def claim_rows(claim: Claim, position: int, report: Report) -> Owned:
    """The rows of one claim. Raises SpanError where a span ends past the report's text."""
    row: Row = {
        **_shared(claim, position),
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "primary": claim.primary,
        "aggregate": claim.aggregate,
        "verb": claim.attribution.verb,
        "via": claim.attribution.via,
        **_when(claim.when),
        **_where(claim.where),
    }
    return Owned(schema.claims, row, _parts(claim, report, claim.tolls, claim.participants))


def incident_rows(incident: Incident, position: int, report: Report) -> Owned:
    """The rows of one incident. Raises SpanError where a span ends past the report's text."""
    killed = total(incident.tolls, Effect.KILLED) or Range(None, None, None)
    row: Row = {
        **_shared(incident, position),
        "stage": incident.stage.value,
        "primary": incident.primary,
        "status": incident.status.value,
        "killed_low": _figure(killed.low),
        "killed_best": _figure(killed.best),
        "killed_high": _figure(killed.high),
        **_when(incident.when),
        **_where(incident.where),
    }
    links = _links(schema.incident_claims, incident)
    return Owned(schema.incidents, row, (*_parts(incident, report, incident.tolls, incident.participants), links))


def situation_rows(situation: Situation, position: int, report: Report) -> Owned:
    """The rows of one situation. Raises SpanError where a span ends past the report's text."""
    row: Row = {
        **_shared(situation, position),
        "holder": situation.holder.name if situation.holder else None,
        **_when(situation.since),
        **_where(situation.places[0] if situation.places else None),
    }
    links = _links(schema.situation_claims, situation)
    return Owned(schema.situations, row, (*_parts(situation, report, situation.tolls, ()), links))


def all_rows(coding: Coding) -> tuple[Owned, ...]:
    """The rows of every claim, incident and situation of a coding, claims first."""
    report = coding.report
    return (
        *(claim_rows(claim, position, report) for position, claim in enumerate(coding.claims)),
        *(incident_rows(incident, position, report) for position, incident in enumerate(coding.incidents)),
        *(situation_rows(situation, position, report) for position, situation in enumerate(coding.situations)),
    )


def _shared(record: Record, position: int) -> Row:
    document = canonical(to_document(record))
    return {"id": record.id, "position": position, "type": record.type, "document": document}


def _when(when: When | None) -> Row:
    return {
        "date_start": _day(when.start) if when else None,
        "date_end": _day(when.end) if when else None,
        "date_precision": when.precision.value if when else None,
    }


def _where(place: Place | None) -> Row:
    return {
        "place": place.name if place else None,
        "place_precision": place.precision.value if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
    }


def _parts(
    record: Record,
    report: Report,
    tolls: Iterable[Toll],
    participants: Iterable[Participant],
) -> tuple[tuple[Table, tuple[Row, ...]], ...]:
    return (
        (schema.tolls, tuple(_toll_row(record, *found) for found in enumerate(tolls))),
        (schema.participants, tuple(_participant_row(record, *found) for found in enumerate(participants))),
        (schema.citations, _citations(record, report)),
    )


def _toll_row(record: Record, position: int, toll: Toll) -> Row:
    return {
        **_owner(record),
        "position": position,
        "effect": toll.effect.value,
        "group": toll.group.value,
        "low": _figure(toll.low),
        "best": _figure(toll.best),
        "high": _figure(toll.high),
        "hedge": toll.hedge,
        "of": toll.of.value if toll.of else None,
        "cumulative": toll.cumulative,
        "side": toll.side,
    }


def _participant_row(record: Record, position: int, participant: Participant) -> Row:
    return {
        **_owner(record),
        "position": position,
        "role": participant.role.value,
        "actor_id": participant.actor.id,
        "actor": participant.actor.name,
        "suspected": participant.suspected,
    }


def _citations(record: Record | Report, report: Report) -> tuple[Row, ...]:
    return tuple(
        {
            **_owner(record),
            "position": position,
            "field": field,
            "start": span.start,
            "end": span.end,
            "quote": report.quote(span),
        }
        for position, (field, span) in enumerate(spans_of(record))
    )


def _owner(record: Record | Report) -> Row:
    return {"owner_kind": kind_of(record), "owner": record.id}


def kind_of(record: Record | Report) -> str:
    """'report', 'claim', 'incident' or 'situation'."""
    return type(record).__name__.lower()


def _links(table: Table, record: Incident | Situation) -> tuple[Table, tuple[Row, ...]]:
    rows = ({**_owner(record), "position": at, "claim_id": claim} for at, claim in enumerate(record.claims))
    return table, tuple(rows)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _figure(figure: int | None) -> int | None:
    return None if figure is None or figure > LARGEST else figure
