"""One report a line: what a line may hold, and how a broken one is named."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import UnreadableReport
from onrecord.model import BlockKind, Report
from onrecord.reports import Given, Kind, Limits, kind_of, read_jsonl_lines, read_source

TEXT = "Gunmen killed five farmers near the village of Tera on Tuesday, a local official said."


def read(*lines: object, given: Given | None = None, limits: Limits | None = None) -> list[Report | UnreadableReport]:
    raw = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    data = "\n".join(raw).encode()
    return list(read_source(data, "x.jsonl", given=given or Given(), limits=limits or Limits()))


def report(found: Report | UnreadableReport) -> Report:
    assert isinstance(found, Report), found
    return found


def fault(line: object) -> UnreadableReport:
    (found,) = read(line)
    assert isinstance(found, UnreadableReport)
    return found


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    found = read({"id": "a", "text": TEXT}, '{"id": "b", "text": ', "", {"id": "c", "text": TEXT})
    assert [item.id if isinstance(item, Report) else item.reason for item in found] == ["a", "bad_json", "c"]
    assert str(found[1]).startswith("x.jsonl, line 2: is no JSON at character 21; ")


def test_ids_come_back_unchanged_and_are_made_from_the_text_where_missing() -> None:
    given, made, again = read({"id": "Ω 7/a", "text": TEXT}, {"text": TEXT}, {"text": TEXT, "url": "https://e.org"})
    assert report(given).id == "Ω 7/a"
    assert report(made).id == report(again).id
    assert report(made).id.startswith("r-")


def test_a_lines_own_values_come_before_the_given_ones() -> None:
    given = Given(published=date(2020, 1, 1), country="NE", title="Given title")
    own, none = read(
        {"text": TEXT, "published": "2021-05-04", "country_hint": "ml", "outlet": "E"}, {"text": TEXT}, given=given
    )
    assert (report(own).published.day, report(own).country_hint) == (date(2021, 5, 4), "ML")
    assert report(own).outlet == "E"
    assert (report(none).published.day, report(none).country_hint) == (date(2020, 1, 1), "NE")
    assert report(none).published.how == "given"


def test_a_title_that_is_not_in_the_text_follows_it_as_the_last_block() -> None:
    (found,) = read({"text": TEXT, "title": "Five killed in Tera"})
    read_report = report(found)
    assert read_report.text == f"{TEXT}\n\nFive killed in Tera"
    last = read_report.blocks[-1]
    assert (last.kind, read_report.text[last.start : last.end]) == (BlockKind.TITLE, "Five killed in Tera")
    assert read_report.title == "Five killed in Tera"


def test_a_title_that_opens_the_text_is_not_added() -> None:
    (found,) = read({"text": f"Five killed\n in Tera\n\n{TEXT}", "title": "Five killed in Tera"})
    assert report(found).text.endswith(TEXT)
    assert report(found).blocks[0].kind is BlockKind.TITLE


def test_a_title_inside_a_sentence_is_not_taken_for_the_title_line() -> None:
    (found,) = read({"text": TEXT, "title": "the village of Tera"})
    assert report(found).text.endswith("\n\nthe village of Tera")


def test_a_title_that_is_the_first_paragraph_stands_once() -> None:
    (found,) = read({"text": f"{TEXT}\n\nThey fled.", "title": TEXT})
    assert [block.kind.value for block in report(found).blocks] == ["title", "body"]


def test_a_title_like_a_sentence_of_the_lead_leaves_the_lead_in_the_body() -> None:
    (found,) = read({"text": f"{TEXT} They fled.", "title": TEXT})
    assert [block.kind.value for block in report(found).blocks] == ["body", "title"]


def test_html_lines_are_read_as_pages() -> None:
    article = f"<h1>Five killed in Tera</h1><p>{TEXT}</p><p>They fled on motorbikes.</p>"
    page = f"<html><body><article>{article}</article></body></html>"
    (found,) = read({"id": "h", "html": page})
    assert report(found).title == "Five killed in Tera"


@pytest.mark.parametrize(
    "value", ["2021-05-04", "2021-05-04T10:00:00Z", "2021-05-04 10:00", "2021-05-04T10:00:00.5+02:00"]
)
def test_days_with_and_without_a_time_are_read(value: str) -> None:
    (found,) = read({"text": TEXT, "published": value})
    assert report(found).published.day == date(2021, 5, 4)


@pytest.mark.parametrize(
    ("line", "reason", "message"),
    [
        (
            {"text": TEXT, "published": "31/02/2017"},
            "bad_date",
            "published '31/02/2017' is no date; give it as YYYY-MM-DD or leave it out",
        ),
        ({"text": TEXT, "published": "2017-02-31"}, "bad_date", "published '2017-02-31' is no date"),
        ({"text": TEXT, "published": 20170214}, "bad_json", '"published" is a number; give it as a string'),
        ({"text": ["a"]}, "bad_json", '"text" is a list; give it as a string'),
        ({"text": TEXT, "title": {}}, "bad_json", '"title" is an object; give it as a string'),
        ({"text": TEXT, "id": True}, "bad_json", '"id" is true or false; give it as a string'),
        ({"id": "a", "title": "No words"}, "missing", 'has neither "text" nor "html"'),
        ({"text": "", "html": None}, "missing", 'has neither "text" nor "html"'),
        ({"text": " \n "}, "empty", "holds no text"),
        ({"text": "a\0b"}, "binary", "its text holds NUL characters"),
        ({"html": "<html><body></body></html>"}, "no_body", "the page holds no article text"),
        ([1, 2], "bad_json", "is no JSON object; give one object a line"),
        ("[" * 100_000, "bad_json", "is nested too deep"),
        ('{"text": ' + "9" * 5000 + "}", "bad_json", "is no JSON"),
    ],
)
def test_each_fault_has_its_reason_and_says_what_to_do(line: object, reason: str, message: str) -> None:
    found = fault(line)
    assert found.reason == reason
    assert str(found).startswith(f"x.jsonl, line 1: {message}")
    assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ({"id": "a-1", "text": TEXT, "published": "soon"}, "a-1"),
        ({"id": 7, "title": "no words"}, "7"),
        ({"id": "a-2", "text": " "}, "a-2"),
        ({"id": "a-3", "html": "<p></p>"}, "a-3"),
        ({"id": ["a"], "text": TEXT}, None),
        ({"text": 5}, None),
        ("{broken", None),
    ],
)
def test_a_refused_line_keeps_its_id(line: object, known: str | None) -> None:
    assert fault(line).report_id == known


def test_half_surrogate_pairs_are_replaced_one_for_one() -> None:
    (found,) = read('{"text": "Five \\ud83d dead, \\ud83d\\ude00 ten hurt"}')
    assert report(found).text == "Five \ufffd dead, \U0001f600 ten hurt"
    report(found).text.encode("utf-8")
    assert any("surrogate" in warning for warning in report(found).warnings)


def test_a_country_hint_that_is_no_code_is_not_used() -> None:
    (found,) = read({"text": TEXT, "country_hint": "Niger"})
    assert report(found).country_hint is None
    assert any("country_hint 'Niger'" in warning for warning in report(found).warnings)


def test_lines_can_be_streamed_past_the_limit_of_a_file() -> None:
    limits = Limits(max_bytes=200)
    lines = (json.dumps({"id": str(number), "text": TEXT}).encode() + b"\r\n" for number in range(50))
    found = list(read_jsonl_lines(lines, "big.jsonl", given=Given(), limits=limits))
    assert [report(item).id for item in found] == [str(number) for number in range(50)]
    (long,) = read_jsonl_lines([b"x" * 300], "big.jsonl", given=Given(), limits=limits)
    assert isinstance(long, UnreadableReport)
    assert str(long) == "big.jsonl, line 1: has 300 bytes, over the limit of 200; raise it with --max-bytes 300"


@pytest.mark.parametrize(
    ("source", "data", "kind"),
    [
        ("a.html", b"words", Kind.HTML),
        ("a.JSONL", b"words", Kind.JSONL),
        ("a.txt", b"<!DOCTYPE html><html>", Kind.HTML),
        ("a.txt", b'{"text": "x"}', Kind.TEXT),
        ("-", b' {"text": "x"}', Kind.JSONL),
        ("-", b"\xef\xbb\xbf<html>", Kind.HTML),
        ("-", b"<p>words</p>", Kind.HTML),
        ("-", b"<5 people died", Kind.TEXT),
        ("-", b"{curly} words", Kind.TEXT),
        ("-", b"Five people died", Kind.TEXT),
        ("-", b"", Kind.TEXT),
    ],
)
def test_the_kind_of_a_source_is_told_by_name_and_first_bytes(source: str, data: bytes, kind: Kind) -> None:
    assert kind_of(source, data) is kind
