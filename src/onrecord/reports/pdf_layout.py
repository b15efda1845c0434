"""The lines of a PDF's pages to paragraphs in reading order.

In: for each page its lines with their boxes. Out: Layout: paragraphs, and the headers and footers that were left out.
Columns are read one after the other, what stands across them in its place; a line that most pages have at their edge is
no text; hyphens at line ends are undone. Points, with y growing upwards, as PDF has them. Pure.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

EDGE_ROWS = 3
"""Rows at the top and the bottom of a page that can be headers and footers."""
MOST_PAGES, EVERY_OTHER = 0.55, 0.4
"""Share of the pages on which a line stands that is no text; in documents of six pages and more, left and right."""
_MOST_NUMBERS = 4
MIN_COLUMN_LINES = 3
MIN_COLUMN_WORDS = 3
"""Words in the middling line of a column; in a table's cells there are fewer, and tables are read row by row."""
MOST_ACROSS = 0.3
"""Share of a page's lines that may run across its columns: title, lead, captions."""
MOST_LINES = 2_000
"""Of one page; with more its lines stay in the order in which they are drawn."""
_PITCH = 1.25
"""Times the usual distance between two lines, from which on a new paragraph begins."""
_MOST_PITCH = 2.0
"""Heights of a line between two, from which on one begins in any case."""
_END = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, and their box in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of its font's line."""
        return max(self.top - self.bottom, 1.0)

    @property
    def middle(self) -> float:
        """Half its height above its bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs in reading order, and the lines of headers and footers, each once, with '#' for numbers."""

    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...]


def lay_out(pages: Sequence[Sequence[Line]]) -> Layout:
    """Read the pages of a document."""
    repeated = _repeated(pages)
    kept, left_out = list[list[Line]](), set[str]()
    for number, page in enumerate(pages):
        furniture = set(_furniture(page, number, repeated))
        kept.append([line for line in page if line not in furniture])
        left_out |= {re.sub(r"\d+", "#", line.text) for line in furniture}
    stretches = [rows for page in kept for rows in _regions(page)]
    vocabulary = {word.casefold() for page in kept for line in page for word in _WORD.findall(line.text)}
    return Layout(tuple(_paragraphs(stretches, vocabulary)), tuple(sorted(left_out)))


# ---------------------------------------------------------------- headers and footers


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The keys of lines that stand at the edges of most pages, or of every other one, as in books."""
    least = max(2.0, len(pages) * (EVERY_OTHER if len(pages) >= 2 * EDGE_ROWS else MOST_PAGES))
    counts = Counter[str]()
    for number, page in enumerate(pages):
        counts.update({key for line, place in _edges(page) for key in _keys(line, place, number)})
    return {key for key, count in counts.items() if count >= least}


def _furniture(page: Sequence[Line], number: int, repeated: set[str]) -> Iterator[Line]:
    """The lines of a page's rows that are repeated on others, from both edges up to the first row that is not."""
    rows: dict[str, list[Line]] = {}
    for line, place in _edges(page):
        rows.setdefault(place, []).append(line)
    for edge in ("top", "end"):
        for index in range(EDGE_ROWS):
            row = rows.get(f"{edge} {index}", [])
            if not row or not all(repeated.intersection(_keys(line, f"{edge} {index}", number)) for line in row):
                break
            yield from row


def _edges(page: Sequence[Line]) -> list[tuple[Line, str]]:
    """The lines of a page's first and last rows, with the row: 'top 0', 'end 2'."""
    heights = sorted({line.middle for line in page}, reverse=True)
    rows = min(EDGE_ROWS, len(heights) // 2)
    places = {height: f"top {row}" for row, height in enumerate(heights[:rows])}
    places |= {height: f"end {row}" for row, height in enumerate(reversed(heights[len(heights) - rows :]))}
    return [(line, places[line.middle]) for line in page if line.middle in places]


def _keys(line: Line, place: str, page: int) -> Iterator[str]:
    """What makes a line the same on two pages: its row and its words, or all but a number that counts the pages."""
    yield f"{place}: {line.text}"
    for found in itertools.islice(re.finditer(r"(?<!\d)\d{1,4}(?!\d)", line.text), _MOST_NUMBERS):
        yield f"{place}: {line.text[: found.start()]}#{int(found.group()) - page}{line.text[found.end() :]}"


# ---------------------------------------------------------------- reading order


def _regions(lines: Sequence[Line]) -> list[list[Line]]:
    """Stretches that are read from top to bottom, in reading order."""
    if not lines:
        return []
    if len(lines) > MOST_LINES:
        return [list(lines)]
    gutter = _gutter(lines)
    if gutter is None:
        return [_rows(lines)]
    found: list[list[Line]] = []
    across = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.middle)
    beside = [line for line in lines if not line.left < gutter < line.right]
    for band in _bands(across, beside):
        if band[0].left < gutter < band[0].right:
            found.append(_rows(band))
        else:
            found += _regions([line for line in band if line.right <= gutter])
            found += _regions([line for line in band if line.left >= gutter])
    return found


