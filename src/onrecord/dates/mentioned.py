"""Times told from a day the text named before: 'the next day', 'two days earlier', 'that night', 'the same day'.

Comes in: a match at such words. Goes out: an atom counted from the last day named. Knowledge: narrative English;
'on Tuesday, a day after the attack' is Monday, the day of what stands behind it; with no day before it in the sentence,
and of 'a day before the attack', it is not told which of the two is dated, so that it stays unresolved.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, NoAnchor, Rule, TimeKind, unresolved
from onrecord.dates.stretch import Stretch, month_of, months_before, one_day, week_of, year_of
from onrecord.dates.words import COUNT, COUNTS, END, VAGUE, VAGUE_COUNTS, S, number, pattern

_DAY = r"(?:day|night|morning|afternoon|evening|dawn)"
_BESIDE = pattern(
    rf"(?:the|that){S}(?:very{S})?(?P<which>next|following|previous|preceding|same|prior){S}(?P<unit>{_DAY}|week|month|year){END}"
)
_THAT = pattern(rf"that{S}(?P<unit>day|night|morning|afternoon|evening){END}")
_LATER_THEN = pattern(rf"later{S}(?:that|the{S}same){S}(?P<unit>week|month|year){END}")
_DAY_BEFORE = pattern(
    rf"the{S}(?P<unit>day|night|evening|week|month|year){S}(?P<which>before|after){END}(?P<clause>{S}[^\W\d_]+)?"
)
_OFFSET = pattern(
    rf"(?:(?P<count>{COUNT})|(?P<vague>{VAGUE})){S}(?P<unit>hour|day|night|week|month|year)s?{S}(?P<which>earlier|later|before|previously|after|beforehand){END}"
    rf"(?P<clause>{S}[^\W\d_]+)?"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?][\"'”’)]?\s{1,4}|\n\s{0,4})(?:just\s)?$", re.IGNORECASE)
_AFTER_THAT = frozenset(("that", "this"))


def _from_mentioned(anchors: Anchors, unit: str, count: int) -> Stretch:
    """The day, week, month or year so many units after (before, if negative) the day named last."""
    if unit in ("month", "year"):
        return _units_from(anchors.earlier_period.start, unit, count)
    day = anchors.earlier
    if unit == "hour":
        return one_day(day + timedelta(round(count / 24)))
    if unit == "week":
        return one_day(day + timedelta(7 * count)).widened(3 if abs(count) > 1 else 1)
    return one_day(day + timedelta(count))


def _units_from(day: date, unit: str, count: int) -> Stretch:
    if unit == "year":
        return year_of(day.year + count)
    there = months_before(day, -count)
    return month_of(there.year, there.month)


def _atom(m: re.Match[str], end: int, unit: str, count: int, rule: str) -> Atom:
    kind = TimeKind.PERIOD if unit in ("week", "month", "year") else TimeKind.DAY

    def resolve(anchors: Anchors) -> Stretch:
        return _from_mentioned(anchors, unit, count)

    return Atom(m.start(), end, kind, rule, resolve, CountsFrom.MENTIONED, 0.7)


def _read_beside(m: re.Match[str]) -> Atom | None:
    which = m["which"].lower()
    count = {"next": 1, "following": 1, "same": 0}.get(which, -1)
    if m["unit"].lower() == "week":
        rule = "dates.same_week" if count == 0 else "dates.beside_mentioned"
        return Atom(
            m.start(),
            m.end(),
            TimeKind.PERIOD,
            rule,
            lambda a: week_of(a.earlier, shift=count),
            CountsFrom.MENTIONED,
            0.6,
        )
    return _atom(m, m.end(), m["unit"].lower(), count, "dates.same_day" if count == 0 else "dates.beside_mentioned")


def _read_later_then(m: re.Match[str]) -> Atom:
    """'Later that month': from the day after the one named last to the month's end."""
    unit = m["unit"].lower()

    def resolve(anchors: Anchors) -> Stretch:
        day = anchors.earlier
        whole = {"week": week_of(day), "month": month_of(day.year, day.month), "year": year_of(day.year)}[unit]
        return Stretch(min(day + timedelta(1), whole.end), whole.end)

    return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.later_then", resolve, CountsFrom.MENTIONED, 0.6)


