"""Words that say people were harmed, and which way the harmed stand to them.

Comes in: a Reading and a sentence. Goes out: harms in text order. The small parser confuses 'killed' the past
tense with 'killed' the participle, more so in texts that lost their commas, so the form is read from what
follows: an object behind the verb makes it active, anything else makes it passive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.claims.counts import Count
from onrecord.claims.words import harm_words
from onrecord.language import Reading, Sentence
from onrecord.model import Effect, Group

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Form(StrEnum):
    """Where the harmed stand: behind an active verb or a noun, before everything else."""

    ACTIVE = "active"
    PASSIVE = "passive"
    HAPPENS = "happens"
    STATE = "state"
    NOUN = "noun"
    TOLL = "toll"


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm: tokens [at, last), what it does to people, and its form."""

    at: int
    last: int
    effect: Effect
    form: Form


NOBODY = frozenset("nobody none no-one neither".split())
_AUX = frozenset("be get".split())
_TAKES_LIVES = frozenset("claim cost take lose".split())
_BODIES = frozenset("body corpse".split())
_FINDS = frozenset(
    "find recover discover retrieve exhume unearth pull dump wash dig drag arrive receive bring cart count see collect "
    "pick register carry remove log record document turn surface".split()
)
_REACH_OF_FINDING = 10
"""Tokens between a body and the verb that tells of its finding."""
_UPDATES = frozenset("update revise raise rise climb increase".split())
_BETWEEN_VERB_AND_OBJECT = 5
"""Tokens that may stand between an active verb and the number of its object ('killing, according to police, ten')."""


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Tokens of numbers: where those start that can be an object, and those that name nobody; where any ends; all of
    those that have a harm of their own, and all of those that count the armed."""

    starts: frozenset[int]
    bare: frozenset[int]
    ends: frozenset[int]
    apart: frozenset[int]
    armed: frozenset[int]


def find_harms(reading: Reading, sentence: Sentence, counts: Sequence[Count]) -> tuple[Harm, ...]:
    """The words of harm in a sentence, in text order."""
    numbers = _numbers(reading.doc, sentence, counts)
    inside = {at for count in counts for at in range(count.first, count.phrase_last)}
    harms: list[Harm] = []
    told: set[int] = set()
    for at in range(sentence.first, sentence.last):
        word, lemma = reading.lower[at], reading.lemmas[at]
        may_harm = at not in told and (word in first_words() or lemma in first_words())
        harm = _harm_at(reading.doc, at, sentence, numbers) if may_harm else None
        if harm is not None and (at not in inside or harm.form in (Form.STATE, Form.NOUN)):
            harms.append(harm)
            told.update(range(at, harm.last), _complement(reading.doc, at, sentence))
    return tuple(harms)


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """The words and lemmas that a harm can start with."""
    words = harm_words()
    listed = (*words.verbs, *words.happens, *words.adjectives, *words.nouns, *words.complements)
    return frozenset(
        {*listed, *_TAKES_LIVES, *_BODIES, *_UPDATES, *_FIGURES, *_TAKES, "toll", "number", "loss", "bury"}
    )


def _numbers(doc: Doc, sentence: Sentence, counts: Sequence[Count]) -> _Numbers:
    apart = [count for count in counts if _has_own_state(doc, count, sentence.last)]
    armed = [count for count in counts if count.groups & {Group.COMBATANT, Group.SECURITY}]
    starts = frozenset(count.first for count in counts if count not in apart)
    bare = frozenset(count.first for count in counts if count.noun is None)
    return _Numbers(starts, bare, frozenset(count.phrase_last for count in counts), _tokens(apart), _tokens(armed))


def _tokens(counts: Sequence[Count]) -> frozenset[int]:
    return frozenset(at for count in counts for at in range(count.first, count.phrase_last))


def _has_own_state(doc: Doc, count: Count, end: int) -> bool:
    """'Three killed 12 others injured': the number has a harm of its own behind it and is no object of 'killed'."""
    at = count.phrase_last
    return at < end and doc[at].lower_ in ("injured", "wounded", "killed", "dead", "hurt", "missing")


def _harm_at(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> Harm | None:
    token = doc[at]
    lemma, lower = token.lemma_.lower(), token.lower_
    words = harm_words()
    if lower in _DOING and at + 1 in numbers.starts:
        return Harm(at, at + 1, _DOING[lower], Form.ACTIVE)
    if _is_toll(doc, at, sentence, numbers):
        return Harm(at, at + 1, _effect_of_toll(doc, at, sentence), Form.TOLL)
    if lemma == "claim" and at + 1 in numbers.starts:
        return Harm(at, at + 1, Effect.KILLED, Form.ACTIVE)
    if _is_loss_of_men(doc, at, numbers):
        return Harm(at, at + 1, Effect.KILLED, Form.ACTIVE)
    lives = _lives(doc, at, sentence.last)
    if lives is not None:
        return lives
    if _carries_off(doc, at, sentence, numbers):
        form = Form.PASSIVE if _is_taken_by(doc, at, sentence.last) else Form.ACTIVE
        return Harm(at, at + 1, Effect.ABDUCTED, form)
    if lemma in words.complements and token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return _with_complement(doc, at, sentence, numbers)
    if lower in words.adjectives and not _is_verb_use(doc, at, lower, numbers):
        return None if _is_named(doc, at) else Harm(at, at + 1, words.adjectives[lower], Form.STATE)
    if lemma in words.verbs and (token.pos_ in ("VERB", "AUX", "ADJ") or token.tag_.startswith("VB")):
        recalled = _recalls_the_harmed(doc, at, sentence)
        return None if recalled else Harm(at, at + 1, words.verbs[lemma], _form(doc, at, sentence, numbers))
    if lemma in words.happens and token.pos_ in ("VERB", "AUX"):
        escape = lemma == "flee" and _gets_away(doc, at, sentence.last, numbers)
        return None if escape else Harm(at, at + 1, words.happens[lemma], Form.HAPPENS)
    if lemma in words.verbs and at + 1 in numbers.starts:
        return Harm(at, at + 1, words.verbs[lemma], Form.ACTIVE)
    if _buries(doc, at, sentence, numbers):
        return Harm(at, at + 1, Effect.KILLED, Form.ACTIVE)
    if lemma in _BODIES and _is_found(doc, at, sentence):
        return Harm(at, at + 1, Effect.KILLED, Form.NOUN)
    named = token.pos_ in ("NOUN", "PROPN") and not _is_compounded(doc, at)
    if lemma in words.nouns and named and not _is_joined_in(doc, at, sentence):
        return Harm(at, at + 1, words.nouns[lemma], Form.NOUN)
    return None


_DOING = {"killing": Effect.KILLED, "wounding": Effect.INJURED, "injuring": Effect.INJURED}
"""Taken for nouns where a comma is lost: 'a town held by rebels killing at least ten people'."""


def _is_compounded(doc: Doc, at: int) -> bool:
    """'26 hostage-takers': those who did it."""
    behind = [token.lower_ for token in doc[at + 1 : at + 3]]
    return behind[:1] == ["-"] or behind[:1] in (["taker"], ["takers"])


_JOINS_IN = frozenset({("part", "in"), ("participated", "in"), ("involved", "in"), ("responsible", "for")})


def _is_joined_in(doc: Doc, at: int, sentence: Sentence) -> bool:
    """'some 25 rebels took part in the massacre': the number is of those who did it; in 'responsible for the killing of
    six priests' it is not."""
    if at + 1 < sentence.last and doc[at + 1].lower_ == "of":
        return False
    before = [doc[back].lower_ for back in range(max(sentence.first, at - 4), at)]
    return any(pair in _JOINS_IN for pair in pairwise(before))


