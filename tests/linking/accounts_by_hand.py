"""Accounts built by hand: each case names the facts it needs and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.linking.accounts import EPOCH, Account

PLAIN = Account(
    id="i-1",
    report_id="r-1",
    story="r-1",
    type="strike.air",
    kinds=(),
    day=None,
    last_day=None,
    dated=True,
    place=None,
    lat=None,
    lon=None,
    radius_km=None,
    country=None,
    admin1=None,
    fineness=3,
    doers=(),
    doers_wide=(),
    harmed=(),
    killed_low=None,
    killed_high=None,
    injured_low=None,
    injured_high=None,
    weapons=(),
    names=(),
    words=(),
    quotes=(),
    speakers=(),
    primary=True,
)


def account(number: int = 1, /, **facts: object) -> Account:
    """The account of report ``number``, of whom only these facts are known."""
    return replace(PLAIN, id=f"i-{number}", report_id=f"r-{number}", story=f"r-{number}", **facts)  # type: ignore[arg-type]


def on(day: date, days: int = 1, *, dated: bool = True) -> dict[str, object]:
    """The facts of a time of so many days."""
    first = (day - EPOCH).days
    return {"day": first, "last_day": first + days - 1, "dated": dated}


def at(name: str, lat: float, lon: float, radius_km: float = 3.0, **more: object) -> dict[str, object]:
    """The facts of a settlement."""
    unit = {"country": "LY", "admin1": "misrata", "fineness": 0}
    return {"place": name, "lat": lat, "lon": lon, "radius_km": radius_km, **unit, **more}


def killed(low: int, high: int | None = None) -> dict[str, object]:
    """The facts of a toll of killed."""
    return {"killed_low": low, "killed_high": low if high is None else high}