def _read_that(m: re.Match[str]) -> Atom | None:
    return _atom(m, m.end(), m["unit"].lower(), 0, "dates.same_day")


def _read_day_before(m: re.Match[str]) -> Atom | None:
    if (m["clause"] or "").strip().lower() in ("yesterday", "tomorrow"):
        return None
    count = -1 if m["which"].lower() == "before" else 1
    if _has_clause(m):
        return _between_events(m)
    return _atom(m, m.end("which"), m["unit"].lower(), count, "dates.beside_mentioned")


def _read_offset(m: re.Match[str]) -> Atom | None:
    which = m["which"].lower()
    if which in ("before", "after") and _has_clause(m) and not (which == "after" and _opens_a_sentence(m)):
        return _between_events(m)
    sign = 1 if which in ("later", "after") else -1
    unit = m["unit"].lower()
    if m["count"] is None:
        return _read_vague_offset(m, unit, sign)
    return _atom(m, m.end("which"), unit, sign * number(m["count"]), "dates.beside_mentioned")


def _read_vague_offset(m: re.Match[str], unit: str, sign: int) -> Atom:
    """'A few days later': one to three of the unit, as UCDP reads a few days; some hours later, the same day."""
    if unit == "hour":
        return _atom(m, m.end("which"), unit, sign, "dates.beside_mentioned")
    length = {"day": 1, "night": 1, "week": 7, "month": 31, "year": 366}[unit]

    def resolve(anchors: Anchors) -> Stretch:
        ends: list[date] = sorted(anchors.earlier + timedelta(sign * far * length) for far in (1, 3))
        return Stretch(ends[0], ends[1])

    end = m.end("which")
    return Atom(m.start(), end, TimeKind.PERIOD, "dates.beside_mentioned", resolve, CountsFrom.MENTIONED, 0.4)


def _has_clause(m: re.Match[str]) -> bool:
    return m["clause"] is not None and m["clause"].strip().lower() not in (
        *_AFTER_THAT,
        "in",
        "at",
        "and",
        "on",
        "when",
    )


def _opens_a_sentence(m: re.Match[str]) -> bool:
    """'Two days after the attack, ...' at the start of a sentence tells when the sentence's own event was."""
    definite = m["clause"].strip().lower() in ("the", "that", "this", "those", "these")
    return definite and _SENTENCE_START.search(m.string[max(0, m.start() - 6) : m.start()]) is not None


def _between_events(m: re.Match[str]) -> Atom:
    groups = m.groupdict()
    count = number(groups["count"]) if groups.get("count") else None if groups.get("vague") else 1
    unit = m["unit"].lower()
    if m["which"].lower() != "after" or count is None or unit in ("month", "year"):
        return Atom(m.start(), m.end("which"), TimeKind.DAY, "dates.between_events", unresolved, confidence=0.3)

    def resolve(anchors: Anchors) -> Stretch:
        if anchors.in_sentence is None:
            raise NoAnchor
        return _from_mentioned(replace(anchors, mentioned=anchors.in_sentence), unit, -count)

    return Atom(m.start(), m.end("which"), TimeKind.DAY, DAY_OF_CAUSE, resolve, CountsFrom.MENTIONED, 0.6)


DAY_OF_CAUSE = "dates.day_of_cause"
"""The rule of 'four days after', which dates what stands behind it."""


RULES = (
    Rule(("the", "that"), _BESIDE, _read_beside),
    Rule(("that",), _THAT, _read_that),
    Rule(("later",), _LATER_THEN, _read_later_then),
    Rule(("the",), _DAY_BEFORE, _read_day_before),
    Rule(("#", *COUNTS, *VAGUE_COUNTS), _OFFSET, _read_offset),
)
