"""Disguised text: characters that hide words from a reader of characters and not from a person.

In: a report's text. Out: Plain, a copy for analysis in which hidden characters are gone and lookalikes, wide letters,
ligatures and parted accents are ordinary letters, with the way from its offsets back to the report's own; and warnings.
The report's text is never changed: all that is cited is cut from it. Most texts hold nothing of the kind and need no
copy. Source: Unicode Standard Annex 9 (bidirectional controls), Technical Standard 39 (confusables), Annex 15.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from onrecord.model import Block, Report, Span

_TURNS = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates: they change in which order a text is shown."""
_JOINERS = "\u200c-\u200f\u061c"
"""Of use in Arabic, Persian and Indic scripts, and in emoji; inside a Latin word they hide it."""
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e00ff"
)
_PARTING_SPACES = "\xa0\u2007\u2008\u2009\u200a\u202f"
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x1c-\x1f\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Spaces of other widths, page breaks, and private characters, which are pictures in somebody's font."""
_WIDE = "\uff01-\uff5e\u24b6-\u24e9\U0001d400-\U0001d7ff"
"""Full-width, circled and mathematical letters and digits: each stands for one ordinary character."""
_LIGATURES = "\ufb00-\ufb06\u2160-\u217f"
_MARKS = "\u0300-\u036f"
_FOREIGN = "\u0370-\u052f"
"""Greek and Cyrillic."""

_SUSPECT = re.compile(
    f"[{_TURNS}{_JOINERS}{_VARIANTS}{_UNSEEN}{_SPACES}{_WIDE}{_LIGATURES}{_MARKS}\x85\u2028\u2029]|\r(?!\n)"
    f"|[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]"
)
_PARTED_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,])[0-9]{{1,3}}(?:[{_PARTING_SPACES}][0-9]{{3}})+(?![\d.,]\d)(?!\d)")
_PARTING = re.compile(f"[{_PARTING_SPACES}]")
_ONE_FOR_ONE = re.compile(f"(?P<space>[{_SPACES}])|(?P<line>[\x85\u2028]|\r(?!\n))|(?P<wide>[{_WIDE}])")
_RESIZED = re.compile(
    f"(?P<hidden>[{_TURNS}{_JOINERS}{_VARIANTS}{_UNSEEN}]+)|(?P<paragraph>\u2029)|(?P<ligature>[{_LIGATURES}])"
    rf"|(?P<accented>[^\W\d_][{_MARKS}]{{1,8}})|(?P<stray>[{_MARKS}]+)"
)
_MIXED_WORD = re.compile(rf"\b(?=[^\W\d_]{{0,60}}[A-Za-z])(?=[^\W\d_]{{0,60}}[{_FOREIGN}])[^\W\d_]{{2,60}}\b")
_LOOKALIKES = dict(
    zip(
        "асԁеһіјӏорԛѕуѵхԝгкАВЕНІЈКМОРЅТУХԜ" + "αγικνορυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "acdehijlopqsyvxwrkABEHIJKMOPSTYXW" + "ayiknopuxABEZHIKMNOPTYX",
        strict=True,
    )
)
AS_LATIN = str.maketrans(_LOOKALIKES)
"""Greek and Cyrillic letters as the Latin ones they look like."""
_HIDING = re.compile(f"[{_UNSEEN}]|(?<=[A-Za-z0-9])[{_JOINERS}]|[{_JOINERS}](?=[A-Za-z0-9])")
_TURNING = re.compile(f"[{_TURNS}]")
_SHOWN = 3
"""Characters or words that a warning names."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text for analysis. ``changes`` are the stretches whose length changed, as (start, end) in it and in the
    report's text, in order."""

    text: str
    changes: tuple[tuple[int, int, int, int], ...] = ()
    warnings: tuple[str, ...] = ()

    def back(self, span: Span) -> Span:
        """A span of this text as one of the report's: what it cuts out there reads the same."""
        return Span(self._there(span.start, side=0)[0], self._there(span.end - 1, side=0)[1])

    def into(self, span: Span) -> Span | None:
        """A span of the report's text as one of this; None where all of it is hidden characters."""
        start, end = self._there(span.start, side=2)[0], self._there(span.end - 1, side=2)[1]
        return Span(start, end) if start < end else None

    def report(self, report: Report) -> Report:
        """The report with this text, and blocks and spans that fit it."""
        spans = ((self.into(Span(block.start, block.end)), block.kind) for block in report.blocks)
        blocks = tuple(Block(span.start, span.end, kind) for span, kind in spans if span is not None)
        published = replace(report.published, span=report.published.span and self.into(report.published.span))
        return replace(report, text=self.text, blocks=blocks, published=published)

    def _there(self, offset: int, *, side: int) -> tuple[int, int]:
        """Where the character at an offset on one side (0 this text, 2 the report's) stands on the other."""
        other = 2 - side
        at = bisect.bisect_right(self.changes, offset, key=lambda change: change[side]) - 1
        if at < 0:
            return offset, offset + 1
        change = self.changes[at]
        if offset < change[side + 1]:
            return change[other], change[other + 1]
        there = change[other + 1] + offset - change[side + 1]
        return there, there + 1


