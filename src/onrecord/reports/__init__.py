"""Reports: bytes of text files, web pages and JSONL in, Report records out."""

from onrecord.reports.given import Given, Kind, Limits, kind_of
from onrecord.reports.items import Item, Origin, Reader
from onrecord.reports.read import read_item, read_jsonl_lines, read_source, read_text

__all__ = [
    "Given",
    "Item",
    "Kind",
    "Limits",
    "Origin",
    "Reader",
    "kind_of",
    "read_item",
    "read_jsonl_lines",
    "read_source",
    "read_text",
]
