"""The guard: a small proxy between a browser and the network, which lets it reach the public internet alone.

In: what a browser asks for - CONNECT for https, whole addresses for http. Out: the same bytes to and from an address
that was checked, or a refusal. A page's scripts and frames can ask for anything; whatever they ask for passes here,
under the policy that captures keep to, within a budget of bytes, connections and time.
"""

from __future__ import annotations

import asyncio
import re
import threading
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from onrecord.capture.addresses import Policy, Target, check_ips, check_port, one_line, read_address
from onrecord.capture.connections import Resolver
from onrecord.errors import CaptureError

_HEAD_BYTES = 64 * 1024
_PIECE = 1 << 16
_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:@/\s]+):(\d{1,5})")
_HOP_HEADERS = frozenset({b"connection", b"proxy-connection", b"proxy-authorization", b"keep-alive"})


@dataclass(frozen=True, slots=True)
class GuardLimits:
    """What one browser run may take."""

    max_bytes: int = 200_000_000
    """Both ways, over all connections."""
    connections: int = 100
    """At once."""
    connect_seconds: float = 15.0
    seconds: float = 120.0
    """Of one connection."""


class Guard:
    """A proxy on loopback, running while its ``with`` does. ``refused``: what it did not let out, a line each."""

    def __init__(self, policy: Policy, resolver: Resolver, limits: GuardLimits = GuardLimits()) -> None:
        self._policy = policy
        self._resolver = resolver
        self._limits = limits
        self._left = limits.max_bytes
        self._open = 0
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="guard")
        self.port = 0
        self.refused: list[str] = []

    def __enter__(self) -> Guard:
        self._thread.start()
        if not self._is_up.wait(10):
            raise CaptureError("the browser", "picture", "its guard did not start; no picture was taken")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, limit=_HEAD_BYTES)
        self.port = server.sockets[0].getsockname()[1]
        self._is_up.set()
        await self._stopping.wait()
        server.close()
        mine = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not mine]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._pass_on(reader, writer)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            return
        except CaptureError as fault:
            self.refused.append(str(fault))
            with suppress(OSError):
                writer.write(b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
        finally:
            self._open -= 1
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, place = _request_line(head)
        if self._open > self._limits.connections:
            raise CaptureError(one_line(place), "refused_address", "too many connections are open at once")
        if method == "CONNECT":
            host, port = _authority(place)
            far_reader, far_writer = await self._connect(f"{host}:{port}", host, port)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            target = read_address(place)
            far_reader, far_writer = await self._connect(target.address, target.host, target.port)
            far_writer.write(_forwarded(head, method, target))
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            far_writer.close()

    async def _connect(self, shown: str, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """To the first checked address that answers. Raises CaptureError, OSError."""
        check_port(one_line(shown), port)
        fault: Exception = OSError("no address")
        async with asyncio.timeout(self._limits.connect_seconds):
            found = await self._loop.run_in_executor(None, self._resolver, host, port)
            for ip in check_ips(one_line(shown), found, self._policy):
                try:
                    return await asyncio.open_connection(str(ip), port)
                except OSError as error:
                    fault = error
        raise fault

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_PIECE):
            self._left -= len(data)
            if self._left < 0:
                raise CaptureError("the page", "too_large", f"takes more than {self._limits.max_bytes:,} bytes")
            writer.write(data)
            await writer.drain()
        with suppress(OSError):
            if writer.can_write_eof():
                writer.write_eof()


def _request_line(head: bytes) -> tuple[str, str]:
    words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    if len(words) != 3:
        raise CaptureError("the browser", "protocol", "sent no request line")
    return words[0], words[1]


def _authority(place: str) -> tuple[str, int]:
    found = _AUTHORITY.fullmatch(place)
    if found is None:
        raise CaptureError(one_line(place), "bad_address", "names no host and port")
    return found[1].strip("[]"), int(found[2])


def _forwarded(head: bytes, method: str, target: Target) -> bytes:
    """The request as the server itself takes it, for this one request alone."""
    path = target.address.split("://", 1)[1]
    path = path[path.index("/") :] if "/" in path else "/"
    lines = head.split(b"\r\n")[1:-2]
    kept = [line for line in lines if line.split(b":", 1)[0].strip().lower() not in _HOP_HEADERS]
    return b"\r\n".join([f"{method} {path} HTTP/1.1".encode("latin-1"), *kept, b"Connection: close", b"", b""])
