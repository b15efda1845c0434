"""Which language a text is in, with real English news as the near misses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord.reports.language_id import identify_language

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared")) / "data"

TEXTS = {
    "ar": "قتل خمسة أشخاص على الأقل وأصيب عشرة آخرون في غارة جوية استهدفت سوقا شعبيا يوم الاثنين، بحسب مصادر محلية.",
    "ru": "В результате обстрела города погибли пять человек, ещё десять получили ранения, сообщили местные власти.",
    "uk": "Внаслідок обстрілу міста загинули п'ятеро людей, ще десятеро отримали поранення, повідомила місцева влада.",
    "fr": "Cinq personnes ont été tuées lundi dans une attaque contre un village du nord, a annoncé le gouverneur.",
    "es": "Cinco personas murieron el lunes en un ataque contra un pueblo del norte del país, informó el gobernador.",
    "pt": "Cinco pessoas morreram na segunda-feira num ataque contra uma aldeia do norte do país, disse o governador.",
    "tr": "Pazartesi günü ülkenin kuzeyindeki bir köye düzenlenen saldırıda beş kişi öldü, on kişi yaralandı.",
    "de": "Bei einem Angriff auf ein Dorf im Norden des Landes sind am Montag fünf Menschen getötet worden.",
    "nl": "Bij een aanval op een dorp in het noorden van het land zijn maandag vijf mensen om het leven gekomen.",
    "zh": "当地官员表示，周一该国北部一个村庄遭到袭击，造成五人死亡，另有十人受伤，袭击者随后逃离现场。",
    "en": "Five people were killed on Monday when gunmen attacked a village in the north of the country.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_languages_are_told_apart(code: str, text: str) -> None:
    assert identify_language(text) == code


def test_capitals_do_not_matter() -> None:
    assert identify_language(TEXTS["en"].upper()) == "en"
    assert identify_language(TEXTS["es"].upper()) == "es"


@pytest.mark.parametrize("text", ["", "Ramadi", "Five dead in Kano", "12 34 56 78 90 " * 20, "!!! ???"])
def test_too_little_text_is_unsure(text: str) -> None:
    assert identify_language(text) is None


def test_english_with_many_foreign_names_is_english() -> None:
    text = (
        "Clashes between Jaysh al-Thuwar and Hay'at Tahrir al-Sham in Kafr Takharim and Ma'arrat al-Nu'man killed "
        "Abu Yahya al-Masri, Khattab al-Shishani and Mohamed Ould Nouini, said Walid Jumblatt of Harakat al-Nujaba."
    )
    assert identify_language(text) == "en"


@pytest.mark.parametrize("name", ["syria-news/articles.jsonl", "muc4/documents-dev.jsonl"])
def test_no_english_news_is_called_anything_else(name: str) -> None:
    file = SHARED / name
    if not file.exists():
        pytest.skip(f"{name} of the shared data is not here; set ONRECORD_SHARED")
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert {identify_language(text) for text in texts} == {"en"}
