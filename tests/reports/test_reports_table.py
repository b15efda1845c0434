"""Tables: which column holds what, in which order dates are written, what a row's bytes are; tables that do harm."""

from __future__ import annotations

import hashlib
import io
import json
import time
from datetime import date

import pytest
from made_up_archives import STORY

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports.given import Given, Kind, Limits
from onrecord.reports.items import Item
from onrecord.reports.read import read_item
from onrecord.reports.table import TableReader
from onrecord.reports.table_columns import EVIDENT
from onrecord.reports.table_days import Order, day_in_cell, order_of
from onrecord.runs.outcomes import COLUMN_FIELDS

QUOTED = f'"{STORY}"'
HEADER = "id,title,date,text,url,source,country"
ROW = f'a7,Five killed in Tera,2017-02-14,"{STORY}\n\nThey fled, ""fast"".",https://example.org/a,Sahel Wire,ne'


def found(
    data: str | bytes, name: str = "x.csv", limits: Limits | None = None, **columns: str
) -> list[Item | UnreadableReport]:
    raw = data.encode() if isinstance(data, str) else data
    return list(TableReader(tuple(columns.items())).items(io.BytesIO(raw), name, limits or Limits()))


def items(data: str | bytes, name: str = "x.csv", **columns: str) -> list[Item]:
    read = found(data, name, None, **columns)
    assert all(isinstance(item, Item) for item in read), read
    return [item for item in read if isinstance(item, Item)]


def fault(data: str | bytes, limits: Limits | None = None, **columns: str) -> UnreadableReport:
    last = found(data, limits=limits, **columns)[-1]
    assert isinstance(last, UnreadableReport)
    return last


def report(item: Item) -> Report:
    read = read_item(item, given=Given(), limits=Limits())
    assert isinstance(read, Report), read
    return read


def test_a_row_is_a_report_with_what_its_evident_columns_hold() -> None:
    (item,) = items(f"{HEADER}\n{ROW}\n")
    assert item.raw == ROW.encode()
    assert item.where == "x.csv, line 2"
    read = report(item)
    assert (read.id, read.title, read.url) == ("a7", "Five killed in Tera", "https://example.org/a")
    assert (read.published.day, read.published.how) == (date(2017, 2, 14), "table")
    assert (read.outlet, read.country_hint) == ("Sahel Wire", "NE")
    assert read.text.startswith(f'{STORY}\n\nThey fled, "fast".')
    assert read.sha256 == hashlib.sha256(ROW.encode()).hexdigest()


def test_how_a_table_is_read_is_said_once() -> None:
    said: list[str] = []
    reader = TableReader((("text", "Body"),), said.append)
    list(reader.items(io.BytesIO(f"Body,Date\n{QUOTED},14/02/2017\n{QUOTED},15/02/2017\n".encode()), "x.csv", Limits()))
    assert said == ["x.csv: read with --map text=Body,published=Date; its dates are day first"]


def test_the_users_word_on_columns_comes_before_the_evident_names() -> None:
    data = f"text,Body,Ref\nshort,{QUOTED},r1\n"
    (item,) = items(data, text="Body", id="ref")
    assert ((item.body or b"").decode(), item.origin.id) == (STORY, "r1")


