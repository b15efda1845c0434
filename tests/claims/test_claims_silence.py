"""The sentence files end to end: silence where there is nothing to code, else the right sub-event type."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from onrecord.codebooks.acled import acled_type_of
from onrecord.coder import Coder
from onrecord.model import Incident

FOLDER = Path(__file__).parent / "sentences"
FILES = ("battles", "explosions", "civilians", "riots", "protests", "strategic")
RIGHT_TYPE = 0.95
RIGHT_SILENCE = {"clean": 0.99, "background": 0.95}


@lru_cache(maxsize=1)
def _coder() -> Coder:
    return Coder()


def _lines(name: str) -> list[dict[str, str | None]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _incidents(line: dict[str, str | None]) -> tuple[Incident, ...]:
    return _coder().code(str(line["text"]), country=line.get("country")).incidents


def _sub_event(incidents: tuple[Incident, ...]) -> str | None:
    found = acled_type_of(incidents[0]) if incidents else None
    return found.sub_event_type if found else None


def test_sub_event_types_are_right() -> None:
    told = [line for name in FILES for line in _lines(name) if line["acled"]]
    wrong = [line["text"] for line in told if _sub_event(_incidents(line)) != line["acled"]]
    assert len(wrong) <= (1 - RIGHT_TYPE) * len(told), wrong


def test_near_misses_make_no_incident() -> None:
    coded = [line["text"] for name in FILES for line in _lines(name) if not line["acled"] and _incidents(line)]
    assert coded == []


@pytest.mark.parametrize("kind", ["clean", "background"])
def test_texts_with_nothing_to_code_are_silent(kind: str) -> None:
    texts = [line for line in _lines("silence") if line["kind"] == kind]
    coded = [line["text"] for line in texts if any(one.primary or kind == "clean" for one in _incidents(line))]
    assert len(coded) <= (1 - RIGHT_SILENCE[kind]) * len(texts), coded
