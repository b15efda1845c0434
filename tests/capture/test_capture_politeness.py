"""Politeness and robots.txt: sites are left in peace, and their wishes kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hostile_host import HandClock, Host, bomb, endless, hosting, raw, redirect, send
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.addresses import Policy, Target, read_address
from onrecord.capture.client import Client
from onrecord.capture.clock import SYSTEM
from onrecord.capture.connections import NetworkLimits
from onrecord.capture.politeness import LONGEST, Politeness, read_retry_after
from onrecord.capture.robots import Robots, Rule
from onrecord.errors import CaptureError

NOW = datetime(2024, 5, 1, 10, 0, 0, tzinfo=UTC)
PAGE = read_address("https://news.example/a")
OTHER = read_address("https://other.example/a")


@pytest.fixture
def by_hand() -> HandClock:
    return HandClock()


def test_two_requests_to_one_site_are_a_pause_apart(by_hand: HandClock) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    for target in (PAGE, PAGE, OTHER, PAGE):
        polite.wait(target)
    assert by_hand.slept == [2.0, 2.0]


def test_the_pause_counts_from_the_answer(by_hand: HandClock) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    polite.wait(PAGE)
    by_hand.seconds += 30
    polite.heard(PAGE, 200, None)
    assert polite.ready_in(PAGE) == 2.0


def test_a_longer_pause_that_the_site_asks_for_is_kept(by_hand: HandClock) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    polite.ask_for_pause(PAGE, 20.0)
    polite.wait(PAGE)
    polite.wait(PAGE)
    assert by_hand.slept == [20.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_site_is_left_alone_as_long_as_it_asks(by_hand: HandClock, status: int) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    polite.heard(PAGE, status, "300")
    assert polite.ready_in(PAGE) == 300
    assert polite.ready_in(OTHER) == 0


def test_a_busy_site_that_does_not_say_how_long_is_left_alone_longer_each_time(by_hand: HandClock) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    waits = []
    for _ in range(12):
        polite.heard(PAGE, 503, None)
        waits.append(polite.ready_in(PAGE))
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == LONGEST
    polite.heard(PAGE, 200, None)
    polite.heard(PAGE, 503, "soon")
    assert polite.ready_in(PAGE) == 10


def test_a_site_that_does_not_answer_is_left_alone_longer_each_time(by_hand: HandClock) -> None:
    polite = Politeness(by_hand.clock(), pause=2.0)
    waits = []
    for _ in range(3):
        polite.failed(PAGE)
        waits.append(polite.ready_in(PAGE))
    assert waits == [10, 20, 40]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        (" 7 ", 7),
        ("999999999999999999999", LONGEST),
        ("Wed, 01 May 2024 10:05:00 GMT", 300),
        ("Wed, 01 May 2024 09:00:00 GMT", 0),
        ("Wed, 01 May 2099 09:00:00 GMT", LONGEST),
        (None, None),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("٣", None),
        ("Wed, 99 May 2024 10:05:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


@given(st.text(max_size=50))
def test_any_retry_after_is_a_bounded_wait_or_none(value: str) -> None:
    seconds = read_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST


# ---------------------------------------------------------------- robots.txt


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


QUICK = NetworkLimits(seconds=1.5)


def _rule(host: Host, path: str = "/page", agent: str = "onrecord/1.0 (x)") -> Rule:
    client = Client(policy=Policy(allow_loopback=True), limits=QUICK, agent=agent)
    return Robots(client, SYSTEM).rule(read_address(host.url(path)))


def _robots(text: str) -> object:
    return send(text.encode(), content_type="text/plain")


def test_what_robots_forbids_is_not_allowed(host: Host) -> None:
    host.pages["/robots.txt"] = send(b"User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n")
    assert not _rule(host, "/private/page").is_allowed
    assert "robots.txt does not allow onrecord" in _rule(host, "/private/page").why
    assert _rule(host, "/private/open").is_allowed
    assert _rule(host, "/page").is_allowed
    assert _rule(host, "/page").delay == 7.0


def test_rules_for_our_own_name_come_before_those_for_all(host: Host) -> None:
    host.pages["/robots.txt"] = send(b"User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /no\n")
    assert _rule(host, "/page").is_allowed
    assert not _rule(host, "/no").is_allowed
    assert not _rule(host, "/page", agent="otherbot/2.0").is_allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_allows_everything(host: Host, status: int) -> None:
    host.pages["/robots.txt"] = send(b"User-agent: *\nDisallow: /\n", status)
    assert _rule(host).is_allowed


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_cannot_be_had_allows_nothing_for_now(host: Host, status: int) -> None:
    host.pages["/robots.txt"] = send(b"", status)
    rule = _rule(host)
    assert not rule.is_allowed
    assert "for now" in rule.why


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nUser"), "truncated"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#", pause=0.1), "timeout"),
        (bomb(50_000_000), "too_large"),
        (redirect("http://10.0.0.1/robots.txt"), "refused_address"),
        (redirect("/robots.txt"), "redirects"),
    ],
    ids=["truncated", "drips", "bomb", "private", "circle"],
)
def test_robots_from_a_hostile_host_forbid_for_now(host: Host, answer: object, reason: str) -> None:
    host.pages["/robots.txt"] = answer  # type: ignore[assignment]
    with pytest.raises(CaptureError, match=r"while it cannot be had, nothing is read") as caught:
        _rule(host)
    assert caught.value.reason == reason


def test_a_redirected_robots_is_read(host: Host) -> None:
    host.pages.update({"/robots.txt": redirect("/r"), "/r": send(b"User-agent: *\nDisallow: /\n")})
    assert not _rule(host).is_allowed


def test_the_first_500_kib_of_robots_are_read(host: Host) -> None:
    rule = b"User-agent: *\nDisallow: /early\n"
    filler = b"# more\n" * (500 * 1024 // 7)
    host.pages["/robots.txt"] = send(rule + filler + b"\nDisallow: /late\n")
    assert not _rule(host, "/early").is_allowed
    assert _rule(host, "/late").is_allowed


def test_robots_is_asked_for_once_a_day_and_again_sooner_after_trouble(host: Host, by_hand: HandClock) -> None:
    host.pages["/robots.txt"] = send(b"User-agent: *\nDisallow: /no\n")
    waited: list[Target] = []
    robots = Robots(Client(policy=Policy(allow_loopback=True)), by_hand.clock(), waited.append)
    for _ in range(3):
        robots.rule(read_address(host.url("/page")))
    assert host.paths() == ["/robots.txt"]
    by_hand.seconds += 25 * 3600
    host.pages["/robots.txt"] = send(b"", 500)
    assert not robots.rule(read_address(host.url("/page"))).is_allowed
    by_hand.seconds += 700
    host.pages["/robots.txt"] = send(b"", 404)
    assert robots.rule(read_address(host.url("/page"))).is_allowed
    assert len(host.asked) == len(waited) == 3
