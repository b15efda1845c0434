"""Lists as they come: columns, cells, and rows that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.persons import Fate, PersonRecord, Sex
from onrecord.persons.lists import List, read_list

GIVEN = List("Ward 3", date(2022, 1, 1))
HEADER = "id,name,other_names,age,sex,effect,date,place,source\n"


def read(text: str, given: List = GIVEN) -> list[PersonRecord | InputError]:
    return list(read_list(text.encode(), given, "ward.csv"))


def record_of(row: str, given: List = GIVEN) -> PersonRecord:
    (found,) = read(HEADER + row, given)
    assert isinstance(found, PersonRecord), found
    return found


def fault_of(row: str) -> str:
    (found,) = read(HEADER + row)
    assert isinstance(found, InputError), found
    return str(found)


def test_a_row_becomes_a_record() -> None:
    row = "17,Samir Nasser,سمير ناصر | Sameer N.,34,M,wounded,2021-05-04,Kafr Sama,nurse\n"
    assert record_of(row) == PersonRecord(
        "Ward 3", "Samir Nasser", "17", ("سمير ناصر", "Sameer N."), 34, Sex.MALE, Fate.INJURED, date(2021, 5, 4),
        "Kafr Sama", "nurse",
    )  # fmt: skip


def test_what_a_cell_does_not_say_is_unknown() -> None:
    found = record_of(",Samir Nasser,,?,unknown,-,,n/a,\n")
    assert found == PersonRecord("Ward 3", "Samir Nasser")


def test_columns_are_known_by_many_names_in_any_order() -> None:
    (found,) = read("Gender;Full Name;Date of death;Town\nwoman;Huda Bitar;14 May 2021;Kafr Sama\n")
    assert found == PersonRecord("Ward 3", "Huda Bitar", sex=Sex.FEMALE, day=date(2021, 5, 14), place="Kafr Sama")


def test_the_user_says_which_column_holds_what() -> None:
    given = List("Ward 3", date(2022, 1, 1), (("name", "Patient"),), Fate.KILLED)
    (found,) = read("Patient,Name\nHuda Bitar,of the ward\n", given)
    assert found == PersonRecord("Ward 3", "Huda Bitar", effect=Fate.KILLED)


def test_an_effect_given_for_all_stands_only_where_the_row_says_none() -> None:
    given = List("Ward 3", date(2022, 1, 1), effect=Fate.KILLED)
    assert record_of(",Huda Bitar,,,,injured,,,\n", given).effect is Fate.INJURED
    assert record_of(",Huda Bitar,,,,,,,\n", given).effect is Fate.KILLED


@pytest.mark.parametrize(
    ("cell", "age"), [("34", 34), ("34 years", 34), ("8 months", 0), ("18-month-old", 1), ("0", 0)]
)
def test_ages(cell: str, age: int) -> None:
    assert record_of(f",Huda Bitar,,{cell},,,,,\n").age == age


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,,,,,,,,\n", "line 2: it has no name; count persons without one in a toll"),
        ("1,unidentified man,,,,,,,\n", "line 2: it has no name"),
        ("1,Huda Bitar,,old,,,,,\n", "line 2: age 'old' is no number of years"),
        ("1,Huda Bitar,,340,,,,,\n", "line 2: age 340 is not between 0 and 130"),
        ("1,Huda Bitar,,,x,,,,\n", "line 2: sex 'x' is none of female, male"),
        ("1,Huda Bitar,,,,vanished,,,\n", "line 2: effect 'vanished' is none of killed, injured"),
        ("1,Huda Bitar,,,,,31/02/2021,,\n", "line 2: date '31/02/2021' is not one certain day; give it as YYYY-MM-DD"),
        ("1,Huda Bitar,,,,,03/04/2021,,\n", "line 2: date '03/04/2021' is not one certain day"),
        ("1,Huda Bitar,,,,,2071-05-04,,\n", "line 2: date 2071-05-04 lies ahead"),
        ("1,Bitar, Huda,,,,,,,\n", "line 2: it has more cells than the header"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_what_to_do(row: str, message: str) -> None:
    if row.startswith("1,Bitar"):
        row = row.rstrip("\n") + ",ward\n"
    assert f"ward.csv, {message}" in fault_of(row)


def test_a_bad_row_does_not_stop_the_rest() -> None:
    found = read(HEADER + "1,Huda Bitar,,,,,,,\n2,,,,,,,,\n3,Ali Hasan,,,,,,,\n")
    assert [isinstance(one, PersonRecord) for one in found] == [True, False, True]


def test_an_id_that_stood_already_is_a_bad_row() -> None:
    _, fault = read(HEADER + "1,Huda Bitar,,,,,,,\n1,Ali Hasan,,,,,,,\n")
    assert "line 3: id '1' stood in line 2 already" in str(fault)


def test_rows_without_an_id_that_say_the_same_stay_two() -> None:
    one, other = read(HEADER + ",Ali Hasan,,,,,,,\n,Ali Hasan,,,,,,,\n")
    assert isinstance(one, PersonRecord)
    assert isinstance(other, PersonRecord)
    assert (one.occurrence, other.occurrence) == (1, 2)
    assert one.id != other.id


@pytest.mark.parametrize(("text", "message"), [("", "is empty"), ("id,age\n1,2\n", "has no column with names")])
def test_what_is_no_list_is_said(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(text)


def test_a_quotation_mark_that_is_never_closed_is_said() -> None:
    found = read(HEADER + '1,"Huda Bitar,,,,,,,\n' + "2,Ali Hasan,,,,,,,\n" * 60_000)
    assert isinstance(found[-1], InputError)
    assert "line 2: is no row of cells" in str(found[-1])


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        found = list(read_list(raw, GIVEN, "ward.csv"))
    except InputError:
        return
    assert all(isinstance(one, PersonRecord | InputError) for one in found)
    again = list(read_list(raw, GIVEN, "ward.csv"))
    assert [one for one in again if isinstance(one, PersonRecord)] == [
        one for one in found if isinstance(one, PersonRecord)
    ]
