"""``onrecord watch``: feeds followed for days, and what they bring captured as evidence."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from onrecord.capture.addresses import one_line
from onrecord.capture.clock import SYSTEM, stamp
from onrecord.capture.collecting import How, collecting
from onrecord.capture.feed_list import Feed, read_feed_list
from onrecord.capture.fetching import Captured, Failed, Fetcher, Gone, Settings
from onrecord.capture.items import item_just_captured
from onrecord.capture.watching import Event, OnCaptured, Plan, Read, Unread, Watch
from onrecord.commands.capturing import capture_options, outcome_json, outcome_line
from onrecord.commands.ingest import Stored, open_archive, store_all
from onrecord.commands.printing import echo_json, echo_line
from onrecord.contract import Json
from onrecord.errors import InputError
from onrecord.runs.outcomes import Kept
from onrecord.runs.sources import read_whole

_MOST_LIST_BYTES = 10_000_000
_WAIT_ONCE = 120.0
_WAIT = 10.0


@click.command()
@click.argument("feeds", metavar="FEEDS.toml", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Ask for every feed once, capture what is due, and end.")
@click.option(
    "--log",
    "log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How events are printed.",
)
@click.option(
    "--verify-every",
    "verify_hours",
    type=click.FloatRange(min=0),
    default=24.0,
    show_default=True,
    metavar="HOURS",
    help="Verify the evidence as often as this; 0 for never.",
)
@click.option(
    "--archive",
    "archive_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Code what is captured and store it in this archive at once.",
)
@capture_options
def watch(feeds: Path, once: bool, log: str, verify_hours: float, archive_path: Path | None, **options: Any) -> None:
    """Follow feeds and capture what they bring, for days; pages are asked for again to see if they changed.

    A page is checked 1, 6, 24 and 168 hours after it was captured first: a silent edit becomes a new
    version, a removal is noted as gone. Stop it with Ctrl-C or SIGTERM: the capture in hand is finished,
    and the same command goes on where it stopped.

    \b
    FEEDS.toml lists the feeds:
        [[feed]]
        url = "https://news.example/rss"
        outlet = "Example News"     # if you like, as the next two
        country = "SY"
        every_minutes = 15          # 30 unless said
    Until it is stopped:
        onrecord watch FEEDS.toml --evidence evidence
    And coded into an archive as it comes in:
        onrecord watch FEEDS.toml --evidence evidence --archive onrecord.db
    Every hour from cron, with a log for programs:
        onrecord watch FEEDS.toml --evidence evidence --once --log json

    \b
    Exit status: 0 all went well; 1 something could not be captured, or the
    evidence was changed, each named; 2 wrong use.
    """
    listed = read_feed_list(_text(feeds), str(feeds))
    how = How(**options)
    settings = Settings("onrecord watch", attempts=1, longest_wait=_WAIT_ONCE if once else _WAIT)
    plan = Plan(listed, once=once, media=how.media, verify_hours=verify_hours)
    counts: Counter[str] = Counter()
    with _stoppable() as stop, collecting(how, settings) as fetcher, _ingesting(archive_path, fetcher) as take:
        watching = Watch(
            plan,
            fetcher,
            SYSTEM,
            is_stopped=stop.is_set,
            idle=lambda seconds: _idle(stop, seconds),
            on_captured=take,
        )
        for event in watching.run():
            counts[_name(event)] += 1
            _print(event, log)
        _print_end(counts, fetcher.evidence.head, log, is_stopped=stop.is_set())
    click.get_current_context().exit(1 if counts["failed"] or counts["unread"] or counts["altered"] else 0)


@contextmanager
def _ingesting(path: Path | None, fetcher: Fetcher) -> Iterator[OnCaptured | None]:
    """What codes and stores a captured page; None where no archive was named."""
    if path is None:
        yield None
        return
    from onrecord.coder import load_coder  # noqa: PLC0415 - loads the language model
    from onrecord.runs.batch import code_item  # noqa: PLC0415 - the same
    from onrecord.runs.linking import link  # noqa: PLC0415 - loads Splink and DuckDB

    evidence = fetcher.evidence
    stored = Stored(evidence.actor, evidence=evidence)
    with open_archive(path, create=True) as archive:
        coder = load_coder()

        def take(captured: Captured, payload: bytes, feed: Feed) -> None:  # noqa: ARG001
            listed = evidence.index.told_of(captured.address)
            told = {"outlet": feed.outlet, "country": feed.country, **({} if listed is None else listed.told)}
            item = item_just_captured(evidence, captured, told, stamp(SYSTEM.now()))
            kept = Kept(evidence.folder, captured.sha256, captured.missing)
            store_all(archive, [code_item(coder, item, kept)], stored)
            link(archive)

        yield take


def _text(path: Path) -> str:
    try:
        return read_whole(str(path), _MOST_LIST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is no text in UTF-8") from None


def _idle(stop: threading.Event, seconds: float) -> None:
    stop.wait(seconds)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; a second one ends the process at once."""
    stop = threading.Event()
    before: dict[int, Any] = {}

    def stopping(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()
        signal.signal(number, before[number])

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            before[number] = signal.signal(number, stopping)
    try:
        yield stop
    finally:
        for caught, handler in before.items():
            signal.signal(caught, handler)


def _name(event: Event) -> str:
    if isinstance(event, Captured):
        return event.change
    if isinstance(event, Gone | Failed):
        return "gone" if isinstance(event, Gone) else "failed"
    if isinstance(event, Read | Unread):
        return "feed" if isinstance(event, Read) else "unread"
    return "verified" if event.verdict.is_sound else "altered"


def _print(event: Event, log: str) -> None:
    if log == "json":
        echo_json({"time": stamp(SYSTEM.now()), "event": _name(event), **_json(event)})
        return
    line = _line(event)
    if line is not None:
        echo_line(f"{SYSTEM.now():%Y-%m-%d %H:%M:%S} {line}")


def _json(event: Event) -> Json:
    if isinstance(event, Captured | Gone | Failed):
        return {name: value for name, value in outcome_json(event).items() if name != "outcome"}
    if isinstance(event, Read):
        return {"address": event.feed, "items": event.items, "new": event.new, "left_out": event.left_out}
    if isinstance(event, Unread):
        return {"address": event.address, "error": {"reason": event.reason, "message": event.message}}
    verdict = event.verdict
    faults = [{"item": fault.item, "message": fault.message} for fault in verdict.faults]
    return {"entries": verdict.entries, "items": verdict.items, "head": verdict.head, "faults": faults}


def _line(event: Event) -> str | None:
    """An event for people; a feed that brought nothing is not worth a line."""
    if isinstance(event, Captured | Gone | Failed):
        return outcome_line(event)
    if isinstance(event, Read):
        out = f", {event.left_out} left out" if event.left_out else ""
        return f"{'feed':<10} {event.feed}: {event.new} new of {event.items}{out}" if event.new or out else None
    if isinstance(event, Unread):
        return f"{'unread':<10} {event.address}  ({event.reason}: {one_line(event.message)})"
    verdict = event.verdict
    faults = "".join(f"\n  {fault}" for fault in verdict.faults)
    return f"{_name(event):<10} {verdict.entries} entries, {len(verdict.faults)} faults; head {verdict.head}{faults}"


def _print_end(counts: Counter[str], head: str, log: str, *, is_stopped: bool) -> None:
    told = dict(sorted(counts.items()))
    if log == "json":
        why = "stopped" if is_stopped else "ended"
        echo_json({"time": stamp(SYSTEM.now()), "event": why, "counts": told, "head": head})
        return
    words = ", ".join(f"{count} {name}" for name, count in told.items()) or "nothing came in"
    click.echo(f"onrecord: {'stopped' if is_stopped else 'done'}: {words}; head of the log: {head}", err=True)
