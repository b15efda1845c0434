"""Which of a page's days is that of its publication: by what says it and where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Report
from onrecord.reports import Given, Kind, Limits
from onrecord.reports.items import Item, Origin
from onrecord.reports.page_dates import stated_day
from onrecord.reports.read import read_item

TEXT = (
    "<p>Flood water cut the road between Kelso and Ardan for a second day, the county said, and schools closed.</p>"
    "<p>Lorries were sent round by the northern pass, which takes four hours longer in good weather, drivers said.</p>"
    "<p>Engineers hope to open one lane by the end of the week if no more rain falls in the upper valley.</p>"
)
DAY = date(2021, 5, 3)


def read(
    inside: str = "",
    *,
    head: str = "",
    around: str = "",
    text: str = TEXT,
    title: str = "Flood cuts road",
    **origin: object,
) -> Report:
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>'
        f'<div class="wrap"><div class="top">{around}</div><article><h1>Flood cuts road</h1>{inside}'
        f"<div>{text}</div></article></div></body></html>"
    )
    found = read_item(
        Item(page.encode(), "x", Kind.HTML, Origin(**origin)),  # type: ignore[arg-type]
        given=Given(),
        limits=Limits(),
    )
    assert isinstance(found, Report)
    return found


@pytest.mark.parametrize(
    "inside",
    [
        "<div>By Ann Example | 3 May 2021, 10:15</div>",
        "<p class='stamp'>Mon May 3 10:20:00 EDT 2021</p>",
        "<span class='ago' title='3 May 2021 14:26'>3 hours ago</span>",
        "<time datetime='2021-05-03T08:00:00+03:00'>Yesterday</time>",
        "<span class='t' data-timestamp='1620028800'>3 hours ago</span>",
        "<div>03</div><div>May</div><div>2021</div>",
        "<dl><dt>Published</dt><dd>3 May 2021</dd></dl>",
        "<p>Last updated: 9 May 2021</p><p>Published 3 May 2021</p>",
    ],
    ids=["byline", "clock words", "hover title", "time element", "seconds", "three lines", "label", "beside a change"],
)
def test_a_day_between_title_and_text_is_the_page_s(inside: str) -> None:
    published = read(inside).published
    assert (published.day, published.how) == (DAY, "header")
    assert 0.4 < published.confidence <= 0.99


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-05-03T00:40:12+03:00">',
        '<meta name="sailthru.date" content="Mon, 03 May 2021 08:12:00 -0500">',
        '<meta name="citation_publication_date" content="2021/05/03">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-03"}</script>',
        '<script type="application/ld+json">//<![CDATA[\n{"@type": ["Article"], "datePublished": "2021-05-03"}//]]>'
        "</script>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A "bare" quote",'
        '"datePublished":"2021-05-03"}</script>',
    ],
    ids=["open graph", "mail form", "slashes", "json-ld", "wrapped", "broken"],
)
def test_metadata_tell_the_day_as_written(head: str) -> None:
    published = read(head=head).published
    assert (published.day, published.how) == (DAY, "metadata")


@pytest.mark.parametrize(
    ("head", "inside", "around"),
    [
        ("", "", "<div class='clock'>Thursday, 14 March 2024</div>"),
        ("", "<p>Last updated: 9 May 2021</p>", ""),
        ("", "<p>Printed: 9 May 2021</p>", ""),
        ("", "<p>Aktualisiert am 9. Mai 2021</p>", ""),
        ("", "<ul class='related'><li><time datetime='2020-01-01'>1 January 2020</time> Snow</li></ul>", ""),
        ("", "", "<nav><span>3 May 2021</span></nav>"),
        ("", "<div>1 May 1988</div><div>2 June 1991</div>", ""),
        ('<meta property="article:modified_time" content="2021-05-09">', "", ""),
        (
            '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"item": {"@type": '
            '"NewsArticle", "headline": "Tram reopens", "datePublished": "2018-01-15"}}]}</script>',
            "",
            "",
        ),
        ('<script type="application/ld+json">{"@type": "WebSite", "dateCreated": "2012-02-20"}</script>', "", ""),
    ],
    ids=["clock", "change", "print", "German change", "related", "menu", "list", "modified", "other story", "site"],
)
def test_other_days_are_never_taken(head: str, inside: str, around: str) -> None:
    assert read(inside, head=head, around=around).published.day is None


def test_a_day_of_change_that_is_all_there_is_is_named() -> None:
    assert any("only a day of change is told" in one for one in read("<p>Updated: 9 May 2021</p>").warnings)


def test_first_published_outweighs_the_metadata_of_the_version_shown() -> None:
    head = '<script type="application/ld+json">{"@type": "Article", "datePublished": "2023-06-07"}</script>'
    report = read("<p>First published 3 May 2021; updated 7 June 2023</p>", head=head)
    assert report.published.day == DAY
    assert "published 2021-05-03 (header) is used, but the page's metadata says 2023-06-07" in report.warnings


@pytest.mark.parametrize(
    "change",
    [
        {"head": "<script>var page = {'publishedAt': '2021-05-03T10:00:00+02:00', 'id': 7};</script>"},
        {"head": '<link rel="canonical" href="https://example.org/2021/05/03/flood">'},
        {"around": "<div>Vol. 12 No. 84, Monday 3 May 2021</div>"},
        {"inside": "<p>By our staff</p>", "text": TEXT.replace("valley.</p>", "valley. (KL/3.5.2021)</p>")},
        {"title": "Flood cuts road - Valley Post - 3 May 2021"},
    ],
    ids=["script", "canonical address", "issue", "signature", "window title"],
)
def test_a_day_that_stands_elsewhere_is_found(change: dict[str, str]) -> None:
    assert read(**change).published.day == DAY


def test_scripts_that_hand_on_several_days_tell_none() -> None:
    head = "<script>[{'publishedAt': '2021-05-03'}, {'publishedAt': '2021-05-04'}]</script>"
    assert read(head=head).published.day is None


def test_a_day_in_utc_gives_way_to_the_local_one_beside_it() -> None:
    head = '<meta property="article:published_time" content="2021-05-04T02:45:00Z">'
    assert read("<div class='meta'>3 May 2021 9:45 pm</div>", head=head).published.day == DAY


def test_kinds_of_evidence_that_agree_make_it_surer() -> None:
    line = "<div class='byline'>3 May 2021</div>"
    alone = read(line).published.confidence
    assert read(line, url="https://example.org/2021/05/03/flood").published.confidence > alone


def test_no_page_was_published_after_it_was_fetched() -> None:
    from datetime import UTC, datetime

    report = read("<div>3 May 2021</div>", retrieved=datetime(2020, 1, 1, tzinfo=UTC))
    assert report.published.day is None
    assert any("after the page was fetched on 2020-01-01" in one for one in report.warnings)


def test_the_server_s_day_of_change_is_named_and_not_taken() -> None:
    report = read(last_modified=date(2021, 5, 9))
    assert report.published.day is None
    assert any("last changed on 2021-05-09; it is not taken" in one for one in report.warnings)


def test_a_feed_dates_a_page_that_does_not_date_itself() -> None:
    published = read(published=DAY, dated_by="feed").published
    assert (published.day, published.how) == (DAY, "feed")


def test_a_dateline_without_its_year_takes_the_address_s() -> None:
    page = f"<html><body><h1>Flood cuts road</h1><p>ARDAN, May 3 (NWA) - {TEXT[3:]}</body></html>"
    item = Item(page.encode(), "x", Kind.HTML, Origin(url="https://example.org/2021/eng/n7.htm"))
    found = read_item(item, given=Given(), limits=Limits())
    assert isinstance(found, Report)
    assert (found.published.day, found.published.how) == (DAY, "dateline")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021-05-03T23:30:00+02:00", DAY),
        ("20210503", DAY),
        ("Mon, 03 May 2021 23:30:00 -0500", DAY),
        ("1620028800", DAY),
        ("1620028800000", DAY),
        ("3 May 2021 and 4 May 2021", None),
        ("soon", None),
        ("2021-13-45", None),
    ],
)
def test_a_stated_day_is_one_day(words: str, day: date | None) -> None:
    assert stated_day(words) == day
