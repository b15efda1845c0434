"""Whose account a claim in the report's own voice is: cited beside it, for the same event, and marked inferred."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_tellings import GAO, KIDAL, killed, said_by, telling, told

from onrecord.claims import ToldEvent
from onrecord.incidents.joining import draft_incidents
from onrecord.incidents.sources import cited_near

LEAD = told(0, "strike.air", killed(12), where=GAO)
POLICE = said_by("Police")


def sources(*events: ToldEvent) -> dict[str, list[str | None]]:
    """Claim ids to the organisations inferred to be behind them."""
    found = cited_near(draft_incidents(events, None))
    return {claim: [speaker.organisation for speaker in said.speakers] for claim, said in found.items()}


def test_a_lead_is_the_account_of_who_is_cited_next() -> None:
    assert sources(LEAD, told(1, "strike.air", killed(12), where=GAO, attribution=POLICE)) == {"c0": ["Police"]}


def test_it_is_marked_inferred_and_keeps_the_relay() -> None:
    relayed = replace(POLICE, via="Radio Noor")
    drafts = draft_incidents((LEAD, told(1, "strike.air", killed(12), where=GAO, attribution=relayed)), None)
    said = cited_near(drafts)["c0"]
    assert (said.via, said.inferred is not None) == ("Radio Noor", True)
    assert said.inferred is not None
    assert said.inferred.confidence < 0.9


def test_more_of_an_event_right_behind_a_speaker_is_that_speakers() -> None:
    first = told(0, "strike.air", killed(12), where=GAO, attribution=POLICE)
    assert sources(first, told(1, "strike.air", where=GAO, how=telling(1, definite=True))) == {"c1": ["Police"]}


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(told(9, "strike.air", killed(12), where=GAO, attribution=POLICE), id="too late"),
        pytest.param(told(1, "abduction", killed(2), where=KIDAL, attribution=POLICE), id="another event"),
        pytest.param(told(1, "strike.air", killed(20), where=GAO, attribution=POLICE), id="more killed"),
        pytest.param(
            told(1, "strike.air", where=GAO, attribution=replace(POLICE, verb="denied")),
            id="who denies it tells nothing",
        ),
        pytest.param(
            told(1, "strike.air", killed(5), where=GAO, attribution=POLICE, how=replace(telling(1), recount=True)),
            id="another count",
        ),
    ],
)
def test_nobody_is_put_behind_what_another_tells(later: ToldEvent) -> None:
    assert sources(LEAD, later) == {}


def test_a_title_keeps_the_reports_own_voice() -> None:
    title = told(0, "strike.air", killed(12), where=GAO, how=telling(0, title=True))
    assert sources(title, told(1, "strike.air", killed(12), where=GAO, attribution=POLICE)) == {}
