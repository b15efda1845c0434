"""The clock: the time of day, a stopwatch and a pause, as one argument that tests replace.

In: nothing. Out: a Clock. Nothing else in this room asks the machine what time it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` in UTC; ``monotonic`` in seconds from any start; ``sleep`` for some seconds."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]


SYSTEM = Clock(now=lambda: datetime.now(UTC), monotonic=time.monotonic, sleep=time.sleep)
"""The machine's own."""


def stamp(when: datetime) -> str:
    """A time as evidence writes it: UTC to the microsecond, '2024-05-01T10:11:12.000345Z'."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_stamp(text: str) -> datetime:
    """The time that ``stamp`` wrote. Raises ValueError where it is none."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
