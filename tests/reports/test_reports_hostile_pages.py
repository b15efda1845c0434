"""Pages that want to hurt: each ends within seconds with a text or one line that refuses it, in bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from onrecord.dates import find_times
from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports import Given, Kind, Limits, read_source

SECONDS = 10
"""An idle machine takes under 4 for the worst."""
PEAK_MB = 900

FIVE = "<p>Five people were killed in Kano on Friday.</p>"
PAGES = {
    "tags nested 100,000 deep": f"'<div>' * 100_000 + '{FIVE}'",
    "tags nested 100,000 deep and closed": f"'<div>' * 100_000 + '{FIVE}' + '</div>' * 100_000",
    "bold inside bold": f"'{FIVE}' + '<b><i>' * 100_000",
    "lists inside lists": f"'<ul><li>' * 50_000 + '{FIVE}'",
    "pictures inside pictures": f"'<svg>' + '<g>' * 100_000 + '</svg>{FIVE}'",
    "one line of 10 MB": "'<p>' + 'Five people were killed in the town. ' * 280_000",
    "a million attributes": f"'<p ' + ' '.join(f'a{{n}}=1' for n in range(1_000_000)) + '>{FIVE}'",
    "attributes without values": f"'<p ' + ' '.join(f'a{{n}}' for n in range(300_000)) + '>{FIVE}'",
    "attributes with brackets in quotes": f"'<p ' + ' '.join(f'''a{{n}}=\"><\"''' for n in range(300_000)) + '>{FIVE}'",
    "many tags with many attributes": f"('<p ' + ' '.join(f'a{{n}}' for n in range(1_900)) + '>') * 300 + '{FIVE}'",
    "everything unclosed": f"'<p><div><table><tr><td><ul><li><a><span>' * 20_000 + '{FIVE}'",
    "a quote unclosed in each tag": f"'<a b=\"' * 500_000 + '{FIVE}'",
    "scripts with text": f"'<script>var five = \"killed\";</script>' * 100_000 + '{FIVE}'",
    "a table of 50,000 rows": "'<table>' + '<tr><td>Five</td><td>killed in Kano</td></tr>' * 50_000",
    "300,000 cells": "'<table><tr>' + '<td>x y z' * 300_000",
    "plaintext": "'<plaintext><p>Five people were killed in Kano on Friday, police said.' * 1_000",
    "an attribute of 4 MB": f"'<p class=\"' + 'a ' * 2_000_000 + '\">{FIVE}'",
    "entities by the million": "'<p>Five ' + '&amp;&#65;&nbsp;&eacute;' * 200_000",
    "comments never closed": f"'<!--' * 1_000_000 + '{FIVE}'",
    "25,000 captions": f"''.join(f'<figcaption>Five {{n}}</figcaption>' for n in range(25_000)) + '{FIVE}'",
    "times": f"'<time datetime=x></time>' * 100_000 + '{FIVE}'",
    "metadata 100,000 times": f"'<meta name=date content=soon>' * 100_000 + '{FIVE}'",
    "lists in JSON-LD": f"'<script type=\"application/ld+json\">' + '[' * 100_000 + '</script>{FIVE}'",
    "JSON-LD 50,000 times": f"'<script type=\"application/ld+json\">[{{\"a\":1}}]</script>' * 50_000 + '{FIVE}'",
    "100,000 headings": f"'<h1>Five killed</h1>' * 100_000 + '{FIVE}'",
    "100,000 links": "'<p>' + '<a href=x>Five killed</a> ' * 100_000",
    "20,000 paragraphs": f"'{FIVE}' * 20_000",
    "opening brackets": "'<p>Five ' + '<' * 5_000_000",
    "10 MB of spaces": "'<p>Five people' + ' ' * 10_000_000 + 'were killed in Kano'",
    "forms": f"'<form><input type=password>' * 50_000 + '{FIVE}'",
    "a billion laughs": (
        '\'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">\''
        " + ''.join(f'<!ENTITY l{n} \"' + f'&l{n - 1};' * 10 + '\">' for n in range(1, 12))"
        f" + ']><html><body><p>&l11;</p>{FIVE}'"
    ),
}
RUN = """
import json, resource, sys, time
from onrecord.model import Report
from onrecord.reports import Given, Kind, Limits, read_source
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
for name, page in json.load(sys.stdin).items():
    data = eval(page).encode()
    before = time.process_time()
    (found,) = read_source(data, "x.html", given=Given(), limits=Limits(), kind=Kind.HTML)
    seconds = time.process_time() - before
    with open("/proc/self/status") as told:
        status = told.read()
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    kind, words = ("text", found.text[:2000]) if isinstance(found, Report) else (found.reason, str(found))
    print(json.dumps({"name": name, "kind": kind, "words": words, "seconds": seconds, "peak_mb": peak}), flush=True)
