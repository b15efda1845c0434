"""A page's JSON-LD: what it says to machines in the terms of schema.org.

In: a parsed page. Out: its objects. Which of them are the article itself, and not another story, a video, a comment or
an update in a live report, is told by where they stand, their type, their address and their headline. Broken JSON is
passed over, but a field that it holds once can be read from its characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.reports.versions import address_key

_MOST_CHARACTERS = 500_000
_MOST_NODES = 5_000
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Review|PressRelease|Statement|Bulletin)$")
"""Types of schema.org: NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting, Report ..."""
_PAGES = frozenset(("WebPage", "ItemPage", "CreativeWork"))
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$|;\s*$")
"""What old systems put around a script's text."""
_OWN_PARTS = frozenset(("@graph", "mainEntity", "mainEntityOfPage", "about"))
"""Fields under which the page's own article may stand; under all others are other things."""


def json_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects of a page's JSON-LD, outermost first, without recursion."""
    yield from _walk(list(_values(tree)), every=True)


def article_nodes(tree: Any, url: str | None, title: str | None) -> list[tuple[dict[str, Any], bool]]:
    """The objects that are the page's own article (True) or the page itself (False), articles first.

    Of several articles those count that have the page's title or address; an article of another address is another's.
    """
    nodes = list(_walk(list(_values(tree)), every=False))
    articles = [node for node in nodes if any(_ARTICLES.search(kind) for kind in _types(node))]
    own = [node for node in articles if _is_own(node, url, title)]
    pages = [node for node in nodes if (_PAGES & set(_types(node)) or not _types(node)) and node not in own]
    certain = [node for node in own if _same_title(node, title)] or own
    return [(node, True) for node in certain] + [(node, False) for node in pages if _is_own(node, url, title)]


def broken_values(tree: Any, field: str) -> list[str]:
    """The different values of a field in the page's scripts of JSON-LD that do not parse, by their characters."""
    pattern = re.compile(rf'"{re.escape(field)}"\s{{0,3}}:\s{{0,3}}"([^"\n]{{1,60}})"')
    found: list[str] = []
    for text in _texts(tree):
        if _parsed(text) is None:
            found += pattern.findall(text)
    return list(dict.fromkeys(found))


def _texts(tree: Any) -> Iterator[str]:
    for element in tree.iter("script"):
        text = element.text or ""
        if "ld+json" in element.get("type", "").lower() and len(text) <= _MOST_CHARACTERS:
            yield text


def _values(tree: Any) -> Iterator[Any]:
    for text in _texts(tree):
        value = _parsed(text)
        if value is not None:
            yield value


def _parsed(text: str) -> Any:
    try:
        return json.loads(_WRAPPING.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(waiting: list[Any], *, every: bool) -> Iterator[dict[str, Any]]:
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if every or key in _OWN_PARTS)
        elif isinstance(node, list):
            waiting.extend(node)


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]


def _same_title(node: dict[str, Any], title: str | None) -> bool:
    headline = node.get("headline") or node.get("name")
    return isinstance(headline, str) and title is not None and headline.casefold()[:40] == title.casefold()[:40]


def _is_own(node: dict[str, Any], url: str | None, title: str | None) -> bool:
    """Not another page's: another's has another address, and another headline where it has one."""
    if _same_title(node, title):
        return True
    named = [node.get(key) for key in ("url", "@id", "mainEntityOfPage")]
    named = [one.get("@id") if isinstance(one, dict) else one for one in named]
    keys = {address_key(one.split("#")[0]) for one in named if isinstance(one, str) and "://" in one}
    own = address_key(url)
    return not keys or own is None or own in keys or not isinstance(node.get("headline"), str)
