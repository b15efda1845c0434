"""One report in, cited incidents out: what the stages give together."""

from __future__ import annotations

import gc
from datetime import date
from typing import Any

import pytest

from onrecord.coder import Coder, abstain, load_coder
from onrecord.contract import coding_to_json
from onrecord.errors import UnreadableReport
from onrecord.model import Coding, Effect, Group, How, Stage, Toll

PUBLISHED = date(2022, 6, 15)


def coded(coder: Coder, text: str, **given: Any) -> Coding:
    return coder.code(text, **{"published": PUBLISHED, **given})


def tolls(coding: Coding) -> list[tuple[Effect, int | None]]:
    """The tolls of all incidents."""
    return sorted((toll.effect, toll.best) for incident in coding.incidents for toll in incident.tolls)


# ---------------------------------------------------------------- unknown is not zero


def test_no_casualties_reported_is_a_stated_zero(coder: Coder) -> None:
    coding = coded(coder, "No casualties were reported after rockets hit Kharkiv.")
    assert tolls(coding) == [(Effect.INJURED, 0), (Effect.KILLED, 0)]
    assert {toll.basis.how for incident in coding.incidents for toll in incident.tolls} == {How.STATED}


def test_casualties_without_a_split_are_neither_killed_nor_injured(coder: Coder) -> None:
    coding = coded(coder, "Rockets hit Kharkiv, causing at least 20 casualties.")
    assert tolls(coding) == [(Effect.CASUALTIES, 20)]


def test_silence_about_casualties_gives_no_toll(coder: Coder) -> None:
    coding = coded(coder, "Rockets hit Kharkiv.")
    assert len(coding.incidents) == 1
    assert tolls(coding) == []


# ---------------------------------------------------------------- stated, inferred, defaulted


def test_a_stated_day_and_a_defaulted_one_are_told_apart(coder: Coder) -> None:
    stated = coding_to_json(coded(coder, "Gunmen killed seven farmers in Konduga on Monday."))
    untold = coding_to_json(coded(coder, "Gunmen killed seven farmers in Konduga."))
    assert stated["incidents"][0]["date"]["how"] in ("stated", "inferred")
    assert stated["incidents"][0]["date"]["start"] == "2022-06-13"
    assert untold["incidents"][0]["date"]["how"] == "defaulted"
    assert [value for claim in untold["claims"] for value in claim["values"] if value["field"] == "date"] == []


def test_a_stated_number_and_an_inferred_one_are_told_apart(coder: Coder) -> None:
    def how(text: str) -> set[str]:
        (incident,) = coding_to_json(coded(coder, text))["incidents"]
        return {toll["how"] for toll in incident["toll"] if toll["effect"] == "killed" and "of" not in toll}

    assert how("Gunmen killed seven farmers in Konduga.") == {"stated"}
    assert how("Gunmen killed two nurses and three teachers in Konduga.") == {"inferred"}
    assert how("The mayor was assassinated in Medellin.") == {"inferred"}


# ---------------------------------------------------------------- what is no incident


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied that 33 people were killed in Kirkuk.",
        "The group threatened to bomb Raqqa.",
        "The army plans air strikes on Sirte.",
        "The talks in Doha went on for a third day.",
        "Since 2011 the war in Syria has killed 200,000 people.",
    ],
)
def test_what_is_denied_threatened_planned_or_a_wars_total_makes_no_incident(coder: Coder, text: str) -> None:
    assert coded(coder, text).incidents == ()


def test_a_denial_is_kept_as_a_claim(coder: Coder) -> None:
    coding = coded(coder, "The ministry denied that 33 people were killed in Kirkuk.")
    assert {claim.stage for claim in coding.claims} == {Stage.DENIED}


def test_a_wars_total_is_kept_as_an_aggregate(coder: Coder) -> None:
    coding = coded(coder, "Since 2011 the war in Syria has killed 200,000 people.")
    assert [(claim.aggregate, claim.tolls[0].cumulative) for claim in coding.claims] == [(True, True)]


# ---------------------------------------------------------------- the same, whatever came before

TEXTS = (
    "Gunmen killed seven farmers in Konduga on Monday, police said.",
    "Rockets hit Kharkiv. No casualties were reported.",
    "The Islamic State holds the town of Derna, a resident said.",
)


def test_coding_twice_in_any_order_gives_equal_codings(coder: Coder) -> None:
    forth = [coded(coder, text) for text in TEXTS]
    back = [coded(coder, text) for text in reversed(TEXTS)]
    assert forth == back[::-1]


