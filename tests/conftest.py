"""One coder for all tests that need the models: loading them is what takes time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.coder import Coder
from onrecord.language import EnglishReader, Reading
from onrecord.model import Block, BlockKind, Published, Report
from onrecord.places.added import DATA_VARIABLE


@pytest.fixture(scope="session", autouse=True)
def nothing_added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the places that a user of this machine added."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def reader(coder: Coder) -> EnglishReader:
    return coder.reader


@pytest.fixture(scope="session")
def read(reader: EnglishReader) -> Callable[[str], Reading]:
    """Parse a text as the body of a report."""

    def read_body(text: str) -> Reading:
        blocks = (Block(0, len(text), BlockKind.BODY),)
        return reader.read(Report("made-up", text, blocks, Published(None, "unknown"), language="en"))

    return read_body
