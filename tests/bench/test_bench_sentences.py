from __future__ import annotations

from pathlib import Path

import pytest
from made_up_records import coded_report, silent, unreadable

from onrecord.bench import sentences, silence
from onrecord.bench.coded import Coded
from onrecord.bench.material import REPOSITORY, Material

SHELLING = "Shelling/artillery/missile attack"
TELLS = {"id": "a:1", "text": "x", "type": ["strike.shelling"], "acled": SHELLING}
NEAR: dict[str, object] = {"id": "a:2", "text": "x", "type": [], "acled": None, "near": SHELLING}


@pytest.mark.parametrize(("coded", "right"), [(coded_report(), True), (silent(), False), (unreadable(), False)])
def test_a_sentence_is_right_when_its_first_incident_has_the_type(coded: Coded, right: bool) -> None:
    (judged,) = sentences.judge([TELLS], [coded])
    assert judged.right("sub_event_type") is right
    assert judged.right("type") is right


def test_a_second_incident_does_not_make_a_sentence_right() -> None:
    coded = coded_report()
    other = {**coded.incidents[0], "type": "clash", "acled": {"event_type": "Battles", "sub_event_type": "Armed clash"}}
    both = Coded("a:1", "x", {**coded.prediction, "incidents": [other, coded.incidents[0]]})
    (judged,) = sentences.judge([TELLS], [both])
    assert not judged.right("sub_event_type")
    assert judged.right("sub_event_type_any")


@pytest.mark.parametrize(("coded", "right"), [(coded_report(), False), (silent(), True), (unreadable(), False)])
def test_a_near_miss_is_right_when_nothing_is_coded(coded: Coded, right: bool) -> None:
    (judged,) = sentences.judge([NEAR], [coded])
    assert judged.right("near_miss") is right
    assert bool(sentences.error_lines([judged])) is not right


def test_near_misses_and_sentences_are_counted_apart() -> None:
    found = sentences.figures(sentences.judge([TELLS, NEAR, NEAR], [coded_report(), silent(), coded_report()]))
    assert (found["sub_event_type"].value, found["sub_event_type"].n) == (1.0, 1)
    assert (found["near_miss"].value, found["near_miss"].n) == (0.5, 2)


def test_each_type_has_its_own_figures() -> None:
    clash = {**TELLS, "acled": "Armed clash"}
    found = sentences.by_type(sentences.judge([TELLS, clash], [coded_report(), coded_report()]))
    assert list(found) == ["Armed clash", SHELLING]
    assert found["Armed clash"]["sub_event_type"].value == 0.0


def test_an_error_names_the_sentence_what_was_wanted_and_what_came() -> None:
    judged = sentences.judge([{**TELLS, "acled": "Armed clash"}], [coded_report()])
    (line,) = sentences.error_lines(judged)
    assert line.startswith("r1  Armed clash")
    assert f"strike.shelling = {SHELLING}" in line


def test_the_repository_has_ten_sentences_and_five_near_misses_of_each_type() -> None:
    read = sentences.read_sentences(Material(REPOSITORY, Path()))
    told = [one["acled"] for one in read if one["acled"]]
    near = [one["near"] for one in read if not one["acled"]]
    assert len(set(told)) == 25
    assert set(near) == set(told)
    assert all(told.count(name) >= 10 and near.count(name) >= 5 for name in set(told))


@pytest.mark.parametrize(
    ("kind", "coded", "right"),
    [
        ("clean", silent(), True),
        ("clean", coded_report(), False),
        ("clean", unreadable(), False),
        ("background", coded_report(), False),
        ("background", silent(), True),
    ],
)
def test_silence_is_broken_by_an_incident(kind: str, coded: Coded, right: bool) -> None:
    (judged,) = silence.judge([{"kind": kind, "text": "x"}], [coded])
    assert judged.right(kind) is right
    assert bool(silence.error_lines([judged])) is not right


def test_background_may_hold_an_incident_that_is_not_primary() -> None:
    coded = coded_report()
    coded.incidents[0]["primary"] = False
    (judged,) = silence.judge([{"kind": "background", "text": "x"}], [coded])
    assert judged.right("background")


def test_clean_and_background_texts_are_counted_apart() -> None:
    texts = [{"kind": "clean", "text": "x"}, {"kind": "background", "text": "y"}]
    found = silence.figures(silence.judge(texts, [silent(), coded_report()]))
    assert (found["clean"].value, found["background"].value) == (1.0, 0.0)
