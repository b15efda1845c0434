"""Timelines: what holds at a place, from when to when, as the reports of an archive state it.

In: statements of many reports (``statements.py``), and a function that says which parties are of one side. Out: a
Timeline for each place, with a line for control, siege, displacement and movement. On a line, statements of one side
that follow one another make a spell; its ends are as exact as they are told, and cite who told them. Where nobody says
anything there is a gap; where two sides are stated to hold one place at once, both stand. Nothing is decided here,
and no toll is added to another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, zip_longest
from typing import TypeAlias

from onrecord.incidents.spots import group_places, is_area, spot_label
from onrecord.incidents.statements import Days, Statement, Tells
from onrecord.model import Actor, Place

SILENCE = timedelta(30)
"""Statements of one side no further apart make one spell, if no other side is told of in between; known ends no
further apart leave no gap. Chosen, not tuned: monthly reports on a town join, those of two seasons do not."""
NARROW = timedelta(7)
"""Two captures told each within so many days, of one day, contradict each other; 'in March' leaves room for both. Nor
is a silence of so many days a gap."""
DAY = timedelta(1)
LINES = ("control", "siege", "displacement", "movement")
"""The lines of a timeline, in this order; others follow by name."""
_HELD = frozenset({"control", "siege"})
"""Lines on which a gap says something: people who flee once need not flee on."""

_STATED = frozenset({Tells.HOLDS, Tells.HELD, Tells.BEGAN})

Kin: TypeAlias = Callable[[Actor, Actor], bool]
"""Whether two parties are of one side."""


class Known(StrEnum):
    """How an end of a spell is known."""

    SINCE = "since"
    """Told as the time since which it holds."""
    BEGAN = "began"
    """Told as a capture, or as the start of it."""
    BY = "by"
    """No start is told: by the publication day of the first statement."""
    ENDED = "ended"
    """Told as the end."""
    TAKEN = "taken by another"
    """Another side is told to have taken the place."""
    LAST = "last stated"
    """No end is told: the last day for which it is stated."""


@dataclass(frozen=True, slots=True)
class End:
    """The start or the end of a spell, between two days, with the statements that it rests on."""

    days: Days
    how: Known
    statements: tuple[Statement, ...]
    is_disputed: bool = False
    """Told differently: ``days`` reach from the earliest to the latest of what is told."""


@dataclass(frozen=True, slots=True)
class Spell:
    """What holds without a break that is told: by whom, from when, to when, in whose words."""

    type: str
    holders: tuple[Actor, ...]
    start: End
    end: End
    first: date
    """The first day for which it is stated without doubt, and ``last`` the last."""
    last: date
    statements: tuple[Statement, ...]

    def on(self, day: date) -> bool | None:
        """Whether it is stated to hold on a day; None where it may: its start or end is told only between two days."""
        if self.first <= day <= self.last:
            return True
        may_have_begun = self.start.days.first is not None and self.start.days.first <= day < self.first
        return None if may_have_begun or self.last < day < self.end.days.last else False


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, both inclusive, of which no report says what holds."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides, each stated to hold a place on the same days; ``spells`` are their numbers on the line."""

    spells: tuple[int, int]
    first: date
    last: date
    statements: tuple[tuple[Statement, ...], tuple[Statement, ...]]
    """Those that clash, of either side."""
    may_share: bool
    """The place is a unit or the words speak of a part: each may hold some of it."""
    same_voice: bool
    """One story or one speaker states both."""


@dataclass(frozen=True, slots=True)
class Line:
    """All spells of one kind at one place, by their first day."""

    type: str
    spells: tuple[Spell, ...]
    gaps: tuple[Gap, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    ended: tuple[Statement, ...] = ()
    """Ends told of a spell that nobody tells of."""
    denied: tuple[Statement, ...] = ()
    undated: tuple[Statement, ...] = ()
    """Statements without any day: neither they nor their reports tell one."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What holds at one place. ``names`` are all those that reports use, ``name`` the one they use most."""

    name: str
    names: tuple[str, ...]
    place: Place
    is_area: bool
    lines: tuple[Line, ...]


def timelines(statements: Iterable[Statement], kin: Kin) -> tuple[Timeline, ...]:
    """The timelines of all places that statements speak of, by name; the order of the statements does not matter."""
    ordered = sorted(set(statements), key=lambda statement: (*statement.order, repr(statement)))
    found = []
    for places in group_places([statement.place for statement in ordered]):
        here = frozenset(places)
        found.append(_timeline([statement for statement in ordered if statement.place in here], kin))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.place.country or "", repr(one.place))))


def _timeline(here: Sequence[Statement], kin: Kin) -> Timeline:
    labels = Counter(spot_label(statement.place) for statement in here)
    name = min(labels, key=lambda label: (-labels[label], label))
    place = min((one.place for one in here if spot_label(one.place) == name), key=repr)
    kinds = sorted({one.type for one in here}, key=lambda kind: (_rank(kind), kind))
    lines = tuple(_line(kind, [one for one in here if one.type == kind], kin) for kind in kinds)
    return Timeline(name, tuple(sorted(labels)), place, is_area(place), lines)