"""


@pytest.fixture(scope="module")
def ends() -> dict[str, dict[str, Any]]:
    """How each page ended, read one after the other in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", RUN], input=json.dumps(PAGES), capture_output=True, text=True, timeout=300, check=False
    )
    found = {one["name"]: one for one in map(json.loads, run.stdout.splitlines())}
    assert len(found) == len(PAGES), run.stderr[-2000:]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_ends_in_time_with_a_text_or_one_line(ends: dict[str, dict[str, Any]], name: str) -> None:
    end = ends[name]
    assert end["seconds"] < SECONDS
    assert end["peak_mb"] < PEAK_MB
    assert end["kind"] in {"text", "too_large", "no_body", "no_content"}
    assert end["kind"] == "text" or "\n" not in end["words"]


def test_no_entity_is_expanded(ends: dict[str, dict[str, Any]]) -> None:
    assert "lollol" not in ends["a billion laughs"]["words"]
    assert "Five people were killed in Kano on Friday." in ends["a billion laughs"]["words"]


def test_an_element_of_too_many_attributes_is_refused_with_what_to_do(ends: dict[str, dict[str, Any]]) -> None:
    for name in ("a million attributes", "attributes without values", "attributes with brackets in quotes"):
        assert "more than 2,000 attributes" in ends[name]["words"]


def test_words_of_scripts_stay_out_and_what_stands_behind_is_read(ends: dict[str, dict[str, Any]]) -> None:
    assert ends["scripts with text"]["words"] == "Five people were killed in Kano on Friday."


def read(data: bytes) -> Report | UnreadableReport:
    (found,) = read_source(data, "x.html", given=Given(), limits=Limits(), kind=Kind.HTML)
    return found


def test_an_element_of_many_attributes_within_the_limit_is_read() -> None:
    attributes = " ".join(f'data-{n}="{"x" * 30}"' for n in range(1_500))
    found = read(f"<html><body><p {attributes}>Five people were killed in Kano.</p></body></html>".encode())
    assert isinstance(found, Report)


def test_cells_and_lines_of_a_page_too_large_for_extraction_are_parted() -> None:
    page = "<table>" + "<tr><td>Five</td><td>killed</td></tr>" * 10_000 + "</table>"
    found = read(f"<html><body>{page}</body></html>".encode())
    assert isinstance(found, Report)
    assert "Fivekilled" not in found.text


@pytest.mark.parametrize("label", ["utf-16", "zlib", "idna", "undefined", "x" * 29, "rot13", "utf-7", "unicode_escape"])
def test_a_page_that_lies_about_its_encoding_is_read(label: str) -> None:
    page = f"<html><head><meta charset={label}></head><body>{FIVE}</body></html>"
    found = read(page.encode())
    assert isinstance(found, Report)
    assert found.text == "Five people were killed in Kano on Friday."
    accented = read(page.replace("Kano", "Medellín").encode("cp1252"))
    assert isinstance(accented, Report)
    assert "Medellín" in accented.text


def test_a_page_in_two_encodings_is_read_in_both_and_said() -> None:
    german = "Fünf Menschen wurden am Montag in der Stadt getötet, sagte die Polizei über den Angriff. " * 3
    page = b"<html><head><meta charset=utf-8></head><body><p>" + german.encode() + b"</p><p>"
    found = read(page + "Ärzte zählten 12 Verletzte.".encode("cp1252") + b"</p></body></html>")
    assert isinstance(found, Report)
    assert "Fünf Menschen" in found.text
    assert "Ärzte zählten" in found.text
    assert any("windows-1252" in warning for warning in found.warnings)


UNITS = (
    "1|1 |A|Aa | |-|--|(|)|[|\"|“|'|Jan |Jan Jan |3 May |May 3, |Mon |last |the |2021|2021-|12:|1.|1,|two |"
    "between 1 and |KANO, |Kano (|AFP |\n |\t|early |by |o'|Al-|é|\u0301|a.|a\n\n|3rd of the |days after |1/|Ramadan |"
    "from 3 May to |the night of |said |in |Col. |x.y@|http://|&|€|١|五"
)


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_no_pattern_of_reports_or_dates_runs_away(unit: str) -> None:
    before = time.process_time()
    text = unit * (60_000 // len(unit))
    (found,) = read_source(text.encode(), "any", given=Given(), limits=Limits(), kind=Kind.TEXT)
    assert isinstance(found, Report | UnreadableReport)
    find_times(text, None)
    assert time.process_time() - before < SECONDS


def test_control_characters_behind_a_caption_are_no_bug() -> None:
    body = f"{FIVE}<figure>a<figcaption>A market</figcaption>\x01 \x0e b</figure>{FIVE.replace('Five', 'Six')}"
    found = read(f"<html><body>{body}</body></html>".encode())
    assert isinstance(found, Report)
    assert "A market" in found.text
