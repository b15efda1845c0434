"""Tiny records in the form of the adjudicated ones, and predictions in the form of the contract, for the tests."""

from __future__ import annotations

from typing import Any

from onrecord.bench.coded import Coded

Json = dict[str, Any]

TEXT = "Shells killed six people in Tarhuna on Monday, a medic said. An earlier count spoke of four."


def span_of(words: str) -> Json:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def gold_toll(best: int, words: str, kind: str = "lead", group: str = "unknown") -> Json:
    speakers = [{"speaker": "medic", "via": None}]
    return {
        "effect": "killed",
        "group": group,
        "subgroup": None,
        "low": best,
        "best": best,
        "high": best,
        "vague": None,
        "kind": kind,
        "spans": [span_of(words)],
        "attribution": speakers,
    }


def gold_record() -> Json:
    """One shelling: six dead, four by an earlier count."""
    incident = {
        "id": "r1#1",
        "type": "strike.shelling",
        "accept_types": ["strike.shelling"],
        "primary": True,
        "stage": "accomplished",
        "date": {"start": "2019-04-08", "end": "2019-04-08", "precision": "day"},
        "place": {
            "name": "Tarhuna",
            "admin1": "Murqub",
            "lat": 32.43,
            "lon": 13.63,
            "precision": "place",
            "span": span_of("Tarhuna"),
        },
        "actors": [{"name": "the regime", "role": "perpetrator", "side": "government", "span": span_of("Shells")}],
        "weapons": [{"class": "shelling", "span": span_of("Shells")}],
        "toll": [gold_toll(6, "six people"), gold_toll(4, "four", kind="earlier")],
        "responsibility": [],
        "figures": {
            "killed": {"best": 6, "low": 6, "high": 6, "accept": [6], "rival": []},
            "killed_civilian": None,
            "killed_combatant": None,
            "killed_children": None,
            "killed_women": None,
            "injured": None,
        },
    }
    return {"id": "r1", "incidents": [incident]}


def made(confidence: float = 0.9) -> Json:
    return {"how": "stated", "rule": "made.up", "confidence": confidence}


def coded_toll(best: int, words: str, confidence: float = 0.9) -> Json:
    return {
        "effect": "killed",
        "group": "unknown",
        "low": best,
        "best": best,
        "high": best,
        "hedge": None,
        "cumulative": False,
        "side": None,
        **span_of(words),
        **made(confidence),
    }


def coded_report(best: int = 6, words: str = "six people", confidence: float = 0.9) -> Coded:
    """The shelling as a coder could give it, with a toll of one's choice."""
    toll = coded_toll(best, words, confidence)
    value = {"field": "toll.killed", "value": best, "words": words, **span_of(words), **made(confidence)}
    speaker = {"name": None, "role": "medic", "organisation": None}
    claim = {
        "id": "c1",
        "type": "strike.shelling",
        "stage": "accomplished",
        "spans": [span_of("Shells"), {"start": 0, "end": 60}],
        "attribution": {"verb": "said", "speakers": [speaker], "via": None},
        "values": [
            {"field": "type", "value": "strike.shelling", "words": "Shells", **span_of("Shells"), **made()},
            value,
        ],
    }
    incident = {
        "id": "i1",
        "type": "strike.shelling",
        "primary": True,
        "stage": "accomplished",
        "status": "single source",
        "acled": {"event_type": "-", "sub_event_type": "Shelling/artillery/missile attack"},
        "date": {"start": "2019-04-08", "end": "2019-04-08", "precision": "day", **made()},
        "place": {"name": "Tarhuna", "lat": 32.43, "lon": 13.63, "admin1": "Murqub", "precision": "exact", **made(0.7)},
        "actors": [{"id": "regime", "name": "the regime", "role": "perpetrator", **made(0.8)}],
        "toll": [toll],
        "claims": ["c1"],
    }
    report = {"id": "r1", "published": {"start": "2019-04-09", "how": "given"}}
    return Coded("r1", TEXT, {"report": report, "incidents": [incident], "claims": [claim]})


def silent(report_id: str = "r1") -> Coded:
    """A report in which nothing was coded."""
    published = {"start": None, "how": "unknown"}
    return Coded(report_id, TEXT, {"report": {"id": report_id, "published": published}, "incidents": [], "claims": []})


def unreadable(report_id: str = "r1") -> Coded:
    """A report that was refused."""
    error = {"source": report_id, "reason": "language", "message": "looks like Welsh"}
    return Coded(report_id, "", {"report": {"id": report_id}, "error": error})
