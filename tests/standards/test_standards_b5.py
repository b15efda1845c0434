"""B5, D4: how a value was made: its rule, how sure it is, the words that were read, the edition of code and word lists.

Who confirmed or changed a value is asked for too; there is no reviewing yet, and docs/standards.md says so.
"""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import edition as editions
from onrecord.archive import Archive
from onrecord.coder import Coder
from onrecord.contract import coding_to_json

TEXT = "Dozens of people were killed by shelling in Kharkiv on Monday, and at least five were wounded, the mayor said."


def test_every_cited_value_says_its_rule_how_it_was_made_and_how_sure_it_is(coder: Coder) -> None:
    (claim,) = coding_to_json(coder.code(TEXT, published=date(2023, 5, 17)))["claims"]
    for value in claim["values"]:
        assert value["rule"]
        assert value["how"] in ("stated", "inferred", "defaulted")
        assert 0 < value["confidence"] <= 1


@pytest.mark.parametrize(
    ("effect", "rule", "hedge", "range_"),
    [("killed", "tolls.vague", "dozens", (12, None, 24)), ("injured", "tolls.at_least", "at least", (5, 5, None))],
)
def test_the_words_are_kept_with_the_rule_that_made_them_numbers(
    coder: Coder, effect: str, rule: str, hedge: str, range_: tuple[int | None, int | None, int | None]
) -> None:
    (incident,) = coding_to_json(coder.code(TEXT, published=date(2023, 5, 17)))["incidents"]
    toll = next(toll for toll in incident["toll"] if toll["effect"] == effect)
    assert (toll["rule"], toll["hedge"], (toll["low"], toll["best"], toll["high"])) == (rule, hedge, range_)
    assert hedge in TEXT[toll["start"] : toll["end"]].lower()


def test_every_coding_names_the_release_and_the_rules(coder: Coder) -> None:
    made_by = coding_to_json(coder.code(TEXT, published=date(2023, 5, 17)))["made_by"]
    assert made_by == f"{version('onrecord')}+rules.{editions.rules_digest()}"


def test_an_archive_keeps_the_edition_with_each_run(coder: Coder, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        archive.store(coder.code(TEXT, published=date(2023, 5, 17)))
        assert [run.code_version for run in archive.runs()] == [editions.edition()]


def test_a_changed_word_list_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    before = editions.rules_digest()
    changed = [*editions.tables(), ("/claims/data/more.toml", files("onrecord") / "claims" / "data" / "vague.toml")]
    monkeypatch.setattr(editions, "tables", lambda: changed)
    editions.rules_digest.cache_clear()
    assert editions.rules_digest() != before
    monkeypatch.undo()
    editions.rules_digest.cache_clear()
    assert editions.rules_digest() == before
