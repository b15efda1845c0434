"""Which place each name of a report means.

In: the toponyms of one report. Out: for each, the gazetteer entry it means, or none, with a confidence. A name means
one place throughout a report, except where type words tell the province from the town.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Span
from onrecord.places.context import SHARE, Choice, Evidence, containment, gather, kind_points, neighbours
from onrecord.places.gazetteer import Entry, Gazetteer
from onrecord.places.names import TRANSLITERATED, bare, closeness, fold
from onrecord.places.strays import CONTEXT_SHARE, DOMINANT_SHARE, is_elsewhere, is_stray
from onrecord.places.toponym import Toponym, ToponymRole

ROUNDS = 2
"""Times the choice is made again with what the choice before taught."""
LEAST_GROUND, NEAR_TOP = 0.5, 0.8
"""Half a town's worth of evidence makes a country a scene, and so does almost as much evidence as any country has."""
BESIDE = 160
"""Characters within which another name keeps a name company."""
REGION_UNIT = 2.0
"""For a first-level unit that a region is meant to be."""
STATES_OF_REGIONS = frozenset(
    "BF BY CI CL CM ER ET FR GE GH GN IT KG KZ MA MG ML MM MR NA NE PE PH RU SN SO TD TG TJ TM TZ UA UZ".split()
)
"""Countries whose first-level units are regions, or oblasts, which English news calls regions (ISO 3166-2)."""
SIBLINGS, LEAST_SIBLINGS = 3.0, 2
"""For a first-level unit in a list whose other names are units of its country: 'Utah, Washington and Wisconsin'."""
UNRIVALLED = 3.0
"""The lead of a choice that has no rival."""
SOUND_COST = 0.6
CLOSE_FOR_UNIT = 0.85
"""Closeness asked of a first-level unit: its name is spelled well as a rule."""
CLOSE_DESPITE_EXACT = 0.8
"""Closeness asked of a match by sound where an exact one exists in another country."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What the report says beside a name, all mentions together: its kinds, what it lies in or by, its company."""

    kinds: tuple[str, ...]
    holders: tuple[tuple[str, Key], ...]
    beside: tuple[Key, ...]
    """The names that stand close to a mention."""
    listed: tuple[Key, ...]
    """The other names of the lists that it stands in."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name was taken to mean: the place (None: unknown), how sure (0 to 1), and how alike it sounds if fuzzy."""

    entry: Entry | None
    confidence: float
    alike: float | None = None


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses of all toponyms, in their order, and the countries the report speaks of."""

    each: tuple[Sense, ...]
    countries: dict[str, float]

    def top_country(self) -> str | None:
        """The country with most evidence, if it has at least a half."""
        best = max(self.countries, key=lambda code: (self.countries[code], code), default=None)
        return best if best is not None and self.countries[best] >= DOMINANT_SHARE else None


def find_senses(toponyms: Sequence[Toponym], gazetteer: Gazetteer, hint: str | None) -> Senses:
    """Choose a place for every name, each in the light of all others."""
    keys = _keys(toponyms)
    named = [(key, toponym) for key, toponym in zip(keys, toponyms, strict=True) if key is not None]
    people = Counter(toponym.people for toponym in toponyms if toponym.role is not ToponymRole.BORDER)
    demonyms = {country: people[country] for country in people if country}
    mentions = Counter(key for key, _ in named)
    counted = Counter(key for key, toponym in named if toponym.role is not ToponymRole.BORDER and not toponym.is_seat)
    table = {key: _choices(gazetteer, toponym.name) for key, toponym in reversed(named)}
    kinds = {key: _kinds(key, named) for key in table}
    heard = gather(((key, _by_weight(table[key], kinds[key]), counted[key]) for key in counted), demonyms, hint)
    _add_by_sound(gazetteer, table, named, _scenes(heard, hint))
    _keep_to_countries_told(table, named)
    chosen: dict[Key, Sense] = {}
    holders = _holders(named, keys, toponyms)
    beside, listed = _beside(named), _listed(named)
    said = {key: Said(kinds[key], holders[key], beside[key], listed[key]) for key in mentions}
    for _ in range(ROUNDS + 1):
        told = {key: replace(said[key], holders=_known_holders(key, holders, chosen)) for key in mentions}
        chosen = {key: _choose(key, table[key], told[key], heard, chosen) for key in mentions}
        heard = gather(((key, _taken(chosen[key], table[key]), counted[key]) for key in counted), demonyms, hint)
    none = Sense(None, 0.0)
    return Senses(tuple(chosen[key] if key else none for key in keys), heard.shares())


def _keep_to_countries_told(table: dict[Key, list[Choice]], named: Sequence[tuple[Key, Toponym]]) -> None:
    """'the Iraqi town of Koya' is in no other country, whatever the gazetteer has."""
    for key, choices in table.items():
        told = {toponym.of_country for other, toponym in named if other == key and toponym.of_country}
        if told:
            choices[:] = [choice for choice in choices if choice.entry.country in told]


def _keys(toponyms: Sequence[Toponym]) -> list[Key | None]:
    """The key of each toponym. A bare name that the report elsewhere calls a province, and nowhere a town, is the
    province: of a name with no hint, UCDP takes the largest bearer (codebook, where_prec)."""
    keys = [_key(toponym) for toponym in toponyms]
    told = set(keys)
    units = {key[0] for key in told if key and key[1] == "admin1"} - {
        key[0] for key in told if key and key[1] == "city"
    }
    return [(key[0], "admin1") if key and key[0] in units else key for key in keys]


def _key(toponym: Toponym) -> Key | None:
    """What mentions must share to mean the same; None for demonyms."""
    if toponym.is_demonym or toponym.people:
        return None
    kind = "admin1" if "admin1" in toponym.kinds else "city" if "city" in toponym.kinds else ""
    return bare(fold(toponym.name)), kind


def _kinds(key: Key, named: Sequence[tuple[Key, Toponym]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for other, toponym in named if other == key for kind in toponym.kinds))


def _choices(gazetteer: Gazetteer, name: str) -> list[Choice]:
    plain = " ".join(name.split())
    found = [Choice(entry) for entry in gazetteer.find(plain)]
    return found or [Choice(entry, cost=0.5) for entry in gazetteer.find(_without_direction(plain))]


def _without_direction(name: str) -> str:
    """'Southern California' -> 'California': the part has no entry, the whole has."""
    first, _, rest = name.partition(" ")
    return rest if fold(first).removesuffix("ern") in ("north", "south", "east", "west") else name


def _by_weight(choices: list[Choice], kinds: tuple[str, ...]) -> list[Choice]:
    return sorted(choices, key=lambda choice: (-choice.weight - kind_points(choice.entry, kinds), choice.entry.id))


def _taken(sense: Sense, choices: list[Choice]) -> list[Choice]:
    """The choice made, as evidence for the next round; with nothing chosen, nothing."""
    return [choice for choice in choices if sense.entry is not None and choice.entry.id == sense.entry.id]


def _scenes(heard: Evidence, hint: str | None) -> list[str]:
    """The countries where the report's events may be: much spoken of, with towns or units named, or hinted at."""
    parts = heard.shares()
    likely = [code for code, share in parts.items() if share >= CONTEXT_SHARE or code == hint]
    most = max(parts.values(), default=0.0)
    return [
        code
        for code in likely
        if code == hint or parts[code] >= NEAR_TOP * most or heard.ground.get(code, 0.0) >= LEAST_GROUND
    ]


