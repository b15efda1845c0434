"""The lines of a web page and where each stands: in the article's head, its body, its foot, or elsewhere.

In: a parsed page, its title and its article's paragraphs. Out: lines in page order, each with its zone. What a page
prints of its own date stands between the title and the text, or under the text; the days in menus, lists of other
stories, comments and calendars are others'. The article is the smallest element that holds title and text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from onrecord.dates.written import written_days

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "noscript", "template", "select", "textarea", "svg", "head", "title"))
_ELSEWHERE_TAGS = frozenset(("nav", "aside", "form"))
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side|rail|comments?(?!-link)|disqus|widget|calendar|events?|weather|popular|latest|recent|recommend\w*"
    r"|trending|most[\w-]*|newsletter|promo|archives?|ticker|teaser|more|also|menu|nav|breadcrumb\w*|crumbs|toolbar|clock|toc"
    r"|share|social|tags?|cookie|colophon|copyright|poll|advert\w*|ads?|onthisday|history)(?:$|[\s_-])",
    re.I,
)
"""Classes and ids of what stands around an article and in it; they count only on elements that do not hold it."""
_DATE_MARK = re.compile(
    r"(?:^|[\s_-])(?:date\w*|datum|time|timestamp|stamp|posted[\w-]*|publish\w*|pub|pubdate|byline|by|meta|info|when|fecha|data|tarih"
    r"|details|dateline|author\w*|entry-meta|entry-date|updated|modified)(?:$|[\s_-])",
    re.I,
)
_DAY_ATTRIBUTES = frozenset(("datetime", "title", "aria-label"))
"""Where the full day stands behind '3 hours ago', beside attributes such as 'data-timestamp'."""
_MOST_ATTRIBUTES = 60
"""Of an element that is looked at; more are an attack."""
_ABOVE_TITLE = 3
"""Lines above the title that still belong to it: a section's name, the day."""
_PAGE_WIDE = 2
"""Elements around all of a page: html and body. An article that is no smaller has no head of its own."""
_MOST_LINES = 3_000
"""Lines that are looked at; a page's day stands before them."""
_PREFIX = 40
"""Characters by which a paragraph is found again in its page."""
_HEADINGS = frozenset(("h1", "h2", "h3"))
_HEADING_DEPTH = 6
"""Elements that a heading's words stand in at most: a link, a span."""
_LEAST_TITLE = 15
_LEAST_PROSE, _LONGEST_DATE_LINE = 60, 120
_SPACES = re.compile(r"\s+")


class Zone(StrEnum):
    """Where on the page a line stands."""

    ABOVE = "above"
    """Above the article and outside it: the site's head, with its clock."""
    HEAD = "head"
    """In the article, before its text."""
    BODY = "body"
    FOOT = "foot"
    """In the article, under its text."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, its zone, and whether its element is marked as one of dates or authors."""

    words: str
    zone: Zone
    is_marked: bool
    attributes: tuple[str, ...] = ()
    """What time elements and hover titles in it say: full days behind '3 hours ago'."""
    has_time: bool = False
    """Whether a time element is in it."""


@dataclass(slots=True)
class _Draft:
    """A line in the making."""

    element: Any
    parts: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    is_blank: bool = True
    has_time: bool = False
    words: str = ""

    def add(self, words: str | None) -> None:
        """Put words behind the others."""
        if words:
            self.parts.append(words)
            self.is_blank = self.is_blank and not words.strip()


@dataclass(frozen=True, slots=True)
class _Places:
    """The lines of the title and of the text's first, second and last paragraph."""

    head: int | None
    first: int
    second: int
    last: int


def page_lines(tree: Any, title: str | None, paragraphs: Sequence[str]) -> list[Line]:
    """The lines of a page. ``paragraphs`` are those of the article, as extracted."""
    body = tree.find(".//body")
    if body is None:
        return []
    drafts = [draft for draft in _drafts(body) if draft.words or draft.attributes]
    texts = _texts(drafts, title, paragraphs)
    first = texts[0] if texts else len(drafts)
    last = texts[-1] if texts else -1
    head = _title_at(drafts[: first + 1], title)
    second = texts[1] if len(texts) > 1 else first
    places = _Places(head, first, second, last)
    around = _Around(_article(drafts, head, texts))
    return [_line(draft, number, places, around) for number, draft in enumerate(drafts)]


def _line(draft: _Draft, number: int, places: _Places, around: _Around) -> Line:
    here = around.of(draft.element)
    zone = _zone(draft, number, places, here, is_small=around.is_small)
    return Line(draft.words, zone, here.is_marked, tuple(draft.attributes), draft.has_time)