def test_the_texts_title_and_country_are_arguments(coder: Coder) -> None:
    coding = coded(coder, TEXTS[0], title="Seven farmers killed", country="NG")
    assert coding.report.title == "Seven farmers killed"
    assert coding.report.country_hint == "NG"
    assert coding.report.text.startswith(TEXTS[0])


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize("text", ["", "   \n\n  "])
def test_an_empty_text_is_refused(coder: Coder, text: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        coded(coder, text)
    assert refused.value.reason == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "قتل خمسة أشخاص على الأقل في غارة جوية استهدفت سوقا شعبيا في مدينة إدلب صباح اليوم الأحد، بحسب مصادر محلية.",
        "Щонайменше п'ятеро людей загинули внаслідок ракетного удару по центру Харкова у неділю, повідомила поліція.",
        "Al menos cinco personas murieron el domingo en un ataque armado en el norte del Cauca, informó la policía.",
    ],
)
def test_a_language_that_cannot_be_read_is_named_not_guessed(coder: Coder, text: str) -> None:
    with pytest.raises(UnreadableReport, match="only English can be read") as refused:
        coded(coder, text)
    assert refused.value.reason == "language"


# ---------------------------------------------------------------- keeping only what is sure


def all_tolls(coding: Coding) -> list[Toll]:
    return [toll for claim in coding.claims for toll in claim.tolls]


def test_what_is_less_sure_than_asked_is_unknown_not_zero(coder: Coder) -> None:
    text = "Dozens of people were wounded and four soldiers were killed in Mopti on Monday."
    everything = coded(coder, text)
    sure = abstain(everything, 0.9)
    assert {toll.effect for toll in all_tolls(everything)} == {Effect.KILLED, Effect.INJURED}
    assert [(toll.effect, toll.group, toll.best) for toll in all_tolls(sure)] == [(Effect.KILLED, Group.SECURITY, 4)]
    assert abstain(everything, 0.0) == everything
    assert all_tolls(abstain(everything, 1.0)) == []
    assert [claim.id for claim in sure.claims] == [claim.id for claim in everything.claims]


def test_a_coder_may_be_made_to_abstain(coder: Coder) -> None:
    careful = Coder(min_confidence=1.0, gazetteer=coder.gazetteer, registry=coder.registry)
    assert all_tolls(coded(careful, TEXTS[0])) == []


# ---------------------------------------------------------------- where


def test_where_the_harmed_came_from_is_not_where_they_were_hit(coder: Coder) -> None:
    text = "A blast on Monday hit buses with families from the towns of Kherson and Mariupol as they waited in Odesa."
    coding = coded(coder, text)
    assert [incident.where and incident.where.name for incident in coding.incidents] == ["Odesa"]


# ---------------------------------------------------------------- when, and told again


def test_a_day_to_come_is_not_when_something_happened(coder: Coder) -> None:
    text = "Rebels bombarded a rally in Odesa before the July 3 vote, killing 21 people."
    (incident,) = coded(coder, text).incidents
    assert incident.when is not None
    assert incident.when.start is not None
    assert incident.when.start <= PUBLISHED


def test_what_an_attack_also_did_belongs_to_it(coder: Coder) -> None:
    text = "Rebels shelled a rally in Odesa on Monday, killing 21 people. The attack also wounded 30 people."
    assert tolls(coded(coder, text)) == [(Effect.INJURED, 30), (Effect.KILLED, 21)]
    assert len(coded(coder, text).incidents) == 1


def test_what_killed_in_spite_of_a_ceasefire_was_no_ceasefire(coder: Coder) -> None:
    text = "Rebels said that jets in violation of a ceasefire hit an outpost near Odesa killing at least one fighter."
    (incident,) = coded(coder, text).incidents
    assert incident.type == "strike.air"
    assert [(toll.effect, toll.best) for toll in incident.tolls] == [(Effect.KILLED, 1)]


def test_the_children_told_alone_are_those_among_the_dead(coder: Coder) -> None:
    text = "Fifteen civilians, among them 11 children, were killed in an air strike on the Bab al-Nayrab neighbourhood."
    coding = coded(coder, f"{text} Eleven children were killed in Aleppo, a monitor said.")
    assert len(coding.incidents) == 1
    assert (Effect.KILLED, 15) in tolls(coding)


def test_a_coder_loaded_for_a_batch_codes_alike_and_is_no_work_for_the_collector(coder: Coder) -> None:
    text = "Shelling killed nine people in Kharkiv on Monday, the mayor said."
    loaded = load_coder()
    assert gc.get_freeze_count() > 0
    assert loaded.code(text, published=date(2023, 5, 17)) == coder.code(text, published=date(2023, 5, 17))
    gc.unfreeze()


def test_each_speaker_has_the_side_that_the_office_tells(coder: Coder) -> None:
    text = (
        "Syrian army spokesman Ali Maihoub said 20 rebels died in Idlib. The Kremlin spokesman said 30 rebels died. "
        "A resident said 12 people were killed."
    )
    claims = coder.code(text, published=date(2016, 10, 24)).claims
    assert [claim.attribution.speakers[0].side for claim in claims] == ["military-sy", "government-ru", None]
