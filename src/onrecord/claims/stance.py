"""How far an event got, as the sentence puts it: done, going on, tried, planned, threatened, denied, only possible.

Comes in: a Reading, a sentence and the token of the event word. Goes out: a Stage. Read are the words that govern the
event word: by the parse upwards, and by the words before it within its clause where the parse is poor.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.claims.scenes import settings
from onrecord.claims.speech_verbs import verb_kinds
from onrecord.language import Reading, Sentence
from onrecord.model import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = frozenset("halt stop suspend cease freeze postpone cancel delay resume end".split())
_LEMMAS: dict[Stage, frozenset[str]] = {
    Stage.PLANNED: frozenset(
        "plan intend vow pledge prepare schedule aim seek promise propose mull decide agree".split()
    ),
    Stage.THREATENED: frozenset("threaten".split()),
    Stage.CALLED_FOR: frozenset("urge demand appeal".split()),
    Stage.ATTEMPTED: frozenset("attempt try foil thwart fail avert prevent".split()),
    Stage.DENIED: frozenset("deny reject refute dismiss".split()),
}
_SETTLES = frozenset({"agree", "decide"})
"""Verbs that plan a deed but settle a thing: 'agreed to attack', 'agreed a truce'."""
_AHEAD = frozenset("forward upcoming forthcoming impending looming tomorrow".split())
_HYPOTHETICAL = frozenset("could may might would should can".split())
_FINDS_OUT = frozenset("confirm verify count identify see hear".split())
"""'could confirm nine deaths': who was able to say so, said so."""
_CONDITIONS = frozenset("if unless whether".split())
_HABIT = frozenset(
    "regular regularly often daily frequently frequent repeatedly repeated routinely routine usually sometimes "
    "near-daily almost-daily constantly habitually occasionally sporadic periodically persistent".split()
)
_NOUN_CALLS = frozenset(
    "call calls appeal appeals demand demands threat threats plan plans warning fears fear risk possibility "
    "prospect".split()
)
_CLAUSE_BREAKS = frozenset(
    {",", ";", ":", "and", "but", "while", "after", "when", "as", "which", "who", "where", "that"}
)
_REACH = 7
"""Tokens looked back from the event word for a governing word within the clause."""


def stage_of(reading: Reading, sentence: Sentence, at: int, *, has_toll: bool) -> Stage:
    """The stage of the event told at a token. A stated toll speaks for itself unless it is denied or only possible."""
    window = _clause_before(reading, sentence, at)
    lemmas = {reading.doc[i].lemma_.lower() for i in window}
    words = {reading.lower[i] for i in window}
    governors = _governors(reading, sentence, at)
    if _is_denied(reading, sentence, at, lemmas | governors):
        return Stage.DENIED
    if _is_hypothetical(reading, sentence, at, words):
        return Stage.HYPOTHETICAL
    if has_toll:
        return Stage.ACCOMPLISHED
    for stage in (Stage.THREATENED, Stage.CALLED_FOR, Stage.PLANNED, Stage.ATTEMPTED):
        governing = _LEMMAS[stage] - (_SETTLES if reading.doc[at].pos_ != "VERB" else frozenset())
        if governors & governing or lemmas & governing:
            return stage
    if "call" in lemmas | governors and reading.doc[at].pos_ != "VERB" and "for" in words:
        return Stage.CALLED_FOR
    if words & _AHEAD:
        return Stage.PLANNED
    if (
        "will" in words
        or "shall" in words
        or lemmas & _STOPS
        or governors & _STOPS
        or _is_purpose(reading, sentence, at)
    ):
        return Stage.PLANNED
    if words & _NOUN_CALLS and reading.lower[at - 1] in ("for", "of", "to"):
        return (
            Stage.CALLED_FOR
            if words & {"call", "calls", "appeal", "appeals", "demand", "demands"}
            else Stage.HYPOTHETICAL
        )
    if _is_habit(reading, sentence, at):
        return Stage.RECURRING
    return Stage.UNDER_WAY if _is_going_on(reading, sentence, at) else Stage.ACCOMPLISHED


def _clause_before(reading: Reading, sentence: Sentence, at: int) -> range:
    first = at
    while first > sentence.first and at - first < _REACH and reading.lower[first - 1] not in _CLAUSE_BREAKS:
        first -= 1
    return range(first, at)


def _governors(reading: Reading, sentence: Sentence, at: int) -> frozenset[str]:
    """Lemmas of the verbs above a token, up to the verb of its own clause and the one that governs that."""
    found = []
    token = reading.doc[at]
    for _ in range(6):
        if token.head is token or not sentence.first <= token.head.i < sentence.last:
            break
        if token.dep_ in ("advcl", "relcl", "conj", "parataxis", "ccomp") and token.dep_ != "ccomp":
            break
        token = token.head
        if token.pos_ == "VERB" and token.i < at:
            found.append(token.lemma_.lower())
    return frozenset(found)


def _is_denied(reading: Reading, sentence: Sentence, at: int, lemmas: frozenset[str] | set[str]) -> bool:
    if lemmas & _LEMMAS[Stage.DENIED]:
        return True
    token = reading.doc[at]
    if any(child.dep_ == "neg" or (child.lower_ == "no" and child.dep_ == "det") for child in token.children):
        return True
    before = [reading.lower[i] for i in range(max(sentence.first, at - 6), at)]
    return "evidence" in before and "no" in before


def _is_hypothetical(reading: Reading, sentence: Sentence, at: int, words: set[str]) -> bool:
    if words & _CONDITIONS:
        return True
    token = reading.doc[at]
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    may_be = any(child.dep_ == "aux" and child.lower_ in _HYPOTHETICAL for child in verb.children)
    if may_be and verb.lemma_.lower() not in _FINDS_OUT:
        return True
    return reading.report.quote(sentence.span).rstrip("\"'”’)").endswith("?")


def _is_purpose(reading: Reading, sentence: Sentence, at: int) -> bool:
    """'the start of operations to retake': an infinitive of purpose tells of no deed; 'managed to retake' does."""
    if at <= sentence.first + 1 or reading.doc[at].pos_ != "VERB" or reading.lower[at - 1] != "to":
        return False
    return reading.doc[at - 2].lemma_.lower() not in (
        "manage",
        "go",
        "continue",
        "begin",
        "start",
        "proceed",
        "use",
        "able",
    )


def _is_habit(reading: Reading, sentence: Sentence, at: int) -> bool:
    first, last = max(sentence.first, at - 6), min(sentence.last, at + 4)
    near = {reading.lower[i] for i in range(first, last)}
    return bool(near & _HABIT)


def _is_going_on(reading: Reading, sentence: Sentence, at: int) -> bool:
    token = reading.doc[at]
    verb = token if token.pos_ == "VERB" else token.head
    if not sentence.first <= verb.i < sentence.last:
        return False
    if verb.lemma_ in ("continue", "rage", "persist") and verb.tag_ in ("VBP", "VBZ", "VBG"):
        return True
    return verb.tag_ == "VBG" and any(
        child.dep_ == "aux" and child.lower_ in ("is", "are", "'re", "'s") for child in verb.children
    )


# ---------------------------------------------------------------- looking back

_STEPS_UP = 9
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight overnight".split()
)
_RELATIVES = frozenset("where which who whose when that".split())
_LONG = frozenset("year years decade decades month months".split())
_BEREAVED = frozenset("survivors families relatives widows veterans".split())
_YEAR_REACH = 18
"""Tokens behind an event word in which a year is still its own."""


def is_retold(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether an event is the matter of a trial, a memorial or a work of art: 'the trial of a man accused of the
    bombing', 'a film about the siege'. What somebody says happened is not, a court or a commission included."""
    aftermath = settings()["aftermath"]
    words = aftermath["law"] | aftermath["memory"] | aftermath["screen"] | aftermath["makers"]
    token = reading.doc[at]
    for _ in range(_STEPS_UP):
        head = token.head
        if token.dep_ == "ccomp" and head.i != token.i and _has_subject(head, aftermath["screen"]):
            return True
        if head.i == token.i or _is_told_apart(token) or not sentence.first <= head.i < sentence.last:
            return False
        if head.lemma_.lower() in words or (head.lower_ in _BEREAVED and token.dep_ == "prep" and token.lower_ == "of"):
            return True
        subjects = words - aftermath["law"] if head.lemma_.lower() in verb_kinds() else words
        if token.dep_ in ("dobj", "prep", "relcl") and _has_subject(head, subjects):
            return True
        token = head
    return False


