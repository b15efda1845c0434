"""A web server on loopback that plays the hostile host, with a page of every kind of trouble; and a clock by hand."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from onrecord.capture.clock import Clock

PAGE = b"<!doctype html><html><head><title>Blast in Raqqa</title></head><body><p>Five people died.</p></body></html>"

Handler = BaseHTTPRequestHandler
Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Host:
    """What the server answers, by path, and what it was asked: (path, headers in lower case)."""

    address: str = ""
    pages: dict[str, Answering] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """The full address of a path."""
        return self.address + path

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]


def send(
    body: bytes = PAGE, status: int = 200, *, content_type: str = "text/html; charset=utf-8", **headers: str
) -> Answering:
    """An ordinary answer; underscores in header names stand for hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def raw(*pieces: bytes, pause: float = 0.0) -> Answering:
    """Bytes as they are, some time between the pieces."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Answering:
    """A start, then the same piece until the other side hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        while True:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return answer


def tagged(body: bytes = PAGE, tag: str = '"v1"') -> Answering:
    """An answer with an ETag, and 304 to one who has it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.send_response(304)
            handler.send_header("ETag", tag)
            handler.end_headers()
        else:
            send(body, ETag=tag)(handler)

    return answer


def redirect(to: str, status: int = 301) -> Answering:
    """A redirect."""
    return send(b"", status, Location=to)


def in_turn(*answers: Answering) -> Answering:
    """One answer after the other, the last one for ever."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def chunked(*pieces: bytes) -> Answering:
    """A body in chunks."""
    framed = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    return raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + framed)


def bomb(size: int) -> Answering:
    """So many zeros, packed with gzip."""
    return send(gzip.compress(bytes(size)), Content_Encoding="gzip")


@contextmanager
def hosting(pages: dict[str, Answering] | None = None) -> Iterator[Host]:
    """The server, running. Paths it does not know are 404; robots.txt is one of those unless given."""
    host = Host(pages=pages or {})

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            answer = host.pages.get(self.path) or send(b"nothing here", 404)
            try:
                answer(self)
            except OSError:
                return  # the client hung up, as it should

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class HandClock:
    """A clock that stands still but for sleeping; sleeps are noted."""

    time: datetime = datetime(2024, 5, 1, 10, 0, 0, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
        self.time += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        """As the capture room takes it. Its stopwatch is by hand as well."""
        return Clock(lambda: self.time, lambda: self.seconds, self.sleep)
