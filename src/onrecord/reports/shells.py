"""Shells: pages that answer with text and hold no report (casualty recording, requirement A7).

In: the characters of a page and the text that was taken from it. Out: what the page is, and what to do about it; None
for a page that holds a report. Words alone decide nothing, since reports are written about logins, cookies and
CAPTCHAs too: they are weighed against the prose that is no such wording. The more kinds of evidence (heading, the page
speaking to its visitor, markup), the more stray prose a shell may hold.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from onrecord.reports.shell_words import Shell, filler, shells

_PROSE = (12, 18, 30)
"""Words of prose below which a page is a shell, by how many kinds of evidence there are. Set on the pages of
tests/reports/shell_pages.toml: the shortest news flash there has 17 words and no evidence, the shortest with one kind
25 and with two 21; of the shells none has more than 8."""
_TEASER_WORDS = 250
"""With as much prose the article stands there, whatever the offers around it."""
_WALL = "a subscription wall"
_LAST_LINES = 6
"""Sentences at the end of a cut article in which the wall speaks."""
_LEAST_SENTENCE = 6
"""Words of the shortest line that counts as prose; shorter ones are labels and headlines."""
_READ_CHARS = 400_000
_MAX_TEXT = 12_000
"""Characters of text from which on a page is never a shell: the longest consent notices have 6,000."""
_HIDDEN_BLOCKS = re.compile(r"<(script|style|template|svg)\b.*?(?:</\1\s{0,5}>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|span|strong|u|font|small|code)\b[^<>]{0,2000}>", re.I)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_HEADINGS = re.compile(r"<(title|h1|h2)\b[^<>]{0,300}>(.{0,300}?)</\1\s{0,5}>", re.I | re.S)
_HEADINGS_WITHIN = 60_000
_SITE = re.compile(r"\s+[|·»«–—-]\s+|\s*[|:]\s+")
_EDGES = " \t.!?…:،؟¡¿»«\"'*"
_SENTENCE = re.compile(r"(?<=[.!?؟…])\s+|\s*[\r\n]+\s*")
_ENDED = re.compile(r"[.!?؟…:;][\"'”’»)\]]*$")
_HEADLINE_WORDS = 12
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|reported|according to|announced|witnesses|spokes(?:man|woman|person))\b", re.I
)
"""Words that no page says to its visitor."""
_SPACE = re.compile(r"[^\S\n]+")
_HIDDEN = str.maketrans({"’": "'", "‘": "'", "\u200b": None, "\u200e": None, "\u200f": None, "\xad": None})
_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is weighed: the markup, its headings, its lines, and how many words of prose the text has."""

    markup: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    prose: int


def shell_reason(page_html: str, text: str) -> str | None:
    """What a page is that holds no report, with its words and what to do; None for a page that holds one.

    ``text`` is what was taken for the article, without the title; it may be empty.
    """
    page = _weighed(page_html, text)
    if page is None:
        return None
    for shell in shells():
        words = _evidence(shell, page)
        if words is not None:
            shown = f" ('{words}')" if words else ""
            return f"the page is {shell.name}{shown}, not a report; {shell.advice}"
    return None


def teaser_warning(page_html: str, text: str) -> str | None:
    """A warning where a subscription wall has cut the article and its first sentences stand; None elsewhere."""
    lines = _lines(text)
    if len(text) > _MAX_TEXT or sum(map(_words, lines)) >= _TEASER_WORDS:
        return None
    wall = next(shell for shell in shells() if shell.name == _WALL)
    page = page_html[:_READ_CHARS]
    said = next((line for line in lines[-_LAST_LINES:] if wall.line.search(line)), None)
    if said is None and wall.widget.search(page):
        said = next((line for line in _lines(_visible(page)) if wall.line.search(line)), None)
    if said is None:
        return None
    return f"teaser: the page shows the start of an article alone ('{_short(said)}'); give the full text if you have it"


def _weighed(page_html: str, text: str) -> _Page | None:
    """The page's evidence; None for a text too long for any shell."""
    if len(text) > _MAX_TEXT:
        return None
    lines = _lines(text)
    prose = _prose(lines)
    if prose >= _PROSE[-1]:
        return None
    markup = page_html[:_READ_CHARS]
    seen = lines if prose >= _PROSE[0] else (*lines, *_lines(_visible(markup)))
    return _Page(markup, _headings(markup), seen, prose)


def _evidence(shell: Shell, page: _Page) -> str | None:
    """The words that give a shell away, '' where only markup does; None where there is too little of it."""
    heading = next((words for words in page.headings if shell.heading.fullmatch(words)), None)
    line = next((words for words in page.lines if shell.line.search(words) and not _TOLD.search(words)), None)
    markup = shell.markup.search(page.markup) is not None
    kinds = (heading is not None) + (line is not None) + markup
    if kinds:
        kinds += shell.widget.search(page.markup) is not None
    if not kinds or page.prose >= _PROSE[min(kinds, len(_PROSE)) - 1]:
        return None
    return _short(line or heading or "")


def _prose(lines: tuple[str, ...]) -> int:
    """Words in sentences that are none of a shell's, counted until they are enough for a report."""
    found = 0
    for line in lines:
        if _is_sentence(line) and not _is_wording(line):
            found += _words(line)
        if found >= _PROSE[-1]:
            break
    return found


def _is_sentence(line: str) -> bool:
    """Long enough, and ended as a sentence or longer than a headline."""
    return _words(line) >= (_LEAST_SENTENCE if _ENDED.search(line) else _HEADLINE_WORDS + 1)


def _words(line: str) -> int:
    return max(len(line.split()), len(_DENSE.findall(line)) // 2)


def _is_wording(line: str) -> bool:
    if _TOLD.search(line):
        return False
    return filler().search(line) is not None or any(shell.line.search(line) for shell in shells())


def _lines(text: str) -> tuple[str, ...]:
    """The sentences and lines of a text, white space and quotes made plain."""
    plain = _SPACE.sub(" ", text[: 2 * _MAX_TEXT].translate(_HIDDEN))
    return tuple(line.strip() for line in _SENTENCE.split(plain) if line.strip())


def _visible(markup: str) -> str:
    """The words a page shows, roughly: scripts and tags out; the words for browsers without scripts stay."""
    without = _INLINE.sub("", _HIDDEN_BLOCKS.sub("\n", markup))
    return html.unescape(_TAG.sub("\n", without))


def _headings(markup: str) -> tuple[str, ...]:
    """Title and headings, whole and in the pieces between which a site puts its name."""
    found: dict[str, None] = {}
    for match in _HEADINGS.finditer(markup, 0, _HEADINGS_WITHIN):
        words = " ".join(html.unescape(_TAG.sub("", match[2])).translate(_HIDDEN).split())
        for piece in (words, *_SITE.split(words)):
            found[piece.strip(_EDGES)] = None
    return tuple(piece for piece in found if piece)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57].rstrip()}..."
