"""How fast the gazetteer answers, and what it costs a process to have it open.

In: the embedded gazetteer. Out: Cost. Look-ups are of names drawn evenly from its own, each asked once, so that no
memory of earlier answers helps.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from onrecord.places import open_gazetteer

NAMES, SEED = 5000, 29
START_S, LOOK_UP_US = 1.0, 50.0
"""Asked: seconds to start with it, microseconds of the median look-up."""
_START = "from onrecord.places import open_gazetteer; open_gazetteer(added=False).find('Ramadi')"
_OWN_MEMORY = """
from onrecord.bench.gazetteer import names, private_mb
from onrecord.places import open_gazetteer
gazetteer = open_gazetteer(added=False)
asked, before = names(), private_mb()
for name in asked:
    gazetteer.find(name)
print(private_mb() - before)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Start-up of a fresh process in seconds, look-ups in microseconds, megabytes (10^6 bytes) of the file and of a
    process's own memory after the look-ups; None where the system does not tell."""

    start_s: float
    median_us: float
    p95_us: float
    file_mb: float
    own_mb: float | None


def measure() -> Cost:
    """Time it."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", _START], check=True)
    start_s = time.perf_counter() - started
    gazetteer = open_gazetteer(added=False)
    times = []
    for name in names():
        started = time.perf_counter()
        gazetteer.find(name)
        times.append(time.perf_counter() - started)
    done = subprocess.run([sys.executable, "-c", _OWN_MEMORY], check=True, capture_output=True, text=True)
    own = None if done.stdout.strip() == "nan" else float(done.stdout)
    p95 = sorted(times)[int(0.95 * len(times))]
    return Cost(start_s, statistics.median(times) * 1e6, p95 * 1e6, gazetteer.path.stat().st_size / 1e6, own)


def names() -> list[str]:
    """Names of the gazetteer's own, drawn evenly, in a fixed shuffled order."""
    found = open_gazetteer(added=False).some_names(NAMES)
    random.Random(SEED).shuffle(found)
    return found


def private_mb() -> float:
    """Memory of this process that it shares with no other, in 10^6 bytes; nan where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return float("nan")
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024 / 1e6


def lines(cost: Cost) -> list[str]:
    """What a person reads, with what is asked."""
    slow, late = cost.median_us > LOOK_UP_US, cost.start_s > START_S
    own = "not told by this system" if cost.own_mb is None else f"{cost.own_mb:.1f} MB after the look-ups"
    return [
        f"start           {cost.start_s:.2f} s   asked: under {START_S:.0f}{'  missed' if late else ''}",
        f"look-up         {cost.median_us:.0f} us median, {cost.p95_us:.0f} us 95th percentile, {NAMES} names"
        f"   asked: under {LOOK_UP_US:.0f}{'  missed' if slow else ''}",
        f"file            {cost.file_mb:.0f} MB, read-only, shared by all processes",
        f"of a process    {own}",
    ]
