"""The files of an evidence folder: locked, appended to, and put in order again after a writer was killed.

In: a folder. Out: its files open for appending, with what a dead writer left half written set aside. Data reaches the
disk in this order: WARC records, manifest lines, log entry. What the log does not tell of did not happen, and is kept
in ``aside`` and named.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from onrecord.capture.records import hex_digest
from onrecord.errors import EvidenceError

LOG = "log.jsonl"
MANIFEST = "manifest.jsonl"
README = "README.txt"
LOCK = "lock"
WARC = "warc"
ASIDE = "aside"
FORMAT = 1
_PIECE = 1 << 20


def readme() -> bytes:
    """The text that explains a folder to who finds it."""
    return (files("onrecord.capture") / "evidence_readme.md").read_bytes()


def warc_name(number: int) -> str:
    """The n-th WARC file, from 1."""
    return f"{WARC}/{number:06d}.warc.gz"


@dataclass(frozen=True, slots=True)
class Tail:
    """Bytes at the end of a file that no committed entry tells of."""

    file: str
    offset: int


def lock(folder: Path) -> int:
    """Take the folder for writing. Raises EvidenceError where another process has it."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        raise EvidenceError(f"{folder}: cannot be written ({fault.strerror}); check its permissions") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        words = "another onrecord process is writing to it; wait until it is done, or stop it"
        raise EvidenceError(f"{folder}: {words}") from None
    return handle


def is_being_written(folder: Path) -> bool:
    """Whether some process has the folder for writing right now."""
    try:
        handle = os.open(folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def append(path: Path, data: bytes) -> None:
    """Add to the end of a file and wait until it is on the disk."""
    is_new = not path.exists()
    with path.open("ab") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if is_new:
        _sync_folder(path.parent)


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


@contextmanager
def all_or_nothing(folder: Path, names: tuple[str, ...]) -> Iterator[None]:
    """Append to several files; where that fails (a full disk), they are cut back to what they were.

    Raises EvidenceError.
    """
    sizes = {name: size_of(folder / name) for name in names}
    try:
        yield
    except BaseException as fault:
        for name, size in sizes.items():
            with suppress(OSError):  # what cannot be cut back now is set aside when the folder is opened next
                if size_of(folder / name) > size:
                    os.truncate(folder / name, size)
        if isinstance(fault, OSError):
            words = f"cannot be written ({fault.strerror}); nothing was added"
            raise EvidenceError(f"{folder}: {words}") from fault
        raise


def set_aside(folder: Path, tail: Tail, seq: int) -> None:
    """Move a tail to a file of its own in ``aside``: copied first, cut off after."""
    path = folder / tail.file
    (folder / ASIDE).mkdir(exist_ok=True)
    place = _free_name(folder / ASIDE, f"{seq:06d}-{path.name}")
    with path.open("rb") as source, place.open("xb") as copy:
        source.seek(tail.offset)
        while piece := source.read(_PIECE):
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    _sync_folder(place.parent)
    if tail.offset == 0 and tail.file.startswith(WARC):
        path.unlink()
        _sync_folder(path.parent)
        return
    with path.open("r+b") as stream:
        stream.truncate(tail.offset)
        os.fsync(stream.fileno())


def _free_name(folder: Path, name: str) -> Path:
    number = 1
    while (path := folder / f"{name}.{number}").exists():
        number += 1
    return path


def aside_files(folder: Path) -> dict[str, tuple[int, str]]:
    """What lies aside: name to its bytes and digest."""
    found = sorted((folder / ASIDE).iterdir()) if (folder / ASIDE).is_dir() else []
    return {path.name: (path.stat().st_size, digest_of(path)) for path in found if path.is_file()}


def digest_of(path: Path) -> str:
    """SHA-256 of a file of any size."""
    whole = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            whole.update(piece)
    return whole.hexdigest()


def make_folder(folder: Path) -> None:
    """Make the folder and what is in it before the first entry. Raises EvidenceError where something else is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted(path.name for path in folder.iterdir() if path.name not in (README, LOCK, WARC))
        if strangers or any((folder / WARC).glob("*")):
            words = "is no evidence folder, and not empty; name a new folder"
            raise EvidenceError(f"{folder}: {words} (it holds {', '.join(strangers[:3]) or 'WARC files'})")
        (folder / WARC).mkdir(exist_ok=True)
        (folder / README).write_bytes(readme())
        _sync_folder(folder)
    except OSError as fault:
        raise EvidenceError(f"{folder}: cannot be made ({fault.strerror}); check the path") from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def readme_digest() -> str:
    """SHA-256 of the README as this version writes it."""
    return hex_digest(readme())
