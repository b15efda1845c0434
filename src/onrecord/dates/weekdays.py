"""Days named by weekday: 'Monday', 'last Tuesday', 'next Friday', 'Monday last week', 'the following Sunday'.

Comes in: a match at a weekday or at 'last', 'next', 'this', 'previous', 'following'. Goes out: an atom for the day.
Knowledge: UCDP GED codebook 19.1 (a weekday in a report is that day just past); reports name the publication day by
its weekday too. Weekdays are also names of newspapers, of massacres and of people: those are no time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind, unresolved
from onrecord.dates.stretch import Stretch, one_day, week_of
from onrecord.dates.words import END, WEEKDAY, WEEKDAYS, S, pattern

_NAME_AFTER = pattern(
    f"{S}(?:times|telegraph|mail|mirror|herald|express|independent|tribune|post|magazine|review|world|news|"
    f"newspaper|club|league|massacre){END}"
)
_NAME_BEFORE = re.compile(
    r"\b(?:black|bloody|good|palm|ash|holy|maundy|cyber|super|easter|mr|mrs|gov|governor|senator|chief|"
    r"president|pastor|comrade|alhaji|dr|gen|general|col|colonel|capt|captain|sgt|named|called)\.?\s{1,3}$",
    re.IGNORECASE,
)
_SURNAME_AFTER = re.compile(r"\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s*(?:,|\(|(?:said|told|confirmed|who)\b)")
_APPOSED = re.compile(r",\s{1,3}$")
"""'the council's chairman, Monday Kassah, told': in some countries people are named after their day."""
_ARTICLE_BEFORE = re.compile(r"\bthe\s{1,3}$", re.IGNORECASE)
_PLURAL_USE = re.compile(r"\b(?:on|most|every|all|some)\s{1,3}$", re.IGNORECASE)
_LOWER_WORD_AFTER = re.compile(r"\s{1,3}(?!and\b|or\b|in\b|at\b|when\b|after\b|since\b)[a-z]")

_WEEKDAY_RULE = pattern(
    rf"(?:(?P<which>last|past|next|coming|this|previous|following|preceding){S})?(?P<day>{WEEKDAY})",
    rf"(?:,?{S}(?:of{S})?(?P<week>last|this|next){S}week{END})?",
)
_PLURAL = pattern(rf"(?P<day>{'|'.join(WEEKDAYS)})s{END}")


def on_or_before(weekday: int, day: date) -> date:
    """The most recent such weekday; the day itself where it is one."""
    return day - timedelta((day.weekday() - weekday) % 7)


def on_or_after(weekday: int, day: date) -> date:
    """The next such weekday; the day itself where it is one."""
    return day + timedelta((weekday - day.weekday()) % 7)


def is_a_name(text: str, start: int, end: int) -> bool:
    """Whether the weekday is part of a name: 'Sunday Times', 'Bloody Sunday', 'Governor Sunday'."""
    before, after = text[max(0, start - 16) : start], text[end : end + 40]
    person = _APPOSED.search(before) and _SURNAME_AFTER.match(after)
    return bool(_NAME_AFTER.match(after) or _NAME_BEFORE.search(before) or person)


def _read_weekday(m: re.Match[str]) -> Atom | None:
    if is_a_name(m.string, m.start("day"), m.end("day")):
        return None
    weekday, which, week = WEEKDAYS[m["day"].lower()], (m["which"] or "").lower(), (m["week"] or "").lower()
    if which in ("previous", "following", "preceding"):
        if not _ARTICLE_BEFORE.search(m.string[max(0, m.start() - 6) : m.start()]):
            return None
        return _beside_mentioned(m, weekday, after=which == "following")

    def resolve(anchors: Anchors) -> Stretch:
        report = anchors.report
        if week:
            monday = week_of(report, shift={"last": -1, "next": 1}.get(week, 0)).start
            return one_day(monday + timedelta(weekday))
        if which in ("last", "past"):
            return one_day(on_or_before(weekday, report - timedelta(1)))
        if which in ("next", "coming"):
            return one_day(on_or_after(weekday, report + timedelta(1)))
        return one_day(on_or_after(weekday, report) if anchors.ahead else on_or_before(weekday, report))

    rule = f"dates.weekday_{week}_week" if week else f"dates.weekday_{which}" if which else "dates.weekday"
    confidence = 0.8 if which or week else 0.9
    return Atom(m.start(), m.end(), TimeKind.DAY, rule, resolve, confidence=confidence, floating=not (which or week))


def _beside_mentioned(m: re.Match[str], weekday: int, *, after: bool) -> Atom:
    def resolve(anchors: Anchors) -> Stretch:
        step = timedelta(1 if after else -1)
        return one_day((on_or_after if after else on_or_before)(weekday, anchors.earlier + step))

    rule = "dates.weekday_following" if after else "dates.weekday_previous"
    return Atom(m.start(), m.end(), TimeKind.DAY, rule, resolve, CountsFrom.MENTIONED, 0.7)


def _read_plural(m: re.Match[str]) -> Atom | None:
    """'On Fridays' recurs; 'Mondays attack', an apostrophe lost on the way, is Monday's."""
    before, after = m.string[max(0, m.start() - 10) : m.start()], m.string[m.end() : m.end() + 8]
    if is_a_name(m.string, m.start(), m.end()):
        return None
    weekday = WEEKDAYS[m["day"].lower()]
    if _LOWER_WORD_AFTER.match(after) and not _PLURAL_USE.search(before):

        def resolve(anchors: Anchors) -> Stretch:
            return one_day(on_or_before(weekday, anchors.report))

        return Atom(m.start(), m.end() - 1, TimeKind.DAY, "dates.weekday", resolve, confidence=0.7, floating=True)
    return Atom(m.start(), m.end(), TimeKind.RECURRING, "dates.recurring", unresolved, confidence=0.8)


RULES = (
    Rule(
        (*WEEKDAYS, "last", "past", "next", "coming", "this", "previous", "following", "preceding"),
        _WEEKDAY_RULE,
        _read_weekday,
    ),
    Rule(tuple(f"{day}s" for day in WEEKDAYS), _PLURAL, _read_plural),
)
