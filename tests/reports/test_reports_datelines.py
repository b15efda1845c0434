"""Datelines, whole and damaged, and the sentences that look like one."""

from __future__ import annotations

import pytest

from onrecord.reports.datelines import find_dateline, find_inner_dateline

REST = "Gunmen killed five people, police said."


@pytest.mark.parametrize(
    "dateline",
    [
        "BAGHDAD (Reuters) -",
        "KABUL, Aug 3 (AP) --",
        "KABUL, Afghanistan, Aug. 3, 2016 (AP) --",
        "BEIRUT, Lebanon —",
        "MOSCOW (Sputnik)",
        "MOSCOW, October 1 (RIA Novosti) -",
        "MOSCOW October 1 (RIA Novosti) -",
        "Beirut-",
        "Maiduguri –",
        "GENEVA/KYIV (3 August 2022) –",
        "Sana'a, 14 August 2018:",
        "PORT-AU-PRINCE, Haiti (AP) —",
        "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT]",
        "BOGOTA, 27 APR 90 [CADENA UNO) -- [SPEECH]\n[PRESIDENT OF THE REPUBLIC] [TEXT]",
        "NO CITY (COLOMBIA), NO DATE -- [EXCERPTS] [CONTINUED]",
        "LIMA, 5 JUN 89 (INTERPRESS AGENCY [IPS]) -- [TEXT]",
        "Cúcuta, Colombia —",
        "Anbar (",
        "Mosul ()",
        "Odesa, ) -",
        "Agadez, 4 June (Desert Courier)",
        "Sokoto (Savannah Press)",
        "Cotabato, (Mindanao Island Monitor)",
        "Qamishli, (Jazira Desk) —",
    ],
)
def test_datelines_are_recognised(dateline: str) -> None:
    text = f"{dateline} {REST}"
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == dateline


def test_a_place_in_capitals_may_have_lost_its_dash() -> None:
    text = "BEIRUT Thirteen civilians were killed on Wednesday."
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "BEIRUT"


@pytest.mark.parametrize(
    "sentence",
    [
        "Islamic State (IS) militants killed five people.",
        "Ramadi (west of Baghdad) was shelled on Monday.",
        "Mosul (Islamic State) Fighters were seen there.",
        "Hama, (once a quiet town) was shelled on Monday.",
        "Kidal (Radio Tisdas said) Monday was quiet.",
        "Watch (Savannah Press) The moment of the blast.",
        "NATO Secretary General Jens Example said so on Monday.",
        "ISIS fighters killed five people.",
        "UNICEF said five children had died.",
        "Mosul — the country's second city — was shelled.",
        "Two soldiers - both from Kano - were killed.",
        "Gunmen — Boko Haram members — killed five people.",
        "The army (which denies this) - Friday's statement said - left.",
        "Photo: A soldier in Kano",
        "Update: Five people died in Kano.",
        "Analysis: Why the war goes on",
        "FARC (Revolutionary Armed Forces) rebels killed five.",
        "On Monday, five people died.",
        "five people died - police",
        "-",
        "",
    ],
)
def test_sentences_are_no_datelines(sentence: str) -> None:
    assert find_dateline(sentence, 0, len(sentence)) is None


def test_a_dateline_after_a_standfirst_is_found() -> None:
    text = f"Five people died in the capital, a source said. DAMASCUS (Sputnik) — {REST}"
    found = find_inner_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "DAMASCUS (Sputnik) —"


def test_a_dateline_may_end_a_paragraph() -> None:
    text = "Five people died in the capital, a source said. DAMASCUS (Sputnik)"
    found = find_inner_dateline(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == "DAMASCUS (Sputnik)"
