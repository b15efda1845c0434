"""The repository's own reports are sound, and right and wrong are told apart."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.bench.coded import Coded
from onrecord.bench.coding import FIELDS
from onrecord.bench.material import REPOSITORY, Material
from onrecord.bench.own_reports import COLUMNS, NEWS_DAYS, error_lines, figures, judge, read_reports

REPORTS = read_reports(Material(REPOSITORY, Path()))


def test_there_are_enough_of_them_of_many_wars() -> None:
    assert len(REPORTS) >= 160
    assert len({report["country"] for report in REPORTS}) >= 40
    assert sum(report["unread"] for report in REPORTS) >= 60
    assert max(Counter(report["id"] for report in REPORTS).values()) == 1
    assert set(FIELDS) & set(REPORTS[0]) == {"id", "text", "title", "published"}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_what_a_report_tells_is_recent_and_in_order(report: dict[str, Any]) -> None:
    published = date.fromisoformat(report["published"])
    for incident in report["incidents"]:
        start, end = (date.fromisoformat(incident[end]) for end in ("start", "end"))
        assert published - timedelta(days=NEWS_DAYS) <= start <= end <= published
    assert bool(report["incidents"]) == any(incident["primary"] for incident in report["incidents"])


TOLD = {
    **{"primary": True, "what": "strike.air", "start": "2021-05-03", "end": "2021-05-03", "how": "told"},
    **{"killed": 12, "killed_rival": [15], "injured": 4, "place": "Mora", "admin1": "Far North"},
}
REPORT = {"id": "a", "country": "CM", "published": "2021-05-05", "title": "Raid", "unread": False, "incidents": [TOLD]}


def coded(**changed: Any) -> Coded:
    """A coding that says just what TOLD says, but for what is changed."""
    incident = {
        **{"id": "i", "type": "strike.air", "primary": True, "claims": ["c1", "c2"]},
        "date": {"start": "2021-05-03", "end": "2021-05-03"},
        "place": {"name": "Mora", "admin1": "Far North", "admin2": None},
        "toll": [
            {"effect": "killed", "group": "unknown", "low": 12, "best": 12, "high": 15},
            {"effect": "killed", "group": "children", "of": "unknown", "low": 3, "best": 3, "high": 3},
            {"effect": "injured", "group": "unknown", "low": 4, "best": 4, "high": 4},
        ],
        **changed,
    }
    values = [{"id": f"c{at}", "values": [{"field": "toll.killed", "value": n}]} for at, n in ((1, 12), (2, 15))]
    return Coded("a", "", {"incidents": [incident], "claims": values})


def wrong(found: Coded) -> set[str]:
    return {name for name, one in figures(judge([REPORT], [found])).items() if one.value < 1}


def test_a_perfect_coding_is_right_in_all() -> None:
    assert wrong(coded()) == set()
    assert error_lines(judge([REPORT], [coded()])) == []


@pytest.mark.parametrize(
    ("changed", "misses"),
    [
        ({"date": {"start": "2021-05-04", "end": "2021-05-04"}}, {"day"}),
        ({"date": None}, {"day"}),
        ({"place": {"name": "Kousseri", "admin1": "Far North", "admin2": None}}, {"place"}),
        ({"place": None}, {"place", "province"}),
        ({"type": "strike.drone"}, {"type"}),
        ({"type": "clash"}, {"type", "type_class"}),
        ({"claims": ["c1"]}, {"rival"}),
        ({"toll": []}, {"killed", "injured"}),
        (
            {"primary": False},
            {"primary", "day", "killed", "rival", "injured", "place", "province", "type_class", "type"},
        ),
    ],
)
def test_each_figure_sees_its_own_fault(changed: dict[str, Any], misses: set[str]) -> None:
    assert wrong(coded(**changed)) == misses


def test_the_dead_of_two_sides_add_up_and_a_part_does_not() -> None:
    sides = [{"effect": "killed", "group": group, "best": best} for group, best in (("security", 8), ("combatant", 4))]
    injured = {"effect": "injured", "group": "unknown", "best": 4}
    part = {"effect": "killed", "group": "women", "of": "combatant", "best": 2}
    assert wrong(coded(toll=[*sides, part, injured])) == set()


def test_an_incident_told_twice_or_too_old_is_seen() -> None:
    twice = coded().prediction
    twice["incidents"].append({**twice["incidents"][0], "id": "j", "primary": False})
    assert figures(judge([REPORT], [Coded("a", "", twice)]))["right"].value == 0.5
    old = json.loads(json.dumps(twice))
    old["incidents"][1]["date"] = {"start": "2020-01-01", "end": "2020-01-31"}
    assert figures(judge([REPORT], [Coded("a", "", old)]))["right"].value == 1.0


def test_where_nothing_happened_nothing_is_to_be_primary() -> None:
    silent = {**REPORT, "incidents": []}
    assert figures(judge([silent], [coded()]))["primary"].value == 0.0
    assert figures(judge([silent], [coded(primary=False)]))["primary"].value == 1.0


def test_reports_kept_unread_are_counted_apart_and_not_shown() -> None:
    judged = judge([{**REPORT, "unread": True}], [coded(type="clash")])
    assert [len(list(filter(chosen, judged))) for chosen in COLUMNS.values()] == [0, 1, 0, 0, 0, 0, 0]
    assert error_lines(judged) == []