def undisguised(text: str) -> Plain | None:
    """A text for analysis; None where the text itself serves."""
    if _SUSPECT.search(text) is None:
        return None
    numbered = _PARTED_NUMBER.sub(lambda number: _PARTING.sub(",", number[0]), text)
    even = _ONE_FOR_ONE.sub(_one_for_one, numbered)
    pieces, changes, done, length = [], [], 0, 0
    for match in _RESIZED.finditer(even):
        instead = _resized(match)
        kept = match.start() - done
        pieces += [even[done : match.start()], instead]
        length += kept + len(instead)
        changes.append((length - len(instead), length, match.start(), match.end()))
        done = match.end()
    plain = "".join([*pieces, even[done:]])
    latin = _MIXED_WORD.sub(lambda word: _latin(word[0]), plain)
    return Plain(latin, tuple(changes), tuple(_warnings(text, plain, latin)))


def _one_for_one(match: re.Match[str]) -> str:
    if match["wide"]:
        return unicodedata.normalize("NFKC", match[0])
    return " " if match["space"] else "\n"


def _resized(match: re.Match[str]) -> str:
    if match["paragraph"]:
        return "\n\n"
    if match["ligature"]:
        return unicodedata.normalize("NFKC", match[0])
    return unicodedata.normalize("NFC", match[0])[:1] if match["accented"] else ""


def _latin(word: str) -> str:
    """A word with its lookalikes as Latin letters; as it is where other letters of their script stand in it too."""
    latin = word.translate(AS_LATIN)
    return word if re.search(f"[{_FOREIGN}]", latin) else latin


def _warnings(text: str, plain: str, latin: str) -> Iterator[str]:
    hidden = _HIDING.findall(text)
    if hidden:
        yield (
            f"the text holds {len(hidden):,} hidden character{'s' if len(hidden) > 1 else ''} ({_names(hidden)}); "
            "they are passed over in reading"
        )
    turning = _TURNING.findall(text)
    if turning:
        yield (
            f"the text holds characters that turn the direction of writing ({_names(turning)}); "
            "what a screen shows may not be what is read"
        )
    if plain != latin:
        words = (word[0] for word in _MIXED_WORD.finditer(plain) if _latin(word[0]) != word[0])
        shown = ", ".join(f"'{word}'" for word in islice(dict.fromkeys(words), _SHOWN))
        yield f"the text holds Greek or Cyrillic letters that look like Latin ones ({shown}); they are read as Latin"


def _names(characters: list[str]) -> str:
    """Characters by their numbers, the most frequent first."""
    unique = sorted(set(characters), key=lambda one: (-characters.count(one), one))
    return ", ".join(f"U+{ord(one):04X}" for one in unique[:_SHOWN])
