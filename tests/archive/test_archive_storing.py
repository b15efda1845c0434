from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from any_coding import codings
from hypothesis import given, settings
from small_coding import TEXT, coding
from sqlite_rows import every_row

from onrecord.archive import Archive, Found
from onrecord.errors import ArchiveError, SpanError
from onrecord.model import Coding, Published, Span, Stage


@given(codings())
@settings(deadline=None, max_examples=15)
def test_what_goes_in_comes_out(any_coding: Coding) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db", create=True) as archive:
        assert archive.store(any_coding)
        assert archive.coding(any_coding.report.id) == any_coding
        assert list(archive.reports()) == [any_coding.report]
        assert sorted(archive.incidents(), key=repr) == sorted(any_coding.incidents, key=repr)


@pytest.mark.parametrize(
    "words",
    ["قُتل ١٢ شخصاً", "လူ ၁၂ ဦး သေဆုံး", "погибли 12 человек", "十二人遇难", "🕊️👩‍👩‍👧 12", "e\u0301e\u0301 12", "a\x00b 12"],
    ids=["Arabic", "Burmese", "Cyrillic", "Chinese", "emoji", "combining marks", "NUL"],
)
def test_offsets_count_code_points_in_every_script(tmp_path: Path, words: str) -> None:
    text = f"{words}. {TEXT} {words}"
    held = coding(text)
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(held)
        assert archive.coding(held.report.id) == held
    quotes = [row for row in every_row(tmp_path / "a.db")["citations"] if "killing 12 traders" in row]
    assert len(quotes) == 2


def test_storing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        assert archive.store(coding()) is True
    before = every_row(path)
    with Archive.open(path, create=True) as archive, archive.writing():
        assert archive.store(coding()) is False
    assert every_row(path) == before


def test_another_coding_of_a_report_is_added_and_the_newest_counts(tmp_path: Path) -> None:
    first, second = coding(), coding(killed=13)
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        assert archive.store(first)
        assert archive.store(second)
        assert archive.coding(first.report.id) == second
        assert list(archive.incidents()) == list(second.incidents)
        assert archive.store(first)
        assert archive.coding(first.report.id) == first
    assert len(every_row(tmp_path / "a.db")["codings"]) == 3


def test_history_says_which_version_made_what_and_when(tmp_path: Path) -> None:
    clock = iter([datetime(2021, 5, 4, tzinfo=UTC), datetime(2021, 5, 5, tzinfo=UTC)])
    with Archive.open(tmp_path / "a.db", create=True, clock=lambda: next(clock)) as archive:
        with archive.writing():
            archive.store(coding())
            archive.store(coding(report_id="r-2"))
        archive.store(coding())
        archive.store(coding(killed=13))
        runs = archive.runs()
    assert [(run.recorded[:10], run.codings) for run in runs] == [("2021-05-04", 2), ("2021-05-05", 1)]
    assert all(run.code_version for run in runs)


def test_a_given_id_with_another_text_is_refused(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="7"))
        with pytest.raises(ArchiveError, match="report 7 is there with another text; give this one another id"):
            archive.store(coding(f"{TEXT} More.", report_id="7"))
        assert archive.coding("7").report.text == TEXT


def test_the_same_text_published_on_another_day_is_another_coding(tmp_path: Path) -> None:
    held = coding()
    moved = replace(held, report=replace(held.report, published=Published(date(2021, 5, 9), "given")))
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(held)
        assert archive.store(moved)
        assert archive.coding(held.report.id).report.published.day == date(2021, 5, 9)


def store_all(archive: Archive, batch: list[Coding]) -> None:
    with archive.writing():
        for one in batch:
            archive.store(one)


def test_an_error_in_a_batch_takes_the_whole_batch_back(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="before"))
        before = every_row(tmp_path / "a.db")
        batch = [coding(report_id="during"), coding(f"{TEXT} Other words.", report_id="before")]
        with pytest.raises(ArchiveError, match="another text"):
            store_all(archive, batch)
        assert every_row(tmp_path / "a.db") == before
        assert archive.store(coding(report_id="after"))


def test_a_span_past_the_text_is_never_stored(tmp_path: Path) -> None:
    held = coding()
    claim = replace(held.claims[0], spans=(Span(0, len(TEXT) + 1),))
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        with pytest.raises(SpanError, match="ends past the text"):
            archive.store(replace(held, claims=(claim,)))
        assert list(archive.reports()) == []


def test_an_incident_needs_claims_that_are_there(tmp_path: Path) -> None:
    held = coding()
    stray = replace(held.incidents[0], claims=("c-none",))
    with Archive.open(tmp_path / "a.db", create=True) as archive, pytest.raises(ArchiveError, match="nothing was"):
        archive.store(replace(held, incidents=(stray,)))


def test_incidents_come_by_date_then_id_with_unknown_dates_last(tmp_path: Path) -> None:
    late, early = coding(report_id="b", day=date(2021, 6, 1)), coding(report_id="a", day=date(2021, 4, 1))
    undated = coding(report_id="c")
    undated = replace(undated, incidents=(replace(undated.incidents[0], when=None),))
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for one in (undated, late, early):
            archive.store(one)
        days = [incident.when.start if incident.when else None for incident in archive.incidents()]
        assert days == [date(2021, 4, 1), date(2021, 6, 1), None]
        assert [report.id for report in archive.reports()] == ["a", "b", "c"]
        assert [one.report.id for one in archive.codings()] == ["a", "b", "c"]


def test_the_claims_of_an_incident(tmp_path: Path) -> None:
    held = coding()
    aside = replace(held.claims[0], id="c-aside", stage=Stage.DENIED)
    held = replace(held, claims=(*held.claims, aside))
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(held)
        assert archive.claims(held.incidents[0].id) == held.claims[:1]
        with pytest.raises(ArchiveError, match="there is no incident 'i-none'"):
            archive.claims("i-none")


def test_an_id_or_its_beginning_finds_the_record(tmp_path: Path) -> None:
    held = coding(report_id="2017-al-qaim")
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(held)
        claim, incident = held.claims[0].id, held.incidents[0].id
        assert archive.find("2017-al") == Found("report", "2017-al-qaim", "2017-al-qaim")
        assert archive.find(claim[:6]) == Found("claim", claim, "2017-al-qaim")
        assert archive.find(incident) == Found("incident", incident, "2017-al-qaim")


def test_a_whole_id_is_found_even_where_others_begin_with_it(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="1"))
        archive.store(coding(report_id="12"))
        assert archive.find("1").id == "1"


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("x", "'x' may be report x-1, report x-2; give more of the id"),
        ("X-1", "there is no report, claim or incident 'X-1'"),
        ("x%", "there is no report, claim or incident 'x%'"),
        ("x_1", "there is no report, claim or incident 'x_1'"),
    ],
)
def test_an_id_that_is_unknown_or_short_is_said(tmp_path: Path, wanted: str, message: str) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding(report_id="x-1"))
        archive.store(coding(report_id="x-2"))
        with pytest.raises(ArchiveError, match=message):
            archive.find(wanted)


def test_original_bytes_are_kept_once_under_their_hash(tmp_path: Path) -> None:
    raw = b"<html>\xff</html>"
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        digest = archive.keep_original(raw)
        assert archive.keep_original(raw) == digest == hashlib.sha256(raw).hexdigest()
        assert archive.original(digest) == raw
        with pytest.raises(ArchiveError, match="no original bytes"):
            archive.original("0" * 64)


def test_two_can_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as writer, Archive.open(path, create=False) as other, writer.writing():
        writer.store(coding())
        assert list(other.reports()) == []
        assert len(list(writer.reports())) == 1
