"""Times told from the day of the report: 'yesterday', 'overnight', 'two days ago', 'last week', 'over the weekend'.

Comes in: a match at one of these words. Goes out: an atom counted from the publication day, R below.
Knowledge: UCDP GED codebook 19.1, the reading of time expressions under date_prec; where a rule id begins with
'dates.ucdp.' the days are UCDP's own. The rest follows from the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.dates.phrases import Atom, Rule, TimeKind, unresolved
from onrecord.dates.stretch import (
    Stretch,
    days_before,
    first_of_month,
    month_of,
    months_before,
    one_day,
    week_of,
    year_of,
)
from onrecord.dates.words import COUNT, COUNTS, END, VAGUE, VAGUE_COUNTS, S, number, pattern

_NAMED_DAY = pattern(
    rf"(?:(?P<when>earlier|later|late|early){S})?(?P<day>today|yesterday|tonight|tomorrow)s?{END}"
    rf"|(?P<before>(?:the{S})?day{S}before{S}yesterday){END}|(?P<after>(?:the{S})?day{S}after{S}tomorrow){END}|(?P<other>the{S}other{S}day){END}"
)
_NAMED_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_PART_OF_DAY = pattern(
    rf"(?:(?P<part>early|late|later|earlier){S})?(?P<which>this|last|yesterday){S}(?P<what>morning|afternoon|evening|night|dawn|noon){END}"
)
_OVERNIGHT = pattern(rf"overnight{END}")
_RECENTLY = pattern(rf"(?:recently|lately){END}")
_AGO = pattern(
    rf"(?:(?P<half>a{S}year{S}and{S}a{S}half)|(?:(?P<count>{COUNT})|(?P<vague>{VAGUE}){S}?|(?P<bare>(?=[a-z])))"
    rf"(?:{S})?(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?)(?:{S}or{S}so)?{S}ago{END}(?P<today>{S}(?:today|to{S}the{S}day){END})?"
)
_CALENDAR_UNIT = pattern(
    rf"(?:(?P<part>early|earlier|mid|late|later){END}(?:-|{S})(?:in{S}|of{S})?)?"
    rf"(?P<which>last|this|the{S}current|next){S}(?P<unit>week|month|year){END}(?!(?:'s|’s)?-)"
)
_EDGE = pattern(
    rf"(?P<edge>beginning|start|end|middle){S}of{S}(?P<which>the|this|last|next){S}(?P<unit>week|month|year){END}(?!-)"
)
_WEEKEND = pattern(rf"(?:(?P<which>last|this|past|next|the|coming){S})?weekend{END}(?!{S}of{S})")


def _atom(
    m: re.Match[str],
    kind: TimeKind,
    rule: str,
    resolve: Callable[[date], Stretch],
    confidence: float = 0.9,
    *,
    floating: bool = False,
) -> Atom:
    """An atom over the whole match, resolved from the publication day alone."""
    return Atom(m.start(), m.end(), kind, rule, lambda a: resolve(a.report), confidence=confidence, floating=floating)


def _read_named_day(m: re.Match[str]) -> Atom | None:
    if m["other"]:
        return _atom(m, TimeKind.DAY, "dates.ucdp.other_day", lambda r: days_before(r, 1, 1), 0.6)
    shift = -2 if m["before"] else 2 if m["after"] else _NAMED_DAYS[m["day"].lower()]
    name = "day_before_yesterday" if m["before"] else "day_after_tomorrow" if m["after"] else m["day"].lower()
    return _atom(m, TimeKind.DAY, f"dates.{name}", lambda r: one_day(r + timedelta(shift)), 0.95)


def _read_part_of_day(m: re.Match[str]) -> Atom | None:
    """'This morning' is R; 'last night' is R-1, as UCDP has it; 'this night' is R."""
    which = m["which"].lower()
    if which == "last" and m["what"].lower() not in ("night", "evening"):
        return None
    if which == "this":
        return _atom(m, TimeKind.DAY, "dates.this_part_of_day", one_day, 0.95)
    rule = "dates.ucdp.last_night" if which == "last" else "dates.yesterday"
    return _atom(m, TimeKind.DAY, rule, lambda r: days_before(r, 1, 1), 0.85)


def _read_overnight(m: re.Match[str]) -> Atom | None:
    """R-1 .. R. Beside a weekday it is the night that begins then; see ``finding``."""
    return _atom(m, TimeKind.RANGE, "dates.overnight", lambda r: days_before(r, 1), 0.85)


def _read_recently(m: re.Match[str]) -> Atom | None:
    return _atom(m, TimeKind.PERIOD, "dates.ucdp.recently", lambda r: days_before(r, 3, 1), 0.4)


def some(unit: str, report: date) -> Stretch | None:
    """What 'a few days', 'several weeks', 'recent months' before the report are; None for years, which are too many.

    Days R-3 .. R-1, weeks three up to R, months three up to R without crossing into another year.
    Source: UCDP GED codebook 19.1, date_prec 2, 4 and 5. Hours: the day and the one before.
    """
    if unit in ("minute", "hour"):
        return days_before(report, 0 if unit == "minute" else 1)
    if unit in ("day", "night"):
        return days_before(report, 3, 1)
    if unit in ("week", "fortnight"):
        return days_before(report, 20)
    if unit == "month":
        return Stretch(max(months_before(report, 3), date(report.year, 1, 1)), report)
    return None


def ago(count: int, unit: str, report: date) -> Stretch:
    """What 'three days ago' and its kin are: the day itself up to nine days, a week, a calendar month or a year.

    A count of weeks is rounder than it looks: three days more at either side. 'A fortnight ago' is R-13 .. R
    (UCDP GED codebook 19.1, date_prec 4).
    """
    if unit in ("minute", "hour"):
        return one_day(report) if unit == "minute" else days_before(report, max(1, round(count / 24)))
    if unit in ("day", "night"):
        there = one_day(report - timedelta(count))
        return there if count < 10 else there.widened(1)
    if unit == "week":
        return one_day(report - timedelta(7 * count)).widened(3)
    if unit == "fortnight":
        return days_before(report, 13)
    return month_of(report.year, report.month - count) if unit == "month" else year_of(report.year - count)


_SAME_DAY: dict[str, Callable[[date, int], date]] = {
    "week": lambda report, count: report - timedelta(7 * count),
    "month": months_before,
    "year": lambda report, count: months_before(report, 12 * count),
}
"""'A week ago today': the very day."""


def _read_ago(m: re.Match[str]) -> Atom | None:
    if m["half"]:
        return _atom(m, TimeKind.PERIOD, "dates.ago", lambda r: one_day(months_before(r, 18)).widened(45), 0.6)
    unit = m["unit"].lower()
    if m["count"] is None:
        return _read_vague_ago(m, unit)
    count = number(m["count"])
    if m["today"] and unit in _SAME_DAY:
        return _atom(m, TimeKind.DAY, "dates.to_the_day", lambda r: one_day(_SAME_DAY[unit](r, count)), 0.95)
    kind = TimeKind.DAY if unit in ("minute", "hour", "day", "night") and count < 10 else TimeKind.PERIOD
    if unit == "hour":
        kind = TimeKind.RANGE
    rule = f"dates.ucdp.{unit}_ago" if unit == "fortnight" else f"dates.{unit}s_ago"
    if unit == "decade":
        return _atom(m, TimeKind.PERIOD, rule, lambda r: year_of(r.year - 10 * count).widened(365), 0.4)
    return _atom(m, kind, rule, lambda r: ago(count, unit, r), 0.9 if unit in ("day", "hour", "minute") else 0.7)


def _read_vague_ago(m: re.Match[str], unit: str) -> Atom | None:
    kind = TimeKind.DAY if unit == "minute" else TimeKind.RANGE if unit in ("hour", "day", "night") else TimeKind.PERIOD
    if some(unit, date(2000, 6, 15)) is None:
        return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.years_ago", unresolved, confidence=0.3)
    return _atom(m, kind, f"dates.ucdp.some_{unit}s_ago", lambda r: some(unit, r) or one_day(r), 0.5)


_SHIFT = {"last": -1, "this": 0, "the": 0, "next": 1}


def _unit_of(unit: str, shift: int, report: date) -> Stretch:
    if unit == "week":
        return week_of(report, shift=shift)
    return month_of(report.year, report.month + shift) if unit == "month" else year_of(report.year + shift)


def _read_calendar_unit(m: re.Match[str]) -> Atom | None:
    """'Last week' is Monday .. Sunday before, 'this week' Monday .. R, 'earlier this month' 1st .. R-1 (UCDP)."""
    which, unit, part = m["which"].lower(), m["unit"].lower(), (m["part"] or "").lower()
    which = "this" if which.endswith("current") else which
    if which == "last" and re.search(r"\bthe\s{1,3}$", m.string[max(0, m.start() - 6) : m.start()], re.IGNORECASE):
        return None

    def resolve(report: date) -> Stretch:
        whole = _unit_of(unit, _SHIFT[which], report)
        if part in ("earlier", "later") and which == "this":
            return _before_or_after(whole, report, part)
        days = _part_of_unit(whole, unit, part)
        return days.until(report) if which == "this" else days

    rule = f"dates.ucdp.{part + '_' if part else ''}{which}_{unit}"
    if (part, unit) == ("late", "year"):
        rule = f"dates.late_{which}_year"
    return _atom(m, TimeKind.PERIOD, rule if which != "next" else f"dates.next_{unit}", resolve, 0.85)


def _before_or_after(whole: Stretch, report: date, part: str) -> Stretch:
    if part == "earlier":
        return Stretch(whole.start, max(whole.start, report - timedelta(1)))
    return Stretch(min(whole.end, report + timedelta(1)), whole.end)


def _part_of_unit(whole: Stretch, unit: str, part: str) -> Stretch:
    """Early, mid or late in a week, month or year; late last week is Friday .. Sunday (UCDP GED codebook 19.1)."""
    kind = {"earlier": "early", "later": "late"}.get(part, part)
    if not kind:
        return whole
    first = whole.start
    if unit == "week":
        offsets = {"early": (0, 2), "mid": (2, 4), "late": (4, 6)}[kind]
        return Stretch(first + timedelta(offsets[0]), first + timedelta(offsets[1]))
    if unit == "month":
        days = {"early": (1, 10), "mid": (10, 20), "late": (15, whole.end.day)}[kind]
        return Stretch(first.replace(day=days[0]), first.replace(day=days[1]))
    months = {"early": (1, 4), "mid": (5, 8), "late": (10, 12)}[kind]
    return Stretch(first_of_month(first.year, months[0]), month_of(first.year, months[1]).end)


def _read_edge(m: re.Match[str]) -> Atom | None:
    """'The beginning of the week', 'the end of last month': the outer part of the unit."""
    which, unit = m["which"].lower(), m["unit"].lower()
    part = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}[m["edge"].lower()]

    def resolve(report: date) -> Stretch:
        days = _part_of_unit(_unit_of(unit, _SHIFT[which], report), unit, part)
        return days if which in ("last", "next") or part == "late" else days.until(report)

    return _atom(m, TimeKind.PERIOD, f"dates.{part}_in_{unit}", resolve, 0.7)


def weekend(report: date, which: str = "") -> Stretch:
    """Saturday and Sunday last begun, cut at the report ('last' skips one still running); 'next' is the one to come."""
    saturday = report - timedelta((report.weekday() - 5) % 7)
    if which in ("next", "coming"):
        saturday += timedelta(7)
    elif which == "last" and report.weekday() >= 5:
        saturday -= timedelta(7)
    days = Stretch(saturday, saturday + timedelta(1))
    return days if which in ("next", "coming") else days.until(report)


def _read_weekend(m: re.Match[str]) -> Atom | None:
    which = (m["which"] or "").lower()
    before = m.string[max(0, m.start() - 12) : m.start()]
    if not which and not re.search(r"\b(?:at|on|over|during|of)\s{1,3}$", before, re.IGNORECASE):
        return None
    return _atom(m, TimeKind.RANGE, "dates.ucdp.weekend", lambda r: weekend(r, which), 0.85)


_PART_WORDS = ("early", "earlier", "late", "later", "mid")

RULES = (
    Rule(
        (*_NAMED_DAYS, "todays", "yesterdays", "tonights", "tomorrows", "day", "the", *_PART_WORDS),
        _NAMED_DAY,
        _read_named_day,
    ),
    Rule(("this", "last", "yesterday", *_PART_WORDS), _PART_OF_DAY, _read_part_of_day),
    Rule(("overnight",), _OVERNIGHT, _read_overnight),
    Rule(("recently", "lately"), _RECENTLY, _read_recently),
    Rule(
        ("#", *COUNTS, *VAGUE_COUNTS, "minutes", "hours", "days", "weeks", "months", "years", "decades"),
        _AGO,
        _read_ago,
    ),
    Rule(("last", "this", "the", "next", *_PART_WORDS), _CALENDAR_UNIT, _read_calendar_unit),
    Rule(("beginning", "start", "end", "middle"), _EDGE, _read_edge),
    Rule(("last", "this", "past", "next", "the", "coming", "weekend"), _WEEKEND, _read_weekend),
)
