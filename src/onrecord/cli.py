"""The ``onrecord`` command: its subcommands, its errors and its exit status.

Exit status: 0 all was read, 1 something could not be read or written (named on stderr), 2 wrong use.
Subcommands are imported when they are called for, so that ``onrecord --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import click

from onrecord.errors import OnrecordError

COMMANDS = {
    "code": ("onrecord.commands.code", "code", "Code reports: cited incidents out, nothing stored."),
    "places": ("onrecord.commands.places", "places", "Find the place names of reports and place them."),
    "ingest": ("onrecord.commands.ingest", "ingest", "Code reports and store them in an archive."),
    "fetch": ("onrecord.commands.fetch", "fetch", "Capture web pages as evidence, politely and safely."),
    "watch": ("onrecord.commands.watch", "watch", "Follow feeds and capture what they bring."),
    "verify": ("onrecord.commands.verify", "verify", "Check that evidence was not changed."),
    "incidents": ("onrecord.commands.browse", "incidents", "Print the incidents of an archive."),
    "situation": ("onrecord.commands.situation", "situation", "Show who held a place from when to when."),
    "incident": ("onrecord.commands.linking", "incident", "Show one incident whole, with the words behind it."),
    "link": ("onrecord.commands.linking", "link", "Find out which reports tell of one incident."),
    "explain": ("onrecord.commands.linking", "explain", "Show why two tellings are, or are not, one incident."),
    "decide": ("onrecord.commands.linking", "decide", "Decide what no machine may overwrite."),
    "sources": ("onrecord.commands.sources", "sources", "See who stands behind incidents; discredit a source."),
    "history": ("onrecord.commands.linking", "history", "Show what happened to an incident."),
    "reports": ("onrecord.commands.browse", "reports", "List the reports of an archive."),
    "versions": ("onrecord.commands.versions", "versions", "Show what a publisher changed in a report."),
    "show": ("onrecord.commands.browse", "show", "Print a report with its cited words marked."),
    "persons": ("onrecord.commands.persons", "persons", "Keep lists of persons; tell who is one person."),
    "export": ("onrecord.commands.export", "export", "Write all that an archive holds into a folder."),
    "gazetteer": ("onrecord.commands.gazetteer", "gazetteer", "Look up places, and add a country's or your own."),
    "demo": ("onrecord.commands.demo", "demo", "See what Onrecord does, on the bundled demo reports."),
    "bench": ("onrecord.bench.cli", "bench_group", "Measure speed and accuracy."),
}
"""Name, to the module and the object in it, and the line that ``onrecord --help`` shows."""


class OneLineError(click.ClickException):
    """An error of Onrecord's own, printed as one line; exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the line on stderr."""
        click.echo(f"onrecord: {self.message}", err=True, file=file)


class CommandGroup(click.Group):
    """The subcommands of ``COMMANDS``, imported when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which a newcomer meets them."""
        return [name for name, (module, _, _) in COMMANDS.items() if _is_there(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what Onrecord raises on purpose becomes one line on stderr."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            raise OneLineError(str(error)) from error


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("onrecord"), prog_name="onrecord")
def cli() -> None:
    """Every event, on the record: what happened, where, when, to whom - and who said so.

    Onrecord reads reports of political violence and turns them into event data, each value with
    the words it was read from. It works offline, and the same input gives the same output.

    \b
    See it work:              onrecord demo
    Code a report:            onrecord code report.txt --published 2017-02-14
    Build an archive:         onrecord ingest reports/*.html --archive onrecord.db
    Read a report's marks:    onrecord show ID --archive onrecord.db

    Each command has its own examples: onrecord code --help
    """


def main() -> None:
    """The entry point: a terminal that cannot show a letter gets '?' for it, never a failure.

    Matrix products run on one thread: more cores are for more workers, and the same sums come in the same order.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    cli(prog_name="onrecord")


if __name__ == "__main__":
    main()
