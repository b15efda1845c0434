"""Persons: who was harmed, by name; rows of lists and namings in reports, joined only where a person says so.

In: records of lists and reports, states that were added, decisions. Out: persons, each with all its names, list ids
and states, and proposals of which records may be one person. Pure. Casualty recording, requirements D8, D9 and F1.
"""

from onrecord.persons.persons import Contradiction, Person, Register, register
from onrecord.persons.records import Decision, Fate, Held, Judgement, PersonRecord, Sex, State

__all__ = [
    "Contradiction",
    "Decision",
    "Fate",
    "Held",
    "Judgement",
    "Person",
    "PersonRecord",
    "Register",
    "Sex",
    "State",
    "register",
]
