"""Options that several commands share: dates, country codes, archives, limits; checked before anything is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from onrecord.capture.custodian import login_name
from onrecord.codebooks.countries import country_code
from onrecord.runs.outcomes import COLUMN_FIELDS, DEFAULT_MAX_BYTES, Columns, Settings

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:  # noqa: ARG001
    """A day given as YYYY-MM-DD; wrong use where there is no such day."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        message = f"'{value}' is no date; give it as YYYY-MM-DD, such as 2017-02-14"
        raise click.BadParameter(message) from None


def country(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """A country given as its two-letter code, in capitals; wrong use where no country has it."""
    code = None if value is None else country_code(value)
    if value is not None and code is None:
        raise click.BadParameter(f"'{value}' is no country code; give two letters (ISO 3166), such as IQ or UA")
    return code


def columns(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Columns:  # noqa: ARG001
    """Columns given as text=Body,published=Date; wrong use where a field is unknown or given twice."""
    return column_pairs(value, COLUMN_FIELDS)


def column_pairs(value: tuple[str, ...], fields: Sequence[str]) -> Columns:
    """Which column holds which of the fields; wrong use where a field is unknown or given twice."""
    pairs = re.compile(rf",\s*(?=(?:{'|'.join(map(re.escape, fields))})\s*=)")
    found: dict[str, str] = {}
    for pair in (pair for words in value for pair in pairs.split(words)):
        field, mark, column = (part.strip() for part in pair.partition("="))
        if field not in fields:
            near = get_close_matches(field, fields, n=1)
            hint = f"; do you mean {near[0]}?" if near else ""
            raise click.BadParameter(f"'{field}' is nothing that a column can hold; give {', '.join(fields)}{hint}")
        if not mark or not column or field in found:
            raise click.BadParameter(f"'{pair}' names no column for {field}, or a second one; give {field}=COLUMN")
        found[field] = column
    return tuple(found.items())


def map_option() -> Decorator:
    """``--map text=COLUMN,...``."""
    return click.option(
        "--map",
        "columns",
        multiple=True,
        callback=columns,
        metavar="FIELD=COLUMN,...",
        help=f"Which columns of a table hold what: {', '.join(COLUMN_FIELDS)}.",
    )


def sources_argument() -> Decorator:
    """One or more SOURCEs."""
    return click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)


def country_option() -> Decorator:
    """``--country CC``."""
    return click.option(
        "--country", callback=country, metavar="CC", help="Where events are likely to be: IQ, UA, NG ..."
    )


def max_bytes_option() -> Decorator:
    """``--max-bytes N``."""
    return click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        default=DEFAULT_MAX_BYTES,
        show_default=True,
        metavar="N",
        help="Refuse a report that is larger than this.",
    )


def loopback_option() -> Decorator:
    """``--allow-loopback``, for tests alone: a page that names this machine must not reach what it serves."""
    return click.option(
        "--allow-loopback", is_flag=True, hidden=True, help="For tests: let servers of this very machine be read."
    )


def actor_option() -> Decorator:
    """``--actor NAME``."""
    return click.option(
        "--actor",
        default=login_name,
        show_default="your login name",
        metavar="NAME",
        help="Who does this, for the chain of custody.",
    )


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how reports are coded; ``settings_of`` makes a Settings of them."""
    options = (
        click.option("--published", callback=day, metavar="DATE", help="When the reports were published: YYYY-MM-DD."),
        country_option(),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            show_default=True,
            metavar="X",
            help="Leave out claims that are less sure than this, 0 to 1.",
        ),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            default=1,
            show_default=True,
            metavar="N",
            help="Processes to code with; the output is the same.",
        ),
        max_bytes_option(),
        map_option(),
        loopback_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def settings_of(
    *,
    published: date | None,
    country: str | None,
    min_confidence: float,
    workers: int,
    max_bytes: int,
    columns: Columns,
    allow_loopback: bool,
) -> Settings:
    """The settings record, from the options of ``settings_options``."""
    return Settings(published, country, min_confidence, workers, max_bytes, columns, allow_loopback=allow_loopback)


def archive_option(help_text: str) -> Decorator:
    """``--archive FILE``, onrecord.db in the current folder unless given."""
    return click.option(
        "--archive",
        "archive_path",
        type=click.Path(path_type=Path),
        default=Path("onrecord.db"),
        show_default=True,
        metavar="FILE",
        help=help_text,
    )


def format_option(*formats: str, terminal: str, piped: str) -> Decorator:
    """``--format``; unless given, ``terminal`` where a person reads, ``piped`` where a program does."""

    def chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> str:  # noqa: ARG001
        return value or (terminal if sys.stdout.isatty() else piped)

    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        callback=chosen,
        help=f"What to print.  [default: {terminal} on a terminal, {piped} elsewhere]",
    )
