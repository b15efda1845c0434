"""Small valid sources of every kind, made in code: what the fuzz run damages.

Out: bytes by the suffix that names their kind. All text is our own.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

_STORY = (
    "KANO, Nigeria, 3 May 2021 (AFP) - A bomb killed at least 12 people and injured 1,200 others at a market on "
    "Friday, police spokesman Ali Musa said.\n\nNobody claimed the attack. “We counted 12 bodies,” a nurse said.\n\n"
    "Photo: a market (Reuters)\n\nRead also: Ten killed in Maiduguri\nCopyright 2021 Example Press"
)
_PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Twelve killed in Kano | Example</title>"
    '<meta property="article:published_time" content="2021-05-03T10:00:00Z"><script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Twelve killed in Kano", "datePublished": "2021-05-03"}</script></head><body>'
    "<nav><a href=/>Home</a></nav><article><h1>Twelve killed in Kano</h1><figure><img src=a.jpg><figcaption>A market"
    "</figcaption></figure><p>"
    + "</p><p>".join(_STORY.split("\n\n"))
    + "</p><table><tr><td>Killed</td><td>12</td></tr></table></article><form><input type=password></form></body></html>"
)
_RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example</title><link>https://example.org/'
    "</link><item><title>Twelve killed in Kano</title><link>https://example.org/a</link><guid>a1</guid>"
    f"<pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description><![CDATA[{_STORY}]]></description></item>"
    "<item><title>Second</title><description>Gunmen killed five farmers near Tera, &lt;b&gt;officials&lt;/b&gt; said."
    "</description></item></channel></rss>"
)
_ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><id>urn:x</id><entry><id>1</id>'
    '<title>Twelve killed</title><updated>2021-05-03T10:00:00Z</updated><content type="html">&lt;p&gt;A bomb killed 12 '
    "people in Kano.&lt;/p&gt;</content></entry></feed>"
)
_EML = (
    "From: Desk <desk@example.org>\r\nTo: you@example.org\r\nSubject: =?utf-8?q?Twelve_killed_in_Kano?=\r\n"
    "Date: Mon, 03 May 2021 10:00:00 +0000\r\nMessage-ID: <a1@example.org>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n'
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{_STORY}\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nPHA+QSBib21iIGtpbGxlZCAxMiBwZW9wbGUgaW4gS2Fuby48L3A+\r\n--b1--\r\n"
)
_CSV = (
    'id,date,title,text,country\n1,2021-05-03,Twelve killed,"A bomb killed 12 people, police said.",NG\n'
    '2,2021-05-04,Five killed,"Gunmen killed five farmers\nnear Tera on Tuesday.",NE\n'
)


@cache
def seeds() -> dict[str, tuple[bytes, ...]]:
    """Valid sources by suffix."""
    lines = [{"id": "a", "text": _STORY, "published": "2021-05-03"}, {"id": 2, "html": _PAGE, "country_hint": "NG"}]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example",
        "items": [{"id": "1", "content_text": _STORY}],
    }
    page, warc = _PAGE.encode(), _warc(pack=False)
    return {
        ".txt": (_STORY.encode(), _STORY.encode("utf-16"), _STORY.replace("at a", "à la").encode("cp1252")),
        ".html": (page, _PAGE.encode("utf-16")),
        ".jsonl": ("\n".join(map(json.dumps, lines)).encode(),),
        ".xml": (_ATOM.encode(), _RSS.encode()),
        ".rss": (_RSS.encode(),),
        ".warc": (warc,),
        ".warc.gz": (_warc(pack=True),),
        ".wacz": (_wacz(warc),),
        ".pdf": (_pdf(),),
        ".eml": (_EML.encode(),),
        ".mbox": (f"From desk@example.org Mon May  3 10:00:00 2021\n{_EML}\n".encode() * 2,),
        ".csv": (_CSV.encode(), _CSV.replace(",", ";").encode("cp1252")),
        ".tsv": (_CSV.replace(",", "\t").encode(),),
        ".json": (json.dumps(feed).encode(), json.dumps(lines[0]).encode()),
        ".gz": (gzip.compress(_STORY.encode(), mtime=0), gzip.compress(page, mtime=0)),
    }


def repacked(suffix: str, damage: Callable[[bytes], bytes], source: bytes) -> bytes:
    """A packed source with what is inside it damaged, so that damage reaches past the checksums of the packing."""
    if suffix in (".gz", ".warc.gz"):
        return gzip.compress(damage(gzip.decompress(source)), mtime=0)
    return _wacz(damage(_warc(pack=False)))


def _warc(*, pack: bool) -> bytes:
    written = io.BytesIO()
    writer = _Writer(written, gzip=pack)
    for kind, url in (("response", "https://example.org/a"), ("resource", "https://example.org/b")):
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_PAGE.encode())))]
        head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1") if kind == "response" else None
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(_PAGE.encode()),
            http_headers=head,
            warc_content_type="" if head else "text/html",
            warc_headers_dict={"WARC-Date": "2021-05-03T10:00:00Z", "WARC-Record-ID": f"<urn:uuid:{kind}>"},
        )
        writer.write_record(record)
    return written.getvalue()


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's, which leaves its temporary files open: in memory instead."""

    @classmethod
    def _create_temp_file(cls) -> io.BytesIO:
        return io.BytesIO()


def _wacz(warc: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name, data in (("datapackage.json", b'{"profile": "data-package"}'), ("archive/data.warc", warc)):
            opened.writestr(zipfile.ZipInfo(name, (2021, 5, 3, 10, 0, 0)), data)
    return written.getvalue()


def _pdf() -> bytes:
    """One page of one line, by hand: libraries that write PDF are no part of the product."""
    words = b"BT /F 12 Tf 50 700 Td (A bomb killed 12 people in Kano on Friday, police said.) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    return written + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        start,
    )
