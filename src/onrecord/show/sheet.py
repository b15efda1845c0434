"""One incident over all its reports as a person reads it: its tolls with the words behind each end, and its sources.

In: an incident as it stands. Out: lines for a terminal, hostile text made harmless.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.linking.joined import Joined
from onrecord.linking.reconciling import Bound, TollRange
from onrecord.linking.voices import Voice
from onrecord.runs.incidents import Standing
from onrecord.show.words import one_line, place_words, when_words


def sheet_lines(standing: Standing) -> Iterator[str]:
    """The sheet of an incident, a line each."""
    return (one_line(line) for line in _lines(standing))


def _lines(standing: Standing) -> Iterator[str]:
    joined = standing.joined
    incident = joined.incident
    yield f"{incident.id}  {incident.type}, {when_words(incident.when)}, {place_words(incident.where)}"
    yield f"{incident.status.value}: {joined.standing.reason}"
    for found in joined.bounds:
        yield from _toll(found, joined)
    yield f"{joined.independent} independent sources:"
    for voice in joined.voices:
        yield f"  {_voice(voice)}"
    for voice in joined.discredited:
        yield f"  {_voice(voice)}; discredited, counts for nothing"
    yield f"harm {joined.grading.harm.value}, responsibility {joined.grading.responsibility.value}:"
    for reason in joined.grading.reasons:
        yield f"  {reason}"
    yield f"{len(joined.tellings)} tellings:"
    for telling in joined.tellings:
        day = telling.day.isoformat() if telling.day else "day unknown"
        copy = "" if telling.story == telling.report.id else f", a copy of {telling.story}"
        yield f"  {day}  {telling.report.outlet or 'outlet unknown'}: {telling.report.title or 'untitled'}"
        yield f"              {telling.incident.id} in {telling.report.id}{copy}"
    for left in joined.left_out:
        figure = left.figure.best if left.figure.best is not None else left.figure.low
        yield f"left out: {left.figure.effect.value} {figure}, {left.why}"
    for fault in joined.faults:
        yield f"look at {fault.report_id}: {fault.why}"
    yield from (f"look at: {words}" for words in joined.conflicts)
    for verdict in standing.verdicts:
        yield f"decided {verdict.recorded[:10]} by {verdict.by}: {verdict.field} {verdict.value}, because {verdict.why}"


def _toll(found: TollRange, joined: Joined) -> Iterator[str]:
    group = "" if found.group is None else f" {found.group.value}"
    ends = "–".join("?" if end is None else str(end.figure) for end in (found.low, found.best, found.high))
    open_above = " or more" if found.open_above else ""
    yield f"{found.effect.value}{group} {ends}{open_above}: {found.why}"
    told: set[Bound] = set()
    for name, end in (("low", found.low), ("best", found.best), ("high", found.high)):
        if end is not None and end not in told:
            told.add(end)
            yield f"  {name} {end.figure}: {_words(end, joined)}"


def _words(end: Bound, joined: Joined) -> str:
    report = next(telling.report for telling in joined.tellings if telling.report.id == end.cited.report_id)
    said = [voice.name for voice in joined.voices if end.cited.claim_id in voice.claims]
    by = f" (said by {' and '.join(said)})" if said else ""
    return f"“{report.quote(end.cited.span)}”{by}, {report.outlet or report.id}"


def _voice(voice: Voice) -> str:
    about = [voice.kind.value]
    if voice.side is not None:
        about.append(f"speaks for {voice.side}")
    if voice.own_strike:
        about.append("of its own deed")
    if voice.denies:
        about.append("denies it")
    return f"{voice.name} ({', '.join(about)}) in {', '.join(voice.reports)}"
