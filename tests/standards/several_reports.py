"""Several reports of one event, in our own words, coded and joined as the archive would."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from onrecord.coder import Coder
from onrecord.linking.joined import Joined, Telling, join

MONDAY, TUESDAY, WEDNESDAY = date(2023, 5, 15), date(2023, 5, 16), date(2023, 5, 17)


@dataclass(frozen=True)
class Paper:
    """A report to be coded: who prints it, when, what it says, and the text that it is a copy of."""

    outlet: str
    text: str
    published: date = TUESDAY
    copy_of: int | None = None
    """Position of the original among the papers."""


def joined(coder: Coder, *papers: Paper, discredited: Collection[str] = ()) -> Joined:
    """The incident that the papers are mainly about."""
    codings = [coder.code(paper.text, published=paper.published) for paper in papers]
    names = [f"{number:02}-{coding.report.id}" for number, coding in enumerate(codings)]
    tellings = []
    for paper, coding, name in zip(papers, codings, names, strict=True):
        original = names[paper.copy_of] if paper.copy_of is not None else None
        report = replace(coding.report, id=name, outlet=paper.outlet, copy_of=original)
        incident = coding.incidents[0]
        claims = tuple(replace(claim, report_id=name) for claim in coding.claims_of(incident))
        tellings.append(Telling(report, incident, claims, original or name))
    return join(tellings, "i-one", discredited=discredited)
