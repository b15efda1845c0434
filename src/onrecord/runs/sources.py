"""Sources: what the user names on the command line, as bytes.

In: a path, or '-' for standard input. Out: its bytes, as a stream, whole or line by line. Size is checked before a file
is read whole, so that a mistaken path costs nothing. Nothing here touches the network.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from onrecord.errors import UnreadableReport

STDIN = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SKIPPED_AT_ONCE = 1 << 20
SPOOLED_BYTES = 2_000_000_000
"""Of a container that has to be read back and forth and comes through a pipe; a file may have any size."""


def say_on_stderr(line: str) -> None:
    """Tell the user what is no error and yet must be known."""
    print(f"onrecord: {''.join(mark if mark.isprintable() else '?' for mark in line)}", file=sys.stderr)


def name_of(source: str) -> str:
    """What to call a source in messages."""
    return "standard input" if source == STDIN else source


def read_whole(source: str, max_bytes: int) -> bytes:
    """The bytes of a source. Raises UnreadableReport: 'missing' or 'too_large', with what to do."""
    with open_source(source) as stream:
        return whole(stream, name_of(source), max_bytes)


def whole(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """The bytes of an open source. Raises UnreadableReport ('too_large'), where it can be told before it is read."""
    size = _size(stream)
    if size is not None and size > max_bytes:
        raise _too_large(name, f"is {megabytes(size)}", max_bytes)
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name, "is too large", max_bytes)
    return data


def _size(stream: BinaryIO) -> int | None:
    """The size of an ordinary file; None of anything else."""
    if not isinstance(stream, io.BufferedReader) or not isinstance(stream.raw, io.FileIO):
        return None
    facts = os.fstat(stream.fileno())
    return facts.st_size if stat.S_ISREG(facts.st_mode) else None


def read_lines(source: str, max_bytes: int) -> Iterator[bytes]:
    """The lines of a file of any size, one at a time; of one over the limit, its first ``max_bytes`` + 1 bytes.

    Raises UnreadableReport: 'missing', with what to do.
    """
    with open_source(source) as stream:
        yield from lines_of(stream, max_bytes)


def lines_of(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The lines of an open source, as ``read_lines`` gives them."""
    while line := stream.readline(max_bytes + 1):
        yield line
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_SKIPPED_AT_ONCE)


@contextmanager
def seekable(stream: BinaryIO, name: str, *, wanted: bool) -> Iterator[BinaryIO]:
    """The stream, or where it cannot go back and that is wanted, a copy of it in a temporary file.

    Raises UnreadableReport once the copy is read: 'too_large' past ``SPOOLED_BYTES``, or what ended the stream.
    """
    if not wanted or stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        fault = _copy(stream, copy, name)
        copy.seek(0)
        yield copy
        if fault is not None:
            raise fault


def _copy(stream: BinaryIO, copy: IO[bytes], name: str) -> UnreadableReport | None:
    """Copy a stream; the fault that ends it, if one does, is to be raised once what came before it is read."""
    size = 0
    step = getattr(stream, "read1", stream.read)
    try:
        while part := step(_SKIPPED_AT_ONCE):
            size += len(part)
            if size > SPOOLED_BYTES:
                raise _too_large(name, "is too large to be read from a stream", SPOOLED_BYTES)
            copy.write(part)
    except UnreadableReport as fault:
        return fault
    return None


@contextmanager
def open_source(source: str) -> Iterator[BinaryIO]:
    """A source as a stream of bytes. Raises UnreadableReport: 'missing', with what to do."""
    if source == STDIN:
        yield sys.stdin.buffer
        return
    if _ADDRESS.match(source):
        raise _missing(source, "is an address of a kind that cannot be read; give one that begins with https://")
    try:
        if Path(source).is_dir():
            raise _missing(source, "is a folder; name the files in it, for example: onrecord code folder/*.txt")
        with Path(source).open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise _missing(source, "there is no such file; check the path") from None
    except OSError as error:
        raise _missing(source, f"cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise _missing(source, f"is no name of a file: {error}") from None


def _missing(source: str, message: str) -> UnreadableReport:
    return UnreadableReport(source, "missing", message)


def _too_large(name: str, how_large: str, max_bytes: int) -> UnreadableReport:
    limit = f"the limit is {megabytes(max_bytes)}; split the file or raise the limit with --max-bytes"
    return UnreadableReport(name, "too_large", f"{how_large}; {limit}")


def megabytes(size: int) -> str:
    """A size a person can read: 200000000 -> '200 MB', 1500 -> '1500 bytes'."""
    return f"{size / 1_000_000:.4g} MB" if size >= 1_000_000 else f"{size} bytes"


def is_address(source: str) -> bool:
    """Whether a source is an address on the web."""
    return _WEB.match(source) is not None


def is_evidence(folder: Path) -> bool:
    """Whether a folder is one that ``onrecord fetch`` or ``watch`` keeps."""
    return (folder / "log.jsonl").is_file() and (folder / "manifest.jsonl").is_file() and (folder / "warc").is_dir()


def is_folder(source: str) -> bool:
    """Whether a source is the path of a folder."""
    try:
        return source != STDIN and not _ADDRESS.match(source) and Path(source).is_dir()
    except (OSError, ValueError):
        return False


_SINGLE = {".txt", ".html", ".htm", ".xhtml", ".pdf"}


def expected_reports(sources: tuple[str, ...]) -> int | None:
    """How many reports the sources are likely to hold, for a progress bar; None where it cannot be told cheaply."""
    if any(_may_hold_many(source) for source in sources):
        return None
    return sum(_lines(source) if source.endswith(".jsonl") else 1 for source in sources)


def _may_hold_many(source: str) -> bool:
    """Whether a source is a container, whose reports are counted only by reading it."""
    if is_address(source):
        return False
    suffix = Path(source).suffix.lower()
    return source == STDIN or is_folder(source) or (bool(suffix) and suffix not in _SINGLE and suffix != ".jsonl")


def _lines(source: str) -> int:
    try:
        with open_source(source) as stream:
            return sum(1 for line in stream if line.strip())
    except UnreadableReport:
        return 1
