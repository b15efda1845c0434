"""Proposals: pairs of persons that may be one, each with a score and why. A person decides; nothing is joined here.

In: a Register. Out: proposals, the best first, and how many comparisons were passed over. Only those are compared that
share a rough key of two words of a name, or of one word and the day; of records judged different, or joined already,
nothing is proposed. The score is NAME times the likeness of the names, and what each further comparison adds or takes.
The two tables below are the whole policy. Source: casualty recording, requirement D8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from onrecord.persons.names import Likeness, compare, first_letters, keys, same_words
from onrecord.persons.persons import Register
from onrecord.persons.records import Fate, Judgement, PersonRecord

NAME = 0.85
"""The same name and nothing else known is .85: two facts that agree lift it to 1, one that disagrees sinks it."""
LEAST_NAME = 0.75
"""Names less alike are not proposed, whatever else agrees."""
LEAST = 0.7
"""Proposals below are not made. Names .9 alike and nothing else known reach .765."""
NEARLY_EQUAL = 0.95
"""Two rows to which one list gives two ids are proposed only from here on, with a fact that agrees and none against."""
MOST_SHARING = 500
"""Records that share a key and are all compared; more are parted by day, and beyond that passed over, and said."""

_AGES = ((1, 0.05), (2, 0.03), (5, -0.1), (999, -0.3))
"""Years between two ages, at most, and what that adds."""
_DAYS = ((0, 0.08), (3, 0.04), (31, -0.1), (999_999, -0.25))
"""Days between two days, at most, and what that adds, where one did not lead to the other."""
_LATER = 365
"""Within so many days the injured die, the missing are found."""
_SEX = {True: 0.01, False: -0.3}
_PLACE = {True: 0.04, False: -0.04}
_ENDS = frozenset({Fate.KILLED, Fate.ALIVE})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two persons that may be one: which record of each, how likely from 0 to 1, and why in a sentence."""

    a: str
    b: str
    score: float
    why: str
    judgement: Judgement = Judgement.NONE
    """UNSURE where somebody looked and could not tell."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What may be one person, the best first; ``passed_over``: records in crowds of one key that were not compared."""

    pairs: tuple[Proposal, ...]
    passed_over: int


@dataclass(frozen=True, slots=True)
class _Fact:
    """One comparison beside the name: what it adds, and its words."""

    adds: float
    why: str


def proposals(found: Register, *, unsure: bool = False) -> Proposals:
    """Propose pairs that nobody has judged; with ``unsure`` those too of which nobody could tell."""
    persons = found.by_record()
    records = [held.record for person in found.persons for held in person.records]
    candidates, passed_over = _candidates(records)
    best: dict[tuple[str, str], Proposal] = {}
    for one, other in candidates:
        a, b = persons[one.id], persons[other.id]
        judgement = Judgement.DIFFERENT if a is b else found.judgement(a, b)
        if judgement is Judgement.DIFFERENT or (judgement is Judgement.UNSURE and not unsure):
            continue
        proposal = propose(one, other, judgement)
        both = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if proposal is not None and (both not in best or _rank(proposal) < _rank(best[both])):
            best[both] = proposal
    return Proposals(tuple(sorted(best.values(), key=_rank)), passed_over)


def _rank(proposal: Proposal) -> tuple[float, str, str]:
    return -proposal.score, proposal.a, proposal.b


def propose(one: PersonRecord, other: PersonRecord, judgement: Judgement = Judgement.NONE) -> Proposal | None:
    """Whether two records may be one person; None where too little speaks for it. The order does not matter."""
    one, other = sorted((one, other), key=lambda record: record.id)
    if _is_row(one, other):
        return Proposal(one.id, other.id, 1.0, _row_words(one), judgement)
    facts = _facts(one, other)
    if not _can_reach(sum(fact.adds for fact in facts)):
        return None
    name = _names(one, other)
    if name.score < LEAST_NAME:
        return None
    score = min(1.0, round(NAME * name.score + sum(fact.adds for fact in facts), 3))
    if score < LEAST or (_listed_apart(one, other) and not _nearly_equal(name, facts)):
        return None
    return Proposal(one.id, other.id, score, "; ".join((name.why, *(fact.why for fact in facts))), judgement)


def _can_reach(adds: float) -> bool:
    """Whether the same name would be enough beside these facts: names are compared only where it would."""
    return NAME + adds >= LEAST


def _is_row(one: PersonRecord, other: PersonRecord) -> bool:
    """Whether one list gives both the same id."""
    return one.external_id is not None and (one.list_name, one.external_id) == (other.list_name, other.external_id)


def _row_words(one: PersonRecord) -> str:
    return f"{one.list_name} gives both the id {one.external_id}, under other names"


def _listed_apart(one: PersonRecord, other: PersonRecord) -> bool:
    is_one_list = one.list_name == other.list_name and one.report_id == other.report_id
    return is_one_list and None not in (one.external_id, other.external_id)


