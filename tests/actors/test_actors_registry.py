"""The registry: its tables hold together, users may add to them, and faulty rows are refused with the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.actors import Registry, load_registry
from onrecord.actors.nations import GENERIC_KINDS, generic_actor, generic_by_id, nations
from onrecord.actors.tables import COLUMNS, read_table
from onrecord.actors.words import Gap, split_words
from onrecord.errors import InputError
from onrecord.model import ActorKind

HEADER = "\t".join(COLUMNS)


def row(**cells: str) -> str:
    return "\t".join(cells.get(column, "") for column in COLUMNS)


def test_there_are_at_least_four_hundred_parties_all_over_the_world(registry: Registry) -> None:
    own = [actor for actor in registry.actors.values() if generic_by_id(actor.id) is None]
    assert len(own) >= 400
    assert len({actor.country for actor in own}) >= 60


def test_ids_are_kebab_case_and_years_run_forward(registry: Registry) -> None:
    for actor in registry.actors.values():
        assert actor.id == actor.id.lower()
        assert " " not in actor.id
        assert (actor.active_from or 0) <= (actor.active_to or 9999), actor.id


def test_countries_of_all_parties_are_known_codes(registry: Registry) -> None:
    known = set(nations()) | {"PR"}
    assert {actor.country for actor in registry.actors.values()} <= known | {None}


def test_every_name_in_the_tables_is_found_again(registry: Registry) -> None:
    for actor in registry.actors.values():
        for name in actor.aliases:
            words = split_words(name)
            if any(word.gap is Gap.BREAK for word in words[1:]):
                continue
            found = registry.longest_at(words, 0)
            assert found, name
            assert found[0].last == len(words), name
            assert actor.id in {each.actor for each in found[0].names}, name


def test_ucdp_ids_are_those_of_the_dataset(registry: Registry) -> None:
    assert registry.ucdp["islamic-state"] == 234
    assert registry.ucdp["syrian-democratic-forces"] == 6288


def test_generic_parties_are_named_intelligibly() -> None:
    assert generic_actor("military", "IQ").name == "Iraqi army"
    assert generic_actor("military", "SY").name == "Syrian government forces"
    assert generic_actor("military", "RU").name == "Russian military"
    assert generic_actor("rebels", "SY").name == "Syrian rebels"
    assert generic_actor("police", None).id == "police"


def test_every_generic_party_is_found_by_its_id() -> None:
    for kind in GENERIC_KINDS:
        for country in ("SY", "US", None):
            actor = generic_actor(kind, country)
            assert generic_by_id(actor.id) == actor


def test_a_government_has_its_military(registry: Registry) -> None:
    government = registry.generic("government", "SY")
    assert registry.forces_of(government).id == "military-sy"
    state = registry.get("islamic-state")
    assert state is not None
    assert registry.forces_of(state) is state


def test_the_coalition_of_a_country_depends_on_the_year(registry: Registry) -> None:
    early = registry.in_country(ActorKind.COALITION, "IQ", date(2005, 1, 1))
    late = registry.in_country(ActorKind.COALITION, "IQ", date(2016, 1, 1))
    assert early is not None
    assert late is not None
    assert (early.id, late.id) == ("multinational-force-iraq", "coalition-oir")
    assert registry.in_country(ActorKind.COALITION, "FI", None) is None


def test_a_user_adds_a_party_and_a_name(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    lines = [
        HEADER,
        row(id="lasta-guard", name="Lasta Guard", acronyms="LGX", kind="militia", countries="ET"),
        row(
            id="islamic-state", name="Islamic State", aliases="the Black Banner men", kind="armed group", countries="*"
        ),
    ]
    table.write_text("\n".join(lines), encoding="utf-8")
    registry = load_registry([table])
    guard = registry.get("lasta-guard")
    state = registry.get("islamic-state")
    assert guard is not None
    assert guard.kind is ActorKind.MILITIA
    assert state is not None
    assert "the Black Banner men" in state.aliases
    assert "Daesh" in state.aliases


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id\tname\n", "own.tsv, line 1: the columns are id, name"),
        (f"{HEADER}\n{row(id='x', name='X', kind='army', countries='SY')}", "line 2: kind 'army' is none of"),
        (f"{HEADER}\n{row(name='X', kind='militia', countries='SY')}", "line 2: id and name must be given"),
        (f"{HEADER}\nx\ty", "line 2: 2 cells; give 12"),
        (f"{HEADER}\n{row(id='x', name='X', kind='militia', countries='SY', active_from='long ago')}", "'long ago'"),
    ],
)
def test_a_faulty_table_is_refused_with_the_line(text: str, complaint: str) -> None:
    with pytest.raises(InputError) as refused:
        read_table(text, "own.tsv")
    assert complaint in str(refused.value)


def test_an_unknown_parent_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(f"{HEADER}\n{row(id='x', name='Xy', kind='militia', countries='SY', parent='nobody')}")
    with pytest.raises(InputError, match="parent 'nobody'"):
        load_registry([table])


def test_a_missing_table_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv"):
        load_registry([tmp_path / "none.tsv"])
