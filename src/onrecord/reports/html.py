"""A web page to its text, title, captions and facts.

In: the characters of a page. Out: Page. trafilatura tells the article from menus and lists; captions are taken out
before, so that they are kept and known as such. The text is the title, the paragraphs, then the captions, with blank
lines between. Nothing is remembered from page to page (trafilatura's own memory of paragraphs stays off).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from onrecord.errors import UnreadableReport
from onrecord.model import Span
from onrecord.reports.given import Limits
from onrecord.reports.metadata import PageFacts, read_facts
from onrecord.reports.page_dates import PageDays, find_page_days
from onrecord.reports.page_lines import page_lines
from onrecord.reports.shells import shell_reason, teaser_warning
from onrecord.reports.steps import Conversion
from onrecord.reports.update_notes import marked_notes

_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])", re.I)
_CAPTION_TAGS = ("p", "div", "span", "em", "small")
_MAX_CAPTION = 600
_MIN_WORDS = 3
"""With fewer words outside the title a page is a shell: a redirect, a login wall's frame, an empty template."""
_NO_TEXT = ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select")
_PARTING = frozenset(("br", "td", "th", "tr", "li", "dt", "dd", "div", "section", "article", "h1", "h2", "h3", "p"))
"""Elements that part words, whatever white space stands around them."""
_OPTIONS: dict[str, Any] = {"include_comments": False, "include_tables": True, "deduplicate": False}
_LXML = version("lxml")
_BY_TRAFILATURA = Conversion(
    "extract",
    "trafilatura",
    version("trafilatura"),
    f"lxml={_LXML} " + " ".join(f"{name}={str(value).lower()}" for name, value in _OPTIONS.items()),
)
_BY_ELEMENTS = Conversion("extract", "lxml", _LXML, "elements=p,body")
_MAX_ATTRIBUTES = 2_000
"""Real pages stay under 100. The parser's time grows with the square: 0.1 s at 10,000, 19 s at 100,000."""
_LEAST_CHECKED = 40_000
"""Characters of a page below which attributes cost under half a second, however many there are."""
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+|=""")
_TAG = re.compile(rf"<[a-zA-Z][^\s>/]*+(?:{_ATTRIBUTE.pattern})*+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, where its title and captions stand in it, and what its metadata say."""

    text: str
    title: Span | None
    captions: tuple[Span, ...]
    facts: PageFacts
    how: Conversion
    dates: PageDays | None = None
    warnings: tuple[str, ...] = ()


def read_page(page: str, source: str, limits: Limits, url: str | None = None) -> Page:
    """Read a page; its address, where known, helps to tell what is its own from what is other pages'.

    Raises UnreadableReport: 'no_body' (no article text), 'no_content' (a login wall, a bot check, a page not found and
    their like), 'too_large' (nested past libxml2's 2048).
    """
    _check_attributes(page, source)
    tree = _parsed(page, source)
    if tree is None:
        raise _no_body(source)
    facts = read_facts(tree)
    captions = _take_captions(tree)
    paragraphs, how = _paragraphs(tree, limits)
    known = frozenset(captions)
    paragraphs = [words for words in paragraphs if words not in known]
    if facts.title and paragraphs and paragraphs[0].casefold() == facts.title.casefold():
        paragraphs = paragraphs[1:]
    paragraphs += [
        note for note in marked_notes(tree) if not any(note in words or words in note for words in paragraphs)
    ]
    text = "\n".join(paragraphs)
    reason = shell_reason(page, text)
    if reason is not None:
        raise UnreadableReport(source, "no_content", reason)
    if sum(len(words.split()) for words in paragraphs) < _MIN_WORDS:
        raise _no_body(source)
    teaser = teaser_warning(page, text)
    dates = find_page_days(tree, page_lines(tree, facts.title, paragraphs), url or facts.url, facts.title)
    composed = _composed(facts, paragraphs, captions, how)
    return replace(composed, warnings=() if teaser is None else (teaser,), dates=dates)


