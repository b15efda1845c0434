"""Where the words for a speaker begin and end: the noun phrase beside a word of saying.

Comes in: a Reading and the place of a word of saying. Goes out: half-open token ranges. The parse is asked first; where
it has no answer (lost commas, quotations, headlines) the phrase right before or right behind the word is taken. A day
or a place that merely stands before the speaker ('on Saturday the ministry', 'in Syria Al Noor TV') is cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.claims.speakers import speaking_nouns
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]

_TABLE = load_table("speech")["phrases"]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEFT_OUT = frozenset({"relcl", "acl", "advcl", "ccomp", "cc", "punct", "parataxis", "npadvmod"})
_CLAUSE_WORDS = frozenset(_TABLE["clause"])
_BREAKS = frozenset({'"', "“", "”", ";", ":", "--", "("})
_TIMES = frozenset(_TABLE["times"])
_BESIDE_VERB = frozenset(_TABLE["beside_verb"])
_APPOSITIONS = frozenset(_TABLE["appositions"])
_BODIES = frozenset(_TABLE["explained"])
_LOCAL = frozenset(_TABLE["local"])
_WRITINGS = frozenset(_TABLE["writings"])
_DESCRIBES = frozenset(_TABLE["describes"])
_LONGEST = 26


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb in the parse, or of the verb it is coordinated with."""
    for token in (verb, verb.head) if verb.dep_ == "conj" else (verb,):
        found = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            return found
    return None


def phrase_of(reading: Reading, sentence: Sentence, head: Token, verb: int) -> Range:
    """The words of a subject, without its relative clauses, on its own side of the verb."""
    keep = {head.i}
    pending = [head]
    while pending:
        for child in pending.pop().children:
            left_out = child.dep_ in _LEFT_OUT and reading.lower[child.i + 1] != "-"
            if not left_out and sentence.first <= child.i < sentence.last:
                keep.add(child.i)
                pending.append(child)
    on_side = [at for at in keep if (at < verb) == (head.i < verb)]
    first, last = min(on_side), max(on_side) + 1
    if last - first > _LONGEST:
        first, last = head.i, head.i + 1
    if head.i < verb:
        last = _up_to_verb(reading, last, verb)
    return cleaned(reading, first, last)


def _up_to_verb(reading: Reading, last: int, verb: int) -> int:
    """Take in ', from the army's southern command,' where it stands between the subject and its verb."""
    gap = range(last, verb)
    stops = any(
        reading.lower[at] in _CLAUSE_WORDS or reading.doc[at].pos_ in ("VERB", "AUX") or reading.doc[at].text in _BREAKS
        for at in gap
    )
    return last if len(gap) > 16 or stops else verb


def phrase_before(reading: Reading, sentence: Sentence, verb: int) -> Range:
    """The noun phrase that ends right before a verb, with what it explains: 'the police chief, Ihor Bondar, told'."""
    end = verb
    while end > sentence.first and (
        reading.lower[end - 1] in _BESIDE_VERB or reading.doc[end - 1].pos_ in ("AUX", "ADV")
    ):
        end -= 1
    enclosed = end - 1 > sentence.first and reading.doc[end - 1].text == ","
    if enclosed:
        end -= 1
    first = _phrase_start(reading, sentence, end)
    if enclosed:
        if first - 1 <= sentence.first or reading.doc[first - 1].text != ",":
            return end, end
        before = _phrase_start(reading, sentence, first - 1)
        if not _named_or_titled(reading, before, first - 1):
            return end, end
        first = before
    return cleaned(reading, first, end)


def _phrase_start(reading: Reading, sentence: Sentence, end: int) -> int:
    first = end
    while first > sentence.first and end - first < 14:
        token = reading.doc[first - 1]
        describes = token.lower_ in _DESCRIBES and reading.doc[first - 2].text in ("-", "–")
        describes = describes or (
            token.tag_ == "VBG" and first - 2 >= sentence.first and reading.doc[first - 2].pos_ in ("DET", "ADP")
        )
        if (
            (token.pos_ in ("VERB", "AUX", "SCONJ") and not _inside_name(token) and not describes)
            or token.text in _BREAKS | {","}
            or token.lower_ in _CLAUSE_WORDS
        ):
            break
        if token.text == "." and not _abbreviates(reading, first - 1):
            break
        if token.pos_ == "ADP" and (
            token.lower_ not in ("of", "for", "in", "at", "from") or first - 2 < sentence.first
        ):
            return _after_and(reading, first, end) if token.lower_ == "between" else first
        first -= 1
    return first


def _after_and(reading: Reading, first: int, end: int) -> int:
    """'fighting between the army and rebels local doctors said': what follows 'between X and'."""
    return next((at + 1 for at in range(first, end - 1) if reading.lower[at] == "and"), first)


def _named_or_titled(reading: Reading, first: int, last: int) -> bool:
    return first < last and any(
        reading.doc[at].pos_ == "PROPN" or reading.doc[at].lemma_.lower() in speaking_nouns()
        for at in range(first, last)
    )


def stray_subject(reading: Reading, subject: Token, first: int) -> bool:
    """Whether the parse's subject is that of another verb before a phrase: 'Two men died in a raid, a doctor said'."""
    for at in range(subject.i + 1, first):
        if reading.lower[at] in ("who", "whom", "which", "that"):
            return False
        if _is_told(reading.doc[at]):
            return True
    return False


def _is_told(token: Token) -> bool:
    """Whether a word is a verb that tells something, no participle that only describes ('based in', 'led by')."""
    return (
        token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "MD")
        and token.pos_ in ("VERB", "AUX")
        and token.lower_ not in _DESCRIBES
    )


