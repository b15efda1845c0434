"""Independence by origin: who is one voice, who is none of their own, and what kind of source each is (E2, E3, E4)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_by import at_least, body, did, person, says, somebody, telling, toll

from onrecord.linking.source_words import body_of
from onrecord.linking.tellings import Telling
from onrecord.linking.voices import SourceKind, find_voices, kind_of
from onrecord.model import ActorKind, Claim, Speaker, Stage

OBSERVATORY = body("Syrian Observatory for Human Rights")


def independent(*tellings: Telling) -> int:
    return find_voices(tellings).independent


# ---------------------------------------------------------------- one voice


def test_fifteen_outlets_with_one_wire_story_are_one_voice() -> None:
    wire = telling("wire", says(toll(9)), outlet="Reuters")
    copies = [telling(f"r{n:02}", says(toll(9)), copy_of="wire") for n in range(14)]
    assert independent(wire, *copies) == 1


def test_copies_of_a_story_that_is_not_here_are_one_voice() -> None:
    assert independent(*(telling(f"r{n}", says(toll(9)), copy_of="gone") for n in range(3))) == 1


def test_two_outlets_that_cite_the_same_colonel_are_one_voice() -> None:
    first = telling("a", says(toll(33), by=person("Walid al-Dailami", "army's Anbar Operations")))
    second = telling("b", says(toll(33), by=person("Walid al-Dailami")))
    assert independent(first, second) == 1


def test_a_last_name_alone_is_the_person_told_in_full() -> None:
    first = telling("a", says(toll(3), by=person("Amina Traore")))
    assert independent(first, telling("b", says(toll(3), by=person("Traore")))) == 1
    assert independent(first, telling("b", says(toll(3), by=person("Moussa Keita")))) == 2


def test_a_person_counts_as_the_organisation() -> None:
    chief = person("Rami Abdel Rahman", "Syrian Observatory for Human Rights")
    assert independent(telling("a", says(toll(3), by=chief)), telling("b", says(toll(3), by=OBSERVATORY))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SANA", "SANA news agency"),
        ("SOHR", "Syrian Observatory for Human Rights"),
        ("Britain-based Observatory", "Syrian Observatory for Human Rights"),
        ("Russian Defense Ministry", "defence ministry in Moscow"),
        ("AFP", "Agence France-Presse"),
        ("IS", "Daesh"),
    ],
)
def test_a_body_goes_by_several_names(one: str, other: str) -> None:
    assert independent(telling("a", says(toll(3), by=body(one))), telling("b", says(toll(3), by=body(other)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aleppo Police Command", "Damascus Police Command"),
        ("Russian Defense Ministry", "Turkish Defense Ministry"),
        ("army", "Syrian army"),
        ("Syrian Network for Human Rights", "Syrian Observatory for Human Rights"),
    ],
)
def test_bodies_that_share_words_are_two(one: str, other: str) -> None:
    """'The army' of another report may be another's."""
    assert independent(telling("a", says(toll(3), by=body(one))), telling("b", says(toll(3), by=body(other)))) == 2


def test_an_outlets_name_is_no_short_form_of_anothers() -> None:
    assert (
        independent(
            telling("a", says(toll(3)), outlet="The Times"), telling("b", says(toll(3)), outlet="The Jordan Times")
        )
        == 2
    )


def test_a_common_short_form_is_the_body_named_in_the_same_report() -> None:
    told = (says(toll(3), by=body("Syrian army")), says(toll(3), by=body("army")))
    assert independent(telling("a", *told)) == 1


def test_an_outlet_is_one_voice_however_often_it_reports() -> None:
    assert independent(*(telling(name, says(toll(3)), outlet="Radio Noor") for name in "abc")) == 1


def test_an_outlet_passes_on_the_voice_of_another() -> None:
    own = telling("a", says(toll(3)), outlet="Reuters")
    assert independent(own, telling("b", says(toll(3), via="Reuters"))) == 1
    assert independent(own, telling("b", says(toll(3), via="Xinhua"))) == 2


# ---------------------------------------------------------------- the unnamed


def test_the_unnamed_are_a_voice_of_their_outlet_only() -> None:
    told = (says(toll(3), by=somebody("activists")), says(toll(4), by=somebody("a police source")))
    (voice,) = find_voices([telling("a", *told, outlet="Radio Noor")]).each
    assert voice.name == "Radio Noor"
    assert voice.cites == (SourceKind.MONITOR, SourceKind.OFFICIAL)


def test_the_unnamed_of_two_outlets_are_two_voices() -> None:
    told = says(toll(3), by=somebody("activists"))
    assert independent(telling("a", told), telling("b", told)) == 2


