"""The figures that reports tell of one incident, with their claims and voices, and those that are none of its own.

Comes in: the tellings of one incident and its voices. Goes out: figures of everybody and of groups, and the figures
that count for no range, each with the reason. What counts for none (requirements D5 and D6 of the casualty-recording
standards): running totals and sums over several incidents; what is told of another day or place; parts of a whole; a
headline's number where the report counts; and the figure of one side alone where others count it within a larger
whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product

from onrecord.incidents.drafts import is_long, total_of
from onrecord.incidents.sameness import Match, days_match, places_match
from onrecord.incidents.totals import Range, total
from onrecord.linking.tellings import Cited, Telling
from onrecord.linking.voices import Voices, asserts
from onrecord.model import DEMOGRAPHIC, BlockKind, Claim, Effect, Group, Incident, StatusRule, Toll
from onrecord.places import fold

ONE_PERSON = frozenset({"tolls.one", "tolls.one_named"})
"""Rules of figures that tell of one person and count nobody else."""
ROUGH = "tolls.about"
"""The rule of 'about 50' and 'nearly 50'."""
WORDS = frozenset({"tolls.vague", "tolls.unnumbered", "tolls.rest"})
"""Rules of figures that are told without a number."""
STATUS = frozenset({Group.CIVILIAN, Group.COMBATANT, Group.SECURITY})


@dataclass(frozen=True, slots=True)
class Figure:
    """How many people one claim tells, and who stands behind it."""

    effect: Effect
    group: Group | None
    """None: all people of the effect that the claim counts."""
    low: int | None
    best: int | None
    high: int | None
    rule: str
    """The rule that read it."""
    voices: tuple[str, ...]
    day: date | None
    """When the report was published."""
    cited: Cited
    leads: bool
    """Whether it is the figure that the report itself gives the incident."""
    counts: Group = Group.UNKNOWN
    """Whom the words count: 'ten soldiers' is a figure of everybody that counts soldiers alone."""
    people: bool = False
    """Whether they count children, women or the like alone: '25 children'."""
    status_by: StatusRule | None = None
    """How the words' group is known, where it is civilian, combatant or security."""
    also: tuple[Cited, ...] = ()
    """The other claims that it adds up, where a report tells its people at two places."""

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

    @property
    def is_number(self) -> bool:
        """Whether it tells a number and not a word ('dozens')."""
        return self.rule not in WORDS

    @property
    def is_count(self) -> bool:
        """Whether it is a number of people, and not of one among them."""
        return self.is_number and self.rule not in ONE_PERSON


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that is told and counts for no end of a range, and why."""

    figure: Figure
    why: str


RUNNING = "a running total, or a sum over several incidents"
OTHER_DAY = "told of another day"
ELSEWHERE = "told of another place"
PART = "some of those whom the report counts in all"
HEADLINE = "a headline, where the report itself counts"
OF_SEVERAL = "what other reports tell of this incident and another together"
SOME_PEOPLE = "children, women or the like alone, where others tell of more in all"
FAR_ABOVE = "more than ten times what the report itself gives the incident"
ASIDE = "told in passing, where the report's main account counts"
IN_ANOTHER = "its people are counted by another incident of the same report"
ROUND = "a round number for what others count"
ONE_SIDE = "one group alone, which others count the same within a larger whole"


def figures_of(tellings: Sequence[Telling], voices: Voices) -> tuple[list[Figure], list[LeftOut]]:
    """The figures of an incident and those left out, in the order of the tellings and their claims."""
    held = {one.incident.id for one in tellings}
    wider = {telling.incident.id for telling in tellings if _is_wider(telling, held)}
    told: list[tuple[Telling, Figure]] = []
    left: list[LeftOut] = []
    for telling in tellings:
        found, without = _of_telling(telling, voices)
        why = OF_SEVERAL if telling.incident.id in wider else None
        if telling.incident.part_of in held - wider:
            why = IN_ANOTHER
        told += [] if why else [(telling, figure) for figure in found]
        left += [*without, *(LeftOut(figure, why) for figure in found if why)]
    told, aside = _without_asides(told)
    left += aside
    figures, parts = _together(told)
    left += parts
    for rule in (partial(_sums, tellings=tellings), partial(_one_sided, tellings=tellings), _some_people, _rounded):
        apart = rule(figures)
        left += apart
        gone = {id(one.figure) for one in apart}
        figures = [figure for figure in figures if id(figure) not in gone]
    return figures, left


def _is_wider(telling: Telling, held: Collection[str]) -> bool:
    """'20 killed in two towns', where the report's telling of one town is of this incident, of the other not."""
    return len({part.id in held for part in telling.parts}) == 2