def phrase_after(reading: Reading, first: int, end: int) -> Range:
    """The noun phrase that starts at a token: up to a verb, a relative word, or a comma that opens no apposition."""
    last = first
    while last < end and last - first < 22 and not _ends_phrase(reading, first, last, end):
        last += 1
    return cleaned(reading, first, last)


def _ends_phrase(reading: Reading, first: int, at: int, end: int) -> bool:
    token = reading.doc[at]
    if token.lower_ in _CLAUSE_WORDS or token.text in _BREAKS or (token.text == "." and not _abbreviates(reading, at)):
        return True
    if token.pos_ in ("VERB", "AUX", "SCONJ") and not _inside_name(token) and token.lower_ not in _DESCRIBES:
        return True
    if at > first and reading.doc[at - 1].lemma_.lower() in _WRITINGS and token.pos_ != "ADP":
        return True
    if token.pos_ == "PRON" and at > first:
        return True
    if token.pos_ == "NUM" and at > first and token.ent_type_ not in ("ORG", "PERSON"):
        return True
    if token.text == ",":
        return not _apposition_follows(reading, at, end)
    if at > first and token.lower_ in ("at", "some") and at + 1 < end and reading.lower[at + 1] in ("least", "most"):
        return True
    if at > first and token.pos_ == "ADP" and token.ent_type_ not in ("ORG", "PERSON"):
        following = reading.doc[at + 1] if at + 1 < end else None
        return (
            following is None
            or is_time(following)
            or token.lower_ in ("by", "via", "through", "to", "on", "during", "as")
        )
    return False


def _abbreviates(reading: Reading, at: int) -> bool:
    return (
        at > 0
        and len(reading.doc[at - 1].text) <= 4
        and reading.doc[at - 1].text[:1].isupper()
        and at + 1 < len(reading.doc)
        and reading.doc[at + 1].text[:1].isupper()
    )


def _inside_name(token: Token) -> bool:
    return token.ent_type_ in ("ORG", "PERSON") and token.ent_iob_ == "I"


def _apposition_follows(reading: Reading, comma: int, end: int) -> bool:
    if comma + 1 >= end:
        return False
    following = reading.doc[comma + 1]
    return following.lower_ in _APPOSITIONS or (following.pos_ == "PROPN" and not is_time(following))


def is_time(token: Token) -> bool:
    """Whether a word tells a day or an hour."""
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in _TIMES


def cleaned(reading: Reading, first: int, last: int) -> Range:
    """A phrase without days, places and other phrases that merely stand before the speaker."""
    while first < last - 1 and (is_time(reading.doc[first]) or reading.lower[first] in ("and", ",", "on", "or")):
        first += 1
    last = next((at for at in range(first + 1, last - 2) if _opens_message(reading, at)), last)
    while first < last - 1 and reading.doc[first].pos_ == "NUM" and reading.doc[last - 1].tag_ == "NN":
        first += 1
    for at in range(last - 1, first, -1):
        if _starts_speaker(reading, first, at):
            return at, last
    while last - 1 > first and (is_time(reading.doc[last - 1]) or reading.lower[last - 1] in ("on", "late", "early")):
        last -= 1
    return first, last


def _opens_message(reading: Reading, at: int) -> bool:
    """'... in a statement carried by X': how it was said, no part of the speaker."""
    ahead = [reading.doc[i].lemma_.lower() for i in range(at + 1, min(at + 4, len(reading.doc)))]
    return reading.lower[at] == "in" and bool({"statement", "interview", "comment", "remark"} & set(ahead))


def _starts_speaker(reading: Reading, first: int, at: int) -> bool:
    """Whether the speaker starts at a token inside the phrase, all before it being a day, a place or a thing."""
    token, before = reading.doc[at], reading.doc[at - 1]
    if before.text == "," and token.pos_ == "PROPN" and reading.doc[first].pos_ == "NUM":
        return True
    if before.text == "," and token.pos_ == "DET":
        return reading.doc[first].pos_ == "NUM"
    if (
        token.lower_ in ("a", "an", "the", "another")
        and before.pos_ not in ("ADP", "PUNCT", "CCONJ", "DET", "PART")
        and before.lower_ != "-"
    ):
        explains = (
            before.lemma_.lower() in _BODIES or _opens_with_name(reading, first, at)
            if token.lower_ == "the"
            else _names_speaker(reading, first, at)
        )
        return not explains
    if token.lower_ in _LOCAL and before.ent_type_ in ("GPE", "LOC") and _after_preposition(reading, at - 1):
        return True
    starts_name = token.ent_type_ in ("ORG", "PERSON") and token.ent_iob_ == "B"
    starts_name = starts_name or (token.ent_type_ == "" and token.pos_ == "PROPN")
    return (
        starts_name
        and before.ent_type_ in ("DATE", "TIME", "GPE", "LOC", "FAC")
        and _after_preposition(reading, at - 1)
    )


def _opens_with_name(reading: Reading, first: int, at: int) -> bool:
    """'Ayla Demir the governor of ...': nothing but a name before the article."""
    names = [reading.doc[i] for i in range(first, at)]
    return len(names) < 5 and all(one.pos_ == "PROPN" and one.ent_type_ not in ("DATE", "GPE", "LOC") for one in names)


def _names_speaker(reading: Reading, first: int, last: int) -> bool:
    return any(reading.doc[at].ent_type_ in ("ORG", "PERSON") for at in range(first, last))


def _after_preposition(reading: Reading, at: int) -> bool:
    """Whether the name that ends at a token hangs on a preposition: 'in northern Syria', 'near the town of Manbij'."""
    while at > 0 and (reading.doc[at].ent_iob_ == "I" or reading.doc[at - 1].pos_ == "ADJ"):
        at -= 1
    return at > 0 and (reading.doc[at - 1].pos_ == "ADP" or is_time(reading.doc[at]))
