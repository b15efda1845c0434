"""Politeness: how long to leave a site alone between two requests.

In: each request that is about to be made, and each answer's status and Retry-After. Out: a wait, by the clock that was
given. A site that is overloaded (429, 503) or does not answer is left alone for as long as it asks, or for twice as
long each time. Source: RFC 9110 section 10.2.3 (Retry-After), RFC 6585 section 4 (429).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.capture.addresses import Target
from onrecord.capture.clock import Clock

PAUSE = 2.0
"""Seconds between two requests to one site, unless said otherwise."""
LONGEST = 3600.0
"""Seconds; a site is asked again after this, whatever Retry-After says."""
FIRST_BACK_OFF = 10.0
BUSY = frozenset({429, 503})
_MOST_SITES = 5000


@dataclass(slots=True)
class _Site:
    ready: float = 0.0
    pause: float = 0.0
    troubles: int = 0


class Politeness:
    """When each site may be asked next."""

    def __init__(self, clock: Clock, pause: float = PAUSE) -> None:
        self._clock = clock
        self._pause = pause
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    def ready_in(self, target: Target) -> float:
        """Seconds until a site may be asked; 0 where it may be now."""
        site = self._sites.get(target.site)
        return 0.0 if site is None else max(0.0, site.ready - self._clock.monotonic())

    def wait(self, target: Target) -> None:
        """Wait until a site may be asked, and note that it is."""
        seconds = self.ready_in(target)
        if seconds > 0:
            self._clock.sleep(seconds)
        site = self._site(target)
        site.ready = self._clock.monotonic() + max(self._pause, site.pause)

    def ask_for_pause(self, target: Target, seconds: float | None) -> None:
        """Keep to a pause that the site asks for (Crawl-delay), where it is longer than our own."""
        self._site(target).pause = seconds or 0.0

    def heard(self, target: Target, status: int, retry_after: str | None) -> None:
        """Take in an answer: the next request waits from now on, longer where the site is in trouble."""
        site = self._site(target)
        seconds = max(self._pause, site.pause)
        if status in BUSY:
            asked = read_retry_after(retry_after, self._clock.now())
            site.troubles += 1
            seconds = max(seconds, self._back_off(site) if asked is None else asked)
        else:
            site.troubles = 0
        site.ready = self._clock.monotonic() + min(seconds, LONGEST)

    def failed(self, target: Target) -> None:
        """Take in that a site did not answer."""
        site = self._site(target)
        site.troubles += 1
        site.ready = self._clock.monotonic() + max(self._pause, site.pause, self._back_off(site))

    @staticmethod
    def _back_off(site: _Site) -> float:
        return float(min(FIRST_BACK_OFF * 2 ** min(site.troubles - 1, 20), LONGEST))

    def _site(self, target: Target) -> _Site:
        site = self._sites.setdefault(target.site, _Site())
        self._sites.move_to_end(target.site)
        while len(self._sites) > _MOST_SITES:
            self._sites.popitem(last=False)
        return site


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, given in seconds or as an HTTP date; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST)
    try:
        then = parsedate_to_datetime(text)
        then = then if then.tzinfo is not None else then.replace(tzinfo=UTC)
        return min(max(0.0, (then - now).total_seconds()), LONGEST)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