def _nearly_equal(name: Likeness, facts: Iterable[_Fact]) -> bool:
    adds = [fact.adds for fact in facts]
    return name.score >= NEARLY_EQUAL and all(add >= 0 for add in adds) and max(adds, default=0) >= 0.05


def _names(one: PersonRecord, other: PersonRecord) -> Likeness:
    """The best likeness of any two of their names."""
    return max((compare(a, b) for a in one.names for b in other.names), key=lambda likeness: likeness.score)


def _facts(one: PersonRecord, other: PersonRecord) -> tuple[_Fact, ...]:
    found = (_age(one, other), _sex(one, other), _day(one, other), _place(one, other))
    return tuple(fact for fact in found if fact is not None)


def _age(one: PersonRecord, other: PersonRecord) -> _Fact | None:
    if one.age is None or other.age is None:
        return None
    between = abs(one.age - other.age)
    adds = next(adds for most, adds in _AGES if between <= most)
    return _Fact(adds, f"both aged {one.age}" if not between else f"aged {one.age} and {other.age}")


def _sex(one: PersonRecord, other: PersonRecord) -> _Fact | None:
    if one.sex is None or other.sex is None:
        return None
    same = one.sex is other.sex
    return _Fact(_SEX[same], f"both {one.sex}" if same else f"one {one.sex}, one {other.sex}")


def _day(one: PersonRecord, other: PersonRecord) -> _Fact | None:
    if one.day is None or other.day is None:
        return None
    between = abs((one.day - other.day).days)
    if between and _could_follow(one, other, between):
        earlier, later = sorted((one, other), key=lambda record: record.day or date.max)
        return _Fact(0.0, f"{earlier.effect} on {earlier.day}, {later.effect} on {later.day}: could follow")
    adds = next(adds for most, adds in _DAYS if between <= most)
    return _Fact(adds, f"both on {one.day}" if not between else f"on {one.day} and {other.day}")


def _could_follow(one: PersonRecord, other: PersonRecord, between: int) -> bool:
    """Whether the later may be what became of the earlier: injured, then killed; abducted, then alive."""
    if one.day is None or other.day is None or between > _LATER:
        return False
    earlier, later = (one, other) if one.day < other.day else (other, one)
    harmed = earlier.effect is not None and earlier.effect not in _ENDS
    return harmed and later.effect is not earlier.effect and later.effect is not None and between > 3


def _place(one: PersonRecord, other: PersonRecord) -> _Fact | None:
    if one.place is None or other.place is None:
        return None
    a, b = set(same_words(one.place).split()), set(same_words(other.place).split())
    same = bool(a and b) and (a <= b or b <= a or same_words(one.place) == same_words(other.place))
    return _Fact(_PLACE[same], "the same place" if same else f"in {one.place} and {other.place}")


def _candidates(records: Iterable[PersonRecord]) -> tuple[list[tuple[PersonRecord, PersonRecord]], int]:
    """The pairs worth comparing, each once, in order; and how many records stood in crowds too large to compare."""
    sharing: dict[tuple[object, ...], list[tuple[str, PersonRecord]]] = defaultdict(list)
    known = sorted(((record.id, record) for record in records), key=lambda both: both[0])
    initials = {key for _, record in known for name in record.names for key in keys(name) if key.startswith(".")}
    for name, record in known:
        for key in dict.fromkeys(_keys(record, initials)):
            sharing[key].append((name, record))
    pairs: dict[tuple[str, str], tuple[PersonRecord, PersonRecord]] = {}
    passed_over = set[str]()
    for crowd in sharing.values():
        for group in _parted(crowd):
            if len(group) > MOST_SHARING:
                passed_over |= {name for name, _ in group}
                continue
            for (a, one), (b, other) in combinations(group, 2):
                pairs[a, b] = one, other
    return [pairs[both] for both in sorted(pairs)], len(passed_over)


def _keys(record: PersonRecord, initials: set[str]) -> Iterator[tuple[object, ...]]:
    """Two words of a name; one word and the day; a name of a single word; the row of a list."""
    if record.external_id is not None:
        yield "row", record.list_name, record.external_id
    for name in record.names:
        yield "name", same_words(name)
        words = keys(name)
        if len(words) == 1:
            yield "word", words[0]
        yield from (("words", *sorted(pair)) for pair in combinations(words, 2))
        written_short = initials.intersection(first_letters(name))
        yield from (("words", *sorted((word, letter))) for word in words for letter in written_short)
        if record.day is not None:
            yield from (("day", word, record.day) for word in words)


def _parted(crowd: list[tuple[str, PersonRecord]]) -> list[list[tuple[str, PersonRecord]]]:
    """A crowd, by day where it is too large."""
    if len(crowd) <= MOST_SHARING:
        return [crowd]
    by_day: dict[date | None, list[tuple[str, PersonRecord]]] = defaultdict(list)
    for name, record in crowd:
        by_day[record.day].append((name, record))
    return list(by_day.values())
