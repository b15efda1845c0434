"""Evidence: what was captured comes back as it was, whoever was killed meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_host import HandClock
from made_up_answers import ADDRESS, TIME, capture, exchange
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from onrecord.capture.captures import Capture
from onrecord.capture.client import Answer
from onrecord.capture.evidence import Evidence
from onrecord.capture.journal import Act
from onrecord.capture.records import hex_digest
from onrecord.capture.stored import read_payload, stored_in
from onrecord.capture.verify import verify
from onrecord.errors import EvidenceError

PAGE = b"<p>Five people died.</p>"


def _open(folder: Path, **options: int) -> Evidence:
    return Evidence(folder, actor="tester", clock=HandClock().clock(), **options)


def _log(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def test_a_payload_comes_back_as_it_was_captured(tmp_path: Path) -> None:
    with _open(tmp_path / "e") as evidence:
        entry = evidence.keep(capture(PAGE))
        assert entry.item == hex_digest(PAGE)
        assert evidence.payload(hex_digest(PAGE)) == PAGE
    with _open(tmp_path / "e") as evidence:
        assert evidence.payload(hex_digest(PAGE)) == PAGE
        assert evidence.head == entry.sha256
    assert [read_payload(tmp_path / "e", one) for one in stored_in(tmp_path / "e") if one.part == "page"] == [PAGE]


@pytest.mark.parametrize(
    ("coding", "packed"), [("gzip", gzip.compress(PAGE)), ("identity", PAGE)], ids=["packed", "plain"]
)
@pytest.mark.parametrize("chunked", [True, False], ids=["chunked", "whole"])
def test_a_packed_or_chunked_body_is_stored_as_sent_and_read_unpacked(
    tmp_path: Path, coding: str, packed: bytes, chunked: bool
) -> None:
    sent = exchange(packed, ADDRESS, 200, ("content-encoding", coding), chunked=chunked)
    page = Capture(Act.COLLECTED, Answer(ADDRESS, (sent,), PAGE), "page", "test")
    with _open(tmp_path / "e") as evidence:
        evidence.keep(page)
        assert evidence.payload(hex_digest(PAGE)) == PAGE
    assert verify(tmp_path / "e").is_sound
    with (tmp_path / "e/warc/000001.warc.gz").open("rb") as stream:
        contents = {one.rec_type: one.content_stream().read() for one in ArchiveIterator(stream)}
    assert contents["response"] == PAGE


def test_other_tools_read_the_warc_and_find_its_digests_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _open(tmp_path / "e") as evidence:
        evidence.keep(capture(PAGE, picture=b"\x89PNG..."))
        evidence.keep(capture(PAGE))
        evidence.keep(capture(b"<p>Chunked.</p>", chunked=True))
    path = tmp_path / "e/warc/000001.warc.gz"
    with path.open("rb") as stream:
        found = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"))
            for one in ArchiveIterator(stream, check_digests="raise")
        ]
    page = [("response", ADDRESS), ("request", ADDRESS)]
    facts = ("metadata", ADDRESS)
    picture = ("resource", f"urn:fullPage:{ADDRESS}")
    again = [("revisit", ADDRESS), ("request", ADDRESS), facts]
    assert found == [("warcinfo", None), *page, picture, facts, *again, *page, facts]
    Checker(type("Command", (), {"verbose": True, "inputs": [str(path)]})).process_all()
    assert "failed" not in capsys.readouterr().out


def test_headers_are_stored_to_the_letter(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 \xc3\xbcber OK\r\nX-odd:no space\r\nx-ODD:  two\t\r\nno colon\r\nX-Folded: a\r\n b\r\n\r\n"
    sent = exchange(PAGE)
    odd = type(sent)(**{**{name: getattr(sent, name) for name in sent.__slots__}, "head": head})
    with _open(tmp_path / "e") as evidence:
        evidence.keep(Capture(Act.COLLECTED, Answer(ADDRESS, (odd,), PAGE), "page", "test"))
    with (tmp_path / "e/warc/000001.warc.gz").open("rb") as stream:
        blocks = [one.raw_stream.read() for one in ArchiveIterator(stream, no_record_parse=True)]
    assert head + PAGE in blocks


def test_the_facts_of_collection_are_stored(tmp_path: Path) -> None:
    hop = exchange(b"", "https://news.example/old", 301, ("location", ADDRESS))
    moved = Answer("https://news.example/old", (hop, exchange(PAGE)), PAGE)
    with _open(tmp_path / "e") as evidence:
        evidence.keep(Capture(Act.COLLECTED, moved, "page", "onrecord fetch", "https://news.example/", missing=("x",)))
    with (tmp_path / "e/warc/000001.warc.gz").open("rb") as stream:
        (told,) = [
            json.loads(one.content_stream().read()) for one in ArchiveIterator(stream) if one.rec_type == "metadata"
        ]
    assert told["actor"] == "tester"
    assert told["tool"] == "onrecord"
    assert re.match(r"\d+\.\d+", told["version"])
    assert told["method"] == "onrecord fetch"
    assert (told["requested"], told["final"]) == ("https://news.example/old", ADDRESS)
    assert [hop["status"] for hop in told["redirects"]] == [301, 200]
    assert told["context"] == "https://news.example/"
    assert (told["complete"], told["missing"]) == (False, ["x"])
    assert told["time"] == "2024-05-01T10:00:00.000000Z"


def test_a_capture_without_its_picture_is_incomplete_and_says_so(tmp_path: Path) -> None:
    with _open(tmp_path / "e") as evidence:
        with_picture = evidence.keep(capture(b"<p>a</p>", picture=b"PNG"))
        without = evidence.keep(capture(b"<p>b</p>"))
    assert with_picture.facts["complete"] is True
    assert without.facts["complete"] is False
    assert without.facts["missing"] == ["picture: no browser"]
    told = [(one.complete, one.missing) for one in stored_in(tmp_path / "e") if one.part == "page"]
    assert told == [(True, ()), (False, ("picture: no browser",))]


def test_a_body_that_is_stored_already_is_stored_once(tmp_path: Path) -> None:
    with _open(tmp_path / "e") as evidence:
        evidence.keep(capture(PAGE))
        evidence.keep(capture(PAGE, address="https://other.example/copy"))
    kinds = [one.record_type for one in stored_in(tmp_path / "e") if one.part == "page"]
    assert kinds == ["response", "revisit"]
    assert verify(tmp_path / "e").is_sound


def test_the_same_captures_at_the_same_time_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with _open(tmp_path / name) as evidence:
            evidence.keep(capture(PAGE, picture=b"PNG"))
            evidence.note("exported", item=hex_digest(PAGE), facts={"to": "court"})
    for file in ("log.jsonl", "manifest.jsonl", "warc/000001.warc.gz", "README.txt"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_notes_of_others_enter_the_chain(tmp_path: Path) -> None:
    with _open(tmp_path / "e") as evidence:
        evidence.keep(capture(PAGE))
        evidence.note("exported", item=hex_digest(PAGE), facts={"to": "court"})
        with pytest.raises(ValueError, match="stolen"):
            evidence.note("stolen")
    assert [one["act"] for one in _log(tmp_path / "e")] == ["opened", "collected", "exported"]
    assert verify(tmp_path / "e").is_sound


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    with _open(tmp_path / "e", most_file_bytes=2000) as evidence:
        for number in range(8):
            evidence.keep(capture(b"<p>%d</p>" % number))
    assert len(list((tmp_path / "e/warc").glob("*.warc.gz"))) > 2
    assert verify(tmp_path / "e").is_sound
    with _open(tmp_path / "e", most_file_bytes=2000) as evidence:
        evidence.keep(capture(b"<p>more</p>"))
        assert evidence.payload(hex_digest(b"<p>3</p>")) == b"<p>3</p>"
    assert verify(tmp_path / "e").is_sound


def test_two_writers_are_kept_apart(tmp_path: Path) -> None:
    with _open(tmp_path / "e"), pytest.raises(EvidenceError, match="another onrecord process"):
        _open(tmp_path / "e")
    _open(tmp_path / "e").close()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(EvidenceError, match=r"no evidence folder.*thesis\.doc"):
        _open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]
    with pytest.raises(EvidenceError, match="cannot be made"):
        _open(tmp_path / "thesis.doc" / "e")


def test_a_damaged_item_is_refused_on_reading(tmp_path: Path) -> None:
    with _open(tmp_path / "e") as evidence:
        evidence.keep(capture(PAGE))
        path = tmp_path / "e/warc/000001.warc.gz"
        place = next(one.offset for one in stored_in(tmp_path / "e") if one.part == "page") + 60
        data = bytearray(path.read_bytes())
        data[place] ^= 1
        path.write_bytes(data)
        with pytest.raises(EvidenceError, match=f"{hex_digest(PAGE)}.*blocked as evidence"):
            evidence.payload(hex_digest(PAGE))
        with pytest.raises(EvidenceError, match="holds no item"):
            evidence.payload("0" * 64)


@pytest.mark.parametrize("file", ["log.jsonl", "manifest.jsonl", "warc/000001.warc.gz"])
def test_nothing_is_added_to_a_folder_whose_files_were_cut(tmp_path: Path, file: str) -> None:
    with _open(tmp_path / "e") as evidence:
        for number in range(3):
            evidence.keep(capture(b"<p>%d</p>" % number))
    path = tmp_path / "e" / file
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:1]) if file != "manifest.jsonl" else b"")
    before = {one: one.read_bytes() for one in (tmp_path / "e").rglob("*") if one.is_file()}
    assert not verify(tmp_path / "e").is_sound
    with pytest.raises(EvidenceError, match="damaged folder"):
        _open(tmp_path / "e")
    assert {one: one.read_bytes() for one in (tmp_path / "e").rglob("*") if one.is_file()} == before


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with _open(tmp_path / "e") as evidence:
        evidence.keep(capture(b"<p>a</p>"))
        before = {one: one.read_bytes() for one in (tmp_path / "e").rglob("*") if one.is_file()}
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(EvidenceError, match="No space left"):
                evidence.keep(capture(b"<p>b</p>"))
        assert {one: one.read_bytes() for one in (tmp_path / "e").rglob("*") if one.is_file()} == before
        evidence.keep(capture(b"<p>b</p>"))
    assert verify(tmp_path / "e").is_sound


def _halves(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A folder's growing files before and after a capture."""
    files = ("warc/000001.warc.gz", "manifest.jsonl", "log.jsonl")
    with _open(folder) as evidence:
        evidence.keep(capture(b"<p>a</p>"))
        before = {file: (folder / file).read_bytes() for file in files}
        evidence.keep(capture(b"<p>b</p>", picture=b"PNG" * 50))
    return before, {file: (folder / file).read_bytes() for file in files}


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.7, 0.9, 0.97, 0.999])
def test_what_was_half_written_is_named_and_set_aside(tmp_path: Path, share: float) -> None:
    folder = tmp_path / "e"
    before, after = _halves(folder)
    written = b"".join(after[file][len(before[file]) :] for file in before)
    left = max(1, int(len(written) * share))
    lost = written[:left]
    for file in before:  # in the order in which they are written
        new = len(after[file]) - len(before[file])
        (folder / file).write_bytes(after[file][: len(before[file]) + min(new, left)])
        left -= min(new, left)
    assert not verify(folder).is_sound
    with _open(folder) as evidence:
        assert evidence.payload(hex_digest(b"<p>a</p>")) == b"<p>a</p>"
        evidence.keep(capture(b"<p>c</p>"))
    assert verify(folder).is_sound
    kept = sorted((folder / "aside").iterdir())
    assert sum(path.stat().st_size for path in kept) == len(lost)
    (told,) = [one for one in _log(folder) if one["act"] == "failed"]
    assert {one["file"] for one in told["facts"]["set_aside"]} == {path.name for path in kept}  # type: ignore[index]
    assert told["facts"]["reason"] == "interrupted"  # type: ignore[index]


