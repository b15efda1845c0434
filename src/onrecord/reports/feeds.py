"""Feeds: RSS, RDF, Atom and JSON Feed to their entries.

In: the bytes of a feed. Out: Feed with a FeedEntry for each entry, or, through FeedReader, an Item for each. What feeds
write is known by feedparser; before it sees anything, libxml2 makes well-formed XML of the bytes without resolving an
entity or touching the network: feedparser's own way with broken XML takes quadratic time.
Sources: RSS 2.0, RFC 4287 (Atom), JSON Feed 1.1.
"""

from __future__ import annotations

import html
import html.entities
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate
from pathlib import PurePath
from typing import Any, BinaryIO

from lxml import etree  # type: ignore[import-untyped]

from onrecord.errors import UnreadableReport
from onrecord.reports.encoding import decode
from onrecord.reports.given import Kind, Limits, has_own_kind
from onrecord.reports.items import Item, Origin
from onrecord.reports.page_dates import stated_day

MAX_BYTES = 20_000_000
"""Of a whole feed; the longest that outlets publish, with full text, have some 5 MB."""
MAX_ENTRIES = 10_000
"""Of one feed: real ones list 10 to 500."""
MAX_ELEMENTS = 150_000
"""Of one feed: feedparser takes some 30 µs for each."""
_SUFFIXES = {".rss", ".atom", ".rdf"}
_ROOT = re.compile(
    rb"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]{0,300}(?:\[[^\]]{0,3000}\]\s*)?>\s*){0,20}"
    rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]",
    re.S,
)
_JSON_FEED = re.compile(rb'\s*\{.{0,3000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', re.S)
_DECLARED = re.compile(r"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,30})", re.I)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,300}\?>", re.I)
_ENTITIES = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.I)
_REFERENCE = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,31});)?")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}")
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
_ENTRY_TAGS = {"item", "entry"}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; None where it says nothing. Days are as written, in the feed's own time zone."""

    url: str | None
    title: str | None
    published: date | None
    updated: date | None
    id: str | None
    """The entry's guid or id: the outlet's, stable over edits, often an address."""
    html: str | None
    """Its content, or its summary where it has none, as HTML."""
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries in its own order."""

    title: str | None
    entries: tuple[FeedEntry, ...]


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
    return _read_json(text, where) if text.lstrip().startswith("{") else _read_xml(text, where)


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


# ---------------------------------------------------------------- XML


def _read_xml(text: str, where: str) -> Feed:
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - loads slowly, and few runs need it

    # Bytes in a stream: given a string, feedparser would open a file or an address of that name.
    parsed = feedparser.parse(
        io.BytesIO(_well_formed(text, where)),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        raise _no_feed(where)
    return Feed(_line(parsed.feed.get("title")), tuple(_xml_entry(entry) for entry in parsed.entries))


def _well_formed(text: str, where: str) -> bytes:
    """The same document as XML that any parser accepts, without document type and entities."""
    if _ENTITIES.search(text):
        message = "declares XML entities, which feeds have no need of; it is not read, since it may be an attack"
        raise UnreadableReport(where, "entities", message)
    body = _REFERENCE.sub(_plain_reference, _NOT_XML.sub("\ufffd", _DECLARATION.sub("", text, count=1)).lstrip())
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(body.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise _no_feed(where)
    found = list(root.iter(etree.Element))
    _check_number(
        sum(element.tag.rpartition("}")[2] in _ENTRY_TAGS for element in found), MAX_ENTRIES, "entries", where
    )
    _check_number(len(found), MAX_ELEMENTS, "elements", where)
    for element in found:
        _with_known_prefixes(element)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _check_number(count: int, most: int, what: str, where: str) -> None:
    if count > most:
        raise UnreadableReport(where, "too_large", f"is a feed of {count:,} {what}; the limit is {most:,}")


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
        url=_address(link),
        title=_title(entry),
        published=_day(entry, "published"),
        updated=_day(entry, "updated"),
        id=_line(entry.get("id")),
        html=_content(entry),
        byline=_line(entry.get("author")),
    )


def _title(entry: Any) -> str | None:
    """The title as plain words: feeds write markup into it, and often escape twice."""
    words = _line(entry.get("title"))
    detail = entry.get("title_detail") or {}
    if words is None or (detail.get("type") == "text/plain" and "&" not in words):
        return words
    return _line(html.unescape(re.sub(r"</?[A-Za-z][^<>]{0,200}>", "", words)))


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
    return day if day is not None or parsed is None else _date(*parsed[:3])


def written_day(words: str) -> date | None:
    """The day of 'Tue, 14 Feb 2017 23:30:00 +0200' or '2017-02-14T23:30:00+02:00': the 14th. None where it is none."""
    day = stated_day(words[:100])
    if day is not None:
        return day
    try:
        parsed = parsedate(words[:100])
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return None if parsed is None else _date(*parsed[:3])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- JSON Feed


def _read_json(text: str, where: str) -> Feed:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise _no_feed(where) from None
    found = value.get("items") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise _no_feed(where)
    _check_number(len(found), MAX_ENTRIES, "entries", where)
    byline = _authors(value)
    read = (_json_entry(item) for item in found if isinstance(item, dict))
    return Feed(_line(value.get("title")), tuple(replace(one, byline=one.byline or byline) for one in read))


def _json_entry(item: dict[str, Any]) -> FeedEntry:
    plain = _string(item, "content_text") or _string(item, "summary")
    identity = item.get("id")
    return FeedEntry(
        url=_address(item.get("url") or item.get("external_url")),
        title=_line(item.get("title")),
        published=written_day(_string(item, "date_published") or ""),
        updated=written_day(_string(item, "date_modified") or ""),
        id=_line(str(identity) if isinstance(identity, int) else identity),
        html=_string(item, "content_html") or (paragraphs_as_html(plain) if plain else None),
        byline=_authors(item),
    )


def _authors(value: dict[str, Any]) -> str | None:
    listed = value.get("authors") if isinstance(value.get("authors"), list) else [value.get("author")]
    names = [_line(author.get("name")) for author in listed or [] if isinstance(author, dict)]
    return ", ".join(name for name in names if name) or None


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) and value.strip() else None


# ---------------------------------------------------------------- both


def paragraphs_as_html(text: str) -> str:
    """Plain text as HTML: a paragraph for each stretch between blank lines."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)


def _line(value: object) -> str | None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return _NOT_XML.sub("\ufffd", words) or None


def _address(value: object) -> str | None:
    words = value.strip() if isinstance(value, str) else ""
    return words if re.match(r"https?://\S{1,2000}$", words, re.I) else None


def _no_feed(where: str) -> UnreadableReport:
    return UnreadableReport(where, "no_feed", "is no RSS, Atom or JSON feed; check that it was saved whole")
