"""Months, seasons and years: 'in March', 'early May 2015', 'last summer', 'in 2014', 'late 2015', 'end of the year'.

Comes in: a match at a month, a season, a year or a word for a part of one. Goes out: an atom for the whole period.
Knowledge: UCDP GED codebook 19.1, date_prec 4 and 5, for early, mid and late; where that and the seed report's reading
part ('late 2015'), the last quarter of the year is taken, which a careful reader of the seed report gave.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind
from onrecord.dates.stretch import Stretch, month_of, year_of
from onrecord.dates.words import (
    ANY_MONTH,
    DASH,
    END,
    MONTH,
    MONTHS,
    SEASONS,
    S,
    either,
    is_written_as_month,
    month_number,
    pattern,
)

_PARTS = {
    "early": "early",
    "earlier": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "later": "late",
}

_PART = rf"(?:(?P<part>{either(_PARTS)}){END}(?:-|{S})(?:(?:in|of|to{S}late){S})?(?:the{S})?)?"
_YEAR_AFTER = (
    rf"(?:,?{S}(?:of{S}|in{S})?(?:(?P<year>(?:19|20)\d\d){END}(?![.,]\d)|"
    rf"(?P<near>this|last|next|the{S}same){S}year{END}))?"
)

_MONTH = pattern(rf"{_PART}(?:(?P<which>last|this|next|past){S})?(?P<month>{MONTH}){_YEAR_AFTER}")
_HALF = pattern(
    rf"(?P<nth>first|second|third|fourth|last|latter){S}(?P<what>half|quarter|months|six{S}months|three{S}months){S}of{S}",
    rf"(?P<year>(?:19|20)\d\d){END}",
)
_SEASON = pattern(
    rf"{_PART}(?:(?P<which>last|this|next|past){S})?(?P<season>{either(SEASONS)}){END}{_YEAR_AFTER}(?P<into>{DASH}\d\d{END})?"
)
_YEAR = pattern(
    rf"{_PART}(?:the{S}year{S})?(?P<year>(?:19|20)\d\d){END}(?![.,:]\d|%|['’]s{END}|{S}(?:hours|hrs|gmt|utc|local){END})"
)

_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|during|until|till|through|throughout|from|of|late|early|mid|by|before|after|for)\s{1,3}$",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|a|an|this)\s{1,3}$", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s{1,3}[A-Z][a-z]")
_OWNER_AFTER = re.compile(r"['’]s\s{1,3}[a-z]")
_NAMES_OF_PEOPLE = frozenset(("april", "may", "june", "august"))
_NOUN_AFTER = re.compile(r"\s{1,3}[a-z]")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|during|throughout|until|till|from|by|before|after|year|and|to)\s{1,3}$", re.IGNORECASE
)
_PART_OF_NUMBER = re.compile(r"(?:(?<!\b(?:19|20)\d)\d[.,:/-]|[^\W\d_]-|[$€£#])$")
_STRONG_YEAR_BEFORE = re.compile(r"\b(?:in|since|during|throughout|until|till|year)\s{1,3}$", re.IGNORECASE)
_THE_BEFORE = re.compile(r"(?:\bthe\s{1,3}|\()$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s{1,3}(?:[a-z]{2,14}\s)?(?:[a-z]{2,14}s|people|men|women|children|troops|militants|personnel|dead)\b",
    re.IGNORECASE,
)
_SINGULAR_AFTER = re.compile(r"\s{1,3}(?![a-z]{2,20}s\b|people\b|men\b|women\b|children\b)[a-zA-Z]|\)")


def part_of_month(month: Stretch, part: str) -> Stretch:
    """Early, mid, late: 1-10, 10-20, 15 to the end. Source: UCDP GED codebook 19.1, date_prec 4 (these very days)."""
    first = month.start
    if part == "early":
        return Stretch(first, first.replace(day=10))
    return (
        Stretch(first.replace(day=10), first.replace(day=20))
        if part == "mid"
        else Stretch(first.replace(day=15), month.end)
    )


def part_of_year(year: int, part: str) -> Stretch:
    """Early January-April, mid May-August (UCDP GED codebook 19.1, date_prec 5); late October-December (see above)."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (10, 12)}[part]
    return Stretch(month_of(year, first).start, month_of(year, last).end)


