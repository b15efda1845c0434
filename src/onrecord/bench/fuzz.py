"""The fuzz run: thousands of damaged sources of every kind, each of which must end in reports or refusals, in time.

In: how many inputs, and a seed. Out: per kind what came of them; a crash, a hang and too much memory are faults. Each
worker is a process of its own with a limit on its memory; one that does not answer within the deadline is ended and
replaced. The same seed makes the same inputs.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any, cast

from onrecord.bench.figures import table
from onrecord.bench.fuzz_damage import damaged
from onrecord.bench.fuzz_seeds import repacked, seeds
from onrecord.runs.outcomes import ReadReport, Refused, Settings

DEADLINE_S = 5.0
"""For one report, or one refusal."""
LATEST_S = 30.0
"""For all of an input, with its many lines or rows; then its worker is ended."""
MOST_MEMORY = 3 << 30
"""Bytes of address space of a worker; its libraries alone map 1 GB."""
PEAK_MB = 1_000
"""Megabytes in memory at which an input is a fault; the libraries alone take 150."""
_SETTINGS = Settings(max_bytes=5_000_000)
_PDF_SHARE = 0.01
"""Of the inputs, since each PDF starts a process."""


@dataclass(frozen=True, slots=True)
class Input:
    """One damaged source."""

    number: int
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class End:
    """What came of one input; ``fault`` says what went wrong, None where nothing did."""

    number: int
    suffix: str
    reports: int = 0
    refused: int = 0
    seconds: float = 0.0
    peak_mb: int = 0
    fault: str | None = None


def make_input(number: int, seed: int) -> Input:
    """The input of this number."""
    random = Random(f"{seed}:{number}")
    valid = seeds()
    rest = [suffix for suffix in valid if suffix != ".pdf"]
    suffix = ".pdf" if random.random() < _PDF_SHARE else random.choice(rest)
    others = [source for sources in valid.values() for source in sources]
    source = random.choice(valid[suffix])
    if suffix in (".gz", ".warc.gz", ".wacz") and random.random() < 0.6:
        return Input(number, suffix, repacked(suffix, lambda inner: damaged(inner, others, random), source))
    return Input(number, suffix, damaged(source, others, random))


def read_input(one: Input) -> End:
    """Read one input and check what must always hold."""
    from onrecord.runs.reading import read_data  # noqa: PLC0415 - loads the readers, in the worker alone

    _forget_peak()
    reports = refused = 0
    fault = None
    began = before = time.perf_counter()
    longest = 0.0
    try:
        for found in read_data(one.data, f"input{one.suffix}", _SETTINGS, lambda _: None):
            reports += isinstance(found, ReadReport)
            refused += isinstance(found, Refused)
            fault = fault or _fault_of(found)
            before, longest = time.perf_counter(), max(longest, time.perf_counter() - before)
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"
    longest = max(longest, time.perf_counter() - before)
    seconds, peak_mb = time.perf_counter() - began, _peak_mb()
    if fault is None and reports + refused == 0:
        fault = "neither a report nor a refusal"
    if fault is None and peak_mb > PEAK_MB:
        fault = f"{peak_mb} MB in memory"
    if fault is None and longest > DEADLINE_S:
        fault = f"took {longest:.1f} s for one report"
    return End(one.number, one.suffix, reports, refused, seconds, peak_mb, fault)


def _fault_of(found: object) -> str | None:
    if isinstance(found, Refused):
        if found.reason == "internal":
            return found.message
        return "a message of more than one line" if "\n" in found.message or not found.message else None
    if not isinstance(found, ReadReport):
        return f"gave a {type(found).__name__}"
    report = found.report
    if not report.text.strip() or any(not 0 <= one.start < one.end <= len(report.text) for one in report.blocks):
        return "a block that does not index its text"
    return None if report.sha256 and report.steps else "a report without its steps"


def run(inputs: int, seed: int, workers: int = 2) -> Iterator[End]:
    """What came of each input, as they end."""
    numbers = iter(range(inputs))
    busy: dict[Connection, _Worker] = {}
    for _ in range(min(workers, inputs)):
        worker = _Worker(seed)
        busy[worker.connection] = worker
        worker.give(next(numbers))
    while busy:
        for connection in wait(list(busy), timeout=0.5):
            worker = busy.pop(cast(Connection, connection))
            yield worker.answer()
            _go_on(worker, numbers, busy)
        for late in [one for one in busy.values() if one.late()]:
            del busy[late.connection]
            yield late.ended()
            _go_on(_Worker(seed), numbers, busy)


def _go_on(worker: _Worker, numbers: Iterator[int], busy: dict[Connection, _Worker]) -> None:
    """Give a worker the next input, a new one where it has stopped; end it where there is none."""
    number = next(numbers, None)
    if number is None:
        worker.stop()
        return
    if not worker.process.is_alive():
        worker.stop()
        worker = _Worker(worker.seed)
    worker.give(number)
    busy[worker.connection] = worker


class _Worker:
    """A process that reads inputs, one at a time."""

    def __init__(self, seed: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.seed = seed
        self.connection, other = context.Pipe()
        self.process = context.Process(target=_work, args=(other, seed), daemon=True)
        self.process.start()
        other.close()
        self.number = -1
        self.since = 0.0
        self.ready = False

    def give(self, number: int) -> None:
        """Ask for one input; loading the libraries does not count as its time."""
        if not self.ready:
            self.connection.recv()
            self.ready = True
        self.number, self.since = number, time.monotonic()
        self.connection.send(number)

    def late(self) -> bool:
        return time.monotonic() - self.since > LATEST_S

    def answer(self) -> End:
        try:
            end = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            return self._fault(f"the process stopped with {self.process.exitcode}")
        if not isinstance(end, End):
            return self._fault(f"answered {end!r}")
        return end

    def ended(self) -> End:
        """End a process that does not answer."""
        self.process.kill()
        self.stop()
        return self._fault(f"did not end within {LATEST_S:g} s")

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.send(None)
        self.process.join(DEADLINE_S)
        self.connection.close()

    def _fault(self, what: str) -> End:
        return End(self.number, make_input(self.number, self.seed).suffix, fault=what)


def _work(connection: Connection, seed: int) -> None:
    logging.disable(logging.CRITICAL)
    _limit_memory()
    read_input(Input(-1, ".html", seeds()[".html"][0]))
    connection.send("ready")
    while (number := connection.recv()) is not None:
        connection.send(read_input(make_input(number, seed)))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _forget_peak() -> None:
    """Start to measure the peak of memory anew, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> int:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


# ---------------------------------------------------------------- what is shown


def summary(ends: Iterable[End]) -> str:
    """A table with a row for each kind."""
    kinds: dict[str, list[End]] = {}
    for end in ends:
        kinds.setdefault(end.suffix, []).append(end)
    rows = [_row(suffix, kinds[suffix]) for suffix in sorted(kinds)]
    rows.append(_row("all", [end for found in kinds.values() for end in found]))
    return table(["", "inputs", "reports", "refused", "faults", "slowest ms", "peak MB"], rows)


def _row(name: str, ends: list[End]) -> list[str]:
    figures: list[Any] = [
        len(ends),
        sum(end.reports for end in ends),
        sum(end.refused for end in ends),
        sum(end.fault is not None for end in ends),
        round(max((end.seconds for end in ends), default=0) * 1000),
        max((end.peak_mb for end in ends), default=0),
    ]
    return [name, *(f"{figure:,}" for figure in figures)]
