"""The coder of a benchmark run: each text is coded once in a process, and nothing is kept on disk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cached_property

from rich.console import Console
from rich.progress import track

from onrecord.bench.coded import Coded
from onrecord.bench.material import Json
from onrecord.coder import Coder, load_coder
from onrecord.contract import coding_to_json, error_to_json
from onrecord.errors import UnreadableReport
from onrecord.model import Coding
from onrecord.places import open_gazetteer
from onrecord.reports import Given, Kind, Limits, read_source

FIELDS = ("id", "text", "title", "published", "outlet")
"""What a report says of itself; all else in a benchmark's line is not for the coder to see."""


class BenchCoder:
    """Codes benchmark reports with one ``Coder``, loaded at the first of them."""

    def __init__(self) -> None:
        self._known: dict[bytes, Coded] = {}
        self._codings: dict[bytes, Coding] = {}

    @cached_property
    def coder(self) -> Coder:
        """The coder, as ``onrecord code`` uses it, with the embedded gazetteer alone."""
        gazetteer = open_gazetteer(lambda words: print(words, file=sys.stderr), added=False)
        return load_coder(gazetteer=gazetteer)

    def code(self, reports: Iterable[Json]) -> tuple[Coded, ...]:
        """Code reports given as JSON objects with ``FIELDS``, in order."""
        lines = [report_line(report) for report in reports]
        new = [line for line in dict.fromkeys(lines) if line not in self._known]
        bar = Console(stderr=True)
        for line in track(new, "coding", console=bar, transient=True, disable=not bar.is_terminal):
            self._known[line], coding = code_line(self.coder, line)
            if coding is not None:
                self._codings[line] = coding
        return tuple(self._known[line] for line in lines)

    def codings(self, reports: Iterable[Json]) -> tuple[Coding, ...]:
        """The codings of reports given as JSON objects with ``FIELDS``, in order, without those that cannot be read."""
        reports = tuple(reports)
        self.code(reports)
        lines = (report_line(report) for report in reports)
        return tuple(self._codings[line] for line in lines if line in self._codings)

    def all_coded(self) -> tuple[Coded, ...]:
        """All that was coded so far, in order."""
        return tuple(self._known.values())


def report_line(report: Json) -> bytes:
    """A report as one line of a JSONL source."""
    return json.dumps({name: report[name] for name in FIELDS if report.get(name)}, ensure_ascii=False).encode()


def code_line(coder: Coder, line: bytes) -> tuple[Coded, Coding | None]:
    """Read and code one line of a JSONL source; a report that cannot be read is told, never dropped."""
    report_id = str(json.loads(line)["id"])
    read = next(read_source(line, report_id, given=Given(), limits=Limits(), kind=Kind.JSONL))
    try:
        if isinstance(read, UnreadableReport):
            raise read
        coding = coder.code_report(read)
    except UnreadableReport as error:
        return Coded(report_id, "", error_to_json(error, report_id)), None
    return Coded(report_id, coding.report.text, coding_to_json(coding)), coding
