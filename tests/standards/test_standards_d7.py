"""D7: whether the dead were civilians follows a stated rule, and each toll keeps by which one it is known.

The rules, in order: the noun says it; women, children, the elderly, journalists, medics and aid workers are assumed to
be civilians unless a military word stands with them; the party told with the number says it; else it is unknown.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from several_reports import Paper, joined

from onrecord.archive import Archive
from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.model import Group, StatusRule, Toll

PUBLISHED = date(2023, 5, 16)


def whole(coder: Coder, harmed: str) -> Toll:
    return coder.code(f"Shelling killed {harmed} on Monday.", published=PUBLISHED).incidents[0].tolls[0]


@pytest.mark.parametrize(
    ("harmed", "group", "rule"),
    [
        ("seven civilians in Kharkiv", Group.CIVILIAN, StatusRule.WORD),
        ("seven soldiers in Kharkiv", Group.SECURITY, StatusRule.WORD),
        ("seven members of the Taliban in Kabul", Group.COMBATANT, StatusRule.PARTY),
        ("five women and two children in Kharkiv", Group.CIVILIAN, StatusRule.PEOPLE),
        ("three female soldiers in Kharkiv", Group.SECURITY, StatusRule.WORD),
        ("seven people in Kharkiv", Group.UNKNOWN, None),
    ],
)
def test_a_toll_keeps_the_rule_by_which_its_status_is_known(
    coder: Coder, harmed: str, group: Group, rule: StatusRule | None
) -> None:
    toll = whole(coder, harmed)
    assert (toll.group, toll.status_by) == (group, rule)


def test_what_is_assumed_is_told_apart_from_what_is_stated(coder: Coder) -> None:
    coding = coder.code("Shelling killed five women in Kharkiv on Monday.", published=PUBLISHED)
    (incident,) = coding_to_json(coding)["incidents"]
    assert [toll["status_by"] for toll in incident["toll"] if toll["group"] == "civilian"] == ["status.people"]


def test_an_archive_keeps_the_rule(coder: Coder, tmp_path: Path) -> None:
    coding = coder.code("Shelling killed seven civilians in Kharkiv on Monday.", published=PUBLISHED)
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coding)
        (stored,) = archive.codings()
    assert stored.incidents[0].tolls[0].status_by is StatusRule.WORD


def test_a_toll_over_several_reports_keeps_it_too(coder: Coder) -> None:
    found = joined(
        coder,
        Paper("Daily A", "Shelling killed seven civilians in Kharkiv on Monday, the mayor said."),
        Paper("Daily B", "Shelling killed seven civilians in Kharkiv on Monday, the Kharkiv Human Rights Group said."),
    )
    assert [(toll.group, toll.status_by) for toll in found.incident.tolls] == [(Group.CIVILIAN, StatusRule.WORD)]
