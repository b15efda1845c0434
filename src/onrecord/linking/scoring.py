"""Accounts to weights: Splink compares those that share a block and says how much speaks for one incident.

Comes in: accounts. Goes out: Scored pairs, in thousandths of a bit. A weight depends on the two accounts and the model
alone: not on the other accounts, nor on the order. The work is done by DuckDB, in memory, on the same SQL that Splink
would run on Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields, replace

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker

from onrecord.linking.accounts import Account
from onrecord.linking.blocks import blocks_of
from onrecord.linking.comparisons import COMPARISONS, Comparison
from onrecord.linking.groups import FLOOR, Scored
from onrecord.linking.model import Settings, trained

NOT_COMPARED = frozenset({"id", "story"})
_TYPES = {
    "str": pa.string(),
    "int": pa.int32(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "tuple": pa.list_(pa.string()),
}
_COLUMNS = {
    one.name: _TYPES[str(one.type).replace("[", " ").split(" ")[0]]
    for one in fields(Account)
    if one.name not in NOT_COMPARED
}
_SCHEMA = pa.schema(
    [("number", pa.int32()), *_COLUMNS.items(), ("fresh", pa.bool_()), ("blocks", pa.list_(pa.int64()))]
)
WORDS = ("names", "words", "quotes")
"""Comparisons, and columns, that only accounts with words have anything for."""
_BATCH = 20_000
PORTION = 20_000
"""Accounts taken in at once: memory grows with it. With 2,500 ten thousand accounts took no longer than with all at
once."""


def table_of(accounts: Sequence[Account]) -> pa.Table:
    """The accounts as Splink compares them, numbered in the order given."""
    return _table(accounts, range(len(accounts)), _Blocks(accounts), is_fresh=lambda _: True)


def _table(
    accounts: Sequence[Account], positions: Sequence[int], blocks: _Blocks, is_fresh: Callable[[int], bool]
) -> pa.Table:
    """Some of the accounts, numbered by their positions among all."""
    batches = []
    for start in range(0, len(positions), _BATCH) or [0]:
        rows = [
            {
                "number": position,
                **{name: getattr(accounts[position], name) for name in _COLUMNS},
                "fresh": is_fresh(position),
                "blocks": blocks.of(position),
            }
            for position in positions[start : start + _BATCH]
        ]
        batches.append(pa.RecordBatch.from_pylist(rows, schema=_SCHEMA))
    return pa.Table.from_batches(batches, schema=_SCHEMA)


class _Blocks:
    """The blocks of accounts, and the accounts of blocks; all by position."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        found = [np.array(blocks_of(account), np.int64) for account in accounts]
        self._starts = np.cumsum([0, *(len(one) for one in found)])
        self._blocks = np.concatenate([np.empty(0, np.int64), *found])
        owners = np.repeat(np.arange(len(accounts), dtype=np.int32), np.diff(self._starts))
        order = np.argsort(self._blocks, kind="stable")
        self._sorted, self._owners = self._blocks[order], owners[order]

    def of(self, position: int) -> list[int]:
        """The blocks of an account."""
        found: list[int] = self._blocks[self._starts[position] : self._starts[position + 1]].tolist()
        return found

    def meeting(self, positions: NDArray[np.int32]) -> NDArray[np.int32]:
        """All accounts that share a block with one of these, these among them where they have any; in order."""
        found = [self._blocks[self._starts[one] : self._starts[one + 1]] for one in positions.tolist()]
        wanted = np.unique(np.concatenate(found))
        first, end = (np.searchsorted(self._sorted, wanted, side) for side in ("left", "right"))
        sizes = end - first
        at = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        return np.unique(self._owners[at])


def score(
    accounts: Sequence[Account], fresh: Collection[str] | None = None, settings: Settings | None = None
) -> Scored:
    """The weights of all pairs that share a block, in the order of their positions; with ``fresh``, account ids, only
    of pairs that hold one of these. They are weighed by the model that is shipped, unless ``settings`` is given.

    Accounts are taken in by PORTION in order of time, each portion compared within and with all taken in before, so
    that the memory needed beside the outcome does not grow with the accounts.
    """
    is_fresh = np.array([fresh is None or account.id in fresh for account in accounts], np.bool_)
    days = np.array([account.day or 0 for account in accounts], np.int64)
    waiting = np.flatnonzero(is_fresh).astype(np.int32)
    waiting = waiting[np.argsort(days[waiting], kind="stable")]
    blocks, taken = _Blocks(accounts), ~is_fresh
    found = []
    for start in range(0, len(waiting), PORTION):
        portion = waiting[start : start + PORTION]
        near = blocks.meeting(portion)
        compared = np.union1d(portion, near[taken[near]]).astype(np.int32)
        news = set(portion.tolist())
        found.append(_scored(_table(accounts, compared.tolist(), blocks, news.__contains__), settings or trained()))
        taken[portion] = True
    return _together(found)