def _add_by_sound(
    gazetteer: Gazetteer,
    table: dict[Key, list[Choice]],
    named: Sequence[tuple[Key, Toponym]],
    context: Sequence[str],
) -> None:
    """Look again, in the report's own countries alone, for names they do not have under this spelling."""
    names = {key: " ".join(toponym.name.split()) for key, toponym in reversed(named)}
    for key, choices in table.items():
        if key[1] == "admin1" and not any(choice.entry.kind == "admin1" for choice in choices):
            choices.extend(_units_named_after(gazetteer, choices))
        known = {choice.entry.country for choice in choices}
        if any(choice.entry.kind in ("country", "region", "sea") for choice in choices):
            continue
        for country in context:
            if country in known:
                continue
            choices += [Choice(entry) for entry in gazetteer.find(names[key], country)]
            if country not in TRANSLITERATED:
                choices += [
                    Choice(entry) for form in _other_articles(names[key]) for entry in gazetteer.find(form, country)
                ]
                continue
            least = CLOSE_DESPITE_EXACT if known else 0.0
            for entry, alike in gazetteer.find_similar(names[key], country):
                if alike >= (CLOSE_FOR_UNIT if entry.kind == "admin1" else least):
                    choices.append(Choice(entry, SOUND_COST + 4.0 * (1.0 - alike), alike))


