"""How one place lies to another, by the words between their names.

In: a text and its toponyms. Out: the same toponyms, with relations: 'al-Rabt, a region of the town of Qaem' (in Qaem),
'Wadi Muweil, west of the city of Ramadi' (west), '210 km west of Ramadi', 'between X and Y', 'the outskirts of X'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Relation, Span
from onrecord.places.cues import ACROSS, DIRECTION, DIRECTIONS, KIND_OF_TYPE, TYPE, may_end_in_cue, owns_a_name
from onrecord.places.toponym import Toponym, ToponymRole

KM = {"km": 1.0, "kilomet": 1.0, "mi": 1.609344, "m": 0.001}
LONGEST_GAP = 80

_DISTANCE = (
    r"(?:(?:about|some|around|roughly|nearly|only|just|approximately)\s+)?"
    r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?)[\s-]*(?P<unit>km|kilomet\w{0,4}|miles?|mi|met(?:er|re)s?)\b\s*"
    r"(?:\([^()]{0,30}\)\s*)?(?:away\s+)?"
)
_PART = (
    rf"(?:{DIRECTION}|central|rural)\s+(?:part|parts|side|countryside|outskirts|suburbs|section|corner|edge)\s+of\s+"
)
_UNITS = "|".join(
    sorted((one for one, kind in KIND_OF_TYPE.items() if kind in ("admin1", "admin2")), key=len, reverse=True)
)
_ADJECTIVE = (
    "central|rural|nearby|besieged|old|downtown|greater|neighbouring|neighboring|adjoining|adjacent|coastal|mountainous|"
    "regional|provincial|national|federal|state|main|largest|second"
)
_OF = (
    rf"(?:the\s+)?(?:{_PART}(?:the\s+)?)?(?:(?:{DIRECTION}|{_ADJECTIVE})\s+){{0,2}}"
    rf"(?:(?:(?:{TYPE})s?|capital),?\s+(?:of\s+)?)?(?:the\s+)?"
)
_TAKES = (
    "attack(?:ed|s)|shell(?:ed|s)|bomb(?:ed|s)|bombarded|pound(?:ed|s)|struck|strikes|hits?|target(?:ed|s)|raid(?:ed|s)|"
    "storm(?:ed|s)|invaded|seize[ds]|captured|recaptured|retook|took|overran|entered|reached|left|fled"
)
"""Verbs between a party and what it attacks: 'Iran struck the town of X' puts Iran in no town."""
_A_PART = (
    rf"(?:(?:an?|the|one\s+of\s+the)\s+)?(?:(?!(?:and|or|but|{_TAKES})\b)[a-z][\w-]*\s+){{0,2}}?(?:(?:{TYPE})s?|part)"
)
_ROAD = r"on\s+(?:the\s+)?(?:[a-z]+\s+){0,2}(?:road|highway|route)(?:\s+\d+)?\s+"
_LIES = (
    rf"(?:(?:which\s+)?(?:lies|sits|stands|is|was)\s+)?(?:located\s+|situated\s+|lying\s+|also\s+)?(?:(?<=,\s){_ROAD})?"
)

_INSIDE = re.compile(
    rf"(?:\s+(?:{TYPE}))?\s*,?\s*(?:{_A_PART}\s+(?:of|in|inside)|{_LIES}(?:in|inside|within))\s+{_OF}", re.IGNORECASE
)
_BESIDE = re.compile(
    rf"(?:\s+(?:{TYPE}))?\s*,?\s*(?:{_A_PART}\s+|{_LIES})"
    rf"(?P<how>near|close\s+to|outside|next\s+to|not\s+far\s+from|(?:just\s+)?across\s+the\s+(?:{ACROSS})\s+from|"
    rf"(?:on|in|at)\s+the\s+(?:{DIRECTION})?\s*(?:outskirts|edge)\s+of)\s+{_OF}",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    rf"(?:\s+(?:{TYPE}))?\s*,?\s*(?:{_A_PART}\s+|{_LIES})(?:{_DISTANCE})?(?:(?:to|in)\s+the\s+)?(?:just\s+)?"
    rf"(?P<direction>{DIRECTION})\s+(?:of|from)\s+{_OF}",
    re.IGNORECASE,
)
_AWAY = re.compile(rf"(?:\s+(?:{TYPE}))?\s*,?\s*{_DISTANCE}(?:from|outside|of)\s+{_OF}", re.IGNORECASE)
_OWNED = re.compile(
    rf"['’]s?\s+(?:(?:{DIRECTION}|(?:north-|south-)?central|old|rural)\s+)?(?:(?:[a-z][\w-]*\s+){{0,2}}?(?:{TYPE})s?\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_PART_FIRST = re.compile(
    r"(?:\s+(?:province|governorate|state|region|district|county|city|area|valley|coast|coastal|desert|delta))?"
    rf"(?:['’]?s)?\s+(?:{DIRECTION}\s+)?"
    r"(?:suburbs?|neighbou?rhoods|districts|quarters|cities|towns?|villages?|city|hamlets?|community|locality)\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""The other way about: 'the Damascus suburbs of Ain Tarma', 'Idlib province town of Saraqeb'."""