def _without_asides(told: Sequence[tuple[Telling, Figure]]) -> tuple[list[tuple[Telling, Figure]], list[LeftOut]]:
    """What a report tells in passing gives way to its main account of the same incident, where that has figures: it is
    a part ('98 of them from two towns') or an older figure."""
    main = {(telling.report.id, figure.effect) for telling, figure in told if telling.incident.primary}
    kept, aside = [], []
    for telling, figure in told:
        if not telling.incident.primary and (telling.report.id, figure.effect) in main:
            aside.append(LeftOut(figure, ASIDE))
        else:
            kept.append((telling, figure))
    return kept, aside


# ---------------------------------------------------------------- one report


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of a claim, whether a headline tells it, and who does: a voice, the unnamed each by their words."""

    figure: Figure
    in_title: bool
    teller: str
    named: bool
    """Whether it is somebody cited by name."""


def _of_telling(telling: Telling, voices: Voices) -> tuple[list[Figure], list[LeftOut]]:
    told: dict[tuple[Effect, Group | None], list[_Told]] = defaultdict(list)
    left: list[LeftOut] = []
    for claim in telling.claims:
        if not asserts(claim):
            continue
        outside = _outside(claim, telling.incident)
        in_title = telling.report.block_at(claim.spans[0].start) is BlockKind.TITLE
        for toll, group in _counts(claim):
            figure = _figure(telling, claim, toll, group, voices)
            why = outside or (RUNNING if toll.cumulative else None)
            if why:
                left.append(LeftOut(figure, why))
            else:
                told[toll.effect, group].append(_Told(figure, in_title, *_teller(claim, figure)))
    figures: list[Figure] = []
    for (effect, group), each in told.items():
        kept, without = _own(each, _range_of(telling.incident, effect, group))
        figures += kept
        left += [LeftOut(figure, why) for figure, why in without]
    return figures, left


def _counts(claim: Claim) -> Iterator[tuple[Toll, Group | None]]:
    """The tolls of a claim: the total of each effect (None), then what it tells of groups; running totals too."""
    for effect in Effect:
        whole = total_of(claim, effect)
        if whole is not None:
            yield whole, None
        for toll in claim.tolls:
            if toll.effect is effect and toll.cumulative and toll.of is None:
                yield toll, None
            elif toll.effect is effect and toll.group is not Group.UNKNOWN:
                yield toll, toll.group


def _range_of(incident: Incident, effect: Effect, group: Group | None) -> Range | None:
    """What the report itself makes of its figures."""
    if group is None:
        return total(incident.tolls, effect)
    found = next((one for one in incident.tolls if one.effect is effect and one.group is group), None)
    return None if found is None else Range(found.low, found.best, found.high)


def _outside(claim: Claim, incident: Incident) -> str | None:
    """Why a claim's figures are not the incident's alone: 'over 350 in less than a month', 'last month's bombing in
    Tartus killed 170'."""
    if claim.aggregate or (is_long(claim.when) and not is_long(incident.when)):
        return RUNNING
    if days_match(claim.when, incident.when) is Match.CLASH:
        return OTHER_DAY
    return ELSEWHERE if places_match(claim.where, incident.where) is Match.CLASH else None


def _teller(claim: Claim, figure: Figure) -> tuple[str, bool]:
    unnamed = [fold(one.role or "") for one in claim.attribution.speakers if one.anonymous]
    return "|".join((*figure.voices, *unnamed)), len(unnamed) < len(claim.attribution.speakers)


