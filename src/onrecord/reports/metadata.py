"""What a web page says of itself: title, outlet, author, address. Its day is ``page_dates.py``'s work.

In: a parsed page. Out: PageFacts. Read are JSON-LD (schema.org NewsArticle), Open Graph and the usual meta names;
nothing is guessed from the page's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.reports.linked_data import json_nodes


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's metadata say; None where they say nothing."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None


def read_facts(tree: Any) -> PageFacts:
    """Read the metadata of a parsed page (an lxml tree)."""
    metas = _metas(tree)
    linked = list(json_nodes(tree))
    titles = [_first(linked, "headline"), metas.get("og:title"), _joined(tree.find(".//title"))]
    outlet = metas.get("og:site_name") or _name(_value(linked, "publisher"))
    byline = metas.get("author") or metas.get("article:author") or _name(_value(linked, "author"))
    url = metas.get("og:url") or _canonical(tree)
    return PageFacts(
        title=_title(tree, [title for title in titles if title], outlet),
        outlet=outlet,
        byline=None if byline is None or "://" in byline else byline,
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def _canonical(tree: Any) -> str | None:
    links = (one.get("href") for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split())
    return next((href.strip() for href in links if href), None)


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
