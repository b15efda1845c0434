"""Points on the earth: distances in km, and the point some way off in a direction. WGS 84 degrees in and out."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
BEARINGS = {name: 45.0 * index for index, name in enumerate(_COMPASS)}
"""Degrees clockwise from north."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def offset(lat: float, lon: float, direction: str, km: float) -> tuple[float, float]:
    """The point ``km`` away from here in a compass direction of BEARINGS, rounded to four decimals."""
    angle, bearing = km / EARTH_KM, math.radians(BEARINGS[direction])
    phi = math.radians(lat)
    lat2 = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing))
    east = math.sin(bearing) * math.sin(angle) * math.cos(phi)
    lon2 = math.radians(lon) + math.atan2(east, math.cos(angle) - math.sin(phi) * math.sin(lat2))
    return round(math.degrees(lat2), 4), round((math.degrees(lon2) + 540) % 360 - 180, 4)
