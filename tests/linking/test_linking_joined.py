"""The merged incident: its values are told ones, all its reports are there, discredited voices count for nothing."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_by import GAO, KIDAL, MONDAY, TUESDAY, at, body, did, on, says, somebody, telling, toll

from onrecord.incidents.totals import total
from onrecord.linking.discredited import voices_without
from onrecord.linking.joined import join
from onrecord.linking.standing import Outcome
from onrecord.linking.tellings import Telling
from onrecord.model import DatePrecision, Effect, Group, How, PlacePrecision, Role, Status

MONITOR, POLICE = body("Peace Monitor"), body("Gao Police")
MALI = at("Mali", 17.0, -4.0, precision=PlacePrecision.COUNTRY)


def test_no_tellings_are_refused() -> None:
    with pytest.raises(ValueError, match="i-1: no tellings to join"):
        join([], "i-1")


def test_every_report_is_there_with_its_claims_the_earliest_first() -> None:
    found = join([telling("a", says(toll(3)), day=TUESDAY), telling("b", says(toll(3)), says(), day=MONDAY)], "i-1")
    assert [(one.report_id, len(one.claims)) for one in found.incident.reports] == [("b", 2), ("a", 1)]
    assert found.incident.id == "i-1"
    assert len(found.incident.claims) == 3


def test_one_telling_stays_what_it_is() -> None:
    one = telling("a", says(toll(3), by=MONITOR), participants=(did("X"),), tolls=(toll(3, low=2),))
    found = join([one], "i-1").incident
    assert (found.tolls, found.participants) == (one.incident.tolls, one.incident.participants)
    assert (found.when, found.where, found.type) == (one.incident.when, one.incident.where, one.incident.type)


# ---------------------------------------------------------------- values


def test_the_type_most_tell_and_attack_only_where_nobody_says_how() -> None:
    tellings = [
        telling("a", says(toll(3)), kind="attack"),
        telling("b", says(toll(3)), kind="attack"),
        telling("c", says(toll(3)), kind="bombing.ied"),
    ]
    assert join(tellings, "i").incident.type == "bombing.ied"
    assert join(tellings[:2], "i").incident.type == "attack"


def test_copies_do_not_outvote() -> None:
    shelling = telling("a", says(toll(3)), kind="strike.shelling")
    copies = [telling(name, says(toll(3)), kind="strike.shelling", copy_of="a") for name in "bcd"]
    others = [telling(name, says(toll(3)), kind="strike.air") for name in "xy"]
    assert join([shelling, *copies, *others], "i").incident.type == "strike.air"


def test_the_shortest_time_that_agrees_with_the_others() -> None:
    tellings = [
        telling("a", says(toll(3)), when=on(MONDAY - timedelta(3), 4)),
        telling("b", says(toll(3)), when=on(MONDAY)),
        telling("c", says(toll(3)), when=on(MONDAY - timedelta(1), 2)),
        telling("d", says(toll(3)), when=on(MONDAY - timedelta(9))),
    ]
    found = join(tellings, "i")
    assert found.incident.when == tellings[1].incident.when
    assert found.origins.when == "b"


def test_a_default_day_gives_way_to_a_told_one() -> None:
    assumed = telling("a", says(toll(3)), when=on(MONDAY, how=How.DEFAULTED))
    told = telling("b", says(toll(3)), when=on(MONDAY - timedelta(1), 2))
    when = join([assumed, told], "i").incident.when
    assert when is not None
    assert when.precision is DatePrecision.RANGE


def test_the_finest_place_told_and_of_equals_that_of_most() -> None:
    tellings = [
        telling("a", says(toll(3)), where=MALI),
        telling("b", says(toll(3)), where=KIDAL),
        telling("c", says(toll(3)), where=GAO),
        telling("d", says(toll(3)), where=GAO),
    ]
    found = join(tellings, "i")
    assert found.incident.where == GAO
    assert found.origins.where == "c"


def test_parties_are_merged_by_role_and_each_names_its_report() -> None:
    tellings = [
        telling("a", says(toll(3)), participants=(did("X"), did("Village", role=Role.VICTIM))),
        telling("b", says(toll(3)), participants=(did("X"), did("Y"))),
    ]
    found = join(tellings, "i")
    parties = [(one.role, one.actor.name) for one in found.incident.participants]
    assert sorted(parties) == [(Role.PERPETRATOR, "X"), (Role.PERPETRATOR, "Y"), (Role.VICTIM, "Village")]
    named = dict(zip(parties, found.origins.participants, strict=True))
    assert (named[Role.PERPETRATOR, "X"], named[Role.PERPETRATOR, "Y"]) == ("a", "b")


def test_it_is_primary_if_any_telling_is() -> None:
    background = telling("a", says(toll(3)), primary=False)
    assert join([background, telling("b", says(toll(3)))], "i").incident.primary
    assert not join([background], "i").incident.primary


def test_tolls_cite_the_report_of_their_best_figure() -> None:
    found = join([telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(5), by=POLICE), day=TUESDAY)], "i")
    (killed,) = found.incident.tolls
    assert (killed.effect, killed.low, killed.best, killed.high) == (Effect.KILLED, 3, 5, 5)
    assert killed.basis.rule == "reconciled.onrecord"
    assert found.origins.tolls == ("b",)


# ---------------------------------------------------------------- discredited


def test_what_only_a_discredited_voice_tells_counts_for_nothing_and_stays_listed() -> None:
    tellings = [telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(90)), outlet="Daily Rumour")]
    found = join(tellings, "i", discredited=["the daily rumour"])
    assert [(one.low, one.high) for one in found.incident.tolls] == [(3, 3)]
    assert found.status is Status.SINGLE_SOURCE
    assert [one.report.id for one in found.set_aside] == ["b"]
    assert [voice.name for voice in found.discredited] == ["Daily Rumour"]
    assert [one.report_id for one in found.incident.reports] == ["a", "b"]


def test_a_telling_that_somebody_else_stands_behind_counts_without_the_discredited() -> None:
    told = telling("b", says(toll(3), by=POLICE), says(toll(90), by=body("Daily Rumour")))
    sifted = voices_without([told], ["Daily Rumour"])
    assert [len(one.claims) for one in sifted.counted] == [1]
    assert sifted.set_aside == ()


def test_a_discredited_body_goes_by_all_its_names() -> None:
    told = telling("a", says(toll(3), by=body("SANA news agency")))
    assert voices_without([told], ["Syrian Arab News Agency"]).set_aside == (told,)


def test_where_all_are_discredited_nothing_is_decided() -> None:
    found = join([telling("a", says(toll(3), by=MONITOR))], "i", discredited=["Peace Monitor"])
    assert (found.status, found.proposal.outcome) == (Status.SINGLE_SOURCE, Outcome.UNDECIDED)
    assert found.proposal.reason == "Only discredited voices tell it."
    assert (found.bounds, found.incident.tolls, found.independent) == ((), (), 0)
    assert found.incident.where == GAO


def test_nobody_discredited_changes_nothing() -> None:
    tellings = [telling("a", says(toll(3), by=MONITOR)), telling("b", says(toll(3), by=POLICE))]
    assert join(tellings, "i", discredited=["Somebody Else"]) == join(tellings, "i")


# ---------------------------------------------------------------- what always holds

CLAIMS = st.builds(
    lambda best, group, by: says(toll(best, group), by=by),
    st.integers(0, 60),
    st.sampled_from([Group.UNKNOWN, Group.UNKNOWN, Group.CIVILIAN, Group.SECURITY]),
    st.sampled_from([(), MONITOR, POLICE, somebody("activists")]),
)
TELLINGS = st.lists(
    st.tuples(
        st.lists(CLAIMS, min_size=1, max_size=2),
        st.sampled_from([MONDAY, TUESDAY, None]),
        st.sampled_from(["attack", "strike.air", "bombing.ied"]),
        st.sampled_from([GAO, KIDAL, MALI, None]),
        st.sampled_from([(), (did("X"),), (did("Y"), did("rebels-ml"))]),
    ),
    min_size=1,
    max_size=5,
)


def built(event: list[tuple]) -> list[Telling]:  # type: ignore[type-arg]
    return [
        telling(f"r{n}", *claims, day=day, kind=kind, where=where, participants=participants)
        for n, (claims, day, kind, where, participants) in enumerate(event)
    ]


@settings(deadline=None)
@given(TELLINGS, st.integers(0, 2**16))
def test_the_order_of_the_tellings_changes_nothing(event: list[tuple], seed: int) -> None:  # type: ignore[type-arg]
    tellings = built(event)
    shuffled = list(tellings)
    Random(seed).shuffle(shuffled)
    assert join(shuffled, "i") == join(tellings, "i")


@settings(deadline=None)
@given(TELLINGS)
def test_every_value_names_its_report(event: list[tuple]) -> None:  # type: ignore[type-arg]
    found = join(built(event), "i")
    origins, incident = found.origins, found.incident
    known = {one.report.id for one in found.tellings}
    assert len(origins.tolls) == len(incident.tolls)
    assert len(origins.participants) == len(incident.participants)
    assert (origins.where is None) == (incident.where is None)
    assert {*origins.tolls, *origins.participants} <= known


@settings(deadline=None)
@given(TELLINGS)
def test_the_total_of_the_tolls_is_the_range_of_everybody(event: list[tuple]) -> None:  # type: ignore[type-arg]
    """Groups beside the whole are never added to it."""
    found = join(built(event), "i")
    for one in found.bounds:
        if one.group is None:
            added = total(found.incident.tolls, one.effect)
            assert added is not None
            assert [added.low, added.best] == [one.low and one.low.figure, one.best and one.best.figure]
            assert added.high == (one.high and one.high.figure)


@settings(deadline=None)
@given(TELLINGS)
def test_every_reason_is_a_sentence(event: list[tuple]) -> None:  # type: ignore[type-arg]
    found = join(built(event), "i")
    for reason in (found.standing.reason, found.proposal.reason, *found.grading.reasons):
        assert reason.endswith(".")
