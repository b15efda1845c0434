"""Onrecord's event types in ACLED's words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_coding import INCIDENT

from onrecord.codebooks.acled import acled_type, acled_type_of
from onrecord.codebooks.countries import country_code
from onrecord.model import Actor, ActorKind, Incident, Participant, Role

DESIGN_TYPES = [
    "strike.air",
    "strike.drone",
    "strike.shelling",
    "strike.missile",
    "bombing.ied",
    "bombing.vehicle",
    "bombing.suicide",
    "bombing.grenade",
    "clash",
    "clash.territory_gained",
    "attack.shooting",
    "attack.assassination",
    "attack.melee",
    "attack.arson",
    "attack.sexual",
    "attack.chemical",
    "execution",
    "abduction",
    "arrest",
    "looting",
    "mob",
    "riot",
    "protest",
    "protest.dispersed",
    "protest.shot_at",
    "agreement",
    "ceasefire",
    "movement",
    "base",
    "transfer",
    "disrupted_weapons",
]

ACLED_PAIRS = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


@pytest.fixture
def incident() -> Incident:
    """An air strike."""
    return INCIDENT


@pytest.mark.parametrize("name", DESIGN_TYPES)
def test_every_type_of_the_design_has_an_acled_type_spelled_as_acled_does(name: str) -> None:
    found = acled_type(name)
    assert found is not None
    assert found.sub_event_type in ACLED_PAIRS[found.event_type]


@pytest.mark.parametrize(
    ("name", "sub_event_type"),
    [
        ("strike.air", "Air/drone strike"),
        ("strike.drone", "Air/drone strike"),
        ("strike.shelling", "Shelling/artillery/missile attack"),
        ("bombing.vehicle", "Remote explosive/landmine/IED"),
        ("bombing.suicide", "Suicide bomb"),
        ("protest.shot_at", "Excessive force against protesters"),
        ("ceasefire", "Agreement"),
    ],
)
def test_a_type_has_its_own_sub_event_type(name: str, sub_event_type: str) -> None:
    found = acled_type(name)
    assert found is not None
    assert found.sub_event_type == sub_event_type


def test_a_finer_type_takes_its_longest_prefix() -> None:
    assert acled_type("strike.air.cluster") == acled_type("strike.air") != acled_type("strike")


@pytest.mark.parametrize("name", ["", "strikes", "strike_air", "weather.storm"])
def test_what_is_no_type_has_none(name: str) -> None:
    assert acled_type(name) is None


def _with(incident: Incident, name: str, *parties: tuple[Role, ActorKind]) -> Incident:
    span = incident.participants[0].span
    basis = incident.participants[0].basis
    made = [Participant(role, Actor(f"a{n}", f"A{n}", kind), span, basis) for n, (role, kind) in enumerate(parties)]
    return replace(incident, type=name, participants=tuple(made))


def _sub_event_type(incident: Incident) -> str:
    found = acled_type_of(incident)
    assert found is not None
    return found.sub_event_type


def test_shooting_at_soldiers_is_a_clash_and_at_civilians_an_attack(incident: Incident) -> None:
    at_soldiers = _with(incident, "attack.shooting", (Role.TARGET, ActorKind.STATE_FORCE))
    at_civilians = _with(incident, "attack.shooting", (Role.VICTIM, ActorKind.CIVILIANS))
    at_both = _with(
        incident, "attack.shooting", (Role.TARGET, ActorKind.STATE_FORCE), (Role.VICTIM, ActorKind.CIVILIANS)
    )
    assert _sub_event_type(at_soldiers) == "Armed clash"
    assert _sub_event_type(at_civilians) == "Attack"
    assert _sub_event_type(at_both) == "Attack"
    assert _sub_event_type(_with(incident, "attack.shooting")) == "Attack"


def test_an_execution_of_captured_fighters_stays_an_attack(incident: Incident) -> None:
    assert _sub_event_type(_with(incident, "execution", (Role.VICTIM, ActorKind.ARMED_GROUP))) == "Attack"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ActorKind.STATE_FORCE, "Government regains territory"),
        (ActorKind.ARMED_GROUP, "Non-state actor overtakes territory"),
        (ActorKind.UNKNOWN, "Armed clash"),
    ],
)
def test_who_took_the_place_decides(incident: Incident, kind: ActorKind, expected: str) -> None:
    gained = _with(incident, "clash.territory_gained", (Role.PERPETRATOR, kind), (Role.TARGET, ActorKind.MILITIA))
    assert _sub_event_type(gained) == expected


def test_a_strike_on_soldiers_stays_a_strike(incident: Incident) -> None:
    assert _sub_event_type(_with(incident, "strike.air", (Role.TARGET, ActorKind.STATE_FORCE))) == "Air/drone strike"


@pytest.mark.parametrize(("text", "code"), [("IQ", "IQ"), ("ua", "UA"), ("XK", "XK"), ("ZZ", None), ("IRQ", None)])
def test_a_country_code_is_two_letters_that_a_country_has(text: str, code: str | None) -> None:
    assert country_code(text) == code
