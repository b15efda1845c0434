"""``onrecord code``: reports in, cited incidents out, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from onrecord.commands.options import format_option, settings_of, settings_options, sources_argument
from onrecord.commands.printing import (
    Tally,
    advancing,
    codings,
    echo_json,
    outcome_to_json,
    print_codings,
    print_csv,
    print_geojson,
    progress_over,
    say,
)
from onrecord.runs.outcomes import Outcome


@click.command()
@sources_argument()
@settings_options
@format_option("jsonl", "table", "csv", "geojson", terminal="table", piped="jsonl")
@click.option("--text", is_flag=True, help="With jsonl: add each report's text and its blocks.")
def code(sources: tuple[str, ...], output_format: str, text: bool, **options: Any) -> None:
    """Code reports: what happened, where, when, to whom, and who said so - each with its words.

    A SOURCE is a file, a folder, an address (https://...), or - for standard input: a text, page or
    PDF holds one report, .jsonl one a line (id, text or html; and if known published, title, url,
    country_hint); feeds, web archives (WARC, WACZ), mail (EML, MBOX) and tables (CSV, TSV) hold
    many. Packed with gzip, too. Copies of one story and newer versions of a page are told apart.

    \b
    A report you saved, and the day it appeared:
        onrecord code report.txt --published 2017-02-14
    All in a folder, in a country where place names are common elsewhere:
        onrecord code pages/ --country IQ
    A web archive of any size, and a table with its own column names:
        onrecord code crawl.warc.gz
        onrecord code dump.csv --map text=Body,published=Date
    From another program, to see types and places:
        cat report.txt | onrecord code - | jq '.incidents[].place.name'
    Many reports, as a spreadsheet, with four processes:
        onrecord code reports.jsonl --workers 4 --format csv > out.csv
    On a map:
        onrecord code reports.jsonl --format geojson > out.geojson

    \b
    With jsonl, each report is one object, in the order of the input:
        report      title, publication date and how it is known, warnings
        incidents   what its claims support; tolls are low, best and high,
                    null is open or unknown, never zero
        situations  what holds over time: who controls what, sieges
        claims      each assertion, who said it, and its values; "start" and
                    "end" are the characters of the text that say so, "how"
                    tells the stated from the inferred and the defaulted
    One that cannot be read is an object with "error"; the rest go on.

    \b
    Exit status: 0 all read; 1 some not, each named on stderr; 2 wrong use.
    """
    from onrecord.runs.batch import code_sources  # noqa: PLC0415 - loads the language model; --help need not
    from onrecord.runs.relating import with_relations  # noqa: PLC0415 - the same

    tally = Tally()
    settings = settings_of(**options)
    with progress_over(sources, stdout_is_free=False) as progress:
        coded = with_relations(code_sources(sources, settings, say))
        outcomes = tally.watch(advancing(coded, progress))
        _print(outcomes, output_format, text=text)
    tally.close()
    click.get_current_context().exit(tally.exit_status)


def _print(outcomes: Iterable[Outcome], output_format: str, *, text: bool) -> None:
    incidents = (incident for coding in codings(outcomes) for incident in coding.incidents)
    if output_format == "table":
        print_codings(outcomes)
    elif output_format == "csv":
        print_csv(incidents)
    elif output_format == "geojson":
        print_geojson(incidents)
    else:
        for outcome in outcomes:
            echo_json(outcome_to_json(outcome, text=text))
