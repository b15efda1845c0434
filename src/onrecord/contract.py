"""The JSON contract: what ``onrecord code`` and ``onrecord incidents`` print.

In: the nouns of ``onrecord.model``. Out: plain dicts and lists, ready for ``json.dumps``, in the shape that the design
fixes. Every value says how it came to be (``how``, ``rule``, ``confidence``) and, where words state it, the characters
that do (``start``, ``end``: half-open, Unicode code points of the report's text).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from onrecord.codebooks.acled import acled_type_of
from onrecord.edition import edition
from onrecord.errors import UnreadableReport
from onrecord.incidents import Task, tasks_of
from onrecord.model import (
    Actor,
    Attribution,
    Basis,
    Claim,
    Coding,
    Damage,
    Incident,
    Participant,
    Place,
    Report,
    Situation,
    Span,
    Speaker,
    Toll,
    Unanchored,
    When,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CitedValue:
    """A coded value with the characters it was read from: ``field`` is 'type', 'toll.killed', 'actor.target' ..."""

    field: str
    value: str | int | None
    span: Span
    basis: Basis


def cited_values(claim: Claim) -> tuple[CitedValue, ...]:
    """Every value of a claim that words of the report state, in text order."""
    return tuple(sorted(_cited(claim), key=lambda value: (value.span, value.field, str(value.value))))


def _cited(claim: Claim) -> Iterator[CitedValue]:
    yield CitedValue("type", claim.type, claim.spans[0], claim.basis)
    if claim.when is not None and claim.when.span is not None:
        yield CitedValue("date", _day(claim.when.start), claim.when.span, claim.when.basis)
    if claim.where is not None and claim.where.span is not None:
        yield CitedValue("place", claim.where.name, claim.where.span, claim.where.basis)
    for participant in claim.participants:
        yield CitedValue(f"actor.{participant.role}", participant.actor.name, participant.span, participant.basis)
    for weapon in claim.weapons:
        yield CitedValue("weapon", weapon.name, weapon.span, claim.basis)
    for toll in claim.tolls:
        yield CitedValue(f"toll.{toll.effect}", toll.best, toll.span, toll.basis)
    for damage in claim.damage:
        yield CitedValue("damage", damage.what, damage.span, claim.basis)
    yield from _cited_attribution(claim)


def _cited_attribution(claim: Claim) -> Iterator[CitedValue]:
    attribution = claim.attribution
    basis = attribution.inferred or claim.basis
    if attribution.cue is not None:
        yield CitedValue("attribution", attribution.verb, attribution.cue, basis)
    for speaker in attribution.speakers:
        yield CitedValue("speaker", speaker_name(speaker), speaker.span, basis)
    if attribution.via_span is not None:
        yield CitedValue("via", attribution.via, attribution.via_span, basis)


def speaker_name(speaker: Speaker) -> str | None:
    """What to call a speaker: the name, else the role, else the organisation; None for the wholly unnamed."""
    return speaker.name or speaker.role or speaker.organisation


# ---------------------------------------------------------------- a report and its coding


def coding_to_json(coding: Coding, *, text: bool = False) -> Json:
    """One report's coding; with ``text``, the report's text and blocks too."""
    return {
        "report": report_to_json(coding.report, text=text),
        "incidents": [incident_to_json(incident) for incident in coding.incidents],
        "situations": [situation_to_json(situation) for situation in coding.situations],
        "claims": [claim_to_json(claim, coding.report) for claim in coding.claims],
        "tasks": [_task_to_json(task) for task in tasks_of(coding)],
        "unanchored": [_unanchored_to_json(left, coding.report) for left in coding.report.unanchored],
        "made_by": edition(),
    }


def _task_to_json(task: Task) -> Json:
    spans = [_offsets(span) for span in task.spans]
    return {"incident": task.incident, "kind": task.kind, "why": task.why, "spans": spans}


def _unanchored_to_json(left: Unanchored, report: Report) -> Json:
    return {"what": left.what, "words": report.quote(left.span), "why": left.why, **_offsets(left.span)}


def report_to_json(report: Report, *, text: bool = False) -> Json:
    """What is known of a report; ``published.start`` is None exactly where ``how`` is 'unknown'."""
    found: Json = {
        "id": report.id,
        "title": report.title,
        "url": report.url,
        "outlet": report.outlet,
        "byline": report.byline,
        "published": {
            "start": _day(report.published.day),
            "how": report.published.how,
            "confidence": None if report.published.day is None else report.published.confidence,
            "span": _span(report.published.span),
        },
        "retrieved": report.retrieved,
        "language": report.language,
        "is_update": report.is_update,
        "copy_of": report.copy_of,
        "supersedes": report.supersedes,
        "sha256": report.sha256,
        "warnings": list(report.warnings),
    }
    if text:
        found["text"] = report.text
        found["blocks"] = [{"start": b.start, "end": b.end, "kind": str(b.kind)} for b in report.blocks]
        found["steps"] = [asdict(step) for step in report.steps]
    return found


def error_to_json(error: UnreadableReport, report_id: str | None = None) -> Json:
    """A report that could not be read: why, and the id the input gave it, where it is known."""
    reason = {"source": error.source, "reason": error.reason, "message": error.message}
    return {"error": reason, "report": {"id": report_id or error.report_id}}


# ---------------------------------------------------------------- incidents, situations, claims


def incident_to_json(incident: Incident) -> Json:
    """One incident, with the claims it stands on, over all its reports."""
    acled = acled_type_of(incident)
    return {
        "id": incident.id,
        "type": incident.type,
        "primary": incident.primary,
        "stage": str(incident.stage),
        "acled": acled and {"event_type": acled.event_type, "sub_event_type": acled.sub_event_type},
        "date": when_to_json(incident.when),
        "place": place_to_json(incident.where),
        "actors": [participant_to_json(participant) for participant in incident.participants],
        "weapons": [weapon.name for weapon in incident.weapons],
        "toll": [toll_to_json(toll) for toll in incident.tolls],
        "damage": [damage_to_json(damage) for damage in incident.damage],
        "claims": list(incident.claims),
        "status": str(incident.status),
        "reports": [{"id": report.report_id, "claims": list(report.claims)} for report in incident.reports],
    }


def situation_to_json(situation: Situation) -> Json:
    """What holds over time: who holds what, where, since and until when."""
    return {
        "id": situation.id,
        "type": situation.type,
        "holder": situation.holder and actor_to_json(situation.holder),
        "where": [place_to_json(place) for place in situation.places],
        "from": when_to_json(situation.since),
        "to": when_to_json(situation.until),
        "toll": [toll_to_json(toll) for toll in situation.tolls],
        "claims": list(situation.claims),
    }


def claim_to_json(claim: Claim, report: Report) -> Json:
    """One claim, each cited value with its words; the words are ``report.text[start:end]``, exactly."""
    return {
        "id": claim.id,
        "kind": str(claim.kind),
        "type": claim.type,
        "stage": str(claim.stage),
        "primary": claim.primary,
        "aggregate": claim.aggregate,
        "spans": [_span(span) for span in claim.spans],
        "attribution": attribution_to_json(claim.attribution),
        "date": when_to_json(claim.when),
        "place": place_to_json(claim.where),
        "actors": [participant_to_json(participant) for participant in claim.participants],
        "weapons": [weapon.name for weapon in claim.weapons],
        "toll": [toll_to_json(toll) for toll in claim.tolls],
        "damage": [damage_to_json(damage) for damage in claim.damage],
        "values": [_value_to_json(value, report) for value in cited_values(claim)],
    }


def _value_to_json(value: CitedValue, report: Report) -> Json:
    words = report.quote(value.span)
    return {"field": value.field, "value": value.value, **_offsets(value.span), "words": words, **_basis(value.basis)}


def attribution_to_json(attribution: Attribution) -> Json:
    """Who said it, innermost first; ``verb`` None and no speakers is the report's own voice. ``inferred``: the claim
    is told in that voice, and the speakers are whom the report cites next for the same event."""
    return {
        "verb": attribution.verb,
        "speakers": [speaker_to_json(speaker) for speaker in attribution.speakers],
        "via": attribution.via,
        "inferred": attribution.inferred is not None,
    }


def speaker_to_json(speaker: Speaker) -> Json:
    """A speaker; ``role`` is the rank where there is one ('Col.'), else the post. Who is known by no name and no
    organisation is named in the report's words ('security sources')."""
    return {
        "name": speaker.name or (None if speaker.organisation else speaker.role),
        "role": speaker.rank or speaker.role,
        "rank": speaker.rank,
        "post": speaker.role,
        "organisation": speaker.organisation,
        "anonymous": speaker.anonymous,
        "side": speaker.side,
        **_offsets(speaker.span),
    }


