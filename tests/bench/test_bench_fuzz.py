"""The fuzz run itself: its inputs are the same every time, its seeds are whole, its faults are seen."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from onrecord.bench import fuzz
from onrecord.bench.fuzz_damage import MOST_BYTES, damaged
from onrecord.bench.fuzz_seeds import repacked, seeds
from onrecord.runs.outcomes import ReadReport, Refused, Settings
from onrecord.runs.reading import read_data


@pytest.mark.parametrize("suffix", seeds())
def test_every_seed_is_read_before_it_is_damaged(suffix: str) -> None:
    for data in seeds()[suffix]:
        found = list(read_data(data, f"x{suffix}", Settings(), lambda _: None))
        assert any(isinstance(one, ReadReport) for one in found), found


def test_the_same_seed_makes_the_same_inputs_and_another_makes_others() -> None:
    first = [fuzz.make_input(number, 7) for number in range(40)]
    assert first == [fuzz.make_input(number, 7) for number in range(40)]
    assert first != [fuzz.make_input(number, 8) for number in range(40)]


def test_inputs_are_of_every_kind_and_bounded() -> None:
    inputs = [fuzz.make_input(number, 0) for number in range(1_000)]
    assert set(Counter(one.suffix for one in inputs)) == set(seeds())
    assert max(len(one.data) for one in inputs) <= 2 * MOST_BYTES


def test_damage_reaches_inside_what_is_packed() -> None:
    (warc,) = seeds()[".warc.gz"]
    other = repacked(".warc.gz", lambda inner: inner.replace(b"Kano", b"Goma"), warc)
    found = list(read_data(other, "x.warc.gz", Settings()))
    assert any(isinstance(one, ReadReport) and "Goma" in one.report.text for one in found)
    source = seeds()[".txt"][0]
    assert damaged(source, [source], Random(1)) != source


def test_three_hundred_damaged_sources_end_in_reports_and_refusals() -> None:
    ends = list(fuzz.run(300, seed=0))
    assert sorted(end.number for end in ends) == list(range(300))
    assert [(end.number, end.suffix, end.fault) for end in ends if end.fault] == []
    shown = fuzz.summary(ends)
    assert all(suffix in shown for suffix in {end.suffix for end in ends})


@pytest.mark.parametrize("data", [b"", b"\0", b"Five people were killed in Kano on Friday."])
def test_a_refusal_is_no_fault(data: bytes) -> None:
    assert fuzz.read_input(fuzz.Input(0, ".txt", data)).fault is None


def _raises(*_: object) -> None:
    raise ZeroDivisionError("our own bug")


def test_what_a_reader_raises_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.runs.reading.read_data", _raises)
    assert fuzz.read_input(fuzz.Input(0, ".txt", b"x")).fault == "ZeroDivisionError: our own bug"


def test_what_gives_nothing_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.runs.reading.read_data", lambda *_: iter(()))
    assert fuzz.read_input(fuzz.Input(0, ".txt", b"x")).fault == "neither a report nor a refusal"


def test_what_takes_too_long_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "DEADLINE_S", 0.01)
    slow = read_data

    def after_a_while(*given: Any) -> Iterator[ReadReport | Refused]:
        time.sleep(0.05)
        return slow(*given)

    monkeypatch.setattr("onrecord.runs.reading.read_data", after_a_while)
    fault = fuzz.read_input(fuzz.Input(0, ".txt", b"Five people were killed in Kano.")).fault
    assert fault is not None
    assert fault.endswith("s for one report")


def test_a_worker_that_stops_is_a_fault() -> None:
    worker = fuzz._Worker(0)
    worker.give(3)
    assert worker.process.pid is not None
    os.kill(worker.process.pid, 9)
    ends = [worker.answer(), worker.answer()]
    end = next(end for end in ends if end.fault)
    assert end.fault is not None
    assert "the process stopped" in end.fault
    worker.stop()


def test_a_worker_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "LATEST_S", 0.0)
    worker = fuzz._Worker(0)
    worker.give(3)
    assert worker.late()
    end = worker.ended()
    assert end.number == 3
    assert end.fault is not None
    assert not worker.process.is_alive()
