"""A new model compares an archive anew; the settings say the same in Spark's SQL."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from made_up_accounts import told

from onrecord.archive import Archive
from onrecord.linking import model
from onrecord.runs import linking


def test_another_model_compares_all_anew_and_keeps_the_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codings = [told(killed=12, by="a"), told(killed=13, by="b"), told("Sidra Port", 4, by="c")]
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for coding in codings:
            archive.store(coding)
        first = linking.link(archive)
        with archive.linked() as rows:
            before = rows.memberships()
        monkeypatch.setattr(linking, "model_version", lambda: "another")
        second = linking.link(archive)
        with archive.linked() as rows:
            assert rows.memberships() == before
    assert (first.accounts, second.accounts) == (3, 3)
    assert second.forwards == ()


def test_every_condition_is_sound_in_the_sql_of_spark() -> None:
    comparisons = model.in_spark()["comparisons"]
    conditions = [level["sql_condition"] for one in comparisons for level in one["comparison_levels"]]
    assert len(conditions) == sum(len(one["comparison_levels"]) for one in model.trained()["comparisons"])
    for condition in conditions:
        if condition != "ELSE":
            parsed = sqlglot.parse_one(condition, read="spark")
            assert "list_" not in parsed.sql(dialect="spark").lower()
            assert "&&" not in parsed.sql(dialect="spark")
