"""``onrecord places`` and ``onrecord gazetteer``: the contract's fields, a real download, wrong use."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from command_runs import STRIKE, onrecord

from onrecord.places.added import DATA_VARIABLE

VILLAGE = (
    "7000001\tKhirbat al Wardah\tKhirbat al Wardah\tKherbet el-Warda\t36.10\t38.20\tP\tPPL\tSY\t\t04\t\t\t\t0\t\t350\t"
    "Asia/Damascus\t2024-05-06\n"
)
"""A line of a country's dump, made up."""


def _zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("SY.txt", text)
    return packed.getvalue()


def _objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_every_name_is_placed_with_the_contracts_fields(tmp_path: Path) -> None:
    (tmp_path / "strike.txt").write_text(STRIKE)
    (found,) = _objects(onrecord("places", tmp_path / "strike.txt").stdout)
    named = {one["text"]: one for one in found["toponyms"]}
    saraqib = named["Saraqib"]
    assert (saraqib["country"], saraqib["precision"], saraqib["admin1"]) == ("SY", "exact", "Idlib")
    assert STRIKE[saraqib["start"] : saraqib["end"]] == "Saraqib"
    assert {"start", "end", "text", "lat", "lon", "geonameid", "country", "precision", "uncertainty_km"} <= set(saraqib)


def test_given_spans_are_answered_in_their_order_and_null_where_there_is_no_place() -> None:
    spans = [{"start": 15, "end": 20}, {"start": 8, "end": 13}]
    line = json.dumps({"id": "a", "text": "Fire in Paris, Texas.", "spans": spans})
    (found,) = _objects(onrecord("places", "-", stdin=line.encode()).stdout)
    texas, paris = found["toponyms"]
    assert (texas["text"], texas["precision"], texas["country"]) == ("Texas", "admin1", "US")
    assert (paris["text"], paris["admin1"], paris["country"]) == ("Paris", "Texas", "US")


def test_an_unplaceable_span_is_null() -> None:
    line = json.dumps({"id": "a", "text": "He said blorp.", "spans": [{"start": 8, "end": 13}]})
    (found,) = _objects(onrecord("places", "-", stdin=line.encode()).stdout)
    assert found == {"report": {"id": "a"}, "toponyms": [None]}


@pytest.mark.parametrize(
    "spans", [[{"start": 0, "end": 99}], [{"start": 3, "end": 3}], [{"start": "0", "end": 2}], {}, [7]]
)
def test_spans_that_cut_nothing_out_are_refused_with_the_report(spans: Any) -> None:
    lines = [
        json.dumps({"id": "a", "text": "Fire.", "spans": spans}),
        json.dumps({"id": "b", "text": "Fire in Mosul."}),
    ]
    result = onrecord("places", "-", stdin="\n".join(lines).encode())
    refused, read = _objects(result.stdout)
    assert (result.exit_code, refused["error"]["reason"], read["report"]["id"]) == (1, "bad_spans", "b")


# ---------------------------------------------------------------- the gazetteer


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    return tmp_path


@contextmanager
def _serving(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A web server on this machine; unknown paths are 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.usefixtures("desk")
def test_a_country_is_downloaded_checked_kept_found_and_removed() -> None:
    with _serving({"/SY.zip": (200, {}, _zipped(VILLAGE))}) as address:
        result = onrecord("gazetteer", "install", "sy", "--from", address)
    assert result.exit_code == 0
    assert "SY: kept 1 of 1 places, last changed 2024-05-06" in result.stdout
    (found, *_) = _objects(onrecord("gazetteer", "find", "Kherbet el-Warda", "--country", "SY").stdout)
    assert (found["name"], found["admin1"], found["why"]) == ("Khirbat al Wardah", "Raqqa", "another name of it")
    (info,) = _objects(onrecord("gazetteer", "info").stdout)
    assert [(one["name"], one["places"]) for one in info["added"]] == [("SY", 1)]
    assert {"GeoNames", "UCDP GED"} <= {source["name"] for source in info["sources"]}
    assert onrecord("gazetteer", "remove", "SY").exit_code == 0
    assert _objects(onrecord("gazetteer", "info").stdout)[0]["added"] == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b""), "404"),
        ((200, {}, b"<html>maintenance</html>"), "has 1 columns, not 19"),
        ((200, {"Content-Length": "9999"}, _zipped(VILLAGE)), "cannot be downloaded|broke off"),
        ((302, {"Location": "http://localhost:9/SY.zip"}, b""), "redirects to localhost, which is not trusted"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_a_bad_download_is_one_line_and_keeps_nothing(answer: tuple[int, dict[str, str], bytes], said: str) -> None:
    with _serving({"/SY.zip": answer}) as address:
        result = onrecord("gazetteer", "install", "SY", "--from", address)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert any(part in result.stderr for part in said.split("|"))
    assert _objects(onrecord("gazetteer", "info").stdout)[0]["added"] == []


def test_a_folder_of_downloaded_files_serves_too_and_says_what_it_lacks(desk: Path) -> None:
    (desk / "SY.zip").write_bytes(_zipped(VILLAGE))
    assert onrecord("gazetteer", "install", "SY", "--from", desk).exit_code == 0
    result = onrecord("gazetteer", "install", "IQ", "--from", desk)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "holds no IQ.zip; download it from" in result.stderr


def test_a_list_of_ones_own_places_a_report(desk: Path) -> None:
    (desk / "own.csv").write_text("name,lat,lon,admin1\nTell Nowhere,35.5,38.5,Raqqa\n")
    assert onrecord("gazetteer", "add", desk / "own.csv", "--country", "SY").stdout == "own: kept 1 places\n"
    (desk / "report.txt").write_text("Shells hit Tell Nowhere in Raqqa province on Monday, killing two people.")
    (found,) = _objects(onrecord("places", desk / "report.txt").stdout)
    first = found["toponyms"][0]
    assert (first["text"], first["lat"], first["precision"]) == ("Tell Nowhere", 35.5, "exact")


def test_find_explains_its_ranking_and_says_when_it_knows_none() -> None:
    tripolis = _objects(onrecord("gazetteer", "find", "Tripoli").stdout)
    assert tripolis[0]["country"] == "LY"
    assert {"LB", "GR"} <= {one["country"] for one in tripolis}
    weights = [one["weight"] for one in tripolis]
    assert weights == sorted(weights, reverse=True)
    sounds = _objects(onrecord("gazetteer", "find", "Dayr az Zawr", "--country", "SY").stdout)
    assert "Deir ez-Zor" in {one["name"] for one in sounds}
    begins = _objects(onrecord("gazetteer", "find", "kafr*", "--country", "SY", "--admin1", "Idlib").stdout)
    assert begins
    assert {(one["country"], one["admin1"]) for one in begins} == {("SY", "Idlib")}
    result = onrecord("gazetteer", "find", "Blorpville")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no place goes by 'Blorpville'; with --country" in result.stderr


def test_a_country_that_is_none_is_wrong_use() -> None:
    result = onrecord("gazetteer", "install", "XX")
    assert result.exit_code == 2
    assert "'XX' is no country code" in result.stderr
