from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.demo import demo_source
from onrecord.model import Report
from onrecord.reports import Given, Limits, read_jsonl_lines
from onrecord.reports.copies import Apart, Copy, CopyIndex, Fingerprint, compare, fingerprint, fingerprint_of

WIRE = (
    "Shelling killed seven people in the market town of Bar Elias on Tuesday, a hospital director said. "
    "Four of the dead were stall keepers who had opened early, and nine others were taken to the clinic in Zahle. "
    "Witnesses counted six impacts within a quarter of an hour. The army said it had no units in the area. "
    "A spokesman for the municipality asked drivers to stay away from the main road until sappers had cleared it. "
    "It was the third time since the spring that the market was hit, and traders said that they would not come back."
)
OLD = (
    "A lorry bomb went off outside the governor's office in Harim on Monday and killed five guards, police said. "
    "No group said that it had done it. The blast broke windows in the whole quarter and set two shops on fire. "
    "The governor was not in the building, an official said, and the office would open again within the week."
)
NEWS = (
    "Gunmen on motorcycles shot dead a tax collector in Harim on Wednesday, the second killing of an official "
    "there in a week, residents said. He had just left his house. Nobody was arrested."
)


def _prints(*texts: str, day: date | None = None) -> list[Fingerprint]:
    return [fingerprint_of(text, day) for text in texts]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE.upper(),
        WIRE[: len(WIRE) * 2 // 5],
        WIRE.replace("hospital director", "director of the hospital"),
        WIRE.replace(", a hospital director said", "").replace("A spokesman", "An official"),
        "  ".join(WIRE.replace(",", " ,").split()),
    ],
    ids=["capitals", "cut to two fifths", "words changed", "edited", "spaces"],
)
def test_a_copy_is_known_however_it_is_cut_or_edited(copy: str) -> None:
    assert isinstance(compare(*_prints(WIRE, copy)), Copy)


def test_a_report_under_newer_news_is_no_copy_of_it() -> None:
    found = compare(fingerprint_of(OLD, date(2021, 5, 3)), fingerprint_of(f"{NEWS} {OLD}", date(2021, 5, 5)))
    assert isinstance(found, Apart)
    assert found.contained == 1.0


def test_a_copy_that_lost_its_opening_is_known_on_the_same_day_only() -> None:
    cut = WIRE[WIRE.index("Witnesses") :]
    assert isinstance(compare(*_prints(WIRE, cut, day=date(2021, 5, 3))), Copy)
    assert isinstance(compare(fingerprint_of(WIRE, date(2021, 5, 3)), fingerprint_of(cut, date(2021, 5, 4))), Apart)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WIRE, OLD),
        ("Two people were killed in Homs on Friday.", "Two people were killed in Homs on Friday."),
        (
            "Clashes between the army and rebels killed three in Hama on Sunday, the observatory said. " + OLD[110:200],
            "A car bomb in Homs killed nine soldiers at a checkpoint before dawn, the governor said. " + OLD[110:200],
        ),
        ("", ""),
    ],
    ids=["two events", "too short to tell", "one paragraph shared", "nothing"],
)
def test_what_is_not_one_text_is_apart(one: str, other: str) -> None:
    assert isinstance(compare(*_prints(one, other)), Apart)


def test_the_index_finds_what_comparing_all_pairs_finds() -> None:
    reports = list(read_jsonl_lines(demo_source().splitlines(), "demo", given=Given(), limits=Limits()))
    prints = [fingerprint(one) for one in reports if isinstance(one, Report)]
    prints += [fingerprint_of(WIRE), fingerprint_of(WIRE[:200]), fingerprint_of(f"By our staff. {WIRE}")]
    index = CopyIndex()
    for one in prints:
        index.add(one)
    pairs = {
        pair
        for pair in combinations(range(len(prints)), 2)
        if isinstance(compare(*map(prints.__getitem__, pair)), Copy)
    }
    found = {
        (min(number, other), max(number, other))
        for number, one in enumerate(prints)
        for other in index.candidates(one)
        if other != number and isinstance(compare(one, prints[other]), Copy)
    }
    assert pairs
    assert found == pairs


def test_the_index_finds_the_same_before_and_after_it_is_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(5)
    words = [f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}{number}" for number in range(400)]
    prints = [fingerprint_of(" ".join(dice.choices(words, k=90))) for _ in range(60)]
    wanted = [fingerprint_of(" ".join(dice.choices(words, k=30))) for _ in range(5)] + prints[::7]

    def answers(least_sorted: int) -> list[list[int]]:
        monkeypatch.setattr("onrecord.reports.copies._LEAST_SORTED", least_sorted)
        index = CopyIndex()
        for one in prints:
            index.add(one)
        return [index.candidates(one) for one in wanted]

    assert answers(10**9) == answers(50)


@given(st.text(max_size=300), st.text(max_size=300))
def test_comparing_never_depends_on_the_order(one: str, other: str) -> None:
    prints = _prints(one, other)
    assert compare(*prints) == compare(*reversed(prints))


@given(st.text())
def test_hashes_are_ascending_and_part_of_the_text(text: str) -> None:
    found = fingerprint_of(text)
    assert bool(np.all(found.shingles[1:] > found.shingles[:-1]))
    assert set(found.head.tolist()) <= set(found.shingles.tolist())


def test_furniture_is_no_part_of_what_is_compared() -> None:
    lines = [
        b'{"text": "Market hit again\\n\\n'
        + WIRE.encode()
        + b'\\n\\nShare this article on Facebook\\n\\nRead also: Snow"}',
        b'{"text": "Seven dead in shelling\\n\\n' + WIRE.encode() + b'"}',
    ]
    reports = [one for one in read_jsonl_lines(lines, "x", given=Given(), limits=Limits()) if isinstance(one, Report)]
    one, other = (fingerprint(report) for report in reports)
    assert one.shingles.tolist() == other.shingles.tolist()
    assert one.day is None
    assert fingerprint(replace(reports[0], blocks=())).shingles.tolist() != one.shingles.tolist()
