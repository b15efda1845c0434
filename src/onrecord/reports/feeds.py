"""Feeds: RSS, RDF, Atom and JSON Feed to their entries.

In: the bytes of a feed. Out: Feed with a FeedEntry for each entry, or, through FeedReader, an Item for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from onrecord.errors import UnreadableReport
from onrecord.reports.encoding import decode
from onrecord.reports.feed_entries import Feed, FeedEntry
from onrecord.reports.feed_json import read_json
from onrecord.reports.feed_xml import read_xml
from onrecord.reports.given import Kind, Limits, has_own_kind
from onrecord.reports.items import Item, Origin

__all__ = ["Feed", "FeedEntry", "FeedReader", "entries", "is_feed", "read_feed"]

MAX_BYTES = 20_000_000
"""Of a whole feed; the longest that outlets publish, with full text, have some 5 MB."""
_SUFFIXES = {".rss", ".atom", ".rdf"}
_ROOT = re.compile(
    rb"\s*+(?>(?:<\?(?:[^?]|\?(?!>)){0,500}+\?>|<!--(?:[^-]|-(?!->)){0,2000}+-->"
    rb"|<!DOCTYPE[^\[>]{0,300}+(?:\[[^\]]{0,3000}+\]\s*+)?>)\s*+){0,20}+<(?:\w{1,40}:)?(?:rss|feed|RDF)[\s>]"
)
_JSON_FEED = re.compile(rb'\s*\{.{0,3000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', re.S)
_DECLARED = re.compile(r"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,30})", re.I)


def is_feed(name: str, head: bytes) -> bool:
    """Whether a source is a feed, by its name and first bytes."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return True
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    return not has_own_kind(name) and bool(_ROOT.match(head) or _JSON_FEED.match(head))


def entries(data: bytes, where: str, limits: Limits) -> list[FeedEntry]:
    """The entries of a feed; ``where`` names it in errors. Raises UnreadableReport as ``read_feed`` does."""
    return list(read_feed(data, where, limits).entries)


def read_feed(data: bytes, where: str, limits: Limits) -> Feed:
    """Read a feed, from its bytes alone.

    Raises UnreadableReport: 'too_large' (bytes or entries), 'entities' (it declares XML entities, as feeds that attack
    their readers do), 'no_feed' (it is none), and what decoding raises.
    """
    most = min(MAX_BYTES, limits.max_bytes)
    if len(data) > most:
        raise UnreadableReport(where, "too_large", f"is a feed of {len(data):,} bytes; the limit is {most:,}")
    text = _decoded(data, where)
    return read_json(text, where) if text.lstrip().startswith("{") else read_xml(text, where)


class FeedReader:
    """Feeds as a container: an item an entry, whose content is the report."""

    name = "feed"

    def knows(self, name: str, head: bytes) -> bool:
        """Whether this is a feed."""
        return is_feed(name, head)

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:
        """An item for each entry; its raw bytes are its content in UTF-8, taken out of the feed's own notation."""
        try:
            feed = read_feed(stream.read(min(MAX_BYTES, limits.max_bytes) + 1), name, limits)
        except UnreadableReport as fault:
            yield fault
            return
        for number, entry in enumerate(feed.entries, start=1):
            yield _item(entry, feed, f"{name}, entry {number}")


def _item(entry: FeedEntry, feed: Feed, where: str) -> Item | UnreadableReport:
    if not (entry.html or "").strip():
        advice = f"fetch its page: {entry.url}" if entry.url else "it has no address either"
        return UnreadableReport(where, "no_body", f"the entry has neither content nor summary; {advice}")
    origin = Origin(
        url=entry.url,
        title=entry.title,
        outlet=feed.title,
        byline=entry.byline,
        published=entry.published or entry.updated,
        dated_by="feed",
        charset="utf-8",
    )
    return Item((entry.html or "").encode("utf-8", "replace"), where, Kind.HTML, origin)


def _decoded(data: bytes, where: str) -> str:
    """The feed's characters: by its mark, as UTF-8, by its XML declaration, by detection."""
    declared = _DECLARED.search(data[:400].decode("latin-1"))
    return decode(data, where, charset=declared.group(1) if declared else None).text
