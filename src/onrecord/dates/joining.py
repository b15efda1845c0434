"""Join neighbouring time expressions into one, and give them the preposition that stands before.

Comes in: the text and its atoms in text order. Goes out: fewer atoms: 'at 0200' and 'today' become one day, 'between
Sunday' and 'Monday' one range, 'overnight' and 'Tuesday' one night; 'since' and 'until' change what a phrase
means. Knowledge: English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, TimeKind
from onrecord.dates.stretch import Stretch, days_before
from onrecord.dates.words import DASH, END, S, pattern

_LEFT = 40
"""How many characters to the left of a phrase its preposition is looked for in."""
_ANY_DAY = date(2020, 12, 31)
"""Whether two named days follow one another does not hang on the publication day."""
_GAP = 40
"""How many characters at most stand between two phrases that are joined."""

_CLOCK_JOIN = pattern(
    rf"{S}(?:(?:on|of|at|in|before|after|around|about|until|approximately|local{S}time){S}){{0,2}}(?:the{S})?"
)
_ASIDE_JOIN = pattern(rf"(?:,{S}|\s?\()(?:(?:at|in|before|after|around|about){S}){{0,2}}(?:the{S})?")
_OVERNIGHT_JOIN = pattern(rf"{S}(?:(?:on|from|between|of|into){S})?")
_RANGE_JOIN = pattern(
    rf"(?:{S})?(?:(?P<to>{DASH}|(?:to|until|till|through|into){END})|(?P<and>and{END}))(?:{S})?(?:the{S})?(?:(?:night|morning|evening){S}of{S})?"
)
_BEFORE = pattern(
    rf"(?:\b(?P<sense>since|until|till|up{S}to|by|before|prior{S}to|from|between|around|about|on{S}or{S}(?:about|around)){S})?"
    rf"(?:\b(?:on|in|at|during|over|within|throughout){S})?(?:\bthe{S})?\Z"
)
_ONWARD = pattern(rf"{S}(?:onwards?|on){END}")
_POSSESSIVE = re.compile(r"['’]s?\b")
_LONGEST = 200
"""Characters of the longest joined phrase; a row of a thousand years ('2021-2021-…') is a table, and no phrase."""
_SPANS = frozenset((TimeKind.DAY, TimeKind.RANGE, TimeKind.PERIOD))

_UNTIL = frozenset(("until", "till", "up to", "by", "before", "prior to"))
_OF_THE_HOUR = frozenset(("by", "before", "prior to"))

Join = Callable[[str, Atom, Atom], Atom | None]


def join_neighbours(text: str, atoms: list[Atom]) -> list[Atom]:
    """The atoms with hours, ranges, nights and prepositions joined; still in text order and apart from each other."""
    for join in (_day_then_clock, _clock_then_day, _clock_aside, _as_range, _with_overnight):
        atoms = _in_pairs(text, atoms, join)
    floors = [0, *(atom.end for atom in atoms)]
    return [_with_preposition(text, atom, floor) for atom, floor in zip(atoms, floors, strict=False)]


def _in_pairs(text: str, atoms: list[Atom], join: Join) -> list[Atom]:
    """Join each atom with what was joined before it, where the two belong together."""
    joined: list[Atom] = []
    for atom in atoms:
        near = bool(joined) and atom.start - joined[-1].end <= _GAP and atom.end - joined[-1].start <= _LONGEST
        both = join(text, joined[-1], atom) if near else None
        if both is None:
            joined.append(atom)
        else:
            joined[-1] = both
    return joined


def _day_then_clock(text: str, left: Atom, right: Atom) -> Atom | None:
    """'Monday' 'night', 'Wednesday' before 'dawn': the day, told by more words; and two hours as one."""
    if right.rule == "dates.late_or_early" or not _CLOCK_JOIN.fullmatch(text, left.end, right.start):
        return None
    if left.part_of_day and right.part_of_day:
        kept = right if left.weak else left
        return replace(kept, start=left.start, end=right.end, weak=left.weak and right.weak)
    return _day_over_both(left, right) if right.part_of_day else None


def _clock_then_day(text: str, left: Atom, right: Atom) -> Atom | None:
    """'At 0200' 'today', 'early' 'Sunday', 'the night' of '3 May'."""
    if not left.part_of_day or not _CLOCK_JOIN.fullmatch(text, left.end, right.start):
        return None
    return _day_over_both(right, left)


def _clock_aside(text: str, left: Atom, right: Atom) -> Atom | None:
    """'Monday', 'at 3 pm'; 'today' ('0600 GMT')."""
    if not right.part_of_day or right.weak or not _ASIDE_JOIN.fullmatch(text, left.end, right.start):
        return None
    return _day_over_both(left, right)


def _day_over_both(day: Atom, clock: Atom) -> Atom | None:
    """The day with the words of both; None where there is no day."""
    if day.part_of_day or day.kind not in (TimeKind.DAY, TimeKind.RANGE):
        return None
    hour_first = day.hour_first or clock.start < day.start
    return replace(day, start=min(day.start, clock.start), end=max(day.end, clock.end), hour_first=hour_first)


def _with_overnight(text: str, left: Atom, right: Atom) -> Atom | None:
    """'Overnight' beside a day is the night that begins then; beside a range it only says that it was dark."""
    night, day = (left, right) if left.rule == "dates.overnight" else (right, left)
    if night.rule != "dates.overnight" or day.part_of_day or day.kind not in (TimeKind.DAY, TimeKind.RANGE):
        return None
    if not _OVERNIGHT_JOIN.fullmatch(text, left.end, right.start):
        return None
    if day.kind is TimeKind.RANGE:
        return replace(day, start=left.start, end=right.end)

    def resolve(anchors: Anchors) -> Stretch:
        first = day.resolve(anchors).start
        if first == anchors.published:
            return days_before(first, 1)
        return Stretch(first, first + timedelta(1))

    return replace(
        day,
        start=left.start,
        end=right.end,
        kind=TimeKind.RANGE,
        rule="dates.overnight",
        resolve=resolve,
        confidence=0.7,
    )


def _as_range(text: str, left: Atom, right: Atom) -> Atom | None:
    """'From Monday to Wednesday', 'between March and May 2013', '2013-2015': from the first day to the last."""
    between = _RANGE_JOIN.fullmatch(text, left.end, right.start)
    if between is None or {left.kind, right.kind} - _SPANS or left.part_of_day or right.part_of_day:
        return None
    sense = _sense(text, left.start, 0)[0]
    if between["and"] and sense != "between":
        return _two_days(left, right)
    alike = left.floating == right.floating and left.counts_from is right.counts_from
    if sense not in ("from", "between") and not (alike and (left.floating or left.counts_from is CountsFrom.NOTHING)):
        return None

    def resolve(anchors: Anchors) -> Stretch:
        last = right.resolve(anchors)
        first = left.resolve(Anchors(last.end, anchors.mentioned) if left.floating else anchors)
        return Stretch(first.start, last.end)

    stated = right.counts_from is CountsFrom.NOTHING and (left.floating or left.counts_from is CountsFrom.NOTHING)
    return Atom(
        left.start,
        right.end,
        TimeKind.RANGE,
        "dates.from_to",
        resolve,
        CountsFrom.NOTHING if stated else CountsFrom.REPORT,
        min(left.confidence, right.confidence),
        floating=right.floating,
    )


def _two_days(left: Atom, right: Atom) -> Atom | None:
    """'Saturday and Sunday', '3 March and 4 March': two days in a row are one range; days apart stay two."""
    if not (left.kind is right.kind is TimeKind.DAY and left.floating and right.floating):
        return None

    def resolve(anchors: Anchors) -> Stretch:
        last = right.resolve(anchors).end
        return Stretch(left.resolve(Anchors(last, anchors.mentioned)).start, last)

    days = resolve(Anchors(_ANY_DAY))
    if (days.end - days.start).days != 1:
        return None
    both = replace(right, start=left.start, kind=TimeKind.RANGE, rule="dates.two_days", resolve=resolve)
    return replace(both, confidence=min(left.confidence, right.confidence))


def _sense(text: str, start: int, floor: int) -> tuple[str, int]:
    """The word before the phrase that changes its meaning ('' for none), and where the phrase with it begins."""
    left = max(floor, start - _LEFT, 0)
    match = _BEFORE.search(text[left:start])
    if match is None or match[0].strip().lower() in ("", "the"):
        return "", start
    words = " ".join((match["sense"] or "").lower().split())
    return words, left + match.start()


def _with_preposition(text: str, atom: Atom, floor: int) -> Atom:
    """The phrase with 'on', 'in', 'since' or 'until' before it."""
    sense, start = _sense(text, atom.start, floor)
    if not sense and atom.kind is TimeKind.DAY and text[start : atom.start].strip().lower() == "in":
        start = atom.start
    if atom.kind is TimeKind.RECURRING or atom.weak:
        return atom
    if sense in ("between", "from") and atom.rule != "dates.from_to":
        onward = sense == "from" and _ONWARD.match(text, atom.end)
        return _since(replace(atom, start=start, end=onward.end())) if onward and atom.kind in _SPANS else atom
    moved = replace(atom, start=start)
    if atom.kind not in _SPANS:
        return moved
    if sense == "since":
        record = _WHEN.match(text, atom.end) and _RECORD.search(text, max(0, start - _RECORD_REACH), start)
        return moved if record else _since(moved)
    if sense in _UNTIL and not (atom.hour_first and sense in _OF_THE_HOUR):
        owned = _POSSESSIVE.match(text, atom.end)
        return atom if owned else replace(moved, kind=TimeKind.UNTIL)
    return moved


_WHEN = re.compile(r",?\s{1,3}when\b", re.IGNORECASE)
_RECORD = re.compile(r"\b(?:\w+est|worst|first|last)\b[^.;]*$", re.IGNORECASE)
_RECORD_REACH = 80
"""'The deadliest in the capital since 2003, when a bomb killed 36': the year of what is told behind it."""
_WEEKLY = frozenset({"dates.weekday", "dates.ucdp.weekend"})
"""'Since Sunday' in a paper of Sunday is since the one before."""


def _since(atom: Atom) -> Atom:
    """From the first day of the phrase up to publication."""

    def resolve(anchors: Anchors) -> Stretch:
        days = atom.resolve(replace(anchors, ahead=False))
        if anchors.published is None or days.start > anchors.published:
            return days
        if days.start == anchors.published and atom.rule in _WEEKLY:
            return Stretch(days.start - timedelta(7), anchors.published)
        return Stretch(days.start, anchors.published)

    return replace(atom, kind=TimeKind.SINCE, resolve=resolve)
