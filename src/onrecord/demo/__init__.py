"""The demo reports that ship with Onrecord: short texts of our own on documented incidents.

In: nothing. Out: the bytes of ``reports.jsonl``, one report a line as ``onrecord code`` reads them. Where the facts of
each are from stands in its ``note`` and in the README beside it.
"""

from __future__ import annotations

from importlib.resources import files


def demo_source() -> bytes:
    """The demo reports as JSON lines in UTF-8: id, title, text, published, outlet, note, sometimes country_hint."""
    return files("onrecord.demo").joinpath("reports.jsonl").read_bytes()
