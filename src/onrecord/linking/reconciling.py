"""One honest range from the figures that several reports tell of one incident.

Comes in: the tellings of one incident and their voices. Goes out: per effect and group the lowest, best and highest
figure, each with the claim behind it; every voice's figures over time; and the figures that were left out, with the
reason. Nothing is added up across reports and nothing is averaged (requirements D6 and E6 of the casualty-recording
standards). Which figure becomes which end is a Rule that a codebook chooses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from onrecord.incidents.drafts import total_of
from onrecord.incidents.totals import Range, total
from onrecord.linking.tellings import UNDATED, Cited, Telling, in_order
from onrecord.linking.voices import Voices, asserts
from onrecord.model import Claim, Effect, Group, Span, Toll


class Rule(StrEnum):
    """How ends are chosen."""

    ONRECORD = "onrecord"
    """Lowest and highest figure of what the voices now say, after Airwars; best is the newest where figures grow, else
    the one most voices lead with."""
    UCDP = "ucdp"
    """The same ends; best is the figure most voices lead with (UCDP GED codebook: the most reliable estimate)."""
    ACLED = "acled"
    """The most conservative figure alone (ACLED codebook: the lowest of conflicting reports)."""
    AIRWARS = "airwars"
    """Minimum and maximum; no best unless they are equal."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people one claim tells, and who stands behind it."""

    effect: Effect
    group: Group | None
    """None: all people of the effect that the claim counts."""
    low: int | None
    best: int | None
    high: int | None
    vague: bool
    voices: tuple[str, ...]
    day: date | None
    """When the report was published."""
    cited: Cited
    leads: bool
    """Whether it is the figure that the report itself gives the incident."""

    @property
    def least(self) -> int:
        """The lowest number that agrees with it."""
        return next((figure for figure in (self.low, self.best, self.high) if figure is not None), 0)

    @property
    def most(self) -> int:
        """The highest number it tells; what lies above an open one is not told."""
        return next((figure for figure in (self.high, self.best, self.low) if figure is not None), 0)

    @property
    def is_open(self) -> bool:
        """'at least 5'."""
        return self.high is None


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range, and the claim behind it."""

    figure: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class TollRange:
    """Persons: low <= best <= high, None where nobody tells it."""

    effect: Effect
    group: Group | None
    """None: all people of the effect."""
    low: Bound | None
    best: Bound | None
    high: Bound | None
    open_above: bool
    """The highest figure is told as 'at least', and nobody tells it as the number."""
    rule: Rule
    why: str
    """How the best figure was chosen, in a sentence."""


@dataclass(frozen=True, slots=True)
class Series:
    """One voice's figures of one effect and group, in order of publication; a later one stands for an earlier."""

    voice: str
    effect: Effect
    group: Group | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that is told and counts for no end of a range, and why."""

    figure: Figure
    why: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What several reports' figures amount to."""

    ranges: tuple[TollRange, ...]
    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]

    def of(self, effect: Effect, group: Group | None = None) -> TollRange | None:
        """The range of one effect and group; of all people where no group is given."""
        return next((one for one in self.ranges if (one.effect, one.group) == (effect, group)), None)


def reconcile(tellings: Iterable[Telling], voices: Voices, rule: Rule = Rule.ONRECORD) -> Reconciled:
    """The ranges, series and left-out figures of one incident; the same whatever the order of the tellings."""
    ordered = in_order(tellings)
    told = [figure for telling in ordered for figure in _figures(telling, voices)]
    ranges = [
        found
        for effect in Effect
        for group in (None, *Group)
        if (found := _range([one for one in told if (one.effect, one.group) == (effect, group)], rule)) is not None
    ]
    return Reconciled(tuple(ranges), tuple(_series(told)), ())


def _figures(telling: Telling, voices: Voices) -> Iterator[Figure]:
    for claim in telling.claims:
        if claim.aggregate or not asserts(claim):
            continue
        for effect in Effect:
            toll = total_of(claim, effect)
            whole = total(telling.incident.tolls, effect)
            if toll is not None:
                yield _figure(telling, claim, toll, voices, whole)


def _figure(telling: Telling, claim: Claim, toll: Toll, voices: Voices, whole: Range | None) -> Figure:
    return Figure(
        toll.effect,
        None,
        toll.low,
        toll.best,
        toll.high,
        toll.basis.rule == "tolls.vague",
        voices.of_claim.get((telling.report.id, claim.id), ()),
        telling.day,
        Cited(telling.report.id, claim.id, toll.span),
        whole is not None and toll.best == whole.best,
    )


def _range(told: Sequence[Figure], rule: Rule) -> TollRange | None:
    if not told:
        return None
    counted = [one for one in told if not one.vague] or list(told)
    lowest = min(counted, key=lambda one: one.least)
    highest = max(counted, key=lambda one: one.most)
    bests = Counter(one.best for one in counted if one.best is not None)
    low, high = Bound(lowest.least, lowest.cited), Bound(highest.most, highest.cited)
    first = counted[0]
    best = next(
        (
            Bound(one.best, one.cited)
            for one in counted
            if one.best == max(bests, key=lambda best: (bests[best], -best), default=None) and one.best is not None
        ),
        None,
    )
    return TollRange(first.effect, first.group, low, best, high, highest.is_open, rule, "")


def _series(told: Sequence[Figure]) -> list[Series]:
    found: dict[tuple[str, Effect, Group | None], list[Figure]] = defaultdict(list)
    for one in told:
        for voice in one.voices:
            found[voice, one.effect, one.group].append(one)
    return [Series(*key, tuple(figures)) for key, figures in found.items()]
