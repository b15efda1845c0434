"""Fetching: one address captured, politely and safely, and what came of it kept as evidence.

In: an address and where it was found. Out: an outcome - Captured, Gone or Failed - and an entry in the evidence. The
site's robots.txt is kept to, at every redirect; a page that was captured before is asked for only if it changed. What
changed, went away or could not be had is written down as much as what was found: silence by a publisher is an event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.capture.addresses import Target, one_line, read_address
from onrecord.capture.captures import Capture, Picture
from onrecord.capture.client import Answer, Client
from onrecord.capture.clock import Clock
from onrecord.capture.evidence import Evidence
from onrecord.capture.index import Seen
from onrecord.capture.journal import Act
from onrecord.capture.politeness import BUSY, Politeness
from onrecord.capture.records import hex_digest
from onrecord.capture.robots import Robots
from onrecord.errors import CaptureError

ATTEMPTS = 3
LONGEST_WAIT = 120.0
"""Seconds that one address may make a run wait for its site; past that it fails, and the run goes on."""
_GONE = frozenset({404, 410})
_PASSING = frozenset({"timeout", "network", "truncated", "busy"})
"""Failures that a second try may mend."""
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
        is_shell: IsShell | None = None,
    ) -> None:
        self.evidence = evidence
        self.politeness = politeness
        self._client = client
        self._clock = clock
        self._settings = settings
        self._photographer = photographer
        self._is_shell = is_shell
        self._robots = Robots(client, clock, self._wait)

    def fetch(self, address: str, *, context: str | None = None, kind: str = "page") -> Outcome:
        """Capture one address. ``kind``: 'page', 'media' or 'feed'. Raises EvidenceError alone."""
        try:
            target = read_address(address)
        except CaptureError as fault:
            return Failed(one_line(address), fault.reason, fault.message)
        for attempt in range(1, self._settings.attempts + 1):
            try:
                answer = self._ask(target)
                return self._judge(target, answer, context, kind)
            except CaptureError as fault:
                if attempt < self._settings.attempts and fault.reason in _PASSING and self._may_wait(target):
                    continue
                return self._failed(target, fault, context, kind)
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

    def _judge(self, target: Target, answer: Answer, context: str | None, kind: str) -> Outcome:
        seen = self.evidence.seen(target.address)
        status = answer.final.status
        if status == 304 and seen is not None and seen.item is not None:
            return self._unchanged(answer, seen, context, kind)
        if status in _GONE and seen is not None and seen.item is not None:
            return self._gone(answer, seen, context, kind)
        why = self._why_no_content(answer, kind)
        if why is not None:
            return self._refused(answer, why, context, kind)
        return self._found(answer, seen, context, kind)

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

    def _found(self, answer: Answer, seen: Seen | None, context: str | None, kind: str) -> Outcome:
        before = None if seen is None else seen.item
        change = _change(seen, hex_digest(answer.payload))
        act = Act.CHANGED if change == "changed" else Act.COLLECTED
        facts: dict[str, Any] = {"outcome": change}
        if seen is not None and before is not None:
            facts.update(previous=before, returned=seen.is_gone)
        picture: Picture | None = None
        missing: tuple[str, ...] = ()
        if kind == "page" and not (change == "unchanged" and seen is not None and seen.is_complete):
            picture, missing = self._photograph(answer)
        return self._keep(
            Capture(
                act,
                answer,
                kind,
                self._settings.method,
                context=context,
                picture=picture,
                missing=missing,
                facts=facts,
            ),
            change,
        )

    def _photograph(self, answer: Answer) -> tuple[Picture | None, tuple[str, ...]]:
        if self._photographer is None:
            return None, (f"picture: {self._settings.no_picture}",)
        try:
            self._wait(read_address(answer.final.address))
            return self._photographer.picture(answer.final.address), ()
        except CaptureError as fault:
            return None, (f"picture: {one_line(fault.message)}",)

    def _unchanged(self, answer: Answer, seen: Seen, context: str | None, kind: str) -> Outcome:
        picture: Picture | None = None
        missing: tuple[str, ...] = ()
        if kind == "page" and not seen.is_complete:
            picture, missing = self._photograph(answer)
        facts = {
            "outcome": "unchanged",
            "etag": answer.final.header("etag") or seen.etag,
            "last_modified": answer.final.header("last-modified") or seen.last_modified,
        }
        return self._keep(
            Capture(
                Act.COLLECTED,
                answer,
                kind,
                self._settings.method,
                context=context,
                picture=picture,
                missing=missing,
                facts=facts,
                not_modified=seen.item,
            ),
            "unchanged",
        )

    def _keep(self, capture: Capture, change: str) -> Captured:
        entry = self.evidence.keep(capture)
        return Captured(
            address=capture.answer.requested,
            final=capture.answer.final.address,
            sha256=capture.item,
            change=change,
            kind=capture.kind,
            payload_bytes=len(capture.answer.payload),
            media_type=capture.answer.media_type,
            missing=capture.missing,
            entry=entry.seq,
        )

    def _gone(self, answer: Answer, seen: Seen, context: str | None, kind: str) -> Outcome:
        """The server's own word that a page is not there is evidence; said once, then noted shortly."""
        facts = {"reason": "status", "previous": seen.item}
        if seen.is_gone:
            entry = self.evidence.note(
                Act.GONE,
                address=answer.requested,
                facts={**facts, "kind": kind, "status": answer.final.status, "context": context},
            )
        else:
            entry = self.evidence.keep(
                Capture(Act.GONE, answer, kind, self._settings.method, context=context, facts=facts)
            )
        return Gone(answer.requested, answer.final.status, entry.seq)

    def _refused(self, answer: Answer, why: tuple[str, str], context: str | None, kind: str) -> Outcome:
        """What a server sent instead of a page is kept too: that it was withheld may matter one day."""
        reason, message = why
        facts = {"reason": reason, "message": message}
        missing = (f"content: {message}",)
        capture = Capture(
            Act.FAILED, answer, kind, self._settings.method, context=context, missing=missing, facts=facts
        )
        self.evidence.keep(capture)
        return Failed(answer.requested, reason, message)

    def _failed(self, target: Target, fault: CaptureError, context: str | None, kind: str) -> Failed:
        facts = {"reason": fault.reason, "message": str(fault), "kind": kind, "context": context}
        self.evidence.note(Act.FAILED, address=target.address, facts={**facts, "method": self._settings.method})
        message = fault.message if fault.address == one_line(target.address) else str(fault)
        return Failed(target.address, fault.reason, message)


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