def _is_told_apart(token: Token) -> bool:
    """Whether what a word heads is said by somebody, or stands beside its governor and not below it."""
    return token.dep_ in ("ccomp", "parataxis") or (token.dep_ == "conj" and token.pos_ == "VERB")


def _has_subject(verb: Token, words: frozenset[str]) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.lemma_.lower() in words for child in verb.children)


def is_looking_back(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether an event is told as history: by a year before the report's, as long ago, or as brought by long years."""
    first, last = sentence.first, sentence.last
    words = [reading.lower[i] for i in range(first, last)]
    where = at - first
    if any(
        word in _LONG and after in ("ago", "after", "since", "before") and "since" not in words[where:i]
        for i, (word, after) in enumerate(pairwise(words))
    ):
        return True
    if _in_relative_perfect(reading.doc[at]) or "since" in words[max(0, where - 5) : where]:
        return True
    years = [
        i for i in range(max(0, where - 4), min(len(words), where + _YEAR_REACH)) if _is_past_year(reading, words[i])
    ]
    if not years:
        return False
    day = next((i for i in range(len(words)) if words[i] in _WEEKDAYS), None)
    return day is None or _distance(words, years[0], where) < _distance(words, day, where)


def _distance(words: list[str], one: int, other: int) -> tuple[int, int]:
    """Clauses and words between two words."""
    first, last = sorted((one, other))
    return sum(word in _RELATIVES for word in words[first:last]), last - first


def _is_past_year(reading: Reading, word: str) -> bool:
    if len(word) != 4 or not word.isdigit() or not 1900 <= int(word) <= 2100:
        return False
    published = reading.report.published.day
    return published is None or int(word) < published.year - (published.month == 1)


def _in_relative_perfect(token: Token) -> bool:
    """'an insurgency in which thousands have died'."""
    for _ in range(3):
        if token.dep_ == "relcl":
            return any(child.dep_ == "aux" and child.lower_ in ("have", "has") for child in token.children)
        token = token.head
    return False
