"""Titles: which line is the headline, and what a title says of the report as a version.

In: lines. Out: whether one reads as a headline; whether a title marks an update. The prefixes are those of the wires
(Reuters 'UPDATE 2-', 'CORRECTED-', 'WRAPUP 1-') and of web desks ('UPDATED:', '[Update]').
"""

from __future__ import annotations

import re

from onrecord.reports.layout import OPEN_WORDS

_MAX_CHARS = 220
_MAX_WORDS = 32
_ENDS_SENTENCE = re.compile(r"(?<![A-Z])[.,;:][\"'”’)]*$|\.\.\.$")
_SIGNATURE = re.compile(r"\s?\([^()]{2,40}\)$")
_UPDATE = re.compile(
    r"\W{0,2}(?:\d{1,2}(?:st|nd|rd|th) )?(?:updated?|corrected|correction|corrects|wrapup|amended)(?: \d{1,2})?"
    r"[\])]?\s?[:\-–—|\]]"
    r"|\W{0,2}update \d{1,2}\s|.{0,250}[(\[]updated?(?: \d{1,2})?[)\]]\s*$",
    re.I,
)


def reads_as_title(line: str, *, continued: bool = False) -> bool:
    """Whether a line could be a headline: two words or more, short, not ended as a sentence.

    Only a line that continues one may start in lower case.
    """
    words = line.split()
    return (
        2 <= len(words) <= _MAX_WORDS
        and len(line) <= _MAX_CHARS
        and _ENDS_SENTENCE.search(_SIGNATURE.sub("", line)) is None
        and words[-1] not in OPEN_WORDS
        and any(letter.isalpha() for letter in line)
        and (continued or not line[0].islower())
    )


def marks_update(title: str | None) -> bool:
    """Whether a title says that it replaces an earlier version: 'UPDATED: …', 'UPDATE 2-…', '… (updated)'."""
    return title is not None and _UPDATE.match(title) is not None


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, however white space runs between them; None where they do not."""
    parts = words.split()
    if not parts:
        return None
    found = re.search(r"\s+".join(map(re.escape, parts)), text)
    return None if found is None else found.span()
