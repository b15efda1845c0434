"""Days named by day and month: '5 January', 'the 5th of January', 'Jan. 5, 2017', '3-5 May', 'the 3rd'.

Comes in: a match at a digit, a month, a weekday or an ordinal. Goes out: an atom for the day or the run of days.
Knowledge: a date without a year is the nearest such day not after the report, with some days of slack for dates just
ahead; a date before a word for a street, a brigade or a movement is its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind
from onrecord.dates.stretch import Stretch, first_of_month, one_day, valid_day
from onrecord.dates.words import (
    ANY_MONTH,
    ANY_WEEKDAY,
    DASH,
    DAY_NUMBER,
    END,
    MONTH,
    ORDINALS,
    S,
    continues_a_number,
    either,
    is_written_as_month,
    month_number,
    number,
    pattern,
)

SLACK_DAYS = 3
"""How far after publication a date without a year may lie and still be this year's: time zones, wrong clocks. What is
announced says so ('will ... on 20 November', 'the 3 June vote') and is read as ahead."""
AHEAD_DAYS = 183
"""How far ahead 'will ... on 20 November' may reach; beyond that the day just past is nearer, and meant."""

_PLACES = (
    "airbase|airport|avenue|boulevard|bridge|camp|dam|district|hospital|mosque|neighbou?rhood|park|plaza|prison|road|"
    "school|square|stadium|street|suburb|theatre|university"
)
_BODIES = (
    "agreement|alliance|battalions?|bloc|brigades?|clubs?|coalition|column|command|commandos?|committees?|company|corps|"
    "division|forces|foundation|front|group|institute|league|legion|martyrs|militia|movement|organi[sz]ation|party|"
    "prize|regiment|revolution|uprising"
)
"""Nouns before which a date without a year is a name ('17 July Street', 'the 14 March alliance'): general English.
After 'on' a body is the sentence's subject and the date a date: 'on 5 January forces loyal to ...'."""

