"""MUC-4's development reports (Latin America, 1988 to 1990, in capitals): do rules made on other news hold there?

In: reports and answer keys of TST1 and TST2, or of DEV, whose errors are read; and what was coded. Out: figures over
the templates that are not optional. These are not MUC-4's official scores, which align whole templates: each slot is
asked for by itself, and an answer counts where any incident of the report has it, so the figures are recall; what is
coded beyond the keys costs nothing, because the keys leave out fighting between armed sides, which Onrecord codes. An
organisation counts under any name that the registry gives it ('ELN' for the National Liberation Army).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from onrecord.actors import Registry, load_registry
from onrecord.bench.coded import Coded, same_name
from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Material, read_jsonl
from onrecord.places import fold

MEASURES = (
    Measure("incident", "an incident in the report"),
    Measure("type", "its type"),
    Measure("country", "its country"),
    Measure("place", "its finest place"),
    Measure("date", "its day"),
    Measure("killed", "number killed"),
    Measure("organisation", "the organisation behind it"),
)

MEASURED = ("tst1", "tst2")
"""The sets that were made with more care than DEV."""
TUNED_ON = ("dev",)

_TYPES = {
    "ATTACK": ("attack", "clash", "strike", "execution", "mob", "bombing.grenade"),
    "BOMBING": ("bombing", "strike.shelling"),
    "KIDNAPPING": ("abduction",),
    "HIJACKING": ("abduction", "attack"),
    "ARSON": ("attack", "looting"),
    "ROBBERY": ("looting", "attack"),
    "FORCED WORK STOPPAGE": ("attack", "riot", "protest"),
}
"""MUC-4's types of incident, to the beginnings of Onrecord's that answer them."""

_COUNTRIES = {
    "ARGENTINA": "AR", "BOLIVIA": "BO", "CHILE": "CL", "COLOMBIA": "CO", "ECUADOR": "EC", "EL SALVADOR": "SV",
    "GUATEMALA": "GT", "HONDURAS": "HN", "PERU": "PE", "PANAMA": "PA", "NICARAGUA": "NI", "SPAIN": "ES",
    "UNITED STATES": "US", "COSTA RICA": "CR", "VENEZUELA": "VE", "BRAZIL": "BR", "MEXICO": "MX",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One template with what was coded from its report: each figure that it has a value for, right or wrong."""

    template: Json
    coded: Coded
    right: Mapping[str, bool] = field(default_factory=dict)


def read_reports(material: Material, sets: Sequence[str] = MEASURED) -> list[Json]:
    """The reports of some sets, as lines that can be coded."""
    return [line for name in sets for line in read_jsonl(material.muc4 / f"documents-{name}.jsonl")]


def read_templates(material: Material, sets: Sequence[str] = MEASURED) -> list[Json]:
    """The templates that are not optional."""
    lines = [line for name in sets for line in read_jsonl(material.muc4 / f"keys-{name}.jsonl")]
    return [line for line in lines if line["relevant"] and not line["optional"]]


def judge(templates: Iterable[Json], coded: Mapping[str, Coded]) -> list[Judged]:
    """Put templates beside what was coded from their reports."""
    return [Judged(one, coded[one["id"]], dict(_answers(one["slots"], coded[one["id"]]))) for one in templates]


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """The figures over all templates."""
    found = {one.name: share_of(item.right[one.name] for item in judged if one.name in item.right) for one in MEASURES}
    return {name: figure for name, figure in found.items() if figure is not None}


def error_lines(judged: Iterable[Judged]) -> list[str]:
    """The templates that lose something, with what was coded."""
    return [
        f"{item.template['id']} {item.template['template']}  wrong: {', '.join(wrong)}\n"
        f"  key    {_key_words(item.template['slots'])}\n  coded  {_coded_words(item.coded)}"
        for item in judged
        if (wrong := [name for name, right in item.right.items() if not right])
    ]


# ---------------------------------------------------------------- one template


