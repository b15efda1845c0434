"""Bytes to characters: encodings, offsets in code points, and what is no text at all."""

from __future__ import annotations

import hashlib

import pytest

from onrecord.errors import UnreadableReport
from onrecord.model import Report, Span
from onrecord.reports import Given, Limits, read_source

TEXT = "The army’s jets hit the café on Monday, killing five people in the town, the governor said."


def read(data: bytes, source: str = "a.txt", limits: Limits | None = None) -> Report | UnreadableReport:
    (found,) = read_source(data, source, given=Given(), limits=limits or Limits())
    return found


def report(data: bytes) -> Report:
    found = read(data)
    assert isinstance(found, Report), found
    return found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_read_and_said(name: str, shown: str | None) -> None:
    found = report(TEXT.encode(name))
    assert found.text == TEXT
    said = [warning for warning in found.warnings if warning.startswith("read as")]
    assert [warning.split()[2].rstrip(",") for warning in said] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "В результате обстрела города погибли пять человек, ещё десять ранены, сообщили власти в понедельник.",
            "cp1251",
        ),
        ("قتل خمسة أشخاص وأصيب عشرة آخرون في غارة جوية على المدينة يوم الاثنين بحسب مصادر طبية محلية.", "cp1256"),
        (
            "Pět lidí zemřelo při útoku na tržiště ve městě, řekla policie. Další lidé jsou zraněni, řekl řidič.",
            "cp1250",
        ),
    ],
)
def test_legacy_encodings_are_detected(text: str, encoding: str) -> None:
    assert report(text.encode(encoding)).text == text


def test_line_ends_and_spaces_stay_as_they_are() -> None:
    text = "Five killed in Tera\r\n\r\n  Gunmen killed five farmers on Tuesday.\r\n\tThey fled.  \r\n"
    assert report(text.encode()).text == text


def test_the_hash_is_of_the_raw_bytes() -> None:
    data = TEXT.encode("utf-8-sig")
    assert report(data).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("script", "before", "words"),
    [
        ("Arabic", "أعلنت الوزارة أن ", "خمسة أشخاص قُتلوا"),
        ("Burmese", "မြို့တွင် ", "လူငါးဦး သေဆုံးခဲ့သည်"),
        ("Cyrillic", "Власти Донецка: ", "погибли пять человек"),
        ("Chinese", "市政府说", "五人死亡"),
        ("emoji", "BREAKING 🚨👨‍👩‍👧 ", "five dead 💔"),
        ("combining marks", "Re\u0301publique du Be\u0301nin: ", "cinq tue\u0301s a\u0300 Pe\u0301hunco"),
        ("Devanagari", "पुलिस ने कहा ", "पाँच लोग मारे गए"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_offsets_count_code_points_in_every_script(script: str, before: str, words: str, encoding: str) -> None:
    text = f"{before}{words}.\n\nOne more line in {script}."
    found = report(text.encode(encoding))
    assert found.text == text
    assert found.quote(Span(len(before), len(before) + len(words))) == words
    assert all(found.quote(Span(block.start, block.end)).strip() for block in found.blocks)


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", "empty", "holds no text"),
        (b" \n\t ", "empty", "holds no text"),
        (b"\xef\xbb\xbf\n", "empty", "holds no text"),
        ("\u2003\u00a0\n".encode(), "empty", "holds no text"),
        (b"%PDF-1.7 \n", "binary", "is a PDF, not text"),
        (b"\x89PNG\r\n", "binary", "is a PNG picture"),
        (b"words\0words", "binary", "holds NUL bytes"),
        (bytes(range(1, 32)) * 20, "binary", "is not text"),
        (b"\xff\xfea", "encoding", "its byte order mark says utf-16-le"),
        (b"\x98words \x81\x8d" * 20, "encoding", "byte 0 is not UTF-8 and no other encoding fits"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str, words: str) -> None:
    found = read(data)
    assert isinstance(found, UnreadableReport)
    assert found.reason == reason
    assert str(found).startswith(f"a.txt: {words}")
    assert ";" in str(found), "it says what to do"


def test_a_source_over_the_limit_says_how_to_raise_it() -> None:
    found = read(b"word " * 100, limits=Limits(max_bytes=400))
    assert isinstance(found, UnreadableReport)
    assert str(found) == "a.txt: has 500 bytes, over the limit of 400; raise it with --max-bytes 500"


def test_a_report_over_the_limit_of_characters_is_refused_and_not_cut() -> None:
    found = read("é".encode() * 100, limits=Limits(max_report_chars=99))
    assert isinstance(found, UnreadableReport)
    assert found.reason == "too_large"


def test_windows_1252_wins_where_detection_finds_others_as_good() -> None:
    text = "Peña and Núñez died in Nariño, police said. Señora Peña, a mayor, was 41. José Muñoz fled to Medellín."
    assert report(text.encode("cp1252")).text == text