_ARTICLES = ("La", "El", "Los", "Las", "Le", "Les", "O", "A", "Os", "As")


def _other_articles(name: str) -> list[str]:
    """A name of a Romance language with and without its article: 'Libertad' for La Libertad."""
    first, _, rest = name.partition(" ")
    return [rest] if rest and first.capitalize() in _ARTICLES else [f"{article} {name}" for article in _ARTICLES]


def _units_named_after(gazetteer: Gazetteer, choices: Sequence[Choice]) -> list[Choice]:
    """The units that share their name with a town chosen among, for 'Hasakeh province' where only the town is known in
    this spelling."""
    found = []
    for entry in (choice.entry for choice in choices if choice.entry.kind == "city"):
        units = gazetteer.find(entry.admin1, entry.country) if entry.admin1 else ()
        unit = next((one for one in units if one.kind == "admin1" and one.admin1_code == entry.admin1_code), None)
        if unit is not None and closeness(bare(fold(unit.name)), bare(fold(entry.name))) >= CLOSE_FOR_UNIT:
            found.append(Choice(unit, SOUND_COST))
    return found


_OF_PART = ", part of"
"""How a name lies to one behind a comma and a direction: 'X, southern Russia' is in Russia, 'X, northern Homs' a
list."""


def _holders(
    named: Sequence[tuple[Key, Toponym]], keys: Sequence[Key | None], toponyms: Sequence[Toponym]
) -> dict[Key, tuple[tuple[str, Key], ...]]:
    """For each name, the relations it was put in and the names on their other side."""
    by_span: dict[Span, Key] = {t.span: key for key, t in zip(keys, toponyms, strict=True) if key is not None}
    parts = {toponym.span for _, toponym in named if toponym.direction is not None}
    found: dict[Key, dict[tuple[str, Key], None]] = defaultdict(dict)
    for key, toponym in named:
        found.setdefault(key, {})
        other = by_span.get(toponym.anchor) if toponym.anchor else None
        if other and other != key and toponym.relation:
            part = toponym.relation.kind == "," and toponym.anchor in parts
            found[key][_OF_PART if part else toponym.relation.kind, other] = None
    return {key: tuple(relations) for key, relations in found.items()}


def _known_holders(
    key: Key, holders: dict[Key, tuple[tuple[str, Key], ...]], chosen: dict[Key, Sense]
) -> tuple[tuple[str, Key], ...]:
    """The relations of a name, with a holder that turned out unknown replaced by what holds that: 'X, in the hamlet of
    Y, in the district of Z'."""
    found: dict[tuple[str, Key], None] = {}
    for kind, other in holders[key]:
        holder = _entry(other, chosen)
        if kind == _OF_PART:
            found["in" if holder is not None and holder.kind == "country" else ",", other] = None
            continue
        if other not in chosen or holder is not None:
            found[kind, other] = None
            continue
        further = (one for one in holders[other] if one[0] == "in" and one[1] != key)
        found.update(dict.fromkeys(further if kind == "in" else ()))
    return tuple(found)


def _beside(named: Sequence[tuple[Key, Toponym]]) -> dict[Key, tuple[Key, ...]]:
    """For each name, the others within BESIDE characters of a mention; borders' names keep nobody company."""
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for index, (key, toponym) in enumerate(named):
        found.setdefault(key, {})
        for other, later in named[index + 1 :]:
            if later.span.start - toponym.span.end > BESIDE:
                break
            if other != key and ToponymRole.BORDER not in (toponym.role, later.role):
                found[key][other] = None
                found[other][key] = None
    return {key: tuple(others) for key, others in found.items()}


