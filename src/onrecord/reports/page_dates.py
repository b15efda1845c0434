"""What a web page says of the day on which it was published: every stamp on it, weighed.

In: a parsed page, its lines, its address. Out: stamps, surest first, and warnings. Read are JSON-LD of the article
itself (schema.org), the meta names of common systems, microdata, time elements, and the date lines that templates
print, in many languages. The day is the page's own local one, as printed. Other stories' days, clocks, days of change,
print and capture are never taken; where nothing else is told, the day stays unknown and a warning says what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from onrecord.dates.month_names import folded, weekdays_named
from onrecord.dates.written import Habits, WrittenDay, numeric_orders, written_days
from onrecord.reports.linked_data import article_nodes, broken_values
from onrecord.reports.page_lines import Line, Zone
from onrecord.reports.stamp_words import Cue, cue_before

_META = {
    "article:published_time": 0.95,
    "og:article:published_time": 0.95,
    "og:published_time": 0.95,
    "article.published": 0.93,
    "parsely-pub-date": 0.93,
    "sailthru.date": 0.92,
    "cxenseparse:recs:publishtime": 0.93,
    "citation_publication_date": 0.93,
    "citation_online_date": 0.93,
    "citation_date": 0.92,
    "pubdate": 0.92,
    "publishdate": 0.92,
    "publish-date": 0.92,
    "publish_date": 0.92,
    "publication_date": 0.92,
    "publication-date": 0.92,
    "published_time": 0.92,
    "dc.date.issued": 0.93,
    "dcterms.issued": 0.93,
    "dcterms.created": 0.9,
    "dc.date.created": 0.9,
    "dc.date": 0.88,
    "dcterms.date": 0.88,
    "dc.date.published": 0.92,
    "displaydate": 0.88,
    "date": 0.8,
    "created": 0.8,
    "dcterms.modified": 0.0,
}
"""Meta names that systems for news and libraries give the day of publication, and how sure each is."""
_LINKED, _LINKED_BROKEN, _LINKED_PAGE = 0.96, 0.8, 0.9
_CREATED_LESS = 0.15
_MICRODATA = 0.92
_FIRST = 0.998
"""'First published' outweighs the metadata of the version that is shown."""
_CUED, _MARKED, _BARE = 0.93, 0.9, 0.8
_FOOT_CUED, _FOOT_BARE = 0.88, 0.6
_ABOVE_CUED, _BODY_CUED = 0.85, 0.7
_YEAR_IN_PATH = re.compile(r"/((?:19[89]|20[0-4])\d)(?=[/-])")
_YEAR = re.compile(r"\b((?:19[89]|20[0-4])\d)\b")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.I)
_LONGEST_LINE = 220
_SHORT_LINE = 12
_MOST_SCRIPT = 200_000
_HANDED_ON = re.compile(
    r"[\"']?\b(?:publishedAt|published_at|publishDate|publish_?date|pubDate|pub_date|datePublished|firstPublished(?:Date)?"
    r"|publicationDate|publication_date|publishedDate|publishedTime|published_time)[\"']?\s{0,3}[:=]\s{0,3}[\"']([^\"'\n]{8,40})[\"']"
)
_SCRIPTED, _SIGNED, _WINDOW_TITLE, _ISSUE_SURE = 0.75, 0.7, 0.65, 0.65
_SIGNATURE = re.compile(r"(?:[(\[]|\b[Ee]nds?\b|[—–-]{1,2}\s)([^()\[\]]{6,40}?)[)\]]?\.?$")
_INITIALS = re.compile(r"\b[A-Za-z]{1,6}/")
_TITLE_PARTS = re.compile(r"\s[|·—–-]\s|\s?[:(]\s?")
_ISSUE = re.compile(r"\b(?:issue|edition|no|nr|vol(?:ume)?|num(?:ber)?|n°|№)\b\.?\s{0,2}\d", re.I)
"""A newspaper's own line over all of an issue: 'Vol. 12 No. 84, Tuesday 4 May 2021'; a site's clock has none."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_PROSE = 90
"""Characters beside its days that a date line has at most, where nothing marks it as one."""
_ZULU = re.compile(r"(?:Z|[+-]00:?00)\s*$", re.I)
_EPOCH = re.compile(r"[6-9]\d{8}|1[0-9]\d{8}|[6-9]\d{11}|1[0-9]\d{11}")
"""Seconds or milliseconds since 1970, from 1989 on: 'data-timestamp'."""
_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?=$|[T\s])")
_ARABIC, _CYRILLIC = re.compile("[\u0600-\u06ff]"), re.compile("[\u0400-\u04ff]")