def test_a_killed_writer_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from made_up_answers import capture\n"
        "from onrecord.capture.evidence import Evidence\n"
        "evidence = Evidence(Path(sys.argv[1]), actor='killed')\n"
        "for number in range(100000):\n"
        "    print(evidence.keep(capture(b'<p>%d</p>' % number)).seq, flush=True)\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "e")],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    ) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            last = writer.stdout.readline()
        time.sleep(0.013)
        writer.send_signal(signal.SIGKILL)
        printed = writer.stdout.read().split() or [last]
    with _open(tmp_path / "e"):
        pass
    assert verify(tmp_path / "e").is_sound
    assert len([one for one in _log(tmp_path / "e") if one["act"] == "collected"]) >= int(printed[-1]) - 1


def test_what_is_known_of_an_address_is_read_from_the_log(tmp_path: Path) -> None:
    tagged = exchange(PAGE, ADDRESS, 200, ("etag", '"v1"'), ("last-modified", "Wed, 01 May 2024 09:00:00 GMT"))
    with _open(tmp_path / "e") as evidence:
        assert evidence.seen(ADDRESS) is None
        evidence.keep(Capture(Act.COLLECTED, Answer(ADDRESS, (tagged,), PAGE), "page", "test"))
        evidence.note("failed", address=ADDRESS, facts={"kind": "page", "reason": "timeout"})
    with _open(tmp_path / "e") as evidence:
        seen = evidence.seen(ADDRESS)
        assert seen is not None
        assert (seen.etag, seen.last_modified) == ('"v1"', "Wed, 01 May 2024 09:00:00 GMT")
        assert (seen.item, seen.failures, seen.reason) == (hex_digest(PAGE), 1, "timeout")
        assert seen.first == seen.last == TIME.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        assert [one.address for one in evidence.index.all_seen()] == [ADDRESS]
