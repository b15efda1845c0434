"""A map of incidents: land, labels and dots as plain numbers that a drawing can be made of.

In: dots with coordinates in degrees. Out: paths and places in map units, UNITS of them across. The projection is
equirectangular with the middle parallel true to scale, which is honest at the size of a country and fair beyond it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from onrecord.releases.outlines import Outline, Point

UNITS = 4000
HEIGHT = 2300
PER_PIXEL = 6
"""Map units to a pixel, where the map is some 670 pixels wide; dots and names keep their size in pixels."""

KM_PER_DEGREE = 111.32
LEAST_DEGREES = 9.0
"""No map shows less than this from west to east: a dot alone needs its neighbourhood to be recognised."""

MARGIN = 0.22
"""Room around the outermost dots, as a share of their extent."""

LABEL_SHARE = 0.012
"""A country without incidents is named where it fills at least this share of the map."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident on the map: ``killed`` None is unknown; the radius of what is not known in km."""

    key: str
    name: str
    lon: float
    lat: float
    killed: int | None
    uncertainty_km: float | None
    status: str
    says: str
    country: str | None


@dataclass(frozen=True, slots=True)
class DrawnDot:
    """A dot in map units: offset (dx, dy) sets it apart from others at its point; rx, ry is where it may be."""

    dot: Dot
    x: int
    y: int
    dx: int
    dy: int
    radius: int
    rx: int
    ry: int
    label: str


@dataclass(frozen=True, slots=True)
class Land:
    """One country's path, and whether an incident lies in it."""

    path: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A country's name at its middle."""

    text: str
    x: int
    y: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a map shows, in map units."""

    width: int
    height: int
    per_pixel: int
    land: tuple[Land, ...]
    labels: tuple[Label, ...]
    dots: tuple[DrawnDot, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth that is shown, and how it falls on the map."""

    west: float
    north: float
    x_scale: float
    y_scale: float

    def place(self, lon: float, lat: float) -> Point:
        """Degrees to map units."""
        return (lon - self.west) * self.x_scale, (self.north - lat) * self.y_scale


Box = tuple[float, float, float, float]


def draw(dots: Sequence[Dot], outlines: Iterable[Outline]) -> Drawing | None:
    """The map of these dots; None where there are none."""
    if not dots:
        return None
    frame = _frame(dots)
    marked = {dot.country for dot in dots if dot.country}
    shapes = [(outline, _rings(outline, frame)) for outline in outlines]
    shown = [(outline, rings) for outline, rings in shapes if rings]
    drawn = _dots(dots, frame)
    land = tuple(Land("".join(map(_path, rings)), outline.iso2 in marked) for outline, rings in shown)
    taken = [_dot_box(dot) for dot in drawn]
    labels = _country_labels(shown, marked, taken)
    return Drawing(UNITS, HEIGHT, PER_PIXEL, land, labels, _place_labels(drawn, taken))


def _frame(dots: Sequence[Dot]) -> Frame:
    west, east = min(dot.lon for dot in dots), max(dot.lon for dot in dots)
    south, north = min(dot.lat for dot in dots), max(dot.lat for dot in dots)
    middle = max(-70.0, min(70.0, (south + north) / 2))
    narrow = math.cos(math.radians(middle))
    ratio = UNITS / HEIGHT
    wide = max((east - west) * (1 + 2 * MARGIN), LEAST_DEGREES, (north - south) * (1 + 2 * MARGIN) * ratio / narrow)
    wide = min(wide, 360.0)
    scale = UNITS / wide
    tall = HEIGHT / (scale / narrow)
    left = min(max((west + east) / 2 - wide / 2, -180.0), 180.0 - wide)
    top = min((south + north) / 2 + tall / 2, 90.0)
    return Frame(left, top, scale, scale / narrow)


def _rings(outline: Outline, frame: Frame) -> list[list[tuple[int, int]]]:
    """A country's rings on the map, cut at its edge, on the grid of units; those too small to see are left out."""
    found = []
    for ring in (whole for held in outline.rings for whole in _unwrapped(held)):
        placed = [frame.place(lon, lat) for lon, lat in ring]
        if _outside(placed):
            continue
        grid = _on_grid(_clipped(placed))
        if len(grid) >= 3:
            found.append(grid)
    return found


def _unwrapped(ring: Sequence[Point]) -> list[list[Point]]:
    """A ring that crosses the 180th meridian, made whole on either side of the map; any other as it is."""
    turns = list(accumulate((_turn(before[0], point[0]) for before, point in pairwise(ring)), initial=0))
    if not any(turns) or turns[-1] != 0:
        return [list(ring)]
    whole = [(lon + 360 * turn, lat) for (lon, lat), turn in zip(ring, turns, strict=True)]
    return [[(lon + shift, lat) for lon, lat in whole] for shift in (-360, 0, 360)]


def _turn(before: float, lon: float) -> int:
    return 1 if before - lon > 180 else -1 if lon - before > 180 else 0


EDGE = 60
"""How far beyond the map shapes are cut, in units, so that no cut shows."""


def _outside(ring: list[Point]) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) < -EDGE or min(xs) > UNITS + EDGE or max(ys) < -EDGE or min(ys) > HEIGHT + EDGE


