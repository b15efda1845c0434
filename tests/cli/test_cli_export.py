"""``onrecord export`` and ``verify``: everything out in plain files, and whether it is still what it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from command_runs import onrecord, write_wire


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    onrecord("ingest", write_wire(folder), "--archive", folder / "a.db", "--actor", "ann")
    return folder / "a.db"


@pytest.fixture(scope="module")
def exported(archive: Path) -> Path:
    folder = archive.with_name("exported")
    result = onrecord("export", folder, "--archive", archive, "--actor", "ann")
    assert result.exit_code == 0, result.stderr
    return folder


def test_originals_are_files_named_by_their_digest(exported: Path) -> None:
    originals = list((exported / "originals").iterdir())
    assert len(originals) == 3
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.stem for path in originals)


def test_reports_come_with_their_text_and_every_conversion(exported: Path) -> None:
    lines = [json.loads(line) for line in (exported / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 3
    for line in lines:
        report = line["report"]
        assert (exported / "originals" / f"{report['sha256']}.json").is_file() or report["steps"]
        assert report["steps"][-1]["output_sha256"] == hashlib.sha256(report["text"].encode()).hexdigest()


def test_the_chain_of_custody_tells_who_collected_and_exported(exported: Path) -> None:
    entries = [json.loads(line) for line in (exported / "custody.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["act"] for entry in entries] == ["collected"] * 3 + ["exported"] * 3
    assert {entry["actor"] for entry in entries} == {"ann"}
    assert [entry["before"] for entry in entries[1:]] == [entry["sha256"] for entry in entries[:-1]]


def test_an_export_verifies_until_a_byte_changes(exported: Path) -> None:
    assert "all as it was" in onrecord("verify", exported).stdout
    readme = exported / "README.txt"
    before = readme.read_bytes()
    readme.write_bytes(before[:-1] + b"!")
    result = onrecord("verify", exported)
    assert result.exit_code == 1
    assert f"{readme}: was changed since it was exported" in result.stdout
    readme.write_bytes(before)


def test_a_folder_that_holds_something_is_left_alone(archive: Path, exported: Path) -> None:
    result = onrecord("export", exported, "--archive", archive)
    assert result.exit_code == 1
    assert "holds something already; name a new folder" in result.stderr


def test_an_archive_verifies_until_its_chain_is_altered(archive: Path, tmp_path: Path) -> None:
    assert "all as it was" in onrecord("verify", archive).stdout
    copy = tmp_path / "copy.db"
    with sqlite3.connect(archive) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute("DROP TRIGGER custody_no_update")
        target.execute("UPDATE custody SET actor = 'bob' WHERE seq = 2")
    source.close()
    target.close()
    result = onrecord("verify", copy, "--json")
    assert result.exit_code == 1
    assert "entry 2 was altered" in json.loads(result.stdout)["faults"][0]["message"]


def test_ingesting_again_adds_nothing_to_the_chain(archive: Path) -> None:
    before = onrecord("verify", archive).stdout
    onrecord("ingest", archive.with_name("wire.jsonl"), "--archive", archive)
    assert onrecord("verify", archive).stdout == before
