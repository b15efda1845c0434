"""The names in the words for a speaker: which capitalised runs there are, and which is a person's, a body's, a rank.

Comes in: token ranges of a noun phrase. Goes out: half-open token ranges. The lists of nouns are data
(``data/speech.toml``); the words that bodies are called by stand here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.claims.words import load_table
from onrecord.language import Reading

BEFORE_RANKS = frozenset(
    ["group", "staff", "wing", "squadron", "flight", "rear", "vice", "air", "first", "second", "chief", "master"]
)


_NAME_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "abdel",
        "abdul",
        "de",
        "la",
        "del",
        "van",
        "von",
        "da",
        "dos",
        "di",
        "ould",
        "ag",
        "der",
    ]
)


LINKS = frozenset(["from", "of", "at", "with", "for", "in"])


_REGIONS = frozenset("province state district city governorate region town village county territory".split())


@lru_cache(maxsize=16)
def noun_set(name: str) -> frozenset[str]:
    """A list of nouns of ``data/speech.toml``: 'people', 'institutions', 'official', 'media', 'outlets', 'ranks'."""
    return frozenset(load_table("speech")["nouns"][name])


ORGANISATION_WORDS = noun_set("bodies")
"""Words that the names of bodies hold: 'observatory', 'ministry', 'brigade'."""
TITLES = noun_set("titles")


def ranks() -> frozenset[str]:
    return noun_set("ranks")


@lru_cache(maxsize=1)
def speaking_nouns() -> frozenset[str]:
    """The nouns for people and bodies that speak."""
    return noun_set("people") | noun_set("institutions")


def is_outlet(words: str) -> bool:
    """Whether words name a news outlet: 'AlMada Press', 'the SANA news agency', 'Reuters'."""
    return bool(noun_set("outlets") & set(re.findall(r"[a-z]+", words.lower()))) or bool(
        re.search(r"[a-z](?:press|news|times|post|tv)\b", words.lower())
    )


def proper_runs(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """Runs of capitalised words, with 'al-', 'of', 'for' inside names of organisations kept."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    at = first
    while at < last:
        if _capitalised(reading, at):
            if start is not None and _new_name(reading, at, start):
                runs.append((start, at))
                start = None
            start = at if start is None else start
        elif start is not None and not _glue(reading, at, start, last):
            runs.append((start, at))
            start = None
        at += 1
    if start is not None:
        runs.append((start, last))
    return [
        _without_rank(reading, run)
        for run in runs
        if _without_rank(reading, run)[0] < run[1] and not _is_seat(reading, run, last)
    ]


def _is_seat(reading: Reading, run: tuple[int, int], last: int) -> bool:
    """'Britain-based': where a body sits is not its name."""
    return reading.doc[run[1] - 1].text == "-" or (run[1] + 1 < last and reading.lower[run[1] + 1] == "based")


def _new_name(reading: Reading, at: int, start: int) -> bool:
    """'... for Human Rights Awa Traore', '... Hospital Dr. Sami Haddad': a name starts inside the run."""
    token, before = reading.doc[at], reading.doc[at - 1]
    if at - start > 3 and [reading.lower[i] for i in range(at - 3, at)] == ["for", "human", "rights"]:
        return token.lower_ not in ORGANISATION_WORDS
    if token.lower_.rstrip(".") in ranks() and token.lower_ not in ("general", "major"):
        return True
    return (
        token.ent_iob_ == "B"
        and token.ent_type_ == "PERSON"
        and before.ent_type_ != "PERSON"
        and before.lower_ not in _NAME_PARTICLES
    )


def _capitalised(reading: Reading, at: int) -> bool:
    token = reading.doc[at]
    word = reading.words(at, at + 1)
    if not word[:1].isupper():
        return word.lower() in ("al", "el") and at + 1 < len(reading.doc)
    return (
        token.pos_ == "PROPN"
        or token.ent_type_ in ("ORG", "PERSON", "GPE", "NORP")
        or (token.pos_ in ("NOUN", "ADJ") and token.i > 0 and len(word) > 1 and not token.is_sent_start)
    )


