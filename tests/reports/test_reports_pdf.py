"""PDFs to paragraphs in reading order; those that are broken, locked, scanned, or made to do harm."""

from __future__ import annotations

import hashlib
import time
import zlib
from datetime import UTC, date, datetime

import pytest
from made_up_pdfs import drawn, laughing, paragraph, story, unpacking

from onrecord.errors import UnreadableReport
from onrecord.model import Report
from onrecord.reports.given import Given, Kind, Limits, kind_of
from onrecord.reports.items import Item, Origin
from onrecord.reports.pdf import read_pdf
from onrecord.reports.pdf_layout import Line, lay_out
from onrecord.reports.read import read_item, read_source


def text(data: bytes) -> str:
    return read_pdf(data, "x.pdf", Limits()).text


def fault(data: bytes, limits: Limits | None = None) -> UnreadableReport:
    with pytest.raises(UnreadableReport) as raised:
        read_pdf(data, "x.pdf", limits or Limits())
    return raised.value


def lines(*words: str, x: float = 50, y: float = 700, width: float = 400, step: float = 12) -> list[Line]:
    return [Line(one, x, y - n * step, x + width, y - n * step + 10) for n, one in enumerate(words)]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_and_pages_are_read_in_order_and_nothing_is_lost(columns: int) -> None:
    found = text(story(columns, 40))
    assert " ".join(found.split()) == " ".join(["Five killed in Tera", *map(paragraph, range(40))])


@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs_stay_whole_over_columns_and_pages(columns: int) -> None:
    assert text(story(columns, 40)).split("\n\n") == ["Five killed in Tera", *map(paragraph, range(40))]


def test_headers_and_footers_are_left_out_and_said() -> None:
    pdf = read_pdf(story(1, 40), "x.pdf", Limits())
    assert "Bulletin" not in pdf.text
    assert "Page" not in pdf.text
    assert pdf.warnings == ("left out as headers and footers: 'Page # of #', 'Sahel Monitoring Bulletin'",)


def test_what_is_alike_on_pages_but_for_its_figures_is_text() -> None:
    killed = (3, 14, 7)
    pages = [
        lines(f"In all {number} people were killed", *(f"Body {number} {n}" for n in range(9))) for number in killed
    ]
    joined = " ".join(lay_out(pages).paragraphs)
    assert all(f"In all {number} people were killed" in joined for number in killed)


def test_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = [
        "Gunmen killed five farmers near",
        "the village of Tera on Tuesday,",
        "a local official said.",
        "They fled.",
    ]
    right = [
        "In another attack two soldiers",
        "died when a mine went off under",
        "their car, the army said.",
        "It was old.",
    ]
    page = [
        (50.0, 800.0, "Two attacks in Tera and its surroundings leave seven people dead, officials said on Tuesday")
    ]
    for number, pair in enumerate(zip(left, right, strict=True)):
        page += [(50.0, 780.0 - 12 * number, pair[0]), (320.0, 780.0 - 12 * number, pair[1])]
    found = text(drawn(page))
    assert found.index("They fled.") < found.index("In another attack")
    assert found.startswith("Two attacks in Tera")


def test_a_table_is_read_row_by_row() -> None:
    cells = [(50.0 + 180 * column, 780.0 - 14 * row, f"r{row}c{column}") for row in range(6) for column in range(3)]
    found = text(drawn(cells))
    assert "r0c0  r0c1  r0c2" in found
    assert found.index("r1c2") < found.index("r2c0")


def test_words_cut_at_a_lines_end_are_whole_again() -> None:
    page = lines("The vil-", "lage of Tera was at-", "tacked from the north-", "east, and the north-east is far.")
    (paragraph,) = lay_out([page]).paragraphs
    assert paragraph == "The village of Tera was attacked from the north-east, and the north-east is far."


def test_a_hyphen_before_a_name_or_after_a_number_stays() -> None:
    page = lines("The Franco-", "Malian force and the 2016-", "2017 campaign ended")
    assert lay_out([page]).paragraphs == ("The Franco-Malian force and the 2016- 2017 campaign ended",)


