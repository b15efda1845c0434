"""One honest range from the figures that several reports tell of one incident.

Comes in: the tellings of one incident and their voices. Goes out: per effect and group the lowest, best and highest
figure, each with the claim behind it; every voice's figures over time; and the figures that were left out, with the
reason. Nothing is added up across reports and nothing is averaged (requirements D6 and E6 of the casualty-recording
standards). Which figure becomes which end is a Rule that a codebook chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onrecord.incidents.totals import Range, total
from onrecord.linking.figures import Figure, LeftOut, figures_of
from onrecord.linking.tellings import Cited, Telling, in_order
from onrecord.linking.voices import Voices
from onrecord.model import Effect, Group, StatusRule, Toll


class Rule(StrEnum):
    """How the ends of a range are chosen. What the voices *now* say leaves out a voice's figure that a later one of the
    same voice replaced (requirement D6)."""

    ONRECORD = "onrecord"
    """All that was told, from the lowest to the highest figure, after Airwars' minimum and maximum over sources. Best
    is the newest figure where they grow over the days, else the one that most voices now tell."""
    UCDP = "ucdp"
    """What the voices now say; best is what most of them tell (UCDP GED codebook: low the most cautious credible
    figure, best the most reliable, high the highest credible)."""
    ACLED = "acled"
    """The most conservative figure that a voice now tells, alone (ACLED codebook on conflicting fatalities)."""
    AIRWARS = "airwars"
    """Minimum and maximum of what the voices now say; no best unless they are equal."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range, and the claim behind it."""

    figure: int
    cited: Cited
    also: tuple[Cited, ...] = ()
    """The other claims of the report, where its figure is told at two places."""
    status_by: StatusRule | None = None
    """How it is known that those counted are civilians, combatants or security forces (requirement D7)."""


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
    low_now: Bound | None = None
    """The ends of what the voices now say, whichever the rule."""
    high_now: Bound | None = None
    counts: Group = Group.UNKNOWN
    """Whom the figures of everybody count, where all count one group alone ('12 civilians')."""


@dataclass(frozen=True, slots=True)
class Series:
    """One voice's figures of one effect and group, in order of publication; a later one stands for an earlier."""

    voice: str
    effect: Effect
    group: Group | None
    figures: tuple[Figure, ...]

    @property
    def current(self) -> tuple[Figure, ...]:
        """What the voice now says: the figures of its newest day, of which none is known to be the later. What has no
        day replaces nothing and is not replaced."""
        newest = max((one.day for one in self.figures if one.day is not None), default=None)
        return tuple(one for one in self.figures if one.day is None or one.day == newest)


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
    told, left_out = figures_of(ordered, voices)
    counted = [
        one
        for effect in Effect
        for group in (None, *Group)
        for one in _counted([figure for figure in told if (figure.effect, figure.group) == (effect, group)])
    ]
    series = _series(counted)
    if len(ordered) == 1:
        return Reconciled(tuple(_as_told(ordered[0], rule)), series, tuple(left_out))
    ranges = (
        _range([one for one in counted if (one.effect, one.group) == (effect, group)], series, rule)
        for effect in Effect
        for group in (None, *Group)
    )
    return Reconciled(tuple(one for one in ranges if one is not None), series, tuple(left_out))


def _as_told(telling: Telling, rule: Rule) -> Iterator[TollRange]:
    """The ranges of one report as the report's own incident has them."""
    for effect in Effect:
        whole = total(telling.incident.tolls, effect)
        tolls = [one for one in telling.incident.tolls if one.effect is effect and not one.cumulative]
        first = next((one for one in tolls if one.of is None), None)
        if whole is not None and first is not None:
            yield _told_range(telling, first, whole, None, rule)
        for toll in tolls:
            if toll.group is not Group.UNKNOWN:
                yield _told_range(telling, toll, Range(toll.low, toll.best, toll.high), toll.group, rule)


def _told_range(telling: Telling, toll: Toll, ends: Range, group: Group | None, rule: Rule) -> TollRange:
    known = [figure for figure in (ends.low, ends.best, ends.high) if figure is not None]
    low = _bound_of(telling, toll, min(known, default=None))
    high = _bound_of(telling, toll, max(known, default=None))
    best, why = _bound_of(telling, toll, ends.best), "as its one report tells it"
    low_now, high_now = low, high
    if rule is Rule.ACLED:
        best, high, why = low, low, "the most conservative figure told"
    if rule is Rule.AIRWARS and len(set(known)) > 1:
        best, why = None, _DIFFER
    return TollRange(toll.effect, group, low, best, high, ends.high is None, rule, why, low_now, high_now, toll.group)


