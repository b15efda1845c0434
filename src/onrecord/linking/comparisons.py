"""How two accounts are compared: a table of comparisons, each an ordered list of named levels, missing first.

The levels are SQL over the columns of both accounts (``x_l`` and ``x_r``), in DuckDB's dialect; Splink runs them and
learns how much each level tells for or against one incident. The method is Fellegi and Sunter's (1969).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison, in words that a person reads in an explanation, and the SQL that tells it."""

    label: str
    sql: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, and its outcomes from the first that holds; the last takes all that is left."""

    name: str
    levels: tuple[Level, ...]


_GAP = "(greatest(day_l, day_r) - least(last_day_l, last_day_r))"
_LONGEST = "greatest(last_day_l - day_l, last_day_r - day_r)"
_TOLD = "(dated_l and dated_r)"
EARTH_KM = 6371.0
_DISTANCE = (
    f"({2 * EARTH_KM} * asin(least(1.0, sqrt(pow(sin(radians(lat_r - lat_l) / 2), 2)"
    " + cos(radians(lat_l)) * cos(radians(lat_r)) * pow(sin(radians(lon_r - lon_l) / 2), 2)))))"
)
_BOTH_SETTLED = "(fineness_l = 0 and fineness_r = 0)"
SMALL_KM = 6
"""The radius up to which a settlement is small: to be named together tells more of a village than of a city."""
_BOTH_SMALL = f"({_BOTH_SETTLED} and greatest(radius_km_l, radius_km_r) <= {SMALL_KM})"
_ALIKE = f"(levenshtein(place_l, place_r) <= 0.4 * greatest(length(place_l), length(place_r)) and {_DISTANCE} <= 10)"
"""Two spellings of a name: 'khan shaykhun' and 'khan sheikhoun' differ in 4 letters of 14, and two in five may. Of the
384 reports, all 19 pairs that name places so much alike, within 10 km on the same days, are on one incident."""
_ONE_NAME = f"(place_l = place_r and {_DISTANCE} <= 10)"
_ONE_UNIT = "(admin1_l = admin1_r and country_l = country_r)"


def _missing(*columns: str) -> Level:
    said = " or ".join(f"{column}_{side} is null" for column in columns for side in "lr")
    return Level("not told", said, is_missing=True)


def _empty(column: str) -> Level:
    said = " or ".join(f"coalesce(len({column}_{side}), 0) = 0" for side in "lr")
    return Level("not told", said, is_missing=True)


def _shares(column: str, other: str | None = None) -> str:
    return f"list_has_any({column}_l, {other or column}_r)"


def _common(column: str) -> str:
    """How many two lists share; neither holds anything twice. DuckDB 1.4 does this some fifteen times as fast as
    len(list_intersect(...))."""
    return f"len(list_filter({column}_l, lambda one: list_contains({column}_r, one)))"


def _figures(effect: str, label: str) -> Comparison:
    """Small numbers are told alike or are others; large ones grow from report to report, and are rare."""
    low, high = f"{effect}_low", f"{effect}_high"
    same = f"({high}_l = {high}_r or {low}_l = {low}_r)"
    least_high, greatest_low = f"least({high}_l, {high}_r)", f"greatest({low}_l, {low}_r)"
    greatest_high = f"greatest({high}_l, {high}_r)"
    return Comparison(
        effect,
        (
            _missing(low),
            Level(f"the same number {label}, 20 or more", f"{same} and {greatest_high} >= 20"),
            Level(f"the same number {label}, 10 to 19", f"{same} and {greatest_high} >= 10"),
            Level(f"the same number {label}, 6 to 9", f"{same} and {greatest_high} >= 6"),
            Level(f"the same number {label}, 3 to 5", f"{same} and {greatest_high} >= 3"),
            Level(f"the same number {label}, 0 to 2", same),
            Level("ranges that overlap", f"{least_high} >= {greatest_low}"),
            Level(
                "within a quarter as many again, 10 or more",
                f"{greatest_low} <= 1.25 * {least_high} and {greatest_high} >= 10",
            ),
            Level(
                "both 20 or more, within three times as many",
                f"{least_high} >= 20 and {greatest_low} <= 3 * {least_high}",
            ),
            Level("within twice as many, 10 or more", f"{greatest_low} <= 2 * {least_high} and {greatest_high} >= 10"),
            Level("within twice as many, fewer than 10", f"{greatest_low} <= 2 * {least_high}"),
            Level("both 20 or more", f"{least_high} >= 20"),
            Level(
                "within three times as many, 10 or more",
                f"{greatest_low} <= 3 * {least_high} and {greatest_high} >= 10",
            ),
            Level("other numbers, one of 20 or more", f"{greatest_high} >= 20"),
            Level("other numbers", "ELSE"),
        ),
    )


_SHARE = f"({_common('words')} / least(len(words_l), len(words_r)))"

COMPARISONS = (
    Comparison(
        "time",
        (
            _missing("day"),
            Level("the same day, told by both", f"{_GAP} <= 0 and {_LONGEST} = 0 and {_TOLD}"),
            Level("the same few days, told by both", f"{_GAP} <= 0 and {_LONGEST} <= 3 and {_TOLD}"),
            Level("the same few days, one of them not told", f"{_GAP} <= 0 and {_LONGEST} <= 3"),
            Level("a day within a longer time", f"{_GAP} <= 0"),
            Level("a day apart, one of them not told exactly", f"{_GAP} <= 1 and ({_LONGEST} > 0 or not {_TOLD})"),
            Level("a day apart", f"{_GAP} <= 1"),
            Level("two or three days apart", f"{_GAP} <= 3"),
            Level("further apart", "ELSE"),
        ),
    ),
    Comparison(
        "place",
        (
            _missing("lat"),
            Level("the same small place by one name", f"{_BOTH_SMALL} and {_ONE_NAME}"),
            Level("the same small place by two spellings", f"{_BOTH_SMALL} and {_ALIKE}"),
            Level("the same small place by two names", f"{_BOTH_SMALL} and {_DISTANCE} <= 3"),
            Level("the same city by one name", f"{_BOTH_SETTLED} and {_ONE_NAME}"),
            Level("the same city by two spellings", f"{_BOTH_SETTLED} and {_ALIKE}"),
            Level("the same city by two names", f"{_BOTH_SETTLED} and {_DISTANCE} <= 3"),
            Level("within 6 km", f"{_BOTH_SETTLED} and {_DISTANCE} <= 6"),
            Level("within 10 km", f"{_BOTH_SETTLED} and {_DISTANCE} <= 10"),
            Level("within 30 km", f"{_BOTH_SETTLED} and {_DISTANCE} <= 30"),
            Level(
                "the same unit by one name", f"fineness_l = 1 and fineness_r = 1 and {_ONE_UNIT} and place_l = place_r"
            ),
            Level("the same unit, told no finer", f"fineness_l = 1 and fineness_r = 1 and {_ONE_UNIT}"),
            Level(
                "a place and the unit it is in",
                f"fineness_l <= 1 and fineness_r <= 1 and fineness_l <> fineness_r and {_ONE_UNIT}",
            ),
            Level("only the country is told", "greatest(fineness_l, fineness_r) = 2 and country_l = country_r"),
            Level("within 100 km", f"{_BOTH_SETTLED} and {_DISTANCE} <= 100"),
            Level("elsewhere", "ELSE"),
        ),
    ),
    Comparison(
        "type",
        (
            Level("not told", "type_l is null or type_r is null", is_missing=True),
            Level("the same type", "type_l = type_r and type_l <> 'attack'"),
            Level("both only 'attack'", "type_l = type_r"),
            Level("types told for one another", _shares("kinds")),
            Level("one only 'attack'", "type_l = 'attack' or type_r = 'attack'"),
            Level("other types", "ELSE"),
        ),
    ),
    Comparison(
        "doers",
        (
            _empty("doers"),
            Level("one doer in both", _shares("doers")),
            Level("doers that belong together", _shares("doers_wide")),
            Level("other doers", "ELSE"),
        ),
    ),
    Comparison(
        "harmed",
        (_empty("harmed"), Level("harmed in both", _shares("harmed")), Level("others harmed", "ELSE")),
    ),
    _figures("killed", "killed"),
    _figures("injured", "injured"),
    Comparison(
        "weapons", (_empty("weapons"), Level("one weapon in both", _shares("weapons")), Level("other weapons", "ELSE"))
    ),
    Comparison(
        "names",
        (
            _empty("names"),
            Level("three names or more in both", f"{_common('names')} >= 3"),
            Level("two names in both", f"{_common('names')} = 2"),
            Level("one name in both", f"{_common('names')} = 1"),
            Level("no name in both", "ELSE"),
        ),
    ),
    Comparison(
        "words",
        (
            _empty("words"),
            Level("half of the words or more", f"{_SHARE} >= 0.5"),
            Level("over a third of the words", f"{_SHARE} >= 0.35"),
            Level("a quarter of the words", f"{_SHARE} >= 0.25"),
            Level("a seventh of the words", f"{_SHARE} >= 0.15"),
            Level("few words in common", "ELSE"),
        ),
    ),
    Comparison(
        "prominence",
        (
            Level("not told", "primary_l is null or primary_r is null", is_missing=True),
            Level("both reports are about it", "primary_l and primary_r"),
            Level("one of the reports is about it", "primary_l or primary_r"),
            Level("told in passing by both", "ELSE"),
        ),
    ),
    Comparison(
        "quotes",
        (_empty("quotes"), Level("one quotation in both", _shares("quotes")), Level("other quotations", "ELSE")),
    ),
    Comparison(
        "speakers",
        (_empty("speakers"), Level("one speaker in both", _shares("speakers")), Level("other speakers", "ELSE")),
    ),
)
