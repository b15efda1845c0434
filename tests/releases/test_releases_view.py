from __future__ import annotations

from sample_codings import around_the_world, contested

from onrecord.releases.view import page_view


def test_incidents_come_by_date() -> None:
    view = page_view((*contested(), *around_the_world()), title="t")
    assert [incident.when[-11:] for incident in view.incidents] == [
        " 9 Jan 2019",
        " 3 Feb 2019",
        "11 Mar 2019",
        "11 Mar 2019",
        "20 Apr 2019",
    ]


def test_a_coding_given_twice_is_shown_once() -> None:
    assert page_view((*contested(), *contested()), title="t") == page_view(contested(), title="t")


def test_an_incident_shows_the_claims_of_all_its_reports() -> None:
    incident = next(one for one in page_view(contested(), title="t").incidents if one.status == "contested")
    assert incident.toll == "12–31 killed"
    assert [claim.report_key for claim in incident.claims] == ["r1", "r2"]
    assert incident.reports == ("r1", "r2")


def test_a_comparison_keeps_each_figure_with_who_said_it() -> None:
    incident = next(one for one in page_view(contested(), title="t").incidents if one.status == "contested")
    (killed,) = incident.comparisons
    assert killed.apart
    assert [(told.figure, told.said) for told in killed.told] == [
        ("31", "Brig. Nabil Sarhan, alliance command said"),
        ("12", "“a nurse at the town's clinic” (unnamed) said"),
    ]
    assert [told.best for told in killed.told] == [100.0, 38.7]


def test_one_figure_needs_no_comparison() -> None:
    assert all(not incident.comparisons for incident in page_view(around_the_world(), title="t").incidents)


def test_what_was_inferred_or_assumed_says_so() -> None:
    first, second = page_view(contested(), title="t").incidents
    notes = {incident.where[:4]: incident.when_note for incident in (first, second)}
    assert notes == {"Tel ": "inferred · counted from 12 Mar 2019", "Wadi": "assumed"}
    wadi = next(incident for incident in (first, second) if incident.where.startswith("Wadi"))
    when = next(value for value in wadi.claims[0].values if value.label == "When")
    assert (when.note, when.target) == ("assumed · no words say it", "")


def test_a_toll_that_is_not_told_is_not_zero() -> None:
    bomb = page_view(around_the_world(), title="t").incidents[0]
    assert bomb.toll == "toll not told"


def test_incidents_without_a_point_are_counted_apart() -> None:
    from dataclasses import replace

    coding = around_the_world()[0]
    nowhere = replace(coding, incidents=(replace(coding.incidents[0], where=None),))
    view = page_view((nowhere,), title="t")
    assert view.unplaced == 1
    assert view.drawing is None
    assert view.incidents[0].where == "place unknown"
