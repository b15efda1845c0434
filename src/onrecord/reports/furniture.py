"""Page furniture: bylines, counters, share bars, tag lists, 'related' headlines, legal lines.

In: text and paragraphs. Out: where furniture stands, as whole lines, as the page tools before a text, and as the
foot of a page after it; often all of it runs together with the text in one paragraph.
"""

from __future__ import annotations

import re
from itertools import islice

from onrecord.model import Span
from onrecord.reports.agencies import AGENCY
from onrecord.reports.page_words import (
    CREDITS,
    DESK_CODE,
    FOOT_START,
    FOOT_SURE,
    LABEL,
    LINE,
    SECTIONS,
    SLUG,
    TOOL_FILLERS,
    TOOL_WORDS,
)
from onrecord.reports.written_days import DAY, TIME, is_bare_day, is_site_clock

_MAX_LINE = 320
_MAX_TOOLS = 25
_NAME = r"[^\W\d_a-z][\w'’.-]{0,24}"
_BYLINE_WORD = rf"(?:{_NAME}|and|&|of|for|in|with|the|al|bin)"
_BYLINE = re.compile(
    rf"(?i:(?:written |reported |story |report |words )?by):? {_BYLINE_WORD}(?:,? (?:{_BYLINE_WORD}|\|)){{0,11}}"
)
_SEPARATORS = re.compile(r"[\s|/,·•+:]+|(?<=\w)-(?=\s)|(?<=\s)-")
_BETWEEN_SECTIONS = re.compile(r"\s{2,}|\t|\s*[|·•›»/]\s*")
_LEAST_SECTIONS = 3
_COUNTER = re.compile(r"\d[\d.,]{0,9}[km]?", re.I)
_TOOL_PREFIX = re.compile(
    rf"(?:\(updated:? {TIME}[, ]*(?:{DAY})?\)|.{{0,90}}?get short url\b|.{{0,90}}?\bprint tweet\b"
    r"|.{0,60}?\bviews \d{1,9}\b)"
    r"(?:\s{0,4}(?:get short url|print|tweet|topic [^().!?]{3,90}\(\d{1,6}\)|views \d{1,9}\b"
    r"|\b\d{1,6}(?=\s+(?-i:[A-Z0-9(\"“])|\s*$)))*",
    re.I,
)
_DATE_PREFIX = re.compile(
    r"(?!(?i:on|in|at|by|since|until|from|after|before|between|during|late|early)\b)"
    rf"(?:{_NAME},? ){{0,6}}(?i:{DAY})(?:[ ,|-]*(?i:{TIME}))?\b\W{{0,4}}(?=[\"“'‘]?[A-Z\d])"
)
_SIGNED_DAY = re.compile(rf"\b{AGENCY}[ ,|-]{{1,3}}(?i:{DAY})(?:[ ,|-]*(?i:{TIME}))?\b\s*(?=[\"“'‘]?[A-Z\d])")
_TAGS = re.compile(r"(?:^|(?<=[\w.\"'”’)] ))Tags:?\s", re.M)
_MAX_TAGS = 40
_OPENERS = frozenset(
    {
        "The",
        "A",
        "An",
        "At",
        "More",
        "Dozens",
        "Scores",
        "Several",
        "Some",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
    }
    | {"Eight", "Nine", "Ten"}
)
"""Words that open sentences and hardly ever a tag."""
_RUNNING = frozenset(
    {"on", "in", "at", "by", "with", "to", "from", "was", "were", "is", "are", "has", "have", "had", "a", "the", "that"}
    | {"killed", "said", "who", "after", "as"}
)
"""Words that no tag holds: where one comes, a sentence has begun at the last capital letter before it."""
_OPENING = 300
"""Characters of a paragraph that page tools running into it take at most."""
_STANDFIRST = 600
"""Characters from the top within which a signed day or a tag list parts a standfirst from the text."""
_FOOT_REACH = 1500
"""Characters that tags, counters and 'related' headlines fill at most before a legal or comment line closes them."""
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}[.!?][\"”’']?\s+[A-Z]")
_SENTENCE_END = re.compile(r"[.!?][\"”’')]?\s+")
_SPEECH = re.compile(r"\b(?:said|told|added|reported)\b")


def is_furniture(line: str, *, is_last: bool = False) -> bool:
    """Whether a whole line is furniture. Desk initials ('MK/AB', '218-11') are so only as the last line."""
    if len(line) > _MAX_LINE:
        return False
    if is_last and DESK_CODE.fullmatch(line):
        return True
    return (
        is_bare_day(line)
        or is_site_clock(line)
        or is_byline(line)
        or _is_navigation(line)
        or _is_tool_bar(line)
        or any(pattern.fullmatch(line) for pattern in (LABEL, LINE, SLUG))
        or not any(character.isalpha() for character in line)
    )


