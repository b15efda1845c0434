"""The incidents of an archive over all its reports, as its links and people's decisions make them.

In: an archive, and a run to go back to. Out: Standing incidents, by date (unknown last), then id: what the tellings
amount to together, and what people decided of it. Nothing is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.archive import Archive
from onrecord.archive.linked import Verdict
from onrecord.linking.discredited import is_named
from onrecord.linking.joined import Joined, Telling, join
from onrecord.linking.reconciling import Rule
from onrecord.linking.tellings import telling_of

CODINGS_KEPT = 512
"""Codings kept in memory, so that a report that tells of several incidents is read once or twice."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident as it stands: joined from its tellings, with people's newest verdicts on it by field."""

    joined: Joined
    verdicts: tuple[Verdict, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether a person rejected it."""
        return any(one.field == "outcome" and one.value == "rejected" for one in self.verdicts)


def standing(archive: Archive, *, run: int | None = None, rule: Rule = Rule.ONRECORD) -> list[Standing]:
    """The incidents of an archive, now or as a run left them. Accounts not linked yet stand for themselves."""
    with archive.linked() as rows:
        held = rows.memberships(run)
        members = {account: held.get(account, account) for account in rows.live(run)}
        reports = rows.reports_of(members)
        verdicts = rows.verdicts(before=rows.end_of(run))
        discredited = rows.discredited_now(before=rows.end_of(run))
    groups: dict[str, list[str]] = defaultdict(list)
    for account, incident in members.items():
        groups[incident].append(account)
    tellings = _Tellings(archive, run)
    found = [
        Standing(
            join(
                (tellings.of(account, reports[account]) for account in accounts),
                incident,
                rule,
                discredited=discredited,
            ),
            tuple(_newest(one for one in verdicts if one.incident_id == incident)),
        )
        for incident, accounts in sorted(groups.items(), key=lambda item: min(reports[one] for one in item[1]))
    ]
    return sorted(found, key=_by_date)


def standing_one(archive: Archive, incident_id: str, *, rule: Rule = Rule.ONRECORD) -> Standing:
    """One incident as it stands. Raises KeyError where no account tells of it."""
    with archive.linked() as rows:
        accounts = [account for account, incident in rows.memberships().items() if incident == incident_id]
        reports = rows.reports_of(accounts)
        verdicts = [one for one in rows.verdicts() if one.incident_id == incident_id]
        discredited = rows.discredited_now()
    if not accounts:
        raise KeyError(incident_id)
    tellings = _Tellings(archive, None)
    joined = join(
        (tellings.of(account, reports[account]) for account in accounts), incident_id, rule, discredited=discredited
    )
    return Standing(joined, tuple(_newest(verdicts)))


def _newest(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    newest = {one.field: one for one in verdicts}
    return (newest[field] for field in sorted(newest))


def _by_date(one: Standing) -> tuple[date, str]:
    when = one.joined.incident.when
    return (when.start if when and when.start else date.max, one.joined.incident.id)


class _Tellings:
    """Reports' incidents with their claims, each report read once while it is at hand."""

    def __init__(self, archive: Archive, run: int | None) -> None:
        self._coding = lru_cache(CODINGS_KEPT)(lambda report_id: archive.coding(report_id, run=run))

    def of(self, account: str, report_id: str) -> Telling:
        return telling_of(self._coding(report_id), account)


@dataclass(frozen=True, slots=True)
class Leaning:
    """An incident that leans on a source: the reports in which it is told by it, how many independent sources there
    are, and how many are left without it."""

    incident_id: str
    reports: tuple[str, ...]
    independent: int
    left: int


def leaning_on(archive: Archive, name: str) -> list[Leaning]:
    """Every incident that leans on a source of this name, by date (requirement F4 of casualty recording)."""
    found = []
    for one in standing(archive):
        joined = one.joined
        every = (*joined.voices, *joined.discredited)
        meant = [voice for voice in every if is_named(voice, [name])]
        if meant:
            reports = tuple(sorted({report for voice in meant for report in voice.reports}))
            left = sum(voice.independent for voice in joined.voices if voice not in meant)
            found.append(Leaning(joined.incident.id, reports, left + sum(voice.independent for voice in meant), left))
    return found
