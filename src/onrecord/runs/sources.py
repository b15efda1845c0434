"""Sources: what the user names on the command line, as bytes.

In: a path, or '-' for standard input. Out: its bytes, whole or line by line. Size is checked before a file is read, so
that a mistaken path costs nothing. Addresses are refused: nothing here touches the network.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableReport

STDIN = "-"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://", re.IGNORECASE)
_SKIPPED_AT_ONCE = 1 << 20


def name_of(source: str) -> str:
    """What to call a source in messages."""
    return "standard input" if source == STDIN else source


def read_whole(source: str, max_bytes: int) -> bytes:
    """The bytes of a source. Raises UnreadableReport: 'missing' or 'too_large', with what to do."""
    with open_source(source) as stream:
        if source != STDIN and (size := Path(source).stat().st_size) > max_bytes:
            raise _too_large(source, f"is {megabytes(size)}", max_bytes)
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _too_large(name_of(source), "is too large", max_bytes)
    return data


def read_lines(source: str, max_bytes: int) -> Iterator[bytes]:
    """The lines of a file of any size, one at a time; of one over the limit, its first ``max_bytes`` + 1 bytes.

    Raises UnreadableReport: 'missing', with what to do.
    """
    with open_source(source) as stream:
        while line := stream.readline(max_bytes + 1):
            yield line
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(_SKIPPED_AT_ONCE)


@contextmanager
def open_source(source: str) -> Iterator[BinaryIO]:
    """A source as a stream of bytes. Raises UnreadableReport: 'missing', with what to do."""
    if source == STDIN:
        yield sys.stdin.buffer
        return
    if _ADDRESS.match(source):
        raise _missing(source, "addresses cannot be read yet; save the page as .html and name the file")
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


def expected_reports(sources: tuple[str, ...]) -> int | None:
    """How many reports the sources are likely to hold, for a progress bar; None where it cannot be told cheaply."""
    if STDIN in sources:
        return None
    return sum(_lines(source) if source.endswith(".jsonl") else 1 for source in sources)


def _lines(source: str) -> int:
    try:
        with open_source(source) as stream:
            return sum(1 for line in stream if line.strip())
    except UnreadableReport:
        return 1
