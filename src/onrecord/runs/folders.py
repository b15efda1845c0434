"""Folders: every file in one and in the folders in it, in sorted order.

In: a folder. Out: the paths of its files, or Refused for what cannot be read. Hidden files are left out, and so are
links that lead out of the folder or to another folder: a folder that was handed over must not read the rest of a disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.runs.outcomes import Refused

MOST_LEVELS = 50
"""Folders in folders; deeper ones are refused."""


def files_in(folder: Path) -> Iterator[str | Refused]:
    """The paths of the files in a folder, each level sorted by name, a folder's files where its name stands."""
    yield from _walked(folder, folder.resolve(), 0)


def _walked(folder: Path, top: Path, level: int) -> Iterator[str | Refused]:
    if level > MOST_LEVELS:
        yield Refused(str(folder), "too_deep", f"lies more than {MOST_LEVELS} folders deep; name it by itself")
        return
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield Refused(str(folder), "missing", f"cannot be read: {error.strerror}")
        return
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_symlink() and not _leads_to_a_file_within(path, top):
            yield Refused(str(path), "link", "is a link out of the folder or to a folder; name what it leads to")
        elif path.is_dir():
            yield from _walked(path, top, level + 1)
        elif path.is_file():
            yield str(path)
        else:
            yield Refused(str(path), "kind", "is neither a file nor a folder; move it out of the folder")


def _leads_to_a_file_within(path: Path, top: Path) -> bool:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(top)
