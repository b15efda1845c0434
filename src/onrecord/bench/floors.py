"""Quality has a floor: figures pinned with the data they were measured on.

In: ``floors.toml`` and the figures of now. Out: what is below its floor. A floor holds for the very data it was
measured on, told by their digest: where these changed, it says nothing and has to be pinned again. Pinning only
raises floors; one that is to be lowered has to be named. (The idea is that of trafilatura's ``tests/eval_gate.py``.)
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.bench.figures import Figure, Measure
from onrecord.errors import InputError

DIGITS = 4
"""Decimals of a floor, rounded to the lenient side."""


@dataclass(frozen=True, slots=True)
class Section:
    """The floors of one benchmark: the digest of its data, and a floor for each figure, by the measure's name."""

    digest: str
    floors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a benchmark gives now."""

    digest: str
    measures: tuple[Measure, ...]
    figures: Mapping[str, Figure]


def read_floors(path: Path) -> dict[str, Section]:
    """The pinned floors, by benchmark; none where nothing is pinned yet. Raises InputError for what is no TOML."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as fault:
        raise InputError(f"{path}: {fault}; mend it, or take the version last committed") from fault
    return {name: Section(table["digest"], table.get("floors", {})) for name, table in tables.items()}


def write_floors(floors: Mapping[str, Section], path: Path) -> None:
    """Write the floors, benchmarks and figures in the order given."""
    lines = [
        "# Floors of `onrecord bench floors`; written by `onrecord bench floors --pin`, which never lowers one unasked."
    ]
    for name, section in floors.items():
        lines += ["", f"[{name}]", f'digest = "{section.digest}"', "", f"[{name}.floors]"]
        lines += [f"{figure} = {value:.{DIGITS}f}" for figure, value in section.floors.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def shortfalls(name: str, section: Section, now: Measured) -> Iterator[str]:
    """What is wrong with a benchmark, a line each: other data, a figure that is gone, a figure below its floor."""
    if section.digest != now.digest:
        yield f"{name}: its data changed since the floors were pinned; look at the figures, then pin them with --pin"
        return
    measures = {measure.name: measure for measure in now.measures}
    for figure, floor in section.floors.items():
        found = now.figures.get(figure)
        if found is None:
            yield f"{name}.{figure}: is not measured any more; its floor is {floor:.{DIGITS}f}"
        elif _is_worse(measures[figure], found.value, floor):
            bound = "above its ceiling" if measures[figure].lower_is_better else "below its floor"
            yield f"{name}.{figure}: {found.value:.{DIGITS}f} is {bound} of {floor:.{DIGITS}f} (n={found.n})"


def pinned(name: str, section: Section | None, now: Measured, lower: Collection[str]) -> Section:
    """The section to write. Raises InputError where a floor would be lowered that ``lower`` does not name."""
    old = section.floors if section else {}
    new = {one.name: _rounded(one, now.figures[one.name].value) for one in now.measures if one.name in now.figures}
    measures = {measure.name: measure for measure in now.measures}
    refused = [
        f"{name}.{figure}"
        for figure, floor in old.items()
        if f"{name}.{figure}" not in lower and (figure not in new or _is_worse(measures[figure], new[figure], floor))
    ]
    if refused:
        wanted = " ".join(f"--lower {one}" for one in refused)
        raise InputError(f"nothing pinned: {', '.join(refused)} would be lowered; if that is meant, add {wanted}")
    return Section(now.digest, new)


def _is_worse(measure: Measure, value: float, floor: float) -> bool:
    step: float = 10.0**-DIGITS
    return value > floor + step if measure.lower_is_better else value < floor - step


def _rounded(measure: Measure, value: float) -> float:
    scale: float = 10.0**DIGITS
    scaled = round(value * scale, 6)
    lenient: int = math.ceil(scaled) if measure.lower_is_better else math.floor(scaled)
    return lenient / scale
