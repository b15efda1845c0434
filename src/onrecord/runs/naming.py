"""Which accounts an id stands for: that of an incident, of a report's own telling of one, of a claim, or of a report.

In: an archive and ids or their beginnings. Out: accounts that count. An id that was forwarded leads on to the one that
took its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.archive import Archive
from onrecord.archive.linked import LinkRows
from onrecord.errors import ArchiveError
from onrecord.linking.accounts import Account
from onrecord.linking.groups import pair
from onrecord.linking.model import model_version


@dataclass(frozen=True, slots=True)
class Subject:
    """An incident that an id stands for, and the accounts that are meant: one where the id is an account's or claim's,
    else all of the incident's."""

    incident_id: str
    accounts: tuple[str, ...]


def subject_of(archive: Archive, wanted: str) -> Subject:
    """What an id, or the only beginning of one, stands for. Raises ArchiveError where that is nothing or several."""
    with archive.linked() as rows:
        memberships = rows.memberships()
        forwards = rows.forwards()
    members = _by_incident(memberships)
    known = sorted({*members, *memberships, *forwards})
    matches = [wanted] if wanted in known else [one for one in known if one.startswith(wanted)]
    if len(matches) > 1:
        named = ", ".join(matches[:4])
        raise ArchiveError(f"archive {archive.path}: '{wanted}' may be {named}; give more of the id")
    if not matches:
        return _of_claim(archive, wanted, memberships)
    found = matches[0]
    if found in members:
        return Subject(found, members[found])
    if found in memberships:
        return Subject(memberships[found], (found,))
    return _forwarded(archive, found, rows_forwards={old: one.new for old, one in forwards.items()}, members=members)


def _forwarded(
    archive: Archive, old: str, *, rows_forwards: Mapping[str, str | None], members: Mapping[str, tuple[str, ...]]
) -> Subject:
    at: str | None = old
    seen: set[str] = set()
    while at is not None and at not in members and at not in seen:
        seen.add(at)
        at = rows_forwards.get(at)
    if at is None or at not in members:
        raise ArchiveError(f"archive {archive.path}: incident '{old}' was withdrawn; see: onrecord history {old}")
    return Subject(at, members[at])


def _of_claim(archive: Archive, wanted: str, memberships: Mapping[str, str]) -> Subject:
    """The account that a claim belongs to, or the first of a report."""
    found = archive.find(wanted)
    coding = archive.coding(found.report_id)
    for incident in coding.incidents:
        is_meant = found.kind != "claim" or found.id in incident.claims
        if is_meant and incident.id in memberships:
            return Subject(memberships[incident.id], (incident.id,))
    raise ArchiveError(f"archive {archive.path}: {found.kind} '{found.id}' supports no incident; name another")


def _by_incident(memberships: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for account, incident in sorted(memberships.items()):
        members.setdefault(incident, []).append(account)
    return {incident: tuple(found) for incident, found in members.items()}


def nearest_accounts(rows: LinkRows, one: Subject, other: Subject) -> tuple[Account, Account]:
    """The two accounts, one of each subject, that most speaks for being one incident; of equals the first by id.

    Raises ArchiveError where both stand for the same account.
    """
    model = model_version()
    weights = rows.weights(one.accounts, model)
    pairs = [(first, second) for first in one.accounts for second in other.accounts if first != second]
    if not pairs:
        raise ArchiveError(f"'{one.incident_id}' and '{other.incident_id}' are one report's one account; name two")
    best = min(pairs, key=lambda both: (-weights.get(pair(*both), -(10**9)), both))
    found = {account.id: account for account in rows.accounts(best, model)}
    return found[best[0]], found[best[1]]
