"""Relations within one run, where there is no archive: each report is compared with those before it.

In: outcomes in input order. Out: the same, each coded report told its original or its older version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.reports.relating import Relating, known, related
from onrecord.runs.outcomes import Coded, Outcome

MOST_REMEMBERED = 100_000
"""Reports that others are compared with: some 500 MB. Those after it are coded and not compared."""


def with_relations(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes of a run, each report told which one before it is its original or its older version."""
    relating = Relating()
    for count, outcome in enumerate(outcomes):
        if isinstance(outcome, Coded) and count < MOST_REMEMBERED:
            report = outcome.coding.report
            links = relating.relate(known(report))
            yield replace(outcome, coding=replace(outcome.coding, report=related(report, links)))
        else:
            yield outcome
