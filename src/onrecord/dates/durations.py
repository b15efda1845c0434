"""Counted stretches up to the report: 'the past 24 hours', 'recent weeks', 'five-day offensive', 'for the third day'.

Comes in: a match at 'past', 'last', 'recent', a count or an ordinal. Goes out: an atom for the stretch, R being the
publication day. Knowledge: UCDP GED codebook 19.1, the reading of time expressions under date_prec 2 to 5. A count
before '-day' tells a time only with a noun of fighting or siege; 'a two-day visit' and 'five-year-old boy' do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.dates.phrases import Atom, CountsFrom, Rule, TimeKind, unresolved
from onrecord.dates.relative import some
from onrecord.dates.stretch import Stretch, days_before, months_before
from onrecord.dates.words import COUNT, COUNTS, END, ORDINALS, VAGUE, WEEKDAYS, S, either, number, pattern

_UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year)s?"
_PAST = pattern(
    rf"(?:past|last|previous|recent){S}(?:(?:or{S}so|the){S})?(?:(?P<count>{COUNT}){S}|(?P<vague>{VAGUE}){S})?{_UNIT}{END}"
)
_NEXT = pattern(rf"(?:next|coming|following){S}(?:(?P<count>{COUNT}){S}|(?P<vague>{VAGUE}){S})?{_UNIT}{END}")
_FIGHTING = [
    "offensive",
    "battle",
    "siege",
    "operation",
    "assault",
    "war",
    "fighting",
    "clashes",
    "conflict",
    "campaign",
    "attack",
    "raid",
    "gunbattle",
    "standoff",
    "uprising",
    "insurgency",
    "bombardment",
    "riots",
    "blockade",
    "rampage",
    "shelling",
    "crackdown",
    "rebellion",
    "unrest",
    "bombing",
    "firefight",
    "massacre",
    "push",
]
_LONG = pattern(
    rf"(?:(?P<count>{COUNT})-(?P<unit>hour|day|week|month|year)(?:-(?:old|long))?|(?P<whole>night|day|week|month|year)-(?:long|old))"
    rf"(?=(?:{S}[^\W\d_]{{2,16}}){{0,2}}{S}{either(_FIGHTING)}{END})"
)
_NTH_DAY = pattern(
    rf"(?:for|on|in|into|entered){S}(?:the|a|its|their){S}(?P<nth>{either(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)){END}"
    rf"(?P<row>{S}(?:consecutive|straight|successive|running))?{S}(?P<unit>day|night|week|month){END}(?P<later>{S}(?:in{S}a{S}row|running){END})?"
)
_EVERY = pattern(
    rf"(?:every|each){S}(?:(?:single|other|few){S})?(?:day|night|week|month|year|morning|evening|hour|{either(WEEKDAYS)}){END}"
)
_DAILY = pattern(
    rf"(?:(?:almost|nearly|near|on{S}a|an){END}[\s-]{{1,3}})?(?:daily|nightly|weekly|hourly)(?P<basis>{S}basis)?{END}"
)
_REPEATED = pattern(rf"in{S}(?:(?P<many>as{S}many)|(?P<count>{COUNT})){S}(?P<unit>hour|day|week|month)s?{END}")
_NTH_BEFORE = re.compile(rf"\b(?P<nth>{either(ORDINALS)})\s(?:[\w'’-]+\s){{0,5}}$", re.IGNORECASE)
_LASTING = pattern(
    rf"for{S}(?:the{S}(?:past|last){S})?(?:(?P<count>{COUNT}){S})(?P<unit>day|night|week|fortnight|month)s?{END}"
)
_PERFECT_BEFORE = re.compile(r"\b(?:has|have)\b[^.;:\n]{0,60}$", re.IGNORECASE)
_NEWSPAPER = re.compile(r"\s{1,3}(?:news|paper|newspaper|said|quoted|reported|cited|bread|life|lives|[A-Z\"'“‘])")
_NOUN_AFTER = re.compile(r"\s{1,3}[a-z]{3,20}|\s*[.,;]")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|a|state-run|owned|run|newspaper|in)\s{1,3}$", re.IGNORECASE)
_UNTOLD_ARTICLE = re.compile(r"\bthe\s{1,3}$", re.IGNORECASE)


def past(count: int, unit: str, report: date) -> Stretch:
    """What 'the past 24 hours', 'the past two days', 'the past week' are.

    24 hours R-1 .. R, 48 and 72 hours R-2 .. R, two days R-2 .. R-1, a week R-6 .. R, a year 1 January .. R
    (UCDP GED codebook 19.1); other counts in their pattern. Counts of months and years run back from R.
    """
    if unit == "hour":
        return days_before(report, 1 if count <= 24 else max(2, -(-count // 24) - 1))
    if unit in ("day", "night"):
        return days_before(report, count, 1)
    if unit in ("week", "fortnight"):
        return days_before(report, (7 if unit == "week" else 14) * count - 1)
    if unit == "year" and count == 1:
        return Stretch(date(report.year, 1, 1), report)
    return Stretch(months_before(report, count * (12 if unit == "year" else 1)), report)


def _atom(m: re.Match[str], kind: TimeKind, rule: str, resolve: Callable[[date], Stretch], confidence: float) -> Atom:
    return Atom(m.start(), m.end(), kind, rule, lambda a: resolve(a.report), confidence=confidence)


def _read_past(m: re.Match[str]) -> Atom | None:
    unit, words = m["unit"].lower(), m[0].lower()
    plural = words.endswith("s")
    counted = m["count"] is not None and number(m["count"]) > 0
    if not counted and not plural and not _is_past_unit(m):
        return None
    couple = m["vague"] is not None and "couple" in m["vague"].lower()
    if not counted and plural and not couple:
        return _read_some(m, unit)
    count = 2 if couple else number(m["count"]) if counted else 1
    kind = TimeKind.RANGE if unit in ("hour", "day", "night") and count <= 72 else TimeKind.PERIOD
    return _atom(m, kind, f"dates.ucdp.past_{unit}s", lambda r: past(count, unit, r), 0.8)


def _is_past_unit(m: re.Match[str]) -> bool:
    """'The past week' and 'in the last month' are counted back from R; 'last week' is read in ``relative``."""
    words, unit = m[0].lower(), m["unit"].lower()
    if unit in ("day", "night", "hour"):
        return words.startswith("past")
    return words.startswith("past") or bool(
        words.startswith("last") and _UNTOLD_ARTICLE.search(m.string[max(0, m.start() - 6) : m.start()])
    )


def _read_some(m: re.Match[str], unit: str) -> Atom | None:
    if unit == "year":
        return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.past_years", unresolved, confidence=0.3)
    kind = TimeKind.RANGE if unit in ("hour", "day", "night") else TimeKind.PERIOD
    return _atom(
        m, TimeKind.PERIOD if unit == "day" else kind, f"dates.ucdp.recent_{unit}s", lambda r: _some(unit, r), 0.6
    )


def _some(unit: str, report: date) -> Stretch:
    return some(unit, report) or days_before(report, 0)


def _read_next(m: re.Match[str]) -> Atom | None:
    unit = m["unit"].lower()
    if not m[0].lower().endswith("s") or m[0].lower().startswith("following"):
        return None
    lengths = {"hour": 1, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
    count = number(m["count"]) if m["count"] else 3
    days = 1 if unit == "hour" else max(1, count * lengths[unit])
    return _atom(m, TimeKind.PERIOD, "dates.next_days", lambda r: days_before(r, -1, -days), 0.5)


def _read_long(m: re.Match[str]) -> Atom | None:
    """A five-day offensive is R-4 .. R, a week-old one R-6 .. R, a night-long battle R-1 .. R (UCDP)."""
    if m["whole"]:
        unit, count = m["whole"].lower(), 1
    else:
        unit, count = m["unit"].lower(), number(m["count"])
    if count == 0:
        return None

    def resolve(report: date) -> Stretch:
        if unit in ("night", "hour"):
            return days_before(report, 1 if unit == "night" else -(-count // 24))
        if unit in ("day", "week"):
            return days_before(report, count * (7 if unit == "week" else 1) - 1)
        return Stretch(months_before(report, count * (12 if unit == "year" else 1)), report)

    kind = TimeKind.RANGE if unit == "night" else TimeKind.PERIOD
    return _atom(m, kind, "dates.ucdp.length_of_battle", resolve, 0.6)


def _read_nth_day(m: re.Match[str]) -> Atom | None:
    """'For the second consecutive day' is R-1 .. R; plain 'on the second day' needs 'for' or a row to count from R."""
    nth, unit = number(m["nth"]), m["unit"].lower()
    counted = m["row"] or m["later"] or m[0].lower().startswith(("for", "in", "into", "entered"))
    if not counted or nth == 0:
        return None
    length = {"day": 1, "night": 1, "week": 7, "month": 30}[unit]
    return _atom(m, TimeKind.PERIOD, "dates.nth_day", lambda r: Stretch(r - timedelta((nth - 1) * length), r), 0.5)


def _read_repeated(m: re.Match[str]) -> Atom | None:
    """'The second such attack in a week', 'the fourth in as many days': the stretch that ends with the report."""
    nth = _NTH_BEFORE.search(m.string[max(0, m.start() - 80) : m.start()])
    if nth is None:
        return None
    count, unit = number(nth["nth"]) if m["many"] else number(m["count"]), m["unit"].lower()
    if count == 0:
        return None
    days = {"day": count, "week": 7 * count}.get(unit)

    def resolve(report: date) -> Stretch:
        return past(count, unit, report) if days is None else days_before(report, days - 1)

    return _atom(m, TimeKind.PERIOD, "dates.repeated_in", resolve, 0.6)


def _read_lasting(m: re.Match[str]) -> Atom | None:
    """'Has been bombed for five days': up to the report. Without a perfect before it, how long something took."""
    if _PERFECT_BEFORE.search(m.string[max(0, m.start() - 80) : m.start()]) is None or number(m["count"]) == 0:
        return None
    count, unit = number(m["count"]), m["unit"].lower()

    def resolve(report: date) -> Stretch:
        return days_before(report, count - 1) if unit in ("day", "night") else past(count, unit, report)

    return _atom(m, TimeKind.PERIOD, "dates.lasting", resolve, 0.6)


def _read_recurring(m: re.Match[str]) -> Atom | None:
    return Atom(m.start(), m.end(), TimeKind.RECURRING, "dates.recurring", unresolved, CountsFrom.NOTHING, 0.9)


def _read_daily(m: re.Match[str]) -> Atom | None:
    """'Almost daily', 'daily strikes'; not 'the daily said' nor 'Daily Star'."""
    after, before = m.string[m.end() : m.end() + 22], m.string[max(0, m.start() - 12) : m.start()]
    if _NEWSPAPER.match(after) or (m[0][0].isupper() and not m[0].isupper()):
        return None
    qualified = m["basis"] or len(m[0].split()) > 1 or "-" in m[0]
    if not qualified and (_ARTICLE_BEFORE.search(before) or not _NOUN_AFTER.match(after)):
        return None
    return _read_recurring(m)


RULES = (
    Rule(("past", "last", "previous", "recent"), _PAST, _read_past),
    Rule(("next", "coming"), _NEXT, _read_next),
    Rule(("#", *COUNTS, "night", "day", "week", "month", "year"), _LONG, _read_long),
    Rule(("for", "on", "in", "into", "entered"), _NTH_DAY, _read_nth_day),
    Rule(("in",), _REPEATED, _read_repeated),
    Rule(("for",), _LASTING, _read_lasting),
    Rule(("every", "each"), _EVERY, _read_recurring),
    Rule(("almost", "nearly", "near", "on", "an", "daily", "nightly", "weekly", "hourly"), _DAILY, _read_daily),
)
