"""An archive's incidents over all its reports: linked as reports come, the same in whatever order they come."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_accounts import recoded, told

from onrecord.archive import Archive
from onrecord.errors import ArchiveError
from onrecord.model import Coding, Effect
from onrecord.persons import Judgement
from onrecord.runs.incidents import standing
from onrecord.runs.linking import Linked, link
from onrecord.runs.naming import subject_of

STRIKE = [told(killed=12, by="a"), told(killed=14, by="b", speaker="Mayor of Beni Walad"), told(killed=12, by="c")]
ELSEWHERE = [told("Sidra Port", 5, by="a"), told("Sidra Port", 6, by="d", speaker="Port authority")]
NEXT_DAY = told(killed=3, day=4, by="a")
ALL = [*STRIKE, *ELSEWHERE, NEXT_DAY]


def _store(path: Path, codings: Iterable[Coding]) -> Linked:
    with Archive.open(path, create=True) as archive:
        with archive.writing():
            for coding in codings:
                archive.store(coding)
                archive.relate(coding.report)
        return link(archive)


def _groups(path: Path) -> set[frozenset[str]]:
    """The reports of each incident."""
    with Archive.open(path, create=False) as archive:
        found = standing(archive)
    return {frozenset(one.report_id for one in incident.joined.incident.reports) for incident in found}


def _ids(*codings: Coding) -> frozenset[str]:
    return frozenset(coding.report.id for coding in codings)


def _memberships(path: Path) -> dict[str, str]:
    with Archive.open(path, create=False) as archive, archive.linked() as rows:
        return rows.memberships()


def _incident_of(path: Path, coding: Coding) -> str:
    return _memberships(path)[coding.incidents[0].id]


def _decide(path: Path, one: Coding, other: Coding, judgement: Judgement) -> None:
    with Archive.open(path, create=True) as archive:
        archive.decide_link(one.incidents[0].id, other.incidents[0].id, judgement, by="Ana", why="read both")
        link(archive)


EXPECTED = {_ids(*STRIKE), _ids(*ELSEWHERE), _ids(NEXT_DAY)}


def test_reports_of_one_strike_are_one_incident_and_other_days_and_places_are_not(tmp_path: Path) -> None:
    _store(tmp_path / "a.db", ALL)
    assert _groups(tmp_path / "a.db") == EXPECTED


@pytest.mark.parametrize("seed", range(4))
def test_the_order_and_the_batches_in_which_reports_come_make_no_difference(tmp_path: Path, seed: int) -> None:
    shuffled: list[Coding] = list(ALL)
    random.Random(seed).shuffle(shuffled)
    cut = seed + 1
    _store(tmp_path / "a.db", shuffled[:cut])
    _store(tmp_path / "a.db", shuffled[cut:])
    assert _groups(tmp_path / "a.db") == EXPECTED


def test_storing_and_linking_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, ALL)
    before = _dump(path)
    linked = _store(path, ALL)
    assert (linked.accounts, linked.forwards) == (0, ())
    assert _dump(path) == before


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if "custody" not in line]


def test_linking_changes_no_claim_and_no_coding(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        for coding in ALL:
            archive.store(coding)
    tables = ("codings", "claims", "incidents", "tolls", "citations")
    before = [line for line in _dump(path) if any(f'"{table}"' in line or f" {table} " in line for table in tables)]
    with Archive.open(path, create=True) as archive:
        link(archive)
    after = [line for line in _dump(path) if any(f'"{table}"' in line or f" {table} " in line for table in tables)]
    assert after == before


def test_an_incident_keeps_its_id_as_claims_join(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for number, coding in enumerate(STRIKE):
        _store(path, [coding])
        assert _incident_of(path, STRIKE[0]) == STRIKE[0].incidents[0].id, number
    assert _groups(path) == {_ids(*STRIKE)}


def test_a_merge_forwards_the_younger_id_and_its_reversal_gives_it_back(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, [STRIKE[0]])
    _store(path, [NEXT_DAY])
    younger = NEXT_DAY.incidents[0].id
    _decide(path, STRIKE[0], NEXT_DAY, Judgement.SAME)
    with Archive.open(path, create=False) as archive:
        assert subject_of(archive, STRIKE[0].incidents[0].id).incident_id == STRIKE[0].incidents[0].id
        with archive.linked() as rows:
            forward = rows.forwards()[younger]
            assert (forward.became, forward.new) == ("merged", STRIKE[0].incidents[0].id)
    _decide(path, STRIKE[0], NEXT_DAY, Judgement.DIFFERENT)
    assert _incident_of(path, NEXT_DAY) == younger
    with Archive.open(path, create=False) as archive, archive.linked() as rows:
        passed = [one.what for one in rows.history(younger)]
    assert passed == ["account came", "account went", "merged", "account came", "split"]


def test_a_decision_survives_every_later_run(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, STRIKE[:2])
    assert _groups(path) == {_ids(*STRIKE[:2])}
    _decide(path, STRIKE[0], STRIKE[1], Judgement.DIFFERENT)
    apart = {_ids(STRIKE[0]), _ids(STRIKE[1])}
    assert _groups(path) == apart
    _store(path, STRIKE[:2])
    assert _groups(path) == apart
    _store(path, [STRIKE[2]])
    assert not any(_ids(*STRIKE[:2]) <= found for found in _groups(path))


def test_a_decision_holds_for_a_report_that_is_coded_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, STRIKE[:2])
    _decide(path, STRIKE[0], STRIKE[1], Judgement.DIFFERENT)
    _store(path, [recoded(STRIKE[1], "strike.missile"), recoded(STRIKE[0], "strike.missile")])
    assert _groups(path) == {_ids(STRIKE[0]), _ids(STRIKE[1])}


def test_an_incident_keeps_its_id_when_its_reports_are_coded_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, STRIKE)
    held = _incident_of(path, STRIKE[0])
    anew = [recoded(coding, "strike.missile") for coding in STRIKE]
    linked = _store(path, anew)
    assert {_incident_of(path, coding) for coding in anew} == {held}
    assert linked.forwards == ()


def test_an_incident_keeps_its_id_when_a_newer_version_replaces_its_report(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first, second = told(killed=12), told(killed=15)
    old, new = (
        replace(
            coding, report=replace(coding.report, url="https://example.org/a", retrieved=f"2021-05-0{day}T00:00:00")
        )
        for coding, day in ((first, 4), (second, 5))
    )
    _store(path, [old])
    held = _incident_of(path, old)
    assert _store(path, [new]).forwards == ()
    assert _memberships(path) == {second.incidents[0].id: held}


def test_being_unsure_lets_the_weights_count_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, STRIKE[:2])
    _decide(path, STRIKE[0], STRIKE[1], Judgement.DIFFERENT)
    _decide(path, STRIKE[0], STRIKE[1], Judgement.UNSURE)
    assert _groups(path) == {_ids(*STRIKE[:2])}


def test_an_incident_that_no_report_tells_any_more_leaves_a_tombstone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = replace(STRIKE[0], report=replace(STRIKE[0].report, url="https://example.org/a"))
    _store(path, [first])
    corrected = replace(first, claims=(), incidents=())
    _store(path, [corrected])
    assert _groups(path) == set()
    old = STRIKE[0].incidents[0].id
    with Archive.open(path, create=False) as archive:
        with archive.linked() as rows:
            assert rows.forwards()[old].became == "withdrawn"
            reasons = [one.detail for one in rows.history(old)]
        with pytest.raises(ArchiveError, match="was withdrawn; see: onrecord history"):
            subject_of(archive, old)
    assert reasons[-1] == f"{old} -> none: no report that counts tells of it any more"


def test_an_earlier_state_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, [STRIKE[0]])
    _store(path, STRIKE[1:])
    with Archive.open(path, create=False) as archive:
        with archive.linked() as rows:
            first = next(rows.history(STRIKE[0].incidents[0].id)).run_seq
        then, now = (standing(archive, run=run) for run in (first, None))
    assert [len(one.joined.incident.reports) for one in then] == [1]
    assert [len(one.joined.incident.reports) for one in now] == [3]


def test_a_total_is_never_more_than_the_sum_of_its_claims(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _store(path, ALL)
    told_in_all = sum(toll.best or 0 for coding in ALL for claim in coding.claims for toll in claim.tolls)
    with Archive.open(path, create=False) as archive:
        tolls = [
            toll for one in standing(archive) for toll in one.joined.incident.tolls if toll.effect is Effect.KILLED
        ]
    assert 0 < sum(toll.high or toll.best or 0 for toll in tolls) <= told_in_all
    assert sorted((toll.low, toll.high) for toll in tolls) == [(3, 3), (5, 6), (12, 14)]


def test_an_archive_that_was_never_linked_lists_every_telling_by_itself(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for coding in STRIKE:
            archive.store(coding)
        assert len(standing(archive)) == 3


def _several(found: Sequence[Coding]) -> int:
    return len({coding.report.id for coding in found})


def test_the_made_up_reports_are_different_reports() -> None:
    assert _several(ALL) == len(ALL)
