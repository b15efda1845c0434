"""The registry: which parties there are, and by which names reports call them.

In: the tables of ``data/registry`` and, where a user has some, more files with the same columns. Out: a frozen Registry
that finds the longest known name at a word and ranks those who bear it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from onrecord.actors.nations import capitals, generic_actor, generic_by_id, nations
from onrecord.actors.tables import Row, read_table
from onrecord.actors.words import Gap, Word, keys_of
from onrecord.errors import InputError
from onrecord.model import Actor, ActorKind

EVERYWHERE = "*"
_LONGEST_NAME = 14
"""Words; the longest name in the tables has thirteen."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a party as its table writes it. ``acronym``: matched in its own capitals. ``cued``: counts only beside
    a word for fighters. Years: when the party bore it; None is open."""

    actor: str
    written: str
    acronym: bool
    cued: bool
    countries: tuple[str, ...]
    first_year: int | None
    last_year: int | None

    def fits_year(self, day: date | None) -> bool:
        """Whether the party was active in the year of a day, or the year before (reports look back)."""
        if day is None:
            return True
        begun = self.first_year is None or self.first_year <= day.year
        return begun and (self.last_year is None or day.year <= self.last_year + 1)

    def fits_country(self, country: str | None) -> bool:
        """Whether the party fights in a country."""
        return EVERYWHERE in self.countries or (country is not None and country in self.countries)


Node = dict[str, "Node | tuple[Name, ...]"]
_END = "\x00"


@dataclass(frozen=True, slots=True)
class Found:
    """The longest name at a word: words [first, last) and all the names that are written so."""

    first: int
    last: int
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    """Parties by id, and their names. Made by load_registry; never altered."""

    actors: Mapping[str, Actor]
    ucdp: Mapping[str, int]
    """UCDP side ids, for those whose id is known."""
    first_words: frozenset[str]
    """Keys of the words that names start with."""
    _names: Node
    _coalitions: tuple[tuple[str, tuple[str, ...]], ...]
    _by_last_word: Mapping[str, tuple[Name, ...]]

    def get(self, actor_id: str) -> Actor | None:
        """The party with this id, one of a table or one that every country has; None where there is none."""
        return self.actors.get(actor_id) or generic_by_id(actor_id)

    def generic(self, kind: str, country: str | None) -> Actor:
        """The party of a kind in a country, with the names the tables give it: ('military', 'SY')."""
        made = generic_actor(kind, country)
        return self.actors.get(made.id, made)

    def forces_of(self, actor: Actor) -> Actor:
        """The armed forces of a government; any other party itself."""
        if actor.kind is ActorKind.GOVERNMENT and actor.country:
            return self.generic("military", actor.country)
        return actor

    def are_kin(self, one: Actor, other: Actor) -> bool:
        """Whether one party is the other or a part of it, at any depth, or both are forces of one state."""
        mine, others = self._line_of(one), self._line_of(other)
        above = {actor.id for actor in others}
        shared = next((actor for actor in mine if actor.id in above), None)
        if shared is None:
            return False
        return shared.id in (mine[0].id, others[0].id) or shared.kind is ActorKind.GOVERNMENT

    def _line_of(self, actor: Actor) -> list[Actor]:
        """A party and what it is a part of, the nearest first."""
        line = [self.get(actor.id) or actor]
        while (parent := line[-1].parent) is not None:
            above = self.get(parent)
            if above is None or above in line:
                break
            line.append(above)
        return line

    def longest_at(self, words: Sequence[Word], at: int) -> tuple[Found, ...]:
        """The names that start at a word, longest first. The last word may carry a possessive s."""
        if _spelling(words[at].key) not in self._names and _spelling(words[at].base) not in self._names:
            return ()
        found: list[Found] = []
        frontier: list[Node] = [self._names]
        for index in range(at, min(len(words), at + _LONGEST_NAME)):
            word = words[index]
            if index > at and word.gap is Gap.BREAK and not word.bracketed:
                break
            following: list[Node] = []
            for key in dict.fromkeys((_spelling(word.key), _spelling(word.base))):
                following.extend(child for node in frontier if isinstance(child := node.get(key), dict))
            names = [name for node in following for name in _ends(node)]
            if names:
                found.append(Found(at, index + 1, tuple(dict.fromkeys(names))))
            if not following:
                break
            frontier = following
        return tuple(reversed(found))

    def branch_of(self, parent: str, country: str | None, day: date | None) -> Actor | None:
        """The one branch of a party that has its home in a country, at work on a day; None where none or several."""
        if country is None:
            return None
        fitting = [
            actor
            for actor in self.actors.values()
            if actor.parent == parent and actor.country == country and _active(actor, day)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def by_last_word(self, key: str, country: str | None, day: date | None) -> Actor | None:
        """The one party of a country, at work on a day, whose name ends in a word: 'the Front', 'the Committees'."""
        if country is None:
            return None
        found = {name.actor for name in self._by_last_word.get(key, ()) if country in name.countries[:1]}
        active = [actor_id for actor_id in found if _active(self.actors[actor_id], day)]
        return self.actors[active[0]] if len(active) == 1 else None

    def in_country(self, kind: ActorKind, country: str | None, day: date | None) -> Actor | None:
        """The one coalition or peacekeeping mission that was at work in a country; None where none or several were."""
        if country is None:
            return None
        fitting = [
            self.actors[actor_id]
            for actor_id, countries in self._coalitions
            if country in countries and self.actors[actor_id].kind is kind and _active(self.actors[actor_id], day)
        ]
        return fitting[0] if fitting else None


def _ends(node: Node) -> tuple[Name, ...]:
    names = node.get(_END, ())
    return names if isinstance(names, tuple) else ()


def _active(actor: Actor, day: date | None) -> bool:
    if day is None:
        return actor.active_to is None
    return (actor.active_from or 0) <= day.year <= (actor.active_to or day.year)


def load_registry(extra: Sequence[Path] = ()) -> Registry:
    """The registry of the package with a user's own tables added, in order.

    Raises InputError for a file that cannot be read, a faulty row, or a parent that is no party.
    """
    return _build([*_shipped_rows(), *(row for path in extra for row in _user_rows(path))])


@cache
def _shipped_rows() -> tuple[Row, ...]:
    folder = files("onrecord.actors").joinpath("data/registry")
    tables = sorted((table for table in folder.iterdir() if table.name.endswith(".tsv")), key=lambda each: each.name)
    return tuple(row for table in tables for row in read_table(table.read_text(encoding="utf-8"), table.name))


def _user_rows(path: Path) -> list[Row]:
    try:
        return read_table(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{path}: the table of parties cannot be read ({fault}); give a UTF-8 .tsv file") from fault


def _build(rows: Iterable[Row]) -> Registry:
    rows = list(rows)
    actors: dict[str, Actor] = {}
    root: Node = {}
    by_last_word: dict[str, list[Name]] = {}
    for row in rows:
        actors[row.id] = _merged(actors.get(row.id) or generic_by_id(row.id), row)
        for name in _names(row):
            _insert(root, name)
            if not name.acronym and not name.cued and len(keys := keys_of(name.written)) > 1:
                by_last_word.setdefault(keys[-1], []).append(name)
    _check_parents(actors)
    joint = (ActorKind.COALITION, ActorKind.PEACEKEEPERS)
    coalitions = tuple(dict.fromkeys((row.id, row.countries) for row in rows if row.kind in joint))
    ucdp = {row.id: row.ucdp for row in rows if row.ucdp is not None}
    return Registry(
        MappingProxyType(actors), MappingProxyType(ucdp), _first_words(root), root, coalitions, _frozen(by_last_word)
    )


def _first_words(root: Node) -> frozenset[str]:
    return frozenset(root) | {variant for variant, main in _SPELLINGS.items() if main in root}


def _frozen(table: Mapping[str, Sequence[Name]]) -> Mapping[str, tuple[Name, ...]]:
    return MappingProxyType({key: tuple(dict.fromkeys(names)) for key, names in table.items()})


def _merged(known: Actor | None, row: Row) -> Actor:
    names = (*row.aliases, *row.acronyms)
    if known is None:
        country = next((each for each in row.countries if each != EVERYWHERE), None)
        return Actor(row.id, row.name, row.kind, country, row.parent, names, row.active_from, row.active_to)
    added = tuple(dict.fromkeys((*known.aliases, *names)))
    return replace(known, aliases=added)


def _names(row: Row) -> list[Name]:
    plain = [Name(row.id, each, False, False, row.countries, row.active_from, row.active_to) for each in _plain(row)]
    short = [Name(row.id, each, True, False, row.countries, row.active_from, row.active_to) for each in row.acronyms]
    cued = [Name(row.id, each, False, True, row.countries, row.active_from, row.active_to) for each in row.cued]
    return [*plain, *short, *cued]


def _plain(row: Row) -> tuple[str, ...]:
    """The name and its aliases; the name of a nation's own party is found by rule, not by name."""
    return row.aliases if generic_by_id(row.id) else (row.name, *row.aliases)


