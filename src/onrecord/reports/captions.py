"""Picture captions: which paragraphs describe a picture and not the news.

In: a paragraph's words. Out: whether it is a caption. The cues are those that picture desks write: 'File photo.',
'Photo: name', 'REUTERS/Name', 'via Getty Images', and an agency's signature in brackets at the end.
"""

from __future__ import annotations

import re

from onrecord.reports.agencies import AGENCY

_MAX_CHARS = 450
_PICTURE = r"(?:photo|picture|image|photograph)s?"
_CUES = (
    r"\bfile (?:photo|picture|image|pic|footage)\b",
    rf"(?:^|[.(\[|]\s?){_PICTURE}(?: (?:credit|courtesy|by|via|from))? ?:",
    rf"\b{_PICTURE} (?:by|courtesy|credit)\b",
    r"\bgetty images\b",
    r"\bscreen ?(?:grab|shot)\b(?= from|:|\)|$)",
    r"\(handout\b|\bhandout (?:via|photo|picture|image)\b",
    rf"[(\[/]{AGENCY}[ /]+(?:file )?(?:photo|picture|image)\b",
    r"[(\[](?:photo|file|image|picture)[ :/]",
    r"\bcaption:",
    r"^\((?:file|photo|l-r|left to right)\b",
    r"[(\[](?:file|photo|photos)[)\]]\W*$",
)
_CUE = re.compile("|".join(_CUES), re.I)
_SIGNED = re.compile(
    rf"[(\[](?:{AGENCY})(?: and agencies|[/,] ?[\w .-]{{2,40}})?[)\]]\W{{0,2}}$"
    r"|\b(?:REUTERS|AFP|AP|EPA)/\S[^.]{1,50}$"
)
_CREDITED = re.compile(r"[(\[][A-Z][\w .]{1,30} and [Aa]gencies[)\]]\W{0,2}$")
_DATELINE_AT_END = re.compile(r"\b[A-Z]{3,}\s\([^()]{2,30}\)$")
_SPEECH = re.compile(r"\b(?:said|says|told|announced|added|according to)\b", re.I)
_ENDING = re.compile(r"[.!?][\"'”’)]*\s+(?=\S)")


def is_caption(words: str, *, is_last: bool) -> bool:
    """Whether a paragraph is a caption.

    A wire's own text also ends in its signature, so a signed paragraph counts only where more text follows, it is
    one sentence, and nobody speaks in it. Where people are cited in several sentences that mention a picture, the
    picture is part of the news.
    """
    if len(words) > _MAX_CHARS or len(words) < 4:
        return False
    sentences = 1 + len(_ENDING.findall(words))
    if _CUE.search(words) and sentences <= (2 if _SPEECH.search(words) else 4):
        return True
    if is_last or _DATELINE_AT_END.search(words) or not (_SIGNED.search(words) or _CREDITED.search(words)):
        return False
    return sentences <= 2 and _SPEECH.search(words) is None