def _bound_of(telling: Telling, toll: Toll, figure: int | None) -> Bound | None:
    """A figure with the claim that tells it: the one with that number, else the one whose words the toll cites."""
    if figure is None:
        return None
    told = [(claim, one) for claim in telling.claims for one in claim.tolls if one.effect is toll.effect]
    telling_it = [pair for pair in told if figure in (pair[1].best, pair[1].low, pair[1].high)]
    citing = [pair for pair in told if pair[1].span.overlaps(toll.span)]
    claim, one = next(iter(telling_it or citing), (None, toll))
    return Bound(figure, Cited(telling.report.id, claim.id if claim else None, one.span), status_by=one.status_by)


def _counted(told: Sequence[Figure]) -> Sequence[Figure]:
    """Numbers count before words such as 'dozens', and numbers of people before one person told of."""
    return [one for one in told if one.is_count] or [one for one in told if one.is_number] or told


def _series(told: Sequence[Figure]) -> tuple[Series, ...]:
    found: dict[tuple[str, Effect, Group | None], list[Figure]] = defaultdict(list)
    for one in told:
        for voice in one.voices:
            found[voice, one.effect, one.group].append(one)
    return tuple(Series(*key, tuple(found[key])) for key in sorted(found, key=_by_voice))


def _by_voice(key: tuple[str, Effect, Group | None]) -> tuple[str, Effect, str]:
    return key[0], key[1], key[2] or ""


def _current(told: Sequence[Figure], series: Sequence[Series]) -> list[Figure]:
    """The figures that at least one of their voices still tells; what nobody stands behind stays."""
    still = {id(figure) for one in series for figure in one.current}
    return [one for one in told if not one.voices or id(one) in still]


def _range(told: Sequence[Figure], series: Sequence[Series], rule: Rule) -> TollRange | None:
    """The range over the figures of one effect and group."""
    if not told:
        return None
    now = _current(told, series)
    lowest, highest = _ends(told if rule is Rule.ONRECORD else now)
    lowest_now, highest_now = _ends(now)
    best, why = _best(now, rule)
    if rule is Rule.ACLED:
        highest = lowest
    high = lowest.least if rule is Rule.ACLED else highest.most
    groups = {one.counts for one in told}
    return TollRange(
        told[0].effect,
        told[0].group,
        _bound(lowest.least, lowest),
        best,
        _bound(high, highest),
        highest.is_open,
        rule,
        why,
        _bound(lowest_now.least, lowest_now),
        _bound(highest_now.most, highest_now),
        groups.pop() if len(groups) == 1 else Group.UNKNOWN,
    )


def _ends(told: Sequence[Figure]) -> tuple[Figure, Figure]:
    """The figures of the lowest and the highest end; of equal ones the earliest, and one told as the number itself."""
    return min(told, key=lambda one: one.least), max(told, key=lambda one: (one.most, not one.is_open))


def _bound(figure: int, behind: Figure) -> Bound:
    return Bound(figure, behind.cited, behind.also, behind.status_by)


def _best(now: Sequence[Figure], rule: Rule) -> tuple[Bound | None, str]:
    if rule is Rule.ACLED:
        lowest = min(now, key=lambda one: one.least)
        return _bound(lowest.least, lowest), "the most conservative figure told"
    told = [one for one in now if one.best is not None]
    if not told:
        return None, "nobody tells a number"
    if rule is Rule.AIRWARS:
        lowest, highest = _ends(now)
        return (_bound(lowest.least, lowest), "all voices agree") if lowest.least == highest.most else (None, _DIFFER)
    leads = [one for one in told if one.leads] or told
    grown = _newest_of_growing(leads) if rule is Rule.ONRECORD else None
    chosen, voices = _most_told(grown or leads)
    return _bound(chosen.best or 0, chosen), _GROWN if grown else f"told by the most voices ({voices})"


_DIFFER = "the voices differ, and this rule takes no best figure"
_GROWN = "the newest figure of a toll that grew"


def _newest_of_growing(leads: Sequence[Figure]) -> list[Figure] | None:
    """The figures of the last day, where the highest of each day never falls and rises in the end."""
    days = sorted({one.day for one in leads if one.day is not None})
    tops = [max(one.best or 0 for one in leads if one.day == day) for day in days]
    if len(days) < 2 or tops != sorted(tops) or tops[-1] == tops[0]:
        return None
    return [one for one in leads if one.day == days[-1]]


def _most_told(told: Sequence[Figure]) -> tuple[Figure, int]:
    """The figure with the most voices, and how many; of equals the newest, then the lower."""
    voices: dict[int, set[str]] = defaultdict(set)
    days: dict[int, date] = {}
    for one in told:
        best = one.best or 0
        voices[best].update(one.voices or (one.cited.report_id,))
        days[best] = max(days.get(best, date.min), one.day or date.min)
    chosen = min(voices, key=lambda best: (-len(voices[best]), -days[best].toordinal(), best))
    return next(one for one in told if one.best == chosen), len(voices[chosen])
