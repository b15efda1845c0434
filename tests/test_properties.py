"""What always holds, of every report that can be read: the demo's, real ones, and any text at all.

Of the 384 reports on the Syrian war every fourth is coded; all are with ``ONRECORD_EVERY_REPORT=1``, in a minute or so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.demo import demo_source
from onrecord.errors import UnreadableReport
from onrecord.model import Coding

Json = dict[str, Any]

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
ARTICLES = SHARED / "data" / "syria-news" / "articles.jsonl"
SOURCES = ("demo reports", "news on the Syrian war")


def reports_of(source: str) -> list[Json]:
    if source == "demo reports":
        return [json.loads(line) for line in demo_source().decode("utf-8").splitlines()]
    if not ARTICLES.is_file():
        pytest.skip(f"no news on the Syrian war: {ARTICLES} is missing; point ONRECORD_SHARED at the shared data")
    step = 1 if os.environ.get("ONRECORD_EVERY_REPORT") else 4
    return [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()[::step]]


def code(coder: Coder, report: Json) -> Coding:
    published = date.fromisoformat(report["published"]) if report.get("published") else None
    return coder.code(
        report["text"], published=published, title=report.get("title"), country=report.get("country_hint")
    )


@pytest.fixture(scope="module", params=SOURCES)
def codings(request: pytest.FixtureRequest, coder: Coder) -> list[Coding]:
    return [code(coder, report) for report in reports_of(request.param)]


@pytest.fixture(scope="module")
def printed(codings: list[Coding]) -> list[Json]:
    """The codings as they are printed and read back, each with its text."""
    return [json.loads(json.dumps(coding_to_json(coding, text=True))) for coding in codings]


def tolls_of(coding: Json) -> Iterator[Json]:
    for holder in (*coding["claims"], *coding["incidents"], *coding["situations"]):
        yield from holder["toll"]


def cited_in(coding: Json) -> Iterator[Json]:
    """Everything printed that cites characters."""
    yield from tolls_of(coding)
    for claim in coding["claims"]:
        yield from claim["spans"]
        yield from claim["values"]
        yield from claim["attribution"]["speakers"]
    for holder in (*coding["claims"], *coding["incidents"]):
        yield from holder["damage"]
    if coding["report"]["published"]["span"]:
        yield coding["report"]["published"]["span"]


def words_of(coding: Json, cited: Json) -> str:
    text: str = coding["report"]["text"]
    return text[cited["start"] : cited["end"]]


# ---------------------------------------------------------------- do the words hold the number?
# A reader of numbers of its own, apart from the one that is tested.

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
NUMBERS = {word: value for value, word in enumerate(SMALL)}
NUMBERS |= {
    word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
ONE = frozenset("a an one another his her".split())
TWO = frozenset({"both", "couple"})
NONE = frozenset("no none nobody no-one without".split())
WORD = re.compile(r"\d+(?:,\d{3})+|\d+\.\d+|\d+|[^\W\d_]+")


def numbers_in(words: str) -> set[int]:
    """Every number that the words state: in digits, spelt, with its scale."""
    found: set[int] = set()
    total = current = 0.0
    running = False
    for word in [*WORD.findall(words.lower()), "end"]:
        value = _value(word)
        if word in SCALES:
            scaled = round((current or 1) * SCALES[word])
            total, current = (total + scaled, 0.0) if SCALES[word] >= 1_000 else (total, scaled)
            running = True
            found.add(int(total + current))
        elif value is not None:
            if running and not _goes_on(current, value):
                total = current = 0.0
            current, running = current + value, True
            found.update({int(value), int(total + current)})
        elif word not in ("and", "a"):
            total = current = 0.0
            running = False
    return found


def _value(word: str) -> float | None:
    if word[0].isdigit():
        return float(word.replace(",", ""))
    return NUMBERS.get(word)


def _goes_on(current: float, value: float) -> bool:
    return (value < 10 and current % 100 in range(20, 100, 10)) or (value < 100 and current % 100 == 0)


LISTED = re.compile(r"(?:^|, |and )(?:man|woman|child|boy|girl)\b")
"""A person in a list without an article: 'a man, woman and child'."""


def is_supported(toll: Json, words: str) -> bool:
    """Whether the words hold the toll's best figure; for a vague or unnumbered toll, whether they are its hedge."""
    said = re.findall(r"[\w-]+", words.lower())
    best, rule, hedge = toll["best"], toll["rule"], (toll["hedge"] or "").lower().split()
    ones, numbers = sum(word in ONE for word in said) + len(LISTED.findall(words.lower())), numbers_in(words)
    if best is None or rule == "tolls.vague" or (hedge and not numbers):
        return set(hedge) <= set(said)
    if (best == 0 and not NONE.isdisjoint(said)) or (best == 1 and (ones or rule == "tolls.one_named")):
        return True
    if best == 2 and not TWO.isdisjoint(said):
        return True
    return best in numbers or (rule == "tolls.sum" and _adds_up(best, numbers, ones))


