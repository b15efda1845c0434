"""B1: each claim is tied to characters of an unchanging text, and on load the words must be the text at the offsets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.coder import Coder
from onrecord.contract import cited_values, coding_to_json
from onrecord.errors import SpanError
from onrecord.model import Coding, Span

TEXT = (
    "Rockets hit bus depot in Kherson\n\n"
    "Rockets hit a bus depot in the city of Kherson on Tuesday, killing four people and wounding seven, "
    "the regional governor said. A volunteer told the radio that two buses were destroyed.\n"
)


@pytest.fixture(scope="module")
def coding(coder: Coder) -> Coding:
    return coder.code(TEXT, published=date(2022, 11, 16))


def test_the_text_is_what_was_given_and_every_value_cites_it(coding: Coding) -> None:
    assert coding.report.text == TEXT
    values = [value for claim in coding_to_json(coding)["claims"] for value in claim["values"]]
    assert {"toll.killed", "toll.injured", "place", "date", "speaker"} <= {value["field"] for value in values}
    assert all(value["words"] == TEXT[value["start"] : value["end"]] for value in values)


def test_what_was_coded_comes_back_with_the_same_words(coding: Coding, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding)
    with Archive.open(tmp_path / "a.db", create=False) as archive:
        again = archive.coding(coding.report.id)
    assert [cited_values(claim) for claim in again.claims] == [cited_values(claim) for claim in coding.claims]
    assert again == coding


def test_a_claim_that_cites_past_the_text_is_refused(coding: Coding, tmp_path: Path) -> None:
    beyond = Span(len(TEXT) - 1, len(TEXT) + 1)
    broken = replace(coding, claims=(replace(coding.claims[0], spans=(beyond,)), *coding.claims[1:]))
    with Archive.open(tmp_path / "a.db", create=True) as archive, pytest.raises(SpanError):
        archive.store(broken)
