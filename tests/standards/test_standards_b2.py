"""B2: offsets count Unicode code points, whatever script stands before the words that are cited."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.coder import Coder
from onrecord.contract import coding_to_json

LEAD = "Shells hit a market in the town of Tal Rifaat on Monday, killing three people and wounding five, doctors said."
BEFORE = {
    "Arabic": "سوق تل رفعت",
    "Burmese": "ဈေးတွင် ပေါက်ကွဲမှု",
    "Cyrillic": "Обстрел рынка",
    "Chinese": "市场遭炮击",
    "emoji": "🚨👩‍👩‍👧🇸🇾",
    "combining marks": "Tal Rife\u0301a\u0304t",
}


@pytest.mark.parametrize("script", BEFORE)
def test_words_behind_another_script_are_cited_exactly(coder: Coder, script: str) -> None:
    text = f"{BEFORE[script]}\n\n{LEAD}\n"
    alone = coding_to_json(coder.code(f"{LEAD}\n", published=date(2018, 3, 6)))
    behind = coding_to_json(coder.code(text, published=date(2018, 3, 6)))
    values = [value for claim in behind["claims"] for value in claim["values"]]
    assert values
    assert all(text[value["start"] : value["end"]] == value["words"] for value in values)
    tolls = [(toll["effect"], toll["best"]) for incident in behind["incidents"] for toll in incident["toll"]]
    assert tolls == [(toll["effect"], toll["best"]) for incident in alone["incidents"] for toll in incident["toll"]]
    assert ("killed", 3) in tolls
