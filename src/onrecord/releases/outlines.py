"""Country outlines: where land is, whose, and what it is called.

In: ``data/outlines.json.xz``, made by ``scripts/make_outlines.py`` from Natural Earth (public domain). Out: rings in
degrees. Borders in dispute follow Natural Earth; an outline without a code has an empty one there and None here.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
"""Longitude and latitude, or x and y."""

STEPS_PER_DEGREE = 100
"""The grid of the file; as in the script that makes it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One country's land: closed rings of (lon, lat) in degrees; holes are rings too, told by even-odd filling."""

    iso2: str | None
    name: str
    rings: tuple[tuple[Point, ...], ...]


@cache
def load_outlines() -> tuple[Outline, ...]:
    """All outlines that ship with the package, read once."""
    raw = lzma.decompress((files("onrecord.releases") / "data" / "outlines.json.xz").read_bytes())
    return tuple(Outline(iso2 or None, name, tuple(map(_ring, rings))) for iso2, name, rings in json.loads(raw))


@cache
def country_names() -> dict[str, str]:
    """The name of each country by its ISO 3166 alpha-2 code; of several outlines the largest gives it."""
    by_size = sorted(load_outlines(), key=lambda outline: sum(map(len, outline.rings)))
    return {outline.iso2: outline.name for outline in by_size if outline.iso2}


def _ring(steps: list[int]) -> tuple[Point, ...]:
    xs = accumulate(steps[0::2])
    ys = accumulate(steps[1::2])
    return tuple((x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE) for x, y in zip(xs, ys, strict=True))
