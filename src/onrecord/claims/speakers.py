"""From the words for a speaker to a Speaker: name, rank, role, organisation; the unnamed are anonymous.

Comes in: the token range of a noun phrase ('Col. Walid al-Dailami, from the army's Anbar Operations'). Goes out: a
Speaker whose parts are the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.claims.speaker_names import (
    LINKS,
    ORGANISATION_WORDS,
    TITLES,
    is_organisation,
    is_outlet,
    is_person,
    noun_set,
    person_among,
    proper_runs,
    rank_before,
    ranks,
    speaking_nouns,
)
from onrecord.language import Reading
from onrecord.model import Speaker

__all__ = ["ORGANISATION_WORDS", "head_of", "is_outlet", "noun_set", "speaker_from", "speaking_nouns"]


def speaker_from(reading: Reading, first: int, last: int) -> Speaker | None:
    """The speaker that tokens [first, last) name; None where they name nobody who can speak."""
    first, last = _trim(reading, first, last)
    if first >= last:
        return None
    names = proper_runs(reading, first, last)
    person = person_among(reading, [run for run in names if is_person(reading, run)])
    organisations = [run for run in names if run != person and is_organisation(reading, run, person is not None)]
    rank = rank_before(reading, person, first) if person else None
    organisation = _organisation(reading, organisations, person, first, last)
    role = _role(reading, person, first, last)
    span = reading.span(first, last)
    if person is not None:
        return Speaker(span, name=reading.words(*person), rank=rank, role=role, organisation=organisation)
    if len(names) == 1 and _is_lone_surname(reading, names[0], first, last):
        return Speaker(span, name=reading.words(*names[0]))
    return _without_name(reading, first, last, organisation)


def _is_lone_surname(reading: Reading, run: tuple[int, int], first: int, last: int) -> bool:
    """'Fabius': one capitalised word, nothing but it, that is no body, place or acronym."""
    word = reading.words(*run)
    return (
        run == (first, last)
        and last - first == 1
        and not word.isupper()
        and not is_outlet(word)
        and (
            reading.doc[first].ent_type_ == ""
            and reading.doc[first].pos_ == "PROPN"
            and word.lower() not in speaking_nouns() | ORGANISATION_WORDS
        )
    )


def _without_name(reading: Reading, first: int, last: int, organisation: str | None) -> Speaker:
    """A body that speaks as such ('the defence ministry'), or people nobody names ('a source in the army')."""
    span = reading.span(first, last)
    head = head_of(reading, first, last)
    lemma = reading.doc[head].lemma_.lower()
    if organisation is None and lemma in _REPORTERS:
        organisation = _capitals_before(reading, first, head)
    if lemma in noun_set("people") and not _is_official_body(reading, first, head):
        role = reading.words(_after_article(reading, first), head + 1) if organisation else reading.words(first, last)
        named = organisation is not None and (reading.doc[head].ent_type_ == "ORG" or _is_body(lemma))
        return Speaker(span, role=None if named else role, organisation=organisation, anonymous=not named)
    announced = _announced_outlet(reading, first, last)
    if announced is not None:
        return Speaker(span, organisation=announced)
    if organisation is None and _is_official_body(reading, first, head):
        organisation = reading.words(_after_article(reading, first), _with_place(reading, head + 1, last))
    if organisation is None:
        return Speaker(span, role=reading.words(first, last), anonymous=True)
    return Speaker(span, organisation=organisation)


_REPORTERS = frozenset({"reporter", "correspondent"})


def _capitals_before(reading: Reading, first: int, head: int) -> str | None:
    """'SANA reporter', 'our SANA correspondent': the capitals right before a reporter name who employs one."""
    start = head
    while start > first and reading.words(start - 1, start)[:1].isupper() and reading.doc[start - 1].pos_ != "DET":
        start -= 1
    return reading.words(start, head) if start < head else None


def _announced_outlet(reading: Reading, first: int, last: int) -> str | None:
    """'the news agency Firat', 'the newspaper Al-Qanal': a name behind the common noun for an outlet."""
    for at in range(first, last - 1):
        common = reading.lower[at] in noun_set("outlets") and reading.words(at, at + 1).islower()
        if common and reading.words(at + 1, at + 2)[:1].isupper():
            return reading.words(at + 1, last)
    return None


def _is_body(lemma: str) -> bool:
    return lemma in (
        "group",
        "organisation",
        "organization",
        "agency",
        "monitor",
        "watchdog",
        "ngo",
        "charity",
        "outlet",
        "website",
        "statement",
        "report",
    )


def head_of(reading: Reading, first: int, last: int) -> int:
    """The noun that a phrase is about: the last one before a preposition, a comma or a second article."""
    head = None
    for at in range(first, last):
        token = reading.doc[at]
        if head is not None and (token.pos_ in ("ADP", "SCONJ") or token.text == "," or token.pos_ == "DET"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            following = reading.lower[at + 1] if at + 1 < last else ""
            if following not in ("'s", "’s", "-"):
                head = at
    return last - 1 if head is None else head


def _is_official_body(reading: Reading, first: int, head: int) -> bool:
    """'the army', 'state television', 'the interior ministry' - but no lone 'agency', which has a name somewhere."""
    lemma = reading.doc[head].lemma_.lower()
    if lemma in noun_set("media"):
        return any(reading.lower[at] in noun_set("official") for at in range(first, head))
    return lemma in noun_set("institutions")


def _after_article(reading: Reading, first: int) -> int:
    return first + 1 if reading.doc[first].pos_ == "DET" else first


def _with_place(reading: Reading, at: int, last: int) -> int:
    """Take in ' in Moscow' behind 'the defence ministry': it tells which one."""
    if at + 1 < last and reading.lower[at] in ("in", "of") and reading.doc[at + 1].ent_type_ in ("GPE", "LOC"):
        return last
    return at


def _trim(reading: Reading, first: int, last: int) -> tuple[int, int]:
    skip = {
        ",",
        "-",
        "–",
        "—",
        "``",
        "''",
        '"',
        "“",
        "”",
        "'",
        ":",
        ";",
        "(",
        ")",
        "and",
        "but",
        "that",
        "while",
        "as",
        "also",
    }
    while first < last and reading.lower[first] in skip:
        first += 1
    while last > first and reading.lower[last - 1] in skip | {"also", "has", "have"}:
        last -= 1
    return first, last


def _organisation(
    reading: Reading, runs: Sequence[tuple[int, int]], person: tuple[int, int] | None, first: int, last: int
) -> str | None:
    """The organisation a speaker belongs to, with the army or ministry it is part of where that stands before it."""
    if not runs:
        return _common_organisation(reading, first, last) if person else None
    start, end = next((run for run in runs if _says_organisation(reading, run)), runs[0])
    if start - 2 >= first and reading.lower[start - 1] in ("'s", "’s", "s") and _owns_body(reading, start, end):
        start -= 2
    elif reading.lower[start] == "the" and start + 1 < end:
        start += 1
    if all(reading.lower[at] in ORGANISATION_WORDS for at in range(start, end)):
        start = _with_descriptions(reading, first, start)
    if end < last and reading.lower[end] in ORGANISATION_WORDS and reading.lower[end] not in ("group", "staff", "head"):
        end = _past_body_words(reading, end, last)
    return re.sub(r"(?<=[A-Z]{2})s$", "", reading.words(start, end))


def _with_descriptions(reading: Reading, first: int, start: int) -> int:
    """'Syrian state-run TV', 'joint operations command': the words before a body's common name that tell which."""
    while start > first:
        if start - 3 >= first and reading.doc[start - 2].text == "-" and reading.doc[start - 1].tag_ == "VBN":
            start -= 3
        elif reading.doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
            start -= 1
        else:
            break
    return start