_AT_EDGE = re.compile(rf"(?:\s+(?:{TYPE}))?\s*,?\s+(?:on|in|at|along)\s+(?:the\s+)?", re.IGNORECASE)
_EDGE_AFTER = re.compile(
    rf"(?:\s+(?:city|town))?['’]?s?\s+(?:{DIRECTION})?\s*(?:outskirts|suburbs|edge|countryside|periphery)\b",
    re.IGNORECASE,
)
_OF_A_COUNTRY = re.compile(
    rf"\s+(?:(?:{DIRECTION}|{_ADJECTIVE}|border)\s+)?(?:town|city|village|hamlet|province|region|district|governorate|capital)s?"
    r"\s+(?:of\s+)?",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\s+capital,?\s+(?:of\s+)?", re.IGNORECASE)
""""south of the Yemeni capital Sanaa": the people's name says whose capital it is."""
_COMMA = re.compile(rf"\s*(?:,\s*|\(\s*)(?:(?:{DIRECTION})\s+)?", re.IGNORECASE)
_UNIT_NEXT = re.compile(
    rf"(?:\s+(?:{TYPE}))?\s*,\s*(?:(?:{_UNITS})\s+(?:of\s+)?|(?:corregimiento|commune|kebele|payam)\s+)", re.IGNORECASE
)
""""X, municipality of Y", "X, corregimiento Y": what holds it, called what it is."""
_LISTS = re.compile(r"\s*(?:,(?:\s*(?:and|or))?|\band\b|\bor\b|&)\s*(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|,\s*and)\s+(?:the\s+)?", re.IGNORECASE)

_UP_TO_NAME = re.compile(
    rf"(?:(?:{_DISTANCE})(?:to\s+the\s+)?(?:(?P<direction>{DIRECTION})\s+)?(?:of|from|outside)"
    rf"|(?P<way>{DIRECTION})\s+(?:of|from)"
    rf"|(?P<edge>outskirts|edge|suburbs?|countryside|surroundings)\s+of"
    rf"|(?P<near>near|outside|close\s+to|not\s+far\s+from)"
    rf"|(?P<between>between))\s+{_OF}$",
    re.IGNORECASE,
)


def relate(text: str, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Read the words between neighbouring toponyms, and before each, for how they lie to one another."""
    related = list(toponyms)
    for index in reversed(range(len(related))):
        _relate_next(text, related, index)
    for index in range(len(related)):
        _relate_alone(text, related, index)
    for index in range(1, len(related)):
        if _LISTS.match(text[related[index - 1].span.end : related[index].span.start]):
            related[index] = replace(related[index], listed=True)
    return tuple(related)


def _relate_next(text: str, related: list[Toponym], index: int) -> None:
    """Tie a toponym to the next one, where the words between say so."""
    if index + 1 >= len(related):
        return
    near, far = related[index], related[index + 1]
    gap = text[near.span.end : far.span.start]
    capital = related[index + 2] if index + 2 < len(related) else None
    if capital is not None and far.is_demonym and _CAPITAL.fullmatch(text[far.span.end : capital.span.start]):
        relation = _between(gap, capital)
        if relation is not None and relation.kind not in ("in", ",") and not near.is_demonym:
            related[index] = _tie(near, relation, capital)
            related[index + 2] = replace(capital, role=ToponymRole.ANCHOR)
        return
    if near.is_demonym and far.role is ToponymRole.PLACE and _OF_A_COUNTRY.fullmatch(gap):
        related[index + 1] = replace(far, of_country=near.people)
    if near.is_demonym or len(gap) > LONGEST_GAP or "\n\n" in gap:
        return
    owned = _OWNED.fullmatch(gap)
    if (owned or _PART_FIRST.fullmatch(gap)) and not far.is_demonym:
        related[index + 1] = _tie(far, Relation("in", near.name), near)
        return
    if far.role is ToponymRole.BORDER:
        _relate_border(related, index, gap)
        return
    relation = None if far.is_demonym else _between(gap, far)
    if not far.is_demonym and _AT_EDGE.fullmatch(gap) and _EDGE_AFTER.match(text[far.span.end :][:LONGEST_GAP]):
        relation = Relation("outskirts", far.name)
    if relation is None or near.role is ToponymRole.BORDER or (relation.kind == "in" and _is_letters(near.name)):
        return
    if relation.kind == "," and owns_a_name(text[far.span.end :][:LONGEST_GAP]):
        return
    far = _owned_by(related, index + 1) if relation.kind == "in" else far
    relation = replace(relation, of=far.name) if relation.kind == "in" else relation
    related[index] = _tie(near, relation, far)
    if relation.kind == "in" and far.relation is not None and far.relation.distance_km is not None:
        related[index] = replace(related[index], relation=far.relation, anchor=far.anchor)
        far = replace(far, relation=None, anchor=None, phrase=far.span)
    if relation.kind != ",":
        related[index + 1] = replace(related[index + 1], role=ToponymRole.ANCHOR)


_LONGEST_LETTERS = 3


def _is_letters(name: str) -> bool:
    """'a U.S. base in Jordan': a state by its letters owns what lies in another one."""
    letters = name.replace(".", "")
    return letters.isupper() and len(letters) <= _LONGEST_LETTERS


def _owned_by(related: list[Toponym], index: int) -> Toponym:
    """The part that a holder owns, where it goes on so: 'in Syria's province of Idlib' is in Idlib."""
    holder = related[index]
    part = related[index + 1] if index + 1 < len(related) else None
    owned = part is not None and part.anchor == holder.span and part.relation is not None and part.relation.kind == "in"
    return part if part is not None and owned and holder.span.end < part.span.start else holder


def _relate_border(related: list[Toponym], index: int, gap: str) -> None:
    near, far = related[index], related[index + 1]
    if near.relation is None and near.role is not ToponymRole.BORDER and _BESIDE.fullmatch(gap):
        related[index] = _tie(near, Relation("near", f"{far.name} border"), far)


def _between(gap: str, far: Toponym) -> Relation | None:
    """The relation that a gap between two names expresses; kind ',' is mere juxtaposition ('X, Y')."""
    if _INSIDE.fullmatch(gap) or _UNIT_NEXT.fullmatch(gap):
        return Relation("in", far.name)
    towards = _TOWARDS.fullmatch(gap)
    if towards:
        return Relation(_direction(towards["direction"]), far.name, _kilometres(towards))
    beside = _BESIDE.fullmatch(gap)
    if beside:
        outskirts = "outskirts" in beside["how"] or "edge" in beside["how"]
        return Relation("outskirts" if outskirts else "near", far.name)
    away = _AWAY.fullmatch(gap)
    if away:
        return Relation("near", far.name, _kilometres(away))
    return Relation(",", far.name) if _COMMA.fullmatch(gap) else None


def _tie(one: Toponym, relation: Relation, other: Toponym) -> Toponym:
    phrase = one.phrase if relation.kind == "," else one.phrase.join(other.phrase)
    return replace(one, relation=relation, anchor=other.span, phrase=phrase)


def _relate_alone(text: str, related: list[Toponym], index: int) -> None:
    """A place with no name of its own: '210 km west of Ramadi', 'between X and Y'."""
    found = related[index]
    following = related[index + 1] if index + 1 < len(related) else None
    owns_next = following is not None and following.anchor == found.span and following.relation is not None
    if found.role is not ToponymRole.PLACE or found.relation is not None or owns_next:
        return
    before = text[max(0, found.span.start - LONGEST_GAP) : found.span.start]
    match = _UP_TO_NAME.search(before) if may_end_in_cue(before) else None
    if match is None:
        return
    phrase = Span(found.span.start - len(before) + match.start(), found.phrase.end)
    relation = _lone_relation(match, found)
    if match["between"]:
        other = related[index + 1] if index + 1 < len(related) else None
        if other is None or not _AND.fullmatch(text[found.span.end : other.span.start]):
            return
        relation = Relation("between", f"{found.name} and {other.name}")
        related[index] = replace(found, relation=relation, anchor=other.span, phrase=phrase.join(other.phrase))
        related[index + 1] = replace(other, role=ToponymRole.ANCHOR)
        return
    related[index] = replace(found, relation=relation, anchor=found.span, phrase=phrase)


def _lone_relation(match: re.Match[str], found: Toponym) -> Relation:
    direction = match["direction"] or match["way"]
    if direction:
        return Relation(_direction(direction), found.name, _kilometres(match))
    if match["edge"]:
        return Relation("outskirts", found.name)
    return Relation("near", found.name, _kilometres(match))


def _direction(words: str) -> str:
    return DIRECTIONS[" ".join(words.lower().split())]


def _kilometres(match: re.Match[str]) -> float | None:
    """The distance a match states, in km to one decimal; None where it states none."""
    number = match.groupdict().get("number")
    if not number:
        return None
    unit = match["unit"].lower()
    factor = next(value for start, value in KM.items() if unit.startswith(start))
    return round(float(number.replace(",", ".")) * factor, 1)
