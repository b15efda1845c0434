"""Persons, made of records and decisions: a pure function of what is kept, whatever order it comes in.

In: records, added states, decisions. Out: a Register of persons, and what contradicts itself. The newest decision on a
pair counts. Records judged the same are one person. A list's later row with the same id and the same name is a
newer version of the older row, and one person with it unless a decision says otherwise; nothing else is joined without
a decision. The id of a person is that of its record that was stored first; the ids of its other records lead to it.
Source: casualty recording, requirements D8, D9, F1; decisions as rows after nomenklatura's resolver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from onrecord.persons.names import same_words
from onrecord.persons.records import Decision, Held, Judgement, State

Pair = tuple[str, str]
Ties = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Person:
    """One person: all records, in the order in which they came, all states, oldest first, and the decisions on them."""

    records: tuple[Held, ...]
    history: tuple[State, ...]
    decisions: tuple[Decision, ...]
    """Every one that touches a record of this person, superseded ones too, oldest first."""

    @property
    def id(self) -> str:
        """That of the record stored first; it never changes, and those of the others lead here."""
        return self.records[0].record.id

    @property
    def present(self) -> State | None:
        """The newest state by its day, then by when it was recorded; None where no record tells any."""
        return self.history[-1] if self.history else None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of every record, as written."""
        return tuple(dict.fromkeys(name for held in self.records for name in held.record.names))

    @property
    def external_ids(self) -> tuple[tuple[str, str], ...]:
        """List and id for each list that gives the person one."""
        found = ((held.record.list_name, held.record.external_id) for held in self.records)
        return tuple(dict.fromkeys((name, given) for name, given in found if given is not None))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two records judged different that other judgements join; ``path`` leads from the one to the other."""

    path: tuple[str, ...]

    def __str__(self) -> str:
        joined = ", ".join(f"{a} = {b}" for a, b in pairwise(self.path))
        return (
            f"{self.path[0]} and {self.path[-1]} are judged different, yet joined by {joined}; "
            "decide one of these pairs anew: until then each of their records stands alone"
        )


@dataclass(frozen=True, slots=True)
class Register:
    """All persons, by when their first record came, and the contradictions that ask for a decision."""

    persons: tuple[Person, ...]
    contradictions: tuple[Contradiction, ...]
    judgements: Mapping[Pair, Judgement]
    """The newest on each pair of records, the smaller id first."""

    def by_record(self) -> dict[str, Person]:
        """The person that each record's id leads to."""
        return {held.record.id: person for person in self.persons for held in person.records}

    def judgement(self, a: Person, b: Person) -> Judgement:
        """What was judged of any of their records; different counts before unsure, unsure before none."""
        found = {
            self.judgements.get(_pair(one.record.id, other.record.id), Judgement.NONE)
            for one in a.records
            for other in b.records
        }
        return next((one for one in (Judgement.DIFFERENT, Judgement.UNSURE) if one in found), Judgement.NONE)


def register(records: Iterable[Held], states: Iterable[State], decisions: Iterable[Decision]) -> Register:
    """Make persons. What is said of records that are not there is left out."""
    held = {one.record.id: one for one in sorted(records, key=_arrival, reverse=True)}
    ordered = sorted(held.values(), key=_arrival)
    known = sorted(
        (one for one in decisions if one.a in held and one.b in held), key=lambda decision: decision.age_rank
    )
    newest = {decision.pair: decision.judgement for decision in known}
    ties = _ties(ordered, newest)
    contradictions = tuple(_contradictions(ties, newest))
    contested = {path for found in contradictions for path in _group(ties, found.path[0])}
    told = sorted((*_own_states(ordered), *states), key=lambda state: state.age_rank)
    groups = (
        [one] if one.record.id in contested else [held[name] for name in _group(ties, one.record.id)] for one in ordered
    )
    persons: dict[str, Person] = {}
    for group in groups:
        of = tuple(sorted(group, key=_arrival))
        if of[0].record.id not in persons:
            persons[of[0].record.id] = _person(of, told, known)
    return Register(tuple(persons.values()), contradictions, newest)


def _arrival(held: Held) -> tuple[int, str, str]:
    return held.seq, held.recorded, held.record.id


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _person(records: tuple[Held, ...], states: list[State], decisions: list[Decision]) -> Person:
    ids = {held.record.id for held in records}
    return Person(
        records,
        tuple(state for state in states if state.record_id in ids),
        tuple(decision for decision in decisions if decision.a in ids or decision.b in ids),
    )


def _own_states(records: Iterable[Held]) -> Iterator[State]:
    """What the records themselves say became of the person."""
    for held in records:
        record = held.record
        if record.effect is not None:
            source = record.list_name if record.source is None else f"{record.list_name}: {record.source}"
            yield State(record.id, record.effect, record.day, source, held.by, held.recorded)


def _ties(ordered: Iterable[Held], newest: Mapping[Pair, Judgement]) -> Ties:
    """For each record those it is directly one with: judged the same, or a version of one row that nobody judged."""
    joined = [pair for pair, judgement in newest.items() if judgement is Judgement.SAME]
    joined += [pair for pair in _versions(ordered) if pair not in newest]
    ties: dict[str, set[str]] = defaultdict(set)
    for a, b in joined:
        ties[a].add(b)
        ties[b].add(a)
    return {name: frozenset(others) for name, others in ties.items()}


def _versions(ordered: Iterable[Held]) -> Iterator[Pair]:
    """Each row of a list with the one that it replaces: the same id in the list, and the same name."""
    last: dict[tuple[str, str, str], str] = {}
    for held in ordered:
        record = held.record
        if record.external_id is None:
            continue
        row = (record.list_name, record.external_id, same_words(record.name))
        if row in last:
            yield _pair(last[row], record.id)
        last[row] = record.id


def _group(ties: Ties, start: str) -> list[str]:
    """All records that are one with a record, itself among them."""
    found, waiting = {start}, [start]
    while waiting:
        new = ties.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting.extend(new)
    return sorted(found)


def _contradictions(ties: Ties, newest: Mapping[Pair, Judgement]) -> Iterator[Contradiction]:
    for (a, b), judgement in sorted(newest.items()):
        if judgement is Judgement.DIFFERENT:
            path = _path(ties, a, b)
            if path:
                yield Contradiction(path)


def _path(ties: Ties, start: str, end: str) -> tuple[str, ...]:
    """The shortest way from one record to another; empty where there is none, of several the first by their ids."""
    before: dict[str, str] = {start: start}
    layer = [start]
    while layer and end not in before:
        following = []
        for name in layer:
            for other in sorted(ties.get(name, frozenset())):
                if other not in before:
                    before[other] = name
                    following.append(other)
        layer = following
    if end not in before:
        return ()
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return tuple(reversed(path))
