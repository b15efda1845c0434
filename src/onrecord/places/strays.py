"""What a name cannot mean: namesakes far from all that a report speaks of.

In: one candidate for a name, with what the report says beside the name. Out: whether it is to be refused. A namesake
elsewhere needs evidence: its country, a town near by, or the words that place it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.places.context import Choice, between, containment
from onrecord.places.earth import BEARINGS
from onrecord.places.gazetteer import Entry
from onrecord.places.names import bare, fold

CONTEXT_SHARE = 0.2
"""Share from which a country is context: names are looked for in it by sound, and stray hamlets elsewhere refused."""
STRAY_SHARE, STRAY_WEIGHT = 0.04, 4.4
DOMINANT_SHARE = 0.5
"""A place of fewer than some 25,000 people is a stray in a country hardly spoken of, when another one dominates."""
UNIT_TOWN_WEIGHT = 4.0
"""A town of more than some 10,000 people in the report's country gives its name to a district: 'the cercle of Koro'."""
QUARTER_KM = 20.0
"""A quarter, or a facility, lies within this of a town that the report names, or is another one of its name."""
HELD_POINTS = 2.0
"""Points beyond its own weight from which the report's other words hold a small place."""

UNSPOKEN, UNSPOKEN_BY_OTHER_NAME = 5.2, 6.0
"""A place of fewer than some 150,000 people, by another name than its own a million, is a stray in a country of which
the report names nothing else, when another one dominates."""

CITY_WEIGHT = 5.0
"""What a report calls a village is no place of more than some 100,000 people."""
SAME_SOUND = 0.9
"""Closeness of two spellings of one name, where less is another name that is like it."""
_LARGE = ("country", "region", "sea")


def is_elsewhere(
    choice: Choice,
    kinds: Collection[str],
    held: Sequence[tuple[str, Entry]],
    places: Sequence[Entry],
    countries: Mapping[str, float],
) -> bool:
    """Whether a place cannot be meant: it lies outside what the report puts it in, or by no town named.

    ``held`` are the stated relations with the places on their other side, ``places`` all that the report names,
    ``countries`` their shares. A town of some size in a country of the report is refused only where a direction tells.
    """
    entry = choice.entry
    if entry.kind in _LARGE:
        return False
    if _contradicts(entry, held, countries) or _is_another_ones(entry, kinds, held):
        return True
    if "village" in kinds and entry.kind == "city" and entry.weight >= CITY_WEIGHT:
        return True
    if choice.alike is not None and "facility" in kinds:
        return True
    if choice.alike is not None and choice.alike < SAME_SOUND and _is_in_no_unit_told(entry, kinds, places):
        return True
    if _is_settled(choice, kinds, countries):
        return False
    if "quarter" in kinds and entry.kind == "admin1":
        return True
    if any(kind not in (",", "between") and containment(entry, holder) < 0 for kind, holder in held):
        return True
    confirmed = any(kind not in (",", "between") and containment(entry, holder) > 0 for kind, holder in held)
    if confirmed and not {"quarter", "facility", "natural"} & set(kinds):
        return False
    towns = [place for place in places if place.kind == "city" and place.id != entry.id]
    if not {"quarter", "facility", "natural", "admin2"} & set(kinds) or entry.kind not in ("city", "area") or not towns:
        return False
    return all((between(entry, town) or 0.0) > QUARTER_KM for town in towns)


def _is_in_no_unit_told(entry: Entry, kinds: Collection[str], places: Sequence[Entry]) -> bool:
    """Whether a report names units of an entry's country, or calls it a district beside towns of it, and no place in
    the entry's own: too much to ask of a likeness ('Kanan in Sagaing' is not Kayan near Yangon, the Midan district in a
    report from Aleppo not Maadan)."""
    near = [place for place in places if place.country == entry.country and place.id != entry.id]
    district = bool({"admin2", "quarter"} & set(kinds)) and any(place.kind == "city" for place in near)
    units = district or any(place.kind == "admin1" for place in near)
    told = {place.admin1_code for place in near}
    return units and entry.kind in ("city", "area", "admin2") and entry.admin1_code not in told