def _part_rule(part: str, unit: str) -> str:
    """'dates.ucdp.early_month' and so on; 'dates.late_year' is ours."""
    if not part:
        return f"dates.{unit}"
    return "dates.late_year" if (part, unit) == ("late", "year") else f"dates.ucdp.{part}_{unit}"


def nearest_month(month: int, anchors: Anchors) -> int:
    """The year in which that month last began before publication, or next ends after it when looking ahead."""
    report = anchors.report
    if anchors.ahead and (month - report.month) % 12 <= 6:
        return report.year + (month < report.month)
    return report.year - (month > report.month)


def year_of_month(month: int, which: str, near: str, anchors: Anchors) -> int:
    """The year of 'last March', 'March last year', 'this March' or plain 'March'."""
    report = anchors.report
    if near:
        return report.year + {"last": -1, "next": 1}.get(near, 0)
    if which == "next":
        return report.year + (month <= report.month)
    if which in ("last", "past"):
        return report.year - (month >= report.month)
    return nearest_month(month, anchors)


def _words(m: re.Match[str]) -> tuple[str, str, int | None]:
    return (m["which"] or "").lower(), (m["near"] or "").lower(), int(m["year"]) if m["year"] else None


def _read_month(m: re.Match[str]) -> Atom | None:
    if not is_written_as_month(m["month"]):
        return None
    which, near, year = _words(m)
    part = _PARTS[m["part"].lower()] if m["part"] else ""
    told = bool(which or near or part or year)
    weak = False
    if not told:
        standing = _standing(m)
        if standing is None:
            return None
        weak = standing
    month = month_number(m["month"])

    def of(given: int) -> Stretch:
        return part_of_month(month_of(given, month), part) if part else month_of(given, month)

    end = m.end() if year or near else m.end("month")
    return _period(
        m,
        end,
        _part_rule(part, "month"),
        year=year,
        of=of,
        weak=weak,
        choose=lambda a: year_of_month(month, which, near, a),
    )


def _standing(m: re.Match[str]) -> bool | None:
    """Whether a bare month is weak (True), a time (False) or none at all (None): 'April Jones', 'AND MAY'."""
    before, after = m.string[max(0, m.start() - 14) : m.start()], m.string[m.end() : m.end() + 20]
    full = m["month"].rstrip(".").lower() in MONTHS
    if not full:
        return None
    upper = m["month"].isupper()
    if _MONTH_BEFORE.search(before):
        ambiguous = upper and m["month"].lower() in ("march", "may")
        named = _NAME_AFTER.match(after) and re.search(r"\b(?:by|of|for|from|after|before)\s+$", before, re.IGNORECASE)
        return (
            None
            if named or (ambiguous and not re.search(r"\b(?:in|since|during|until)\s+$", before, re.IGNORECASE))
            else False
        )
    if _OWNER_AFTER.match(after) and m["month"].lower() not in _NAMES_OF_PEOPLE and not upper:
        return False
    if _ARTICLE_BEFORE.search(before) and _NOUN_AFTER.match(after) and not upper:
        return m["month"].lower() in ("march", "may")
    return True


def _period(
    m: re.Match[str],
    end: int,
    rule: str,
    *,
    year: int | None,
    of: Callable[[int], Stretch],
    choose: Callable[[Anchors], int],
    weak: bool = False,
) -> Atom:
    """An atom from the start of the match to ``end``, for a part of a stated year or of the nearest one."""
    atom = in_stated_or_nearest_year(m, rule, year, of, choose)
    return replace(atom, end=end, weak=weak)


def in_stated_or_nearest_year(
    m: re.Match[str],
    rule: str,
    year: int | None,
    of: Callable[[int], Stretch],
    choose: Callable[[Anchors], int],
    *,
    kind: TimeKind = TimeKind.PERIOD,
) -> Atom:
    """An atom for a part of a stated year, or of the one that the publication day chooses: begun by then and cut there
    unless the sentence looks ahead."""
    if year is not None:
        return Atom(m.start(), m.end(), kind, rule, lambda _: of(year), CountsFrom.NOTHING, 1.0)

    def resolve(anchors: Anchors) -> Stretch:
        chosen = choose(anchors)
        days = of(chosen)
        if anchors.ahead:
            return days
        return (days if days.start <= anchors.report else of(chosen - 1)).until(anchors.report)

    return Atom(m.start(), m.end(), kind, rule, resolve, CountsFrom.REPORT, 0.8, floating=True)


