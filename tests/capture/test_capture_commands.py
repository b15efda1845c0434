"""``onrecord fetch`` and ``onrecord verify``, as commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile_host import PAGE, Host, hosting, in_turn, send, tagged

from onrecord.capture.records import hex_digest
from onrecord.capture.stored import stored_in
from onrecord.cli import cli

SHOWN = b"""<html><head><meta property="og:image" content="/lead.jpg"></head><body><p>A blast shook the town.</p>
<img src="/a.jpg"><img src="/a.jpg"><img srcset="/small.jpg 400w, /large.jpg 1200w" src="/tiny.jpg">
<img src="data:image/png;base64,AAAA"><img src="http://10.0.0.1/x.jpg"><video poster="/poster.jpg"><source src="/v.mp4">
</video></body></html>"""


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


def _run(*words: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


def _fetch(folder: Path, *words: str | Path, stdin: bytes | None = None) -> Result:
    options = ("--evidence", folder, "--allow-loopback", "--no-picture", "--pause", "0", "--actor", "tester")
    return _run("fetch", *words, *options, stdin=stdin)


def _printed(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_page_is_captured_and_verified(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    result = _fetch(tmp_path / "e", host.url("/page"))
    assert result.exit_code == 0
    (told,) = _printed(result)
    assert told["outcome"] == "new"
    assert told["sha256"] == hex_digest(PAGE)
    assert told["missing"] == ["picture: none was asked for (--no-picture)"]
    checked = _run("verify", tmp_path / "e")
    assert checked.exit_code == 0
    assert "all as it was; 2 entries" in checked.stdout
    assert "1 incomplete" in checked.stdout


def test_what_fails_is_named_and_does_not_stop_the_rest(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    result = _fetch(tmp_path / "e", host.url("/nowhere"), "http://10.0.0.1/", "nonsense", host.url("/page"))
    assert result.exit_code == 1
    assert [told["outcome"] for told in _printed(result)] == ["failed", "failed", "failed", "new"]
    reasons = [told["error"]["reason"] for told in _printed(result)[:3]]  # type: ignore[index]
    assert reasons == ["status", "refused_address", "bad_address"]
    assert f"onrecord: {host.url('/nowhere')}: the server answers with status 404" in result.stderr


def test_addresses_come_from_a_file_once_each_and_a_run_goes_on_where_it_stopped(tmp_path: Path, host: Host) -> None:
    host.pages.update({f"/{number}": tagged(b"<p>Shells fell on market %d.</p>" % number) for number in range(4)})
    listed = "\n".join(["# pages", "", *(host.url(f"/{number}") for number in (0, 1, 2, 1))])
    (tmp_path / "list.txt").write_text(listed)
    assert _fetch(tmp_path / "e", host.url("/1")).exit_code == 0
    host.asked.clear()
    result = _fetch(tmp_path / "e", "--from", tmp_path / "list.txt", "--new-only")
    assert result.exit_code == 0
    assert host.paths() == ["/robots.txt", "/0", "/2"]
    again = _fetch(tmp_path / "e", "--from", "-", stdin=listed.encode())
    assert [told["outcome"] for told in _printed(again)] == ["unchanged"] * 3


def test_a_table_has_a_line_an_address(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = in_turn(send(), send(b"", 410))
    first = _fetch(tmp_path / "e", host.url("/page"), "--format", "table")
    assert first.stdout.startswith(f"new        {hex_digest(PAGE)[:12]}  {host.url('/page')}")
    second = _fetch(tmp_path / "e", host.url("/page"), "--format", "table")
    assert second.exit_code == 0
    assert second.stdout.startswith("gone ")


def test_embedded_media_are_captured_with_their_page_as_context(tmp_path: Path, host: Host) -> None:
    names = ("lead.jpg", "a.jpg", "large.jpg", "poster.jpg", "v.mp4")
    host.pages["/page"] = send(SHOWN)
    host.pages.update({f"/{name}": send(name.encode(), content_type="image/jpeg") for name in names})
    result = _fetch(tmp_path / "e", host.url("/page"), "--media")
    told = _printed(result)
    assert result.exit_code == 0
    assert [one["outcome"] for one in told] == ["new", "new", "new", "new", "failed", "new", "new"]
    assert sorted(path.lstrip("/") for path in host.paths()[2:]) == sorted(names)
    kept = [one.address for one in stored_in(tmp_path / "e") if one.part == "media"]
    assert kept == [host.url(f"/{name}") for name in names]
    log = [json.loads(line) for line in (tmp_path / "e/log.jsonl").read_text().splitlines()]
    assert {one["facts"]["context"] for one in log if one["facts"].get("kind") == "media"} == {host.url("/page")}
    assert {one["actor"] for one in log} == {"tester"}


def test_without_addresses_or_a_folder_it_is_wrong_use(tmp_path: Path) -> None:
    assert _fetch(tmp_path / "e").exit_code == 2
    assert _run("fetch", "http://example.org/").exit_code == 2
    assert _fetch(tmp_path / "e", "http://example.org/", "--user-agent", "two\nlines").exit_code == 2
    assert not (tmp_path / "e").exists()


def test_a_user_agent_is_sent_as_given(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    _fetch(tmp_path / "e", host.url("/page"), "--user-agent", "monitor/2.0 (desk@example.org)")
    assert {headers["user-agent"] for _, headers in host.asked} == {"monitor/2.0 (desk@example.org)"}


def test_verifying_names_what_was_changed(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    _fetch(tmp_path / "e", host.url("/page"))
    noted = json.loads(_run("verify", tmp_path / "e", "--json").stdout)["head"]
    path = tmp_path / "e/warc/000001.warc.gz"
    data = bytearray(path.read_bytes())
    place = next(one.offset for one in stored_in(tmp_path / "e") if one.part == "page")
    data[place + 80] ^= 1
    path.write_bytes(data)
    result = _run("verify", tmp_path / "e", "--head", noted)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(f"{hex_digest(PAGE)}: ")
    assert "blocked as evidence" in result.stdout
    told = json.loads(_run("verify", tmp_path / "e", "--json").stdout)
    assert told["sound"] is False
    assert told["faults"][0]["item"] == hex_digest(PAGE)
    missing = _run("verify", tmp_path / "nowhere")
    assert missing.exit_code == 1
    assert "no evidence folder" in missing.stderr


def test_a_check_is_written_into_the_log_when_asked(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    _fetch(tmp_path / "e", host.url("/page"))
    before = (tmp_path / "e/log.jsonl").read_bytes()
    assert _run("verify", tmp_path / "e").exit_code == 0
    assert (tmp_path / "e/log.jsonl").read_bytes() == before
    assert _run("verify", tmp_path / "e", "--actor", "auditor").exit_code == 0
    last = json.loads((tmp_path / "e/log.jsonl").read_text().splitlines()[-1])
    assert (last["act"], last["actor"], last["facts"]["sound"]) == ("verified", "auditor", True)
    assert _run("verify", tmp_path / "e").exit_code == 0


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_with_a_browser_the_capture_is_complete(tmp_path: Path, host: Host) -> None:
    host.pages["/page"] = send()
    options = ("--evidence", tmp_path / "e", "--allow-loopback", "--pause", "0")
    (told,) = _printed(_run("fetch", host.url("/page"), *options))
    assert told["complete"] is True
    (picture,) = [one for one in stored_in(tmp_path / "e") if one.part == "picture"]
    assert picture.media_type == "image/png"
    assert _run("verify", tmp_path / "e").exit_code == 0
