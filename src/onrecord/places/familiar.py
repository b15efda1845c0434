"""Names that a report, or a country of it, knows although the gazetteer does not; and codes that it knows too well.

In: names found in a text, with the gazetteer. Out: the countries that the text speaks of most, whether a name sounds
like a place there, and whether a word in capitals is a place by its code alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.places.cues import STRONG_STRENGTH, Cue
from onrecord.places.evidence import Candidate
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.names import TRANSLITERATED, fold
from onrecord.places.toponym import Toponym, ToponymRole

SOUNDS_LIKE = 0.85
"""Closeness of sound at which a name unknown in its spelling counts as known to a country of the report."""
COUNTRY_PART = 0.3
"""Part of a text's names from which a country is one of those that names are looked for in by sound."""
LONGEST_CODE = 4
"""Letters of airport and station codes, which gazetteers list as names of towns: 'NGO' is Nagoya's."""


def countries_of(found: Sequence[Toponym], gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """The countries that hold a good part of the names and demonyms found, most named first, each with those names,
    folded."""
    told: Counter[str] = Counter()
    names: defaultdict[str, set[str]] = defaultdict(set)
    for toponym in found:
        country = _country(toponym, gazetteer)
        if country is not None and toponym.role is not ToponymRole.BORDER:
            told[country] += 1
            names[country].add(fold(toponym.name))
    ranked = sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))
    return {country: frozenset(names[country]) for country, times in ranked if times >= COUNTRY_PART * told.total()}


def _country(toponym: Toponym, gazetteer: Gazetteer) -> str | None:
    people = next((kind[7:] for kind in toponym.kinds if kind.startswith("people:")), None)
    if people is not None:
        return people
    best = gazetteer.find(" ".join(toponym.name.split()))[:1]
    return best[0].country if best else None


def sounds_known(name: str, countries: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Whether one of the countries has a place of much this sound: 'Kefraya' for Kafrayya."""
    closest = (gazetteer.find_similar(name, country)[:1] for country in countries if country in TRANSLITERATED)
    return any(alike >= SOUNDS_LIKE for found in closest for _, alike in found)


def is_code(candidate: Candidate, cue: Cue) -> bool:
    """Capitals in a text of small letters: an unknown name, or a short one that is a town only by its code."""
    if not candidate.name.isupper():
        return False
    if not candidate.entries:
        return True
    units = any(entry.kind in ("country", "region", "sea", "admin1") for entry in candidate.entries)
    own_name = fold(candidate.entries[0].name) == fold(candidate.name)
    return not units and not own_name and len(candidate.name) <= LONGEST_CODE and cue.strength < STRONG_STRENGTH