def _read_half(m: re.Match[str]) -> Atom | None:
    nth, what, year = m["nth"].lower(), m["what"].lower(), int(m["year"])
    length = {"half": 6, "quarter": 3, "months": 3}.get(what, 6 if what.startswith("six") else 3)
    place = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(nth, 12 // length)
    if place * length > 12:
        return None
    days = Stretch(month_of(year, (place - 1) * length + 1).start, month_of(year, place * length).end)
    return Atom(m.start(), m.end(), TimeKind.PERIOD, "dates.part_of_year", lambda _: days, CountsFrom.NOTHING, 1.0)


def season_of(year: int, season: str) -> Stretch:
    """Three whole months; winter begins in December of the year before."""
    first = SEASONS[season]
    begins = year - 1 if first == 12 else year
    return Stretch(month_of(begins, first).start, month_of(begins, first + 2).end)


def _read_season(m: re.Match[str]) -> Atom | None:
    """'Last summer', 'summer 2014', 'in the spring'; 'fall' and 'spring' alone are verbs or wells."""
    which, near, year = _words(m)
    season = m["season"].lower()
    before = m.string[max(0, m.start() - 14) : m.start()]
    named = re.search(rf"\bin{S}(?:the{S})?$|\b(?:during|since){S}(?:the{S})$", before, re.IGNORECASE)
    if not (which or near or year) and (season == "fall" or not named):
        return None
    if m["season"][0].isupper() and re.match(r"\s{1,3}[A-Z]", m.string[m.end() : m.end() + 4]) and not year:
        return None

    def choose(anchors: Anchors) -> int:
        report = anchors.report
        if near:
            return report.year + {"last": -1, "next": 1}.get(near, 0)
        if which == "next":
            return report.year + (season_of(report.year, season).start <= report)
        years = (report.year + 1, report.year, report.year - 1)
        limit = season_of if which in ("last", "past") else None
        for given in years:
            days = season_of(given, season)
            if (days.end if limit else days.start) < report:
                return given
        return report.year - 1

    end = m.end() if year or near else m.end("season")
    if year and m["into"]:
        year += 1
    return _period(m, end, "dates.season", year=year, of=lambda given: season_of(given, season), choose=choose)


def _read_year(m: re.Match[str]) -> Atom | None:
    year = int(m["year"])
    part = _PARTS[m["part"].lower()] if m["part"] else ""
    if _PART_OF_NUMBER.search(m.string[max(0, m.start() - 7) : m.start()]):
        return None
    weak = not part and not _year_stands(m)
    if weak and _COUNTED.match(m.string[m.end() : m.end() + 40]):
        return None
    days = part_of_year(year, part) if part else year_of(year)
    return Atom(
        m.start(), m.end(), TimeKind.PERIOD, _part_rule(part, "year"), lambda _: days, CountsFrom.NOTHING, 1.0, weak
    )


def _year_stands(m: re.Match[str]) -> bool:
    """Whether the words beside it show that four digits are a year: 'in 2014', 'the 2011 uprising', '(2014)'."""
    before, after = m.string[max(0, m.start() - 14) : m.start()], m.string[m.end() : m.end() + 40]
    if _STRONG_YEAR_BEFORE.search(before):
        return not re.match(r"\s{1,3}(?:people|men|women|children|civilians|residents)\b", after)
    if _YEAR_BEFORE.search(before):
        return not _COUNTED.match(after) and bool(re.search(r"\b(?:from|by|before|after)\s+$", before, re.IGNORECASE))
    return bool(_THE_BEFORE.search(before) and _SINGULAR_AFTER.match(after))


_PART_WORDS = tuple(_PARTS)
_WHICH = ("last", "this", "next", "past")

RULES = (
    Rule(("first", "second", "third", "fourth", "last", "latter"), _HALF, _read_half),
    Rule((*ANY_MONTH, *_PART_WORDS, *_WHICH), _MONTH, _read_month),
    Rule((*SEASONS, *_PART_WORDS, *_WHICH), _SEASON, _read_season),
    Rule(("#", "the", *_PART_WORDS), _YEAR, _read_year),
)
