"""Relating reports: which of those that come in are copies or newer versions of those before.

In: reports in input order, and what is known already. Out: for each the reports it relates to. The first report of
a story stands for its copies; of the versions at one address the one retrieved last counts, else the one published
last, else the one that came last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.model import Report
from onrecord.reports.copies import Copy, CopyIndex, Fingerprint, compare, fingerprint
from onrecord.reports.versions import address_key, is_version


class Relation(StrEnum):
    """How a report relates to another."""

    COPY_OF = "copy_of"
    SUPERSEDES = "supersedes"


@dataclass(frozen=True, slots=True)
class Link:
    """One report's relation to another, with the rule that says so and how much text they share, 0 to 1."""

    relation: Relation
    report_id: str
    other_id: str
    reason: str
    contained: float


@dataclass(frozen=True, slots=True)
class Known:
    """What relating needs to know of a report."""

    id: str
    fingerprint: Fingerprint
    address: str | None
    title: str | None
    age: tuple[str, str]
    """When it was retrieved and published, as ISO 8601, '' where unknown: the larger is the newer version."""
    outlet: str | None = None
    is_update: bool = False
    """Its title says that it replaces an earlier version."""
    copy_of: str | None = None


def known(report: Report) -> Known:
    """What relating needs to know of a report that was read."""
    published = "" if report.published.day is None else report.published.day.isoformat()
    title = None if report.title is None else " ".join(report.title.casefold().split())
    age = (report.retrieved or "", published)
    address = address_key(report.url)
    return Known(report.id, fingerprint(report), address, title, age, report.outlet, report.is_update)


class Relating:
    """Relates each report to those before it."""

    def __init__(self, before: Iterable[Known] = ()) -> None:
        self._index = CopyIndex()
        self._all: list[Known] = []
        self._numbers: dict[str, int] = {}
        self._newest: dict[str, Known] = {}
        for one in before:
            self._remember(one)

    def __contains__(self, report_id: str) -> bool:
        return report_id in self._numbers

    def relate(self, report: Known) -> list[Link]:
        """The links that a report brings, and remember it. One that is known already brings none."""
        if report.id in self._numbers:
            return []
        links = list(self._version(report))
        copy = self._copy(report)
        if copy is not None:
            links.append(copy)
            if copy.relation is Relation.COPY_OF:
                report = replace(report, copy_of=copy.other_id)
        self._remember(report)
        return links

    def _version(self, report: Known) -> Iterator[Link]:
        newest = self._newest.get(report.address or "")
        if newest is None:
            return
        same_title = report.title is not None and report.title == newest.title
        if not is_version(newest.fingerprint, report.fingerprint, same_title=same_title):
            return
        newer, older = (newest, report) if report.age < newest.age else (report, newest)
        shared = compare(newer.fingerprint, older.fingerprint).contained
        yield Link(Relation.SUPERSEDES, newer.id, older.id, "the same address, retrieved or published later", shared)

    def _copy(self, report: Known) -> Link | None:
        """The link to the first report of the story that this one is a copy of; what has its address is no copy.

        What an outlet's own title calls an update of a text it printed before is a version at a new address.
        """
        for number in self._index.candidates(report.fingerprint):
            other = self._all[number]
            root = other.copy_of or other.id
            at_root = self._all[self._numbers[root]].address
            if report.address is not None and report.address in (other.address, at_root):
                continue
            found = compare(report.fingerprint, other.fingerprint)
            if not isinstance(found, Copy):
                continue
            if report.is_update and report.outlet is not None and report.outlet == other.outlet:
                reason = "the outlet's title calls it an update"
                return Link(Relation.SUPERSEDES, report.id, other.id, reason, found.contained)
            return Link(Relation.COPY_OF, report.id, root, found.reason, found.contained)
        return None

    def _remember(self, report: Known) -> None:
        self._numbers[report.id] = self._index.add(report.fingerprint)
        self._all.append(report)
        if report.address is not None:
            newest = self._newest.get(report.address)
            if newest is None or newest.age <= report.age:
                self._newest[report.address] = report


def related(report: Report, links: Iterable[Link]) -> Report:
    """A report with its own relations filled in."""
    own = {link.relation: link.other_id for link in links if link.report_id == report.id}
    return replace(report, copy_of=own.get(Relation.COPY_OF), supersedes=own.get(Relation.SUPERSEDES))


def versions_of(report_id: str, links: Iterable[Link]) -> tuple[str, ...]:
    """The versions of a report, oldest first, itself among them; a version that came late stands where it belongs."""
    older: dict[str, list[str]] = {}
    newer: dict[str, list[str]] = {}
    for link in links:
        if link.relation is Relation.SUPERSEDES:
            older.setdefault(link.report_id, []).append(link.other_id)
            newer.setdefault(link.other_id, []).append(link.report_id)
    return (*reversed(_reached(report_id, older)), report_id, *_reached(report_id, newer))


def _reached(start: str, steps: Mapping[str, list[str]]) -> list[str]:
    """The reports that steps lead to, nearest first, each once."""
    found: list[str] = []
    waiting = [start]
    while waiting:
        for one in steps.get(waiting.pop(0), []):
            if one not in found and one != start:
                found.append(one)
                waiting.append(one)
    return found


def passed_over(links: Iterable[Link], length: Callable[[str], int]) -> frozenset[str]:
    """The reports whose incidents another one tells: of each story, its copies and versions, all but one.

    What counts is a newest version rather than a copy of an older one, then the longest by ``length``, then the id.
    """
    every = list(links)
    superseded = {link.other_id for link in every if link.relation is Relation.SUPERSEDES}
    newer = {link.report_id for link in every if link.relation is Relation.SUPERSEDES}
    told: set[str] = set()
    for story in _stories(every):
        counting = min(story - superseded or story, key=lambda one: (one not in newer, -length(one), one))
        told |= story - {counting}
    return frozenset(told)


def replaced(links: Iterable[Link]) -> frozenset[str]:
    """The reports of which there is a newer version, and the copies of these."""
    every = list(links)
    superseded = {link.other_id for link in every if link.relation is Relation.SUPERSEDES}
    copies = {link.report_id for link in every if link.relation is Relation.COPY_OF and link.other_id in superseded}
    newer = {link.report_id for link in every if link.relation is Relation.SUPERSEDES}
    return frozenset(superseded | (copies - newer))


def _stories(links: Iterable[Link]) -> Iterable[set[str]]:
    """The reports that links join, in groups."""
    story_of: dict[str, set[str]] = {}
    for link in links:
        joined = story_of.get(link.report_id, {link.report_id}) | story_of.get(link.other_id, {link.other_id})
        for one in joined:
            story_of[one] = joined
    return {min(story): story for story in story_of.values()}.values()
