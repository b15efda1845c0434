"""``onrecord persons``: lists of named persons, who is one person, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from onrecord.capture.custodian import login_name
from onrecord.capture.journal import Act
from onrecord.commands.ingest import open_archive
from onrecord.commands.options import Decorator, archive_option, column_pairs, day, format_option
from onrecord.commands.printing import echo_json, terminal
from onrecord.contract import Json
from onrecord.errors import ArchiveError, InputError
from onrecord.persons import Decision, Fate, Held, Judgement, Person, PersonRecord, Register, State
from onrecord.persons.as_json import decision_to_json, held_to_json, person_to_json, state_to_json
from onrecord.persons.lists import COLUMNS, List, read_list
from onrecord.persons.proposals import Proposal, proposals
from onrecord.reports.table_columns import Columns
from onrecord.show.words import one_line

if TYPE_CHECKING:
    from onrecord.archive import Archive

PRIVATE = "names of persons are personal data: working material, not for publication as it stands"
MOST_BYTES = 50_000_000
"""Of one list: some 300,000 rows."""
_EFFECTS = tuple(one.value for one in Fate)
_JUDGEMENTS = tuple(one.value for one in Judgement if one is not Judgement.NONE)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def persons() -> None:
    """Keep lists of named persons, find who stands in several, and record what became of them.

    Nobody is taken for another by the machine: it proposes, a person decides, and a later decision takes an
    earlier one back. All rows, list ids, states and decisions are kept. An id may be given by its beginning.

    \b
        onrecord persons import victims.csv --list 'Memorial list'
        onrecord persons proposals
        onrecord persons decide p-3f2a p-91bc same --by 'R. Haddad' --why 'same father and street'
        onrecord persons state p-3f2a killed --date 2021-06-02 --source 'hospital register' --by 'R. Haddad'
        onrecord persons show p-3f2a
    """


def _columns(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Columns:  # noqa: ARG001
    return column_pairs(value, tuple(COLUMNS))


def _words(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001
    """Words on one line; wrong use where there are none."""
    words = " ".join(value.split())
    if not words:
        raise click.BadParameter("is empty; say it in words")
    return words


def _past_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    found = day(ctx, param, value)
    if found is not None and (found - _today()).days > 1:
        raise click.BadParameter(f"{found} lies ahead; give the day on which it came about")
    return found


def _today() -> date:
    return datetime.now(UTC).date()


def _by_option() -> Decorator:
    return click.option("--by", required=True, callback=_words, metavar="WHO", help="Who says so.")


@persons.command("import")
@click.argument("path", metavar="LIST.csv", type=click.Path(path_type=Path))
@archive_option("The archive to keep it in; made where there is none.")
@click.option("--list", "list_name", required=True, callback=_words, metavar="NAME", help="What the list is called.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=COLUMN,...",
    help=f"Which columns hold what: {', '.join(COLUMNS)}.",
)
@click.option("--effect", type=click.Choice(_EFFECTS), help="What became of those of whom no row says.")
@click.option(
    "--by", default=login_name, show_default="your login name", callback=_words, metavar="WHO", help="Who imports it."
)
def import_(*, path: Path, archive_path: Path, list_name: str, columns: Columns, effect: str | None, by: str) -> None:
    """Keep a list: a table with a row for each person, its columns known by their names.

    Columns: id, name, other_names (parted by | or ;), age, sex, effect, date, place, source; only name must be
    there. Importing a list again changes nothing; of a newer edition only the rows that changed are added, and
    a row with the same id and name is the same person. A bad row is named, and the rest is kept.

    \b
        onrecord persons import victims.csv --list 'Memorial list' --effect killed
        onrecord persons import ward.csv --list 'Ward 3' --map name=Patient,date=Admitted
    """
    raw = _read(path)
    given = List(list_name, _today(), columns, Fate(effect) if effect else None)
    found = list(read_list(raw, given, str(path)))
    records = [one for one in found if isinstance(one, PersonRecord)]
    bad = [one for one in found if isinstance(one, InputError)]
    with open_archive(archive_path, create=True) as archive:
        new = _store(archive, records, raw, list_name, by)
    known = len(records) - new
    click.echo(f"{one_line(list_name)}: {new} new, {known} known already, {len(bad)} could not be read")
    for fault in bad:
        click.echo(f"onrecord: {one_line(str(fault))}", err=True)
    click.get_current_context().exit(1 if bad else 0)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror}); check its name and rights") from fault
    if len(raw) > MOST_BYTES:
        raise InputError(f"{path}: has more than {MOST_BYTES:,} bytes; part it into several files")
    return raw


def _store(archive: Archive, records: Iterable[PersonRecord], raw: bytes, list_name: str, by: str) -> int:
    """Keep the new records and the list's bytes; the chain of custody says who brought it. How many were new."""
    with archive.writing():
        there = {held.record.id for held in archive.person_rows()[0]}
        new = [record for record in records if record.id not in there]
        if new:
            original = archive.keep_original(raw)
            for record in new:
                archive.add_person(record, by=by, original=original)
            archive.note(Act.COLLECTED, actor=by, item=original, facts={"list": list_name, "persons": len(new)})
    return len(new)


