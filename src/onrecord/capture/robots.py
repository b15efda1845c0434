"""robots.txt: what a site's owner does not want machines to read.

In: a target that is about to be asked for. Out: a Rule: allowed or not, why, and how long to pause between requests.
A site without the file (4xx) allows everything; a site whose file cannot be had (5xx, no connection) allows nothing
for now. Source: RFC 9309, sections 2.2 to 2.5; Crawl-delay after common use.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from protego import Protego

from onrecord.capture.addresses import Target, one_line
from onrecord.capture.client import Client
from onrecord.capture.clock import Clock
from onrecord.errors import CaptureError

MOST_BYTES = 500 * 1024
"""Of a robots.txt that are read; RFC 9309 asks for this much."""
KEPT_SECONDS = 24 * 3600.0
"""How long a file holds, as RFC 9309 allows."""
RETRY_SECONDS = 600.0
"""After which a file that could not be had is asked for again."""
LONGEST_DELAY = 120.0
"""Seconds; a longer Crawl-delay is taken for this."""
_MOST_SITES = 5000
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Rule:
    """What a site says of one address."""

    is_allowed: bool
    why: str
    delay: float | None = None
    """Seconds between two requests that the site asks for."""


@dataclass(frozen=True, slots=True)
class _Site:
    rules: Protego | None
    """None where all addresses have one answer."""
    everything: Rule
    until: float


class Robots:
    """The robots.txt of the sites that are asked, each kept for a day."""

    def __init__(self, client: Client, clock: Clock, before_request: Callable[[Target], None] | None = None) -> None:
        """``before_request``: called before a robots.txt is asked for; it may wait."""
        self._client = client
        self._clock = clock
        self._before_request = before_request
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._name = client.agent.split("/")[0].split()[0]

    def rule(self, target: Target) -> Rule:
        """What the site of an address says of it.

        Raises CaptureError, with the reason of the failure, where the file cannot be asked for.
        """
        site = self._sites.get(target.site)
        if site is None or site.until <= self._clock.monotonic():
            site = self._ask(target)
            self._sites[target.site] = site
            self._sites.move_to_end(target.site)
            while len(self._sites) > _MOST_SITES:
                self._sites.popitem(last=False)
        if site.rules is None:
            return site.everything
        is_allowed = site.rules.can_fetch(target.address, self._name)
        why = "its robots.txt allows it" if is_allowed else f"its robots.txt does not allow {self._name} to read it"
        return replace(site.everything, is_allowed=is_allowed, why=why)

    def _ask(self, target: Target) -> _Site:
        now = self._clock.monotonic()
        limits = replace(self._client.limits, max_wire_bytes=4_000_000, max_payload_bytes=8_000_000)
        try:
            answer = self._client.get(f"{target.site}/robots.txt", before_hop=self._before_request, limits=limits)
        except CaptureError as fault:
            words = f"{fault.message} (its robots.txt was asked for first; while it cannot be had, nothing is read)"
            raise CaptureError(one_line(target.address), fault.reason, words) from fault
        status = answer.final.status
        if status >= 500 or status == _TOO_MANY_REQUESTS:
            words = f"its robots.txt cannot be had (status {status}), which forbids everything for now"
            return _Site(None, Rule(False, words), now + RETRY_SECONDS)
        if not 200 <= status < 300:
            return _Site(None, Rule(True, f"it has no robots.txt (status {status})"), now + KEPT_SECONDS)
        rules = Protego.parse(answer.payload[:MOST_BYTES].decode("utf-8", errors="replace"))
        delay = rules.crawl_delay(self._name)
        delay = None if delay is None or not delay > 0 else min(float(delay), LONGEST_DELAY)
        return _Site(rules, Rule(True, "its robots.txt allows it", delay), now + KEPT_SECONDS)