def _bands(across: list[Line], beside: list[Line]) -> Iterator[list[Line]]:
    """Lines across the columns, and the lines of the columns between them, from top to bottom."""
    waiting, together = beside, list[Line]()
    for line in across:
        above = [other for other in waiting if other.middle > line.middle]
        if above:
            if together:
                yield together
                together = []
            yield above
            waiting = [other for other in waiting if other.middle <= line.middle]
        together.append(line)
    if together:
        yield together
    if waiting:
        yield waiting


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the white between two columns is; None where there is one column, or a table."""
    best: tuple[int, int, float] | None = None
    for x in sorted({line.right for line in lines}):
        place = x + 0.5
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < MIN_COLUMN_LINES or crossing > MOST_ACROSS * len(lines):
            continue
        rank = (crossing, -min(len(left), len(right)), place)
        if (best is None or rank < best) and _side_by_side(left, right):
            best = rank
    return None if best is None else best[2]


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """Whether two groups of lines are columns of prose beside each other."""
    low = max(min(line.bottom for line in group) for group in (left, right))
    high = min(max(line.top for line in group) for group in (left, right))
    shorter = min(max(line.top for line in group) - min(line.bottom for line in group) for group in (left, right))
    words = min(median(len(line.text.split()) for line in group) for group in (left, right))
    return high - low > shorter / 2 and words >= MIN_COLUMN_WORDS


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom, those on one row as one line, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.middle, line.left)):
        if rows and abs(rows[-1][0].middle - line.middle) < min(rows[-1][0].height, line.height) / 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined_row(sorted(row, key=lambda line: line.left)) for row in rows]


def _joined_row(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    text = "  ".join(line.text for line in row)
    bottom, top = min(line.bottom for line in row), max(line.top for line in row)
    return Line(text, row[0].left, bottom, max(line.right for line in row), top)


# ---------------------------------------------------------------- paragraphs


def _paragraphs(stretches: Iterable[list[Line]], vocabulary: set[str]) -> Iterator[str]:
    words = ""
    for rows in stretches:
        pitch = _usual_pitch(rows)
        left, right = min(line.left for line in rows), max(line.right for line in rows)
        before: Line | None = None
        for line in rows:
            begins = _goes_on(words, line) is False if before is None else _begins(before, line, pitch, left, right)
            if words and begins:
                yield words
                words = line.text
            else:
                words = _joined(words, line.text, vocabulary) if words else line.text
            before = line
    if words:
        yield words


def _usual_pitch(rows: list[Line]) -> float:
    """The distance between two lines, in heights of the lower one, that a quarter of them stay under: a paragraph's."""
    steps = sorted((above.middle - below.middle) / below.height for above, below in itertools.pairwise(rows))
    return steps[len(steps) // 4] if steps else 1.0


def _goes_on(words: str, line: Line) -> bool:
    """Whether a paragraph goes on over a column's or page's end."""
    return not _END.search(words) and (line.text[:1].islower() or bool(_HYPHEN.search(words)))


def _begins(before: Line, line: Line, pitch: float, left: float, right: float) -> bool:
    """Whether a line begins a paragraph: by space above, another size, an indent, or a short line before it.

    A line under the middle of the one before goes on with it: both are centred, or both fill the column.
    """
    step = (before.middle - line.middle) / line.height
    if step > min(_PITCH * pitch, _MOST_PITCH) or abs(before.height - line.height) > 0.15 * line.height:
        return True
    is_indented = line.left > left + 0.7 * line.height and before.left < left + 0.3 * line.height
    if abs((before.left + before.right) - (line.left + line.right)) < line.height / 2:
        return False
    first_word = len(line.text.split()[0]) * (line.right - line.left) / len(line.text)
    is_short = right - before.right > 2 * first_word + line.height and bool(_END.search(before.text))
    return is_indented or is_short


def _joined(words: str, line: str, vocabulary: set[str]) -> str:
    """A paragraph and its next line; a word that was cut at the line's end becomes whole again.

    A hyphen stays where the document writes the word with one elsewhere, or the word without one and not the whole.
    """
    if not _HYPHEN.search(words) or not line[:1].isalpha():
        return f"{words} {line}"
    first, rest = re.search(r"[^\s]*$", words[:-1]), _WORD.match(line)
    if words[-1] == "\u00ad":
        return words[:-1] + line if line[:1].islower() else f"{words[:-1]}-{line}"
    cut = first.group() if first else ""
    whole = f"{cut}{rest.group() if rest else ''}".casefold()
    hyphened = f"{cut}-{rest.group() if rest else ''}".casefold()
    if not line[:1].islower() or (hyphened in vocabulary and whole not in vocabulary):
        return words + line
    return words[:-1] + line
