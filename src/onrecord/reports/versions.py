"""New versions of one report: the same address, another text, and what changed between the two.

In: addresses, fingerprints, texts. Out: whether the later is a version of the earlier, and the changed sentences of
both with their spans. A front page has one address and no versions: what is printed there tomorrow is another report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.model import BlockKind, Report, Span
from onrecord.reports.copies import Fingerprint, contained_in

LEAST_KEPT = 0.25
"""Of the shorter's text, where the title changed too; live reports keep about a third from hour to hour."""
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|ocid|cmpid|ref|ref_src|share|output|amp)$", re.I)
"""Query fields that tell how a reader came and not what is read."""
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?![\s\"'”’)])[^.!?\n]+)*(?:[.!?]+[\"'”’)]*|(?=\n)|$)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """One changed passage: where it stood before and where it stands now; None where it was added or taken out."""

    before: Span | None
    after: Span | None


def address_key(url: str | None) -> str | None:
    """What two addresses of one page have in common: no scheme, 'www.', tracking fields, fragment or last slash."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not host:
        return None
    fields = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0]))
    query = f"?{urlencode(fields)}" if fields else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def is_version(old: Fingerprint, new: Fingerprint, *, same_title: bool) -> bool:
    """Whether the later text at one address is a version of the earlier: under one title, or with text kept."""
    return same_title or contained_in(old, new) >= LEAST_KEPT


def changes(old: Report, new: Report) -> tuple[Change, ...]:
    """The passages that differ, in the order of the new text; furniture does not count."""
    before, after = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, [words for words, _ in before], [words for words, _ in after], autojunk=False)
    return tuple(
        change
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
        for change in _paired([span for _, span in before[start:end]], [span for _, span in after[new_start:new_end]])
    )


def _paired(before: list[Span], after: list[Span]) -> Iterator[Change]:
    for old, new in zip_longest(before, after):
        yield Change(old, new)


def _sentences(report: Report) -> list[tuple[str, Span]]:
    found = []
    for block in report.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.BODY):
            for match in _SENTENCE.finditer(report.text, block.start, block.end):
                words = match.group().strip()
                if words:
                    start = match.start() + len(match.group()) - len(match.group().lstrip())
                    found.append((_SPACES.sub(" ", words), Span(start, start + len(words))))
    return found
