"""One full date in many layouts and languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import parse_day

_DAY = date(2024, 9, 21)


@pytest.mark.parametrize(
    "phrase",
    [
        "Saturday, September 21, 2024",
        "21/09/2024",
        "9/21/2024",
        "21.09.2024",
        "21-09-2024",
        "2024-09-21",
        "20240921",
        "2024/9/21",
        "2024-09-21T10:00:00Z",
        "2024-09-21T10:00:00.123+02:00",
        "21 Sep 2024",
        "21 Sept. 2024",
        "Sep. 21st, 2024",
        "21st of September 2024",
        "Sat, 21 Sep 2024 10:03:22 +0000",
        "21 SEP 24",
        "September 21, 2024 10:30 AM GMT",
        "21 September 2024, 14:05",
        "21 сентября 2024 г.",
        "суббота, 21 сентября 2024",
        "21 вересня 2024 року",
        "samedi 21 septembre 2024",
        "sábado, 21 de septiembre de 2024",
        "sábado, 21 de setembro de 2024",
        "Samstag, 21. September 2024 um 10:00 Uhr",
        "21 Eylül 2024 Cumartesi",
        "21 سبتمبر 2024",
        "السبت 21 أيلول 2024",
        "٢١/٠٩/٢٠٢٤",
    ],
)
def test_a_full_date_is_read(phrase: str) -> None:
    assert parse_day(phrase) == _DAY


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("1er août 2014", date(2014, 8, 1)),
        ("14. März 2016", date(2016, 3, 14)),
        ("3 Şubat 2017", date(2017, 2, 3)),
        ("3 Kasım 2016", date(2016, 11, 3)),
        ("15 de março de 2018", date(2018, 3, 15)),
        ("martes 3 mayo 2016", date(2016, 5, 3)),
        ("14 كانون الثاني 2017", date(2017, 1, 14)),
        ("14 تشرين الأول 2017", date(2017, 10, 14)),
        ("5 травня 2022", date(2022, 5, 5)),
        ("3 JAN 90", date(1990, 1, 3)),
        ("3 мая 2017", date(2017, 5, 3)),
    ],
)
def test_months_of_other_languages(phrase: str, day: date) -> None:
    assert parse_day(phrase) == day


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "5/1/2017",
        "5 January",
        "January 2017",
        "31/02/2017",
        "31 April 2017",
        "21 Sep 2024 and 22 Sep 2024",
        "killed on 21 Sep 2024",
        "Monday",
        "2017",
        "on the 21st",
        "21 Sep 2024 " * 40,
        "99999999",
    ],
)
def test_what_is_no_single_full_date_is_none(phrase: str) -> None:
    assert parse_day(phrase) is None


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_what_is_written_is_read(day: date) -> None:
    for layout in ("%A, %B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %y"):
        assert parse_day(day.strftime(layout)) == day


@given(st.text(max_size=220))
def test_any_phrase_gives_a_day_or_none(phrase: str) -> None:
    assert parse_day(phrase) is None or isinstance(parse_day(phrase), date)
