"""Compare a coding with what a careful reader got from the report; README.md describes the format of a case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.contract import cited_values
from onrecord.model import DEMOGRAPHIC, Claim, Coding, Effect, Group, Incident, Participant, Role, Span

Case = dict[str, Any]
Facts = dict[str, Any]

DOERS = frozenset({Role.PERPETRATOR, Role.SIDE})
HARMED = frozenset({Role.TARGET, Role.VICTIM, Role.SIDE})


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON-lines file, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def total(incident: Incident, effect: Effect = Effect.KILLED) -> int | None:
    """The people of an incident who suffered an effect: the figure for everybody, else the groups' sum, else a part.

    The rule is the one that the reference scorer of the adjudicated reports uses.
    """
    told = [toll for toll in incident.tolls if toll.effect is effect and toll.best is not None and not toll.cumulative]
    wholes = [toll for toll in told if toll.of is None and toll.group not in DEMOGRAPHIC]
    everybody = [toll.best or 0 for toll in wholes if toll.group is Group.UNKNOWN]
    groups = sum(toll.best or 0 for toll in wholes if toll.group is not Group.UNKNOWN)
    if everybody:
        return max(*everybody, groups)
    if wholes:
        return groups
    return max((toll.best or 0 for toll in told), default=None)


def problems(coding: Coding, case: Case) -> list[str]:
    """What a careful reader would object to, one line each; nothing where the coding is right."""
    pairs = _pair(coding, case["incidents"])
    found = [f"{_name(facts)}: {what}" for facts, incident in pairs for what in _differences(coding, facts, incident)]
    return [*found, *_extra_primaries(coding, pairs), *_forbidden(coding, case), *_report_facts(coding, case)]


# ---------------------------------------------------------------- pairing


def _pair(coding: Coding, wanted: list[Facts]) -> list[tuple[Facts, Incident | None]]:
    """Each wanted incident with the coded one it agrees with in most of type, place, killed and date (two at least)."""
    scored = sorted(
        (
            (-_agreement(facts, incident), row, column)
            for row, facts in enumerate(wanted)
            for column, incident in enumerate(coding.incidents)
        ),
    )
    taken: dict[int, int] = {}
    for agreement, row, column in scored:
        if agreement <= -2 and row not in taken and column not in taken.values():
            taken[row] = column
    return [(facts, coding.incidents[taken[row]] if row in taken else None) for row, facts in enumerate(wanted)]


def _agreement(facts: Facts, incident: Incident) -> int:
    killed = total(incident)
    return sum(
        (
            incident.type in facts["types"],
            bool(facts.get("places")) and _place_fits(facts, incident),
            killed is not None and killed in facts.get("killed", ()),
            facts.get("date") is not None and _days(incident) == facts["date"],
            incident.primary == facts.get("primary", False),
        )
    )


def _name(facts: Facts) -> str:
    return f"{facts['types'][0]} at {'/'.join(facts.get('places', ['?']))}"


# ---------------------------------------------------------------- one incident


def _differences(coding: Coding, facts: Facts, incident: Incident | None) -> Iterator[str]:
    if incident is None:
        if not facts.get("optional"):
            yield "not found"
        return
    if facts.get("optional"):
        if incident.primary and not facts.get("primary"):
            yield "background was coded as primary"
        return
    claims = coding.claims_of(incident)
    yield from _wrong_what_where_when(facts, incident)
    yield from _wrong_figures(facts, incident)
    yield from _missing_parties(facts, incident)
    yield from _missing_speakers(coding, facts, claims)
    yield from _missing_words(coding, facts, claims)


def _wrong_what_where_when(facts: Facts, incident: Incident) -> Iterator[str]:
    place = incident.where
    if incident.type not in facts["types"]:
        yield f"type is {incident.type}"
    if incident.primary != facts.get("primary", False):
        yield f"primary is {incident.primary}"
    if facts.get("places") and not _place_fits(facts, incident):
        yield f"place is {place and place.name}"
    if place is not None and place.country is not None and place.country != facts["country"]:
        yield f"country is {place.country}, not {facts['country']}"
    if "relation" in facts and (place is None or place.relation is None or place.relation.kind != facts["relation"]):
        yield f"relation is {place and place.relation}, not {facts['relation']}"
    if "distance_km" in facts and not (place and place.relation and place.relation.distance_km == facts["distance_km"]):
        yield f"distance is not {facts['distance_km']} km: {place and place.relation}"
    if _days(incident) != facts["date"]:
        yield f"date is {_days(incident)}, not {facts['date']}"
    if "status" in facts and incident.status not in facts["status"]:
        yield f"status is {incident.status}, not {' or '.join(facts['status'])}"


def _place_fits(facts: Facts, incident: Incident) -> bool:
    place = incident.where
    if place is None:
        return False
    told = _plain(" ".join((place.name, place.relation.of if place.relation else "")))
    return any(_plain(name) in told for name in facts["places"])


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ").replace("’", "'")


def _days(incident: Incident) -> list[str] | None:
    when = incident.when
    if when is None or when.start is None or when.end is None:
        return None
    return [when.start.isoformat(), when.end.isoformat()]


def _wrong_figures(facts: Facts, incident: Incident) -> Iterator[str]:
    for effect in (Effect.KILLED, Effect.INJURED, Effect.ABDUCTED):
        figure = total(incident, effect)
        if effect in facts and figure not in facts[effect]:
            yield f"{effect} is {figure}, not {' or '.join(map(str, facts[effect]))}"
    for group, figure in facts.get("groups", {}).items():
        told = [toll.best for toll in incident.tolls if toll.effect is Effect.KILLED and toll.group == group]
        if figure not in told:
            yield f"killed {group} is {told or 'not told'}, not {figure}"
    killed = [toll for toll in incident.tolls if toll.effect is Effect.KILLED and toll.best in facts.get("killed", ())]
    if "low" in facts and not any(toll.low == facts["low"] for toll in killed):
        yield f"low is {[toll.low for toll in killed]}, not {facts['low']}"
    if "open_above" in facts and not any((toll.high is None) == facts["open_above"] for toll in killed):
        yield f"high is {[toll.high for toll in killed]}"
    harmed = " ".join(damage.what for damage in incident.damage).casefold()
    for what in facts.get("damage", ()):
        if what not in harmed:
            yield f"damage to a {what} is not among: {harmed or 'nothing'}"


def _missing_parties(facts: Facts, incident: Incident) -> Iterator[str]:
    for field, roles in (("perpetrators", DOERS), ("targets", HARMED), ("parties", frozenset(Role))):
        parties = [party for party in incident.participants if party.role in roles]
        for words in facts.get(field, ()):
            if not any(_is_actor(party, words) for party in parties):
                yield f"{words[0]} is not among the {field}: {[party.actor.name for party in parties]}"


def _is_actor(party: Participant, words: Iterable[str]) -> bool:
    told = f"{party.actor.id} {party.actor.name}".casefold()
    return any(word.casefold() in told for word in words)


def _missing_speakers(coding: Coding, facts: Facts, claims: tuple[Claim, ...]) -> Iterator[str]:
    said = [
        " ".join(filter(None, (speaker.name, speaker.role, speaker.organisation, coding.report.quote(speaker.span))))
        for claim in claims
        for speaker in claim.attribution.speakers
    ]
    for wordings in facts.get("speakers", ()):
        if not any(wording.casefold() in speaker.casefold() for wording in wordings for speaker in said):
            yield f"speaker {wordings[0]} is not among: {said}"
    relays = [claim.attribution.via for claim in claims if claim.attribution.via]
    if "via" in facts and not any(facts["via"] in relay for relay in relays):
        yield f"relayed through {relays or 'nobody'}, not {facts['via']}"


def _missing_words(coding: Coding, facts: Facts, claims: tuple[Claim, ...]) -> Iterator[str]:
    cited = [value.span for claim in claims for value in cited_values(claim) if value.field != "speaker"]
    for quote in facts.get("quotes", ()):
        if not any(span.overlaps(where) for where in occurrences(coding.report.text, quote) for span in cited):
            yield f"no cited value stands in {quote!r}"


def occurrences(text: str, words: str) -> list[Span]:
    """Where these words stand in a text, in order."""
    spans = []
    start = text.find(words)
    while start >= 0:
        spans.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    return spans


# ---------------------------------------------------------------- the report as a whole


def _extra_primaries(coding: Coding, pairs: list[tuple[Facts, Incident | None]]) -> Iterator[str]:
    known = {incident.id for _, incident in pairs if incident is not None}
    for incident in coding.incidents:
        if incident.primary and incident.id not in known:
            where = incident.where.name if incident.where else "no place"
            yield f"invented primary incident: {incident.type} at {where}, killed {total(incident)}"


def _forbidden(coding: Coding, case: Case) -> Iterator[str]:
    for incident in coding.incidents:
        if total(incident) in case.get("never", ()):
            yield f"{incident.type} has {total(incident)} killed, which is no incident's toll"
    if "aggregate" in case and case["aggregate"] not in _aggregates(coding):
        yield f"the total {case['aggregate']} is not kept as an aggregate: {_aggregates(coding)}"
    killed = sum(total(incident) or 0 for incident in coding.incidents if incident.primary)
    if "total_killed" in case and killed != case["total_killed"]:
        yield f"the primary incidents have {killed} killed in all, not {case['total_killed']}"


def _aggregates(coding: Coding) -> list[int]:
    tolls = [
        toll
        for claim in coding.claims
        for toll in claim.tolls
        if toll.effect is Effect.KILLED and (claim.aggregate or toll.cumulative)
    ]
    return sorted({toll.best for toll in tolls if toll.best is not None})


def _report_facts(coding: Coding, case: Case) -> Iterator[str]:
    report = coding.report
    if "is_update" in case and report.is_update != case["is_update"]:
        yield f"is_update is {report.is_update}"
    if "published_read" in case and report.published.day != date.fromisoformat(case["published_read"]):
        yield f"published is {report.published.day}, not {case['published_read']}"
    if "page_clock" in case:
        if report.published.day is not None:
            yield f"published is {report.published.day}, read off the page's clock"
        if not any(case["page_clock"] in warning for warning in report.warnings):
            yield f"no warning names the page's clock, {case['page_clock']}: {report.warnings}"
    if "denial" in case and not any(_is_denial(coding, claim, case["denial"]) for claim in coding.claims):
        yield f"no claim keeps the denial {case['denial']['quote']!r}"


def _is_denial(coding: Coding, claim: Claim, denial: Facts) -> bool:
    said = " ".join(coding.report.quote(speaker.span) for speaker in claim.attribution.speakers)
    return claim.attribution.verb == "denied" and all(name in said for name in denial["speakers"])
