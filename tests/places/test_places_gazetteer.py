"""The gazetteer file: what it finds, in which order, and how it is kept."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import time
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.places import Gazetteer, open_gazetteer
from onrecord.places.gazetteer import CACHE_VARIABLE
from onrecord.places.tables import packed_rows

DATA = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "places" / "data"


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Ramadi", "city", "IQ"),
        ("al-Qaim", "city", "IQ"),
        ("Kiev", "city", "UA"),
        ("Київ", "city", "UA"),
        ("حلب", "city", "SY"),
        ("Kaduna State", "admin1", "NG"),
        ("Anbar", "admin1", "IQ"),
        ("Ivory Coast", "country", "CI"),
        ("U.S.", "country", "US"),
        ("Ky.", "admin1", "US"),
        ("Eastern Ghouta", "region", "SY"),
        ("Black Sea", "sea", None),
    ],
)
def test_the_likeliest_place_of_a_name_comes_first(
    gazetteer: Gazetteer, name: str, kind: str, country: str | None
) -> None:
    first = gazetteer.find(name)[0]
    assert (first.kind, first.country) == (kind, country)


def test_a_country_narrows_the_candidates(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Tripoli", "LB")
    assert {entry.country for entry in found} == {"LB"}
    assert gazetteer.find("Tripoli")[0].country == "LY"


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Qwxzvk") == ()
    assert gazetteer.find("") == ()
    assert gazetteer.find("...") == ()


def test_sound_finds_other_romanisations_in_their_country_alone(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_similar("Qaem", "IQ")[0][0].geonameid == gazetteer.find("al-Qaim")[0].geonameid
    assert gazetteer.find_similar("Qaem", "IS") == ()


@pytest.mark.parametrize(
    ("word", "country"), [("Syrian", "SY"), ("Nigerians", "NG"), ("Burkinabè", "BF"), ("Homs", None)]
)
def test_demonyms_know_their_country(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.demonym(word) == country


def test_units_carry_their_common_english_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Ramadi")[0].admin1 == "Anbar"
    assert gazetteer.find("Douma", "SY")[0].admin1 == "Rif Dimashq"


def test_a_country_over_the_180th_meridian_has_a_point_of_its_own(gazetteer: Gazetteer) -> None:
    fiji = gazetteer.country("FJ")
    assert fiji is not None
    assert fiji.lon is not None
    assert abs(fiji.lon) > 175


def test_sources_name_their_licences(gazetteer: Gazetteer) -> None:
    assert {name: licence for name, licence, _ in gazetteer.sources()}["GeoNames"] == "CC BY 4.0"


def test_the_tables_are_those_of_the_manifest_and_small() -> None:
    for line in (DATA / "manifest.tsv").read_text(encoding="utf-8").splitlines():
        name, _rows, digest = line.split("\t")
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 12_000_000


def _first_id(gazetteer: Gazetteer) -> int | None:
    return gazetteer.find("Mosul")[0].geonameid


def test_every_process_opens_its_own_connection(gazetteer: Gazetteer) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_first_id, (gazetteer,)) == _first_id(gazetteer)
    assert pickle.loads(pickle.dumps(gazetteer)).path == gazetteer.path


def test_a_kept_file_is_opened_without_a_word(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / gazetteer.path.name).symlink_to(gazetteer.path)
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    said: list[str] = []
    assert _first_id(open_gazetteer(said.append)) == _first_id(gazetteer)
    assert said == []


def test_a_file_that_is_no_gazetteer_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all, just words" * 50)
    with pytest.raises(InputError, match="delete the file"):
        Gazetteer(tmp_path / "broken.sqlite")
    with pytest.raises(InputError, match=r"missing\.sqlite"):
        Gazetteer(tmp_path / "missing.sqlite")


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of two countries and their units alone, so that a gazetteer is built at once."""

    def few(name: str) -> list[tuple[str, ...]]:
        return [row for row in packed_rows(name) if row[0][:2] in ("MT", "LU")] if name in _SMALL else []

    monkeypatch.setattr("onrecord.places.build.packed_rows", few)
    monkeypatch.setattr("onrecord.places.build.own_rows", lambda _: [])


_SMALL = ("countries", "admin1")


@pytest.mark.usefixtures("tiny")
def test_a_new_gazetteer_takes_the_place_of_those_a_day_older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    old, young, foreign = (tmp_path / name for name in ("gazetteer-a.sqlite", "gazetteer-b.sqlite", "archive.sqlite"))
    for path, hours in ((old, 25), (young, 23), (foreign, 90)):
        path.write_bytes(b"kept")
        then = time.time() - hours * 3600
        os.utime(path, (then, then))
    said: list[str] = []
    built = open_gazetteer(said.append)
    assert len(said) == 1
    assert built.find("Malta")[0].country == "MT"
    assert {path.name for path in tmp_path.iterdir()} == {built.path.name, young.name, foreign.name}


def test_a_kept_gazetteer_deletes_nothing(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / gazetteer.path.name).symlink_to(gazetteer.path)
    (tmp_path / "gazetteer-a.sqlite").write_bytes(b"kept")
    os.utime(tmp_path / "gazetteer-a.sqlite", (0, 0))
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    open_gazetteer()
    assert (tmp_path / "gazetteer-a.sqlite").exists()


@pytest.mark.usefixtures("tiny")
def test_the_folder_for_temporary_files_serves_where_the_cache_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    built = open_gazetteer()
    assert built.path.parent.parent == tmp_path
    assert not list(built.path.parent.glob("*.part"))


@pytest.mark.usefixtures("tiny")
def test_with_no_folder_to_write_the_error_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(InputError, match=CACHE_VARIABLE):
        open_gazetteer()
