"""The kinds of pages that hold no report, and the words and markup that tell them.

Out: Shell records and the lines that stand on any page, read once from data/shells.toml, which says what each pattern
is for and where the knowledge is from.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_NEVER = "(?!)"
_PARTS = ("heading", "line", "markup", "widget")


@dataclass(frozen=True, slots=True)
class Shell:
    """One kind of page without a report: what to call it, what to do, and what tells it."""

    name: str
    advice: str
    heading: re.Pattern[str]
    line: re.Pattern[str]
    markup: re.Pattern[str]
    widget: re.Pattern[str]


@cache
def shells() -> tuple[Shell, ...]:
    """The kinds, in the order in which they are tried."""
    return tuple(
        Shell(
            one["name"], one["advice"], *(_pattern(one.get(part)) for part in ("heading", "line", "markup", "widget"))
        )
        for one in _table()["shell"]
    )


@cache
def filler() -> re.Pattern[str]:
    """Lines that are neither a report nor evidence of a shell."""
    return _pattern(_table()["filler"])


def _pattern(rows: str | None) -> re.Pattern[str]:
    return re.compile(_NEVER if rows is None else "|".join(rows.strip().splitlines()), re.I)


@cache
def _table() -> dict[str, Any]:
    words = resources.files("onrecord.reports").joinpath("data/shells.toml").read_text("utf-8")
    return tomllib.loads(words)
