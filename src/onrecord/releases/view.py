"""What a page says, before it is drawn: incidents, their claims side by side, and the reports with words marked.

In: codings. Out: frozen records of plain text and keys that a template only has to lay out. Incidents are in order of
date, then id; an incident that several codings hold is shown once, with the claims of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from onrecord.incidents.totals import total
from onrecord.model import Claim, Coding, Effect, Incident, Report, Span, Stage, Status
from onrecord.releases.compare import comparisons
from onrecord.releases.highlight import SENTENCE, Citation, anchor, segments
from onrecord.releases.map import Dot, draw
from onrecord.releases.outlines import load_outlines
from onrecord.releases.parts import ClaimView, IncidentView, PageView, ReportView, Value
from onrecord.releases.wording import (
    actor_words,
    day_words,
    hedge_words,
    how_words,
    joined,
    place_note,
    said_words,
    speaker_words,
    toll_words,
    tolls_words,
    type_words,
    when_words,
    where_words,
    who_words,
)


def page_view(codings: Sequence[Coding], *, title: str) -> PageView:
    """All that a page of these codings says; of two codings of one report the later counts."""
    codings = tuple({coding.report.id: coding for coding in codings}.values())
    keys = {coding.report.id: f"r{number}" for number, coding in enumerate(codings, 1)}
    reports = {coding.report.id: coding.report for coding in codings}
    claims = {claim.id: claim for coding in codings for claim in coding.claims}
    incidents = _incidents(codings)
    views = tuple(
        _incident_view(
            f"i{number}", incident, [claims[name] for name in incident.claims if name in claims], reports, keys
        )
        for number, incident in enumerate(incidents, 1)
    )
    dots = [dot for view, incident in zip(views, incidents, strict=True) for dot in _dot(view, incident)]
    return PageView(
        title,
        views,
        tuple(_report_view(coding, keys[coding.report.id], views, incidents) for coding in codings),
        draw(dots, load_outlines()),
        len(incidents) - len(dots),
        _statuses(incidents),
    )


def _incidents(codings: Sequence[Coding]) -> list[Incident]:
    merged: dict[str, Incident] = {}
    for incident in (incident for coding in codings for incident in coding.incidents):
        held = merged.get(incident.id)
        if held is None:
            merged[incident.id] = incident
        else:
            merged[incident.id] = replace(held, claims=tuple(dict.fromkeys((*held.claims, *incident.claims))))
    return sorted(merged.values(), key=_order)


def _order(incident: Incident) -> tuple[bool, date, str]:
    start = incident.when.start if incident.when else None
    return start is None, start or date.max, incident.id


def _statuses(incidents: Sequence[Incident]) -> tuple[tuple[str, str, int], ...]:
    held = [(status, sum(incident.status is status for incident in incidents)) for status in Status]
    return tuple((status.name.lower(), status.value, count) for status, count in held if count)


def _incident_view(
    key: str, incident: Incident, claims: list[Claim], reports: dict[str, Report], keys: dict[str, str]
) -> IncidentView:
    kind, where, who = type_words(incident.type), where_words(incident.where), who_words(incident.participants)
    when, toll = when_words(incident.when), tolls_words(incident.tolls)
    return IncidentView(
        key,
        incident.id,
        kind,
        when,
        _when_note(incident),
        where,
        place_note(incident.where),
        who,
        toll,
        _listed(_damage_words(damage.what, damage.count, damage.extent) for damage in incident.damage),
        _listed(weapon.name for weapon in incident.weapons),
        incident.status.value,
        incident.status.name.lower(),
        _stage_words(incident.stage),
        incident.primary,
        bool(incident.where and incident.where.lat is not None),
        " ".join((kind, where, who, when, toll, incident.status.value)).casefold(),
        tuple(comparisons(claims, reports, keys)),
        tuple(_claim_view(claim, reports[claim.report_id], keys[claim.report_id]) for claim in claims),
        tuple(dict.fromkeys(keys[claim.report_id] for claim in claims)),
    )


def _when_note(incident: Incident) -> str:
    when = incident.when
    if when is None:
        return ""
    counted = f"counted from {day_words(when.anchor)}" if when.anchor else ""
    return joined(how_words(when.basis), counted)


def _stage_words(stage: Stage) -> str:
    return "" if stage is Stage.ACCOMPLISHED else stage.value.replace("_", " ")


def _damage_words(what: str, count: int | None, extent: str) -> str:
    return f"{what} {extent}" if count is None or count == 1 else f"{count:,} × {what} {extent}"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(items))


def _dot(view: IncidentView, incident: Incident) -> Iterator[Dot]:
    place = incident.where
    if place is None or place.lat is None or place.lon is None:
        return
    killed = total(incident.tolls, Effect.KILLED)
    size = None if killed is None else killed.low if killed.best is None else killed.best
    says = f"{view.type}, {view.where}, {view.when}: {view.toll} ({view.status})"
    yield Dot(
        view.key, place.name, place.lon, place.lat, size, place.uncertainty_km, view.status_key, says, place.country
    )


def _claim_view(claim: Claim, report: Report, key: str) -> ClaimView:
    quoted = claim.spans[1] if len(claim.spans) > 1 else claim.spans[0]
    return ClaimView(
        claim.id,
        type_words(claim.type),
        _stage_words(claim.stage),
        said_words(claim.attribution, report),
        _title(report),
        key,
        " ".join(report.quote(quoted).split()),
        anchor(key, quoted),
        tuple(
            Value(field, label, text, note, report.quote(span), anchor(key, span))
            if span
            else Value(field, label, text, joined(note, "no words say it"), "", "")
            for field, label, text, note, span in _values(claim, report)
        ),
    )


def _values(claim: Claim, report: Report) -> Iterator[tuple[str, str, str, str, Span | None]]:
    """Every value of a claim: field, label, words, how it is known, and its span."""
    yield "event", "What", type_words(claim.type), how_words(claim.basis), claim.spans[0]
    for toll in claim.tolls:
        yield "toll", "Toll", toll_words(toll), joined(how_words(toll.basis), hedge_words(toll)), toll.span
    if claim.when:
        yield "when", "When", when_words(claim.when), how_words(claim.when.basis), claim.when.span
    if claim.where:
        yield "where", "Where", where_words(claim.where), place_note(claim.where), claim.where.span
    for participant in claim.participants:
        note = how_words(participant.basis)
        yield "who", participant.role.value.capitalize(), actor_words(participant), note, participant.span
    for weapon in claim.weapons:
        yield "means", "Means", weapon.name, "", weapon.span
    for damage in claim.damage:
        yield "means", "Damage", _damage_words(damage.what, damage.count, damage.extent), "", damage.span
    for speaker in claim.attribution.speakers:
        yield "said", "Said by", speaker_words(speaker, report), "", speaker.span
    if claim.attribution.via and claim.attribution.via_span:
        yield "said", "Relayed by", claim.attribution.via, "", claim.attribution.via_span


def _report_view(coding: Coding, key: str, views: Sequence[IncidentView], incidents: Sequence[Incident]) -> ReportView:
    report = coding.report
    supported: dict[str, list[str]] = {}
    for view, incident in zip(views, incidents, strict=True):
        for name in incident.claims:
            supported.setdefault(name, []).append(view.key)
    citations = [found for claim in coding.claims for found in _citations(claim, report, supported.get(claim.id, [""]))]
    return ReportView(
        key,
        report.id,
        _title(report),
        f"{day_words(report.published.day)} ({report.published.how})" if report.published.day else "date unknown",
        report.outlet or "",
        report.url or "",
        _link(report.url),
        report.warnings,
        sum(key in view.reports for view in views),
        segments(report, key, citations),
    )


def _citations(claim: Claim, report: Report, incidents: Sequence[str]) -> Iterator[Citation]:
    for incident in incidents:
        for field, label, text, _, span in _values(claim, report):
            if span:
                yield Citation(span, field, f"{label}: {text}", incident)
        for sentence in claim.spans[1:]:
            yield Citation(sentence, SENTENCE, "", incident)


def _title(report: Report) -> str:
    if report.title:
        return report.title
    first = next((line.strip() for line in report.text.splitlines() if line.strip()), "")
    return (first if len(first) <= 90 else f"{first[:87].rstrip()}…") or f"Report {report.id}"


def _link(url: str | None) -> str:
    """An address that may be followed: of the web, and nothing that could run."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""
