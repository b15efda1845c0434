"""The same report again: copies of one wire story in several outlets, cut, retitled, in other furniture.

In: reports. Out: a Fingerprint of each, and whether two are copies, with the measure and the reason. What is compared
are runs of five words of the body (shingles: Broder 1997, "On the resemblance and containment of documents"), as
containment in the shorter and not as resemblance, since outlets cut a wire at different lengths. A site that prints
yesterday's report under today's shares as much text as a copy does; so the openings must agree as well.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from onrecord.model import BlockKind, Report

Hashes = NDArray[np.uint32]

SHINGLE_WORDS = 5
"""Tried 4, 5 and 6 on the 384 Syrian reports: the same pairs; five survives more light editing than six."""
LEAST_SHINGLES = 12
"""Below some sixteen words two reports can say the same and be two."""
LEAST_CONTAINED = 0.6
"""Of the shorter's shingles. On the 384 Syrian reports, with openings that agree, all pairs from 0.45 on tell of one
incident; those that outlets rewrote themselves lie under 0.6."""
HEAD_SHINGLES = 60
"""The opening: the words in which the shared text must begin."""
MOST_BEFORE = 24
"""Words that stand before the shared text in copies of one day: a byline, a standfirst, an edited lead."""
MOST_BEFORE_LATER = 10
"""The same in copies of different days: a site that prints yesterday's report under today's news puts a lead before
it, of 23 words in the 384 Syrian reports."""
LEAST_CONTAINED_BELOW = 0.75
"""Where more words than that stand before the shared text: on one day only."""
_WINDOW, _LEAST_IN_WINDOW = 10, 5
"""The shared text begins where five of ten shingles are shared; standing phrases share two or three."""
_WORD = re.compile(r"[^\W_]+")
_SAMPLED = np.uint32(4)
"""One shingle in four is looked up: a copy cut to forty words still meets its original in nine."""
_MOST_OWNERS = 200
"""A shingle that more reports share than a story has copies is furniture or a standing phrase."""
_MOST_CANDIDATES = 12
_LEAST_SHARED = 2
_LEAST_SAMPLE_SHARE = 0.35
"""Of the shorter's sample: well under the least that a copy contains, for a sample of a short text scatters."""
_LEAST_SORTED = 100_000
"""New postings that are sorted in at the earliest."""
_MULTIPLIERS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1], dtype=np.uint32)
"""Odd numbers with bits well spread, those of xxHash32 (BSD-2-Clause): facts of arithmetic."""


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What is compared of a report: its shingles' hashes, ascending; those of its opening, in text order; its day."""

    shingles: Hashes
    head: Hashes
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports are one text. ``contained``: how much of the shorter stands in the longer, 0 to 1."""

    contained: float
    reason: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Two reports are two texts, and why."""

    contained: float
    reason: str


def fingerprint(report: Report) -> Fingerprint:
    """The fingerprint of a report's body; of its whole text where it has no body."""
    bodies = [report.text[one.start : one.end] for one in report.blocks if one.kind is BlockKind.BODY]
    return fingerprint_of(" ".join(bodies) or report.text, report.published.day)


def fingerprint_of(text: str, day: date | None = None) -> Fingerprint:
    """The fingerprint of a text; case, punctuation and white space do not count."""
    hashes = _shingle_hashes(_WORD.findall(text.casefold()))
    return Fingerprint(np.unique(hashes), hashes[:HEAD_SHINGLES], day)


def compare(one: Fingerprint, other: Fingerprint) -> Copy | Apart:
    """Whether two reports are copies of one text."""
    shorter = min(len(one.shingles), len(other.shingles))
    if shorter < LEAST_SHINGLES:
        return Apart(0.0, "too short to tell")
    contained = contained_in(one, other)
    if contained < LEAST_CONTAINED:
        return Apart(contained, "too little text shared")
    before = max(_words_before(one.head, other.shingles), _words_before(other.head, one.shingles))
    if before <= (MOST_BEFORE if one.day == other.day else MOST_BEFORE_LATER):
        return Copy(contained, "the same opening and text")
    if one.day != other.day:
        return Apart(contained, "the openings differ, and the days")
    if contained >= LEAST_CONTAINED_BELOW:
        return Copy(contained, "the same text of the same day, with words put before it")
    return Apart(contained, "the openings differ")


def _words_before(head: Hashes, shingles: Hashes) -> int:
    """How many words of an opening stand before the text that is shared; all of them where none is."""
    shared = _shared(head, shingles)
    counts = np.convolve(shared, np.ones(_WINDOW, dtype=int))[_WINDOW - 1 :]
    starts = np.flatnonzero((counts >= _LEAST_IN_WINDOW) & shared[: len(counts)])
    return int(starts[0]) if len(starts) else len(head)


