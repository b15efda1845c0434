"""When a report was published, and how that is known."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Published
from onrecord.reports.blocks import find_blocks
from onrecord.reports.page_dates import PageDay, PageDays
from onrecord.reports.published import Stamps, day_in_url, find_published

BODY = "Gunmen killed five farmers near the village of Tera on Tuesday, a local official said."
TITLE = "Five farmers killed in Tera"


def published(
    text: str, *, given: date | None = None, metadata: date | None = None, url: str | None = None
) -> tuple[Published, tuple[str, ...]]:
    page = None if metadata is None else PageDays((PageDay(metadata, "metadata", 0.95, ""),))
    return find_published(text, find_blocks(text), stamps=Stamps(given=given, page=page), url=url)


def test_the_given_day_comes_first_and_a_conflict_is_said() -> None:
    found, warnings = published(BODY, given=date(2021, 5, 5), metadata=date(2021, 5, 9))
    assert (found.day, found.how) == (date(2021, 5, 5), "given")
    assert warnings == ("published 2021-05-05 (given) is used, but the page's metadata says 2021-05-09",)


def test_metadata_come_before_the_address_and_a_day_apart_is_no_conflict() -> None:
    found, warnings = published(BODY, metadata=date(2021, 5, 5), url="https://example.org/2021/05/04/five")
    assert (found.day, found.how, warnings) == (date(2021, 5, 5), "metadata", ())


def test_the_address_comes_before_the_dateline() -> None:
    found, warnings = published(f"NIAMEY, 12 May 2021 (AFP) -- {BODY}", url="https://example.org/2021/05/04/five")
    assert (found.day, found.how) == (date(2021, 5, 4), "url")
    assert "dateline says 2021-05-12" in warnings[0]


@pytest.mark.parametrize("dateline", ["NIAMEY, 4 May 2021 (AFP) --", "NIAMEY, May 4, 2021 (AFP) -"])
def test_a_dateline_with_a_year_is_read(dateline: str) -> None:
    found, _ = published(f"{dateline} {BODY}")
    assert (found.day, found.how) == (date(2021, 5, 4), "dateline")
    assert found.span is not None


def test_a_year_of_two_digits_is_read() -> None:
    found, _ = published(f"LIMA, 3 JAN 90 (EFE) -- [TEXT] {BODY.upper()}")
    assert (found.day, found.how) == (date(1990, 1, 3), "dateline")


def test_a_dateline_without_a_year_does_not_tell() -> None:
    found, _ = published(f"NIAMEY, May 4 (AFP) - {BODY}")
    assert found == Published(None, "unknown")


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nPublished: 4 May 2021\n\n{BODY}",
        f"{TITLE}\n\n4 May 2021\n\n{BODY}",
        f"AFP Tuesday 4 May 2021 {BODY}",
        f"{TITLE}\n\n{BODY}\n\nLast updated: Tuesday 4 May 2021 10:15",
    ],
)
def test_a_header_line_is_read(text: str) -> None:
    found, _ = published(text)
    assert (found.day, found.how) == (date(2021, 5, 4), "header")
    assert found.span is not None
    assert "2021" in text[found.span.start : found.span.end]


def test_published_comes_before_updated() -> None:
    found, _ = published(f"{TITLE}\n\nUpdated: 6 May 2021\n\nPublished: 4 May 2021\n\n{BODY}")
    assert found.day == date(2021, 5, 4)


def test_the_clock_above_the_title_is_not_trusted() -> None:
    found, warnings = published(f"Monday, June 3, 2024\n\n{TITLE}\n\n{BODY}")
    assert found == Published(None, "unknown")
    assert "'Monday, June 3, 2024' above the title is taken for the site's clock" in warnings[0]
    assert "--published YYYY-MM-DD" in warnings[1]


def test_the_clock_of_a_named_site_is_not_trusted_either() -> None:
    line = "Example Valley Post | Last updated: Monday, 6 May 2019 08:15"
    found, warnings = published(f"{line}\n\nShare  Tweet  Print\n\n{TITLE}\n\n{BODY}")
    assert found.day is None
    assert f"'{line}' above the title is taken for the site's clock" in warnings[0]


def test_a_stamp_that_says_published_above_the_title_is_read() -> None:
    found, _ = published(f"Published: Monday, 6 May 2019\n\n{TITLE}\n\n{BODY}")
    assert found.day == date(2019, 5, 6)


def test_a_day_in_the_body_is_not_the_publication_day() -> None:
    found, _ = published(f"{TITLE}\n\n{BODY}\n\n3 March 2020\n\nThe letter was signed that day by ten chiefs.")
    assert found == Published(None, "unknown")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2017/02/14/strike", date(2017, 2, 14)),
        ("https://example.org/news/2017-02-14-strike", date(2017, 2, 14)),
        ("https://example.org/a/20170214/strike", date(2017, 2, 14)),
        ("https://example.org/2017/2/4/strike", date(2017, 2, 4)),
        ("https://example.org/2017/02/31/strike", None),
        ("https://example.org/2017/02/strike", None),
        ("https://example.org/article-1201702145", None),
        ("https://example.org/strike", None),
    ],
)
def test_days_in_addresses(url: str, day: date | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Situation report no. 7, 6 May 2021", date(2021, 5, 6)),
        ("Daily protection update - 6 May 2021", date(2021, 5, 6)),
        ("The massacre of 6 May 2021 remembered", None),
        ("Report: from 6 May 2021 to 9 May 2021", None),
    ],
)
def test_the_title_of_what_comes_out_regularly_tells_its_day(title: str, day: date | None) -> None:
    found, _ = published(f"{title}\n\n{BODY}\n\n{BODY}")
    assert found.day == day