# ---------------------------------------------------------------- values


def when_to_json(when: When | None) -> Json | None:
    """A time: first and last day, both inclusive, and how exactly it is told."""
    if when is None:
        return None
    return {
        "start": _day(when.start),
        "end": _day(when.end),
        "precision": str(when.precision),
        "anchor": _day(when.anchor),
        **_basis(when.basis),
    }


def place_to_json(place: Place | None) -> Json | None:
    """A place: degrees WGS 84, or None for both where it could not be located."""
    if place is None:
        return None
    relation = place.relation
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "uncertainty_km": place.uncertainty_km,
        "precision": str(place.precision),
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "geonameid": place.geonameid,
        "relation": relation and {"kind": relation.kind, "of": relation.of, "distance_km": relation.distance_km},
        **_basis(place.basis),
    }


def toponyms_to_json(report: Report, places: Iterable[Place | None]) -> Json:
    """What ``onrecord places`` prints for a report: ``report.text[start:end]`` is a name, None a span without a place.

    A people or an adjective ('Syrian') has its country's point and the rule 'places.demonym'.
    """
    return {
        "report": {"id": report.id},
        "toponyms": [place and _toponym_to_json(report, place) for place in places],
    }


def _toponym_to_json(report: Report, place: Place) -> Json:
    words = {} if place.span is None else {**_offsets(place.span), "text": report.quote(place.span)}
    return {**words, **(place_to_json(place) or {})}


