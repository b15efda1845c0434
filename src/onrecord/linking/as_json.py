"""A joined incident as JSON: the fields of the contract, and what several reports add to them.

The added fields: ``origins`` (the report that date, place and each actor are from), ``independent_sources``,
``sources``, ``bounds`` (the claim behind each end of a toll; ``low_now`` and ``high_now`` are what the sources say
last), ``series``, ``left_out``, ``standing`` (why it has its status), ``grading``, ``proposal``, ``faults``,
``conflicts``. Spans index the text of the report that stands beside them.
"""

from __future__ import annotations

from onrecord.contract import Json, incident_to_json
from onrecord.linking.figures import Figure, LeftOut
from onrecord.linking.joined import Joined
from onrecord.linking.reconciling import Bound, Series, TollRange
from onrecord.linking.tellings import Cited
from onrecord.linking.voices import Voice
from onrecord.model import Group


def joined_to_json(joined: Joined) -> Json:
    """One incident over all its reports."""
    incident = incident_to_json(joined.incident)
    tolls = [{**toll, "report": report} for toll, report in zip(incident["toll"], joined.origins.tolls, strict=True)]
    origins = joined.origins
    return {
        **incident,
        "toll": tolls,
        "origins": {"date": origins.when, "place": origins.where, "actors": list(origins.participants)},
        "independent_sources": joined.independent,
        "sources": [
            *(_voice(one, discredited=False) for one in joined.voices),
            *(_voice(one, discredited=True) for one in joined.discredited),
        ],
        "bounds": [_range(one) for one in joined.bounds],
        "series": [_series(one) for one in joined.series if len(one.figures) > 1],
        "left_out": [_left_out(one) for one in joined.left_out],
        "standing": joined.standing.reason,
        "grading": {
            "harm": joined.grading.harm.value,
            "responsibility": joined.grading.responsibility.value,
            "reasons": list(joined.grading.reasons),
        },
        "proposal": {"outcome": joined.proposal.outcome.value, "reason": joined.proposal.reason},
        "faults": [{"report": one.report_id, "kind": one.kind, "why": one.why} for one in joined.faults],
        "conflicts": list(joined.conflicts),
    }


def _voice(voice: Voice, *, discredited: bool) -> Json:
    return {
        "name": voice.name,
        "kind": voice.kind.value,
        "side": voice.side,
        "own_strike": voice.own_strike,
        "cites": [kind.value for kind in voice.cites],
        "asserts": voice.asserts,
        "independent": voice.independent,
        "denies": voice.denies,
        "discredited": discredited,
        "reports": list(voice.reports),
        "claims": list(voice.claims),
    }


def _range(found: TollRange) -> Json:
    return {
        "effect": found.effect.value,
        "group": _group(found.group),
        "low": _bound(found.low),
        "best": _bound(found.best),
        "high": _bound(found.high),
        "open_above": found.open_above,
        "low_now": _bound(found.low_now),
        "high_now": _bound(found.high_now),
        "rule": found.rule.value,
        "why": found.why,
    }


def _bound(bound: Bound | None) -> Json | None:
    return None if bound is None else {"figure": bound.figure, **_cited(bound.cited)}


def _cited(cited: Cited) -> Json:
    return {
        "report": cited.report_id,
        "claim": cited.claim_id,
        "start": cited.span.start,
        "end": cited.span.end,
    }


def _series(series: Series) -> Json:
    return {
        "source": series.voice,
        "effect": series.effect.value,
        "group": _group(series.group),
        "figures": [_figure(one) for one in series.figures],
    }


def _left_out(one: LeftOut) -> Json:
    return {
        "effect": one.figure.effect.value,
        "group": _group(one.figure.group),
        **_figure(one.figure),
        "why": one.why,
    }


def _figure(figure: Figure) -> Json:
    return {
        "published": figure.day and figure.day.isoformat(),
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        **_cited(figure.cited),
    }


def _group(group: Group | None) -> str:
    """All people of an effect are 'unknown' in the contract: status mixed or not told."""
    return (group or Group.UNKNOWN).value
