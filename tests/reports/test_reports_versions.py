from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.model import Published, Report
from onrecord.reports import Given, Limits, read_source
from onrecord.reports.relating import Link, Relating, Relation, known
from onrecord.reports.versions import address_key, changes

FIRST = (
    "Blast at bus station in Qalat\n\n"
    "A blast at the bus station of Qalat killed 33 people on Monday, the provincial governor said.\n\n"
    "The station was crowded with families on their way to a wedding. Ambulances from three districts came.\n\n"
    "No group has said that it was behind the blast."
)
SECOND = FIRST.replace("killed 33", "killed 38") + " Police held two drivers."
OTHER = (
    "Rain floods market in Qalat\n\n"
    "Heavy rain flooded the vegetable market of Qalat on Thursday and traders lost most of their goods.\n\n"
    "The municipality said that drains would be cleared before the next storm, which was expected at the weekend."
)


def _report(text: str, url: str | None = None, **more: object) -> Report:
    read = next(read_source(text.encode(), "x.txt", given=Given(url=url), limits=Limits()))
    assert isinstance(read, Report)
    return replace(read, **more)  # type: ignore[arg-type]


def _links(*reports: Report) -> Iterator[Link]:
    relating = Relating()
    for report in reports:
        yield from relating.relate(known(report))


PAGE = "https://www.example.org/news/qalat-blast"


@pytest.mark.parametrize(
    "same",
    [
        "http://example.org/news/qalat-blast/",
        "https://example.org/news/qalat-blast?utm_source=x&fbclid=7#comments",
        "https://EXAMPLE.org/news/qalat-blast",
    ],
)
def test_one_page_has_one_address_however_it_is_reached(same: str) -> None:
    assert address_key(same) == address_key(PAGE)


@pytest.mark.parametrize(
    "other",
    ["https://example.org/news/Qalat-blast", "https://example.org/news?id=7", "https://example.net/news/qalat-blast"],
)
def test_other_pages_have_other_addresses(other: str) -> None:
    assert address_key(other) != address_key(PAGE)


@pytest.mark.parametrize("none", [None, "", "no address", "http://[bad/"])
def test_what_is_no_address_has_no_key(none: str | None) -> None:
    assert address_key(none) is None


def test_another_text_at_the_same_address_is_a_newer_version() -> None:
    first, second = _report(FIRST, PAGE), _report(SECOND, PAGE + "?utm_source=feed")
    links = list(_links(first, second))
    assert [(one.relation, one.report_id, one.other_id) for one in links] == [
        (Relation.SUPERSEDES, second.id, first.id)
    ]


def test_the_version_retrieved_later_counts_though_it_came_first() -> None:
    first = _report(FIRST, PAGE, retrieved="2021-05-03T08:00:00+00:00")
    second = _report(SECOND, PAGE, retrieved="2021-05-03T12:00:00+00:00")
    assert [(one.report_id, one.other_id) for one in _links(second, first)] == [(second.id, first.id)]


def test_what_a_front_page_shows_tomorrow_is_no_version() -> None:
    assert not list(_links(_report(FIRST, "https://example.org/"), _report(OTHER, "https://example.org/")))


def test_three_versions_form_a_chain_and_are_no_copies() -> None:
    reports = [_report(text, PAGE) for text in (FIRST, SECOND, SECOND + " The station stays shut.")]
    links = list(_links(*reports))
    assert [(one.relation, one.other_id) for one in links] == [
        (Relation.SUPERSEDES, reports[0].id),
        (Relation.SUPERSEDES, reports[1].id),
    ]


def test_an_update_by_its_title_at_a_new_address_is_a_version() -> None:
    first = _report(FIRST, PAGE, outlet="Example Wire")
    update = _report("UPDATE 1-" + SECOND, PAGE + "-2", outlet="Example Wire")
    assert [one.relation for one in _links(first, update)] == [Relation.SUPERSEDES]


def test_the_same_update_in_another_outlet_is_a_copy() -> None:
    first = _report(FIRST, PAGE, outlet="Example Wire")
    update = _report("UPDATE 1-" + SECOND, "https://example.net/7", outlet="Valley Post")
    assert [one.relation for one in _links(first, update)] == [Relation.COPY_OF]


def test_copies_of_copies_name_the_first_report() -> None:
    texts = [FIRST, FIRST[: FIRST.index("No group")], "Other title\n\n" + FIRST.split("\n\n", 1)[1]]
    reports = [_report(text, f"https://{number}.example.org/") for number, text in enumerate(texts)]
    assert [(one.relation, one.other_id) for one in _links(*reports)] == [(Relation.COPY_OF, reports[0].id)] * 2


def test_a_report_that_comes_twice_brings_nothing_new() -> None:
    first = _report(FIRST, PAGE)
    assert not list(_links(first, first, first))


def test_what_changed_is_shown_sentence_by_sentence() -> None:
    old, new = _report(FIRST), _report(SECOND)
    found = [
        (change.before and old.quote(change.before), change.after and new.quote(change.after))
        for change in changes(old, new)
    ]
    assert found == [
        (
            "A blast at the bus station of Qalat killed 33 people on Monday, the provincial governor said.",
            "A blast at the bus station of Qalat killed 38 people on Monday, the provincial governor said.",
        ),
        (None, "Police held two drivers."),
    ]


def test_nothing_changed_between_a_text_and_itself() -> None:
    report = replace(_report(FIRST), published=Published(None, "unknown"))
    assert changes(report, report) == ()
