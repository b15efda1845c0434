"""A report in a terminal: its text with every cited span marked, a legend, and the claims beneath.

In: a Coding, and which of its claims to mark. Out: rich renderables. Where marks overlap, the shorter one shows, and of
two on the same words the one that stands first in ``MARKS``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.contract import CitedValue, cited_values
from onrecord.model import Claim, Coding, Incident, Report
from onrecord.show.words import (
    attribution_words,
    one_line,
    place_words,
    printable,
    toll_words,
    when_words,
)

MARKS = {
    "type": ("what happened", "bold black on bright_yellow"),
    "toll": ("toll", "bold white on red"),
    "date": ("when", "black on bright_cyan"),
    "place": ("where", "black on bright_green"),
    "actor": ("who", "white on blue"),
    "weapon": ("weapon", "black on yellow"),
    "damage": ("damage", "white on dark_orange3"),
    "speaker": ("who said it", "white on magenta"),
    "attribution": ("speech word", "underline"),
    "via": ("relayed by", "black on bright_magenta"),
}
"""The first part of a value's field, to its name in the legend and its style."""


def report_view(coding: Coding, claims: Sequence[Claim]) -> RenderableType:
    """The report with the cited words of these claims marked."""
    values = [value for claim in claims for value in cited_values(claim)]
    parts: list[RenderableType] = [_heading(coding.report), Text(), marked_text(coding.report, values), Text()]
    if values:
        parts += [_legend(values), Text()]
    parts += [_claim_line(claim) for claim in claims]
    return Group(*parts)


def claims_to_mark(coding: Coding, wanted_id: str) -> tuple[Claim, ...]:
    """The claims an id stands for: one claim, an incident's claims, or all where it is the report's own."""
    incident = _incident(coding, wanted_id)
    if incident is not None:
        return coding.claims_of(incident)
    return tuple(claim for claim in coding.claims if wanted_id in (claim.id, coding.report.id))


def _incident(coding: Coding, wanted_id: str) -> Incident | None:
    return next((incident for incident in coding.incidents if incident.id == wanted_id), None)


def marked_text(report: Report, values: Sequence[CitedValue]) -> Text:
    """The report's text, control characters made visible, styled; its characters stand where the report's do."""
    text = Text(printable(report.text))
    for value in sorted(values, key=_layer):
        text.stylize(style_of(value), value.span.start, value.span.end)
    return text


def _layer(value: CitedValue) -> tuple[int, int, int]:
    """Where a mark lies, bottom to top: long before short, then last of ``MARKS`` before first."""
    span = value.span
    return span.start - span.end, span.start, -list(MARKS).index(_mark_of(value))


def style_of(value: CitedValue) -> str:
    """How a value's words are marked."""
    return MARKS[_mark_of(value)][1]


def _mark_of(value: CitedValue) -> str:
    return value.field.split(".", maxsplit=1)[0]


def _heading(report: Report) -> Text:
    title = Text(one_line(report.title or "untitled report"), style="bold")
    published = report.published
    day = "unknown" if published.day is None else f"{published.day.isoformat()} ({published.how})"
    facts = [report.id, report.outlet, report.url, f"published {day}", report.is_update and "an update"]
    title.append("\n" + one_line(" · ".join(str(fact) for fact in facts if fact)), style="dim not bold")
    return title


def _legend(values: Sequence[CitedValue]) -> Text:
    found = {_mark_of(value) for value in values}
    shown = [Text(f" {name} ", style=style) for key, (name, style) in MARKS.items() if key in found]
    return Text(" ").join(shown)


def _claim_line(claim: Claim) -> RenderableType:
    head = Text("• ").append(claim.type, style="bold").append(f", {claim.stage.replace('_', ' ')}  ")
    head.append(one_line(claim.id), style="dim")
    return Group(head, Padding(Text(" · ".join(_claim_facts(claim))), (0, 0, 0, 2)))


def _claim_facts(claim: Claim) -> Iterator[str]:
    if claim.when is not None and claim.when.start is not None:
        yield when_words(claim.when)
    if claim.where is not None:
        yield place_words(claim.where)
    for participant in claim.participants:
        yield f"{participant.role}: {one_line(participant.actor.name)}"
    yield from (toll_words(toll) for toll in claim.tolls)
    yield attribution_words(claim.attribution)
