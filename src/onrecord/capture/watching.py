"""Watching: feeds asked for on a schedule, what they bring captured, and asked for again later.

In: a list of feeds, a fetcher, a clock. Out: events, one for each thing that came in or went wrong, and evidence. All
that must outlast a stop is in the evidence itself: which items feeds listed, what was captured, when it was checked
last. No feed can hold up the others: each has its limits, its pauses and its growing distance after failures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.capture.addresses import read_address
from onrecord.capture.agenda import HOUR, Agenda, Task, next_poll, next_time, seconds
from onrecord.capture.clock import Clock, read_stamp
from onrecord.capture.embedded import embedded_media
from onrecord.capture.feed_list import Feed
from onrecord.capture.fetching import Captured, Failed, Fetcher, Gone, Outcome
from onrecord.capture.journal import Act
from onrecord.capture.verify import Verdict, verify
from onrecord.errors import CaptureError, UnreadableReport
from onrecord.reports.feeds import FeedEntry, entries
from onrecord.reports.given import Limits

MOST_NEW_ITEMS = 500
"""Of one feed at one time; real ones bring some tens. What is past it is counted and left out."""
_MOST_LISTED_AT_ONCE = 100
_MOST_TITLE = 300
_POSTPONED_FROM = 5.0
"""Seconds that a site must be left alone, from which on other sites are asked meanwhile."""
_LONGEST_IDLE = 60.0

OnCaptured = Callable[[Captured, bytes, Feed], None]
"""Called with each new or changed page, its payload and its feed."""


@dataclass(frozen=True, slots=True)
class Read:
    """A feed was read: so many items, so many of them new, so many left out."""

    feed: str
    items: int
    new: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A feed came in that is none, or cannot be read; or what was to be done with a page failed."""

    address: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The evidence was read again whole."""

    verdict: Verdict


Event = Outcome | Read | Unread | Verified


@dataclass(frozen=True, slots=True)
class Plan:
    """How to watch."""

    feeds: tuple[Feed, ...]
    once: bool = False
    """Ask for every feed now, capture what is due, and end."""
    media: bool = False
    verify_hours: float = 24.0
    """Hours between two verifications of the evidence; 0 for none."""


class Watch:
    """Watches feeds until it is stopped."""

    def __init__(
        self,
        plan: Plan,
        fetcher: Fetcher,
        clock: Clock,
        *,
        is_stopped: Callable[[], bool],
        idle: Callable[[float], None],
        on_captured: OnCaptured | None = None,
    ) -> None:
        """``is_stopped``: asked between two requests; ``idle``: waits some seconds, or until stopped."""
        self._plan = plan
        self._feeds = {feed.url: feed for feed in plan.feeds}
        self._fetcher = fetcher
        self._evidence = fetcher.evidence
        self._clock = clock
        self._is_stopped = is_stopped
        self._idle = idle
        self._on_captured = on_captured
        self._agenda = Agenda()

    def run(self) -> Iterator[Event]:
        """Watch; events as they come. Ends when stopped, or with ``once`` when nothing is due. Raises EvidenceError."""
        try:
            self._fill()
            horizon = self._now()
            verify_at = self._first_verification()
            while not self._is_stopped():
                if not self._plan.once and self._now() >= verify_at:
                    yield self._verify()
                    verify_at = self._now() + self._plan.verify_hours * HOUR
                task = self._agenda.next()
                if self._plan.once and (task is None or task.at > horizon):
                    return
                wait = min(verify_at, _LONGEST_IDLE + self._now() if task is None else task.at) - self._now()
                if task is None or wait > 0:
                    self._idle(min(max(wait, 0.0), _LONGEST_IDLE))
                elif not self._postponed(task):
                    yield from self._do(task)
        finally:
            self._agenda.close()

    def _now(self) -> float:
        return seconds(self._clock.now())

    # ------------------------------------------------------------------ the agenda

    def _fill(self) -> None:
        """What is to be done, from the evidence."""
        index = self._evidence.index
        for seen in index.all_seen():
            if seen.kind == "page" and seen.context in self._feeds:
                self._put_page(seen.address, seen.context)
        for listed in index.listed():
            if listed.feed in self._feeds and index.seen(listed.address) is None:
                self._agenda.put(Task(listed.address, 0.0, "page", listed.feed, listed.told))
        for feed in self._plan.feeds:
            at = 0.0 if self._plan.once else next_poll(index.seen(feed.url), feed.every_minutes)
            self._agenda.put(Task(feed.url, at, "feed"))

    def _put_page(self, address: str, feed: str | None) -> None:
        seen = self._evidence.seen(address)
        at = None if seen is None else next_time(seen)
        if at is None:
            self._agenda.done(address)
            return
        listed = self._evidence.index.told_of(address)
        self._agenda.put(Task(address, at, "page", feed, {} if listed is None else listed.told))

    def _postponed(self, task: Task) -> bool:
        """Put a task off where its site is to be left alone for a while, and others can be asked meanwhile."""
        wait = self._fetcher.politeness.ready_in(read_address(task.address))
        if self._plan.once or wait <= _POSTPONED_FROM:
            return False
        self._agenda.put(Task(task.address, self._now() + wait, task.kind, task.context, task.told))
        return True

    # ------------------------------------------------------------------ tasks

    def _do(self, task: Task) -> Iterator[Event]:
        if task.kind == "feed":
            yield from self._poll(self._feeds[task.address])
        else:
            yield from self._capture(task)

    def _poll(self, feed: Feed) -> Iterator[Event]:
        outcome = self._fetcher.fetch(feed.url, kind="feed", told=feed.told)
        if not isinstance(outcome, Captured):
            yield outcome
        elif outcome.change == "unchanged":
            yield Read(feed.url, 0, 0, 0)
        else:
            yield self._read(feed, outcome)
        at = max(next_poll(self._evidence.seen(feed.url), feed.every_minutes), self._now() + 1)
        self._agenda.put(Task(feed.url, at, "feed"))

    def _read(self, feed: Feed, outcome: Captured) -> Event:
        """Read a feed and put what is new in it on the agenda."""
        payload = self._evidence.payload(outcome.sha256)
        try:
            found = entries(payload, feed.url, Limits())
        except UnreadableReport as fault:
            return self._unread(feed.url, outcome.sha256, fault.reason, fault.message)
        except Exception as fault:  # a feed is hostile, and a bug in a parser must not end the watch over the others
            return self._unread(feed.url, outcome.sha256, "bug", f"its reader failed: {type(fault).__name__}: {fault}")
        new: dict[str, dict[str, Any]] = {}
        left_out = 0
        for entry in found:
            address = _address(entry, outcome.final)
            if address is None or len(new) >= MOST_NEW_ITEMS:
                left_out += address is None or not self._is_known(address)
            elif address not in new and not self._is_known(address):
                new[address] = {"address": address, **_told(entry)}
        self._list(feed, outcome.sha256, list(new.values()), left_out)
        return Read(feed.url, len(found), len(new), left_out)

    def _is_known(self, address: str) -> bool:
        index = self._evidence.index
        return address in self._agenda or index.is_listed(address) or index.seen(address) is not None

    def _list(self, feed: Feed, item: str, new: list[dict[str, Any]], left_out: int) -> None:
        """Note what a feed lists, so that it is not forgotten should the watch be stopped now."""
        for start in range(0, len(new), _MOST_LISTED_AT_ONCE):
            listed = new[start : start + _MOST_LISTED_AT_ONCE]
            facts = {"what": "the feed was read", "listed": listed, "left_out": left_out}
            self._evidence.note(Act.OPENED, item=item, address=feed.url, facts=facts)
            for told in listed:
                self._agenda.put(Task(told["address"], 0.0, "page", feed.url, told))

    def _unread(self, address: str, item: str, reason: str, message: str) -> Unread:
        words = message[:500]
        facts = {"reason": reason, "message": words, "what": "the payload could not be read"}
        self._evidence.note(Act.OPENED, item=item, address=address, facts=facts)
        return Unread(address, reason, words)

    def _capture(self, task: Task) -> Iterator[Event]:
        feed = self._feeds[task.context or ""]
        told = {**feed.told, **{key: value for key, value in task.told.items() if key != "address"}}
        outcome = self._fetcher.fetch(task.address, context=task.context, told=told)
        self._put_page(task.address, task.context)
        yield outcome
        if not isinstance(outcome, Captured) or outcome.change == "unchanged":
            return
        payload = self._evidence.payload(outcome.sha256)
        if self._on_captured is not None:
            try:
                self._on_captured(outcome, payload, feed)
            except Exception as fault:  # what is done with a page is not ours; the page is kept, and the watch goes on
                yield self._unread(task.address, outcome.sha256, "bug", f"{type(fault).__name__}: {fault}")
        if self._plan.media and "html" in (outcome.media_type or ""):
            yield from self._capture_media(outcome, payload)

    def _capture_media(self, page: Captured, payload: bytes) -> Iterator[Event]:
        for address in embedded_media(payload, page.final):
            if self._is_stopped():
                return
            yield self._fetcher.fetch(address, context=page.final, kind="media")

    # ------------------------------------------------------------------ verifying

    def _first_verification(self) -> float:
        if self._plan.verify_hours <= 0:
            return float("inf")
        last = self._evidence.index.last_verified
        since = self._now() if last is None else seconds(read_stamp(last))
        return since + self._plan.verify_hours * HOUR

    def _verify(self) -> Verified:
        verdict = verify(self._evidence.folder, is_own=True)
        faults = [str(fault)[:500] for fault in verdict.faults[:20]]
        facts = {"sound": verdict.is_sound, "fault_count": len(verdict.faults), "faults": faults}
        self._evidence.note(Act.VERIFIED, facts=facts)
        return Verified(verdict)


def _address(entry: FeedEntry, base: str) -> str | None:
    if entry.url is None:
        return None
    try:
        return read_address(entry.url, base=base).address
    except CaptureError:
        return None


def _told(entry: FeedEntry) -> dict[str, str]:
    """What a feed says of an item, for the context of its capture."""
    told = {
        "title": _short(entry.title),
        "id": _short(entry.id),
        "published": _day(entry.published),
        "updated": _day(entry.updated),
    }
    return {name: value for name, value in told.items() if value}


def _short(words: str | None) -> str | None:
    return None if words is None else words[:_MOST_TITLE]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


__all__ = ["Event", "Failed", "Gone", "OnCaptured", "Plan", "Read", "Unread", "Verified", "Watch"]
