"""Country codes: whether two letters name a country. In: text. Out: the ISO 3166-1 alpha-2 code, or None."""

from __future__ import annotations

from functools import cache
from importlib import resources


def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code these letters stand for, in capitals; None where no country has it."""
    code = text.strip().upper()
    return code if code in _codes() else None


@cache
def _codes() -> frozenset[str]:
    text = resources.files("onrecord.codebooks").joinpath("country_codes.txt").read_text(encoding="utf-8")
    return frozenset(code for line in text.splitlines() if not line.startswith("#") for code in line.split())
