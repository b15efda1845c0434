"""Whether a fetched page holds a report at all: login walls, bot checks and consent pages are failed captures (A7).

In: the bytes that a server sent, and their address. Out: why they hold nothing, or None.
"""

from __future__ import annotations

from onrecord.errors import UnreadableReport
from onrecord.reports import Given, Item, Kind, Limits, kind_of, read_item

_EMPTY = ("no_content", "no_body", "empty")


def why_no_content(payload: bytes, address: str) -> str | None:
    """Why a page holds no report; None where it does, or where it is no web page."""
    if kind_of("page", payload) is not Kind.HTML:
        return None
    read = read_item(Item(payload, address, Kind.HTML), given=Given(), limits=Limits())
    return read.message if isinstance(read, UnreadableReport) and read.reason in _EMPTY else None