def with_words(accounts: Sequence[Account], scored: Scored, settings: Settings | None = None) -> Scored:
    """The same pairs with what words tell of each weight; as they are where no account is without words."""
    has_words = np.array([bool(account.words) for account in accounts], np.bool_)
    if has_words.all():
        return scored
    pairs = np.flatnonzero(has_words[scored.one] & has_words[scored.other])
    columns = {name: [getattr(accounts[at], name) for at in np.flatnonzero(has_words).tolist()] for name in WORDS}
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    numbers = pa.array(np.flatnonzero(has_words).astype(np.int32))
    connection.register("accounts", pa.table({"number": numbers, **columns}))
    compared = [one for one in COMPARISONS if one.name in WORDS]
    reached = levels_of(connection, scored.one[pairs], scored.other[pairs], compared, WORDS)
    words = np.zeros(len(scored.one), np.int32)
    for at, one in enumerate(compared):
        words[pairs] += _thousandths(one, settings or trained())[reached[:, at]]
    return replace(scored, words=words)


def _thousandths(comparison: Comparison, settings: Settings) -> NDArray[np.int32]:
    """The weights of a comparison's levels in thousandths of a bit; 0 for a missing one."""
    found = next(one for one in settings["comparisons"] if one["output_column_name"] == comparison.name)
    ratios = [
        1.0 if one.get("is_null_level") else one["m_probability"] / one["u_probability"]
        for one in found["comparison_levels"]
    ]
    return np.round(1000 * np.log2(ratios)).astype(np.int32)


def levels_of(
    connection: duckdb.DuckDBPyConnection,
    one: NDArray[np.int32],
    other: NDArray[np.int32],
    comparisons: Sequence[Comparison],
    columns: Iterable[str],
) -> NDArray[np.int8]:
    """The level that each pair of accounts reaches in each comparison, by its number; a row for each pair. The accounts
    are the connection's table ``accounts``, of which these columns are compared."""
    connection.register("pairs", {"row": np.arange(len(one)), "one": one, "other": other})
    selected = ", ".join(f"{side}.{name} as {name}_{side}" for name in columns for side in "lr")
    cases = []
    for comparison in comparisons:
        whens = " ".join(f"when {level.sql} then {at}" for at, level in enumerate(comparison.levels[:-1]))
        cases.append(f"case {whens} else {len(comparison.levels) - 1} end::tinyint as {comparison.name}")
    found = connection.execute(
        f"with compared as (select row, {selected} from pairs"
        f" join accounts l on l.number = one join accounts r on r.number = other)"
        f" select {', '.join(cases)} from compared order by row"
    ).fetchnumpy()
    return np.stack([np.asarray(found[comparison.name], np.int8) for comparison in comparisons], axis=1)


def _scored(table: pa.Table, settings: Settings) -> Scored:
    """The weights of the pairs in a table that share a block and hold a fresh account, in any order."""
    linker = linker_for(table, settings)
    found = linker.inference.predict(threshold_match_weight=FLOOR / 1000).as_duckdbpyrelation()
    pairs = found.project(
        "cast(least(number_l, number_r) as integer) as one, cast(greatest(number_l, number_r) as integer) as other,"
        " cast(round(match_weight * 1000) as integer) as weight"
    ).to_arrow_table()
    return Scored(*(pairs[name].to_numpy() for name in ("one", "other", "weight")))


def _together(found: Sequence[Scored]) -> Scored:
    """All pairs in the order of their positions."""
    columns = ([np.empty(0, np.int32), *(getattr(one, name) for one in found)] for name in ("one", "other", "weight"))
    one, other, weight = (np.concatenate(column) for column in columns)
    order = np.argsort((one.astype(np.int64) << 32) | other, kind="stable")
    return Scored(one[order], other[order], weight[order])


def linker_for(table: pa.Table, settings: Settings) -> Linker:
    """A Splink linker over a table of accounts, in memory."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    api = DuckDBAPI(connection)
    return Linker(api.register(table), settings, log_level=None, validate_settings=False)
