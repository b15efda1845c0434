"""Days as templates print them, in the languages and calendars that news is written in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates.written import Habits, numeric_orders, written_days

MAY_3 = date(2021, 5, 3)


def days(line: str, language: str = "", *, day_first: bool | None = None, year: int | None = None) -> list[date]:
    habits = Habits(frozenset({language} if language else ()), day_first, year)
    return [one.day for one in written_days(line, habits)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By Ann Example | 3 May 2021, 10:15"),
        ("en", "Posted May 3rd, 2021 at 4:12 PM"),
        ("en", "Mon May 3 10:20:00 EDT 2021"),
        ("en", "Mon, 3 May 2021 23:30:00 -0500"),
        ("en", "3-May-2021"),
        ("fr", "Publié le lundi 3 mai 2021 à 18h05"),
        ("es", "Lunes, 3 de Mayo de 2021"),
        ("pt", "segunda-feira, 3 de maio de 2021"),
        ("it", "lun 3 mag 2021"),
        ("de", "Montag, 3. Mai 2021"),
        ("de", "Von Klaus Beispiel, 03.05.21, 15:40 Uhr"),
        ("nl", "maandag 3 mei 2021"),
        ("pl", "3 maja 2021"),
        ("cs", "3. 5. 2021"),
        ("hu", "2021. május 3., hétfő"),
        ("fi", "3. toukokuuta 2021"),
        ("lt", "2021 m. gegužės 3 d."),
        ("el", "Δευτέρα, 3 Μαΐου 2021"),
        ("ru", "3 мая 2021 г., 12:30"),
        ("uk", "3 травня 2021 року"),
        ("bg", "3 май 2021 г."),
        ("hr", "Ponedjeljak, 3. svibnja 2021."),
        ("tr", "3 Mayıs 2021 Pazartesi 10:00"),
        ("ku", "3ê Gulanê 2021"),
        ("ckb", "٣ی ئایار ٢٠٢١"),
        ("ar", "الاثنين 3 أيار 2021"),
        ("ar", "٣ مايو ٢٠٢١"),
        ("ar", "الإثنين 3 ماي 2021"),
        ("ar", "3 أيار/مايو 2021"),
        ("ar", "21 رمضان 1442"),
        ("fa", "تاریخ انتشار: دوشنبه ۱۳ اردیبهشت ۱۴۰۰ - ساعت ۱۱:۳۸"),
        ("fa", "۱۴۰۰/۰۲/۱۳"),
        ("fa", "13 ثور 1400"),
        ("ps", "۳ مې ۲۰۲۱"),
        ("ur", "3 مئی 2021"),
        ("he", "3 במאי 2021"),
        ("hi", "३ मई २०२१"),
        ("bn", "৩ মে ২০২১"),
        ("ne", "3 मे, 2021"),
        ("my", "၃ မေ ၂၀၂၁"),
        ("th", "3 พฤษภาคม พ.ศ. 2564"),
        ("th", "3 พ.ค. 2564"),
        ("vi", "03 tháng 5 năm 2021"),
        ("id", "Senin, 03 Mei 2021 | 10:20 WIB"),
        ("fil", "Ika-3 ng Mayo 2021"),
        ("sw", "Jumatatu, 3 Mei 2021"),
        ("so", "Talaado, 3 Maajo 2021"),
        ("ha", "3 ga Mayu, 2021"),
        ("am", "ግንቦት 25 ቀን 2013"),
        ("ka", "3 მაისი, 2021"),
        ("hy", "մայիսի 3, 2021"),
        ("mn", "2021 оны 5 сарын 3"),
        ("zh", "2021年05月03日 10:20"),
        ("ko", "2021. 5. 3."),
        ("ja", "2021/05/03 12:00"),
    ],
)
def test_a_day_is_read_as_it_is_printed(language: str, line: str) -> None:
    expected = date(2021, 6, 2) if language == "am" else MAY_3
    assert days(line, language) == [expected]


def test_a_day_cites_its_characters() -> None:
    line = "First published 2 March 2015; updated 7 June 2023"
    assert [line[one.start : one.end] for one in written_days(line)] == ["2 March 2015", "7 June 2023"]


@pytest.mark.parametrize(("day_first", "expected"), [(True, MAY_3), (False, date(2021, 3, 5))])
def test_the_page_s_own_order_decides_figures(*, day_first: bool, expected: date) -> None:
    assert days("03/05/2021", day_first=day_first) == [expected]


def test_figures_of_two_readings_are_not_sure_unless_the_weekday_tells() -> None:
    assert not written_days("03/05/2021")[0].sure
    assert written_days("Monday, 03/05/2021")[0].sure
    assert days("Friday, 03/05/2021") == [date(2021, 3, 5)]


def test_what_shows_the_order_of_figures() -> None:
    assert list(numeric_orders("25/04/2021 Pay talks fail, 04/23/2021, 01/02/2021")) == [True, False]


@pytest.mark.parametrize(("language", "month"), [("pl", 11), ("hr", 10)])
def test_a_name_that_two_languages_use_is_read_in_the_page_s(language: str, month: int) -> None:
    assert days("20 listopada 2018", language) == [date(2018, month, 20)]


def test_a_day_without_its_year_needs_one_told() -> None:
    assert days("TARVISK, Oct 9 (NWA) -") == []
    assert days("TARVISK, Oct 9 (NWA) -", year=2006) == [date(2006, 10, 9)]


@pytest.mark.parametrize(
    "line",
    [
        "killed 12 in May 2019",
        "On 3 May about 2000 people marched",
        "31 April 2021",
        "version 3.5.2021.7",
        "10:15:2021",
        "call 555-0134",
        "martes",
        "x" * 500 + " 3 May 2021",
        "",
    ],
)
def test_what_is_no_day_is_none(line: str) -> None:
    assert days(line) == []


@given(st.text(max_size=450), st.sampled_from(["", "ar", "fa", "th", "am", "hu"]))
def test_any_line_gives_days_within_it(line: str, language: str) -> None:
    for one in written_days(line, Habits(frozenset({language}), year=2020)):
        assert 0 <= one.start < one.end <= len(line)


@pytest.mark.parametrize("line", ["1/" * 200, "May " * 100, "3 . , " * 60, "كانون " * 60, "9" * 400])
def test_long_rows_hold_no_day(line: str) -> None:
    assert days(line) == []
