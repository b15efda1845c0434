"""``onrecord incident``, ``link``, ``explain``, ``decide``, ``history``: what reports tell of one incident, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.commands.ingest import open_archive
from onrecord.commands.options import archive_option, format_option
from onrecord.commands.printing import echo_json
from onrecord.persons import Judgement
from onrecord.show.words import one_line

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.linking.accounts import Account
    from onrecord.linking.explaining import Explanation
    from onrecord.runs.linking import Linked
    from onrecord.runs.naming import Subject

by_option = click.option("--by", required=True, metavar="WHO", help="Who decides.")
why_option = click.option("--why", required=True, metavar="TEXT", help="The reason, kept with the decision.")


@click.command()
@archive_option("The archive to link.")
def link(archive_path: Path) -> None:
    """Find out anew which reports of an archive tell of one incident. Doing it twice changes nothing.

    ingest does this by itself; use it after an update of Onrecord, or after ingest was interrupted.

    \b
        onrecord link --archive onrecord.db
    """
    with open_archive(archive_path) as archive:
        echo_linked(archive_path, link_archive(archive))


def link_archive(archive: Archive) -> Linked:
    """Link an archive."""
    from onrecord.runs.linking import link as link_all  # noqa: PLC0415 - Splink and DuckDB load slowly

    return link_all(archive)


def echo_linked(path: Path, linked: Linked) -> None:
    """Say what linking came to."""
    click.echo(f"{path}: {linked.incidents} incidents in all; {linked.accounts} tellings were compared anew")
    for one in linked.forwards:
        click.echo(f"{path}: {one.old} {one.became}{f' into {one.new}' if one.new else ''}")


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="text")
def explain(one: str, other: str, archive_path: Path, output_format: str) -> None:
    """Show why two reports' tellings are, or are not, one incident.

    A and B are ids of incidents or of claims, or their beginnings. Of two incidents, the tellings that are
    nearest to each other are compared. Each step adds bits for one incident, or takes some away.

    \b
        onrecord explain i-12ab i-34cd --archive onrecord.db
    """
    from onrecord.linking.explaining import explain as explained  # noqa: PLC0415 - Splink loads slowly
    from onrecord.runs.naming import nearest_accounts, subject_of  # noqa: PLC0415

    with open_archive(archive_path) as archive:
        subjects = subject_of(archive, one), subject_of(archive, other)
        with archive.linked() as rows:
            accounts = nearest_accounts(rows, *subjects)
            decisions = [found for found in rows.decisions() if {found.one, found.other} == {a.id for a in accounts}]
            memberships = rows.memberships()
    explanation = explained(*accounts)
    is_one = memberships.get(accounts[0].id) == memberships.get(accounts[1].id)
    decided = [
        f"{found.recorded[:10]} {found.by} decided: {found.judgement.value}, because {found.why}" for found in decisions
    ]
    if output_format == "jsonl":
        echo_json(_explanation_json(accounts, explanation, decided, is_one=is_one))
    else:
        click.echo("\n".join(_explanation_lines(accounts, explanation, decided, is_one=is_one)))


def _explanation_lines(
    accounts: tuple[Account, Account], explanation: Explanation, decided: list[str], *, is_one: bool
) -> list[str]:
    lines = [f"{name}: {account.id}, told by {account.report_id}" for name, account in zip("AB", accounts, strict=True)]
    lines.append(f"{explanation.prior:+8.2f}  two tellings taken at random")
    for step in explanation.steps:
        values = "" if step.outcome == "not told" else f"  ({step.one} | {step.other})"
        lines.append(f"{step.bits:+8.2f}  {step.comparison}: {step.outcome}{values}")
    lines.append(f"{explanation.weight:+8.2f}  bits: {explanation.probability:.0%} likely to be one incident")
    lines += [f"          {words}" for words in (*explanation.apart, *decided)]
    lines.append("They are one incident." if is_one else "They are two incidents.")
    if is_one != explanation.joins and not decided:
        lines.append("The other tellings of both incidents made the difference: groups join by their mean weight.")
    return [one_line(line) for line in lines]


def _explanation_json(
    accounts: tuple[Account, Account], explanation: Explanation, decided: list[str], *, is_one: bool
) -> dict[str, object]:
    return {
        "accounts": [{"id": account.id, "report": account.report_id} for account in accounts],
        "prior": explanation.prior,
        "steps": [
            {"comparison": one.comparison, "outcome": one.outcome, "bits": one.bits, "values": [one.one, one.other]}
            for one in explanation.steps
        ],
        "weight": explanation.weight,
        "probability": round(explanation.probability, 6),
        "apart": list(explanation.apart),
        "decisions": decided,
        "same_incident": is_one,
    }


OUTCOMES = ("confirmed", "undecided", "rejected")
GRADES = ("confirmed", "fair", "weak", "contested", "discounted")


@click.group()
def decide() -> None:
    """Decide what no machine may overwrite: same or different incidents, outcomes, grades.

    Every decision is kept with who and why; a newer one on the same thing counts, the older ones stay.
    """


def _decide_pair(judgement: Judgement, one: str, other: str, archive_path: Path, *, by: str, why: str) -> None:
    from onrecord.runs.naming import nearest_accounts, subject_of  # noqa: PLC0415 - Splink loads slowly

    with open_archive(archive_path) as archive:
        subjects = subject_of(archive, one), subject_of(archive, other)
        with archive.linked() as rows:
            first, second = nearest_accounts(rows, *subjects)
        for pair in _pairs_meant(judgement, subjects, first.id, second.id):
            archive.decide_link(*pair, judgement, by=by, why=why)
        click.echo(f"{first.id} and {second.id}: {judgement.value}, decided by {one_line(by)}")
        echo_linked(archive_path, link_archive(archive))


def _pairs_meant(
    judgement: Judgement, subjects: tuple[Subject, Subject], first: str, second: str
) -> Iterator[tuple[str, str]]:
    """The pairs of tellings that a decision on two ids is about: the nearest pair, and where two incidents are called
    the same, each of their other tellings with the one of its incident in that pair."""
    yield first, second
    if judgement is Judgement.SAME:
        for subject, nearest in zip(subjects, (first, second), strict=True):
            yield from ((account, nearest) for account in subject.accounts if account not in (first, second))


def _pair_command(judgement: Judgement, words: str) -> click.Command:
    @decide.command(judgement.value, help=words)
    @click.argument("one", metavar="A")
    @click.argument("other", metavar="B")
    @archive_option("The archive to write to.")
    @by_option
    @why_option
    def command(one: str, other: str, archive_path: Path, by: str, why: str) -> None:
        _decide_pair(judgement, one, other, archive_path, by=by, why=why)

    return command


_pair_command(Judgement.SAME, "A and B, ids of incidents or claims, tell of one incident.")
_pair_command(Judgement.DIFFERENT, "A and B, ids of incidents or claims, tell of two incidents.")
_pair_command(Judgement.UNSURE, "A person looked at A and B and cannot tell: the weights count again.")


@decide.command("outcome")
@click.argument("wanted_id", metavar="ID")
@click.argument("outcome", type=click.Choice(OUTCOMES))
@archive_option("The archive to write to.")
@by_option
@why_option
def decide_outcome(wanted_id: str, outcome: str, archive_path: Path, by: str, why: str) -> None:
    """Decide that an incident is confirmed, undecided or rejected."""
    _decide_incident(archive_path, wanted_id, "outcome", outcome, by=by, why=why)


@decide.command("grade")
@click.argument("wanted_id", metavar="ID")
@click.argument("of", type=click.Choice(("harm", "responsibility")))
@click.argument("grade", type=click.Choice(GRADES))
@archive_option("The archive to write to.")
@by_option
@why_option
def decide_grade(wanted_id: str, of: str, grade: str, *, archive_path: Path, by: str, why: str) -> None:
    """Decide how well harm, or responsibility for it, is established."""
    _decide_incident(archive_path, wanted_id, of, grade, by=by, why=why)


def _decide_incident(archive_path: Path, wanted_id: str, field: str, value: str, *, by: str, why: str) -> None:
    from onrecord.runs.naming import subject_of  # noqa: PLC0415 - Splink loads slowly

    with open_archive(archive_path) as archive:
        incident_id = subject_of(archive, wanted_id).incident_id
        archive.decide_incident(incident_id, field, value, by=by, why=why)
    click.echo(f"{incident_id}: {field} {value}, decided by {one_line(by)}")


@click.command()
@click.argument("wanted_id", metavar="ID")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
def incident(wanted_id: str, archive_path: Path, output_format: str) -> None:
    """Show one incident whole: its tolls with the words behind each end, who stands behind it, every telling.

    ID is an incident's, one that was merged into it, or a claim's, or its beginning.

    \b
        onrecord incident i-12ab --archive onrecord.db
    """
    from onrecord.linking.as_json import joined_to_json  # noqa: PLC0415 - loads slowly
    from onrecord.runs.incidents import standing_one  # noqa: PLC0415 - loads slowly
    from onrecord.runs.naming import subject_of  # noqa: PLC0415 - loads slowly
    from onrecord.show.sheet import sheet_lines  # noqa: PLC0415 - loads slowly

    with open_archive(archive_path) as archive:
        found = standing_one(archive, subject_of(archive, wanted_id).incident_id)
    if output_format == "jsonl":
        echo_json({**joined_to_json(found.joined), "decisions": [asdict(verdict) for verdict in found.verdicts]})
    else:
        click.echo("\n".join(sheet_lines(found)))


@click.command()
@click.argument("wanted_id", metavar="ID")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="jsonl")
def history(wanted_id: str, archive_path: Path, output_format: str) -> None:
    """Show what happened to an incident: tellings that came and went, ids merged or split, decisions.

    \b
        onrecord history i-12ab --archive onrecord.db
    """
    with open_archive(archive_path) as archive, archive.linked() as rows:
        passed = [(one.recorded, one.what, one.detail) for one in rows.history(wanted_id)]
        accounts = {detail.split(" ")[0] for _, what, detail in passed if what.startswith("account")}
        for decision in rows.decisions():
            if accounts & {decision.one, decision.other}:
                detail = (
                    f"{decision.one} and {decision.other}: {decision.judgement.value}, by {decision.by}: {decision.why}"
                )
                passed.append((decision.recorded, "decided", detail))
        for verdict in rows.verdicts():
            if verdict.incident_id == wanted_id:
                detail = f"{verdict.field} {verdict.value}, by {verdict.by}: {verdict.why}"
                passed.append((verdict.recorded, "decided", detail))
    if not passed:
        message = f"no incident of {archive_path} ever had this whole id; list the incidents to see ids"
        raise click.BadParameter(message, param_hint="ID")
    for recorded, what, detail in sorted(passed, key=lambda one: one[0]):
        if output_format == "jsonl":
            echo_json({"id": wanted_id, "recorded": recorded, "what": what, "detail": detail})
        else:
            click.echo(one_line(f"{recorded[:19]}  {what}: {detail}"))
