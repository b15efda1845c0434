"""When a report was published, how that is known, and how sure it is.

In: text, blocks, and what the user, the page, its container and its address say. Out: Published and warnings. The
user's word decides. Else each kind of evidence has its weight, kinds that agree support each other, and the day with
most support counts; the others are named in warnings. A bare day above the title is the site's clock on the day the
page was saved, and is never taken. Unknown stays unknown: relative days are then not resolved.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import prod

from onrecord.dates.absolute import parse_day
from onrecord.dates.month_names import folded, weekdays_named
from onrecord.dates.written import Habits, written_days
from onrecord.model import Block, BlockKind, Published, Span
from onrecord.reports.page_dates import PageDays, year_in_address
from onrecord.reports.written_days import find_day, is_bare_day, is_site_clock

_CONFLICT_DAYS = 1
"""Dates a day apart are one publication seen from two time zones, or an event's eve; further apart is a conflict."""
_HEADER_CHARS = 250
_EARLIEST, _LATEST = 1980, 2099
"""Years that an address can mean: digits outside are an article's number."""
_URL_DAYS = (
    re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_SURE = {"feed": 0.9, "mail": 0.9, "table": 0.95, "document": 0.5}
"""How sure a day is that a container gives: a PDF's own day is often that of a later conversion."""
_URL_SURE = (0.8, 0.75, 0.55)
"""By the form of a day in an address: parts of the path, with dashes, eight figures, which may be a number."""
_DATELINE_SURE, _HEADER_SURE, _HEADER_CUED_SURE = 0.79, 0.74, 0.78
_LEAST_YEAR_SURE = 0.7
"""A year from a copyright line alone may be any later one: then the lead's weekday must agree."""
_LEAD = 300
_LETTERS = re.compile(r"[^\W\d_]+")
_TITLE_SURE = 0.6
_PERIODICAL = re.compile(
    r"\b(?:sit(?:uation )?reps?|reports?|updates?|bulletins?|brief(?:ing)?s?|digests?|newsletters?|flash|summary"
    r"|overview|review|monitor|dispatch|communiqu[eé]|press release|statement)\b",
    re.I,
)
"""What organisations that report regularly call it, with the day."""
_SUREST = 0.99
"""What several kinds of evidence that agree come to at most."""
_LEAST_SURE = 0.45
"""Weaker evidence is named in a warning and not taken."""
_PUBLISHING = re.compile(r"\b(?:published|posted|released|issued)\b", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that something says the report is of: how it is known, and where the words stand."""

    day: date
    how: str
    confidence: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stamps:
    """Days that stand outside a report's text; None where there is none."""

    given: date | None = None
    """The user's own word."""
    page: PageDays | None = None
    """What a web page says of itself, to machines and to readers; None for other sources."""
    container: date | None = None
    """The feed, mail, table or document it came in; ``container_kind`` says which."""
    container_kind: str | None = None
    last_modified: date | None = None
    """HTTP's header of that name."""
    retrieved: date | None = None
    """When it was fetched: nothing was published later."""


def find_published(
    text: str, blocks: tuple[Block, ...], *, stamps: Stamps, url: str | None
) -> tuple[Published, tuple[str, ...]]:
    """Find the publication day by the order of trust; the warnings name conflicts, a site clock, and an unknown day."""
    candidates = _candidates(text, blocks, stamps, url)
    told = [one for one in candidates if not _is_later(one.day, stamps.retrieved)]
    warnings = [*_future(candidates, stamps.retrieved), *_clock_warnings(text, blocks), *_page_warnings(stamps)]
    best = _best(told)
    if best is not None:
        warnings[:0] = _conflicts(best, told)
        return Published(best.day, best.how, best.span, best.confidence), tuple(warnings)
    if stamps.last_modified is not None:
        warnings.append(f"the server says that the page was last changed on {stamps.last_modified}; it is not taken")
    warnings.append(
        "publication date unknown: days told as 'on Monday' stay unresolved; give it with --published YYYY-MM-DD"
    )
    return Published(None, "unknown"), tuple(warnings)


def _best(candidates: Sequence[Dated]) -> Dated | None:
    """The best evidence of the day with most support; kinds of evidence count once each."""
    given = next((one for one in candidates if one.how == "given"), None)
    if given is not None or not candidates:
        return given
    support: defaultdict[date, dict[str, Dated]] = defaultdict(dict)
    for one in candidates:
        held = support[one.day].get(one.how)
        if held is None or held.confidence < one.confidence:
            support[one.day][one.how] = one
    day = max(support, key=lambda one: (_combined(support[one].values()), one))
    first = max(support[day].values(), key=lambda one: one.confidence)
    sure = round(min(_combined(support[day].values()), max(_SUREST, first.confidence)), 2)
    return replace(first, confidence=sure) if sure >= _LEAST_SURE else None


def _combined(evidence: Iterable[Dated]) -> float:
    """How sure a day is by evidence of several kinds: it is wrong only where all of them are."""
    return 1 - prod(1 - one.confidence for one in evidence)


def _is_later(day: date, retrieved: date | None) -> bool:
    """Whether a day lies after the page was fetched, by more than a time zone."""
    return retrieved is not None and day > retrieved + timedelta(days=1)


def _future(candidates: Sequence[Dated], retrieved: date | None) -> Iterator[str]:
    for one in candidates:
        if _is_later(one.day, retrieved):
            yield f"the {_SAYS[one.how]} says {one.day}, after the page was fetched on {retrieved}; it is not taken"


def _page_warnings(stamps: Stamps) -> tuple[str, ...]:
    return () if stamps.page is None or stamps.given is not None else stamps.page.warnings


def day_in_url(url: str) -> date | None:
    """The day in an address such as '/2017/02/14/title', '/2017-02-14-title' or '/20170214/'; None where none is."""
    return next((one.day for one in _in_url(url)), None)


def _first_day(pattern: re.Pattern[str], url: str) -> date | None:
    for found in pattern.finditer(url):
        year, month, day = map(int, found.groups())
        if _EARLIEST <= year <= _LATEST:
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _candidates(text: str, blocks: tuple[Block, ...], stamps: Stamps, url: str | None) -> list[Dated]:
    """Every day that is told, in the order of trust; those that a page prints with their place in the text."""
    found = [] if stamps.given is None else [Dated(stamps.given, "given", 1.0)]
    found += [Dated(one.day, one.how, one.confidence) for one in (stamps.page.days if stamps.page else ())]
    if stamps.container is not None:
        kind = stamps.container_kind or "table"
        found.append(Dated(stamps.container, kind, _SURE[kind]))
    found += _in_url(url)
    found += _in_datelines(text, blocks, _year(stamps, url))
    return found if stamps.page else [*found, *_in_headers(text, blocks), *_in_titles(text, blocks)]


def _year(stamps: Stamps, url: str | None) -> tuple[int, float] | None:
    """The year of days without one, and how sure it is."""
    return year_in_address(url) or (stamps.page.year if stamps.page else None)


def _in_url(url: str | None) -> Iterator[Dated]:
    for pattern, sure in zip(_URL_DAYS, _URL_SURE, strict=True):
        day = _first_day(pattern, url or "")
        if day is not None:
            yield Dated(day, "url", sure)
            return


def _in_datelines(text: str, blocks: tuple[Block, ...], year: tuple[int, float] | None) -> Iterator[Dated]:
    habits = Habits(year=None if year is None else year[0])
    for block in blocks:
        if block.kind is BlockKind.DATELINE:
            for one in written_days(text[block.start : block.end], habits)[:1]:
                sure = _DATELINE_SURE if one.sure or year is None else year[1]
                if sure < _LEAST_YEAR_SURE and not _weekday_agrees(text[block.start : block.end + _LEAD], one.day):
                    continue
                yield Dated(one.day, "dateline", sure, Span(block.start + one.start, block.start + one.end))


def _weekday_agrees(lead: str, day: date) -> bool:
    """Whether a lead names the day's own weekday or the one before, as news does of what it tells."""
    named = {weekday for word in _LETTERS.findall(lead) for weekday in weekdays_named(folded(word))}
    return bool(named & {day.weekday(), (day.weekday() - 1) % 7})


def _in_headers(text: str, blocks: tuple[Block, ...]) -> list[Dated]:
    """Days in lines that sign or stamp the report; those that say 'published' come before 'updated' ones."""
    lines = [
        block for block in blocks if block.kind is BlockKind.FURNITURE and block.end - block.start <= _HEADER_CHARS
    ]
    clocks = frozenset(_clocks(text, blocks))
    body = min((block.start for block in blocks if block.kind is BlockKind.BODY), default=0)
    stamped = [block for block in lines if block not in clocks and not _is_stray(text, block, body)]
    stamped.sort(key=lambda block: (not _PUBLISHING.search(text, block.start, block.end), block.start))
    found: list[Dated] = []
    for block in stamped:
        place = find_day(text, block.start, block.end)
        if place is not None:
            sure = _HEADER_CUED_SURE if _PUBLISHING.search(text, block.start, block.end) else _HEADER_SURE
            day = parse_day(text[slice(*place)])
            found += [] if day is None else [Dated(day, "header", sure, Span(*place))]
    return found[:1]


def _in_titles(text: str, blocks: tuple[Block, ...]) -> Iterator[Dated]:
    """The day in the title of what comes out regularly: 'Situation report no. 7, 6 May 2021'."""
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind is BlockKind.TITLE and _PERIODICAL.search(words):
            days = written_days(words)
            if len(days) == 1 and days[0].sure:
                yield Dated(
                    days[0].day, "header", _TITLE_SURE, Span(block.start + days[0].start, block.start + days[0].end)
                )


def _clocks(text: str, blocks: tuple[Block, ...]) -> list[Block]:
    """Bare days, and days with the site's name, above the title, or above all else where there is no title."""
    before = []
    for block in blocks:
        if block.kind is not BlockKind.FURNITURE:
            break
        before.append(block)
    return [block for block in before if _is_clock(text[block.start : block.end])]


def _is_clock(words: str) -> bool:
    return is_bare_day(words) or is_site_clock(words)


def _is_stray(text: str, block: Block, body: int) -> bool:
    """A bare day below the start of the body: a letter's or a communique's own date."""
    return block.start > body and is_bare_day(text[block.start : block.end])


def _clock_warnings(text: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in _clocks(text, blocks)[:1]:
        words = text[block.start : block.end]
        yield f"'{words}' above the title is taken for the site's clock, not for the publication date"


def _conflicts(best: Dated, candidates: Sequence[Dated]) -> Iterator[str]:
    """What else says another day, each kind once."""
    others = {(one.how, one.day): one for one in candidates if abs((best.day - one.day).days) > _CONFLICT_DAYS}
    for other in others.values():
        yield f"published {best.day} ({best.how}) is used, but the {_SAYS[other.how]} says {other.day}"


_SAYS = {
    "metadata": "page's metadata",
    "feed": "feed",
    "mail": "mail's date",
    "table": "table",
    "document": "document's properties",
    "url": "address",
    "dateline": "dateline",
    "header": "header line",
}