def contained_in(one: Fingerprint, other: Fingerprint) -> float:
    """How much of the shorter's text stands in the longer, 0 to 1."""
    shorter, longer = sorted((one.shingles, other.shingles), key=len)
    return float(_shared(shorter, longer).mean()) if len(shorter) else 0.0


def _shared(part: Hashes, whole: Hashes) -> NDArray[np.bool_]:
    """Which hashes of one stand in the other, whose hashes are ascending."""
    if not len(whole):
        return np.zeros(len(part), dtype=bool)
    places = np.minimum(np.searchsorted(whole, part), len(whole) - 1)
    found: NDArray[np.bool_] = whole[places] == part
    return found


def _shingle_hashes(words: list[str]) -> Hashes:
    """A hash for each run of five words, in text order; stable between machines and versions of Python."""
    count = len(words) - SHINGLE_WORDS + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint32)
    codes = np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint32, len(words))
    parts = (codes[place : place + count] * factor for place, factor in enumerate(_MULTIPLIERS))
    mixed = reduce(lambda left, right: ((left ^ (left >> np.uint32(15))) * _MULTIPLIERS[1]) + right, parts)
    mixed = (mixed ^ (mixed >> np.uint32(16))) * _MULTIPLIERS[0]
    hashes: Hashes = mixed ^ (mixed >> np.uint32(13))
    return hashes


class CopyIndex:
    """Finds, among many fingerprints, those that may be copies of one: by the shingles they share.

    Sorted arrays for what is long known, a table for what is new; the new is sorted in when it has grown to a quarter
    of the known, so adding stays near-linear. Numbers stand for reports: the first added is 0.
    """

    def __init__(self) -> None:
        self._hashes: Hashes = np.zeros(0, dtype=np.uint32)
        self._owners: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._new: defaultdict[int, list[int]] = defaultdict(list)
        self._new_postings = 0
        self._sizes: list[int] = []

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, added: Fingerprint) -> int:
        """Add a fingerprint; gives back its number."""
        number = len(self._sizes)
        codes = _sample(added.shingles).tolist()
        self._sizes.append(len(codes))
        for code in codes:
            self._new[code].append(number)
        self._new_postings += len(codes)
        if self._new_postings > max(_LEAST_SORTED, len(self._hashes) // 4):
            self._sort_in()
        return number

    def candidates(self, wanted: Fingerprint) -> list[int]:
        """The numbers of those that share most sampled shingles, most first; of equals the earlier first.

        Left out are those that share so little of the shorter's sample that they are hardly copies.
        """
        codes = _sample(wanted.shingles)
        found = [*self._sorted_owners(codes), *self._new_owners(codes)]
        if not found:
            return []
        numbers, shared = np.unique(np.array(found, dtype=np.int32), return_counts=True)
        enough = shared >= _LEAST_SHARED
        numbers, shared = numbers[enough], shared[enough]
        order = np.lexsort((numbers, -shared))[:_MOST_CANDIDATES].tolist()
        return [
            number for place in order if self._shares_enough(number := int(numbers[place]), shared[place], len(codes))
        ]

    def _sorted_owners(self, codes: Hashes) -> Iterator[int]:
        if not len(self._hashes):
            return
        first = np.searchsorted(self._hashes, codes)
        held = self._hashes[np.minimum(first, len(self._hashes) - 1)] == codes
        last = np.searchsorted(self._hashes, codes[held], "right")
        for start, end in zip(first[held].tolist(), last.tolist(), strict=True):
            if end - start <= _MOST_OWNERS:
                yield from self._owners[start:end].tolist()

    def _new_owners(self, codes: Hashes) -> Iterator[int]:
        for code in codes.tolist():
            owners = self._new.get(code, ())
            if len(owners) <= _MOST_OWNERS:
                yield from owners

    def _shares_enough(self, number: int, shared: int, wanted_size: int) -> bool:
        return bool(shared >= _LEAST_SAMPLE_SHARE * min(self._sizes[number], wanted_size))

    def _sort_in(self) -> None:
        codes = np.fromiter((code for code, owners in self._new.items() for _ in owners), np.uint32, self._new_postings)
        owners = np.fromiter((owner for owners in self._new.values() for owner in owners), np.int32, self._new_postings)
        hashes, numbers = np.concatenate([self._hashes, codes]), np.concatenate([self._owners, owners])
        order = np.lexsort((numbers, hashes))
        self._hashes, self._owners = hashes[order], numbers[order]
        self._new.clear()
        self._new_postings = 0


def _sample(shingles: Hashes) -> Hashes:
    sample: Hashes = shingles[shingles % _SAMPLED == 0]
    return sample
