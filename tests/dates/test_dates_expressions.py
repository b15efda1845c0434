"""Three hundred further time expressions, each read from three days of publication."""

from __future__ import annotations

from datetime import date
from itertools import groupby, product
from pathlib import Path

import pytest

from onrecord.dates import TimePhrase, find_times

Row = tuple[str, ...]


def _rows() -> list[Row]:
    lines = (Path(__file__).parent / "expressions.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


EXPRESSIONS = {" | ".join(key): list(rows) for key, rows in groupby(_rows(), key=lambda row: row[:2])}


def test_there_are_enough_of_them_at_three_anchors() -> None:
    assert len(EXPRESSIONS) >= 150
    assert all(len({row[2] for row in rows}) == 3 for rows in EXPRESSIONS.values())


def _read(sentence: str, phrase: str, published: date) -> TimePhrase | None:
    """The time that shares most characters with the phrase."""
    start = sentence.index(phrase)
    end = start + len(phrase)
    found = [time for time in find_times(sentence, published) if time.span.start < end and start < time.span.end]
    return max(found, key=lambda time: min(end, time.span.end) - max(start, time.span.start), default=None)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_read_as_a_careful_reader_does(expression: str) -> None:
    for sentence, phrase, published, start, end, precision in EXPRESSIONS[expression]:
        found = _read(sentence, phrase, date.fromisoformat(published))
        when = found.when if found else None
        days = (str(when.start or ""), str(when.end or "")) if when else ("", "")
        assert (days, str(when.precision) if when else "unknown") == ((start, end), precision), published
        assert when is None or when.start is None or when.basis.rule.startswith("dates.")


def test_every_count_unit_and_direction_together_can_be_read() -> None:
    counts = ("two", "a few", "several", "some", "a couple of", "many")
    ways = ("earlier", "later", "before", "after", "previously", "beforehand")
    for count, unit, way in product(counts, ("hours", "days", "nights", "weeks", "months", "years"), ways):
        text = f"The town fell on 28 February. They left {count} {unit} {way}."
        assert len(find_times(text, date(2016, 3, 4))) >= 1, text