def _own(told: Sequence[_Told], whole: Range | None) -> tuple[list[Figure], list[tuple[Figure, str]]]:
    """The figures that a report gives the incident, and the others with the reason."""
    body = [one for one in told if one.figure.is_count and not one.in_title]
    kept: list[_Told] = []
    left: list[tuple[Figure, str]] = []
    for one in told:
        tells_more = one.in_title and _tells_more(one.figure, [other.figure for other in body])
        if one.in_title and body and not tells_more and not _is_another(one, body):
            left.append((one.figure, HEADLINE))
        elif one.figure.rule in ONE_PERSON and body:
            left.append((one.figure, PART))
        else:
            leads = whole is not None and one.figure.best is not None and one.figure.best == whole.best
            kept.append(replace(one, figure=replace(one.figure, leads=leads or tells_more)))
    parts = _parts(kept, whole)
    far = _far_above(kept)
    left += [(one.figure, FAR_ABOVE if one in far else PART) for one in kept if one in parts or one in far]
    return [one.figure for one in kept if one not in parts and one not in far], left


def _is_another(headline: _Told, body: Sequence[_Told]) -> bool:
    """'Air raids kill 10: monitor' over a report that only cites others for figures."""
    tellers = {voice for one in body for voice in one.figure.voices}
    return headline.named and headline.figure.is_count and not tellers & set(headline.figure.voices)


def _tells_more(headline: Figure, body: Sequence[Figure]) -> bool:
    """'... leaving 13 dead' over a report that names five children and four nurses: the headline alone tells of all."""
    exact = headline.is_count and not headline.is_open and headline.counts is Group.UNKNOWN
    return exact and bool(body) and all(one.counts is not Group.UNKNOWN and one.most < headline.most for one in body)


def _parts(told: Sequence[_Told], whole: Range | None) -> list[_Told]:
    """Who tells two figures of one incident tells some of its dead with the lower one, or what was known before; what
    lies under the report's own range is a part as well."""
    counted = [one for one in told if one.figure.is_count]
    whole_told = [one.figure for one in counted if one.in_title and one.figure.leads and not one.named]
    headline = max((one.least for one in whole_told), default=0)
    by_teller: dict[str, list[_Told]] = defaultdict(list)
    for one in counted:
        by_teller[one.teller].append(one)
    found = [one for one in counted if not one.in_title and one.figure.most < headline]
    for each in by_teller.values():
        main = max(each, key=lambda one: (one.figure.leads, one.figure.most)).figure
        found += [one for one in each if one.figure.most < main.least]
    floor = whole.low if whole is not None and any(one.figure.leads for one in counted) else None
    return found + [one for one in counted if floor is not None and not one.named and one.figure.most < floor]


FAR = 10
"""Times the report's own figure; tried 6 to 20 on the groups of the 384 Syrian reports: 8 to 20 give one answer. UCDP's
codebook keeps wild claims out of the high estimate; here it is mostly another attack, told in passing."""


def _far_above(told: Sequence[_Told]) -> list[_Told]:
    """'killed at least one ... Last month, bombings in Tartus killed 170.'"""
    own = max((one.figure.most for one in told if one.figure.leads), default=0)
    return [one for one in told if own and not one.figure.leads and one.figure.most > FAR * own]


def _figure(telling: Telling, claim: Claim, toll: Toll, group: Group | None, voices: Voices) -> Figure:
    return Figure(
        toll.effect,
        group,
        toll.low,
        toll.best,
        toll.high,
        toll.basis.rule,
        voices.of_claim.get((telling.report.id, claim.id), ()),
        telling.day,
        Cited(telling.report.id, claim.id, toll.span),
        leads=False,
        counts=toll.group,
        status_by=toll.status_by,
        people=any(_is_same_people(one, toll) for one in claim.tolls) if group is None else False,
    )


def _is_same_people(part: Toll, whole: Toll) -> bool:
    return part.effect is whole.effect and part.group in DEMOGRAPHIC and part.best == whole.best


# ---------------------------------------------------------------- across tellings


