"""Every level of every comparison is reached, as DuckDB runs it, and the model that is shipped is of these levels."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest
from accounts_by_hand import account, at, killed, on

from onrecord.linking.accounts import Account
from onrecord.linking.comparisons import COMPARISONS, Comparison
from onrecord.linking.model import trained, untrained
from onrecord.linking.scoring import table_of

Facts = dict[str, object]
DAY = date(2021, 5, 3)
MARKET, STATION = at("beni walad", 31.75, 13.98), at("station", 31.76, 13.99)
CITY, SUBURB = at("tripoli", 32.88, 13.19, 20.0), at("tajura", 32.89, 13.2, 20.0)
UNIT: Facts = {**at("misrata", 32.0, 14.5, 80.0), "fineness": 1}
COUNTRY: Facts = {**at("libya", 27.0, 17.0, 900.0), "fineness": 2, "admin1": None}


def north(km: float, of: Facts = MARKET, **more: object) -> Facts:
    """A place so far north of another."""
    return at("elsewhere", float(str(of["lat"])) + km / 111.2, float(str(of["lon"])), **more)  # type: ignore[arg-type]


def days_on(days: int) -> date:
    return DAY + timedelta(days)


def words(number: int) -> Facts:
    return {"words": tuple(f"word{one}" for one in range(number))}


TEN = words(10)
NONE: Facts = {}

CASES: list[tuple[str, str, Facts, Facts]] = [
    ("time", "not told", NONE, on(DAY)),
    ("time", "the same day, told by both", on(DAY), on(DAY)),
    ("time", "the same few days, told by both", on(DAY), on(DAY, 2)),
    ("time", "the same few days, one of them not told", on(DAY), on(DAY, 2, dated=False)),
    ("time", "a day within a longer time", on(DAY), on(DAY, 30)),
    ("time", "a day apart, one of them not told exactly", on(DAY), on(days_on(1), 2)),
    ("time", "a day apart", on(DAY), on(days_on(1))),
    ("time", "two or three days apart", on(DAY), on(days_on(3))),
    ("time", "further apart", on(DAY), on(days_on(4))),
    ("place", "not told", NONE, MARKET),
    ("place", "the same small place by one name", MARKET, MARKET),
    ("place", "the same small place by two spellings", MARKET, at("bani waleed", 31.78, 14.0)),
    ("place", "the same small place by two names", MARKET, STATION),
    ("place", "the same city by one name", CITY, CITY),
    ("place", "the same city by two spellings", CITY, at("tripolis", 32.9, 13.2, 20.0)),
    ("place", "the same city by two names", CITY, SUBURB),
    ("place", "within 6 km", CITY, north(5, CITY)),
    ("place", "within 6 km", MARKET, north(5)),
    ("place", "within 10 km", CITY, north(9, CITY)),
    ("place", "within 30 km", MARKET, north(25)),
    ("place", "within 30 km", MARKET, {**MARKET, "lat": 31.95}),
    ("place", "the same unit by one name", UNIT, UNIT),
    ("place", "the same unit, told no finer", UNIT, {**UNIT, "place": "misrata district"}),
    ("place", "a place and the unit it is in", MARKET, UNIT),
    ("place", "only the country is told", MARKET, COUNTRY),
    ("place", "within 100 km", MARKET, north(90)),
    ("place", "elsewhere", MARKET, north(110)),
    ("type", "not told", {"type": None}, NONE),
    ("type", "the same type", NONE, NONE),
    ("type", "both only 'attack'", {"type": "attack"}, {"type": "attack"}),
    ("type", "types told for one another", {"kinds": ("a", "b")}, {"type": "strike.shelling", "kinds": ("b",)}),
    ("type", "one only 'attack'", NONE, {"type": "attack"}),
    ("type", "other types", NONE, {"type": "protest"}),
    ("doers", "not told", NONE, {"doers": ("army",)}),
    ("doers", "one doer in both", {"doers": ("army", "militia")}, {"doers": ("army",)}),
    (
        "doers",
        "doers that belong together",
        {"doers": ("army",), "doers_wide": ("army", "state:LY")},
        {"doers": ("police",), "doers_wide": ("police", "state:LY")},
    ),
    ("doers", "other doers", {"doers": ("army",)}, {"doers": ("militia",)}),
    ("harmed", "not told", NONE, {"harmed": ("traders",)}),
    ("harmed", "harmed in both", {"harmed": ("traders",)}, {"harmed": ("traders",)}),
    ("harmed", "others harmed", {"harmed": ("traders",)}, {"harmed": ("police",)}),
    ("killed", "not told", NONE, killed(12)),
    ("killed", "the same number killed, 20 or more", killed(20), killed(20)),
    ("killed", "the same number killed, 10 to 19", killed(12), killed(12)),
    ("killed", "the same number killed, 6 to 9", killed(6), killed(6)),
    ("killed", "the same number killed, 3 to 5", killed(3), killed(3)),
    ("killed", "the same number killed, 0 to 2", killed(2), killed(2)),
    ("killed", "ranges that overlap", killed(12, 20), killed(15)),
    ("killed", "within a quarter as many again, 10 or more", killed(12), killed(15)),
    ("killed", "within a quarter as many again, 10 or more", killed(40), killed(50)),
    ("killed", "both 20 or more, within three times as many", killed(20), killed(60)),
    ("killed", "within twice as many, 10 or more", killed(12), killed(24)),
    ("killed", "within twice as many, fewer than 10", killed(8), killed(9)),
    ("killed", "both 20 or more", killed(20), killed(61)),
    ("killed", "within three times as many, 10 or more", killed(12), killed(36)),
    ("killed", "other numbers, one of 20 or more", killed(12), killed(37)),
    ("killed", "other numbers", killed(2), killed(5)),
    ("killed", "other numbers", killed(0), killed(2)),
    ("weapons", "not told", NONE, {"weapons": ("mortar",)}),
    ("weapons", "one weapon in both", {"weapons": ("mortar",)}, {"weapons": ("mortar", "rifle")}),
    ("weapons", "other weapons", {"weapons": ("mortar",)}, {"weapons": ("rifle",)}),
    ("names", "not told", NONE, {"names": ("hadid",)}),
    ("names", "three names or more in both", {"names": ("a", "b", "c")}, {"names": ("a", "b", "c", "d")}),
    ("names", "two names in both", {"names": ("a", "b")}, {"names": ("a", "b", "d")}),
    ("names", "one name in both", {"names": ("a",)}, {"names": ("a", "b", "d")}),
    ("names", "no name in both", {"names": ("a",)}, {"names": ("b",)}),
    ("words", "not told", NONE, TEN),
    ("words", "half of the words or more", TEN, words(5)),
    ("words", "over a third of the words", TEN, {"words": ("word0", "word1", "x", "y", "z")}),
    ("words", "a quarter of the words", TEN, {"words": ("word0", "x", "y", "z")}),
    ("words", "a seventh of the words", TEN, {"words": ("word0", "u", "v", "x", "y", "z")}),
    ("words", "few words in common", TEN, {"words": ("x", "y", "z")}),
    ("prominence", "not told", {"primary": None}, NONE),
    ("prominence", "both reports are about it", NONE, NONE),
    ("prominence", "one of the reports is about it", NONE, {"primary": False}),
    ("prominence", "told in passing by both", {"primary": False}, {"primary": False}),
    ("quotes", "not told", NONE, {"quotes": ("we ran to the port",)}),
    ("quotes", "one quotation in both", {"quotes": ("we ran to the port",)}, {"quotes": ("we ran to the port",)}),
    ("quotes", "other quotations", {"quotes": ("we ran to the port",)}, {"quotes": ("nobody came until the evening",)}),
    ("speakers", "not told", NONE, {"speakers": ("red crescent",)}),
    ("speakers", "one speaker in both", {"speakers": ("red crescent",)}, {"speakers": ("army", "red crescent")}),
    ("speakers", "other speakers", {"speakers": ("red crescent",)}, {"speakers": ("army",)}),
]
"""A comparison, the level that is to be reached, and the facts of both accounts."""


def as_injured(facts: Facts) -> Facts:
    return {name.replace("killed", "injured"): value for name, value in facts.items()}


ALL = CASES + [
    ("injured", label.replace("killed", "injured"), as_injured(one), as_injured(other))
    for name, label, one, other in CASES
    if name == "killed"
]


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def level_of(database: duckdb.DuckDBPyConnection, comparison: Comparison, one: Account, other: Account) -> str:
    """The label of the level that two accounts reach, as Splink runs the comparison."""
    table = table_of([one, other])
    database.register("accounts", table)
    columns = ", ".join(f"{side}.{name} as {name}_{side}" for name in table.column_names for side in "lr")
    cases = " ".join(
        f"else '{number}'" if level.sql == "ELSE" else f"when {level.sql} then '{number}'"
        for number, level in enumerate(comparison.levels)
    )
    found = database.execute(
        f"with pairs as (select {columns} from accounts l join accounts r on l.number < r.number)"
        f" select case {cases} end from pairs"
    ).fetchone()
    assert found is not None
    return comparison.levels[int(found[0])].label


OF = {comparison.name: comparison for comparison in COMPARISONS}


@pytest.mark.parametrize(("name", "label", "one", "other"), ALL, ids=[f"{name}: {label}" for name, label, *_ in ALL])
def test_a_level_is_reached_whichever_account_comes_first(
    database: duckdb.DuckDBPyConnection, name: str, label: str, one: Facts, other: Facts
) -> None:
    first, second = account(1, **one), account(2, **other)
    assert level_of(database, OF[name], first, second) == label
    assert level_of(database, OF[name], second, first) == label


def test_every_level_has_a_case() -> None:
    levels = {(comparison.name, level.label) for comparison in COMPARISONS for level in comparison.levels}
    assert {(name, label) for name, label, *_ in ALL} == levels


def test_labels_and_names_are_unique() -> None:
    assert len(OF) == len(COMPARISONS)
    for comparison in COMPARISONS:
        labels = [level.label for level in comparison.levels]
        assert len(set(labels)) == len(labels)


def test_missing_comes_first_and_the_rest_last() -> None:
    for comparison in COMPARISONS:
        assert [level.is_missing for level in comparison.levels] == [True] + [False] * (len(comparison.levels) - 1)
        assert [level.sql == "ELSE" for level in comparison.levels].index(True) == len(comparison.levels) - 1


def test_the_shipped_model_is_of_these_levels() -> None:
    """Where this fails the weights are of other levels: run scripts/learn_linking.py."""

    def levels(settings: dict[str, list[dict[str, object]]]) -> list[object]:
        return [
            (one["output_column_name"], [(level["sql_condition"], level["label_for_charts"]) for level in each])
            for one in settings["comparisons"]
            if isinstance(each := one["comparison_levels"], list)
        ]

    assert levels(trained()) == levels(untrained())


def test_every_level_of_the_shipped_model_has_a_weight() -> None:
    for comparison in trained()["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                assert 0 < level["m_probability"] < 1, (comparison["output_column_name"], level["label_for_charts"])
                assert 0 < level["u_probability"] < 1, (comparison["output_column_name"], level["label_for_charts"])