_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        variant: main
        for main, variants in {
            "mujahideen": "mujahedin mujahedeen mujahidin mujahiddin mujaheddin mujahidine mojahedin",
            "qaeda": "qaida qaedah qaidah",
            "shabaab": "shabab shebab shebaab",
            "jaish": "jaysh jeish jaych",
            "harakat": "harkat harakah",
            "hizb": "hezb",
            "hizbul": "hezbul",
            "jamaat": "jamaah jamaa gamaa jemaah jemaat",
            "islamiyya": "islamiya islamiyah islamiah",
            "taiba": "tayyiba toiba taibah tayba tayyaba",
            "sunna": "sunnah",
            "din": "deen dine",
            "haq": "haqq",
            "liwa": "liwaa",
            "mohammed": "muhammad mohammad muhammed mohamed",
        }.items()
        for variant in variants.split()
    }
)
"""Words of names from Arabic, Persian and Urdu that reports transliterate in several ways, to the one matched on."""


def _spelling(key: str) -> str:
    return _SPELLINGS.get(key, key)


def _insert(root: Node, name: Name) -> None:
    node = root
    for key in keys_of(name.written):
        child = node.setdefault(_spelling(key), {})
        node = child if isinstance(child, dict) else {}
    node[_END] = tuple(dict.fromkeys((*_ends(node), name)))


def _check_parents(actors: Mapping[str, Actor]) -> None:
    for actor in actors.values():
        if actor.parent and actor.parent not in actors and generic_by_id(actor.parent) is None:
            raise InputError(
                f"party '{actor.id}': its parent '{actor.parent}' is in no table; add it or leave it empty"
            )


@cache
def capital_names() -> Mapping[tuple[str, ...], str]:
    """Capitals as keys, to ISO 3166 alpha-2."""
    pairs = ((name, code) for code, names in capitals().items() for name in names)
    return MappingProxyType({keys_of(name): code for name, code in pairs})


@cache
def nation_names() -> Mapping[tuple[str, ...], tuple[str, bool]]:
    """Words that name a nation, as keys: (ISO 3166 alpha-2, whether they are an adjective)."""
    table: dict[tuple[str, ...], tuple[str, bool]] = {}
    for nation in nations().values():
        for name in nation.names:
            table.setdefault(keys_of(name), (nation.code, False))
        for adjective in nation.adjectives:
            table[keys_of(adjective)] = (nation.code, True)
    return MappingProxyType(table)