def _composed(facts: PageFacts, paragraphs: list[str], captions: list[str], how: Conversion) -> Page:
    parts = [*([facts.title] if facts.title else []), *paragraphs, *captions]
    spans, position = [], 0
    for part in parts:
        spans.append(Span(position, position + len(part)))
        position += len(part) + 2
    return Page(
        text="\n\n".join(parts),
        title=spans[0] if facts.title else None,
        captions=tuple(spans[len(spans) - len(captions) :]),
        facts=facts,
        how=how,
    )


def _no_body(source: str) -> UnreadableReport:
    return UnreadableReport(
        source, "no_body", "the page holds no article text; save the page after it has loaded, or give the text as .txt"
    )


def _check_attributes(page: str, source: str) -> None:
    """Raise UnreadableReport ('too_large') for an element whose attributes the parser would compare one by one with
    each other for minutes."""
    if len(page) < _LEAST_CHECKED:
        return
    for tag in _TAG.finditer(page):
        if tag.end() - tag.start() > 2 * _MAX_ATTRIBUTES and _over(_ATTRIBUTE.finditer(tag[0]), _MAX_ATTRIBUTES):
            raise UnreadableReport(
                source,
                "too_large",
                f"an element has more than {_MAX_ATTRIBUTES:,} attributes: no page that a person wrote; "
                "give the text as .txt",
            )


def _over(found: Iterator[object], limit: int) -> bool:
    return next(islice(found, limit, None), None) is not None


def _parsed(page: str, source: str) -> Any | None:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = lxml_html.document_fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableReport(source, "too_large", "its elements are nested too deep to read; give the text as .txt")
    return tree


def _take_captions(tree: Any) -> list[str]:
    """Take the captions out of the tree; their words, each once, in page order."""
    found: dict[str, None] = {}
    for element in list(tree.iter("figcaption", *_CAPTION_TAGS)):
        if element.tag != "figcaption" and not _CAPTION_CLASS.search(element.get("class", "")):
            continue
        words = " ".join("".join(element.itertext()).split())
        if len(words) > _MAX_CAPTION or element.getparent() is None:
            continue
        if words:
            found[words] = None
        _drop(element)
    return list(found)


def _drop(element: Any) -> None:
    """Take an element out. Where control characters behind it cannot be joined to the text before it, empty it."""
    try:
        element.drop_tree()
    except ValueError:
        element.clear(keep_tail=True)


def _paragraphs(tree: Any, limits: Limits) -> tuple[list[str], Conversion]:
    """The article's paragraphs, and how they were found: by trafilatura, or of a page too deep, too large or too bare
    for it, its paragraph elements."""
    words = None if _is_past(tree, limits.max_html_depth, limits.max_html_elements) else _extracted(tree)
    if words:
        lines = [" ".join(line.split()) for line in words.splitlines()]
        return [line.removeprefix("- ") for line in lines if line], _BY_TRAFILATURA
    return _plain_paragraphs(tree), _BY_ELEMENTS


def _extracted(tree: Any) -> str | None:
    """The article as trafilatura reads it (0.5 s to import, so at first use), or None."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    try:
        document = bare_extraction(
            lxml_html.fromstring(lxml_html.tostring(tree, encoding="unicode")),
            with_metadata=False,
            **_OPTIONS,
        )
    except (RecursionError, etree.LxmlError, ValueError):
        return None
    return None if document is None or isinstance(document, dict) else str(document.text or "") or None


def _plain_paragraphs(tree: Any) -> list[str]:
    """The text of paragraph elements outside menus; where there are none, the lines of the whole body."""
    tree = deepcopy(tree)
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    body = tree.find("body")
    if body is None:
        return []
    found = [" ".join(_parted_words(element).split()) for element in body.iter("p")]
    kept = [words for words in found if words]
    if kept:
        return kept
    lines = _parted_words(body).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def _parted_words(element: Any) -> str:
    """The words in an element, parted where its cells, lines and blocks part them."""
    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tail = one.text if event == "start" else None if one is element else one.tail
        pieces += ["\n" if one.tag in _PARTING else "", tail or ""]
    return "".join(pieces)


def _is_past(tree: Any, max_depth: int, max_elements: int) -> bool:
    """Whether a page has elements deeper or more than the limits."""
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > max_depth or elements > max_elements:
            return True
    return False
