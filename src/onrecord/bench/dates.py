"""Publication dates: is the day found that a careful reader gives a page, and none where the page tells none?

In: pages of our own after the layouts of news sites, each with its address, what HTTP said, and the day. Out: figures
and errors. Pages marked unread are scored apart and their errors never listed: nobody who works on the reader looks
at them, so their figure is what to expect of pages not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from onrecord.bench.figures import Figure, Measure, share_of
from onrecord.bench.material import Json, Material, read_jsonl
from onrecord.model import Published, Report
from onrecord.reports import Given, Kind, Limits
from onrecord.reports.items import Item, Origin
from onrecord.reports.read import read_item

MEASURES = (
    Measure("right", "publication day right, or none where none is told", target=0.95),
    Measure("dated", "  where the page tells it"),
    Measure("undated", "  where it does not"),
    Measure("unread", "pages whose errors are never read", target=0.95),
    Measure("sure", "right of those given with confidence 0.9 or more"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A page with what was read of its date."""

    case: Json
    found: Published
    warnings: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the day is the one that a careful reader gives."""
        day = None if self.found.day is None else self.found.day.isoformat()
        return bool(day == self.case["published"])

    @property
    def is_unread(self) -> bool:
        """Whether its errors are kept unread."""
        return bool(self.case.get("unread", False))


def judge(material: Material) -> list[Judged]:
    """Read every page. Raises the page's UnreadableReport where one cannot be read."""
    return [
        _judged(case, (material.date_cases.parent / case["file"]).read_bytes())
        for case in read_jsonl(material.date_cases)
    ]


def _judged(case: Json, raw: bytes) -> Judged:
    retrieved = case["retrieved"]
    origin = Origin(
        url=case["url"],
        last_modified=_day(case["last_modified"]),
        retrieved=None if retrieved is None else datetime.fromisoformat(retrieved).replace(tzinfo=UTC),
    )
    read = read_item(Item(raw, case["file"], Kind.HTML, origin), given=Given(), limits=Limits())
    if not isinstance(read, Report):
        raise read
    return Judged(case, read.published, read.warnings)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def figures(judged: Sequence[Judged]) -> dict[str, Figure]:
    """The shares of pages that are right."""
    found = {
        "right": share_of(one.right for one in judged),
        "dated": share_of(one.right for one in judged if one.case["published"] is not None),
        "undated": share_of(one.right for one in judged if one.case["published"] is None),
        "unread": share_of(one.right for one in judged if one.is_unread),
        "sure": share_of(one.right for one in judged if one.found.day is not None and one.found.confidence >= 0.9),
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def error_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """The pages that are wrong, but for those that are kept unread."""
    for one in judged:
        if not one.right and not one.is_unread:
            found = f"{one.found.day} ({one.found.how}, {one.found.confidence:.2f})"
            yield f"{one.case['id']}  {one.case['kind']}: {found}, not {one.case['published']}\n  {one.case['note']}"
