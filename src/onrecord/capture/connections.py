"""Connections: to addresses that were checked, within a deadline, every byte on the wire kept.

In: a host and port that the HTTP library wants, and the policy. Out: a stream to the very IP address that was checked:
the name is resolved once, so that an answer that changes between check and connection is never asked for. TLS still
verifies the host's name. One connection serves one request, so that what was sent and received is just that exchange.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from onrecord.capture.addresses import Policy, check_ips, check_port
from onrecord.errors import CaptureError

Resolver = Callable[[str, int], list[str]]
"""Host and port to IP addresses; may block. Raises OSError where the name is unknown."""


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine's resolver gives, IPv4 first, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ordered = sorted(found, key=lambda entry: entry[0] != socket.AF_INET)
    return list(dict.fromkeys(str(entry[4][0]) for entry in ordered))


@dataclass(frozen=True, slots=True)
class NetworkLimits:
    """How much one capture may take. Past a limit it is given up, never cut."""

    max_wire_bytes: int = 50_000_000
    """Bytes of one response as sent, headers and chunk framing included."""
    max_payload_bytes: int = 100_000_000
    """Bytes of one response unpacked."""
    max_head_bytes: int = 64 * 1024
    """Bytes of one response's status line and headers."""
    seconds: float = 60.0
    """In total, from the name's resolution to the last byte, over all redirects; pauses between them apart."""
    connect_seconds: float = 15.0
    """To connect to one IP address."""
    redirects: int = 10


@dataclass(slots=True)
class Wire:
    """What went over one connection, unencrypted, and the deadline that holds for it."""

    address: str
    limits: NetworkLimits
    deadline: float
    monotonic: Callable[[], float]
    ip: str = ""
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    head_is_whole: bool = False

    def left(self) -> float:
        """Seconds left. Raises CaptureError 'timeout' where none are."""
        seconds = self.deadline - self.monotonic()
        if seconds <= 0:
            raise self.late()
        return seconds

    def late(self) -> CaptureError:
        """The error of a deadline that has passed."""
        words = f"was not read within {self.limits.seconds:g} seconds; try again later or allow more time"
        return CaptureError(self.address, "timeout", words)

    def take(self, data: bytes) -> None:
        """Note received bytes. Raises CaptureError 'too_large' past the limits of head and response."""
        self.received += data
        if len(self.received) > self.limits.max_wire_bytes:
            limit = f"{self.limits.max_wire_bytes:,} bytes"
            raise CaptureError(self.address, "too_large", f"sends more than {limit}; it was given up")
        if not self.head_is_whole and not self._sees_end_of_head() and len(self.received) > self.limits.max_head_bytes:
            limit = f"{self.limits.max_head_bytes:,} bytes"
            raise CaptureError(self.address, "too_large", f"sends headers of more than {limit}; it was given up")

    def _sees_end_of_head(self) -> bool:
        end = self.received.find(b"\r\n\r\n", 0, self.limits.max_head_bytes + 4)
        self.head_is_whole = end >= 0 or self.received.find(b"\n\n", 0, self.limits.max_head_bytes + 4) >= 0
        return self.head_is_whole


class WireStream(httpcore.NetworkStream):
    """A stream that keeps what passes and stops at the deadline, however slowly bytes drip."""

    def __init__(self, inner: httpcore.NetworkStream, wire: Wire) -> None:
        self._inner = inner
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Some bytes; none at the end."""
        try:
            data = self._inner.read(max_bytes, self._wire.left())
        except httpcore.ReadTimeout:
            raise self._wire.late() from None
        self._wire.take(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send all of it."""
        self._wire.sent += buffer
        try:
            self._inner.write(buffer, self._wire.left())
        except httpcore.WriteTimeout:
            raise self._wire.late() from None

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """The same over TLS, the certificate checked against the host's name."""
        try:
            secured = self._inner.start_tls(ssl_context, server_hostname, self._wire.left())
        except httpcore.ConnectTimeout:
            raise self._wire.late() from None
        return WireStream(secured, self._wire)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows."""
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the IP addresses that were checked, and to no other."""

    def __init__(self, wire: Wire, policy: Policy, resolver: Resolver) -> None:
        self._wire = wire
        self._policy = policy
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers."""
        wire = self._wire
        check_port(wire.address, port)
        found = resolve(host, port, self._resolver, wire)
        fault: Exception | None = None
        for ip in check_ips(wire.address, found, self._policy):
            try:
                seconds = min(wire.left(), wire.limits.connect_seconds)
                inner = httpcore.SyncBackend().connect_tcp(str(ip), port, seconds, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            wire.ip = str(ip)
            return WireStream(inner, wire)
        if isinstance(fault, httpcore.ConnectTimeout):
            raise CaptureError(wire.address, "timeout", f"{host} does not answer on port {port}; try again later")
        raise CaptureError(wire.address, "network", f"{host} refuses connections on port {port} ({fault})")

    def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Never: a socket on this machine is no web server."""
        raise CaptureError(self._wire.address, "refused_address", "is a socket of this machine")

    def sleep(self, seconds: float) -> None:
        """Never asked for: a connection is not retried."""
        raise NotImplementedError


def resolve(host: str, port: int, resolver: Resolver, wire: Wire) -> list[str]:
    """Ask the resolver in a thread of its own, since a slow name server knows no deadline.

    Raises CaptureError: 'network' where the name is unknown, 'timeout'.
    """
    answers: queue.Queue[list[str] | Exception] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, UnicodeError) as fault:
            answers.put(fault)

    threading.Thread(target=ask, daemon=True, name="resolver").start()
    try:
        found = answers.get(timeout=wire.left())
    except queue.Empty:
        raise wire.late() from None
    if isinstance(found, Exception):
        words = f"the name {host} is not known to the name server ({found}); check the spelling, or the connection"
        raise CaptureError(wire.address, "network", words)
    return found


class WireTransport(httpx.BaseTransport):
    """httpx's door to the network: one checked connection for one request."""

    def __init__(
        self, policy: Policy, resolver: Resolver, tls: ssl.SSLContext, new_wire: Callable[[str], Wire]
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._tls = tls
        self._new_wire = new_wire

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its Wire is in the response's extensions under 'wire'."""
        wire = self._new_wire(str(request.url))
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls,
            max_connections=1,
            max_keepalive_connections=0,
            http2=False,
            network_backend=CheckedBackend(wire, self._policy, self._resolver),
        )
        try:
            answer = pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.read(),
                )
            )
        except BaseException:
            pool.close()
            raise
        extensions = {"wire": wire, "reason_phrase": answer.extensions.get("reason_phrase", b"")}
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, pool), extensions=extensions)


class _Body(httpx.SyncByteStream):
    """A response's body; closing it closes its connection."""

    def __init__(self, answer: httpcore.Response, pool: httpcore.ConnectionPool) -> None:
        self._answer = answer
        self._pool = pool

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
        self._pool.close()
