"""Sources of every kind, alone, packed, from standard input, in a folder; and readers that others add."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest
from click.testing import CliRunner
from made_up_archives import PAGE, STORY, Capture, warc, zipped
from made_up_pdfs import drawn

from onrecord.cli import cli
from onrecord.errors import UnreadableReport
from onrecord.reports import Item, Limits
from onrecord.runs.outcomes import ReadReport, Refused, Settings
from onrecord.runs.plug_ins import plug_in_readers
from onrecord.runs.reading import read_all, read_data
from onrecord.runs.sources import expected_reports

FEED = (
    f"<rss version='2.0'><channel><title>Sahel Wire</title><item><title>Five killed</title>"
    f"<description>{STORY}</description></item></channel></rss>"
).encode()
MESSAGE = f"From: a@example.org\r\nSubject: Five killed in Tera\r\n\r\n{STORY}\r\n".encode()
LINE = json.dumps({"id": "a", "text": STORY}).encode()
KINDS = {
    "a.txt": STORY.encode(),
    "b.html": PAGE,
    "c.jsonl": LINE + b"\n" + LINE,
    "d.pdf": drawn([(50.0, 700.0, STORY)]),
    "e.rss": FEED,
    "f.warc.gz": warc([Capture()]),
    "g.wacz": zipped({"archive/a.warc.gz": warc([Capture()])}),
    "h.eml": MESSAGE,
    "i.mbox": b"From a@example.org Tue Feb 14 23:30:00 2017\n" + MESSAGE,
    "j.csv": f'Title;Text\nFive killed in Téra;"{STORY}"\n'.encode("cp1252"),
}


def read(*sources: Path | str, settings: Settings | None = None) -> tuple[list[ReadReport | Refused], list[str]]:
    said: list[str] = []
    return list(read_all(map(str, sources), settings or Settings(), said.append)), said


def reports(found: list[ReadReport | Refused]) -> list[ReadReport]:
    assert all(isinstance(item, ReadReport) for item in found), found
    return [item for item in found if isinstance(item, ReadReport)]


def from_memory(data: bytes, name: str = "standard input") -> list[ReadReport | Refused]:
    return list(read_data(data, name, Settings(), list[str]().append))


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("name", KINDS)
def test_a_source_of_each_kind_is_read_with_the_bytes_of_its_hash(name: str, tmp_path: Path) -> None:
    found, _ = read(write(tmp_path, {name: KINDS[name]}) / name)
    for item in reports(found):
        assert "five farmers" in item.report.text
        assert hashlib.sha256(item.raw).hexdigest() == item.report.sha256
    assert len(found) == (2 if name == "c.jsonl" else 1)


@pytest.mark.parametrize("name", KINDS)
def test_standard_input_is_known_by_its_first_bytes(name: str) -> None:
    assert [item.report.text for item in reports(from_memory(KINDS[name]))] == [
        item.report.text for item in reports(from_memory(KINDS[name], name))
    ]


@pytest.mark.parametrize("name", KINDS)
def test_a_pipe_gives_what_the_file_gives(name: str, tmp_path: Path) -> None:
    """Through a real pipe, in which nothing can go back."""
    out, into = os.pipe()
    data = KINDS[name]
    assert len(data) < 60_000, "more than a pipe holds at once"
    os.write(into, data)
    os.close(into)
    with os.fdopen(out, "rb") as stream, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
        found, _ = read("-")
    expected, _ = read(write(tmp_path, {name: data}) / name)
    assert [item.report.sha256 for item in reports(found)] == [item.report.sha256 for item in reports(expected)]


@pytest.mark.parametrize("name", ["a.txt", "b.html", "c.jsonl", "e.rss", "j.csv", "i.mbox", "d.pdf"])
def test_what_is_packed_with_gzip_is_unpacked_on_the_way(name: str, tmp_path: Path) -> None:
    packed, _ = read(write(tmp_path, {f"{name}.gz": gzip.compress(KINDS[name])}) / f"{name}.gz")
    plain, _ = read(write(tmp_path, {name: KINDS[name]}) / name)
    assert [item.report.sha256 for item in reports(packed)] == [item.report.sha256 for item in reports(plain)]


@pytest.mark.parametrize(
    ("name", "data", "reasons"),
    [
        ("bomb.jsonl.gz", gzip.compress(b"\0" * 100_000_000), ["too_large", "bomb"]),
        ("cut.jsonl.gz", gzip.compress(LINE + b"\n" + os.urandom(30_000).hex().encode())[:-9_000], ["read", "cut"]),
        (
            "cut.csv.gz",
            gzip.compress(f'text\n"{STORY}"\n'.encode() + os.urandom(30_000).hex().encode())[:-9_000],
            ["read", "read", "cut"],
        ),
        ("twice.txt.gz", gzip.compress(gzip.compress(STORY.encode())), ["binary"]),
        ("none.txt.gz", b"\x1f\x8bwords", ["broken"]),
    ],
)
def test_a_gzip_that_blows_up_or_is_cut_is_read_as_far_as_it_goes(
    name: str, data: bytes, reasons: list[str], tmp_path: Path
) -> None:
    found, _ = read(write(tmp_path, {name: data}) / name)
    assert [item.reason if isinstance(item, Refused) else "read" for item in found] == reasons


def test_a_folder_of_all_kinds_is_read_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, {**KINDS, "z/deep/last.txt": STORY.encode(), ".hidden.txt": b"x", "z/.git/config.txt": b"x"})
    found, said = read(tmp_path)
    places = [item.source.removeprefix(f"{tmp_path}/")[0] for item in reports(found)]
    assert places == list("abccdefghijz")
    assert [line.removeprefix(f"{tmp_path}/") for line in said] == ["j.csv: read with --map text=Text,title=Title"]


def test_a_folders_unknown_files_and_outward_links_are_named_and_skipped(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "out"
    write(elsewhere, {"secret.txt": b"secret words"})
    write(
        folder, {"a.png": b"\x89PNG\r\n", "b.conf": b"words", "c.txt": STORY.encode(), "d": PAGE, "e.json": b'{"a": 1}'}
    )
    (folder / "f.txt").symlink_to(elsewhere / "secret.txt")
    (folder / "g").symlink_to(elsewhere)
    (folder / "h.txt").symlink_to(folder / "c.txt")
    (folder / "i.txt").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found, _ = read(folder)
    names = [(Path(item.source).name, item.reason if isinstance(item, Refused) else "read") for item in found]
    assert names == [
        ("a.png", "kind"),
        ("b.conf", "kind"),
        ("c.txt", "read"),
        ("d", "read"),
        ("e.json", "kind"),
        ("f.txt", "link"),
        ("g", "link"),
        ("h.txt", "read"),
        ("i.txt", "link"),
        ("loop", "link"),
        ("pipe.txt", "kind"),
    ]


def test_an_empty_folder_and_an_empty_container_say_so(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    found, _ = read(tmp_path / "none", write(tmp_path, {"a.warc.gz": warc([])}) / "a.warc.gz")
    assert [(item.reason, item.message.split(";")[0]) for item in found if isinstance(item, Refused)] == [
        ("empty", "is a folder with no files in it"),
        ("empty", "is a web archive that holds nothing to read"),
    ]


def test_a_folder_in_folders_without_end_is_refused(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 60)
    write(deep, {"a.txt": STORY.encode()})
    found, _ = read(tmp_path)
    assert [item.reason for item in found if isinstance(item, Refused)] == ["too_deep"]


def test_the_limit_holds_for_each_report_of_a_container_not_for_the_whole(tmp_path: Path) -> None:
    archive = write(tmp_path, {"a.warc": warc([Capture()] * 20, gzip=False)}) / "a.warc"
    assert archive.stat().st_size > 5_000
    assert len(reports(read(archive, settings=Settings(max_bytes=1_000))[0])) == 20
    found, _ = read(archive, settings=Settings(max_bytes=100))
    assert [item.reason for item in found if isinstance(item, Refused)] == ["too_large"] * 20


def test_the_bar_does_not_count_what_only_reading_can_count(tmp_path: Path) -> None:
    assert expected_reports((str(tmp_path), "a.txt")) is None
    assert expected_reports(("a.warc.gz",)) is None
    assert expected_reports(("a.pdf", "b.html", "c")) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("txt=Body", "'txt' is nothing that a column can hold; give text, html"),
        ("txt=Body", "do you mean text?"),
        ("text", "'text' names no column for text"),
        ("text=a,text=b", "or a second one; give text=COLUMN"),
    ],
)
def test_a_wrong_mapping_is_wrong_use(words: str, said: str) -> None:
    result = CliRunner().invoke(cli, ["code", "x.csv", "--map", words])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())


def test_a_mapping_reaches_the_table_and_its_columns_may_have_commas(tmp_path: Path) -> None:
    table = write(tmp_path, {"a.csv": f'"Words, all",Ref\n"{STORY}",r7\n'.encode()}) / "a.csv"
    result = CliRunner().invoke(cli, ["places", str(table), "--map", "text=Words, all,id=Ref", "--format", "jsonl"])
    assert json.loads(result.stdout)["report"]["id"] == "r7", result.output
    assert result.stderr == f"onrecord: {table}: read with --map text=Words, all,id=Ref\n"


# ---------------------------------------------------------------- plug-ins


def install(folder: Path, patch: pytest.MonkeyPatch, module: str, code: str, entries: str) -> None:
    """A package as an installer leaves it: a module, and its metadata beside it."""
    facts = folder / f"{module}-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(f"[onrecord.readers]\n{entries}\n")
    (folder / f"{module}.py").write_text(code)
    patch.syspath_prepend(str(folder))


def test_the_example_of_the_documentation_reads_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/readers.md").read_text(encoding="utf-8")
    code, toml = re.search(r"```python\n(.+?)```", text, re.S), re.search(r"```toml\n(.+?)```", text, re.S)
    assert code is not None
    assert toml is not None
    assert len(code.group(1).splitlines()) <= 36
    entry = toml.group(1).splitlines()[1].replace('"', "")
    install(tmp_path / "site", monkeypatch, "sitreps", code.group(1), entry)
    words = f"2017-02-14\n\n{STORY}\n-----\nno day\n\n{STORY}\n-----\n2017-02-15\n\n{STORY} They fled."
    found, said = read(write(tmp_path, {"a.sitrep": words.encode()}) / "a.sitrep")
    assert said == []
    assert [item.report.published.day.isoformat() if isinstance(item, ReadReport) and item.report.published.day else ""
            for item in found] == ["2017-02-14", "", "2017-02-15"]  # fmt: skip
    assert isinstance(found[1], Refused)
    assert (found[1].source, found[1].reason) == (f"{tmp_path}/a.sitrep, report 2", "bad_date")


def test_a_broken_plug_in_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "class Half:\n    name = 'half'\nclass Bad:\n    name = 'bad'\n    items = None\n"
    code += "    def knows(self, name, head):\n        return 1 / 0\n"
    entries = (
        "a-gone = gone_away:Reader\nb-half = odd_readers:Half\nc-none = odd_readers:Nothing\nd-bad = odd_readers:Bad"
    )
    install(tmp_path / "site", monkeypatch, "odd_readers", code, entries)
    path = write(tmp_path, {"a.txt": STORY.encode()}) / "a.txt"
    found, said = read(path, path)
    assert len(reports(found)) == 2
    assert said == [
        "reader 'a-gone' (gone_away:Reader) is left out: ModuleNotFoundError: No module named 'gone_away'",
        "reader 'b-half' (odd_readers:Half) is left out: it has no knows and no items",
        "reader 'c-none' (odd_readers:Nothing) is left out: AttributeError: "
        "module 'odd_readers' has no attribute 'Nothing'",
        f"reader 'd-bad' is left out: ZeroDivisionError: division by zero when asked about {path}",
    ]


class _Failing:
    name = "odd files"
    seeks = True

    def knows(self, name: str, head: bytes) -> bool:  # noqa: ARG002
        return name.endswith(".odd")

    def items(self, stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item | UnreadableReport]:  # noqa: ARG002
        yield UnreadableReport(name, "odd", "is odd")
        raise KeyError("lost")


def test_a_plug_in_that_fails_while_it_reads_ends_its_own_source_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(
        tmp_path / "site",
        monkeypatch,
        "failing_reader",
        f"from {__name__} import _Failing",
        "x = failing_reader:_Failing",
    )
    write(tmp_path, {"a.odd": b"x", "b.txt": STORY.encode()})
    found, _ = read(tmp_path / "a.odd", tmp_path / "b.txt")
    assert [item.reason if isinstance(item, Refused) else "read" for item in found] == ["odd", "internal", "read"]
    assert isinstance(found[1], Refused)
    assert "the reader 'odd files' failed (KeyError: 'lost')" in found[1].message


def test_a_reader_may_be_an_object_as_well_as_a_class() -> None:
    point = SimpleNamespace(name="x", value="m:r", load=_Failing)
    (reader,) = plug_in_readers(list[str]().append, [point])  # type: ignore[list-item]
    assert reader.name == "odd files"
    assert reader.knows("a.odd", b"")
    assert reader.seeks is True  # type: ignore[attr-defined]
