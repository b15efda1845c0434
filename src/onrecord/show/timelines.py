"""Timelines as lines of plain text: who is stated to hold a place from when to when, and in whose words.

In: a Timeline, and how wide lines may be. Out: lines that are fit for a terminal, whatever the reports' text holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from onrecord.incidents.statements import Days, Statement, Tells
from onrecord.incidents.timelines import Contradiction, End, Gap, Known, Line, Spell, Timeline
from onrecord.model import PlacePrecision
from onrecord.show.words import attribution_words, one_line, place_words, toll_words

NARROWEST = 60
_DOING = {"control": "taken", "displacement": "fled", "siege": "began", "movement": "began"}
_UNITS = {
    PlacePrecision.ADMIN1: ", first-level unit",
    PlacePrecision.ADMIN2: ", second-level unit",
    PlacePrecision.COUNTRY: ", country",
}


def timeline_lines(timeline: Timeline, width: int) -> Iterator[str]:
    """A whole timeline: its place, then each line with spells, gaps and contradictions."""
    yield _heading(timeline)
    for line in timeline.lines:
        yield f"  {one_line(line.type)}"
        events: list[tuple[date, int, list[str]]] = [
            (spell.first, number, _spell_lines(number, spell, width)) for number, spell in enumerate(line.spells, 1)
        ]
        events += [(gap.first, 0, [_gap_words(gap)]) for gap in line.gaps]
        for _, _, lines in sorted(events):
            yield from lines
        yield from _contradicted(line, line.contradictions, width)
        for title, statements in (
            ("an end of what nobody tells of", line.ended),
            ("denied or doubted", line.denied),
            ("without a day", line.undated),
        ):
            if statements:
                yield f"    {title}:"
                yield from _cited(statements, width)


def lines_on(timeline: Timeline, day: date, width: int) -> Iterator[str]:
    """What is stated to hold at a place on one day; where nothing is, what stands before and after."""
    yield f"{_heading(timeline)}, on {day.isoformat()}"
    for line in timeline.lines:
        yield f"  {one_line(line.type)}"
        held = [(number, spell, spell.on(day)) for number, spell in enumerate(line.spells, 1)]
        for number, spell, is_stated in held:
            if is_stated is not False:
                first, *rest = _spell_lines(number, spell, width)
                yield first if is_stated else f"{first} (perhaps on this day)"
                yield from rest
        if all(is_stated is False for _, _, is_stated in held):
            yield "    nothing is stated for this day"
            yield from _around(line.spells, day)
        yield from _contradicted(line, [one for one in line.contradictions if one.first <= day <= one.last], width)


def _around(spells: Sequence[Spell], day: date) -> Iterator[str]:
    before = [spell for spell in spells if spell.last < day]
    after = [spell for spell in spells if spell.first > day]
    if before:
        spell = max(before, key=lambda one: one.last)
        yield f"    before: {_holders(spell)}, {_end_words(spell)}"
    if after:
        spell = min(after, key=lambda one: one.first)
        yield f"    after: {_holders(spell)}, {_start_words(spell)}"


def _heading(timeline: Timeline) -> str:
    where = place_words(timeline.place)
    name = one_line(timeline.name)
    unit = _UNITS.get(timeline.place.precision, "") if timeline.is_area else ""
    words = (name if where == name else f"{name} ({where})") + unit
    others = [one_line(other) for other in timeline.names if other != timeline.name]
    return f"{words}, also {', '.join(others)}" if others else words


def _spell_lines(number: int, spell: Spell, width: int) -> list[str]:
    head = f"    {number}. {_holders(spell)}: {_start_words(spell)}; {_end_words(spell)}"
    return [head, *_cited(spell.statements, width)]


def _holders(spell: Spell) -> str:
    names = list(dict.fromkeys(one_line(holder.name) for holder in spell.holders)) or ["holder not told"]
    partly = ", a part" if all(one.is_partly for one in spell.statements) else ""
    return " / ".join(names) + partly


def _start_words(spell: Spell) -> str:
    start = spell.start
    verb = {Known.BY: "by", Known.SINCE: "since"}.get(start.how, _DOING.get(spell.type, "began"))
    days = start.days.last.isoformat() if start.how is Known.BY else _days_words(start.days)
    return f"{verb} {days}{', told differently' if start.is_disputed else ''}"


def _end_words(spell: Spell) -> str:
    end = spell.end
    if end.how is Known.LAST:
        return f"last stated {end.days.last.isoformat()}"
    verb = "ended" if end.how is Known.ENDED else f"taken by {_takers(end)}"
    return f"{verb} {_days_words(end.days)}"


def _takers(end: End) -> str:
    names = dict.fromkeys(one_line(one.holder.name) for one in end.statements if one.holder is not None)
    return " / ".join(names)


def _days_words(days: Days) -> str:
    """'2015-03-10'; 'between 2015-03-01 and 2015-03-31'; 'by 2015-03-31' where the earlier end is open."""
    if days.first is None:
        return f"by {days.last.isoformat()}"
    if days.first == days.last:
        return days.last.isoformat()
    return f"between {days.first.isoformat()} and {days.last.isoformat()}"


def _gap_words(gap: Gap) -> str:
    return f"    -- nothing is told from {gap.first.isoformat()} to {gap.last.isoformat()} --"


def _contradicted(line: Line, found: Sequence[Contradiction], width: int) -> Iterator[str]:
    """Contradictions with their words; which spells are told at once of parts, in one line."""
    shared = [f"{one + 1} and {other + 1}" for one, other in (each.spells for each in found if each.may_share)]
    if shared:
        yield from wrap(
            f"told at once, of parts or of an area: {', '.join(shared)}",
            max(width, NARROWEST),
            initial_indent="    ",
            subsequent_indent="      ",
        )
    for contradiction in found:
        if not contradiction.may_share:
            yield from _contradiction_lines(contradiction, line, width)


def _contradiction_lines(found: Contradiction, line: Line, width: int) -> Iterator[str]:
    one, other = found.spells
    days = found.first.isoformat() if found.first == found.last else f"{found.first} to {found.last}"
    voices = "the same voice" if found.same_voice else "different voices"
    yield f"    !! {one + 1} and {other + 1} contradict each other: {days}, {voices}"
    for number, statements in zip(found.spells, found.statements, strict=True):
        yield f"      {number + 1}. {_holders(line.spells[number])}"
        yield from _cited(statements, width, indent=9)


def _cited(statements: Sequence[Statement], width: int, indent: int = 7) -> Iterator[str]:
    """Each statement: its report's day, outlet and id, its exact words, and who said it."""
    for statement in statements:
        published = "day unknown" if statement.published is None else statement.published.isoformat()
        outlet = f"{one_line(statement.outlet)}, " if statement.outlet else ""
        told = _told_words(statement)
        by = attribution_words(statement.attribution)
        tolls = "".join(f"; {toll_words(toll)}" for toll in statement.tolls)
        copies = f"; repeated by {', '.join(map(one_line, statement.copies))}" if statement.copies else ""
        text = (
            f"{published} {outlet}{one_line(statement.report_id)}: {told}“{one_line(statement.words)}” "
            f"({by}{tolls}{copies})"
        )
        yield from wrap(text, max(width, NARROWEST), initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


def _told_words(statement: Statement) -> str:
    told = statement.told
    if told is None:
        return ""
    verb = {
        Tells.HOLDS: "since",
        Tells.HELD: "since",
        Tells.BEGAN: _DOING.get(statement.type, "began"),
        Tells.ENDED: "ended",
    }
    return f"{verb.get(statement.tells, 'of')} {_days_words(told)}, "
