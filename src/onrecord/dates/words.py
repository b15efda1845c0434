"""The words that English reports tell time with, and the pattern pieces made of them.

Comes in: nothing. Goes out: tables from word to number (months, weekdays, counts, ordinals) and fragments of regular
expressions that the other modules of this package build their patterns from. Every fragment is bounded, so that a
pattern tried at one word looks at a fixed number of characters only, whatever stands there. Knowledge: English usage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS: dict[str, int] = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
MONTH_ABBREVIATIONS: dict[str, int] = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
ANY_MONTH: dict[str, int] = MONTHS | MONTH_ABBREVIATIONS

WEEKDAYS: dict[str, int] = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
"""Monday is 0, as in ``date.weekday()``."""
WEEKDAY_ABBREVIATIONS: dict[str, int] = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
ANY_WEEKDAY: dict[str, int] = WEEKDAYS | WEEKDAY_ABBREVIATIONS

COUNTS: dict[str, int] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
VAGUE_COUNTS = ("several", "few", "some", "many", "couple", "various", "number")

ORDINALS: dict[str, int] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}

SEASONS: dict[str, int] = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season of the northern hemisphere (meteorological seasons)."""

UNITS = ("hour", "day", "night", "week", "fortnight", "month", "year")

S = r"(?:(?=\s)[^\S\n]{0,8}+\n?+[^\S\n]{0,8}+)"
"""Space between two words: at most one line break, so that no phrase runs over a blank line."""
END = r"(?![^\W_])"
"""The end of a word."""
DASH = "[-\u2010-\u2015/]"
"""What stands between the two ends of a range."""


def either(words: Iterable[str]) -> str:
    """A group that matches any of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


MONTH = rf"(?:{either(MONTHS)}{END}|{either(MONTH_ABBREVIATIONS)}{END}\.?)"
WEEKDAY = rf"{either(WEEKDAYS)}{END}"
DAY_NUMBER = rf"(?:[0-3]?\d(?:st|nd|rd|th)?{END}|{either(ORDINALS)}{END})"
COUNT = rf"(?:\d{{1,3}}|{either(COUNTS)}){END}"
VAGUE = rf"(?:a{S})?{either(VAGUE_COUNTS)}{END}(?:{S}of{END})?(?:{S}the{END})?"


def pattern(*pieces: str) -> re.Pattern[str]:
    """Compile the joined pieces; case does not matter."""
    return re.compile("".join(pieces), re.IGNORECASE)


def number(word: str) -> int:
    """The value of '5', '5th', 'five' or 'fifth'. Raises KeyError for any other word."""
    word = word.lower()
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    return ORDINALS[word] if word in ORDINALS else COUNTS[word]


def month_number(word: str) -> int:
    """1 to 12 for 'January', 'jan' or 'Jan.'. Raises KeyError for any other word."""
    return ANY_MONTH[word.lower().rstrip(".")]


def continues_a_number(m: re.Match[str]) -> bool:
    """Whether a match stands right behind '5.', '1/', '$' and so on: part of a longer number, or of a sum."""
    return _BEFORE_NUMBER.search(m.string[max(0, m.start() - 2) : m.start()]) is not None


_BEFORE_NUMBER = re.compile(r"\d[.,:/-]$|[#$€£]$")


def is_written_as_month(word: str) -> bool:
    """Whether the letters can be a month's name here: 'may', 'mar' and 'march' in lower case are other words."""
    bare = word.rstrip(".")
    return bare[0].isupper() or (bare in MONTHS and bare not in ("may", "march", "august"))
