"""Verifying: one flipped byte anywhere is found, and named."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_host import HandClock
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_answers import capture

from onrecord.capture.evidence import Evidence
from onrecord.capture.records import hex_digest
from onrecord.capture.verify import verify
from onrecord.errors import EvidenceError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, a picture, a revisit, notes, two WARC files, and something set aside."""
    path = tmp_path_factory.mktemp("evidence") / "e"
    clock = HandClock().clock()
    with Evidence(path, actor="tester", clock=clock, most_file_bytes=2500) as evidence:
        for number in range(3):
            evidence.keep(capture(b"<p>%d</p>" % number, picture=b"PNG", chunked=number == 1))
        evidence.keep(capture(b"<p>0</p>"))
        evidence.note("exported", facts={"to": "court"})
    with (path / "log.jsonl").open("ab") as stream:
        stream.write(b'{"half": ')
    with Evidence(path, actor="tester", clock=clock) as evidence:
        evidence.keep(capture(b"<p>last</p>"))
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def test_a_sound_folder_is_sound(folder: Path) -> None:
    verdict = verify(folder)
    assert verdict.faults == ()
    assert verdict.entries == 8
    assert verdict.items == 5
    assert verdict.incomplete == 2
    assert len(_files(folder)) >= 6


@pytest.fixture(scope="module")
def spare(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(folder, Path(name) / "spare"))


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_one_flipped_byte_anywhere_is_found(data: st.DataObject, spare: Path) -> None:
    path = spare / data.draw(st.sampled_from(_files(spare)))
    before = path.read_bytes()
    place = data.draw(st.integers(0, len(before) - 1))
    other = data.draw(st.integers(1, 255))
    try:
        path.write_bytes(before[:place] + bytes([before[place] ^ other]) + before[place + 1 :])
        assert not verify(spare).is_sound
    finally:
        path.write_bytes(before)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_bytes_taken_out_or_put_in_are_found(data: st.DataObject, spare: Path) -> None:
    path = spare / data.draw(st.sampled_from(_files(spare)))
    before = path.read_bytes()
    start = data.draw(st.integers(0, len(before) - 1))
    end = data.draw(st.integers(start, len(before)))
    new = data.draw(st.binary(min_size=int(start == end), max_size=20))
    changed = before[:start] + new + before[end:]
    try:
        path.write_bytes(changed)
        assert verify(spare).is_sound == (changed == before)
    finally:
        path.write_bytes(before)


def test_a_fault_names_the_item(copy: Path) -> None:
    first = json.loads((copy / "manifest.jsonl").read_text().splitlines()[1])
    path = copy / first["file"]
    data = bytearray(path.read_bytes())
    data[first["offset"] + 50] ^= 4
    path.write_bytes(data)
    fault = next(one for one in verify(copy).faults if one.item == first["sha256"])
    assert first["sha256"] == hex_digest(b"<p>0</p>")
    assert "altered" in fault.message
    assert "\n" not in str(fault)


@pytest.mark.parametrize("name", ["log.jsonl", "manifest.jsonl"])
@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_line_taken_out_is_found(copy: Path, name: str, number: int) -> None:
    lines = (copy / name).read_bytes().splitlines(keepends=True)
    del lines[number]
    (copy / name).write_bytes(b"".join(lines))
    assert not verify(copy).is_sound


@pytest.mark.parametrize("name", ["log.jsonl", "manifest.jsonl"])
def test_lines_that_changed_places_are_found(copy: Path, name: str) -> None:
    lines = (copy / name).read_bytes().splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    (copy / name).write_bytes(b"".join(lines))
    assert not verify(copy).is_sound


def test_a_file_too_few_or_too_many_is_found(copy: Path) -> None:
    (copy / "warc/000009.warc.gz").write_bytes(b"more")
    (copy / "notes.doc").write_text("mine")
    next((copy / "aside").iterdir()).unlink()
    (copy / "README.txt").unlink()
    assert {fault.item.split("/")[0] for fault in verify(copy).faults} == {"warc", "notes.doc", "aside", "README.txt"}


def test_a_noted_head_finds_an_end_that_was_cut_off_cleanly(copy: Path) -> None:
    lines = (copy / "log.jsonl").read_bytes().splitlines(keepends=True)
    noted = verify(copy).head
    cut = json.loads(lines[-1])
    manifest = (copy / "manifest.jsonl").read_bytes().splitlines(keepends=True)
    gone = [json.loads(line) for line in manifest if json.loads(line)["log_seq"] == cut["seq"]]
    (copy / "log.jsonl").write_bytes(b"".join(lines[:-1]))
    (copy / "manifest.jsonl").write_bytes(b"".join(manifest[: -len(gone)]))
    file = copy / gone[0]["file"]
    file.write_bytes(file.read_bytes()[: gone[0]["offset"]])
    assert verify(copy).is_sound
    assert [fault.item for fault in verify(copy, head=noted).faults] == [noted]
    assert verify(copy, head=json.loads(lines[3])["sha256"]).is_sound


def test_a_folder_that_is_being_written_can_be_verified(copy: Path) -> None:
    with Evidence(copy, actor="tester", clock=HandClock().clock()) as evidence:
        evidence.keep(capture(b"<p>now</p>"))
        with (copy / "manifest.jsonl").open("ab") as stream:
            stream.write(b'{"half": ')
        assert verify(copy).is_sound


def test_what_is_no_evidence_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no evidence folder"):
        verify(tmp_path)