def _adds_up(best: int, numbers: set[int], ones: int) -> bool:
    """Whether some of the numbers, each told of two groups at most, and some single persons make the sum."""
    told = sorted(numbers - {0}) * 2 + [1] * ones
    return any(sum(some) == best for size in range(2, 7) for some in combinations(told[:14], size))


@pytest.mark.parametrize(
    ("words", "best", "rule", "hedge"),
    [
        ("killed 33 villagers", 33, "tolls.exact", None),
        ("1,200 people", 1_200, "tolls.exact", None),
        ("two hundred and five men", 205, "tolls.exact", None),
        ("thirty-eight dead", 38, "tolls.exact", None),
        ("at least five people", 5, "tolls.at_least", "at least"),
        ("both guards died", 2, "tolls.exact", None),
        ("dozens wounded", None, "tolls.vague", "dozens"),
        ("no one was hurt", 0, "tolls.none", None),
        ("a woman was killed", 1, "tolls.one", None),
        ("a woman and a child", 2, "tolls.sum", None),
        ("three men and three boys", 6, "tolls.sum", None),
        ("a woman and her child", 2, "tolls.sum", None),
        ("A man, woman and child died", 3, "tolls.sum", None),
    ],
)
def test_words_that_hold_a_number_support_it(words: str, best: int | None, rule: str, hedge: str | None) -> None:
    assert is_supported({"best": best, "rule": rule, "hedge": hedge}, words)


@pytest.mark.parametrize(
    ("words", "best", "rule", "hedge"),
    [
        ("killed 33 villagers", 34, "tolls.exact", None),
        ("the villagers were killed", 1, "tolls.exact", None),
        ("at least five people", 7, "tolls.at_least", "at least"),
        ("people were wounded", None, "tolls.vague", "dozens"),
        ("people were hurt", 0, "tolls.none", None),
        ("a woman and a child", 3, "tolls.sum", None),
        ("three men and four boys", 7, "tolls.exact", None),
    ],
)
def test_words_that_do_not_hold_a_number_do_not(words: str, best: int | None, rule: str, hedge: str | None) -> None:
    assert not is_supported({"best": best, "rule": rule, "hedge": hedge}, words)


# ---------------------------------------------------------------- evidence


def test_everything_cited_lies_inside_the_text_and_is_quoted_exactly(printed: list[Json]) -> None:
    for coding in printed:
        for cited in cited_in(coding):
            assert 0 <= cited["start"] < cited["end"] <= len(coding["report"]["text"])
            assert cited.get("words", words_of(coding, cited)) == words_of(coding, cited)
            assert words_of(coding, cited).strip()


def test_the_words_a_toll_cites_hold_its_number(printed: list[Json]) -> None:
    unsupported = [
        (toll["best"], toll["rule"], words_of(coding, toll))
        for coding in printed
        for toll in tolls_of(coding)
        if not is_supported(toll, words_of(coding, toll))
    ]
    assert unsupported == []


def test_what_no_words_state_says_that_it_is_inferred_or_a_default(printed: list[Json]) -> None:
    for coding in printed:
        for claim in coding["claims"]:
            quoted = {value["field"] for value in claim["values"]}
            for field in ("date", "place"):
                assert claim[field] is None or field in quoted or claim[field]["how"] != "stated"
        for incident in coding["incidents"]:
            assert incident["date"] is None or incident["date"]["how"] in ("stated", "inferred", "defaulted", "given")


# ---------------------------------------------------------------- tolls


def test_low_best_and_high_are_in_order(printed: list[Json]) -> None:
    for coding in printed:
        for toll in tolls_of(coding):
            known = [toll[end] for end in ("low", "best", "high") if toll[end] is not None]
            assert known == sorted(known)
            assert all(figure >= 0 for figure in known)


def test_a_part_never_exceeds_its_whole(printed: list[Json]) -> None:
    for coding in printed:
        for incident in coding["incidents"]:
            wholes = {(t["effect"], t["group"]): t["best"] for t in incident["toll"] if "of" not in t}
            for part in (toll for toll in incident["toll"] if "of" in toll):
                whole = wholes.get((part["effect"], part["of"]))
                assert whole is None or part["best"] is None or part["best"] <= whole


