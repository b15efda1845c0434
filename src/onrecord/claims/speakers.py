"""From the words for a speaker to a Speaker: name, rank, role, organisation; the unnamed are anonymous.

Comes in: the token range of a noun phrase ('Col. Walid al-Dailami, from the army's Anbar Operations'). Goes out: a
Speaker whose parts are the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.claims.words import load_table
from onrecord.language import Reading
from onrecord.model import Speaker

ORGANISATION_WORDS = frozenset(
    [
        "observatory",
        "agency",
        "ministry",
        "army",
        "command",
        "operations",
        "committee",
        "committees",
        "council",
        "center",
        "centre",
        "network",
        "coalition",
        "police",
        "front",
        "office",
        "organisation",
        "organization",
        "watch",
        "commission",
        "union",
        "association",
        "mission",
        "force",
        "forces",
        "bureau",
        "department",
        "pentagon",
        "kremlin",
        "government",
        "hospital",
        "university",
        "party",
        "movement",
        "brigade",
        "media",
        "news",
        "television",
        "tv",
        "radio",
        "press",
        "group",
        "crescent",
        "cross",
        "unicef",
        "ocha",
        "nations",
        "institute",
        "foundation",
        "syndicate",
        "authority",
        "directorate",
        "headquarters",
        "helmets",
        "defence",
        "defense",
        "service",
        "services",
        "guard",
        "corps",
        "board",
        "court",
        "parliament",
        "embassy",
        "municipality",
        "governorate",
        "directorate",
        "staff",
    ]
)
_BEFORE_RANKS = frozenset(
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
_LINKS = frozenset(["from", "of", "at", "with", "for", "in"])


@lru_cache(maxsize=16)
def noun_set(name: str) -> frozenset[str]:
    """A list of nouns of ``data/speech.toml``: 'people', 'institutions', 'official', 'media', 'outlets', 'ranks'."""
    return frozenset(load_table("speech")["nouns"][name])


def _ranks() -> frozenset[str]:
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


def speaker_from(reading: Reading, first: int, last: int) -> Speaker | None:
    """The speaker that tokens [first, last) name; None where they name nobody who can speak."""
    first, last = _trim(reading, first, last)
    if first >= last:
        return None
    names = _proper_runs(reading, first, last)
    person = _person_among(reading, [run for run in names if _is_person(reading, run)])
    organisations = [run for run in names if run != person and _is_organisation(reading, run, person is not None)]
    rank = _rank_before(reading, person, first) if person else None
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


def _person_among(reading: Reading, runs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The speaker's own name: not the one that 'of' or 'in' hangs on, where there is another."""
    return next((run for run in runs if run[0] == 0 or reading.doc[run[0] - 1].lower_ not in _LINKS), None)


def _without_name(reading: Reading, first: int, last: int, organisation: str | None) -> Speaker:
    """A body that speaks as such ('the defence ministry'), or people nobody names ('a source in the army')."""
    span = reading.span(first, last)
    head = head_of(reading, first, last)
    lemma = reading.doc[head].lemma_.lower()
    if lemma in noun_set("people") and not _is_official_body(reading, first, head):
        role = reading.words(_after_article(reading, first), head + 1) if organisation else reading.words(first, last)
        named = organisation is not None and (reading.doc[head].ent_type_ == "ORG" or _is_body(lemma))
        return Speaker(span, role=None if named else role, organisation=organisation, anonymous=not named)
    if organisation is None and _is_official_body(reading, first, head):
        organisation = reading.words(_after_article(reading, first), _with_place(reading, head + 1, last))
    if organisation is None:
        organisation = _announced_outlet(reading, first, last)
    if organisation is None:
        return Speaker(span, role=reading.words(first, last), anonymous=True)
    return Speaker(span, organisation=organisation)


def _announced_outlet(reading: Reading, first: int, last: int) -> str | None:
    """'the news agency Firat', 'the newspaper Al-Qanal': a name behind the word for an outlet, whatever else it names."""
    for at in range(first, last - 1):
        if reading.doc[at].lower_ in noun_set("outlets") and reading.words(at + 1, at + 2)[:1].isupper():
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
            following = reading.doc[at + 1].lower_ if at + 1 < last else ""
            if following not in ("'s", "’s", "-"):
                head = at
    return last - 1 if head is None else head