def _owns_body(reading: Reading, start: int, end: int) -> bool:
    """'the army's Anbar Operations', 'Russia's Defence Ministry': whose body it is tells which."""
    owner = reading.doc[start - 2]
    return owner.pos_ == "NOUN" or (owner.ent_type_ == "GPE" and reading.lower[end - 1] in ORGANISATION_WORDS)


def _says_organisation(reading: Reading, run: tuple[int, int]) -> bool:
    return any(reading.lower[at] in ORGANISATION_WORDS or reading.doc[at].ent_type_ == "ORG" for at in range(*run))


def _past_body_words(reading: Reading, end: int, last: int) -> int:
    """'SANA news agency': the words behind a name that say what body it is."""
    while end < last and reading.lower[end] in ORGANISATION_WORDS:
        end += 1
    return end


def _common_organisation(reading: Reading, first: int, last: int) -> str | None:
    """'a general in the army': an organisation told by a common noun behind 'from', 'of', 'in'."""
    for at in range(first, last - 1):
        if reading.lower[at] in LINKS:
            for end in range(at + 1, min(at + 6, last)):
                if reading.lower[end] in ORGANISATION_WORDS:
                    start = at + 2 if reading.doc[at + 1].pos_ == "DET" and at + 2 <= end else at + 1
                    return reading.words(start, end + 1)
    return None


def _role(reading: Reading, person: tuple[int, int] | None, first: int, last: int) -> str | None:
    """What the speaker is: the common nouns before the name or in apposition behind it."""
    if person is None:
        return None
    before = _strip_edges(reading, first, person[0])
    while before and reading.doc[before[0]].pos_ == "NUM" and before[1] - before[0] > 1:
        before = (before[0] + 1, before[1])
    if before and any(reading.doc[at].pos_ == "NOUN" or reading.lower[at] in TITLES for at in range(*before)):
        return reading.words(*before)
    behind = _strip_edges(reading, person[1], last)
    if behind and reading.lower[behind[0]] not in LINKS:
        return reading.words(*behind)
    return None


def _strip_edges(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    while first < last and (reading.doc[first].is_punct or reading.doc[first].is_space):
        first += 1
    while last > first and (
        reading.doc[last - 1].is_punct
        or reading.doc[last - 1].is_space
        or (
            reading.lower[last - 1].rstrip(".") in ranks()
            and last - first > 1
            and reading.doc[last - 1].text[:1].isupper()
        )
    ):
        last -= 1
    return (first, last) if first < last else None