def _rank(kind: str) -> int:
    return LINES.index(kind) if kind in LINES else len(LINES)


# ---------------------------------------------------------------- spells


def _line(kind: str, here: Sequence[Statement], kin: Kin) -> Line:
    dated = [one for one in here if one.sure is not None]
    stated = [one for one in dated if one.tells in _STATED]
    ended = [one for one in dated if one.tells is Tells.ENDED]
    spells: list[Spell] = []
    for side in _sides(kind, [*stated, *ended], kin):
        own = [one for one in stated if one in side]
        rivals = [one for one in stated if one not in side]
        spells += _spells(own, rivals, [one for one in ended if one in side])
    spells.sort(key=lambda spell: (spell.first, spell.last, spell.statements[0].order))
    used = {one for spell in spells for one in spell.end.statements}
    return Line(
        kind,
        tuple(spells),
        _gaps(spells) if kind in _HELD else (),
        _contradictions(spells) if kind == "control" else (),
        tuple(one for one in ended if one not in used),
        tuple(one for one in here if one.tells is Tells.DENIED),
        tuple(one for one in here if one.sure is None and one.tells is not Tells.DENIED),
    )


def _sides(kind: str, stated: Sequence[Statement], kin: Kin) -> list[frozenset[Statement]]:
    """The statements of each side: whose holders are kin, step by step. Only over control are there sides."""
    if kind != "control":
        return [frozenset(stated)] if stated else []
    holders = sorted(
        {one.holder for one in stated if one.holder is not None}, key=lambda actor: (actor.id, repr(actor))
    )
    side_of = {holder: number for number, holder in enumerate(holders)}
    for one, other in combinations(holders, 2):
        if side_of[one] != side_of[other] and (one.id == other.id or kin(one, other)):
            joined, left = sorted((side_of[one], side_of[other]))
            side_of = {holder: joined if side == left else side for holder, side in side_of.items()}
    sides: dict[int, set[Statement]] = {}
    for statement in stated:
        sides.setdefault(-1 if statement.holder is None else side_of[statement.holder], set()).add(statement)
    return [frozenset(side) for _, side in sorted(sides.items())]


def _spells(own: Sequence[Statement], rivals: Sequence[Statement], ended: Sequence[Statement]) -> list[Spell]:
    """One side's spells: its statements joined where they overlap or follow closely, and nothing told parts them."""
    runs: list[list[Statement]] = []
    for statement in sorted(own, key=lambda one: one.order):
        if runs and _follows(runs[-1], statement, rivals, ended):
            runs[-1].append(statement)
        else:
            runs.append([statement])
    nexts = [_days(run[0])[0] for run in runs[1:]]
    return [_spell(run, rivals, ended, before) for run, before in zip_longest(runs, nexts)]


def _follows(
    run: Sequence[Statement], statement: Statement, rivals: Sequence[Statement], ended: Sequence[Statement]
) -> bool:
    last, first = _last(run), _days(statement)[0]
    if first <= last:
        return True
    told = statement.told
    earliest = first if told is None or told.first is None else told.first
    if earliest - last > SILENCE:
        return False
    parted = any(last <= _days(end)[0] < first for end in ended)
    return not parted and not any(_parts(rival, last, first) and not _is_told_with(rival, run) for rival in rivals)


def _parts(rival: Statement, last: date, first: date) -> bool:
    """Whether another side's statement lies between the last day of a run and the first of a statement behind it."""
    begins, ends = _days(rival)
    return begins < first and (ends > last or (rival.tells is Tells.BEGAN and ends == last))


def _is_told_with(statement: Statement, others: Iterable[Statement]) -> bool:
    """Whether one sentence tells a statement and one of the others: who tells both at once sees no conflict."""
    return any(statement.report_id == other.report_id and statement.span == other.span for other in others)


def _spell(
    run: Sequence[Statement], rivals: Sequence[Statement], ended: Sequence[Statement], before: date | None
) -> Spell:
    holders = sorted({one.holder for one in run if one.holder is not None}, key=lambda actor: (actor.name, repr(actor)))
    first, last = _days(run[0])[0], _last(run)
    end = _end(run, rivals, ended, before)
    return Spell(run[0].type, tuple(holders), _start(run), end, first, last, tuple(run))


def _start(run: Sequence[Statement]) -> End:
    """The days that all tellings of the start have in common; where there are none, from the earliest to the latest.

    A statement without a start bounds it: who is stated to hold a place on a day held it by then.
    """
    told = [(one, days) for one in run if (days := one.told) is not None]
    untold = [(one, _days(one)[0]) for one in run if one.told is None]
    by = min((day for _, day in untold), default=None)
    if not told:
        first = min(day for _, day in untold)
        return End(Days(None, first), Known.BY, tuple(one for one, day in untold if day == first))
    firsts = [days.first or days.last for _, days in told]
    lasts = [days.last for _, days in told]
    cited = tuple(one for one, _ in told)
    how = Known.BEGAN if all(one.tells is Tells.BEGAN for one in cited) else Known.SINCE
    bound = min([*lasts, *([by] if by is not None else [])])
    if max(firsts) <= bound:
        return End(Days(max(firsts), bound), how, cited)
    return End(Days(min(*firsts, bound), max(lasts)), how, cited, is_disputed=True)


