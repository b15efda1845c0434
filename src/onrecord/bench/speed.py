"""How fast reports are coded, by one worker in one process, and in how much memory.

In: reports. Out: Speed. Loading the models is timed apart; reading a report's bytes is part of coding it.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.bench.coding import BenchCoder, code_line, report_line
from onrecord.bench.material import Json
from onrecord.reports.language_id import identifier

REPORTS_PER_SECOND = 10.0
"""Asked on one core."""
PEAK_MB = 1000.0
"""Memory to stay under, in megabytes of 10^6 bytes."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured; times in seconds of the wall clock, one a report."""

    load_s: float
    reports_s: tuple[float, ...]
    processor_s: float
    """Processor time of all reports: what the wall clock would show on a machine with nothing else to do."""
    characters: int
    peak_mb: float

    @property
    def reports_per_second(self) -> float:
        """Over the whole run, loading left out."""
        return len(self.reports_s) / sum(self.reports_s)

    @property
    def median_s(self) -> float:
        """Half of the reports took less."""
        return statistics.median(self.reports_s)

    @property
    def p95_s(self) -> float:
        """Nineteen in twenty reports took no longer."""
        return sorted(self.reports_s)[-(-19 * len(self.reports_s) // 20) - 1]


def measure(reports: Sequence[Json]) -> Speed:
    """Code reports one after the other; one that cannot be read takes its time as well."""
    started = time.perf_counter()
    coder = BenchCoder().coder
    identifier()
    load_s = time.perf_counter() - started
    times, characters, processor = [], 0, time.process_time()
    for report in reports:
        line = report_line(report)
        started = time.perf_counter()
        characters += len(code_line(coder, line)[0].text)
        times.append(time.perf_counter() - started)
    return Speed(load_s, tuple(times), time.process_time() - processor, characters, peak_mb())


def peak_mb() -> float:
    """The most memory this process has held, in 10^6 bytes; macOS counts bytes, others kibibytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / 1e6


def speed_lines(speed: Speed) -> list[str]:
    """What a person reads, with what is asked."""
    fast, small = speed.reports_per_second >= REPORTS_PER_SECOND, speed.peak_mb < PEAK_MB
    return [
        f"reports         {len(speed.reports_s)}, {speed.characters} characters, one worker",
        f"loading         {speed.load_s:.2f} s",
        f"reports/s       {speed.reports_per_second:.1f}   asked: {REPORTS_PER_SECOND:.0f}{'' if fast else '  missed'}",
        f"of processor    {len(speed.reports_s) / speed.processor_s:.1f} reports a second of processor time",
        f"seconds/report  {speed.median_s:.3f} median, {speed.p95_s:.3f} 95th percentile",
        f"peak memory     {speed.peak_mb:.0f} MB   asked: under {PEAK_MB:.0f}{'' if small else '  missed'}",
    ]
