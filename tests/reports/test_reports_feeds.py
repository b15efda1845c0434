"""Feeds of every kind to entries and items; those that are broken, and those that attack their reader."""

from __future__ import annotations

import io
import json
import time
from datetime import date

import pytest

from onrecord.errors import UnreadableReport
from onrecord.reports.feeds import FeedReader, entries, is_feed, read_feed
from onrecord.reports.given import Given, Limits
from onrecord.reports.items import Item
from onrecord.reports.read import read_item

BODY = "<p>Gunmen killed five farmers near the village of Tera on Tuesday, a local official said.</p>"
ESCAPED = BODY.replace("<", "&lt;").replace(">", "&gt;")
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sahel Wire</title><link>https://example.org/</link>
<item><title>Five killed in Tera &amp;amp; around</title><link>https://example.org/tera</link>
<guid isPermaLink="false">wire-7</guid><pubDate>Tue, 14 Feb 2017 23:30:00 -0500</pubDate>
<dc:creator>A. Issa</dc:creator>
<description>Five killed.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Second</title><link>https://example.org/second</link><description>{ESCAPED}</description></item>
<item><title>Only a title</title><link>https://example.org/third</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Desk</title>
<entry><title>Five killed</title><id>urn:x:1</id><link href="https://example.org/a"/>
<published>2017-02-14T23:30:00-05:00</published><updated>2017-02-16T08:00:00Z</updated>
<content type="html">{ESCAPED}</content></entry>
<entry><title>Two</title><id>urn:x:2</id><link href="https://example.org/b"/><updated>2017-02-17T08:00:00Z</updated>
<summary type="text">Fighting where 5 &lt; 6 &amp; more.</summary></entry></feed>"""
RDF = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Agência</title></channel>
<item><title>Morto em São Tomé</title><link>https://example.org/r</link><dc:date>2017-02-14</dc:date>
<description>{ESCAPED}</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "JSON Desk",
    "authors": [{"name": "Desk"}],
    "items": [
        {
            "id": 7,
            "url": "https://example.org/j",
            "title": "Five",
            "content_html": BODY,
            "date_published": "2017-02-14",
        },
        {"id": "8", "content_text": "One <b>\n\nTwo", "date_modified": "2017-02-15T23:00:00-05:00", "authors": []},
        {"id": "9"},
        "no object",
    ],
}


def found(data: str | bytes, limits: Limits | None = None) -> list[Item | UnreadableReport]:
    raw = data.encode() if isinstance(data, str) else data
    return list(FeedReader().items(io.BytesIO(raw), "x.xml", limits or Limits()))


def fault(data: str | bytes, limits: Limits | None = None) -> UnreadableReport:
    (only,) = found(data, limits)
    assert isinstance(only, UnreadableReport)
    return only


def test_an_rss_entry_has_its_address_day_title_and_full_content() -> None:
    first, second, third = entries(RSS.encode(), "x.xml", Limits())
    assert (first.url, first.id, first.title) == ("https://example.org/tera", "wire-7", "Five killed in Tera & around")
    assert (first.html, first.byline) == (BODY, "A. Issa")
    assert second.html == BODY
    assert third.html is None


def test_a_day_is_the_one_that_is_written_not_the_one_in_utc() -> None:
    assert entries(RSS.encode(), "x.xml", Limits())[0].published == date(2017, 2, 14)
    first, second = entries(ATOM.encode(), "x.xml", Limits())
    assert (first.published, first.updated) == (date(2017, 2, 14), date(2017, 2, 16))
    assert (second.published, second.updated) == (None, date(2017, 2, 17))


def test_plain_text_of_an_atom_summary_reads_the_same_as_html() -> None:
    assert entries(ATOM.encode(), "x.xml", Limits())[1].html == "<p>Fighting where 5 &lt; 6 &amp; more.</p>"


def test_rdf_in_latin_1_is_read_in_the_encoding_that_it_declares() -> None:
    feed = read_feed(RDF.encode("latin-1"), "x.rdf", Limits())
    assert feed.title == "Agência"
    assert (feed.entries[0].title, feed.entries[0].updated) == ("Morto em São Tomé", date(2017, 2, 14))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marks_of_the_encoding_come_first(encoding: str) -> None:
    assert len(entries(RSS.encode(encoding), "x.xml", Limits())) == 3
    assert is_feed("x.xml", RSS.encode(encoding))


def test_a_json_feed_is_read() -> None:
    first, second, third = entries(json.dumps(JSON_FEED).encode(), "x.json", Limits())
    assert (first.id, first.url, first.html, first.published) == ("7", "https://example.org/j", BODY, date(2017, 2, 14))
    assert (second.html, second.updated, second.byline) == ("<p>One &lt;b&gt;</p><p>Two</p>", date(2017, 2, 15), "Desk")
    assert third.html is None


def test_an_item_is_dated_by_the_feed_and_its_outlet_is_the_feeds_title() -> None:
    item = found(RSS)[0]
    assert isinstance(item, Item)
    report = read_item(item, given=Given(), limits=Limits())
    assert not isinstance(report, UnreadableReport)
    assert (report.published.day, report.published.how) == (date(2017, 2, 14), "feed")
    assert (report.outlet, report.url, report.byline) == ("Sahel Wire", "https://example.org/tera", "A. Issa")
    assert "Gunmen killed five farmers" in report.text
    assert report.title == "Five killed in Tera & around"


def test_an_entry_with_neither_content_nor_summary_is_named_with_its_address() -> None:
    third = found(RSS)[2]
    assert isinstance(third, UnreadableReport)
    assert str(third).startswith("x.xml, entry 3: the entry has neither content nor summary; fetch its page: https://")


@pytest.mark.parametrize(
    "broken",
    [
        RSS.removesuffix("</channel></rss>"),
        RSS.replace("&amp;amp;", "& R&D &nbsp;"),
        RSS.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        "\n\n" + RSS,
        RSS.replace("Second", "Second\x07"),
    ],
    ids=["cut", "bare ampersands", "undeclared prefix", "space before", "control character"],
)
def test_a_broken_feed_is_read_as_far_as_it_goes(broken: str) -> None:
    read = entries(broken.encode(), "x.xml", Limits())
    assert [entry.url for entry in read][:2] == ["https://example.org/tera", "https://example.org/second"]
    assert read[0].html == BODY


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused_before_parsing(encoding: str) -> None:
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>{RSS.split("?>", 1)[1]}'
    started = time.monotonic()
    assert fault(feed.replace("Second", "&l9;").encode(encoding)).reason == "entities"
    assert time.monotonic() - started < 2


def test_an_external_entity_is_not_opened() -> None:
    feed = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.split("?>", 1)[1].replace("Second", "&x;")
    assert fault(feed).reason == "entities"


def test_a_document_type_without_entities_is_harmless() -> None:
    netscape = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
    assert len(entries((netscape + RSS.split("?>", 1)[1]).encode(), "x.xml", Limits())) == 3


@pytest.mark.parametrize("junk", ["<", "<!", "&", "<a ", "<a>", "<![CDATA[", "<item>", "<item><title>x</title></item>"])
def test_junk_in_a_feed_takes_no_quadratic_time(junk: str) -> None:
    started = time.monotonic()
    found('<rss version="2.0"><channel><item><description>' + junk * (1_000_000 // len(junk)))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("head", [b"<?a?>" * 800, b"<!--a-->" * 500, b"<!DOCTYPE a>" * 300, b" " * 4096, b"<?a" * 1300])
def test_a_head_that_is_all_preamble_is_looked_at_soon(head: bytes) -> None:
    started = time.monotonic()
    assert not is_feed("-", head)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("space", [" ", "\n", "\t\n"])
def test_space_without_end_takes_no_quadratic_time(space: str) -> None:
    started = time.monotonic()
    found(space * 1_000_000 + RSS + space * 1_000_000)
    assert time.monotonic() - started < 5


def test_a_feed_with_too_many_entries_or_bytes_is_refused() -> None:
    many = '<rss version="2.0"><channel>' + "<item/>" * 10_001 + "</channel></rss>"
    assert str(fault(many)) == "x.xml: is a feed of 10,001 entries; the limit is 10,000"
    assert fault(RSS, Limits(max_bytes=100)).reason == "too_large"
    assert (
        fault('{"version": "https://jsonfeed.org/version/1.1", "items": [' + "1," * 10_001 + "1]}").reason
        == "too_large"
    )


@pytest.mark.parametrize(
    "data", ["words", "<html><body>no feed</body></html>", '{"items": 3}', '{"items": [', "[" * 9999]
)
def test_what_is_no_feed_is_said_to_be_none(data: str) -> None:
    assert fault(data).reason == "no_feed"


@pytest.mark.parametrize(
    ("name", "head", "is_one"),
    [
        ("a.rss", b"", True),
        ("a.xml", b"<?xml version='1.0'?><!-- x -->\n<rss>", True),
        ("-", b'{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1"', True),
        ("-", b"<rdf:RDF xmlns", True),
        ("a.xml", b"<html><body>", False),
        ("a.xml", b"<rssx>", False),
        ("a.jsonl", b'{"version": "https://jsonfeed.org/version/1.1"', False),
        ("a.txt", b"<rss>", False),
    ],
)
def test_a_feed_is_known_by_name_and_first_bytes(name: str, head: bytes, is_one: bool) -> None:
    assert is_feed(name, head) is is_one


@pytest.mark.parametrize("year", ["9999999999999999999", "65536"])
def test_a_day_that_no_calendar_has_leaves_an_entry_without_one(year: str) -> None:
    read = list(FeedReader().items(io.BytesIO(RSS.replace("2017 23", f"{year} 23").encode()), "x.rss", Limits()))
    assert isinstance(read[0], Item)
    assert read[0].origin.published is None
