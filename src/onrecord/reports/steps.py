"""Steps: every conversion from raw bytes to a report's text, recorded with its tool and hashes.

In: what was done, and the text that came out. Out: Step records that form a chain, input to output. Source: casualty
recording, requirement A4 (Berkeley Protocol: keep working copies apart from the original and say how they were made).
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from onrecord.model import Step

PYTHON = ("python", platform.python_version())
ONRECORD = ("onrecord", version("onrecord"))
"""Tools by name and version; a module that uses another library looks its version up when it is imported."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One conversion: what was done, with which tool of which version, with which parameters ('encoding=utf-8')."""

    what: str
    tool: str
    version: str
    parameters: str = ""


def sha256_of(content: bytes | str) -> str:
    """SHA-256 of bytes, or of text in UTF-8, hexadecimal."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def chain(raw: bytes, conversions: Iterable[tuple[Conversion, bytes | str]]) -> tuple[Step, ...]:
    """The steps of conversions, each with what came out of it, in order; the first one reads ``raw``."""
    return extended((), sha256_of(raw), conversions)


def extended(
    steps: tuple[Step, ...], raw_sha256: str, conversions: Iterable[tuple[Conversion, bytes | str]]
) -> tuple[Step, ...]:
    """Steps with more conversions behind them; ``raw_sha256`` is the first input where there are no steps yet."""
    found = list(steps)
    before = found[-1].output_sha256 if found else raw_sha256
    for done, result in conversions:
        after = sha256_of(result)
        found.append(Step(done.what, done.tool, done.version, done.parameters, before, after))
        before = after
    return tuple(found)
