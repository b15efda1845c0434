"""Web pages: what is text, title, caption and fact; and the pages that want to hurt."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from onrecord.errors import UnreadableReport
from onrecord.model import BlockKind, Report
from onrecord.reports import Given, Kind, Limits, read_source

FIRST = "A grenade killed three people at a market in Goma on Monday, the mayor said."
SECOND = "Ten others were hurt. Nobody has claimed the attack, which came a week after a truce."


def read(page: str | bytes, given: Given | None = None) -> Report | UnreadableReport:
    data = page.encode() if isinstance(page, str) else page
    (found,) = read_source(data, "page.html", given=given or Given(), limits=Limits())
    return found


def page(head: str = "", body: str = "") -> str:
    article = body or f"<p>{FIRST}</p><p>{SECOND}</p>"
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article>{article}</article><footer>Copyright 2021 Example</footer></body></html>"
    )


def report(found: Report | UnreadableReport) -> Report:
    assert isinstance(found, Report), found
    return found


def test_a_page_becomes_title_body_and_captions() -> None:
    body = (
        "<h1>Three killed in Goma</h1><figure><img src='a.jpg'><figcaption>The market on Tuesday</figcaption></figure>"
        f"<p>GOMA, Congo — {FIRST}</p><p>{SECOND}</p>"
    )
    found = report(read(page("<title>Three killed in Goma | Example Daily</title>", body)))
    assert found.title == "Three killed in Goma"
    assert found.text == f"Three killed in Goma\n\nGOMA, Congo — {FIRST}\n\n{SECOND}\n\nThe market on Tuesday"
    assert [block.kind.value for block in found.blocks] == ["title", "dateline", "body", "body", "caption"]


def test_menus_and_scripts_stay_out_of_the_text() -> None:
    found = report(read(page("<script>var words = 'five killed';</script>")))
    assert "Home" not in found.text
    assert "var words" not in found.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-05-04T23:30:00+02:00">',
        '<meta name="pubdate" content="4 May 2021">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-05-04"}]}</script>',
        '<meta name="date" content="soon"><meta name="dc.date" content="2021-05-04">',
    ],
)
def test_the_publication_day_is_read_from_metadata_as_written(head: str) -> None:
    published = report(read(page(head))).published
    assert (published.day, published.how) == (date(2021, 5, 4), "metadata")


def test_a_time_element_in_the_article_tells_the_day() -> None:
    body = f"<time datetime='2021-05-04T10:00:00Z'>today</time><p>{FIRST}</p><p>{SECOND}</p>"
    assert report(read(page(body=body))).published.day == date(2021, 5, 4)


def test_broken_metadata_are_passed_over() -> None:
    head = '<script type="application/ld+json">{"datePublished": </script><meta property="og:title">'
    assert report(read(page(head))).published.how == "unknown"


def test_outlet_author_and_address_are_read() -> None:
    head = (
        '<meta property="og:site_name" content="Example Daily"><meta name="author" content="Ann Example">'
        '<meta property="og:url" content="https://example.org/2021/05/04/goma">'
    )
    found = report(read(page(head)))
    assert (found.outlet, found.byline) == ("Example Daily", "Ann Example")
    assert (found.url, found.published.how) == ("https://example.org/2021/05/04/goma", "url")


def test_an_address_that_is_no_web_address_is_not_kept() -> None:
    assert report(read(page('<meta property="og:url" content="javascript:alert(1)">'))).url is None


def test_the_declared_encoding_is_respected_and_said() -> None:
    text = page(
        '<meta charset="windows-1251">', "<p>Взрыв на рынке убил троих людей.</p><p>Ещё десять человек ранены.</p>"
    )
    found = report(read(text.encode("cp1251")))
    assert "Взрыв на рынке" in found.text
    assert any("read as windows-1251" in warning for warning in found.warnings)


def test_reading_a_page_twice_gives_the_same_report() -> None:
    many = page(body=f"<p>{FIRST}</p><p>{SECOND}</p>" + "<p>The same paragraph comes again and again here.</p>" * 4)
    assert read(many) == read(many)


@pytest.mark.parametrize(
    "empty",
    [
        "<html><head><title>Nothing here at all</title></head></html>",
        "<html><body></body></html>",
        "<html><body><script>location='/login'</script></body></html>",
        "<html><head><title>Shell of a page</title></head><body><h1>Shell of a page</h1></body></html>",
        "<!doctype html>",
    ],
)
def test_a_page_without_text_is_refused(empty: str) -> None:
    found = read(empty)
    assert isinstance(found, UnreadableReport)
    assert found.reason == "no_body"
    assert str(found).startswith("page.html: the page holds no article text; ")


def test_deep_nesting_is_read_up_to_the_parsers_limit_and_refused_past_it() -> None:
    def deep(levels: int) -> str:
        return f"<html><body><p>{FIRST}</p>{'<div>' * levels}<p>{SECOND}</p>{'</div>' * levels}</body></html>"

    assert SECOND in report(read(deep(1000))).text
    found = read(deep(20_000))
    assert isinstance(found, UnreadableReport)
    assert found.reason == "too_large"


def test_a_page_of_one_huge_line_is_refused_for_its_length() -> None:
    found = read(f"<html><body><p>{'Five people died in the town. ' * 100_000}</p></body></html>")
    assert isinstance(found, UnreadableReport)
    assert "over the limit of 2,000,000 for one report" in str(found)


@pytest.mark.parametrize(
    "junk", [b"<" * 5000, b"<p" * 3000, b"<html><body><p>\xff\xfe\x00", b"<!--" * 3000, b"&#0;" * 500]
)
def test_junk_never_raises(junk: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    (found,) = read_source(junk, "junk.html", given=Given(), limits=Limits(), kind=Kind.HTML)
    assert isinstance(found, Report | UnreadableReport)


def test_a_known_caption_is_no_body() -> None:
    body = f"<p>{FIRST}</p><p class='wp-caption-text'>Traders at the market</p><p>{SECOND}</p>"
    found = report(read(page(body=body)))
    captions = [found.text[block.start : block.end] for block in found.blocks if block.kind is BlockKind.CAPTION]
    assert captions == ["Traders at the market"]
