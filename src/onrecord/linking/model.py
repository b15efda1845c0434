"""The linkage model: the comparisons with their weights, as a Splink settings file that any Splink can load.

``data/model.json`` is written by ``scripts/learn_linking.py`` and read here; nothing else holds a weight.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.linking.comparisons import COMPARISONS

Settings = dict[str, Any]
BLOCKED = {
    "blocking_rule": "l.blocks = r.blocks and (l.fresh or r.fresh)",
    "sql_dialect": "duckdb",
    "arrays_to_explode": ["blocks"],
}
"""Compare what shares a block, unless it was compared before; see blocks.py."""


def untrained() -> Settings:
    """The settings without weights, as Splink's training takes them."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "sql_dialect": "duckdb",
        "probability_two_random_records_match": 0.0005,
        "blocking_rules_to_generate_predictions": [BLOCKED],
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
        "comparisons": [
            {
                "output_column_name": comparison.name,
                "comparison_levels": [
                    {"sql_condition": level.sql, "label_for_charts": level.label, "is_null_level": level.is_missing}
                    for level in comparison.levels
                ],
            }
            for comparison in COMPARISONS
        ],
    }


@cache
def _text() -> str:
    return files("onrecord.linking").joinpath("data", "model.json").read_text(encoding="utf-8")


def trained() -> Settings:
    """The settings with the weights that are shipped."""
    settings: Settings = json.loads(_text())
    return settings


def in_spark() -> Settings:
    """The same settings in Spark's SQL, for an archive that one machine cannot compare."""
    text = _text().replace('"duckdb"', '"spark"')
    for ours, theirs in _SPARK:
        text = text.replace(ours, theirs)
    settings: Settings = json.loads(text)
    return settings


_SPARK = (
    ("list_has_any(", "arrays_overlap("),
    ("list_filter(", "filter("),
    ("list_contains(", "array_contains("),
    ("list_intersect(", "array_intersect("),
    ("len(", "size("),
    ("lambda one:", "one ->"),
)
"""What is written otherwise in DuckDB and in Spark."""


@cache
def model_version() -> str:
    """What tells one linking from another: the beginning of a SHA-256 over the model and what makes and blocks
    accounts. Where it changes, an archive is compared anew."""
    made_by = (files("onrecord.linking").joinpath(name).read_bytes() for name in ("accounts.py", "blocks.py"))
    return hashlib.sha256(_text().encode() + b"".join(made_by)).hexdigest()[:12]
