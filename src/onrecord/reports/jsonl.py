"""One line of a JSONL source: a report as an object with id, text or html, published, title, url, country_hint, outlet.

In: the bytes of a line. Out: Line. Every fault raises UnreadableReport that names the line and what to do.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.errors import UnreadableReport

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.{0,30})?$")
SURROGATE = re.compile("[\ud800-\udfff]")
HALF_SURROGATE = "half a surrogate pair is no character; shown as \ufffd"
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says; exactly one of text and html is set."""

    text: str | None
    html: str | None
    id: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    country: str | None = None
    outlet: str | None = None
    warnings: tuple[str, ...] = ()


def parse_line(raw: str, where: str) -> Line:
    """Read one line. ``where`` names it in errors, such as 'x.jsonl, line 14'.

    Raises UnreadableReport: 'bad_json' (no object, a value of the wrong type), 'missing' (no text or html),
    'bad_date' (published is no day), 'binary' (NUL characters in the text); each with the line's id where it has one.
    """
    fields = _object(raw, where)
    try:
        return _line(fields, where)
    except UnreadableReport as fault:
        fault.report_id = _id_or_none(fields)
        raise


def _line(fields: dict[str, Any], where: str) -> Line:
    text, html = _words(fields, "text", where), _words(fields, "html", where)
    if text is None and html is None:
        raise UnreadableReport(
            where, "missing", 'has neither "text" nor "html"; give the report\'s words in one of them'
        )
    country, warnings = _country(fields, where)
    if SURROGATE.search(text or html or ""):
        warnings = (*warnings, HALF_SURROGATE)
    return Line(
        text=None if text is None else _clean(text, where),
        html=None if text is not None else _clean(html or "", where),
        id=_id(fields, where),
        published=_published(fields, where),
        title=_words(fields, "title", where),
        url=_words(fields, "url", where),
        country=country,
        outlet=_words(fields, "outlet", where),
        warnings=warnings,
    )


def _object(raw: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except RecursionError:
        raise UnreadableReport(where, "bad_json", "is nested too deep; give one flat object a line") from None
    except ValueError as fault:
        column = f" at character {fault.colno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise UnreadableReport(where, "bad_json", f"is no JSON{column}; give one object a line") from None
    if not isinstance(value, dict):
        raise UnreadableReport(where, "bad_json", "is no JSON object; give one object a line")
    return value


def _words(fields: dict[str, Any], name: str, where: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UnreadableReport(where, "bad_json", f'"{name}" is {_kind(value)}; give it as a string')
    return value if name in ("text", "html") else SURROGATE.sub("\ufffd", value)


def _id(fields: dict[str, Any], where: str) -> str | None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _words(fields, "id", where)


def _id_or_none(fields: dict[str, Any]) -> str | None:
    """The id of a line that is refused, for the error to name; None where it is itself of the wrong type."""
    try:
        return _id(fields, "")
    except UnreadableReport:
        return None


def _published(fields: dict[str, Any], where: str) -> date | None:
    words = _words(fields, "published", where)
    if words is None:
        return None
    found = _ISO.match(words.strip())
    try:
        return date.fromisoformat(found.group(1) if found else words)
    except ValueError:
        raise UnreadableReport(
            where, "bad_date", f"published '{words[:40]}' is no date; give it as YYYY-MM-DD or leave it out"
        ) from None


def _country(fields: dict[str, Any], where: str) -> tuple[str | None, tuple[str, ...]]:
    words = _words(fields, "country_hint", where)
    if words is None:
        return None, ()
    if _COUNTRY.fullmatch(words.strip()):
        return words.strip().upper(), ()
    return None, (f"country_hint '{words[:40]}' is no ISO 3166 code of two letters; it is not used",)


def _clean(words: str, where: str) -> str:
    """The words with half surrogates replaced one for one, so that offsets hold."""
    if "\0" in words:
        raise UnreadableReport(where, "binary", "its text holds NUL characters; take them out")
    return SURROGATE.sub("\ufffd", words)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else "a number"