def _drafts(body: Any) -> list[_Draft]:
    """The lines: text between the edges of block elements, without recursion."""
    drafts = [_Draft(body)]
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack and len(drafts) <= _MOST_LINES:
        element, is_end = stack.pop()
        if not isinstance(element.tag, str):
            drafts[-1].add(element.tail)
            continue
        if is_end:
            if element.tag in _BLOCKS:
                _break(drafts, element.getparent())
            drafts[-1].add(element.tail)
            continue
        if element.tag in _UNSEEN:
            drafts[-1].add(element.tail)
            continue
        if element.tag in _BLOCKS:
            _break(drafts, element)
        _note(drafts[-1], element)
        drafts[-1].add(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    for draft in drafts:
        draft.words = _SPACES.sub(" ", "".join(draft.parts)).strip()
    return drafts


def _break(drafts: list[_Draft], element: Any) -> None:
    if not drafts[-1].is_blank or drafts[-1].attributes:
        drafts.append(_Draft(element))
    elif element is not None:
        drafts[-1].element = element


def _note(draft: _Draft, element: Any) -> None:
    if draft.is_blank:
        draft.element = element
    if element.tag == "time":
        draft.has_time = True
    if len(element.attrib) > _MOST_ATTRIBUTES:
        return
    for name, value in element.items():
        if (name in _DAY_ATTRIBUTES or _DATE_MARK.search(name)) and any(mark.isdecimal() for mark in value):
            draft.attributes.append(value[:_LONGEST_DATE_LINE])


def _key(words: str) -> str:
    return _SPACES.sub(" ", words).strip().casefold()[:_PREFIX]


def _texts(drafts: Sequence[_Draft], title: str | None, paragraphs: Sequence[str]) -> list[int]:
    """The lines that are the article's text; where none of its paragraphs is found again, the long ones."""
    wanted = {_key(words) for words in paragraphs if _is_prose(words, title)}
    found = [number for number, draft in enumerate(drafts) if _key(draft.words) in wanted]
    return found or [number for number, draft in enumerate(drafts) if _is_prose(draft.words, title)]


def _is_prose(words: str, title: str | None) -> bool:
    """Whether a paragraph is long and neither the title nor a date line, which extraction takes for text as well."""
    if len(words) < _LEAST_PROSE or (title is not None and _key(words) == _key(title)):
        return False
    return len(words) > _LONGEST_DATE_LINE or not written_days(words)


def _title_at(drafts: Sequence[_Draft], title: str | None) -> int | None:
    """The line of the title: the last one that has its words or is a long part of it, else the last heading."""
    whole = "" if title is None else _SPACES.sub(" ", title).casefold()
    worded = [(number, draft) for number, draft in enumerate(drafts) if draft.words]
    same = [number for number, draft in worded if whole and _key(draft.words) == _key(whole)]
    part = [number for number, draft in worded if len(draft.words) >= _LEAST_TITLE and draft.words.casefold() in whole]
    heading = [number for number, draft in worded if _is_in_heading(draft.element)]
    return next((found[-1] for found in (same, part, heading) if found), None)


def _is_in_heading(element: Any) -> bool:
    return any(one.tag in _HEADINGS for one in islice(_up(element), _HEADING_DEPTH))


def _up(element: Any) -> Iterator[Any]:
    while element is not None:
        yield element
        element = element.getparent()


def _article(drafts: Sequence[_Draft], head: int | None, texts: Sequence[int]) -> list[Any]:
    """The smallest element that holds the title and the text, and those around it, from the inside out."""
    numbers = [*([] if head is None else [head]), *texts[:1], *texts[-1:]]
    if not numbers:
        return []
    first, *others = (list(_up(drafts[number].element)) for number in numbers)
    shared = [set(way) for way in others]
    return [one for one in first if all(one in way for way in shared)]


@dataclass(frozen=True, slots=True)
class _Here:
    """What the elements around a line say of it."""

    is_inside: bool
    """In the article."""
    is_elsewhere: bool
    """In what stands around an article."""
    is_marked: bool
    """In an element of dates or authors."""


class _Around:
    """The elements around lines, each judged once: pages nest thousands deep."""

    def __init__(self, article: Sequence[Any]) -> None:
        self.is_small = len(article) > _PAGE_WIDE
        self._known = {
            one: _Here(number == 0, is_elsewhere=False, is_marked=False) for number, one in enumerate(article)
        }

    def of(self, element: Any) -> _Here:
        """What an element and those around it say."""
        way = []
        for one in _up(element):
            if one in self._known:
                break
            way.append(one)
        here = self._known.get(way[-1].getparent() if way else element, _NOWHERE)
        for one in reversed(way):
            here = _within(one, here)
            self._known[one] = here
        return here


_NOWHERE = _Here(is_inside=False, is_elsewhere=False, is_marked=False)


def _within(element: Any, around: _Here) -> _Here:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    is_elsewhere = around.is_elsewhere or element.tag in _ELSEWHERE_TAGS
    if not is_elsewhere and element.tag in _BLOCKS:
        is_elsewhere = _ELSEWHERE.search(names) is not None
    marks = f"{names} {element.get('itemprop', '')}"
    is_marked = around.is_marked or element.tag == "time" or _DATE_MARK.search(marks) is not None
    return _Here(around.is_inside, is_elsewhere, is_marked)


def _zone(draft: _Draft, number: int, places: _Places, here: _Here, *, is_small: bool) -> Zone:
    if here.is_elsewhere:
        return Zone.ELSEWHERE
    if number < places.first:
        if places.head is not None and number >= places.head:
            return Zone.HEAD
        is_near = number >= (places.first if places.head is None else places.head) - _ABOVE_TITLE
        return Zone.HEAD if here.is_inside and is_near and is_small else Zone.ABOVE
    if number <= places.last:
        is_below_standfirst = number < places.second and len(draft.words) <= _LONGEST_DATE_LINE
        return Zone.HEAD if is_below_standfirst and number != places.first else Zone.BODY
    return Zone.FOOT if here.is_inside else Zone.ELSEWHERE
