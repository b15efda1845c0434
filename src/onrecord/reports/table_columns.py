"""Which column of a table holds what of a report.

In: a table's column names and the user's word ('text' is in 'Body'). Out: a column for each field, or None. Without
the user's word the evident names are taken; the list is of names in dumps of news corpora and event data sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.errors import UnreadableReport

Columns = tuple[tuple[str, str], ...]
"""What of a report stands in which column: (('text', 'Body'), ('published', 'Date'))."""
EVIDENT: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "story"),
    "html": ("html",),
    "title": ("title", "headline"),
    "published": ("published", "date", "pub_date", "pubdate", "publication_date", "date_published", "published_at"),
    "url": ("url", "link"),
    "id": ("id",),
    "outlet": ("outlet", "publisher", "source"),
    "byline": ("byline", "author"),
    "country": ("country", "country_hint", "country_code"),
}
"""The fields that a column can hold, and the names that say so, the surest first."""
_SHOWN = 20


def placed(names: Sequence[str], given: Columns, where: str) -> dict[str, int]:
    """The number of the column for each field that has one.

    Raises UnreadableReport ('no_column') where a column that was given is not there, or none holds the words.
    """
    evident = EVIDENT
    if {"text", "html"} & dict(given).keys():
        evident = {field: known for field, known in EVIDENT.items() if field not in ("text", "html")}
    found = located(names, given, evident, where)
    if not {"text", "html"} & found.keys():
        raise UnreadableReport(
            where, "no_column", f"has no column with the reports' words; name it with --map text=COLUMN; {shown(names)}"
        )
    return found


def located(names: Sequence[str], given: Columns, evident: Mapping[str, tuple[str, ...]], where: str) -> dict[str, int]:
    """The number of the column for each field, by the user's word, else by its evident names; none holds two fields.

    Raises UnreadableReport ('no_column') where a column that was given is not there.
    """
    found = {field: _given_place(names, column, where) for field, column in given}
    keys = [_key(name) for name in names]
    for field, known in evident.items():
        place = next((keys.index(name) for name in known if name in keys), None)
        if field not in found and place is not None and place not in found.values():
            found[field] = place
    return found


def shown(names: Iterable[str]) -> str:
    """The names for a message."""
    listed = [f"'{' '.join(name.split())[:60]}'" for name in names]
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return f"its columns are {', '.join(listed[:_SHOWN]) or 'none'}{more}"


def _given_place(names: Sequence[str], column: str, where: str) -> int:
    wanted = column.strip()
    for found in ([name.strip() for name in names], [_key(name) for name in names]):
        for form in (wanted, _key(wanted)):
            if form in found:
                return found.index(form)
    raise UnreadableReport(where, "no_column", f"has no column '{wanted[:60]}'; mend --map; {shown(names)}")


def _key(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