def test_a_table_without_a_column_of_words_is_refused_naming_its_columns() -> None:
    refused = fault("Ref;Headline;Killed\n1;a;5\n")
    assert refused.reason == "no_column"
    assert str(refused) == (
        "x.csv: has no column with the reports' words; name it with --map text=COLUMN; "
        "its columns are 'Ref', 'Headline', 'Killed'"
    )
    assert str(fault("a,b\n1,2\n", text="Body")).startswith(
        "x.csv: has no column 'Body'; mend --map; its columns are 'a', 'b'"
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_told_from_the_rows(mark: str) -> None:
    data = mark.join(["title", "text"]) + "\n" + mark.join(["One, two; three", f'"{STORY}"']) + "\n"
    data = data.replace("One, two; three", '"One, two; three"')
    (item,) = items(data)
    assert (item.origin.title, (item.body or b"").decode()) == ("One, two; three", STORY)


def test_a_spreadsheets_own_line_on_the_mark_is_followed() -> None:
    (item,) = items(f"sep=;\r\ntitle;text\r\nOne;{STORY}\r\n")
    assert (item.origin.title, item.where) == ("One", "x.csv, line 3")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    data = f"title;text\r\nTués à Téra – déjà vu;“{STORY}”\r\nZwölf; {STORY}\r\n".encode(encoding)
    first, second = items(data)
    assert first.origin.title == "Tués à Téra – déjà vu"
    assert second.origin.title == "Zwölf"
    assert report(first).text.startswith("“Gunmen")
    assert any("windows-1252" in warning for warning in first.origin.warnings) is (encoding == "cp1252")


def test_rows_of_old_macs_and_a_single_column_are_read() -> None:
    assert len(items(f"text\r{STORY}\r{STORY}\r")) == 2


def test_short_rows_long_rows_and_blank_rows() -> None:
    short, long = items(f"text,title\n{QUOTED}\n\n,,\n{QUOTED},t,more\n")
    assert short.origin.title is None
    assert long.origin.warnings == ("the row has more cells than the header",)


def test_a_row_without_words_is_named_with_its_id() -> None:
    first, second = found(f"id,text\na1,\na2,{QUOTED}\n")
    assert isinstance(first, UnreadableReport)
    assert (str(first), first.report_id) == ("x.csv, line 2: its column 'text' is empty", "a1")
    assert isinstance(second, Item)


def test_html_in_a_cell_is_read_as_a_page() -> None:
    marked, plain = items(f'content,html\n"<p>{STORY}</p>",\n,"<b>{STORY}</b>"\n')
    assert (marked.kind, plain.kind) == (Kind.HTML, Kind.HTML)
    assert items(f"text\n5 < 6 and {STORY}\n")[0].kind is Kind.TEXT


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2017", "14/02/2017"], Order.DAY_FIRST),
        (["03/04/2017", "02/14/2017"], Order.MONTH_FIRST),
        (["03/04/2017", "04.05.17"], Order.UNTOLD),
        (["14/02/2017", "02/14/2017"], Order.MIXED),
        (["2017-02-14", "words", ""], Order.UNTOLD),
    ],
)
def test_the_order_of_a_columns_dates_is_the_one_that_all_allow(cells: list[str], order: Order) -> None:
    assert order_of(cells) is order


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("03/04/2017", Order.DAY_FIRST, date(2017, 4, 3)),
        ("03/04/2017 10:30", Order.MONTH_FIRST, date(2017, 3, 4)),
        ("3.4.17", Order.DAY_FIRST, date(2017, 4, 3)),
        ("05/05/2017", Order.UNTOLD, date(2017, 5, 5)),
        ("2017/02/14", Order.UNTOLD, date(2017, 2, 14)),
        ("20170214", Order.UNTOLD, date(2017, 2, 14)),
        ("2017-02-14T23:30:00+02:00", Order.DAY_FIRST, date(2017, 2, 14)),
        ("14 February 2017", Order.MONTH_FIRST, date(2017, 2, 14)),
        ("1487030400", Order.UNTOLD, date(2017, 2, 14)),
        ("Tue, 14 Feb 2017 23:30:00 -0500", Order.UNTOLD, date(2017, 2, 14)),
    ],
)
def test_a_date_is_read_in_its_columns_order(cell: str, order: Order, day: date) -> None:
    assert day_in_cell(cell, order) == (day, None)


@pytest.mark.parametrize(
    ("cell", "order", "said"),
    [
        ("03/04/2017", Order.UNTOLD, "may be day or month first, nothing in its column tells: not used"),
        ("03/04/2017", Order.MIXED, "its column has both orders: not used"),
        ("31/02/2017", Order.DAY_FIRST, "is no day; it is not used"),
        ("soon", Order.UNTOLD, "date 'soon' is no day"),
        ("2017-13-01", Order.UNTOLD, "is no day"),
    ],
)
def test_a_date_that_cannot_be_told_is_left_out_with_a_warning(cell: str, order: Order, said: str) -> None:
    day, warning = day_in_cell(cell, order)
    assert day is None
    assert said in (warning or "")


