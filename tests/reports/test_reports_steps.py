"""Every conversion from raw bytes to text is a recorded step (casualty recording, requirement A4)."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_pdfs import drawn

from onrecord.contract import report_to_json
from onrecord.model import Report
from onrecord.reports import Given, Item, Kind, Limits, read_item, read_source
from onrecord.reports.steps import Conversion, chain

TEXT = "Five people were killed in Kano on Friday, police said. Nobody claimed the attack."
PAGE = f"<html><head><title>Five killed in Kano</title></head><body><article><p>{TEXT}</p></article></body></html>"

words = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60).map(lambda some: f"{TEXT} {some}")
sources = (
    st.tuples(st.just(Kind.TEXT), words.map(lambda text: text.encode("utf-8", "replace")))
    | st.tuples(st.just(Kind.TEXT), st.sampled_from([TEXT.encode("utf-16"), f"{TEXT} café".encode("cp1252")]))
    | st.tuples(st.just(Kind.HTML), words.map(lambda text: PAGE.replace(TEXT, text).encode("utf-8", "replace")))
    | st.tuples(st.just(Kind.JSONL), words.map(lambda text: json.dumps({"text": text}).encode()))
    | st.tuples(st.just(Kind.JSONL), words.map(lambda text: json.dumps({"html": PAGE.replace(TEXT, text)}).encode()))
)


def read(data: bytes, kind: Kind, title: str | None = None) -> Report:
    (found,) = read_source(data, "any", given=Given(title=title), limits=Limits(), kind=kind)
    assert isinstance(found, Report), found
    return found


@given(sources, st.none() | st.sampled_from(["Five killed in Kano", "A title of its own"]))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_the_steps_lead_from_the_raw_bytes_to_the_text(source: tuple[Kind, bytes], title: str | None) -> None:
    kind, data = source
    found = read(data, kind, title)
    assert found.steps[0].input_sha256 == found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.steps[-1].output_sha256 == hashlib.sha256(found.text.encode()).hexdigest()
    for before, after in pairwise(found.steps):
        assert before.output_sha256 == after.input_sha256
    assert all(step.tool and step.version for step in found.steps)


@pytest.mark.parametrize(
    ("data", "kind", "title", "steps"),
    [
        (TEXT.encode(), Kind.TEXT, None, ["decode python encoding=utf-8"]),
        (TEXT.encode("utf-16"), Kind.TEXT, None, ["decode python encoding=utf-16-le"]),
        (TEXT.encode(), Kind.TEXT, "A title", ["decode python encoding=utf-8", "append_title onrecord"]),
        (
            json.dumps({"text": TEXT}).encode(),
            Kind.JSONL,
            None,
            ["decode python encoding=utf-8", "take_field python json field=text"],
        ),
    ],
)
def test_a_step_says_what_was_done_with_what(data: bytes, kind: Kind, title: str | None, steps: list[str]) -> None:
    found = read(data, kind, title).steps
    assert [f"{step.what} {step.tool} {step.parameters}".strip() for step in found] == steps


def test_the_extraction_of_a_page_names_tool_and_parameters() -> None:
    extracted = read(PAGE.encode(), Kind.HTML).steps[-1]
    assert (extracted.what, extracted.tool) == ("extract", "trafilatura")
    assert "lxml=" in extracted.parameters
    assert "include_tables=true" in extracted.parameters
    deep = f"<html><body>{'<div>' * 300}<p>{TEXT}</p>{'</div>' * 300}</body></html>"
    assert read(deep.encode(), Kind.HTML).steps[-1].tool == "lxml"


def test_a_chain_hashes_bytes_as_they_are_and_text_in_utf_8() -> None:
    (step,) = chain(b"\xff\xfea\x00", [(Conversion("decode", "tool", "1", ""), "a")])
    assert step.input_sha256 == hashlib.sha256(b"\xff\xfea\x00").hexdigest()
    assert step.output_sha256 == hashlib.sha256(b"a").hexdigest()


def test_steps_are_printed_with_the_text_alone() -> None:
    found = read(TEXT.encode(), Kind.TEXT)
    assert "steps" not in report_to_json(found)
    (printed,) = report_to_json(found, text=True)["steps"]
    assert list(printed) == ["what", "tool", "version", "parameters", "input_sha256", "output_sha256"]
    assert json.loads(json.dumps(printed)) == printed


def test_the_body_of_a_containers_item_is_unpacked_first() -> None:
    raw = b"HTTP/1.1 200 OK\r\n\r\n" + TEXT.encode()
    found = read_item(Item(raw, "x.warc, record 1", Kind.TEXT, body=TEXT.encode()), given=Given(), limits=Limits())
    assert isinstance(found, Report)
    assert [step.what for step in found.steps] == ["unpack", "decode"]
    assert found.sha256 == found.steps[0].input_sha256 == hashlib.sha256(raw).hexdigest()
    assert found.steps[0].output_sha256 == found.steps[1].input_sha256


def test_the_text_of_a_pdf_is_extracted_in_one_step() -> None:
    data = drawn([(50, 700, TEXT)])
    found = read(data, Kind.PDF)
    assert [(step.what, step.tool) for step in found.steps] == [("extract", "pypdfium2")]
    assert found.steps[0].input_sha256 == hashlib.sha256(data).hexdigest()
    assert found.steps[0].output_sha256 == hashlib.sha256(found.text.encode()).hexdigest()