def test_the_unnamed_whose_agency_is_named_are_that_agency() -> None:
    own = telling("a", says(toll(3)), outlet="SANA")
    assert independent(own, telling("b", says(toll(3), by=somebody("a SANA reporter")))) == 1


def test_what_an_outlet_tells_beside_a_named_source_is_no_origin_of_its_own() -> None:
    cites = says(toll(3), by=OBSERVATORY)
    assert independent(telling("a", says(toll(3), in_title=True), cites)) == 1
    assert independent(telling("a", says(at_least(2)), cites)) == 1
    assert independent(telling("a", says(toll(5), by=somebody("residents")), cites)) == 1


def test_but_it_is_where_it_cites_nobody() -> None:
    assert independent(telling("a", says(toll(3), by=OBSERVATORY)), telling("b", says(toll(3)))) == 2


# ---------------------------------------------------------------- for and against


def test_a_denial_is_no_voice_for_it() -> None:
    denies = telling("b", says(by=body("Russian Defense Ministry"), verb="denied", stage=Stage.DENIED))
    found = find_voices([telling("a", says(toll(3), by=OBSERVATORY)), denies])
    assert found.independent == 1
    assert [voice.name for voice in found.each if voice.denies] == ["Russian Defense Ministry"]


@pytest.mark.parametrize("verb", ["doubted", "unknown"])
def test_a_doubt_is_neither_for_nor_against(verb: str) -> None:
    (voice,) = find_voices([telling("a", says(toll(3), by=OBSERVATORY, verb=verb))]).each
    assert not voice.asserts
    assert not voice.denies


def test_a_partys_word_on_its_own_strike_is_marked() -> None:
    army = did("Military-ML", ActorKind.STATE_FORCE)
    told = says(toll(3), by=body("army", side="military-ml"), participants=(army,))
    (voice,) = find_voices([telling("a", told, participants=(army,))]).each
    assert (voice.side, voice.own_strike) == ("military-ml", True)


def test_the_word_of_those_who_were_hit_is_not() -> None:
    hit = says(toll(3), by=body("army", side="military-ml"))
    (voice,) = find_voices([telling("a", hit, participants=(did("Some group"),))]).each
    assert (voice.side, voice.own_strike) == (None, False)


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        (person("A. Sow", role="spokesman of the interior ministry"), SourceKind.OFFICIAL),
        (body("Islamic State"), SourceKind.ARMED_PARTY),
        (body("IS"), SourceKind.ARMED_PARTY),
        (body("US-led coalition"), SourceKind.ARMED_PARTY),
        (OBSERVATORY, SourceKind.MONITOR),
        (somebody("a nurse at the hospital"), SourceKind.MEDICAL),
        (body("Reuters"), SourceKind.INTERNATIONAL_MEDIA),
        (body("Idlib News network"), SourceKind.LOCAL_MEDIA),
        (somebody("a resident of Gao"), SourceKind.WITNESS),
        (somebody("the brother of one of the victims"), SourceKind.RELATIVE),
        (person("B. Diallo"), SourceKind.UNKNOWN),
    ],
)
def test_kinds_of_sources(speaker: Speaker, kind: SourceKind) -> None:
    assert kind_of(speaker) is kind


def test_a_name_of_empty_words_stays_itself() -> None:
    assert body_of("The Group") == "the group"


# ---------------------------------------------------------------- what always holds

TELLERS = st.sampled_from([OBSERVATORY, body("SANA"), body("army"), person("Amina Traore"), somebody("activists")])
CLAIMS = st.builds(
    lambda best, by, verb: says(toll(best), by=by, verb=verb),
    st.integers(0, 50),
    st.one_of(TELLERS, st.just(())),
    st.sampled_from(["said", "denied", "claimed"]),
)
REPORTS = st.lists(st.lists(CLAIMS, min_size=1, max_size=3), min_size=1, max_size=6)


@settings(deadline=None)
@given(REPORTS, st.integers(0, 2**16))
def test_the_order_of_the_tellings_changes_nothing(reports: list[list[Claim]], seed: int) -> None:
    tellings = [telling(f"r{n}", *claims) for n, claims in enumerate(reports)]
    shuffled = list(tellings)
    Random(seed).shuffle(shuffled)
    assert find_voices(shuffled) == find_voices(tellings)


@settings(deadline=None)
@given(REPORTS)
def test_never_more_independent_voices_than_claims_that_assert(reports: list[list[Claim]]) -> None:
    tellings = [telling(f"r{n}", *claims) for n, claims in enumerate(reports)]
    found = find_voices(tellings)
    assert found.independent <= sum(len(one.claims) for one in tellings)
    assert set(found.of_claim) <= {(one.report.id, claim.id) for one in tellings for claim in one.claims}
    assert len({voice.id for voice in found.each}) == len(found.each)