_NAMED_PLACE = pattern(f"{S}(?:{_PLACES}){END}")
_NAMED_BODY = pattern(f"{S}(?:{_BODIES}){END}")
_ON_DATE = re.compile(r"\b(?:on|since|until)\s{1,3}$", re.IGNORECASE)
_ELEVENTH_OF_SEPTEMBER = pattern(rf"(?:{S}|{DASH})(?:terror(?:ist)?{S}|suicide{S})?(?:attacks?|hijack\w{{0,5}}){END}")
_AROUND_BEFORE = re.compile(r"\b(?:around|about)\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE)
_COUNTED = pattern(
    rf"{S}(?:more{S}|other{S})?(?:people|persons|civilians|soldiers|men|women|children|cases|killed){END}"
)
_IN_BEFORE = re.compile(rf"\bin{S}$", re.IGNORECASE)

_WEEKDAY_FIRST = (
    rf"(?:(?:(?:last|this|next){S})?(?P<weekday>{either(ANY_WEEKDAY)}){END}(?:\.?,?{S}|,?{S}on{S})\(?(?:the{S})?)?"
)
_YEAR = (
    rf"(?:(?:,?{S}(?:of{S}|in{S})?|{DASH})"
    rf"(?:(?P<year>(?:19|20)\d\d){END}(?![.,:]\d|%)|(?P<near>this|last|next){S}year{END}|'?(?P<short>\d\d){END}(?![.,:/%]\d?)))?"
)
_TO = rf"(?:{S})?(?:{DASH}|to{END}|and{END}|until{END}|or{END}|through{END}|&)(?:{S})?(?:the{S})?"
_LIST = rf"(?:,{S}{DAY_NUMBER}){{0,6}}"

DAY_FIRST = pattern(
    rf"{_WEEKDAY_FIRST}(?:the{S})?(?P<day>{DAY_NUMBER})(?:{_LIST}{_TO}(?P<last>{DAY_NUMBER}))?",
    rf"(?:{S}(?:of{S})?(?:the{S}month{S}of{S})?|{DASH})?(?P<month>{MONTH}){_YEAR}",
)
MONTH_FIRST = pattern(
    rf"{_WEEKDAY_FIRST}(?P<month>{MONTH})(?:{S}(?:the{S})?|{DASH})(?P<day>{DAY_NUMBER})(?![.,:]\d|%|\s?per\s?cent)",
    rf"(?:{_LIST}{_TO}(?P<last>{DAY_NUMBER})(?![:]\d))?{_YEAR}",
)
_ORDINAL = pattern(rf"the{S}(?P<day>[0-3]?\d(?:st|nd|rd|th)){END}(?:{S}of{S}(?P<which>this|last|the){S}month{END})?")
_ON_BEFORE = re.compile(rf"\b(?:on|since|until|from|by|between|of){S}$", re.IGNORECASE)
_AFTER_ORDINAL = pattern(rf"\s*(?:$|[.,;:)\]\"'”’–—-])|{S}(?:at|in|and|to|when|while|after|but|near){END}")


def nearest_day(month: int, day: int, anchors: Anchors, weekday: int | None = None) -> date:
    """The day of this day and month that a report of that publication day means.

    Looking back it is the latest one not after publication (``SLACK_DAYS`` allowed), ahead the earliest one not
    before it. A weekday beside the date decides between this year and the last. Raises NoAnchor without a publication
    day, ValueError where no year has that day.
    """
    report = anchors.report
    found = [valid_day(year, month, day) for year in _years_about(report, month, day)]
    days = [candidate for candidate in found if candidate is not None]
    back = [candidate for candidate in days if (candidate - report).days <= SLACK_DAYS]
    on = [candidate for candidate in days if candidate >= report]
    ahead = anchors.ahead and bool(on) and (on[0] - report).days <= AHEAD_DAYS
    ordered = on + back[::-1] if ahead else back[::-1] + on
    if not ordered:
        raise ValueError(f"no year has a day {day} of month {month}")
    near = [candidate for candidate in ordered[:2] if candidate.weekday() == weekday]
    return near[0] if near else ordered[0]


def _years_about(report: date, month: int, day: int) -> range:
    """The years to try: one to either side, eight for 29 February."""
    reach = 8 if (month, day) == (2, 29) else 1
    return range(max(1, report.year - reach), min(report.year + reach, 9999) + 1)


def read_calendar_day(m: re.Match[str]) -> Atom | None:
    """Read 'Sunday, the 5th of January 2017', 'May 3-5' and their kin."""
    if not is_written_as_month(m["month"]) or continues_a_number(m):
        return None
    month, first, last = month_number(m["month"]), number(m["day"]), number(m["last"] or m["day"])
    year = _stated_year(m)
    if valid_day(year or 2000, month, first) is None or valid_day(year or 2000, month, last) is None:
        return None
    end = m.end() if year or m["near"] else m.end("last" if m["last"] and m.end("last") > m.end("month") else "month")
    end = max(end, m.end("day"))
    if year is None and not m["near"] and _is_no_date(m, end, month, first):
        return None
    if last < first:
        return None
    if year is None:
        atom = _without_year(m, end, month, first, last)
    else:
        atom = _with_year(m, end, Stretch(date(year, month, first), date(year, month, last)))
    return _around(atom) if _AROUND_BEFORE.search(m.string[max(0, m.start() - 14) : m.start()]) else atom


def _with_year(m: re.Match[str], end: int, days: Stretch) -> Atom:
    """The stated day or days; a weekday that does not agree with the first lowers the confidence."""
    agrees = m["weekday"] is None or days.start.weekday() == ANY_WEEKDAY[m["weekday"].lower()]
    confidence = 1.0 if agrees else 0.7
    return _atom(
        m.start(), end, lambda _: days, several=days.start < days.end, rule="dates.full_date", confidence=confidence
    )


def _around(atom: Atom) -> Atom:
    """'Around 2 July' is 1 to 3 July, not past publication. Source: UCDP GED codebook 19.1, date_prec 2."""

    def resolve(anchors: Anchors) -> Stretch:
        wide = atom.resolve(anchors).widened(1)
        return wide if anchors.published is None else wide.until(anchors.published)

    return replace(atom, kind=TimeKind.RANGE, rule="dates.ucdp.around", resolve=resolve, confidence=0.7)


def _stated_year(m: re.Match[str]) -> int | None:
    if m["year"]:
        return int(m["year"])
    if not m["short"]:
        return None
    abbreviated = m["month"].rstrip(".").lower() not in ("may",) and len(m["month"].rstrip(".")) <= 4
    after = m.string[m.end("short") : m.end("short") + 2]
    stands_alone = not after.strip() or not after.strip()[0].isalnum() or "\n" in after or abbreviated
    two = int(m["short"])
    return (1900 if two >= 70 else 2000) + two if stands_alone and m.end("short") > m.end("day") else None


def _is_no_date(m: re.Match[str], end: int, month: int, day: int) -> bool:
    """Whether the words name a thing, or count people after a month ('in August 20 people were killed')."""
    rest, before = m.string[end : end + 40], m.string[max(0, m.start() - 12) : m.start()]
    if _NAMED_PLACE.match(rest) or (_NAMED_BODY.match(rest) and not _ON_DATE.search(before)):
        return True
    if (month, day) == (9, 11) and _ELEVENTH_OF_SEPTEMBER.match(rest):
        return True
    month_first = m.start("month") < m.start("day")
    return month_first and bool(_IN_BEFORE.search(before) or (_COUNTED.match(rest) and m["month"].lower() == "may"))


def _without_year(m: re.Match[str], end: int, month: int, first: int, last: int) -> Atom:
    weekday = None if m["weekday"] is None else ANY_WEEKDAY[m["weekday"].lower()]
    shift = {"last": -1, "next": 1}.get((m["near"] or "").lower(), 0)
    told = m["near"] is not None

    def resolve(anchors: Anchors) -> Stretch:
        if told:
            year = anchors.report.year + shift
            return Stretch(date(year, month, first), date(year, month, last))
        start = nearest_day(month, first, anchors, weekday)
        days = Stretch(start, start + timedelta(last - first))
        begun_not_ended = (days.end - anchors.report).days > SLACK_DAYS and not anchors.ahead and first < last
        return Stretch(*(day.replace(year=day.year - 1) for day in (days.start, days.end))) if begun_not_ended else days

    return _atom(
        m.start(),
        end,
        resolve,
        several=first < last,
        rule="dates.day_month",
        confidence=0.95 if told else 0.9,
        counts_from=CountsFrom.REPORT,
    )


def _atom(
    start: int,
    end: int,
    resolve: Callable[[Anchors], Stretch],
    *,
    several: bool,
    rule: str,
    confidence: float,
    counts_from: CountsFrom = CountsFrom.NOTHING,
) -> Atom:
    kind = TimeKind.RANGE if several else TimeKind.DAY
    floating = counts_from is CountsFrom.REPORT
    return Atom(start, end, kind, rule, resolve, counts_from, confidence, floating=floating)


def _read_ordinal(m: re.Match[str]) -> Atom | None:
    """Read 'on the 3rd' and 'the 3rd of last month'; not 'the 3rd Division'."""
    day, which = number(m["day"]), (m["which"] or "").lower()
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 20]
    if not 1 <= day <= 31 or not (which or (_ON_BEFORE.search(before) and _AFTER_ORDINAL.match(after))):
        return None

    def resolve(anchors: Anchors) -> Stretch:
        report = anchors.report
        if which == "last":
            first = first_of_month(report.year, report.month - 1)
            return one_day(first.replace(day=day))
        firsts = (first_of_month(report.year, report.month - back) for back in range(3))
        days = [valid_day(first.year, first.month, day) for first in firsts]
        return one_day(max(there for there in days if there is not None and there <= report))

    return Atom(m.start(), m.end(), TimeKind.DAY, "dates.day_of_month", resolve, confidence=0.7)


_WEEKDAY_WORDS = (*ANY_WEEKDAY, "last", "this", "next")
_DAY_WORDS = ("#", "the", *ORDINALS)

RULES = (
    Rule((*_DAY_WORDS, *_WEEKDAY_WORDS), DAY_FIRST, read_calendar_day),
    Rule((*ANY_MONTH, *_WEEKDAY_WORDS), MONTH_FIRST, read_calendar_day),
    Rule(("the",), _ORDINAL, _read_ordinal),
)