def _is_official_body(reading: Reading, first: int, head: int) -> bool:
    """'the army', 'state television', 'the interior ministry' - but no lone 'agency', which has a name somewhere."""
    lemma = reading.doc[head].lemma_.lower()
    if lemma in noun_set("media"):
        return any(reading.doc[at].lower_ in noun_set("official") for at in range(first, head))
    return lemma in noun_set("institutions")


def _after_article(reading: Reading, first: int) -> int:
    return first + 1 if reading.doc[first].pos_ == "DET" else first


def _with_place(reading: Reading, at: int, last: int) -> int:
    """Take in ' in Moscow' behind 'the defence ministry': it tells which one."""
    if at + 1 < last and reading.doc[at].lower_ in ("in", "of") and reading.doc[at + 1].ent_type_ in ("GPE", "LOC"):
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
    while first < last and reading.doc[first].lower_ in skip:
        first += 1
    while last > first and reading.doc[last - 1].lower_ in skip | {"also", "has", "have"}:
        last -= 1
    return first, last


def _proper_runs(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
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
    return reading.doc[run[1] - 1].text == "-" or (run[1] + 1 < last and reading.doc[run[1] + 1].lower_ == "based")


def _new_name(reading: Reading, at: int, start: int) -> bool:
    """'... for Human Rights Rami Abdel-Rahman', '... Hospital Dr. Farid al-Asfar': a person's name starts inside the run."""
    token, before = reading.doc[at], reading.doc[at - 1]
    if at - start > 3 and [reading.doc[i].lower_ for i in range(at - 3, at)] == ["for", "human", "rights"]:
        return token.lower_ not in ORGANISATION_WORDS
    if token.lower_.rstrip(".") in _ranks() and token.lower_ not in ("general", "major"):
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
    lower = reading.doc[at].lower_
    if at + 1 >= last:
        return False
    if lower == "-" or lower in _NAME_PARTICLES:
        return True
    follows = _capitalised(reading, at + 1)
    inside_organisation = any(reading.doc[i].lower_ in ORGANISATION_WORDS for i in range(start, at))
    return (
        lower in ("of", "for", "and", "&")
        and follows
        and inside_organisation
        and (lower != "and" or _rights(reading, at))
    )


def _rights(reading: Reading, at: int) -> bool:
    """'Committee for Peace and Justice': an 'and' inside a name, where an 'of' or 'for' stands before it."""
    return any(reading.doc[i].lower_ in ("for", "of") for i in range(max(0, at - 3), at))


def _without_rank(reading: Reading, run: tuple[int, int]) -> tuple[int, int]:
    start, end = run
    if (
        start + 1 < end
        and reading.doc[start].lower_ in _BEFORE_RANKS
        and reading.doc[start + 1].lower_.rstrip(".") in _ranks()
    ):
        start += 1
    while start < end and (reading.doc[start].lower_.rstrip(".") in _ranks() or reading.doc[start].text == "."):
        start += 1
    if (
        end - start == 1
        and end < len(reading.doc)
        and reading.doc[start].lower_ in _BEFORE_RANKS
        and reading.doc[end].lower_.rstrip(".") in _ranks()
    ):
        start = end
    return start, end


def _is_person(reading: Reading, run: tuple[int, int]) -> bool:
    words = [reading.doc[at].lower_ for at in range(*run)]
    if any(word in ORGANISATION_WORDS for word in words) or is_outlet(" ".join(words)):
        return False
    if run[1] < len(reading.doc) and reading.doc[run[1]].lower_ in ("'s", "’s"):
        return False
    types = [reading.doc[at].ent_type_ for at in range(*run)]
    if types.count("PERSON") * 2 >= len(types):
        return True
    before = reading.doc[run[0] - 1] if run[0] else None
    ranked = before is not None and (before.lower_.rstrip(".") in _ranks() or before.lower_ in _TITLES)
    return ranked and not all(kind in ("ORG", "GPE", "NORP") for kind in types)


_TITLES = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "director",
        "chief",
        "head",
        "minister",
        "governor",
        "mayor",
        "president",
        "commander",
        "officer",
        "leader",
        "activist",
        "resident",
        "doctor",
        "secretary",
        "deputy",
        "member",
        "official",
        "lawyer",
        "coordinator",
        "representative",
    ]
)


