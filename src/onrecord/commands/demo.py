"""``onrecord demo``: the bundled demo reports, coded, stored and shown."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from onrecord.capture.custodian import login_name
from onrecord.commands.ingest import Stored, open_archive, store_all
from onrecord.commands.options import archive_option
from onrecord.commands.printing import codings, print_codings, say, terminal
from onrecord.model import Coding
from onrecord.runs.outcomes import Outcome, Settings

TITLE = "Onrecord: incidents in the demo reports"


@click.command()
@archive_option("The archive to store the demo in; made where there is none.")
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("demo/incidents.html"),
    show_default=True,
    metavar="FILE",
    help="The page to write: a map, a list, and every quote in its report.",
)
def demo(archive_path: Path, page: Path) -> None:
    """See what Onrecord does: code the bundled reports, print the incidents, write a page to open.

    The reports were written for Onrecord, after documented incidents.
    """
    from onrecord.demo import demo_source  # noqa: PLC0415 - only this command needs it
    from onrecord.releases.page import write_page  # noqa: PLC0415 - templates load slowly
    from onrecord.runs.batch import code_data  # noqa: PLC0415 - loads the language model
    from onrecord.runs.linking import link  # noqa: PLC0415 - loads Splink and DuckDB

    stored = Stored(login_name())
    with open_archive(archive_path, create=True) as archive:
        outcomes: list[Outcome] = list(code_data(demo_source(), "demo.jsonl", Settings(), say))
        store_all(archive, outcomes, stored)
        link(archive)
    coded = list(codings(outcomes))
    write_page(coded, page, title=TITLE)
    print_codings(outcomes)
    _say_what_next(coded, archive_path, page)
    click.get_current_context().exit(stored.tally.exit_status)


def _say_what_next(coded: Sequence[Coding], archive_path: Path, page: Path) -> None:
    console = terminal()
    count = sum(len(coding.incidents) for coding in coded)
    command = _typed_command()
    console.print(
        Text(f"\n{len(coded)} reports, {count} incidents, stored in {archive_path}. ", style="bold").append(
            f"The same with a map: open {page}"
        ),
        soft_wrap=True,
    )
    examples = [
        ("your own report", f"{command} code REPORT.txt --published 2024-05-01"),
        ("all else", f"{command} --help"),
    ]
    if ids := [incident.id for coding in coded for incident in coding.incidents]:
        examples.insert(0, ("cited words, marked", f"{command} show {ids[0]} --archive {archive_path}"))
    console.print("What to type next:")
    for what, line in examples:
        console.print(Text(f"  {what:<21}", style="dim").append(line, style="not dim bold"), soft_wrap=True)


def _typed_command() -> str:
    """How this command is typed here: 'onrecord' where the shell finds it, else its path."""
    if shutil.which("onrecord"):
        return "onrecord"
    return os.path.relpath(sys.argv[0]) if Path(sys.argv[0]).name == "onrecord" else "python -m onrecord.cli"
