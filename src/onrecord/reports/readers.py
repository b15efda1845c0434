"""Which reader opens which container.

In: a source's name and first bytes. Out: the Reader that knows it, or None for what holds a single report. Readers are
asked in order: those of plug-ins, then those that come with Onrecord.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.reports.feeds import FeedReader
from onrecord.reports.items import Reader
from onrecord.reports.wacz import WaczReader
from onrecord.reports.warc import WarcReader

Columns = tuple[tuple[str, str], ...]
"""What of a report stands in which column: (('text', 'Body'), ('published', 'Date'))."""
Say = Callable[[str], None]


def built_in_readers(columns: Columns = (), say: Say | None = None) -> tuple[Reader, ...]:
    """The readers that come with Onrecord. ``columns``: the user's word on tables; ``say`` is told how one is read."""
    del columns, say
    return (WarcReader(), WaczReader(), FeedReader())


def reader_for(name: str, head: bytes, readers: Iterable[Reader]) -> Reader | None:
    """The first reader that knows a source by its name and first 4096 bytes."""
    return next((reader for reader in readers if reader.knows(name, head)), None)
