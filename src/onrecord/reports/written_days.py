"""How pages write a calendar day: the pattern that finds such words, before anybody reads them as a date.

Out: regular-expression sources. Reading the words as a date is onrecord.dates.absolute's work.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = (
    rf"(?:(?:{WEEKDAY}\b\.?,?\ +)?(?:{_NUMBER}[\ -]{MONTH}\b\.?,?[\ -]\d{{4}}|{MONTH}\b\.?\ {_NUMBER},?\ ?\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}))(?!\d)"
)
"""A day with its year, weekday or not: '3 May 2021', 'Sat, May 3, 2021', '2021-05-03', '03.05.2021'."""
TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?|\d{3,4})(?:\ ?[ap]\.?m\b\.?)?(?:\ (?:gmt|utc|[a-z]{2,4}t|ksa)\b)?(?:[+-]\d{1,4})?"
)

_BARE = re.compile(rf"(?:{DAY})(?:[,\ |@-]*(?:at\ )?{TIME})?\W{{0,3}}|(?:{TIME})[,\ |-]*(?:{DAY})\W{{0,3}}", re.I)
_BAR = re.compile(r"\s[|·•]\s")
_LAST_UPDATED = re.compile(
    r"(?:this (?:page|site) (?:was )?)?last (?:updated?|modified|changed)(?: on| at)?:?\s*", re.I
)
_ANYWHERE = re.compile(rf"\b{DAY}", re.I)


def is_bare_day(line: str) -> bool:
    """Whether a line is nothing but a day with its year, perhaps with a time."""
    return len(line) <= 60 and _BARE.fullmatch(line) is not None


def is_site_clock(line: str) -> bool:
    """Whether a line is a site's name and when the site last changed: 'Example Post | Last updated: 3 May 2021'."""
    if len(line) > 160:
        return False
    items = [item.strip() for item in _BAR.split(line)]
    stamps = [item for item in items if (said := _LAST_UPDATED.match(item)) and is_bare_day(item[said.end() :])]
    names = [item for item in items if item not in stamps]
    return len(stamps) == 1 and bool(names) and all(_is_name(item) for item in names)


def _is_name(item: str) -> bool:
    return 0 < len(item.split()) <= 5 and not any(letter.isdigit() for letter in item)


def find_day(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Where the first written day with a year stands between two offsets; None where there is none."""
    found = _ANYWHERE.search(text, start, len(text) if end is None else end)
    return None if found is None else found.span()
