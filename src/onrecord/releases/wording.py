"""Values in the words of a page: when, where, who, how many, and who said so.

In: records of the model. Out: short plain English. What is unknown is said to be; what was inferred or stands in by
default is said to be that (casualty recording, requirements B4, D3, I2).
"""

from __future__ import annotations

from datetime import date

from onrecord.incidents.totals import Range, total
from onrecord.model import (
    Attribution,
    Basis,
    DatePrecision,
    Effect,
    Group,
    How,
    Participant,
    Place,
    PlacePrecision,
    Report,
    Role,
    Speaker,
    Toll,
    When,
)
from onrecord.releases.outlines import country_names

TYPES = {
    "strike.air": "Air strike",
    "strike.drone": "Drone strike",
    "strike.shelling": "Shelling",
    "strike.missile": "Missile strike",
    "bombing.ied": "Roadside bomb or explosive device",
    "bombing.vehicle": "Vehicle bomb",
    "bombing.suicide": "Suicide bombing",
    "bombing.grenade": "Grenade attack",
    "clash.territory_gained": "Clash, ground taken",
    "protest.shot_at": "Protest shot at",
    "protest.dispersed": "Protest dispersed",
    "disrupted_weapons": "Weapons seized",
}
"""Names that do not follow from the type itself; 'attack.shooting' becomes 'Shooting attack'."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

HOW = {How.GIVEN: "given by the user", How.STATED: "", How.INFERRED: "inferred", How.DEFAULTED: "assumed"}

PRECISION = {
    PlacePrecision.EXACT: "the place itself",
    PlacePrecision.NEAR: "near there",
    PlacePrecision.ADMIN2: "known to the district",
    PlacePrecision.ADMIN1: "known to the province",
    PlacePrecision.COUNTRY: "known to the country",
    PlacePrecision.UNKNOWN: "not placed",
}

PEOPLE = {
    Group.UNKNOWN: "people",
    Group.CIVILIAN: "civilians",
    Group.COMBATANT: "combatants",
    Group.SECURITY: "security forces",
}

ONE = {
    Group.UNKNOWN: "person",
    Group.CIVILIAN: "civilian",
    Group.COMBATANT: "combatant",
    Group.SECURITY: "member of security forces",
    Group.CHILDREN: "child",
    Group.GIRLS: "girl",
    Group.BOYS: "boy",
    Group.WOMEN: "woman",
    Group.MEN: "man",
    Group.ELDERLY: "elderly person",
    Group.JOURNALISTS: "journalist",
    Group.MEDICS: "medic",
    Group.AID_WORKERS: "aid worker",
}


def type_words(kind: str) -> str:
    """'strike.air' -> 'Air strike'; a type that is not known reads from the last part to the first."""
    if kind in TYPES:
        return TYPES[kind]
    words = " ".join(reversed(kind.split("."))).replace("_", " ")
    return words[:1].upper() + words[1:]


def day_words(day: date, *, year: bool = True) -> str:
    """'13 Feb 2017'."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def when_words(when: When | None) -> str:
    """A time as exactly as it is known: a day with its weekday, or a range, month or year."""
    if when is None or when.start is None or when.end is None:
        return "date unknown"
    start, end = when.start, when.end
    if start == end:
        return f"{WEEKDAYS[start.weekday()]} {day_words(start)}"
    if when.precision is DatePrecision.YEAR and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if when.precision is DatePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    return f"{day_words(start, year=start.year != end.year)} – {day_words(end)}"


def where_words(place: Place | None) -> str:
    """'al-Rabt, Anbar, Iraq'; where it lies to another place stands in brackets."""
    if place is None:
        return "place unknown"
    country = country_names().get(place.country, place.country) if place.country else None
    whole = place.precision is PlacePrecision.COUNTRY
    parts = [_related(place), *(part for part in (place.admin1, country) if part and part != place.name and not whole)]
    return ", ".join(dict.fromkeys(parts))


def _related(place: Place) -> str:
    """The place's name with how it lies to another, or how the event lies to the place itself."""
    relation = place.relation
    if relation is None:
        return place.name
    distance = f"{relation.distance_km:g} km " if relation.distance_km else ""
    words = f"{distance}{relation.kind} {_of(relation.kind)}{relation.of}"
    return words if relation.of == place.name else f"{place.name} ({words})"


def _of(kind: str) -> str:
    return "" if kind in ("in", "near", "between") else "of "