def _is_settled(choice: Choice, kinds: Collection[str], countries: Mapping[str, float]) -> bool:
    """A town of some size, spelled as the report spells it, that no words make a part of another one."""
    part = bool({"quarter", "facility", "natural"} & set(kinds))
    if choice.alike is not None or choice.entry.weight < (STRAY_WEIGHT if part else UNIT_TOWN_WEIGHT):
        return False
    if not part and choice.entry.weight < STRAY_WEIGHT:
        return "admin2" in kinds and countries.get(choice.entry.country or "", 0.0) >= DOMINANT_SHARE
    if countries.get(choice.entry.country or "", 0.0) >= CONTEXT_SHARE:
        return True
    return not {"quarter", "facility", "natural"} & set(kinds)


def _contradicts(entry: Entry, held: Sequence[tuple[str, Entry]], countries: Mapping[str, float]) -> bool:
    """'Adrar, north-east of Tessalit' is in no other, lesser country of the report, far from Tessalit; 'Springfield in
    Kenya' is no town of America."""
    own = countries.get(entry.country or "", 0.0)
    return any(
        (kind in BEARINGS or (kind == "in" and holder.kind in ("country", "admin1", "admin2")))
        and holder.country != entry.country
        and countries.get(holder.country or "", 0.0) > own
        and containment(entry, holder) < 0
        for kind, holder in held
    )


def _is_another_ones(entry: Entry, kinds: Collection[str], held: Sequence[tuple[str, Entry]]) -> bool:
    """'the Dniprovskyi district of Kherson' is none of Kyiv's, however large: it lies by the town it is told of."""
    if not {"quarter", "admin2"} & set(kinds) or entry.kind not in ("city", "area", "admin2"):
        return False
    return any(
        kind == "in"
        and holder.kind in ("city", "admin1")
        and (containment(entry, holder) < 0 or _is_of_another_unit(entry, holder))
        for kind, holder in held
    )


def _is_of_another_unit(entry: Entry, holder: Entry) -> bool:
    """Of one that has no point, whether the table has it in another unit."""
    return (
        entry.lat is None
        and None not in (entry.admin1_code, holder.admin1_code)
        and entry.admin1_code != holder.admin1_code
    )


def is_stray(
    choice: Choice,
    name: str,
    points: float,
    countries: Mapping[str, float],
    company: Collection[str | None],
    *,
    grounds: Collection[str | None],
) -> bool:
    """Whether a small place lies in a country hardly spoken of while another one dominates.

    One that goes by another name as a rule is so in every country but the report's scenes, and where the places right
    beside the name (``company``: their countries) are all of other countries. ``grounds`` are those of which
    the report names towns or units: a people alone ('US-led') is a party. ``name`` is the bare key of the
    name, ``points`` those of the place but for being of the kind that is told.
    """
    entry = choice.entry
    if entry.kind in _LARGE or not countries:
        return False
    share = countries.get(entry.country or "", 0.0)
    by_other_name = bare(fold(entry.name)) != name and choice.alike is None and entry.kind in ("city", "area")
    if entry.weight >= STRAY_WEIGHT:
        unspoken = share <= 0.0 and any(part >= DOMINANT_SHARE and code in grounds for code, part in countries.items())
        return unspoken and entry.weight < (UNSPOKEN_BY_OTHER_NAME if by_other_name else UNSPOKEN)
    if by_other_name and company and entry.country not in company:
        return True
    if by_other_name and share <= 0.0 and any(part > 0.0 and code in grounds for code, part in countries.items()):
        return True
    dominated = max(countries.values()) >= DOMINANT_SHARE
    least = CONTEXT_SHARE if by_other_name else STRAY_SHARE
    return dominated and points < entry.weight + HELD_POINTS and share < least
