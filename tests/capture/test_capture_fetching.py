"""Fetching: what was found, changed, gone or withheld is all written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile_host import PAGE, HandClock, Host, hosting, in_turn, raw, redirect, send, tagged

from onrecord.capture.addresses import Policy
from onrecord.capture.captures import Picture
from onrecord.capture.client import Client
from onrecord.capture.clock import Clock
from onrecord.capture.evidence import Evidence
from onrecord.capture.fetching import Captured, Failed, Fetcher, Gone, IsShell, Outcome, Photographer
from onrecord.capture.politeness import Politeness
from onrecord.capture.records import hex_digest
from onrecord.capture.stored import stored_in
from onrecord.capture.verify import verify
from onrecord.errors import CaptureError

NEW = b"<p>Eight people died, not five.</p>"


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


@pytest.fixture
def by_hand() -> HandClock:
    return HandClock()


@contextmanager
def _fetcher(
    folder: Path, by_hand: HandClock, photographer: Photographer | None = None, is_shell: IsShell | None = None
) -> Iterator[Fetcher]:
    clock: Clock = by_hand.clock()
    client = Client(policy=Policy(allow_loopback=True), clock=clock)
    with Evidence(folder, actor="tester", clock=clock) as evidence:
        yield Fetcher(
            client,
            evidence,
            Politeness(clock),
            clock=clock,
            photographer=photographer,
            is_shell=is_shell,
        )


def _fetch(folder: Path, by_hand: HandClock, host: Host, path: str = "/page") -> Outcome:
    with _fetcher(folder, by_hand) as fetcher:
        return fetcher.fetch(host.url(path))


def _log(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()][1:]


def _acts(folder: Path) -> list[object]:
    return [one["act"] for one in _log(folder)]


def test_a_new_page_is_captured(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = send()
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Captured)
    assert (outcome.change, outcome.sha256) == ("new", hex_digest(PAGE))
    assert outcome.missing == ("picture: no browser was asked for",)
    assert host.paths() == ["/robots.txt", "/page"]
    assert verify(tmp_path).is_sound


def test_a_page_that_did_not_change_is_asked_for_with_its_tag(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = tagged()
    assert isinstance(_fetch(tmp_path, by_hand, host), Captured)
    for _ in range(2):
        outcome = _fetch(tmp_path, by_hand, host)
        assert isinstance(outcome, Captured)
        assert (outcome.change, outcome.sha256) == ("unchanged", hex_digest(PAGE))
        assert host.asked[-1][1]["if-none-match"] == '"v1"'
    assert _acts(tmp_path) == ["collected"] * 3
    assert [one.record_type for one in stored_in(tmp_path) if one.part == "page"] == ["response", "revisit", "revisit"]
    assert verify(tmp_path).is_sound


def test_a_page_that_is_sent_again_the_same_is_unchanged(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = send(Last_Modified="Wed, 01 May 2024 09:00:00 GMT")
    _fetch(tmp_path, by_hand, host)
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Captured)
    assert outcome.change == "unchanged"
    assert host.asked[-1][1]["if-modified-since"] == "Wed, 01 May 2024 09:00:00 GMT"


def test_a_silent_edit_is_a_new_version_that_names_the_old(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = in_turn(send(), send(NEW))
    _fetch(tmp_path, by_hand, host)
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Captured)
    assert outcome.change == "changed"
    changed = _log(tmp_path)[-1]
    assert (changed["act"], changed["item"]) == ("changed", hex_digest(NEW))
    assert changed["facts"]["previous"] == hex_digest(PAGE)  # type: ignore[index]
    with _fetcher(tmp_path, by_hand) as fetcher:
        assert fetcher.evidence.payload(hex_digest(PAGE)) == PAGE
        assert fetcher.evidence.payload(hex_digest(NEW)) == NEW


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_was_there_and_is_not_is_gone(tmp_path: Path, by_hand: HandClock, host: Host, status: int) -> None:
    host.pages["/page"] = in_turn(send(), send(b"removed", status), send(b"removed", status), send())
    _fetch(tmp_path, by_hand, host)
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Gone)
    assert outcome.status == status
    assert isinstance(_fetch(tmp_path, by_hand, host), Gone)
    back = _fetch(tmp_path, by_hand, host)
    assert isinstance(back, Captured)
    assert back.change == "changed"
    assert _log(tmp_path)[-1]["facts"]["returned"] is True  # type: ignore[index]
    assert _acts(tmp_path) == ["collected", "gone", "gone", "changed"]
    assert verify(tmp_path).is_sound


@pytest.mark.parametrize("status", [401, 403, 404, 451, 500])
def test_a_page_that_was_never_there_fails_and_the_answer_is_kept(
    tmp_path: Path, by_hand: HandClock, host: Host, status: int
) -> None:
    host.pages["/page"] = send(b"<p>Sign in first.</p>", status)
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "status"
    assert str(status) in outcome.message
    assert _acts(tmp_path) == ["failed"]
    with _fetcher(tmp_path, by_hand) as fetcher:
        assert fetcher.evidence.payload(hex_digest(b"<p>Sign in first.</p>")) == b"<p>Sign in first.</p>"


def test_a_shell_without_content_fails(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = send(b"<p>Are you a robot?</p>")

    def is_shell(page: bytes, address: str) -> str | None:
        return "a bot check" if b"robot" in page and address == host.url("/page") else None

    with _fetcher(tmp_path, by_hand, is_shell=is_shell) as fetcher:
        outcome = fetcher.fetch(host.url("/page"))
    assert outcome == Failed(host.url("/page"), "shell", "the page has no content of its own: a bot check")
    assert [one.complete for one in stored_in(tmp_path) if one.part == "page"] == [False]
    host.pages["/page"] = send(b"  \n")
    empty = _fetch(tmp_path, by_hand, host)
    assert isinstance(empty, Failed)
    assert empty.reason == "shell"


def test_what_robots_forbids_is_not_asked_for(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/robots.txt"] = send(b"User-agent: *\nDisallow: /\n")
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "robots"
    assert host.paths() == ["/robots.txt"]
    assert _log(tmp_path)[-1]["facts"]["reason"] == "robots"  # type: ignore[index]


def test_robots_of_where_a_redirect_leads_are_kept_to(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages.update({"/page": redirect("/no/page"), "/robots.txt": send(b"User-agent: *\nDisallow: /no\n")})
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "robots"
    assert "/no/page" not in host.paths()


def test_a_site_whose_robots_fail_is_not_asked(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages.update({"/page": send(), "/robots.txt": send(b"", 500)})
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "robots"
    assert "/page" not in host.paths()


def test_a_busy_site_is_asked_again_when_it_says(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages["/page"] = in_turn(send(b"", 429, Retry_After="90"), send())
    assert isinstance(_fetch(tmp_path, by_hand, host), Captured)
    assert 90.0 in by_hand.slept
    assert _acts(tmp_path) == ["collected"]


def test_a_site_that_is_busy_for_long_does_not_hold_up_the_run(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages.update({"/page": send(b"", 503, Retry_After="3000"), "/other": send()})
    with _fetcher(tmp_path, by_hand) as fetcher:
        outcomes = [fetcher.fetch(host.url(path)) for path in ("/page", "/other")]
    assert [one.reason for one in outcomes if isinstance(one, Failed)] == ["busy", "busy"]
    assert sum(by_hand.slept) < 10
    assert host.paths().count("/page") == 1
    assert "/other" not in host.paths()


def test_what_breaks_off_once_is_tried_again(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    half = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")
    host.pages["/page"] = in_turn(half, half, send())
    outcome = _fetch(tmp_path, by_hand, host)
    assert isinstance(outcome, Captured)
    assert outcome.sha256 == hex_digest(PAGE)
    assert by_hand.slept == [2.0, 10.0, 20.0]
    host.pages["/other"] = half
    failed = _fetch(tmp_path, by_hand, host, "/other")
    assert isinstance(failed, Failed)
    assert failed.reason == "truncated"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://user@host/", "nonsense"])
def test_what_is_no_address_fails_without_an_entry(tmp_path: Path, by_hand: HandClock, address: str) -> None:
    with _fetcher(tmp_path, by_hand) as fetcher:
        outcome = fetcher.fetch(address)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "bad_address"
    assert _acts(tmp_path) == []


def test_a_refused_address_is_noted(tmp_path: Path, by_hand: HandClock) -> None:
    with _fetcher(tmp_path, by_hand) as fetcher:
        outcome = fetcher.fetch("http://169.254.169.254/latest/meta-data/")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "refused_address"
    assert _acts(tmp_path) == ["failed"]


class _Painter:
    """Takes made-up pictures, or fails."""

    def __init__(self, fault: str | None = None) -> None:
        self.fault = fault
        self.asked: list[str] = []

    def picture(self, address: str) -> Picture:
        self.asked.append(address)
        if self.fault is not None:
            raise CaptureError(address, "picture", self.fault)
        return Picture(b"\x89PNG made up", "2024-05-01T10:00:00.000000Z", "a painter")


def test_a_page_with_its_picture_is_complete(tmp_path: Path, by_hand: HandClock, host: Host) -> None:
    host.pages.update({"/page": redirect("/there"), "/there": tagged()})
    painter = _Painter()
    with _fetcher(tmp_path, by_hand, painter) as fetcher:
        outcomes = [fetcher.fetch(host.url("/page")) for _ in range(2)]
    assert all(isinstance(one, Captured) and one.is_complete for one in outcomes)
    assert painter.asked == [host.url("/there")]
    assert [one.part for one in stored_in(tmp_path)][:6] == ["info", "hop", "request", "page", "request", "picture"]


def test_a_picture_that_fails_leaves_the_capture_incomplete_and_is_tried_again(
    tmp_path: Path, by_hand: HandClock, host: Host
) -> None:
    host.pages["/page"] = tagged()
    with _fetcher(tmp_path, by_hand, _Painter("the browser crashed")) as fetcher:
        outcome = fetcher.fetch(host.url("/page"))
    assert isinstance(outcome, Captured)
    assert outcome.missing == ("picture: the browser crashed",)
    with _fetcher(tmp_path, by_hand, _Painter()) as fetcher:
        again = fetcher.fetch(host.url("/page"))
    assert isinstance(again, Captured)
    assert (again.change, again.is_complete) == ("unchanged", True)
    assert verify(tmp_path).incomplete == 1
