"""Accounts to weights: Splink compares those that share a block and says how much speaks for one incident.

Comes in: accounts. Goes out: Scored pairs, in thousandths of a bit. A weight depends on the two accounts and the model
alone: not on the other accounts, nor on the order. The work is done by DuckDB, in memory, on the same SQL that Splink
would run on Spark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields

import duckdb
import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker

from onrecord.linking.accounts import Account
from onrecord.linking.blocks import blocks_of
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
_BATCH = 20_000


def table_of(accounts: Iterable[Account], fresh: Collection[str] | None = None) -> pa.Table:
    """The accounts as Splink compares them, numbered in the order given; all are fresh unless some are named."""
    batches, rows = [], []
    for number, account in enumerate(accounts):
        rows.append(_row(number, account, is_fresh=fresh is None or account.id in fresh))
        if len(rows) == _BATCH:
            batches.append(pa.RecordBatch.from_pylist(rows, schema=_SCHEMA))
            rows = []
    batches.append(pa.RecordBatch.from_pylist(rows, schema=_SCHEMA))
    return pa.Table.from_batches(batches, schema=_SCHEMA)


def _row(number: int, account: Account, *, is_fresh: bool) -> dict[str, object]:
    values = {name: getattr(account, name) for name in _COLUMNS}
    return {"number": number, **values, "fresh": is_fresh, "blocks": blocks_of(account)}


def score(accounts: Sequence[Account], fresh: Collection[str] | None = None) -> Scored:
    """The weights of all pairs that share a block, in the order of their positions; with ``fresh``, account ids, only
    of pairs that hold one of these."""
    if len(accounts) < 2:
        nothing = np.empty(0, np.int32)
        return Scored(nothing, nothing, nothing)
    linker = linker_for(table_of(accounts, fresh), trained())
    found = linker.inference.predict(threshold_match_weight=FLOOR / 1000).as_duckdbpyrelation()
    pairs = (
        found.project(
            "least(number_l, number_r) as one, greatest(number_l, number_r) as other,"
            " cast(round(match_weight * 1000) as integer) as weight"
        )
        .order("one, other")
        .to_arrow_table()
    )
    one, other, weight = (pairs[name].to_numpy().astype(np.int32) for name in ("one", "other", "weight"))
    return Scored(one, other, weight)


def linker_for(table: pa.Table, settings: Settings) -> Linker:
    """A Splink linker over a table of accounts, in memory."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    api = DuckDBAPI(connection)
    return Linker(api.register(table), settings, log_level=None, validate_settings=False)