def test_no_running_total_is_an_incidents_toll(printed: list[Json]) -> None:
    assert not any(toll["cumulative"] for coding in printed for one in coding["incidents"] for toll in one["toll"])


# ---------------------------------------------------------------- claims and incidents


def test_every_incident_and_situation_has_claims_that_exist(printed: list[Json]) -> None:
    for coding in printed:
        known = {claim["id"] for claim in coding["claims"]}
        for holder in (*coding["incidents"], *coding["situations"]):
            assert holder["claims"]
            assert known.issuperset(holder["claims"])
        for incident in coding["incidents"]:
            assert [(one["id"], one["claims"]) for one in incident["reports"]] == [
                (coding["report"]["id"], incident["claims"])
            ]


def test_ids_are_unique(printed: list[Json]) -> None:
    for coding in printed:
        for kind in ("claims", "incidents", "situations"):
            ids = [one["id"] for one in coding[kind]]
            assert len(ids) == len(set(ids))
    reports = [coding["report"]["id"] for coding in printed]
    assert len(reports) == len(set(reports))


def test_primary_incidents_come_first_and_rest_on_primary_claims(printed: list[Json]) -> None:
    for coding in printed:
        told = [incident["primary"] for incident in coding["incidents"]]
        assert told == sorted(told, reverse=True)
        primary = {claim["id"] for claim in coding["claims"] if claim["primary"]}
        assert all(primary.intersection(one["claims"]) for one in coding["incidents"] if one["primary"])


def test_what_did_not_happen_makes_no_incident(printed: list[Json]) -> None:
    stages = {incident["stage"] for coding in printed for incident in coding["incidents"]}
    assert stages <= {"accomplished", "under_way", "attempted", "denied"}


# ---------------------------------------------------------------- the contract

Shape = dict[str, tuple[type, ...]]

TEXT, NUMBER, FLAG, MAYBE = (str,), (int, float), (bool,), (type(None),)
BASIS: Shape = {"how": TEXT, "rule": TEXT, "confidence": NUMBER}
SPAN: Shape = {"start": (int,), "end": (int,)}
WHEN: Shape = {"start": TEXT + MAYBE, "end": TEXT + MAYBE, "precision": TEXT, "anchor": TEXT + MAYBE, **BASIS}
PLACE: Shape = {
    "name": TEXT,
    "lat": NUMBER + MAYBE,
    "lon": NUMBER + MAYBE,
    "uncertainty_km": NUMBER + MAYBE,
    "precision": TEXT,
    "country": TEXT + MAYBE,
    "admin1": TEXT + MAYBE,
    "admin2": TEXT + MAYBE,
    "geonameid": (int, *MAYBE),
    "relation": (dict, *MAYBE),
    **BASIS,
}
PARTY: Shape = {"id": TEXT, "name": TEXT, "role": TEXT, "kind": TEXT, "suspected": FLAG, **BASIS}
TOLL: Shape = {
    "effect": TEXT,
    "group": TEXT,
    "low": (int, *MAYBE),
    "best": (int, *MAYBE),
    "high": (int, *MAYBE),
    "hedge": TEXT + MAYBE,
    "cumulative": FLAG,
    "side": TEXT + MAYBE,
    **SPAN,
    **BASIS,
}
DAMAGE: Shape = {"what": TEXT, "count": (int, *MAYBE), "extent": TEXT, **SPAN}
SPEAKER: Shape = {
    "name": TEXT + MAYBE,
    "role": TEXT + MAYBE,
    "rank": TEXT + MAYBE,
    "post": TEXT + MAYBE,
    "organisation": TEXT + MAYBE,
    "anonymous": FLAG,
    "side": TEXT + MAYBE,
    **SPAN,
}
VALUE: Shape = {"field": TEXT, "value": (str, int, *MAYBE), "words": TEXT, **SPAN, **BASIS}
EVENT: Shape = {"id": TEXT, "type": TEXT, "stage": TEXT, "primary": FLAG, "weapons": (list,)}

INCIDENT: Shape = {"status": TEXT, "acled": (dict, *MAYBE), "claims": (list,), "reports": (list,)}
CLAIM: Shape = {"kind": TEXT, "aggregate": FLAG, "spans": (list,), "attribution": (dict,), "values": (list,)}
ATTRIBUTION: Shape = {"verb": TEXT + MAYBE, "speakers": (list,), "via": TEXT + MAYBE}
SITUATION: Shape = {"id": TEXT, "type": TEXT, "holder": (dict, *MAYBE), "where": (list,), "claims": (list,)}


def has_shape(record: Json, shape: Shape) -> bool:
    """Whether a record has these fields at least, each of one of these types."""
    return all(
        name in record and isinstance(record[name], kinds) and (bool in kinds or not isinstance(record[name], bool))
        for name, kinds in shape.items()
    )


