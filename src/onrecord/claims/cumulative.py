"""Running totals: 'since March 2011', 'in the past weeks', 'the war has killed'.

Comes in: the words of a sentence. Goes out: whether a figure in them counts more than one incident.
"""

from __future__ import annotations

import re

LARGEST_INCIDENT = 10_000
"""No single incident in UCDP GED's Syria rows counts as many dead; a larger figure is a war's, not an incident's."""

_WITHIN = (
    r"\b(?:in|within)\s+(?:(?:less|more)\s+than|under|over|just|only|about|nearly|almost)\s+(?:an?|\w+)\s+"
    r"(?:days|weeks?|months?|years?)\b"
)
_RECORD_SINCE = re.compile(
    rf"\b(?:\w+est|worst|first|second|third|(?:\d+|four|fif|six|seven|eigh|nin|ten)th|only|latest|most\s+\w+)\b"
    rf"[^.;]{{0,90}}?(?:\bsince\b|{_WITHIN})",
    re.IGNORECASE,
)
"""'the deadliest attack since the war began', 'the third in less than a week' date no toll."""
_HELD_SINCE = re.compile(
    r"\b(?:blocked|held|closed|sealed|sealed\s+off|surrounded|cordoned\s+off|besieged|occupied|controlled|ruled|shut|missing|under)\s+[^.;,]{0,60}?\bsince\b[^.;,]*",
    re.IGNORECASE,
)
"""'a bridge blocked by crowds since the day before', 'a town held by rebels since June': a state, not a count."""
_UNITS = r"(?:weeks|months|years|year|month)"
_CONFLICT = r"(?:war|conflict|insurgency|uprising|unrest|campaign|crisis|fighting)"
_CUMULATIVE = re.compile(
    r"\bsince\b(?!\s+(?:dawn|morning|early|this\s+morning))|\bso far this\b|\bin\s+recent\s+days\b"
    rf"|\b(?:over|in|during|within)\s+(?:the\s+)?(?:past|last|recent)\s+(?:\w+\s+)?{_UNITS}\b"
    rf"|{_WITHIN}"
    r"|\btoll\s+(?:of|for|over|in)\s+the\s+(?:past|last)\s+(?:\w+\s+)?days\b"
    rf"|\b{_CONFLICT}\s+(?:\w+\s+){{0,4}}?(?:has|have|had)\s+(?:\w+\s+)?(?:killed|claimed|left|cost|displaced)"
    r"|\b(?:across|throughout|around)\s+the\s+country\b|\b(?:nation|country)wide\b"
    r"|\b(?:days|weeks|months)\s+of\s+(?:air\s?strikes|air\s?raids|bombardments?|bombing|shelling|attacks|violence|unrest)\b"
    r"|\bin\s+the\s+(?:first|second|last)\s+(?:half|quarter|\w+\s+(?:weeks|months|years))\b"
    r"|\b(?:thousands|hundreds\s+of\s+thousands)\s+(?:of\s+[^.;]{0,60}?\s+)?have\s+(?:been\s+killed|died)\b"
    r"|\bviolence\s+(?:has|have)\s+(?:killed|claimed|left|cost)\s+(?:[a-z]+\s+){0,3}\d{1,3}[,.]?\d{3}\b"
    r"|\byears?\s+of\s+(?:war|conflict|fighting)|\bin\s+the\s+(?:\w+\s+)?(?:insurgency|conflict|uprising)\b"
    r"|\b(?:war|conflict|uprising)\s+(?:which|that)\s+(?:has|have)\b|\bin\s+the\s+(?:civil\s+)?war\b|\bthis\s+year\b",
    re.IGNORECASE,
)


_DAYS_OF_FIGHTING = re.compile(
    r"^(?=.*\b(?:fighting|clash(?:es)?|battles?|violence|bombardment|shelling|riots?|graves?|rubble|exhumed)\b)"
    r"(?=.*\bsince\s+(?:late\s+|early\s+)?(?:on\s+)?(?:\w+day|the\s+weekend)\b)(?!.*\b(?:br(?:ing|ings|inging|ought)|toll|total)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""'Fighting around the town has claimed 30 lives since Saturday': a battle of days, or a grave that is opened for days,
is one incident, not many."""


_COUNTS_ON = re.compile(
    r"\b(?:have|has)\s+(?:also\s+)?(?:died|been\s+(?:killed|slain|injured|wounded)|lost\s+their)\b", re.IGNORECASE
)


def is_cumulative(sentence: str, before: str = "") -> bool:
    """Whether a sentence tells a running total: 'since March 2011', 'in the past weeks', 'the war has killed'; or goes
    on with that of the sentence before: 'On the other side seven civilians have died.'

    Requirement D6: such a figure belongs to a situation, never to an incident.
    """
    if _DAYS_OF_FIGHTING.match(sentence):
        return False
    if before and _COUNTS_ON.search(sentence) and is_cumulative(before):
        return True
    return _CUMULATIVE.search(_RECORD_SINCE.sub(" ", _HELD_SINCE.sub(" ", sentence))) is not None


_BRINGS = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|rais(?:es|ing)|tak(?:es|ing))\b(?=[^.;]{0,80}\b(?:total|number|toll|dead|killed|deaths)\b)",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\b(?:this|last)\s+(?:week|month|year)\b|\bin\s+\w+\s+(?:hours|days|weeks|months)\b", re.IGNORECASE
)


def cumulative_from(sentence: str, before: str = "") -> int | None:
    """The character from which a sentence's figures are a running total, 0 for all of them; None where none is: 'killed
    ten, bringing to 57 the number of dead since Thursday' tells ten of its own."""
    brings = _BRINGS.search(sentence)
    if brings is not None:
        behind = sentence[brings.start() :]
        if is_cumulative(behind) or _OVER_TIME.search(behind):
            return 0 if is_cumulative(sentence[: brings.start()], before) else brings.start()
    return 0 if is_cumulative(sentence, before) else None
