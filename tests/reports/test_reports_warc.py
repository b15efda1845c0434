"""Web archives: what is taken out of them and with what facts; archives that are cut, lie or blow up."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import zipfile
import zlib
from datetime import UTC, date, datetime

import pytest
from made_up_archives import PAGE, STORY, Capture, warc, zipped

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports.given import Given, Kind, Limits
from onrecord.reports.items import Item
from onrecord.reports.read import read_item
from onrecord.reports.wacz import WaczReader
from onrecord.reports.warc import WarcReader


def found(data: bytes, name: str = "x.warc.gz", limits: Limits | None = None) -> list[Item | UnreadableReport]:
    reader = WaczReader() if name.endswith(".wacz") else WarcReader()
    return list(reader.items(io.BytesIO(data), name, limits or Limits()))


def one(capture: Capture, limits: Limits | None = None) -> Item:
    (item,) = found(warc([capture]), limits=limits)
    assert isinstance(item, Item), item
    return item


def fault(data: bytes, name: str = "x.warc.gz", limits: Limits | None = None) -> UnreadableReport:
    last = found(data, name, limits)[-1]
    assert isinstance(last, UnreadableReport)
    return last


def read(item: Item | UnreadableReport) -> Report:
    assert isinstance(item, Item)
    report = read_item(item, given=Given(), limits=Limits())
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_page_comes_out_with_its_address_and_times(is_packed: bool) -> None:
    data = warc([Capture(headers=(("Last-Modified", "Tue, 14 Feb 2017 23:30:00 GMT"),))], gzip=is_packed)
    (item,) = found(data)
    assert isinstance(item, Item)
    assert (item.raw, item.kind, item.where) == (PAGE, Kind.HTML, "x.warc.gz, record 2")
    assert (item.origin.url, item.origin.charset) == ("https://example.org/tera", "utf-8")
    assert item.origin.last_modified == date(2017, 2, 14)
    assert item.origin.retrieved == datetime(2017, 2, 15, 6, 30, tzinfo=UTC)
    report = read(item)
    assert (report.url, report.title) == ("https://example.org/tera", "Five killed in Tera")
    assert report.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert report.warnings == () or "checksum" not in " ".join(report.warnings)


def test_only_what_can_be_a_report_is_taken_and_the_rest_is_no_failure() -> None:
    captures = [
        Capture(body=b"", status="301 Moved", headers=(("Location", "https://example.org/tera"),)),
        Capture(status="404 Not Found"),
        Capture(status="206 Partial Content"),
        Capture(body=b"\x89PNG", content_type="image/png"),
        Capture(body=b"let a", content_type="application/javascript"),
        Capture(body=b"User-agent: *", content_type="text/plain", url="https://example.org/robots.txt"),
        Capture(body=b"words", content_type=None),
        Capture(url="dns:example.org", body=b"1.2.3.4", content_type="text/dns", kind="resource"),
        Capture(body=b"%PDF-1.4", content_type="application/pdf", url="https://example.org/a.pdf"),
        Capture(body=STORY.encode(), content_type="text/plain", kind="resource", url="file:///a.txt"),
        Capture(body=STORY.encode(), content_type="text/plain", kind="conversion"),
        Capture(content_type=None),
    ]
    items = [item for item in found(warc(captures)) if isinstance(item, Item)]
    assert len(items) == len(found(warc(captures)))
    assert [(item.kind.value, item.where.split()[-1]) for item in items] == [
        ("pdf", "10"),
        ("text", "11"),
        ("text", "12"),
        ("html", "13"),
    ]


def test_a_page_is_read_in_the_encoding_of_its_header() -> None:
    page = PAGE.replace(b"village", b"\xc3\xe4e")
    item = one(Capture(body=page, content_type="text/html; charset=windows-1253"))
    assert item.origin.charset == "windows-1253"
    assert "Γδ" in read(item).text


def pack(data: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(data)
    packing = zlib.compressobj(wbits=-15 if coding == "raw" else 15)
    return packing.compress(data) + packing.flush()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw"])
def test_content_codings_are_undone_and_the_bytes_of_the_archive_kept(coding: str) -> None:
    packed = pack(PAGE, coding)
    item = one(Capture(body=packed, headers=(("Content-Encoding", coding.replace("raw", "deflate")),)))
    assert (item.raw, item.body) == (packed, PAGE)
    assert read(item).sha256 == hashlib.sha256(packed).hexdigest()
    assert read(item).title == "Five killed in Tera"


def test_chunks_are_joined() -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    assert one(Capture(body=chunked, headers=(("Transfer-Encoding", "chunked"),))).body == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "x-unknown"])
def test_a_header_of_a_page_that_is_unpacked_already_is_passed_over(coding: str) -> None:
    assert one(Capture(headers=(("Content-Encoding", coding),))).body is None


def test_a_coding_that_is_not_read_is_named_and_the_next_page_is_read() -> None:
    packed = Capture(body=b"\x91\x00\x80odd", headers=(("Content-Encoding", "x-odd"),))
    first, second = found(warc([packed, Capture()]))
    assert isinstance(first, UnreadableReport)
    assert str(first).startswith("x.warc.gz, record 2: is compressed with 'x-odd', which is not read")
    assert isinstance(second, Item)


def test_a_checksum_that_does_not_fit_is_a_warning() -> None:
    data = warc([Capture()], gzip=False)
    (changed,) = found(data.replace(b"on motorbikes", b"on motorboats"))
    assert isinstance(changed, Item)
    assert "checksum of this page does not fit" in " ".join(changed.origin.warnings)
    assert one(Capture()).origin.warnings == ()


def test_a_revisit_is_passed_over() -> None:
    (only,) = found(warc([Capture(kind="revisit", body=b""), Capture()]))
    assert isinstance(only, Item)


def test_a_cut_archive_gives_what_came_before_the_cut_and_names_the_record() -> None:
    whole = warc([Capture(), Capture(url="https://example.org/2")])
    for cut in (len(whole) - 30, len(whole) - 200):
        *before, last = found(whole[:cut])
        assert [item.origin.url for item in before if isinstance(item, Item)] == ["https://example.org/tera"]
        assert isinstance(last, UnreadableReport)
        assert (last.reason, last.source) == ("cut", "x.warc.gz, record 3")
    plain = warc([Capture(), Capture()], gzip=False)
    assert str(fault(plain[:-100], "x.warc")).startswith(
        "x.warc, record 3: ends 96 bytes before the end of its content"
    )


@pytest.mark.parametrize("change", [-40, 40, 10**12])
def test_a_length_that_lies_ends_the_archive_with_the_records_name(change: int) -> None:
    plain = warc([Capture(), Capture(url="https://example.org/2")], gzip=False)
    start = plain.index(b"WARC-Type: response")
    at = plain.index(b"Content-Length: ", start) + 16
    end = plain.index(b"\r\n", at)
    lying = plain[:at] + str(int(plain[at:end]) + change).encode() + plain[end:]
    last = fault(lying, "x.warc")
    assert last.reason in ("broken", "cut")
    assert last.source in ("x.warc, record 2", "x.warc, record 3")


def test_a_page_over_the_limit_is_refused_and_the_next_is_read() -> None:
    first, second = found(warc([Capture(body=b"<p>" + b"x" * 5000), Capture()]), limits=Limits(max_bytes=1000))
    assert isinstance(first, UnreadableReport)
    assert (first.reason, first.source) == ("too_large", "x.warc.gz, record 2")
    assert isinstance(second, Item)


def test_a_page_that_unpacks_past_the_limit_is_refused_and_the_next_is_read() -> None:
    bomb = Capture(body=gzip.compress(b"<p>" + b"\0" * 90_000_000), headers=(("Content-Encoding", "gzip"),))
    first, second = found(warc([bomb, Capture()]))
    assert isinstance(first, UnreadableReport)
    assert first.reason == "bomb"
    assert isinstance(second, Item)


def test_an_archive_that_unpacks_without_end_is_given_up() -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n"
    packing = zlib.compressobj(9, wbits=31)
    data = packing.compress(head)
    data += b"".join(packing.compress(b"\0" * 10_000_000) for _ in range(40)) + packing.flush()
    started = time.monotonic()
    assert fault(data).reason == "bomb"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "junk",
    [
        b"WARC/1.0" + b"x" * 3_000_000,
        b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000,
        b"\r\n" * 2_000_000,
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        b"words that are no archive",
        b"\x1f\x8bno gzip at all",
    ],
)
def test_junk_is_broken_and_ends_soon(junk: bytes) -> None:
    started = time.monotonic()
    assert fault(junk).reason == "broken"
    assert time.monotonic() - started < 3


def test_broken_http_headers_cost_one_page() -> None:
    broken = Capture(kind="response", headers=(("X", "y" * 70_000),))
    first, second = found(warc([broken, Capture()]))
    assert isinstance(first, UnreadableReport)
    assert isinstance(second, Item)


# ---------------------------------------------------------------- WACZ


def test_a_wacz_gives_the_pages_of_its_archives_in_order() -> None:
    files = {
        "datapackage.json": b"{}",
        "archive/b.warc.gz": warc([Capture(url="https://example.org/b")]),
        "archive/a.warc": warc([Capture(url="https://example.org/a")], gzip=False),
        "../../archive/c.warc": warc([Capture()]),
        "pages/x.warc": warc([Capture()]),
    }
    items = found(zipped(files, zipfile.ZIP_DEFLATED), "x.wacz")
    assert [item.origin.url for item in items if isinstance(item, Item)] == [
        "https://example.org/a",
        "https://example.org/b",
    ]
    assert isinstance(items[0], Item)
    assert items[0].where == "x.wacz, archive/a.warc, record 2"


def test_another_zip_is_refused_with_what_to_do() -> None:
    refused = fault(zipped({"a.txt": b"words"}), "x.wacz")
    assert (refused.reason, "unpack it and name the folder" in refused.message) == ("zip", True)
    assert WaczReader().knows("x.docx", b"PK\x03\x04")
    assert not WaczReader().knows("x.txt", b"PK\x03\x04")


def test_a_cut_wacz_is_broken_not_a_crash() -> None:
    whole = zipped({"archive/a.warc.gz": warc([Capture()])})
    assert fault(whole[: len(whole) // 2], "x.wacz").reason == "broken"
    damaged = whole.replace(b"\x1f\x8b\x08", b"\x1f\x8b\x09")
    assert fault(damaged, "x.wacz").reason == "broken"


def test_a_wacz_that_blows_up_is_given_up() -> None:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 999999999999\r\n\r\n"
    bomb = zipped({"archive/a.warc": head + b"\0" * 150_000_000}, zipfile.ZIP_DEFLATED)
    assert fault(bomb, "x.wacz").reason == "bomb"


def test_an_encrypted_wacz_is_named() -> None:
    whole = bytearray(zipped({"archive/a.warc": warc([Capture()])}))
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(whole), "x.wacz").reason == "encrypted"
