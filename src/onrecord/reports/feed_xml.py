"""RSS, RDF and Atom: the characters of a feed to its entries.

In: text. Out: Feed. What feeds write is known by feedparser; before it sees anything, libxml2 makes well-formed XML of
the text without resolving an entity or touching the network: feedparser's own way with broken XML takes quadratic time.
Sources: RSS 2.0, RSS 1.0 (RDF), RFC 4287 (Atom).
"""

from __future__ import annotations

import html
import html.entities
import io
import re
from datetime import date
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from onrecord.errors import UnreadableReport
from onrecord.reports.feed_entries import (
    MAX_ENTRIES,
    NOT_XML,
    Feed,
    FeedEntry,
    check_number,
    day_or_none,
    no_feed,
    one_line,
    paragraphs_as_html,
    web_address,
    written_day,
)

MAX_ELEMENTS = 150_000
"""Of one feed: feedparser takes some 30 µs for each."""
MAX_REFERENCES = 500_000
"""Of one feed, such as '&lt;': each takes some 5 µs."""
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,300}\?>", re.I)
_ENTITIES = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.I)
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,31});)?")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}")
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
_ENTRY_TAGS = {"item", "entry"}


def read_xml(text: str, where: str) -> Feed:
    """Read a feed. Raises UnreadableReport: 'entities', 'too_large', 'no_feed'."""
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - loads slowly, and few runs need it

    # Bytes in a stream: given a string, feedparser would open a file or an address of that name.
    parsed = feedparser.parse(
        io.BytesIO(_well_formed(text, where)),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        raise no_feed(where)
    return Feed(one_line(parsed.feed.get("title")), tuple(_xml_entry(entry) for entry in parsed.entries))


def _well_formed(text: str, where: str) -> bytes:
    """The same document as XML that any parser accepts, without document type and entities."""
    if _ENTITIES.search(text):
        message = "declares XML entities, which feeds have no need of; it is not read, since it may be an attack"
        raise UnreadableReport(where, "entities", message)
    check_number(text.count("&"), MAX_REFERENCES, "references", where)
    text = text.lstrip()
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :].lstrip() if declaration else text
    body = _REFERENCE.sub(_plain_reference, NOT_XML.sub("\ufffd", text))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise no_feed(where)
    found = list(root.iter(etree.Element))
    check_number(sum(element.tag.rpartition("}")[2] in _ENTRY_TAGS for element in found), MAX_ENTRIES, "entries", where)
    check_number(len(found), MAX_ELEMENTS, "elements", where)
    for element in found:
        _with_known_prefixes(element)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _with_known_prefixes(element: Any) -> None:
    """Prefixes that a feed uses and does not declare mean what they mean elsewhere, or nothing."""
    prefix, colon, name = element.tag.partition(":")
    if colon and not element.tag.startswith("{"):
        space = _PREFIXES.get(prefix)
        element.tag = f"{{{space}}}{name}" if space and _NAME.fullmatch(name) else "unknown"
    for key in [key for key in element.attrib if ":" in key and not key.startswith("{")]:
        del element.attrib[key]


def _plain_reference(found: re.Match[str]) -> str:
    """XML's own references stay; names of HTML become their characters; any other '&' stands for itself."""
    name = found.group(1)
    if name is not None and (name in _XML_NAMES or name.startswith("#")):
        return found.group()
    character = None if name is None else html.entities.html5.get(name + ";")
    return character or "&amp;" + found.group()[1:]


def _xml_entry(entry: Any) -> FeedEntry:
    link = entry.get("link") or entry.get("feedburner_origlink") or entry.get("id")
    return FeedEntry(
        url=web_address(link),
        title=_title(entry),
        published=_day(entry, "published"),
        updated=_day(entry, "updated"),
        id=one_line(entry.get("id")),
        html=_content(entry),
        byline=one_line(entry.get("author")),
    )


def _title(entry: Any) -> str | None:
    """The title as plain words: feeds write markup into it, and often escape twice."""
    words = one_line(entry.get("title"))
    detail = entry.get("title_detail") or {}
    if words is None or (detail.get("type") == "text/plain" and "&" not in words):
        return words
    return one_line(html.unescape(re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", words)))


def _content(entry: Any) -> str | None:
    """The longest content, else the summary; plain text becomes HTML that reads the same."""
    found = [part for part in entry.get("content") or [] if (part.get("value") or "").strip()]
    part = max(found, key=lambda one: len(one["value"])) if found else entry.get("summary_detail")
    value = (part or {}).get("value") or ""
    if not value.strip():
        return None
    is_plain = part.get("type") == "text/plain" and not re.search(r"</?[A-Za-z][^<>]{0,200}>", value)
    return paragraphs_as_html(value) if is_plain else value


def _day(entry: Any, name: str) -> date | None:
    """The day as written, in the zone it was written in; else as feedparser read it, in UTC."""
    # feedparser's own ``get`` gives the day of publication for that of the update, and warns.
    words, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
    if not isinstance(words, str):
        return None
    day = written_day(words)
    return day if day is not None or parsed is None else day_or_none(*parsed[:3])
