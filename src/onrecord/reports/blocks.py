"""The blocks of a report: which stretch is title, dateline, body, caption or furniture.

In: the text, and the title and captions where they are known apart from it (HTML, JSONL). Out: blocks in text order
that do not overlap, without the white space between them. Each step below takes blocks and returns blocks.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from onrecord.model import Block, BlockKind, Span
from onrecord.reports.captions import is_caption
from onrecord.reports.datelines import find_dateline, find_inner_dateline
from onrecord.reports.furniture import foot_of, is_furniture, signed_day_inside, tags_inside, tools_before
from onrecord.reports.layout import paragraphs_of, same_chunk
from onrecord.reports.repeats import mark_repeats
from onrecord.reports.titles import reads_as_title
from onrecord.reports.update_notes import is_correction

_HEAD = 12
"""Paragraphs at the top in which a title, clocks, bylines and captions are looked for before the body starts."""
_TITLE_LINES = 3
_OPENINGS = 3
"""Body paragraphs at the top that page tools, signed days and tag lists can run into."""


def find_blocks(text: str, *, title: Span | None = None, captions: Iterable[Span] = ()) -> tuple[Block, ...]:
    """Divide a text into its blocks. A known title is not looked for again; known captions are taken as they are."""
    paragraphs = [span for span in paragraphs_of(text) if title is None or not span.overlaps(title)]
    known = sorted(captions)
    blocks = _kinds_of_paragraphs(text, paragraphs, known)
    if title is None:
        blocks = _with_title(text, blocks)
    else:
        blocks = sorted([*blocks, Block(title.start, title.end, BlockKind.TITLE)])
    blocks = _cut_foot(text, blocks, title)
    blocks = _cut_openings(text, blocks)
    blocks = _cut_dateline(text, blocks)
    return tuple(_trimmed(text, mark_repeats(text, blocks)))


def _kinds_of_paragraphs(text: str, paragraphs: list[Span], captions: list[Span]) -> list[Block]:
    last = len(paragraphs) - 1
    capitals = text.upper() == text
    blocks = []
    for number, span in enumerate(paragraphs):
        words = text[span.start : span.end]
        kind = BlockKind.BODY
        at = bisect.bisect_right(captions, span.start, key=lambda caption: caption.start) - 1
        if (at >= 0 and captions[at].covers(span)) or _is_caption(text, span, is_last=number == last):
            kind = BlockKind.CAPTION
        elif is_correction(words) or is_furniture(words, is_last=number == last and number > 0 and not capitals):
            kind = BlockKind.FURNITURE
        blocks.append(Block(span.start, span.end, kind))
    return blocks


def _is_caption(text: str, span: Span, *, is_last: bool) -> bool:
    """A caption by its words; 'GOMA (AFP)' on a line of its own is a dateline."""
    if not is_caption(text[span.start : span.end], is_last=is_last):
        return False
    dateline = find_dateline(text, span.start, span.end)
    return dateline is None or dateline.end < span.end


def _with_title(text: str, blocks: list[Block]) -> list[Block]:
    """Make a title of the first body paragraph that reads as one, with the lines that continue it."""
    first = next((number for number, block in enumerate(blocks[:_HEAD]) if block.kind is BlockKind.BODY), None)
    if first is None or not _is_title(text, blocks, first):
        return blocks
    last = first
    while last + 1 < len(blocks) and last - first < _TITLE_LINES - 1 and _continues_title(text, blocks, last):
        last += 1
    joined = Block(blocks[first].start, blocks[last].end, BlockKind.TITLE)
    return [*blocks[:first], joined, *blocks[last + 1 :]]


def _is_title(text: str, blocks: list[Block], number: int, *, continued: bool = False) -> bool:
    """A title reads as one, opens with no dateline, and longer text follows it."""
    block = blocks[number]
    words = text[block.start : block.end]
    if not reads_as_title(words, continued=continued) or find_dateline(text, block.start, block.end):
        return False
    longest = max((later.end - later.start for later in blocks[number + 1 :]), default=0)
    return longest > len(words)


def _continues_title(text: str, blocks: list[Block], number: int) -> bool:
    """A second line of a title stands right under it, reads as a title, and a blank line follows."""
    here, below = blocks[number], blocks[number + 1]
    if below.kind is not BlockKind.BODY or number + 2 >= len(blocks):
        return False
    return (
        same_chunk(text, _span(here), _span(below))
        and not same_chunk(text, _span(below), _span(blocks[number + 2]))
        and _is_title(text, blocks, number + 1, continued=True)
        and text[here.start : here.end] != text[below.start : below.end]
    )


def _cut_foot(text: str, blocks: list[Block], title: Span | None) -> list[Block]:
    """Make furniture of all that stands from the foot of the page on; a title that follows the text stays."""
    body = [_span(block) for block in blocks if title is None or block.kind is not BlockKind.TITLE]
    foot = foot_of(text, body)
    if foot is None:
        return blocks
    out: list[Block] = []
    for block in blocks:
        if block.end <= foot or block.kind in (BlockKind.TITLE, BlockKind.CAPTION):
            out.append(block)
        elif block.start >= foot:
            out.append(Block(block.start, block.end, BlockKind.FURNITURE))
        else:
            out += [Block(block.start, foot, block.kind), Block(foot, block.end, BlockKind.FURNITURE)]
    return out


def _cut_openings(text: str, blocks: list[Block]) -> list[Block]:
    """Cut page tools, counters and signed days off the first body paragraphs, and judge the rest anew."""
    out: list[Block] = []
    opened = 0
    for block in blocks:
        if block.kind is not BlockKind.BODY or opened >= _OPENINGS:
            out.append(block)
            continue
        opened += 1
        dateline = find_dateline(text, block.start, block.end)
        tools = None if dateline else tools_before(text, block.start, block.end)
        for piece in _pieces_around(block, tools):
            out.extend(_without_inner_furniture(text, piece))
    return [_caption_or_same(text, block) for block in out]


def _without_inner_furniture(text: str, block: Block) -> list[Block]:
    if block.kind is not BlockKind.BODY:
        return [block]
    inside = signed_day_inside(text, block.start, block.end) or tags_inside(text, block.start, block.end)
    return _pieces_around(block, inside)


def _caption_or_same(text: str, block: Block) -> Block:
    if block.kind is BlockKind.BODY and is_caption(text[block.start : block.end].strip(), is_last=True):
        return Block(block.start, block.end, BlockKind.CAPTION)
    return block


def _cut_dateline(text: str, blocks: list[Block]) -> list[Block]:
    """Find the dateline: at the start of one of the first three body paragraphs, else after a standfirst."""
    bodies = [number for number, block in enumerate(blocks) if block.kind is BlockKind.BODY][:3]
    for finder in (find_dateline, find_inner_dateline):
        for number in bodies:
            block = blocks[number]
            start = block.start + len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())
            found = finder(text, start, block.end)
            if found is not None:
                return [
                    *blocks[:number],
                    *_pieces_around(block, found, BlockKind.DATELINE),
                    *blocks[number + 1 :],
                ]
    return blocks


def _pieces_around(block: Block, cut: Span | None, kind: BlockKind = BlockKind.FURNITURE) -> list[Block]:
    """A block in up to three pieces: before the cut, the cut itself in its own kind, after it."""
    if cut is None:
        return [block]
    pieces = [
        Block(block.start, cut.start, block.kind),
        Block(cut.start, cut.end, kind),
        Block(cut.end, block.end, block.kind),
    ]
    return [piece for piece in pieces if piece.start < piece.end]


def _trimmed(text: str, blocks: list[Block]) -> list[Block]:
    out = []
    for block in blocks:
        words = text[block.start : block.end]
        start = block.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            out.append(Block(start, end, block.kind))
    return out


def _span(block: Block) -> Span:
    return Span(block.start, block.end)