def _clipped(ring: list[Point]) -> list[Point]:
    """Sutherland and Hodgman's clipping: one edge of the map after the other."""
    edges: tuple[tuple[int, float, int], ...] = (
        (0, -EDGE, 1),
        (0, UNITS + EDGE, -1),
        (1, -EDGE, 1),
        (1, HEIGHT + EDGE, -1),
    )
    for axis, limit, sign in edges:
        ring = _clipped_at(ring, _depth(axis, limit, sign))
    return ring


def _depth(axis: int, limit: float, sign: int) -> Callable[[Point], float]:
    return lambda point: (point[axis] - limit) * sign


def _clipped_at(ring: list[Point], depth: Callable[[Point], float]) -> list[Point]:
    kept: list[Point] = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        a, b = depth(before), depth(point)
        if (a < 0) != (b < 0):
            share = a / (a - b)
            kept.append((before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share))
        if b >= 0:
            kept.append(point)
    return kept


def _on_grid(ring: list[Point]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for x, y in ring:
        point = (round(x / 2) * 2, round(y / 2) * 2)
        if not points or points[-1] != point:
            points.append(point)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _path(ring: list[tuple[int, int]]) -> str:
    (x, y), *rest = ring
    steps = []
    for nx, ny in rest:
        steps.append(f"{nx - x} {ny - y}")
        x, y = nx, ny
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _dots(dots: Sequence[Dot], frame: Frame) -> list[DrawnDot]:
    """Dots in map units, the large ones first so that the small ones lie above them."""
    held: dict[tuple[int, int], int] = {}
    drawn = []
    for dot in sorted(dots, key=lambda dot: (-(dot.killed or 0), dot.key)):
        x, y = frame.place(dot.lon, dot.lat)
        cell = (round(x / (6 * PER_PIXEL)), round(y / (6 * PER_PIXEL)))
        dx, dy = _apart(held.get(cell, 0))
        held[cell] = held.get(cell, 0) + 1
        degrees = (dot.uncertainty_km or 0) / KM_PER_DEGREE
        ry = round(degrees * frame.y_scale)
        rx = round(degrees / max(math.cos(math.radians(dot.lat)), 0.05) * frame.x_scale)
        drawn.append(DrawnDot(dot, round(x), round(y), dx, dy, radius(dot.killed), rx, ry, ""))
    return drawn


def _apart(count: int) -> tuple[int, int]:
    """Where the dots after the first at one point go: round it, seven to a turn."""
    if count == 0:
        return 0, 0
    turn, place = divmod(count - 1, 7)
    far = (15 + 12 * turn) * PER_PIXEL
    angle = 2 * math.pi * place / 7 - math.pi / 2
    return round(far * math.cos(angle)), round(far * math.sin(angle))


def radius(killed: int | None) -> int:
    """A dot's radius in map units: its area grows with the number killed."""
    pixels = 4.0 if killed is None else min(4 + 1.5 * math.sqrt(killed), 26)
    return round(pixels * PER_PIXEL)


def _country_labels(
    shown: Sequence[tuple[Outline, list[list[tuple[int, int]]]]], marked: set[str], taken: list[Box]
) -> tuple[Label, ...]:
    """Names where there is room: countries with incidents first, then the large ones."""
    found = []
    for outline, rings in shown:
        area, x, y = max(_middle(ring) for ring in rings)
        inside = 0 < x < UNITS and 0 < y < HEIGHT
        if inside and (outline.iso2 in marked or area > LABEL_SHARE * UNITS * HEIGHT):
            found.append((outline.iso2 not in marked, -area, outline.name, x, y))
    labels = []
    for unmarked, _, name, x, y in sorted(found):
        box = _text_box(name, x, y, 13)
        if _free(box, taken):
            taken.append(box)
            labels.append(Label(name, round(x), round(y), not unmarked))
    return tuple(labels)


def _place_labels(drawn: Sequence[DrawnDot], taken: list[Box]) -> tuple[DrawnDot, ...]:
    """Dots with the names of their places, where there is room to the right of them."""
    named = []
    for dot in drawn:
        half = len(dot.dot.name) * 3.1 * PER_PIXEL
        box = _text_box(dot.dot.name, dot.x + dot.dx + dot.radius + half + 4 * PER_PIXEL, dot.y + dot.dy, 11)
        fits = _free(box, taken)
        if fits:
            taken.append(box)
        label = dot.dot.name if fits else ""
        named.append(DrawnDot(dot.dot, dot.x, dot.y, dot.dx, dot.dy, dot.radius, dot.rx, dot.ry, label))
    return tuple(named)


def _middle(ring: list[tuple[int, int]]) -> tuple[float, float, float]:
    """Area and centroid of a ring, by the shoelace formula."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if area == 0:
        return 0.0, float(ring[0][0]), float(ring[0][1])
    return abs(area) / 2, x / (3 * area), y / (3 * area)


def _text_box(text: str, x: float, y: float, size: int) -> Box:
    half, tall = len(text) * size * 0.29 * PER_PIXEL, size * 0.7 * PER_PIXEL
    return x - half, y - tall, x + half, y + tall


def _dot_box(dot: DrawnDot) -> Box:
    x, y = dot.x + dot.dx, dot.y + dot.dy
    return x - dot.radius, y - dot.radius, x + dot.radius, y + dot.radius


def _free(box: Box, taken: Iterable[Box]) -> bool:
    west, north, east, south = box
    if west < 0 or north < 0 or east > UNITS or south > HEIGHT:
        return False
    return not any(west < e and w < east and north < s and n < south for w, n, e, s in taken)
