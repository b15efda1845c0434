"""JSON Feed 1.1: the characters of a feed to its entries.

In: text. Out: Feed. Source: jsonfeed.org, version 1.1.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from onrecord.reports.feed_entries import (
    MAX_ENTRIES,
    Feed,
    FeedEntry,
    check_number,
    no_feed,
    one_line,
    paragraphs_as_html,
    web_address,
    written_day,
)


def read_json(text: str, where: str) -> Feed:
    """Read a feed. Raises UnreadableReport: 'too_large', 'no_feed'."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise no_feed(where) from None
    found = value.get("items") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise no_feed(where)
    check_number(len(found), MAX_ENTRIES, "entries", where)
    byline = _authors(value)
    read = (_json_entry(item) for item in found if isinstance(item, dict))
    return Feed(one_line(value.get("title")), tuple(replace(one, byline=one.byline or byline) for one in read))


def _json_entry(item: dict[str, Any]) -> FeedEntry:
    plain = _string(item, "content_text") or _string(item, "summary")
    identity = item.get("id")
    return FeedEntry(
        url=web_address(item.get("url") or item.get("external_url")),
        title=one_line(item.get("title")),
        published=written_day(_string(item, "date_published") or ""),
        updated=written_day(_string(item, "date_modified") or ""),
        id=one_line(str(identity) if isinstance(identity, int) else identity),
        html=_string(item, "content_html") or (paragraphs_as_html(plain) if plain else None),
        byline=_authors(item),
    )


def _authors(value: dict[str, Any]) -> str | None:
    listed = value.get("authors") if isinstance(value.get("authors"), list) else [value.get("author")]
    names = [one_line(author.get("name")) for author in listed or [] if isinstance(author, dict)]
    return ", ".join(name for name in names if name) or None


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) and value.strip() else None
