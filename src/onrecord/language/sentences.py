"""Where sentences begin and end in news text.

Comes in: a text. Goes out: half-open (start, end) offsets of its sentences, in order, without the white space
around them. A blank line always ends a sentence; a single line break does unless the text is wrapped at a fixed
width; a full stop does unless it belongs to an abbreviation or an initial. What runs on for longer than any sentence
of news is cut between words.
"""

from __future__ import annotations

import re
from itertools import pairwise

_ABBREVIATIONS = frozenset(
    "adm brig capt cmdr col cpl det dr fr gen gov hon insp jr lt maj mr mrs ms msgr mt no nos pfc pres prof pvt rep "
    "rev sen sgt sr ssgt st supt jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun vs "
    "approx dept est etc inc ltd co corp bn km mi ft al cf eg ie u.s u.k u.n e.g i.e a.m p.m ph.d d.c".split()
)
_STARTERS = frozenset(
    "the a an in on at it he she they this that these those but and there its his her their we i as after "
    "when while meanwhile however also since according".split()
)
_BREAK = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]+[\"'”’»)\]]*)(?P<space>\s+)(?P<next>[\"'“‘«(\[]*\w)|(?P<blank>\n[^\S\n]*\n\s*)"
)
_LAST_WORD = re.compile(r"[\w.'’-]+$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*(\w+)")
WRAP_WIDTHS = (45, 90)
"""Line lengths, in characters, between which most lines lie in a text wrapped at a fixed width (teleprinter 69,
mail 72-80)."""
LONGEST = 1_500
"""Characters: the longest sentence of the development reports has 603. A longer stretch is a table, a list or junk;
cut, it costs the stages that compare all words of a sentence no more than news does."""


def is_wrapped(text: str) -> bool:
    """Whether line breaks are those of a fixed width rather than of paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    inner = [len(line.rstrip()) for line in lines[:-1]]
    if len(inner) < 4:
        return False
    narrow, wide = WRAP_WIDTHS
    return sum(1 for length in inner if narrow <= length <= wide) / len(inner) > 0.6


def _ends_sentence(text: str, stop_at: int, stop: str, following: str) -> bool:
    if stop[0] in "!?…" or len(stop.rstrip("\"'”’»)]")) > 1:
        return True
    before = _LAST_WORD.search(text, max(0, stop_at - 25), stop_at)
    word = before.group().lower() if before else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", word):
        next_word = _NEXT_WORD.match(text, following_start(text, stop_at, stop))
        return next_word is not None and len(word) != 1 and _opens_sentence(next_word[1])
    return following.isupper() or following.isdigit() or not following.isalpha() or len(word) > 3


def _opens_sentence(word: str) -> bool:
    return word[0].isupper() and word.lower() in _STARTERS


def following_start(text: str, stop_at: int, stop: str) -> int:
    """Offset of the first character after a full stop and the white space behind it."""
    at = stop_at + len(stop)
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, as trimmed (start, end) offsets."""
    cuts = [0]
    for match in _BREAK.finditer(text):
        if match["blank"] is not None:
            cuts.append(match.end())
        elif _ends_sentence(text, match.start("stop"), match["stop"], match["next"][-1]):
            cuts.append(match.end("space"))
    if not is_wrapped(text):
        in_paragraphs = _BLANK.search(text) is not None
        breaks = re.finditer(r"\n[ \t]*", text)
        cuts.extend(match.end() for match in breaks if not (in_paragraphs and _runs_on(text, match.start())))
    trimmed = (_trim(text, start, end) for start, end in pairwise([*sorted(set(cuts)), len(text)]))
    return [piece for start, end in trimmed if start < end for piece in _cut_longest(text, start, end)]


_BLANK = re.compile(r"\n[^\S\n]*\n")
_ENDS_LINE = frozenset(".!?…:;\"'”’»)]")


def _runs_on(text: str, at: int) -> bool:
    """Whether a long line breaks at an offset in the middle of a sentence, in a text that parts paragraphs by blank
    lines."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    following = text[at : at + 2].strip()
    return len(line) >= WRAP_WIDTHS[0] and line[-1] not in _ENDS_LINE and bool(following)


def _cut_longest(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A trimmed stretch in pieces of at most LONGEST characters, cut behind white space where there is any."""
    pieces = []
    while end - start > LONGEST:
        cut = _last_space(text, start, start + LONGEST)
        pieces.append(_trim(text, start, cut))
        start, _ = _trim(text, cut, end)
    return [*pieces, (start, end)]


def _last_space(text: str, start: int, limit: int) -> int:
    return next((at for at in range(limit, start, -1) if text[at - 1].isspace()), limit)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
