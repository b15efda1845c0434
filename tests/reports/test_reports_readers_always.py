"""What always holds of sources of every kind that were damaged in every way: no crash, no hang, the same each time.

FUZZ_EXAMPLES=2000 in the environment makes some 20,000 inputs of it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_archives import PAGE, STORY, Capture, warc, zipped
from made_up_pdfs import drawn

from onrecord.errors import UnreadableReport
from onrecord.reports import Given, Limits, read_source
from onrecord.runs.outcomes import Refused, Settings
from onrecord.runs.reading import read_data

SEEDS = {
    "x.txt": f"Tera, 14 February 2017\n\n{STORY}\n".encode(),
    "x.html": PAGE,
    "x.jsonl": json.dumps({"id": "1", "text": STORY, "published": "2017-02-14"}).encode() * 2,
    "x.csv.gz": gzip.compress(f"id,text\n1,words\n2,{STORY}\n".encode()),
    "x.rss": (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><title>a &amp; b</title>"
        f"<link>https://example.org/a</link><pubDate>Tue, 14 Feb 2017 23:30:00 -0500</pubDate>"
        f"<description><![CDATA[<p>{STORY}</p>]]></description></item></channel></rss>"
    ).encode(),
    "x.json": (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": "a b c", '
        b'"date_published": "2017-02-14"}]}'
    ),
    "x.warc": warc([Capture(), Capture(body=PAGE, headers=(("Transfer-Encoding", "chunked"),))], gzip=False),
    "x.warc.gz": warc([Capture(), Capture()]),
    "x.wacz": zipped({"archive/a.warc": warc([Capture()], gzip=False)}),
    "x.mbox": (
        "From a@example.org Tue Feb 14 23:30:00 2017\nFrom: A <a@example.org>\nSubject: =?utf-8?q?T=C3=A9ra?=\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        f"{STORY}\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+\n--b--\n"
    ).encode(),
    "x.csv": f'id;date;text\n1;14/02/2017;"{STORY}\n\nmore"\n2;03/04/2017;words of a report\n'.encode(),
}
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """A seed with parts cut, changed, doubled, or put elsewhere."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 60))
        how = draw(st.sampled_from(("cut", "change", "double", "insert", "end")))
        if how == "cut":
            del data[start : start + length]
        elif how == "change":
            data[start : start + 1] = draw(st.binary(max_size=4))
        elif how == "double":
            data[start:start] = data[start : start + length] * draw(st.integers(1, 50))
        elif how == "insert":
            data[start:start] = draw(st.sampled_from(TOKENS))
        else:
            del data[start:]
    return bytes(data)


TOKENS = [
    *(
        b"\0",
        b"\r",
        b"\n\n",
        b"\r\n\r\n",
        b"<",
        b"&",
        b"]]>",
        b'"',
        b"-1",
        b"99999999999",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
    ),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"HTTP/1.1 200 OK\r\n", b"--b\n"),
    *(
        b"From x Tue 1:10\n",
        b"Content-Type: message/rfc822\n\n",
        b"\x1f\x8b\x08",
        b"PK\x01\x02",
        b"=?utf-8?b?",
        b"<item>",
    ),
    *(b"{", b"[" * 2000, b"<div>" * 3000, "\u202e\u200b".encode(), b'"text": ', b"\\ud800"),
]
"""Bytes on which parsers have failed."""


def outcomes(data: bytes, name: str) -> list[str]:
    """What becomes of a source and its reports, in words that can be compared."""
    found = []
    for item in read_data(data, name, Settings(max_bytes=200_000), list[str]().append):
        if isinstance(item, Refused):
            found.append(repr(item))
            continue
        found.append(f"{item.report.id} {item.report.warnings}")
        assert item.report.sha256 == hashlib.sha256(item.raw).hexdigest()
        assert all(0 <= block.start < block.end <= len(item.report.text) for block in item.report.blocks)
    return found


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_container_is_read_or_refused_soon_and_always_the_same(name: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(damaged(SEEDS[name]))
    def holds(data: bytes) -> None:
        started = time.monotonic()
        first = outcomes(data, name)
        assert time.monotonic() - started < 5
        assert outcomes(data, name) == first

    holds()


def test_a_damaged_pdf_is_read_or_refused_and_never_raised() -> None:
    whole = drawn([(50.0, 700.0, STORY)], [(50.0, 700.0, STORY)])

    @settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(damaged(whole))
    def holds(data: bytes) -> None:
        (found,) = read_source(data, "x.pdf", given=Given(), limits=Limits(max_pdf_seconds=4))
        if isinstance(found, UnreadableReport):
            assert found.reason in ("broken", "no_text", "encrypted", "too_slow", "too_large", "empty")

    holds()
