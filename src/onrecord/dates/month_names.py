"""The names of the months in the languages that news is written in.

In: a word or two, and the languages a page may be in. Out: calendar and month. Knowledge: ``data/month_names.tsv``
(Unicode CLDR; the solar and lunar Hijri months), which ``scripts/make_month_names.py`` makes. Names that mean two
months ('listopad' is November in Czech and October in Croatian) need a language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Calendar(StrEnum):
    """Whose months these are."""

    GREGORIAN = "gregorian"
    SOLAR = "solar"
    """The solar Hijri calendar of Iran and Afghanistan."""
    LUNAR = "lunar"
    """The lunar Hijri calendar."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a calendar, 1 to 12, and the languages that call it so."""

    calendar: Calendar
    number: int
    languages: frozenset[str]


MOST_WORDS = 2
"""Words in a name: 'كانون الثاني'."""


def month_named(name: str, languages: Collection[str] = ()) -> Month | None:
    """The month of a folded name; one that two languages use differently needs one of them named.

    English is always among the languages: English pages of every country have English months.
    """
    meant = _table().get(name, ())
    if len(meant) > 1:
        spoken = frozenset((*languages, "en"))
        meant = tuple(month for month in meant if month.languages & spoken) or meant
    return meant[0] if len(meant) == 1 else None


def folded(words: str) -> str:
    """Lower case, without accents: 'Février' and 'fevrier' are one; so are the forms of the Arabic alef and yeh."""
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss").replace("ı", "i").replace("I", "i").lower())
    bare = "".join(mark for mark in plain if unicodedata.category(mark) not in ("Mn", "Cf"))
    return bare.replace("ي", "ی").replace("ى", "ی").replace("ك", "ک").replace("\u0640", "")


@cache
def _table() -> dict[str, tuple[Month, ...]]:
    lines = files("onrecord.dates").joinpath("data", "month_names.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[Month, ...]] = {}
    for line in lines[1:]:
        name, calendar, number, languages = line.split("\t")
        month = Month(Calendar(calendar), int(number), frozenset(languages.split()))
        found[name] = (*found.get(name, ()), month)
    return found
