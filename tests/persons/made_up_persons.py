"""Invented persons for tests, each case kept to the facts it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.persons import Decision, Fate, Held, Judgement, PersonRecord, Sex, State

DAY = date(2021, 5, 4)
SAMIR = PersonRecord("Ward 3", "Samir Nasser", "17", age=34, sex=Sex.MALE, effect=Fate.INJURED, day=DAY)


def record(name: str, list_name: str = "Memorial", **facts: object) -> PersonRecord:
    made = PersonRecord(list_name, name)
    return replace(made, **facts)  # type: ignore[arg-type]


def held(*records: PersonRecord) -> list[Held]:
    """Records as they came in, a minute apart."""
    return [Held(one, seq, f"2022-01-01T00:{seq:02}:00+00:00", "ann") for seq, one in enumerate(records, 1)]


def decided(a: PersonRecord, b: PersonRecord, judgement: Judgement, minute: int = 0) -> Decision:
    return Decision(a.id, b.id, judgement, "ben", "told by the family", f"2022-02-01T00:{minute:02}:00+00:00", minute)


def state(of: PersonRecord, effect: Fate, day: date | None, minute: int = 0) -> State:
    return State(of.id, effect, day, "hospital register", "ben", f"2022-03-01T00:{minute:02}:00+00:00", None, minute)