def shaped(coding: Json) -> Iterator[tuple[Json, Shape]]:
    """Each record of a coding with the shape it must have."""
    for event in (*coding["claims"], *coding["incidents"]):
        yield event, EVENT
        yield from ((one, PARTY) for one in event["actors"])
        yield from ((one, DAMAGE) for one in event["damage"])
        yield from ((one, WHEN) for one in (event["date"],) if one is not None)
        yield from ((one, PLACE) for one in (event["place"],) if one is not None)
    yield from ((incident, INCIDENT) for incident in coding["incidents"])
    for claim in coding["claims"]:
        yield claim, CLAIM
        yield claim["attribution"], ATTRIBUTION
        yield from ((one, VALUE) for one in claim["values"])
        yield from ((one, SPEAKER) for one in claim["attribution"]["speakers"])
    yield from ((situation, SITUATION) for situation in coding["situations"])
    yield from ((one, TOLL) for one in tolls_of(coding))


def test_every_record_has_the_fields_of_the_contract(printed: list[Json]) -> None:
    wrong = [(record, shape) for coding in printed for record, shape in shaped(coding) if not has_shape(record, shape)]
    assert wrong == []


def test_confidence_is_a_share_and_places_lie_on_the_earth(printed: list[Json]) -> None:
    for coding in printed:
        for record, shape in shaped(coding):
            if "confidence" in shape:
                assert 0 <= record["confidence"] <= 1
            if shape is PLACE:
                assert (record["lat"] is None) == (record["lon"] is None)
                assert record["lat"] is None or (abs(record["lat"]) <= 90 and abs(record["lon"]) <= 180)


# ---------------------------------------------------------------- the same every time


@pytest.mark.parametrize("source", SOURCES)
def test_the_order_of_coding_changes_nothing(coder: Coder, source: str) -> None:
    some = reports_of(source)[:8]
    forth = [code(coder, report) for report in some]
    back = [code(coder, report) for report in reversed(some)]
    assert forth == back[::-1]


def test_a_second_coder_gives_the_same(coder: Coder) -> None:
    other = Coder(gazetteer=coder.gazetteer, registry=coder.registry)
    some = reports_of("demo reports")[:3]
    assert [code(other, report) for report in some] == [code(coder, report) for report in some]


# ---------------------------------------------------------------- any text at all

LEAD = "Gunmen killed seven farmers in the town of Konduga in Nigeria on Monday, police said. "
WORDS = st.sampled_from(
    "killed wounded 5 12 dozens of people soldiers no one and , . \" ' said the in Mosul on Monday 2014 attack bomb IS "
    "US between from to including among them denied if will IS-held مقتل 五 🔥 e\u0301 - ( ) : ; \n".split(" ")
)


def never_raises(coder: Coder, text: str) -> None:
    """Codes the text; the only thing that may be raised is that it cannot be read."""
    try:
        coding = coder.code(text, published=date(2022, 6, 15))
    except UnreadableReport:
        return
    printed = coding_to_json(coding, text=True)
    for cited in cited_in(printed):
        assert 0 <= cited["start"] < cited["end"] <= len(printed["report"]["text"])


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(st.text(max_size=400))
def test_no_text_raises_anything_but_that_it_cannot_be_read(coder: Coder, text: str) -> None:
    never_raises(coder, text)


@quick
@given(st.text(max_size=200))
def test_junk_behind_a_report_raises_nothing(coder: Coder, text: str) -> None:
    never_raises(coder, LEAD + text)


@settings(quick, max_examples=150)
@given(st.lists(WORDS, max_size=60))
def test_the_words_of_reports_in_any_order_raise_nothing(coder: Coder, words: list[str]) -> None:
    never_raises(coder, LEAD + " ".join(words))


@pytest.mark.parametrize(
    "piece", ["(", "😀", "\n", " ", '"', ".", "é", "\u0301", "\t", "\u202e", "x", "قتل", "5", "\x00", "<b>", "\u2028"]
)
def test_fifty_thousand_characters_of_one_kind_raise_nothing(coder: Coder, piece: str) -> None:
    never_raises(coder, LEAD + piece * (50_000 // len(piece)))


@pytest.mark.parametrize("piece", ["\ud800", "قتل خمسة. ", "五人死亡。", "စစ် ", "killed 5 ", "no one ", "IS "])
def test_the_same_words_over_and_over_raise_nothing(coder: Coder, piece: str) -> None:
    never_raises(coder, LEAD + piece * (1_000 // len(piece)))
    never_raises(coder, piece * (1_000 // len(piece)))
