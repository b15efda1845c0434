"""Find the time expressions of a report and resolve them.

Comes in: the text and the publication day. Goes out: time phrases in text order, not overlapping, each with the exact
characters it was read from. Three passes: the rules of the neighbouring modules read atoms, each tried only at words it
can begin with; neighbours are joined ('at 0200' 'today', 'between Sunday' 'and Monday'); then all are resolved from
left to right, so that 'the next day' knows the day before it. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from onrecord.dates import (
    calendar_days,
    clocks,
    durations,
    hijri,
    holidays,
    mentioned,
    months_years,
    numeric_days,
    ordered,
    relative,
    weekdays,
)
from onrecord.dates.joining import join_neighbours
from onrecord.dates.phrases import Anchors, Atom, Rule, TimeKind, TimePhrase
from onrecord.dates.stretch import Stretch, days_before
from onrecord.model import Basis, DatePrecision, How, When

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = 200
"""How far back, in characters, a sentence is looked through for a day or for 'will'."""
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+(?=[A-Z\"'“‘(])|\n\s*\n")
_WILL = re.compile(
    r"\b(?:(?<!their )(?<!his )(?<!her )will|shall|scheduled|slated|planned\s+for|plans\s+to|"
    r"set\s+(?:for|to)|due\s+(?:on|in)|(?:is|are)\s+expected|to\s+be\s+held|upcoming)\b",
    re.IGNORECASE,
)
_APPOINTED = re.compile(
    r"\s(?:[a-z]+\s)?(?:vote|votes|elections?|polls?|ballot|run-?offs?|primar(?:y|ies)|rally|congress|referendum|deadline|talks|summit|conference|inauguration)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:said|says|told|according|wrote|was|were|had|began|took|came|left|struck|since|after)\b"
    r"|(?<!\bbe )\b\w{2,15}ed\b",
    re.IGNORECASE,
)


def _by_first_word() -> dict[str, tuple[Rule, ...]]:
    """The rules that can begin with each word, in order of trial: the more specific module first."""
    modules = (
        numeric_days,
        calendar_days,
        ordered,
        hijri,
        holidays,
        mentioned,
        weekdays,
        durations,
        relative,
        months_years,
        clocks,
    )
    table: dict[str, list[Rule]] = {}
    for module in modules:
        for rule in module.RULES:
            for word in rule.first:
                table.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


_RULES = _by_first_word()


def find_times(text: str, published: date | None) -> tuple[TimePhrase, ...]:
    """Every time expression of the text, resolved from the publication day (None: unknown).

    Start and end are inclusive. A phrase that cannot be resolved is returned with both None. 'How' is STATED where the
    words alone give the days and INFERRED where they count from another day, kept as ``when.anchor``. 'Since X' runs
    to publication; without a publication day its days are those of X.
    """
    atoms = [atom for atom in join_neighbours(text, list(_atoms(text))) if not atom.weak]
    return tuple(_resolve(text, atoms, published))


def untold(published: date) -> When:
    """When an event was whose time is not told: the day before the report or its own day.

    News tells of the last day unless it says otherwise: of the adjudicated development reports whose time is not
    told, all but one fall there. UCDP GED's wider reading (date_prec 2, one to three days before) is for its exporter.
    """
    days = days_before(published, 1, 0)
    basis = Basis(How.DEFAULTED, "dates.untold", 0.5)
    return When(days.start, days.end, days.precision, basis, None, published)


_NAMED_PERIODS = frozenset({"dates.month", "dates.year"})
"""Rules of periods that 'the following month', 'a year later' count from."""
_UP_TO_NOW = frozenset({"dates.ucdp.past_hours", "dates.ucdp.past_days", "dates.overnight", "dates.ucdp.last_night"})


def as_said(when: When, said: When | None) -> When:
    """'... over the past 24 hours, the army said on Saturday' in a paper of Sunday: counted from the day of saying."""
    if when.basis.rule not in _UP_TO_NOW or said is None or said.start is None or said.start != said.end:
        return when
    if when.start is None or when.end is None or when.anchor is None or said.start >= when.anchor:
        return when
    back = when.anchor - said.start
    return replace(when, start=when.start - back, end=when.end - back, anchor=said.start)


# ---------------------------------------------------------------- reading atoms


def _atoms(text: str) -> Iterator[Atom]:
    """The atoms in text order; at each word the first rule that reads one wins."""
    done = 0
    rules_at = _RULES.get
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        first = word[0]
        rules = rules_at("#" if first[0].isdigit() else first.lower())
        if rules is None:
            continue
        atom = _first_atom(rules, text, start)
        if atom is not None:
            done = atom.end
            yield atom


def _first_atom(rules: tuple[Rule, ...], text: str, start: int) -> Atom | None:
    for rule in rules:
        match = rule.pattern.match(text, start)
        if match is not None and match.end() > start:
            atom = rule.read(match)
            if atom is not None:
                return atom
    return None


# ---------------------------------------------------------------- resolving


def _resolve(text: str, atoms: list[Atom], published: date | None) -> Iterator[TimePhrase]:
    """Resolve from left to right, keeping the day named last, and the month or year named since."""
    named: date | None = None
    period: Stretch | None = None
    named_end = 0
    for atom in atoms:
        near = named is not None and _same_sentence(text, named_end, atom.start)
        ahead = atom.floating and (looks_ahead(text, atom.start) or is_appointed(text, atom.end))
        when = atom.when(Anchors(published, named, named if near else None, period, ahead))
        if atom.kind is TimeKind.DAY and when.precision is DatePrecision.DAY:
            named, named_end, period = when.start, atom.end, None
        elif atom.rule in _NAMED_PERIODS and when.start is not None and when.end is not None:
            period = Stretch(when.start, when.end)
        yield TimePhrase(when, atom.kind)


def is_appointed(text: str, end: int) -> bool:
    """Whether the date is that of a vote, a deadline or talks: 'the June 3 election'."""
    return _APPOINTED.match(text, end) is not None


def _same_sentence(text: str, start: int, end: int) -> bool:
    return end - start <= _SENTENCE and _SENTENCE_END.search(text, start, end + 1) is None


def looks_ahead(text: str, at: int) -> bool:
    """Whether the words before, in the same sentence, speak of what is to come, with nothing past in between."""
    before = text[max(0, at - _SENTENCE) : at]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    wills = [match.end() for match in _WILL.finditer(clause)]
    return bool(wills) and _PAST.search(clause, wills[-1]) is None
