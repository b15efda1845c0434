"""Times of day: 'at 3 pm', '0200 GMT', 'at dawn', 'in the early hours', 'night'.

Comes in: a match at a number or a part of the day. Goes out: an atom that joins a day beside it ('Monday night',
'at 0200 today') and dates nothing by its hour. Knowledge: English and wire usage (24-hour figures, GMT).
"""

from __future__ import annotations

import re

from onrecord.dates.phrases import Anchors, Atom, CountsFrom, Rule, TimeKind, unresolved
from onrecord.dates.stretch import Stretch, days_before, one_day
from onrecord.dates.words import END, S, pattern

_ZONE = rf"(?:{S}(?:gmt|utc|local{S}time|hours|hrs|hours{S}local{S}time|edt|est|z){END})"
_HOUR = pattern(
    r"(?:(?P<h12>1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:[ap]\.\s?m\.|[ap]\.?m\b|o'clock\b|o’clock\b)"
    rf"|(?P<h24>[01]?\d|2[0-3])[:.h][0-5]\d(?!\d|[.:/-]\d)|(?P<wire>[01]\d|2[0-4])[0-5]\d){END}(?P<zone>{_ZONE})?"
)
_CLOCK_BEFORE = re.compile(
    r"\b(?:at|around|about|by|before|after|from|until|since|between|and|approximately)\s{1,3}$", re.IGNORECASE
)
_AT_BEFORE = re.compile(r"\bat\s{1,3}(?:about\s{1,3}|around\s{1,3}|approximately\s{1,3})?$", re.IGNORECASE)

_PART = pattern(
    rf"(?:(?P<lead>early|late|mid|pre){END}(?:[\s-]{{1,2}}))?"
    rf"(?P<part>morning{S}hours|dawn|sunrise|daybreak|morning|midday|noon|afternoon|dusk|sunset|evening|night|midnight|hours{S}of{S}darkness|nightfall|hours|hour){END}"
)
_BARE_LEAD = pattern(rf"(?P<lead>early|late){END}")
_PREPOSITION = re.compile(
    r"\b(?:at|before|after|around|by|in\s{1,3}the|during\s{1,3}the|through\s{1,3}the|throughout\s{1,3}the|until|since|into\s{1,3}the)"
    r"\s{1,3}$",
    re.IGNORECASE,
)
_NIGHT = ("night", "nightfall", "evening", "midnight", "dusk", "sunset")


PART_OF_DAY = "dates.part_of_day"
"""The rule of 'at night', whose day no word tells."""


def _read_hour(m: re.Match[str]) -> Atom | None:
    before = m.string[max(0, m.start() - 20) : m.start()]
    if re.search(r"\d[.,:/-]$|[$€£]$", before):
        return None
    if m["wire"] and not (m["zone"] or _AT_BEFORE.search(before)):
        return None
    if m["h24"] and not m["zone"] and not _CLOCK_BEFORE.search(before):
        return None
    return Atom(
        m.start(), m.end(), TimeKind.CLOCK, "dates.clock", unresolved, CountsFrom.NOTHING, 0.9, part_of_day=True
    )


def _read_part(m: re.Match[str]) -> Atom | None:
    """A part of the day: the day the sentence named, or else the report's; weak unless a preposition goes before."""
    part, lead = m["part"].lower(), (m["lead"] or "").lower()
    if part in ("hours", "hour") and lead != "early":
        return None
    before = m.string[max(0, m.start() - 18) : m.start()]
    night = part.startswith(_NIGHT) or "darkness" in part

    def resolve(anchors: Anchors) -> Stretch:
        if anchors.in_sentence is not None:
            return one_day(anchors.in_sentence)
        return days_before(anchors.report, 1) if night else one_day(anchors.report)

    weak = _PREPOSITION.search(before) is None
    return Atom(
        m.start(), m.end(), TimeKind.CLOCK, PART_OF_DAY, resolve, CountsFrom.REPORT, 0.4, weak, part_of_day=True
    )


def _read_lead(m: re.Match[str]) -> Atom | None:
    return Atom(m.start(), m.end(), TimeKind.CLOCK, "dates.late_or_early", unresolved, weak=True, part_of_day=True)


_PARTS = [
    "dawn",
    "sunrise",
    "daybreak",
    "morning",
    "midday",
    "noon",
    "afternoon",
    "dusk",
    "sunset",
    "evening",
    "night",
    "midnight",
    "nightfall",
    "hours",
]

RULES = (
    Rule(("#",), _HOUR, _read_hour),
    Rule((*_PARTS, "early", "late", "mid", "pre"), _PART, _read_part),
    Rule(("early", "late"), _BARE_LEAD, _read_lead),
)
