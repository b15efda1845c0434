"""Embedded media: the pictures and videos that a page shows.

In: a page's bytes and its address. Out: addresses of what it embeds, in page order, each once, at most fifty. Read from
img, picture and source, video, audio and their posters, and from og:image and its like. Source: requirement A2 of the
casualty-recording standards; the HTML standard's srcset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

from onrecord.capture.addresses import read_address
from onrecord.errors import CaptureError

MOST_MEDIA = 50
_MOST_ELEMENTS = 20_000
_TAGS = ("img", "source", "video", "audio", "meta", "base", "link")
_META = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "og:video", "og:video:url", "og:audio", "twitter:image"}
)
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)[wx],?")
_MOST_SRCSET = 20_000
_MOST_PAGE_BYTES = 20_000_000


def embedded_media(page: bytes, address: str, most: int = MOST_MEDIA) -> tuple[str, ...]:
    """Addresses of the media that a page embeds. Those that may not be asked for are left out, as data: is."""
    try:
        tree = html.document_fromstring(
            page[:_MOST_PAGE_BYTES], parser=html.HTMLParser(huge_tree=False, no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = address
    found: dict[str, None] = {}
    for number, element in enumerate(tree.iter(*_TAGS)):
        if number > _MOST_ELEMENTS or len(found) >= most:
            break
        if element.tag == "base":
            base = _absolute(element.get("href"), base) or base
            continue
        for place in _places(element):
            absolute = _absolute(place, base)
            if absolute is not None and absolute != address and len(found) < most:
                found[absolute] = None
    return tuple(found)


def _places(element: html.HtmlElement) -> Iterator[str | None]:
    """What an element embeds, as written. Of several sizes of one picture, the largest alone."""
    if element.tag == "meta":
        if (element.get("property") or element.get("name") or "").lower() in _META:
            yield element.get("content")
        return
    if element.tag == "link":
        if "image_src" in (element.get("rel") or "").lower().split():
            yield element.get("href")
        return
    largest = _largest(element.get("srcset") or element.get("data-srcset") or "")
    yield largest or element.get("src") or element.get("data-src")
    yield element.get("poster")


def _largest(srcset: str) -> str | None:
    """The address with the largest size: 'a.jpg 400w, b.jpg 1200w' -> 'b.jpg'."""
    best: tuple[float, str] | None = None
    place: str | None = None
    for word in srcset[:_MOST_SRCSET].split():
        size = _SIZE.fullmatch(word)
        if size is not None and place is not None:
            best = max(best or (0.0, place), (float(size[1]), place), key=lambda one: one[0])
            place = None
        else:
            place = word.strip(",") or None
            best = best or (None if place is None else (0.0, place))
    return None if best is None else best[1]


def _absolute(place: str | None, base: str) -> str | None:
    if not place or place.strip().lower().startswith(("data:", "blob:", "about:", "javascript:")):
        return None
    try:
        return read_address(place, base=base).address
    except CaptureError:
        return None