def test_a_date_of_untold_order_leaves_the_report_without_a_day() -> None:
    (item,) = items(f"date,text\n03/04/2017,{QUOTED}\n")
    assert item.origin.published is None
    assert "may be day or month first" in item.origin.warnings[0]


def test_a_countrys_name_is_not_taken_for_its_code() -> None:
    (item,) = items(f"country,text\nNiger,{QUOTED}\n")
    assert item.origin.country is None
    assert item.origin.warnings == ("country 'Niger' is no ISO 3166 code of two letters; it is not used",)


def test_json_lines_are_read_by_a_mapping() -> None:
    first = {"Body": [STORY, "They fled."], "When": "14/02/2017", "Ref": 7, "n": {"a": 1}}
    lines = [json.dumps(first), "{broken", "[]", json.dumps({"Body": STORY, "When": "03/04/2017"})]
    one, broken, no_object, two = found("\n".join(lines), "x.jsonl", None, text="Body", published="When", id="Ref")
    assert isinstance(one, Item)
    assert isinstance(two, Item)
    assert (one.origin.id, one.origin.published, one.raw) == ("7", date(2017, 2, 14), lines[0].encode())
    assert (one.body or b"").decode() == f"{STORY}\n\nThey fled."
    assert two.origin.published == date(2017, 4, 3)
    assert isinstance(broken, UnreadableReport)
    assert isinstance(no_object, UnreadableReport)
    assert (broken.source, no_object.reason) == ("x.jsonl, line 2", "bad_json")


def test_a_mark_that_is_never_closed_is_named_and_memory_stays_bounded() -> None:
    good, bad = found(f'text\n{STORY}\n"open' + "\nwords" * 100_000, limits=Limits(max_bytes=10_000))
    assert isinstance(good, Item)
    assert isinstance(bad, UnreadableReport)
    assert bad.reason == "too_large"
    assert "a quotation mark is never closed" in bad.message


def test_a_line_without_end_is_refused_soon() -> None:
    started = time.monotonic()
    assert fault("text\n" + "x" * 5_000_000, Limits(max_bytes=1_000_000)).reason == "too_large"
    assert fault("a," * 1_000_000 + "\n", None).reason == "no_column"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("junk", ["", "\n\n", '"', "\0", ",", "sep=;", "sep=;\n"])
def test_a_table_of_nothing_is_refused_and_never_raised(junk: str) -> None:
    assert all(isinstance(item, UnreadableReport) for item in found(junk))
    assert found(junk)


@pytest.mark.parametrize(
    ("name", "head", "is_one"),
    [
        ("a.csv", b"", True),
        ("a.TSV", b"", True),
        ("-", b"id,date,Text\n1,2,3", True),
        ("-", b'"Title";"Body"\n', True),
        ("-", b"Gunmen killed five, a text said, on Tuesday\n", False),
        ("-", b"text\nwords", False),
        ("a.txt", b"id,date,text\n", False),
        ("a.jsonl", b"{", False),
    ],
)
def test_a_table_is_known_by_name_or_header(name: str, head: bytes, is_one: bool) -> None:
    assert TableReader().knows(name, head) is is_one


def test_the_fields_of_the_option_are_those_of_the_reader() -> None:
    assert tuple(EVIDENT) == COLUMN_FIELDS


def test_a_row_in_two_encodings_is_read_in_both_and_the_rows_after_it_too() -> None:
    words = "Fünf Menschen wurden in der Stadt getötet, sagte die Polizei über ".encode() + "Kämpfe".encode("cp1252")
    mixed = b'2,b,"' + words + b'"\n'
    read = items(b"id,title,text\n" + mixed + '3,c,"Ärzte zählten fünf Tote in der Stadt."\n'.encode())
    assert [(one.body or b"").decode() for one in read] == [
        "Fünf Menschen wurden in der Stadt getötet, sagte die Polizei über Kämpfe",
        "Ärzte zählten fünf Tote in der Stadt.",
    ]


def test_a_message_about_columns_is_one_line() -> None:
    assert "\n" not in fault('"a\nb",c\n1,2\n').message