def place_note(place: Place | None) -> str:
    """How exactly a place is known: 'near there, within 10 km'."""
    if place is None:
        return ""
    within = f", within {place.uncertainty_km:g} km" if place.uncertainty_km and place.lat is not None else ""
    return joined(PRECISION[place.precision] + within, how_words(place.basis))


def how_words(basis: Basis) -> str:
    """'' for what the words state; else 'inferred', 'assumed' or 'given by the user'."""
    return HOW[basis.how]


def joined(*notes: str) -> str:
    """Notes that say something, with a middle dot between them."""
    return " · ".join(note for note in notes if note)


def figure_words(low: int | None, best: int | None, high: int | None) -> str:
    """'33', '12–31', '12–31 (best 14)', 'at least 5', 'up to 9', or 'an unknown number'."""
    if low is None and high is None:
        return "an unknown number" if best is None else f"about {best:,}"
    if low is None:
        return f"up to {high:,}" + _best(best, high)
    if high is None:
        return f"at least {low:,}" + _best(best, low)
    if low == high:
        return f"{low:,}"
    return f"{low:,}–{high:,}" + _best(best, None)


def _best(best: int | None, shown: int | None) -> str:
    return "" if best is None or best == shown else f" (best {best:,})"


def toll_words(toll: Toll) -> str:
    """'at least 12 civilians killed', '4 children of the civilians killed', '300 people displaced so far'."""
    one = (toll.low, toll.high) == (1, 1)
    people = people_words(toll, one=one)
    running = " so far" if toll.cumulative else ""
    return f"{figure_words(toll.low, toll.best, toll.high)} {people} {toll.effect.value}{running}"


def people_words(toll: Toll, *, one: bool = False) -> str:
    """Whom a toll counts: 'civilians', 'children of the civilians'; 'person' of one."""
    names = ONE if one else PEOPLE
    part = f" of the {PEOPLE.get(toll.of, toll.of.value)}" if toll.of else ""
    return names.get(toll.group, toll.group.value) + part


def hedge_words(toll: Toll) -> str:
    """The words that hedged a figure, where the figure's own words do not say them already."""
    said = figure_words(toll.low, toll.best, toll.high)
    return f"worded “{toll.hedge}”" if toll.hedge and toll.hedge.casefold() not in said else ""


def tolls_words(tolls: tuple[Toll, ...]) -> str:
    """The short line of an incident: '12–31 killed, 40 injured'; 'toll not told' is not zero."""
    ranges = [(effect, total(tolls, effect)) for effect in Effect]
    told = [f"{_short(found)} {effect.value}" for effect, found in ranges if found]
    return ", ".join(told) or "toll not told"


def _short(found: Range) -> str:
    ends = found.low is None and found.high is None
    return figure_words(found.low, found.best if ends else None, found.high)


def who_words(participants: tuple[Participant, ...]) -> str:
    """'US-led coalition against Islamic State'; '' where nobody is named."""
    by, sides = _names(participants, Role.PERPETRATOR), _names(participants, Role.SIDE)
    against = _names(participants, Role.TARGET) or _names(participants, Role.VICTIM)
    active = by or sides
    if active and against:
        return f"{active} against {against}"
    return active or (f"against {against}" if against else "")


def _names(participants: tuple[Participant, ...], role: Role) -> str:
    names: list[str] = []
    for participant in participants:
        name = actor_words(participant)
        if participant.role is role and name not in names:
            names.append(name)
    return " and ".join(names)


def actor_words(participant: Participant) -> str:
    """An actor's name; a doubted role shows."""
    return participant.actor.name + (" (suspected)" if participant.suspected else "")


def speaker_words(speaker: Speaker, report: Report) -> str:
    """'Col. Walid Omar, the army'; those without a name stand as the report has them, marked unnamed."""
    if speaker.name is None:
        return f"“{report.quote(speaker.span)}”" + (" (unnamed)" if speaker.anonymous else "")
    name = f"{speaker.rank} {speaker.name}" if speaker.rank else speaker.name
    return ", ".join(part for part in (name, speaker.role, speaker.organisation) if part)


def said_words(attribution: Attribution, report: Report) -> str:
    """The chain in one line: 'A and B said, relayed by C'; the report's own voice where nobody is named."""
    via = f", relayed by {attribution.via}" if attribution.via else ""
    if not attribution.speakers:
        return f"The report’s own voice{via}"
    names = " and ".join(speaker_words(speaker, report) for speaker in attribution.speakers)
    how = "; inferred: cited next for the same event" if attribution.inferred else ""
    verb = "left it unknown" if attribution.verb == "unknown" else attribution.verb or "said"
    return f"{names} {verb}{via}{how}"
