"""Make the country outlines that maps are drawn from.

    python scripts/make_outlines.py SHARED_DATA_DIR

In: ``places/countries_outlines_50m.geojsonl.gz`` (Natural Earth 4.1.0, public domain): one GeoJSON MultiPolygon a line.
Out: ``src/onrecord/releases/data/outlines.json.xz``: a list of [iso2, name, rings]; a ring is a flat list of steps
[dx, dy, dx, dy, ...] in hundredths of a degree (about 1 km), the first from 0, 0. Neighbours share their border's
points, and rounding to a grid keeps it so: no gaps open between them. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
from pathlib import Path
from typing import Any

STEPS_PER_DEGREE = 100
SOURCE = Path("places") / "countries_outlines_50m.geojsonl.gz"
TARGET = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "releases" / "data" / "outlines.json.xz"


def rounded(ring: list[list[float]]) -> list[tuple[int, int]]:
    """The ring's points on the grid, repeated ones once."""
    points = [(round(lon * STEPS_PER_DEGREE), round(lat * STEPS_PER_DEGREE)) for lon, lat in ring]
    return [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]


def steps(points: list[tuple[int, int]]) -> list[int]:
    """From each point to the next, flat, beginning at 0, 0."""
    before = [(0, 0), *points[:-1]]
    return [step for (x, y), (px, py) in zip(points, before, strict=True) for step in (x - px, y - py)]


def country(feature: dict[str, Any]) -> list[object]:
    """One country as [iso2, name, rings]; rings too small for the grid are left out."""
    rings = [rounded(ring) for polygon in feature["geometry"]["coordinates"] for ring in polygon]
    properties = feature["properties"]
    return [properties["iso2"], properties["name"], [steps(ring) for ring in rings if len(ring) >= 4]]


def outlines(shared: Path) -> bytes:
    """The whole document, as it is before it is packed."""
    with gzip.open(shared / SOURCE, "rt", encoding="utf-8") as lines:
        countries = [country(json.loads(line)) for line in lines]
    return json.dumps(countries, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def main(shared: Path) -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(lzma.compress(outlines(shared), preset=9))
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_outlines.py SHARED_DATA_DIR")
    main(Path(sys.argv[1]))
