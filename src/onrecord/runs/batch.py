"""Batches: code many reports, in input order, with one process or several.

In: sources (paths or '-') and Settings. Out: a stream of Coded and Refused, one a report, in the order of the input,
the same whatever the number of workers. Reading is lazy and the number of reports in flight is bounded, so memory does
not grow with the input. The sum holds: read = coded + refused.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from onrecord.coder import Coder, load_coder
from onrecord.errors import InputError, UnreadableReport
from onrecord.model import Coding, Report
from onrecord.places import open_gazetteer
from onrecord.reports import Given, Item, Limits, read_item
from onrecord.runs.outcomes import Coded, Kept, Outcome, ReadReport, Refused, Settings
from onrecord.runs.reading import read_all, read_data

Say = Callable[[str], None]
Done = TypeVar("Done")

IN_FLIGHT_PER_WORKER = 8
"""Reports handed out ahead of the one awaited: keeps workers busy past a long report, and memory bounded."""


def code_sources(sources: Iterable[str], settings: Settings, say: Say | None = None) -> Iterator[Outcome]:
    """Code every report of the sources, in order; no report's failure stops the rest.

    ``say`` gets a line before work that takes long and is done once.
    """
    return _code_all(read_all(sources, settings), settings, say)


def code_data(data: bytes, name: str, settings: Settings, say: Say | None = None) -> Iterator[Outcome]:
    """Code every report of bytes in memory, such as the bundled demo reports."""
    return _code_all(read_data(data, name, settings), settings, say)


def code_item(coder: Coder, item: Item | UnreadableReport, kept: Kept) -> Outcome:
    """Read and code one item of an evidence folder."""
    read = item if isinstance(item, UnreadableReport) else read_item(item, given=Given(), limits=Limits())
    if isinstance(read, UnreadableReport):
        return Refused.of(read)
    raw = b"" if isinstance(item, UnreadableReport) else item.raw
    return _outcome(_code_one(coder, str(kept.folder), read), ReadReport(str(kept.folder), read, raw, kept))


def _code_all(read: Iterator[ReadReport | Refused], settings: Settings, say: Say | None) -> Iterator[Outcome]:
    if settings.workers > 1:
        return _code_with_workers(read, settings, say)
    return _code_here(read, settings, say)


def _code_here(read: Iterator[ReadReport | Refused], settings: Settings, say: Say | None) -> Iterator[Outcome]:
    coder: Coder | None = None
    for item in read:
        if isinstance(item, Refused):
            yield item
            continue
        coder = coder or load_coder(min_confidence=settings.min_confidence, say=say)
        yield _outcome(_code_one(coder, item.source, item.report), item)


def _code_one(coder: Coder, source: str, report: Report) -> Coding | Refused:
    return attempt(lambda: coder.code_report(report), source, report)


def attempt(work: Callable[[], Done], source: str, report: Report) -> Done | Refused:
    """Do one report's work; a failure, also a bug of ours, becomes a Refused that names the report."""
    where = f"{source}, report {report.id}"
    try:
        return work()
    except UnreadableReport as error:
        return Refused(where, error.reason, error.message, report.id)
    except Exception as error:
        return Refused(where, "internal", _bug(error), report.id)


def _bug(error: Exception) -> str:
    """One line for our own bug: it must not cost the user the other reports, nor pass unseen."""
    ours = [frame for frame in extract_tb(error.__traceback__) if "onrecord" in Path(frame.filename).parts]
    place = f" in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else ""
    return f"a bug in Onrecord, {type(error).__name__}{place} ({error}); please tell its makers"


def _outcome(coding: Coding | Refused, item: ReadReport) -> Outcome:
    return coding if isinstance(coding, Refused) else Coded(coding, item.raw, item.source, item.kept)


# ---------------------------------------------------------------- workers


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A report in a worker's hands."""

    future: Future[Coding | Refused]
    item: ReadReport

    def outcome(self) -> Outcome:
        """What became of it, once it is done. Raises InputError when the system stopped the worker."""
        try:
            return _outcome(self.future.result(), self.item)
        except BrokenProcessPool:
            advice = "most likely for want of memory; run it again with fewer --workers"
            raise InputError(f"the system stopped a worker, {advice}") from None


def _code_with_workers(read: Iterator[ReadReport | Refused], settings: Settings, say: Say | None) -> Iterator[Outcome]:
    """Hand out reports ahead of the one awaited, and give outcomes back in input order.

    The gazetteer is opened here first: where its file is not built yet, the workers would each build it.
    """
    open_gazetteer(say)
    waiting: deque[_Awaited | Refused] = deque()
    with _pool(settings) as pool:
        for item in read:
            waiting.append(item if isinstance(item, Refused) else _hand_out(pool, item))
            if len(waiting) > settings.workers * IN_FLIGHT_PER_WORKER:
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())


def _hand_out(pool: ProcessPoolExecutor, item: ReadReport) -> _Awaited:
    return _Awaited(pool.submit(_code_in_worker, item.source, item.report), item)


def _settled(item: _Awaited | Refused) -> Outcome:
    return item if isinstance(item, Refused) else item.outcome()


@contextmanager
def _pool(settings: Settings) -> Iterator[ProcessPoolExecutor]:
    """Workers, all started: spawned, not forked, on every platform, since a fork copies the locks of threads."""
    pool = ProcessPoolExecutor(
        settings.workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(settings.min_confidence,),
    )
    try:
        with _interrupts_ignored():
            for _ in range(settings.workers):
                pool.submit(_ready)
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start workers deaf to Ctrl-C, which the terminal sends to all: this process alone stops the batch."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker_coder: Coder | None = None
"""The coder of a worker process, made once when it starts."""


def _start_worker(min_confidence: float) -> None:
    global _worker_coder  # noqa: PLW0603 - a process pool keeps a worker's state nowhere else
    _worker_coder = load_coder(min_confidence=min_confidence)


def _ready() -> None:
    """Nothing to do: submitting it starts a worker."""


def _code_in_worker(source: str, report: Report) -> Coding | Refused:
    if _worker_coder is None:
        raise RuntimeError("a worker was asked to code before it was started")
    return _code_one(_worker_coder, source, report)