_LANGUAGE_NAMES = frozenset(("og:locale", "content-language", "language"))
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_DAY_FIRST_ENGLISH = frozenset(("en-gb", "en-au", "en-in", "en-za", "en-ie", "en-ke", "en-ng", "en-nz", "en-pk"))
"""Plain 'en' says nothing: 03/05/2021 is either."""
_NO_HABITS = Habits()


@dataclass(frozen=True, slots=True)
class PageDay:
    """A day that a page says it was published on; ``how`` is 'metadata' or 'header', ``words`` those that say so."""

    day: date
    how: str
    confidence: float
    words: str
    is_utc: bool = False
    """Told in UTC: the page's own day may be the one before or after."""


@dataclass(frozen=True, slots=True)
class PageDays:
    """The days of publication that a page tells, surest first, and what was seen and not taken."""

    days: tuple[PageDay, ...] = ()
    warnings: tuple[str, ...] = ()
    year: tuple[int, float] | None = None
    """The year of days that are written without one, and how sure that is."""


def find_page_days(tree: Any, lines: Sequence[Line], url: str | None, title: str | None) -> PageDays:
    """Find every day that a page gives as that of its publication."""
    habits = _habits(tree, lines)
    machine = [*_linked(tree, url, title), *_metas(tree, habits), *_microdata(tree), *_scripted(tree)]
    printed, changed = _printed(lines, url, habits)
    printed += [*_signed(lines, habits), *_in_window_title(tree, habits)]
    days = sorted(_local([*machine, *printed]), key=lambda one: -one.confidence)
    warnings = () if days or not changed else (f"only a day of change is told: '{changed[0]}'; it is not taken",)
    return PageDays(tuple(days), warnings, _copyright_year(lines))


# ---------------------------------------------------------------- how the page writes days


def _habits(tree: Any, lines: Sequence[Line]) -> Habits:
    """The languages that a page is in, by its own word and its script, and the order of its days in figures."""
    told = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    told += [
        meta.get("content")
        for meta in tree.iter("meta")
        if _name(meta) in ("og:locale", "content-language", "language")
    ]
    tags = [tag.strip().replace("_", "-").lower() for tag in told if tag]
    text = " ".join(line.words for line in lines[:200])[:20_000]
    languages = {tag.split("-")[0] for tag in tags}
    languages |= {"ar"} if not languages and _ARABIC.search(text) else set()
    languages |= {"ru"} if not languages and _CYRILLIC.search(text) else set()
    return Habits(frozenset(languages), _day_first(tags, lines))


def _day_first(tags: Sequence[str], lines: Sequence[Line]) -> bool | None:
    """What the days in figures show; where none shows it, the order of the page's language."""
    shown = [order for line in lines for order in numeric_orders(line.words[:400])]
    if shown:
        return shown.count(True) * 2 >= len(shown)
    if any(tag in _MONTH_FIRST for tag in tags):
        return False
    return True if any(not tag.startswith("en") or tag in _DAY_FIRST_ENGLISH for tag in tags) else None


# ---------------------------------------------------------------- what is meant for machines


def _linked(tree: Any, url: str | None, title: str | None) -> Iterator[PageDay]:
    for node, is_article in article_nodes(tree, url, title):
        sure = _LINKED if is_article else _LINKED_PAGE
        for field, less in (("datePublished", 0.0), ("dateCreated", _CREATED_LESS)):
            value = node.get(field)
            if isinstance(value, str | int) and (is_article or not less):
                yield from _stated(str(value), "metadata", sure - less)
                break
    values = broken_values(tree, "datePublished")
    if len(values) == 1:
        yield from _stated(values[0], "metadata", _LINKED_BROKEN)


def _metas(tree: Any, habits: Habits) -> Iterator[PageDay]:
    for meta in tree.iter("meta"):
        sure = _META.get(_name(meta), 0.0)
        if sure and not (meta.get("itemprop") and _in_list(meta)):
            yield from _stated(meta.get("content") or "", "metadata", sure, habits)


def _name(meta: Any) -> str:
    name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
    return str(name).strip().lower()