def is_byline(line: str) -> bool:
    """Whether a line names the authors: 'By Ann Example and Bo Example in Beirut'."""
    return len(line) <= 110 and _BYLINE.fullmatch(line) is not None


def _is_navigation(line: str) -> bool:
    """Whether a line is a bar of a site's sections: 'Home  World  Opinion  Sport', 'Home | News | Africa'."""
    items = [item.strip() for item in _BETWEEN_SECTIONS.split(line) if item.strip()]
    if len(items) == 1:
        items = line.split()
        return len(items) >= _LEAST_SECTIONS and all(item.lower() in SECTIONS for item in items)
    short = all(len(item.split()) <= 3 and item[0].isupper() and item[-1].isalpha() for item in items)
    named = sum(item.lower() in SECTIONS for item in items)
    return len(items) >= _LEAST_SECTIONS and short and 2 * named >= len(items)


def _is_tool_bar(line: str) -> bool:
    words = [word for word in _SEPARATORS.split(line.lower(), maxsplit=_MAX_TOOLS + 1) if word]
    return any(word in TOOL_WORDS for word in words) and all(
        word in TOOL_WORDS or word in TOOL_FILLERS or _COUNTER.fullmatch(word) for word in words
    )


def tools_before(text: str, start: int, end: int) -> Span | None:
    """The page tools, counters or day that run into the start of a paragraph: 'Get short URL 0 25 A bomb …'."""
    stop = min(end, start + _OPENING)
    for pattern in (_TOOL_PREFIX, _DATE_PREFIX):
        found = pattern.match(text, start, stop)
        if found and found.group().strip():
            return Span(start, start + len(found.group().rstrip()))
    return None


def signed_day_inside(text: str, start: int, end: int) -> Span | None:
    """An agency and a day between standfirst and text: '… in Homs AFP Monday 17 Mar 2014 Six people …'."""
    found = _SIGNED_DAY.search(text, start, min(end, start + _STANDFIRST))
    return None if found is None else Span(found.start(), found.start() + len(found.group().rstrip()))


def tags_inside(text: str, start: int, end: int) -> Span | None:
    """A tag list near the top that runs into the text: 'Tags Kano bombs police The explosion …'.

    It ends at a full stop, or where a sentence begins; where neither comes within forty words, none is cut.
    """
    label = _TAGS.search(text, start, min(end, start + _STANDFIRST))
    if label is None:
        return None
    tag_end = capital = label.start() + len("Tags")
    for word in islice(re.finditer(r"\S+", text[label.end() : min(end, label.end() + _STANDFIRST)]), _MAX_TAGS):
        here = label.end() + word.start()
        if word.group() in _OPENERS or word.group().isdigit():
            return Span(label.start(), tag_end)
        if word.group() in _RUNNING:
            return Span(label.start(), capital)
        if word.group()[0].isupper():
            capital = tag_end
        tag_end = here + len(word.group())
        if word.group().endswith("."):
            return Span(label.start(), tag_end)
    return None


def foot_of(text: str, paragraphs: list[Span]) -> int | None:
    """Where the foot of the page starts: all after it is furniture. None where the text runs to its end.

    Sure words (comment rules, legal lines) say that there is a foot; it starts with the tags, 'related' headlines or
    credits that lead up to them. Without sure words, credits, or headlines without any sentence to the text's end,
    make one. It is looked for in the last two thirds only.
    """
    if not paragraphs:
        return None
    begin, end = paragraphs[0].start, paragraphs[-1].end
    middle = begin + (end - begin) // 3
    sure = FOOT_SURE.search(text, middle, end)
    limit = sure.start() if sure else end
    for found in FOOT_START.finditer(text, max(middle, limit - _FOOT_REACH), limit):
        if sure is not None:
            leads_up = not _has_prose(text, found.end(), limit)
        else:
            leads_up = bool(CREDITS.match(text, found.start())) or not _SENTENCE_INSIDE.search(text, found.end(), end)
        if leads_up:
            return found.end() - len(found.group().lstrip())
    return _sentence_start(text, limit, paragraphs) if sure else None


def _has_prose(text: str, start: int, end: int) -> bool:
    """Whether reported speech runs between two offsets, which headlines hardly have: then the foot starts later."""
    return len(_SPEECH.findall(text, start, end)) >= 2


def _sentence_start(text: str, position: int, paragraphs: list[Span]) -> int:
    """The start of the sentence, in its paragraph, that holds an offset."""
    start = max((paragraph.start for paragraph in paragraphs if paragraph.start <= position), default=position)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, position)]
    return ends[-1] if ends else start
