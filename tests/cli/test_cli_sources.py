"""Sources that hold nothing to read: each is named in one line, with what to do, and the exit status is 1."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import cli
from onrecord.errors import UnreadableReport
from onrecord.runs.sources import expected_reports, megabytes, read_lines, read_whole


def _code(*words: str) -> Result:
    return CliRunner().invoke(cli, ["code", *words])


def _refusal(source: Path | str, max_bytes: int = 1000) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as raised:
        read_whole(str(source), max_bytes)
    return raised.value


def test_a_missing_file_is_named_and_printed_as_an_error() -> None:
    result = _code("nowhere.txt")
    assert result.exit_code == 1
    assert result.stderr == "onrecord: nowhere.txt: there is no such file; check the path\n"
    assert json.loads(result.stdout) == {
        "error": {
            "source": "nowhere.txt",
            "reason": "missing",
            "message": "there is no such file; check the path",
        },
        "report": {"id": None},
    }


def test_each_of_several_is_named_and_they_are_counted() -> None:
    result = _code("a.txt", "b.txt")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines()[-1] == "onrecord: 2 of 2 reports could not be read"


@pytest.mark.parametrize(("output_format", "printed"), [("table", ""), ("geojson", '{"type":"FeatureCollection"')])
def test_other_formats_name_it_on_stderr_only(output_format: str, printed: str) -> None:
    result = _code("nowhere.txt", "--format", output_format)
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr
    assert result.stdout.startswith(printed)
    assert "nowhere" not in result.stdout


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    error = _refusal(tmp_path)
    assert error.reason == "missing"
    assert "is a folder; name the files in it" in error.message


@pytest.mark.parametrize("address", ["ftp://example.org/a", "FILE:///etc/hosts", "gopher://example.org"])
def test_addresses_of_other_kinds_are_refused_before_anything_is_fetched(address: str) -> None:
    assert "is an address of a kind that cannot be read" in _refusal(address).message


def test_a_large_file_is_refused_by_its_size_with_the_limit(tmp_path: Path) -> None:
    large = tmp_path / "dump.txt"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    error = _refusal(large, 50_000_000)
    assert error.reason == "too_large"
    assert error.message == "is 200 MB; the limit is 50 MB; split the file or raise the limit with --max-bytes"


def test_the_limit_can_be_set(tmp_path: Path) -> None:
    small = tmp_path / "a.txt"
    small.write_text("x" * 100)
    result = _code(str(small), "--max-bytes", "99")
    assert result.exit_code == 1
    assert "is 100 bytes; the limit is 99 bytes" in result.stderr
    assert len(read_whole(str(small), 100)) == 100


def test_a_line_over_the_limit_is_cut_and_the_next_line_is_whole(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b"short\n" + b"x" * 3_000_000 + b"\nnext\nlast")
    assert list(read_lines(str(lines), 10)) == [b"short\n", b"x" * 11, b"next\n", b"last"]


def test_a_line_just_within_the_limit_stays_whole(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b"x" * 9 + b"\n" + b"y" * 10 + b"\n" + b"z" * 11 + b"\nend")
    assert list(read_lines(str(lines), 11)) == [b"x" * 9 + b"\n", b"y" * 10 + b"\n", b"z" * 11 + b"\n", b"end"]


def test_a_stream_without_end_is_cut_off_at_the_limit() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    assert _refusal("/dev/zero").reason == "too_large"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="only where file rights hold for this user")
def test_a_file_without_read_rights_says_so(tmp_path: Path) -> None:
    secret = tmp_path / "a.txt"
    secret.write_text("x")
    secret.chmod(0)
    assert "cannot be read: Permission denied" in _refusal(secret).message


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000])
def test_a_name_no_file_can_have_is_refused(name: str) -> None:
    assert _refusal(name).reason == "missing"


def test_a_name_cannot_move_the_cursor() -> None:
    result = _code("\x1b[2Jx.txt")
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_bar_knows_how_many_reports_to_expect(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"text":"a"}\n\n{"text":"b"}\n')
    assert expected_reports((str(lines), "b.txt")) == 3
    assert expected_reports(("-",)) is None


@pytest.mark.parametrize(("size", "said"), [(200_000_000, "200 MB"), (1_500_000, "1.5 MB"), (12, "12 bytes")])
def test_sizes_read_as_words(size: int, said: str) -> None:
    assert megabytes(size) == said
