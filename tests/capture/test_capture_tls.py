"""TLS: the host's name is verified, though the connection goes to an address that was checked before."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from onrecord.capture.addresses import Policy
from onrecord.capture.client import Client
from onrecord.capture.connections import NetworkLimits
from onrecord.errors import CaptureError

OWN = Path(__file__).parent / "good_example.pem"
"""A key and a certificate for good.example, signed by itself; made for these tests alone, valid until 2126."""


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


class _Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the handshake is what is tested."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = _Quiet(("127.0.0.1", 0), _Hello)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(OWN)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def _client(tls: ssl.SSLContext | None) -> Client:
    limits = NetworkLimits(seconds=5)
    return Client(
        policy=Policy(allow_loopback=True), limits=limits, tls=tls, resolver=lambda _name, _port: ["127.0.0.1"]
    )


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(OWN))


def test_a_certificate_for_the_name_is_accepted(port: int) -> None:
    answer = _client(_trusting()).get(f"https://good.example:{port}/")
    assert answer.payload == b"hello"
    assert answer.final.request.startswith(b"GET / HTTP/1.1\r\n")
    assert answer.final.head.startswith(b"HTTP/1.0 200")


def test_a_certificate_for_another_name_is_refused(port: int) -> None:
    with pytest.raises(CaptureError, match="cannot be trusted") as caught:
        _client(_trusting()).get(f"https://other.example:{port}/")
    assert caught.value.reason == "tls"


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(CaptureError) as caught:
        _client(None).get(f"https://good.example:{port}/")
    assert caught.value.reason == "tls"
