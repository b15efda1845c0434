"""What a web page says of itself: title, publication day, outlet, author, address.

In: a parsed page. Out: PageFacts. Read are JSON-LD (schema.org NewsArticle), Open Graph, the usual meta names and
marked time elements, in this order; nothing is guessed from the page's words. A day is kept as written, in the
page's own time zone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.dates.absolute import parse_day

_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T\s].{0,40})?\s*$")
_DAY_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
)
_MAX_JSON_CHARS = 500_000
_MAX_JSON_NODES = 5_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's metadata say; None where they say nothing."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None


def read_facts(tree: Any) -> PageFacts:
    """Read the metadata of a parsed page (an lxml tree)."""
    metas = _metas(tree)
    linked = list(_json_nodes(tree))
    titles = [_first(linked, "headline"), metas.get("og:title"), _joined(tree.find(".//title"))]
    outlet = metas.get("og:site_name") or _name(_value(linked, "publisher"))
    byline = metas.get("author") or metas.get("article:author") or _name(_value(linked, "author"))
    url = metas.get("og:url")
    return PageFacts(
        title=_title(tree, [title for title in titles if title], outlet),
        published=_published(tree, metas, linked),
        outlet=outlet,
        byline=None if byline is None or "://" in byline else byline,
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def read_day(words: str) -> date | None:
    """A day as metadata write it: ISO 8601 with or without time, else an absolute day in words."""
    found = _ISO_DAY.match(words)
    if found is None:
        return parse_day(words.strip()[:60])
    try:
        return date.fromisoformat(found.group(1))
    except ValueError:
        return None


def _published(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> date | None:
    written = [_first(linked, "datePublished"), *(metas.get(name) for name in _DAY_NAMES)]
    for element in tree.iter("time", "abbr", "span"):
        if element.get("itemprop", "").lower() == "datepublished" or element.get("pubdate") is not None:
            written.append(element.get("datetime") or element.get("content") or element.get("title"))
    first_time = next((element for part in tree.iter("article", "main") for element in part.iter("time")), None)
    if first_time is not None:
        written.append(first_time.get("datetime"))
    for words in written:
        day = read_day(words) if words else None
        if day is not None:
            return day
    return None


def _title(tree: Any, titles: list[str], outlet: str | None) -> str | None:
    """The page's only first-level heading where the metadata know it too, else what the metadata say."""
    headings = [words for words in map(_joined, tree.iter("h1")) if words]
    if len(headings) == 1 and (not titles or any(headings[0].casefold() in title.casefold() for title in titles)):
        return headings[0]
    if not titles:
        return None
    return _without_outlet(titles[0], outlet)


def _without_outlet(title: str, outlet: str | None) -> str:
    if outlet:
        for mark in (" | ", " - ", " – ", " — "):
            if title.endswith(mark + outlet) and len(title) > len(mark + outlet):
                return title[: -len(mark + outlet)]
    return title


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects of the page's JSON-LD, outermost first, without recursion; broken JSON is passed over."""
    for element in tree.iter("script"):
        if "ld+json" not in element.get("type", "").lower() or len(element.text or "") > _MAX_JSON_CHARS:
            continue
        try:
            waiting: list[Any] = [json.loads(element.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_JSON_NODES):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting.extend(node.values())
            elif isinstance(node, list):
                waiting.extend(node)


def _value(nodes: list[dict[str, Any]], key: str) -> Any:
    return next((node[key] for node in nodes if node.get(key)), None)


def _first(nodes: list[dict[str, Any]], key: str) -> str | None:
    value = next((node[key] for node in nodes if isinstance(node.get(key), str)), None)
    return " ".join(value.split()) or None if value is not None else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for name in map(_plain_name, value) if name]
        return ", ".join(names) or None
    return _plain_name(value)


def _plain_name(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return " ".join(name.split()) or None if isinstance(name, str) else None


def _joined(element: Any) -> str | None:
    return None if element is None else " ".join("".join(element.itertext()).split()) or None