def _end(run: Sequence[Statement], rivals: Sequence[Statement], ended: Sequence[Statement], before: date | None) -> End:
    """The first end that is told behind the last statement and before the side's next spell; else that statement."""
    last = _last(run)
    apart = [one for one in rivals if _days(one)[1] >= last and not _is_told_with(one, run)]
    told = [(one, Known.ENDED) for one in ended]
    told += [(one, Known.TAKEN) for one in apart if one.tells is Tells.BEGAN and _takes(one, run, apart)]
    behind = [(one, how) for one, how in told if _days(one)[0] >= last and (before is None or _days(one)[0] <= before)]
    if not behind:
        return End(Days(last, last), Known.LAST, tuple(one for one in run if _days(one)[1] == last))
    first, how = min(behind, key=lambda pair: (_days(pair[0])[0], pair[1], pair[0].order))
    day = _days(first)[0]
    cited = tuple(one for one, other in behind if other is how and _days(one)[0] == day)
    starts = [days.first for one in cited if (days := one.told) is not None and days.first is not None]
    return End(Days(max([last, *starts]) if starts else last, day), how, cited)


def _takes(capture: Statement, run: Sequence[Statement], rivals: Sequence[Statement]) -> bool:
    """Whether a capture ends a run: it does not clash with it, and nobody else is told to hold the place before it."""
    last, day = _last(run), _days(capture)[0]
    began = day if capture.told is None or capture.told.first is None else capture.told.first
    return not any(_parts(rival, last, began) for rival in rivals) and not any(clash(capture, one) for one in run)


def _days(statement: Statement) -> tuple[date, date]:
    if statement.sure is None:
        raise ValueError(f"report {statement.report_id}: a statement without a day is on no line")
    return statement.sure


def _last(run: Iterable[Statement]) -> date:
    return max(_days(one)[1] for one in run)


# ---------------------------------------------------------------- gaps and contradictions


def _gaps(spells: Sequence[Spell]) -> tuple[Gap, ...]:
    """The days between spells of which nothing is stated, where they are more than a week, or more than SILENCE where
    the end before them is told."""
    found = []
    latest: Spell | None = None
    for spell in spells:
        begins = spell.start.days.first or spell.first
        if latest is not None:
            most = NARROW if latest.end.how is Known.LAST else SILENCE
            if begins - latest.last - DAY > most:
                found.append(Gap(latest.last + DAY, begins - DAY))
        if latest is None or spell.last >= latest.last:
            latest = spell
    return tuple(found)


def clash(one: Statement, other: Statement) -> bool:
    """Whether two sides' statements cannot both be right of all of a place: their days overlap, and it is no change of
    hands, in which the one holds it up to the day on which the other takes it."""
    if _is_told_with(one, [other]):
        return False
    (first, last), (other_first, other_last) = _days(one), _days(other)
    if max(first, other_first) > min(last, other_last):
        return False
    began, other_began = one.tells is Tells.BEGAN, other.tells is Tells.BEGAN
    if began and other_began:
        return _is_narrow(one) and _is_narrow(other) and _days(one)[0] == _days(other)[0]
    if began:
        return other_last > first
    return not other_began or last > other_first


def _is_narrow(statement: Statement) -> bool:
    told = statement.told
    return told is not None and told.first is not None and told.last - told.first <= NARROW


def _contradictions(spells: Sequence[Spell]) -> tuple[Contradiction, ...]:
    """Every two spells of different sides with statements that clash, these statements side by side."""
    found = []
    for (number, spell), (other_number, other) in combinations(enumerate(spells), 2):
        pairs = [(one, two) for one in spell.statements for two in other.statements if clash(one, two)]
        if pairs:
            found.append(_contradiction((number, other_number), pairs))
    return tuple(found)


def _contradiction(spells: tuple[int, int], pairs: Sequence[tuple[Statement, Statement]]) -> Contradiction:
    overlaps = [(max(_days(one)[0], _days(other)[0]), min(_days(one)[1], _days(other)[1])) for one, other in pairs]
    sides = tuple(tuple(dict.fromkeys(pair[side] for pair in pairs)) for side in (0, 1))
    return Contradiction(
        spells,
        min(first for first, _ in overlaps),
        max(last for _, last in overlaps),
        (sides[0], sides[1]),
        all(is_area(one.place) or one.is_partly or other.is_partly for one, other in pairs),
        any(_voices(one) & _voices(other) for one, other in pairs),
    )


def _voices(statement: Statement) -> frozenset[str]:
    """Who states it: the speakers by name, else by organisation; the report's own voice by its story."""
    speakers = statement.attribution.speakers
    named = {(speaker.name or speaker.organisation or "").casefold() for speaker in speakers} - {""}
    return frozenset(named) or frozenset({f"story {statement.story}"})
