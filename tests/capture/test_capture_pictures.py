"""Pictures: the whole page, and a browser that gets no further than we do."""

from __future__ import annotations

import shutil
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_host import Host, endless, hosting, send

from onrecord.capture.addresses import Policy
from onrecord.capture.client import Client
from onrecord.capture.clock import SYSTEM
from onrecord.capture.connections import system_resolver
from onrecord.capture.guard import Guard, GuardLimits
from onrecord.capture.pictures import Chromium, browser_found
from onrecord.errors import CaptureError

LOOPBACK = Policy(allow_loopback=True)
TALL = (
    b"<body style='margin:0'><div style='height:3000px;background:red'>Blast</div><script>alert('held')</script></body>"
)
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@needs_browser
def test_a_picture_shows_the_page_from_top_to_bottom(host: Host) -> None:
    host.pages["/page"] = send(TALL)
    picture = browser_found(Client(policy=LOOPBACK)).picture(host.url("/page"))
    assert picture.png.startswith(b"\x89PNG")
    width, height = _size(picture.png)
    assert width == 1280
    assert 3000 <= height < 3100
    assert "1280 by" in picture.how


@needs_browser
def test_the_browser_does_not_reach_what_we_would_not(host: Host) -> None:
    host.pages["/page"] = send(TALL)
    with pytest.raises(CaptureError, match="loopback") as caught:
        browser_found(Client()).picture(host.url("/page"))
    assert caught.value.reason == "picture"
    assert host.asked == []


@needs_browser
def test_a_pages_scripts_and_frames_do_not_reach_private_addresses(host: Host) -> None:
    with hosting({"/secret": send(b"secret")}) as inner:
        port = int(inner.address.rsplit(":", 1)[1])
        page = f"""<body><img src="http://inner.example:{port}/secret"><iframe src="http://localhost:{port}/secret">
        </iframe><script>fetch("http://127.0.0.1:{port}/secret"); new WebSocket("ws://[::1]:{port}/secret");
        new Image().src = "http://10.0.0.1/x"</script>"""
        host.pages["/page"] = send(page.encode())
        mine = int(host.address.rsplit(":", 1)[1])

        def resolver(name: str, port: int) -> list[str]:
            return ["127.0.0.1"] if name == "127.0.0.1" and port == mine else ["10.0.0.1"]

        chromium = browser_found(Client(policy=LOOPBACK, resolver=resolver))
        assert chromium.picture(host.url("/page")).png
        assert host.paths()[0] == "/page"
        assert inner.asked == []


@needs_browser
def test_a_page_that_never_ends_is_pictured_as_far_as_it_came(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.capture.pictures.LOAD_SECONDS", 2.0)
    host.pages["/page"] = endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Blast", b" more", pause=0.1)
    start = time.monotonic()
    picture = browser_found(Client(policy=LOOPBACK)).picture(host.url("/page"))
    assert "before it was loaded whole" in picture.how
    assert time.monotonic() - start < 30


def test_a_browser_that_is_none_is_an_error(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    for mode in (0o644, 0o755):
        program.chmod(mode)
        broken = Chromium(str(program), "onrecord/1", LOOPBACK, system_resolver, SYSTEM)
        with pytest.raises(CaptureError, match="the browser failed"):
            broken.picture("http://127.0.0.1:8000/")


def test_a_browser_that_hangs_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    start = time.monotonic()
    with pytest.raises(CaptureError, match="did not answer"):
        Chromium(str(program), "onrecord/1", LOOPBACK, system_resolver, SYSTEM, seconds=0.5).picture(
            "http://a.example/"
        )
    assert time.monotonic() - start < 5


def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CaptureError, match="install Chromium"):
        browser_found(Client())


# ---------------------------------------------------------------- the guard alone


def _through(guard: Guard, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", guard.port), timeout=5) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        received = b""
        while piece := line.recv(65536):
            received += piece
    return received


def test_the_guard_passes_on_what_is_allowed(host: Host) -> None:
    host.pages["/page?a=b"] = send(b"hello")
    port = int(host.address.rsplit(":", 1)[1])
    with Guard(LOOPBACK, system_resolver) as guard:
        plain = _through(
            guard, f"GET {host.url('/page?a=b')} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep\r\n\r\n".encode()
        )
        assert plain.endswith(b"hello")
        tunnel = f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\nGET /page?a=b HTTP/1.1\r\nHost: x\r\n\r\n"
        assert _through(guard, tunnel.encode()).endswith(b"hello")
    assert "proxy-connection" not in host.asked[0][1]


@pytest.mark.parametrize(
    "line",
    [
        "CONNECT 127.0.0.1:443",
        "CONNECT 10.0.0.1:443",
        "CONNECT [::1]:443",
        "CONNECT [::ffff:10.0.0.1]:443",
        "CONNECT localhost:443",
        "CONNECT 169.254.169.254:80",
        "CONNECT 93.184.215.14:25",
        "CONNECT nonsense",
        "GET http://127.0.0.1/",
        "GET http://169.254.169.254/latest/meta-data/",
        "GET file:///etc/passwd",
        "GET /relative",
        "GET ftp://example.org/",
        "nonsense",
    ],
)
def test_the_guard_refuses_what_is_not(line: str) -> None:
    with Guard(Policy(), system_resolver) as guard:
        assert _through(guard, f"{line} HTTP/1.1\r\nHost: x\r\n\r\n".encode()).startswith(b"HTTP/1.1 403")
        assert len(guard.refused) == 1


def test_the_guard_stops_at_its_budget(host: Host) -> None:
    host.pages["/page"] = endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 10_000)
    with Guard(LOOPBACK, system_resolver, GuardLimits(max_bytes=1_000_000)) as guard:
        received = _through(guard, f"GET {host.url('/page')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert len(received) < 1_100_000
    host.pages["/drip"] = endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=0.1)
    with Guard(LOOPBACK, system_resolver, GuardLimits(seconds=0.5)) as guard:
        start = time.monotonic()
        _through(guard, f"GET {host.url('/drip')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert time.monotonic() - start < 3
