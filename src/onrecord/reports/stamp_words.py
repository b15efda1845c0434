"""What the words beside a printed day say it is: of first publication, of publication, of change, or of something else.

In: the words before a day (or behind it). Out: a Cue. The words are those of templates in the languages that news is
written in (``data/stamp_words.toml``): facts of usage, as common systems print them.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from onrecord.dates.month_names import folded


class Cue(StrEnum):
    """What a day is said to be."""

    FIRST = "first"
    """First published: the text may have changed since."""
    PUBLISHED = "published"
    CHANGED = "changed"
    OTHER = "other"
    """Printed, captured, valid until, born, held on."""
    NONE = "none"


_REACH = 60
"""Characters before a day in which its word stands."""


@cache
def _patterns() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    table = tomllib.loads(files("onrecord.reports").joinpath("data", "stamp_words.toml").read_text(encoding="utf-8"))
    return tuple((cue, _pattern(table[cue.value])) for cue in (Cue.FIRST, Cue.CHANGED, Cue.OTHER, Cue.PUBLISHED))


def _pattern(words: list[str]) -> re.Pattern[str]:
    folded_words = "|".join(one if one.isascii() else folded(one) for one in words)
    return re.compile(rf"(?<!\w)(?:{folded_words})(?!\w)")


def cue_before(words: str, *, after: bool = False) -> Cue:
    """What the words before a day say it is: the cue that stands nearest; ``after``: the words behind it.

    'Posted 3 May, updated' is asked with each day's own words. 'Last updated and published' is a change.
    """
    near = folded(words)
    near = near[:_REACH] if after else near[-_REACH:]
    best, best_place = Cue.NONE, -1
    for cue, pattern in _patterns():
        for match in pattern.finditer(near):
            place = len(near) - match.start() if after else match.end()
            if place > best_place:
                best, best_place = cue, place
    return best
