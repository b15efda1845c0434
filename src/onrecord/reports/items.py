"""Items: what a container (feed, web archive, mailbox, table) holds, one a report, before any of it is read.

In: nothing; these are the records between a Reader, which opens one kind of container, and ``read.py``, which makes a
Report of each item. A Reader knows its container and nothing of reports; the same page comes out the same, saved as a
file or taken from an archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Protocol

from onrecord.errors import UnreadableReport
from onrecord.reports.given import Kind, Limits


@dataclass(frozen=True, slots=True)
class Origin:
    """What the container, or the server it was fetched from, says of an item; the user's own word comes before it."""

    url: str | None = None
    """The address that answered, after redirects."""
    id: str | None = None
    """An id that is the container's own and that its user knows (a table's id column); not a record's or message's."""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2 code of where the report's events are likely to be."""
    published: date | None = None
    """The day that the container dates it to, in the container's own time zone."""
    dated_by: str | None = None
    """What gave ``published``: 'feed', 'mail', 'table' or 'document' (a PDF's own properties)."""
    charset: str | None = None
    """The encoding that the container names; comes before what a page says of itself, after a byte order mark."""
    last_modified: date | None = None
    """HTTP's Last-Modified."""
    retrieved: datetime | None = None
    """When it was fetched, in UTC."""
    warnings: tuple[str, ...] = ()
    """What went wrong and could be passed over, a sentence each."""


@dataclass(frozen=True, slots=True)
class Item:
    """One report's bytes as the container held them. ``where`` names it in messages: 'x.warc.gz, record 14'."""

    raw: bytes
    """What is kept as evidence, and what the report's SHA-256 is of."""
    where: str
    kind: Kind
    origin: Origin = Origin()
    body: bytes | None = None
    """What is read, where that is not ``raw`` itself: a mail's text, a table row's cell, a page unzipped."""


class Reader(Protocol):
    """One kind of container. Plug-ins add theirs under the entry point group 'onrecord.readers'."""

    name: str
    """What messages call the kind: 'web archive'."""

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is such a container, by its name and first 4096 bytes."""
        ...

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """Every item in order; what can't be read is an UnreadableReport in its place, never raised.

        The stream may be of any size; an item over ``limits.max_bytes`` is refused, not cut. The container is hostile.
        """
        ...
