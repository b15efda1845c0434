"""Answers made by hand, for tests that need no server."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.capture.captures import Capture, Picture
from onrecord.capture.client import Answer, Exchange
from onrecord.capture.journal import Act

TIME = datetime(2024, 5, 1, 10, 0, 0, tzinfo=UTC)
ADDRESS = "https://news.example/blast"


def exchange(
    body: bytes, address: str = ADDRESS, status: int = 200, *headers: tuple[str, str], chunked: bool = False
) -> Exchange:
    """One exchange whose response has this body."""
    wire = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body
    own = (("content-type", "text/html"), *([("transfer-encoding", "chunked")] if chunked else []), *headers)
    head = f"HTTP/1.1 {status} OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in own) + "\r\n"
    request = f"GET {address} HTTP/1.1\r\nHost: news.example\r\n\r\n".encode()
    return Exchange(address, "93.184.215.14", TIME, request, head.encode("latin-1"), wire, body, status, own)


def capture(
    body: bytes = b"<p>Five people died.</p>",
    act: Act = Act.COLLECTED,
    *,
    address: str = ADDRESS,
    chunked: bool = False,
    picture: bytes | None = None,
) -> Capture:
    """A page with this body, its picture missing unless given."""
    answer = Answer(address, (exchange(body, address, chunked=chunked),), body)
    taken = None if picture is None else Picture(picture, "2024-05-01T10:00:01.000000Z", "a made-up browser")
    missing = () if picture else ("picture: no browser",)
    return Capture(act, answer, "page", "test", context="https://news.example/", picture=taken, missing=missing)
