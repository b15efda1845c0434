"""Outlets that pass on what others say: 'told Radio Noor', 'was quoted by Al-Nahar', 'in remarks carried by SANA'.

Comes in: a Reading and the place of a word of saying. Goes out: the token range of the outlet's name, or None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.claims.speaker_phrases import Range
from onrecord.claims.speakers import is_outlet, noun_set
from onrecord.claims.speech_verbs import speech_words
from onrecord.language import Reading, Sentence
from onrecord.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

Relay = Range

_NAME_WORDS = frozenset(["of", "the", "and", "for", "-", "al", "el"])
_LISTENERS = frozenset(
    [
        "council",
        "parliament",
        "congress",
        "senate",
        "assembly",
        "court",
        "committee",
        "commission",
        "nations",
        "un",
        "house",
        "cabinet",
        "ministry",
        "minister",
        "president",
        "king",
        "prime",
        "chancellor",
        "security",
        "tribunal",
        "inquiry",
    ]
)
_ROLES_OF_OUTLET = frozenset(["correspondent", "reporter", "journalist"])


def cited(reading: Reading, relay: Relay) -> tuple[str, Span]:
    """The outlet's name and where it stands; a genitive's ending is left off, also where its mark was lost ('TTVs')."""
    span = reading.span(*relay)
    words = re.sub(r"['’]s?$|(?<=[A-Z]{2})s$", "", reading.report.quote(span))
    return words, Span(span.start, span.start + len(words))


def relay_told(reading: Reading, sentence: Sentence, verb: Token) -> Relay | None:
    """The outlet somebody told it to: 'told Reuters', 'in a statement to SANA', 'speaking to Radio Noor'."""
    lemma = verb.lemma_.lower()
    if lemma in ("tell", "inform"):
        return relay_after(reading, verb.i + 1, min(verb.i + 12, sentence.last))
    for at in range(verb.i + 1, min(verb.i + 14, sentence.last - 1)):
        if reading.lower[at] in ("to", "with") and reading.doc[at - 1].lemma_.lower() in speech_words("remarks"):
            return relay_after(reading, at + 1, min(at + 10, sentence.last))
    return None


def relay_of_message(reading: Reading, sentence: Sentence) -> Relay | None:
    """'in comments carried by X', 'who was quoted by X', 'in a statement published on X'."""
    for at in range(sentence.first, sentence.last - 2):
        token = reading.doc[at]
        if (
            token.tag_ == "VBN"
            and token.lemma_.lower() in speech_words("carried")
            and reading.lower[at + 1] in ("by", "on", "in")
        ):
            before = {reading.doc[i].lemma_.lower() for i in range(max(sentence.first, at - 3), at)}
            if before & speech_words("remarks") or "who" in before:
                return relay_after(reading, at + 2, min(at + 12, sentence.last), sure=True)
    return None


def relay_after(reading: Reading, first: int, end: int, *, sure: bool = False) -> Relay | None:
    """The outlet that stands at the start of a range. ``sure``: the words before it say it relays, so that any name
    will do; else it must look like an outlet's."""
    announced = False
    at = first
    while at < end and not _is_name(reading, at):
        token = reading.doc[at]
        if token.lower_ in noun_set("outlets"):
            announced = True
            if at + 1 < end and reading.lower[at + 1] in ("conference", "briefing"):
                return None
            if _closes(reading, at + 1, end):
                return _with_adjectives(reading, first, at), at + 1
        elif (
            token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PUNCT") and token.tag_ != "VBN" and token.text != "-"
        ) or token.lower_ == "that":
            return None
        at += 1
    start, last = at, _name_end(reading, at, end)
    if start < last and reading.lower[last - 1] in ("'s", "’s") and last < end:
        following = relay_after(reading, last, end, sure=False)
        if following is not None:
            return following
        last -= 1
    if start >= last:
        return None
    return (start, last) if sure or announced or _looks_like_outlet(reading, start, last, end) else None


def _is_name(reading: Reading, at: int) -> bool:
    if at + 1 >= len(reading.doc):
        return reading.words(at, at + 1)[:1].isupper()
    if reading.doc[at].pos_ == "DET" and not reading.words(at + 1, at + 2)[:1].isupper():
        return False
    return reading.words(at, at + 1)[:1].isupper() and reading.doc[at].pos_ in (
        "PROPN",
        "NOUN",
        "ADJ",
        "NUM",
        "X",
        "DET",
        "VERB",
        "INTJ",
    )


def _name_end(reading: Reading, start: int, end: int) -> int:
    last = start
    while last < end:
        word = reading.words(last, last + 1)
        goes_on = last + 1 < end and reading.words(last + 1, last + 2)[:1].isupper()
        named = word[:1].isupper() and reading.doc[last].ent_type_ not in ("DATE", "TIME")
        number = last > start and reading.doc[last].is_digit and last - start <= 2
        if not (named or number or (last > start and (word in ("-",) or word.lower() in _NAME_WORDS) and goes_on)):
            break
        last += 1
    if last < end and last > start and reading.lower[last] in ("'s", "’s"):
        return last + 1
    while (
        last > start
        and last < end
        and reading.lower[last] in ("news", "agency", "television", "newspaper", "radio", "tv")
    ):
        last += 1
    return last


def _closes(reading: Reading, at: int, end: int) -> bool:
    """Whether no name follows an outlet word: 'told state television that', 'told local media'."""
    return at >= end or (not _is_name(reading, at) and reading.lower[at] not in noun_set("outlets"))


def _with_adjectives(reading: Reading, first: int, at: int) -> int:
    while first < at and reading.doc[first].pos_ in ("DET", "PRON"):
        first += 1
    return first


def _looks_like_outlet(reading: Reading, start: int, last: int, end: int) -> bool:
    words = reading.words(start, last)
    types = {reading.doc[at].ent_type_ for at in range(start, last)}
    followed = last < end and reading.lower[last] in _ROLES_OF_OUTLET
    bodies = {word.lower() for word in re.findall(r"\w+", words)} & (_LISTENERS | noun_set("ranks"))
    return is_outlet(words) or followed or (not bodies and types.isdisjoint({"GPE", "NORP", "LOC"}))
