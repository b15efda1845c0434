"""Reading sources of every kind, in order, each report with the bytes its SHA-256 is of."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from onrecord.runs.outcomes import ReadReport, Refused, Settings
from onrecord.runs.reading import read_all, read_data

STORY = "Shells fell on the market of Dar Salma on Monday, killing two people, residents said."


def _read(path: Path, settings: Settings | None = None) -> list[ReadReport | Refused]:
    return list(read_all([str(path)], settings or Settings()))


def _line(**fields: str) -> bytes:
    return json.dumps(fields).encode()


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b"\n".join([_line(id="a", text=STORY), b'{"text": "cut', b"", _line(id="b", text=STORY)]))
    first, broken, last = _read(path)
    assert isinstance(first, ReadReport)
    assert isinstance(last, ReadReport)
    assert (first.report.id, last.report.id) == ("a", "b")
    assert isinstance(broken, Refused)
    assert (broken.source, broken.reason) == (f"{path}, line 2", "bad_json")


def test_a_report_comes_with_the_bytes_of_its_hash(tmp_path: Path) -> None:
    lines, text = tmp_path / "wire.jsonl", tmp_path / "a.txt"
    lines.write_bytes(_line(id="a", text=STORY) + b"\r\n" + _line(id="b", text=STORY))
    text.write_text(STORY)
    read = [*_read(lines), *_read(text), *read_data(lines.read_bytes(), "memory.jsonl", Settings())]
    assert len(read) == 5
    for item in read:
        assert isinstance(item, ReadReport)
        assert hashlib.sha256(item.raw).hexdigest() == item.report.sha256


def test_memory_and_file_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(_line(text=STORY) + b"\nbroken\n")
    assert list(read_data(path.read_bytes(), str(path), Settings())) == _read(path)


def test_lines_of_two_bytes_a_letter_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(_line(id="a", text=STORY).decode() + "\n" + _line(id="b", text=STORY).decode(), encoding="utf-16")
    assert [item.report.id for item in _read(path) if isinstance(item, ReadReport)] == ["a", "b"]


def test_a_line_over_the_limit_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(_line(text="x" * 5000) + b"\n" + _line(id="b", text=STORY))
    refused, read = _read(path, Settings(max_bytes=1000))
    assert isinstance(refused, Refused)
    assert (refused.source, refused.reason) == (f"{path}, line 1", "too_large")
    assert isinstance(read, ReadReport)


def test_what_the_user_knows_reaches_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    (item,) = _read(path, Settings(published=date(2020, 5, 5), country="SY"))
    assert isinstance(item, ReadReport)
    assert (item.report.published.day, item.report.published.how) == (date(2020, 5, 5), "given")
    assert item.report.country_hint == "SY"


def test_one_bad_source_does_not_stop_the_next(tmp_path: Path) -> None:
    empty, good = tmp_path / "empty.txt", tmp_path / "good.txt"
    empty.write_bytes(b"")
    good.write_text(STORY)
    first, second, third = read_all([str(empty), "nowhere.jsonl", str(good)], Settings())
    assert isinstance(first, Refused)
    assert isinstance(second, Refused)
    assert (first.reason, second.reason) == ("empty", "missing")
    assert isinstance(third, ReadReport)
