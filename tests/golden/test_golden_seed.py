"""The seed report, coded with its publication day and without, against every fact a careful reader gets from it.

The report and the facts are read from ``data/seed`` of the shared material: the page's text does not belong here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from careful_reader import Facts, occurrences, total

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.model import (
    BlockKind,
    Claim,
    Coding,
    Effect,
    Group,
    Incident,
    Participant,
    Role,
    Situation,
    Span,
    Stage,
    When,
)

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "data" / "seed"

if not SEED.is_dir():
    pytest.skip(f"no seed report: {SEED} is missing; point ONRECORD_SHARED at the shared data", allow_module_level=True)

EXPECTED: Facts = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
TEXT = (SEED / EXPECTED["file"]).read_bytes().decode("utf-8")
PUBLISHED = date.fromisoformat(EXPECTED["given_published"]["published"])
AL_QAIM = (34.37, 41.09)
WAYS = ("given", "not given")


@pytest.fixture(scope="module")
def codings(coder: Coder) -> dict[str, Coding]:
    """The seed report coded with its publication day given, and not given."""
    return {
        "given": coder.code(TEXT, published=PUBLISHED, title=None, country=None),
        "not given": coder.code(TEXT, published=None, title=None, country=None),
    }


@pytest.fixture(scope="module", params=WAYS)
def coding(request: pytest.FixtureRequest, codings: dict[str, Coding]) -> Coding:
    return codings[request.param]


def span_of(facts: Facts) -> Span:
    return Span(facts["start"], facts["end"])


def by_key(facts: list[Facts]) -> list[Any]:
    return [pytest.param(fact, id=fact["key"]) for fact in facts]


def by_quote(facts: list[Facts]) -> list[Any]:
    return [pytest.param(fact, id=f"{fact['type']}-{fact['start']}") for fact in facts]


# ---------------------------------------------------------------- the report


def test_the_text_is_kept_so_that_offsets_hold(coding: Coding) -> None:
    assert coding.report.text.startswith(TEXT)


def test_the_report_is_an_update(coding: Coding) -> None:
    assert coding.report.is_update is EXPECTED["report"]["is_update"]


def test_the_outlet_stays_unknown(coding: Coding) -> None:
    assert coding.report.outlet is EXPECTED["report"]["outlet"]


def test_the_page_clock_is_not_the_publication_day(codings: dict[str, Coding]) -> None:
    published = codings["not given"].report.published
    assert (published.day, published.how) == (None, "unknown")


def test_a_warning_names_the_page_clock(codings: dict[str, Coding]) -> None:
    clock = EXPECTED["report"]["page_clock"]
    warnings = codings["not given"].report.warnings
    assert any(clock["date"] in warning or clock["quote"] in warning for warning in warnings), warnings


def test_the_page_clock_is_furniture(coding: Coding) -> None:
    assert coding.report.block_at(EXPECTED["report"]["page_clock"]["start"]) is BlockKind.FURNITURE


def test_a_given_publication_day_is_taken(codings: dict[str, Coding]) -> None:
    published = codings["given"].report.published
    assert (published.day, published.how) == (PUBLISHED, "given")


def test_the_title_is_found_where_it_stands(coding: Coding) -> None:
    title = EXPECTED["report"]["title"]
    assert coding.report.title == title["quote"]
    assert span_of(title) in [Span(b.start, b.end) for b in coding.report.blocks if b.kind is BlockKind.TITLE]


@pytest.mark.parametrize("part", EXPECTED["report"]["repeated"])
def test_what_stands_twice_is_furniture_the_second_time(coding: Coding, part: str) -> None:
    first, second = occurrences(TEXT, EXPECTED["report"][part]["quote"])
    assert coding.report.block_at(first.start) == part
    assert coding.report.block_at(second.start) is BlockKind.FURNITURE


def test_the_caption_is_found_where_it_stands(coding: Coding) -> None:
    caption = span_of(EXPECTED["report"]["caption"])
    assert caption in [Span(b.start, b.end) for b in coding.report.blocks if b.kind is BlockKind.CAPTION]


def test_the_broken_dateline_is_a_dateline(coding: Coding) -> None:
    dateline = span_of(EXPECTED["report"]["dateline"])
    found = [Span(b.start, b.end) for b in coding.report.blocks if b.kind is BlockKind.DATELINE]
    assert len(found) == 1
    assert found[0].start == dateline.start
    assert found[0].end >= dateline.end


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize("phrase", EXPECTED["given_published"]["resolves"])
def test_a_phrase_resolves_against_the_given_day(codings: dict[str, Coding], phrase: str) -> None:
    resolved = EXPECTED["given_published"]["resolves"][phrase]
    first, last = resolved if isinstance(resolved, list) else (resolved, resolved)
    wanted = (date.fromisoformat(first), date.fromisoformat(last))
    (where,) = occurrences(TEXT, phrase)
    found = {(w.start, w.end) for w in every_when(codings["given"]) if w.span is not None and w.span.overlaps(where)}
    assert found == {wanted}


def test_a_weekday_stays_open_where_no_day_is_given(codings: dict[str, Coding]) -> None:
    whens = [incident.when for incident in primaries(codings["not given"])]
    assert [when and when.start for when in whens] == [None, None]


def every_when(coding: Coding) -> Iterator[When]:
    for claim in coding.claims:
        yield from (when for when in (claim.when, claim.attribution.said_on) if when is not None)
    for situation in coding.situations:
        yield from (when for when in (situation.since, situation.until) if when is not None)


# ---------------------------------------------------------------- the incidents


def primaries(coding: Coding) -> list[Incident]:
    return [incident for incident in coding.incidents if incident.primary]


def incident_of(coding: Coding, facts: Facts) -> Incident:
    named = [i for i in coding.incidents if i.where is not None and facts["place"]["name"] in i.where.name]
    assert len(named) == 1, f"{len(named)} incidents at {facts['place']['name']}"
    return named[0]


INCIDENTS = by_key(EXPECTED["incidents"])


def test_the_report_is_about_just_these_incidents(coding: Coding) -> None:
    wanted = {incident_of(coding, facts).id for facts in EXPECTED["incidents"]}
    assert {incident.id for incident in primaries(coding)} == wanted


@pytest.mark.parametrize("facts", INCIDENTS)
def test_an_incident_has_its_type_and_stage(coding: Coding, facts: Facts) -> None:
    incident = incident_of(coding, facts)
    assert (incident.type, incident.stage, incident.primary) == (facts["type"], facts["stage"], facts["primary"])


@pytest.mark.parametrize("facts", INCIDENTS)
def test_an_incident_maps_to_acled(coding: Coding, facts: Facts) -> None:
    incident = incident_of(coding, facts)
    (printed,) = [found for found in coding_to_json(coding)["incidents"] if found["id"] == incident.id]
    assert list(printed["acled"].values()) == facts["acled"]


@pytest.mark.parametrize("facts", INCIDENTS)
def test_an_incident_has_its_day(codings: dict[str, Coding], facts: Facts) -> None:
    monday = date.fromisoformat(EXPECTED["given_published"]["resolves"]["on Monday"])
    when = incident_of(codings["given"], facts).when
    assert when is not None
    assert (when.start, when.end, when.precision) == (monday, monday, "day")


@pytest.mark.parametrize("facts", INCIDENTS)
def test_an_incident_has_its_place_with_its_words(coding: Coding, facts: Facts) -> None:
    place = incident_of(coding, facts).where
    assert place is not None
    assert place.span is not None
    assert place.span.overlaps(span_of(facts["place"]))
    assert (place.precision, place.country) == (facts["place"]["precision"], facts["place"]["in"][-1])
    assert "anbar" in (place.admin1 or "").casefold()


@pytest.mark.parametrize("facts", by_key([f for f in EXPECTED["incidents"] if "within_km_of_al_qaim" in f["place"]]))
def test_a_place_known_by_its_town_lies_near_it(coding: Coding, facts: Facts) -> None:
    place = incident_of(coding, facts).where
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert km_between((place.lat, place.lon), AL_QAIM) <= facts["place"]["within_km_of_al_qaim"]


@pytest.mark.parametrize("facts", by_key([f for f in EXPECTED["incidents"] if "relation" in f["place"]]))
def test_a_place_known_by_direction_keeps_it(coding: Coding, facts: Facts) -> None:
    place = incident_of(coding, facts).where
    assert place is not None
    assert place.relation is not None
    wanted = facts["place"]["relation"]
    assert (place.relation.kind, place.relation.of) == (wanted["direction"], wanted["of"])


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(chord))


@pytest.mark.parametrize("facts", INCIDENTS)
@pytest.mark.parametrize("role", ["perpetrator", "target"])
def test_an_incident_has_its_parties(coding: Coding, facts: Facts, role: str) -> None:
    incident = incident_of(coding, facts)
    named = [party for party in incident.participants if party.actor.name == facts[role]["name"]]
    assert [party.role for party in named] == [role]


@pytest.mark.parametrize("facts", INCIDENTS)
def test_no_other_party_is_invented(coding: Coding, facts: Facts) -> None:
    known = {facts["perpetrator"]["name"], facts["target"]["name"]}
    assert {party.actor.name for party in incident_of(coding, facts).participants} <= known


QUOTED_PARTIES = [
    pytest.param(facts, role, id=f"{facts['key']}-{role}")
    for facts in EXPECTED["incidents"]
    for role in ("perpetrator", "target")
    if "quote" in facts[role]
]


@pytest.mark.parametrize(("facts", "role"), QUOTED_PARTIES)
def test_a_party_is_cited_from_its_words(coding: Coding, facts: Facts, role: str) -> None:
    incident = incident_of(coding, facts)
    mentions = [*incident.participants, *(p for claim in coding.claims_of(incident) for p in claim.participants)]
    cited = [party.span for party in mentions if party.role == role]
    assert any(span.overlaps(span_of(facts[role])) for span in cited)


@pytest.mark.parametrize("facts", INCIDENTS)
def test_a_toll_is_exact_and_cites_its_words(coding: Coding, facts: Facts) -> None:
    (wanted,) = facts["toll"]
    (toll,) = [toll for toll in incident_of(coding, facts).tolls if toll.effect == wanted["effect"]]
    assert (toll.group, toll.low, toll.best, toll.high) == tuple(
        wanted[key] for key in ("group", "low", "best", "high")
    )
    assert toll.span.overlaps(span_of(wanted))


@pytest.mark.parametrize("facts", by_key([facts for facts in EXPECTED["incidents"] if "damage" in facts]))
def test_damage_is_counted_and_cites_its_words(coding: Coding, facts: Facts) -> None:
    found = incident_of(coding, facts).damage
    assert [(damage.what, damage.count, damage.extent) for damage in found] == [
        (wanted["what"], wanted["count"], wanted["extent"]) for wanted in facts["damage"]
    ]
    assert all(damage.span.overlaps(span_of(facts["damage_span"])) for damage in found)


@pytest.mark.parametrize("facts", by_key([facts for facts in EXPECTED["incidents"] if "object" in facts]))
def test_what_was_hit_stands_in_a_cited_sentence(coding: Coding, facts: Facts) -> None:
    spans = [span for claim in coding.claims_of(incident_of(coding, facts)) for span in claim.spans]
    assert any(span.covers(span_of(facts["object"])) for span in spans)


@pytest.mark.parametrize("facts", INCIDENTS)
def test_a_toll_has_its_speaker(coding: Coding, facts: Facts) -> None:
    (wanted,) = facts["attribution"]["speakers"]
    tolls = [claim for claim in coding.claims_of(incident_of(coding, facts)) if claim.tolls and not claim.aggregate]
    assert tolls
    for claim in tolls:
        (speaker,) = claim.attribution.speakers
        assert (claim.attribution.verb, claim.attribution.via) == (
            facts["attribution"]["verb"],
            facts["attribution"]["via"],
        )
        assert speaker.span.overlaps(span_of(wanted))
        told = {"name": speaker.name, "rank": speaker.rank, "role": speaker.role, "organisation": speaker.organisation}
        for field in ("name", "rank", "role", "organisation"):
            if field in wanted:
                assert _straight(told[field]) == _straight(wanted[field])


def _straight(words: str | None) -> str | None:
    return words and words.replace("’", "'")


@pytest.mark.parametrize("facts", by_key([facts for facts in EXPECTED["incidents"] if "damage" in facts]))
def test_words_split_off_their_speaker_are_his_too(coding: Coding, facts: Facts) -> None:
    (wanted,) = facts["attribution"]["speakers"]
    told = [claim for claim in coding.claims_of(incident_of(coding, facts)) if claim.damage]
    assert told
    assert {speaker.name for claim in told for speaker in claim.attribution.speakers} == {wanted["name"]}


# ---------------------------------------------------------------- the total


def test_the_total_is_a_claim_in_the_reports_own_voice(coding: Coding) -> None:
    wanted = EXPECTED["aggregate"]
    told = [claim for claim in coding.claims if _tells(claim, wanted["toll"], span_of(wanted))]
    assert told
    assert all(claim.aggregate and not claim.attribution.speakers for claim in told)


def test_the_total_is_no_incidents_toll(coding: Coding) -> None:
    assert EXPECTED["aggregate"]["toll"] not in [total(incident) for incident in coding.incidents]


def test_the_primary_incidents_add_up_to_the_total(coding: Coding) -> None:
    killed = sum(total(incident) or 0 for incident in primaries(coding))
    assert killed == EXPECTED["total_killed_over_primary_incidents"]


def test_what_adds_up_is_not_contested(coding: Coding) -> None:
    assert {incident.status for incident in primaries(coding)} <= {"single source", "corroborated"}


def _tells(claim: Claim, killed: int, where: Span) -> bool:
    return any(t.effect is Effect.KILLED and t.best == killed and t.span.overlaps(where) for t in claim.tolls)


# ---------------------------------------------------------------- situations


SITUATIONS = by_quote(EXPECTED["situations"])


def situation_of(coding: Coding, facts: Facts) -> tuple[Situation, list[Claim]]:
    """The situation told in these words, with its claims."""
    for situation in coding.situations:
        claims = [coding.claim(claim_id) for claim_id in situation.claims]
        told = any(claim.spans[0].overlaps(span_of(facts)) for claim in claims)
        if situation.type == facts["type"] and told:
            return situation, claims
    raise AssertionError(f"no {facts['type']} told in {facts['quote']!r}")


@pytest.mark.parametrize("facts", SITUATIONS)
def test_a_situation_is_found_in_its_words(coding: Coding, facts: Facts) -> None:
    _, claims = situation_of(coding, facts)
    assert {claim.kind for claim in claims} == {"situation"}


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "holder" in p.values[0]])
def test_a_situation_has_its_holder(coding: Coding, facts: Facts) -> None:
    situation, _ = situation_of(coding, facts)
    assert situation.holder is not None
    assert situation.holder.name == facts["holder"]


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "where" in p.values[0]])
def test_a_situation_has_its_places(coding: Coding, facts: Facts) -> None:
    situation, _ = situation_of(coding, facts)
    named = " ".join(place.name for place in situation.places)
    assert [name for name in facts["where"] if name not in named] == []


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "from" in p.values[0]])
def test_a_situation_holds_since_its_time(coding: Coding, facts: Facts) -> None:
    situation, _ = situation_of(coding, facts)
    resolved = EXPECTED["given_published"]["resolves"]
    first, last = next(days for phrase, days in resolved.items() if facts["from"] in phrase)
    assert situation.since is not None
    assert (situation.since.start, situation.since.end) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "effect" in p.values[0]])
def test_a_situation_counts_its_people(coding: Coding, facts: Facts) -> None:
    situation, _ = situation_of(coding, facts)
    tolls = [toll for toll in situation.tolls if toll.effect == facts["effect"]]
    assert [(toll.group, toll.low, (toll.hedge or "").casefold()) for toll in tolls] == [
        (facts["group"], facts["low"], facts["hedge"])
    ]


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "speakers" in p.values[0]])
def test_a_situation_has_its_speakers(coding: Coding, facts: Facts) -> None:
    _, claims = situation_of(coding, facts)
    told = {coding.report.quote(s.span) for claim in claims for s in claim.attribution.speakers}
    assert all(any(name in words for words in told) for name in facts["speakers"]), told


@pytest.mark.parametrize("facts", [p for p in SITUATIONS if "who" in p.values[0]])
def test_those_who_move_stand_in_the_cited_words(coding: Coding, facts: Facts) -> None:
    _, claims = situation_of(coding, facts)
    (where,) = occurrences(TEXT, facts["who"])
    assert any(span.overlaps(where) for claim in claims for span in claim.spans)


# ---------------------------------------------------------------- background


BACKGROUND = by_quote(EXPECTED["background_events"])


def background_of(coding: Coding, facts: Facts) -> list[Claim]:
    """The claims whose trigger stands in these words."""
    return [claim for claim in coding.claims if claim.spans[0].overlaps(span_of(facts))]


@pytest.mark.parametrize("facts", BACKGROUND)
def test_background_is_kept_and_is_not_primary(coding: Coding, facts: Facts) -> None:
    claims = background_of(coding, facts)
    assert claims
    assert not any(claim.primary for claim in claims)


@pytest.mark.parametrize("facts", BACKGROUND)
def test_background_supports_no_primary_incident(coding: Coding, facts: Facts) -> None:
    told = {claim.id for claim in background_of(coding, facts)}
    assert not any(told.intersection(incident.claims) for incident in primaries(coding))


@pytest.mark.parametrize("facts", [p for p in BACKGROUND if "stage" in p.values[0]])
def test_background_has_its_type_stage_and_parties(coding: Coding, facts: Facts) -> None:
    (claim,) = background_of(coding, facts)
    assert (claim.type, claim.stage) == (facts["type"], facts["stage"])
    doers = " ".join(party.actor.name for party in claim.participants if party.role is Role.PERPETRATOR)
    assert [who for who in facts["who"] if who.casefold() not in doers.casefold()] == []


@pytest.mark.parametrize("facts", [p for p in BACKGROUND if "toll" in p.values[0]])
def test_background_tolls_keep_their_vague_words(coding: Coding, facts: Facts) -> None:
    tolls = [toll for claim in background_of(coding, facts) for toll in claim.tolls]
    assert [(toll.effect, toll.group, toll.hedge) for toll in tolls] == [
        (facts["toll"]["effect"], facts["toll"]["group"], facts["toll"]["hedge"])
    ]


@pytest.mark.parametrize("facts", [p for p in BACKGROUND if "toll" in p.values[0]])
def test_background_attacks_have_their_doer(coding: Coding, facts: Facts) -> None:
    parties = [party for claim in background_of(coding, facts) for party in claim.participants]
    assert facts["who"] in {party.actor.name for party in parties if party.role is Role.PERPETRATOR}


@pytest.mark.parametrize("facts", [p for p in BACKGROUND if "anonymous" in p.values[0]])
def test_an_unnamed_speaker_is_anonymous(coding: Coding, facts: Facts) -> None:
    speakers = [speaker for claim in background_of(coding, facts) for speaker in claim.attribution.speakers]
    assert speakers
    assert all(speaker.anonymous and speaker.name is None for speaker in speakers)
    assert {coding.report.quote(speaker.span).casefold() for speaker in speakers} == set(facts["speakers"])


@pytest.mark.parametrize("facts", [p for p in BACKGROUND if p.values[0]["type"] == "halt"])
def test_a_planned_halt_is_no_incident(coding: Coding, facts: Facts) -> None:
    told = {claim.id for claim in background_of(coding, facts)}
    assert not any(told.intersection(incident.claims) for incident in coding.incidents)
    assert {claim.stage for claim in background_of(coding, facts)} <= {Stage.PLANNED, Stage.ACCOMPLISHED}


# ---------------------------------------------------------------- never


def no_incident_has_the_total_twice(coding: Coding) -> bool:
    parts = sum(toll["best"] for facts in EXPECTED["incidents"] for toll in facts["toll"])
    whole = int(EXPECTED["aggregate"]["toll"])
    largest = max(toll["best"] for facts in EXPECTED["incidents"] for toll in facts["toll"])
    return not {whole, whole + largest, whole + parts} & {total(incident) for incident in coding.incidents}


def no_civilian_is_killed(coding: Coding) -> bool:
    tolls = [*(t for i in coding.incidents for t in i.tolls), *(t for c in coding.claims for t in c.tolls)]
    return not any(toll.effect is Effect.KILLED and toll.group is Group.CIVILIAN for toll in tolls)


def nothing_is_dated_by_the_page_clock(coding: Coding) -> bool:
    year = date.fromisoformat(EXPECTED["report"]["page_clock"]["date"]).year
    return not any(year in {day.year for day in (when.start, when.end) if day} for when in every_when(coding))


def the_group_is_not_the_verb_to_be(coding: Coding) -> bool:
    (where,) = occurrences(TEXT, "IS remaining")
    name = Span(where.start, where.start + len("IS"))
    parties = [party for claim in coding.claims for party in claim.participants if party.span.overlaps(name)]
    triggers = [claim.spans[0] for claim in coding.claims if claim.spans[0].overlaps(name)]
    return not triggers and any(party.actor.name == "Islamic State" for party in parties)


def no_speaker_is_a_party(coding: Coding) -> bool:
    names = [span_of(EXPECTED["incidents"][1]["attribution"]["speakers"][0]), *occurrences(TEXT, "Khalaf al-Jleibawi")]
    parties: list[Participant] = [party for claim in coding.claims for party in claim.participants]
    return not any(party.span.overlaps(name) for party in parties for name in names)


def no_incident_lies_in_a_place_of_the_background(coding: Coding) -> bool:
    return not any("Mosul" in incident.where.name for incident in coding.incidents if incident.where)


def no_strike_lies_across_the_border(coding: Coding) -> bool:
    return not any(incident.where.country == "SY" for incident in coding.incidents if incident.where)


NEVER: dict[str, Callable[[Coding], bool]] = dict(
    zip(
        EXPECTED["never"],
        (
            no_incident_has_the_total_twice,
            no_civilian_is_killed,
            nothing_is_dated_by_the_page_clock,
            the_group_is_not_the_verb_to_be,
            no_speaker_is_a_party,
            no_incident_lies_in_a_place_of_the_background,
            no_strike_lies_across_the_border,
        ),
        strict=True,
    )
)


@pytest.mark.parametrize("never", NEVER)
def test_never(coding: Coding, never: str) -> None:
    assert NEVER[never](coding), never


def test_nothing_is_in_syria_and_every_party_is_the_registrys(coding: Coding) -> None:
    places = [claim.where for claim in coding.claims if claim.where] + [
        incident.where for incident in coding.incidents if incident.where
    ]
    assert places
    assert "SY" not in {place.country for place in places}
    parties = [one.actor for incident in coding.incidents for one in incident.participants]
    assert parties
    assert all(actor.registered for actor in parties)
