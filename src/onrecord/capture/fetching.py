"""Fetching: one address captured, politely and safely, and what came of it kept as evidence.

In: an address and where it was found. Out: an outcome - Captured, Gone or Failed - and an entry in the evidence. The
site's robots.txt is kept to, at every redirect; a page that was captured before is asked for only if it changed. What
changed, went away or could not be had is written down as much as what was found: silence by a publisher is an event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from onrecord.capture.addresses import Target, one_line, read_address
from onrecord.capture.captures import Capture, Picture
from onrecord.capture.client import Answer, Client
from onrecord.capture.clock import Clock
from onrecord.capture.evidence import Evidence
from onrecord.capture.index import Seen
from onrecord.capture.journal import Act, Entry
from onrecord.capture.politeness import BUSY, Politeness
from onrecord.capture.records import hex_digest
from onrecord.capture.robots import Robots
from onrecord.capture.timestamps import Token
from onrecord.errors import CaptureError

ATTEMPTS = 3
LONGEST_WAIT = 120.0
"""Seconds that one address may make a run wait for its site; past that it fails, and the run goes on."""
_GONE = frozenset({404, 410})
_PASSING = frozenset({"timeout", "network", "truncated", "busy"})
"""Failures that a second try may mend."""
Stamper = Callable[[str], Token]
"""Has the digest of a log entry stamped by an authority. Raises CaptureError."""
IsShell = Callable[[bytes, str], str | None]
"""A page's bytes and address to why it has no content (a login wall, a bot check), or None."""


class Photographer(Protocol):
    """Takes full-page pictures."""

    def picture(self, address: str) -> Picture:
        """A picture of a page. Raises CaptureError, with why there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Captured:
    """A page that is there, and in the evidence."""

    address: str
    final: str
    sha256: str
    change: str
    """'new', 'changed' or 'unchanged'."""
    kind: str
    payload_bytes: int
    media_type: str | None
    missing: tuple[str, ...]
    entry: int
    """The log entry's seq."""

    @property
    def is_complete(self) -> bool:
        """Whether address, response and picture are all there."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that was there and is not any more."""

    address: str
    status: int
    entry: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be captured; ``reason`` is a CaptureError's."""

    address: str
    reason: str
    message: str


Outcome = Captured | Gone | Failed


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for and why."""

    target: Target
    kind: str
    """'page', 'media' or 'feed'."""
    context: str | None
    """The page that embeds it, or the feed whose item it is."""
    told: Mapping[str, Any]
    """What the context says of it: a feed item's title, its outlet."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How pages are fetched."""

    method: str = "onrecord fetch"
    attempts: int = ATTEMPTS
    longest_wait: float = LONGEST_WAIT
    no_picture: str = "no browser was asked for"
    """Why there is no picture, where there is no photographer."""


