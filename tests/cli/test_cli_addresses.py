"""Addresses and evidence folders as sources, over a real server on this machine."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from command_runs import onrecord

HEAD = '<!doctype html><html lang="en"><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>'
META = '<meta property="article:published_time" content="2021-05-04T10:00:00+04:30">'
BODY = (
    "<p>A blast at the bus station of Kandahar killed {dead} people on Monday, the provincial governor said.</p>"
    "<p>The station was crowded with families on their way to a wedding. Ambulances came from three districts.</p>"
    "<p>No group has said that it was behind the blast.</p></article></body></html>"
)
WALL = (
    '<!doctype html><title>Log in</title><form action="/login"><p>Please log in to continue reading.</p>'
    '<input type="password" name="p"></form>'
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Nothing: the tests' output is theirs."""


def _write(folder: Path, dead: int) -> None:
    page = HEAD.format(title="Blast at bus station in Kandahar", meta=META) + BODY.format(dead=dead)
    (folder / "blast.html").write_text(page, encoding="utf-8")
    (folder / "wall.html").write_text(WALL, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    _write(folder, 33)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_address_is_coded_like_a_file(site: str) -> None:
    result = onrecord("code", f"{site}/blast.html", "--allow-loopback")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["report"]["url"] == f"{site}/blast.html"
    assert found["report"]["published"]["start"] == "2021-05-04"
    assert found["report"]["retrieved"].endswith("+00:00")
    assert found["incidents"][0]["toll"][0]["best"] == 33


def test_this_machine_is_not_read_unless_a_test_says_so(site: str) -> None:
    result = onrecord("code", f"{site}/blast.html")
    assert result.exit_code == 1
    assert "Onrecord reads only what is on the public internet" in result.stderr


def test_a_wall_is_a_failed_capture(site: str) -> None:
    result = onrecord("code", f"{site}/wall.html", "--allow-loopback")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["reason"] == "fetch"
    assert "login wall" in result.stderr


def test_what_is_ingested_from_an_address_is_kept_as_evidence(site: str, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    assert onrecord("ingest", f"{site}/blast.html", "--allow-loopback", "--archive", archive).exit_code == 0
    log = [json.loads(line) for line in (tmp_path / "a.evidence" / "log.jsonl").read_text().splitlines()]
    assert [entry["act"] for entry in log][-2:] == ["collected", "copied"]
    assert log[-1]["item"] == log[-2]["item"]
    assert onrecord("verify", tmp_path / "a.evidence").exit_code == 0


def test_a_capture_without_its_picture_is_marked_incomplete(site: str, tmp_path: Path) -> None:
    folder, archive = tmp_path / "evidence", tmp_path / "a.db"
    onrecord("fetch", f"{site}/blast.html", "--allow-loopback", "--no-picture", "--evidence", folder)
    assert "1 are incomplete captures" in onrecord("ingest", folder, "--archive", archive).stdout
    (report,) = (json.loads(line) for line in onrecord("reports", "--archive", archive).stdout.splitlines())
    assert report["capture"] == {"complete": False, "missing": ["picture: none was asked for (--no-picture)"]}


def test_a_page_saved_by_hand_is_an_incomplete_capture_and_a_text_is_none(site: str, tmp_path: Path) -> None:  # noqa: ARG001
    archive, text = tmp_path / "a.db", tmp_path / "note.txt"
    text.write_text("Gunmen killed two men in Homs on Monday, a doctor said.", encoding="utf-8")
    onrecord("ingest", tmp_path / "site" / "blast.html", text, "--archive", archive)
    listed = [json.loads(line)["capture"] for line in onrecord("reports", "--archive", archive).stdout.splitlines()]
    assert [one["complete"] for one in listed if one is not None] == [False]
    assert any(one is not None and len(one["missing"]) == 3 for one in listed)
    assert None in listed


def test_a_changed_page_in_evidence_is_a_new_version_in_the_archive(site: str, tmp_path: Path) -> None:
    folder, archive = tmp_path / "evidence", tmp_path / "a.db"
    fetch = ("fetch", f"{site}/blast.html", "--allow-loopback", "--no-picture", "--pause", "0", "--evidence", folder)
    assert onrecord(*fetch).exit_code == 0
    _write(tmp_path / "site", 38)
    later = (tmp_path / "site" / "blast.html").stat().st_mtime + 10
    os.utime(tmp_path / "site" / "blast.html", (later, later))
    assert '"outcome":"changed"' in onrecord(*fetch).stdout
    result = onrecord("ingest", folder, "--archive", archive)
    assert "2 reports stored" in result.stdout
    assert "1 newer versions of others" in result.stdout
    again = onrecord("ingest", folder, "--archive", archive)
    assert "0 reports stored, 2 there already" in again.stdout
    listed = [json.loads(line) for line in onrecord("incidents", "--archive", archive).stdout.splitlines()]
    assert [incident["toll"][0]["best"] for incident in listed] == [38]


def test_a_damaged_item_is_blocked_and_the_rest_is_read(site: str, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    onrecord("fetch", f"{site}/blast.html", "--allow-loopback", "--no-picture", "--evidence", folder)
    warc = folder / "warc" / "000001.warc.gz"
    data = bytearray(warc.read_bytes())
    data[-40] ^= 1
    for place in range(200, len(data) - 200, 97):
        data[place] ^= 1
    warc.write_bytes(bytes(data))
    result = onrecord("ingest", folder, "--archive", tmp_path / "a.db")
    assert result.exit_code == 1
    assert "it is blocked as evidence" in result.stderr


def test_watching_codes_what_comes_in(site: str, tmp_path: Path) -> None:
    feed = f'<rss version="2.0"><channel><title>Wire</title><item><link>{site}/blast.html</link></item></channel></rss>'
    (tmp_path / "site" / "feed.xml").write_text(feed, encoding="utf-8")
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feed]]\nurl = "{site}/feed.xml"\noutlet = "Example Wire"\n', encoding="utf-8")
    archive = tmp_path / "a.db"
    watch = ("watch", feeds, "--once", "--allow-loopback", "--no-picture", "--pause", "0")
    result = onrecord(*watch, "--evidence", tmp_path / "evidence", "--archive", archive)
    assert result.exit_code == 0, result.stdout + result.stderr
    (report,) = (json.loads(line) for line in onrecord("reports", "--archive", archive).stdout.splitlines())
    assert (report["outlet"], report["published"]["start"]) == ("Example Wire", "2021-05-04")
    log = [json.loads(line) for line in (tmp_path / "evidence" / "log.jsonl").read_text().splitlines()]
    assert "copied" in [entry["act"] for entry in log]
