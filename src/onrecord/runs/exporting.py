"""Exporting: all that an archive holds, as files that any tool opens.

In: an archive and a folder that is empty or not there. Out: the folder: original bytes, reports with their claims and
incidents as JSON lines, how reports relate, incidents over all reports, decisions and persons where there are any, the
chain of custody, a README of the fields, and SHA256SUMS over all of them. Requirement A9: findable, renderable with
ordinary tools, understandable later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from onrecord.archive import Archive
from onrecord.capture.journal import Act
from onrecord.contract import coding_to_json
from onrecord.errors import InputError
from onrecord.formats import json_line
from onrecord.linking.as_json import joined_to_json
from onrecord.persons.as_json import decision_to_json, held_to_json, state_to_json
from onrecord.reports import Kind, kind_of
from onrecord.runs.incidents import standing

SUMS = "SHA256SUMS"
_SUFFIXES = {Kind.HTML: ".html", Kind.PDF: ".pdf", Kind.JSONL: ".json", Kind.TEXT: ".txt"}
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to."""

    reports: int
    originals: int
    files: int


def export(archive: Archive, folder: Path, actor: str) -> Exported:
    """Write an archive into a folder, and into the archive's chain of custody that it was exported.

    Raises InputError where the folder holds something already or cannot be written, ArchiveError for a damaged record.
    """
    _make(folder)
    originals = archive.originals()
    try:
        for sha256 in originals:
            _write_original(folder, sha256, archive.original(sha256))
        reports = archive.report_ids()
        _write_lines(folder / "reports.jsonl", (coding_to_json(archive.coding(one), text=True) for one in reports))
        links = (asdict(link) for one in reports for link in archive.links(one))
        _write_lines(folder / "links.jsonl", links)
        _write_lines(folder / "incidents.jsonl", (joined_to_json(one.joined) for one in standing(archive)))
        if decisions := list(_decision_lines(archive)):
            _write_lines(folder / "decisions.jsonl", decisions)
        if persons := list(_person_lines(archive)):
            _write_lines(folder / "persons.jsonl", persons)
        with archive.writing():
            for sha256 in originals:
                archive.note(Act.EXPORTED, actor=actor, item=sha256, facts={"folder": str(folder)})
        _write_lines(folder / "custody.jsonl", (asdict(entry) for entry in archive.custody()))
        readme = files("onrecord.runs").joinpath("export_readme.txt").read_text(encoding="utf-8")
        (folder / "README.txt").write_text(readme, encoding="utf-8")
        names = _write_sums(folder)
    except OSError as fault:
        raise InputError(f"{folder}: cannot be written ({fault.strerror}); what was written is left there") from fault
    return Exported(len(reports), len(originals), names)


def _decision_lines(archive: Archive) -> Iterator[Mapping[str, object]]:
    """Every decision on tellings, incidents and sources, and what became of incidents' ids, oldest first of each."""
    with archive.linked() as rows:
        yield from ({"same_incident": asdict(one)} for one in rows.decisions())
        yield from ({"incident": asdict(one)} for one in rows.verdicts())
        yield from ({"source": asdict(one)} for one in rows.discredited())
        yield from ({"forward": asdict(one)} for one in rows.forwards().values())


def _person_lines(archive: Archive) -> Iterator[dict[str, object]]:
    """Every record, state and decision on persons, in the order in which they came."""
    records, states, decisions = archive.person_rows()
    for held in records:
        yield {"record": held_to_json(held)}
    for state in states:
        yield {"state": state_to_json(state)}
    for decision in decisions:
        yield {"decision": decision_to_json(decision)}


def check_export(folder: Path) -> tuple[int, tuple[str, ...]]:
    """How many files an export lists, and a line for each that is gone or was changed."""
    faults = []
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    for line in lines:
        sha256, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file():
            faults.append(f"{path}: is not there any more")
        elif _sha256(path) != sha256:
            faults.append(f"{path}: was changed since it was exported")
    return len(lines), tuple(faults)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder}: holds something already; name a new folder")
        (folder / "originals").mkdir()
    except OSError as fault:
        raise InputError(f"{folder}: cannot be made ({fault.strerror}); name another folder") from fault


def _write_original(folder: Path, sha256: str, raw: bytes) -> None:
    (folder / "originals" / f"{sha256}{_SUFFIXES[kind_of('', raw)]}").write_bytes(raw)


def _write_lines(path: Path, found: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        for one in found:
            stream.write((json_line(dict(one)) if "report" in one else json.dumps(dict(one), sort_keys=True)) + "\n")


def _write_sums(folder: Path) -> int:
    names = sorted(path.relative_to(folder).as_posix() for path in _files(folder))
    sums = "".join(f"{_sha256(folder / name)}  {name}\n" for name in names)
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return len(names)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_READ_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
