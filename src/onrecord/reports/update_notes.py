"""Notes that a publisher puts on a report it has changed: 'Update (18:00): …', 'Correction: an earlier version said …'.

In: a paragraph's words, or a parsed page. Out: whether the words are such a note, and of which kind. An update tells
news and is read as part of the report; a correction tells of the report itself, and the figure that it takes back is
no claim. Wordings: those of AP's, Reuters' and the BBC's published policies on corrections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from onrecord.model import Block, BlockKind

LONGEST = 600
_UPDATE = re.compile(
    r"\W{0,3}updated?\b[^.:]{0,30}[:—–-]\s*\w|\W{0,3}editor['’]?s['’]? note\b.{0,160}\b(?:updated|revised|changed)\b",
    re.I,
)
_CORRECTION = re.compile(
    r"\W{0,3}(?:correct(?:ion|ed|s)|clarification|clarifies|erratum|amend(?:ed|ment))\b[^.:]{0,40}[:—–-]\s*\w"
    r"|.{0,80}\bthis (?:story|article|report|page|piece|headline|post) (?:was|has been|had been)"
    r" (?:first )?(?:updated|corrected|amended|changed|edited|revised|clarified)\b"
    r"|.{0,60}\b(?:an|the) (?:earlier|previous|original) version of (?:this|the)"
    r" (?:story|article|report|page|headline)\b",
    re.I,
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:update|updates|correction|corrections|clarification|editors?[_-]?notes?|erratum)(?:$|[\s_-])", re.I
)
_TAGS = ("p", "div", "aside", "section", "em", "small")


def is_correction(words: str) -> bool:
    """Whether a paragraph tells that the report itself was changed, and how."""
    return len(words) <= LONGEST and _CORRECTION.match(words) is not None


def is_update_note(words: str) -> bool:
    """Whether a paragraph is a note of either kind."""
    return len(words) <= LONGEST and (_UPDATE.match(words) is not None or is_correction(words))


def notes_in(text: str, blocks: Iterable[Block]) -> list[str]:
    """The notes in a report, in text order."""
    kinds = (BlockKind.BODY, BlockKind.FURNITURE)
    words = (text[block.start : block.end] for block in blocks if block.kind in kinds)
    return [one for one in words if is_update_note(one)]


def marked_notes(tree: Any) -> list[str]:
    """The notes of a page in elements marked as such, outermost once, in page order: extraction drops asides."""
    found: list[str] = []
    for element in tree.iter(*_TAGS):
        if _MARKED.search(f"{element.get('class', '')} {element.get('id', '')}"):
            words = " ".join("".join(element.itertext()).split())
            if is_update_note(words) or (0 < len(words) <= LONGEST and "note" in (element.get("class") or "").lower()):
                found += [] if any(words in one for one in found) else [words]
    return found
