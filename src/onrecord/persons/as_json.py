"""Persons as JSON: what ``onrecord persons`` prints and an export holds. Null is unknown."""

from __future__ import annotations

from onrecord.contract import Json
from onrecord.persons.persons import Person
from onrecord.persons.records import Decision, Held, State


def person_to_json(person: Person) -> Json:
    """One person in one object: names, list ids, the ids of its records, the present state."""
    record = person.records[0].record
    return {
        "id": person.id,
        "name": record.name,
        "names": list(person.names),
        "age": next((held.record.age for held in person.records if held.record.age is not None), None),
        "sex": next((held.record.sex.value for held in person.records if held.record.sex is not None), None),
        "state": None if person.present is None else state_to_json(person.present),
        "external_ids": [{"list": name, "id": given} for name, given in person.external_ids],
        "records": [held.record.id for held in person.records],
    }


def held_to_json(held: Held) -> Json:
    """A record as it came in."""
    record = held.record
    return {
        "id": record.id,
        "list": record.list_name,
        "external_id": record.external_id,
        "name": record.name,
        "other_names": list(record.other_names),
        "age": record.age,
        "sex": None if record.sex is None else record.sex.value,
        "effect": None if record.effect is None else record.effect.value,
        "date": None if record.day is None else record.day.isoformat(),
        "place": record.place,
        "source": record.source,
        "report": record.report_id,
        "span": None if record.span is None else {"start": record.span.start, "end": record.span.end},
        "original": held.original,
        "recorded": held.recorded,
        "by": held.by,
    }


def state_to_json(state: State) -> Json:
    """What became of a person, by whose word."""
    return {
        "record": state.record_id,
        "effect": state.effect.value,
        "date": None if state.day is None else state.day.isoformat(),
        "source": state.source,
        "note": state.note,
        "recorded": state.recorded,
        "by": state.by,
    }


def decision_to_json(decision: Decision) -> Json:
    """What was judged of two records, by whom and why."""
    return {
        "a": decision.a,
        "b": decision.b,
        "judgement": decision.judgement.value,
        "why": decision.why,
        "recorded": decision.recorded,
        "by": decision.by,
    }
