"""What a time expression is before and after it is resolved.

Goes out: ``TimePhrase`` for the rest of Onrecord; ``Atom`` and ``Anchors`` for the rules of this package. A rule looks
at the words only and makes an atom; the atom is resolved once all before it are, since 'the next day' needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.dates.stretch import Stretch
from onrecord.model import Basis, DatePrecision, How, Span, When


class TimeKind(StrEnum):
    """How a time phrase can be used."""

    DAY = "day"
    """One day, told as such."""
    RANGE = "range"
    """A stretch of days with two ends, in which something took place: 'overnight', 'from Monday to Wednesday'."""
    SINCE = "since"
    """From a time on, up to the report: a situation or a running total."""
    UNTIL = "until"
    """Up to a time; start and end are those of the time named, not of what lasted until then."""
    PERIOD = "period"
    """A named or counted stretch: 'in March', 'last year', 'the past weeks', 'five-day offensive'."""
    RECURRING = "recurring"
    """Again and again: 'every Friday', 'daily'. Never resolved."""
    CLOCK = "clock"
    """A time of day without a day of its own: 'at 3 pm', 'at dawn'."""


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time expression of a report: when it is (``when.span`` is always set) and how it can be used."""

    when: When
    kind: TimeKind

    @property
    def span(self) -> Span:
        """Where the words stand. Raises ValueError where the When was made without a span."""
        if self.when.span is None:
            raise ValueError("a time phrase needs the span of its words")
        return self.when.span

    @property
    def is_resolved(self) -> bool:
        """Whether the phrase has days."""
        return self.when.start is not None

    @property
    def places_an_event(self) -> bool:
        """Whether an event can be dated by it: a resolved day, range or time of day; not a background period."""
        return self.is_resolved and self.kind in (TimeKind.DAY, TimeKind.RANGE, TimeKind.CLOCK)


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a phrase is counted from."""

    published: date | None
    mentioned: date | None = None
    """The day that the text named last before the phrase."""
    in_sentence: date | None = None
    """The same, only where it stands in the phrase's own sentence."""
    period: Stretch | None = None
    """The month or year that the text named last, where no day was named since."""
    ahead: bool = False
    """The sentence speaks of what is still to come ('will ... on Monday')."""

    @property
    def report(self) -> date:
        """The publication day. Raises NoAnchor where it is unknown."""
        if self.published is None:
            raise NoAnchor
        return self.published

    @property
    def earlier_period(self) -> Stretch:
        """The month or year named last, or just the day. Raises NoAnchor where none was."""
        return self.period or Stretch(self.earlier, self.earlier)

    @property
    def earlier(self) -> date:
        """The day named last. Raises NoAnchor where none was."""
        if self.mentioned is None:
            raise NoAnchor
        return self.mentioned


class NoAnchor(Exception):
    """The phrase counts from a day that is not known; ``Atom.when`` turns it into an unresolved When."""


class CountsFrom(StrEnum):
    """Which day a phrase is relative to."""

    NOTHING = "nothing"
    REPORT = "report"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Atom:
    """A time expression, read but not yet resolved. ``start`` and ``end`` are offsets in the text."""

    start: int
    end: int
    kind: TimeKind
    rule: str
    resolve: Callable[[Anchors], Stretch]
    """Gives the days. Raises NoAnchor; ValueError or OverflowError where the calendar has no such days."""
    counts_from: CountsFrom = CountsFrom.REPORT
    confidence: float = 0.9
    weak: bool = False
    """Only a time together with a neighbour: 'night', 'late', a bare month."""
    floating: bool = False
    """A weekday or a date without its year: it can lie on either side of the anchor."""
    part_of_day: bool = False
    hour_first: bool = False
    """It begins with a time of day, to which a 'before' belongs: 'before dawn on Monday'."""

    def when(self, anchors: Anchors) -> When:
        """The phrase's time; both ends None and precision UNKNOWN where it cannot be resolved."""
        how = How.STATED if self.counts_from is CountsFrom.NOTHING else How.INFERRED
        basis = Basis(how, self.rule, self.confidence)
        span = Span(self.start, self.end)
        try:
            days = self.resolve(anchors)
        except (NoAnchor, ValueError, OverflowError):
            return When(None, None, DatePrecision.UNKNOWN, basis, span)
        return When(days.start, days.end, days.precision, basis, span, self._anchor(anchors))

    def _anchor(self, anchors: Anchors) -> date | None:
        if self.counts_from is CountsFrom.MENTIONED:
            return anchors.mentioned
        return anchors.published if self.counts_from is CountsFrom.REPORT else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the words it can begin with, and what is read from a match.

    ``first`` holds lower-case words; '#' stands for any word that begins with a digit. ``read`` gets the match,
    whose ``string`` is the whole text, and gives None where the words turn out to be no time.
    """

    first: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Atom | None]


def unresolved(anchors: Anchors) -> Stretch:
    """The resolver of phrases that have no days of their own. Raises NoAnchor, always."""
    del anchors
    raise NoAnchor
