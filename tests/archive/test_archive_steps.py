"""Steps in an archive: kept with the coding, no part of its identity."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_coding import coding
from sqlite_rows import change, every_row

from onrecord.archive import Archive
from onrecord.archive.rows import text_sha256
from onrecord.errors import ArchiveError
from onrecord.model import Coding, Step


def extracted(version: str) -> Coding:
    made = coding(report_id="r")
    step = Step("decode", "python", version, "encoding=utf-8", made.report.sha256, text_sha256(made.report.text))
    return replace(made, report=replace(made.report, steps=(step,)))


def test_steps_are_stored_with_a_coding(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(extracted("3.11"))
        assert archive.coding("r") == extracted("3.11")


def test_a_new_version_of_a_tool_that_gives_the_same_text_is_no_other_coding(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        assert archive.store(extracted("3.11")) is True
        assert archive.store(extracted("3.12")) is False
        assert archive.coding("r") == extracted("3.11")


def test_a_report_stored_without_steps_says_nothing_of_them(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="r"))
        assert archive.coding("r").report.steps == ()
    assert not any("steps" in str(value) for row in every_row(tmp_path / "a.db")["codings"] for value in row)


def test_a_step_whose_hash_was_changed_is_not_given_out(tmp_path: Path) -> None:
    held = extracted("3.11")
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(held)
    change(
        tmp_path / "a.db",
        "UPDATE codings SET document=replace(document, ?, ?)",
        held.report.steps[0].output_sha256,
        "0" * 64,
    )
    with (
        Archive.open(tmp_path / "a.db", create=False) as archive,
        pytest.raises(ArchiveError, match="its steps do not"),
    ):
        archive.coding("r")
