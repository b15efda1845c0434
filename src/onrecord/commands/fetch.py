"""``onrecord fetch``: web pages captured as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from onrecord.capture.addresses import read_address
from onrecord.capture.collecting import How, collecting
from onrecord.capture.embedded import embedded_media
from onrecord.capture.fetching import Captured, Failed, Fetcher, Outcome, Settings
from onrecord.commands.capturing import capture_options, failure_line, outcome_json, outcome_line
from onrecord.commands.options import format_option
from onrecord.commands.printing import echo_json, echo_line
from onrecord.errors import CaptureError
from onrecord.runs.sources import open_source

_MOST_LINE = 10_000


@click.command()
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option(
    "--from",
    "lists",
    multiple=True,
    metavar="FILE",
    help="Read addresses from a file, one a line; - is standard input.",
)
@click.option("--new-only", is_flag=True, help="Leave out addresses that were captured before.")
@capture_options
@format_option("jsonl", "table", terminal="table", piped="jsonl")
def fetch(urls: tuple[str, ...], lists: tuple[str, ...], new_only: bool, output_format: str, **options: Any) -> None:
    """Capture web pages: what was sent, byte for byte, with a picture, the time, and who collected it.

    Sites' robots.txt is kept to, and sites are left in peace between requests. Nothing but the public
    internet is asked: no address of your own network, however a page points there.

    \b
    A page:
        onrecord fetch https://example.org/report --evidence evidence
    Many, with the pictures and videos in them; given again, it goes on:
        onrecord fetch --from addresses.txt --evidence evidence --media --new-only
    Then:
        onrecord verify evidence
        onrecord ingest evidence --archive onrecord.db

    An address that was captured before is asked for again only if it changed; a changed page is a new
    version, and one that was removed is noted as gone.

    \b
    Exit status: 0 all captured; 1 some not, each named on stderr; 2 wrong use.
    """
    if not urls and not lists:
        raise click.UsageError("name an address, or a file of addresses with --from")
    how = How(**options)
    failed = 0
    with collecting(how, Settings("onrecord fetch")) as fetcher:
        for address in _addresses(urls, lists):
            if new_only and _is_known(fetcher, address):
                continue
            failed += _fetch_one(fetcher, address, output_format, media=how.media)
        head = fetcher.evidence.head
    click.echo(f"onrecord: head of the log: {head}", err=True)
    click.get_current_context().exit(1 if failed else 0)


def _addresses(urls: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[str]:
    """Every address once, in order; blank lines and those that begin with # are none."""
    given: dict[str, None] = dict.fromkeys(urls)
    for name in lists:
        with open_source(name) as stream:
            while line := stream.readline(_MOST_LINE):
                text = line.decode("utf-8", errors="replace").strip()
                if text and not text.startswith("#"):
                    given[text] = None
    yield from given


def _is_known(fetcher: Fetcher, address: str) -> bool:
    try:
        seen = fetcher.evidence.seen(read_address(address).address)
    except CaptureError:
        return False
    return seen is not None and seen.item is not None


def _fetch_one(fetcher: Fetcher, address: str, output_format: str, *, media: bool) -> int:
    """Capture an address and, where asked for, its media; 1 where the page itself failed."""
    outcome = fetcher.fetch(address)
    _print(outcome, output_format)
    if isinstance(outcome, Captured) and media:
        for embedded in media_of(fetcher, outcome):
            _print(fetcher.fetch(embedded, context=outcome.final, kind="media"), output_format)
    return isinstance(outcome, Failed)


def media_of(fetcher: Fetcher, page: Captured) -> tuple[str, ...]:
    """What a captured page embeds; nothing where it is no web page, or is unchanged."""
    if page.change == "unchanged" or "html" not in (page.media_type or ""):
        return ()
    return embedded_media(fetcher.evidence.payload(page.sha256), page.final)


def _print(outcome: Outcome, output_format: str) -> None:
    if output_format == "jsonl":
        echo_json(outcome_json(outcome))
    else:
        echo_line(outcome_line(outcome))
    if isinstance(outcome, Failed):
        click.echo(failure_line(outcome), err=True)
