"""The paragraphs of a text, as the eye sees them.

In: text. Out: spans of paragraphs, trimmed of white space, in order. Three layouts are told apart: paragraphs between
blank lines, one paragraph a line, and lines broken at a fixed width (wires, e-mail) where a paragraph runs over many.
Whatever the layout, a line break in the middle of a sentence parts nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.model import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|\u2029")
_MAX_WIDTH = 110
"""Lines broken by hand or by a wire's terminal are 60 to 80 characters wide; e-mail reaches 100."""
_SLACK = 12
"""A line may end this short of the full width although the next word had fitted (indents, double spaces)."""
_WRAPPED_SHARE = 0.7
_ENDERS = frozenset(".!?:;…\"”’'»)]|")
_NAME_PREFIX = re.compile(r"[a-z]{1,4}[-'’][A-Z]")
"""Names that start in lower case: 'al-Shabaab', 'el-Fasher'."""
OPEN_WORDS = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "after", "before", "and", "or", "as"}
    | {"into", "that", "his", "her", "their", "its", "was", "were", "has", "have", "had", "is", "are", "who", "while"}
)
"""Words that no line of its own ends with."""


def lines_of(text: str) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    found = []
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if words:
            start = match.start() + len(raw) - len(raw.lstrip())
            found.append(Span(start, start + len(words)))
    return found


def paragraphs_of(text: str) -> list[Span]:
    """The paragraphs of a text. Lines are joined where the text is broken at a width, or a sentence runs on."""
    lines = lines_of(text)
    continues = _continues if _is_wrapped(text, lines) else _runs_on
    joined: list[Span] = []
    for line in lines:
        if joined and continues(text, joined[-1], line):
            joined[-1] = joined[-1].join(line)
        else:
            joined.append(line)
    return joined


def same_chunk(text: str, before: Span, after: Span) -> bool:
    """Whether no blank line stands between two lines."""
    return _BLANK.search(text, before.end, after.start) is None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most line breaks come where the next word would have gone over the width of the text."""
    breaks = [pair for pair in pairwise(lines) if same_chunk(text, *pair)]
    width = max((line.end - line.start for line in lines), default=0)
    if not breaks or width > _MAX_WIDTH:
        return False
    forced = sum(_was_forced(text, before, after, width) for before, after in breaks)
    return forced >= _WRAPPED_SHARE * len(breaks)


def _was_forced(text: str, before: Span, after: Span, width: int) -> bool:
    next_word = text[after.start : min(after.end, after.start + width)].split(None, 1)[0]
    return before.end - before.start + 1 + len(next_word) > width - _SLACK


def _continues(text: str, before: Span, after: Span) -> bool:
    indented = text[max(0, after.start - 2) : after.start].isspace() and text[after.start - 1] not in "\r\n"
    if indented and text[after.start - 2 : after.start].strip("\r\n") == text[after.start - 2 : after.start]:
        return False
    return same_chunk(text, before, after)


def _runs_on(text: str, before: Span, after: Span) -> bool:
    """Whether a sentence runs over a single line break: it is not ended above, and goes on in lower case below."""
    if text[before.end - 1] in _ENDERS:
        return False
    last_word = text[max(before.start, before.end - 12) : before.end].rsplit(maxsplit=1)[-1]
    goes_on = text[after.start].islower() and not _NAME_PREFIX.match(text, after.start)
    return (goes_on or last_word in OPEN_WORDS) and same_chunk(text, before, after)
