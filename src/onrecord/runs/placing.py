"""Places: every place name of many reports, in input order.

In: sources and Settings. Out: Placed, or Refused in its place. A JSONL line may bring "spans": then just those words
are resolved, in that order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from onrecord.coder import Coder, load_coder
from onrecord.errors import UnreadableReport
from onrecord.model import Report, Span
from onrecord.runs.batch import Say, attempt
from onrecord.runs.outcomes import Placed, ReadReport, Refused, Settings
from onrecord.runs.reading import read_all


def place_sources(sources: Iterable[str], settings: Settings, say: Say | None = None) -> Iterator[Placed | Refused]:
    """Find and resolve the place names of every report; no report's failure stops the rest."""
    coder: Coder | None = None
    for item in read_all(sources, settings):
        if isinstance(item, Refused):
            yield item
            continue
        coder = coder or load_coder(say=say)
        yield place_report(coder, item)


def place_report(coder: Coder, item: ReadReport) -> Placed | Refused:
    """The places of one report that was read."""

    def places() -> Placed:
        spans = spans_asked(item.raw, item.report, item.source)
        return Placed(item.report, coder.places(item.report, spans))

    return attempt(places, item.source, item.report)


def spans_asked(raw: bytes, report: Report, source: str) -> tuple[Span, ...] | None:
    """The "spans" of a JSONL line: [{"start": 0, "end": 6}], half-open code points of the report's text.

    None where the line brings none, or the report is no JSONL line. Raises UnreadableReport ('bad_spans').
    """
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    given = line.get("spans") if isinstance(line, dict) else None
    if given is None:
        return None
    if not isinstance(given, list):
        raise UnreadableReport(source, "bad_spans", '"spans" is no list; give [{"start": 0, "end": 6}, ...]')
    return tuple(_span(one, len(report.text), source) for one in given)


def _span(given: object, length: int, source: str) -> Span:
    start, end = (given.get("start"), given.get("end")) if isinstance(given, dict) else (None, None)
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length:
        return Span(start, end)
    shown = json.dumps(given, ensure_ascii=False)[:60]
    message = f'"spans" holds {shown}, which cuts nothing out of the text of {length} characters; mend or drop it'
    raise UnreadableReport(source, "bad_spans", message)