_MEN = frozenset("men soldiers fighters troops guerrillas rebels policemen militiamen servicemen".split())


def _is_loss_of_men(doc: Doc, at: int, numbers: _Numbers) -> bool:
    """'lost 53 men', 'the loss of six soldiers'."""
    lemma = doc[at].lemma_.lower()
    first = at + 1 if lemma == "lose" else at + 2
    told = lemma == "lose" or (lemma == "loss" and at + 1 < len(doc) and doc[at + 1].lower_ == "of")
    return told and first in numbers.starts and not _MEN.isdisjoint(token.lower_ for token in doc[first : first + 5])


def _is_toll(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    lower = doc[at].lower_
    if lower in ("number", "toll") and _is_yet_to_rise(doc, at, sentence.last):
        return False
    if lower == "number":
        return _counts_the_harmed(doc, at, sentence.last) or _is_number_put(doc, at, sentence, numbers)
    if lower in _FIGURES:
        put = lower == "figure" and _is_number_put(doc, at, sentence, numbers)
        return put or _is_told_as_figure(doc, at, sentence, numbers)
    return lower == "toll" or _is_put_at(doc, at, sentence, numbers) or _is_update(doc, at, sentence, numbers)


_YET = frozenset("likely expected feared could may might can".split())
_RISES = frozenset("rise climb increase grow".split())
_REACH_OF_RISE = 8
"""Tokens of 'the number of dead is likely to rise'."""


def _is_yet_to_rise(doc: Doc, at: int, end: int) -> bool:
    """'The toll is likely to rise, since 50 were wounded' gives no figure of the dead."""
    near = [token.lower_ for token in doc[at + 1 : min(at + 1 + _REACH_OF_RISE, end)]]
    yet = next((place for place, word in enumerate(near) if word in _YET), None)
    return yet is not None and not _RISES.isdisjoint(near[yet + 1 : yet + 5]) and not _has_figure(doc, at, end)


def _has_figure(doc: Doc, at: int, end: int) -> bool:
    """'may rise to 30', 'the toll of 12 may rise'."""
    near = doc[at + 1 : min(at + 1 + _REACH_OF_RISE, end)]
    return any(token.like_num and doc[token.i - 1].lower_ in ("to", "of", "beyond") for token in near)


_FIGURES = frozenset("figure count estimate numbered".split())


def _is_told_as_figure(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'a chief gave a figure of 20', 'the true figure was 31', 'put the figure of the dead at 14', 'the dead numbered
    15': a number of nobody named, which of the harmed are told."""
    if doc[at].lower_ == "numbered":
        before = {token.lower_ for token in doc[max(sentence.first, at - 3) : at]}
        return at + 1 in numbers.bare and not before.isdisjoint(_THE_HARMED)
    behind = [token.lower_ for token in doc[at + 1 : min(at + 5, sentence.last)]]
    if behind[:2] == ["of", "the"] and behind[-1] == "at" and behind[2] in _THE_HARMED:
        return at + 5 in numbers.bare
    linked = at + 1 < sentence.last and (doc[at + 1].lower_ == "of" or doc[at + 1].lemma_ == "be")
    return linked and at + 2 in numbers.bare


_TAKES = frozenset("take seize snatch grab".split())
_NOT_ABDUCTED = frozenset("hospital hospitals clinic court safety shelter custody board prisoner lives streets".split())
_ABDUCTORS = frozenset(
    "gunmen bandits militants rebels insurgents guerrillas jihadists attackers assailants raiders extremists "
    "kidnappers pirates gang gangs men fighters terrorists".split()
)


def _carries_off(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'bandits raided a school, taking more than 300 boys', 'rebels seized 30 villagers', 'four were seized by
    gunmen'."""
    if doc[at].lemma_.lower() not in _TAKES:
        return False
    if _is_taken_by(doc, at, sentence.last):
        return True
    first = at + 1 if at + 1 < len(doc) and doc[at + 1].lower_ not in ("away", "off") else at + 2
    counted = first in numbers.starts - numbers.bare
    if not counted or not _NOT_ABDUCTED.isdisjoint(token.lower_ for token in doc[at : sentence.last]):
        return False
    return not _ABDUCTORS.isdisjoint(token.lower_ for token in doc[sentence.first : at])


def _is_taken_by(doc: Doc, at: int, end: int) -> bool:
    """'were seized by an armed group'."""
    behind = [token.lower_ for token in doc[at + 1 : min(at + 6, end)]]
    return doc[at].tag_ == "VBN" and behind[:1] == ["by"] and not {"armed", *_ABDUCTORS}.isdisjoint(behind)


_NOT_DEAD = frozenset("rubble debris landslide mudslide avalanche alive mine mines weapons".split())


def _buries(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'had helped bury 23 people': dead who may have no other word of harm; not those under rubble."""
    if doc[at].lemma_.lower() != "bury" or at + 1 not in numbers.starts:
        return False
    return _NOT_DEAD.isdisjoint(token.lower_ for token in doc[sentence.first : sentence.last])


def _is_put_at(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'put the dead at 21'."""
    if at - 2 < sentence.first or at + 2 not in numbers.starts:
        return False
    put = doc[at - 2].lemma_.lower() in _PUTS and doc[at - 1].lower_ == "the"
    return put and doc[at].lower_ in _THE_HARMED and doc[at + 1].lower_ == "at"


_OF_DEAD = frozenset("casualty death fatality".split())


def _is_number_put(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'The council put the number at 110', 'put the casualty figure at eight'."""
    before = [token.lemma_.lower() for token in doc[max(sentence.first, at - 3) : at] if token.lower_ not in _OF_DEAD]
    told = before[-1:] == ["the"] and before[-2:-1] != [] and before[-2] in _PUTS
    return told and doc[at + 1 : at + 2].text.lower() == "at" and at + 2 in numbers.bare


def _is_named(doc: Doc, at: int) -> bool:
    """'the Dead Sea': a part of a name."""
    following = doc[at + 1] if at + 1 < len(doc) else None
    return doc[at].pos_ == "PROPN" and doc[at].is_title and following is not None and following.pos_ == "PROPN"


def _recalls_the_harmed(doc: Doc, at: int, sentence: Sentence) -> bool:
    """'two of the wounded died': tells of the dead; the wounded were told before."""
    before = [doc[back].lower_ for back in range(max(sentence.first, at - 2), at)]
    behind = {doc[ahead].lemma_.lower() for ahead in range(at + 1, min(at + 6, sentence.last))}
    return before == ["of", "the"] and not behind.isdisjoint(harm_words().happens)


_AWAY_FROM = frozenset("scene spot prison jail custody arrest justice police motorcycle motorcycles".split())


_DEEDS = frozenset("open fire shoot attack kill throw hurl stab ambush abduct kidnap rob detonate".split())


def _gets_away(doc: Doc, at: int, end: int, numbers: _Numbers) -> bool:
    """'the gunmen fled', 'fled the scene', 'shot at him and fled': an escape, which displaces nobody."""
    head = doc[at]
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
        if head.lemma_.lower() in _DEEDS and not any(child.dep_ == "nsubjpass" for child in head.children):
            return True
    behind = {doc[ahead].lower_ for ahead in range(at + 1, min(at + 6, end))}
    return not behind.isdisjoint(_AWAY_FROM) or not numbers.armed.isdisjoint(range(at - 6, at))


def _is_update(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> bool:
    """'This was later updated to 82': a figure told before gets a new value."""
    if doc[at].lemma_.lower() not in _UPDATES or at + 2 not in numbers.starts:
        return False
    subject = {doc[i].lower_ for i in range(sentence.first, at)}
    told = bool(subject & {"this", "it", "figure", "count", "that"}) and "toll" not in subject
    return told and doc[at + 1].lower_ == "to"


_STATES = frozenset("dead missing slain homeless unaccounted".split())
_STATES_BUT_BEFORE_OBJECT = frozenset("stranded trapped displaced besieged".split())


def _is_verb_before_object(doc: Doc, at: int, numbers: _Numbers) -> bool:
    """'The shelling displaced 300 people'; but not 'the displaced 300'."""
    return at + 1 in numbers.starts and at > 0 and doc[at - 1].pos_ not in ("DET", "ADJ", "NUM")


def _is_verb_use(doc: Doc, at: int, lower: str, numbers: _Numbers) -> bool:
    """'wounded' and 'injured' as verbs: behind a form of 'be', or before an object."""
    if lower in _STATES or (lower in _STATES_BUT_BEFORE_OBJECT and not _is_verb_before_object(doc, at, numbers)):
        return False
    one, two = doc[max(at - 1, 0)], doc[max(at - 2, 0)]
    if one.like_num and at in numbers.ends and at + 1 not in numbers.starts:
        return False
    behind_be = one.lemma_ in _AUX or (one.pos_ == "ADV" and two.lemma_ in _AUX)
    return behind_be or _object_follows(doc, at, numbers) or doc[at].tag_ in ("VBD", "VBN", "VB")


def _object_follows(doc: Doc, at: int, numbers: _Numbers) -> bool:
    if at + 1 in numbers.starts:
        return True
    following = doc[at + 1] if at + 1 < len(doc) else None
    return (
        following is not None and following.dep_ in ("dobj", "det") and following.tag_ in ("DT", "PRP", "PRP$", "NNS")
    )


def _form(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> Form:
    token = doc[at]
    if token.tag_ == "VBG" and not (at > 0 and doc[at - 1].lower_ == "being"):
        return Form.ACTIVE
    if token.tag_ in ("VB", "VBP", "VBZ") and not any(child.dep_ == "nsubjpass" for child in token.children):
        return Form.ACTIVE
    behind_be = any(doc[back].lemma_ in _AUX for back in range(max(sentence.first, at - 3), at))
    if behind_be:
        return Form.PASSIVE
    if at in numbers.ends and at + 1 < sentence.last and doc[at + 1].lower_.endswith("ing"):
        return Form.PASSIVE
    if any(child.dep_ in ("dobj", "obj") and child.i > at and child.i not in numbers.apart for child in token.children):
        return Form.ACTIVE
    behind = past_aside(doc, at + 1, sentence.last)
    for ahead in range(behind, min(behind + _BETWEEN_VERB_AND_OBJECT, sentence.last)):
        if ahead in numbers.starts:
            return Form.ACTIVE
        if doc[ahead].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") or doc[ahead].text in (".", ";", ","):
            break
    return Form.PASSIVE


_LONGEST_ASIDE = 7
"""Tokens of ', according to the local police,' and ', late on Monday night,'."""


def past_aside(doc: Doc, at: int, end: int) -> int:
    """Where an aside between commas ends that starts at a token ('killed, on Monday, ten people'); ``at`` for none."""
    if at >= end or doc[at].text != ",":
        return at
    for ahead in range(at + 1, min(at + 2 + _LONGEST_ASIDE, end)):
        if doc[ahead].text == ",":
            return ahead + 1
        if doc[ahead].pos_ in ("VERB", "AUX", "NUM", "CCONJ", "PUNCT") and doc[ahead].lower_ != "according":
            break
    return at


def _with_complement(doc: Doc, at: int, sentence: Sentence, numbers: _Numbers) -> Harm | None:
    """'shot dead', 'gunned down', 'beaten to death', 'left two girls with burns'. In 'left two dead' and 'shot two men
    dead' the harm is 'dead'."""
    complement = _complement(doc, at, sentence)
    helps = doc[at].lemma_ == "be" and doc[at].dep_ in ("aux", "auxpass")
    if not complement or helps:
        return None
    adjacent = complement[0] == at + 1
    left = doc[at].lemma_ == "leave"
    if doc[complement[0]].lower_ == "dead" and (left or not adjacent):
        return None
    if left and "with" not in {token.lower_ for token in doc[at : complement[0]]}:
        return None
    effect = harm_words().complements[doc[at].lemma_.lower()][doc[complement[0]].lower_]
    form = Form.HAPPENS if doc[at].lemma_ in _HAPPENS else _form(doc, at, sentence, numbers)
    return Harm(at, complement[0] + 1 if adjacent else at + 1, effect, form)


def _complement(doc: Doc, at: int, sentence: Sentence) -> list[int]:
    """The token that makes a verb one of harm, as 'dead' does 'shoot'; none for other verbs and where none is near."""
    ends = harm_words().complements.get(doc[at].lemma_.lower(), {})
    reach = 8 if doc[at].lemma_ in _FAR_COMPLEMENTS else 4
    for ahead in range(at + 1, min(at + 1 + reach, sentence.last) if ends else at):
        if doc[ahead].lower_ in ends and (doc[ahead].lower_ != "death" or doc[ahead - 1].lower_ == "to"):
            return [ahead]
        if doc[ahead].text in (".", ";") or doc[ahead].pos_ == "CCONJ":
            break
    return []


_HAPPENS = frozenset("be fall have pass remain receive suffer sustain undergo".split())
"""Verbs whose subject is who was harmed: 'ten are in hospital', 'ten had their throats cut'."""
_FAR_COMPLEMENTS = frozenset("leave take hold rush admit fly airlift evacuate treat".split())
"""Verbs whose complement may stand behind a name and its kind: 'taken to the Mora General Hospital'."""


def _is_found(doc: Doc, at: int, sentence: Sentence) -> bool:
    """'the bodies of 11 men were found', 'police recovered two bodies': dead who may have no other word of harm."""
    near = range(max(sentence.first, at - _REACH_OF_FINDING), min(sentence.last, at + _REACH_OF_FINDING))
    return any(doc[other].pos_ == "VERB" and doc[other].lemma_.lower() in _FINDS for other in near)


def _lives(doc: Doc, at: int, end: int) -> Harm | None:
    """'claimed the lives of ten', 'cost ten lives', 'ten people lost their lives'."""
    lemma = doc[at].lemma_.lower()
    if lemma not in _TAKES_LIVES:
        return None
    near = [doc[ahead].lower_ for ahead in range(at + 1, min(at + 8, end))]
    if "lives" not in near and not ("life" in near and lemma in ("lose", "claim")):
        return None
    before_lives = near[: near.index("lives") if "lives" in near else 3]
    owned = lemma == "lose" and not {"their", "his", "her"}.isdisjoint(before_lives)
    return Harm(at, at + 1, Effect.KILLED, Form.HAPPENS if owned else Form.ACTIVE)


_PUTS = frozenset("put place estimate give".split())
_REACH_OF_THE_HARMED = 12
"""Tokens of 'number of fighters of one front and of its allies killed'."""
_THE_HARMED = frozenset(
    "dead killed died deaths victims casualties fatalities martyrs wounded injured bodies exhumed slain".split()
)


def _counts_the_harmed(doc: Doc, at: int, end: int) -> bool:
    """'the number of dead', 'the number of people killed', 'the number killed': a toll told as a number."""
    if at + 1 < end and doc[at + 1].lower_ in _THE_HARMED:
        return True
    if at + 1 >= end or doc[at + 1].lower_ != "of":
        return False
    near = {doc[ahead].lower_ for ahead in range(at + 2, min(at + _REACH_OF_THE_HARMED, end))}
    return not near.isdisjoint(_THE_HARMED)


def _effect_of_toll(doc: Doc, at: int, sentence: Sentence) -> Effect:
    near = {doc[i].lower_ for i in range(max(sentence.first, at - 2), min(at + 6, sentence.last))}
    if near & {"injury", "injuries", "injured", "wounded"} and not near & {"death", "dead", "killed"}:
        return Effect.INJURED
    return Effect.CASUALTIES if near & {"casualty", "casualties"} and "death" not in near else Effect.KILLED


def is_also(reading: Reading, at: int) -> bool:
    """Whether the harm at a token is one more than what was told: 'his driver was also killed', 'also killed were', 'a
    guard was wounded and later died'."""
    if reading.lower[max(0, at - 2) : at] in (("and", "later"), ("but", "later")):
        return True
    return "also" in reading.lower[max(0, at - 2) : at] or any(c.lower_ == "also" for c in reading.doc[at].children)