def _is_organisation(reading: Reading, run: tuple[int, int], with_person: bool) -> bool:
    words = [reading.doc[at].lower_ for at in range(*run)]
    types = {reading.doc[at].ent_type_ for at in range(*run)}
    if any(word in ORGANISATION_WORDS for word in words):
        return True
    if run[1] < len(reading.doc) and with_person and reading.doc[run[1]].lower_ in ("'s", "’s"):
        return False
    if "ORG" in types:
        return True
    named = reading.words(*run)
    return (
        not with_person
        and types <= {"", "ORG", "PRODUCT", "PERSON"}
        and (named.isupper() or (len(words) >= 1 and types != {"GPE"} and named[0].isupper()))
    )


def _rank_before(reading: Reading, person: tuple[int, int], first: int) -> str | None:
    start = person[0]
    at = start
    while at > first and (reading.doc[at - 1].lower_.rstrip(".") in _ranks() or reading.doc[at - 1].text == "."):
        at -= 1
    if first < at < start and reading.doc[at - 1].lower_ in _BEFORE_RANKS:
        at -= 1
    return reading.words(at, start).strip() if at < start else None


def _organisation(
    reading: Reading, runs: Sequence[tuple[int, int]], person: tuple[int, int] | None, first: int, last: int
) -> str | None:
    """The organisation a speaker belongs to, with the army or ministry it is part of where that stands before it."""
    if not runs:
        return _common_organisation(reading, first, last) if person else None
    start, end = next((run for run in runs if _says_organisation(reading, run)), runs[0])
    if (
        start - 2 >= first
        and reading.doc[start - 1].lower_ in ("'s", "’s", "s")
        and reading.doc[start - 2].pos_ == "NOUN"
    ):
        start -= 2
    elif reading.doc[start].lower_ == "the" and start + 1 < end:
        start += 1
    while (
        start > first
        and all(reading.doc[at].lower_ in ORGANISATION_WORDS for at in range(start, end))
        and reading.doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN")
    ):
        start -= 1
    if (
        end < last
        and reading.doc[end].lower_ in ORGANISATION_WORDS
        and reading.doc[end].lower_ not in ("group", "staff", "head")
    ):
        end = _past_body_words(reading, end, last)
    return reading.words(start, end)


def _says_organisation(reading: Reading, run: tuple[int, int]) -> bool:
    return any(reading.doc[at].lower_ in ORGANISATION_WORDS or reading.doc[at].ent_type_ == "ORG" for at in range(*run))


def _past_body_words(reading: Reading, end: int, last: int) -> int:
    """'SANA news agency': the words behind a name that say what body it is."""
    while end < last and reading.doc[end].lower_ in ORGANISATION_WORDS:
        end += 1
    return end


def _common_organisation(reading: Reading, first: int, last: int) -> str | None:
    """'a general in the army': an organisation told by a common noun behind 'from', 'of', 'in'."""
    for at in range(first, last - 1):
        if reading.doc[at].lower_ in _LINKS:
            for end in range(at + 1, min(at + 6, last)):
                if reading.doc[end].lower_ in ORGANISATION_WORDS:
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
    if before and any(reading.doc[at].pos_ == "NOUN" or reading.doc[at].lower_ in _TITLES for at in range(*before)):
        return reading.words(*before)
    behind = _strip_edges(reading, person[1], last)
    if behind and reading.doc[behind[0]].lower_ not in _LINKS:
        return reading.words(*behind)
    return None


def _strip_edges(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    while first < last and (reading.doc[first].is_punct or reading.doc[first].is_space):
        first += 1
    while last > first and (
        reading.doc[last - 1].is_punct
        or reading.doc[last - 1].is_space
        or (
            reading.doc[last - 1].lower_.rstrip(".") in _ranks()
            and last - first > 1
            and reading.doc[last - 1].text[:1].isupper()
        )
    ):
        last -= 1
    return (first, last) if first < last else None
