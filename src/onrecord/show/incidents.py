"""Incidents in a terminal: a table, and under each incident the quoted words and who said them.

In: incidents, with their Coding where the words are wanted. Out: rich renderables that fit the width given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.contract import CitedValue, cited_values
from onrecord.model import Claim, Coding, How, Incident, Participant, Place, PlacePrecision, Report, Role, Span, Toll
from onrecord.show.words import attribution_words, one_line, place_words, toll_words, when_words

HEADINGS = ("WHEN", "WHERE", "WHAT AND WHO", "TOLL", "SOURCES")
LEGEND = (
    "Toll: low–best–high, one figure where all three agree, ? for an open or unknown end. "
    "* not stated: inferred or by default."
)
GAP = 2
NARROWEST = 72
INDENT = 2


@dataclass(frozen=True, slots=True)
class _Widths:
    """The width of each column, in characters."""

    when: int
    where: int
    who: int
    toll: int
    sources: int

    def __iter__(self) -> Iterator[int]:
        return iter((self.when, self.where, self.who, self.toll, self.sources))


def _widths(width: int) -> _Widths:
    """Dates and sources are as wide as they need; the others share the rest."""
    when, sources = 11, 13
    rest = max(width, NARROWEST) - when - sources - GAP * 4
    toll = max(14, rest * 28 // 100)
    where = (rest - toll) * 45 // 100
    return _Widths(when, where, rest - toll - where, toll, sources)


def incidents_view(incidents: Iterable[Incident], width: int, *, ids: bool = False) -> RenderableType:
    """A table of incidents; with ``ids``, each row ends in the id that ``onrecord show`` takes."""
    rows: list[RenderableType] = [header(width)]
    for incident in incidents:
        rows.append(_row(incident, width))
        if ids:
            rows.append(Padding(Text(incident.id, style="dim"), (0, 0, 1, INDENT)))
    return Group(*rows)


def coding_view(coding: Coding, width: int) -> RenderableType:
    """One report's incidents, each with the quoted words and who said them."""
    parts: list[RenderableType] = [_report_line(coding.report)]
    if not coding.incidents:
        parts += [Padding(Text("no incident found", style="dim"), (0, 0, 0, INDENT)), Text()]
    for incident in coding.incidents:
        parts += [_row(incident, width), *_quotes(coding, incident), Text()]
    return Group(*parts)


def header(width: int) -> RenderableType:
    """The table's head, printed once above all reports."""
    line = Text("─" * max(width, NARROWEST), style="dim", no_wrap=True)
    return Group(_grid(width, [Text(heading, style="bold") for heading in HEADINGS]), line)


def _grid(width: int, cells: Sequence[Text]) -> Table:
    grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for column_width in _widths(width):
        grid.add_column(width=column_width, overflow="fold")
    grid.add_row(*cells)
    return grid


def _row(incident: Incident, width: int) -> Table:
    cells = (_when_cell(incident), _where_cell(incident.where), _who_cell(incident), _toll_cell(incident.tolls))
    return _grid(width, [*cells, _sources_cell(incident)])


def _when_cell(incident: Incident) -> Text:
    when = incident.when
    stated = when is None or when.basis.how in (How.STATED, How.GIVEN)
    return Text(when_words(when) + ("" if stated else "*"))


def _where_cell(place: Place | None) -> Text:
    cell = Text(place_words(place))
    if place is None:
        return cell
    if place.basis.how not in (How.STATED, How.GIVEN):
        cell.append("*")
    if place.precision is PlacePrecision.NEAR and place.uncertainty_km is not None:
        cell.append(f"\nwithin {place.uncertainty_km:.0f} km", style="dim")
    return cell


def _who_cell(incident: Incident) -> Text:
    cell = Text(incident.type, style="bold")
    if incident.stage != "accomplished":
        cell.append(f" ({incident.stage.replace('_', ' ')})", style="not bold italic")
    if sides := _sides(incident.participants):
        cell.append(f"\n{sides}", style="not bold")
    return cell


def _sides(participants: Sequence[Participant]) -> str:
    """'A → B' for one acting on another, 'by A' or 'on B' where one of them is not told, 'A × B' for a clash."""
    doers = ", ".join(_names(participants, Role.PERPETRATOR))
    targets = ", ".join(_names(participants, Role.TARGET, Role.VICTIM))
    clash = " × ".join(_names(participants, Role.SIDE))
    acted = f"{doers} → {targets}" if doers and targets else f"by {doers}" if doers else targets and f"on {targets}"
    return "; ".join(part for part in (clash, acted) if part)


def _names(participants: Sequence[Participant], *roles: Role) -> list[str]:
    chosen = [participant for participant in participants if participant.role in roles]
    return list(dict.fromkeys(one_line(p.actor.name) + (" (suspected)" if p.suspected else "") for p in chosen))


def _toll_cell(tolls: Sequence[Toll]) -> Text:
    return Text("\n".join(toll_words(toll) for toll in tolls) or "not told", style="red" if tolls else "dim")


def _sources_cell(incident: Incident) -> Text:
    count = len(incident.reports)
    return Text(str(incident.status)).append(f"\n{count} report{'' if count == 1 else 's'}", style="dim")


def _report_line(report: Report) -> Text:
    title = one_line(report.title or report.id)
    line = Text(title, style="bold cyan")
    published = "" if report.published.day is None else report.published.day.isoformat()
    facts = [fact for fact in (report.outlet, published, report.is_update and "update") if fact]
    if facts:
        line.append("  " + one_line(" · ".join(map(str, facts))), style="dim not bold")
    return line


def _quotes(coding: Coding, incident: Incident) -> Iterator[RenderableType]:
    seen: set[tuple[Span, str]] = set()
    for claim in coding.claims_of(incident):
        span, said = claim.spans[-1], attribution_words(claim.attribution)
        if (span, said) not in seen:
            seen.add((span, said))
            yield Padding(_quote(coding.report, claim, span, said), (0, 0, 0, INDENT))


def _quote(report: Report, claim: Claim, span: Span, said: str) -> Text:
    """The claim's sentence with its cited words in bold; inside quotes, exactly the report's words."""
    quote = Text(one_line(report.quote(span)), style="italic")
    for value in cited_values(claim):
        if span.covers(value.span) and _is_told(value):
            quote.stylize("bold", value.span.start - span.start, value.span.end - span.start)
    return Text("“").append_text(quote).append("” ").append(f"({said})", style="dim")


def _is_told(value: CitedValue) -> bool:
    return value.field not in ("attribution", "speaker", "via")
