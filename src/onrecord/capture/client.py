"""The client: one address asked for, redirects followed one by one, each exchange kept as it was on the wire.

In: an address, headers to send, the policy and the limits. Out: an Answer with every Exchange of the way and the
payload unpacked; or a CaptureError with its reason. Whatever the server does - drip, lie about lengths, send without
end, pack a bomb, point at a private address - the call ends within its limits.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import httpcore
import httpx

from onrecord.capture.addresses import Policy, Target, one_line, read_address
from onrecord.capture.bodies import (
    BodyError,
    Message,
    final_message,
    header,
    headers_of,
    is_chunked,
    split_message,
    unchunk,
    unpack,
)
from onrecord.capture.clock import SYSTEM, Clock
from onrecord.capture.connections import NetworkLimits, Resolver, Wire, WireTransport, system_resolver
from onrecord.errors import CaptureError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
USER_AGENT = f"onrecord/{version('onrecord')} (records reports of armed conflict)"
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BeforeHop = Callable[[Target], None]
"""Called before each request, redirects included; it may wait, or refuse by raising CaptureError."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the response to it, as they were on the wire, TLS taken off."""

    address: str
    ip: str
    time: datetime
    """When the request was made, UTC."""
    request: bytes
    head: bytes
    """The response's status line and headers, interim responses (1xx) left out."""
    body_on_wire: bytes
    """With chunk framing, where the response came in chunks."""
    body: bytes
    """Chunks joined; still packed."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """Of the response: names in lower case."""

    def header(self, name: str) -> str | None:
        """A response header's value, None where it was not sent."""
        return header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address: the exchanges in order, the last one no redirect."""

    requested: str
    exchanges: tuple[Exchange, ...]
    payload: bytes
    """The last body, unpacked: a page as a browser reads it."""

    @property
    def final(self) -> Exchange:
        """The exchange that answered."""
        return self.exchanges[-1]

    @property
    def media_type(self) -> str | None:
        """'text/html', without its parameters."""
        value = self.final.header("content-type")
        return None if value is None else value.split(";")[0].strip().lower() or None


class Client:
    """Asks for addresses within policy and limits. Remembers nothing between two calls, no cookies either."""

    def __init__(
        self,
        *,
        agent: str = USER_AGENT,
        policy: Policy = Policy(),  # noqa: B008 - frozen
        limits: NetworkLimits = NetworkLimits(),  # noqa: B008 - frozen
        clock: Clock = SYSTEM,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.agent = agent
        self.policy = policy
        self.limits = limits
        self.clock = clock
        self.resolver = resolver
        self._tls = tls or httpx.create_ssl_context(trust_env=False)

    def get(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        before_hop: BeforeHop | None = None,
        limits: NetworkLimits | None = None,
    ) -> Answer:
        """Ask for an address and follow its redirects. ``headers`` go with the first request alone.

        Raises CaptureError. A status such as 404 is no error: it is in ``Answer.final``.
        """
        within = limits or self.limits
        spent = 0.0
        exchanges: list[Exchange] = []
        target = read_address(address)
        requested = target.address
        seen: set[tuple[str, tuple[str, ...]]] = set()
        with self._session(within, lambda: self.clock.monotonic() + within.seconds - spent) as session:
            while True:
                _refuse_circles(target, session, seen, exchanges, within)
                if before_hop is not None:
                    before_hop(target)
                start = self.clock.monotonic()
                exchange, payload = self._exchange(session, target, headers if not exchanges else None, within)
                spent += self.clock.monotonic() - start
                exchanges.append(exchange)
                to = exchange.header("location")
                if exchange.status not in REDIRECTS or not to:
                    return Answer(requested, tuple(exchanges), payload)
                target = read_address(to, base=target.address)

    def post(self, address: str, body: bytes, *, content_type: str, accept: str) -> Answer:
        """Send bytes to an address; a redirect is not followed. Raises CaptureError."""
        target = read_address(address)
        start = self.clock.monotonic()
        headers = {"Content-Type": content_type, "Accept": accept}
        with self._session(self.limits, lambda: start + self.limits.seconds) as session:
            exchange, payload = self._exchange(session, target, headers, self.limits, body=body)
        return Answer(target.address, (exchange,), payload)

    def _session(self, limits: NetworkLimits, deadline: Callable[[], float]) -> httpx.Client:
        def new_wire(address: str) -> Wire:
            return Wire(one_line(address), limits, deadline(), self.clock.monotonic)

        transport = WireTransport(self.policy, self.resolver, self._tls, new_wire)
        return httpx.Client(transport=transport, trust_env=False, follow_redirects=False)

    def _exchange(
        self,
        session: httpx.Client,
        target: Target,
        headers: Mapping[str, str] | None,
        limits: NetworkLimits,
        *,
        body: bytes | None = None,
    ) -> tuple[Exchange, bytes]:
        """One request and its answer; with a body it is posted."""
        sent = {
            "User-Agent": self.agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **(headers or {}),
        }
        time = self.clock.now()
        shown = one_line(target.address)
        try:
            method = "GET" if body is None else "POST"
            with session.stream(method, target.address, headers=sent, content=body) as response:
                wire: Wire = response.extensions["wire"]
                _refuse_large(response, shown, limits)
                return _read_exchange(target.address, time, wire, b"".join(response.iter_raw()), limits)
        except BodyError as fault:
            raise CaptureError(shown, fault.reason, f"{fault}; it was given up") from None
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as fault:
            raise _as_capture_error(shown, fault) from fault
        except (httpx.InvalidURL, httpx.CookieConflict, httpx.StreamError) as fault:
            raise CaptureError(shown, "protocol", f"cannot be read: {one_line(str(fault))}") from fault


def _refuse_circles(
    target: Target,
    session: httpx.Client,
    seen: set[tuple[str, tuple[str, ...]]],
    exchanges: list[Exchange],
    limits: NetworkLimits,
) -> None:
    """A page that sends on to itself with a new cookie is no circle; the same address with the same cookies is."""
    way = " -> ".join(one_line(exchange.address) for exchange in exchanges)
    state = (target.address, tuple(sorted(f"{cookie.name}={cookie.value}" for cookie in session.cookies.jar)))
    if state in seen:
        words = f"redirects in a circle: {way} -> {one_line(target.address)}"
        raise CaptureError(one_line(exchanges[0].address), "redirects", words)
    if len(exchanges) > limits.redirects:
        words = f"redirects more than {limits.redirects} times: {way}"
        raise CaptureError(one_line(exchanges[0].address), "redirects", words)
    seen.add(state)


def _refuse_large(response: httpx.Response, shown: str, limits: NetworkLimits) -> None:
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.max_wire_bytes:
        words = f"has {int(length):,} bytes, over the limit of {limits.max_wire_bytes:,}"
        raise CaptureError(shown, "too_large", words)


def _read_exchange(
    address: str, time: datetime, wire: Wire, body: bytes, limits: NetworkLimits
) -> tuple[Exchange, bytes]:
    """Put an exchange together from its wire, cutting off what a server sends past the end of its message."""
    message: Message = final_message(bytes(wire.received))
    headers, status = headers_of(message.head), int(message.head.split(None, 2)[1])
    on_wire = body
    if is_chunked(headers):
        unchunked, end = unchunk(message.rest)
        if unchunked != body:
            raise BodyError("protocol", "sends chunks that can be read in two ways")
        on_wire = message.rest[:end]
    payload = unpack(body, header(headers, "content-encoding"), limits.max_payload_bytes)
    request = split_message(bytes(wire.sent)).head
    return Exchange(address, wire.ip, time, request, message.head, on_wire, body, status, headers), payload


_CUT_OFF = ("without sending complete message body", "incomplete chunked read", "without sending a response")


def _as_capture_error(shown: str, fault: Exception) -> CaptureError:
    """The library's error in our words."""
    words = one_line(str(fault)) or type(fault).__name__
    if isinstance(fault, (httpx.TimeoutException, httpcore.TimeoutException)):
        return CaptureError(shown, "timeout", "does not answer in time; try again later")
    if any(mark in words for mark in _CUT_OFF):
        return CaptureError(shown, "truncated", f"breaks off before its end ({words}); try again later")
    if isinstance(fault, (httpx.ProtocolError, httpcore.ProtocolError)):
        return CaptureError(shown, "protocol", f"does not keep to HTTP ({words})")
    if isinstance(fault.__cause__, ssl.SSLError) or "SSL" in words or "certificate" in words:
        return CaptureError(shown, "tls", f"its certificate or encryption cannot be trusted ({words})")
    return CaptureError(shown, "network", f"the connection failed ({words}); try again later")