def _microdata(tree: Any) -> Iterator[PageDay]:
    """The first marked day that stands in no list of other stories."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or "datepublished" not in (element.get("itemprop") or "").lower():
            continue
        if not _in_list(element):
            told = (element.get(name) for name in ("datetime", "content", "title"))
            words = next((words for words in told if words), "".join(element.itertext()))
            yield from _stated(words, "metadata", _MICRODATA)
            return


def _scripted(tree: Any) -> Iterator[PageDay]:
    """The day that the page's scripts hand on, where they name one alone: 'publishedAt'."""
    found: dict[date, PageDay] = {}
    for element in tree.iter("script"):
        text = (element.text or "")[:_MOST_SCRIPT]
        if "ld+json" not in element.get("type", "").lower():
            for value in _HANDED_ON.findall(text):
                found.update({one.day: one for one in _stated(value, "metadata", _SCRIPTED)})
    yield from found.values() if len(found) == 1 else ()


def _in_list(element: Any) -> bool:
    return any(one.tag in ("li", "aside", "nav", "footer") for one in element.iterancestors())


def _stated(words: str, how: str, confidence: float, habits: Habits = _NO_HABITS) -> Iterator[PageDay]:
    """The day that a value states: ISO 8601 with or without time, else a written day."""
    words = " ".join(words.split())[:120]
    if _EPOCH.fullmatch(words):
        seconds = int(words) if len(words) <= 10 else int(words) // 1000
        yield PageDay(datetime.fromtimestamp(seconds, UTC).date(), how, confidence, words, is_utc=True)
        return
    found = _ISO.match(words)
    if found is not None:
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            return
        yield PageDay(day, how, confidence, words, is_utc=bool(_ZULU.search(words)))
        return
    days = written_days(words, habits)
    if len(days) == 1:
        yield PageDay(days[0].day, how, confidence if days[0].sure else confidence - 0.2, words)


def stated_day(words: str) -> date | None:
    """The one day that a value of metadata, a feed or a table states; None where it is none or several."""
    return next((one.day for one in _stated(words, "metadata", 1.0)), None)


# ---------------------------------------------------------------- what is printed for readers


def _printed(lines: Sequence[Line], url: str | None, habits: Habits) -> tuple[list[PageDay], list[str]]:
    """The days of date lines; and the lines that tell a day of change. Several days that nothing marks are a list."""
    found: list[PageDay] = []
    changed: list[str] = []
    year = year_in_address(url) or _copyright_year(lines)
    for number, line in enumerate(_joined(lines)):
        if line.zone is Zone.ELSEWHERE or len(line.words) > _LONGEST_LINE:
            continue
        label = lines[number - 1].words if number and len(lines[number - 1].words) <= 30 else ""
        told = list(_cued_days(line, label, habits))
        for written, cue in told:
            if cue is Cue.CHANGED:
                changed.append(line.words)
            confidence = _weight(line, cue, written)
            if confidence:
                found.append(PageDay(written.day, "header", confidence, line.words))
        if not told and year is not None:
            found += _in_year(line, year, habits)
    bare = {one.day for one in found if one.confidence <= _BARE}
    return [one for one in found if one.confidence > _BARE or len(bare) == 1], changed


def _in_year(line: Line, year: tuple[int, float], habits: Habits) -> Iterator[PageDay]:
    """The day of a head line that leaves its year out: 'Monday 3 May, 10:15'. Its weekday must be the day's."""
    if line.zone is not Zone.HEAD or len(line.words) > _LONGEST_PROSE:
        return
    for one in written_days(line.words, replace(habits, year=year[0]))[:1]:
        named = {day for word in _LETTERS.findall(line.words) for day in weekdays_named(folded(word))}
        cue = cue_before(line.words[: one.start])
        is_dated = line.is_marked or line.has_time or cue is Cue.PUBLISHED
        if cue not in (Cue.CHANGED, Cue.OTHER) and (one.day.weekday() in named or (is_dated and not named)):
            yield PageDay(one.day, "header", year[1] if one.day.weekday() in named else year[1] - 0.1, line.words)


def _signed(lines: Sequence[Line], habits: Habits) -> Iterator[PageDay]:
    """The day that the text's last paragraph ends with, as desks sign: '... he said. (KL/3.5.2021)'."""
    last = next((line for line in reversed(lines) if line.zone is Zone.BODY), None)
    found = None if last is None else _SIGNATURE.search(last.words[-_LONGEST_PROSE:])
    words = _INITIALS.sub(" ", found[1]) if found else ""
    for one in written_days(words, habits):
        yield PageDay(one.day, "header", _SIGNED if one.sure else _SIGNED - 0.2, words)


