"""Repetitions: pages print a title, a caption or a lead twice; what stands twice must be read once.

In: text and blocks. Out: blocks in which each second copy is furniture: whole paragraphs, and long sentences.
"""

from __future__ import annotations

import re

from onrecord.model import Block, BlockKind

_MIN_PARAGRAPH = 12
_MIN_SENTENCE = 45
"""Short sentences recur in honest prose ('There was no immediate claim.'); of this length only pages repeat them."""
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+(?![\s\"'”’)])[^.!?]+)*(?:[.!?]+[\"'”’)]*|$)")
_NOISE = re.compile(r"[\W_]+")
_REPEATABLE = (BlockKind.CAPTION, BlockKind.BODY)


def mark_repeats(text: str, blocks: list[Block]) -> list[Block]:
    """Make furniture of every paragraph, and every long sentence, that has stood in the text before."""
    seen: set[str] = set()
    out: list[Block] = []
    for block in blocks:
        key = _key(text[block.start : block.end])
        if block.kind not in _REPEATABLE:
            out.append(block)
        elif len(key) >= _MIN_PARAGRAPH and key in seen:
            out.append(Block(block.start, block.end, BlockKind.FURNITURE))
        elif block.kind is BlockKind.BODY:
            out.extend(_without_repeated_sentences(text, block, seen))
        else:
            out.append(block)
        seen.add(key)
    return out


def _without_repeated_sentences(text: str, block: Block, seen: set[str]) -> list[Block]:
    pieces: list[Block] = []
    for match in _SENTENCE.finditer(text, block.start, block.end):
        key = _key(match.group())
        repeated = len(key) >= _MIN_SENTENCE and key in seen
        seen.add(key)
        kind = BlockKind.FURNITURE if repeated else BlockKind.BODY
        if pieces and pieces[-1].kind is kind:
            pieces[-1] = Block(pieces[-1].start, match.end(), kind)
        else:
            pieces.append(Block(match.start(), match.end(), kind))
    if not pieces:
        return [block]
    pieces[0] = Block(block.start, pieces[0].end, pieces[0].kind)
    pieces[-1] = Block(pieces[-1].start, block.end, pieces[-1].kind)
    return pieces


def _key(words: str) -> str:
    return _NOISE.sub(" ", words).strip().casefold()
