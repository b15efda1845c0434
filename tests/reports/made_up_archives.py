"""Web archives written with warcio for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

STORY = "Gunmen killed five farmers near the village of Tera on Tuesday, a local official said."
PAGE = (
    f"<html><head><title>Five killed in Tera</title></head><body><article><h1>Five killed in Tera</h1><p>{STORY}</p>"
    "<p>They fled on motorbikes.</p></article></body></html>"
).encode()


@dataclass(frozen=True, slots=True)
class Capture:
    """One record to write."""

    url: str = "https://example.org/tera"
    body: bytes = PAGE
    content_type: str | None = "text/html; charset=utf-8"
    status: str = "200 OK"
    kind: str = "response"
    headers: tuple[tuple[str, str], ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's, which leaves its temporary files open: in memory instead."""

    @classmethod
    def _create_temp_file(cls) -> io.BytesIO:
        return io.BytesIO()


def warc(captures: Iterable[Capture], *, gzip: bool = True) -> bytes:
    """A WARC with a warcinfo record, then these."""
    written = io.BytesIO()
    writer = _Writer(written, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "test"}))
    for capture in captures:
        headers = [("Content-Type", capture.content_type)] if capture.content_type else []
        record = writer.create_warc_record(
            capture.url,
            capture.kind,
            payload=io.BytesIO(capture.body),
            http_headers=StatusAndHeaders(capture.status, [*headers, *capture.headers], protocol="HTTP/1.1")
            if capture.kind in ("response", "revisit")
            else None,
            warc_content_type=capture.content_type or "",
            warc_headers_dict={"WARC-Date": "2017-02-15T06:30:00Z", **capture.extra},
        )
        writer.write_record(record)
    return written.getvalue()


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP file of these."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return written.getvalue()