def _glue(reading: Reading, at: int, start: int, last: int) -> bool:
    lower = reading.lower[at]
    if at + 1 >= last:
        return False
    if lower == "-" or lower in _NAME_PARTICLES:
        return True
    follows = _capitalised(reading, at + 1)
    inside_organisation = any(reading.lower[i] in ORGANISATION_WORDS for i in range(start, at))
    return (
        lower in ("of", "for", "and", "&")
        and follows
        and inside_organisation
        and (lower != "and" or _rights(reading, at))
    )


def _rights(reading: Reading, at: int) -> bool:
    """'Committee for Peace and Justice': an 'and' inside a name, where an 'of' or 'for' stands before it."""
    return any(reading.lower[i] in ("for", "of") for i in range(max(0, at - 3), at))


def _without_rank(reading: Reading, run: tuple[int, int]) -> tuple[int, int]:
    start, end = run
    if start + 1 < end and reading.lower[start] in BEFORE_RANKS and reading.lower[start + 1].rstrip(".") in ranks():
        start += 1
    while end - start > 1 and reading.lower[start] in TITLES and reading.doc[start + 1].text != "-":
        start += 1
    while start < end and (reading.lower[start].rstrip(".") in ranks() or reading.doc[start].text == "."):
        start += 1
    if (
        end - start == 1
        and end < len(reading.doc)
        and reading.lower[start] in BEFORE_RANKS
        and reading.lower[end].rstrip(".") in ranks()
    ):
        start = end
    return start, end


def is_person(reading: Reading, run: tuple[int, int]) -> bool:
    words = [reading.lower[at] for at in range(*run)]
    if any(word in ORGANISATION_WORDS for word in words) or is_outlet(" ".join(words)):
        return False
    if run[1] < len(reading.doc) and reading.lower[run[1]] in ("'s", "’s"):
        return False
    types = [reading.doc[at].ent_type_ for at in range(*run)]
    if types.count("PERSON") * 2 >= len(types):
        return True
    before = reading.doc[run[0] - 1] if run[0] else None
    ranked = before is not None and (before.lower_.rstrip(".") in ranks() or before.lower_ in TITLES)
    return ranked and not all(kind in ("ORG", "GPE", "NORP") for kind in types)


def is_organisation(reading: Reading, run: tuple[int, int], with_person: bool) -> bool:
    words = [reading.lower[at] for at in range(*run)]
    types = {reading.doc[at].ent_type_ for at in range(*run)}
    if any(word in ORGANISATION_WORDS for word in words):
        return True
    if _is_place(reading, run):
        return False
    if run[1] < len(reading.doc) and with_person and reading.lower[run[1]] in ("'s", "’s"):
        return False
    if "ORG" in types:
        return True
    named = reading.words(*run)
    if len(words) > 1 and types == {"", "NORP"} and reading.doc[run[1] - 1].ent_type_ == "":
        return not with_person
    return (
        not with_person
        and types <= {"", "ORG", "PRODUCT", "PERSON"}
        and (named.isupper() or (len(words) >= 1 and types != {"GPE"} and named[0].isupper()))
    )


def _is_place(reading: Reading, run: tuple[int, int]) -> bool:
    """'a doctor in Djibo', 'the mayor of Bria', 'activists in Jonglei state': a place whatever it is taken for."""
    before = reading.lower[run[0] - 1] if run[0] else ""
    after = reading.lower[run[1]] if run[1] < len(reading.doc) else ""
    seat = before == "of" and run[0] > 1 and reading.lower[run[0] - 2] in ("mayor", "governor", "resident", "bishop")
    return after in _REGIONS or seat or (before == "in" and not reading.words(*run).isupper())


def rank_before(reading: Reading, person: tuple[int, int], first: int) -> str | None:
    start = person[0]
    at = start
    while at > first and (reading.lower[at - 1].rstrip(".") in ranks() or reading.doc[at - 1].text == "."):
        at -= 1
    if first < at < start and reading.lower[at - 1] in BEFORE_RANKS:
        at -= 1
    return reading.words(at, start).strip() if at < start else None


def person_among(reading: Reading, runs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The speaker's own name: not the one that 'of' or 'in' hangs on, where there is another."""
    return next((run for run in runs if run[0] == 0 or reading.lower[run[0] - 1] not in LINKS), None)
