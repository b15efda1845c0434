"""Fuzz all readers, led by coverage: a search for inputs that crash, hang, or fill the memory.

    python -m pip install atheris
    python scripts/fuzz_readers.py -runs=20000 -timeout=30 -rss_limit_mb=2048 [CORPUS]

The first byte of an input says which kind it is named; the rest is read as ``onrecord code`` reads a file. The small
valid files of ``onrecord bench fuzz`` begin the corpus where no folder is named. A finding is written to crash-* or
timeout-*; ``onrecord bench fuzz`` is the run that the benchmarks tell of, and needs nothing installed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["onrecord.reports", "onrecord.runs", "onrecord.dates"]):
    from onrecord.bench.fuzz_seeds import seeds
    from onrecord.runs.outcomes import Settings
    from onrecord.runs.reading import read_data

SEEDS = seeds()
SUFFIXES = sorted(SEEDS)


def read_one(data: bytes) -> None:
    """Read one input; anything but reports and refusals is a finding, as what it raises."""
    if data:
        for _ in read_data(data[1:], f"input{SUFFIXES[data[0] % len(SUFFIXES)]}", Settings(), say=lambda _: None):
            pass


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        arguments = sys.argv
        if not any(not one.startswith("-") for one in sys.argv[1:]):
            for number, suffix in enumerate(SUFFIXES):
                for place, source in enumerate(SEEDS[suffix]):
                    (Path(name) / f"{number}-{place}").write_bytes(bytes([number]) + source)
            arguments = [*sys.argv, name]
        atheris.Setup(arguments, read_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
