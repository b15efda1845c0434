"""Watching: what feeds bring is captured, checked again, and nothing is forgotten over a stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile_host import HandClock, Host, bomb, endless, hosting, in_turn, raw, redirect, send, tagged

from onrecord.capture.addresses import Policy
from onrecord.capture.client import Client
from onrecord.capture.connections import NetworkLimits
from onrecord.capture.evidence import Evidence
from onrecord.capture.feed_list import Feed, read_feed_list
from onrecord.capture.fetching import Captured, Fetcher, Settings
from onrecord.capture.politeness import Politeness
from onrecord.capture.verify import verify
from onrecord.capture.watching import MOST_NEW_ITEMS, Event, OnCaptured, Plan, Read, Unread, Verified, Watch
from onrecord.cli import cli
from onrecord.errors import InputError

HOUR = 3600


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


def rss(host: Host, *paths: str) -> bytes:
    """A feed whose items are these paths."""
    items = "".join(
        f"<item><title>Item {path}</title><link>{host.url(path)}</link><guid>id{path}</guid>"
        "<pubDate>Wed, 01 May 2024 09:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


class _Run:
    """A watch with its clock by hand, over one evidence folder."""

    def __init__(self, folder: Path, host: Host) -> None:
        self.folder = folder
        self.host = host
        self.by_hand = HandClock()
        self.captured: list[tuple[str, bytes, Feed]] = []

    def feeds(self, *paths: str, every: float = 30.0) -> tuple[Feed, ...]:
        return tuple(Feed(self.host.url(path), "Example News", "SY", every) for path in paths)

    def run(
        self,
        feeds: tuple[Feed, ...],
        hours: float | None = None,
        *,
        stop: Callable[[], bool] = lambda: False,
        verify_hours: float = 0.0,
        on_captured: OnCaptured | None = None,
    ) -> list[Event]:
        """Events of a run: of one --once, or of so many hours by the clock."""
        clock = self.by_hand.clock()
        end = self.by_hand.seconds + (hours or 0) * HOUR
        client = Client(
            policy=Policy(allow_loopback=True), clock=clock, limits=NetworkLimits(max_payload_bytes=1_000_000)
        )
        plan = Plan(feeds, once=hours is None, verify_hours=verify_hours)
        with Evidence(self.folder, actor="tester", clock=clock) as evidence:
            settings = Settings("onrecord watch", attempts=1, longest_wait=10.0)
            fetcher = Fetcher(client, evidence, Politeness(clock, 1.0), clock=clock, settings=settings)
            watching = Watch(
                plan,
                fetcher,
                clock,
                is_stopped=lambda: stop() or (hours is not None and self.by_hand.seconds >= end),
                idle=lambda seconds: self.by_hand.sleep(max(seconds, 0.1)),
                on_captured=on_captured or (lambda one, page, feed: self.captured.append((one.address, page, feed))),
            )
            return list(watching.run())

    def log(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text().splitlines()]

    def asked(self, path: str) -> int:
        return self.host.paths().count(path)


@pytest.fixture
def watch(tmp_path: Path, host: Host) -> _Run:
    return _Run(tmp_path / "e", host)


def test_what_a_feed_lists_is_captured_with_its_context(watch: _Run, host: Host) -> None:
    host.pages.update(
        {
            "/rss": send(rss(host, "/a", "/b")),
            "/a": send(b"<p>Shells fell on a.</p>"),
            "/b": send(b"<p>Shells fell on b.</p>"),
        }
    )
    events = watch.run(watch.feeds("/rss"))
    assert [type(one).__name__ for one in events] == ["Read", "Captured", "Captured"]
    assert events[0] == Read(host.url("/rss"), 2, 2, 0)
    assert [(path, page, feed.country) for path, page, feed in watch.captured] == [
        (host.url("/a"), b"<p>Shells fell on a.</p>", "SY"),
        (host.url("/b"), b"<p>Shells fell on b.</p>", "SY"),
    ]
    (entry,) = [one for one in watch.log() if one["address"] == host.url("/a")]
    facts = entry["facts"]
    assert facts["context"] == host.url("/rss")  # type: ignore[index]
    assert facts["told"] == {  # type: ignore[index]
        "outlet": "Example News",
        "country": "SY",
        "title": "Item /a",
        "id": "id/a",
        "published": "2024-05-01",
    }
    assert verify(watch.folder).is_sound


def test_a_second_run_captures_what_is_new_alone(watch: _Run, host: Host) -> None:
    host.pages.update({path: send(path.encode()) for path in ("/a", "/b")})
    host.pages["/rss"] = in_turn(send(rss(host, "/a")), send(rss(host, "/b", "/a")))
    watch.run(watch.feeds("/rss"))
    watch.run(watch.feeds("/rss"))
    assert (watch.asked("/a"), watch.asked("/b"), watch.asked("/rss")) == (1, 1, 2)


def test_feeds_are_asked_for_on_their_schedule_with_their_tag(watch: _Run, host: Host) -> None:
    host.pages.update({"/often": tagged(rss(host)), "/seldom": tagged(rss(host), '"v2"')})
    watch.run((*watch.feeds("/often", every=15), *watch.feeds("/seldom", every=60)), hours=3.1)
    assert (watch.asked("/often"), watch.asked("/seldom")) == (13, 4)
    assert [headers.get("if-none-match") for path, headers in host.asked if path == "/seldom"] == [None, *['"v2"'] * 3]


def test_bad_feeds_do_not_stop_the_good(watch: _Run, host: Host) -> None:
    billion = b'<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    host.pages.update(
        {
            "/html": send(b"<html><p>We moved.</p></html>"),
            "/laughs": send(billion, content_type="application/rss+xml"),
            "/half": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<rss>"),
            "/bomb": bomb(20_000_000),
            "/error": send(b"", 500),
            "/private": redirect("http://10.0.0.1/rss"),
            "/huge": endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 5000),
            "/rss": send(rss(host, "/a")),
            "/a": send(),
        }
    )
    bad = ("/html", "/laughs", "/half", "/bomb", "/error", "/private", "/nowhere", "/huge")
    events = watch.run(watch.feeds(*bad, "/rss"), hours=3)
    assert [path for path, _, _ in watch.captured] == [host.url("/a")]
    failing = {getattr(one, "address", None) for one in events if not isinstance(one, Read | Captured)}
    assert failing == {host.url(path) for path in bad}
    assert verify(watch.folder).is_sound


def test_a_feed_that_keeps_failing_is_asked_less_and_less_often(watch: _Run, host: Host) -> None:
    host.pages["/rss"] = send(b"", 404)
    watch.run(watch.feeds("/rss", every=30), hours=8)
    assert watch.asked("/rss") == 4  # at once, after 1, 3 and 7 hours


def test_a_parser_that_fails_on_a_feed_ends_nothing(watch: _Run, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("onrecord.capture.watching.entries", broken)
    host.pages["/rss"] = send(rss(host, "/a"))
    (event,) = watch.run(watch.feeds("/rss"))
    assert isinstance(event, Unread)
    assert event.reason == "bug"


def test_what_is_done_with_a_page_may_fail(watch: _Run, host: Host) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    host.pages.update({"/rss": send(rss(host, "/a", "/b")), "/a": send(b"a"), "/b": send(b"b")})
    events = watch.run(watch.feeds("/rss"), on_captured=broken)
    assert [type(one).__name__ for one in events] == ["Read", "Captured", "Unread", "Captured", "Unread"]


def test_a_page_is_checked_again_1_6_24_and_168_hours_later(watch: _Run, host: Host) -> None:
    times: list[float] = []

    def page(handler: object) -> None:
        times.append(round(watch.by_hand.seconds / HOUR, 1))
        send()(handler)  # type: ignore[arg-type]

    host.pages.update({"/rss": tagged(rss(host, "/a")), "/a": page})
    watch.run(watch.feeds("/rss", every=600), hours=200)
    assert times == [0.0, 1.0, 6.0, 24.0, 168.0]


def test_checks_go_on_over_restarts(watch: _Run, host: Host) -> None:
    host.pages.update({"/rss": tagged(rss(host, "/a")), "/a": send()})
    for hours in (0.5, 3, 10, 60, 120, 100):
        watch.run(watch.feeds("/rss", every=600), hours=hours)
    assert watch.asked("/a") == 5


def test_silent_edits_and_removals_are_noticed(watch: _Run, host: Host) -> None:
    host.pages.update(
        {"/rss": tagged(rss(host, "/a")), "/a": in_turn(send(b"33 dead"), send(b"38 dead"), send(b"", 410))}
    )
    watch.run(watch.feeds("/rss", every=600), hours=10)
    acts = [one["act"] for one in watch.log() if one["address"] == host.url("/a")]
    assert acts == ["collected", "changed", "gone"]
    assert [page for _, page, _ in watch.captured] == [b"33 dead", b"38 dead"]


def test_a_page_that_cannot_be_had_is_tried_again_and_given_up(watch: _Run, host: Host) -> None:
    host.pages.update(
        {"/rss": tagged(rss(host, "/a", "/b")), "/a": in_turn(send(b"", 500), send()), "/b": send(b"", 500)}
    )
    watch.run(watch.feeds("/rss", every=6000), hours=100)
    assert [path for path, _, _ in watch.captured] == [host.url("/a")]
    assert watch.asked("/b") == 5


def test_items_that_were_listed_are_not_forgotten_when_the_watch_is_stopped(watch: _Run, host: Host) -> None:
    paths = [f"/{number}" for number in range(6)]
    host.pages.update({path: send(path.encode()) for path in paths})
    host.pages["/rss"] = in_turn(send(rss(host, *paths)), send(rss(host)))
    watch.run(watch.feeds("/rss"), stop=lambda: len(watch.captured) == 2)
    assert len(watch.captured) == 2
    watch.run(watch.feeds("/rss"))
    assert sorted(page.decode() for _, page, _ in watch.captured) == paths
    assert all(watch.asked(path) == 1 for path in paths)


def test_a_busy_site_does_not_hold_up_the_others(tmp_path: Path, host: Host) -> None:
    with hosting() as busy:
        busy.pages["/rss"] = in_turn(send(b"", 503, Retry_After="1800"), send(rss(busy, "/x")))
        busy.pages["/x"] = send()
        host.pages.update({"/rss": send(rss(host, "/a")), "/a": send()})
        watch = _Run(tmp_path / "e", host)
        feeds = (Feed(busy.url("/rss")), *watch.feeds("/rss"))
        watch.run(feeds, hours=0.1)
        assert [path for path, _, _ in watch.captured] == [host.url("/a")]
        watch.run(feeds, hours=2)
        assert busy.url("/x") in [path for path, _, _ in watch.captured]


def test_a_feed_that_lists_without_end_is_cut_and_says_so(watch: _Run, host: Host) -> None:
    host.pages["/rss"] = send(rss(host, *(f"/{number}" for number in range(MOST_NEW_ITEMS + 20))))
    events = watch.run(watch.feeds("/rss"), stop=lambda: "/0" in host.paths())
    assert events[0] == Read(host.url("/rss"), MOST_NEW_ITEMS + 20, MOST_NEW_ITEMS, 20)


def test_items_at_addresses_that_may_not_be_asked_for_are_left_out(watch: _Run, host: Host) -> None:
    feed = b"<rss version='2.0'><channel><item><link>%s</link></item><item><link>%s</link></item></channel></rss>"
    host.pages["/rss"] = send(feed % (b"file:///etc/passwd", b"http://10.0.0.1/"))
    events = watch.run(watch.feeds("/rss"))
    assert events[0] in (Read(host.url("/rss"), 2, 1, 1), Read(host.url("/rss"), 2, 2, 0))
    assert getattr(events[-1], "reason", "") in ("refused_address", "bad_address")
    assert watch.captured == []


def test_the_evidence_is_verified_on_schedule_and_an_alteration_raises_an_alarm(watch: _Run, host: Host) -> None:
    host.pages.update({"/rss": tagged(rss(host, "/a")), "/a": send()})
    events = watch.run(watch.feeds("/rss", every=600), hours=25, verify_hours=12)
    assert [one.verdict.is_sound for one in events if isinstance(one, Verified)] == [True, True]
    path = watch.folder / "warc/000001.warc.gz"
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)
    events = watch.run(watch.feeds("/rss", every=600), hours=12, verify_hours=12)
    assert [one.verdict.is_sound for one in events if isinstance(one, Verified)] == [False]
    (last,) = [one for one in watch.log() if one["act"] == "verified"][-1:]
    assert last["facts"]["sound"] is False  # type: ignore[index]


# ---------------------------------------------------------------- the list


def test_a_list_of_feeds_is_read() -> None:
    text = '[[feed]]\nurl = "https://news.example/rss"\noutlet = "News"\ncountry = "sy"\nevery_minutes = 15\n'
    more = '[[feed]]\nurl = "https://other.example/atom"\n'
    assert read_feed_list(text + more, "feeds.toml") == (
        Feed("https://news.example/rss", "News", "SY", 15.0),
        Feed("https://other.example/atom", None, None, 30.0),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no feed"),
        ("feed = 3", "two brackets"),
        ("[[feed]", "is no TOML"),
        ("[[feed]]\n", "feed 1: has no url"),
        ('[[feed]]\nurl = "ftp://a.example/"\n', "neither http nor https"),
        ('[[feed]]\nurl = "http://a.example/"\nevery_minute = 3\n', "did you mean 'every_minutes'"),
        ('[[feed]]\nurl = "http://a.example/"\nevery_minutes = 0\n', "number from 1"),
        ('[[feed]]\nurl = "http://a.example/"\ncountry = "Syria"\n', "two letters"),
        ('[[feed]]\nurl = "http://a.example/"\noutlet = 5\n', "outlet is a name"),
        ('[[feed]]\nurl = "http://a.example/"\n' * 2, "named twice"),
        ('[[feeds]]\nurl = "http://a.example/"\n', "did you mean 'feed'"),
    ],
)
def test_a_faulty_list_is_refused_with_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(InputError, match=r"feeds\.toml: ") as caught:
        read_feed_list(text, "feeds.toml")
    assert words in str(caught.value)


def test_all_faults_of_a_list_are_told_at_once() -> None:
    with pytest.raises(InputError, match=r"feed 1: .*; feed 2: "):
        read_feed_list('[[feed]]\n[[feed]]\nurl = "nonsense"\n', "feeds.toml")


# ---------------------------------------------------------------- the command


def _write_list(folder: Path, host: Host, *paths: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text("".join(f'[[feed]]\nurl = "{host.url(feed)}"\nevery_minutes = 1\n' for feed in paths))
    return path


def _words(folder: Path, listed: Path, *more: str) -> list[str]:
    options = ["--evidence", str(folder / "e"), "--allow-loopback", "--no-picture", "--pause", "0", "--actor", "tester"]
    return ["watch", str(listed), *options, *more]


def _once(folder: Path, listed: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, _words(folder, listed, "--once", *more))


def test_once_prints_what_came_in_and_ends(tmp_path: Path, host: Host) -> None:
    host.pages.update(
        {
            "/rss": send(rss(host, "/a")),
            "/a": send(b'<p>Shells fell on a town.</p><img src="/p.png">'),
            "/p.png": send(b"p"),
        }
    )
    listed = _write_list(tmp_path, host, "/rss")
    result = _once(tmp_path, listed, "--log", "json", "--media")
    assert result.exit_code == 0
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["event"] for one in told] == ["feed", "new", "new", "ended"]
    assert told[0]["new"] == 1
    assert told[-1]["counts"] == {"feed": 1, "new": 2}
    again = _once(tmp_path, listed)
    assert again.exit_code == 0
    assert again.stdout == ""
    assert "done: 1 feed" in again.stderr


def test_a_failure_shows_in_the_exit_status(tmp_path: Path, host: Host) -> None:
    result = _once(tmp_path, _write_list(tmp_path, host, "/nowhere"))
    assert result.exit_code == 1
    assert "status 404" in result.stdout
    assert (
        CliRunner().invoke(cli, ["watch", str(tmp_path / "no.toml"), "--evidence", str(tmp_path / "x")]).exit_code == 1
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_that_is_told_to_stop_finishes_what_it_has_in_hand(
    tmp_path: Path, host: Host, number: signal.Signals
) -> None:
    def slow(handler: object) -> None:
        time.sleep(0.7)
        send(b"<p>Shells fell on the market.</p>")(handler)  # type: ignore[arg-type]

    host.pages.update({"/rss": send(rss(host, "/a", "/b", "/c")), "/a": send(), "/b": slow, "/c": send(b"c")})
    command = [
        sys.executable,
        "-m",
        "onrecord.cli",
        *_words(tmp_path, _write_list(tmp_path, host, "/rss"), "--log", "json"),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        until = time.monotonic() + 30
        while "/b" not in host.paths() and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(number)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 0, err
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["event"] for one in told] == ["feed", "new", "new", "stopped"]
    assert "/c" not in host.paths()
    assert verify(tmp_path / "e").is_sound
    result = _once(tmp_path, tmp_path / "feeds.toml", "--log", "json")
    assert [json.loads(line)["event"] for line in result.stdout.splitlines()] == ["new", "feed", "ended"]
    assert host.paths().count("/c") == 1


def test_a_watch_that_idles_stops_at_once(tmp_path: Path, host: Host) -> None:
    host.pages["/rss"] = send(rss(host))
    command = [
        sys.executable,
        "-m",
        "onrecord.cli",
        *_words(tmp_path, _write_list(tmp_path, host, "/rss"), "--log", "json"),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as running:
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.3)
        start = time.monotonic()
        running.terminate()
        running.communicate(timeout=20)
    assert time.monotonic() - start < 5
    assert running.returncode == 0