class Fetcher:
    """Captures addresses one at a time."""

    def __init__(
        self,
        client: Client,
        evidence: Evidence,
        politeness: Politeness,
        *,
        clock: Clock,
        settings: Settings = Settings(),
        photographer: Photographer | None = None,
        stamper: Stamper | None = None,
        is_shell: IsShell | None = None,
    ) -> None:
        self.evidence = evidence
        self.politeness = politeness
        self._client = client
        self._clock = clock
        self._settings = settings
        self._photographer = photographer
        self._stamper = stamper
        self._is_shell = is_shell
        self._robots = Robots(client, clock, self._wait)

    def fetch(
        self, address: str, *, context: str | None = None, kind: str = "page", told: Mapping[str, Any] | None = None
    ) -> Outcome:
        """Capture one address; the rest is what ``Asked`` says. Raises EvidenceError alone."""
        try:
            target = read_address(address)
        except CaptureError as fault:
            return Failed(one_line(address), fault.reason, fault.message)
        asked = Asked(target, kind, context, told or {})
        for attempt in range(1, self._settings.attempts + 1):
            try:
                answer = self._ask(target)
                return self._judge(asked, answer)
            except CaptureError as fault:
                if attempt < self._settings.attempts and fault.reason in _PASSING and self._may_wait(target):
                    continue
                return self._failed(asked, fault)
        raise AssertionError("no attempt was made")

    # ------------------------------------------------------------------ asking

    def _ask(self, target: Target) -> Answer:
        seen = self.evidence.seen(target.address)
        headers = _conditions(seen)
        last = target

        def before_hop(hop: Target) -> None:
            nonlocal last
            last = hop
            self._ask_leave(hop)

        try:
            answer = self._client.get(target.address, headers=headers, before_hop=before_hop)
        except CaptureError as fault:
            if fault.reason in _PASSING and fault.reason != "busy":
                self.politeness.failed(last)
            raise
        final = answer.final
        self.politeness.heard(last, final.status, final.header("retry-after"))
        if final.status in BUSY:
            seconds = self.politeness.ready_in(last)
            words = f"the site is busy (status {final.status}); try again in {seconds:.0f} seconds"
            raise CaptureError(one_line(final.address), "busy", words)
        return answer

    def _ask_leave(self, target: Target) -> None:
        rule = self._robots.rule(target)
        if not rule.is_allowed:
            raise CaptureError(one_line(target.address), "robots", rule.why)
        self.politeness.ask_for_pause(target, rule.delay)
        self._wait(target)

    def _wait(self, target: Target) -> None:
        if not self._may_wait(target):
            seconds = self.politeness.ready_in(target)
            words = f"the site asks to be left alone for {seconds:.0f} seconds more; try again later"
            raise CaptureError(one_line(target.address), "busy", words)
        self.politeness.wait(target)

    def _may_wait(self, target: Target) -> bool:
        return self.politeness.ready_in(target) <= self._settings.longest_wait

    # ------------------------------------------------------------------ judging

    def _judge(self, asked: Asked, answer: Answer) -> Outcome:
        seen = self.evidence.seen(asked.target.address)
        status = answer.final.status
        if status == 304 and seen is not None and seen.item is not None:
            return self._unchanged(asked, answer, seen)
        if status in _GONE and seen is not None and seen.item is not None:
            return self._gone(asked, answer, seen)
        why = self._why_no_content(answer, asked.kind)
        if why is not None:
            return self._refused(asked, answer, why)
        return self._found(asked, answer, seen)

    def _why_no_content(self, answer: Answer, kind: str) -> tuple[str, str] | None:
        """Reason and words where an answer is no capture of the page."""
        status = answer.final.status
        if status != 200:
            return "status", f"the server answers with status {status}{_advice(status)}"
        if not answer.payload.strip():
            return "shell", "the server answers with an empty page"
        if kind == "page" and self._is_shell is not None:
            why = self._is_shell(answer.payload, answer.final.address)
            if why is not None:
                return "shell", f"the page has no content of its own: {one_line(why)}"
        return None

    def _found(self, asked: Asked, answer: Answer, seen: Seen | None) -> Outcome:
        before = None if seen is None else seen.item
        change = _change(seen, hex_digest(answer.payload))
        act = Act.CHANGED if change == "changed" else Act.COLLECTED
        facts: dict[str, Any] = {"outcome": change}
        if seen is not None and before is not None:
            facts.update(previous=before, returned=seen.is_gone)
        picture: Picture | None = None
        missing: tuple[str, ...] = ()
        if asked.kind == "page" and not (change == "unchanged" and seen is not None and seen.is_complete):
            picture, missing = self._photograph(answer)
        capture = self._capture(act, asked, answer, facts)
        return self._keep(replace(capture, picture=picture, missing=missing), change)

    def _capture(self, act: Act, asked: Asked, answer: Answer, facts: Mapping[str, Any]) -> Capture:
        told = {"told": dict(asked.told)} if asked.told else {}
        return Capture(act, answer, asked.kind, self._settings.method, asked.context, facts={**told, **facts})

    def _photograph(self, answer: Answer) -> tuple[Picture | None, tuple[str, ...]]:
        if self._photographer is None:
            return None, (f"picture: {self._settings.no_picture}",)
        try:
            self._wait(read_address(answer.final.address))
            return self._photographer.picture(answer.final.address), ()
        except CaptureError as fault:
            return None, (f"picture: {one_line(fault.message)}",)

    def _unchanged(self, asked: Asked, answer: Answer, seen: Seen) -> Outcome:
        picture: Picture | None = None
        missing: tuple[str, ...] = ()
        if asked.kind == "page" and not seen.is_complete:
            picture, missing = self._photograph(answer)
        facts = {
            "outcome": "unchanged",
            "etag": answer.final.header("etag") or seen.etag,
            "last_modified": answer.final.header("last-modified") or seen.last_modified,
        }
        capture = self._capture(Act.COLLECTED, asked, answer, facts)
        capture = replace(capture, picture=picture, missing=missing, not_modified=seen.item)
        return self._keep(capture, "unchanged")

    def _timestamp(self, entry: Entry) -> tuple[str, ...]:
        """Have an entry stamped by an authority outside, where one is named; why not, where that fails."""
        if self._stamper is None:
            return ()
        try:
            token = self._stamper(entry.sha256)
        except CaptureError as fault:
            return (f"timestamp: {one_line(fault.message)}",)
        facts = {"entry": entry.seq, "entry_sha256": entry.sha256, **asdict(token)}
        self.evidence.note(Act.TIMESTAMPED, item=entry.item, address=entry.address, facts=facts)
        return ()

    def _keep(self, capture: Capture, change: str) -> Captured:
        entry = self.evidence.keep(capture)
        unstamped = self._timestamp(entry) if capture.kind == "page" else ()
        return Captured(
            address=capture.answer.requested,
            final=capture.answer.final.address,
            sha256=capture.item,
            change=change,
            kind=capture.kind,
            payload_bytes=len(capture.answer.payload),
            media_type=capture.answer.media_type,
            missing=(*capture.missing, *unstamped),
            entry=entry.seq,
        )

    def _gone(self, asked: Asked, answer: Answer, seen: Seen) -> Outcome:
        """The server's own word that a page is not there is evidence; stored once, then noted shortly."""
        status = answer.final.status
        facts: dict[str, Any] = {"reason": "status", "previous": seen.item}
        if seen.is_gone:
            facts.update(kind=asked.kind, status=status, context=asked.context)
            entry = self.evidence.note(Act.GONE, address=answer.requested, facts=facts)
        else:
            entry = self.evidence.keep(self._capture(Act.GONE, asked, answer, facts))
        return Gone(answer.requested, status, entry.seq)

    def _refused(self, asked: Asked, answer: Answer, why: tuple[str, str]) -> Outcome:
        """What a server sent instead of a page is kept too: that it was withheld may matter one day."""
        reason, message = why
        capture = self._capture(Act.FAILED, asked, answer, {"reason": reason, "message": message})
        self.evidence.keep(replace(capture, missing=(f"content: {message}",)))
        return Failed(answer.requested, reason, message)

    def _failed(self, asked: Asked, fault: CaptureError) -> Failed:
        facts = {
            "reason": fault.reason,
            "message": str(fault),
            "kind": asked.kind,
            "context": asked.context,
            "method": self._settings.method,
        }
        address = asked.target.address
        self.evidence.note(Act.FAILED, address=address, facts=facts)
        message = fault.message if fault.address == one_line(address) else str(fault)
        return Failed(address, fault.reason, message)


def _change(seen: Seen | None, sha256: str) -> str:
    """How a page stands to what was captured of it before; one that comes back has changed."""
    if seen is None or seen.item is None:
        return "new"
    return "unchanged" if seen.item == sha256 and not seen.is_gone else "changed"


def _conditions(seen: Seen | None) -> Mapping[str, str]:
    """Headers that ask for a page only if it changed since it was captured."""
    if seen is None or seen.item is None or seen.is_gone:
        return {}
    named = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
    return {name: value for name, value in named.items() if value and value.isascii() and value.isprintable()}


def _advice(status: int) -> str:
    return {
        401: ": it wants a login",
        403: ": it does not let this program in; --user-agent may name whom to ask",
        404: ": there is no such page; check the address",
        410: ": the page was removed",
        451: ": it is withheld for legal reasons",
    }.get(status, "; try again later" if status >= 500 else "")
