"""When a verb of saying says something: its kind, and what it needs around it to be read so.

Comes in: a Reading, a sentence and a verb in it. Goes out: yes or no. The words are data (``data/speech.toml``): 'say'
needs nothing, 'report' a clause, a figure or an object, 'post' a message that says something; 'claimed the
lives of six' and 'three people reported dead' are no speech.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.claims.speaker_names import noun_set
from onrecord.claims.speaker_phrases import is_time
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIGURES = frozenset(["toll", "number", "figure", "count", "total", "death", "casualty", "fatality"])
_CONFIRMED = frozenset(["report", "reports", "toll", "death", "deaths", "figure", "account", "killings"])
_COMPLEMENTS = ("ccomp", "parataxis", "xcomp")


@lru_cache(maxsize=1)
def verb_kinds() -> dict[str, str]:
    """Lemma to the kind of assertion."""
    return {verb: kind for kind, verbs in load_table("speech")["verbs"].items() for verb in verbs}


@lru_cache(maxsize=32)
def _needs(name: str) -> frozenset[str]:
    return frozenset(load_table("speech")["needs"][name])


@lru_cache(maxsize=32)
def speech_words(name: str) -> frozenset[str]:
    return frozenset(load_table("speech")["words"][name])


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    return frozenset(verb_kinds()) | speech_words("message") | {"according", "come"}


def is_cue(reading: Reading, at: int) -> bool:
    """Whether a word may open a speech act at all."""
    return reading.lemmas[at] in _cues() or reading.lower[at] in ("according", "says", "said")


def is_verb(token: Token) -> bool:
    if token.pos_ == "VERB" or token.tag_ in ("VBD", "VBZ", "VBP", "VBG") or token.lower_ in ("said", "says"):
        return True
    return token.lower_ == "reports" and token.i > 0 and _closes_after_outlet(token)


def _closes_after_outlet(token: Token) -> bool:
    """'..., the Tanjug news agency reports.': taken for a noun where it closes the sentence."""
    at_end = token.i + 1 >= len(token.doc) or token.nbor().is_punct or token.nbor().is_space
    return at_end and token.nbor(-1).lower_ in noun_set("outlets")


def is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in token.children)


def takes_speech(reading: Reading, sentence: Sentence, token: Token, lemma: str) -> bool:
    """Whether a verb of saying says something here: by its need, a clause, a quotation, a figure, or its place."""
    children = list(token.children)
    if lemma in _needs("nothing"):
        return True
    if lemma in _needs("account"):
        return _of_an_account(reading, sentence, token)
    if lemma in _needs("object") and any(child.dep_ in ("dobj", "prep") for child in children):
        return True
    if lemma in _needs("message") and _says_in_message(reading, sentence, token):
        return True
    if lemma in _needs("figure") and _gives_figure(reading, sentence, token):
        return True
    return lemma in _needs("clause") and (
        any(child.dep_ in _COMPLEMENTS for child in children)
        or (token.dep_ in ("parataxis", "ccomp") and token.head.i < token.i)
        or _beside_speech(reading, sentence, token)
    )


def _of_an_account(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'questioned the toll', 'cast doubt on the reports', 'doubted that': but no 'questioned three men'."""
    ahead = reading.lemmas[token.i + 1 : min(token.i + 6, sentence.last)]
    if token.lemma_.lower() == "cast" and "doubt" not in ahead:
        return False
    return bool(speech_words("account") & set(ahead)) or ahead[:1] == ("that",)


_NOT_KNOWN = re.compile(
    r"\b(?:n['’o]t (?:\w+ )?(?:clear|known|know|aware|confirm\w*|verify|verified)|unclear|unknown|unaware|"
    r"no (?:\w+ )?(?:information|details|word|reports?|knowledge))\b"
)
_REACH_OF_NOT_KNOWN = 9


def refuses(token: Token) -> bool:
    """'declined to say', 'was unable to confirm'."""
    return token.dep_ == "xcomp" and token.head.lemma_.lower() in speech_words("refuse")


