"""GeoNames' country dumps: what is kept, and which bytes are refused."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from dump_lines import AIRFIELD, HOTEL, VILLAGE, dump, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.places.dumps import drafts_of, read_dump

SAMPLE = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "places"


def test_what_people_live_in_or_fight_over_is_kept() -> None:
    found = read_dump(dump(VILLAGE, AIRFIELD, HOTEL), "SY", "SY.txt")
    assert [(row[1], row[2]) for row in found.rows] == [("Khirbat al Wardah", "city"), ("Wardah Airfield", "area")]
    assert (found.read, found.newest) == (3, "2024-05-06")


def test_a_draft_has_its_unit_and_its_other_spellings() -> None:
    (row,) = read_dump(dump(VILLAGE), "SY", "SY.txt").rows
    (draft,) = drafts_of([row], "SY", frozenset())
    assert (draft.admin1, draft.lat, draft.lon, draft.geonameid) == ("Raqqa", 36.1, 38.2, 7000001)
    assert draft.names == ["Khirbat al Wardah", "Kherbet el-Warda", "خربة الوردة"]
    assert list(drafts_of([row], "SY", frozenset({7000001}))) == []


@pytest.mark.parametrize("pack", [bytes, zipped, gzip.compress])
def test_a_dump_is_read_as_text_zipped_and_gzipped(pack: type) -> None:
    assert len(read_dump(pack(dump(VILLAGE)), "SY", "SY").rows) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "holds no places"),
        (b"PK\x03\x04 and then nothing", "broken zip file"),
        (zipped(dump(VILLAGE))[:-40], "broken zip file"),
        (zipped(dump(VILLAGE), "IQ"), "holds no SY.txt"),
        (b"\x1f\x8b and then nothing", "broken gzip file"),
        (gzip.compress(dump(VILLAGE))[:-12], "broken gzip file"),
        (b"<html>404</html>\n", "line 1: has 1 columns, not 19"),
        (dump(VILLAGE, VILLAGE[:18]), "line 2: has 18 columns"),
        (dump((*VILLAGE[:4], "96.1", *VILLAGE[5:])), "line 1: its id, point or population"),
        (dump(("x", *VILLAGE[1:])), "line 1: its id, point or population"),
        (dump((*VILLAGE[:8], "IQ", *VILLAGE[9:])), "another country's"),
        (dump(VILLAGE).replace(b"Wardah", b"\xff\xfe"), "is no UTF-8"),
    ],
)
def test_what_is_no_dump_is_refused_with_a_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        read_dump(data, "SY", "SY.zip")
    assert "\n" not in str(refused.value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08"]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        read_dump(head + data, "SY", "SY.zip")
    except InputError:
        return


def test_the_sample_of_a_real_dump_is_read() -> None:
    path = SAMPLE / "geonames_dump_sample_NL.txt.gz"
    if not path.is_file():
        pytest.skip(f"no sample dump at {path}")
    found = read_dump(path.read_bytes(), "NL", str(path))
    assert found.read == 4000
    drafts = list(drafts_of(found.rows, "NL", frozenset()))
    assert sum(draft.kind == "city" for draft in drafts) > 1000
    assert {draft.admin1 for draft in drafts} >= {"Drenthe", "Gelderland", "Friesland"}
    assert all(draft.lat is not None and 50 < draft.lat < 54 for draft in drafts)
