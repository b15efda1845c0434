"""Bodies and embedded media: any bytes are read or refused, within limits and in time."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.bodies import BodyError, final_message, headers_of, unchunk, unpack
from onrecord.capture.embedded import embedded_media
from onrecord.capture.records import Record, RecordError, pack, unpack_record

PAGE = "https://news.example/a/page"


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6), st.binary(max_size=20))
def test_what_was_chunked_is_joined_and_its_end_is_known(pieces: list[bytes], after: bytes) -> None:
    framed = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\nTrailer: x\r\n\r\n"
    assert unchunk(framed + after) == (b"".join(pieces), len(framed))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_chunked_body_or_an_error(data: bytes) -> None:
    try:
        body, end = unchunk(data)
    except BodyError:
        return
    assert len(body) < end <= len(data)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", "", "identity"]))
def test_any_bytes_are_unpacked_or_an_error(data: bytes, coding: str) -> None:
    try:
        assert len(unpack(data, coding, 1000)) <= 1000
    except BodyError as fault:
        assert fault.reason in {"truncated", "encoding", "too_large"}  # noqa: PT017


@given(st.binary(max_size=200), st.integers(0, 300))
def test_a_packed_body_is_whole_or_over_the_limit(body: bytes, most: int) -> None:
    for packed, coding in ((gzip.compress(body), "gzip"), (zlib.compress(body), "deflate"), (body, None)):
        if len(body) > most:
            with pytest.raises(BodyError, match="more than"):
                unpack(packed, coding, most)
        else:
            assert unpack(packed, coding, most) == body


def test_interim_responses_are_no_part_of_the_answer() -> None:
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    assert final_message(early + b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody").rest == b"body"


def test_headers_are_read_with_their_folds_and_doubles() -> None:
    head = b"HTTP/1.1 200 OK\r\nA: 1\r\nno colon\r\nB: x\r\n  y\r\na: 2\r\n\r\n"
    assert headers_of(head) == (("a", "1"), ("b", "x y"), ("a", "2"))


@given(st.binary(max_size=200))
def test_a_record_comes_back_as_it_was_packed(block: bytes) -> None:
    record = Record("response", "urn:uuid:1", "2024-05-01T10:00:00.000000Z", "text/plain", block, PAGE)
    found = unpack_record(pack(record), len(block))
    assert (found.type, found.id, found.time, found.block, found.address) == (
        record.type,
        record.id,
        record.time,
        block,
        PAGE,
    )


@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_are_a_record_or_an_error(data: bytes, size: int) -> None:
    for member in (data, gzip.compress(data), gzip.compress(b"WARC/1.1\r\n" + data)):
        with pytest.raises(RecordError):
            unpack_record(member, size)


def test_a_field_cannot_begin_a_new_line() -> None:
    with pytest.raises(RecordError):
        pack(Record("response", "urn:uuid:1", "t", "text/plain", b"", "http://a.example/\r\nWARC-Type: request"))


# ---------------------------------------------------------------- embedded media


def test_media_are_found_in_page_order_once_each() -> None:
    page = b"""<head><base href="/base/"><meta property="og:image" content="https://cdn.example/lead.jpg">
    <link rel="image_src" href="/lead2.jpg"></head><img src="a.jpg"><img src="a.jpg"><img data-src="lazy.jpg">
    <picture><source srcset="s.webp 1x, l.webp 2x"><img src="p.jpg" srcset="w400.jpg 400w,
    w1200.jpg 1200w, w800.jpg 800w"></picture><video src="v.mp4" poster="poster.jpg"></video>
    <audio src="s.mp3"></audio>"""
    base = "https://news.example/base/"
    assert embedded_media(page, PAGE) == (
        "https://cdn.example/lead.jpg",
        "https://news.example/lead2.jpg",
        *(base + name for name in ("a.jpg", "lazy.jpg", "l.webp", "w1200.jpg", "v.mp4", "poster.jpg", "s.mp3")),
    )


def test_what_may_not_be_asked_for_is_left_out() -> None:
    page = b'<img src="data:image/png;base64,AA"><img src="file:///etc/passwd"><img src="javascript:x"><img src="">'
    assert embedded_media(page + b'<img src="http://a.example:22/x"><img src="http://u:p@a.example/x">', PAGE) == ()


def test_no_more_than_fifty_media_are_taken() -> None:
    page = b"".join(b'<img src="/%d.jpg">' % number for number in range(500))
    assert len(embedded_media(page, PAGE)) == 50


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00\xff" * 100,
        b"<img " * 100_000,
        b"<div>" * 200_000,
        b"<img srcset='" + b"," * 500_000 + b"'>",
        b"".join(b"<img srcset='%s'>" % (b"," * 5000) for _ in range(500)),
        b"<img srcset='" + b"a.jpg 1e9999w, b.jpg .w, " * 1000 + b"'>",
    ],
    ids=["empty", "binary", "tags", "deep", "commas", "many commas", "sizes"],
)
def test_a_hostile_page_is_read_in_time(page: bytes) -> None:
    start = time.monotonic()
    assert len(embedded_media(page, PAGE)) <= 50
    assert time.monotonic() - start < 5


@given(st.text(alphabet="<>imgsrcset='\" =,/12wx:.a", max_size=200))
def test_any_page_gives_addresses_that_may_be_asked_for(page: str) -> None:
    assert all(one.startswith(("http://", "https://")) for one in embedded_media(page.encode(), PAGE))