def says_unknown(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'could not verify the toll', 'declined to say how many', 'said it was not clear who': somebody says that it is
    not known (requirement B3)."""
    if token.lemma_.lower() not in speech_words("unknown"):
        return False
    if refuses(token) or any(child.dep_ == "neg" for child in token.children):
        return True
    ahead = reading.lower[token.i + 1 : min(token.i + _REACH_OF_NOT_KNOWN, sentence.last)]
    return token.lemma_.lower() == "say" and bool(_NOT_KNOWN.search(" ".join(ahead)))


def _beside_speech(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """Whether 'that', a quotation mark or a colon follows, or nothing but the time and place of saying."""
    after = token.i + 1
    while after < sentence.last and (
        is_time(reading.doc[after]) or reading.lower[after] in ("on", "also", "in", "a", "statement", "late")
    ):
        after += 1
    return after >= sentence.last or reading.lower[after] in ("that", ".", '"', "“", "”", ":", "citing", "quoting")


def _gives_figure(reading: Reading, sentence: Sentence, token: Token) -> bool:
    reach = 3 if token.lemma_.lower() in _needs("figure_next") else 11
    ahead = reading.doc[token.i + 1 : min(token.i + 1 + reach, sentence.last)]
    if token.lemma_.lower() == "put" and "to death" in " ".join(word.lower_ for word in ahead):
        return False
    number = any(word.like_num or word.ent_type_ == "CARDINAL" or word.lower_ == "same" for word in ahead)
    words = _FIGURES if token.lemma_.lower() in _needs("figure_named") else speech_words("figure")
    return number and any(word.lemma_.lower() in words for word in ahead)


def _says_in_message(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'posted a video showing', 'issued a statement saying': a message of which it is told what it says."""
    ahead = reading.doc[token.i + 1 : min(token.i + 14, sentence.last)]
    message = next((word.i for word in ahead if word.lemma_.lower() in speech_words("message")), None)
    return message is not None and any(
        word.lower_ in ("showing", "saying", "purporting", "claiming", "confirming")
        for word in ahead
        if word.i > message
    )


def of_responsibility(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'claimed responsibility', 'claimed the attack': the deed is claimed, no figure is told."""
    if token.i + 1 < sentence.last and reading.lower[token.i + 1] == "responsibility":
        return True
    return any(
        child.dep_ == "dobj" and child.lemma_.lower() in speech_words("responsibility") for child in token.children
    )


def told_of_others(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'fighters reported killed', 'three people reported missing': those told of, not those who tell."""
    following = reading.doc[token.i + 1] if token.i + 1 < sentence.last else None
    return (
        token.lower_ in ("reported", "confirmed", "believed")
        and following is not None
        and (following.tag_ == "VBN" or following.lower_ in ("dead", "missing", "to"))
    )


def counts_victims(token: Token) -> bool:
    """'claimed the lives of six', 'has claimed 40 victims'."""
    return any(
        child.dep_ in ("dobj", "nsubj", "dep") and child.lemma_.lower() in speech_words("lives")
        for child in token.children
    ) or (any(word.lower_ in ("life", "lives") for word in token.doc[token.i + 1 : token.i + 5]))


def is_echo(reading: Reading, sentence: Sentence, verb: Token) -> bool:
    """'also reported the same death toll', 'confirmed the toll': what is said is the figure told just before."""
    words = [reading.doc[at] for at in range(sentence.first, sentence.last)]
    behind = reading.lower[verb.i + 1 : verb.i + 3]
    if verb.lemma_.lower() == "confirm" and behind[:1] in (("the",), ("this",), ("that",)):
        return bool(_CONFIRMED & set(behind)) and not any(word.like_num for word in words)
    return len(words) < 30 and any(
        one.lower_ in ("same", "similar")
        and {other.lemma_.lower(), third.lemma_.lower()} & {"toll", "figure", "number"}
        for one, other, third in zip(words, words[1:], words[2:], strict=False)
    )
