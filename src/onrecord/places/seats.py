"""Capitals that a report names by their country alone: 'the Kenyan capital', "Kenya's capital".

In: a text and its toponyms. Out: the same toponyms with those capitals among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.model import Span
from onrecord.places.cues import WINDOW, cue_before
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.tables import packed_rows
from onrecord.places.toponym import Toponym

_CAPITAL = re.compile(
    r"(?P<owned>['’]s)?\s+(?P<word>capital)\b"
    r"(?!\s+(?:of|city|punishment|markets?|gains?|crimes?|outflows?|region|letters?)\b)"
    r"(?!\s*(?:,\s*|\(\s*|-\s*)?(?:in\s+)?[A-Z])"
)
"""Behind a country or its adjective; 'the Kenyan capital, Nairobi,' names it itself."""
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
"""Before the adjective: "the group's Syrian capital" is another."""
_AT_IT = frozenset("in inside into within across throughout hit struck attacked targeted shelled bombed".split())
"""Where something is told to happen; 'near the capital' locates another place."""
_DISPUTED = frozenset({"EH", "IL", "PS"})


def with_capitals(text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The toponyms, each capital behind the country that tells which one it is."""
    return tuple(one for toponym in toponyms for one in (toponym, *_capital_of(text, toponym, gazetteer)))


def _capital_of(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Iterator[Toponym]:
    found = _CAPITAL.match(text, toponym.span.end)
    if found is None:
        return
    before = text[max(0, toponym.span.start - WINDOW) : toponym.span.start]
    country = _country_of(toponym, gazetteer)
    capital = _capitals().get(country) if country is not None else None
    cue = cue_before(before).word
    if capital is not None and cue in _AT_IT and (found["owned"] or _THE.search(before)):
        phrase = Span(toponym.span.start, found.end())
        yield Toponym(
            Span(found.start("word"), found.end()),
            capital,
            phrase,
            kinds=("city", "capital"),
            cue=cue,
            of_country=country,
        )


def _country_of(toponym: Toponym, gazetteer: Gazetteer) -> str | None:
    meant = (entry.country for entry in gazetteer.find(toponym.name)[:1] if entry.kind == "country")
    return toponym.people or next(meant, None)


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    """Capitals by country (ISO 3166 alpha-2), from the table of countries, but for those that are disputed."""
    rows = packed_rows("countries")
    return {code: capital for code, _, capital, *_ in rows if capital and code not in _DISPUTED}