def _together(told: Sequence[tuple[Telling, Figure]]) -> tuple[list[Figure], list[LeftOut]]:
    """A report that is mainly about two incidents tells their people as one total, so where both are this incident, its
    figure is the two together. Only what one report tells is added up, and only what it leads with."""
    figures = [figure for _, figure in told]
    left: list[LeftOut] = []
    for report_id in dict.fromkeys(telling.report.id for telling, _ in told):
        own = {telling.incident.id: telling for telling, _ in told if telling.report.id == report_id}
        if len(own) < 2 or not all(telling.incident.primary for telling in own.values()):
            continue
        for effect in Effect:
            each = [
                [one for telling, one in told if telling.incident.id == incident and _is_total(one, effect)]
                for incident in own
            ]
            leads = [max(some, key=lambda one: (one.leads, one.most)) for some in each if some]
            if len(leads) < 2:
                continue
            parts = [one for some in each for one in some]
            left += [LeftOut(one, PART) for one in parts]
            figures = [one for one in figures if all(one is not part for part in parts)]
            figures.append(_added(leads))
    return figures, left


def _is_total(figure: Figure, effect: Effect) -> bool:
    return figure.effect is effect and figure.group is None and figure.is_count


def _added(leads: Sequence[Figure]) -> Figure:
    ends = [[getattr(one, end) for one in leads] for end in ("low", "best", "high")]
    low, best, high = (None if None in figures else sum(figures) for figures in ends)
    counts = {one.counts for one in leads}
    return replace(
        leads[0],
        low=low,
        best=best,
        high=high,
        rule="tolls.sum",
        voices=tuple(dict.fromkeys(voice for one in leads for voice in one.voices)),
        leads=True,
        counts=counts.pop() if len(counts) == 1 else Group.UNKNOWN,
        also=tuple(one.cited for one in leads[1:]),
    )


def _sums(told: Sequence[Figure], tellings: Sequence[Telling]) -> list[LeftOut]:
    """'38 killed in strikes across Anbar', where another report tells 33 killed here and 5 in an incident beside it."""
    wholes: dict[Effect, set[tuple[str, int]]] = defaultdict(set)
    for telling in tellings:
        for effect, other in product(Effect, telling.beside):
            own = [one.most for one in told if _is_total(one, effect) and one.cited.report_id == telling.report.id]
            beside = total(other.tolls, effect)
            if beside is not None and beside.best:
                wholes[effect].update((telling.report.id, figure + beside.best) for figure in own)
    return [
        LeftOut(one, OF_SEVERAL)
        for one in told
        if one.group is None
        and any(one.most == whole and one.cited.report_id != report for report, whole in wholes[one.effect])
    ]


def _one_sided(told: Sequence[Figure], tellings: Sequence[Telling]) -> list[LeftOut]:
    """'Five soldiers were killed', where another text tells 25 killed, five of them soldiers."""
    story = {one.report.id: one.story for one in tellings}

    def is_within(one: Figure) -> bool:
        others = [
            other
            for other in told
            if other.effect is one.effect and story[other.cited.report_id] != story[one.cited.report_id]
        ]
        wholes = {
            other.cited.report_id
            for other in others
            if other.group is None and other.counts is Group.UNKNOWN and other.least > one.most
        }
        same = (other for other in others if other.group is one.counts and other.most == one.most)
        return any(other.cited.report_id in wholes for other in same)

    return [LeftOut(one, ONE_SIDE) for one in told if one.group is None and one.counts in STATUS and is_within(one)]


def _some_people(told: Sequence[Figure]) -> list[LeftOut]:
    """'25 children were killed', where somebody tells 82 killed in all: no total of everybody."""
    return [
        LeftOut(one, SOME_PEOPLE)
        for one in told
        if one.group is None
        and one.people
        and any(
            other.group is None and other.effect is one.effect and not other.people and other.least > one.most
            for other in told
        )
    ]


def _rounded(told: Sequence[Figure]) -> list[LeftOut]:
    """'nearly 50', where somebody counts 47: a number that agrees with a count is no end beside it."""
    return [
        LeftOut(one, ROUND)
        for one in told
        if one.rule == ROUGH
        and any(_rounds_to(other, one) for other in told if (other.effect, other.group) == (one.effect, one.group))
    ]


def _rounds_to(count: Figure, rough: Figure) -> bool:
    """Whether a count, rounded to the last digit of a rough number that is not nought, gives that number."""
    if rough.best is None or count.best is None or count.rule == ROUGH or not count.is_count:
        return False
    step = int("1" + "0" * (len(str(rough.best)) - len(str(rough.best).rstrip("0"))))
    return abs(count.best - rough.best) * 2 <= step