def _answers(slots: Json, coded: Coded) -> Iterator[tuple[str, bool]]:
    incidents = coded.incidents
    yield "incident", bool(incidents)
    kinds = tuple(prefix for one in _any_of(slots, "INCIDENT: TYPE") for prefix in _TYPES.get(one, ()))
    if kinds:
        yield "type", any(incident["type"].startswith(kinds) for incident in incidents)
    places = [incident["place"] for incident in incidents if incident["place"]]
    countries = {_COUNTRIES[name] for name in _countries(slots) if name in _COUNTRIES}
    if countries:
        yield "country", any(place["country"] in countries for place in places)
    finest = {fold(name) for name in _finest(slots)}
    if finest:
        yield "place", any(finest & {fold(part) for part in _names(place)} for place in places)
    days = set(_days(slots))
    if days:
        yield "date", any(_covers(incident["date"], day) for incident in incidents for day in days)
    killed = _killed(slots)
    if killed is not None:
        yield "killed", any(killed in _killed_in(incident) for incident in incidents)
    organisations = [fold(name) for name in _any_of(slots, "PERP: ORGANIZATION ID")]
    if organisations:
        actors = [name for incident in incidents for actor in incident["actors"] for name in _called(actor)]
        yield "organisation", any(_same(name, actor) for name in organisations for actor in actors)


def _any_of(slots: Json, slot: str) -> list[str]:
    return [value for fill in slots.get(slot, ()) for value in fill["any_of"] if isinstance(value, str)]


def _locations(slots: Json) -> Iterator[Json]:
    for fill in slots.get("INCIDENT: LOCATION", ()):
        for value in fill["any_of"]:
            yield value if isinstance(value, dict) else {"country": value}


def _countries(slots: Json) -> Iterator[str]:
    for where in _locations(slots):
        country = where.get("country")
        yield from [country] if isinstance(country, str) else country or ()


def _finest(slots: Json) -> Iterator[str]:
    for where in _locations(slots):
        for within in list(where.get("within") or ())[-1:]:
            place = within.get("place") or []
            yield from [place] if isinstance(place, str) else place


def _names(place: Json) -> list[str]:
    return [name for name in (place["name"], place["admin1"], place["admin2"]) if name]


def _days(slots: Json) -> Iterator[date]:
    """The days of a template, without those that no calendar has, as some keys of DEV give."""
    for value in _any_of(slots, "INCIDENT: DATE"):
        if re.fullmatch(r"\d{2} [A-Z]{3} \d{2}", value):
            with suppress(ValueError):
                yield datetime.strptime(value.title(), "%d %b %y").date()


def _covers(when: Json | None, day: date) -> bool:
    if when is None or when["start"] is None or when["end"] is None:
        return False
    return bool(when["start"] <= day.isoformat() <= when["end"])


def _killed(slots: Json) -> int | None:
    """The dead, where each target that died has a plain number; None where one has none."""
    dead = {
        tuple(fill["of"] or ()) for fill in slots.get("HUM TGT: EFFECT OF INCIDENT", ()) if "DEATH" in fill["any_of"]
    }
    numbers = {tuple(fill["of"] or ()): fill["any_of"][0] for fill in slots.get("HUM TGT: NUMBER", ())}
    counts = [numbers.get(target) for target in dead]
    if not counts or not all(isinstance(count, str) and count.isdigit() for count in counts):
        return None
    return sum(int(str(count)) for count in counts)


def _killed_in(incident: Json) -> set[int]:
    return {toll["best"] for toll in incident["toll"] if toll["effect"] == "killed" and toll["best"] is not None}


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return load_registry()


def _called(actor: Json) -> list[str]:
    """What a coded party goes by: its name, and its other names in the registry ('ELN'), all folded."""
    known = _registry().get(actor["id"])
    return [fold(name) for name in (actor["name"], *(known.aliases if known else ()))]


def _same(name: str, actor: str) -> bool:
    """Whether one name's words are all in the other's; 'army' and 'armed forces' are the military."""
    return same_name(*(re.sub(r"\b(?:army|armed forces)\b", "military", one) for one in (name, actor)))


def _key_words(slots: Json) -> str:
    shown = ("INCIDENT: TYPE", "INCIDENT: DATE", "INCIDENT: LOCATION", "HUM TGT: NUMBER", "PERP: ORGANIZATION ID")
    return "; ".join(str(fill["any_of"]) for slot in shown for fill in slots.get(slot, ()))


def _coded_words(coded: Coded) -> str:
    return "; ".join(
        f"{one['type']} {(one['date'] or {}).get('start')} {(one['place'] or {}).get('name')} {sorted(_killed_in(one))}"
        for one in coded.incidents
    )
