"""Pictures: a page as a reader saw it, from top to bottom, by a headless Chromium.

In: an address. Out: a Picture (PNG), or a CaptureError with why there is none. The browser begins with an empty profile
each time and reaches the network through the guard alone, so that a page's scripts get no further than a capture does.
Source: requirement A1 of the casualty-recording standards.
"""

from __future__ import annotations

import base64
import binascii
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from typing import Any

from onrecord.capture.addresses import Policy, one_line, read_address
from onrecord.capture.browser import Browser, BrowserError
from onrecord.capture.captures import Picture
from onrecord.capture.client import Client
from onrecord.capture.clock import Clock, stamp
from onrecord.capture.connections import Resolver
from onrecord.capture.guard import Guard
from onrecord.errors import CaptureError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 1280
FIRST_HEIGHT = 900
MOST_HEIGHT = 16_384
"""Pixels; what Chromium can draw at once. A longer page is cut, and the picture's facts say so."""
SECONDS = 60.0
LOAD_SECONDS = 25.0
SETTLE_SECONDS = 1.5
MOST_PNG_BYTES = 100_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=MediaRouter,OptimizationHints,Translate,DnsOverHttps,AsyncDns",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    # By itself Chromium asks this machine's own servers without a proxy; this takes that exception away.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Chromium:
    """A browser program and the limits it is run under."""

    program: str
    agent: str
    policy: Policy
    resolver: Resolver
    clock: Clock
    seconds: float = SECONDS

    def picture(self, address: str) -> Picture:
        """A picture of a page. Raises CaptureError, with why there is none."""
        shown = one_line(address)
        target = read_address(address)
        deadline = time.monotonic() + self.seconds
        with (
            Guard(self.policy, self.resolver) as guard,
            tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as profile,
        ):
            try:
                with Browser(self._command(guard.port, profile), deadline) as browser:
                    when = stamp(self.clock.now())
                    png, how = _photograph(browser, target.address)
            except BrowserError as fault:
                why = f"; {one_line(guard.refused[0])}" if guard.refused else ""
                raise CaptureError(shown, "picture", f"the browser failed ({one_line(str(fault))}){why}") from None
        return Picture(png, when, how)

    def _command(self, port: int, profile: str) -> list[str]:
        return [
            self.program,
            *_FLAGS,
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            f"--proxy-server=http://127.0.0.1:{port}",
            f"--user-data-dir={profile}",
            f"--user-agent={self.agent}",
            f"--window-size={WIDTH},{FIRST_HEIGHT}",
            "about:blank",
        ]


def browser_found(client: Client) -> Chromium:
    """The Chromium of this machine. Raises CaptureError where there is none."""
    for name in BROWSERS:
        program = shutil.which(name)
        if program is not None:
            return Chromium(program, client.agent, client.policy, client.resolver, client.clock)
    raise CaptureError("picture", "picture", "no browser was found; install Chromium")


def _photograph(browser: Browser, address: str) -> tuple[bytes, str]:
    version = str(browser.call("Browser.getVersion").get("product", "unknown"))
    browser.call("Browser.setDownloadBehavior", behavior="deny")
    tab = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
    browser.call("Page.enable", session)
    browser.events.clear()
    answer = browser.call("Page.navigate", session, url=address)
    if answer.get("errorText"):
        raise BrowserError(str(answer["errorText"]))
    is_loaded = browser.wait_for("Page.loadEventFired", LOAD_SECONDS)
    browser.idle(SETTLE_SECONDS)
    height = _height(browser.call("Page.getLayoutMetrics", session))
    drawn = min(height, MOST_HEIGHT)
    browser.call(
        "Emulation.setDeviceMetricsOverride", session, width=WIDTH, height=drawn, deviceScaleFactor=1, mobile=False
    )
    browser.idle(SETTLE_SECONDS / 3)
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": drawn, "scale": 1}
    shot = browser.call("Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip)
    png = _png(shot)
    cut = f", cut from {height} pixels" if drawn < height else ""
    late = "" if is_loaded else ", before it was loaded whole"
    sandbox = ", without sandbox" if os.geteuid() == 0 else ""
    return png, f"{version}, {WIDTH} by {drawn} pixels{cut}{late}{sandbox}"


def _height(metrics: dict[str, Any]) -> int:
    size = metrics.get("cssContentSize") or metrics.get("contentSize") or {}
    return max(FIRST_HEIGHT, int(size.get("height", FIRST_HEIGHT)))


def _png(shot: dict[str, Any]) -> bytes:
    try:
        png = base64.b64decode(shot.get("data", ""), validate=True)
    except (binascii.Error, TypeError):
        png = b""
    if not png.startswith(_PNG):
        raise BrowserError("it gave no picture")
    if len(png) > MOST_PNG_BYTES:
        raise BrowserError(f"its picture has more than {MOST_PNG_BYTES:,} bytes")
    return png