@persons.command("list")
@archive_option("The archive to read.")
@format_option("table", "jsonl", terminal="table", piped="jsonl")
def list_(archive_path: Path, output_format: str) -> None:
    """List the persons of an archive, one a line, each with its present state.

    \b
        onrecord persons list --archive onrecord.db
        onrecord persons list --format jsonl | jq -r .name
    """
    with open_archive(archive_path) as archive:
        found = archive.persons()
    if output_format == "jsonl":
        for person in found.persons:
            echo_json(person_to_json(person))
    else:
        terminal().print(_persons_table(found.persons))
    click.echo(f"onrecord: {PRIVATE}", err=True)
    _exit_with(found)


def _persons_table(found: Iterable[Person]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("ID", no_wrap=True, style="dim")
    table.add_column("NAME", overflow="fold", ratio=2)
    table.add_column("AGE", justify="right")
    table.add_column("STATE", no_wrap=True)
    table.add_column("SINCE", width=10)
    table.add_column("LISTS", overflow="fold", ratio=1)
    for person in found:
        record = person.records[0].record
        state = person.present
        lists = ", ".join(dict.fromkeys(held.record.list_name for held in person.records))
        since = "" if state is None or state.day is None else state.day.isoformat()
        effect = "unknown" if state is None else state.effect.value
        age = "" if record.age is None else str(record.age)
        table.add_row(*(Text(one_line(cell)) for cell in (person.id, record.name, age, effect, since, lists)))
    return table


def _exit_with(found: Register) -> None:
    """Name what contradicts itself and asks for a decision; exit status 1 where anything does."""
    for contradiction in found.contradictions:
        click.echo(f"onrecord: {contradiction}", err=True)
    click.get_current_context().exit(1 if found.contradictions else 0)


@persons.command("proposals")
@archive_option("The archive to read.")
@format_option("table", "jsonl", terminal="table", piped="jsonl")
@click.option("--unsure", is_flag=True, help="Those judged unsure too.")
def proposals_(archive_path: Path, output_format: str, unsure: bool) -> None:
    """Show which persons may be one, the likeliest first, with why; those already decided are left out.

    \b
        onrecord persons proposals --archive onrecord.db
        onrecord persons proposals --format jsonl | jq -r '[.score, .a.name, .b.name, .why] | @tsv'
    """
    with open_archive(archive_path) as archive:
        found = archive.persons()
    proposed = proposals(found, unsure=unsure)
    records = {held.record.id: held.record for person in found.persons for held in person.records}
    for proposal in proposed.pairs:
        if output_format == "jsonl":
            echo_json(_proposal_to_json(proposal, records))
        else:
            click.echo("\n".join(_proposal_lines(proposal, records)))
    if not proposed.pairs and output_format == "table":
        click.echo("nothing to decide")
    click.echo(f"onrecord: {PRIVATE}", err=True)
    if proposed.passed_over:
        crowd = f"{proposed.passed_over} records share a name with too many others to be compared with all of them"
        click.echo(f"onrecord: {crowd}; give days, or fuller names", err=True)
    _exit_with(found)


def _proposal_lines(proposal: Proposal, records: dict[str, PersonRecord]) -> Iterator[str]:
    looked = "; looked at, unsure" if proposal.judgement is Judgement.UNSURE else ""
    yield f"{proposal.score:.2f}  {one_line(proposal.why)}{looked}"
    for record_id in (proposal.a, proposal.b):
        yield f"      {_record_line(records[record_id])}"


def _proposal_to_json(proposal: Proposal, records: dict[str, PersonRecord]) -> Json:
    sides = {
        side: {"id": name, "name": records[name].name, "list": records[name].list_name}
        for side, name in (("a", proposal.a), ("b", proposal.b))
    }
    return {**sides, "score": proposal.score, "why": proposal.why, "judgement": proposal.judgement.value}


@persons.command()
@click.argument("a")
@click.argument("b")
@click.argument("judgement", type=click.Choice(_JUDGEMENTS))
@archive_option("The archive to keep it in.")
@_by_option()
@click.option("--why", required=True, callback=_words, metavar="TEXT", help="What it rests on.")
def decide(*, a: str, b: str, judgement: str, archive_path: Path, by: str, why: str) -> None:
    """Say that A and B are the same person, different persons, or that you cannot tell.

    The newest decision on a pair counts, and all are kept: to take one back, decide again.

    \b
        onrecord persons decide p-3f2a p-91bc same --by 'R. Haddad' --why 'same father and street'
        onrecord persons decide p-3f2a p-91bc different --by 'R. Haddad' --why 'cousins, says the family'
    """
    with open_archive(archive_path) as archive:
        one, other = _found(archive, a, "A"), _found(archive, b, "B")
        if one == other:
            raise click.UsageError(f"A and B are one record, {one}; name two")
        is_new = archive.decide(one, other, Judgement(judgement), by=by, why=why)
        found = archive.persons()
    people = found.by_record()
    click.echo(f"{one} and {other}: {judgement}" if is_new else f"{one} and {other}: {judgement}, as decided before")
    if judgement == Judgement.SAME and people[one] is people[other]:
        click.echo(f"one person: {people[one].id}")
    _exit_with(found)


@persons.command()
@click.argument("wanted_id", metavar="ID")
@click.argument("effect", type=click.Choice(_EFFECTS))
@archive_option("The archive to keep it in.")
@click.option("--date", "since", required=True, callback=_past_day, metavar="DATE", help="Since when: YYYY-MM-DD.")
@click.option("--source", required=True, callback=_words, metavar="TEXT", help="Who or what tells it.")
@click.option("--note", metavar="TEXT", help="Anything else.")
@_by_option()
def state(
    *, wanted_id: str, effect: str, archive_path: Path, since: date, source: str, note: str | None, by: str
) -> None:
    """Record what became of a person: died later, was found alive. All earlier states stay.

    The newest by its day is the present state; of one day, the one recorded last. So a slip is mended by
    recording the right state for the same day.

    \b
        onrecord persons state p-3f2a killed --date 2021-06-02 --source 'hospital register' --by 'R. Haddad'
        onrecord persons state p-91bc alive --date 2022-01-15 --source 'phoned the family' --by 'R. Haddad'
    """
    with open_archive(archive_path) as archive:
        record_id = _found(archive, wanted_id, "ID")
        archive.add_state(record_id, Fate(effect), since, source=source, by=by, note=note)
        person = archive.persons().by_record()[record_id]
    for one in person.history:
        click.echo(_state_line(one))
    if person.present is not None:
        click.echo(f"{person.id} is now: {person.present.effect.value}")


@persons.command()
@click.argument("wanted_id", metavar="ID")
@archive_option("The archive to read.")
@format_option("text", "jsonl", terminal="text", piped="text")
def show(wanted_id: str, archive_path: Path, output_format: str) -> None:
    """Show all that is kept of a person: every record, list id, name, state and decision, old ones too.

    \b
        onrecord persons show p-3f2a --archive onrecord.db
        onrecord persons show p-3f2a --format jsonl | jq .history
    """
    with open_archive(archive_path) as archive:
        record_id = _found(archive, wanted_id, "ID")
        found = archive.persons()
    person = found.by_record()[record_id]
    if output_format == "jsonl":
        records = [held_to_json(held) for held in person.records]
        decisions = [decision_to_json(decision) for decision in person.decisions]
        history = [state_to_json(one) for one in person.history]
        echo_json({**person_to_json(person), "records": records, "history": history, "decisions": decisions})
    else:
        for line in _person_lines(person, record_id):
            click.echo(line)
    click.echo(f"onrecord: {PRIVATE}", err=True)
    _exit_with(found)


def _found(archive: Archive, wanted: str, what: str) -> str:
    try:
        return archive.find_person(wanted)
    except ArchiveError as error:
        raise click.BadParameter(one_line(str(error)), param_hint=what) from error


def _person_lines(person: Person, asked: str) -> Iterator[str]:
    present = "unknown" if person.present is None else person.present.effect.value
    yield f"{person.id}  {one_line(person.records[0].record.name)}  {present}"
    if asked != person.id:
        yield f"  {asked} is a record of this person"
    yield "records"
    for held in person.records:
        yield f"  {_record_line(held.record)}"
        yield f"    {_origin_line(held)}"
    if person.external_ids:
        yield "list ids"
        yield from (f"  {one_line(name)}: {one_line(given)}" for name, given in person.external_ids)
    yield "states, oldest first"
    yield from (f"  {_state_line(one)}" for one in person.history)
    if person.decisions:
        yield "decisions, oldest first"
        yield from (f"  {_decision_line(decision)}" for decision in person.decisions)


def _record_line(record: PersonRecord) -> str:
    age = "" if record.age is None else f"aged {record.age}"
    when = "" if record.day is None else record.day.isoformat()
    row = f"{record.list_name} {record.external_id}" if record.external_id else record.list_name
    parts = (" / ".join(record.names), age, record.sex or "", record.effect or "", when, record.place or "", row)
    return f"{record.id}  {one_line(', '.join(part for part in parts if part))}"


def _origin_line(held: Held) -> str:
    record = held.record
    told = f"told by {record.source}; " if record.source else ""
    cited = ""
    if record.report_id is not None and record.span is not None:
        cited = f"report {record.report_id}, characters {record.span.start} to {record.span.end}; "
    return one_line(f"{told}{cited}recorded {held.recorded} by {held.by}")


def _state_line(one: State) -> str:
    since = "day unknown" if one.day is None else one.day.isoformat()
    note = f" ({one.note})" if one.note else ""
    return one_line(f"{since}  {one.effect.value}: {one.source}{note}; recorded {one.recorded} by {one.by}")


def _decision_line(decision: Decision) -> str:
    told = f"{decision.a} and {decision.b}: {decision.judgement.value}, {decision.why}"
    return one_line(f"{told}; {decision.recorded} by {decision.by}")