def test_the_title_and_the_day_come_from_the_properties_and_the_day_is_weak() -> None:
    pdf = read_pdf(story(1, 3), "x.pdf", Limits())
    today = datetime.now(UTC).date()
    assert pdf.title == "Five killed in Tera"
    assert pdf.created is not None
    assert abs((pdf.created - today).days) <= 1
    item = Item(story(1, 3), "x.pdf", Kind.PDF, Origin(url="https://example.org/2017/02/14/a.pdf"))
    report = read_item(item, given=Given(), limits=Limits())
    assert isinstance(report, Report)
    assert (report.published.day, report.published.how) == (date(2017, 2, 14), "url")
    assert report.sha256 == hashlib.sha256(item.raw).hexdigest()


def test_a_pdf_without_any_other_day_is_dated_by_its_properties() -> None:
    (report,) = read_source(story(1, 3), "x.pdf", given=Given(), limits=Limits())
    assert isinstance(report, Report)
    assert report.published.how == "document"
    assert report.title == "Five killed in Tera"


@pytest.mark.parametrize("title", ["Microsoft Word - bulletin 3 final.docx", "untitled", "a.indd", "Report"])
def test_a_title_that_is_a_file_name_is_none(title: str) -> None:
    page = [(50.0, 700.0, "Gunmen killed five farmers near the village of Tera.")]
    assert read_pdf(drawn(page, title=title), "x.pdf", Limits()).title is None


def test_a_scan_is_refused_with_what_to_do() -> None:
    assert (
        str(fault(drawn([], []))) == "x.pdf: holds no text on its 2 pages: a scan; run it through OCR (ocrmypdf) first"
    )
    assert fault(drawn([])).reason == "no_text"


def test_a_page_without_text_among_others_is_a_warning() -> None:
    pdf = read_pdf(drawn([(50.0, 700.0, "Gunmen killed five farmers.")], []), "x.pdf", Limits())
    assert pdf.warnings == ("no text on page 2: pictures, or scans to run through OCR",)


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_changes_is_read() -> None:
    page = [(50.0, 700.0, "Gunmen killed five farmers near the village of Tera.")]
    assert fault(drawn(page, user="secret")).reason == "encrypted"
    assert "five farmers" in text(drawn(page, user=""))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"words", story(1, 3)[:300], b"%PDF-" + bytes(range(256)) * 100])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    assert fault(data).reason == "broken"


@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_a_pdf_cut_at_its_end_is_read_or_refused_without_a_crash(part: float) -> None:
    whole = story(1, 10)
    (found,) = read_source(whole[: int(len(whole) * part)], "x.pdf", given=Given(), limits=Limits())
    if isinstance(found, UnreadableReport):
        assert found.reason in ("broken", "no_text")
    else:
        assert "Residents of Tera" in found.text


def test_drawings_that_draw_one_another_without_end_are_given_up() -> None:
    started = time.monotonic()
    assert fault(laughing(12), Limits(max_pdf_seconds=2)).reason == "too_slow"
    assert time.monotonic() - started < 4


def test_a_page_that_unpacks_to_gigabytes_is_given_up() -> None:
    packing = zlib.compressobj(9)
    once = b"".join(packing.compress(b"BT ET " * 1_000_000) for _ in range(40)) + packing.flush()
    refused = fault(unpacking(zlib.compress(once, 9)), Limits(max_pdf_seconds=5))
    assert refused.reason in ("too_slow", "no_text")


def test_pages_and_characters_are_limited() -> None:
    page = [(50.0, 700.0, "Gunmen killed five farmers near the village of Tera.")]
    assert str(fault(drawn(*[page] * 4), Limits(max_pages=3))).startswith(
        "x.pdf: has 4 pages; the limit is 3; split it"
    )
    assert fault(drawn(*[page] * 4), Limits(max_report_chars=100)).reason == "too_large"


def test_a_page_of_very_many_lines_takes_no_quadratic_time() -> None:
    started = time.monotonic()
    lay_out([[Line("some words here", n % 7 * 80.0, n % 811, n % 7 * 80.0 + 70, n % 811 + 9) for n in range(20_000)]])
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.pdf", b"", Kind.PDF),
        ("-", b"%PDF-1.4", Kind.PDF),
        ("a.txt", b"%PDF-1.4", Kind.TEXT),
        ("a", b"PDF", Kind.TEXT),
    ],
)
def test_a_pdf_is_known_by_name_and_first_bytes(name: str, head: bytes, kind: Kind) -> None:
    assert kind_of(name, head) is kind