def _listed(named: Sequence[tuple[Key, Toponym]]) -> dict[Key, tuple[Key, ...]]:
    """For each name, the others of the lists that it stands in."""
    found: dict[Key, dict[Key, None]] = {key: {} for key, _ in named}
    members: list[Key] = []
    for key, toponym in named:
        if not toponym.listed:
            members = []
        for other in members:
            if other != key:
                found[key][other] = None
                found[other][key] = None
        members.append(key)
    return {key: tuple(others) for key, others in found.items()}


def _choose(key: Key, choices: list[Choice], said: Said, heard: Evidence, chosen: dict[Key, Sense]) -> Sense:
    """Score the choices for one name in the light of what is chosen for the others; the best, or none."""
    others = [sense.entry for name, sense in chosen.items() if sense.entry and name != key]
    countries = heard.shares(but=key)
    held = [(kind, holder) for kind, other in said.holders if (holder := _entry(other, chosen)) is not None]
    beside = [place for other in said.beside if (place := _entry(other, chosen)) and place.kind != "country"]
    company = {place.country for place in beside if countries.get(place.country or "", 0.0) >= CONTEXT_SHARE}
    grounds = {place.country for place in others if place.kind != "country"}
    scored = []
    for choice in choices:
        if is_elsewhere(choice, said.kinds, held, others, countries):
            continue
        share = countries.get(choice.entry.country or "", 0.0)
        points = choice.weight + SHARE * share + _fit(choice.entry, said, others, chosen)
        points += REGION_UNIT if "region" in said.kinds and _is_called_region(choice.entry, choices) else 0.0
        placed = points - max(0.0, kind_points(choice.entry, said.kinds))
        if not is_stray(choice, key[0], placed, countries, company, grounds=grounds):
            scored.append((points, choice))
    return _best(scored)


def _entry(key: Key, chosen: dict[Key, Sense]) -> Entry | None:
    return chosen[key].entry if key in chosen else None


def _is_called_region(entry: Entry, choices: Sequence[Choice]) -> bool:
    """Whether a first-level unit is what a 'region' of its name means: one of a country that calls them so (Diffa in
    Niger), or one not named after a town in it. 'The Aleppo region' is the land around Aleppo."""
    if entry.kind != "admin1":
        return False
    towns = (choice.entry for choice in choices if choice.entry.kind == "city")
    return entry.country in STATES_OF_REGIONS or all(town.admin1_code != entry.admin1_code for town in towns)


def _fit(entry: Entry, said: Said, others: Sequence[Entry], chosen: dict[Key, Sense]) -> float:
    """Points for fitting the words beside the name and the report's other places."""
    points = kind_points(entry, said.kinds)
    points += neighbours(entry, others) if entry.kind != "country" else 0.0
    points += sum(_held(entry, chosen[other].entry, kind) for kind, other in said.holders if other in chosen)
    points += _among_siblings(entry, said, chosen)
    return points - (0.5 if entry.lat is None else 0.0)


def _among_siblings(entry: Entry, said: Said, chosen: dict[Key, Sense]) -> float:
    """Points for being a unit among units of its country."""
    if entry.kind != "admin1" or len(said.listed) < LEAST_SIBLINGS:
        return 0.0
    others = [_entry(key, chosen) for key in said.listed]
    alike = sum(other is not None and (other.kind, other.country) == ("admin1", entry.country) for other in others)
    return SIBLINGS * alike / len(others)


def _best(scored: list[tuple[float, Choice]]) -> Sense:
    """The choice with most points; confidence grows with its lead over the next one in another unit."""
    if not scored:
        return Sense(None, 0.0)
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].entry.id))
    points, best = ranked[0]
    rivals = (rival for rival, choice in ranked[1:] if not _same_spot(choice.entry, best.entry))
    lead = points - next(rivals, points - UNRIVALLED)
    confidence = min(0.97, 0.55 + lead / 7) * (best.alike or 1.0)
    return Sense(best.entry, round(confidence, 3), best.alike)


def _held(entry: Entry, holder: Entry | None, kind: str) -> float:
    """Points from a stated relation; a bare comma counts only for units and countries, and only in favour."""
    if holder is None:
        return 0.0
    points = containment(entry, holder)
    if kind == ",":
        return max(0.0, points) if holder.kind in ("country", "admin1", "admin2", "region") else 0.0
    return points


def _same_spot(one: Entry, other: Entry) -> bool:
    return one.admin1_code is not None and one.admin1_code == other.admin1_code