def actor_to_json(actor: Actor) -> Json:
    """A party; ``registered`` is False for one that only the report knows."""
    return {"id": actor.id, "name": actor.name, "kind": str(actor.kind), "registered": actor.registered}


def participant_to_json(participant: Participant) -> Json:
    """A party in its role; ``suspected`` where the report voices doubt."""
    return {
        "id": participant.actor.id,
        "name": participant.actor.name,
        "role": str(participant.role),
        "kind": str(participant.actor.kind),
        "suspected": participant.suspected,
        **_basis(participant.basis),
    }


def toll_to_json(toll: Toll) -> Json:
    """People harmed, in persons; ``high`` None is open above, ``of`` stands only where the toll is a part,
    ``status_by`` where it counts civilians, combatants or security forces."""
    found: Json = {
        "effect": str(toll.effect),
        "group": str(toll.group),
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "hedge": toll.hedge,
        "cumulative": toll.cumulative,
        "side": toll.side,
        **_offsets(toll.span),
        **_basis(toll.basis),
    }
    if toll.of is not None:
        found["of"] = str(toll.of)
    if toll.status_by is not None:
        found["status_by"] = str(toll.status_by)
    return found


def damage_to_json(damage: Damage) -> Json:
    """Things harmed; ``count`` None is not told."""
    return {"what": damage.what, "count": damage.count, "extent": damage.extent, **_offsets(damage.span)}


def _basis(basis: Basis) -> Json:
    return {"how": str(basis.how), "rule": basis.rule, "confidence": round(basis.confidence, 4)}


def _offsets(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _span(span: Span | None) -> Json | None:
    return None if span is None else _offsets(span)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
