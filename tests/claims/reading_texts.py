"""Texts as the claims room gets them: read by the real language model, once for all tests."""

from __future__ import annotations

from functools import lru_cache

from onrecord.language import EnglishReader, Reading
from onrecord.reports import Given, Kind, Limits, read_source


@lru_cache(maxsize=1)
def _reader() -> EnglishReader:
    return EnglishReader()


@lru_cache(maxsize=256)
def reading_of(text: str, title: str | None = None) -> Reading:
    """A text of the tests' own, parsed."""
    report = next(read_source(text.encode(), "text", given=Given(title=title), limits=Limits(), kind=Kind.TEXT))
    assert not isinstance(report, Exception)
    return _reader().read(report)