def _in_window_title(tree: Any, habits: Habits) -> Iterator[PageDay]:
    """The day that the window's title ends with: 'Flood cuts road - Valley Post - 3 May 2021'."""
    element = tree.find(".//title")
    words = "" if element is None else " ".join("".join(element.itertext()).split())
    parts = _TITLE_PARTS.split(words)
    if len(parts) > 1:
        for one in written_days(parts[-1], habits)[:1]:
            if len(parts[-1]) - (one.end - one.start) <= _SHORT_LINE:
                yield PageDay(one.day, "header", _WINDOW_TITLE if one.sure else _WINDOW_TITLE - 0.2, words)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those of a day that is printed over three of them in one: '03', 'May', '2021'."""
    for number, line in enumerate(lines):
        three = lines[number : number + 3]
        short = all(len(one.words) <= _SHORT_LINE and one.zone is line.zone for one in three)
        words = " ".join(one.words for one in three)
        if len(three) == 3 and short and not any(written_days(one.words) for one in three) and written_days(words):
            yield replace(line, words=words)
        else:
            yield line


def _cued_days(line: Line, label: str, habits: Habits) -> Iterator[tuple[WrittenDay, Cue]]:
    """The days of a line, each with what the words before it say it is; else those that its attributes tell.

    What an attribute dates may read 'today'.
    """
    days = written_days(line.words, habits)
    if not days:
        cue = cue_before(line.words or label)
        cue = Cue.NONE if cue is Cue.OTHER else cue
        for value in line.attributes:
            for day in _stated(value, "header", 1.0, habits):
                yield WrittenDay(day.day, 0, 0), cue
        return
    position = 0
    for one in days:
        before = line.words[position : one.start]
        cue = cue_before(before)
        if cue is Cue.NONE and not position:
            cue = (
                cue_before(label)
                if label and not before.strip(" :|-")
                else cue_before(line.words[one.end :], after=True)
            )
        yield one, cue
        position = one.end


def _weight(line: Line, cue: Cue, written: WrittenDay) -> float:
    """How sure a printed day is that of publication, 0 where it is not."""
    if cue in (Cue.CHANGED, Cue.OTHER):
        return 0.0
    penalty = 0.0 if written.sure else 0.3
    if cue is Cue.FIRST:
        return _FIRST - penalty
    prose = len(line.words) - (written.end - written.start)
    if line.zone is Zone.HEAD:
        if cue is Cue.PUBLISHED:
            return _CUED - penalty
        if line.is_marked or line.has_time:
            return _MARKED - penalty
        return _BARE - penalty if prose <= _LONGEST_PROSE else 0.0
    if line.zone is Zone.FOOT:
        if cue is Cue.PUBLISHED:
            return _FOOT_CUED - penalty
        return _FOOT_BARE - penalty if prose <= _LONGEST_PROSE // 2 else 0.0
    if line.zone is Zone.ABOVE and _ISSUE.search(line.words):
        return _ISSUE_SURE - penalty
    if cue is not Cue.PUBLISHED:
        return 0.0
    if line.zone is Zone.BODY:
        return _BODY_CUED - penalty if prose <= _LONGEST_PROSE // 2 else 0.0
    return _ABOVE_CUED - penalty if line.zone is Zone.ABOVE else 0.0


def _local(days: Sequence[PageDay]) -> Iterator[PageDay]:
    """The page's own days: one in UTC gives way to the day beside it that the page prints for its readers."""
    printed = {one.day for one in days if one.how == "header"}
    for one in days:
        beside = {one.day - timedelta(days=1), one.day + timedelta(days=1)} & printed
        if one.is_utc and one.day not in printed and beside:
            yield PageDay(min(beside), one.how, one.confidence, one.words)
        else:
            yield one


def year_in_address(url: str | None) -> tuple[int, float] | None:
    """The year in an address's path, and how sure it is that days without one are of it."""
    found = _YEAR_IN_PATH.search(urlsplit(url or "").path)
    return None if found is None else (int(found[1]), 0.8)


def _copyright_year(lines: Sequence[Line]) -> tuple[int, float] | None:
    """The only year that copyright lines name."""
    years = {int(year) for line in lines if _COPYRIGHT.search(line.words) for year in _YEAR.findall(line.words)}
    return (years.pop(), 0.6) if len(years) == 1 else None
