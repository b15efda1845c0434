"""Places that a user adds: a country's dump and a list of one's own count in every later look-up."""

from __future__ import annotations

from pathlib import Path

import pytest
from dump_lines import VILLAGE, dump

from onrecord.edition import edition
from onrecord.errors import InputError
from onrecord.places import Gazetteer, open_gazetteer
from onrecord.places.added import (
    DATA_VARIABLE,
    about,
    added_tables,
    keep_dump,
    keep_own_places,
    remove_added,
)
from onrecord.places.dumps import read_dump
from onrecord.places.gazetteer import CACHE_VARIABLE

LIST = "name,lat,lon,admin1,aliases\nTell Nowhere,35.5,38.5,Raqqa,Tall Nawhir|تل\nQal'at Example,36,38,Aleppo,\n"


@pytest.fixture
def desk(gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, and a cache that holds the embedded gazetteer alone."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / gazetteer.path.name).symlink_to(gazetteer.path)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    edition.cache_clear()
    return tmp_path


def test_an_installed_country_is_found_beside_the_embedded_places(desk: Path) -> None:
    assert open_gazetteer().find("Khirbat al-Wardah", "SY") == ()
    keep_dump(read_dump(dump(VILLAGE), "SY", "SY.txt"), "0" * 64)
    opened = open_gazetteer()
    (found,) = opened.find("Kherbet el-Warda", "SY")
    assert (found.name, found.admin1, found.source, found.geonameid) == (
        "Khirbat al Wardah",
        "Raqqa",
        "GeoNames",
        7000001,
    )
    assert [entry.name for entry, _ in opened.find_similar("Khirbet Warda", "SY")][:1] == ["Khirbat al Wardah"]
    assert opened.find("Aleppo", "SY")[0].geonameid == 170063
    assert open_gazetteer(added=False).find("Khirbat al-Wardah", "SY") == ()
    assert list(desk.glob("cache/added-SY-*.sqlite"))


@pytest.mark.usefixtures("desk")
def test_a_list_of_ones_own_is_found_and_outranks_hamlets() -> None:
    table, count = keep_own_places("desk", LIST, "SY", "desk.csv")
    assert (table.name, count, about(table)) == ("desk", 2, (2, "a list of your own"))
    (found,) = open_gazetteer().find("Tall Nawhir")
    assert (found.name, found.admin1, found.admin1_code, found.is_own) == ("Tell Nowhere", "Raqqa", "SY.04", True)


@pytest.mark.usefixtures("desk")
def test_a_list_of_the_same_name_replaces_the_older() -> None:
    keep_own_places("desk", LIST, "SY", "desk.csv")
    keep_own_places("desk", "name,lat,lon,country\nElsewhere,1,2,ML\n", None, "desk.csv")
    assert [about(table)[0] for table in added_tables()] == [1]
    opened = open_gazetteer()
    assert opened.find("Tell Nowhere", "SY") == ()
    assert opened.find("Elsewhere", "ML")[0].is_own


@pytest.mark.usefixtures("desk")
def test_what_was_added_shows_in_made_by_and_is_gone_when_removed() -> None:
    plain = edition()
    keep_own_places("desk", LIST, "SY", "desk.csv")
    edition.cache_clear()
    assert edition().startswith(f"{plain}.places.")
    remove_added("DESK")
    edition.cache_clear()
    assert edition() == plain
    with pytest.raises(InputError, match="there are: none"):
        remove_added("desk")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no column name, lat, lon"),
        ("name,lat\nA,1\n", "has no column lon"),
        ("name,lat,lon\n", "holds no places"),
        ("name,lat,lon\nA,north,1\n", "line 2: lat 'north' is no number"),
        ("name,lat,lon\nA,1,1\nB,91,1\n", "line 3: lat 91 is not between"),
        ("name,lat,lon\nA,nan,1\n", "line 2: lat nan is not between"),
        ("name,lat,lon\n--,1,1\n", "line 2: has no name"),
        ("name,lat,lon,kind\nA,1,1,planet\n", "line 2: kind 'planet' is none of"),
        ("name,lat,lon,country\nA,1,1,Syria\n", "line 2: 'SYRIA' is no country code"),
        ('name,lat,lon\n"A,1,1\n', "is no CSV"),
        ("name,lat,lon\nA,1\n", "line 2: lon '' is no number"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_a_wrong_list_is_refused_whole_with_its_line(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        keep_own_places("desk", text, "SY", "desk.csv")
    assert added_tables() == ()


@pytest.mark.usefixtures("desk")
def test_a_list_with_a_mark_and_windows_lines_is_read() -> None:
    _, count = keep_own_places("desk", "\ufeffName,Lat,Lon\r\nA place,1,2\r\n", "ML", "desk.csv")
    assert count == 1


@pytest.mark.usefixtures("desk")
def test_a_name_that_is_no_name_for_a_file_is_refused() -> None:
    with pytest.raises(InputError, match="is no name for a list"):
        keep_own_places("../desk", LIST, "SY", "desk.csv")
