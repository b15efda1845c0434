"""A browser, spoken to over two pipes in the DevTools protocol.

In: a command and its parameters. Out: what the browser answers. No port is opened for it, so nobody else on the
machine can drive the browser. Source: the Chrome DevTools Protocol, and Chromium's --remote-debugging-pipe (messages
of JSON, each ended by a zero byte; the browser reads from descriptor 3 and writes to 4).
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

MOST_MESSAGE_BYTES = 150_000_000
_PIECE = 1 << 20


class BrowserError(Exception):
    """The browser did not do as asked; the message says what it said."""


class Browser:
    """A running browser; it and all its processes end with its ``with``."""

    def __init__(self, command: Sequence[str], deadline: float) -> None:
        """``deadline``: on ``time.monotonic``; every call ends by then. Raises BrowserError."""
        self._deadline = deadline
        self._number = 0
        self._buffer = bytearray()
        self.events: list[dict[str, Any]] = []
        to_browser, self._out = _pipe()
        self._in, from_browser = _pipe()
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, to_browser, 3),
            (os.POSIX_SPAWN_DUP2, from_browser, 4),
        ]
        try:
            self._pid = os.posix_spawn(command[0], list(command), _environment(), file_actions=actions, setpgroup=0)
        except OSError as fault:
            self._close_pipes()
            raise BrowserError(f"{command[0]} does not start ({fault.strerror})") from None
        finally:
            os.close(to_browser)
            os.close(from_browser)

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        self._close_pipes()

    def _close_pipes(self) -> None:
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Give a command and wait for its result. Raises BrowserError."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        while True:
            found = self._read(self._deadline)
            if found is None:
                raise BrowserError(f"it did not answer {method} in time")
            if found.get("id") == self._number:
                if "error" in found:
                    raise BrowserError(f"{method}: {str(found['error'].get('message'))[:200]}")
                return dict(found.get("result") or {})
            self._note(found)

    def wait_for(self, event: str, seconds: float) -> bool:
        """Wait until the browser reports an event; whether it did."""
        until = min(self._deadline, time.monotonic() + seconds)
        while not any(found.get("method") == event for found in self.events):
            found = self._read(until)
            if found is None:
                return False
            self._note(found)
        return True

    def idle(self, seconds: float) -> None:
        """Let the page go on for a while, taking in what the browser reports."""
        until = min(self._deadline, time.monotonic() + seconds)
        while (found := self._read(until)) is not None:
            self._note(found)

    def _note(self, found: Mapping[str, Any]) -> None:
        """Keep an event; a dialog that a page opens to hold everything up is dismissed."""
        if found.get("method") == "Page.javascriptDialogOpening":
            self._number += 1
            answer = {"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
            self._write(json.dumps({**answer, "sessionId": found.get("sessionId")}).encode() + b"\0")
        if len(self.events) < 1000:
            self.events.append({"method": found.get("method")})

    def _write(self, data: bytes) -> None:
        while data:
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([], [self._out], [], left)[1]:
                raise BrowserError("it does not listen")
            try:
                data = data[os.write(self._out, data[:4096]) :]
            except OSError:
                raise BrowserError("it ended early") from None

    def _read(self, until: float) -> dict[str, Any] | None:
        """The next message; None where none came in time."""
        start = 0
        while (end := self._buffer.find(b"\0", start)) < 0:
            start = len(self._buffer)
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                return None
            data = os.read(self._in, _PIECE)
            if not data:
                raise BrowserError("it ended early")
            self._buffer += data
            if len(self._buffer) > MOST_MESSAGE_BYTES:
                raise BrowserError("it sends more than can be held")
        message = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        found = json.loads(message)
        return found if isinstance(found, dict) else {}


def _pipe() -> tuple[int, int]:
    """A pipe with high descriptors, out of the way of 3 and 4."""
    low = os.pipe()
    high = tuple(fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in low)
    for one in low:
        os.close(one)
    return high[0], high[1]


def _environment() -> dict[str, str]:
    """What the browser is told of the machine: no proxies, no keys."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
