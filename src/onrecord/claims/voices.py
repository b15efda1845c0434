"""Who may say it: the phrases beside a verb of saying, and whether somebody who can speak stands there.

Comes in: a Reading and a verb or a token range. Goes out: token ranges, best first, or the speakers a range names: one,
two where 'and' joins them, none where the phrase is a thing ('the blast') or nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.claims.counts import person_lemma
from onrecord.claims.speaker_phrases import Range, phrase_after, phrase_before, phrase_of, stray_subject, subject_of
from onrecord.claims.speakers import head_of, speaker_from, speaking_nouns
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence
from onrecord.model import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset(["he", "she", "they", "it", "who"])


_THINGS = frozenset(
    [
        "attack",
        "blast",
        "explosion",
        "bombing",
        "strike",
        "raid",
        "shell",
        "bomb",
        "rocket",
        "fire",
        "violence",
        "war",
        "war",
        "conflict",
        "fighting",
        "clash",
        "battle",
        "crash",
        "disaster",
    ]
)


def speakers_at(reading: Reading, found: Range) -> tuple[Speaker, ...]:
    """The speakers that a phrase names: one, or two where 'and' joins them."""
    first, last = found
    if first >= last:
        return ()
    for at in range(first + 1, last - 1):
        if reading.lower[at] == "and" and not _joins_words(reading, first, at):
            pair = [speaker_from(reading, *part) for part in ((first, at), (at + 1, last))]
            both = [
                one
                for one, part in zip(pair, ((first, at), (at + 1, last)), strict=True)
                if one and can_speak(reading, part, one)
            ]
            if len(both) == 2:
                return tuple(both)
    speaker = speaker_from(reading, first, last)
    return (speaker,) if speaker is not None and can_speak(reading, found, speaker) else ()


def _joins_words(reading: Reading, first: int, at: int) -> bool:
    """'Committee for Peace and Justice', 'police and hospital sources': an 'and' inside one name or one phrase."""
    token = reading.doc[at]
    inside = token.ent_iob_ == "I" and token.ent_type_ in ("ORG", "PERSON")
    modifiers = reading.doc[at + 1].dep_ in ("compound", "amod", "conj") and reading.doc[at - 1].dep_ in (
        "compound",
        "amod",
        "nmod",
    )
    after_of = (
        any(reading.lower[i] in ("of", "for") for i in range(max(first, at - 3), at))
        and reading.doc[at + 1].pos_ != "DET"
    )
    return inside or modifiers or (after_of and reading.doc[at - 1].text[:1].isupper())


def can_speak(reading: Reading, found: Range, speaker: Speaker) -> bool:
    """Whether a phrase can be who speaks: somebody with a name, a body, people by their trade, or a pronoun."""
    first, last = found
    if reading.lower[first] in ("no", "nobody", "none", "neither") or reading.doc[first].pos_ == "ADP":
        return False
    if first > 0 and reading.doc[first].ent_type_ == "GPE" and reading.lower[first - 1] in ("in", "near", "from"):
        return False
    words = [reading.doc[at] for at in range(first, last)]
    lemmas = {word.lemma_.lower() for word in words}
    if speaker.name or speaker.organisation:
        return not (lemmas & _THINGS and not speaker.name and words[-1].lemma_.lower() in _THINGS)
    if len(words) <= 2 and words[-1].ent_type_ in ("GPE", "NORP"):
        return True
    head = reading.doc[head_of(reading, first, last)]
    by_trade = bool(people().groups_of(person_lemma(head))) and not any(word.like_num for word in words)
    return head.lemma_.lower() in speaking_nouns() or by_trade or words[0].lower_ in PRONOUNS


def who_says(reading: Reading, sentence: Sentence, token: Token) -> list[Range]:
    """The phrases that may be who says it, best first: by the parse, before the verb, behind it, further up."""
    before = phrase_before(reading, sentence, token.i)
    found = [before] if token.tag_ != "VBG" else []
    subject = subject_of(token)
    if subject is not None and sentence.first <= subject.i < sentence.last:
        stray = before[0] < before[1] and stray_subject(reading, subject, before[0])
        found.insert(1 if stray else 0, phrase_of(reading, sentence, subject, token.i))
    if _inverted(sentence, token):
        found.append(phrase_after(reading, token.i + 1, sentence.last))
    if token.tag_ == "VBG":
        found.extend(_who_goes_on(reading, sentence, token))
    return [(first, last) for first, last in found if first < last]


def _inverted(sentence: Sentence, token: Token) -> bool:
    """'..., said X': the verb closes what is said and its subject follows."""
    return token.i > sentence.first and token.tag_ in ("VBD", "VBZ", "VBN") and token.i + 1 < sentence.last


def _who_goes_on(reading: Reading, sentence: Sentence, token: Token) -> list[Range]:
    """'X issued a statement, saying ...': the subject of the verb that the participle hangs on."""
    for _ in range(4):
        token = token.head
        if not sentence.first <= token.i < sentence.last:
            return []
        subject = subject_of(token)
        if subject is not None and sentence.first <= subject.i < sentence.last:
            return [phrase_of(reading, sentence, subject, token.i)]
    return []
